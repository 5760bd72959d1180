# Invalid YAML.
meta: {id: yaml_syntax}
seq:
  - id: a
   type: u1
#  ^ error: inconsistent indentation: expected 2 or 4 spaces, found 3
