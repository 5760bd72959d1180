#!/usr/bin/env python3
"""peers.py JOB FILE: what people write in Python for a job on `<IHff` records. `--list` names those that can run.

A job imports only what it needs, so that each process pays for its own.
"""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAMES = ["timestamp", "sensor_id", "temperature", "humidity"]
FORMAT = "<IHff"


def columns(array: Any) -> dict[str, Any]:
    """Contiguous columns of a structured array."""
    import numpy

    return {name: numpy.ascontiguousarray(array[name]) for name in NAMES}


def in_memory(path: Path) -> dict[str, Any]:
    """The columns of a file, read."""
    import numpy

    return columns(numpy.fromfile(path, list(zip(NAMES, ["<u4", "<u2", "<f4", "<f4"]))))


def struct_csv(path: Path) -> None:
    """`struct` and `csv` of the standard library."""
    import csv
    import struct

    rows = csv.writer(sys.stdout)
    rows.writerow(NAMES)
    rows.writerows(struct.iter_unpack(FORMAT, path.read_bytes()))


def struct_json(path: Path) -> None:
    """`struct` and `json` of the standard library."""
    import json
    import struct

    for values in struct.iter_unpack(FORMAT, path.read_bytes()):
        print(json.dumps(dict(zip(NAMES, values))))


def frames(path: Path) -> None:
    """The good sensor frames of a noisy stream as CSV: `bytes.find`, `crc_hqx` and `struct`."""
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
    """The messages of a satellite receiver, decoded by pyubx2."""
    from pyubx2 import UBXReader

    with path.open("rb") as file:
        print(sum(1 for _, message in UBXReader(file, quitonerror=0) if message))


def polars_csv(path: Path) -> None:
    """Columns through numpy, text by polars."""
    import polars

    polars.DataFrame(in_memory(path)).write_csv(sys.stdout.buffer)


def polars_ndjson(path: Path) -> None:
    """Columns through numpy, text by polars."""
    import polars

    polars.DataFrame(in_memory(path)).write_ndjson(sys.stdout.buffer)


def numpy_columns(path: Path) -> None:
    """The columns out of a mapped file."""
    import numpy

    mapped = numpy.memmap(path, list(zip(NAMES, ["<u4", "<u2", "<f4", "<f4"])), "r")
    print([column[-1] for column in columns(mapped).values()])


def pyarrow_parquet(path: Path) -> None:
    """Plain Parquet by pyarrow, to the standard output."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table(in_memory(path))
    sink = pyarrow.PythonFile(sys.stdout.buffer, "w")
    pyarrow.parquet.write_table(table, sink, compression="none", use_dictionary=False)


PEERS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "struct-csv": (struct_csv, []),
    "struct-json": (struct_json, []),
    "frames": (frames, []),
    "ubx": (ubx, ["pyubx2"]),
    "polars-csv": (polars_csv, ["numpy", "polars"]),
    "polars-ndjson": (polars_ndjson, ["numpy", "polars"]),
    "numpy-columns": (numpy_columns, ["numpy"]),
    "pyarrow-parquet": (pyarrow_parquet, ["numpy", "pyarrow"]),
}


def main() -> None:
    """Runs a job, or says which ones can be run."""
    if sys.argv[1:] == ["--list"]:
        can = [name for name, (_, needs) in PEERS.items() if all(map(importlib.util.find_spec, needs))]
        print(*can)
        return
    PEERS[sys.argv[1]][0](Path(sys.argv[2]))


if __name__ == "__main__":
    main()
