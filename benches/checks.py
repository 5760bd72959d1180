"""Comparisons of the outputs of two programs. Each returns the difference, or "" if there is none."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """Two commands whose outputs must agree, and the comparison."""

    title: str
    ours: str
    theirs: str
    compare: Callable[[bytes, bytes], str]
    # Data of both commands, if different from that of the job.
    data: str = ""


def same_bytes(ours: bytes, theirs: bytes) -> str:
    """Compares byte for byte."""
    if ours == theirs:
        return ""
    pairs = zip(ours.splitlines() + [b"(end)"], theirs.splitlines() + [b"(end)"])
    line, pair = next(((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1]), (0, (b"", b"")))
    return f"line {line}: {pair[0][:90]!r} instead of {pair[1][:90]!r}"


def same_rows(ours: bytes, theirs: bytes) -> str:
    """Compares rows, ignoring the header."""
    return same_bytes(ours.partition(b"\n")[2], theirs.partition(b"\n")[2])


def same_text(ours: bytes, theirs: bytes) -> str:
    """Compares text, ignoring escape sequences."""
    return same_bytes(re.sub(rb"\x1b\[[\d;]*m", b"", ours), theirs)


def same_lines(ours: bytes, theirs: bytes) -> str:
    """Compares the number of lines."""
    found, expected = ours.count(b"\n"), theirs.count(b"\n")
    return "" if found == expected else f"{found} lines, not {expected}"


def same_digits(ours: bytes, theirs: bytes) -> str:
    """Compares hex digits, ignoring line breaks."""
    return same_bytes(b"".join(ours.split()), b"".join(theirs.split()))


def same_chunks(ours: bytes, theirs: bytes) -> str:
    """Compares PNG chunks: type, length and checksum of each."""
    other = json.loads(theirs)
    # Old releases of fq print the JSON as a string.
    other = json.loads(other) if isinstance(other, str) else other
    ours_list, other_list = (
        [(chunk["type"], chunk["length"], checksum(chunk["crc"])) for chunk in tree["chunks"]]
        for tree in (json.loads(ours), other)
    )
    if ours_list == other_list:
        return ""
    differ = next((pair for pair in zip(ours_list, other_list) if pair[0] != pair[1]), ("nothing", "more"))
    return f"{len(ours_list)} chunks, {len(other_list)} according to fq; first difference {differ}"


def checksum(value: int | str) -> int:
    """Converts a checksum to a number. Some releases of fq print hex digits."""
    return int(value, 16) if isinstance(value, str) else value


def same_formats(ours: bytes, theirs: bytes) -> str:
    """Compares detected formats: each title must contain the name of the file's format."""
    words = {".png": "PNG", ".bmp": "BMP|bitmap", ".wav": "WAV", ".zip": "ZIP", ".elf": "ELF"}
    line = re.compile(r"^(\S.*(\.\w{3})):\s+(.*)$", re.MULTILINE)
    views = []
    for text in (ours, theirs):
        found = line.findall(text.decode(errors="replace"))
        views.append({path: re.search(words[end], title, re.I) is not None for path, end, title in found})
    wrong = [path for path, right in views[1].items() if views[0].get(path) != right]
    return f"{len(wrong)} of {len(views[1])} files, first {wrong[0]}" if wrong else ""


def same_image_size(ours: bytes, theirs: bytes) -> str:
    """Compares width and height."""
    size = re.search(rb"(\d+) x (\d+)", theirs)
    if size is None:
        return f"file prints no size: {theirs[:200]!r}"
    for name, number in zip((b"width", b"height"), size.groups()):
        field = re.search(rb"\b\w*" + name + rb"\s+(-?[\d\s ]+)", ours)
        if field is None or re.sub(rb"\D", b"", field[1]) != number:
            return f"{name.decode()} is not {int(number)}"
    return ""
