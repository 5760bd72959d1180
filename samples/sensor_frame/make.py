"""Writes the sensor_frame samples beside this file: frames of AA 55, type, length, a payload of struct
format <IHff, and the CRC-16/IBM-3740 of everything between sync and CRC (polynomial 0x1021, from 0xFFFF).

readings.bin      four frames
one.bin           a single frame
unknown-type.bin  a frame of a type that has no name

bad-crc.bin       four frames, the second with one bit of its temperature flipped
bad-sync.bin      three frames, a byte of the second one's sync changed
bad-length.bin    two frames, the second with a length of 15 and a CRC that agrees
bad-half.bin      ends within the third frame
bad-noise.bin     noise before, between and behind five frames, one of them damaged, one cut
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return struct.pack("<H", value)


def frame(index, kind=1, length=14):
    payload = struct.pack("<IHff", 1700000000 + 60 * index, 1 + index % 2, 21.5 + index / 4, 40.25 - index)
    covered = bytes([kind, length]) + payload
    return b"\xaa\x55" + covered + crc(covered)


good = b"".join(frame(i) for i in range(4))
write("readings.bin", good)
write("one.bin", frame(0))
write("unknown-type.bin", frame(0, kind=9))

damaged = bytearray(good)
damaged[20 + 11] ^= 0x10
write("bad-crc.bin", damaged)
damaged = bytearray(good[:60])
damaged[21] = 0x54
write("bad-sync.bin", damaged)
write("bad-length.bin", frame(0) + frame(1, length=15))
write("bad-half.bin", good[: 2 * 20 + 9])

# The noise has the sync in it, once whole and once its first byte right before a frame.
broken = bytearray(frame(2))
broken[12] ^= 1
noise = b"boot\r\n\xaa\x55\x00" + frame(0) + b"\xaa" + frame(1) + bytes(broken) + b"\x00\xff" + frame(3)
write("bad-noise.bin", noise + frame(4)[:13])
