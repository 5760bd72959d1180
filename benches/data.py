"""Input files of the jobs, generated reproducibly from seeds, counters and fixed dates."""

import binascii
import hashlib
import random
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MB = 1 << 20
SMALL_FILES = 2000
CHUNKS = 20_000
RECORD = struct.Struct("<IHff")
SIDE = 8000


@dataclass(frozen=True)
class Data:
    """Input files of a command, with their amount in each unit used by jobs."""

    paths: tuple[Path, ...]

    def amount(self, unit: str) -> float:
        """Returns the amount in MB (10^6 bytes), files, chunks of the long PNG, records, frames or runs."""
        size = sum(path.stat().st_size for path in self.paths)
        if unit == "MB":
            return size / 1e6
        if unit == "records":
            return size / RECORD.size
        if unit == "frames":
            return size / (RECORD.size + 6)
        return {"files": len(self.paths), "chunks": CHUNKS, "runs": 1}[unit]


def prepare(folder: Path) -> dict[str, Data]:
    """Generates the files, unless they exist and this file is unchanged."""
    stamp = folder / "made-by"
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == version):
        print(f"generating test data in {folder}", flush=True)
        shutil.rmtree(folder / "small", ignore_errors=True)
        (folder / "small").mkdir(parents=True)
        for name, pieces in FILES.items():
            write(folder / name, pieces())
        for path, content in small_files(folder / "small"):
            path.write_bytes(content)
        stamp.write_text(version)
    small = tuple(sorted((folder / "small").iterdir()))
    data = {name.partition(".")[0]: Data((folder / name,)) for name in FILES}
    data["small"] = Data(small)
    # fq is slow, and old releases do not support BMP.
    data["small_fq"] = Data(tuple(path for path in small[: len(small) // 10] if path.suffix != ".bmp"))
    return data


def write(path: Path, pieces: Iterator[bytes]) -> None:
    """Writes a file in pieces, without holes."""
    with path.open("wb") as file:
        file.writelines(pieces)


def noise(seed: int, size: int) -> Iterator[bytes]:
    """Random bytes, so that no two lines of a dump are equal."""
    source = random.Random(seed)
    for start in range(0, size, MB):
        yield source.randbytes(min(MB, size - start))


def readings(millions: int) -> Iterator[bytes]:
    """Sensor records: temperatures with two decimals, humidities with the full precision of a float."""
    source = random.Random(7)
    block = b"".join(
        RECORD.pack(
            1_700_000_000 + number // 50,
            source.randrange(4096),
            round(source.uniform(-12, 36), 2),
            source.uniform(20, 90),
        )
        for number in range(1_000_000)
    )
    for _ in range(millions):
        yield block


def frames(blocks: int) -> Iterator[bytes]:
    """Sensor frames, 50 000 per block: noise before 1% of them, a bit flip in 0.1%."""
    source = random.Random(8)
    block = bytearray()
    for record in RECORD.iter_unpack(next(readings(1))[: 50_000 * RECORD.size]):
        if source.random() < 0.01:
            block += source.randbytes(source.randrange(1, 65))
        covered = bytes([1, RECORD.size]) + RECORD.pack(*record)
        frame = bytearray(b"\xaa\x55" + covered + binascii.crc_hqx(covered, 0xFFFF).to_bytes(2, "little"))
        if source.random() < 0.001:
            frame[source.randrange(4, 20)] ^= 1 << source.randrange(8)
        block += frame
    for _ in range(blocks):
        yield block


def ubx(epochs: int) -> Iterator[bytes]:
    """Log of a GNSS receiver: seven messages per epoch, one of them with 16 satellites."""
    source = random.Random(9)

    def message(number: int, payload: bytes) -> bytes:
        covered = struct.pack("<BBH", 1, number, len(payload)) + payload
        low = high = 0
        for byte in covered:
            low = (low + byte) & 0xFF
            high = (high + low) & 0xFF
        return b"\xb5\x62" + covered + bytes([low, high])

    sizes = {0x02: 28, 0x03: 16, 0x04: 18, 0x07: 92, 0x12: 36, 0x21: 20}
    block = bytearray()
    for _ in range(500):
        time = struct.pack("<I", source.randrange(604_800_000))
        for number, size in sizes.items():
            block += message(number, time + source.randbytes(size - 4))
        satellites = source.randbytes(12 * 16)
        block += message(0x35, time + bytes([1, 16, 0, 0]) + satellites)
    for _ in range(epochs // 500):
        yield bytes(block)


def png_chunk(kind: bytes, body: bytes = b"") -> bytes:
    """A PNG chunk with its length and checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_parts(width: int, height: int, rows: bytes, texts: int, parts: int) -> Iterator[bytes]:
    """An RGB image with `texts` tEXt chunks and its pixels in `parts` IDAT chunks."""
    yield b"\x89PNG\r\n\x1a\n"
    yield png_chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    yield png_chunk(b"pHYs", struct.pack(">2IB", 3780, 3780, 1))
    for number in range(texts):
        yield png_chunk(b"tEXt", f"Comment\0remark {number} of {texts}".encode())
    pixels = zlib.compress(rows)
    for part in range(parts):
        yield png_chunk(b"IDAT", pixels[len(pixels) * part // parts : len(pixels) * (part + 1) // parts])
    yield png_chunk(b"IEND")


def png(width: int, height: int, seed: int) -> bytes:
    """A small image with a gradient."""
    row = bytes((x * 5 + seed) % 256 for x in range(3 * width))
    return b"".join(png_parts(width, height, (b"\0" + row) * height, 1, 1))


def many_chunks() -> Iterator[bytes]:
    """An image of 20 000 chunks: half text, half image data."""
    side = 512
    source = random.Random(3)
    rows = b"".join(b"\0" + source.randbytes(3 * side) for _ in range(side))
    texts = CHUNKS // 2
    return png_parts(side, side, rows, texts, CHUNKS - texts - 3)


def bmp_head(width: int, height: int) -> bytes:
    """The two headers of a 24-bit image."""
    pixels = (3 * width + 3) // 4 * 4 * height
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, pixels, 2835, 2835, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54 + pixels, 0, 0, 54) + info


def bmp(width: int, height: int, seed: int) -> bytes:
    """A small striped image."""
    line = bytes((x + seed) % 256 for x in range(3 * width)) + bytes(-3 * width % 4)
    return bmp_head(width, height) + line * height


def big_bmp() -> Iterator[bytes]:
    """8000 by 8000 pixels of noise: 192 MB."""
    yield bmp_head(SIDE, SIDE)
    yield from noise(4, 3 * SIDE * SIDE)


def riff_chunk(kind: bytes, body: bytes) -> bytes:
    """A RIFF chunk, padded to an even size."""
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def wav(samples: int, seed: int) -> bytes:
    """16-bit mono audio with a LIST chunk of one comment."""
    coding = struct.pack("<HHIIHH", 1, 1, 44100, 88200, 2, 16)
    wave = struct.pack(f"<{samples}h", *((t * (seed % 50 + 20)) % 20000 - 10000 for t in range(samples)))
    remark = riff_chunk(b"ICMT", f"sound {seed:04}\0".encode())
    body = riff_chunk(b"fmt ", coding) + riff_chunk(b"LIST", b"INFO" + remark) + riff_chunk(b"data", wave)
    return riff_chunk(b"RIFF", b"WAVE" + body)


def archive(path: Path, members: int, seed: int) -> bytes:
    """A ZIP archive with stored and deflated members."""
    with zipfile.ZipFile(path, "w") as file:
        for number in range(members):
            info = zipfile.ZipInfo(f"part/{number}.txt", (2025, 6, 1, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            file.writestr(info, f"{seed} {number} ".encode() * 40)
    return path.read_bytes()


def elf(functions: int, seed: int) -> bytes:
    """An x86-64 object file: code, symbols, strings and section headers."""
    code = b"".join(b"\xb8" + struct.pack("<I", seed + number) + b"\xc3" for number in range(functions))
    names = b"\0"
    symbols = bytes(24)
    for number in range(functions):
        symbols += struct.pack("<IBBHQQ", len(names), 0x12, 0, 1, 6 * number, 6)
        names += f"function_{number}\0".encode()
    titles = b"\0.text\0.symtab\0.strtab\0.shstrtab\0"
    # Name, type, flags, link, info, alignment, entry size and content of each section.
    sections = [
        (1, 1, 6, 0, 0, 16, 0, code),
        (7, 2, 0, 3, 1, 8, 24, symbols),
        (15, 3, 0, 0, 0, 1, 0, names),
        (23, 3, 0, 0, 0, 1, 0, titles),
    ]
    content, headers = b"", bytes(64)
    for name, kind, flags, link, info, align, entry, body in sections:
        content += bytes(-(64 + len(content)) % align)
        headers += struct.pack(
            "<IIQQQQIIQQ", name, kind, flags, 0, 64 + len(content), len(body), link, info, align, entry
        )
        content += body
    content += bytes(-(64 + len(content)) % 8)
    head = struct.pack("<HHIQQQIHHHHHH", 1, 62, 1, 0, 0, 64 + len(content), 0, 64, 0, 0, 64, 5, 4)
    return b"\x7fELF\2\1\1" + bytes(9) + head + content + headers


def small_files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Files of five formats in rotation, each slightly different."""
    makers: dict[str, Callable[[Path, int], bytes]] = {
        "png": lambda _, n: png(6 + n % 40, 4 + n % 30, n),
        "bmp": lambda _, n: bmp(5 + n % 32, 8, n),
        "wav": lambda _, n: wav(150 + n % 400, n),
        "zip": lambda path, n: archive(path, 1 + n % 7, n),
        "elf": lambda _, n: elf(2 + n % 12, n),
    }
    for number in range(SMALL_FILES):
        suffix = list(makers)[number % len(makers)]
        path = folder / f"{number:04}.{suffix}"
        yield path, makers[suffix](path, number)


FILES: dict[str, Callable[[], Iterator[bytes]]] = {
    "one.png": lambda: iter([png(32, 24, 1)]),
    "chunks.png": many_chunks,
    "big.bmp": big_bmp,
    "random32.bin": lambda: noise(5, 32 * MB),
    "random4.bin": lambda: noise(6, 4 * MB),
    "records.bin": lambda: readings(20),
    "records1m.bin": lambda: readings(1),
    "frames.bin": lambda: frames(100),
    "frames50k.bin": lambda: frames(1),
    "ubx.bin": lambda: ubx(50_000),
    "ubx3500.bin": lambda: ubx(500),
    "zeros.bin": lambda: iter([bytes(4 * MB), b"end"]),
}
