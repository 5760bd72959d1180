# Style: a field with the size of another field is named `len_…`, a field with an item count `num_…`.
meta: {id: style_warnings}
seq:
  - {id: size_of_a, type: u1}
#        ^ warning: `len_a`
  - {id: a, size: size_of_a}
  - {id: count, type: u1}
#        ^ warning: `num_items`
  - {id: items, type: u1, repeat: expr, repeat-expr: count}
