# Invalid YAML.
meta: {id: yaml_syntax}
seq:
  - id: a
   type: u1
#  ^ error: YAML
