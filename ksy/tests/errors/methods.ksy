# Unknown methods and invalid arguments.
meta: {id: methods, encoding: ASCII}
seq:
  - {id: n, type: u1}
  - {id: s, type: str, size: 2}
  - {id: l, type: u1, repeat: expr, repeat-expr: 2}
instances:
  length: {value: n.length}
#                   ^ error: `length`
  size: {value: s.size}
#                 ^ error: `size`
  reversed: {value: l.reverse}
#                     ^ error: `reverse`
  near: {value: s.revers}
#                 ^ error: `revers` help: `reverse`
  arguments: {value: s.substring(1)}
#                      ^ error:
  encoding: {value: '[0x41].to_s'}
#                           ^ error:
  stream: {value: _io.length}
#                     ^ error: `length`
