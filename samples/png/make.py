"""Writes the PNG samples to this folder.

rgba.png         4 x 4 pixels, truecolor with alpha, one text chunk: the common variant
palette.png      indexed, 2 bits, with PLTE, tRNS, bKGD and hIST
grey16.png       grayscale, 16 bits, interlaced, with tRNS, bKGD and sBIT
grey-alpha.png   grayscale with alpha, with tIME and pHYs
rgb16.png        truecolor, 16 bits, with tRNS, bKGD, gAMA, cHRM and sRGB
split-idat.png   image data in three IDAT chunks
texts.png        tEXt, zTXt, iTXt plain and compressed
icc.png          ICC profile and suggested palettes of both depths
hdr.png          cICP, mDCV and cLLI
measures.png     oFFs, pCAL, sCAL and sTER
animation.png    acTL, fcTL and fdAT: two frames
exif.png         eXIf with Exif, GPS and interoperability directories and a thumbnail
exif-mm.png      eXIf, big-endian
exif-loose.png   eXIf with unreferenced bytes and a directory without a next offset
unknown.png      chunks of unknown types
interlaced.png   indexed, 4 bits, interlaced, all filter types, image data in two IDAT chunks
international.png  iTXt with a translated keyword

bad-magic.png      signature damaged by a text-mode transfer
bad-cut.png        truncated in IDAT
bad-crc.png        wrong CRC in IHDR
bad-length.png     IDAT chunk of 4294967295 bytes
bad-no-iend.png    ends after IDAT
bad-trailing.png   bytes after IEND
bad-header.png     width 0, bit depth 3, color type 5, unknown methods
bad-short-ihdr.png IHDR of 5 bytes
bad-first.png      first chunk is not IHDR
bad-palette.png    palette of 10 bytes
bad-zlib.png       texts with corrupt and truncated zlib data, an empty keyword
bad-exif.png       Exif offsets out of range and in cycles, an unknown type
bad-no-idat.png    no image data
bad-no-plte.png    indexed, no palette
bad-order.png      chunks that are repeated, out of order, not consecutive, or not allowed
bad-counts.png     counts and indices that do not match the palette
bad-entries.png    more palette entries than the bit depth allows
bad-types.png      an unknown critical chunk, a reserved type, a type that is not four letters
bad-texts.png      invalid keywords, language tag and UTF-8, NUL in text, bytes after a zlib stream
bad-values.png     numbers out of range
bad-idat.png       invalid DEFLATE data
bad-index.png      a pixel whose palette index is out of range
bad-frames.png     frames with invalid image data, sizes and sequence numbers
"""

import struct
import zlib
from pathlib import Path

HERE = Path(__file__).parent
MAGIC = b"\x89PNG\r\n\x1a\n"


def write(name, *chunks):
    (HERE / name).write_bytes(MAGIC + b"".join(chunks))


def chunk(kind, data=b"", length=None, crc=None):
    length = len(data) if length is None else length
    crc = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", length) + kind + data + struct.pack(">I", crc)


def ihdr(width, height, depth, color, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlace))


def rows(*lines):
    return zlib.compress(b"".join(b"\0" + line for line in lines), 9)


def idat(*lines):
    return chunk(b"IDAT", rows(*lines))


def text(keyword, words):
    return chunk(b"tEXt", keyword + b"\0" + words)


IEND = chunk(b"IEND")
RAINBOW = [0xE53935, 0xFB8C00, 0xFDD835, 0x43A047, 0x1E88E5, 0x8E24AA]
rgb = lambda i: RAINBOW[i % 6].to_bytes(3, "big")

four = [b"".join(rgb(x + y) + bytes([255 - 40 * y]) for x in range(4)) for y in range(4)]
rgba = [ihdr(4, 4, 8, 6), text(b"Title", b"Rainbow"), idat(*four), IEND]
write("rgba.png", *rgba)
palette = chunk(b"PLTE", b"".join(rgb(i) for i in range(4)))
write("palette.png", ihdr(4, 4, 2, 3), palette, chunk(b"tRNS", b"\x00\x80"), chunk(b"bKGD", b"\x01"),
      chunk(b"hIST", struct.pack(">4H", 4, 4, 4, 4)), idat(*[b"\x1b"] * 4), IEND)
