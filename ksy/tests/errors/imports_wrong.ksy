# Imports that are not found or not used.
meta:
  id: imports_wrong
  imports:
    - missing_file
#     ^ error: `missing_file.ksy`
    - /nowhere/absolute
#     ^ error: `/nowhere/absolute.ksy`
    - imported/unused
#     ^ warning: `unused`
    - imported/fine
seq: [{id: a, type: fine}]
