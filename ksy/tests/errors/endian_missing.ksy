# Numbers of more than one byte require a byte order; the bit order of bit fields has a default.
meta: {id: endian_missing}
seq:
  - {id: a, type: u1}
  - {id: b, type: u2}
#                 ^ error: byte order help: `endian`
  - {id: c, type: f4}
#                 ^ error: byte order help: `endian`
  - {id: d, type: {switch-on: a, cases: {1: s8}}}
#                                           ^ error: byte order help: `endian`
  - {id: e, type: u4be}
  - {id: f, type: b3}
