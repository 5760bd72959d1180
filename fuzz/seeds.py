"""Seeds and dictionaries of the fuzz targets. Seeds are mainly samples, in the form of each target's inputs."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Targets whose inputs are a line that names a format or schema, followed by binary data.
FORMAT_LINE_TARGETS = {"frames_split", "inspect_agrees", "ksy_data", "ksy_write", "lists", "logs", "nested", "pictures", "roundtrip", "views"}
# Targets of FORMAT_LINE_TARGETS that read frames of protocols and messages of logs.
FRAME_TARGETS = {"frames_split", "ksy_data", "lists", "logs", "views"}
# Generated samples of the formats with frames: the name of the format, and the sample in hex.
GENERATED = "fuzz/generated.jsonl"
# Number and approximate size in bytes of the generated samples per format.
GENERATED_COUNT = 6
GENERATED_SIZE = 160
# Types of tables.
TABLES = ("csv", "ndjson", "parquet", "arrow", "arrow-stream")
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
    if target in ("escapes", "file_names", "text_cells"):
        return text_seeds(target)
    if target == "generate":
        named = [(name, f"{name} {seed} 64\n".encode()) for seed, name in enumerate(formats(root))]
        return named + [(path.name, b"- 1 64\n" + path.read_bytes()) for path in schemas(root)]
    if target == "json_encode":
        return [(f"{name}-empty", f"{name}\n{{}}".encode()) for name in formats(root)]
    found = []
    for path in samples(root):
        data = path.read_bytes()
        if len(data) <= MAX_SAMPLE_BYTES:
            found += named_seeds(target, path.parent.name, path.name, data, len(found))
    if target in FRAME_TARGETS | {"tables"}:
        for number, (name, data) in [*frames(root), *generated(root)]:
            found += named_seeds(target, name, str(number), data, len(found))
    return found


def named_seeds(target: str, name: str, file: str, data: bytes, index: int) -> list[tuple[str, bytes]]:
    """Returns the seeds for a file of a format. `index` varies the options of the seeds."""
    if target in FORMAT_LINE_TARGETS:
        heads = [name]
    elif target == "set":
        heads = [f"{name} #{index}={(index % 7, '0x1234', '-1.5', 'abc', '00ff')[index % 5]}"]
    elif target == "tables":
        table = TABLES[index % len(TABLES)]
        other = (f"{name} csv formulas", f"{name} ndjson split=message", f"struct:<IHf {table}")[index // 2 % 3]
        heads = [f"{name} {table}", other]
    else:
        heads = []
    seeds = [(f"{name}-{file}-{number}", head.encode() + b"\n" + data) for number, head in enumerate(heads)]
    return seeds or [(f"{name}-{file}", data)]


def text_seeds(target: str) -> list[tuple[str, bytes]]:
    """Returns seeds of the targets whose input is text."""
    values = ["", "a", "A", "a/b", "..", "other", "a%2Fb", "a~2", "=1+2", "-1", "@x", "\t", 'a"b', "a,b", "é\u202e", "\0"]
    values += ["::error::x", "##[error]x", "\x1b[31m", "x" * 300, "＝1", "\u2028", "\r\n"]
    if target == "escapes":
        return [(f"{number:03}", value.encode()) for number, value in enumerate(values)]
    if target == "file_names":
        lines = "\n".join([*values, f"p\t{values[1]}"])
        return [(f"{size:03}", f"{size}\n{lines}".encode()) for size in (32, 60, 200)]
    cells = "\x1f".join(["a", "b", "c"]) + "\x1e" + "\x1e".join("\x1f".join([v, "", v]) for v in values)
    single = "\x1e".join(["name", *values])
    return [(f"{table}-{i}", f"{table}\n{text}".encode()) for table in TABLES for i, text in enumerate((cells, single))]


def generated(root: Path):
    """Yields the generated samples of the formats with frames: index, and name of the format with the sample."""
    lines = (root / GENERATED).read_text().splitlines()
    for number, (name, sample) in enumerate(map(json.loads, lines)):
        yield f"generated-{number:03}", (name, bytes.fromhex(sample))


def generate(root: Path, program: str) -> None:
    """Writes the generated samples with a build of bytescope."""
    lines = []
    for path in sorted((root / "tests/vectors/protocols").glob("*.jsonl")):
        with tempfile.TemporaryDirectory() as folder:
            options = ["-c", str(GENERATED_COUNT), "--size", str(GENERATED_SIZE), "--seed", "1", "-o", folder]
            subprocess.run([program, "generate", "-f", path.stem, *options], check=True)
            samples = [file.read_bytes() for file in sorted(Path(folder).iterdir())]
            lines += [json.dumps([path.stem, sample.hex()]) for sample in samples]
    (root / GENERATED).write_text("".join(f"{line}\n" for line in lines))


def frames(root: Path):
    """Yields the recorded frames of all protocols: index, and name of the schema with the frame."""
    for path in sorted((root / "tests/vectors/protocols").glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines()[:MAX_FRAMES]):
            yield f"{number:03}", (path.stem, bytes.fromhex(json.loads(line)["frame"]))


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


if __name__ == "__main__":
    # `fuzz/seeds.py PROGRAM` generates the samples again.
    generate(Path(__file__).resolve().parent.parent, sys.argv[1])
