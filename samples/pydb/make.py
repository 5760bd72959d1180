"""Writes the PYDB samples beside this file: a header of struct format >4sHIHI and records of >If.

table.pydb           four records
empty.pydb           no records
limits.pydb          greatest integers, an infinity, NaN

bad-magic.pydb       begins with "PYDX"
bad-cut.pydb         ends within the third of four records
bad-cut-header.pydb  ends within the header
bad-count.pydb       4294967295 records announced, one there
bad-record-size.pydb a record size of 0
bad-trailing.pydb    three bytes behind the last record
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
