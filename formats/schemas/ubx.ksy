meta:
  id: ubx
  title: u-blox UBX
  application: u-blox satellite receivers
  license: MIT OR Apache-2.0
  endian: le
  bit-endian: le
  encoding: ISO-8859-1
  -frame: {max-size: 8192}
doc: |
  A message of a u-blox satellite receiver. Message class and ID identify the payload. A message without
  payload polls the message with the same class and ID.
doc-ref: u-blox F9 HPG 1.32 interface description (UBX-22008968), "UBX protocol"
seq:
  - {id: sync, contents: [0xb5, 0x62], doc: Sync characters}
  - {id: class, type: u1, enum: classes, doc: Message class}
  - {id: id, type: u1, -hex: true, doc: Message ID}
  - {id: length, type: u2, -unit: bytes, doc: Payload length}
  - id: payload
    size: length
    if: length > 0
    type:
      switch-on: message
      cases: {
        'messages::nav_posllh': nav_posllh, 'messages::nav_status': nav_status,
        'messages::nav_dop': nav_dop, 'messages::nav_pvt': nav_pvt,
        'messages::nav_velned': nav_velned, 'messages::nav_timeutc': nav_timeutc,
        'messages::nav_sat': nav_sat, 'messages::mon_ver': mon_ver,
        'messages::ack_nak': ack, 'messages::ack_ack': ack, 'messages::cfg_prt': cfg_prt,
        'messages::cfg_msg': cfg_msg, 'messages::cfg_rst': cfg_rst, 'messages::cfg_rate': cfg_rate,
        'messages::cfg_cfg': cfg_cfg, 'messages::cfg_valset': cfg_valset,
        'messages::cfg_valget': cfg_valget, 'messages::cfg_valdel': cfg_valdel,
        _: other,
      }
    doc: Payload
  - id: checksum
    type: u2
    -hex: true
    -checksum: {algorithm: fletcher-16/ubx, from: class, to: payload}
    doc: Checksum (CK_A and CK_B)
    doc-ref: UBX-22008968, "UBX checksum"
instances:
  message: {value: class.to_i << 8 | id, enum: messages, -hex: true, doc: Message class and ID}
