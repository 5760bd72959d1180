# Values of the wrong type.
meta:
  id: keys_wrong_kind
  endian: middle
#         ^ error: `middle`
seq:
  - id: a
    type: u1
    repeat: often
#           ^ error: `often`
  - id: b
    size: 2
    size-eos: maybe
#             ^ error: `maybe`
  - id: c
    size: 4
    terminator: 256
#               ^ error: 256
  - id: d
    type: [u1]
#         ^ error:
  - text
#   ^ error:
enums:
  k: [1, 2]
#    ^ error:
types: {t: {seq: {a: u1}}}
#                ^ error:
