# Numbers as `contents`: YAML does not preserve their notation.
meta: {id: contents_number}
seq:
  - {id: a, contents: 0x4c4f}
#                     ^ error: expected a string or a list of bytes help: [0x4c, 0x4f]
  - {id: b, contents: [0x4c, 0x4f47]}
#                            ^ error: expected an integer from 0 to 255 help: 0x4f, 0x47
  - {id: c, contents: '0x4c4f'}