# One pixel in each of the passes 1, 4, 6 and 7 of Adam7.
grey = zlib.compress(b"".join(b"\0" + struct.pack(">H", v) for v in [1, 2]) + b"\0" + bytes(4), 9)
write("grey16.png", ihdr(2, 2, 16, 0, 1), chunk(b"sBIT", b"\x0c"), chunk(b"tRNS", b"\xff\xff"),
      chunk(b"bKGD", b"\x80\0"), chunk(b"IDAT", grey), IEND)
write("grey-alpha.png", ihdr(2, 1, 8, 4), chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1)),
      chunk(b"tIME", struct.pack(">HBBBBB", 2024, 5, 1, 12, 30, 0)), idat(b"\x20\xff\xc0\x80"), IEND)
points = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000]
write("rgb16.png", ihdr(1, 1, 16, 2), chunk(b"gAMA", struct.pack(">I", 45455)),
      chunk(b"cHRM", struct.pack(">8I", *points)), chunk(b"sRGB", b"\0"),
      chunk(b"tRNS", struct.pack(">3H", 1, 2, 3)), chunk(b"bKGD", struct.pack(">3H", 4, 5, 6)),
      idat(struct.pack(">3H", 60000, 30000, 10000)), IEND)
whole = rows(*four)
write("split-idat.png", ihdr(4, 4, 8, 6),
      *(chunk(b"IDAT", part) for part in (whole[:9], whole[9:20], whole[20:])), IEND)
one = [ihdr(1, 1, 8, 0), idat(b"\x80"), IEND]
hello = "Grüße aus Köln"
write("texts.png", one[0], text(b"Author", hello.encode("latin-1")),
      chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"over and over " * 20, 9)),
      chunk(b"iTXt", b"Title\0\0\0de\0Titel\0" + hello.encode()),
      chunk(b"iTXt", b"Description\0\1\0\0\0" + zlib.compress("多次 ".encode() * 20, 9)), *one[1:])
icc = struct.pack(">I4sI4s4s4s", 132, b"none", 0x04300000, b"mntr", b"RGB ", b"XYZ ")
icc += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(128 - 40) + bytes(4)
write("icc.png", one[0], chunk(b"iCCP", b"tiny\0\0" + zlib.compress(icc, 9)),
      chunk(b"sPLT", b"bytes\0\x08" + struct.pack(">4BH", 1, 2, 3, 255, 9)),
      chunk(b"sPLT", b"words\0\x10" + struct.pack(">5H", 256, 512, 768, 65535, 9)), *one[1:])
write("hdr.png", one[0], chunk(b"cICP", bytes([9, 16, 0, 1])),
      chunk(b"mDCV", struct.pack(">8HII", 35400, 14600, 8500, 39850, 6550, 2300, 15635, 16450,
                                 10000000, 1)),
      chunk(b"cLLI", struct.pack(">II", 10000000, 4000000)), *one[1:])
write("measures.png", one[0], chunk(b"oFFs", struct.pack(">iiB", -10, 20, 1)),
      chunk(b"pCAL", b"depth\0" + struct.pack(">iiBB", 0, 255, 0, 2) + b"m\0" + b"0.0\0" + b"1.5"),
      chunk(b"sCAL", b"\1" + b"0.25\0" + b"0.25"), chunk(b"sTER", b"\0"), *one[1:])


def fctl(number, delay, size=(2, 1), offset=(0, 0)):
    return chunk(b"fcTL", struct.pack(">5IHHBB", number, *size, *offset, *delay, 1, 0))


def fdat(number, data):
    return chunk(b"fdAT", struct.pack(">I", number) + data)


