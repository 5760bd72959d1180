"""Writes the TZif samples to this folder.

v1.tzif        32-bit times only: a zone with daylight saving time in 1916 and 1917, both kinds of indicators
v2.tzif        the same in both blocks, and the rule of the European Union in the footer
v2-slim.tzif   empty first block, as written by zic by default; Etc/UTC
v3.tzif        rule with a negative hour: America/Nuuk
v4.tzif        truncated leap second table with an expiration
shared.tzif    two designations, one a suffix of the other

bad-magic.tzif        starts with "TZIF"
bad-cut-header.tzif   truncated in the second header
bad-cut-data.tzif     truncated in the transition times
bad-cut-footer.tzif   missing final line feed
bad-type.tzif         local time type of a transition is out of range
bad-designation.tzif  designation index of a local time type is out of range
bad-counts.tzif       fewer indicators than local time types
bad-huge.tzif         4294967295 transitions
bad-order.tzif        transition times are not in ascending order
bad-leap-order.tzif   leap seconds are not in ascending order
bad-correction.tzif   leap-second correction that differs by 2 from the previous one
bad-ut.tzif           UT/local indicator without the standard/wall indicator
bad-rule.tzif         rule with a month 13
bad-trailing.tzif     bytes after the footer
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def header(version, types, transitions=0, leaps=0, chars=0, standard=0, ut=0):
    return struct.pack(">4sc15x6I", b"TZif", version, ut, standard, leaps, transitions, types, chars)


def block(version, size, types, names, transitions=(), leaps=(), standard=(), ut=(), **counts):
    time = ">i" if size == 4 else ">q"
    given = dict(transitions=len(transitions), leaps=len(leaps), chars=len(names),
                 standard=len(standard), ut=len(ut), types=len(types))
    out = header(version, **{**given, **counts})
    out += b"".join(struct.pack(time, at) for at, _ in transitions) + bytes(kind for _, kind in transitions)
    out += b"".join(struct.pack(">iBB", *kind) for kind in types) + names
    out += b"".join(struct.pack(time, at) + struct.pack(">i", sum_) for at, sum_ in leaps)
    return out + bytes(standard) + bytes(ut)


TYPES = [(3600, 0, 0), (7200, 1, 4)]
NAMES = b"CET\0CEST\0"
SUMMER = [(-1693706400, 1), (-1680483600, 0), (-1663455600, 1), (-1650150000, 0)]
ONE = dict(types=TYPES, names=NAMES, transitions=SUMMER, standard=(1, 1), ut=(1, 1))
v1 = block(b"\0", 4, **ONE)
write("v1.tzif", v1)
first, second = block(b"2", 4, **ONE), block(b"2", 8, **ONE)
v2 = first + second + b"\nCET-1CEST,M3.5.0,M10.5.0/3\n"
write("v2.tzif", v2)
empty = dict(types=[(0, 0, 0)], names=b"\0")
write("v2-slim.tzif", block(b"2", 4, **empty) + block(b"2", 8, [(0, 0, 0)], b"UTC\0") + b"\nUTC0\n")
nuuk = block(b"3", 8, [(-12416, 0, 0), (-10800, 0, 4), (-7200, 0, 8), (-3600, 1, 12)],
             b"LMT\0-03\0-02\0-01\0", [(-1686083584, 1), (1679792400, 2), (1711846800, 3)])
write("v3.tzif", block(b"3", 4, **empty) + nuuk + b"\n<-02>2<-01>,M3.5.0/-1,M10.5.0/0\n")
leaps = [(1341100824, 25), (1435708825, 26), (1483228826, 27), (1798761627, 27)]
write("v4.tzif", block(b"4", 4, **empty) + block(b"4", 8, [(0, 0, 0)], b"UTC\0", leaps=leaps) + b"\nUTC0\n")
write("shared.tzif", block(b"\0", 4, [(-36000, 0, 0), (-34200, 1, 1)], b"AHST\0", [(-1000, 1)]))

write("bad-magic.tzif", b"TZIF" + v1[4:])
write("bad-cut-header.tzif", v2[:len(first) + 30])
write("bad-cut-data.tzif", v2[:len(first) + 44 + 13])
write("bad-cut-footer.tzif", v2[:-1])
write("bad-type.tzif", block(b"\0", 4, TYPES, NAMES, [(0, 2)]))
write("bad-designation.tzif", block(b"\0", 4, [(3600, 0, 9)], NAMES))
write("bad-counts.tzif", block(b"\0", 4, TYPES, NAMES, standard=(1,)))
write("bad-huge.tzif", header(b"\0", 1, transitions=0xFFFFFFFF, chars=4))
write("bad-order.tzif", block(b"\0", 4, TYPES, NAMES, [SUMMER[1], SUMMER[0], SUMMER[2], SUMMER[2]]))
write("bad-leap-order.tzif", block(b"\0", 4, TYPES, NAMES, leaps=[(94694401, 1), (78796800, 2)]))
write("bad-correction.tzif", block(b"\0", 4, TYPES, NAMES, leaps=[(78796800, 1), (94694401, 3)]))
write("bad-ut.tzif", block(b"\0", 4, TYPES, NAMES, standard=(1, 0), ut=(1, 1)))
write("bad-rule.tzif", first + second + b"\nCET-1CEST,M3.5.0,M13.5.0/3\n")
write("bad-trailing.tzif", v2 + b"abc")