types:
  other:
    doc: Message of another type
    seq: [{id: data, size-eos: true, doc: Payload}]
  nav_posllh:
    doc: Geodetic position solution
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week},
      {id: lon, type: s4, -unit: 1e-7 °}, {id: lat, type: s4, -unit: 1e-7 °},
      {id: height, type: s4, -unit: mm, doc: Height above ellipsoid},
      {id: h_msl, type: s4, -unit: mm, doc: Height above mean sea level},
      {id: h_acc, type: u4, -unit: mm}, {id: v_acc, type: u4, -unit: mm},
    ]
  nav_status:
    doc: Receiver navigation status
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week},
      {id: gps_fix, type: u1, enum: fixes}, {id: gps_fix_ok, type: b1}, {id: diff_soln, type: b1},
      {id: wkn_set, type: b1}, {id: tow_set, type: b1}, {id: reserved_flags, type: b4},
      {id: diff_corr, type: b1}, {id: carr_soln_valid, type: b1}, {id: reserved0, type: b4},
      {id: map_matching, type: b2}, {id: psm_state, type: b2}, {id: reserved1, type: b1},
      {id: spoof_det_state, type: b2}, {id: reserved2, type: b1},
      {id: carr_soln, type: b2, enum: carrier_solutions},
      {id: ttff, type: u4, -unit: ms, doc: Time to first fix},
      {id: msss, type: u4, -unit: ms, doc: Time since startup or reset},
    ]
  nav_dop:
    doc: Dilution of precision
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week},
      {id: g_dop, type: u2, -unit: '0.01'}, {id: p_dop, type: u2, -unit: '0.01'},
      {id: t_dop, type: u2, -unit: '0.01'}, {id: v_dop, type: u2, -unit: '0.01'},
      {id: h_dop, type: u2, -unit: '0.01'}, {id: n_dop, type: u2, -unit: '0.01'},
      {id: e_dop, type: u2, -unit: '0.01'},
    ]
  nav_pvt:
    doc: Navigation position velocity time solution
    doc-ref: UBX-22008968, "UBX-NAV-PVT"
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week}, {id: year, type: u2},
      {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1}, {id: min, type: u1},
      {id: sec, type: u1, -unit: s, doc: 'Second, 60 in a leap second'},
      {id: valid_date, type: b1}, {id: valid_time, type: b1}, {id: fully_resolved, type: b1},
      {id: valid_mag, type: b1}, {id: reserved_valid, type: b4},
      {id: t_acc, type: u4, -unit: ns}, {id: nano, type: s4, -unit: ns, doc: Fraction of a second},
      {id: fix_type, type: u1, enum: fixes}, {id: gnss_fix_ok, type: b1},
      {id: diff_soln, type: b1}, {id: psm_state, type: b3}, {id: head_veh_valid, type: b1},
      {id: carr_soln, type: b2, enum: carrier_solutions}, {id: reserved, type: b5},
      {id: confirmed_avai, type: b1}, {id: confirmed_date, type: b1},
      {id: confirmed_time, type: b1}, {id: num_sv, type: u1, doc: Number of satellites used},
      {id: lon, type: s4, -unit: 1e-7 °}, {id: lat, type: s4, -unit: 1e-7 °},
      {id: height, type: s4, -unit: mm, doc: Height above ellipsoid},
      {id: h_msl, type: s4, -unit: mm, doc: Height above mean sea level},
      {id: h_acc, type: u4, -unit: mm}, {id: v_acc, type: u4, -unit: mm},
      {id: vel_n, type: s4, -unit: mm/s}, {id: vel_e, type: s4, -unit: mm/s},
      {id: vel_d, type: s4, -unit: mm/s}, {id: g_speed, type: s4, -unit: mm/s},
      {id: head_mot, type: s4, -unit: 1e-5 °}, {id: s_acc, type: u4, -unit: mm/s},
      {id: head_acc, type: u4, -unit: 1e-5 °}, {id: p_dop, type: u2, -unit: '0.01'},
      {id: invalid_llh, type: b1}, {id: last_correction_age, type: b4}, {id: reserved1, type: b8},
      {id: auth_time, type: b1}, {id: nma_fix_status, type: b1}, {id: reserved_flags3, type: b1},
      {id: reserved0, type: u4},
      {id: head_veh, type: s4, -unit: 1e-5 °, if: not _io.eof},
      {id: mag_dec, type: s2, -unit: 0.01 °, if: not _io.eof},
      {id: mag_acc, type: u2, -unit: 0.01 °, if: not _io.eof},
    ]
  nav_velned:
    doc: Velocity solution in NED frame
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week},
      {id: vel_n, type: s4, -unit: cm/s}, {id: vel_e, type: s4, -unit: cm/s},
      {id: vel_d, type: s4, -unit: cm/s}, {id: speed, type: u4, -unit: cm/s},
      {id: g_speed, type: u4, -unit: cm/s}, {id: heading, type: s4, -unit: 1e-5 °},
      {id: s_acc, type: u4, -unit: cm/s}, {id: c_acc, type: u4, -unit: 1e-5 °},
    ]
  nav_timeutc:
    doc: UTC time solution
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week},
      {id: t_acc, type: u4, -unit: ns}, {id: nano, type: s4, -unit: ns, doc: Fraction of a second},
      {id: year, type: u2}, {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1},
      {id: min, type: u1}, {id: sec, type: u1, -unit: s}, {id: valid_tow, type: b1},
      {id: valid_wkn, type: b1}, {id: valid_utc, type: b1}, {id: auth_status, type: b1},
      {id: utc_standard, type: b4},
    ]
  nav_sat:
    doc: Satellite information
    seq: [
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week}, {id: version, type: u1},
      {id: num_svs, type: u1, doc: Number of satellites}, {id: reserved0, type: u2},
      {id: svs, type: satellite, repeat: expr, repeat-expr: num_svs},
    ]
  satellite:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: cno, type: u1, -unit: dBHz},
      {id: elev, type: s1, -unit: °}, {id: azim, type: s2, -unit: °},
      {id: pr_res, type: s2, -unit: 0.1 m, doc: Pseudorange residual},
      {id: quality_ind, type: b3}, {id: sv_used, type: b1}, {id: health, type: b2},
      {id: diff_corr, type: b1}, {id: smoothed, type: b1}, {id: orbit_source, type: b3},
      {id: eph_avail, type: b1}, {id: alm_avail, type: b1}, {id: ano_avail, type: b1},
      {id: aop_avail, type: b1}, {id: reserved13, type: b1}, {id: sbas_corr_used, type: b1},
      {id: rtcm_corr_used, type: b1}, {id: slas_corr_used, type: b1},
      {id: spartn_corr_used, type: b1}, {id: pr_corr_used, type: b1}, {id: cr_corr_used, type: b1},
      {id: do_corr_used, type: b1}, {id: clas_corr_used, type: b1}, {id: lpp_corr_used, type: b1},
      {id: has_corr_used, type: b1}, {id: reserved_flags, type: b6},
    ]
  mon_ver:
    doc: Receiver and software version
    seq: [
      {id: sw_version, type: str, size: 30, terminator: 0},
      {id: hw_version, type: str, size: 10, terminator: 0},
      {id: extensions, type: extension, repeat: eos},
    ]
  extension: {seq: [{id: text, type: str, size: 30, terminator: 0}], to-string: text}
  ack:
    doc: Message acknowledged or not acknowledged
    seq: [{id: cls_id, type: u1, enum: classes}, {id: msg_id, type: u1, -hex: true}]
  cfg_prt:
    doc: Port configuration; a poll request contains only the port ID
    seq: [{id: port_id, type: u1}, {id: settings, type: port, if: not _io.eof}]
  port:
    seq: [
      {id: reserved0, type: u1}, {id: enable, type: b1}, {id: pol, type: b1}, {id: pin, type: b5},
      {id: thres, type: b9}, {id: reserved2, type: b6}, {id: char_len, type: b2},
      {id: reserved3, type: b1}, {id: parity, type: b3}, {id: n_stop_bits, type: b2},
      {id: reserved_mode, type: b18}, {id: baud_rate, type: u4, -unit: bit/s},
      {id: in_ubx, type: b1}, {id: in_nmea, type: b1}, {id: in_rtcm, type: b1},
      {id: reserved4, type: b2}, {id: in_rtcm3, type: b1}, {id: reserved_in, type: b10},
      {id: out_ubx, type: b1}, {id: out_nmea, type: b1}, {id: reserved5, type: b3},
      {id: out_rtcm3, type: b1}, {id: reserved_out, type: b10}, {id: reserved6, type: b1},
      {id: extended_tx_timeout, type: b1}, {id: reserved_flags, type: b14},
      {id: reserved1, type: u2},
    ]
  cfg_msg:
    doc: 'Message rate, on the current port or on each port'
    seq: [
      {id: msg_class, type: u1, enum: classes}, {id: msg_id, type: u1, -hex: true},
      {id: rate, type: u1, repeat: eos, doc: 'Send rates on DDC, UART1, UART2, USB, SPI, reserved'},
    ]
  cfg_rst:
    doc: Receiver reset
    seq: [
      {id: nav_bbr_mask, type: u2, -hex: true}, {id: reset_mode, type: u1, enum: resets},
      {id: reserved0, type: u1},
    ]
  cfg_rate:
    doc: Navigation and measurement rate
    seq: [
      {id: meas_rate, type: u2, -unit: ms}, {id: nav_rate, type: u2, doc: Measurements per solution},
      {id: time_ref, type: u2, enum: times},
    ]
  cfg_cfg:
    doc: 'Clear, save and load configurations'
    seq: [
      {id: clear_mask, type: u4, -hex: true}, {id: save_mask, type: u4, -hex: true},
      {id: load_mask, type: u4, -hex: true},
      {id: device_mask, type: u1, -hex: true, if: not _io.eof},
    ]
  cfg_valset:
    doc: Set configuration items
    seq: [
      {id: version, type: u1}, {id: ram, type: b1}, {id: bbr, type: b1}, {id: flash, type: b1},
      {id: reserved_layers, type: b5}, {id: action, type: b2}, {id: reserved_transaction, type: b6},
      {id: reserved0, type: u1}, {id: cfg_data, type: cfg_item, repeat: eos},
    ]
  cfg_valget:
    doc: Configuration items requested (version 0) or returned (version 1)
    seq: [
      {id: version, type: u1}, {id: layer, type: u1}, {id: position, type: u2},
      {id: keys, type: u4, -hex: true, repeat: eos, if: version == 0},
      {id: cfg_data, type: cfg_item, repeat: eos, if: version != 0},
    ]
  cfg_valdel:
    doc: Delete configuration items
    seq: [
      {id: version, type: u1}, {id: reserved1, type: b1}, {id: bbr, type: b1},
      {id: flash, type: b1}, {id: reserved_layers, type: b5}, {id: action, type: b2},
      {id: reserved_transaction, type: b6}, {id: reserved0, type: u1},
      {id: keys, type: u4, -hex: true, repeat: eos},
    ]
  cfg_item:
    doc: Key and value; bits 28 to 30 of the key give the size of the value
    doc-ref: UBX-22008968, "Configuration interface"
    seq:
      - {id: key, type: u4, -hex: true}
      - id: value
        type: {switch-on: key >> 28 & 7, cases: {1: u1, 2: u1, 3: u2, 4: u4, 5: u8}}
        valid: {expr: (key >> 28 & 7) >= 1 and (key >> 28 & 7) <= 5}
