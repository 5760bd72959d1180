# Syntax errors in expressions; the location is that of the first unexpected character.
meta: {id: expression_syntax}
seq:
  - {id: n, type: u1}
  - {id: a, size: n +}
#                    ^ error:
  - {id: b, size: (n + 1}
#                       ^ error:
  - {id: c, size: 'n n'}
#                    ^ error:
  - {id: d, type: u1, if: n = 1}
#                           ^ error: help: `==`
  - {id: e, type: u1, if: n > 1 && n < 3}
#                               ^ error: help: `and`
  - {id: f, size: "n ? 1"}
#                       ^ error:
  - {id: g, type: u1, if: '"open'}
#                          ^ error:
  - {id: h, size: ''}
#                  ^ error:
