"""Writes the samples of packets to this folder and to those of the other formats: ip, ipv4, ipv6, tcp,
udp, linux_sll and linux_sll2.

ethernet:
tcp.bin             TCP segment with options and data
udp-padded.bin      short UDP datagram, padded to 60 bytes
vlan.bin            two VLAN tags, IPv6, UDP
arp.bin             ARP request
fcs.bin             frame check sequence
llc.bin             length and LLC frame (spanning tree)
lldp.bin            protocol that is not decoded
offload.bin         checksum of TCP left to the network interface
icmp-error.bin      ICMP error with the start of the packet that caused it
bad-tcp-checksum.bin, bad-cut-ip.bin, bad-cut-header.bin

The others have the packets of the same kind without the layers below.
"""

import struct
import sys
import zlib
from pathlib import Path

root = Path(__file__).parent.parent
HOST, PEER = bytes.fromhex("02005e100001"), bytes.fromhex("02005e100002")
V4 = bytes([192, 0, 2, 1]), bytes([192, 0, 2, 2])
V6 = bytes.fromhex("20010db8000000000000000000000001"), bytes.fromhex("20010db8000000000000000000000002")


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def pseudo(addresses, protocol, size):
    return b"".join(addresses) + struct.pack(">HH", protocol, size)


def ipv4(payload, protocol, options=b"", fragment=0x4000, length=None, check=None, ttl=64):
    words = 5 + len(options) // 4
    size = words * 4 + len(payload) if length is None else length
    head = struct.pack(">BBHHHBB", 0x40 | words, 0, size, 0x1234, fragment, ttl, protocol)
    addresses = b"".join(V4) + options
    found = checksum(head + b"\0\0" + addresses) if check is None else check
    return head + struct.pack(">H", found) + addresses + payload


def ipv6(payload, protocol, extensions=b"", length=None):
    size = len(extensions) + len(payload) if length is None else length
    return struct.pack(">IHBB", 0x60012345, size, protocol, 64) + b"".join(V6) + extensions + payload


def tcp(data, addresses=V4, flags=0x18, options=b"", check=None, error=0):
    words = 5 + len(options) // 4
    head = struct.pack(">HHIIHH", 49152, 80, 1000, 2000, words << 12 | flags, 64240)
    rest = b"\0\0" + options + data
    size = len(head) + 2 + len(rest)
    found = checksum(pseudo(addresses, 6, size) + head + b"\0\0" + rest) if check is None else check
    return head + struct.pack(">H", (found + error) & 0xFFFF) + rest


def udp(data, addresses=V4, check=None, length=None, rest=b""):
    size = 8 + len(data) if length is None else length
    head = struct.pack(">HHH", 5353, 53, size)
    found = checksum(pseudo(addresses, 17, size) + head + b"\0\0" + data) or 0xFFFF
    return head + struct.pack(">H", found if check is None else check) + data + rest


def icmp(kind, code, body, before=b""):
    head = struct.pack(">BB", kind, code)
    return head + struct.pack(">H", checksum(before + head + b"\0\0" + body)) + body


def ethernet(kind, payload, tags=b""):
    return PEER + HOST + tags + struct.pack(">H", kind) + payload


OPTIONS = bytes.fromhex("020405b4 0402 080a 00000001 00000002 01 030307".replace(" ", ""))
SACK = bytes.fromhex("0101050a0000100000002000")
REQUEST = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
segment = ipv4(tcp(REQUEST, options=OPTIONS), 6)
partial = checksum(pseudo(V4, 6, 20 + len(REQUEST))) ^ 0xFFFF
arp = struct.pack(">HHBBH", 1, 0x800, 6, 4, 1) + HOST + V4[0] + bytes(6) + V4[1]
frame = ethernet(0x800, ipv4(udp(b"question"), 17)).ljust(60, b"\0")
bpdu = bytes.fromhex("424203") + bytes(35)
error = icmp(3, 3, bytes(4) + segment[:28])
neighbor = bytes(4) + V6[1] + bytes.fromhex("0101") + HOST
neighbor = icmp(135, 0, neighbor, pseudo(V6, 58, 4 + len(neighbor)))
hop = bytes([17, 0]) + bytes.fromhex("050200000100")
fragment = bytes([17, 0, 0, 0x01]) + bytes(4)

