# Only `xor`, `rol`, `ror` and `zlib` are built in; others need code.
meta: {id: process_unknown}
seq:
  - {id: a, size: 2, process: xro(1)}
#                             ^ error: `xro` help: `xor`
  - {id: b, size: 2, process: xor}
#                             ^ error:
  - {id: c, size: 2, process: 'my.decoder(1)'}
#                             ^ error: `my.decoder`
