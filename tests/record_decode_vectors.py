#!/usr/bin/env python3
"""Records tables for tests/decode.rs, written by Python's struct, csv and json modules. The shortest decimal of a float
is found by adding digits until it round-trips.

    python3 tests/record_decode_vectors.py            writes tests/vectors/decode.jsonl
    python3 tests/record_decode_vectors.py --check    fails if the file differs

Each line is a case, a JSON object: format, names, hex (records), csv (header and rows), ndjson (rows).
Works with any CPython 3; the seed is fixed.
"""

import csv
import io
import json
import math
import random
import struct
import sys
from pathlib import Path

PATH = Path(__file__).parent / "vectors/decode.jsonl"
CODES = "?bBhHiIlLqQefdcsp"
NAMES = ["time", "sensor id", "a,b", 'say "x"', "°C", "line\nbreak", "x", "y.z", "", "Ω", "tab\there"]


def shortest(value, code):
    """Returns the float with the fewest digits that round-trip at its width."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "-0.0" if math.copysign(1, value) < 0 else "0.0"
    for digits in range(17):
        text = f"{value:.{digits}e}"
        try:
            same = struct.unpack(code, struct.pack(code, float(text)))[0] == value
        except OverflowError:
            same = False
        if same:
            break
    mantissa, exponent = text.split("e")
    sign, number = mantissa[: mantissa.startswith("-")], mantissa.lstrip("-").replace(".", "")
    point = int(exponent) + 1
    number = number.rstrip("0") or "0"
    # Range of exponents for which the program uses positional notation.
    if (-5 if code[-1] == "d" else -6) < point <= (16 if code[-1] == "d" else 13):
        if point <= 0:
            return f"{sign}0.{'0' * -point}{number}"
        whole = number[:point].ljust(point, "0")
        return f"{sign}{whole}.{number[point:] or '0'}"
    fraction = f".{number[1:]}" if number[1:] else ""
    return f"{sign}{number[0]}{fraction}e{point - 1:+}"


def cells(code, value):
    """Returns the text of a value in CSV and in JSON."""
    if code in "efd":
        text = shortest(value, "<" + code)
        return text, json.dumps(text) if text.lstrip("-") in ("NaN", "Infinity") else text
    if code == "?":
        text = "true" if value else "false"
        return text, text
    if code in "csp":
        return value.hex(), json.dumps(value.hex())
    return str(value), str(value)


def float_bytes(random_, size):
    """Returns the bytes of a float: random bits or a typical number."""
    kind = random_.randrange(4)
    if kind == 0:
        return random_.randbytes(size)
    code = {2: "<e", 4: "<f", 8: "<d"}[size]
    if kind == 1:
        return struct.pack(code, round(random_.uniform(-500, 500), random_.randrange(4)))
    if kind == 2:
        return struct.pack(code, 2.0 ** random_.randrange(-14, 15))
    return struct.pack(code, random_.uniform(0.1, 60000) ** random_.choice([-1, 1]))


def case(random_):
    """Returns a case: a format, records, and their tables."""
    order = random_.choice("<>")
    codes = [random_.choice(CODES) for _ in range(random_.randrange(1, 9))]
    counts = [random_.randrange(1, 6) if code in "sp" else 1 for code in codes]
    names = random_.sample([name for name in NAMES if name], len(codes)) if random_.random() < 0.3 else []
    names = names or [f"f{index}" for index in range(len(codes))]
    packed = [f"{count}{code}" if code in "sp" else code for count, code in zip(counts, codes)]
    records, rows, lines = b"", [], []
    for _ in range(random_.randrange(1, 70)):
        row = []
        for code, text in zip(codes, packed):
            size = struct.calcsize("<" + text)
            raw = float_bytes(random_, size) if code in "efd" else random_.randbytes(size)
            raw = raw if order == "<" or code in "csp" else raw[::-1]
            (value,) = struct.unpack(order + text, raw)
            row.append(cells(code, value))
            records += raw
        rows.append([text for text, _ in row])
        lines.append("{" + ",".join(f"{json.dumps(n, ensure_ascii=False)}:{t}" for n, (_, t) in zip(names, row)) + "}\n")
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([names, *rows])
    return {
        "format": order + "".join(packed),
        "names": names,
        "hex": records.hex(),
        "csv": table.getvalue(),
        "ndjson": "".join(lines),
    }


def main():
    random_ = random.Random(4)
    text = "".join(json.dumps(case(random_), ensure_ascii=False) + "\n" for _ in range(100))
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PATH.read_text() == text else f"{PATH} differs")
    PATH.write_text(text)


if __name__ == "__main__":
    main()
