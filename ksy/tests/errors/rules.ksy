# bytescope extensions: rules and conditions.
meta:
  id: rules
  endian: le
  encoding: ASCII
  -detect: head + 1
#          ^ error: `-detect` must be a boolean
seq:
  - {id: head, type: u1, -check: {minn: 1}}
#                                 ^ error: `minn` help: `min`
  - {id: second, type: u1, -check: {expr: head}}
#                                         ^ error: `-check/expr` must be a boolean
  - {id: third, type: u1, -check: {min: 1, in-enum: true}}
#                                 ^ error: `-check` must have one rule
  - {id: zone, type: strz, -content: posix_tzz}
#                                    ^ error: `posix_tzz` help: `posix_tz`
  - {id: number, type: u1, -content: posix_tz}
#                                    ^ error: requires a string
  - {id: zones, type: strz, -content: posix_tz, repeat: eos}
#                                     ^ error: not allowed with `repeat`
  - {id: picture, size: 9, -content: gif_lzw(head)}
#                                    ^ error: requires two integers
