"""Writes the zip samples to this folder.

plain.zip             a stored file, a deflated file and a directory, as written by Info-ZIP on Unix
extras.jar            all decoded extra fields and some others; padded fields
streamed.zip          data descriptors: with and without signature, 32-bit and 64-bit, and none
zip64.zip             zip64 fields, zip64 end record (with extensible data) and locator
names.zip             names and comments in UTF-8 and code page 437; an archive comment
encrypted.zip         traditional, AES and strong encryption (of placeholder data)
prefixed.zip          a shell stub that is not included in offsets
adjusted.zip          the same stub with offsets from the start of the file
signed.apk            APK signing block before the central directory, aligned data
nested.zip            a deflated PNG image and a stored gzip file
signature.zip         digital signature after the central directory
empty.zip             no entries
gap.zip               zeros between two entries; central directory in a different order
comment-end.zip       comment that resembles an end record
locator-name.zip      name that resembles a zip64 locator
locator-comment.zip   entry comment that resembles a zip64 end record and its locator
zip64-extra.zip       zip64 end record although no value requires it, as written by `zip` to a pipe
virtual.apk           virtual entries of zipflinger before, between and after the entries
padded.zip            zeros after the archive, as written by bsdtar to a pipe
methods.zip           an unverified compression method; unused bytes after compressed data
bad-cut.zip           truncated in the central directory
bad-cut-data.zip      truncated in the data of an entry
bad-cut-end.zip       truncated in the end record
bad-cut-streamed.zip  streamed archive without a central directory
bad-crc.zip           wrong CRC-32 of stored data
bad-crc-deflated.zip  wrong CRC-32 of deflated data
bad-crc-copy.zip      CRC-32 in a local header does not match the central directory
bad-name.zip          name in a local header does not match the central directory
bad-size.zip          wrong size in a local header
bad-stored-size.zip   sizes of stored data differ
bad-inflated-size.zip wrong uncompressed size of deflated data
bad-deflate.zip       invalid DEFLATE data
bad-cut-deflate.zip   DEFLATE data without its final block
bad-descriptor.zip    wrong size in a data descriptor
bad-count.zip         entry count 65535
bad-directory.zip     wrong size and offset of the central directory
bad-past-end.zip      central directory starts past the end of the file
bad-offset.zip        local header of an entry starts past the end of the file
bad-self.zip          local header of an entry is the central directory
bad-local.zip         no local header at the offset of an entry
bad-shared.zip        twenty entries share a local header
bad-overlap.zip       local entry inside the data of another
bad-signature.zip     central directory entry without its signature
bad-comment.zip       archive comment extends past the end of the file
bad-extra.zip         extra field extends past the end of the extra fields
bad-zip64.zip         64-bit numbers out of range
bad-locator.zip       locator with an offset out of range
bad-trailing.zip      trailing bytes after the archive
bad-hidden.zip        entry missing from the central directory
bad-virtual.apk       virtual entry with data in its extra field
bad-enclosed.zip      archive between other data
"""

import bz2
import struct
import sys
import zlib
from pathlib import Path

here = Path(__file__).parent
TEXT = b"To strive, to seek, to find, and not to yield.\n"
TIME, DATE = 3 << 11 | 4 << 5 | 3, 46 << 9 | 1 << 5 | 2
FULL = 0xFFFFFFFF
UTF8, STREAMED, ENCRYPTED = 0x800, 8, 1


def deflate(content):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(content) + squeeze.flush()


def extra(id, data):
    return struct.pack("<HH", id, len(data)) + data


UNIX = struct.pack("<BBIBI", 1, 4, 1000, 4, 1000)


def unix_extras(central):
    times = struct.pack("<BI", 3, 1767323045) + (b"" if central else struct.pack("<I", 1767323046))
    return extra(0x5455, times) + extra(0x7875, UNIX)


