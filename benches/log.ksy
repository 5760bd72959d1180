meta:
  id: device_log
  title: Log of a device
  endian: le
  bit-endian: le
seq:
  - {id: records, type: record, repeat: eos}
types:
  record:
    seq:
      - {id: time, type: u4, -unit: ms}
      - {id: kind, type: u1, enum: kinds}
      - {id: is_on, type: b1}
      - {id: mode, type: b3}
      - {id: reserved, type: b4}
      - {id: level, type: b12}
      - {id: channel, type: b4}
      - {id: probes, type: probe, repeat: expr, repeat-expr: 3}
      - {id: data, size: 8, type: {switch-on: kind, cases: {'kinds::power': power, 'kinds::place': place}}}
      - {id: marks, size: 8}
    instances:
      seconds: {value: time / 1000.0, -unit: s}
  probe:
    seq: [{id: raw, type: s2}, {id: gain, type: u1}, {id: state, type: u1}]
    instances:
      temperature: {value: raw * 0.01 - 40, -unit: °C}
  power:
    seq: [{id: volts, type: f4, -unit: V}, {id: amps, type: f4, -unit: A}]
  place:
    seq: [{id: x, type: s4}, {id: y, type: s4}]
enums:
  kinds: {0: power, 1: place, 2: raw}
