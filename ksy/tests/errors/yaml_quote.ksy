# A quote without an end.
meta:
  id: yaml_quote
  title: 'Quote
#        ^ error: quote `'` is never closed help: add a closing `'`
  endian: le
seq:
  - {id: a, contents: 'x'}