files = {
    "ethernet/tcp.bin": ethernet(0x800, segment),
    "ethernet/udp-padded.bin": frame,
    "ethernet/vlan.bin": ethernet(
        0x86DD, ipv6(udp(b"question", V6), 17), bytes.fromhex("88a8006481006005")
    ),
    "ethernet/arp.bin": ethernet(0x806, arp).ljust(60, b"\0"),
    "ethernet/fcs.bin": frame + struct.pack("<I", zlib.crc32(frame)),
    "ethernet/llc.bin": ethernet(38, bpdu).ljust(60, b"\0"),
    "ethernet/lldp.bin": ethernet(0x88CC, bytes.fromhex("020704") + HOST + bytes.fromhex("0602007800000000")),
    "ethernet/offload.bin": ethernet(0x800, ipv4(tcp(REQUEST, check=partial), 6)),
    "ethernet/icmp-error.bin": ethernet(0x800, ipv4(error, 1)),
    "ethernet/bad-tcp-checksum.bin": ethernet(0x800, ipv4(tcp(REQUEST, error=1), 6)),
    "ethernet/bad-cut-ip.bin": ethernet(0x800, segment)[:70],
    "ethernet/bad-cut-header.bin": ethernet(0x800, segment)[:10],
    "ip/v4.bin": ipv4(udp(b"question"), 17),
    "ip/v6.bin": ipv6(udp(b"question", V6), 17),
    "ip/bad-version.bin": b"\x55" + ipv4(udp(b"question"), 17)[1:],
    "ipv4/tcp.bin": segment,
    "ipv4/sack.bin": ipv4(tcp(b"", flags=0x10, options=SACK), 6),
    "ipv4/options.bin": ipv4(udp(b"question"), 17, bytes.fromhex("9404000001010100")),
    "ipv4/fragment.bin": ipv4(b"second part", 17, fragment=0x0010),
    "ipv4/no-checksum.bin": ipv4(udp(b"question", check=0), 17, check=0),
    "ipv4/segmentation.bin": ipv4(tcp(REQUEST), 6, length=0),
    "ipv4/tunnel.bin": ipv4(ipv6(udp(b"question", V6), 17), 41),
    "ipv4/ping.bin": ipv4(icmp(8, 0, struct.pack(">HH", 7, 1) + b"ping"), 1),
    "ipv4/padded.bin": ipv4(udp(b"question"), 17) + bytes(10),
    "ipv4/bad-header-checksum.bin": ipv4(udp(b"question"), 17, check=1),
    "ipv4/bad-udp-checksum.bin": ipv4(udp(b"question", check=1), 17),
    "ipv4/bad-cut.bin": segment[:50],
    "ipv4/bad-cut-header.bin": segment[:13],
    "ipv4/bad-length.bin": ipv4(udp(b"question"), 17, length=10),
    "ipv4/bad-option.bin": ipv4(udp(b"question"), 17, bytes.fromhex("94090000")),
    "ipv6/udp.bin": ipv6(udp(b"question", V6), 17),
    "ipv6/hop-by-hop.bin": ipv6(udp(b"question", V6), 0, hop),
    "ipv6/fragment.bin": ipv6(b"first part of a datagram", 44, fragment),
    "ipv6/neighbor.bin": ipv6(neighbor, 58),
    "ipv6/no-next-header.bin": ipv6(b"", 59),
    "ipv6/bad-checksum.bin": ipv6(udp(b"question", V6, check=1), 17),
    "ipv6/bad-version.bin": b"\x50" + ipv6(udp(b"question", V6), 17)[1:],
    "ipv6/bad-cut.bin": ipv6(udp(b"question", V6), 17)[:50],
    "ipv6/bad-cut-extension.bin": ipv6(b"", 0, hop[:4], length=4),
    "tcp/request.bin": tcp(REQUEST, options=OPTIONS),
    "tcp/syn.bin": tcp(b"", flags=2, options=OPTIONS),
    "tcp/bad-offset.bin": tcp(REQUEST)[:12] + b"\x20" + tcp(REQUEST)[13:],
    "tcp/bad-option-length.bin": tcp(b"", options=bytes.fromhex("02010101")),
    "tcp/bad-cut-header.bin": tcp(REQUEST)[:15],
    "udp/question.bin": udp(b"question"),
    "udp/no-checksum.bin": udp(b"question", check=0),
    "udp/surplus.bin": udp(b"question", rest=b"\x01\x02\x03\x04"),
    "udp/bad-length.bin": udp(b"question", length=7),
    "udp/bad-cut-data.bin": udp(b"question")[:12],
    "linux_sll/tcp.bin": struct.pack(">HHH8sH", 4, 1, 6, HOST, 0x800) + segment,
    "linux_sll/bad-cut.bin": struct.pack(">HHH8sH", 4, 1, 6, HOST, 0x800)[:12],
    "linux_sll2/tcp.bin": struct.pack(">HHIHBB8s", 0x800, 0, 2, 1, 4, 6, HOST) + segment,
    "linux_sll2/bad-reserved.bin": struct.pack(">HHIHBB8s", 0x800, 1, 2, 1, 4, 6, HOST) + segment,
}
for name, data in files.items():
    (root / name).write_bytes(data)
    print(f"{len(data):6} {name}", file=sys.stderr)
