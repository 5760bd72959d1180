# Duplicate YAML key.
meta: {id: yaml_duplicate_key}
seq:
  - id: a
    type: u1
    type: u2
#   ^ error: `type`
