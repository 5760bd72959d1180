# Keys that exclude or require each other.
meta: {id: combinations, encoding: ASCII}
seq:
  - {id: a, size: 2, size-eos: true}
#                    ^ error: `size-eos`
  - {id: b, type: u1, terminator: 0}
#                     ^ error: `terminator`
  - {id: c, type: str}
#        ^ error: without an end help: `size`
  - {id: d}
#        ^ error: without an end help: `size`
  - {id: e, type: u1, repeat: expr}
#                             ^ error: `repeat-expr`
  - {id: f, type: u1, repeat: until}
#                             ^ error: `repeat-until`
  - {id: g, type: u1, repeat-expr: 3}
#                                  ^ error: `repeat-expr` help: `repeat: expr`
  - {id: h, size: 2, encoding: ASCII}
#                    ^ error: `encoding`
  - {id: i, type: u1, size: 1}
#                     ^ error: `size`
  - {id: j, type: u1, process: xor(1)}
#                     ^ error: `process`
instances:
  l: {value: 1, pos: 2}
#               ^ error: `pos`
  m: {value: 1, type: u1}
#               ^ error: `type`
