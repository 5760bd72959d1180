"""Seeds and dictionaries of the fuzz targets. Seeds are mainly samples, in the form of each target's inputs."""

import json
import re
from pathlib import Path

# Targets whose inputs are a line that names a format or schema, followed by binary data.
FORMAT_LINE_TARGETS = {"inspect_agrees", "roundtrip", "ksy_data"}
# Maximum size of samples in bytes. Larger samples slow fuzzing down.
MAX_SAMPLE_BYTES = 16384
# Maximum number of frames per protocol. Further frames are similar.
MAX_FRAMES = 12


def seeds(root: Path, target: str, folder: Path) -> None:
    """Writes the seeds of a target."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in inputs(root, target):
        (folder / name).write_bytes(data)


def inputs(root: Path, target: str) -> list[tuple[str, bytes]]:
    """Returns the names and bytes of a target's seeds."""
    if target == "ksy_load":
        return [(path.name, path.read_bytes()) for path in schemas(root)]
    if target == "expr":
        texts = re.findall(r"(?:value|if|size|repeat-expr|repeat-until|pos): *'?([^'\n,}]+)", all_text(schemas(root)))
        return [(f"{number:03}", text.strip().encode()) for number, text in enumerate(sorted(set(texts)))]
    if target == "struct_format":
        vectors = (root / "tests/vectors/struct.jsonl").read_text().strip().split("\n")
        texts = sorted({json.loads(line)[1] for line in vectors})[::7]
        return [(f"{number:03}", text.encode() + b"\n" + bytes(range(64))) for number, text in enumerate(texts)]
    if target == "hexdump_reverse":
        pages = re.findall(r"(?:^[0-9a-f]{8} .*\n)+", all_text((root / "docs").glob("*.md")), re.MULTILINE)
        return [(f"{number:03}", text.encode()) for number, text in enumerate(pages)]
    if target == "json_encode":
        return [(f"{name}-empty", f"{name}\n{{}}".encode()) for name in formats(root)]
    found = []
    for path in samples(root):
        data = path.read_bytes()
        if len(data) > MAX_SAMPLE_BYTES:
            continue
        head = f"{path.parent.name}\n".encode() if target in FORMAT_LINE_TARGETS else b""
        if target == "frames_split":
            head = bytes([3, 1, 40, 7, 100, 2, 9, 250])
        found.append((f"{path.parent.name}-{path.name}", head + data))
    if target == "ksy_data":
        found += [(f"{name}-{number:03}", f"{name}\n".encode() + data) for number, (name, data) in frames(root)]
    return found


def frames(root: Path):
    """Yields the recorded frames of all protocols: index, and name of the schema with the frame."""
    for path in sorted((root / "tests/vectors/protocols").glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines()[:MAX_FRAMES]):
            yield number, (path.stem, bytes.fromhex(json.loads(line)["frame"]))


def dictionary(root: Path, target: str) -> str:
    """Returns the libFuzzer dictionary of a target: formats, magic, field names, and keys and constants of schemas."""
    words: set[bytes] = set()
    if target in ("ksy_load", "expr", "ksy_data"):
        text = all_text([*schemas(root), *(root / "ksy/src/model").glob("keys.rs")])
        words |= {word.encode() for word in re.findall(r"[a-z][a-z0-9-]{1,20}", text)}
        operators = "<< >> == != <= >= ? : and or not ~ % [ ] { } .as< sizeof< f\" * & -"
        words |= {operator.encode() for operator in operators.split()}
        words |= {b"0xffffffffffffffff", b"1000000000", b"-1", b"\n  ", b"\n    - id: "}
    if target != "ksy_load":
        for path in (root / "formats/src").rglob("*.rs"):
            words |= {magic(word) for word in re.findall(r'b"((?:[^"\\]|\\.){1,16})"', path.read_text())}
        words |= {f"{name}\n".encode() for name in formats(root)}
    if target in ("ksy_data", "detect", "ksy_load"):
        for path in (root / "formats/schemas").glob("*.ksy"):
            words |= constants(path.read_text())
    if target == "json_encode":
        for path in samples(root):
            tree = path.with_suffix(".tree")
            if tree.is_file():
                words |= {f'"{name}":'.encode() for name in re.findall(r"([a-z_]{2,30}) ", tree.read_text()[:4000])}
    return "".join(f'"{escaped(word)}"\n' for word in sorted(words) if word)


def constants(schema: str) -> set[bytes]:
    """Returns the constants of a schema, as far as a text search finds them."""
    found = set()
    for text in re.findall(r"contents: *\[([^\]]+)\]", schema):
        numbers = re.findall(r"0x[0-9a-fA-F]{1,2}|\b\d{1,3}\b", text)
        found.add(bytes(number for number in (int(text, 0) for text in numbers) if number < 256))
    found |= {text.encode() for text in re.findall(r"contents: *['\"]?([\w.:-]{2,16})", schema)}
    return found


def escaped(word: bytes) -> str:
    """Escapes a word for a libFuzzer dictionary."""
    plain = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word)
    return "".join(plain)


def magic(text: str) -> bytes:
    """Returns the bytes of a Rust byte string literal."""
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1")


def formats(root: Path) -> list[str]:
    """Returns the names of the formats with samples and of the built-in schemas."""
    with_samples = [path.name for path in (root / "samples").iterdir() if path.is_dir()]
    return sorted({*with_samples, *(path.stem for path in (root / "formats/schemas").glob("*.ksy"))})


def samples(root: Path) -> list[Path]:
    """Returns every sample."""
    files = (path for path in (root / "samples").glob("*/*") if path.suffix not in (".tree", ".py", ".md"))
    return sorted(path for path in files if path.is_file())


def schemas(root: Path) -> list[Path]:
    """Returns every schema, valid or invalid."""
    return sorted(path for folder in ("formats", "ksy", "fuzz/schemas") for path in (root / folder).rglob("*.ksy"))


def all_text(paths) -> str:
    """Returns the concatenated content of files."""
    return "\n".join(path.read_text(errors="replace") for path in paths)
