meta:
  id: cobs_example
  title: Sensor readings in COBS frames (example)
  license: MIT OR Apache-2.0
  endian: le
  -frame: {max-size: 64, stuffing: cobs}
doc: |
  A sensor reading terminated by a zero byte. The fields describe the decoded frame.
  A template: copy it and replace the fields with your own.
doc-ref: Cheshire and Baker, Consistent Overhead Byte Stuffing, 1999
seq:
  - {id: sequence, type: u1, doc: Frame counter}
  - {id: time, type: u4, -unit: ms, doc: Time since power-on}
  - {id: temperature, type: s2, -unit: 0.01 °C, doc: Temperature}
  - {id: humidity, type: u2, -unit: '0.01 %', doc: Relative humidity}
  - id: crc
    type: u2
    -hex: true
    -checksum: {algorithm: crc-16/ibm-3740, from: sequence, to: humidity}
    doc: CRC-16 of the preceding fields
