"""Writes the gzip samples to this folder.

plain.gz           one member: name, time, operating system Unix
full.gz            all optional fields: text flag, extra field, name, comment, header CRC
members.gz         two members with content, one empty member
padded.gz          a member with zero padding to 512 bytes, as on a tape
blocks.bgz         BGZF: two blocks and the empty end-of-file block
stored.gz          stored DEFLATE blocks
nested.tar.gz      a tar archive that contains a PNG image
long.gz            a megabyte of one letter
extra-text.gz      extra field that is not a series of subfields, as in Helm charts
extra-rest.gz      extra field with two bytes after a subfield
bad-crc.gz         wrong checksum of the content
bad-size.gz        wrong size of the content
bad-header-crc.gz  wrong checksum of the header
bad-cut-data.gz    truncated in the DEFLATE data
bad-cut-name.gz    truncated in the name
bad-cut-trailer.gz truncated in the trailer
bad-cut-member.gz  a valid member and the first byte of another
bad-deflate.gz     invalid block type
bad-method.gz      compression method 7
bad-reserved.gz    reserved flag set
bad-block-size.bgz BGZF block size does not match the member
bad-trailing.gz    trailing bytes after the last member
"""

import io
import struct
import sys
import tarfile
import zlib
from pathlib import Path

here = Path(__file__).parent
TEXT = b"Deep in the earth my love is lying, and I must weep alone.\n" * 3
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16


def deflate(content, level=9):
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    return squeeze.compress(content) + squeeze.flush()


def member(content, flags=0, mtime=0, xfl=0, os=3, optional=b"", level=9):
    head = struct.pack("<2sBBIBB", b"\x1f\x8b", 8, flags, mtime, xfl, os) + optional
    if flags & FHCRC:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    tail = struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return head + deflate(content, level) + tail


def block(content, error=0):
    size = 10 + 8 + len(deflate(content)) + 8
    extra = struct.pack("<H2sHH", 6, b"BC", 2, size - 1 + error)
    return member(content, FEXTRA, os=255, optional=extra)


def tar(name, content):
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return output.getvalue()


def changed(data, at, value):
    at %= len(data)
    return data[:at] + bytes([value]) + data[at + 1 :]


plain = member(TEXT, FNAME, 1767323045, 2, optional=b"elegy.txt\0")
subfields = b"AP\x04\0abcd" + b"zz\0\0"
optional = struct.pack("<H", len(subfields)) + subfields + b"caf\xe9.txt\0" + b"a remark\0"
full = member(TEXT, 31, 0xFFFFFFFF, 4, 0, optional)
ending = block(b"")

files = {
    "plain.gz": plain,
    "full.gz": full,
    "members.gz": member(b"one\n") + member(b"two\n", xfl=4, os=11) + member(b""),
    "padded.gz": plain + bytes(512 - len(plain)),
    "blocks.bgz": block(TEXT) + block(b"the end\n") + ending,
    "stored.gz": member(TEXT, level=0),
    "nested.tar.gz": member(tar("rgba.png", (here.parent / "png/rgba.png").read_bytes())),
    "long.gz": member(b"a" * (1 << 20)),
    "extra-text.gz": member(TEXT, FEXTRA, optional=b"\x0a\0plain text"),
    "extra-rest.gz": member(TEXT, FEXTRA | FHCRC, optional=b"\x0a\0" + b"AP\x04\0abcd" + b"zz"),
    "bad-crc.gz": changed(plain, -8, 0),
    "bad-size.gz": changed(plain, -4, 0),
    "bad-header-crc.gz": changed(full, 4, 0),
    "bad-cut-data.gz": plain[:60],
    "bad-cut-name.gz": plain[:15],
    "bad-cut-trailer.gz": plain[:-3],
    "bad-cut-member.gz": member(b"one\n") + b"\x1f",
    "bad-deflate.gz": changed(plain, 20, 7),
    "bad-method.gz": changed(plain, 2, 7),
    "bad-reserved.gz": changed(plain, 3, FNAME | 0x80),
    "bad-block-size.bgz": block(TEXT) + block(b"the end\n", error=1) + ending,
    "bad-trailing.gz": plain + b"and more",
}
for name, data in files.items():
    (here / name).write_bytes(data)
    print(f"{len(data):6} {name}", file=sys.stderr)