write("animation.png", ihdr(2, 1, 8, 0), chunk(b"acTL", struct.pack(">II", 2, 0)),
      fctl(0, (1, 2)), idat(b"\x00\xff"), fctl(1, (50, 0)),
      chunk(b"fdAT", struct.pack(">I", 2) + rows(b"\xff\x00")), IEND)


class Tiff:
    """A TIFF block: directories, each followed by its values."""

    def __init__(self, order):
        self.order, self.data = order, bytearray(8)
        struct.pack_into(order + "2sHI", self.data, 0, b"II" if order == "<" else b"MM", 42, 8)

    def pack(self, kind, value):
        """Returns type, count and bytes of a value."""
        if isinstance(value, str):
            return 2, len(value) + 1, value.encode() + b"\0"
        if isinstance(value, bytes):
            return kind or 7, len(value), value
        values = value if isinstance(value, list) else [value]
        if isinstance(values[0], tuple):
            code = "ii" if kind == 10 else "II"
            flat = b"".join(struct.pack(self.order + code, *v) for v in values)
            return kind or 5, len(values), flat
        code = {3: "H", 4: "I", 9: "i", 11: "f", 12: "d"}[kind]
        return kind, len(values), struct.pack(f"{self.order}{len(values)}{code}", *values)

    def ifd(self, entries, following=0):
        """Adds a directory; `following` is True if the next one follows immediately."""
        start = len(self.data)
        values_at = start + 2 + 12 * len(entries) + 4
        table, values = struct.pack(self.order + "H", len(entries)), b""
        for tag, kind, value in entries:
            kind, count, raw = self.pack(kind, value)
            if len(raw) > 4:
                field = struct.pack(self.order + "I", values_at + len(values))
                values += raw + bytes(len(raw) % 2)
            else:
                field = raw.ljust(4, b"\0")
            table += struct.pack(self.order + "HHI", tag, kind, count) + field
        end = values_at + len(values)
        self.data += table + struct.pack(self.order + "I", end if following else 0) + values
        return start


def exif(order):
    jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
    # Two passes: the first one determines the offsets of the directories.
    at = dict(exif=0, gps=0, interop=0, thumb=0)
    for _ in range(2):
        tiff = Tiff(order)
        tiff.ifd([(0x010F, 2, "bytescope"), (0x0110, 2, "M1"), (0x0112, 3, 6),
                  (0x011A, 5, (72, 1)), (0x0128, 3, 2), (0x0132, 2, "2024:05:01 12:30:00"),
                  (0x8769, 4, at["exif"]), (0x8825, 4, at["gps"])], True)
        tiff.ifd([(0x0103, 3, 6), (0x0201, 4, at["thumb"]), (0x0202, 4, len(jpeg))])
        at["exif"] = tiff.ifd([(0x829A, 5, (1, 125)), (0x8822, 3, 2), (0x9000, 7, b"0232"),
                               (0x9204, 10, (-1, 3)), (0x9209, 3, 1), (0x927C, 7, b"\1\2\3\4\5\6"),
                               (0xA001, 3, 1), (0xA005, 4, at["interop"]),
                               (0xA432, 5, [(24, 1), (70, 1), (28, 10), (28, 10)])])
        at["gps"] = tiff.ifd([(0, 1, bytes([2, 3, 0, 0])), (1, 2, "N"),
                              (2, 5, [(50, 1), (56, 1), (29, 1)]), (3, 2, "E"),
                              (4, 5, [(6, 1), (57, 1), (11, 1)])])
        at["interop"] = tiff.ifd([(1, 2, "R98"), (2, 7, b"0100"), (0xC000, 12, 2.5),
                                  (0xC001, 11, 0.5), (0xC002, 3, [1, 2, 3]), (0xC003, 9, -7)])
        at["thumb"] = len(tiff.data)
        tiff.data += jpeg
    return bytes(tiff.data)


