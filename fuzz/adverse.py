"""Inputs of up to 64 KiB that maximize the work that each format allows.

Each input has a name, a type and bytes. The type is the name of a format; `ksy` for a schema, which is also the data;
`json:NAME` for JSON to encode as format NAME; `struct` for a format string; `expr` for an expression; `hex` for a
hex dump; or `frames:NAME` for a stream of frames.
"""

import struct
import zlib
from collections.abc import Iterator

# Maximum size of an input in bytes.
SIZE = 65536
Case = tuple[str, str, bytes]


def cases() -> Iterator[Case]:
    """Yields all inputs."""
    for source in (png, gzip, zip_archives, elf, chunks, bitmaps, built_in_schemas, schemas, values, streams):
        for name, input_type, data in source():
            yield name, input_type, data[:SIZE]


def filled(head: bytes, part: bytes) -> bytes:
    """Returns a head followed by repetitions of a part, about SIZE bytes in total."""
    return head + part * ((SIZE - len(head)) // len(part))


def chunk(kind: bytes, data: bytes) -> bytes:
    """Returns a PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png() -> Iterator[Case]:
    """Yields empty chunks, decompression bombs and recursive Exif directories."""
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 16, 6, 0, 0, 1))
    yield "tiny-chunks", "png", filled(head, chunk(b"teSt", b""))
    yield "tiny-data", "png", filled(head, chunk(b"IDAT", b""))
    bomb = zlib.compress(bytes(60 << 20), 9)
    yield "bomb", "png", head + chunk(b"IDAT", bomb)
    for kind, before in ((b"zTXt", b"k\0\0"), (b"iCCP", b"k\0\0"), (b"iTXt", b"k\0\1\0\0\0")):
        yield f"bombs-{kind.decode()}", "png", filled(head, chunk(kind, before + zlib.compress(bytes(2 << 20), 9)))
    yield "words", "png", filled(head, chunk(b"tEXt", b"k\0v"))
    exif = b"MM\0*\0\0\0\x08\xff\xff" + (b"\x87\x69\0\x04\0\0\0\1\0\0\0\x08") * 5000
    yield "exif-circles", "png", head + chunk(b"eXIf", exif)


def gzip() -> Iterator[Case]:
    """Yields empty members, decompression bombs, empty blocks and extra fields."""
    empty = b"\x1f\x8b\x08" + bytes(7) + b"\x03\0" + bytes(8)
    yield "tiny-members", "gzip", filled(b"", empty)
    for size in (60 << 20, 1 << 20):
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = deflate.compress(bytes(size)) + deflate.flush()
        tail = struct.pack("<II", zlib.crc32(bytes(size)), size)
        yield f"bomb-{size >> 20}", "gzip", filled(b"", b"\x1f\x8b\x08" + bytes(7) + data + tail)
    yield "extra", "gzip", filled(b"\x1f\x8b\x08\x04" + bytes(6) + b"\xff\xff", b"AB\0\0")
    stored = b"\x1f\x8b\x08" + bytes(7)
    yield "empty-blocks", "gzip", filled(stored, b"\0\0\0\xff\xff")


def zip_archives() -> Iterator[Case]:
    """Yields entries that share or overlap data, and repeated records."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = deflate.compress(bytes(8 << 20)) + deflate.flush()
    for name, method, data, size in (("stored", 0, bytes(16000), 16000), ("deflated", 8, bomb, 8 << 20)):
        common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0, zlib.crc32(bytes(size)), len(data), size, 1, 0)
        local = b"PK\3\4" + common + b"a" + data
        entry = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a"
        count = (SIZE - len(local) - 22) // len(entry)
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, count * len(entry), len(local), 0)
        yield f"shared-{name}", "zip", local + entry * count + end
        nested = b"PK\3\4" + common + b"a"
        locals_ = nested * 800
        entries = b"".join(entry[:42] + struct.pack("<I", n * len(nested)) + entry[46:] for n in range(590))
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 590, 590, len(entries), len(locals_), 0)
        yield f"overlapping-{name}", "zip", locals_ + entries + end
    yield "ends", "zip", filled(b"PK\3\4", b"PK\5\6" + bytes(14) + b"\xff\xff")
    yield "locals", "zip", filled(b"", b"PK\3\4" + bytes(26))
    yield "descriptors", "zip", filled(b"PK\3\4\x14\0\x08\0\x08\0" + bytes(20), b"PK\7\x08" + bytes(12))
    yield "extra-fields", "zip", filled(b"PK\3\4" + bytes(22) + b"\0\0\xff\xff", b"\x01\x00\0\0")


