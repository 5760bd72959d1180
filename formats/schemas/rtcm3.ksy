meta:
  id: rtcm3
  title: RTCM 3 corrections
  license: MIT OR Apache-2.0
  endian: be
  bit-endian: be
  -frame: {max-size: 1029, message: number}
doc: |
  A message of corrections for satellite receivers. Fields are packed bit by bit, the most
  significant one first; the first 12 bits of the payload are the number of the message.
doc-ref: RTCM 10403.3, Differential GNSS Services, version 3
seq:
  - {id: preamble, contents: [0xd3], doc: Begins every frame}
  - {id: reserved, type: b6, valid: 0, doc: Zero}
  - {id: length, type: b10, -unit: bytes, doc: Length of the payload}
  - id: payload
    size: length
    type:
      switch-on: layout
      cases: {1005: station, 1006: station, 1077: msm, _: other}
    doc: The fields of the message
    doc-ref: RTCM 10403.3, "Messages"
  - id: crc
    type: b24
    -hex: true
    -checksum: {algorithm: crc-24q, from: preamble, to: payload}
    doc: CRC-24Q of all before it
    doc-ref: RTCM 10403.3, "Transport layer"
instances:
  number: {pos: 3, type: b12, if: length >= 2, doc: Number of the message; none in an empty one}
  is_msm:
    value: length >= 2 and number >= 1071 and number <= 1137 and number % 10 >= 1 and number % 10 <= 7
    doc: Whether the message holds multiple signals of one system
  layout: {value: 'is_msm ? 1077 : length >= 2 ? number : 0', doc: A message of the same fields}
types:
  other:
    doc: A message whose fields are not described here
    seq: [{id: data, size-eos: true}]
  station:
    doc: Where the antenna of a reference station stands, in 1006 with its height
    doc-ref: RTCM 10403.3, message types 1005 and 1006
    seq:
      - {id: number, type: b12, doc: DF002}
      - {id: station_id, type: b12, doc: DF003}
      - {id: itrf_year, type: b6, doc: 'DF021, the year of the realisation of ITRF'}
      - {id: has_gps, type: b1, doc: DF022}
      - {id: has_glonass, type: b1, doc: DF023}
      - {id: has_galileo, type: b1, doc: DF024}
      - {id: is_virtual, type: b1, doc: 'DF141, the station is no real one'}
      - {id: ecef_x_bits, type: b38, -hex: true, doc: 'DF025, in two''s complement'}
      - {id: has_one_oscillator, type: b1, doc: DF142}
      - {id: reserved, type: b1, doc: DF001}
      - {id: ecef_y_bits, type: b38, -hex: true, doc: 'DF026, in two''s complement'}
      - {id: quarter_cycle, type: b2, doc: DF364}
      - {id: ecef_z_bits, type: b38, -hex: true, doc: 'DF027, in two''s complement'}
      - {id: antenna_height, type: b16, if: number == 1006, -unit: 0.1 mm, doc: DF028}
    instances:
      ecef_x: {value: (ecef_x_bits ^ 0x2000000000) - 0x2000000000, -unit: 0.1 mm, doc: DF025}
      ecef_y: {value: (ecef_y_bits ^ 0x2000000000) - 0x2000000000, -unit: 0.1 mm, doc: DF026}
      ecef_z: {value: (ecef_z_bits ^ 0x2000000000) - 0x2000000000, -unit: 0.1 mm, doc: DF027}
  msm:
    doc: |
      The header of a message of multiple signals. What follows for each satellite and signal is
      not described here.
    doc-ref: RTCM 10403.3, "Multiple Signal Messages", contents of the message header
    seq:
      - {id: number, type: b12, doc: DF002}
      - {id: station_id, type: b12, doc: DF003}
      - {id: epoch, type: b30, if: not is_glonass, -unit: ms, doc: 'DF004, DF248, DF427, DF428'}
      - {id: glonass_day, type: b3, if: is_glonass, doc: 'DF416, 0 is Sunday, 7 unknown'}
      - {id: glonass_epoch, type: b27, if: is_glonass, -unit: ms, doc: DF034}
      - {id: has_more, type: b1, doc: 'DF393, another message of this epoch follows'}
      - {id: iods, type: b3, doc: DF409}
      - {id: reserved, type: b7, doc: DF001}
      - {id: clock_steering, type: b2, doc: DF411}
      - {id: external_clock, type: b2, doc: DF412}
      - {id: is_smoothed_divergence_free, type: b1, doc: DF417}
      - {id: smoothing_interval, type: b3, doc: DF418}
      - {id: satellite_mask, type: b64, -hex: true, doc: 'DF394, the highest bit is satellite 1'}
      - {id: signal_mask, type: b32, -hex: true, doc: 'DF395, the highest bit is signal 1'}
      - id: cells
        type: b1
        repeat: expr
        repeat-expr: satellite_count * signal_count
        doc: DF396, whether there is data for each signal of each satellite
    instances:
      is_glonass: {value: number / 10 == 108}
      system: {value: number / 10, enum: systems}
      # The ones of a mask: sums of neighbouring bits, pairs and nibbles; bytes add up modulo 255.
      satellite_pairs:
        value: (satellite_mask & 0x5555555555555555) + (satellite_mask >> 1 & 0x5555555555555555)
      satellite_nibbles:
        value: (satellite_pairs & 0x3333333333333333) + (satellite_pairs >> 2 & 0x3333333333333333)
      satellite_count:
        value: ((satellite_nibbles + (satellite_nibbles >> 4)) & 0x0f0f0f0f0f0f0f0f) % 255
      signal_pairs: {value: (signal_mask & 0x55555555) + (signal_mask >> 1 & 0x55555555)}
      signal_nibbles: {value: (signal_pairs & 0x33333333) + (signal_pairs >> 2 & 0x33333333)}
      signal_count: {value: ((signal_nibbles + (signal_nibbles >> 4)) & 0x0f0f0f0f) % 255}
enums:
  systems: {107: gps, 108: glonass, 109: galileo, 110: sbas, 111: qzss, 112: beidou, 113: navic}
