# A tab in the indentation.
meta:
  id: yaml_tab
seq:
  - id: a
	type: u1
#< error: tab in the indentation help: indent with spaces