def elf() -> Iterator[Case]:
    """Yields sections and segments that each cover the whole file."""
    sizes = {2: 24, 4: 24, 6: 16, 7: 12, 9: 16, 11: 24, 3: 1, 17: 4, 5: 4, 0x6FFFFFFE: 16, 0x6FFFFFFD: 20}
    for kind, size in {**sizes, 0x6FFFFFFF: 2, 0x6FFFFFF6: 8, 18: 4, 14: 8, 1: 1}.items():
        section = struct.pack("<IIQQQQIIQQ", 1, kind, 2, 0, 64, SIZE - 64, 1, 1, 4, size)
        count = (SIZE - 64) // len(section)
        head = b"\x7fELF\x02\x01\x01" + bytes(9)
        head += struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 0, 64, 0, 64, 56, 0, 64, count, 1)
        yield f"sections-{kind:#x}", "elf", filled(head, section)
    for kind in (1, 2, 4, 0x6474E553):
        segment = struct.pack("<IIQQQQQQ", kind, 4, 64, 0, 0, SIZE - 64, SIZE - 64, 4)
        count = (SIZE - 64) // len(segment)
        head = b"\x7fELF\x02\x01\x01" + bytes(9)
        head += struct.pack("<HHIQQQIHHHHHH", 4, 62, 1, 0, 64, 0, 0, 64, 56, count, 64, 0, 0)
        yield f"segments-{kind:#x}", "elf", filled(head, segment)


def chunks() -> Iterator[Case]:
    """Yields WAV files with many or nested chunks."""
    head = b"RIFF\xff\xff\0\0WAVE"
    yield "tiny-chunks", "wav", filled(head, b"abcd\0\0\0\0")
    yield "cues", "wav", filled(head + b"cue \xff\xff\0\0\xff\xff\xff\xff", b"\1" * 24)
    lists = b"".join(b"LIST" + struct.pack("<I", SIZE - 20 - 12 * n) + b"adtl" for n in range(5000))
    yield "nested-lists", "wav", head + lists
    yield "tiny-texts", "wav", filled(head + b"LIST\xf0\xff\0\0INFO", b"INAM\1\0\0\0a\0")


def bitmaps() -> Iterator[Case]:
    """Yields bitmaps larger than their data."""
    for bits, compression in ((1, 0), (4, 2), (8, 1), (24, 0), (32, 3), (0, 4), (0, 5)):
        head = b"BM" + struct.pack("<IHHI", SIZE, 0, 0, 54)
        dib = struct.pack("<IiiHHIIiiII", 40, 2**31 - 1, 2**31 - 1, 1, bits, compression, 0, 0, 0, 0, 0)
        yield f"huge-{bits}-{compression}", "bmp", filled(head + dib, b"\1\1")
        yield f"colors-{bits}-{compression}", "bmp", filled(head + dib[:32] + b"\xff" * 8, b"\1\1")


def built_in_schemas() -> Iterator[Case]:
    """Yields inputs of built-in schemas."""
    screen = b"GIF89a\xff\xff\xff\xff\0\0\0"
    yield "tiny-blocks", "gif", filled(screen + b"\x2c" + bytes(9) + b"\x02", b"\1a")
    yield "images", "gif", filled(screen, b"\x2c" + bytes(9) + b"\x02\0")
    yield "comments", "gif", filled(screen, b"\x21\xfe\0")
    java = b"\xca\xfe\xba\xbe\0\0\0\x37"
    yield "constants", "java_class", filled(java + b"\xff\xff", b"\x07\0\1")
    yield "texts", "java_class", filled(java + b"\xff\xff", b"\1\0\1a")
    fields = b"\0\5\1\0\4Code\1\0\1a\7\0\2\7\0\2\0\1\0\3\0\3\0\0"
    yield "fields", "java_class", filled(java + fields + b"\xff\xff", b"\0\0\0\2\0\2\0\0")
    yield "codes", "java_class", filled(java + fields + b"\0\0\xff\xff\0\0\0\2\0\2\xff\xff", b"\0\1\0\0\0\x0c" + bytes(12))
    yield "packets", "pcap", filled(b"\xd4\xc3\xb2\xa1\2\0\4\0" + bytes(8) + b"\xff\xff\0\0\1\0\0\0", bytes(16))
    yield "counts", "tzif", b"TZif2" + bytes(15) + b"\0\0\xff\xff" * 6 + bytes(SIZE)
    yield "zeros", "fat", bytes(SIZE)
    ulog = b"ULog\x01\x12\x35\x01" + bytes(8)
    yield "tiny-messages", "ulog", filled(ulog, b"\0\0S")
    yield "formats", "ulog", filled(ulog, b"\x0c\0Fa:float b;c d")
    yield "data", "ulog", filled(ulog + b"\x0d\0Fa:uint8_t b;c" + b"\x04\0A\0\0\0a", b"\3\0D\0\0\1")
    formats = b"".join(b"\xa3\x95\x80" + bytes([n % 256, 89]) + b"ABCD" + b"b" * 80 for n in range(737))
    yield "formats", "dataflash", formats
    yield "messages", "dataflash", filled(b"\xa3\x95\x80\1\3ABCD" + bytes(80), b"\xa3\x95\1")
    yield "commas", "nmea", filled(b"$GPGGA", b",")
    yield "commas", "ubx", b"\xb5\x62\x0a\x04\xff\xff" + bytes(SIZE)


