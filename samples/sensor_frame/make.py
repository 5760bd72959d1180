"""Writes the sensor_frame samples to this folder. A frame is AA 55, type, length, a payload of format string <IHff, and
the CRC-16/IBM-3740 of type, length and payload (polynomial 0x1021, initial value 0xFFFF).

readings.bin      four frames
one.bin           one frame
unknown-type.bin  a frame of unknown type

bad-crc.bin       four frames, the second with a bit flip in its temperature
bad-sync.bin      three frames, the second with a wrong byte in its sync pattern
bad-length.bin    two frames, the second with length 15 and a matching CRC
bad-half.bin      truncated in the third frame
bad-noise.bin     five frames, one damaged and one truncated, with noise before and between them
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

# The noise contains the sync pattern, and its first byte immediately before a frame.
damaged = bytearray(frame(2))
damaged[12] ^= 1
noise = b"boot\r\n\xaa\x55\x00" + frame(0) + b"\xaa" + frame(1) + bytes(damaged) + b"\x00\xff" + frame(3)
write("bad-noise.bin", noise + frame(4)[:13])
