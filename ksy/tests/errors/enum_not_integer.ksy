# `enum` requires an integer.
meta: {id: enum_not_integer, encoding: ASCII, endian: le}
seq:
  - {id: a, type: str, size: 2, enum: k}
#                               ^ error: `enum`
  - {id: b, size: 2, enum: k}
#                    ^ error: `enum`
  - {id: c, type: f4, enum: k}
#                     ^ error: `enum`
instances:
  d: {value: '"x"', enum: k}
#                         ^ error: integer
enums: {k: {1: one}}
