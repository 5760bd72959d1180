# Constants and rules that no data can satisfy.
meta: {id: contents_and_valid, encoding: ASCII}
seq:
  - {id: a, contents: [1, 256]}
#                         ^ error: 256
  - {id: b, contents: AB, size: 3}
#                               ^ error: `size`
  - {id: d, type: u1, valid: '"x"'}
#                             ^ error:
  - {id: e, type: u1, valid: {any-of: [1, '"two"']}}
#                                          ^ error:
  - {id: f, type: str, size: 1, valid: {min: 3}}
#                                            ^ error:
  - {id: g, type: u1, valid: {eq: 1, min: 2}}
#                            ^ error: one rule
  - {id: h, type: u1, valid: {in-enum: true}}
#                                      ^ error: `enum`
  - {id: i, type: u1, enum: k, valid: {in-enum: false}}
#                                               ^ error: `in-enum`
  - {id: j, type: t, valid: 1}
#                           ^ error:
types: {t: {seq: [{id: x, type: u1}]}}
enums: {k: {1: one}}
