meta:
  id: hdlc_example
  title: Readings in HDLC frames, an example
  license: MIT OR Apache-2.0
  endian: le
  -frame: {max-size: 64, stuffing: hdlc}
doc: |
  A reading of a sensor between two flags 7E. The fields are those of the frame without its escapes.
  Copy it, and put fields of your own in the place of these.
doc-ref: RFC 1662, section 4
seq:
  - {id: sequence, type: u1, doc: Counts the frames}
  - {id: time, type: u4, -unit: ms, doc: Since the sensor was switched on}
  - {id: temperature, type: s2, -unit: 0.01 °C}
  - {id: humidity, type: u2, -unit: '0.01 %'}
  - id: crc
    type: u2
    -hex: true
    -checksum: {algorithm: crc-16/ibm-sdlc, from: sequence, to: humidity}
    doc: CRC of all before it
