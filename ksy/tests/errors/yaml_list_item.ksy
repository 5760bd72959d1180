# A list item without a space.
meta: {id: yaml_list_item}
seq:
  -id: a
# ^ error: missing space after `-` help: a list item starts with `- `
   type: u1
