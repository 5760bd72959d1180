# Invalid names.
meta: {id: ids_bad}
seq:
  - {id: Upper, type: u1}
#        ^ error: `Upper`
  - {id: 1st, type: u1}
#        ^ error: `1st`
  - {id: has-dash, type: u1}
#        ^ error: `has-dash`
instances:
  Big: {value: 1}
# ^ error: `Big`
types:
  BadType: {seq: [{id: a, type: u1}]}
# ^ error: `BadType`
enums:
  Bad_enum: {1: one}
# ^ error: `Bad_enum`
  fine: {1: Not_fine}
#           ^ error: `Not_fine`
