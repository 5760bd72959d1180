"""Writes the PYDB samples to this folder: a header of format string >4sHIHI and records of >If.

table.pydb           four records
empty.pydb           no records
limits.pydb          maximum integers, infinity, NaN

bad-magic.pydb       starts with "PYDX"
bad-cut.pydb         truncated in the third of four records
bad-cut-header.pydb  truncated in the header
bad-count.pydb       record count 4294967295, one record
bad-record-size.pydb record size 0
bad-trailing.pydb    three bytes after the last record
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def header(count, size=8, magic=b"PYDB", version=1, flags=0):
    return struct.pack(">4sHIHI", magic, version, count, size, flags)


rows = b"".join(struct.pack(">If", 100 + i, i * 1.25) for i in range(4))
table = header(4) + rows
write("table.pydb", table)
write("empty.pydb", header(0))
write("limits.pydb", header(2, version=0xFFFF, flags=0xFFFFFFFF)
      + struct.pack(">IfIf", 0xFFFFFFFF, float("-inf"), 0, float("nan")))

write("bad-magic.pydb", header(4, magic=b"PYDX") + rows)
write("bad-cut.pydb", table[: 16 + 2 * 8 + 5])
write("bad-cut-header.pydb", table[:9])
write("bad-count.pydb", header(0xFFFFFFFF) + rows[:8])
write("bad-record-size.pydb", header(4, size=0) + rows)
write("bad-trailing.pydb", table + b"\1\2\3")
