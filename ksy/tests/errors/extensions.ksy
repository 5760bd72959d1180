# bytescope extensions: checksums and frames.
meta:
  id: extensions
  endian: le
  -frame: {max-size: 9, stufing: cobs}
#                       ^ error: `stufing` help: `stuffing`
seq:
  - {id: head, type: u1}
  - {id: body, size: 4}
  - {id: crc_a, type: u2, -checksum: {algorithm: crc-16/ibm-3470, from: head, to: body}}
#                                                ^ error: crc-16/ibm-3740
  - {id: crc_b, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: haed, to: body}}
#                                                                       ^ error: `haed` help: `head`
  - {id: crc_c, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: body, to: crc_c}}
#        ^ error: range contains
  - {id: crc_d, type: u2, -checksum: {algorithm: crc-16/ibm-3740, form: head, to: body}}
#                                                                 ^ error: `form` help: `from`
