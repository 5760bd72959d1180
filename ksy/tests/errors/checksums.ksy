# Checksums: ranges, widths and parameters.
meta:
  id: checksums
  endian: le
  -checksum: {algorithm: crc-32}
# ^ error: unknown key `-checksum` help: key of a field
seq:
  - {id: head, type: head}
  - {id: body, size: 4}
  - {id: crc_a, type: u4, -checksum: {algorithm: crc-16/arc, from: head, to: body}}
#        ^ error: expected 16 bits, found 32 bits
  - {id: crc_b, type: u4, -checksum: {algorithm: crc-32, from: head.kimd, to: body}}
#                                                              ^ error: `kimd` in type `head` help: `kind`
  - {id: crc_c, type: u4, -checksum: {algorithm: crc-32, from: body, to: head}}
#        ^ error: ends before it starts
  - {id: crc_d, type: u4, -checksum: {algorithm: {width: 32, poly: 0x104c11db7}}}
#                                                ^ error: `poly` out of range
  - {id: crc_e, type: u4, -checksum: {algorithm: crc-32, range: [0, 4], self: zeros}}
#                                                                             ^ error: expected `zero`
  - {id: crc_f, type: u4, -checksums: {algorithm: crc-32}}
#                         ^ error: `-checksums` help: `-checksum`
types:
  head:
    seq:
      - {id: kind, type: u1}
      - {id: crc, type: u4, -checksum: {algorithm: crc-32, from: _parent.head, to: _parent.body}}
#            ^ error: contains the checksum itself
