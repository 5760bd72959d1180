# `if`, `repeat-until` and `valid/expr` require booleans.
meta: {id: condition_not_boolean}
seq:
  - {id: a, type: u1}
  - {id: b, type: u1, if: a}
#                         ^ error: boolean
  - {id: c, type: u1, if: a + 1}
#                         ^ error: boolean
  - {id: d, type: u1, repeat: until, repeat-until: _ + 1}
#                                                  ^ error: boolean
  - {id: e, type: u1, valid: {expr: '"x"'}}
#                                    ^ error: boolean
