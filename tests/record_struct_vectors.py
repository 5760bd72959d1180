#!/usr/bin/env python3
"""Records results of CPython's struct module for tests/struct_vectors.rs.

    python3 tests/record_struct_vectors.py            writes the files supported by this Python
    python3 tests/record_struct_vectors.py --check    fails if these files differ

tests/vectors/struct.jsonl requires 64-bit CPython 3.13 on Linux x86-64 (earlier versions cannot unpack 0p).
tests/vectors/struct-complex.jsonl (F, D and NaNs) requires CPython 3.14, 32-bit or 64-bit.
The seed is fixed, so only the Python version affects the results.

Each line is a case, a JSON array:

    ["size", format, size]                       or {"error": kind, "at": position}
    ["pack", format, values, hex]                or {"error": kind}
    ["unpack", format, hex, values]              or {"error": kind}
    ["iter", format, hex, [values, ...]]         or {"error": kind}
    ["unpack_from", format, hex, offset, values] or {"error": kind}
    ["pack_into", format, size, offset, values, hex] or {"error": kind}

A value is a string: i with a decimal integer; f with the 16 hex digits of a double; c with the 32 hex digits of two
doubles; b with bytes as hex; t or n for True or False.
"""

import json
import random
import struct
import sys
from pathlib import Path

HERE = Path(__file__).parent / "vectors"
BASIC = "xcbB?hHiIlLqQefdsp"
NATIVE = BASIC + "nNP"
BITS = {"b": 8, "h": 16, "i": 32, "q": 64, "l": 64, "n": 64}

KINDS = [
    ("bad char", "character"),
    ("embedded null", "character"),
    ("can't encode", "character"),
    ("repeat count given", "no code"),
    ("total struct size too long", "too large"),
    ("expected", "count"),
    ("char format requires", "char"),
    ("required argument is not", "type"),
    ("must be a bytes object", "type"),
    ("format requires", "range"),
    ("argument out of range", "range"),
    ("too large to", "range"),
    ("too big to", "range"),
    ("multiple of", "multiple"),
    ("struct of length 0", "no bytes"),
    ("unpack requires a buffer of", "size"),
    ("at least", "short"),
    ("at offset", "short"),
    ("out of range for", "short"),
]


def error_kind(error):
    for text, name in KINDS:
        if text in str(error):
            return {"error": name}
    raise AssertionError(f"unknown error: {error!r}")


def attempt(call):
    try:
        return call()
    except (struct.error, OverflowError, UnicodeError, ValueError) as error:
        return error_kind(error)


def show(value):
    if isinstance(value, bool):
        return "t" if value else "n"
    if isinstance(value, int):
        return f"i{value}"
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "c" + struct.pack(">dd", value.real, value.imag).hex()
    return "b" + value.hex()


def show_all(values):
    return [show(value) for value in values]


