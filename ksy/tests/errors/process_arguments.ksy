# Invalid arguments of `process` routines. (Unknown names are custom routines.)
meta: {id: process_arguments}
seq:
  - {id: b, size: 2, process: xor}
#                             ^ error: `xor`
  - {id: c, size: 2, process: zlib(1)}
#                             ^ error: `zlib`
  - {id: d, size: 2, process: rol("a")}
#                             ^ error: `rol`
