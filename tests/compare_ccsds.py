#!/usr/bin/env python3
"""Compares the space packets that `bytescope decode` finds in real files with those of ccsdspy, also after damage.

    pip install ccsdspy==2.0.1
    tests/compare_ccsds.py --program target/release/bytescope [--damage 300] FILE...

The tests of ccsdspy and space_packet_parser contain files of real missions:

    pip download --no-deps --no-binary :all: ccsdspy space_packet_parser

The output lists, per file, the packets of ccsdspy, those lost and those invented by the program (offset, size and APID are
compared). With --damage, one byte is removed, inserted or changed at COUNT random positions, one per run (fixed seed).
A packet is lost if it is found in the undamaged file and the damage is neither in it nor in an adjacent packet. A packet
is invented if no packet of the undamaged file starts at its offset. The status is 1 if an undamaged file differs.
"""

import argparse
import io
import json
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from ccsdspy import utils

MAX_PREFIX = 16
# Size of the part of a file that is damaged.
DAMAGED = 100_000


def packets(data):
    """Returns the size of the prefix of each packet, and the packets (offset, size, APID), if they fill the file."""
    for prefix in range(MAX_PREFIX + 1):
        found, at = [], 0
        while at + prefix + 7 <= len(data):
            header = data[at + prefix:at + prefix + 6]
            size = utils.get_packet_total_bytes(header)
            if header[0] >> 5 or at + prefix + size > len(data):
                break
            found.append((at + prefix, size, utils.get_packet_apid(header)))
            at += prefix + size
        # The last packet of a file may be truncated.
        if found and len(data) - at < prefix + 7 or len(found) > 3 and prefix == 0 and at > len(data) * 0.9:
            return prefix, found
    return None, []


def iterated(data):
    """Returns the packets of ccsdspy's iterator."""
    found, at = [], 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for packet in utils.iter_packet_bytes(io.BytesIO(data)):
            found.append((at, len(packet), utils.get_packet_apid(packet[:6])))
            at += len(packet)
    return found


def decoded(program, data):
    """Returns the packets that the program decodes."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(data)
        file.flush()
        command = [program, "decode", "-f", "ccsds", "--to", "ndjson", "-q", "--columns"]
        command += ["offset,apid,packet_data_length", file.name]
        out = subprocess.run(command, capture_output=True, check=False).stdout
    rows = map(json.loads, out.splitlines())
    return [(row["offset"], row["packet_data_length"] + 7, row["apid"]) for row in rows]


def damage(rng, data, kind):
    """Returns the damaged data, the offset, and a function from an original offset to the possible new ones."""
    at = rng.randrange(len(data))
    if kind == "remove":
        return data[:at] + data[at + 1:], at, lambda start: {start - (start > at)}
    if kind == "insert":
        byte = bytes([rng.randrange(256)])
        return data[:at] + byte + data[at:], at, lambda start: {start, at + 1} if start == at else {start + (start > at)}
    byte = bytes([data[at] ^ rng.randrange(1, 256)])
    return data[:at] + byte + data[at + 1:], at, lambda start: {start}


def damage_runs(program, data, truth, count):
    """Yields the damage and the numbers of lost and invented packets of each run."""
    rng = random.Random(19)
    truth = [packet for packet in truth if sum(packet[:2]) <= DAMAGED]
    if not truth:
        return
    data = data[:sum(truth[-1][:2])]
    undamaged = {start for start, _, _ in decoded(program, data)}
    known = undamaged | {start for start, _, _ in truth}
    kinds = ("remove", "insert", "change")
    for run in range(count):
        kind = kinds[run % 3]
        damaged, at, moved = damage(rng, data, kind)
        found = {start for start, _, _ in decoded(program, damaged)}
        # The damage may be in a prefix, or between two packets.
        touched = max((index for index, (start, _, _) in enumerate(truth) if start <= at), default=-1)
        reach = 2 if touched < 0 or at >= sum(truth[touched][:2]) or kind == "insert" and at == truth[touched][0] else 1
        spared = range(touched - reach, touched + reach + 1)
        kept = (start for index, (start, _, _) in enumerate(truth) if index not in spared and start in undamaged)
        lost = sum(not moved(start) & found for start in kept)
        originals = set().union(*map(moved, known))
        yield kind, at, lost, len(found - originals)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="bytescope")
    parser.add_argument("--damage", type=int, default=0, metavar="COUNT")
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    wrong = 0
    for path in args.files:
        data = path.read_bytes()
        prefix, truth = packets(data)
        if prefix is None:
            print(f"{path.name}: no packets that fill the file")
            continue
        found = decoded(args.program, data)
        lost, invented = sorted(set(truth) - set(found)), sorted(set(found) - set(truth))
        wrong += bool(lost or invented)
        agree = "" if prefix or iterated(data)[:len(truth)] == truth else ", iterator of ccsdspy differs"
        print(f"{path.name}: prefix {prefix}, {len(truth)} packets, {len({apid for _, _, apid in truth})} APIDs, "
              f"lost {len(lost)}, invented {len(invented)}{agree}", *lost[:3], *invented[:3], flush=True)
        runs = list(damage_runs(args.program, data, truth, args.damage))
        if runs:
            cases = sorted((run for run in runs if run[2] or run[3]), key=lambda run: -run[2] - run[3])
            print(f"  damage: {len(runs)} runs, with lost packets {sum(run[2] > 0 for run in runs)} (at most "
                  f"{max(run[2] for run in runs)}), with invented packets {sum(run[3] > 0 for run in runs)} (at most "
                  f"{max(run[3] for run in runs)})")
            for kind, at, lost, invented in cases[:6]:
                print(f"    {kind} at {at}: lost {lost}, invented {invented}", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
