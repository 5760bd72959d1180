"""Writes the pcap samples to this folder.

le-micro.pcap   two Ethernet packets, one truncated; microseconds, little-endian
be-micro.pcap   the same, big-endian
le-nano.pcap be-nano.pcap          nanoseconds
le-modified.pcap be-modified.pcap  packet headers with the interface of each packet
fcs.pcap        link type field that contains the length of the frame check sequence, no packets
v2-3.pcap       version 2.3, one raw IP packet
v2-3-swapped.pcap  version 2.3, original length before the captured length
v2-2.pcap       version 2.2, original length before the captured length
dg-ux.pcap      version 543.0, original length before the captured length

bad-magic.pcap        bad magic
bad-version.pcap      major version 3
bad-minor.pcap        version 2.5
bad-cut-header.pcap   truncated in the header
bad-cut-record.pcap   truncated in a packet header
bad-cut-packet.pcap   truncated in a packet
bad-length.pcap       packet of 4294967295 bytes
bad-orig-len.pcap     captured length larger than the original length
bad-swapped.pcap      the same in version 2.2
bad-micro.pcap bad-nano.pcap  fraction of 1 second
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent
# An ARP request: who has 192.168.0.1?
ARP = bytes.fromhex("ffffffffffff 020000000001 0806 0001080006040001 020000000001 c0a80002 000000000000 c0a80001")


def write(name, data):
    (HERE / name).write_bytes(data)


def header(order, magic=0xA1B2C3D4, major=2, minor=4, snaplen=65535, link=1):
    return struct.pack(order + "IHHiIII", magic, major, minor, 0, 0, snaplen, link)


def packet(order, seconds, fraction, data, length=None, stated=None, origin=b""):
    length = len(data) if length is None else length
    stated = len(data) if stated is None else stated
    return struct.pack(order + "IIII", seconds, fraction, stated, length) + origin + data


def capture(order, magic, fractions, modified=False):
    origin = struct.pack(order + "IHBB", 2, 0x0806, 4, 0) if modified else b""
    return (header(order, magic)
            + packet(order, 1700000000, fractions[0], ARP, origin=origin)
            + packet(order, 1700000001, fractions[1], ARP[:30], length=1514, origin=origin))


little = capture("<", 0xA1B2C3D4, (250000, 999999))
write("le-micro.pcap", little)
write("be-micro.pcap", capture(">", 0xA1B2C3D4, (250000, 999999)))
write("le-nano.pcap", capture("<", 0xA1B23C4D, (250000000, 999999999)))
write("be-nano.pcap", capture(">", 0xA1B23C4D, (250000000, 999999999)))
write("le-modified.pcap", capture("<", 0xA1B2CD34, (250000, 999999), modified=True))
write("be-modified.pcap", capture(">", 0xA1B2CD34, (250000, 999999), modified=True))
write("fcs.pcap", header("<", link=0x24000001))
ip = bytes.fromhex("4500001c000100004001 0000 c0a80002c0a80001 0800f7ff00000000".replace(" ", ""))
write("v2-3.pcap", header("<", minor=3, snaplen=0, link=101) + packet("<", 946684800, 0, ip))

swapped = [packet("<", 0, 0, ARP, length=len(ARP), stated=60), packet("<", 1, 0, ARP)]
write("v2-3-swapped.pcap", header("<", minor=3) + b"".join(swapped) + packet("<", 2, 0, ARP, length=60))
write("v2-2.pcap", header("<", minor=2) + b"".join(swapped))
write("dg-ux.pcap", header("<", major=543, minor=0) + b"".join(swapped))

write("bad-magic.pcap", b"\xa1\xb2\xc3\xd5" + little[4:])
write("bad-version.pcap", header("<", major=3))
write("bad-minor.pcap", header("<", minor=5) + packet("<", 0, 0, ARP))
write("bad-cut-header.pcap", little[:17])
write("bad-cut-record.pcap", little[:24 + 16 + len(ARP) + 7])
write("bad-cut-packet.pcap", little[:-5])
write("bad-length.pcap", header("<") + packet("<", 0, 0, ARP, length=0xFFFFFFFF, stated=0xFFFFFFFF))
write("bad-orig-len.pcap", header("<") + packet("<", 0, 0, ARP, length=41) + packet("<", 1, 0, ARP))
write("bad-swapped.pcap", header("<", minor=2) + packet("<", 0, 0, ARP, length=len(ARP), stated=41))
write("bad-micro.pcap", header("<") + packet("<", 0, 1000000, ARP) + packet("<", 1, 0, ARP))
write("bad-nano.pcap", header("<", 0xA1B23C4D) + packet("<", 0, 1000000000, ARP) + packet("<", 1, 0, ARP))
