meta:
  id: everyday
  title: Common features of schemas
  endian: le
seq:
  - {id: magic, contents: EV}
  - {id: kind, type: u1, enum: kinds}
  - {id: flag_a, type: b1}
  - {id: flag_b, type: b3le}
  - {id: flag_c, type: b4le}
  - {id: len, type: u4}
  - {id: text, type: str, size: len, encoding: UTF-8}
  - {id: count, type: u1}
  - {id: numbers, type: s2be, repeat: expr, repeat-expr: count}
  - {id: name, type: strz, encoding: ISO-8859-1, eos-error: false}
  - {id: more, type: u1}
  - id: items
    type: item(_index)
    repeat: expr
    repeat-expr: more
  - id: rest
    size-eos: true
    type: rest
types:
  item:
    params:
      - {id: index, type: s4}
    seq:
      - {id: size, type: u1}
      - id: body
        size: size
        type:
          switch-on: size
          cases:
            1: one
            2: pair
            4: u4
    instances:
      twice: {value: size * 2 + index}
      sibling: {value: '_parent.items[0].size', if: index > 0}
  one:
    seq: [{id: value, type: u1, valid: {min: 1, max: 9}}]
  pair:
    seq: [{id: values, type: u1, repeat: eos}]
    instances:
      top: {value: values.max}
  rest:
    seq:
      - {id: packed, size: 8, process: xor(0x5a), if: _io.size >= 8}
      - {id: lines, type: str, encoding: ASCII, terminator: 10, repeat: until, repeat-until: '_ == "" or _io.eof', eos-error: false}
instances:
  first: {pos: 0, type: u2be}
  last: {pos: _io.size - 1, type: u1}
  words: {io: _root._io, pos: 0, type: u2, repeat: expr, repeat-expr: 3}
  sum: {value: 'numbers.size > 0 ? numbers.first + numbers.last : 0'}
  label: {value: 'f"{text} and {count}"'}
enums:
  kinds: {1: one, 2: two}
