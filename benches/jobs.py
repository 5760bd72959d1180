"""Jobs: commands, goals and checks.

Command lines are split as in a shell. `{}` is replaced with the paths of the data, BYTESCOPE with the program,
EXAMPLE/x with an example of the library, PYTHON with the Python interpreter of the peers, PEER/x with job x of
peers.py, and REF/x with a reference program.
"""

from dataclasses import dataclass

from pathlib import Path

import checks
from checks import Check

# Peers and their installation commands.
PEERS = {
    "file": "apt-get install file",
    "fq": "apt-get install fq, or a newer one: go install github.com/wader/fq@latest",
    "xxd": "apt-get install xxd",
    "hexdump": "apt-get install bsdextrautils",
    "tcpdump": "apt-get install tcpdump",
    "unzip": "apt-get install unzip",
    "hexyl": "apt-get install hexyl, or a newer one: cargo install hexyl",
}
# Requirements of some jobs of peers.py.
PACKAGES = "a virtual environment with numpy, polars and pyarrow, given as --python"
# Converts sensor records to a table.
DECODE = "BYTESCOPE decode -q -f sensor {} --to"
# Decodes a log of a GNSS receiver.
UBX = "BYTESCOPE decode -q -f ubx {}"
# Decodes sensor frames in noise.
FRAMES = "BYTESCOPE decode -q -f sensor_frame {}"
# Decodes the same frames with a schema. Its columns are those of the substructure `body`.
SCHEMA = f"BYTESCOPE decode -q -s {Path(__file__).parent / 'frame.ksy'} {{}}"
# Checks and decodes a log with the schema log.ksy.
LOG = f"-s {Path(__file__).parent / 'log.ksy'} {{}}"
ENTRIES = f"-s {Path(__file__).parent / 'tlv.ksy'} {{}}"
# Encodes or changes sensor records with a schema.
RECORDS = f"-s {Path(__file__).parent / 'records.ksy'} {{}}"
COLUMNS = "timestamp,sensor_id,temperature,humidity"
BODY = ",".join(f"body.{name}" for name in COLUMNS.split(","))


@dataclass(frozen=True)
class Row:
    """A command to measure."""

    label: str
    command: str
    # Data, if different from that of the job: slow peers have a smaller input.
    data: str = ""
    # Required program, if different from the first word.
    needs: str = ""

    def program(self) -> str:
        """Returns the name of the required program."""
        return self.needs or self.command.split()[0]


@dataclass(frozen=True)
class AtMost:
    """A goal: at most `limit` of `wall` (ms) or `peak` (MB of memory)."""

    what: str
    limit: float
    row: str = "bytescope"


@dataclass(frozen=True)
class Faster:
    """A goal: at least `times` the throughput of the peer."""

    peer: str
    times: float
    row: str = "bytescope"


@dataclass(frozen=True)
class Job:
    """A task and the commands that perform it, which are measured alternately."""

    name: str
    title: str
    data: str
    unit: str
    rows: tuple[Row, ...]
    goals: tuple[AtMost | Faster, ...]
    checks: tuple[Check, ...] = ()
    rounds: int = 5


