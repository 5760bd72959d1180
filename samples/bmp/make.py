"""Writes the BMP samples to this folder.

rgb24.bmp           4 x 3 pixels, 24 bits, 40-byte header: the common variant
core1.bmp core8.bmp 12-byte OS/2 1.x header, 1 and 8 bits per pixel
pal1.bmp pal4.bmp   palettes of 2 and 5 colors after a 40-byte header
pal8-top-down.bmp   8 bits per pixel, negative height: top row first
rgb555.bmp          16 bits without masks
bitfields565.bmp    16 bits, three masks after the 40-byte header
alphabitfields.bmp  32 bits, four masks after the 40-byte header
rle8.bmp rle4.bmp   run-length encoding, with an escape for raw pixels
v2.bmp v3.bmp       52- and 56-byte headers that contain masks, without and with alpha
v4.bmp              108-byte header, calibrated RGB with end points and gammas
v5-icc.bmp          124-byte header, ICC profile after the pixels
v5-apart.bmp        two bytes between pixels and profile
v5-first.bmp        profile between header and pixels
v5-linked.bmp       124-byte header, file name of a profile after the pixels
gap.bmp             eight bytes between palette and pixels
trailing.bmp        two zero bytes after the pixels, as written by Photoshop
os2-16.bmp          OS/2 2.x header truncated to 16 bytes
os2-64.bmp          OS/2 2.x header, run-length encoded 24-bit pixels
jpeg.bmp            JPEG file instead of pixels
os2-hotspot.bmp     12-byte OS/2 1.x header, hot spot, size of the headers instead of the file
os2-64-hotspot.bmp  the same with an OS/2 2.x header
os2-palette.bmp     12-byte OS/2 1.x header, palette of 3 colors for 4 bits per pixel
rle8-no-end.bmp     run-length encoding without end-of-bitmap marker

bad-cut-header.bmp    truncated in the second header
bad-cut-pixels.bmp    truncated in the pixels
bad-magic.bmp         starts with "BN"
bad-file-size.bmp     wrong file size
bad-data-offset.bmp   offset of the pixels is within the header
bad-palette.bmp       pixels overlap the palette
bad-palette-offset.bmp  offset of the pixels is that of the palette
bad-header-size.bmp   13-byte header
bad-size.bmp          2147483647 x -2147483648 pixels
bad-planes.bmp        3 planes, 7 bits per pixel, compression 99
bad-masks.bmp         overlapping masks
bad-profile.bmp       profile starts past the end of the file
bad-rle8-absolute.bmp truncated run in absolute mode
bad-rle8-run.bmp      truncated encoded run in the last row
bad-rle8-rows.bmp     end of the data after the first row
bad-rle8-delta.bmp    delta to a pixel outside the bitmap
bad-rle8-long.bmp     run in absolute mode that is longer than its row
bad-rle4.bmp          truncated run of 4-bit pixels
bad-rle24.bmp         truncated run of 24-bit pixels
bad-jpeg.bmp          neither pixels nor a JPEG file
bad-hotspot.bmp       hot spot in a Windows file
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def rows(width, height, depth, pixel):
    """Returns rows of packed pixels, each padded to four bytes; pixel(x, y) returns a number."""
    out = b""
    for y in range(height):
        bits = "".join(f"{pixel(x, y):0{depth}b}" for x in range(width)) if depth < 8 else ""
        if depth < 8:
            row = bytes(int(bits[i : i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8))
        else:
            row = b"".join(pixel(x, y).to_bytes(depth // 8, "little") for x in range(width))
        out += row + bytes(-len(row) % 4)
    return out


def bmp(dib, pixels, palette=b"", gap=b"", tail=b"", file_size=None, offset=None, hotspot=(0, 0)):
    start = 14 + len(dib) + len(palette) + len(gap) if offset is None else offset
    body = dib + palette + gap + pixels + tail
    size = 14 + len(body) if file_size is None else file_size
    return struct.pack("<2sIHHI", b"BM", size, *hotspot, start) + body


def core(width, height, depth):
    return struct.pack("<IHHHH", 12, width, height, 1, depth)


def info(width, height, depth, compression=0, size=None, used=0, header=40, dpm=2835, planes=1):
    if size is None:
        size = (width * depth + 31) // 32 * 4 * abs(height)
    return struct.pack("<IiiHHIIiiII", header, width, height, planes, depth, compression, size,
                       dpm, dpm, used, 0)


def fixed(number, bits):
    return struct.pack("<I", round(number * (1 << bits)))


def quads(*colors):
    return b"".join(struct.pack("<I", c) for c in colors)


def triples(*colors):
    return b"".join(c.to_bytes(3, "little") for c in colors)


RAINBOW = [0xE53935, 0xFB8C00, 0xFDD835, 0x43A047, 0x1E88E5, 0x8E24AA]
checker = lambda x, y: (x + y) % 2
MASKS565 = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
MASKS8888 = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)

rgb24 = bmp(info(4, 3, 24), rows(4, 3, 24, lambda x, y: RAINBOW[(x + y) % 6]))
write("rgb24.bmp", rgb24)
write("core1.bmp", bmp(core(9, 3, 1), rows(9, 3, 1, checker), triples(0, 0xFFFFFF)))
greys = [i * 0x010101 for i in range(256)]
write("core8.bmp", bmp(core(3, 3, 8), rows(3, 3, 8, lambda x, y: 60 * x + 20 * y), triples(*greys)))
pal1 = bmp(info(5, 2, 1), rows(5, 2, 1, checker), quads(0x102030, 0xF0E0D0))
write("pal1.bmp", pal1)
five = quads(*RAINBOW[:5])
write("pal4.bmp", bmp(info(7, 3, 4, used=5), rows(7, 3, 4, lambda x, y: (x + y) % 5), five))
write("pal8-top-down.bmp",
      bmp(info(5, -3, 8, used=5), rows(5, 3, 8, lambda x, y: (x + y) % 5), five))
write("rgb555.bmp", bmp(info(3, 2, 16), rows(3, 2, 16, lambda x, y: 31 << 5 * x)))
write("bitfields565.bmp", bmp(info(3, 2, 16, 3) + MASKS565, rows(3, 2, 16, lambda x, y: 0x1F << 5 * x)))
write("alphabitfields.bmp",
      bmp(info(2, 2, 32, 6) + MASKS8888, rows(2, 2, 32, lambda x, y: 0x80000000 | RAINBOW[x + y])))
rle8 = bytes([6, 1, 0, 0, 2, 2, 0, 3, 3, 4, 3, 0, 1, 0, 0, 0, 0, 1])
write("rle8.bmp", bmp(info(6, 2, 8, 1, len(rle8), used=5), rle8, five))
rle4 = bytes([6, 0x12, 0, 0, 2, 0x33, 0, 4, 0x43, 0x21, 0, 1])
write("rle4.bmp", bmp(info(6, 2, 4, 2, len(rle4), used=5), rle4, five))
write("v2.bmp", bmp(info(3, 1, 16, 3, header=52) + MASKS565, rows(3, 1, 16, lambda x, y: 0xF800)))
write("v3.bmp", bmp(info(2, 1, 32, 3, header=56) + MASKS8888, rows(2, 1, 32, lambda x, y: 0x7FFF8000)))
points = [0.64, 0.33, 0.03, 0.30, 0.60, 0.10, 0.15, 0.06, 0.79]
calibrated = struct.pack("<I", 0) + b"".join(fixed(p, 30) for p in points) + 3 * fixed(2.2, 16)
write("v4.bmp", bmp(info(2, 1, 32, 3, header=108) + MASKS8888 + calibrated,
                    rows(2, 1, 32, lambda x, y: 0xFF336699)))
# A minimal profile: a 128-byte ICC header without tags.
icc = struct.pack(">I4sI4s4s4s", 132, b"none", 0x04300000, b"mntr", b"RGB ", b"XYZ ")
icc += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(128 - 40) + bytes(4)


def v5(space, intent, profile, pixels, at=None, gap=b"", apart=b""):
    """Returns a bitmap with a profile after the pixels, or at offset `at`."""
    at = 124 + len(gap) + len(pixels) + len(apart) if at is None else at
    dib = info(2, 2, 24, header=124) + MASKS8888 + space[::-1] + bytes(48)
    dib += struct.pack("<IIII", intent, at, len(profile), 0)
    return bmp(dib, pixels, gap=gap, tail=b"" if gap else apart + profile)


pixels = rows(2, 2, 24, lambda x, y: RAINBOW[x + 2 * y])
write("v5-icc.bmp", v5(b"MBED", 4, icc, pixels))
write("v5-apart.bmp", v5(b"MBED", 4, icc, pixels, apart=b"--"))
write("v5-first.bmp", v5(b"MBED", 4, icc, pixels, 124, gap=icc))
write("v5-linked.bmp", v5(b"LINK", 2, b"sRGB Color Space Profile.icm\0", pixels))
write("gap.bmp", bmp(info(5, 2, 1), rows(5, 2, 1, checker), quads(0, 0xFFFFFF), b"\0\0gap!\0\0"))
write("trailing.bmp", bmp(info(2, 1, 24, size=10), rows(2, 1, 24, lambda x, y: 0xFF), tail=b"\0\0"))
write("os2-16.bmp", bmp(struct.pack("<IIIHH", 16, 4, 2, 1, 1), rows(4, 2, 1, checker), quads(0, 0xFFFFFF)))
rle24 = b"\x04\xff\x00\x00\x00\x00\x04\x00\xff\x00\x00\x01"
os2 = info(4, 2, 24, 4, len(rle24), header=64) + struct.pack("<HHHHIIII", 0, 0, 0, 1, 75, 0, 0, 0)
write("os2-64.bmp", bmp(os2, rle24))
jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
write("jpeg.bmp", bmp(info(1, 1, 0, 4, len(jpeg)), jpeg))

write("os2-hotspot.bmp", bmp(core(8, 2, 1), rows(8, 2, 1, checker), triples(0, 0xFFFFFF),
                            file_size=26, hotspot=(4, 2)))
write("os2-64-hotspot.bmp", bmp(os2, rle24, file_size=78, hotspot=(0, 1)))
write("os2-palette.bmp", bmp(core(3, 1, 4), rows(3, 1, 4, lambda x, y: x), triples(*RAINBOW[:3])))
rows8 = bytes([6, 1, 0, 0, 2, 2, 4, 3])
write("rle8-no-end.bmp", bmp(info(6, 2, 8, 1, len(rows8), used=5), rows8, five))

write("bad-cut-header.bmp", rgb24[:30])
write("bad-cut-pixels.bmp", rgb24[:-7])
write("bad-magic.bmp", b"BN" + rgb24[2:])
write("bad-file-size.bmp", bmp(info(2, 1, 24), rows(2, 1, 24, lambda x, y: 0xFF), file_size=8))
write("bad-data-offset.bmp", bmp(info(2, 1, 24), rows(2, 1, 24, lambda x, y: 0xFF), offset=20))
write("bad-palette.bmp", bmp(info(3, 3, 8), rows(3, 3, 8, lambda x, y: x), quads(0, 0xFFFFFF)))
write("bad-palette-offset.bmp",
      bmp(info(5, 2, 8, used=5), rows(5, 2, 8, lambda x, y: (x + y) % 5), five, offset=54))
write("bad-header-size.bmp", bmp(struct.pack("<IHHHHx", 13, 2, 2, 1, 24), bytes(16)))
write("bad-size.bmp", bmp(info(0x7FFFFFFF, -0x80000000, 32, size=0), bytes(8)))
write("bad-planes.bmp", bmp(info(2, 1, 7, 99, 4, planes=3, used=129), bytes(4), quads(0, 0xFFFFFF)))
overlap = struct.pack("<III", 0xF800, 0x0FE0, 0x1001F)
write("bad-masks.bmp", bmp(info(1, 1, 16, 3) + overlap, rows(1, 1, 16, lambda x, y: 0)))
write("bad-profile.bmp", v5(b"MBED", 4, icc[:8], pixels, 0xFFFFFFF0))


def rle(depth, *data):
    """Returns a bitmap of 6 x 2 run-length encoded pixels."""
    if depth == 24:
        dib = info(6, 2, 24, 4, len(data), header=64) + struct.pack("<HHHHIIII", *[0] * 8)
        return bmp(dib, bytes(data))
    return bmp(info(6, 2, depth, 1 if depth == 8 else 2, len(data), used=5), bytes(data), five)


write("bad-rle8-absolute.bmp", rle(8, 6, 1, 0, 0, 0, 6, 1, 2, 3))
write("bad-rle8-run.bmp", rle(8, 6, 1, 0, 0, 3, 1, 3))
write("bad-rle8-rows.bmp", rle(8, 6, 1, 0, 0))
write("bad-rle8-delta.bmp", rle(8, 2, 1, 0, 2, 1, 9, 2, 2, 0, 1))
write("bad-rle8-long.bmp", rle(8, 6, 1, 0, 0, 2, 1, 0, 5, 1, 2, 3, 4, 5, 0, 0, 1))
write("bad-rle4.bmp", rle(4, 6, 0x12, 0, 0, 0, 6, 0x43, 0x21))
write("bad-rle24.bmp", rle(24, 6, 1, 2, 3, 0, 0, 6, 1, 2))
write("bad-jpeg.bmp", bmp(info(1, 1, 0, 4, 8), b"no image"))
write("bad-hotspot.bmp", bmp(info(2, 1, 24), rows(2, 1, 24, lambda x, y: 0xFF), hotspot=(1, 1)))
