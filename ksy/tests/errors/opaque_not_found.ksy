# A type of another file that is nowhere.
meta: {id: opaque_not_found, ks-opaque-types: true}
seq: [{id: a, type: some_other_type}]
#                   ^ error: `some_other_type`