def schemas() -> Iterator[Case]:
    """Yields schemas that are slow to load or to read with."""
    meta = b"meta: {id: a, endian: be}\n"
    yield "flow", "ksy", filled(meta + b"seq: ", b"[")
    yield "fields", "ksy", filled(meta + b"seq:\n", b"  - {id: a, type: u1}\n")
    many = b"".join(b"  - {id: f%d, type: u1}\n" % n for n in range(4000))
    yield "other-fields", "ksy", meta + b"seq:\n" + many
    yield "wrong-types", "ksy", meta + b"seq:\n" + b"".join(b" - {id: f%d, type: t%d}\n" % (n, n) for n in range(3000))
    chain = b"".join(b"  i%d: {value: i%d + i%d}\n" % (n, n + 1, n + 1) for n in range(2000))
    yield "chain", "ksy", meta + b"seq: [{id: x, type: u1}]\ninstances:\n" + chain + b"  i2000: {value: x}\n"
    types = b"".join(b"  t%d: {seq: [{id: a, type: t%d}, {id: b, type: t%d}]}\n" % (n, n + 1, n + 1) for n in range(900))
    yield "doubling", "ksy", meta + b"seq: [{id: x, type: t0}]\ntypes:\n" + types + b"  t900: {seq: [{id: z, type: u1}]}\n"
    nested = b"".join(b" " * n + b"types: {t: {\n" for n in range(300)) + b"}}" * 300
    yield "nested-types", "ksy", meta + nested
    cases = b", ".join(b"%d: u1" % n for n in range(5000))
    loop = b"seq:\n - id: x\n   repeat: eos\n   type: {switch-on: 'a', cases: {" + cases + b"}}\n"
    yield "cases", "ksy", meta + loop + b"instances: {a: {value: 4999}}\n"
    any_of = b", ".join(b"%d" % n for n in range(256, 9000))
    yield "any-of", "ksy", meta + b"seq: [{id: x, type: u1, repeat: eos, valid: {any-of: [" + any_of + b", 0x23]}}]\n"
    labels = b", ".join(b"%d: l%d" % (n, n) for n in range(4500))
    yield "labels", "ksy", meta + b"enums: {e: {" + labels + b"}}\nseq: [{id: x, type: u2, enum: e, repeat: eos}]\n"
    loops = b"seq:\n - {id: n, type: u4}\n - id: x\n   repeat: expr\n   repeat-expr: 100000000\n   type: t\n"
    yield "idle", "ksy", meta + loops + b"types: {t: {instances: {v: {value: 1}}}}\n"
    until = b"seq:\n - id: x\n   type: u1\n   repeat: until\n   repeat-until: _io.size < 0 or x[x.size - 1] < 0 or x.size < 0"
    yield "until", "ksy", filled(meta + until + b"\n", b"# padding\n")
    least = b"instances: {m: {value: x.min}}\nseq:\n - {id: x, type: u1, repeat: eos, valid: {expr: '_ >= 0 and x.size >= 0'}}\n"
    yield "whole-lists", "ksy", filled(meta + least, b"# padding\n")
    inner = b"seq:\n - {id: x, type: t, repeat: eos}\ntypes:\n t:\n  seq: [{id: b, type: u1}]\n  instances:\n"
    yield "least", "ksy", filled(meta + inner + b"   m: {value: _root.x.size + _parent.x.first.b}\n", b"# padding\n")
    rest = b"   m: {pos: 0, io: _root._io, size-eos: true}\n   s: {value: m.size + m.to_s('UTF-8').length}\n"
    yield "whole-file", "ksy", filled(meta + inner + rest, b"# padding\n")
    table = b"   m: {pos: 0, io: _root._io, type: u2, repeat: eos}\n"
    yield "whole-tables", "ksy", filled(meta + inner + table, b"# padding\n")
    wide = b"".join(b"  - {id: f%d, type: u1, if: false}\n" % n for n in range(1000))
    items = b"seq: [{id: x, type: t, repeat: eos}]\ntypes:\n t:\n  seq:\n  - {id: b, type: u1}\n"
    yield "absent-fields", "ksy", filled(meta + items + wide, b"# padding\n")
    aliases = b"doc: &a x\n" + b"seq: [&f {id: a, type: u1}" + b", *f" * 12000 + b"]\n"
    yield "aliases", "ksy", meta + aliases
    levels = b"x0: &x0 [a, a]\n" + b"".join(b"x%d: &x%d [*x%d, *x%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 1500))
    yield "alias-levels", "ksy", levels
    value = b"seq: [{id: x, type: u1}]\ninstances: {v: {value: '"
    for name, part in (("sums", b"+ 1"), ("negations", b"-"), ("brackets", b"("), ("choices", b"x > 1 ? 1 : "), ("list", b"1, ")):
        start = b"x " if name == "sums" else b"[" if name == "list" else b""
        yield f"expression-{name}", "ksy", filled(meta + value + start, part)[: SIZE - 8] + b" x'}}\n"


def values() -> Iterator[Case]:
    """Yields inputs of `encode`, `struct`, `eval` and `dump --reverse`."""
    yield "chunks", "json:png", b'{"chunks":[' + b'{"chunk_type":"teSt"},' * 2900 + b'{"chunk_type":"IEND"}]}'
    yield "members", "json:gzip", b'{"members":[' + b"{}," * 20000 + b"{}]}"
    yield "entries", "json:zip", b'{"entries":[' + b"{}," * 20000 + b"{}]}"
    yield "sections", "json:elf", b'{"class":"ELFCLASS64","sections":[' + b"{}," * 20000 + b"{}]}"
    yield "chunks", "json:wav", b'{"chunks":[' + b'{"id":"abcd"},' * 4000 + b'{"id":"data"}]}'
    yield "records", "json:pydb", b'{"records":[' + b'{"id":1,"value":1},' * 3000 + b'{"id":1,"value":1}]}'
    for name in ("png", "gzip", "zip", "elf", "wav", "pydb", "bmp", "player"):
        yield "nested", f"json:{name}", filled(b"", b'{"a":[')
    yield "many", "struct", b"1B" * 32000
    yield "large", "struct", b"65535s" * 10000
    yield "huge", "struct", b"999999999s"
    yield "spaces", "struct", filled(b"<", b" ")
    yield "sum", "expr", filled(b"1", b"+1")
    yield "brackets", "expr", filled(b"", b"[")
    yield "doubled", "expr", b"'" + b"a" * 30000 + b"'" + b".reverse" * 4000
    yield "offset", "hex", b"ffffffffffff0: 00\n"
    yield "offset", "hex", b"fffffff0  00 11 22 33\n*\nfffffffffff0\n"
    yield "star", "hex", b"00000000  00 11 22 33 44 55 66 77  88 99 aa bb cc dd ee ff\n*\nfffffffff0\n"


def streams() -> Iterator[Case]:
    """Yields streams of incomplete frames."""
    begins = {
        "ubx": b"\xb5\x62\1\7\xff\x1f", "rtcm3": b"\xd3\3\xff", "nmea": b"$", "mavlink": b"\xfd\xff\0", "sbus": b"\x0f",
        "crsf": b"\xc8\x3e", "modbus_request": b"\1\x10\0\0\0\x7b\xf6", "modbus_response": b"\1\3\xfa",
        "ccsds": b"\0\0\0\0\xff\xff", "slip_example": b"\xc0", "cobs_example": b"\1\0", "hdlc_example": b"\x7e\0",
        "sensor_frame": b"\xaa\x55",
    }
    for name, begin in begins.items():
        yield "begins", f"frames:{name}", filled(b"", begin)
        yield "zeros", f"frames:{name}", bytes(SIZE)
        yield "begin", f"frames:{name}", filled(begin, b"a")