enums:
  classes: {
    0x01: nav, 0x02: rxm, 0x04: inf, 0x05: ack, 0x06: cfg, 0x09: upd, 0x0a: mon, 0x0b: aid,
    0x0d: tim, 0x10: esf, 0x13: mga, 0x21: log, 0x27: sec, 0x28: hnr, 0xf0: nmea, 0xf5: rtcm3,
  }
  messages: {
    0x0102: nav_posllh, 0x0103: nav_status, 0x0104: nav_dop, 0x0107: nav_pvt, 0x0112: nav_velned,
    0x0121: nav_timeutc, 0x0135: nav_sat, 0x0500: ack_nak, 0x0501: ack_ack, 0x0600: cfg_prt,
    0x0601: cfg_msg, 0x0604: cfg_rst, 0x0608: cfg_rate, 0x0609: cfg_cfg, 0x068a: cfg_valset,
    0x068b: cfg_valget, 0x068c: cfg_valdel, 0x0a04: mon_ver,
  }
  fixes: {
    0: none, 1: dead_reckoning_only, 2: fix_2d, 3: fix_3d, 4: gnss_and_dead_reckoning, 5: time_only,
  }
  carrier_solutions: {0: none, 1: floating, 2: fixed}
  gnss: {0: gps, 1: sbas, 2: galileo, 3: beidou, 4: imes, 5: qzss, 6: glonass, 7: navic}
  times: {0: utc, 1: gps, 2: glonass, 3: beidou, 4: galileo, 5: navic}
  resets: {
    0: hardware_watchdog, 1: software, 2: software_gnss_only, 4: hardware_after_shutdown,
    8: gnss_stop, 9: gnss_start,
  }
