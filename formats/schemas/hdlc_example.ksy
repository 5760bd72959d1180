meta:
  id: hdlc_example
  title: Sensor readings in HDLC frames (example)
  license: MIT OR Apache-2.0
  endian: le
  -frame: {max-size: 64, stuffing: hdlc}
doc: |
  A sensor reading between two 0x7e flags. The fields describe the frame after unescaping.
  A template: copy it and replace the fields with your own.
doc-ref: RFC 1662, section 4
seq:
  - {id: sequence, type: u1, doc: Frame counter}
  - {id: time, type: u4, -unit: ms, doc: Time since power-on}
  - {id: temperature, type: s2, -unit: 0.01 °C, doc: Temperature}
  - {id: humidity, type: u2, -unit: '0.01 %', doc: Relative humidity}
  - id: crc
    type: u2
    -hex: true
    -checksum: {algorithm: crc-16/ibm-sdlc, from: sequence, to: humidity}
    doc: CRC-16 of the preceding fields
