# Invalid operands; the location of a binary operator is that of the operator.
meta: {id: operators, encoding: ASCII}
seq:
  - {id: n, type: u1}
  - {id: s, type: str, size: 2}
  - {id: b, size: 2}
  - {id: k, type: u1, enum: e}
instances:
  plus: {value: n + s}
#                 ^ error:
  minus: {value: s - s}
#                  ^ error:
  compare: {value: n == s}
#                    ^ error:
  less: {value: b < n}
#                 ^ error:
  labels: {value: k == 1}
#                   ^ error:
  logic: {value: n and true}
#                  ^ error:
  negated: {value: not n}
#                      ^ error:
  shifted: {value: s << 1}
#                    ^ error:
  inverted: {value: ~s}
#                    ^ error:
  chosen: {value: 'n ? 1 : 2'}
#                  ^ error:
  branches: {value: 'n == 1 ? 1 : "a"'}
#                    ^ error:
  index: {value: 'b["x"]'}
#                   ^ error:
  number: {value: 'n[0]'}
#                  ^ error:
enums: {e: {1: one}}
