#!/usr/bin/env python3
"""Compares the fields that `bytescope decode` finds in captures with those of independent programs, value by value.

    pip install pyubx2==1.4.0 pyrtcm==1.2.1 pynmeagps==1.1.8 pymavlink==2.4.50 pyyaml==6.0.3
    tests/compare_protocols.py --program target/release/bytescope [--mavlink-common] CAPTURE...

A capture is a file with UBX, NMEA and RTCM 3 frames, a MAVLink stream (*.tlog, *.mavlink), or a Python file: all bytes and strings in it
are captures. The tests of the packages contain frames of real receivers:

    pip download --no-deps --no-binary :all: pyubx2 pynmeagps pyrtcm

The output lists, per protocol, the frames and values compared, the share of frames that are decoded to fields, the share
whose fields all have names, and the values that differ. The status is 1 if values differ that EXPLAINED does not name.
"""

import argparse
import ast
import datetime
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import yaml

SCHEMAS = Path(__file__).parent.parent / "formats/schemas"
# Differences that are properties of the other program, by protocol and name of the value.
EXPLAINED = {
    ("ubx", "cfg_navx5.minCNO"): "two fields with this name",
    **{("ubx", f"nav_daheading.acc{name}"): "0.1 mm, except in version 2" for name in ("N", "E", "D", "Length")},
    ("nmea", "GGA.diffStation"): "identifier, text here and a number there",
    ("nmea", "GNS.diffStation"): "identifier, text here and a number there",
    ("nmea", "GSV.svid"): "sentence with an incomplete last satellite, whose first field is the signal ID there",
}
# Values to which pyubx2 adds those of another field, which has the high-precision part in tenths.
WITH_HIGH_PRECISION = {
    "nav_hpposllh.height", "nav_hpposllh.hMSL", "nav_daheading.relPosN", "nav_daheading.relPosE", "nav_daheading.relPosD",
    "nav_daheading.relPosLength", "nav_relposned.relPosN", "nav_relposned.relPosE", "nav_relposned.relPosD",
    "nav_relposned.relPosLength",
}
# Names in the schemas of values that have no name in common with the other program.
UBX_NAMES = {"second": "sec"}
RTCM_NAMES = {
    **dict.fromkeys(["DF004", "DF034", "DF248", "DF427", "DF546"], "gnss_epoch_time"),
    "DF422_1": "has_l1_ca", "DF422_2": "has_l1_p", "DF422_3": "has_l2_ca", "DF422_4": "has_l2_p",
    "DF029": "antenna_descriptor.length", "DF030": "antenna_descriptor.text",
    "DF032": "antenna_serial_number.length", "DF033": "antenna_serial_number.text",
    "DF227": "receiver_type.length", "DF228": "receiver_type.text",
    "DF229": "receiver_firmware.length", "DF230": "receiver_firmware.text",
    "DF231": "receiver_serial_number.length", "DF232": "receiver_serial_number.text",
}


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def literals(path):
    """Yields the bytes in a file, or the bytes and strings in a Python file."""
    if path.suffix != ".py":
        yield path.read_bytes()
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (line.encode() + b"\r\n" for line in re.findall(r"[$!][\x20-\x7e]+?\*[0-9A-F]{2}", node.value))


def gnss_frames(paths):
    """Yields the protocol, bytes and decoded message of each frame with a valid checksum."""
    from pynmeagps import NMEAReader
    from pyrtcm import RTCMReader
    from pyubx2 import UBXReader

    for path in paths:
        for data in literals(path):
            at = 0
            while at < len(data):
                part = data[at:]
                try:
                    if part[:2] == b"\xb5b" and len(part) >= 8:
                        size = 8 + int.from_bytes(part[4:6], "little")
                        frame = part[:size]
                        a = b = 0
                        for byte in frame[2:-2]:
                            a = a + byte & 255
                            b = b + a & 255
                        if len(frame) == size and frame[-2:] == bytes([a, b]):
                            yield "ubx", frame, attempt(UBXReader.parse, frame)
                            at += size
                            continue
                    elif part[:1] == b"\xd3" and len(part) >= 6 and part[1] < 4:
                        size = 6 + int.from_bytes(part[1:3], "big")
                        message = attempt(RTCMReader.parse, part[:size]) if len(part) >= size else None
                        if message is not None and not isinstance(message, Exception):
                            yield "rtcm3", part[:size], message
                            at += size
                            continue
                    elif found := re.match(rb"[$!]([\x20-\x7e]{1,1000}?)\*([0-9A-Fa-f]{2})\r?\n", part):
                        total = 0
                        for byte in found[1]:
                            total ^= byte
                        if total == int(found[2], 16):
                            # pynmeagps includes the start `!` in the checksum.
                            text = b"$" + found[0].rstrip()[1:] + b"\r\n"
                            yield "nmea", found[0], attempt(NMEAReader.parse, text)
                            at += len(found[0])
                            continue
                except (IndexError, ValueError):
                    pass
                at += 1


def mavlink_frames(path):
    """Yields the bytes and decoded message of each frame in a log, with or without time stamps."""
    os.environ["MAVLINK20"] = "1"
    from pymavlink.dialects.v20 import common

    link = common.MAVLink(io.BytesIO())
    link.robust_parsing = True
    data = path.read_bytes()
    for byte in data:
        message = attempt(link.parse_char, bytes([byte]))
        if message is not None and not isinstance(message, Exception) and message.get_type() != "BAD_DATA":
            yield bytes(message.get_msgbuf()), message


def mavlink_common():
    """Returns a frame of each message of the dialect `common`, of MAVLink 1 (IDs below 256) and MAVLink 2."""
    os.environ["MAVLINK20"] = "1"
    from pymavlink.dialects.v10 import common as first
    from pymavlink.dialects.v20 import common as second

    data = b""
    for dialect in (first, second):
        link = dialect.MAVLink(io.BytesIO(), srcSystem=1, srcComponent=2)
        for _, kind in sorted(dialect.mavlink_map.items()):
            values = []
            for at, field in enumerate(kind.fieldnames):
                name, size = kind.fieldtypes[at], kind.array_lengths[kind.ordered_fieldnames.index(field)]
                value = 1.5 if name in ("float", "double") else at % 100 + 1
                values.append(b"text"[:size] if name == "char" else [value] * size if size else value)
            data += kind(*values).pack(link)
            link.seq = (link.seq + 1) % 256
    return data


def mavlink_values(message):
    for field in message.get_fieldnames():
        value = getattr(message, field)
        kind = message.fieldtypes[message.fieldnames.index(field)]
        if isinstance(value, list) and kind != "uint8_t":
            yield from ((field, item) for item in value)
        elif not (isinstance(value, float) and math.isnan(value)):
            yield field, value


def attempt(parse, data):
    try:
        return parse(data)
    except Exception as error:  # noqa: BLE001: any failure of the other program is a result
        return error


