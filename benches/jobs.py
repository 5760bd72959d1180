"""What is measured: each job with its commands, its goals and its checks, as data.

A command line is split as a shell would; `{}` stands for the paths of its data, BYTESCOPE for the
program that was built, EXAMPLE/x for an example that was built with it, PYTHON for the Python that runs
this, PEER/x for the job x of peers.py, and REF/x for a near-limit reference.
"""

from dataclasses import dataclass

from pathlib import Path

import checks
from checks import Check

# The programs that others wrote, and how to get each where it is missing.
PEERS = {
    "file": "apt-get install file",
    "fq": "apt-get install fq, or a newer one: go install github.com/wader/fq@latest",
    "xxd": "apt-get install xxd",
    "hexdump": "apt-get install bsdextrautils",
    "hexyl": "apt-get install hexyl, or a newer one: cargo install hexyl",
}
# Packages of Python that some of peers.py need.
PACKAGES = "a virtual environment with numpy, polars and pyarrow, given as --python"
# Sensor records to a table.
DECODE = "BYTESCOPE decode -q -f sensor {} --to"
# A log of a satellite receiver.
UBX = "BYTESCOPE decode -q -f ubx {}"
# Sensor frames out of noise.
FRAMES = "BYTESCOPE decode -q -f sensor_frame {}"
# The same by a schema, whose fields stand in a body.
SCHEMA = f"BYTESCOPE decode -q -s {Path(__file__).parent / 'frame.ksy'} {{}}"
COLUMNS = "timestamp,sensor_id,temperature,humidity"
BODY = ",".join(f"body.{name}" for name in COLUMNS.split(","))


@dataclass(frozen=True)
class Row:
    """A command to be measured."""

    label: str
    command: str
    # The data it reads, where that is not the job's: a slow peer gets less, and throughput is compared.
    data: str = ""
    # The peer it cannot do without, where that is not its first word.
    needs: str = ""

    def program(self) -> str:
        """The name of the program that must be there."""
        return self.needs or self.command.split()[0]


@dataclass(frozen=True)
class AtMost:
    """A goal: no more than this much of `wall` (ms) or `peak` (MB of memory)."""

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
    """Commands for one task, measured by turns."""

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
        checks=(Check("chunks as fq names them", "BYTESCOPE --json {}", "fq tojson {}", checks.same_chunks),),
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
            Check("formats as file names them", "BYTESCOPE inspect --depth 0 {}", "file {}", checks.same_formats),
            Check("every file is good", "BYTESCOPE check --quiet {}", "true", checks.same_bytes),
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
        checks=(Check("chunks as fq names them", "BYTESCOPE --json {}", "fq tojson {}", checks.same_chunks),),
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
        checks=(Check("width and height as file has them", "BYTESCOPE {}", "file {}", checks.same_image_size),),
    ),
    Job(
        "dump",
        "hex dump of random bytes",
        data="random32",
        unit="MB",
        rows=(
            Row("bytescope", "BYTESCOPE dump --color=never {}"),
            Row("bytescope, colour", "BYTESCOPE dump --color=always {}"),
            Row("hexfast (limit)", "REF/hexfast {} canon simd"),
            Row("hexfast, colour (limit)", "REF/hexfast {} color"),
            Row("xxd", "xxd {}"),
            Row("hexdump -C", "hexdump -C {}", data="random4"),
            Row("hexyl, colour", "hexyl --color=always {}", data="random4"),
        ),
        goals=(Faster("xxd", 10), Faster("hexyl, colour", 12, row="bytescope, colour")),
        checks=(
            Check("bytes as hexdump -C has them", "BYTESCOPE dump {}", "hexdump -C {}", checks.same_bytes, "random4"),
            Check("a run of zeros too", "BYTESCOPE dump {}", "hexdump -C {}", checks.same_bytes, "zeros"),
            Check("digits as xxd -p has them", "BYTESCOPE dump --plain {}", "xxd -p {}", checks.same_digits, "random4"),
            Check(
                "colour changes no character",
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
            Check("text as the reference has it", f"{DECODE} csv", "REF/rec_fast {} csv", checks.same_bytes, "records1m"),
            Check("text as polars has it", f"{DECODE} csv", "PEER/polars-csv {}", checks.same_bytes, "records1m"),
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
            Check("text as the reference has it", f"{FRAMES} --columns {COLUMNS}", "REF/frames {} slice csv",
                checks.same_bytes),
            Check("as many rows as Python finds", f"{FRAMES} --columns {COLUMNS}", "PEER/frames {}",
                checks.same_lines, "frames50k"),
        ),
    ),
    Job(
        "frames-ksy",
        "5 million sensor frames by a schema, beside those of a Rust type",
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
            Check("the rows of the Rust type", f"{SCHEMA} --columns {BODY}", f"{FRAMES} --columns {COLUMNS}",
                checks.same_rows),
        ),
    ),
    Job(
        "ubx",
        "a log of a satellite receiver, 350 000 messages",
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
            Check("text as the reference has it", f"{DECODE} ndjson", "REF/rec_fast {} ndjson", checks.same_bytes, "records1m"),
        ),
    ),
    Job(
        "columns",
        "20 million records of <IHff to columns in memory, by the library",
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
            Check("bytes as Python has them", "BYTESCOPE struct pack --raw <IHff 1 7 21.5 40",
                "python3 -c \"import struct, sys; sys.stdout.buffer.write(struct.pack('<IHff', 1, 7, 21.5, 40))\"",
                checks.same_bytes),
        ),
    ),
)