def loose_exif():
    """Returns Exif data as written by programs that edit in place or omit the offset of the next directory."""
    ifd0 = struct.pack("<HHHIIHHIII", 2, 0x010E, 2, 6, 46, 0x8769, 4, 1, 52, 0)
    stale = b"OLD\0DATA"
    text = b"Grass\0"
    # The value occupies the position of the next directory's offset.
    exif_ifd = struct.pack("<HHHIIHHI2sH", 2, 0x9003, 2, 20, 78, 0xA217, 3, 1, b"\2\0", 0xABAB)
    assert 8 + len(ifd0) + len(stale) == 46 and 52 + len(exif_ifd) == 78
    return struct.pack("<2sHI", b"II", 42, 8) + ifd0 + stale + text + exif_ifd + b"2024:05:01 12:30:00\0" + bytes(6)


write("exif-loose.png", one[0], chunk(b"eXIf", loose_exif()), *one[1:])
write("exif.png", one[0], chunk(b"eXIf", exif("<")), *one[1:])
write("exif-mm.png", one[0], chunk(b"eXIf", exif(">")), *one[1:])
write("unknown.png", one[0], chunk(b"prVt", b"private, safe to copy"), chunk(b"aBCD", b"public"),
      *one[1:])
# 3 x 5 pixels have no pixels in pass 2. Each line is a pass: filter types and rows.
passes = zlib.compress(b"\0\x10"
                       b"\1\x20"
                       b"\2\x10" b"\2\x10"
                       b"\4\x12"
                       b"\0\x20" b"\3\0" b"\0\0"
                       b"\0\x01\x20" b"\2\x11\0", 9)
write("interlaced.png", ihdr(3, 5, 4, 3, 1), chunk(b"PLTE", b"".join(rgb(i) for i in range(3))),
      chunk(b"IDAT", passes[:5]), chunk(b"IDAT", passes[5:]), IEND)
write("international.png", one[0],
      chunk(b"iTXt", b"Title\0\0\0el\0" + "Τίτλος\0Δύο λόγια".encode()), *one[1:])

good = MAGIC + b"".join(rgba)
(HERE / "bad-magic.png").write_bytes(good.replace(b"\r\n", b"\n", 1))
(HERE / "bad-cut.png").write_bytes(good[:80])
write("bad-crc.png", chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0), crc=0xDEADBEEF), *one[1:])
write("bad-length.png", one[0], chunk(b"IDAT", rows(b"\x80"), length=0xFFFFFFFF), IEND)
write("bad-no-iend.png", *one[:2])
(HERE / "bad-trailing.png").write_bytes(good + b"stray")
write("bad-header.png", chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 1, 3, 5, 1, 2, 3)), *one[1:])
write("bad-short-ihdr.png", chunk(b"IHDR", b"\0\0\0\1\0"), *one[1:])
write("bad-first.png", text(b"Title", b"too early"), *one)
write("bad-palette.png", ihdr(1, 1, 8, 3), chunk(b"PLTE", bytes(range(10))), *one[1:])
damaged = bytearray(zlib.compress(b"words that are damaged", 9))
damaged[-2] ^= 0x55
write("bad-zlib.png", one[0], chunk(b"zTXt", b"Comment\0\0" + damaged),
      chunk(b"zTXt", b"\0\0" + zlib.compress(b"words that are cut" * 3, 9)[:14]),
      chunk(b"iCCP", b"none\0\1" + b"not zlib"), *one[1:])
loop = Tiff("<")
loop.ifd([(0x010E, 2, "x" * 9), (0x0112, 3, 9),
          (0x8769, 4, 8), (0x8825, 4, 0xFFFFFFF0)], True)
loop = bytearray(loop.data)
loop[8 + 2 + 8 : 8 + 2 + 12] = struct.pack("<I", 0x7FFFFFFF)
loop[8 + 2 + 12 + 2 : 8 + 2 + 12 + 4] = struct.pack("<H", 99)
write("bad-exif.png", one[0], chunk(b"eXIf", bytes(loop)), *one[1:])

