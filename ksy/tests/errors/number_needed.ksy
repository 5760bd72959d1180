# Sizes, offsets and counts must be integers.
meta: {id: number_needed, encoding: ASCII}
seq:
  - {id: text, type: str, size: 2}
  - {id: a, size: text}
#                 ^ error: integer
  - {id: b, size: 1.5}
#                 ^ error: integer
  - {id: c, size: true}
#                 ^ error: integer
  - {id: d, type: u1, repeat: expr, repeat-expr: text}
#                                                ^ error: integer
  - {id: f, size: 1, process: rol("x")}
#                             ^ error: `rol`
instances:
  e: {pos: '"5"', size: 1}
#           ^ error: integer