class File:
    """An entry; keyword arguments override the defaults."""

    def __init__(self, name, content=b"", method=0, flags=0, **more):
        self.name, self.content, self.method, self.flags = name, content, method, flags
        self.data = deflate(content) if method == 8 else content
        self.crc, self.size = zlib.crc32(content), len(content)
        self.local_extra = self.central_extra = self.comment = self.descriptor = b""
        self.local_name, self.padding, self.offset, self.zip64 = name, b"", None, False
        self.local_crc = self.local_size = None
        self.attributes, self.made_by, self.needed = 0o100644 << 16, 0x031E, 20
        self.__dict__.update(more)

    def local(self):
        crc, packed, size = self.crc, len(self.data), self.size
        if self.flags & STREAMED:
            crc = packed = size = 0
        if self.zip64:
            packed = size = FULL
        crc = self.local_crc if self.local_crc is not None else crc
        packed = self.local_size if self.local_size is not None else packed
        numbers = self.needed, self.flags, self.method, TIME, DATE, crc, packed, size
        head = struct.pack("<4s5H3I", b"PK\x03\x04", *numbers)
        head += struct.pack("<HH", len(self.local_name), len(self.local_extra))
        return head + self.local_name + self.local_extra + self.data + self.descriptor + self.padding

    def central(self, offset):
        packed, size = len(self.data), self.size
        more = self.central_extra
        if self.zip64:
            more = extra(1, struct.pack("<QQQ", size, packed, offset)) + more
            packed = size = offset = FULL
        numbers = self.made_by, self.needed, self.flags, self.method, TIME, DATE
        head = struct.pack("<4s6H3I", b"PK\x01\x02", *numbers, self.crc, packed, size)
        lengths = len(self.name), len(more), len(self.comment)
        head += struct.pack("<5H2I", *lengths, 0, 0, self.attributes, offset)
        return head + self.name + more + self.comment


def end(count, size, offset, comment=b"", length=None):
    length = len(comment) if length is None else length
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, size, offset, length) + comment


def zip64_end(count, size, offset, at, more=b""):
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44 + len(more), 0x031E, 45, 0, 0,
                         count, count, size, offset)
    return record + more + struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)


def archive(files, comment=b"", before=b"", base=0, block=b"", tail=b"", order=None):
    """Returns the archive; `base` is the number of preceding bytes not included in offsets."""
    data, offsets = before, {}
    for file in order or files:
        offsets[id(file)] = len(data) - base
        data += file.local()
    data += block
    directory = b"".join(
        file.central(offsets[id(file)] if file.offset is None else file.offset) for file in files
    ) + tail
    return data + directory + end(len(files), len(directory), len(data) - base, comment)


def put(data, at, format, *values):
    data = bytearray(data)
    struct.pack_into(format, data, at % len(data), *values)
    return bytes(data)


def plain():
    both = {c: unix_extras(c) for c in (False, True)}
    more = {"local_extra": both[False], "central_extra": both[True]}
    return [
        File(b"ulysses.txt", TEXT, **more),
        File(b"ulysses4.txt", TEXT * 4, 8, 4, **more),
        File(b"empty/", attributes=0o040755 << 16 | 16),
    ]


def descriptor(file, signature, wide):
    start = b"PK\x07\x08" if signature else b""
    sizes = struct.pack("<QQ" if wide else "<II", len(file.data), file.size)
    return start + struct.pack("<I", file.crc) + sizes


def streamed():
    files = []
    for signature in (True, False):
        for wide in (False, True):
            file = File(b"%d%d.txt" % (signature, wide), TEXT, 8, STREAMED)
            file.descriptor = descriptor(file, signature, wide)
            files.append(file)
    return files + [File(b"none.txt", TEXT, 8, STREAMED)]


def extras():
    ntfs = struct.pack("<IHHQQQ", 0, 1, 24, 134117966450000000, 134117966460000000, 0)
    unicode = struct.pack("<BI", 1, zlib.crc32(b"n.txt")) + "né.txt".encode()
    comment = struct.pack("<BI", 1, zlib.crc32(b"c")) + "ç".encode()
    first = extra(0xCAFE, b"") + extra(0x5455, struct.pack("<BIII", 7, 1, 2, FULL))
    local = first + extra(0x5855, struct.pack("<iiHH", 5, 6, 7, 8)) + extra(0x7855, b"\1\0\2\0")
    local += extra(0x7875, b"\1\2\3\4\1\5") + extra(0x000A, ntfs) + extra(0x7075, unicode)
    local += extra(0x7777, b"unknown") + extra(0xA220, struct.pack("<HH", 0xA028, 4) + bytes(4))
    central = extra(0x5455, b"\7\1\0\0\0") + extra(0x5855, bytes(8)) + extra(0x7855, b"")
    central += extra(0x7075, unicode) + extra(0x6375, comment)
    aligned = extra(0xD935, struct.pack("<H", 4) + bytes(3))
    return [
        File(b"n.txt", TEXT, local_extra=local, central_extra=central, comment=b"c"),
        File(b"three", local_extra=bytes(3)),
        File(b"page", local_extra=extra(0x7777, b"\0") + bytes(40), central_extra=bytes(5)),
        File(b"android", TEXT, local_extra=aligned),
    ]


def encrypted():
    noise = bytes(i * 37 % 251 for i in range(60))
    aes = [extra(0x9901, struct.pack("<H2sBH", 2, b"AE", strength, 8)) for strength in (1, 2, 3)]
    more = [{"local_extra": field, "central_extra": field} for field in aes]
    return [
        File(b"traditional", noise, 0, ENCRYPTED, size=48),
        File(b"aes128", noise, 99, ENCRYPTED, crc=0, **more[0]),
        File(b"aes192", noise, 99, ENCRYPTED, crc=0, **more[1]),
        File(b"aes256", noise, 99, ENCRYPTED, crc=0, **more[2]),
        File(b"strong", noise, 8, ENCRYPTED | 0x40),
    ]


def zip64(more=b""):
    files = [File(b"big", TEXT, 8, zip64=True, needed=45), File(b"small", TEXT)]
    sizes = struct.pack("<QQ", files[0].size, len(files[0].data))
    files[0].local_extra = extra(1, sizes)
    data, directory = b"", b""
    for file in files:
        directory += file.central(len(data))
        data += file.local()
    numbers = len(files), len(directory), len(data)
    at = len(data) + len(directory)
    tail = zip64_end(*numbers, at, more) + end(0xFFFF, FULL, FULL)
    return data + directory + tail


def signing_block():
    pairs = struct.pack("<QI", 4 + 5, 0x7109871A) + b"proof" + struct.pack("<QI", 8, 0x42726577)
    pairs += bytes(4)
    size = struct.pack("<Q", len(pairs) + 24)
    return size + pairs + size + b"APK Sig Block 42"


def overlap():
    inner = File(b"inner", TEXT)
    outer = File(b"outer", inner.local())
    data = outer.local()
    directory = outer.central(0) + inner.central(30 + len(outer.name))
    return data + directory + end(2, len(directory), len(data))


def shared():
    file = File(b"one", TEXT)
    directory = file.central(0) * 20
    return file.local() + directory + end(20, len(directory), len(file.local()))


def virtual(size, content=b""):
    """Returns a virtual entry of zipflinger."""
    head = struct.pack("<4s3H2H3I2H", b"PK\x03\x04", 0, 0, 0, 0x0821, 0x0221, 0, 0, 0, 0, size - 30)
    return head + content.ljust(size - 30, b"\0")


def package(content=b""):
    files = [File(b"a.dex", TEXT), File(b"b.dex", TEXT)]
    files[0].padding = virtual(40, content) + virtual(30)
    files[1].padding = virtual(35)
    return archive(files, before=virtual(50))


def methods():
    squeezed = bz2.compress(TEXT)
    return [
        File(b"bzip2", TEXT, 12, data=squeezed, needed=46),
        File(b"unused", TEXT, 8, data=deflate(TEXT) + b"unused"),
    ]


def zip64_extra():
    files = [File(b"-", TEXT)]
    data, directory = files[0].local(), files[0].central(0)
    numbers = 1, len(directory), len(data)
    return data + directory + zip64_end(*numbers, len(data) + len(directory)) + end(*numbers)


STUB = b"#!/bin/sh\nexec unzip -p \"$0\"\n"
good = archive(plain())
names = [
    File("dür/ñ.txt".encode(), TEXT, 0, UTF8, comment="größe".encode()),
    File(b"d\x81r/\xa4.txt", TEXT, comment=b"gr\x94\xe1e"),
]
gap = plain()[:2]
gap[0].padding = bytes(24)
two = [File(b"a.txt", TEXT), File(b"b.txt", TEXT)]
directory_at = struct.unpack_from("<I", good, len(good) - 6)[0]
directory_size = struct.unpack_from("<I", good, len(good) - 10)[0]
wrong = streamed()
wrong[0].descriptor = struct.pack("<4sIII", b"PK\x07\x08", wrong[0].crc, 1, wrong[0].size)
fake = end(1, 2, 3, b"not this one")

