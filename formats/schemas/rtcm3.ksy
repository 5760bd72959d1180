meta:
  id: rtcm3
  title: RTCM 3 corrections
  license: MIT OR Apache-2.0
  endian: be
  bit-endian: be
  # Counts have the names of the specification.
  -style: false
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
        1044: qzss_ephemeris, 1045: galileo_fnav_ephemeris, 1046: galileo_inav_ephemeris,
        63: beidou_ephemeris, 4072: ublox,
        1001: message_1001, 1002: message_1002, 1003: message_1003, 1004: message_1004, 1009: message_1009,
        1010: message_1010, 1011: message_1011, 1012: message_1012, 1013: message_1013, 1015: message_1015,
        1016: message_1016, 1017: message_1017, 1030: message_1030, 1031: message_1031, 1032: message_1032,
        1034: message_1034, 1035: message_1035, 1037: message_1037, 1038: message_1038, 1039: message_1039,
        1057: message_1057, 1058: message_1058, 1059: message_1059, 1060: message_1060, 1061: message_1061,
        1062: message_1062, 1063: message_1063, 1064: message_1064, 1065: message_1065, 1066: message_1066,
        1067: message_1067, 1068: message_1068,
        1014: message_1014, 1021: message_1021, 1022: message_1022, 1023: message_1023, 1024: message_1024,
        1025: message_1025, 1026: message_1026, 1027: message_1027, 1240: message_1240, 1241: message_1241,
        1242: message_1242, 1243: message_1243, 1244: message_1244, 1245: message_1245, 1246: message_1246,
        1247: message_1247, 1248: message_1248, 1249: message_1249, 1250: message_1250, 1251: message_1251,
        1252: message_1252, 1253: message_1253, 1254: message_1254, 1255: message_1255, 1256: message_1256,
        1257: message_1257, 1258: message_1258, 1259: message_1259, 1260: message_1260, 1261: message_1261,
        1262: message_1262, 1263: message_1263, 1300: message_1300, 1301: message_1301, 1302: message_1302,
        1303: message_1303, 1304: message_1304, 1305: message_1305,
        _: other,
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
  ublox:
    doc: 'u-blox message: 4072.0 reference station PVT, 4072.1 additional reference station information'
    seq:
      - {id: message_number, -orig-id: DF002, type: b12, doc: Message number}
      - {id: subtype, type: b12, if: _io.size >= 3, doc: Message subtype}
      - {id: data, size-eos: true, if: _io.size > 3, doc: Contents without a public specification}
  beidou_ephemeris:
    doc: 'BeiDou ephemeris, in 63 (number before RTCM 10403.3) and 1042'
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
  message_1001:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF004, type: b30}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF006, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF007, type: b1},
      {id: smoothing_interval, -orig-id: DF008, type: b3},
      {id: satellites, type: message_1001_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1001_item:
    seq: [
      {id: satellite_id, -orig-id: DF009, type: b6}, {id: l1_code_indicator, -orig-id: DF010, type: b1},
      {id: l1_pseudorange, -orig-id: DF011, type: b24, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF012, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF013, type: b7},
    ]
  message_1002:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF004, type: b30}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF006, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF007, type: b1},
      {id: smoothing_interval, -orig-id: DF008, type: b3},
      {id: satellites, type: message_1002_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1002_item:
    seq: [
      {id: satellite_id, -orig-id: DF009, type: b6}, {id: l1_code_indicator, -orig-id: DF010, type: b1},
      {id: l1_pseudorange, -orig-id: DF011, type: b24, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF012, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF013, type: b7},
      {id: integer_l1_pseudorange_modulus_ambiguity, -orig-id: DF014, type: b8},
      {id: l1_cnr, -orig-id: DF015, type: b8, -unit: '2^-2'},
    ]
  message_1003:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF004, type: b30}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF006, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF007, type: b1},
      {id: smoothing_interval, -orig-id: DF008, type: b3},
      {id: satellites, type: message_1003_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1003_item:
    seq: [
      {id: satellite_id, -orig-id: DF009, type: b6}, {id: l1_code_indicator, -orig-id: DF010, type: b1},
      {id: l1_pseudorange, -orig-id: DF011, type: b24, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF012, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF013, type: b7}, {id: l2_code_indicator, -orig-id: DF016, type: b2},
      {id: l2_l1_pseudorange_difference, -orig-id: DF017, type: b14, -signed: twos-complement, -unit: '0.02'},
      {id: l2_phaserange_l1_pseudorange, -orig-id: DF018, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l2_lock_time_indicator, -orig-id: DF019, type: b7},
    ]
  message_1004:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF004, type: b30}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF006, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF007, type: b1},
      {id: smoothing_interval, -orig-id: DF008, type: b3},
      {id: satellites, type: message_1004_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1004_item:
    seq: [
      {id: satellite_id, -orig-id: DF009, type: b6}, {id: l1_code_indicator, -orig-id: DF010, type: b1},
      {id: l1_pseudorange, -orig-id: DF011, type: b24, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF012, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF013, type: b7},
      {id: integer_l1_pseudorange_modulus_ambiguity, -orig-id: DF014, type: b8},
      {id: l1_cnr, -orig-id: DF015, type: b8, -unit: '2^-2'}, {id: l2_code_indicator, -orig-id: DF016, type: b2},
      {id: l2_l1_pseudorange_difference, -orig-id: DF017, type: b14, -signed: twos-complement, -unit: '0.02'},
      {id: l2_phaserange_l1_pseudorange, -orig-id: DF018, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l2_lock_time_indicator, -orig-id: DF019, type: b7}, {id: l2_cnr, -orig-id: DF020, type: b8, -unit: '2^-2'},
    ]
  message_1009:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF034, type: b27}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF035, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF036, type: b1},
      {id: smoothing_interval, -orig-id: DF037, type: b3},
      {id: satellites, type: message_1009_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1009_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: code_indicator, -orig-id: DF039, type: b1},
      {id: satellite_frequency_channel_number, -orig-id: DF040, type: b5},
      {id: l1_pseudorange, -orig-id: DF041, type: b25, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF042, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF043, type: b7},
    ]
  message_1010:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF034, type: b27}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF035, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF036, type: b1},
      {id: smoothing_interval, -orig-id: DF037, type: b3},
      {id: satellites, type: message_1010_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1010_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: l1_code_indicator, -orig-id: DF039, type: b1},
      {id: satellite_frequency_channel_number, -orig-id: DF040, type: b5},
      {id: l1_pseudorange, -orig-id: DF041, type: b25, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF042, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF043, type: b7},
      {id: integer_l1_pseudorange_modulus_ambiguity, -orig-id: DF044, type: b7},
      {id: l1_cnr, -orig-id: DF045, type: b8, -unit: '2^-2'},
    ]
  message_1011:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF034, type: b27}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF035, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF036, type: b1},
      {id: smoothing_interval, -orig-id: DF037, type: b3},
      {id: satellites, type: message_1011_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1011_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: l1_code_indicator, -orig-id: DF039, type: b1},
      {id: satellite_frequency_channel_number, -orig-id: DF040, type: b5},
      {id: l1_pseudorange, -orig-id: DF041, type: b25, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF042, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF043, type: b7}, {id: l2_code_indicator, -orig-id: DF046, type: b2},
      {id: l2_l1_pseudorange_difference, -orig-id: DF047, type: b14, -signed: twos-complement, -unit: '0.02'},
      {id: l2_phaserange_l1_pseudorange, -orig-id: DF048, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l2_lock_time_indicator, -orig-id: DF049, type: b7},
    ]
  message_1012:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: epoch_time, -orig-id: DF034, type: b27}, {id: synchronous_gnss_flag, -orig-id: DF005, type: b1},
      {id: num_satellites, -orig-id: DF035, type: b5},
      {id: divergence_free_smoothing_indicator, -orig-id: DF036, type: b1},
      {id: smoothing_interval, -orig-id: DF037, type: b3},
      {id: satellites, type: message_1012_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1012_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: l1_code_indicator, -orig-id: DF039, type: b1},
      {id: satellite_frequency_channel_number, -orig-id: DF040, type: b5},
      {id: l1_pseudorange, -orig-id: DF041, type: b25, -unit: '0.02'},
      {id: l1_phaserange_l1_pseudorange, -orig-id: DF042, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l1_lock_time_indicator, -orig-id: DF043, type: b7},
      {id: integer_l1_pseudorange_modulus_ambiguity, -orig-id: DF044, type: b7},
      {id: l1_cnr, -orig-id: DF045, type: b8, -unit: '2^-2'}, {id: l2_code_indicator, -orig-id: DF046, type: b2},
      {id: l2_l1_pseudorange_difference, -orig-id: DF047, type: b14, -signed: twos-complement, -unit: '0.02'},
      {id: l2_phaserange_l1_pseudorange, -orig-id: DF048, type: b20, -signed: twos-complement, -unit: '0.0005'},
      {id: l2_lock_time_indicator, -orig-id: DF049, type: b7}, {id: l2_cnr, -orig-id: DF050, type: b8, -unit: '2^-2'},
    ]
  message_1013:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: modified_julian_day_number, -orig-id: DF051, type: b16}, {id: seconds_of_day, -orig-id: DF052, type: b17},
      {id: num_announcements, -orig-id: DF053, type: b5}, {id: leap_seconds_gps_utc, -orig-id: DF054, type: b8},
      {id: items, type: message_1013_item, -packed: true, repeat: expr, repeat-expr: num_announcements},
    ]
  message_1013_item:
    seq: [
      {id: message_id, -orig-id: DF055, type: b12}, {id: message_sync_flag, -orig-id: DF056, type: b1},
      {id: message_transmission_interval, -orig-id: DF057, type: b16, -unit: '0.1'},
    ]
  message_1015:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4}, {id: epoch_time, -orig-id: DF065, type: b23, -unit: '0.1'},
      {id: multiple_message_indicator, -orig-id: DF066, type: b1},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: num_satellites, -orig-id: DF067, type: b4},
      {id: satellites, type: message_1015_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1015_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: ambiguity_status_flag, -orig-id: DF074, type: b2},
      {id: non_sync_count, -orig-id: DF075, type: b3},
      {id: ionospheric_carrier_phase_correction_difference, -orig-id: DF069, type: b17, -signed: twos-complement, -unit: '2^-1'},
    ]
  message_1016:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4}, {id: epoch_time, -orig-id: DF065, type: b23, -unit: '0.1'},
      {id: multiple_message_indicator, -orig-id: DF066, type: b1},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: num_satellites, -orig-id: DF067, type: b4},
      {id: satellites, type: message_1016_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1016_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: ambiguity_status_flag, -orig-id: DF074, type: b2},
      {id: non_sync_count, -orig-id: DF075, type: b3},
      {id: geometric_carrier_phase_correction_difference, -orig-id: DF070, type: b17, -signed: twos-complement, -unit: '2^-1'},
      {id: iode, -orig-id: DF071, type: b8},
    ]
  message_1017:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4}, {id: epoch_time, -orig-id: DF065, type: b23, -unit: '0.1'},
      {id: multiple_message_indicator, -orig-id: DF066, type: b1},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: num_satellites, -orig-id: DF067, type: b4},
      {id: satellites, type: message_1017_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1017_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: ambiguity_status_flag, -orig-id: DF074, type: b2},
      {id: non_sync_count, -orig-id: DF075, type: b3},
      {id: geometric_carrier_phase_correction_difference, -orig-id: DF070, type: b17, -signed: twos-complement, -unit: '2^-1'},
      {id: iode, -orig-id: DF071, type: b8},
      {id: ionospheric_carrier_phase_correction_difference, -orig-id: DF069, type: b17, -signed: twos-complement, -unit: '2^-1'},
    ]
  message_1030:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: residuals_epoch_time, -orig-id: DF224, type: b20},
      {id: reference_station_id, -orig-id: DF003, type: b12}, {id: n_refs, -orig-id: DF223, type: b7},
      {id: num_satellites, -orig-id: DF006, type: b5},
      {id: satellites, type: message_1030_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1030_item:
    seq: [
      {id: satellite_id, -orig-id: DF009, type: b6}, {id: soc, -orig-id: DF218, type: b8, -unit: '2^-1'},
      {id: sod, -orig-id: DF219, type: b9, -unit: '0.01'}, {id: soh, -orig-id: DF220, type: b6, -unit: '0.1'},
      {id: sic, -orig-id: DF221, type: b10, -unit: '2^-1'}, {id: sid, -orig-id: DF222, type: b10, -unit: '0.01'},
    ]
  message_1031:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: residuals_epoch_time, -orig-id: DF225, type: b17},
      {id: reference_station_id, -orig-id: DF003, type: b12}, {id: n_refs, -orig-id: DF223, type: b7},
      {id: num_satellites, -orig-id: DF035, type: b5},
      {id: satellites, type: message_1031_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1031_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: soc, -orig-id: DF218, type: b8, -unit: '2^-1'},
      {id: sod, -orig-id: DF219, type: b9, -unit: '0.01'}, {id: soh, -orig-id: DF220, type: b6, -unit: '0.1'},
      {id: sic, -orig-id: DF221, type: b10, -unit: '2^-1'}, {id: sid, -orig-id: DF222, type: b10, -unit: '0.01'},
    ]
  message_1032:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12},
      {id: non_physical_reference_station_id, -orig-id: DF003, type: b12},
      {id: physical_reference_station_id, -orig-id: DF226, type: b12},
      {id: itrf_epoch_year, -orig-id: DF021, type: b6},
      {id: physical_reference_station_arp_ecef, -orig-id: DF025, type: b38, -signed: twos-complement, -unit: '0.0001'},
      {id: physical_reference_station_arp_ecef_2, -orig-id: DF026, type: b38, -signed: twos-complement, -unit: '0.0001'},
      {id: physical_reference_station_arp_ecef_3, -orig-id: DF027, type: b38, -signed: twos-complement, -unit: '0.0001'},
    ]
  message_1034:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: fkp_epoch_time, -orig-id: DF240, type: b20}, {id: num_satellites, -orig-id: DF006, type: b5},
      {id: satellites, type: message_1034_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1034_item:
    seq: [
      {id: satellite_id, -orig-id: DF009, type: b6}, {id: issue_of_data_ephemeris, -orig-id: DF071, type: b8},
      {id: n0_geometric_gradient, -orig-id: DF242, type: b12, -signed: twos-complement, -unit: '0.01'},
      {id: e0_geometric_gradient, -orig-id: DF243, type: b12, -signed: twos-complement, -unit: '0.01'},
      {id: ni_ionospheric_gradient, -orig-id: DF244, type: b14, -signed: twos-complement, -unit: '0.01'},
      {id: ei_ionospheric_gradient, -orig-id: DF245, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1035:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: reference_station_id, -orig-id: DF003, type: b12},
      {id: fkp_epoch_time, -orig-id: DF241, type: b17}, {id: num_satellites, -orig-id: DF035, type: b5},
      {id: satellites, type: message_1035_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1035_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: issue_of_data, -orig-id: DF392, type: b8},
      {id: n0_geometric_gradient, -orig-id: DF242, type: b12, -signed: twos-complement, -unit: '0.01'},
      {id: e0_geometric_gradient, -orig-id: DF243, type: b12, -signed: twos-complement, -unit: '0.01'},
      {id: ni_ionospheric_gradient, -orig-id: DF244, type: b14, -signed: twos-complement, -unit: '0.01'},
      {id: ei_ionospheric_gradient, -orig-id: DF245, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1037:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4},
      {id: network_epoch_time, -orig-id: DF233, type: b20, -unit: '0.1'},
      {id: multiple_message_indicator, -orig-id: DF066, type: b1},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: num_of_data_entries, -orig-id: DF234, type: b4},
      {id: satellites, type: message_1037_item, -packed: true, repeat: expr, repeat-expr: num_of_data_entries},
    ]
  message_1037_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: ambiguity_status_flag, -orig-id: DF235, type: b2},
      {id: non_sync_count, -orig-id: DF236, type: b3},
      {id: ionospheric_carrier_phase_correction_difference, -orig-id: DF237, type: b17, -signed: twos-complement, -unit: '2^-1'},
    ]
  message_1038:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4},
      {id: network_epoch_time, -orig-id: DF233, type: b20, -unit: '0.1'},
      {id: multiple_message_indicator, -orig-id: DF066, type: b1},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: num_of_data_entries, -orig-id: DF234, type: b4},
      {id: satellites, type: message_1038_item, -packed: true, repeat: expr, repeat-expr: num_of_data_entries},
    ]
  message_1038_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: ambiguity_status_flag, -orig-id: DF235, type: b2},
      {id: non_sync_count, -orig-id: DF236, type: b3},
      {id: geometric_carrier_phase_correction_difference, -orig-id: DF238, type: b17, -signed: twos-complement, -unit: '2^-1'},
      {id: iod, -orig-id: DF239, type: b8},
    ]
  message_1039:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4},
      {id: network_epoch_time, -orig-id: DF233, type: b20, -unit: '0.1'},
      {id: multiple_message_indicator, -orig-id: DF066, type: b1},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: num_of_data_entries, -orig-id: DF234, type: b4},
      {id: satellites, type: message_1039_item, -packed: true, repeat: expr, repeat-expr: num_of_data_entries},
    ]
  message_1039_item:
    seq: [
      {id: satellite_id, -orig-id: DF038, type: b6}, {id: ambiguity_status_flag, -orig-id: DF235, type: b2},
      {id: non_sync_count, -orig-id: DF236, type: b3},
      {id: geometric_carrier_phase_correction_difference, -orig-id: DF238, type: b17, -signed: twos-complement, -unit: '2^-1'},
      {id: iod, -orig-id: DF239, type: b8},
      {id: ionospheric_carrier_phase_correction_difference, -orig-id: DF237, type: b17, -signed: twos-complement, -unit: '2^-1'},
    ]
  message_1057:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF385, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1057_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1057_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: iode, -orig-id: DF071, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
    ]
  message_1058:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF385, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1058_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1058_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1059:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF385, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1059_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1059_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: num_biases, -orig-id: DF379, type: b5},
      {id: items, type: message_1059_item_item, -packed: true, repeat: expr, repeat-expr: num_biases},
    ]
  message_1059_item_item:
    seq: [
      {id: signal_and_tracking_mode_indicator, -orig-id: DF380, type: b5},
      {id: code_bias, -orig-id: DF383, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1060:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF385, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1060_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1060_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: iode, -orig-id: DF071, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1061:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF385, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1061_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1061_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6}, {id: ssr_ura, -orig-id: DF389, type: b6},
    ]
  message_1062:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF385, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1062_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1062_item:
    seq: [
      {id: satellite_id, -orig-id: DF068, type: b6},
      {id: high_rate_clock_correction, -orig-id: DF390, type: b22, -signed: twos-complement, -unit: '0.1'},
    ]
  message_1063:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF386, type: b17},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1063_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1063_item:
    seq: [
      {id: satellite_id, -orig-id: DF384, type: b5}, {id: iod, -orig-id: DF392, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
    ]
  message_1064:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF386, type: b17},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1064_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1064_item:
    seq: [
      {id: satellite_id, -orig-id: DF384, type: b5},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1065:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF386, type: b17},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1065_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1065_item:
    seq: [
      {id: satellite_id, -orig-id: DF384, type: b5}, {id: num_biases, -orig-id: DF379, type: b5},
      {id: items, type: message_1065_item_item, -packed: true, repeat: expr, repeat-expr: num_biases},
    ]
  message_1065_item_item:
    seq: [
      {id: signal_and_tracking_mode_indicator, -orig-id: DF381, type: b5},
      {id: code_bias, -orig-id: DF383, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1066:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF386, type: b17},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1066_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1066_item:
    seq: [
      {id: satellite_id, -orig-id: DF384, type: b5}, {id: iod, -orig-id: DF392, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1067:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF386, type: b17},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1067_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1067_item:
    seq: [
      {id: satellite_id, -orig-id: DF384, type: b5}, {id: ssr_ura, -orig-id: DF389, type: b6},
    ]
  message_1068:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: epoch_time_1s, -orig-id: DF386, type: b17},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: satellites, type: message_1068_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1068_item:
    seq: [
      {id: satellite_id, -orig-id: DF384, type: b5},
      {id: high_rate_clock_correction, -orig-id: DF390, type: b22, -signed: twos-complement, -unit: '0.1'},
    ]
  message_1014:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: network_id, -orig-id: DF059, type: b8},
      {id: subnetwork_id, -orig-id: DF072, type: b4},
      {id: number_of_auxiliary_stations_transmitted, -orig-id: DF058, type: b5},
      {id: master_reference_station_id, -orig-id: DF060, type: b12},
      {id: auxiliary_reference_station_id, -orig-id: DF061, type: b12},
      {id: aux_master_delta_latitude, -orig-id: DF062, type: b20, -signed: twos-complement, -unit: '2.5e+07'},
      {id: aux_master_delta_longitude, -orig-id: DF063, type: b21, -signed: twos-complement, -unit: '2.5e+07'},
      {id: aux_master_delta_height, -orig-id: DF064, type: b23, -signed: twos-complement},
    ]
  message_1021:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: num_source_name, -orig-id: DF143, type: b5},
      {id: source_name, type: message_1021_source_name, -packed: true, repeat: expr, repeat-expr: num_source_name},
      {id: num_target_name, -orig-id: DF145, type: b5},
      {id: target_name, type: message_1021_target_name, -packed: true, repeat: expr, repeat-expr: num_target_name},
      {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: utilized_transformation_message_indicator, -orig-id: DF148, type: b10},
      {id: plate_number, -orig-id: DF149, type: b5}, {id: computation_indicator, -orig-id: DF150, type: b4},
      {id: height_indicator, -orig-id: DF151, type: b2},
      {id: latitude_of_origin_area, -orig-id: DF152, type: b19, -signed: twos-complement, -unit: '2^1'},
      {id: longitude_of_origin_area, -orig-id: DF153, type: b20, -signed: twos-complement, -unit: '2^1'},
      {id: n_s_extension_area, -orig-id: DF154, type: b14, -unit: '2^1'},
      {id: e_w_extension_area, -orig-id: DF155, type: b14, -unit: '2^1'},
      {id: translation_in_x_direction, -orig-id: DF156, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: translation_in_y_direction, -orig-id: DF157, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: translation_in_z_direction, -orig-id: DF158, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: rotation_around_the_x_axis, -orig-id: DF159, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: rotation_around_the_y_axis, -orig-id: DF160, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: rotation_around_the_z_axis, -orig-id: DF161, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: scale_correction, -orig-id: DF162, type: b25, -signed: twos-complement, -unit: '2e-05'},
      {id: semi_major_axis_of_source, -orig-id: DF166, type: b24, -unit: '0.001'},
      {id: semi_minor_axis_of_source, -orig-id: DF167, type: b25, -unit: '0.001'},
      {id: semi_major_axis_of_target, -orig-id: DF168, type: b24, -unit: '0.001'},
      {id: semi_minor_axis_of_target, -orig-id: DF169, type: b25, -unit: '0.001'},
      {id: horizontal_helmert_molodenski_quality_indicator, -orig-id: DF214, type: b3},
      {id: vertical_helmert_molodenski_quality_indicator, -orig-id: DF215, type: b3},
    ]
  message_1021_source_name:
    seq: [
      {id: character, -orig-id: DF144, type: b8},
    ]
  message_1021_target_name:
    seq: [
      {id: character, -orig-id: DF146, type: b8},
    ]
  message_1022:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: num_source_name, -orig-id: DF143, type: b5},
      {id: source_name, type: message_1022_source_name, -packed: true, repeat: expr, repeat-expr: num_source_name},
      {id: num_target_name, -orig-id: DF145, type: b5},
      {id: target_name, type: message_1022_target_name, -packed: true, repeat: expr, repeat-expr: num_target_name},
      {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: utilized_transformation_message_indicator, -orig-id: DF148, type: b10},
      {id: plate_number, -orig-id: DF149, type: b5}, {id: computation_indicator, -orig-id: DF150, type: b4},
      {id: height_indicator, -orig-id: DF151, type: b2},
      {id: latitude_of_origin_area, -orig-id: DF152, type: b19, -signed: twos-complement, -unit: '2^1'},
      {id: longitude_of_origin_area, -orig-id: DF153, type: b20, -signed: twos-complement, -unit: '2^1'},
      {id: n_s_extension_area, -orig-id: DF154, type: b14, -unit: '2^1'},
      {id: e_w_extension_area, -orig-id: DF155, type: b14, -unit: '2^1'},
      {id: translation_in_x_direction, -orig-id: DF156, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: translation_in_y_direction, -orig-id: DF157, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: translation_in_z_direction, -orig-id: DF158, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: rotation_around_the_x_axis, -orig-id: DF159, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: rotation_around_the_y_axis, -orig-id: DF160, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: rotation_around_the_z_axis, -orig-id: DF161, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: scale_correction, -orig-id: DF162, type: b25, -signed: twos-complement, -unit: '2e-05'},
      {id: xp_x_coordinate_for_m, -orig-id: DF163, type: b35, -signed: twos-complement, -unit: '0.001'},
      {id: yp_y_coordinate_for_m, -orig-id: DF164, type: b35, -signed: twos-complement, -unit: '0.001'},
      {id: zp_z_coordinate_for_m, -orig-id: DF165, type: b35, -signed: twos-complement, -unit: '0.001'},
      {id: semi_major_axis_of_source, -orig-id: DF166, type: b24, -unit: '0.001'},
      {id: semi_minor_axis_of_source, -orig-id: DF167, type: b25, -unit: '0.001'},
      {id: semi_major_axis_of_target, -orig-id: DF168, type: b24, -unit: '0.001'},
      {id: semi_minor_axis_of_target, -orig-id: DF169, type: b25, -unit: '0.001'},
      {id: horizontal_helmert_molodenski_quality_indicator, -orig-id: DF214, type: b3},
      {id: vertical_helmert_molodenski_quality_indicator, -orig-id: DF215, type: b3},
    ]
  message_1022_source_name:
    seq: [
      {id: character, -orig-id: DF144, type: b8},
    ]
  message_1022_target_name:
    seq: [
      {id: character, -orig-id: DF146, type: b8},
    ]
  message_1023:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: horizontal_shift_indicator, -orig-id: DF190, type: b1},
      {id: vertical_shift_indicator, -orig-id: DF191, type: b1},
      {id: latitude_of_origin_of_grids, -orig-id: DF192, type: b21, -signed: twos-complement, -unit: '2^-1'},
      {id: longitude_of_origin_of_grids, -orig-id: DF193, type: b22, -signed: twos-complement, -unit: '2^-1'},
      {id: n_s_grid_area_extension, -orig-id: DF194, type: b12, -unit: '2^-1'},
      {id: e_w_grid_area_extension, -orig-id: DF195, type: b12, -unit: '2^-1'},
      {id: mean_latitude_offset, -orig-id: DF196, type: b8, -signed: twos-complement, -unit: '0.001'},
      {id: mean_longitude_offset, -orig-id: DF197, type: b8, -signed: twos-complement, -unit: '0.001'},
      {id: mean_height_offset, -orig-id: DF198, type: b15, -signed: twos-complement, -unit: '0.01'},
      {id: items, type: message_1023_item, -packed: true, repeat: expr, repeat-expr: 16},
      {id: horizontal_interpolation_method_indicator, -orig-id: DF212, type: b2},
      {id: vertical_interpolation_method_indicator, -orig-id: DF213, type: b2},
      {id: horizontal_grid_quality_indicator, -orig-id: DF216, type: b3},
      {id: vertical_grid_quality_indicator, -orig-id: DF217, type: b3},
      {id: modified_julian_day_number, -orig-id: DF051, type: b16},
    ]
  message_1023_item:
    seq: [
      {id: latitude_residual, -orig-id: DF199, type: b9, -signed: twos-complement, -unit: '3e-05'},
      {id: longitude_residual, -orig-id: DF200, type: b9, -signed: twos-complement, -unit: '3e-05'},
      {id: height_residual, -orig-id: DF201, type: b9, -signed: twos-complement, -unit: '0.001'},
    ]
  message_1024:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: horizontal_shift_indicator, -orig-id: DF190, type: b1},
      {id: vertical_shift_indicator, -orig-id: DF191, type: b1},
      {id: northing_of_origin, -orig-id: DF202, type: b25, -signed: twos-complement, -unit: '10'},
      {id: easting_of_origin, -orig-id: DF203, type: b26, -unit: '10'},
      {id: n_s_grid_area_extension, -orig-id: DF204, type: b12, -unit: '10'},
      {id: e_w_grid_area_extension, -orig-id: DF205, type: b12, -unit: '10'},
      {id: mean_local_northing_offset, -orig-id: DF206, type: b10, -signed: twos-complement, -unit: '0.01'},
      {id: mean_local_easting_offset, -orig-id: DF207, type: b10, -signed: twos-complement, -unit: '0.01'},
      {id: mean_local_height_offset, -orig-id: DF208, type: b15, -signed: twos-complement, -unit: '0.01'},
      {id: items, type: message_1024_item, -packed: true, repeat: expr, repeat-expr: 16},
      {id: horizontal_interpolation_method_indicator, -orig-id: DF212, type: b2},
      {id: vertical_interpolation_method_indicator, -orig-id: DF213, type: b2},
      {id: horizontal_grid_quality_indicator, -orig-id: DF216, type: b3},
      {id: vertical_grid_quality_indicator, -orig-id: DF217, type: b3},
      {id: modified_julian_day_number, -orig-id: DF051, type: b16},
    ]
  message_1024_item:
    seq: [
      {id: residual_in_local_northing, -orig-id: DF209, type: b9, -signed: twos-complement, -unit: '0.001'},
      {id: residual_in_local_easting, -orig-id: DF210, type: b9, -signed: twos-complement, -unit: '0.001'},
      {id: residual_in_local_height, -orig-id: DF211, type: b9, -signed: twos-complement, -unit: '0.001'},
    ]
  message_1025:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: projection_type, -orig-id: DF170, type: b6},
      {id: latitude_of_natural_origin, -orig-id: DF171, type: b34, -signed: twos-complement, -unit: '1.1e-08'},
      {id: longitude_of_natural_origin, -orig-id: DF172, type: b35, -signed: twos-complement, -unit: '1.1e-08'},
      {id: scale_factor_at_natural_origin, -orig-id: DF173, type: b30, -unit: '1e-05'},
      {id: false_easting, -orig-id: DF174, type: b36, -unit: '0.001'},
      {id: false_northing, -orig-id: DF175, type: b35, -signed: twos-complement, -unit: '0.001'},
    ]
  message_1026:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: projection_type, -orig-id: DF170, type: b6},
      {id: latitude_of_false_origin, -orig-id: DF176, type: b34, -signed: twos-complement, -unit: '1.1e-08'},
      {id: longitude_of_false_origin, -orig-id: DF177, type: b35, -signed: twos-complement, -unit: '1.1e-08'},
      {id: latitude_of_standard_parallel_no, -orig-id: DF178, type: b34, -signed: twos-complement, -unit: '1.1e-08'},
      {id: latitude_of_standard_parallel_no_2, -orig-id: DF179, type: b34, -signed: twos-complement, -unit: '1.1e-08'},
      {id: easting_of_false_origin, -orig-id: DF180, type: b36, -unit: '0.001'},
      {id: northing_of_false_origin, -orig-id: DF181, type: b35, -signed: twos-complement, -unit: '0.001'},
    ]
  message_1027:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: projection_type, -orig-id: DF170, type: b6}, {id: rectification_flag, -orig-id: DF182, type: b1},
      {id: latitude_of_projection_center, -orig-id: DF183, type: b34, -signed: twos-complement, -unit: '1.1e-08'},
      {id: longitude_of_projection_center, -orig-id: DF184, type: b35, -signed: twos-complement, -unit: '1.1e-08'},
      {id: azimuth_of_initial_line, -orig-id: DF185, type: b35, -unit: '1.1e-08'},
      {id: difference_angle_from_rectified_to, -orig-id: DF186, type: b26, -signed: twos-complement, -unit: '1.1e-08'},
      {id: scale_factor_on_initial_line, -orig-id: DF187, type: b30, -unit: '1e-05'},
      {id: easting_at_projection_center, -orig-id: DF188, type: b36, -unit: '0.001'},
      {id: northing_at_projection_center, -orig-id: DF189, type: b35, -signed: twos-complement, -unit: '0.001'},
    ]
  message_1240:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: galileo_epoch_time_1s, -orig-id: DF458, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1240_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1240_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6}, {id: galileo_iodnav_i_nav, -orig-id: DF459, type: b10},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
    ]
  message_1241:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: galileo_epoch_time_1s, -orig-id: DF458, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1241_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1241_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1242:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: galileo_epoch_time_1s, -orig-id: DF458, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1242_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1242_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6}, {id: num_biases, -orig-id: DF379, type: b5},
      {id: items, type: message_1242_item_item, -packed: true, repeat: expr, repeat-expr: num_biases},
    ]
  message_1242_item_item:
    seq: [
      {id: galileo_signal_and_tracking_mode, -orig-id: DF382, type: b5},
      {id: code_bias, -orig-id: DF383, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1243:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: galileo_epoch_time_1s, -orig-id: DF458, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1243_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1243_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6}, {id: galileo_iodnav_i_nav, -orig-id: DF459, type: b10},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1244:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: galileo_epoch_time_1s, -orig-id: DF458, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1244_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1244_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6}, {id: ssr_ura, -orig-id: DF389, type: b6},
    ]
  message_1245:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: galileo_epoch_time_1s, -orig-id: DF458, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1245_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1245_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6},
      {id: high_rate_clock_correction, -orig-id: DF390, type: b22, -signed: twos-complement, -unit: '0.1'},
    ]
  message_1246:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: qzss_epoch_time_1s, -orig-id: DF460, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1246_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1246_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4}, {id: qzss_iode, -orig-id: DF434, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
    ]
  message_1247:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: qzss_epoch_time_1s, -orig-id: DF460, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1247_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1247_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1248:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: qzss_epoch_time_1s, -orig-id: DF460, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1248_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1248_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4}, {id: num_biases, -orig-id: DF379, type: b5},
      {id: items, type: message_1248_item_item, -packed: true, repeat: expr, repeat-expr: num_biases},
    ]
  message_1248_item_item:
    seq: [
      {id: qzss_signal_and_tracking_mode, -orig-id: DF461, type: b5},
      {id: code_bias, -orig-id: DF383, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1249:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: qzss_epoch_time_1s, -orig-id: DF460, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1249_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1249_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4}, {id: qzss_iode, -orig-id: DF434, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1250:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: qzss_epoch_time_1s, -orig-id: DF460, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1250_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1250_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4}, {id: ssr_ura, -orig-id: DF389, type: b6},
    ]
  message_1251:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: qzss_epoch_time_1s, -orig-id: DF460, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1251_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1251_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4},
      {id: high_rate_clock_correction, -orig-id: DF390, type: b22, -signed: twos-complement, -unit: '0.1'},
    ]
  message_1252:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: sbas_epoch_time_1s, -orig-id: DF462, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1252_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1252_item:
    seq: [
      {id: sbas_satellite_id, -orig-id: DF463, type: b6},
      {id: sbas_t0_modulo, -orig-id: DF468, type: b9, -unit: '2^4'}, {id: sbas_iode_crc, -orig-id: DF469, type: b24},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
    ]
  message_1253:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: sbas_epoch_time_1s, -orig-id: DF462, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1253_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1253_item:
    seq: [
      {id: sbas_satellite_id, -orig-id: DF463, type: b6},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1254:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: sbas_epoch_time_1s, -orig-id: DF462, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1254_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1254_item:
    seq: [
      {id: sbas_satellite_id, -orig-id: DF463, type: b6}, {id: num_biases, -orig-id: DF379, type: b5},
      {id: items, type: message_1254_item_item, -packed: true, repeat: expr, repeat-expr: num_biases},
    ]
  message_1254_item_item:
    seq: [
      {id: sbas_signal_and_tracking_mode, -orig-id: DF464, type: b5},
      {id: code_bias, -orig-id: DF383, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1255:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: sbas_epoch_time_1s, -orig-id: DF462, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1255_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1255_item:
    seq: [
      {id: sbas_satellite_id, -orig-id: DF463, type: b6},
      {id: sbas_t0_modulo, -orig-id: DF468, type: b9, -unit: '2^4'}, {id: sbas_iode_crc, -orig-id: DF469, type: b24},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1256:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: sbas_epoch_time_1s, -orig-id: DF462, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1256_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1256_item:
    seq: [
      {id: sbas_satellite_id, -orig-id: DF463, type: b6}, {id: ssr_ura, -orig-id: DF389, type: b6},
    ]
  message_1257:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: sbas_epoch_time_1s, -orig-id: DF462, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1257_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1257_item:
    seq: [
      {id: sbas_satellite_id, -orig-id: DF463, type: b6},
      {id: high_rate_clock_correction, -orig-id: DF390, type: b22, -signed: twos-complement, -unit: '0.1'},
    ]
  message_1258:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: bds_epoch_time_1s, -orig-id: DF465, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1258_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1258_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6},
      {id: bds_toe_modulo, -orig-id: DF470, type: b10, -unit: '2^3'}, {id: bds_iod, -orig-id: DF471, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
    ]
  message_1259:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: bds_epoch_time_1s, -orig-id: DF465, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1259_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1259_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1260:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: bds_epoch_time_1s, -orig-id: DF465, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1260_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1260_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6}, {id: num_biases, -orig-id: DF379, type: b5},
      {id: items, type: message_1260_item_item, -packed: true, repeat: expr, repeat-expr: num_biases},
    ]
  message_1260_item_item:
    seq: [
      {id: bds_signal_and_tracking_mode, -orig-id: DF467, type: b5},
      {id: code_bias, -orig-id: DF383, type: b14, -signed: twos-complement, -unit: '0.01'},
    ]
  message_1261:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: bds_epoch_time_1s, -orig-id: DF465, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1},
      {id: satellite_reference_datum, -orig-id: DF375, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1261_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1261_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6},
      {id: bds_toe_modulo, -orig-id: DF470, type: b10, -unit: '2^3'}, {id: bds_iod, -orig-id: DF471, type: b8},
      {id: delta_radial, -orig-id: DF365, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_along_track, -orig-id: DF366, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: delta_cross_track, -orig-id: DF367, type: b20, -signed: twos-complement, -unit: '0.4'},
      {id: dot_delta_radial, -orig-id: DF368, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: dot_delta_along_track, -orig-id: DF369, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: dot_delta_cross_track, -orig-id: DF370, type: b19, -signed: twos-complement, -unit: '0.004'},
      {id: delta_clock_c0, -orig-id: DF376, type: b22, -signed: twos-complement, -unit: '0.1'},
      {id: delta_clock_c1, -orig-id: DF377, type: b21, -signed: twos-complement, -unit: '0.001'},
      {id: delta_clock_c2, -orig-id: DF378, type: b27, -signed: twos-complement, -unit: '2e-05'},
    ]
  message_1262:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: bds_epoch_time_1s, -orig-id: DF465, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1262_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1262_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6}, {id: ssr_ura, -orig-id: DF389, type: b6},
    ]
  message_1263:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: bds_epoch_time_1s, -orig-id: DF465, type: b20},
      {id: ssr_update_interval, -orig-id: DF391, type: b4},
      {id: multiple_message_indicator, -orig-id: DF388, type: b1}, {id: iod_ssr, -orig-id: DF413, type: b4},
      {id: ssr_provider_id, -orig-id: DF414, type: b16}, {id: ssr_solution_id, -orig-id: DF415, type: b4},
      {id: num_satellites, -orig-id: DF387, type: b6},
      {id: items, type: message_1263_item, -packed: true, repeat: expr, repeat-expr: num_satellites},
    ]
  message_1263_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6},
      {id: high_rate_clock_correction, -orig-id: DF390, type: b22, -signed: twos-complement, -unit: '0.1'},
    ]
  message_1300:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: num_service_crs_name, -orig-id: DF562, type: b5},
      {id: service_crs_name, type: message_1300_service_crs_name, -packed: true, repeat: expr, repeat-expr: num_service_crs_name},
      {id: coordinate_epoch_ce, -orig-id: DF564, type: b16, -unit: '0.01'},
    ]
  message_1300_service_crs_name:
    seq: [
      {id: character, -orig-id: DF563, type: b8},
    ]
  message_1301:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: num_source_name, -orig-id: DF143, type: b5},
      {id: source_name, type: message_1301_source_name, -packed: true, repeat: expr, repeat-expr: num_source_name},
      {id: num_target_name, -orig-id: DF145, type: b5},
      {id: target_name, type: message_1301_target_name, -packed: true, repeat: expr, repeat-expr: num_target_name},
      {id: system_identification_number, -orig-id: DF147, type: b8},
      {id: utilized_tranformation_message_indicator, -orig-id: DF148, type: b10},
      {id: reference_epoch_t0, -orig-id: DF547, type: b16},
      {id: dx0_translation_in_x, -orig-id: DF548, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: dy0_translation_in_y, -orig-id: DF549, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: dz0_translation_in_z, -orig-id: DF550, type: b23, -signed: twos-complement, -unit: '0.001'},
      {id: r01_rotation_about_x, -orig-id: DF551, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: r02_rotation_about_y, -orig-id: DF552, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: r03_rotation_about_z, -orig-id: DF553, type: b32, -signed: twos-complement, -unit: '2e-05'},
      {id: ds0_scale_correction_for_reference, -orig-id: DF554, type: b25, -signed: twos-complement, -unit: '1e-05'},
      {id: dot_dx_rate_of_change, -orig-id: DF555, type: b17, -signed: twos-complement, -unit: '2e-05'},
      {id: dot_dy_rate_of_change, -orig-id: DF556, type: b17, -signed: twos-complement, -unit: '2e-05'},
      {id: dot_dz_rate_of_change, -orig-id: DF557, type: b17, -signed: twos-complement, -unit: '2e-05'},
      {id: dot_r1_rate_of_change, -orig-id: DF558, type: b17, -signed: twos-complement, -unit: '4e-07'},
      {id: dot_r2_rate_of_change, -orig-id: DF559, type: b17, -signed: twos-complement, -unit: '4e-07'},
      {id: dot_r3_rate_of_change, -orig-id: DF560, type: b17, -signed: twos-complement, -unit: '4e-07'},
      {id: dot_ds_rate_of_change, -orig-id: DF561, type: b14, -signed: twos-complement, -unit: '2e-07'},
    ]
  message_1301_source_name:
    seq: [
      {id: character, -orig-id: DF144, type: b8},
    ]
  message_1301_target_name:
    seq: [
      {id: character, -orig-id: DF146, type: b8},
    ]
  message_1302:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12}, {id: rtcm_crs_name_counter, -orig-id: DF565, type: b5},
      {id: rtcm_crs_name, type: message_1302_rtcm_crs_name, -packed: true, repeat: expr, repeat-expr: rtcm_crs_name_counter},
      {id: global_plate_fixed_indicator, -orig-id: DF567, type: b1}, {id: plate_number, -orig-id: DF149, type: b5},
      {id: number_of_database_links, -orig-id: DF568, type: b3},
      {id: items, type: message_1302_item, -packed: true, repeat: expr, repeat-expr: number_of_database_links},
    ]
  message_1302_rtcm_crs_name:
    seq: [
      {id: character, -orig-id: DF566, type: b8},
    ]
  message_1302_item:
    seq: [
      {id: database_link_counter, -orig-id: DF569, type: b5},
      {id: database_link_name, type: message_1302_item_database_link_name, -packed: true, repeat: expr, repeat-expr: database_link_counter},
    ]
  message_1302_item_database_link_name:
    seq: [
      {id: character, -orig-id: DF570, type: b8},
    ]
  message_1303:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12},
      {id: beidou_residuals_epoch_time_tow, -orig-id: DF571, type: b20},
      {id: reference_station_id, -orig-id: DF003, type: b12}, {id: n_refs, -orig-id: DF223, type: b7},
      {id: beidou_number_of_satellite_signals, -orig-id: DF572, type: b5},
      {id: items, type: message_1303_item, -packed: true, repeat: expr, repeat-expr: beidou_number_of_satellite_signals},
    ]
  message_1303_item:
    seq: [
      {id: bds_satellite_id, -orig-id: DF488, type: b6}, {id: soc, -orig-id: DF218, type: b8, -unit: '2^-1'},
      {id: sod, -orig-id: DF219, type: b9, -unit: '0.01'}, {id: soh, -orig-id: DF220, type: b6, -unit: '0.1'},
      {id: sic, -orig-id: DF221, type: b10, -unit: '2^-1'}, {id: sid, -orig-id: DF222, type: b10, -unit: '0.01'},
    ]
  message_1304:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12},
      {id: galileo_residuals_epoch_time_tow, -orig-id: DF573, type: b20},
      {id: reference_station_id, -orig-id: DF003, type: b12}, {id: n_refs, -orig-id: DF223, type: b7},
      {id: galileo_number_of_satellite_signals, -orig-id: DF574, type: b5},
      {id: items, type: message_1304_item, -packed: true, repeat: expr, repeat-expr: galileo_number_of_satellite_signals},
    ]
  message_1304_item:
    seq: [
      {id: galileo_satellite_id, -orig-id: DF252, type: b6}, {id: soc, -orig-id: DF218, type: b8, -unit: '2^-1'},
      {id: sod, -orig-id: DF219, type: b9, -unit: '0.01'}, {id: soh, -orig-id: DF220, type: b6, -unit: '0.1'},
      {id: sic, -orig-id: DF221, type: b10, -unit: '2^-1'}, {id: sid, -orig-id: DF222, type: b10, -unit: '0.01'},
    ]
  message_1305:
    seq: [
      {id: message_number, -orig-id: DF002, type: b12},
      {id: qzss_residuals_epoch_time_tow, -orig-id: DF575, type: b20},
      {id: reference_station_id, -orig-id: DF003, type: b12}, {id: n_refs, -orig-id: DF223, type: b7},
      {id: qzss_number_of_satellite_signals, -orig-id: DF576, type: b5},
      {id: items, type: message_1305_item, -packed: true, repeat: expr, repeat-expr: qzss_number_of_satellite_signals},
    ]
  message_1305_item:
    seq: [
      {id: qzss_satellite_id, -orig-id: DF429, type: b4}, {id: soc, -orig-id: DF218, type: b8, -unit: '2^-1'},
      {id: sod, -orig-id: DF219, type: b9, -unit: '0.01'}, {id: soh, -orig-id: DF220, type: b6, -unit: '0.1'},
      {id: sic, -orig-id: DF221, type: b10, -unit: '2^-1'}, {id: sid, -orig-id: DF222, type: b10, -unit: '0.01'},
    ]
enums:
  systems: {107: gps, 108: glonass, 109: galileo, 110: sbas, 111: qzss, 112: beidou, 113: navic}
