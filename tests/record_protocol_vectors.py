#!/usr/bin/env python3
"""Records frames and the values read from them by independent programs, for tests/protocols.rs.

    python3 tests/record_protocol_vectors.py            writes tests/vectors/protocols/*.jsonl
    python3 tests/record_protocol_vectors.py --check    fails if the files differ

    pip install pyyaml==6.0.3 pyubx2==1.4.0 pyrtcm==1.2.1 pynmeagps==1.1.8 pymavlink==2.4.50 pymodbus==3.16.1 \\
        space-packet-parser==6.2.0 pyulog==1.3.0 crccheck==1.3.1 cobs==1.2.2 sliplib==0.7.2

Each line is a frame, a JSON object: frame (hex), values (numbers and strings by path, bytes as hex, as stored in the
frame), near (computed floats), covered (range of bytes in which every bit flip must be detected), unverified (the
checksum cannot be verified), sent (frame with stuffing, hex). The seed is fixed.
"""

import io
import json
import random
import re
import struct
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "vectors/protocols"


def snake(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def case(frame, values, covered=None, **more):
    covered = covered or [0, len(frame)]
    return {"frame": bytes(frame).hex(), "covered": covered, "values": values, **more}


def ubx(rng):
    import pyubx2
    from pyubx2 import GET, SET, UBX_PAYLOADS_GET, UBX_PAYLOADS_SET, UBXMessage, UBXReader

    renamed = {"extension": "extensions/{}/text", "keys": "keys/{}", "second": "sec"}

    def fields(kind):
        """Yields names and scales of fields, including those in groups."""
        for name, what in kind.items():
            if isinstance(what, tuple) and isinstance(what[1], dict):
                yield from fields(what[1])
            else:
                yield name, what[1] if isinstance(what, tuple) else None

    def record(name, payload, mode=GET):
        cls, ident = lookup(name)
        frame = UBXMessage(cls, ident, mode, payload=payload).serialize()
        message = UBXReader.parse(frame, msgmode=mode)
        scales = dict(fields((UBX_PAYLOADS_GET if mode == GET else UBX_PAYLOADS_SET)[name]))
        values = {"class": frame[2], "id": frame[3], "length": len(payload)}
        for key, value in vars(message).items():
            if key.startswith("_") or key.startswith("cfgData"):
                continue
            base, _, number = key.partition("_")
            if isinstance(value, float):
                value = round(value / scales[base])
            if isinstance(value, bytes):
                value = value.rstrip(b"\0").decode("latin-1")
            path = snake(base)
            if base in renamed:
                path = renamed[base].format(int(number or 0) - 1)
            elif number:
                path = f"svs/{int(number) - 1}/{path}"
            if name == "CFG-PRT" and base != "portID":
                path = "settings/" + path
            values[f"payload/{path}"] = value
        return case(frame, values)

    def lookup(name):
        found = [k for k, v in pyubx2.UBX_MSGIDS.items() if v == name]
        return found[0][:1], found[0][1:2]

    lengths = {"NAV-PVT": 92, "NAV-POSLLH": 28, "NAV-STATUS": 16, "NAV-DOP": 18, "NAV-VELNED": 36,
               "NAV-TIMEUTC": 20, "CFG-RATE": 6, "ACK-ACK": 2, "ACK-NAK": 2, "CFG-PRT": 20}
    for name, length in lengths.items():
        for _ in range(3):
            yield record(name, rng.randbytes(length))
    for count in (0, 1, 7):
        payload = rng.randbytes(5) + bytes([count]) + rng.randbytes(2 + 12 * count)
        yield record("NAV-SAT", payload)
    def text(line, n):
        return line.encode().ljust(n, b"\0")
    extensions = [text("FWVER=HPG 1.32", 30), text("PROTVER=27.31", 30)]
    yield record("MON-VER", text("EXT CORE 1.00 (f10c36)", 30) + text("00190000", 10) + b"".join(extensions))
    yield record("CFG-VALDEL", bytes([0, 4, 0, 0]) + rng.randbytes(8), SET)
    # Configuration keys and values. pyubx2 encodes each value with the type from its key table.
    from pyubx2 import UBX_CONFIG_DATABASE
    chosen = [("CFG_UART1_BAUDRATE", 115200), ("CFG_RATE_MEAS", 250), ("CFG_NAVSPG_DYNMODEL", 4),
              ("CFG_SIGNAL_GPS_ENA", 1), ("CFG_NMEA_HIGHPREC", 0)]
    frame = UBXMessage.config_set(1, 0, chosen).serialize()
    values = {"payload/ram": 1, "payload/bbr": 0, "payload/flash": 0}
    for i, (name, value) in enumerate(chosen):
        values[f"payload/cfg_data/{i}/key"] = UBX_CONFIG_DATABASE[name][0]
        values[f"payload/cfg_data/{i}/value"] = value
    yield case(frame, values)
    answer = UBXMessage(b"\x06", b"\x8b", GET, payload=b"\1\0\0\0" + frame[10:-2]).serialize()
    yield case(answer, {path: value for path, value in values.items() if "/cfg_data/" in path})
    frame = UBXMessage.config_poll(0, 0, [name for name, _ in chosen]).serialize()
    yield case(frame, {f"payload/keys/{i}": UBX_CONFIG_DATABASE[n][0] for i, (n, _) in enumerate(chosen)})
    for rates in ((1,), (1, 0, 1, 0, 0, 0)):
        frame = UBXMessage(b"\x06", b"\x01", SET, payload=bytes([1, 7, *rates])).serialize()
        values = {f"payload/rate/{i}": rate for i, rate in enumerate(rates)}
        yield case(frame, {"payload/msg_class": 1, "payload/msg_id": 7, **values})
    frame = UBXMessage("CFG", "CFG-RST", SET, eph=1, rtc=1, resetMode=9).serialize()
    yield case(frame, {"payload/nav_bbr_mask": 0x101, "payload/reset_mode": 9})
    masks = {"clear_mask": 0x1F, "save_mask": 0x2000, "load_mask": 7}
    payload = b"".join(struct.pack("<I", mask) for mask in masks.values())
    yield case(UBXMessage(b"\x06", b"\x09", SET, payload=payload + b"\x17").serialize(),
               {**{f"payload/{k}": v for k, v in masks.items()}, "payload/device_mask": 0x17})
    yield from ubx_described(rng, {
        "nav_pvt", "nav_posllh", "nav_status", "nav_dop", "nav_velned", "nav_timeutc", "nav_sat", "mon_ver", "ack_ack",
        "nav_daheading", "nav_relposned", "ack_nak", "cfg_prt", "cfg_msg", "cfg_rst", "cfg_rate", "cfg_cfg", "cfg_valset", "cfg_valget", "cfg_valdel"})
    # Layouts that depend on the version. pyubx2 adds the high-precision components to the positions.
    for name, version, size in (("NAV-RELPOSNED", 0, 40), ("NAV-RELPOSNED", 1, 64), ("NAV-DAHEADING", 2, 60),
                                ("NAV-DAHEADING", 1, 64)):
        cls, ident = lookup(name)
        frame = UBXMessage(cls, ident, GET, payload=bytes([version]) + rng.randbytes(size - 1)).serialize()
        decoded = vars(UBXReader.parse(frame))
        scale = 1 if version == 2 else 0.1
        values = {f"payload/{snake(key)}": round(decoded[key] / scale) for key in ("accN", "accE", "accD")}
        values |= {f"payload/flags/{snake(key)}": decoded[key] for key in ("diffSoln", "relPosValid", "carrSoln")}
        yield case(frame, {"payload/i_tow": decoded["iTOW"], **values})
    # Signed configuration values and floats.
    chosen = [("CFG_TMODE_LAT", -123456789), ("CFG_TMODE_LAT_HP", -99), ("CFG_SFIMU_IMU2ANT_LA_X", -1200),
              ("CFG_NAVSPG_USRDAT_DX", -1.5), ("CFG_TP_DUTY_TP1", 12.5)]
    frame = UBXMessage.config_set(1, 0, chosen).serialize()
    yield case(frame, {f"payload/cfg_data/{i}/value": value for i, (_, value) in enumerate(chosen)})
    # A poll, and a message whose payload the schema does not define.
    yield case(UBXMessage("NAV", "NAV-PVT", 2).serialize(), {"class": 1, "id": 7, "length": 0})
    data = rng.randbytes(20)
    frame = UBXMessage(b"\x0a", b"\x7f", GET, payload=b"\0\0\0\0" + data[4:]).serialize()
    yield case(frame, {"class": 10, "id": 0x7F, "payload/data": frame[6:-2].hex()})


def ubx_described(rng, recorded):
    """Yields a frame of each message that formats/schemas/ubx.py describes, with groups of two items."""
    import pyubx2
    from pyubx2 import GET, SET, UBX_PAYLOADS_GET, UBX_PAYLOADS_SET, UBXMessage, UBXReader

    sys.path.insert(0, str(Path(__file__).parent.parent / "formats/schemas"))
    import ubx as schema

    kept = (Path(__file__).parent.parent / "formats/schemas/ubx.ksy").read_text()

    def walk(definition, names, prefix, suffix, out):
        """Appends the payload bytes to `out`, and yields paths, names in pyubx2 and scales of the values."""
        ids = iter([re.match(r"\{id: (\w+)", item)[1] for item in names.items])
        as_bytes.update(prefix + re.match(r"\{id: (\w+), size:", i)[1] for i in names.items if ", size:" in i and ", type:" not in i)
        inner = iter(names.types)
        counts = {what[0] for what in definition.values() if isinstance(what, tuple) and isinstance(what[1], dict)}
        for key, what in definition.items():
            if isinstance(what, tuple) and isinstance(what[1], dict):
                if re.fullmatch(r"[A-Z]\d{3}", str(what[0])):
                    bits, at = 0, 0
                    for name, width in what[1].items():
                        width = int((width[0] if isinstance(width, tuple) else width)[1:])
                        value = 2 if name in counts else rng.getrandbits(width)
                        bits, at = bits | value << at, at + width
                        yield prefix + next(ids), name + suffix, None
                    size = int(what[0][1:])
                    if at < size * 8:
                        next(ids)
                    out += bits.to_bytes(size, "little")
                    continue
                number = 2 if isinstance(what[0], str) else what[0]
                name = next(ids)
                scalar = len(what[1]) == 1 and isinstance(next(iter(what[1].values())), str)
                own = None if scalar else next(inner)
                for _ in own.types if own else ():
                    next(inner)
                for i in range(number):
                    item = f"{suffix}_{i + 1:02}"
                    if scalar:
                        (field, kind), = what[1].items()
                        out += value_of(kind)
                        yield f"{prefix}{name}/{i}", field + item, None
                    else:
                        yield from walk(what[1], own, f"{prefix}{name}/{i}/", item, out)
                continue
            scale = what[1] if isinstance(what, tuple) else None
            kind = what[0] if isinstance(what, tuple) else what
            value = value_of(kind)
            if key in counts:
                value = (2).to_bytes(len(value), "little")
            out += value
            yield prefix + next(ids), key + suffix, scale

    def value_of(kind):
        if kind == "CH":
            return b"text"
        size = int(kind[1:])
        if kind[0] == "R":
            return struct.pack("<f" if size == 4 else "<d", rng.randrange(-4096, 4096) / 16)
        return b"text"[:size].ljust(size, b"\0") if kind[0] == "C" else rng.randbytes(size)

    for mode, table in ((GET, UBX_PAYLOADS_GET), (SET, UBX_PAYLOADS_SET)):
        for name, definition in table.items():
            found = [k for k, v in pyubx2.UBX_MSGIDS.items() if v == name]
            message = schema.snake(name.replace("-", "_"))
            kind = re.search(rf"'messages::{message}': (\w+)", kept)
            if not found or message in recorded or not kind or "HPrel" in str(definition) or "Hp'" in str(definition):
                continue
            recorded.add(message)
            out, as_bytes = bytearray(), {"payload/unique_id"}
            pairs = list(walk(definition, schema.Type(kind[1], definition), "payload/", "", out))
            try:
                frame = UBXMessage(found[0][:1], found[0][1:2], mode, payload=bytes(out)).serialize()
                decoded = vars(UBXReader.parse(frame, msgmode=mode))
            except Exception as error:  # noqa: BLE001
                print(f"{name}: {error}", file=sys.stderr)
                recorded.discard(message)
                continue
            values = {}
            for path, attribute, scale in pairs:
                value = decoded.get(attribute)
                if "eserved" in attribute or value is None:
                    continue
                if isinstance(value, float) and scale not in (None, 0, 1):
                    value = round(value / scale)
                # Scaled numbers that pyubx2 rounds, and the field that is named differently.
                if attribute in ("lat", "lon") and name.startswith(("NAV2", "NAV-HP")) or attribute == "second":
                    continue
                if isinstance(value, bytes) and value[:2] == b"te":
                    value = value.rstrip(b"\0").decode()
                elif isinstance(value, bytes):
                    value = value.hex() if path in as_bytes else int.from_bytes(value, "little")
                if isinstance(value, list):
                    value = bytes(value).hex()
                if isinstance(value, int) and path in as_bytes:
                    size = int(definition[attribute][1:])
                    value = value.to_bytes(size, "little").hex()
                values[path] = value
            yield case(frame, values)
    # Messages that pyubx2 does not decode, or whose layout depends on the version: only the frame is compared.
    numbers = dict((name, int(n, 16)) for n, name in re.findall(r"(0x[0-9a-f]{4}): (\w+)", kept))
    for message in sorted(set(re.findall(r"'messages::(\w+)': ", kept)) - recorded):
        body = numbers[message].to_bytes(2, "big") + (600).to_bytes(2, "little") + bytes(600)
        a = b = 0
        for byte in body:
            a = a + byte & 255
            b = b + a & 255
        yield case(b"\xb5b" + body + bytes([a, b]), {"class": body[0], "id": body[1]})


def rtcm3(rng):
    from crccheck.crc import Crc24LteA
    from pyrtcm import RTCM_DATA_FIELDS, RTCMMessage, RTCMReader

    station = {"DF002": "message_number", "DF003": "reference_station_id", "DF021": "itrf_realization_year",
               "DF022": "gps_indicator", "DF023": "glonass_indicator", "DF024": "galileo_indicator",
               "DF141": "reference_station_indicator", "DF025": "ecef_x",
               "DF142": "single_receiver_oscillator_indicator", "DF026": "ecef_y", "DF364": "quarter_cycle_indicator",
               "DF027": "ecef_z", "DF028": "antenna_height"}
    msm = {"DF002": "message_number", "DF003": "reference_station_id", "DF004": "gnss_epoch_time",
           "DF248": "gnss_epoch_time", "DF427": "gnss_epoch_time", "DF428": "gnss_epoch_time",
           "DF416": "glonass_day_of_week", "DF034": "glonass_epoch_time", "DF393": "multiple_message_bit",
           "DF409": "iods", "DF411": "clock_steering_indicator", "DF412": "external_clock_indicator",
           "DF417": "divergence_free_smoothing_indicator", "DF418": "smoothing_interval", "DF394": "satellite_mask",
           "DF395": "signal_mask", "NSat": "satellite_count", "NSig": "signal_count"}

    lists = {"DF397": "rough_range_ms", "DF419": "extended_info", "DF398": "rough_range_modulo",
             "DF399": "rough_range_rate", "DF400": "fine_pseudorange", "DF405": "fine_pseudorange_extended",
             "DF401": "fine_phase_range", "DF406": "fine_phase_range_extended", "DF402": "lock_time_indicator",
             "DF407": "lock_time_indicator_extended", "DF420": "half_cycle_ambiguity", "DF403": "cnr",
             "DF408": "cnr_extended", "DF404": "fine_range_rate"}

    def record(payload, names):
        frame = RTCMMessage(payload=payload).serialize()
        message = RTCMReader.parse(frame)
        values = {"length": len(payload), "message_number": payload[0] << 4 | payload[1] >> 4}
        for key, name in names.items():
            value = getattr(message, key, None)
            if value is None:
                continue
            if isinstance(value, float):
                value = round(value / RTCM_DATA_FIELDS[key][2])
            values[f"payload/{name}"] = value
        for key, value in vars(message).items():
            base, _, item = key.partition("_")
            if item and base in lists and names is msm:
                scale = RTCM_DATA_FIELDS[base][2]
                value = round(value / scale) if scale not in (0, 1) else value
                values[f"payload/{lists[base]}/{int(item) - 1}"] = value
        return case(frame, values)

    def number(n, rest):
        return bytes([n >> 4, (n & 15) << 4 | rest[0] & 15]) + rest[1:]

    yield case(bytes.fromhex("d300133ed7d30202980edeef34b4bd62ac0941986f33360b98"),
               {"payload/reference_station_id": 2003, "payload/ecef_x": 11141045999,
                "payload/ecef_y": -48507297108, "payload/ecef_z": 39755214643})
    for _ in range(3):
        yield record(number(1005, rng.randbytes(18)), station)
        yield record(number(1006, rng.randbytes(20)), station)

    def mask(bits, ones):
        return sum(1 << (bits - 1 - at) for at in sorted(rng.sample(range(bits), ones)))

    # pyrtcm 1.2.1 cannot decode 1072.
    for n in (1071, 1073, 1074, 1075, 1076, 1077, 1084, 1085, 1087, 1094, 1097, 1107, 1117, 1124, 1127):
        sats, sigs = rng.randint(1, 9), rng.randint(1, 4)
        head = (n << 61 | rng.getrandbits(61)) << 96 | mask(64, sats) << 32 | mask(32, sigs)
        # Some cells have no data; each satellite and signal has some.
        mask_bits = "".join("1" if i in (0, sats * sigs - 1) else rng.choice("01") for i in range(sats * sigs))
        bits = format(head, "0169b") + mask_bits
        # Data of all satellites and cells, longer than any of these messages requires.
        bits += format(rng.getrandbits(4000), "04000b")
        whole = int(bits[: len(bits) // 8 * 8], 2).to_bytes(len(bits) // 8, "big")
        yield record(whole, msm)
    yield from rtcm3_described(rng)
    for unknown in (4072, 4090):
        frame = RTCMMessage(payload=number(unknown, rng.randbytes(30))).serialize()
        values = {"payload/data": frame[3:-3].hex()}
        if unknown == 4072:
            values = {"payload/subtype": (frame[4] & 15) << 8 | frame[5], "payload/data": frame[6:-3].hex()}
        yield case(frame, {"message_number": unknown, **values})
    # A frame without payload, which pyrtcm cannot build.
    empty = bytes.fromhex("d30000")
    yield case(empty + Crc24LteA.calc(empty).to_bytes(3, "big"), {"length": 0})


def rtcm3_described(rng):
    """Yields a frame of each message without a special structure, with groups of two items."""
    import yaml
    from pyrtcm import RTCM_DATA_FIELDS, RTCMMessage, RTCMReader
    from pyrtcm.rtcmtypes_get import RTCM_PAYLOADS_GET

    sys.path.insert(0, str(Path(__file__).parent.parent / "formats/schemas"))
    import rtcm3 as schema

    kept = yaml.safe_load((Path(__file__).parent.parent / "formats/schemas/rtcm3.ksy").read_text())

    def walk(definition, ids, groups, prefix, suffix, out):
        """Appends bits to `out`, and yields paths, names in pyrtcm and scales of the values."""
        counts = {str(what[0]).partition("+")[0] for what in definition.values() if isinstance(what, tuple)}
        ids, groups = iter(ids), iter(groups)
        for key, what in definition.items():
            if isinstance(what, tuple):
                name, group = next(ids), next(groups)
                for i in range(what[0] if isinstance(what[0], int) else 2):
                    inner = [re.match(r"\{id: (\w+)", item)[1] for item in group.items]
                    item = f"{suffix}_{i + 1:02}"
                    yield from walk(what[1], inner, group.groups, f"{prefix}{name}/{i}/", item, out)
                continue
            data_field = key.split("_")[0] if key.startswith("DF") and not key.startswith("DF001") else key
            _, size, scale, _ = RTCM_DATA_FIELDS[data_field if data_field in RTCM_DATA_FIELDS else key]
            value = 2 if data_field in counts else rng.getrandbits(size)
            if key == "DF002":
                value = int(prefix_number)
            out.append(format(value, f"0{size}b"))
            yield prefix + next(ids), key + suffix, scale

    for prefix_number, type_name in kept["seq"][3]["type"]["cases"].items():
        definition = RTCM_PAYLOADS_GET.get(str(prefix_number))
        if definition is None or not re.match(r"message_|.*_ephemeris", type_name):
            continue
        names = [field["id"] for field in kept["types"][type_name]["seq"]]
        groups = schema.Type(type_name, definition).groups if type_name.startswith("message_") else []
        bits = []
        pairs = list(walk(definition, names, groups, "payload/", "", bits))
        bits = "".join(bits)
        bits += "0" * (-len(bits) % 8)
        payload = int(bits, 2).to_bytes(len(bits) // 8, "big")
        frame = RTCMMessage(payload=payload).serialize()
        message = vars(RTCMReader.parse(frame))
        values = {}
        for path, attribute, scale in pairs:
            value = message.get(attribute)
            if value is None or "DF001" in attribute:
                continue
            if isinstance(value, (str, bytes)):
                value = ord(value)
            values[path] = round(value / scale) if scale not in (0, 1) else value
        yield case(frame, values)


def nmea(rng):
    from pynmeagps import GET, NMEAMessage, NMEAReader

    position = ["lat/text", "lat/hemisphere", "lon/text", "lon/hemisphere"]
    names = {
        "GGA": ["time", *position, "quality", "num_sv", "hdop", "alt", "alt_unit", "sep", "sep_unit", "diff_age",
                "diff_station"],
        "GLL": [*position, "time", "status", "pos_mode"],
        "GSA": ["op_mode", "nav_mode", *[f"svids/{i}/text" for i in range(12)], "pdop", "hdop", "vdop", "system_id"],
        "RMC": ["time", "status", *position, "spd", "cog", "date", "mv", "mv_ew", "pos_mode", "nav_status"],
        "VTG": ["cogt", "cogt_unit", "cogm", "cogm_unit", "sogn", "sogn_unit", "sogk", "sogk_unit", "pos_mode"],
    }

    import yaml
    kept = yaml.safe_load((Path(__file__).parent.parent / "formats/schemas/nmea.ksy").read_text())["types"]
    for kind in ("GNS", "GST", "ZDA", "GBS", "GRS", "DTM", "HDT", "HDG", "THS", "TXT", "ROT", "DBT", "DPT", "MTW", "MWV",
                 "VHW", "VDM", "VDO"):
        names[kind] = []
        for field in kept["ais" if kind in ("VDM", "VDO") else kind.lower()]["seq"]:
            name = field["id"]
            if field["type"] == "coordinate":
                names[kind] += [f"{name}/text", f"{name}/hemisphere"]
            elif "repeat-expr" in field:
                names[kind] += [f"{name}/{i}/text" for i in range(field["repeat-expr"])]
            else:
                names[kind].append(name)

    def record(talker, kind, payload):
        text = NMEAMessage(talker, kind, GET, payload=payload.split(",")).serialize()
        message = NMEAReader.parse(text)
        fields = message.payload
        columns = names.get(kind)
        if kind == "GSV":
            count = (len(fields) - 3) // 4
            groups = [f"svs/{i}/{n}" for i in range(count) for n in ("svid", "elv", "az", "cno")]
            columns = ["num_msg", "msg_num", "num_sv", *groups, "signal_id"]
        values = {"sentence/address": talker + kind, "sentence/formatter": kind, "sentence/talker": talker,
                  "checksum": text[-4:-2].decode()}
        near = {}
        if columns is None:
            values["sentence/fields/text"] = payload
        else:
            values |= {f"sentence/fields/{n}": f for n, f in zip(columns, fields)}
        for axis in ("lat", "lon"):
            if columns and f"{axis}/text" in columns and isinstance(getattr(message, axis, ""), float):
                near[f"sentence/fields/{axis}/degrees"] = getattr(message, axis)
        return case(text, values, near=near)

    yield record("GN", "GLL", "5327.04319,N,00214.41396,W,223232.00,A,A")
    yield record("GN", "GGA", "092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,")
    yield record("GP", "GGA", "235959.999,3352.128,S,15112.558,W,4,12,0.5,-3.2,M,22.6,M,1.0,0031")
    yield record("GP", "GGA", ",,,,,0,00,99.99,,,,,,")
    yield record("GN", "RMC", "083559.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A,V")
    yield record("GP", "RMC", "225446,A,4916.45,N,12311.12,W,000.5,054.7,191194,020.3,E,A")
    yield record("GN", "GSA", "A,3,23,29,07,08,09,18,26,28,,,,,1.94,1.18,1.54,1")
    yield record("GP", "GSA", "M,1,,,,,,,,,,,,,99.9,99.9,99.9")
    yield record("GP", "GSV", "3,1,09,09,,,17,10,,,40,12,,,49,13,,,35,1")
    yield record("GP", "GSV", "3,3,09,25,20,300,47")
    yield record("GL", "GSV", "1,1,00")
    yield record("GP", "VTG", "77.52,T,,M,0.004,N,0.008,K,A")
    yield record("GN", "ZDA", "082710.00,16,09,2002,00,00")
    yield record("GP", "GSV", "3,3,10,14,09,319,,11,03,016,,136,27,157,,124,28,162,")
    yield record("GN", "GNS", "103600.01,5114.51176,N,00012.29380,W,ANNN,07,1.18,111.5,45.6,,,V")
    yield record("GP", "GST", "082356.00,1.8,,,,1.7,1.3,2.2")
    yield record("GP", "GBS", "235503.00,1.6,1.4,3.2,,,,,,")
    yield record("GN", "GRS", "104148.00,1,2.6,2.2,-1.6,-1.1,-1.7,-1.5,5.8,1.7,,,,,1,1")
    yield record("GP", "DTM", "W84,,0.08,N,0.07,E,-47.7,W84")
    yield record("GP", "HDT", "274.07,T")
    yield record("HC", "HDG", "98.3,0.0,E,12.6,W")
    yield record("GP", "THS", "77.52,A")
    yield record("GN", "TXT", "01,01,02,u-blox AG - www.u-blox.com")
    yield record("TI", "ROT", "-35.6,A")
    yield record("SD", "DBT", "17.0,f,5.1,M,2.8,F")
    yield record("SD", "DPT", "2.4,0.5,")
    yield record("YX", "MTW", "17.5,C")
    yield record("WI", "MWV", "214.8,R,0.1,K,A")
    yield record("VW", "VHW", "245.1,T,245.1,M,000.01,N,000.01,K")
    for kind, payload in (("VDM", "1,1,,A,14eG;o@034o8sd<L9i:a;WF>062D,0"), ("VDO", "1,1,,B,B3P<iS000?tsKD7IQ9SQ3wUUoP06,0")):
        text = f"AI{kind},{payload}"
        total = 0
        for byte in text.encode():
            total ^= byte
        values = {f"sentence/fields/{n}": f for n, f in zip(names[kind], payload.split(","))}
        yield case(f"!{text}*{total:02X}\r\n".encode(), values)
    text = NMEAMessage("P", "UBX", GET, payload="00,081350.00,4717.113210,N,00833.915187,E,546.589,G3".split(","))
    yield case(text.serialize(), {"sentence/address": "PUBX", "sentence/formatter": "PUBX00"})
    yield from nmea_described(rng)


def nmea_described(rng):
    """Yields a frame of each sentence of nmea.py, whose values are the fields in order."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "formats/schemas"))
    import nmea as schema

    for line in schema.SENTENCES.strip().splitlines():
        formatter, _, fields = line.split(": ", 2)
        head, _, group = fields.rstrip("}").partition("{")
        names = [item.partition("/")[0] for item in head.split()]
        if group:
            name, *items = group.split()
            name, _, count = name.partition("*")
            for i in range(int(count or 3)):
                names += [f"{name}/{i}/{item.partition('/')[0]}" for item in items or ["text"]]
        prefix = formatter if formatter.startswith("P") and not len(formatter) == 3 else "GP" + formatter
        address = re.match("PUBX|PSTI|PASHR|PTNL|PFEC|PFST|PGLOR", prefix)
        address = address[0] if address else prefix
        message_id = prefix.removeprefix(address)
        if address == prefix and address in ("PASHR", "PGLOR"):
            continue  # A text in the first field would be a message ID.
        payload, values = [], {"sentence/address": address, "sentence/formatter": formatter}
        for name in names:
            name, _, kind = name.partition(":")
            text = str(rng.randrange(1000)) if kind == "i" else f"{rng.randrange(10**6) / 100}" if kind else f"T{len(payload)}"
            if name == "msg_id" and message_id:
                text = message_id
            elif name == "sentence_version":
                text = "1"
            if kind == "@":
                values[f"sentence/fields/{name}/text"], values[f"sentence/fields/{name}/hemisphere"] = "4717.11", "N"
                payload += ["4717.11", "N"]
                continue
            values[f"sentence/fields/{name}"] = text
            payload.append(text)
        text = ",".join([address, *payload])
        total = 0
        for byte in text.encode():
            total ^= byte
        yield case(f"${text}*{total:02X}\r\n".encode(), values)


def mavlink(rng):
    import importlib
    from pymavlink import mavutil  # noqa: F401: selects the wire protocol
    from pymavlink.dialects.v10 import common as v1
    from pymavlink.dialects.v20 import common as v2

    text = Path(__file__).parent.parent.joinpath("formats/schemas/mavlink.ksy").read_text()
    listed = re.search(r"\n  messages: \{(.*?)\}", text, re.S).group(1)
    names = [(int(i), n) for i, n in re.findall(r"(\d+): (\w+)", listed)]

    def number(kind, trimmed):
        if trimmed or rng.random() < 0.15:
            return 0
        if kind in ("float", "double"):
            return struct.unpack("<f", struct.pack("<f", rng.uniform(-1e4, 1e4)))[0]
        bits = int(re.search(r"\d+", kind).group())
        return rng.getrandbits(bits) - (1 << bits - 1 if kind.startswith("i") else 0)

    def record(dialect, name, short, signed=False):
        cls = getattr(dialect, f"MAVLink_{name}_message")
        args = []
        for at, field in enumerate(cls.fieldnames):
            kind, order = cls.fieldtypes[at], cls.ordered_fieldnames.index(field)
            count = cls.array_lengths[order]
            trimmed = short and order > 0
            if kind == "char":
                args.append(b"" if trimmed else b"text"[: rng.randint(0, 4)])
            elif count:
                args.append([number(kind, trimmed) for _ in range(count)])
            else:
                args.append(number(kind, trimmed))
        link = dialect.MAVLink(io.BytesIO(), srcSystem=rng.randint(1, 255), srcComponent=rng.randint(0, 255))
        link.seq = rng.randint(0, 255)
        if signed:
            link.signing.secret_key = bytes(range(32))
            link.signing.sign_outgoing = True
            link.signing.link_id = 3
            link.signing.timestamp = rng.getrandbits(48)
        frame = bytes(cls(*args).pack(link))
        reader = dialect.MAVLink(io.BytesIO())
        if signed:
            reader.signing.secret_key = bytes(range(32))
        message = reader.parse_char(frame)
        header = message.get_header()
        values = {"seq": header.seq, "sysid": header.srcSystem, "compid": header.srcComponent,
                  "msgid": header.msgId, "len": header.mlen}
        for at, field in enumerate(cls.fieldnames):
            value, kind = getattr(message, field), cls.fieldtypes[at]
            if isinstance(value, list) and kind == "uint8_t":
                values[f"payload/{field.lower()}"] = bytes(value).hex()
            elif isinstance(value, list):
                values |= {f"payload/{field.lower()}/{i}": v for i, v in enumerate(value)}
            else:
                values[f"payload/{field.lower()}"] = value
        covered = [0, len(frame) - (13 if signed else 0)]
        if signed:
            values |= {"signature/link_id": frame[-13], "signature/timestamp": int.from_bytes(frame[-12:-6], "little"),
                       "signature/signature": frame[-6:].hex()}
        return case(frame, values, covered)

    for ident, name in names:
        yield record(v2, name, False)
        # The trimmed form and version 1 of some messages each.
        if ident % 2 == 0:
            yield record(v2, name, True)
        if ident < 256 and ident % 3 == 0:
            yield record(v1, name, False)
    yield record(v2, "heartbeat", False, signed=True)
    yield record(v2, "gps_raw_int", True, signed=True)
    # A message that the schema does not define.
    from pymavlink.dialects.v20 import ardupilotmega
    unknown = record(ardupilotmega, "ahrs", False)
    yield case(bytes.fromhex(unknown["frame"]), {"msgid": 163}, [0, 1], unverified=True)


def sbus(rng):
    for _ in range(4):
        channels, flags = [rng.randrange(2048) for _ in range(16)], rng.randrange(16)
        packed = sum(value << 11 * at for at, value in enumerate(channels)).to_bytes(22, "little")
        values = {f"channels/{i}": value for i, value in enumerate(channels)}
        values |= {"channel_17": flags & 1, "channel_18": flags >> 1 & 1, "lost_frame": flags >> 2 & 1,
                   "failsafe": flags >> 3 & 1}
        yield case(b"\x0f" + packed + bytes([flags]) + b"\0", values, [0, 1])
        # SBUS2 with other bytes before the next frame.
        footer, filler = rng.choice([4, 0x14, 0x24, 0x34]), rng.randbytes(3).replace(b"\x0f", b"\0")
        values |= {"footer": footer, **{f"filler/{i}/byte": byte for i, byte in enumerate(filler)}}
        yield case(b"\x0f" + packed + bytes([flags, footer]) + filler, values, [0, 1])


def crsf(rng):
    from crccheck.crc import Crc8DvbS2

    def record(address, kind, payload, values):
        body = bytes([kind]) + payload
        frame = bytes([address, len(body) + 1]) + body + bytes([Crc8DvbS2.calc(body)])
        values = {"address": address, "type": kind, **{f"payload/{k}": v for k, v in values.items()}}
        return case(frame, values, [1, len(frame)])

    def packed(kind, layout, names):
        payload = rng.randbytes(struct.calcsize(layout))
        return record(0xC8, kind, payload, dict(zip(names, struct.unpack(layout, payload))))

    yield case(bytes.fromhex("ee1816e1e3de09c7d78a56800f7ce0031ff8c0073ef0810f7c36"), {"payload/channels/0": 993},
               [1, 26])
    channels = [rng.randrange(2048) for _ in range(16)]
    data = sum(value << 11 * at for at, value in enumerate(channels)).to_bytes(22, "little")
    yield record(0xEE, 0x16, data, {f"channels/{i}": value for i, value in enumerate(channels)})
    yield packed(0x02, ">iiHHHB", ["latitude", "longitude", "groundspeed", "heading", "altitude", "satellites"])
    yield packed(0x07, ">h", ["v_speed"])
    yield record(0xC8, 0x08, struct.pack(">HH", 168, 52) + (1234567).to_bytes(3, "big") + b"\x55",
              {"voltage": 168, "current": 52, "capacity_used": 1234567, "remaining": 0x55})
    yield packed(0x09, ">Hb", ["altitude_packed", "vertical_speed_packed"])
    yield packed(0x14, ">BBBbBBBBBb", ["up_rssi_ant1", "up_rssi_ant2", "up_link_quality", "up_snr",
                                       "active_antenna", "rf_profile", "up_rf_power", "down_rssi",
                                       "down_link_quality", "down_snr"])
    yield packed(0x1E, ">hhh", ["pitch", "roll", "yaw"])
    yield record(0xEA, 0x21, b"ACRO\0", {"flight_mode": "ACRO"})
    yield record(0xC8, 0x28, b"\0\xea", {"destination_address": 0, "origin_address": 0xEA})
    yield packed(0x0B, ">h", ["origin_address"])
    yield record(0xEA, 0x29, b"\xea\xeeVehicle\0ELRS" + struct.pack(">IIBB", 3, 0x30402, 20, 0),
              {"header/destination_address": 0xEA, "header/origin_address": 0xEE, "device_name": "Vehicle",
               "serial_number": 0x454C5253, "hardware_id": 3, "firmware_id": 0x30402, "parameters_total": 20,
               "parameter_version_number": 0})
    yield record(0xEA, 0x3A, b"\xea\xee\x10\0\1\2", {"data": "eaee10000102"})
    for address in (0x00, 0x10, 0x20, 0x7F, 0x80, 0x90, 0x97, 0xC2):
        yield record(address, 0x07, struct.pack(">h", -5), {"v_speed": -5})
    yield packed(0x03, ">hBBBBBH", ["year", "month", "day", "hour", "minute", "second", "millisecond"])
    yield packed(0x06, ">BhhhhhhhhBBB", ["fix_type", "n_speed", "e_speed", "v_speed", "h_speed_acc", "track_acc",
                                         "alt_ellipsoid", "h_acc", "v_acc", "reserved", "h_dop", "v_dop"])
    yield packed(0x0A, ">H", ["speed"])
    yield record(0xC8, 0x0C, b"\1" + (12000).to_bytes(3, "big"), {"source_id": 1, "values/0": 12000})
    yield packed(0x0D, ">Bhh", ["source_id", "values/0", "values/1"])
    yield packed(0x0E, ">BHHH", ["source_id", "values/0", "values/1", "values/2"])
    yield packed(0x1C, ">BBBbB", ["rssi_db", "rssi_percent", "link_quality", "snr", "rf_power_db"])
    yield packed(0x1D, ">BBBbBB", ["rssi_db", "rssi_percent", "link_quality", "snr", "rf_power_db", "fps"])


def modbus(rng, response):
    from pymodbus.framer import FramerRTU
    from pymodbus.pdu import DecodePDU, ExceptionResponse
    from pymodbus.pdu import bit_message as bit
    from pymodbus.pdu import other_message as other
    from pymodbus.pdu import register_message as register

    framer = FramerRTU(DecodePDU(response))

    def record(pdu, values):
        frame = framer.buildFrame(pdu)
        values = {f"body/{k}": v for k, v in values.items()}
        return case(frame, {"address": pdu.dev_id, "function_code": pdu.function_code & 0x7F, **values})

    def listed(name, registers):
        return {f"{name}/{i}": v for i, v in enumerate(registers)}

    from pymodbus.pdu import file_message as file
    from pymodbus.pdu import mei_message as mei

    at = {"address": rng.getrandbits(16), "dev_id": rng.randint(1, 247)}
    reserved = {"address": 3, "dev_id": 254}
    some = [rng.getrandbits(16) for _ in range(5)]
    bits = [bool(rng.getrandbits(1)) for _ in range(16)]
    packed = sum(b << i for i, b in enumerate(bits)).to_bytes(2, "little").hex()
    start = {"starting_address": at["address"]}
    mask = {"reference_address": at["address"], "and_mask": 0xF2, "or_mask": 0x25}
    both = [
        (bit.WriteSingleCoilRequest, bit.WriteSingleCoilResponse, {"bits": [True]},
         {"output_address": at["address"], "output_value": 0xFF00}),
        (register.WriteSingleRegisterRequest, register.WriteSingleRegisterResponse, {"registers": some[:1]},
         {"register_address": at["address"], "register_value": some[0]}),
        (register.MaskWriteRegisterRequest, register.MaskWriteRegisterResponse, {"and_mask": 0xF2, "or_mask": 0x25},
         mask),
    ]
    for request, answer, given, values in both:
        yield record((answer if response else request)(**at, **given), values)
    if response:
        dev = {"dev_id": at["dev_id"]}
        yield record(register.WriteMultipleRegistersResponse(count=5, **reserved), {"starting_address": 3, "quantity": 5})
        yield record(file.ReadFifoQueueResponse(values=[5, 6], **dev), {"fifo_count": 2, **listed("values", [5, 6])})
        yield record(mei.ReadDeviceInformationResponse(read_code=1, information={0: b"Vendor", 1: b"X1"}, **dev),
                     {"number_of_objects": 2, "objects/0/object_value": "Vendor", "objects/1/object_value": "X1"})
        yield record(bit.ReadCoilsResponse(bits=bits, **dev), {"values": packed, "byte_count": 2})
        yield record(register.ReadHoldingRegistersResponse(registers=some, **dev), listed("values", some))
        yield record(register.ReadInputRegistersResponse(registers=some, **dev), listed("values", some))
        yield record(register.WriteMultipleRegistersResponse(count=5, **at), {**start, "quantity": 5})
        yield record(bit.WriteMultipleCoilsResponse(count=9, **at), {**start, "quantity": 9})
        yield record(other.ReadExceptionStatusResponse(status=0x6D, **dev), {"output_data": 0x6D})
        refused = ExceptionResponse(3, 2, **({"device_id": at["dev_id"]}))
        frame = framer.buildFrame(refused)
        yield case(frame, {"is_exception": 1, "function_code": 3, "body/exception_code": 2})
    else:
        yield record(register.ReadInputRegistersRequest(count=1, **reserved), {"starting_address": 3, "quantity": 1})
        yield record(file.ReadFifoQueueRequest(address=7, dev_id=9), {"fifo_pointer_address": 7})
        yield record(mei.ReadDeviceInformationRequest(read_code=1, object_id=2, dev_id=9),
                     {"mei_type": 14, "read_device_id_code": 1, "object_id": 2})
        records = [file.FileRecord(file_number=4, record_number=1, record_length=2)]
        yield record(file.ReadFileRecordRequest(records=records, dev_id=9),
                     {"byte_count": 7, "records/0/file_number": 4, "records/0/record_number": 1})
        for kind in (bit.ReadCoilsRequest, bit.ReadDiscreteInputsRequest, register.ReadHoldingRegistersRequest,
                     register.ReadInputRegistersRequest):
            yield record(kind(count=10, **at), {**start, "quantity": 10})
        yield record(bit.WriteMultipleCoilsRequest(bits=bits, **at), {**start, "quantity": 16, "outputs_value": packed})
        yield record(register.WriteMultipleRegistersRequest(registers=some, **at),
                  {**start, **listed("registers_value", some)})
        yield record(register.ReadWriteMultipleRegistersRequest(
            read_address=3, read_count=6, write_address=14, write_registers=some[:3], dev_id=at["dev_id"]),
            {"read_starting_address": 3, "quantity_to_read": 6, "write_starting_address": 14,
             **listed("write_registers_value", some[:3])})
        yield record(other.ReadExceptionStatusRequest(dev_id=at["dev_id"]), {})
        yield case(bytes.fromhex("01030000000ac5cd"), {"body/starting_address": 0, "body/quantity": 10})


def ccsds(rng):
    from space_packet_parser.generators.ccsds import create_ccsds_packet

    for size in (1, 7, 300):
        data = rng.randbytes(size)
        fields = {"type": rng.getrandbits(1), "secondary_header_flag": rng.getrandbits(1),
                  "apid": rng.getrandbits(11), "sequence_flags": rng.getrandbits(2),
                  "sequence_count": rng.getrandbits(14)}
        packet = bytes(create_ccsds_packet(data, **fields))
        renamed = {"type": "packet_type", "sequence_count": "packet_sequence_count"}
        values = {renamed.get(k, k): v for k, v in fields.items()}
        # Bit flips are detectable only in the 3-bit version, which is not a whole byte.
        yield case(packet, {**values, "packet_data_length": size - 1, "packet_data_field": data.hex()}, [0, 0])


def ulog(rng):
    from pyulog import ULog

    def message(kind, body):
        return struct.pack("<HB", len(body), ord(kind)) + body

    def keyed(key, value):
        return bytes([len(key)]) + key.encode() + value

    points = [(1000 + i, struct.unpack("<f", struct.pack("<f", rng.uniform(-9, 9)))[0]) for i in range(4)]
    log = b"ULog\x01\x12\x35\x01" + struct.pack("<Q", 123456)
    log += message("B", bytes(40))
    log += message("F", b"vehicle_point:uint64_t timestamp;float x;uint8_t[4] _padding0;")
    log += message("I", keyed("char[4] sys_name", b"PX4x"))
    log += message("I", keyed("int32_t time_ref_utc", struct.pack("<i", -3600)))
    log += message("P", keyed("float MPC_XY_P", struct.pack("<f", 0.95)))
    log += message("P", keyed("int32_t SYS_AUTOSTART", struct.pack("<i", 4001)))
    log += message("A", struct.pack("<BH", 0, 7) + b"vehicle_point")
    log += message("S", bytes.fromhex("2f731320250cbb12"))
    log += b"".join(message("D", struct.pack("<HQf", 7, *point)) for point in points)
    log += message("L", b"6" + struct.pack("<Q", 1004) + b"Takeoff detected")
    log += message("O", struct.pack("<H", 25))
    read = ULog(io.BytesIO(log))
    topic = read.get_dataset("vehicle_point")
    values = {"timestamp": read.start_timestamp, "messages/1/body/message_name": "vehicle_point",
              "messages/1/body/fields/1/name": read.message_formats["vehicle_point"].fields[1][2],
              "messages/2/body/value/value": read.msg_info_dict["sys_name"],
              "messages/3/body/value/value": read.msg_info_dict["time_ref_utc"],
              "messages/4/body/value/value": read.initial_parameters["MPC_XY_P"],
              "messages/5/body/value/value": read.initial_parameters["SYS_AUTOSTART"],
              "messages/6/body/msg_id": topic.msg_id, "messages/6/body/message_name": topic.name,
              "messages/12/body/log_level": read.logged_messages[0].log_level,
              "messages/12/body/message": read.logged_messages[0].message,
              "messages/13/body/duration": read.dropouts[0].duration}
    for i, (time, x) in enumerate(zip(topic.data["timestamp"], topic.data["x"])):
        values[f"messages/{8 + i}/body/data"] = struct.pack("<Qf", time, x).hex()
    yield case(log, values, [0, 7])


def dataflash(rng):
    from pymavlink.DFReader import DFReader_binary

    def text(value, size):
        return value.encode().ljust(size, b"\0")

    def definition(kind, length, name, letters, columns):
        return (b"\xa3\x95\x80" + bytes([kind, length]) + text(name, 4) + text(letters, 16) + text(columns, 64))

    codes = {"n": "4s", "N": "16s", "Z": "64s", "c": "h", "C": "H", "e": "i", "E": "I", "L": "i", "M": "B"}
    plan = {"POSX": (20, "QBcCeELf", "TimeUS,Status,Cc,CC,Ee,EE,Lat,Spd"), "PARM": (33, "QNf", "TimeUS,Name,Value"),
            "MSG": (40, "QZ", "TimeUS,Message"), "ALL": (41, "bBhHiIdnqQM", "b,B,h,H,i,I,d,n,q,Q,M")}

    def layout(letters):
        return "<" + "".join(codes.get(letter, letter) for letter in letters)

    log = definition(0x80, 89, "FMT", "BBnNZ", "Type,Length,Name,Format,Columns")
    for name, (kind, letters, columns) in plan.items():
        log += definition(kind, 3 + struct.calcsize(layout(letters)), name, letters, columns)
    records = []
    for name in ("PARM", "POSX", "MSG", "POSX", "ALL", "PARM"):
        kind, letters, _ = plan[name]
        fields = []
        for letter in letters:
            code = codes.get(letter, letter)
            if code.endswith("s"):
                fields.append(text("ABCD", int(code[:-1])))
            elif code in "fd":
                fields.append(struct.unpack("<f", struct.pack("<f", rng.uniform(-100, 100)))[0])
            elif letter == "Q":
                fields.append(rng.getrandbits(40))
            else:
                size = struct.calcsize(code) * 8 - (1 if code.islower() else 0)
                fields.append(rng.getrandbits(size - 1))
        records.append((name, letters, fields))
        log += b"\xa3\x95" + bytes([kind]) + struct.pack(layout(letters), *fields)
    values = {}
    scale = {"c": 100, "C": 100, "e": 100, "E": 100, "L": 1e7}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.bin"
        path.write_bytes(log)
        reader = DFReader_binary(str(path))
        at = 0
        while (message := reader.recv_msg()) is not None:
            if message.get_type() == "FMT":
                values[f"messages/{at}/body/name"] = message.Name
                values[f"messages/{at}/body/columns"] = message.Columns
            else:
                for i, (column, letter) in enumerate(zip(message.fmt.columns, message.fmt.format)):
                    value = getattr(message, column)
                    if letter in scale:
                        value = round(value * scale[letter])
                    path = f"messages/{at}/body/values/{i}"
                    values[path + "/text" if letter in "nNZ" else path] = value
            at += 1
    assert at == 5 + len(records)
    yield case(log, values, [0, 3])


def stuffed(rng, stuff, crc):
    # Some values contain bytes that must be escaped.
    for fields in ((0xC0, 0xDBC0DB7E, -1, 0), (0, 0, 0, 0), (0x7E, 0x7D5E7E00, 0x7E7D, 0x1100), (1, 2, 3, 4)):
        body = struct.pack("<BIhH", *fields)
        frame = body + crc.calc(body).to_bytes(2, "little")
        values = dict(zip(("sequence", "time", "temperature", "humidity"), fields))
        yield case(frame, values, sent=stuff(frame).hex())


def slip_example(rng):
    from crccheck.crc import Crc16Ibm3740
    import sliplib
    return stuffed(rng, sliplib.encode, Crc16Ibm3740)


def cobs_example(rng):
    from cobs import cobs
    from crccheck.crc import Crc16Ibm3740
    return stuffed(rng, lambda frame: cobs.encode(frame) + b"\0", Crc16Ibm3740)


def hdlc_example(rng):
    from crccheck.crc import Crc16IbmSdlc

    def stuff(frame):
        out = b"".join(bytes([0x7D, b ^ 0x20]) if b in (0x7D, 0x7E) else bytes([b]) for b in frame)
        return b"\x7e" + out + b"\x7e"
    return stuffed(rng, stuff, Crc16IbmSdlc)


PROTOCOLS = {
    "ubx": ubx, "rtcm3": rtcm3, "nmea": nmea, "mavlink": mavlink, "sbus": sbus, "crsf": crsf,
    "modbus_request": lambda rng: modbus(rng, False), "modbus_response": lambda rng: modbus(rng, True),
    "ccsds": ccsds, "ulog": ulog, "dataflash": dataflash, "slip_example": slip_example,
    "cobs_example": cobs_example, "hdlc_example": hdlc_example,
}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    differ = []
    for name, generate in PROTOCOLS.items():
        lines = [json.dumps(line) for line in generate(random.Random(name))]
        text, path = "\n".join(lines) + "\n", FOLDER / f"{name}.jsonl"
        if "--check" in sys.argv[1:]:
            if path.read_text() != text:
                differ.append(str(path))
        else:
            path.write_text(text)
        print(f"{name}: {len(lines)} frames", file=sys.stderr)
    if differ:
        sys.exit(f"differ: {', '.join(differ)}")


if __name__ == "__main__":
    main()
