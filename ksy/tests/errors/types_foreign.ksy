# Types with a size that does not exist, or with a name from another language.
meta: {id: types_foreign, endian: be}
seq:
  - {id: a, type: u3}
#                 ^ error: unknown type `u3` help: integers have 1, 2, 4 or 8 bytes; use `b24` for 24 bits
  - {id: b, type: s16}
#                 ^ error: unknown type `s16` help: did you mean `s2`? the number is the size in bytes
  - {id: c, type: f2}
#                 ^ error: unknown type `f2` help: floats have 4 or 8 bytes
  - {id: d, type: uint32_t}
#                 ^ error: unknown type `uint32_t` help: did you mean `u4`?
  - {id: e, type: b65}
#                 ^ error: bit field must be 1 to 64 bits wide, not 65
  - {id: f, type: bool}
#                 ^ error: `bool` is only allowed in parameters and casts help: use `b1`
  - {id: g, type: own}
types:
  own: {seq: [{id: a, type: bytes}]}
#                           ^ error: `bytes` is only allowed in parameters and casts help: omit `type`
