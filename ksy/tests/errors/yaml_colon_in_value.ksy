# A colon in a value without quotes.
meta:
  id: yaml_colon_in_value
  title: a: b
#         ^ error: unexpected `: ` in a value help: put quotes around
seq: []
