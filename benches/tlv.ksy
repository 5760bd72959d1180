meta:
  id: entries
  title: Entries of variable size
  endian: le
seq:
  - {id: entries, type: entry, repeat: eos}
types:
  entry:
    seq:
      - {id: kind, type: u1, valid: {max: 2}}
      - {id: len_name, type: u1}
      - {id: name, type: str, size: len_name, encoding: ASCII}
      - {id: value, type: {switch-on: kind, cases: {0: u2, 1: u4, 2: numbers}}}
  numbers:
    seq: [{id: count, type: u1}, {id: items, type: u2, repeat: expr, repeat-expr: count}]
