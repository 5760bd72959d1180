# The keys of bytescope: checksums, frames and units.
meta:
  id: extensions
  endian: le
  -frame: {max-size: 9, stufing: cobs}
#                       ^ error: `stufing` help: `stuffing`
seq:
  - {id: head, type: u1}
  - {id: body, size: 4, -unit: 5}
#                              ^ error:
  - {id: crc_a, type: u2, -checksum: {algorithm: crc-16/ibm-3470, from: head, to: body}}
#                                                ^ error: crc-16/ibm-3740
  - {id: crc_b, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: haed, to: body}}
#                                                                       ^ error: `haed` help: `head`
  - {id: crc_c, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: body, to: crc_c}}
#                                                                                 ^ error: `crc_c`
  - {id: crc_d, type: u2, -checksum: {algorithm: crc-16/ibm-3740, form: head, to: body}}
#                                                                 ^ error: `form` help: `from`
  - {id: crc_e, type: u1, -checksum: {algorithm: crc-32/iso-hdlc, from: head, to: body}}
#                   ^ error:
