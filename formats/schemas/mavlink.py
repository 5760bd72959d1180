#!/usr/bin/env python3
"""Updates the messages and enums of mavlink.ksy from the `common` dialect of pymavlink.

    pip install pymavlink==2.4.50 pyyaml==6.0.3
    python3 formats/schemas/mavlink.py            rewrites mavlink.ksy
    python3 formats/schemas/mavlink.py --check    fails if a message differs from the dialect

Only facts are taken from the dialect: message IDs, names, types and order of fields, extension fields, CRC_EXTRA, units
and enum values. Descriptions in the schema are kept. A message whose facts are unchanged is kept as it is.
"""

import os
import re
import sys
from pathlib import Path

import yaml

from flow import wrapped

os.environ["MAVLINK20"] = "1"
from pymavlink.dialects.v10 import common as v1
from pymavlink.dialects.v20 import common as v2

SCHEMA = Path(__file__).parent / "mavlink.ksy"
TYPES = {"float": "f4", "double": "f8", "char": "str", **{
    f"{sign}int{bits}_t": f"{'u' if sign else 's'}{bits // 8}" for bits in (8, 16, 32, 64) for sign in ("u", "")}}
TYPES["uint8_t_mavlink_version"] = "u1"
UNITS = {
    "us": "µs", "degE7": "1e-7 °", "degE5": "1e-5 °", "cdeg": "0.01 °", "deg": "°", "deg/2": "2 °", "ddeg/s": "0.1 °/s",
    "cdegC": "0.01 °C", "degC": "°C", "c%": "0.01 %", "d%": "0.1 %", "cA": "10 mA", "mgauss": "mGauss",
    "gauss": "Gauss", "mG": "mg", "m/s/s": "m/s²", "cm^2": "cm²", "cm^3": "cm³", "cm^3/min": "cm³/min", "hJ": "100 J",
    "m/s*5": "0.2 m/s", "dm/s": "0.1 m/s", "dm": "0.1 m", "dam": "10 m", "cs": "10 ms", "rpm": "1/min",
    "bits/s": "bit/s", "pix": "px", "bytes": "bytes",
}
# Enums that are too large to be useful, or whose values are flags.
NUMBERS = {"MAV_CMD", "AIS_TYPE", "MAV_COMPONENT"}


def is_flags(name):
    values = [v for v, e in v2.enums[name].items() if not e.name.endswith("_ENUM_END")]
    return len(values) > 4 and all(v & (v - 1) == 0 for v in values)


def enum_of(cls, field, kind):
    name = cls.fieldenums_by_name.get(field)
    known = name in v2.enums and name not in NUMBERS and not is_flags(name)
    if cls.fielddisplays_by_name.get(field) == "bitmask" or not known or "int" not in kind:
        return None
    return name.lower()


def quoted(text):
    # YAML 1.1 reads some words as booleans.
    words = ("on", "off", "yes", "no", "true", "false", "null", "y", "n")
    return f"'{text}'" if re.search(r"[ %:]", text) or text in words else text


def facts(cls):
    """Returns the fields as lists of the keys and values that the dialect determines."""
    older = v1.mavlink_map.get(cls.id)
    fields = []
    for at, field in enumerate(cls.ordered_fieldnames):
        kind = cls.fieldtypes[cls.fieldnames.index(field)]
        count = cls.array_lengths[at]
        known = [("id", field.lower())]
        if kind == "char":
            known += [("type", "str"), ("size", count or 1), ("terminator", 0)]
        elif count and kind.startswith("uint8"):
            known += [("size", count)]
        else:
            known += [("type", TYPES[kind])]
        if older and field not in older.fieldnames:
            known.append(("if", "_root.is_v2"))
        if count and kind != "char" and not kind.startswith("uint8"):
            known += [("repeat", "expr"), ("repeat-expr", count)]
        fields.append((field, kind, known))
    return fields


