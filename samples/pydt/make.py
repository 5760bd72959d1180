"""Writes the PYDT samples beside this file: a header of struct format >4sHI and the payload.

hello.pydt          a payload of text
bytes.pydt          a payload of every byte value
empty.pydt          no payload

bad-magic.pydt      begins with "PYDX"
bad-cut.pydt        ends within the payload
bad-cut-header.pydt ends within the length
bad-length.pydt     4294967295 bytes announced, four there
bad-trailing.pydt   bytes behind the payload
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
