"""What is measured: each job with its commands, its goals and its checks, as data.

A command line is split as a shell would; `{}` stands for the paths of its data, BYTESCOPE for the
program that was built, PYTHON for the Python that runs this, and REF/x for a near-limit reference.
"""

from dataclasses import dataclass

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
)
