# A schema without a name.
meta:
#< error: `id`
  endian: le
seq: []