files = {
    "plain.zip": good,
    "extras.jar": archive(extras()),
    "streamed.zip": archive(streamed()),
    "zip64.zip": zip64(b"more"),
    "names.zip": archive(names, "Grüße".encode()),
    "encrypted.zip": archive(encrypted()),
    "prefixed.zip": archive(plain()[:1], before=STUB, base=len(STUB)),
    "adjusted.zip": archive(plain()[:1], before=STUB),
    "signed.apk": archive(plain()[:1], block=signing_block()),
    "signature.zip": archive(two, tail=struct.pack("<4sH", b"PK\x05\x05", 6) + b"signed"),
    "empty.zip": end(0, 0, 0),
    "gap.zip": archive(gap[::-1], order=gap),
    "comment-end.zip": archive(two[:1], fake),
    "locator-name.zip": archive([File(b"PK\x06\x07/name of a file.", TEXT)]),
    "locator-comment.zip": archive([File(b"a.txt", TEXT, comment=zip64_end(9, 46, 1, 82))]),
    "zip64-extra.zip": zip64_extra(),
    "virtual.apk": package(),
    "padded.zip": archive(two[:1]) + bytes(50),
    "methods.zip": archive(methods()),
    "bad-cut.zip": good[: directory_at + 150],
    "bad-cut-data.zip": good[:100],
    "bad-cut-end.zip": good[:-9],
    "bad-cut-streamed.zip": b"".join(file.local() for file in streamed()[:4]),
    "bad-crc.zip": put(good, 80, "<B", 0),
    "bad-crc-deflated.zip": archive([File(b"a.txt", TEXT * 4, 8, crc=7)]),
    "bad-crc-copy.zip": archive([File(b"a.txt", TEXT, local_crc=7)]),
    "bad-name.zip": archive([File(b"a.txt", TEXT, local_name=b"b.txt")]),
    "bad-size.zip": archive([File(b"a.txt", TEXT, local_size=46)]),
    "bad-stored-size.zip": archive([File(b"a.txt", TEXT, size=46)]),
    "bad-inflated-size.zip": archive([File(b"a.txt", TEXT * 4, 8, size=189)]),
    "bad-deflate.zip": archive([File(b"a.txt", TEXT * 4, 8, data=b"\x07" + deflate(TEXT * 4)[1:])]),
    "bad-cut-deflate.zip": archive([File(b"a.txt", TEXT * 4, 8, data=deflate(TEXT * 4)[:-9])]),
    "bad-descriptor.zip": archive(wrong),
    "bad-count.zip": put(good, -12, "<H", 0xFFFF),
    "bad-directory.zip": put(good, -10, "<II", directory_size - 1, directory_at + 2),
    "bad-past-end.zip": put(good, -6, "<I", 0xFFFFFFF0),
    "bad-offset.zip": archive(two[:1] + [File(b"b.txt", offset=0xFFFFFF00)], order=two),
    "bad-self.zip": archive([File(b"a.txt", offset=30)], order=[]),
    "bad-local.zip": put(archive(two), 0, "<I", 0),
    "bad-shared.zip": shared(),
    "bad-overlap.zip": overlap(),
    "bad-signature.zip": put(archive(two), -22 - 51, "<I", 0),
    "bad-comment.zip": put(good, -2, "<H", 0xFFFF),
    "bad-extra.zip": archive([File(b"a", local_extra=b"\x77\x77\xff\xffabc")]),
    "bad-zip64.zip": put(zip64(), -22 - 20 - 24, "<QQQ", 1 << 63, (1 << 64) - 1, (1 << 64) - 9),
    "bad-locator.zip": put(zip64(b"more"), -22 - 12, "<Q", (1 << 64) - 1),
    "nested.zip": archive(
        [File(b"rgba.png", (here.parent / "png/rgba.png").read_bytes(), method=8), File(b"a.gz", (here.parent / "gzip/plain.gz").read_bytes())]
    ),
    "bad-trailing.zip": good + b"and more",
    "bad-hidden.zip": archive([two[1]], before=two[0].local()),
    "bad-virtual.apk": package(b"data"),
    "bad-enclosed.zip": archive(plain()[1:2], before=STUB, base=len(STUB)) + b"and more",
}
for name, data in files.items():
    (here / name).write_bytes(data)
    print(f"{len(data):6} {name}", file=sys.stderr)
