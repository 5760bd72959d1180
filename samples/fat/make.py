"""Writes the FAT samples to this folder.

fat12.img        17 sectors: label, file with a long name, deleted file, directory
fat16-boot.img   boot sector of a 32 MiB FAT16 volume
fat32-boot.img   boot sector of a 1 GiB FAT32 volume
fat32.img        reserved sectors with FSInfo and backup boot sector
sectors-1024.img 1024-byte sectors; the second half of the boot sector is reserved space
dos-3.img        DOS 3 boot sector: no serial number, no label
trailing.img     space after the last sector of the volume

bad-jump.img       does not start with a jump
bad-signature.img  does not end with 55 AA
bad-sector.img     500-byte sectors
bad-cluster.img    clusters of 3 sectors
bad-cut-boot.img   truncated in the boot sector
bad-cut-fat.img    truncated in the second FAT
bad-info.img       bad FSInfo signature
bad-cut-data.img   truncated in the data region
bad-sectors.img    fewer sectors than the root directory requires
bad-fat-size.img   more clusters than the FAT has entries
bad-fat-copy.img   the second FAT differs from the first
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def boot(sectors, fat, root=0, reserved=1, cluster=1, size=512, fats=2, media=0xF8, label=b"SAMPLE",
         kind=b"FAT12", fat32=None, signature=0x29, hidden=0):
    small, large = (sectors, 0) if sectors < 65536 and fat32 is None else (0, sectors)
    jump = b"\xeb\x58\x90" if fat32 else b"\xeb\x3c\x90"
    out = jump + b"MSDOS5.0" + struct.pack("<HBHBHHBHHHII", size, cluster, reserved, fats, root, small,
                                            media, 0 if fat32 else fat, 18, 2, hidden, large)
    if fat32:
        out += struct.pack("<IHHIHH12x", fat, *fat32)
    out += struct.pack("<BBB", 0x80 if media == 0xF8 else 0, 0, signature)
    if signature == 0x29:
        out += struct.pack("<I11s8s", 0x1234ABCD, label.ljust(11), kind.ljust(8))
    return out.ljust(510, b"\0") + b"\x55\xaa"


def stamp(year, month, day, hour=0, minute=0, second=0):
    return struct.pack("<HH", hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)


WHEN = stamp(2024, 2, 29, 23, 59, 58)


def entry(name, attributes, cluster=0, size=0, extension=b""):
    return (name.ljust(8) + extension.ljust(3) + struct.pack("<BBB", attributes, 0, 100) + WHEN + WHEN[2:]
            + struct.pack("<H", cluster >> 16) + WHEN + struct.pack("<HI", cluster & 0xFFFF, size))


def long_name(text, short):
    total = 0
    for byte in short:
        total = ((total & 1) << 7) + (total >> 1) + byte & 0xFF
    units = text.encode("utf-16le") + b"\0\0"
    units = units.ljust(-(-len(units) // 26) * 26, b"\xff")
    parts = [units[i:i + 26] for i in range(0, len(units), 26)]
    out = b""
    for i, part in reversed(list(enumerate(parts, 1))):
        order = i | (0x40 if i == len(parts) else 0)
        out += bytes([order]) + part[:10] + bytes([15, 0, total]) + part[10:22] + b"\0\0" + part[22:]
    return out


def fat12(*entries):
    """Packs pairs of 12-bit entries into three bytes."""
    number = sum(e << 12 * i for i, e in enumerate(entries))
    return number.to_bytes(512, "little")


directory = entry(b"SAMPLE", 8) + long_name("A file with ä long name.text", b"AFILEW~1TEX")
directory += entry(b"AFILEW~1", 0x20, 2, 600, b"TEX") + entry(b"\xe5ONE", 0x20, 5, 9, b"TXT")
directory += entry(b"FOLDER", 0x10, 4)
table = fat12(0xFF8, 0xFFF, 3, 0xFFF, 0xFFF)
folder = entry(b".", 0x10, 4) + entry(b"..", 0x10)
clusters = (b"text " * 120).ljust(1024, b"\0") + folder.ljust(512, b"\0")
volume = boot(17, 1, root=16) + table * 2 + directory.ljust(512, b"\0") + clusters + bytes(17 * 512 - 7 * 512)
write("fat12.img", volume)
write("fat16-boot.img", boot(65536, 64, root=512, cluster=4, kind=b"FAT16", hidden=63))
BIG = dict(reserved=32, cluster=8, kind=b"FAT32", fat32=(0x81, 0, 2, 1, 6))
write("fat32-boot.img", boot(2097152, 2048, **BIG))
info = b"RRaA" + bytes(480) + b"rrAa" + struct.pack("<II12x", 261000, 3) + b"\0\0\x55\xaa"
few = boot(12, 1, reserved=8, kind=b"FAT32", fat32=(0, 0, 2, 1, 6))
reserved = [few, info] + [bytes(512)] * 4 + [few, info]
write("fat32.img", b"".join(reserved) + struct.pack("<III", 0x0FFFFFF8, 0xFFFFFFFF, 0x0FFFFFFF).ljust(512, b"\0") * 2
      + entry(b"SAMPLE", 8).ljust(1024, b"\0"))
sector = boot(6, 1, root=32, size=1024, reserved=2).ljust(1024, b"+")
write("sectors-1024.img", sector + bytes(1024) + table.ljust(1024, b"\0") * 2 + bytes(1024) + b"data".ljust(1024, b"\0"))
write("dos-3.img", boot(720, 2, root=112, cluster=2, media=0xFD, signature=0))

write("bad-jump.img", b"\0" + volume[1:512])
write("bad-signature.img", volume[:510] + b"\xaa\x55")
write("bad-sector.img", boot(17, 1, root=16, size=500))
write("bad-cluster.img", boot(17, 1, root=16, cluster=3))
write("bad-cut-boot.img", volume[:200])
write("bad-cut-fat.img", volume[:2 * 512 + 100])
write("trailing.img", volume + b"after".ljust(512, b"\0"))
write("bad-cut-data.img", volume[:-700])
write("bad-sectors.img", boot(3, 1, root=16))
write("bad-fat-size.img", boot(4000, 1, root=16))
write("bad-info.img", few + b"RRaB" + info[4:] + b"".join(reserved[2:]))
write("bad-fat-copy.img", volume[:2 * 512 + 5] + b"\x0f" + volume[2 * 512 + 6:])
