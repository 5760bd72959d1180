"""Writes the sensor samples to this folder: records of format string <IHff.

readings.bin     six readings of two sensors
one.bin          one reading
limits.bin       maximum integers, infinities, NaN, negative zero
empty.bin        no readings

bad-half.bin     three readings, and a fourth truncated in its temperature
bad-one-byte.bin one byte
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def reading(index):
    return struct.pack("<IHff", 1700000000 + 60 * index, 1 + index % 2, 21.5 + index / 4, 40.25 - index)


INFINITE, NAN = float("inf"), float("nan")
write("readings.bin", b"".join(reading(i) for i in range(6)))
write("one.bin", reading(0))
write("limits.bin", struct.pack("<IHff", 0xFFFFFFFF, 0xFFFF, INFINITE, -INFINITE)
      + struct.pack("<IHff", 0, 0, NAN, -0.0))
write("empty.bin", b"")

write("bad-half.bin", b"".join(reading(i) for i in range(4))[:-6])
write("bad-one-byte.bin", b"\x2a")
