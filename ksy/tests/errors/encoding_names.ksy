# Warnings: an unknown encoding (its strings cannot be decoded), and non-canonical names of known encodings.
meta: {id: encoding_names}
seq:
  - {id: a, type: strz, encoding: UTF-9}
#                                 ^ warning: `UTF-9` help: `UTF-8`
  - {id: b, type: strz, encoding: utf8}
#                                 ^ warning: `UTF-8`
  - {id: c, type: strz, encoding: latin1}
#                                 ^ warning: `ISO-8859-1`
  - {id: d, type: strz, encoding: cp1252}
#                                 ^ warning: `windows-1252`
  - {id: e, type: strz, encoding: UTF-8}