def rows(program, protocol, data):
    """Returns the rows that the program decodes, by offset."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(data)
        file.flush()
        command = [program, "decode", "-s", SCHEMAS / f"{protocol}.ksy", file.name, "--to", "ndjson", "--instances", "-q"]
        out = subprocess.run(command, capture_output=True, check=False).stdout
    return {row["offset"]: row for row in map(json.loads, out.splitlines())}


def flat(value, name, found, skip_reserved=True):
    """Collects the leaf values by plain name."""
    if isinstance(value, dict):
        for key, item in value.items():
            flat(item, f"{name}.{key}" if name else key, found)
    elif isinstance(value, list):
        for item in value:
            flat(item, name, found)
    elif value is not None:
        parts = name.split(".")
        found[plain(parts[-1])].append(value)
        if len(parts) > 2:
            found[plain(parts[-2]) + "." + plain(parts[-1])].append(value)


class Labels:
    """Numbers of the labels of a schema."""

    def __init__(self, protocol):
        schema = yaml.safe_load((SCHEMAS / f"{protocol}.ksy").read_text())
        self.numbers = defaultdict(set)
        for enum in schema.get("enums", {}).values():
            for number, label in enum.items():
                self.numbers[str(label if isinstance(label, (str, bool)) else label["id"])].add(number)

    def near(self, found, expected):
        return isinstance(found, (int, float)) and isinstance(expected, (int, float)) and abs(found - expected) < 1

    def same(self, found, expected):
        if isinstance(found, str) and isinstance(expected, (int, float)):
            if expected in self.numbers[found] or found == str(expected):
                return True
            is_hex = re.fullmatch(r"([0-9a-f]{2})+", found) is not None
            return is_hex and int.from_bytes(bytes.fromhex(found), "little") == expected
        if isinstance(expected, list):
            return found == bytes(expected).hex()
        if isinstance(expected, bytes):
            texts = {expected.hex(), expected.rstrip(b"\0").decode("latin-1"), str(int.from_bytes(expected, "little"))}
            return str(found) in texts
        if isinstance(found, (bool, int, float)) and isinstance(expected, (bool, int, float)):
            found, expected = float(found), float(expected)
            return found == expected or math.isclose(found, expected, rel_tol=1e-6, abs_tol=1e-12)
        if isinstance(found, str) and isinstance(expected, str) and re.fullmatch(r"[-+]?\d+(\.\d*)?", found):
            return re.fullmatch(r"[-+]?\d+(\.\d*)?", expected) is not None and float(found) == float(expected)
        return found == expected


def ubx_values(message):
    from pyubx2 import UBX_PAYLOADS_GET, UBX_PAYLOADS_SET

    scales = {}

    def scale(definition):
        for name, what in definition.items():
            if isinstance(what, tuple) and isinstance(what[1], dict):
                scale(what[1])
            elif isinstance(what, tuple):
                scales[name] = what[1]

    scale((UBX_PAYLOADS_GET.get(message.identity) or UBX_PAYLOADS_SET.get(message.identity) or {}))
    for key, value in vars(message).items():
        if key.startswith("_") or "eserved" in key:
            continue
        base = re.sub(r"(_\d{2})+$", "", key)
        if key.startswith("CFG_"):
            # Items are lists of key and value here.
            base = "value"
        unit = scales.get(base)
        if isinstance(value, float) and unit not in (None, 0, 1):
            value = round(value / unit)
        yield base, value


def rtcm_values(message):
    from pyrtcm import RTCM_DATA_FIELDS

    # The cell mask is a list here and a number there; its bits determine the values of all cells.
    texts = defaultdict(str)
    for key, value in vars(message).items():
        base = re.sub(r"(_\d{2})+$", "", key)
        if key.startswith("_") or base not in RTCM_DATA_FIELDS or not base.startswith("DF") or base.startswith("DF001") or base == "DF396":
            continue
        if isinstance(value, str) and base == "DF002":
            # A message that pyrtcm does not describe.
            value = int(value)
        kind, _, unit, _ = RTCM_DATA_FIELDS[base]
        if kind in ("CHA", "STR") and isinstance(value, str):
            texts[base] += value
            continue
        if isinstance(value, (int, float)) and unit not in (0, 1):
            value = round(value / unit)
        yield base, value
    # pyrtcm decodes the bytes of UTF-8 as ISO 8859-1.
    yield from ((base, text.encode("latin-1").decode() if base == "DF140" else text) for base, text in texts.items())


def df_names():
    """Returns the plain names of the fields of the RTCM 3 schema by data field, and those of each type."""
    names = defaultdict(set)

    def walk(node):
        if isinstance(node, dict):
            if "id" in node and "-orig-id" in node:
                names[str(node["-orig-id"])].add(plain(node["id"]))
            for item in node.values():
                walk(item)
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(yaml.safe_load((SCHEMAS / "rtcm3.ksy").read_text()))
    for data_field, name in RTCM_NAMES.items():
        names[data_field].add(".".join(map(plain, name.split("."))))
    return lambda _, name: names[name]


class Sentences:
    """Names of the fields of NMEA sentences: those of pynmeagps by the names or positions in the schema."""

    def __init__(self):
        from pynmeagps.nmeatypes_get import NMEA_PAYLOADS_GET
        from pynmeagps.nmeatypes_get_prop import NMEA_PAYLOADS_GET_PROP

        schema = yaml.safe_load((SCHEMAS / "nmea.ksy").read_text())
        self.types = schema["types"]
        fields = next(field for field in self.types["sentence"]["seq"] if field["id"] == "fields")
        self.cases = {str(case).strip('"'): name for case, name in fields["type"]["cases"].items()}
        self.theirs = {**NMEA_PAYLOADS_GET, **{"P" + name: fields for name, fields in NMEA_PAYLOADS_GET_PROP.items()}}
        self.maps = {}

    def schema_names(self, name):
        for field in self.types[name]["seq"]:
            if field["type"] == "coordinate":
                yield from (f"{field['id']}.text", f"{field['id']}.hemisphere")
            elif "repeat" in field and not field["type"].endswith("field"):
                yield list(self.schema_names(field["type"]))
            else:
                yield "text" if field["type"].endswith("field") else str(field["id"])

    def pairs(self, ours, theirs):
        for name, (key, what) in zip(ours, theirs.items()):
            if isinstance(what, tuple):
                yield from self.pairs(name if isinstance(name, list) else [name], what[1])
            elif isinstance(name, str):
                yield key, ".".join(map(plain, name.split(".")))

    def __call__(self, message, name):
        if message not in self.maps:
            known = message in self.theirs and message in self.cases
            self.maps[message] = dict(self.pairs(self.schema_names(self.cases[message]), self.theirs[message])) if known else {}
        return [plain(name), self.maps[message].get(name, "")]


def compare(protocol, frames, program, values_of, names=None):
    labels = Labels(protocol)
    data, offsets = b"", []
    for frame, _ in frames:
        offsets.append(len(data))
        data += frame
    found = rows(program, protocol, data)
    counts, differ, failed, missing = Counter(), defaultdict(list), Counter(), Counter()
    raw, unnamed = Counter(), Counter()
    for (frame, message), offset in zip(frames, offsets):
        row = found.get(offset)
        counts["frames"] += 1
        if row is None and getattr(message, "name", "").startswith("UNKNOWN"):
            # A frame whose checksum cannot be verified has no row.
            raw[message.name] += 1
            continue
        if row is None:
            counts["lost"] += 1
            differ["lost frame"].append(frame.hex()[:60])
            continue
        ours = defaultdict(list)
        flat({k: v for k, v in row.items() if k.startswith(("payload.", "sentence.")) or k == "message_number"}, "", ours)
        is_raw = str(row["message"]).isdigit() and protocol in ("ubx", "mavlink")
        is_raw |= "payload.data" in row and protocol == "rtcm3" and "payload.subtype" not in row
        is_raw |= row.get("sentence.address") is None and protocol == "nmea"
        # Fields without names are a list; some fields before it may have names.
        is_unnamed = "sentence.fields.values" in row or "payload.data" in row and "payload.subtype" in row
        if is_raw:
            raw[str(row["message"])] += 1
        elif is_unnamed:
            unnamed[str(row["message"])] += 1
        if isinstance(message, Exception) or message is None:
            failed[f"{row['message']}: {message}"[:100]] += 1
            continue
        if is_raw:
            continue
        theirs = defaultdict(list)
        for name, value in values_of(message):
            theirs[name].append(value)
        for name, expected in theirs.items():
            options = {plain(name)} if names is None else names(str(row["message"]), name)
            have = next((ours[option] for option in options if option in ours), None)
            if have is None:
                # pymavlink gives zeros for the extension fields that a MAVLink 1 message does not have.
                if any(value not in (None, "", b"") and (protocol != "mavlink" or value) for value in expected):
                    missing[f"{row['message']}.{name}"] += 1
                continue
            if protocol == "nmea":
                # An empty field is None here and has no value there.
                have = [value for value in have if value != ""]
            counts["values"] += len(expected)
            same = labels.near if f"{row['message']}.{name}" in WITH_HIGH_PRECISION else labels.same
            if len(have) != len(expected) or not all(map(same, have, expected)):
                differ[f"{row['message']}.{name}"].append((have[:3], expected[:3]))
    fields = counts["frames"] - counts["lost"] - sum(raw.values())
    share, named = (100 * n / max(counts["frames"], 1) for n in (fields, fields - sum(unnamed.values())))
    print(f"{protocol}: {counts['frames']} frames, {counts['values']} values compared; {share:.2f} % decoded to fields, "
          f"{named:.2f} % with names for all fields")
    for title, what in (("raw payload", raw), ("fields without names", unnamed), ("not decoded by the other program", failed), ("not compared", missing)):
        if what:
            print(f"  {title}: " + ", ".join(f"{n} × {k}" for k, n in what.most_common(40)))
    unexplained = 0
    for name, pairs in differ.items():
        reason = EXPLAINED.get((protocol, name))
        unexplained += reason is None
        print(f"  differs: {len(pairs)} × {name}: {reason or pairs[0]}")
    return unexplained


def nmea_values(message):
    for key, value in vars(message).items():
        base = re.sub(r"(_\d{2})+$", "", key)
        if key.startswith("_") or re.match(r"lat|lon|NS|EW", base) or base in ("msgId", "reserved", "field") or value in ("", None):
            continue
        if isinstance(value, datetime.time):
            value = value.strftime("%H%M%S") + f".{value.microsecond:06}".rstrip("0").rstrip(".")
        elif isinstance(value, datetime.date):
            value = value.strftime("%d%m%y")
        yield base, value


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="bytescope")
    parser.add_argument("--mavlink-common", action="store_true", help="add a frame of each message of this dialect")
    parser.add_argument("captures", nargs="*", type=Path)
    args = parser.parse_args()
    frames = defaultdict(list)
    logs = [path for path in args.captures if path.suffix in (".tlog", ".mavlink")]
    frames["mavlink"] = [found for path in logs for found in mavlink_frames(path)]
    if args.mavlink_common:
        with tempfile.NamedTemporaryFile(suffix=".mavlink") as file:
            file.write(mavlink_common())
            file.flush()
            frames["mavlink"] += mavlink_frames(Path(file.name))
    for protocol, frame, message in gnss_frames([path for path in args.captures if path not in logs]):
        frames[protocol].append((frame, message))
    wrong = 0
    if frames["ubx"]:
        wrong += compare("ubx", frames["ubx"], args.program, ubx_values, lambda _, name: {plain(name), UBX_NAMES.get(name, "")})
    if frames["rtcm3"]:
        wrong += compare("rtcm3", frames["rtcm3"], args.program, rtcm_values, df_names())
    if frames["nmea"]:
        wrong += compare("nmea", frames["nmea"], args.program, nmea_values, Sentences())
    if frames["mavlink"]:
        wrong += compare("mavlink", frames["mavlink"], args.program, mavlink_values)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
