# Unknown keys in each kind of node, with the nearest known key.
meta:
  id: keys_unknown
  endain: le
# ^ error: `endain` help: `endian`
seq:
  - id: a
    typ: u1
#   ^ error: `typ` help: `type`
  - id: b
    type: u1
    repeat-exp: 3
#   ^ error: `repeat-exp` help: `repeat-expr`
  - id: c
    type:
      switch_on: a
#     ^ error: `switch_on` help: `switch-on`
      cases: {1: u1}
  - id: d
    type: u1
    valid:
      minimum: 3
#     ^ error: `minimum` help: `min`
instances:
  e:
    value: 1
    sise: 3
#   ^ error: `sise`
types:
  t:
    sequence: []
#   ^ error: `sequence`
    params:
      - id: p
        typ: u1
#       ^ error: `typ` help: `type`
enums:
  k:
    1:
      id: one
      docs: x
#     ^ error: `docs` help: `doc`
sqe: []
#< error: `sqe` help: `seq`