def message(cls, doc):
    lines = [f"  {cls.msgname.lower()}:"]
    if doc:
        lines.append(f"    doc: {quoted(doc) if re.search('[,:]', doc) else doc}")
    lines += [f"    instances: {{crc_extra: {{value: {cls.crc_extra}}}}}"]
    items = []
    for field, kind, known in facts(cls):
        enum = enum_of(cls, field, kind)
        more = [("enum", enum)] if enum else []
        flags = cls.fieldenums_by_name.get(field)
        if cls.fielddisplays_by_name.get(field) == "bitmask" or not enum and flags in v2.enums and is_flags(flags):
            more = [("-hex", True)] if "int" in kind else []
        unit = cls.fieldunits_by_name.get(field)
        if unit:
            more.append(("-unit", UNITS.get(unit, unit)))
        items.append("{" + ", ".join(f"{k}: {'true' if v is True else quoted(str(v))}" for k, v in known + more) + "}")
    return "\n".join(lines + wrapped("    seq: [", items, "      ", "    ]"))


def labels(name):
    entries = {v: e.name for v, e in sorted(v2.enums[name.upper()].items()) if not e.name.endswith("_ENUM_END")}
    names = list(entries.values())
    prefix = os.path.commonprefix([*names, name.upper() + "_"] if len(names) < 2 else names)
    prefix = prefix[: prefix.rfind("_") + 1]
    word = [w for w in name.split("_") if w not in ("type", "mav")][-1]
    found = {}
    for value, full in entries.items():
        short = full[len(prefix):].lower() or full.lower()
        found[value] = short if short[0].isalpha() else f"{word}_{short}"
    return found


def main():
    text = SCHEMA.read_text()
    schema = yaml.safe_load(text)
    classes = [v2.mavlink_map[i] for i in sorted(v2.mavlink_map)]
    start, rest = re.split(r"(?=^  other:\n)", text, maxsplit=1, flags=re.M)
    types, enums = rest.split("\nenums:\n", 1)
    blocks = dict(re.findall(r"^  (\w+):\n((?:    .*\n?)+)", types + "\n", re.M))
    old_enums = dict(re.findall(r"^  (\w+): (\{(?:[^}]*)\})", enums, re.M))
    out, differ, used = [], [], set()
    for cls in classes:
        name = cls.msgname.lower()
        now = schema["types"].get(name)
        if now:
            have = [[(k, f[k]) for k, _ in known if k in f] for f, (_, _, known) in zip(now["seq"], facts(cls))]
            same = have == [known for _, _, known in facts(cls)] and len(now["seq"]) == len(facts(cls))
            same = same and now["instances"]["crc_extra"]["value"] == cls.crc_extra
        if now and same:
            out.append(f"  {name}:\n{blocks[name].rstrip()}")
        else:
            differ.append(name)
            out.append(message(cls, (now or {}).get("doc")))
    for name in re.findall(r"enum: (\w+)", "\n".join(out)):
        used.add(name)
    if "--check" in sys.argv[1:]:
        sys.exit(f"differ: {', '.join(differ)}" if differ else 0)
    lines = ["  versions: " + old_enums["versions"]]
    named = [f"{cls.id}: {cls.msgname.lower()}" for cls in classes]
    lines += wrapped("  messages: {", named, "    ", "  }")
    for name in sorted(used - {"messages", "versions"}):
        if name in old_enums:
            lines.append(f"  {name}: {old_enums[name]}")
        else:
            lines += wrapped(f"  {name}: {{", [f"{v}: {quoted(n)}" for v, n in labels(name).items()], "    ", "  }")
    cases = [f"'messages::{cls.msgname.lower()}': {cls.msgname.lower()}" for cls in classes]
    cases = wrapped("      cases: {", [*cases, "_: other"], "        ", "      }")
    start = re.sub(r"^      cases: \{\n        'messages.*?^      \}", lambda _: "\n".join(cases), start, flags=re.M | re.S)
    other = f"  other:\n{blocks['other'].rstrip()}"
    SCHEMA.write_text("\n".join([start.rstrip("\n"), other, *out, "enums:", *lines]) + "\n")
    print(f"{len(classes)} messages, {len(differ)} written", file=sys.stderr)


if __name__ == "__main__":
    main()
