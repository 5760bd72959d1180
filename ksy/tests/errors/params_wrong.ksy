# Wrong number or types of arguments.
meta: {id: params_wrong, encoding: ASCII}
seq:
  - {id: a, type: one}
#                 ^ error: 1
  - {id: b, type: 'one(1, 2)'}
#                  ^ error: 1
  - {id: c, type: none(1)}
#                 ^ error: 0
  - {id: d, type: 'one("text")'}
#                      ^ error: 
  - {id: e, type: text(5)}
#                      ^ error: 
types:
  one: {params: [{id: n, type: u1}]}
  text: {params: [{id: s, type: str}]}
  none: {seq: [{id: x, type: u1}]}