def double(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


class Recorder:
    """Generates cases from a seed and records the results of this Python."""

    def __init__(self, seed, native, standard, nans):
        self.random = random.Random(seed)
        self.native, self.standard, self.nans = native, standard, nans
        self.lines = []

    def record(self, *case):
        self.lines.append(json.dumps(case, separators=(",", ":"), ensure_ascii=False))

    # Formats

    def format(self, max_items=6):
        pick = self.random
        prefix = pick.choice(["", "@", "=", "<", ">", "!"])
        codes = self.native if prefix in ("", "@") else self.standard
        items = []
        for _ in range(pick.randint(0, max_items)):
            code = pick.choice(codes)
            count = pick.choice(["", "", "", "", "1", "2", "3", "0", "05"])
            if code in "sp":
                count = pick.choice(["", "0", "1", "2", "3", "7", "12"])
            items.append(pick.choice(["", "", "", " ", "\t", "  \n"]) + count + code)
        return prefix + "".join(items) + pick.choice(["", "", "", " "])

    def codes(self, text):
        """Returns the code of each value of a valid format."""
        codes, count = [], ""
        for c in text.lstrip("@=<>!"):
            if c.isdigit():
                count += c
            elif not c.isspace():
                times = int(count or 1)
                codes += {"x": []}.get(c, [c] if c in "sp" else [c] * times)
                count = ""
        return codes

    # Values

    def number(self):
        pick = self.random
        choice = pick.randrange(12)
        if choice == 0:
            # Near the midpoint of two half-precision floats.
            low = struct.unpack("<e", struct.pack("<H", pick.randrange(0x7BFF)))[0]
            high = struct.unpack("<e", struct.pack("<e", low + low / 1024 + 2**-24))[0]
            middle = struct.pack("<d", (low + high) / 2)
            return double(struct.unpack("<Q", middle)[0] + pick.choice([-1, 0, 0, 1]))
        if choice == 1:
            # Near the midpoint of two single-precision floats.
            low = pick.randrange(0x7F7FFFFF)
            pair = struct.unpack("<ff", struct.pack("<II", low, low + 1))
            middle = struct.unpack("<Q", struct.pack("<d", sum(pair) / 2))[0]
            return double(max(middle + pick.choice([-1, 0, 0, 1]), 0)) * pick.choice([1, -1])
        if choice == 2:
            edges = [0.0, -0.0, float("inf"), float("-inf"), 65504.0, 65519.99, 65520.0, -65520.0]
            edges += [2.0**-24, 2.0**-25, 2.0**-25 * 1.0000001, 5e-324, 1.7976931348623157e308]
            edges += [3.4028235677973362e38, 3.4028235677973366e38, 1e39, -1e39, 2.0**-149, 2.0**-150]
            return pick.choice(edges)
        if choice == 3:
            return self.nan()
        if choice == 4:
            value = double(pick.getrandbits(64))
            return value if value == value else 0.5
        if choice in (5, 6):
            return pick.uniform(-70000, 70000)
        if choice == 7:
            return pick.uniform(-1, 1) * 2.0 ** pick.randint(-160, 130)
        return round(pick.uniform(-1000, 1000), pick.randint(0, 3))

    def nan(self):
        sign = self.random.getrandbits(1) << 63
        if not self.nans:
            return double(sign | 0x7FF8 << 48)
        payload = self.random.choice(
            [1, 1 << 29, 1 << 42, 1 << 50, self.random.getrandbits(51), 0x8_0000_0000_0001]
        )
        return double(sign | 0x7FF << 52 | payload | self.random.getrandbits(1) << 51)

    def integer(self, code, bits):
        low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if code.islower() else (0, (1 << bits) - 1)
        if code == "P":
            low = -(1 << 63)
        pick = self.random
        return pick.choice([low, high, 0, 1, pick.randint(low, high), pick.randint(low, high)])

    def value(self, code, standard):
        pick = self.random
        if code in "sp":
            return pick.randbytes(pick.choice([0, 1, 2, 3, 5, 13]))
        if code == "c":
            return pick.randbytes(1)
        if code == "?":
            return pick.choice([True, False, 0, 7, 0.0, -0.0, self.number(), b"", b"x"])
        if code in "efd":
            value = self.number()
            if code == "e" and pick.random() < 0.8:
                value = pick.uniform(-3, 3) * 2.0 ** pick.randint(-26, 14)
            return pick.choice([value] * 8 + [pick.randint(-70000, 70000), True])
        if code in "FD":
            if pick.random() < 0.1:
                return pick.choice([self.number(), pick.randint(-9, 9), False])
            return complex(self.number(), self.number())
        bits = BITS.get(code.lower(), 64)
        if code in "lL" and standard:
            bits = 32
        return pick.choice([self.integer(code, bits)] * 15 + [True])

    def invalid_value(self, code, standard):
        """Returns a value that is likely to be rejected."""
        pick = self.random
        anything = [b"", b"ab", 5, -1, 1.5, True, 1 << 100, -(1 << 100), 1 << 64, 1 << 63, 256, -129]
        anything += [1 << 32, 1 << 31, -(1 << 31) - 1, 65536, 32768, -(1 << 63) - 1, 1e39, 1e300, 65520.0]
        if "F" in self.native:
            anything += [1j, 0j, complex(1e39, 0), complex(0, -1e39)]
        return pick.choice(anything)

    def values(self, text):
        standard = text[:1] in ("=", "<", ">", "!")
        return [self.value(code, standard) for code in self.codes(text)]

    # Cases

    def size(self, text):
        found = attempt(lambda: struct.calcsize(text))
        if found == {"error": "character"}:
            # Python does not report the position. The shortest prefix with this error ends at it.
            ends = (n for n in range(len(text)) if attempt(lambda: struct.calcsize(text[: n + 1])) == found)
            found = {**found, "at": next(ends)}
        self.record("size", text, found)

    def pack(self, text, values):
        self.record("pack", text, show_all(values), attempt(lambda: struct.pack(text, *values).hex()))

    def unpack(self, text, data):
        self.record("unpack", text, data.hex(), attempt(lambda: show_all(struct.unpack(text, data))))

    def valid_case(self):
        text = self.format()
        values = self.values(text)
        self.pack(text, values)
        data = self.data(text)
        self.unpack(text, data)

    def data(self, text):
        """Returns a record. It contains NaNs, which differ between Python versions, only if `nans` is set."""
        size = struct.calcsize(text)
        while True:
            data = self.random.randbytes(size)
            if self.random.random() < 0.2:
                data = bytes(self.random.choice([0, 0xFF, 0x7F, 0x80]) for _ in range(size))
            if self.nans or not any(v != v for v in struct.unpack(text, data)):
                return data

    def invalid_case(self):
        text = self.format(4)
        codes, values = self.codes(text), self.values(text)
        standard = text[:1] in ("=", "<", ">", "!")
        if values and self.random.random() < 0.75:
            at = self.random.randrange(len(values))
            values[at] = self.invalid_value(codes[at], standard)
        elif values and self.random.random() < 0.5:
            values.pop()
        else:
            values.append(self.random.choice([1, b"x", 1.5]))
        self.pack(text, values)
        data = self.data(text)
        data = self.random.choice([data[:-1], data + b"\0", data * 2, b""])
        if self.random.random() < 0.5:
            self.unpack(text, data)

    def buffer_case(self):
        text = self.format(3)
        size = struct.calcsize(text)
        data = self.data(text) * self.random.randint(0, 3)
        if self.random.random() < 0.3:
            data += b"\1"
        rows = attempt(lambda: [show_all(row) for row in struct.iter_unpack(text, data)])
        self.record("iter", text, data.hex(), rows)
        offset = self.random.choice([0, 1, 2, size, -size, -1, -size - 1, -len(data), -len(data) - 1, len(data)])
        if self.nans:
            found = attempt(lambda: show_all(struct.unpack_from(text, data, offset)))
            self.record("unpack_from", text, data.hex(), offset, found)
        else:
            zeros = bytes(i % 64 for i in range(len(data)))
            found = attempt(lambda: show_all(struct.unpack_from(text, zeros, offset)))
            self.record("unpack_from", text, zeros.hex(), offset, found)
        buffer = bytearray(b"\xee" * len(data))
        values = self.values(text)
        if "0p" in text:
            return  # CPython writes the length byte of a `0p` string, possibly past the end of the record.
        found = attempt(lambda: struct.pack_into(text, buffer, offset, *values) or buffer.hex())
        self.record("pack_into", text, len(buffer), offset, show_all(values), found)

    def random_formats(self, count):
        pick = self.random
        alphabet = NATIVE + NATIVE + "@=<>!  \t\n\v\f\r0123456789kKzZ-+,.é٣\0\x1c\x85"
        for _ in range(count):
            text = "".join(pick.choice(alphabet) for _ in range(pick.randint(0, 7)))
            self.size(text)
        for _ in range(count // 4):
            limit = str((1 << 63) // pick.choice([1, 2, 4, 8]) + pick.choice([-2, -1, 0, 1]))
            parts = ["", limit, pick.choice(NATIVE), pick.choice(["", "b", "x", "0q", "h", "k", "7x"])]
            self.size(pick.choice(["", "<", "b", "=h", "q"]) + "".join(parts))
        for number in ["99999999999999999999", "1" + "0" * 40, "18446744073709551616", "0" * 30 + "3"]:
            for tail in ["h", "s", "x", "", " ", "k", "é"]:
                self.size(number + tail)


def basic():
    recorder = Recorder(20260704, NATIVE, BASIC, nans=False)
    for code in NATIVE:
        for prefix in ["", "@", "=", "<", ">", "!"]:
            recorder.size(prefix + code)
            recorder.size(f"{prefix}b3{code}")
            recorder.size(f"{prefix}b0{code}")
    recorder.random_formats(500)
    for _ in range(900):
        recorder.valid_case()
    for _ in range(700):
        recorder.invalid_case()
    for _ in range(200):
        recorder.buffer_case()
    for length in [254, 255, 256, 257, 300]:
        recorder.pack(f"{length}p", [b"a" * 400])
        recorder.unpack(f"{length}p", b"\xff" + b"b" * (length - 1))
    for text in ["0p", "x0px", "1p", "0s"]:
        recorder.pack(text, [b"abc"])
        recorder.unpack(text, b"\xff" * struct.calcsize(text))
    return recorder.lines


def with_complex():
    recorder = Recorder(20260705, "FFFDDDefdbx", "FFFDDDefdbx", nans=True)
    for text in ["F", "D", "<F", ">D", "bF", "bD", "=bD", "b0F", "b0D", "3F2D", "!k", "<3FZ"]:
        recorder.size(text)
    for _ in range(250):
        recorder.valid_case()
    for _ in range(200):
        recorder.invalid_case()
    for _ in range(50):
        recorder.buffer_case()
    return recorder.lines


def main():
    if sys.version_info < (3, 13):
        sys.exit("requires CPython 3.13 or later")
    jobs = {}
    if sys.version_info >= (3, 13) and struct.calcsize("P") == 8:
        jobs["struct.jsonl"] = basic
    if sys.version_info >= (3, 14):
        jobs["struct-complex.jsonl"] = with_complex
    differ = []
    for name, make in jobs.items():
        path, text = HERE / name, "\n".join(make()) + "\n"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.read_text(encoding="utf-8") != text:
            differ.append(name)
        print(f"{name}: {text.count(chr(10))} cases, {len(text.encode())} bytes")
    if differ:
        sys.exit(f"Python {sys.version.split()[0]} differs in {', '.join(differ)}")


if __name__ == "__main__":
    main()
