meta:
  id: rtcm3
  title: RTCM 3 corrections
  license: MIT OR Apache-2.0
  endian: be
  bit-endian: be
  -frame: {max-size: 1029, message: message_number}
doc: |
  A message with differential corrections for satellite receivers. Fields are packed bit by bit, most
  significant bit first; the first 12 bits of the payload are the message number.
doc-ref: RTCM 10403.3, Differential GNSS Services, version 3
seq:
  - {id: preamble, contents: [0xd3], doc: Preamble}
  - {id: reserved, type: b6, valid: 0, doc: 'Reserved, must be 0'}
  - {id: length, type: b10, -unit: bytes, doc: Message length (payload size in bytes)}
  - id: payload
    size: length
    type:
      switch-on: layout
      cases: {1005: station, 1006: station, 1077: msm, _: other}
    doc: Data message
    doc-ref: RTCM 10403.3, "Messages"
  - id: crc
    type: b24
    -hex: true
    -checksum: {algorithm: crc-24q, from: preamble, to: payload}
    doc: CRC-24Q of the preceding fields
    doc-ref: RTCM 10403.3, "Transport layer"
instances:
  message_number: {pos: 3, type: b12, if: length >= 2, doc: Message number; absent from an empty message}
  is_msm:
    value: >-
      length >= 2 and message_number >= 1071 and message_number <= 1137 and message_number % 10 >= 1 and
      message_number % 10 <= 7
    doc: True for a Multiple Signal Message (MSM)
  layout:
    value: 'is_msm ? 1077 : length >= 2 ? message_number : 0'
    doc: Number of a message with the same layout
types:
  other:
    doc: Message of another type
    seq: [{id: data, size-eos: true, doc: Contents}]
  station:
    doc: 'Stationary RTK reference station ARP, in 1006 with antenna height'
    doc-ref: RTCM 10403.3, message types 1005 and 1006
    seq:
      - {id: message_number, -orig-id: DF002, type: b12, doc: Message number}
      - {id: reference_station_id, -orig-id: DF003, type: b12, doc: Reference station ID}
      - {id: itrf_realization_year, -orig-id: DF021, type: b6, doc: ITRF realization year}
      - {id: gps_indicator, -orig-id: DF022, type: b1, doc: GPS indicator}
      - {id: glonass_indicator, -orig-id: DF023, type: b1, doc: GLONASS indicator}
      - {id: galileo_indicator, -orig-id: DF024, type: b1, doc: Galileo indicator}
      - id: reference_station_indicator
        -orig-id: DF141
        type: b1
        doc: 'Reference-station indicator: true for a non-physical station'
      - id: ecef_x_bits
        -orig-id: DF025
        type: b38
        -hex: true
        doc: 'Antenna reference point ECEF-X, two''s complement'
      - id: single_receiver_oscillator_indicator
        -orig-id: DF142
        type: b1
        doc: Single receiver oscillator indicator
      - {id: reserved, -orig-id: DF001, type: b1, doc: Reserved}
      - id: ecef_y_bits
        -orig-id: DF026
        type: b38
        -hex: true
        doc: 'Antenna reference point ECEF-Y, two''s complement'
      - {id: quarter_cycle_indicator, -orig-id: DF364, type: b2, doc: Quarter cycle indicator}
      - id: ecef_z_bits
        -orig-id: DF027
        type: b38
        -hex: true
        doc: 'Antenna reference point ECEF-Z, two''s complement'
      - id: antenna_height
        -orig-id: DF028
        type: b16
        if: message_number == 1006
        -unit: 0.1 mm
        doc: Antenna height
    instances:
      ecef_x:
        value: (ecef_x_bits ^ 0x2000000000) - 0x2000000000
        -unit: 0.1 mm
        doc: Antenna reference point ECEF-X
      ecef_y:
        value: (ecef_y_bits ^ 0x2000000000) - 0x2000000000
        -unit: 0.1 mm
        doc: Antenna reference point ECEF-Y
      ecef_z:
        value: (ecef_z_bits ^ 0x2000000000) - 0x2000000000
        -unit: 0.1 mm
        doc: Antenna reference point ECEF-Z
  msm:
    doc: Header of a Multiple Signal Message, without the satellite and signal data
    doc-ref: RTCM 10403.3, "Multiple Signal Messages", contents of the message header
    seq:
      - {id: message_number, -orig-id: DF002, type: b12, doc: Message number}
      - {id: reference_station_id, -orig-id: DF003, type: b12, doc: Reference station ID}
      - id: gnss_epoch_time
        -orig-id: DF004, DF248, DF427 or DF428
        type: b30
        if: not is_glonass
        -unit: ms
        doc: GNSS epoch time
      - id: glonass_day_of_week
        -orig-id: DF416
        type: b3
        if: is_glonass
        doc: 'GLONASS day of week, 0 for Sunday; 7 if unknown'
      - id: glonass_epoch_time
        -orig-id: DF034
        type: b27
        if: is_glonass
        -unit: ms
        doc: GLONASS epoch time
      - id: multiple_message_bit
        -orig-id: DF393
        type: b1
        doc: 'Multiple message bit: true if another message of the same epoch follows'
      - {id: iods, -orig-id: DF409, type: b3, doc: Issue of data station}
      - {id: reserved, -orig-id: DF001, type: b7, doc: Reserved}
      - {id: clock_steering_indicator, -orig-id: DF411, type: b2, doc: Clock steering indicator}
      - {id: external_clock_indicator, -orig-id: DF412, type: b2, doc: External clock indicator}
      - id: divergence_free_smoothing_indicator
        -orig-id: DF417
        type: b1
        doc: GNSS divergence-free smoothing indicator
      - {id: smoothing_interval, -orig-id: DF418, type: b3, doc: GNSS smoothing interval}
      - id: satellite_mask
        -orig-id: DF394
        type: b64
        -hex: true
        doc: 'GNSS satellite mask, most significant bit for satellite 1'
      - id: signal_mask
        -orig-id: DF395
        type: b32
        -hex: true
        doc: 'GNSS signal mask, most significant bit for signal 1'
      - id: cell_mask
        -orig-id: DF396
        type: b1
        repeat: expr
        repeat-expr: satellite_count * signal_count
        doc: 'GNSS cell mask: true for each satellite and signal with data'
    instances:
      is_glonass: {value: message_number / 10 == 108}
      system: {value: message_number / 10, enum: systems}
      # Population count of a mask: sums of adjacent bits, pairs and nibbles; bytes are summed modulo 255.
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
