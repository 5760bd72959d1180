"""Writes the PYDT samples to this folder: a header of format string >4sHI and the payload.

hello.pydt          text payload
bytes.pydt          payload with all byte values
empty.pydt          no payload

bad-magic.pydt      starts with "PYDX"
bad-cut.pydt        truncated in the payload
bad-cut-header.pydt truncated in the length
bad-length.pydt     length 4294967295, four bytes
bad-trailing.pydt   bytes after the payload
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def pydt(payload, length=None, magic=b"PYDT"):
    length = len(payload) if length is None else length
    return struct.pack(">4sHI", magic, 1, length) + payload


hello = pydt(b"Hello, bytescope!")
write("hello.pydt", hello)
write("bytes.pydt", pydt(bytes(range(256))))
write("empty.pydt", pydt(b""))

write("bad-magic.pydt", pydt(b"Hello", magic=b"PYDX"))
write("bad-cut.pydt", hello[:-5])
write("bad-cut-header.pydt", hello[:8])
write("bad-length.pydt", pydt(b"four", length=0xFFFFFFFF))
write("bad-trailing.pydt", hello + b"more")
