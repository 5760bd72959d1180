meta:
  id: sbus
  title: SBUS
  application: Futaba receivers, Betaflight, PX4
  license: MIT OR Apache-2.0
  bit-endian: le
  -frame: {max-size: 25, confirm: 2}
doc: |
  The channels of a remote control, sent every 7 or 14 ms at 100000 bit/s with even parity. There is
  no checksum: a frame counts only beside others.
doc-ref:
  - https://github.com/betaflight/betaflight/blob/master/src/main/rx/sbus.c
  - https://github.com/bolderflight/sbus
seq:
  - {id: header, contents: [0x0f], doc: Begins every frame}
  - id: channels
    type: b11
    repeat: expr
    repeat-expr: 16
    doc: Positions; 172 to 1811 are the ends of the stick, 992 is the middle
  - {id: channel_17, type: b1, doc: A switch}
  - {id: channel_18, type: b1, doc: A switch}
  - {id: is_lost, type: b1, doc: A frame was lost on the air}
  - {id: is_failsafe, type: b1, doc: 'The transmitter is gone: channels have their safe positions'}
  - {id: reserved, type: b4}
  - id: footer
    type: u1
    enum: footers
    valid: {in-enum: true}
    -hex: true
    doc: Ends every frame
enums:
  footers: {0x00: sbus, 0x04: sbus2_slot_0, 0x14: sbus2_slot_8, 0x24: sbus2_slot_16, 0x34: sbus2_slot_24}
