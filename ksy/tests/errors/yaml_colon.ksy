# A key without a colon.
meta:
  id: yaml_colon
seq:
  - id: a
    type u1
#   ^ error: missing `:` after `type` help: a key ends with `: `
  - id: b
    type: u1