write("bad-no-idat.png", one[0], IEND)
indexed = ihdr(1, 1, 2, 3)
write("bad-no-plte.png", indexed, idat(b"\0"), IEND)
gamma = chunk(b"gAMA", struct.pack(">I", 45455))
parts = rows(b"\x80")
write("bad-order.png", one[0], gamma, gamma, chunk(b"PLTE", bytes(3)), chunk(b"sBIT", b"\x08"),
      chunk(b"hIST", bytes(2)), chunk(b"IDAT", parts[:4]), text(b"Title", b"too early"),
      chunk(b"IDAT", parts[4:]), chunk(b"pHYs", struct.pack(">IIB", 1, 1, 1)), IEND)
write("bad-counts.png", indexed, chunk(b"sBIT", b"\x08\x08"), chunk(b"PLTE", bytes(6)),
      chunk(b"tRNS", bytes(3)), chunk(b"bKGD", b"\2"), chunk(b"hIST", bytes(2)), idat(b"\0"), IEND)
write("bad-entries.png", indexed, chunk(b"PLTE", bytes(15)), idat(b"\0"), IEND)
write("bad-types.png", one[0], chunk(b"ABCD", b"critical"), chunk(b"abcd", b"reserved"),
      chunk(b"ab D", b"a space"), *one[1:])
word = zlib.compress(b"word", 9)
write("bad-texts.png", one[0], text(b"k" * 80, b""), text(b" leading", b""), text(b"trailing ", b""),
      text(b"two  spaces", b""), text(b"line\nfeed", b""), text(b"no-break\xa0space", b""),
      text(b"Title", b"a\0b"), chunk(b"zTXt", b"Title\0\0" + zlib.compress(b"a\0b", 9)),
      chunk(b"zTXt", b"Title\0\0" + word + b"more"),
      chunk(b"iTXt", b"Title\0\0\0en_US\0\xff\0\xff"),
      chunk(b"iTXt", b"Title\0\1\0en\0\0" + zlib.compress(b"\xff", 9)), *one[1:])
write("bad-values.png", ihdr(1, 1, 4, 0), chunk(b"gAMA", bytes(4)), chunk(b"sBIT", b"\5"),
      chunk(b"tRNS", b"\0\x10"), chunk(b"bKGD", b"\1\0"),
      chunk(b"pHYs", struct.pack(">IIB", 1 << 31, 1, 1)), chunk(b"sCAL", b"\1" + b"0\0" + b"-1"),
      chunk(b"pCAL", b"depth\0" + struct.pack(">iiBB", 0, 255, 1, 2) + b"m\0" + b"0.0\0" + b"1.5"),
      idat(b"\x80"), IEND)
write("bad-idat.png", one[0], chunk(b"IDAT", parts[:2] + b"\xff" + parts[3:]), IEND)
write("bad-index.png", ihdr(3, 2, 2, 3), chunk(b"PLTE", bytes(9)),
      chunk(b"IDAT", zlib.compress(b"\0\x18" + b"\2\x1c", 9)), IEND)
row = rows(b"\x00\xff")
write("bad-frames.png", ihdr(2, 1, 8, 0), chunk(b"acTL", struct.pack(">II", 4, 0)),
      fctl(0, (1, 2), (1, 1)), chunk(b"IDAT", row),
      fctl(1, (1, 2)), fdat(2, row[:2] + b"\xff" + row[3:]),
      fctl(3, (1, 2)), fdat(4, rows(b"\x00")),
      fctl(5, (1, 2)), fdat(7, rows(b"\x00\xff\x00")),
      fctl(8, (1, 2)), fdat(9, zlib.compress(b"\5\x00\xff", 9)),
      fctl(10, (1, 2)), fdat(11, row[:-1] + b"\0"),
      fctl(12, (1, 2)), fdat(13, row[:-5]),
      fctl(14, (1, 2)), fdat(15, row + b"more"),
      fctl(16, (1, 2), (2, 1), (1, 0)), IEND)
