#!/usr/bin/env python3
"""Adds messages to ubx.ksy from the payload definitions of pyubx2. Messages in the schema are kept as they are.

    pip install pyubx2==1.4.0
    python3 formats/schemas/ubx.py

Only facts are taken: message IDs, names, types, scales and order of fields, groups and their counts.
"""

import re
import sys
from pathlib import Path

from flow import wrapped
from pyubx2 import UBX_MSGIDS, UBX_PAYLOADS_GET, UBX_PAYLOADS_SET

SCHEMA = Path(__file__).parent / "ubx.ksy"
# Definitions of no message, of several layouts of one message ID, and of layouts that depend on a type in the payload.
SKIPPED = re.compile(r"UBX-NOMINAL|FOO-BAR|AID-ALP|CFG-DAT|CFG-NMEAv|CFG-TP$|MGA-(?!ACK|DBD|FLASH-ACK)|.*-NAK-DATA0|"
                     r"NAV-AOPSTATUS-L|RXM-RLM|RXM-PMP|SEC-SIG-|SEC-UNIQID|TIM-VCOCAL-V0|RXM-PMREQ|CFG-OTP|CFG-NVS|"
                     r"LOG-RETRIEVE$")
ENUMS = {"gnssId": "gnss", "fixType": "fixes", "gpsFix": "fixes", "carrSoln": "carrier_solutions", "clsID": "classes"}
UNITS = {"iTOW": "ms", "rcvTow": "s", "lat": "1e-7 °", "lon": "1e-7 °", "prMes": "m", "cpMes": "cycles", "doMes": "Hz",
         "cno": "dBHz", "elev": "°", "azim": "°", "ecefX": "cm", "ecefY": "cm", "ecefZ": "cm", "hMSL": "mm", "height": "mm"}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name.strip("_")).lower()


class Type:
    """Fields of a message or group, and the types of their groups."""

    def __init__(self, name, definition):
        self.name, self.items, self.types, self.ids = name, [], [], set()
        for key, what in definition.items():
            scale = None
            if isinstance(what, tuple) and isinstance(what[1], dict):
                if re.fullmatch(r"[A-Z]\d{3}", str(what[0])):
                    self.bits(key.removesuffix("_bit"), what[0], what[1])
                else:
                    self.group(key.removesuffix("_grp"), what[0], what[1])
                continue
            if isinstance(what, tuple):
                what, scale = what
            self.field(key, what, scale)

    def unique(self, name):
        name = snake(name)
        if not name[0].isalpha():
            name = f"n{name}"
        known, number = name, 2
        while name in self.ids:
            name, number = f"{known}_{number}", number + 1
        self.ids.add(name)
        return name

    def add(self, name, more):
        self.items.append("{" + ", ".join(f"{k}: {v}" for k, v in [("id", self.unique(name)), *more]) + "}")

    def field(self, name, kind, scale, repeat=()):
        if kind == "CH":
            return self.add(name, [("type", "str"), ("size-eos", "true")])
        letter, size = kind[0], int(kind[1:])
        number = {"U": "u", "E": "u", "L": "u", "I": "s", "R": "f", "X": "u"}.get(letter)
        if letter == "C":
            more = [("type", "str"), ("size", size), ("terminator", 0)]
        elif number and (size in (1, 2, 4, 8)):
            more = [("type", f"{number}{size}")]
            if name in ENUMS and letter != "I":
                more.append(("enum", ENUMS[name]))
            elif letter == "X":
                more.append(("-hex", "true"))
        elif letter in "UX" and size in (3, 5, 6, 7) and "eserved" not in name:
            more = [("type", f"b{size * 8}")]
        else:
            more = [("size", size)]
        unit = UNITS.get(name) if scale in (None, 1, 1e-7) else None
        if scale not in (None, 1) and not unit:
            unit = f"'{scale:g}'"
        if unit and "eserved" not in name and letter in "UIREX":
            more.append(("-unit", unit))
        self.add(name, [*more, *repeat])

    def bits(self, group, kind, fields):
        left = int(kind[1:]) * 8
        for name, width in fields.items():
            width = int((width[0] if isinstance(width, tuple) else width)[1:])
            left -= width
            enum = [("enum", ENUMS[name])] if name in ENUMS else []
            self.add(name, [("type", f"b{width}"), *enum])
        while left > 0:
            self.add(f"reserved_{group}", [("type", f"b{min(left, 32)}")])
            left -= 32

    def group(self, name, count, fields):
        name = snake(re.sub(r"^group(?=.)", "", name)) or "item"
        times = [("repeat", "eos")] if str(count) == "None" else [("repeat", "expr"), ("repeat-expr", snake(str(count)))]
        if len(fields) == 1 and isinstance(next(iter(fields.values())), str):
            (field, kind), = fields.items()
            return self.field(field, kind, None, times)
        inner = Type(f"{self.name}_{name}", fields)
        self.types += [inner, *inner.types]
        return self.add(name if name.endswith("s") else f"{name}s", [("type", inner.name), *times])

    def lines(self):
        return [f"  {self.name}:", *wrapped("    seq: [", self.items, "      ", "    ]")]


def main():
    text = SCHEMA.read_text()
    ids = {name: int.from_bytes(key[:2], "big") for key, name in UBX_MSGIDS.items()}
    block = re.search(r"\n  messages: \{(.*?)\n  \}", text, re.S)
    known = {name: int(number, 16) for number, name in re.findall(r"(0x\w+): (\w+)", block[1])}
    cases = re.search(r"\n      cases: \{\n(        'messages::.*?)\n      \}", text, re.S)
    pairs = re.findall(r"'messages::(\w+)': (\w+)", cases[1])
    definitions, types = {}, []
    for name, definition in [*UBX_PAYLOADS_GET.items(), *UBX_PAYLOADS_SET.items()]:
        plain = "MGA-ACK" if name == "MGA-ACK-DATA0" else name
        plain = "TIM-VCOCAL" if name == "TIM-VCOCAL" else plain
        number, message = ids.get(plain), snake(plain.replace("-", "_"))
        if not number or number in known.values() or SKIPPED.fullmatch(name) or SKIPPED.match(name) or not definition:
            continue
        first = definitions.get(str(definition)) if name.startswith("NAV2") else None
        if name.startswith("NAV2"):
            first = "nav_" + message.removeprefix("nav2_")
            if first not in {m for m, _ in pairs}:
                continue
        known[message] = number
        pairs.append((message, first or message))
        if not first:
            new = Type(message, definition)
            types += [line for each in [new, *new.types] for line in each.lines()]
    listed = wrapped("", [f"'messages::{m}': {t}" for m, t in pairs] + ["_: other"], "        ", "")[1:-1]
    text = text[: cases.start(1)] + "\n".join(listed) + text[cases.end(1):]
    labels = wrapped("", [f"0x{n:04x}: {m}" for m, n in sorted(known.items(), key=lambda x: x[1])], "    ", "")[1:-1]
    block = re.search(r"\n  messages: \{\n(.*?)\n  \}", text, re.S)
    text = text[: block.start(1)] + "\n".join(labels) + text[block.end(1):]
    text = text.replace("\nenums:\n", "\n" + "\n".join(types) + "\nenums:\n" if types else "\nenums:\n", 1)
    SCHEMA.write_text(text)
    print(f"{len(pairs)} messages", file=sys.stderr)


if __name__ == "__main__":
    main()
