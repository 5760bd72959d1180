# Sizes that depend on the data or refer to themselves.
meta: {id: sizeof_dynamic}
seq:
  - {id: n, type: u1}
  - {id: a, type: dynamic}
instances:
  of_type: {value: sizeof<dynamic>}
#                         ^ error: size of `dynamic` depends on the data
  of_field: {value: a._sizeof}
#                   ^ error: depends on the data
types:
  dynamic: {seq: [{id: x, size: _root.n}]}
  loop: {seq: [{id: x, size: sizeof<loop>}]}
#                                   ^ error:
