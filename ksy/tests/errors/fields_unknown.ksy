# Unknown fields in all keys that take expressions; the location is that of the name.
meta: {id: fields_unknown}
seq:
  - {id: length, type: u1}
  - {id: a, size: lenght}
#                 ^ error: `lenght` help: `length`
  - {id: b, size: length * 2 + lengt}
#                              ^ error: `lengt` help: `length`
  - {id: c, type: u1, if: size != 0}
#                         ^ error: `size`
  - {id: d, type: u1, repeat: expr, repeat-expr: count}
#                                                ^ error: `count`
  - {id: e, type: u1, repeat: until, repeat-until: _ == lenth}
#                                                       ^ error: `lenth` help: `length`
  - {id: f, type: t, size: 2}
  - {id: g, size: f.lenn}
#                   ^ error: `lenn` help: `len`
  - {id: h, type: u1, valid: {expr: _ < lenght}}
#                                       ^ error: `lenght`
  - id: i
    type: {switch-on: lenght, cases: {1: u1}}
#                     ^ error: `lenght`
  - {id: j, size: 1, process: xor(kee)}
#                                 ^ error: `kee`
instances:
  k: {pos: offset, type: u1}
#          ^ error: `offset`
  l: {value: _root.missing}
#                  ^ error: `missing`
types:
  t:
    seq: [{id: len, type: u1}, {id: p, size: _parent.missing}]
#                                                    ^ error: `missing`
