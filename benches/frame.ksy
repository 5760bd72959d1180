meta:
  id: frame
  title: Sensor frames, equivalent to the built-in type
  endian: le
  -frame: {max-size: 64}
seq:
  - {id: sync, contents: [0xaa, 0x55]}
  - {id: kind, type: u1}
  - {id: len, type: u1}
  - {id: body, size: len, type: reading}
  - id: crc
    type: u2
    -checksum: {algorithm: crc-16/ibm-3740, from: kind, to: body}
types:
  reading:
    seq:
      - {id: timestamp, type: u4, -unit: s}
      - {id: sensor_id, type: u2}
      - {id: temperature, type: f4, -unit: °C}
      - {id: humidity, type: f4, -unit: '%'}
