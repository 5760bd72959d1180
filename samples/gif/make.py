"""Writes the GIF samples to this folder.

v87a.gif         3 x 2 pixels with a global color table of 4 colors
v89a.gif         the same as 89a: transparent color, comment, plain text, application extension
animated.gif     two images, endless loop, local color table, interlaced rows
buffered.gif     Netscape buffering extension, and an unknown sub-block
no-table.gif     no color table
trailing.gif     bytes after the trailer
wide-codes.gif   LZW codes of 12 bits, more than the colors require

bad-magic.gif       starts with "GIG"
bad-version.gif     version 90a
bad-cut-table.gif   truncated in the global color table
bad-cut-data.gif    truncated in the pixels
bad-no-trailer.gif  ends after the last image
bad-introducer.gif  block type 0x00
bad-control.gif     graphic control extension of 5 bytes
bad-code.gif        LZW code without a string
bad-pixels.gif      fewer pixels than the image has
bad-code-size.gif   LZW codes of 13 bits
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def screen(version, width, height, table=b"", background=0, aspect=0):
    packed = 0x70 | (0x80 | (len(table) // 3).bit_length() - 2 if table else 0)
    return b"GIF" + version + struct.pack("<HHBBB", width, height, packed, background, aspect) + table


def blocks(data):
    pieces = [data[i:i + 255] for i in range(0, len(data), 255)]
    return b"".join(bytes([len(p)]) + p for p in pieces) + b"\0"


def lzw(pixels, bits):
    """Encodes pixels with codes of constant width: the table is cleared before codes get wider."""
    clear, end = 1 << bits, (1 << bits) + 1
    codes = []
    for i, pixel in enumerate(pixels):
        if i % ((1 << bits) - 2) == 0:
            codes.append(clear)
        codes.append(pixel)
    number = sum(code << (bits + 1) * i for i, code in enumerate(codes + [end]))
    return number.to_bytes(((bits + 1) * (len(codes) + 1) + 7) // 8, "little")


def image(left, top, width, height, pixels, bits=2, table=b"", interlaced=False):
    packed = (0x80 | (len(table) // 3).bit_length() - 2 if table else 0) | (0x40 if interlaced else 0)
    return (b"," + struct.pack("<HHHHB", left, top, width, height, packed) + table
            + bytes([bits]) + blocks(lzw(pixels, bits)))


def control(delay=0, transparent=None, disposal=0):
    packed = disposal << 2 | (transparent is not None)
    return b"!\xf9\x04" + struct.pack("<BHBB", packed, delay, transparent or 0, 0)


def application(name, data):
    return b"!\xff\x0b" + name + data


RED, GREEN, BLUE, WHITE = b"\xe5\x39\x35", b"\x43\xa0\x47", b"\x1e\x88\xe5", b"\xff\xff\xff"
TABLE = RED + GREEN + BLUE + WHITE
PICTURE = image(0, 0, 3, 2, [0, 1, 2, 2, 1, 0])
v87a = screen(b"87a", 3, 2, TABLE) + PICTURE + b";"
write("v87a.gif", v87a)
text = struct.pack("<BHHHHBBBB", 12, 0, 0, 24, 8, 8, 8, 0, 3) + blocks(b"GIF")
head = screen(b"89a", 3, 2, TABLE, background=3, aspect=49)
write("v89a.gif", head + b"!\xfe" + blocks(b"A comment of more than 255 bytes. " * 9)
      + control(transparent=3) + PICTURE + control() + b"!\x01" + text
      + application(b"bytscope\x01\x02\x03", blocks(b"data")) + b";")
write("wide-codes.gif", head + image(0, 0, 3, 2, [0, 1, 2, 2, 1, 0], 11) + b";")
loop = application(b"NETSCAPE2.0", blocks(b"\x01\x00\x00"))
frames = control(50, disposal=1) + PICTURE
frames += control(50, 0, disposal=2) + image(0, 0, 2, 4, [0, 1] * 4, 2, WHITE + BLUE, interlaced=True)
write("animated.gif", screen(b"89a", 3, 4, TABLE) + loop + frames + b";")
settings = application(b"ANIMEXTS1.0", blocks(b"\x02\x00\x10\x00\x00")[:-1] + blocks(b"\x07\xaa\xbb"))
write("buffered.gif", head + settings + PICTURE + b";")
write("no-table.gif", screen(b"89a", 3, 2) + PICTURE + b";")
write("trailing.gif", v87a + b"\0\0more")

write("bad-magic.gif", b"GIG" + v87a[3:])
write("bad-version.gif", b"GIF90a" + v87a[6:])
write("bad-cut-table.gif", v87a[:20])
write("bad-cut-data.gif", v87a[:-4])
write("bad-no-trailer.gif", v87a[:-1])
write("bad-introducer.gif", head + b"\0" + PICTURE + b";")
write("bad-control.gif", head + b"!\xf9\x05\0\0\0\0\0\0" + PICTURE + b";")
write("bad-code.gif", head + PICTURE[:11] + blocks(b"\x3c") + PICTURE + b";")
write("bad-pixels.gif", head + image(0, 0, 3, 3, [0, 1, 2, 2, 1, 0]) + PICTURE + b";")
write("bad-code-size.gif", head + PICTURE[:10] + b"\x0c" + PICTURE[11:] + b";")
