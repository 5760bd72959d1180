meta:
  id: records
  title: Sensor records, equivalent to the built-in type
  endian: le
seq:
  - {id: records, type: record, repeat: eos}
types:
  record:
    seq:
      - {id: timestamp, type: u4, -unit: s}
      - {id: sensor_id, type: u2}
      - {id: temperature, type: f4, -unit: °C}
      - {id: humidity, type: f4, -unit: '%'}