JOBS = (
    Job(
        "start-up",
        "every field of one small PNG",
        data="one",
        unit="runs",
        rounds=25,
        rows=(
            Row("bytescope", "BYTESCOPE {}"),
            Row("pngwalk (limit)", "REF/pngwalk {}"),
            Row("true", "true"),
            Row("xxd | head", "sh -c 'xxd \"$0\" | head' {}", needs="xxd"),
            Row("file", "file {}"),
            Row("fq d", "fq d {}"),
            Row("python3 -c pass", "PYTHON -c pass"),
        ),
        goals=(AtMost("wall", 1.5),),
        checks=(Check("chunks equal those of fq", "BYTESCOPE --json {}", "fq tojson {}", checks.same_chunks),),
    ),
    Job(
        "small-files",
        "every field of 2000 small files (png, bmp, wav, zip, elf) in one call",
        data="small",
        unit="files",
        rows=(
            Row("bytescope", "BYTESCOPE inspect {}"),
            Row("pngwalk (limit)", "REF/pngwalk {}"),
            Row("file", "file {}"),
            Row("fq tojson", "fq tojson {}", data="small_fq"),
        ),
        goals=(Faster("file", 5),),
        checks=(
            Check("formats equal those of file", "BYTESCOPE inspect --depth 0 {}", "file {}", checks.same_formats),
            Check("every file is valid", "BYTESCOPE check --quiet {}", "true", checks.same_bytes),
        ),
    ),
    Job(
        "json",
        "a PNG of 20 000 chunks to JSON",
        data="chunks",
        unit="chunks",
        rows=(
            Row("bytescope", "BYTESCOPE --json {}"),
            Row("pngwalk (limit)", "REF/pngwalk {}"),
            Row("fq tojson", "fq tojson {}"),
        ),
        goals=(AtMost("wall", 40),),
        checks=(Check("chunks equal those of fq", "BYTESCOPE --json {}", "fq tojson {}", checks.same_chunks),),
    ),
    Job(
        "encode",
        "JSON of 1 million sensor records to the file, with a schema",
        data="values",
        unit="items",
        rounds=3,
        rows=(
            Row("bytescope", f"BYTESCOPE encode {RECORDS}"),
            Row("bytescope, built-in type", "BYTESCOPE encode -f sensor {}"),
            Row("construct", "PEER/construct-build {}"),
        ),
        goals=(Faster("bytescope, built-in type", 0.5), Faster("construct", 20)),
        checks=(
            Check(
                "bytes equal those of construct",
                f"BYTESCOPE encode {RECORDS}",
                "PEER/construct-build {}",
                checks.same_bytes,
            ),
        ),
    ),
    Job(
        "set",
        "one field of 20 million records (280 MB), in place",
        data="records",
        unit="runs",
        rows=(Row("bytescope", f"BYTESCOPE set {RECORDS} records[9000000].sensor_id=7 --in-place"),),
        goals=(AtMost("wall", 50), AtMost("peak", 20)),
    ),
    Job(
        "big-bmp",
        "every field of an 8000x8000 BMP (192 MB)",
        data="big",
        unit="runs",
        rounds=15,
        rows=(
            Row("bytescope", "BYTESCOPE {}"),
            Row("file", "file {}"),
        ),
        goals=(AtMost("wall", 2), AtMost("peak", 10)),
        checks=(Check("width and height equal those of file", "BYTESCOPE {}", "file {}", checks.same_image_size),),
    ),
    Job(
        "dump",
        "hex dump of random bytes",
        data="random32",
        unit="MB",
        rows=(
            Row("bytescope", "BYTESCOPE dump --color=never {}"),
            Row("bytescope, color", "BYTESCOPE dump --color=always {}"),
            Row("hexfast (limit)", "REF/hexfast {} canon simd"),
            Row("hexfast, color (limit)", "REF/hexfast {} color"),
            Row("xxd", "xxd {}"),
            Row("hexdump -C", "hexdump -C {}", data="random4"),
            Row("hexyl, color", "hexyl --color=always {}", data="random4"),
        ),
        goals=(Faster("xxd", 10), Faster("hexyl, color", 12, row="bytescope, color")),
        checks=(
            Check("bytes as in hexdump -C", "BYTESCOPE dump {}", "hexdump -C {}", checks.same_bytes, "random4"),
            Check("repeated lines as in hexdump -C", "BYTESCOPE dump {}", "hexdump -C {}", checks.same_bytes, "zeros"),
            Check("digits as in xxd -p", "BYTESCOPE dump --plain {}", "xxd -p {}", checks.same_digits, "random4"),
            Check(
                "color does not change the text",
                "BYTESCOPE dump --color=always {}",
                "BYTESCOPE dump --color=never {}",
                checks.same_text,
                "random4",
            ),
        ),
    ),
    Job(
        "csv",
        "20 million records of <IHff to CSV",
        data="records",
        unit="records",
        rows=(
            Row("bytescope", f"{DECODE} csv --threads 1"),
            Row("bytescope, 2 threads", f"{DECODE} csv --threads 2"),
            Row("rec_fast (limit)", "REF/rec_fast {} csv 1 read"),
            Row("rec_fast, 2 threads", "REF/rec_fast {} csv 2 read"),
            Row("struct + csv", "PEER/struct-csv {}", data="records1m"),
            Row("polars", "PEER/polars-csv {}"),
        ),
        goals=(
            Faster("rec_fast (limit)", 0.8),
            Faster("struct + csv", 50),
            Faster("polars", 1.2),
            Faster("bytescope", 1.6, row="bytescope, 2 threads"),
            AtMost("peak", 16),
            AtMost("peak", 16, row="bytescope, 2 threads"),
        ),
        checks=(
            Check("text equals that of the reference", f"{DECODE} csv", "REF/rec_fast {} csv", checks.same_bytes, "records1m"),
            Check("text equals that of polars", f"{DECODE} csv", "PEER/polars-csv {}", checks.same_bytes, "records1m"),
        ),
    ),
    Job(
        "frames",
        "5 million sensor frames found in noise and verified",
        data="frames",
        unit="frames",
        rows=(
            Row("bytescope", f"{FRAMES} --count"),
            Row("bytescope, 1 thread", f"{FRAMES} --count --threads 1"),
            Row("frames (limit)", "REF/frames {} slice verify"),
        ),
        goals=(Faster("frames (limit)", 0.7), AtMost("peak", 16)),
    ),
    Job(
        "frames-csv",
        "5 million sensor frames found in noise, to CSV",
        data="frames",
        unit="frames",
        rows=(
            Row("bytescope", f"{FRAMES} --columns {COLUMNS}"),
            Row("bytescope, 1 thread", f"{FRAMES} --columns {COLUMNS} --threads 1"),
            Row("frames (limit)", "REF/frames {} slice csv"),
            Row("find, crc_hqx, struct", "PEER/frames {}", data="frames50k"),
        ),
        goals=(Faster("frames (limit)", 0.8), Faster("find, crc_hqx, struct", 35), AtMost("peak", 16)),
        checks=(
            Check("text equals that of the reference", f"{FRAMES} --columns {COLUMNS}", "REF/frames {} slice csv",
                checks.same_bytes),
            Check("number of rows equals that of Python", f"{FRAMES} --columns {COLUMNS}", "PEER/frames {}",
                checks.same_lines, "frames50k"),
        ),
    ),
    Job(
        "frames-ksy",
        "5 million sensor frames with a schema, compared with a Rust type",
        data="frames",
        unit="frames",
        rows=(
            Row("bytescope", f"{SCHEMA} --count --threads 1"),
            Row("Rust type, verify", f"{FRAMES} --count --threads 1"),
            Row("schema, CSV", f"{SCHEMA} --threads 1"),
            Row("Rust type, CSV", f"{FRAMES} --threads 1"),
        ),
        goals=(
            Faster("Rust type, verify", 0.67),
            Faster("Rust type, CSV", 0.67, row="schema, CSV"),
            AtMost("peak", 16),
        ),
        checks=(
            Check("rows equal those of the Rust type", f"{SCHEMA} --columns {BODY}", f"{FRAMES} --columns {COLUMNS}",
                checks.same_rows),
        ),
    ),
    Job(
        "ubx",
        "a log of a GNSS receiver, 350 000 messages",
        data="ubx",
        unit="MB",
        rows=(
            Row("bytescope", f"{UBX} --to ndjson"),
            Row("bytescope, 1 thread", f"{UBX} --to ndjson --threads 1"),
            Row("bytescope, count", f"{UBX} --count --threads 1"),
            Row("pyubx2", "PEER/ubx {}", data="ubx3500"),
        ),
        goals=(Faster("pyubx2", 50), AtMost("peak", 16)),
    ),
    Job(
        "ndjson",
        "20 million records of <IHff to NDJSON",
        data="records",
        unit="records",
        rows=(
            Row("bytescope", f"{DECODE} ndjson --threads 1"),
            Row("bytescope, 2 threads", f"{DECODE} ndjson --threads 2"),
            Row("rec_fast (limit)", "REF/rec_fast {} ndjson 1 read"),
            Row("struct + json", "PEER/struct-json {}", data="records1m"),
            Row("polars", "PEER/polars-ndjson {}"),
        ),
        goals=(
            Faster("rec_fast (limit)", 0.8),
            Faster("struct + json", 100),
            AtMost("peak", 16),
            AtMost("peak", 16, row="bytescope, 2 threads"),
        ),
        checks=(
            Check("text equals that of the reference", f"{DECODE} ndjson", "REF/rec_fast {} ndjson", checks.same_bytes, "records1m"),
        ),
    ),
    Job(
        "columns",
        "20 million records of <IHff to columns in memory, with the library",
        data="records",
        unit="records",
        rows=(
            Row("columns", "EXAMPLE/columns {}"),
            Row("columns.c (limit)", "REF/columns {} read"),
            Row("numpy memmap", "PEER/numpy-columns {}"),
        ),
        goals=(Faster("numpy memmap", 1.2, row="columns"),),
    ),
    Job(
        "parquet",
        "20 million records of <IHff to plain Parquet",
        data="records",
        unit="records",
        rows=(
            Row("bytescope", f"{DECODE} parquet"),
            Row("bytescope, 1 thread", f"{DECODE} parquet --threads 1"),
            Row("pyarrow", "PEER/pyarrow-parquet {}"),
        ),
        goals=(Faster("pyarrow", 1.5), Faster("pyarrow", 1.5, row="bytescope, 1 thread")),
    ),
    Job(
        "long-list",
        "a log of 2.8 million records (100 MB) with a schema",
        data="log",
        unit="MB",
        rows=(
            Row("bytescope", f"BYTESCOPE check {LOG}"),
            Row("decode --count", f"BYTESCOPE decode -q {LOG} --count --threads 1"),
            Row("inspect", f"BYTESCOPE inspect {LOG}"),
            Row("inspect --path", f"BYTESCOPE inspect --path records[2799999] {LOG}"),
            Row("eval", f"BYTESCOPE eval {LOG} records.size"),
        ),
        goals=(
            Faster("decode --count", 0.77),
            AtMost("peak", 32),
            AtMost("peak", 32, row="inspect"),
            AtMost("peak", 32, row="inspect --path"),
        ),
    ),
    Job(
        "schema-columns",
        "500 000 records with a schema: bit fields, a list of a nested type, a type switch",
        data="log500k",
        unit="MB",
        rows=(
            Row("bytescope", f"BYTESCOPE decode -q {LOG} --columns time --threads 1"),
            Row("all columns", f"BYTESCOPE decode -q {LOG} --threads 1"),
            Row("all columns, 2 threads", f"BYTESCOPE decode -q {LOG} --threads 2"),
            Row("Parquet", f"BYTESCOPE decode -q {LOG} --threads 1 --to parquet"),
            Row("Arrow", f"BYTESCOPE decode -q {LOG} --threads 1 --to arrow"),
            Row("check", f"BYTESCOPE check {LOG}"),
        ),
        goals=(Faster("all columns", 1.6, row="all columns, 2 threads"), AtMost("peak", 32)),
    ),
    Job(
        "entries",
        "one million entries of variable size with a schema",
        data="entries",
        unit="MB",
        rows=(
            Row("bytescope", f"BYTESCOPE check {ENTRIES}"),
            Row("NDJSON", f"BYTESCOPE decode -q {ENTRIES} --to ndjson --threads 1"),
        ),
        goals=(AtMost("peak", 32),),
    ),
    Job(
        "packets",
        "a capture of 112 000 packets",
        data="packets",
        unit="MB",
        rows=(
            Row("bytescope", "BYTESCOPE check {}"),
            Row("tcpdump", "tcpdump -n -r {}"),
        ),
        goals=(Faster("tcpdump", 0.67), AtMost("peak", 32)),
    ),
    Job(
        "archive",
        "a ZIP archive of 34 000 entries",
        data="archive",
        unit="MB",
        rows=(
            Row("bytescope", "BYTESCOPE check {}"),
            Row("unzip -l", "unzip -l {}"),
            Row("unzip -t", "unzip -tqq {}"),
        ),
        goals=(Faster("unzip -l", 0.67), AtMost("peak", 32)),
    ),
    Job(
        "long-png",
        "a PNG of 20 000 chunks",
        data="chunks",
        unit="MB",
        rows=(Row("bytescope", "BYTESCOPE check {}"),),
        goals=(AtMost("peak", 32),),
    ),
    Job(
        "pack",
        "one record from the command line",
        data="one",
        unit="runs",
        rounds=25,
        rows=(
            Row("bytescope", "BYTESCOPE struct pack --raw <IHff 1700000000 7 21.5 40"),
            Row("python3 -c", "python3 -c \"import struct, sys; "
                "sys.stdout.buffer.write(struct.pack('<IHff', 1700000000, 7, 21.5, 40))\""),
        ),
        goals=(AtMost("wall", 1.5), Faster("python3 -c", 20)),
        checks=(
            Check("bytes equal those of Python", "BYTESCOPE struct pack --raw <IHff 1 7 21.5 40",
                "python3 -c \"import struct, sys; sys.stdout.buffer.write(struct.pack('<IHff', 1, 7, 21.5, 40))\"",
                checks.same_bytes),
        ),
    ),
)
