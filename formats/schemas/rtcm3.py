#!/usr/bin/env python3
"""Adds messages with groups of packed fields to rtcm3.ksy from the definitions of pyrtcm. Messages in the schema are kept.

    pip install pyrtcm==1.2.1
    python3 formats/schemas/rtcm3.py

Only facts are taken: message numbers, data fields, their types and scales, groups and their counts. Names are derived from
those of the data fields.
"""

import math
import re
import sys
from pathlib import Path

from flow import filled
from pyrtcm import RTCM_DATA_FIELDS
from pyrtcm.rtcmtypes_get import RTCM_PAYLOADS_GET

SCHEMA = Path(__file__).parent / "rtcm3.ksy"
MESSAGES = [*range(1001, 1005), *range(1009, 1018), *range(1021, 1028), 1030, 1031, 1032, *range(1034, 1040),
            *range(1057, 1069), *range(1240, 1265), *range(1300, 1306)]
NAMES = {
    "DF002": "message_number", "DF006": "num_satellites", "DF035": "num_satellites", "DF387": "num_satellites",
    "DF067": "num_satellites", "DF053": "num_announcements", "DF379": "num_biases", "DF009": "satellite_id",
    "DF143": "num_source_name", "DF145": "num_target_name", "DF562": "num_service_crs_name",
    "DF038": "satellite_id", "DF068": "satellite_id", "DF384": "satellite_id", "DF005": "synchronous_gnss_flag",
}


def slug(text):
    for system in ("GPS ", "GLONASS ", "GNSS "):
        text = text.replace(system, "")
    # "∆φ - N/S Grid Area Extension": a symbol before its name.
    text = re.sub(r"^(?!L\d)\S+( \S+)? - ", "", text)
    for letter, name in (("δ", "delta "), ("∆", "delta "), ("φ", "phi "), ("λ", "lambda ")):
        text = text.replace(letter, name)
    text = re.sub(r"\(.*?\)", "", text).replace("No. of", "num").replace("#", "num")
    words = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_").split("_")[:5]
    while words[-1] in ("of", "for", "the", "in", "at", "and"):
        words.pop()
    return "_".join(words)


class Type:
    """Fields of a message or group, and the types of their groups."""

    def __init__(self, name, definition):
        self.name, self.items, self.types, self.groups, self.ids = name, [], [], [], {}
        for key, what in definition.items():
            if isinstance(what, tuple):
                self.group(*what)
            else:
                self.field(key.split("_")[0] if key.startswith("DF") else key, what)

    def field(self, data_field, text):
        kind, bits, scale, _ = RTCM_DATA_FIELDS[data_field]
        # The characters of a name are not aligned to bytes.
        if kind not in ("UINT", "INT", "SNT", "BIT", "CHA", "STR") or not 1 <= bits <= 64:
            raise ValueError(f"{data_field} is {kind} of {bits} bits")
        name = known = "character" if kind in ("CHA", "STR") else NAMES.get(data_field) or slug(text) or data_field.lower()
        number = 2
        while name in self.ids.values():
            name, number = f"{known}_{number}", number + 1
        self.ids[data_field] = name
        more = f", -orig-id: {data_field}, type: b{bits}"
        if kind in ("INT", "SNT") and bits > 1:
            more += ", -signed: " + ("twos-complement" if kind == "INT" else "sign-magnitude")
        if scale not in (0, 1):
            power = math.log2(scale)
            more += f", -unit: '2^{round(power)}'" if power == round(power) else f", -unit: '{scale:g}'"
        self.items.append(f"{{id: {name}{more}}}")

    def group(self, count, fields):
        if isinstance(count, str):
            # "+1" is the nesting level of the count.
            count = self.ids[count.partition("+")[0]]
        name = "items"
        if len(fields) == 1 and RTCM_DATA_FIELDS.get(next(iter(fields)), "-")[0] in ("CHA", "STR"):
            name = slug(RTCM_DATA_FIELDS[next(iter(fields))][3])
        inner = Type(f"{self.name}_item" if name == "items" else f"{self.name}_{name}", fields)
        self.groups.append(inner)
        self.types += [inner, *inner.types]
        name = "satellites" if "satellite_id" in inner.ids.values() else name
        self.items.append(f"{{id: {name}, type: {inner.name}, -packed: true, repeat: expr, repeat-expr: {count}}}")

    def lines(self):
        return [f"  {self.name}:", "    seq: [", *filled(self.items, "      "), "    ]"]


def main():
    text = SCHEMA.read_text()
    cases, types = [], []
    for number in MESSAGES:
        name, definition = f"message_{number}", RTCM_PAYLOADS_GET.get(str(number))
        if definition is None or re.search(rf"\b{number}: ", text):
            continue
        try:
            new = Type(name, definition)
        except (ValueError, KeyError) as error:
            print(f"{number} skipped: {error}", file=sys.stderr)
            continue
        cases.append(f"{number}: {name}")
        types += [line for each in [new, *new.types] for line in each.lines()]
    if not cases:
        return
    block = "\n".join(filled(cases, "        "))
    text = re.sub(r",\s+_: other,\n      }", f",\n{block}\n        _: other,\n      }}", text, count=1)
    text = text.replace("\nenums:\n", "\n" + "\n".join(types) + "\nenums:\n", 1)
    SCHEMA.write_text(text)
    print(f"{len(cases)} messages", file=sys.stderr)


if __name__ == "__main__":
    main()
