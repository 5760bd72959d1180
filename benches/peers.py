#!/usr/bin/env python3
"""peers.py JOB FILE: typical Python solutions of jobs. `--list` prints the jobs that can run.

Each job imports only the packages it needs, so that its time does not include other imports.
"""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAMES = ["timestamp", "sensor_id", "temperature", "humidity"]
FORMAT = "<IHff"


def columns(array: Any) -> dict[str, Any]:
    """Returns contiguous columns of a structured array."""
    import numpy

    return {name: numpy.ascontiguousarray(array[name]) for name in NAMES}


def in_memory(path: Path) -> dict[str, Any]:
    """Reads the columns of a file with numpy."""
    import numpy

    return columns(numpy.fromfile(path, list(zip(NAMES, ["<u4", "<u2", "<f4", "<f4"]))))


def struct_csv(path: Path) -> None:
    """Writes CSV with `struct` and `csv`."""
    import csv
    import struct

    rows = csv.writer(sys.stdout)
    rows.writerow(NAMES)
    rows.writerows(struct.iter_unpack(FORMAT, path.read_bytes()))


def struct_json(path: Path) -> None:
    """Writes NDJSON with `struct` and `json`."""
    import json
    import struct

    for values in struct.iter_unpack(FORMAT, path.read_bytes()):
        print(json.dumps(dict(zip(NAMES, values))))


def frames(path: Path) -> None:
    """Writes the valid sensor frames of a noisy stream as CSV with `bytes.find`, `crc_hqx` and `struct`."""
    import binascii
    import csv
    import struct

    data, at, record = path.read_bytes(), 0, struct.Struct(FORMAT)
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(NAMES)
    while (at := data.find(b"\xaa\x55", at)) >= 0:
        end = at + 18
        if data[at + 3 : at + 4] == b"\x0e" and data[end : end + 2] == binascii.crc_hqx(
            data[at + 2 : end], 0xFFFF
        ).to_bytes(2, "little"):
            rows.writerow(record.unpack_from(data, at + 4))
            at += 20
        else:
            at += 1


def ubx(path: Path) -> None:
    """Decodes the messages of a GNSS receiver with pyubx2 and prints their number."""
    from pyubx2 import UBXReader

    with path.open("rb") as file:
        print(sum(1 for _, message in UBXReader(file, quitonerror=0) if message))


def polars_csv(path: Path) -> None:
    """Reads columns with numpy and writes CSV with polars."""
    import polars

    polars.DataFrame(in_memory(path)).write_csv(sys.stdout.buffer)


def polars_ndjson(path: Path) -> None:
    """Reads columns with numpy and writes NDJSON with polars."""
    import polars

    polars.DataFrame(in_memory(path)).write_ndjson(sys.stdout.buffer)


def numpy_columns(path: Path) -> None:
    """Copies columns from a mapped file with numpy."""
    import numpy

    mapped = numpy.memmap(path, list(zip(NAMES, ["<u4", "<u2", "<f4", "<f4"])), "r")
    print([column[-1] for column in columns(mapped).values()])


def pyarrow_parquet(path: Path) -> None:
    """Writes plain Parquet with pyarrow."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table(in_memory(path))
    sink = pyarrow.PythonFile(sys.stdout.buffer, "w")
    pyarrow.parquet.write_table(table, sink, compression="none", use_dictionary=False)


def construct_build(path: Path) -> None:
    """Encodes JSON as sensor records with construct."""
    import json

    from construct import Float32l, GreedyRange, Int16ul, Int32ul, Struct

    types = [Int32ul, Int16ul, Float32l, Float32l]
    record = Struct(*(name / kind for name, kind in zip(NAMES, types)))
    file = Struct("records" / GreedyRange(record))
    sys.stdout.buffer.write(file.build(json.loads(path.read_bytes())))


PEERS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "struct-csv": (struct_csv, []),
    "struct-json": (struct_json, []),
    "frames": (frames, []),
    "ubx": (ubx, ["pyubx2"]),
    "construct-build": (construct_build, ["construct"]),
    "polars-csv": (polars_csv, ["numpy", "polars"]),
    "polars-ndjson": (polars_ndjson, ["numpy", "polars"]),
    "numpy-columns": (numpy_columns, ["numpy"]),
    "pyarrow-parquet": (pyarrow_parquet, ["numpy", "pyarrow"]),
}


def main() -> None:
    """Runs a job, or lists the jobs that can run."""
    if sys.argv[1:] == ["--list"]:
        can = [name for name, (_, needs) in PEERS.items() if all(map(importlib.util.find_spec, needs))]
        print(*can)
        return
    PEERS[sys.argv[1]][0](Path(sys.argv[2]))


if __name__ == "__main__":
    main()
