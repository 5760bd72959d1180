"""Writes the tar samples to this folder.

ustar.tar           folder, file, links, device
prefix.tar          long name in the prefix
gnu.tar             GNU tar: long name and long link target, large user ID (base-256), times
v7.tar              Seventh Edition Unix: no magic, type 0
pax.tar             pax: global header, long name with non-ASCII characters, exact time, size
sparse.tar          sparse file of GNU tar with a block of more ranges
global.tar          only a global header, as for an empty tree
signed.tar          checksum of signed bytes
garbage.tar         nonzero bytes after the data of a member
bad-checksum.tar    wrong checksum
bad-number.tar      size that is not an octal number
bad-cut-data.tar    truncated in the data
bad-cut-header.tar  truncated in the second header
bad-no-end.tar      no end-of-archive indicator
bad-lone-zero.tar   one block of zeros
bad-pax-length.tar  pax record with a wrong length
bad-pax-alone.tar   extended header without a member
bad-trailing.tar    bytes after the end-of-archive indicator
"""

import sys
from pathlib import Path

here = Path(__file__).parent
END = bytes(1024)
MTIME = 1767323045


def octal(value, size):
    return b"%0*o\0" % (size - 1, value)


def base256(value, size):
    return (value | 1 << (8 * size - 1)).to_bytes(size, "big")


def header(name, size=0, kind=b"0", mode=0o644, uid=1000, mtime=MTIME, link=b"", magic=b"ustar\x0000", tail=None, **other):
    if tail is None:
        major, minor = other.get("device", (0, 0))
        owner = b"ada".ljust(32, b"\0") + b"staff".ljust(32, b"\0")
        tail = owner + octal(major, 8) + octal(minor, 8) + other.get("prefix", b"").ljust(155, b"\0")
    user = uid if isinstance(uid, bytes) else octal(uid, 8)
    length = size if isinstance(size, bytes) else octal(size, 12)
    head = name.ljust(100, b"\0") + octal(mode, 8) + user + octal(100, 8) + length + octal(mtime, 12)
    rest = kind + link.ljust(100, b"\0") + magic + tail
    block = (head + b" " * 8 + rest).ljust(512, b"\0")
    signed = sum(byte - 256 if byte > 127 else byte for byte in block)
    total = signed if other.get("signed") else sum(block)
    total += other.get("error", 0)
    return block[:148] + b"%06o\0 " % total + block[156:]


def padded(data, fill=b"\0"):
    return data + fill * (-len(data) % 512)


def member(name, data=b"", **other):
    return header(name, len(data), **other) + padded(data)


def record(keyword, value):
    rest = b" " + keyword + b"=" + value + b"\n"
    size = len(rest)
    while len(b"%d" % size) + len(rest) != size:
        size = len(b"%d" % size) + len(rest)
    return b"%d" % size + rest


def gnu(name, data=b"", **other):
    sparse = other.pop("sparse", bytes(96))
    more, real = other.pop("more", 0), other.pop("real", bytes(12))
    owner = b"ada".ljust(32, b"\0") + b"staff".ljust(32, b"\0")
    times = octal(MTIME + 1, 12) + octal(MTIME + 2, 12) + bytes(12) + bytes(5)
    tail = owner + octal(0, 8) + octal(0, 8) + times + sparse + bytes([more]) + real
    return header(name, other.pop("size", len(data)), magic=b"ustar  \0", tail=tail, **other) + data


TEXT = b"Once upon a time, and a very good time it was\n"
LONG = b"/".join([b"chapter"] * 14) + b"/portrait.txt"
ustar = (
    member(b"book/", kind=b"5", mode=0o755)
    + member(b"book/opening.txt", TEXT)
    + member(b"book/first.txt", kind=b"2", link=b"opening.txt", mode=0o777)
    + member(b"book/same.txt", kind=b"1", link=b"book/opening.txt")
    + member(b"dev/null", kind=b"3", device=(1, 3))
)
v7 = header(b"note", 4, kind=b"\0", magic=b"", tail=b"") + padded(b"abc\n")
names = record(b"path", "long/".encode() * 30 + "café.txt".encode()) + record(b"mtime", b"1767323045.25")
names += record(b"size", b"4")
pax = (
    member(b"pax_global_header", record(b"comment", b"0123456789abcdef"), kind=b"g")
    + member(b"PaxHeaders/cafe.txt", names, kind=b"x")
    + header(b"cafe.txt", 0)
    + padded(b"abc\n")
)
ranges = b"".join(octal(at, 12) + octal(4, 12) for at in (0, 4096, 8192, 12288))
more = (octal(16384, 12) + octal(4, 12)).ljust(504, b"\0") + b"\0" * 8
sparse = gnu(b"holes", kind=b"S", size=20, sparse=ranges, more=1, real=octal(20000, 12)) + more
sparse += padded(b"AAAABBBBCCCCDDDDEEEE")
file = member(b"a.txt", TEXT)

files = {
    "ustar.tar": ustar + END,
    "prefix.tar": member(b"portrait.txt", prefix=b"chapter/" * 14 + b"one") + END,
    "gnu.tar": gnu(b"././@LongLink", padded(LONG + b"\0"), kind=b"L", size=len(LONG) + 1)
    + gnu(LONG[:100], padded(TEXT), size=len(TEXT), uid=base256(3000000, 8))
    + END,
    "v7.tar": v7 + END,
    "pax.tar": pax + END,
    "sparse.tar": sparse + END,
    "global.tar": member(b"pax_global_header", record(b"comment", b"empty"), kind=b"g") + END,
    "garbage.tar": header(b"a.txt", len(TEXT)) + padded(TEXT, b"\xaa") + END,
    "signed.tar": header("café".encode(), 0, signed=True) + END,
    "bad-checksum.tar": header(b"a.txt", len(TEXT), error=1) + padded(TEXT) + END,
    "bad-number.tar": member(b"a.txt") + header(b"b.txt", b"00000000089\0") + END,
    "bad-cut-data.tar": file[:530],
    "bad-cut-header.tar": file + member(b"b.txt")[:300],
    "bad-no-end.tar": file,
    "bad-lone-zero.tar": file + bytes(512),
    "bad-pax-length.tar": member(b"x", b"99 path=b.txt\n", kind=b"x") + file + END,
    "bad-pax-alone.tar": member(b"x", record(b"path", b"b.txt"), kind=b"x") + END,
    "bad-trailing.tar": file + END + b"and more",
}
for name, data in files.items():
    (here / name).write_bytes(data)
    print(f"{len(data):6} {name}", file=sys.stderr)
