meta:
  id: cobs_example
  title: Readings in COBS frames, an example
  license: MIT OR Apache-2.0
  endian: le
  -frame: {max-size: 64, stuffing: cobs}
doc: |
  A reading of a sensor that ends with a byte 00. The fields are those of the frame when the zeros
  are back in their places.
  Copy it, and put fields of your own in the place of these.
doc-ref: Cheshire and Baker, Consistent Overhead Byte Stuffing, 1999
seq:
  - {id: sequence, type: u1, doc: Counts the frames}
  - {id: time, type: u4, -unit: ms, doc: Since the sensor was switched on}
  - {id: temperature, type: s2, -unit: 0.01 °C}
  - {id: humidity, type: u2, -unit: '0.01 %'}
  - id: crc
    type: u2
    -hex: true
    -checksum: {algorithm: crc-16/ibm-3740, from: sequence, to: humidity}
    doc: CRC of all before it
