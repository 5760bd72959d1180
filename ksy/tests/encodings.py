#!/usr/bin/env python3
"""Write ksy/src/encoding/tables.txt: the characters of single-byte encodings, from the codecs of Python.

With --check, compare only. One line per encoding: the name, and the code points of the bytes in hexadecimal.
`a-b` is a range of consecutive code points, `xN` are N undefined bytes. Encodings with 128 characters agree with
ASCII below 0x80.
"""

import pathlib
import sys

# Name (of the IANA registry, if registered) and codec.
CODECS = [(f"ISO-8859-{part}", f"iso8859_{part}") for part in range(1, 17) if part != 12]
CODECS += [(f"windows-125{last}", f"cp125{last}") for last in range(9)]
CODECS += [("windows-874", "cp874")]
CODECS += [
    (f"IBM{page}", f"cp{page}")
    for page in "037 273 424 437 500 720 737 775 850 852 855 856 857 858 860 861 862 863 864 865 866 869 875 1006 1026"
    " 1125 1140".split()
]
CODECS += [("KOI8-R", "koi8_r"), ("KOI8-T", "koi8_t"), ("KOI8-U", "koi8_u")]
CODECS += [("KZ-1048", "kz1048"), ("PTCP154", "ptcp154"), ("hp-roman8", "hp_roman8"), ("palmos", "palmos")]
CODECS += [("macintosh", "mac_roman")]
CODECS += [
    (f"mac-{script}", f"mac_{script}")
    for script in "arabic croatian cyrillic farsi greek iceland latin2 romanian turkish".split()
]

UNDEFINED = 0xFFFD


def table(codec):
    points = [ord(bytes([byte]).decode(codec, "replace")) for byte in range(256)]
    return points[128:] if points[:128] == list(range(128)) else points


def groups(points):
    """Return the runs of undefined bytes and of consecutive code points."""
    at = 0
    while at < len(points):
        end = at + 1
        step = 0 if points[at] == UNDEFINED else 1
        while end < len(points) and points[end] == points[end - 1] + step:
            end += 1
        first, last = points[at], points[end - 1]
        if step == 0:
            yield f"x{end - at}"
        else:
            yield f"{first:x}" if first == last else f"{first:x}-{last:x}"
        at = end


def main():
    lines = [f"{name} {' '.join(groups(table(codec)))}\n" for name, codec in CODECS]
    path = pathlib.Path(__file__).parent.parent / "src/encoding/tables.txt"
    if "--check" in sys.argv:
        sys.exit(path.read_text() != "".join(lines))
    path.write_text("".join(lines))


main()
