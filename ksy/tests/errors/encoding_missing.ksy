# Strings require an encoding.
meta: {id: encoding_missing}
seq:
  - {id: a, type: str, size: 2}
#        ^ error: encoding help: `encoding`
  - {id: b, type: strz}
#        ^ error: encoding help: `encoding`
  - {id: c, type: strz, encoding: ASCII}
