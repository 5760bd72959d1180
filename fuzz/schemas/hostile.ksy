# Requests more than the data contains: offsets, sizes and counts from the data, recursive types,
# growing values.
meta:
  id: hostile
  endian: le
seq:
  - {id: kind, type: u1}
  - id: body
    type:
      switch-on: kind
      cases:
        0: nested
        1: inner
        2: packed
        3: idle
        4: grown
        5: far
        6: rounds
        7: long_list
        _: words
types:
  nested:
    seq:
      - {id: more, type: u1}
      - {id: next, type: nested, if: more > 0}
    instances:
      depth: {value: 'more > 0 ? next.depth + 1 : 0'}
  inner:
    seq:
      - {id: size, type: u2}
      - {id: next, size: size, type: inner, if: size > 0}
      - {id: tail, size-eos: true}
  packed:
    seq:
      - {id: size, type: u2}
      - {id: body, size: size, process: zlib, type: packed}
  idle:
    seq:
      - {id: nothing, size: 0, repeat: eos}
  grown:
    seq:
      - {id: count, type: u2}
      - {id: parts, type: part(_index), repeat: expr, repeat-expr: count}
  part:
    params: [{id: index, type: u4}]
    seq: [{id: byte, type: u1, if: not _io.eof}]
    instances:
      text: {value: 'index == 0 ? "abcdefgh" : _parent.as<grown>.parts[index - 1].text + _parent.as<grown>.parts[index - 1].text'}
  far:
    seq:
      - {id: at, type: u8}
      - {id: size, type: u8}
      - {id: shift, type: u1}
    instances:
      there: {pos: at, size: size}
      numbers: {pos: at, type: u4, repeat: expr, repeat-expr: size}
      shifted: {value: at << shift}
      product: {value: at * size * at * size}
      item: {value: '_root.body.as<far>.numbers[size]'}
  rounds:
    seq: [{id: a, type: u1}]
    instances:
      again: {pos: 0, type: rounds, repeat: expr, repeat-expr: a}
      x: {value: y}
      y: {value: 'a > 9 ? x : a'}
  long_list:
    seq:
      - {id: count, type: u8}
      - {id: bytes, type: u1, repeat: expr, repeat-expr: count}
    instances:
      least: {value: bytes.min}
      copies: {pos: 0, type: copy, repeat: expr, repeat-expr: 5000}
  copy:
    instances:
      all: {io: _root._io, pos: 0, size-eos: true, process: ror(3)}
      text: {io: _root._io, pos: 0, size-eos: true, type: str, encoding: UTF-16LE}
      turned: {value: text.reverse}
  words:
    seq:
      - {id: list, type: u2, repeat: eos}
