# Duplicate names of fields, instances, parameters and enum values.
meta: {id: ids_duplicate}
seq:
  - {id: a, type: u1}
  - {id: a, type: u1}
#        ^ error: `a`
instances:
  a: {value: 1}
# ^ error: `a`
types:
  t:
    params: [{id: p, type: u1}]
    seq: [{id: p, type: u1}]
#              ^ error: `p`
enums:
  k:
    1: one
    2: one
#      ^ error: `one`
