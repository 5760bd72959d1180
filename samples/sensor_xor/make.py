"""Writes the sensor_xor samples to this folder: records of format string <IHff, each followed by the
XOR of its 14 bytes as a 32-bit word.

readings.bin      four readings
one.bin           one reading

bad-checksum.bin  four readings, the second with a bit flip, the fourth with a wrong checksum
bad-high.bin      checksum with nonzero upper bytes
bad-half.bin      truncated in the checksum of the third reading
"""

import struct
from functools import reduce
from operator import xor
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def reading(index):
    data = struct.pack("<IHff", 1700000000 + 60 * index, 1 + index % 2, 21.5 + index / 4, 40.25 - index)
    return data + struct.pack("<I", reduce(xor, data))


good = b"".join(reading(i) for i in range(4))
write("readings.bin", good)
write("one.bin", reading(0))

damaged = bytearray(good)
damaged[18 + 7] ^= 0x10
damaged[3 * 18 + 14] ^= 0xFF
write("bad-checksum.bin", damaged)
high = bytearray(reading(0))
high[17] = 0x80
write("bad-high.bin", high)
write("bad-half.bin", good[: 3 * 18 - 2])
