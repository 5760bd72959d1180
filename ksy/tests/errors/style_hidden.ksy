# Style warnings are hidden by a key of `meta`.
meta: {id: style_hidden, -style: false}
seq:
  - {id: size_of_a, type: u1}
  - {id: a, type: str, size: size_of_a, encoding: utf-8}
  - {id: b, type: strz, encoding: UTF-9}
#                                 ^ warning: unknown encoding `UTF-9`
