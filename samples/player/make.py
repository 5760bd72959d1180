"""Writes the player samples to this folder: records of format string <20sI with names in UTF-8.

scores.bin       five players
full.bin         a name of 20 bytes, an empty name, the maximum score
empty.bin        no players

bad-name.bin     a name in Latin-1, and a name truncated within a character
bad-half.bin     truncated in the score of the second player
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def player(name, score):
    name = name.encode() if isinstance(name, str) else name
    return struct.pack("<20sI", name, score)


scores = [("Ada", 9000), ("Grace", 8500), ("Zoë", 7200), ("李雷", 6100), ("Bob", 0)]
data = b"".join(player(*s) for s in scores)
write("scores.bin", data)
write("full.bin", player("twenty bytes of name", 1) + player("", 2) + player("last", 0xFFFFFFFF))
write("empty.bin", b"")

write("bad-name.bin", player("Ada", 1) + player(b"Zo\xeb", 2) + player("x" * 19 + "ë", 3))
write("bad-half.bin", data[: 24 + 22])
