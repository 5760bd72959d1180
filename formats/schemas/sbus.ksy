meta:
  id: sbus
  title: SBUS
  application: Futaba receivers, Betaflight, PX4
  license: MIT OR Apache-2.0
  bit-endian: le
  -frame: {max-size: 34, confirm: 2}
doc: |
  Channel values of a remote control, sent every 7 or 14 ms at 100,000 bit/s with even parity and two stop bits
  (8E2). There is no checksum, so a frame is accepted only in a sequence of frames. Receivers with telemetry slots
  send a few other bytes between frames.
doc-ref:
  - https://github.com/betaflight/betaflight/blob/master/src/main/rx/sbus.c
  - https://github.com/bolderflight/sbus
seq:
  - {id: header, contents: [0x0f], doc: Header byte}
  - id: channels
    type: b11
    repeat: expr
    repeat-expr: 16
    doc: Channel values, 172 to 1811 over the full stick travel; 992 is the center
  - {id: channel_17, type: b1, doc: Digital channel 17}
  - {id: channel_18, type: b1, doc: Digital channel 18}
  - {id: lost_frame, type: b1, doc: True if a radio frame was lost}
  - {id: failsafe, type: b1, doc: True if failsafe is active (signal lost)}
  - {id: reserved, type: b4, doc: Reserved}
  - id: footer
    type: u1
    enum: footers
    valid: {in-enum: true}
    -hex: true
    doc: Footer byte
  - id: filler
    type: filler
    repeat: until
    repeat-until: _.is_last or _index == 7
    if: not _io.eof and next != 0x0f
    doc: Other bytes before the next frame
instances:
  next: {pos: 25, type: u1, if: not _io.eof, -hex: true, doc: First byte after the frame}
types:
  filler:
    seq: [{id: byte, type: u1, -hex: true}]
    instances:
      next: {pos: _io.pos, type: u1, if: not _io.eof, -hex: true}
      is_last: {value: _io.eof or next == 0x0f}
enums:
  footers: {
    0x00: sbus, 0x04: sbus2_slot_0, 0x14: sbus2_slot_8, 0x24: sbus2_slot_16, 0x34: sbus2_slot_24,
    0x03: telemetry_slot_0, 0x83: telemetry_slot_1, 0x43: telemetry_slot_2, 0xc3: telemetry_slot_3,
    0x23: telemetry_slot_4, 0xa3: telemetry_slot_5, 0x63: telemetry_slot_6, 0xe3: telemetry_slot_7,
  }
