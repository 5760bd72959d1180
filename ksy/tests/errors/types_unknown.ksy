# Unknown types, with the nearest known type.
meta: {id: types_unknown, endian: le}
seq:
  - {id: a, type: u3}
#                 ^ error: `u3` help: b24le
  - {id: b, type: hedaer}
#                 ^ error: `hedaer` help: `header`
  - {id: c, type: header::missing}
#                 ^ error: `header::missing`
  - id: d
    type: {switch-on: a.v, cases: {1: heade}}
#                                     ^ error: `heade` help: `header`
instances:
  e: {value: 'a.as<headr>.v'}
#                  ^ error: `headr` help: `header`
  f: {value: sizeof<heder>}
#                   ^ error: `heder` help: `header`
types:
  header: {seq: [{id: v, type: u1}]}
