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
      cases: {
        1005: station, 1006: station, 1007: antenna, 1008: antenna, 1033: antenna, 1029: unicode_text,
        1077: msm, 1230: glonass_biases,
        1019: gps_ephemeris, 1020: glonass_ephemeris, 1041: navic_ephemeris, 1042: beidou_ephemeris,
        1044: qzss_ephemeris, 1045: galileo_fnav_ephemeris, 1046: galileo_inav_ephemeris, _: other,
      }
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
      - id: ecef_x
        -orig-id: DF025
        type: b38
        -signed: twos-complement
        -unit: 0.1 mm
        doc: Antenna reference point ECEF-X
      - id: single_receiver_oscillator_indicator
        -orig-id: DF142
        type: b1
        doc: Single receiver oscillator indicator
      - {id: reserved, -orig-id: DF001, type: b1, doc: Reserved}
      - id: ecef_y
        -orig-id: DF026
        type: b38
        -signed: twos-complement
        -unit: 0.1 mm
        doc: Antenna reference point ECEF-Y
      - {id: quarter_cycle_indicator, -orig-id: DF364, type: b2, doc: Quarter cycle indicator}
      - id: ecef_z
        -orig-id: DF027
        type: b38
        -signed: twos-complement
        -unit: 0.1 mm
        doc: Antenna reference point ECEF-Z
      - id: antenna_height
        -orig-id: DF028
        type: b16
        if: message_number == 1006
        -unit: 0.1 mm
        doc: Antenna height
  msm:
    doc: 'Multiple Signal Message: header, then each data field of all satellites, then of all cells'
    doc-ref: RTCM 10403.3, "Multiple Signal Messages"
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
      - id: rough_range_ms
        -orig-id: DF397
        type: b8
        repeat: expr
        repeat-expr: satellite_count
        if: level >= 4
        -unit: ms
        doc: Integer milliseconds of the rough range; 255 if invalid
      - id: extended_info
        -orig-id: DF419
        type: b4
        repeat: expr
        repeat-expr: satellite_count
        if: level == 5 or level == 7
        doc: 'Extended satellite information; GLONASS: frequency channel number plus 7'
      - id: rough_range_modulo
        -orig-id: DF398
        type: b10
        repeat: expr
        repeat-expr: satellite_count
        -unit: 2^-10 ms
        doc: Rough range modulo 1 ms
      - id: rough_range_rate
        -orig-id: DF399
        type: b14
        -signed: twos-complement
        repeat: expr
        repeat-expr: satellite_count
        if: level == 5 or level == 7
        -unit: m/s
        doc: Rough phase range rate; -8192 if invalid
      - id: fine_pseudorange
        -orig-id: DF400
        type: b15
        -signed: twos-complement
        repeat: expr
        repeat-expr: cell_count
        if: level == 1 or level >= 3 and level <= 5
        -unit: 2^-24 ms
        doc: Fine pseudorange; -16384 if invalid
      - id: fine_pseudorange_extended
        -orig-id: DF405
        type: b20
        -signed: twos-complement
        repeat: expr
        repeat-expr: cell_count
        if: level >= 6
        -unit: 2^-29 ms
        doc: Fine pseudorange with extended resolution; -524288 if invalid
      - id: fine_phase_range
        -orig-id: DF401
        type: b22
        -signed: twos-complement
        repeat: expr
        repeat-expr: cell_count
        if: level >= 2 and level <= 5
        -unit: 2^-29 ms
        doc: Fine phase range; -2097152 if invalid
      - id: fine_phase_range_extended
        -orig-id: DF406
        type: b24
        -signed: twos-complement
        repeat: expr
        repeat-expr: cell_count
        if: level >= 6
        -unit: 2^-31 ms
        doc: Fine phase range with extended resolution; -8388608 if invalid
      - id: lock_time_indicator
        -orig-id: DF402
        type: b4
        repeat: expr
        repeat-expr: cell_count
        if: level >= 2 and level <= 5
        doc: Lock time indicator
      - id: lock_time_indicator_extended
        -orig-id: DF407
        type: b10
        repeat: expr
        repeat-expr: cell_count
        if: level >= 6
        doc: Lock time indicator with extended range and resolution
      - id: half_cycle_ambiguity
        -orig-id: DF420
        type: b1
        repeat: expr
        repeat-expr: cell_count
        if: level >= 2
        doc: Half-cycle ambiguity indicator
      - id: cnr
        -orig-id: DF403
        type: b6
        repeat: expr
        repeat-expr: cell_count
        if: level == 4 or level == 5
        -unit: dBHz
        doc: Carrier-to-noise ratio
      - id: cnr_extended
        -orig-id: DF408
        type: b10
        repeat: expr
        repeat-expr: cell_count
        if: level >= 6
        -unit: 2^-4 dBHz
        doc: Carrier-to-noise ratio with extended resolution
      - id: fine_range_rate
        -orig-id: DF404
        type: b15
        -signed: twos-complement
        repeat: expr
        repeat-expr: cell_count
        if: level == 5 or level == 7
        -unit: 0.0001 m/s
        doc: Fine phase range rate; -16384 if invalid
    instances:
      level: {value: message_number % 10, doc: 'MSM type, 1 to 7'}
      cells: {pos: 21, type: cells(satellite_count * signal_count), doc: Cell mask in groups of eight}
      cell_count: {value: cells.count, doc: Number of cells with data}
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
  cells:
    doc: 'Cell mask, after one bit of the signal mask'
    params: [{id: size, type: u1, doc: Number of cells}]
    seq:
      - {id: before, type: b1}
      - {id: groups, type: b8, repeat: expr, repeat-expr: size / 8}
      - {id: rest, type: b1, repeat: expr, repeat-expr: size % 8}
    instances:
      low:
        value: >-
          (groups.size > 0 ? groups[0] : 0) | (groups.size > 1 ? groups[1] : 0) << 8 |
          (groups.size > 2 ? groups[2] : 0) << 16 | (groups.size > 3 ? groups[3] : 0) << 24
      high:
        value: >-
          (groups.size > 4 ? groups[4] : 0) | (groups.size > 5 ? groups[5] : 0) << 8 |
          (groups.size > 6 ? groups[6] : 0) << 16 | (groups.size > 7 ? groups[7] : 0) << 24
      pairs:
        value: '((low | high << 32) & 0x5555555555555555) + ((low | high << 32) >> 1 & 0x5555555555555555)'
      nibbles: {value: (pairs & 0x3333333333333333) + (pairs >> 2 & 0x3333333333333333)}
      count:
        value: >-
          ((nibbles + (nibbles >> 4)) & 0x0f0f0f0f0f0f0f0f) % 255 +
          (rest.size > 0 and rest[0] ? 1 : 0) + (rest.size > 1 and rest[1] ? 1 : 0) +
          (rest.size > 2 and rest[2] ? 1 : 0) + (rest.size > 3 and rest[3] ? 1 : 0) +
          (rest.size > 4 and rest[4] ? 1 : 0) + (rest.size > 5 and rest[5] ? 1 : 0) +
          (rest.size > 6 and rest[6] ? 1 : 0)
  antenna:
    doc: 'Antenna descriptor, in 1008 and 1033 with serial number, in 1033 with the receiver'
    seq:
      - {id: message_number, -orig-id: DF002, type: b12, doc: Message number}
      - {id: reference_station_id, -orig-id: DF003, type: b12, doc: Reference station ID}
      - {id: antenna_descriptor, type: descriptor, doc: Antenna descriptor}
      - {id: antenna_setup_id, -orig-id: DF031, type: u1, doc: Antenna setup ID}
      - {id: antenna_serial_number, type: descriptor, if: message_number != 1007, doc: Antenna serial number}
      - {id: receiver_type, type: descriptor, if: message_number == 1033, doc: Receiver type}
      - {id: receiver_firmware, type: descriptor, if: message_number == 1033, doc: Receiver firmware version}
      - {id: receiver_serial_number, type: descriptor, if: message_number == 1033, doc: Receiver serial number}
  descriptor:
    seq:
      - {id: length, -orig-id: length, type: u1, -unit: bytes}
      - {id: text, type: str, size: length, encoding: ISO-8859-1}
    to-string: text
  unicode_text:
    doc: Unicode text string
    seq:
      - {id: message_number, -orig-id: DF002, type: b12, doc: Message number}
      - {id: reference_station_id, -orig-id: DF003, type: b12, doc: Reference station ID}
      - {id: modified_julian_day, -orig-id: DF051, type: b16, doc: Modified Julian day}
      - {id: seconds_of_day, -orig-id: DF052, type: b17, -unit: s, doc: UTC time of day}
      - {id: characters, -orig-id: DF138, type: b7, doc: Number of characters}
      - {id: len_text, -orig-id: DF139, type: b8, -unit: bytes, doc: Number of UTF-8 code units}
      - {id: text, -orig-id: DF140, type: str, size: len_text, encoding: UTF-8, doc: Text}
  glonass_biases:
    doc: GLONASS L1 and L2 code-phase biases
    seq:
      - {id: message_number, -orig-id: DF002, type: b12, doc: Message number}
      - {id: reference_station_id, -orig-id: DF003, type: b12, doc: Reference station ID}
      - {id: bias_indicator, -orig-id: DF421, type: b1, doc: Code-phase bias indicator}
      - {id: reserved, -orig-id: DF001, type: b3, doc: Reserved}
      - {id: has_l1_ca, -orig-id: DF422, type: b1, doc: FDMA signals mask}
      - {id: has_l1_p, type: b1}
      - {id: has_l2_ca, type: b1}
      - {id: has_l2_p, type: b1}
      - {id: l1_ca_bias, -orig-id: DF423, type: s2, if: has_l1_ca, -unit: 2 cm, doc: L1 C/A code-phase bias}
      - {id: l1_p_bias, -orig-id: DF424, type: s2, if: has_l1_p, -unit: 2 cm, doc: L1 P code-phase bias}
      - {id: l2_ca_bias, -orig-id: DF425, type: s2, if: has_l2_ca, -unit: 2 cm, doc: L2 C/A code-phase bias}
      - {id: l2_p_bias, -orig-id: DF426, type: s2, if: has_l2_p, -unit: 2 cm, doc: L2 P code-phase bias}
  gps_ephemeris:
    doc: GPS ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF009, type: b6}
      - {id: week_number, -orig-id: DF076, type: b10}
      - {id: sv_accuracy, -orig-id: DF077, type: b4}
      - {id: code_on_l2, -orig-id: DF078, type: b2}
      - {id: idot, -orig-id: DF079, type: b14, -signed: twos-complement, -unit: '2^-43'}
      - {id: iode, -orig-id: DF071, type: b8}
      - {id: toc, -orig-id: DF081, type: b16, -unit: '2^4'}
      - {id: af2, -orig-id: DF082, type: b8, -signed: twos-complement, -unit: '2^-55'}
      - {id: af1, -orig-id: DF083, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: af0, -orig-id: DF084, type: b22, -signed: twos-complement, -unit: '2^-31'}
      - {id: iodc, -orig-id: DF085, type: b10}
      - {id: crs, -orig-id: DF086, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: delta_n, -orig-id: DF087, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: m0, -orig-id: DF088, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cuc, -orig-id: DF089, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: eccentricity, -orig-id: DF090, type: b32, -unit: '2^-33'}
      - {id: cus, -orig-id: DF091, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: sqrt_a, -orig-id: DF092, type: b32, -unit: '2^-19'}
      - {id: toe, -orig-id: DF093, type: b16, -unit: '2^4'}
      - {id: cic, -orig-id: DF094, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: omega0, -orig-id: DF095, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cis, -orig-id: DF096, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: i0, -orig-id: DF097, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: crc, -orig-id: DF098, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: perigee, -orig-id: DF099, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega_dot, -orig-id: DF100, type: b24, -signed: twos-complement, -unit: '2^-43'}
      - {id: tgd, -orig-id: DF101, type: b8, -signed: twos-complement, -unit: '2^-31'}
      - {id: sv_health, -orig-id: DF102, type: b6}
      - {id: l2_p_data_flag, -orig-id: DF103, type: b1}
      - {id: fit_interval, -orig-id: DF137, type: b1}
  glonass_ephemeris:
    doc: GLONASS ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF038, type: b6}
      - {id: satellite_frequency_channel_number, -orig-id: DF040, type: b5}
      - {id: almanac_health, -orig-id: DF104, type: b1}
      - {id: almanac_health_availability_indicator, -orig-id: DF105, type: b1}
      - {id: p1, -orig-id: DF106, type: b2}
      - {id: tk, -orig-id: DF107, type: b12}
      - {id: msb_of_bn_word, -orig-id: DF108, type: b1}
      - {id: p2, -orig-id: DF109, type: b1}
      - {id: tb, -orig-id: DF110, type: b7}
      - {id: xn_first_derivative, -orig-id: DF111, type: b24, -signed: sign-magnitude, -unit: '2^-20'}
      - {id: xn, -orig-id: DF112, type: b27, -signed: sign-magnitude, -unit: '2^-11'}
      - {id: xn_second_derivative, -orig-id: DF113, type: b5, -signed: sign-magnitude, -unit: '2^-30'}
      - {id: yn_first_derivative, -orig-id: DF114, type: b24, -signed: sign-magnitude, -unit: '2^-20'}
      - {id: yn, -orig-id: DF115, type: b27, -signed: sign-magnitude, -unit: '2^-11'}
      - {id: yn_second_derivative, -orig-id: DF116, type: b5, -signed: sign-magnitude, -unit: '2^-30'}
      - {id: zn_first_derivative, -orig-id: DF117, type: b24, -signed: sign-magnitude, -unit: '2^-20'}
      - {id: zn, -orig-id: DF118, type: b27, -signed: sign-magnitude, -unit: '2^-11'}
      - {id: zn_second_derivative, -orig-id: DF119, type: b5, -signed: sign-magnitude, -unit: '2^-30'}
      - {id: p3, -orig-id: DF120, type: b1}
      - {id: gamma_n, -orig-id: DF121, type: b11, -signed: sign-magnitude}
      - {id: p, -orig-id: DF122, type: b2}
      - {id: m_ln, -orig-id: DF123, type: b1}
      - {id: tau_n, -orig-id: DF124, type: b22, -signed: sign-magnitude}
      - {id: m_delta_tau_n, -orig-id: DF125, type: b5, -signed: sign-magnitude}
      - {id: en, -orig-id: DF126, type: b5}
      - {id: m_p4, -orig-id: DF127, type: b1}
      - {id: m_ft, -orig-id: DF128, type: b4}
      - {id: m_nt, -orig-id: DF129, type: b11}
      - {id: m_m, -orig-id: DF130, type: b2}
      - {id: has_additional_data, -orig-id: DF131, type: b1}
      - {id: na, -orig-id: DF132, type: b11}
      - {id: tau_c, -orig-id: DF133, type: b32, -signed: sign-magnitude}
      - {id: m_n4, -orig-id: DF134, type: b5}
      - {id: m_tau_gps, -orig-id: DF135, type: b22, -signed: sign-magnitude}
      - {id: m_ln_2, -orig-id: DF136, type: b1}
      - {id: reserved, -orig-id: DF001, type: b7}
  navic_ephemeris:
    doc: NavIC ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF516, type: b6}
      - {id: week_number, -orig-id: DF517, type: b10}
      - {id: clock_bias, -orig-id: DF518, type: b22, -signed: twos-complement, -unit: '2^-31'}
      - {id: clock_drift_af1, -orig-id: DF519, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: clock_drift_rate, -orig-id: DF520, type: b8, -signed: twos-complement, -unit: '2^-55'}
      - {id: sv_accuracy, -orig-id: DF521, type: b4}
      - {id: toc, -orig-id: DF522, type: b16, -unit: '2^4'}
      - {id: total_group_delay, -orig-id: DF523, type: b8, -signed: twos-complement, -unit: '2^-31'}
      - {id: delta_n, -orig-id: DF524, type: b22, -signed: twos-complement, -unit: '2^-41'}
      - {id: issue_of_data_ephemeris_clock, -orig-id: DF525, type: b8}
      - {id: reserved_bits_after_iodec, -orig-id: DF526, type: b10}
      - {id: l5_flag, -orig-id: DF527, type: b1}
      - {id: s_flag, -orig-id: DF528, type: b1}
      - {id: cuc, -orig-id: DF529, type: b15, -signed: twos-complement, -unit: '2^-28'}
      - {id: cus, -orig-id: DF530, type: b15, -signed: twos-complement, -unit: '2^-28'}
      - {id: cic, -orig-id: DF531, type: b15, -signed: twos-complement, -unit: '2^-28'}
      - {id: cis, -orig-id: DF532, type: b15, -signed: twos-complement, -unit: '2^-28'}
      - {id: crc, -orig-id: DF533, type: b15, -signed: twos-complement, -unit: '2^-4'}
      - {id: crs, -orig-id: DF534, type: b15, -signed: twos-complement, -unit: '2^-4'}
      - {id: idot, -orig-id: DF535, type: b14, -signed: twos-complement, -unit: '2^-43'}
      - {id: m0, -orig-id: DF536, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: toe, -orig-id: DF537, type: b16, -unit: '2^4'}
      - {id: eccentricity, -orig-id: DF538, type: b32, -unit: '2^-33'}
      - {id: sqrt_a, -orig-id: DF539, type: b32, -unit: '2^-19'}
      - {id: omega0, -orig-id: DF540, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: perigee, -orig-id: DF541, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega_dot, -orig-id: DF542, type: b22, -signed: twos-complement, -unit: '2^-41'}
      - {id: i0, -orig-id: DF543, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: reserved_idot, -orig-id: DF544, type: b2}
      - {id: reserved_i0, -orig-id: DF545, type: b2}
  beidou_ephemeris:
    doc: BeiDou ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF488, type: b6}
      - {id: week_number, -orig-id: DF489, type: b13}
      - {id: urai, -orig-id: DF490, type: b4}
      - {id: idot, -orig-id: DF491, type: b14, -signed: twos-complement, -unit: '2^-43'}
      - {id: aode, -orig-id: DF492, type: b5}
      - {id: toc, -orig-id: DF493, type: b17, -unit: '2^3'}
      - {id: a2, -orig-id: DF494, type: b11, -signed: twos-complement, -unit: '2^-66'}
      - {id: a1, -orig-id: DF495, type: b22, -signed: twos-complement, -unit: '2^-50'}
      - {id: a0, -orig-id: DF496, type: b24, -signed: twos-complement, -unit: '2^-33'}
      - {id: aodc, -orig-id: DF497, type: b5}
      - {id: crs, -orig-id: DF498, type: b18, -signed: twos-complement, -unit: '2^-6'}
      - {id: delta_n, -orig-id: DF499, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: m0, -orig-id: DF500, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cuc, -orig-id: DF501, type: b18, -signed: twos-complement, -unit: '2^-31'}
      - {id: eccentricity, -orig-id: DF502, type: b32, -unit: '2^-33'}
      - {id: cus, -orig-id: DF503, type: b18, -signed: twos-complement, -unit: '2^-31'}
      - {id: sqrt_a, -orig-id: DF504, type: b32, -unit: '2^-19'}
      - {id: toe, -orig-id: DF505, type: b17, -unit: '2^3'}
      - {id: cic, -orig-id: DF506, type: b18, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega0, -orig-id: DF507, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cis, -orig-id: DF508, type: b18, -signed: twos-complement, -unit: '2^-31'}
      - {id: i0, -orig-id: DF509, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: crc, -orig-id: DF510, type: b18, -signed: twos-complement, -unit: '2^-6'}
      - {id: perigee, -orig-id: DF511, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega_dot, -orig-id: DF512, type: b24, -signed: twos-complement, -unit: '2^-43'}
      - {id: tgd1, -orig-id: DF513, type: b10, -signed: twos-complement, -unit: '0.1'}
      - {id: tgd2, -orig-id: DF514, type: b10, -signed: twos-complement, -unit: '0.1'}
      - {id: sv_health, -orig-id: DF515, type: b1}
  qzss_ephemeris:
    doc: QZSS ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF429, type: b4}
      - {id: toc, -orig-id: DF430, type: b16, -unit: '2^4'}
      - {id: af2, -orig-id: DF431, type: b8, -signed: twos-complement, -unit: '2^-55'}
      - {id: af1, -orig-id: DF432, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: af0, -orig-id: DF433, type: b22, -signed: twos-complement, -unit: '2^-31'}
      - {id: iode, -orig-id: DF434, type: b8}
      - {id: crs, -orig-id: DF435, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: delta_n, -orig-id: DF436, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: m0, -orig-id: DF437, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cuc, -orig-id: DF438, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: eccentricity, -orig-id: DF439, type: b32, -unit: '2^-33'}
      - {id: cus, -orig-id: DF440, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: sqrt_a, -orig-id: DF441, type: b32, -unit: '2^-19'}
      - {id: toe, -orig-id: DF442, type: b16, -unit: '2^4'}
      - {id: cic, -orig-id: DF443, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: omega0, -orig-id: DF444, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cis, -orig-id: DF445, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: i0, -orig-id: DF446, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: crc, -orig-id: DF447, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: perigee, -orig-id: DF448, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega_dot, -orig-id: DF449, type: b24, -signed: twos-complement, -unit: '2^-43'}
      - {id: idot, -orig-id: DF450, type: b14, -signed: twos-complement, -unit: '2^-43'}
      - {id: codes_on_l2_channel, -orig-id: DF451, type: b2}
      - {id: week_number, -orig-id: DF452, type: b10}
      - {id: ura, -orig-id: DF453, type: b4}
      - {id: sv_health, -orig-id: DF454, type: b6}
      - {id: tgd, -orig-id: DF455, type: b8, -signed: twos-complement, -unit: '2^-31'}
      - {id: iodc, -orig-id: DF456, type: b10}
      - {id: fit_interval, -orig-id: DF457, type: b1}
  galileo_fnav_ephemeris:
    doc: Galileo F/NAV ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF252, type: b6}
      - {id: week_number, -orig-id: DF289, type: b12}
      - {id: iodnav, -orig-id: DF290, type: b10}
      - {id: sv_sisa, -orig-id: DF291, type: b8}
      - {id: idot, -orig-id: DF292, type: b14, -signed: twos-complement, -unit: '2^-43'}
      - {id: toc, -orig-id: DF293, type: b14, -unit: '60'}
      - {id: af2, -orig-id: DF294, type: b6, -signed: twos-complement, -unit: '2^-59'}
      - {id: af1, -orig-id: DF295, type: b21, -signed: twos-complement, -unit: '2^-46'}
      - {id: af0, -orig-id: DF296, type: b31, -signed: twos-complement, -unit: '2^-34'}
      - {id: crs, -orig-id: DF297, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: delta_n, -orig-id: DF298, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: m0, -orig-id: DF299, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cuc, -orig-id: DF300, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: eccentricity, -orig-id: DF301, type: b32, -unit: '2^-33'}
      - {id: cus, -orig-id: DF302, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: sqrt_a, -orig-id: DF303, type: b32, -unit: '2^-19'}
      - {id: toe, -orig-id: DF304, type: b14, -unit: '60'}
      - {id: cic, -orig-id: DF305, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: omega0, -orig-id: DF306, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cis, -orig-id: DF307, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: i0, -orig-id: DF308, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: crc, -orig-id: DF309, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: perigee, -orig-id: DF310, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega_dot, -orig-id: DF311, type: b24, -signed: twos-complement, -unit: '2^-43'}
      - {id: bgd, -orig-id: DF312, type: b10, -signed: twos-complement, -unit: '2^-32'}
      - {id: e5a_signal_health_status, -orig-id: DF314, type: b2}
      - {id: e5a_data_validity_status, -orig-id: DF315, type: b1}
      - {id: reserved, -orig-id: DF001, type: b7}
  galileo_inav_ephemeris:
    doc: Galileo I/NAV ephemeris
    seq:
      - {id: message_number, -orig-id: DF002, type: b12}
      - {id: satellite_id, -orig-id: DF252, type: b6}
      - {id: week_number, -orig-id: DF289, type: b12}
      - {id: iodnav, -orig-id: DF290, type: b10}
      - {id: sisa_index, -orig-id: DF286, type: b8}
      - {id: idot, -orig-id: DF292, type: b14, -signed: twos-complement, -unit: '2^-43'}
      - {id: toc, -orig-id: DF293, type: b14, -unit: '60'}
      - {id: af2, -orig-id: DF294, type: b6, -signed: twos-complement, -unit: '2^-59'}
      - {id: af1, -orig-id: DF295, type: b21, -signed: twos-complement, -unit: '2^-46'}
      - {id: af0, -orig-id: DF296, type: b31, -signed: twos-complement, -unit: '2^-34'}
      - {id: crs, -orig-id: DF297, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: delta_n, -orig-id: DF298, type: b16, -signed: twos-complement, -unit: '2^-43'}
      - {id: m0, -orig-id: DF299, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cuc, -orig-id: DF300, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: eccentricity, -orig-id: DF301, type: b32, -unit: '2^-33'}
      - {id: cus, -orig-id: DF302, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: sqrt_a, -orig-id: DF303, type: b32, -unit: '2^-19'}
      - {id: toe, -orig-id: DF304, type: b14, -unit: '60'}
      - {id: cic, -orig-id: DF305, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: omega0, -orig-id: DF306, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: cis, -orig-id: DF307, type: b16, -signed: twos-complement, -unit: '2^-29'}
      - {id: i0, -orig-id: DF308, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: crc, -orig-id: DF309, type: b16, -signed: twos-complement, -unit: '2^-5'}
      - {id: perigee, -orig-id: DF310, type: b32, -signed: twos-complement, -unit: '2^-31'}
      - {id: omega_dot, -orig-id: DF311, type: b24, -signed: twos-complement, -unit: '2^-43'}
      - {id: bgd, -orig-id: DF312, type: b10, -signed: twos-complement, -unit: '2^-32'}
      - {id: bgd_2, -orig-id: DF313, type: b10, -signed: twos-complement, -unit: '2^-32'}
      - {id: e5b_signal_health_status, -orig-id: DF316, type: b2}
      - {id: e5b_data_validity_status, -orig-id: DF317, type: b1}
      - {id: e1b_signal_health_status, -orig-id: DF287, type: b2}
      - {id: e1b_data_validity_status, -orig-id: DF288, type: b1}
      - {id: reserved, -orig-id: DF001, type: b2}
enums:
  systems: {107: gps, 108: glonass, 109: galileo, 110: sbas, 111: qzss, 112: beidou, 113: navic}
