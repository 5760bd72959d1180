meta:
  id: ubx
  title: u-blox UBX
  application: u-blox satellite receivers
  license: MIT OR Apache-2.0
  endian: le
  bit-endian: le
  encoding: ISO-8859-1
  -frame: {max-size: 8192}
  # Counts have the names of the specification.
  -style: false
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
        'messages::nav_posllh': nav_posllh, 'messages::nav_status': nav_status, 'messages::nav_dop': nav_dop,
        'messages::nav_pvt': nav_pvt, 'messages::nav_velned': nav_velned, 'messages::nav_timeutc': nav_timeutc,
        'messages::nav_sat': nav_sat, 'messages::mon_ver': mon_ver, 'messages::ack_nak': ack,
        'messages::ack_ack': ack, 'messages::cfg_prt': cfg_prt, 'messages::cfg_msg': cfg_msg,
        'messages::cfg_rst': cfg_rst, 'messages::cfg_rate': cfg_rate, 'messages::cfg_cfg': cfg_cfg,
        'messages::cfg_valset': cfg_valset, 'messages::cfg_valget': cfg_valget, 'messages::cfg_valdel': cfg_valdel,
        'messages::aid_alm': aid_alm, 'messages::aid_aop': aid_aop, 'messages::aid_eph': aid_eph,
        'messages::aid_hui': aid_hui, 'messages::aid_ini': aid_ini, 'messages::cfg_ant': cfg_ant,
        'messages::cfg_batch': cfg_batch, 'messages::cfg_dgnss': cfg_dgnss, 'messages::cfg_dosc': cfg_dosc,
        'messages::cfg_dynseed': cfg_dynseed, 'messages::cfg_ekf': cfg_ekf, 'messages::cfg_esfalg': cfg_esfalg,
        'messages::cfg_esfa': cfg_esfa, 'messages::cfg_esfg': cfg_esfg, 'messages::cfg_esfgwt': cfg_esfgwt,
        'messages::cfg_esfwt': cfg_esfwt, 'messages::cfg_esrc': cfg_esrc, 'messages::cfg_fixseed': cfg_fixseed,
        'messages::cfg_fxn': cfg_fxn, 'messages::cfg_geofence': cfg_geofence, 'messages::cfg_gnss': cfg_gnss,
        'messages::cfg_hnr': cfg_hnr, 'messages::cfg_inf': cfg_inf, 'messages::cfg_itfm': cfg_itfm,
        'messages::cfg_logfilter': cfg_logfilter, 'messages::cfg_nav5': cfg_nav5, 'messages::cfg_navx5': cfg_navx5,
        'messages::cfg_odo': cfg_odo, 'messages::cfg_pm': cfg_pm, 'messages::cfg_pm2': cfg_pm2,
        'messages::cfg_pms': cfg_pms, 'messages::cfg_pwr': cfg_pwr, 'messages::cfg_rinv': cfg_rinv,
        'messages::cfg_rxm': cfg_rxm, 'messages::cfg_sbas': cfg_sbas, 'messages::cfg_senif': cfg_senif,
        'messages::cfg_slas': cfg_slas, 'messages::cfg_smgr': cfg_smgr, 'messages::cfg_spt': cfg_spt,
        'messages::cfg_tmode': cfg_tmode, 'messages::cfg_tmode2': cfg_tmode2, 'messages::cfg_tmode3': cfg_tmode3,
        'messages::cfg_tp5': cfg_tp5, 'messages::cfg_txslot': cfg_txslot, 'messages::cfg_usb': cfg_usb,
        'messages::esf_alg': esf_alg, 'messages::esf_ins': esf_ins, 'messages::esf_meas': esf_meas,
        'messages::esf_raw': esf_raw, 'messages::esf_status': esf_status, 'messages::hnr_att': hnr_att,
        'messages::hnr_ins': hnr_ins, 'messages::hnr_pvt': hnr_pvt, 'messages::inf_debug': inf_debug,
        'messages::inf_error': inf_error, 'messages::inf_notice': inf_notice, 'messages::inf_test': inf_test,
        'messages::inf_warning': inf_warning, 'messages::log_info': log_info,
        'messages::log_retrievepos': log_retrievepos, 'messages::log_retrieveposextra': log_retrieveposextra,
        'messages::log_retrievestring': log_retrievestring, 'messages::mga_dbd': mga_dbd,
        'messages::mga_flash_ack': mga_flash_ack, 'messages::mon_comms': mon_comms, 'messages::mon_gnss': mon_gnss,
        'messages::mon_hw': mon_hw, 'messages::mon_hw2': mon_hw2, 'messages::mon_hw3': mon_hw3,
        'messages::mon_io': mon_io, 'messages::mon_msgpp': mon_msgpp, 'messages::mon_patch': mon_patch,
        'messages::mon_pmp': mon_pmp, 'messages::mon_pt2': mon_pt2, 'messages::mon_rf': mon_rf,
        'messages::mon_rxbuf': mon_rxbuf, 'messages::mon_rxr': mon_rxr, 'messages::mon_smgr': mon_smgr,
        'messages::mon_span': mon_span, 'messages::mon_spt': mon_spt, 'messages::mon_sys': mon_sys,
        'messages::mon_txbuf': mon_txbuf, 'messages::nav_aopstatus': nav_aopstatus, 'messages::nav_att': nav_att,
        'messages::nav_clock': nav_clock, 'messages::nav_cov': nav_cov, 'messages::nav_daheading': nav_daheading,
        'messages::nav_relposned': nav_relposned, 'messages::rxm_rlm': rxm_rlm, 'messages::rxm_pmp': rxm_pmp,
        'messages::sec_uniqid': sec_uniqid, 'messages::sec_sig': sec_sig, 'messages::nav_dgps': nav_dgps,
        'messages::nav_eell': nav_eell, 'messages::nav_ekfstatus': nav_ekfstatus, 'messages::nav_eoe': nav_eoe,
        'messages::nav_geofence': nav_geofence, 'messages::nav_hpposecef': nav_hpposecef,
        'messages::nav_hpposllh': nav_hpposllh, 'messages::nav_nmi': nav_nmi, 'messages::nav_odo': nav_odo,
        'messages::nav_orb': nav_orb, 'messages::nav_pl': nav_pl, 'messages::nav_posecef': nav_posecef,
        'messages::nav_pvat': nav_pvat, 'messages::nav_sbas': nav_sbas, 'messages::nav_sig': nav_sig,
        'messages::nav_slas': nav_slas, 'messages::nav_sol': nav_sol, 'messages::nav_svin': nav_svin,
        'messages::nav_svinfo': nav_svinfo, 'messages::nav_timebds': nav_timebds,
        'messages::nav_timegal': nav_timegal, 'messages::nav_timeglo': nav_timeglo,
        'messages::nav_timegps': nav_timegps, 'messages::nav_timels': nav_timels,
        'messages::nav_timenavic': nav_timenavic, 'messages::nav_timeqzss': nav_timeqzss,
        'messages::nav_timetrusted': nav_timetrusted, 'messages::nav_velecef': nav_velecef,
        'messages::rxm_alm': rxm_alm, 'messages::rxm_cor': rxm_cor, 'messages::rxm_eph': rxm_eph,
        'messages::rxm_imes': rxm_imes, 'messages::rxm_meas20': rxm_meas20, 'messages::rxm_meas50': rxm_meas50,
        'messages::rxm_measc12': rxm_measc12, 'messages::rxm_measd12': rxm_measd12, 'messages::rxm_measx': rxm_measx,
        'messages::rxm_qzssl6': rxm_qzssl6, 'messages::rxm_raw': rxm_raw, 'messages::rxm_rawx': rxm_rawx,
        'messages::rxm_rtcm': rxm_rtcm, 'messages::rxm_sfrb': rxm_sfrb, 'messages::rxm_sfrbx': rxm_sfrbx,
        'messages::rxm_spartn': rxm_spartn, 'messages::rxm_spartn_key': rxm_spartn_key,
        'messages::rxm_svsi': rxm_svsi, 'messages::rxm_tm': rxm_tm, 'messages::sec_osnma': sec_osnma,
        'messages::sec_siglog': sec_siglog, 'messages::sec_sign': sec_sign, 'messages::tim_dosc': tim_dosc,
        'messages::tim_fchg': tim_fchg, 'messages::tim_smeas': tim_smeas, 'messages::tim_svin': tim_svin,
        'messages::tim_tm2': tim_tm2, 'messages::tim_tos': tim_tos, 'messages::tim_tp': tim_tp,
        'messages::tim_vrfy': tim_vrfy, 'messages::upd_sos': upd_sos, 'messages::nav2_clock': nav_clock,
        'messages::nav2_cov': nav_cov, 'messages::nav2_dop': nav_dop, 'messages::nav2_eell': nav_eell,
        'messages::nav2_eoe': nav_eoe, 'messages::nav2_odo': nav_odo, 'messages::nav2_posecef': nav_posecef,
        'messages::nav2_posllh': nav_posllh, 'messages::nav2_pvat': nav_pvat, 'messages::nav2_pvt': nav_pvt,
        'messages::nav2_sat': nav_sat, 'messages::nav2_sbas': nav_sbas, 'messages::nav2_sig': nav_sig,
        'messages::nav2_slas': nav_slas, 'messages::nav2_status': nav_status, 'messages::nav2_svin': nav_svin,
        'messages::nav2_timebds': nav_timebds, 'messages::nav2_timegal': nav_timegal,
        'messages::nav2_timeglo': nav_timeglo, 'messages::nav2_timegps': nav_timegps,
        'messages::nav2_timels': nav_timels, 'messages::nav2_timenavic': nav_timenavic,
        'messages::nav2_timeqzss': nav_timeqzss, 'messages::nav2_timeutc': nav_timeutc,
        'messages::nav2_velecef': nav_velecef, 'messages::nav2_velned': nav_velned,
        'messages::log_create': log_create, 'messages::log_retrievebatch': log_retrievebatch,
        'messages::log_string': log_string, 'messages::tim_hoc': tim_hoc, 'messages::cfg_nmea': cfg_nmea,
        'messages::esf_cal': esf_cal, 'messages::log_batch': log_batch, 'messages::log_findtime': log_findtime,
        'messages::tim_vcocal': tim_vcocal, _: other,
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
    doc: Key and value; bits 28 to 30 of the key give the size of the value, and the key gives its type
    doc-ref: UBX-22008968, "Configuration interface"
    seq:
      - {id: key, type: u4, -hex: true}
      - id: value
        type:
          switch-on: key
          # Signed integers and floats, then the other keys by size.
          cases: {
            0x20030006: s1, 0x20030007: s1, 0x20030008: s1, 0x2003000c: s1, 0x2003000d: s1, 0x2003000e: s1,
            0x201100a4: s1, 0x20370020: s1, 0x20370030: s1, 0x30050001: s2, 0x30060020: s2, 0x30060021: s2,
            0x30060022: s2, 0x3006002e: s2, 0x3006002f: s2, 0x30070012: s2, 0x30070013: s2, 0x30070014: s2,
            0x30080002: s2, 0x30080003: s2, 0x30080004: s2, 0x40030003: s4, 0x40030004: s4, 0x40030005: s4,
            0x40030009: s4, 0x4003000a: s4, 0x4003000b: s4, 0x40050006: s4, 0x40050011: s4, 0x4005001c: s4,
            0x40110064: f4, 0x40110065: f4, 0x40110066: f4, 0x40110067: f4, 0x40110068: f4, 0x40110069: f4,
            0x4011006a: f4, 0x401100c1: s4, 0x40240021: s4, 0x40240022: s4, 0x40240031: s4, 0x40240032: s4,
            0x40240041: s4, 0x40240042: s4, 0x40240051: s4, 0x40240052: s4, 0x40240061: s4, 0x40240062: s4,
            0x40240063: s4, 0x40240064: s4, 0x40240065: s4, 0x40240066: s4, 0x40240067: s4, 0x40240068: s4,
            0x40240069: s4, 0x4024006a: s4, 0x4024006b: s4, 0x4024006c: s4, 0x4024006d: s4, 0x4024006e: s4,
            0x4024006f: s4, 0x40240070: s4, 0x40240071: s4, 0x40240072: s4, 0x40240073: s4, 0x40240074: s4,
            0x40240075: s4, 0x40240076: s4, 0x40240077: s4, 0x40240078: s4, 0x40240079: s4, 0x4024007a: s4,
            0x4024007b: s4, 0x4024007c: s4, 0x4024007d: s4, 0x4024007e: s4, 0x4024007f: s4, 0x40240080: s4,
            0x40240081: s4, 0x40240082: s4, 0x40240083: s4, 0x40240084: s4, 0x40240085: s4, 0x40240086: s4,
            0x40240087: s4, 0x40240088: s4, 0x5005002a: f8, 0x5005002b: f8, 0x5005002c: f8, 0x5005002d: f8,
            0x5005002e: f8, 0x5005002f: f8, 0x50110062: f8, 0x50110063: f8,
            '(key >> 28 & 7) == 1 ? key : 0': u1, '(key >> 28 & 7) == 2 ? key : 0': u1,
            '(key >> 28 & 7) == 3 ? key : 0': u2, '(key >> 28 & 7) == 4 ? key : 0': u4,
            '(key >> 28 & 7) == 5 ? key : 0': u8,
          }
        valid: {expr: (key >> 28 & 7) >= 1 and (key >> 28 & 7) <= 5}
  aid_alm:
    seq: [{id: svid, type: u4}, {id: week, type: u4}, {id: dwrd, type: u4, repeat: eos}]
  aid_aop:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: reserved1, type: u2}, {id: data, size: 64},
    ]
  aid_eph:
    seq: [{id: svid, type: u4}, {id: how, type: u4}, {id: sfs, type: aid_eph_sf, repeat: eos}]
  aid_eph_sf:
    seq: [
      {id: sf1d1, type: u4}, {id: sf1d2, type: u4}, {id: sf1d3, type: u4}, {id: sf1d4, type: u4},
      {id: sf1d5, type: u4}, {id: sf1d6, type: u4}, {id: sf1d7, type: u4}, {id: sf1d8, type: u4},
      {id: sf2d1, type: u4}, {id: sf2d2, type: u4}, {id: sf2d3, type: u4}, {id: sf2d4, type: u4},
      {id: sf2d5, type: u4}, {id: sf2d6, type: u4}, {id: sf2d7, type: u4}, {id: sf2d8, type: u4},
      {id: sf3d1, type: u4}, {id: sf3d2, type: u4}, {id: sf3d3, type: u4}, {id: sf3d4, type: u4},
      {id: sf3d5, type: u4}, {id: sf3d6, type: u4}, {id: sf3d7, type: u4}, {id: sf3d8, type: u4},
    ]
  aid_hui:
    seq: [
      {id: health, type: u4, -hex: true}, {id: utc_a0, type: f8}, {id: utc_a1, type: f8}, {id: utc_tow, type: s4},
      {id: utc_wnt, type: s2}, {id: utc_ls, type: s2}, {id: utc_wnf, type: s2}, {id: utc_d_ns, type: s2},
      {id: utc_lsf, type: s2}, {id: utc_spare, type: s2}, {id: klob_a0, type: f4}, {id: klob_a1, type: f4},
      {id: klob_a2, type: f4}, {id: klob_a3, type: f4}, {id: klob_b0, type: f4}, {id: klob_b1, type: f4},
      {id: klob_b2, type: f4}, {id: klob_b3, type: f4}, {id: flags, type: u4, -hex: true},
    ]
  aid_ini:
    seq: [
      {id: ecef_x_or_lat, type: s4}, {id: ecef_y_or_lon, type: s4}, {id: ecef_z_or_alt, type: s4},
      {id: pos_acc, type: u4}, {id: tm_cfg, type: u2, -hex: true}, {id: wn, type: u2}, {id: tow, type: u4},
      {id: tow_ns, type: s4}, {id: t_acc_ms, type: u4}, {id: t_acc_ns, type: u4}, {id: clk_d_or_freq, type: s4},
      {id: clk_d_acc_or_freq_acc, type: u4}, {id: flags, type: u4, -hex: true},
    ]
  cfg_ant:
    seq: [
      {id: svcs, type: b1}, {id: scd, type: b1}, {id: ocd, type: b1}, {id: pdwn_on_scd, type: b1},
      {id: recovery, type: b1}, {id: reserved_flags, type: b11}, {id: pin_switch, type: b5}, {id: pin_scd, type: b5},
      {id: pin_ocd, type: b5}, {id: reconfig, type: b1},
    ]
  cfg_batch:
    seq: [
      {id: version, type: u1}, {id: enable, type: b1}, {id: reserved1, type: b1}, {id: extra_pvt, type: b1},
      {id: extra_odo, type: b1}, {id: reserved2, type: b1}, {id: pio_enable, type: b1},
      {id: pio_active_low, type: b1}, {id: reserved_flags, type: b1}, {id: buf_size, type: u2},
      {id: notif_thrs, type: u2}, {id: pio_id, type: u1}, {id: reserved0, type: u1},
    ]
  cfg_dgnss:
    seq: [{id: dgnss_mode, type: u1}, {id: reserved0, size: 3}]
  cfg_dosc:
    seq: [
      {id: version, type: u1}, {id: num_osc, type: u1}, {id: reserved1, type: u2},
      {id: oscs, type: cfg_dosc_osc, repeat: expr, repeat-expr: num_osc},
    ]
  cfg_dosc_osc:
    seq: [
      {id: osc_id, type: u1}, {id: reserved2, type: u1}, {id: is_calibrated, type: b1}, {id: control_if, type: b4},
      {id: reserved_flags, type: b11}, {id: freq, type: u4, -unit: '0.25'}, {id: phase_offset, type: s4},
      {id: with_temp, type: u4, -unit: '0.00390625'}, {id: with_age, type: u4, -unit: '0.00390625'},
      {id: time_to_temp, type: u2}, {id: reserved3, type: u2}, {id: gain_vco, type: s4, -unit: '1.52588e-05'},
      {id: gain_uncertainty, type: u1, -unit: '0.00390625'}, {id: reserved4, size: 3},
    ]
  cfg_dynseed:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 3}, {id: seed_hi, type: u4}, {id: seed_lo, type: u4},
    ]
  cfg_ekf:
    seq: [
      {id: disable_ekf, type: u1}, {id: reserved0, type: b1}, {id: cl_tab, type: b1}, {id: cl_calib, type: b1},
      {id: reserved1, type: b1}, {id: nom_tacho, type: b1}, {id: nom_gyro, type: b1}, {id: set_temp, type: b1},
      {id: dir, type: b1}, {id: pulses_per_m, type: b1}, {id: user_ser_wt, type: b1},
      {id: reserved_config_flags, type: b6}, {id: inv_dir, type: b1}, {id: inv_gyro, type: b1},
      {id: reserved_inverse_flags, type: b6}, {id: reserved2, type: u4}, {id: nom_pp_dist, type: u2},
      {id: nom_zero, type: u2}, {id: nom_sens, type: u1}, {id: rms_temp, type: u1, -unit: '0.1'},
      {id: temp_update, type: u2},
    ]
  cfg_esfalg:
    seq: [
      {id: version, type: b8}, {id: do_auto_mnt_alg, type: b1}, {id: reserved_bitfield, type: b23},
      {id: yaw, type: u4, -unit: '0.01'}, {id: pitch, type: s2, -unit: '0.01'}, {id: roll, type: s2, -unit: '0.01'},
    ]
  cfg_esfa:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 9}, {id: accel_rms_thdl, type: u1, -unit: '0.015625'},
      {id: frequency, type: u1}, {id: latency, type: u2}, {id: accuracy, type: u2, -unit: '0.0001'},
      {id: reserved2, type: u4},
    ]
  cfg_esfg:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 7}, {id: tc_table_save_rate, type: u2},
      {id: gyro_rms_thdl, type: u1, -unit: '0.00390625'}, {id: frequency, type: u1}, {id: latency, type: u2},
      {id: accuracy, type: u2, -unit: '0.001'}, {id: reserved2, type: u4},
    ]
  cfg_esfgwt:
    seq: [
      {id: reserved0, type: b12}, {id: set_vehicle, type: b1}, {id: set_time, type: b1}, {id: set_wt, type: b1},
      {id: reserved_flags, type: b1}, {id: id, type: u2}, {id: wt_factor, type: u4, -unit: '1e-06'},
      {id: reserved1, type: u4}, {id: wt_quant_error, type: u4, -unit: '1e-06'},
      {id: time_tag_factor, type: u4, -unit: '1e-06'}, {id: wt_count_max, type: u4}, {id: time_tag_max, type: u4},
      {id: wt_latency, type: u2}, {id: reserved2, type: u2}, {id: wt_frequency, type: u1}, {id: reserved3, type: u1},
      {id: speed_dead_band, type: u2}, {id: reserved4, type: u4}, {id: reserved5, type: u4},
    ]
  cfg_esfwt:
    seq: [
      {id: version, type: u1}, {id: combine_ticks, type: b1}, {id: reserved3, type: b3}, {id: use_wt_speed, type: b1},
      {id: dir_pin_pol, type: b1}, {id: use_wt_pin, type: b1}, {id: reserved_flags1, type: b1},
      {id: auto_wt_count_max_off, type: b1}, {id: auto_dir_pin_pol_off, type: b1},
      {id: auto_software_wt_off, type: b1}, {id: auto_use_wt_speed_off, type: b1}, {id: reserved_flags2, type: b4},
      {id: reserved1, type: u1}, {id: wt_factor, type: u4, -unit: '1e-06'},
      {id: wt_quant_error, type: u4, -unit: '1e-06'}, {id: wt_count_max, type: u4}, {id: wt_latency, type: u2},
      {id: wt_frequency, type: u1}, {id: reserved3_2, type: b4}, {id: cnt_both_edges, type: b1},
      {id: reserved_flags3, type: b3}, {id: speed_dead_band, type: u2}, {id: reserved2, size: 10},
    ]
  cfg_esrc:
    seq: [
      {id: version, type: u1}, {id: num_sources, type: u1}, {id: reserved1, type: u2},
      {id: sources, type: cfg_esrc_source, repeat: expr, repeat-expr: num_sources},
    ]
  cfg_esrc_source:
    seq: [
      {id: ext_int, type: u1}, {id: source_type, type: u1}, {id: polarity, type: b1}, {id: gnss_utc, type: b1},
      {id: reserved_flags, type: b14}, {id: freq, type: u4, -unit: '0.25'}, {id: reserved2, type: u4},
      {id: with_temp, type: u4, -unit: '0.00390625'}, {id: with_age, type: u4, -unit: '0.00390625'},
      {id: time_to_temp, type: u2}, {id: max_dev_life_tim, type: u2}, {id: offset, type: s4},
      {id: offset_uncertainty, type: u4}, {id: jitter, type: u4},
    ]
  cfg_fixseed:
    seq: [
      {id: version, type: u1}, {id: length, type: u1}, {id: reserved1, type: u2}, {id: seed_hi, type: u4},
      {id: seed_lo, type: u4}, {id: seeds, type: cfg_fixseed_seed, repeat: expr, repeat-expr: length},
    ]
  cfg_fixseed_seed:
    seq: [{id: class_id, type: u1}, {id: msg_id, type: u1}]
  cfg_fxn:
    seq: [
      {id: reserved0, type: b1}, {id: sleep, type: b1}, {id: reserved2, type: b1}, {id: abs_align, type: b1},
      {id: on_off, type: b1}, {id: reserved_flags, type: b27}, {id: t_reacq, type: u4}, {id: t_acq, type: u4},
      {id: t_reacq_off, type: u4}, {id: t_acq_off, type: u4}, {id: t_on, type: u4}, {id: t_off, type: u4},
      {id: reserved1, type: u4}, {id: base_tow, type: u4},
    ]
  cfg_geofence:
    seq: [
      {id: version, type: u1}, {id: num_fences, type: u1}, {id: conf_lvl, type: u1}, {id: reserved0, type: u1},
      {id: pio_enabled, type: u1}, {id: pin_polarity, type: u1}, {id: pin, type: u1}, {id: reserved1, type: u1},
      {id: fences, type: cfg_geofence_fence, repeat: expr, repeat-expr: num_fences},
    ]
  cfg_geofence_fence:
    seq: [
      {id: lat, type: s4, -unit: 1e-7 °}, {id: lon, type: s4, -unit: 1e-7 °}, {id: radius, type: u4, -unit: '0.01'},
    ]
  cfg_gnss:
    seq: [
      {id: msg_ver, type: u1}, {id: num_trk_ch_hw, type: u1}, {id: num_trk_ch_use, type: u1},
      {id: num_config_blocks, type: u1},
      {id: blocks, type: cfg_gnss_block, repeat: expr, repeat-expr: num_config_blocks},
    ]
  cfg_gnss_block:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: res_trk_ch, type: u1}, {id: max_trk_ch, type: u1},
      {id: reserved0, type: u1}, {id: enable, type: b1}, {id: reserved1, type: b7}, {id: reserved2, type: b8},
      {id: sig_cf_mask, type: b8}, {id: reserved3, type: b8},
    ]
  cfg_hnr:
    seq: [{id: high_nav_rate, type: u1}, {id: reserved1, size: 3}]
  cfg_inf:
    seq: [
      {id: protocol_id, type: u1}, {id: reserved0, size: 3},
      {id: inf_masks, type: cfg_inf_inf_mask, repeat: expr, repeat-expr: 6},
    ]
  cfg_inf_inf_mask:
    seq: [
      {id: enable_error, type: b1}, {id: enable_warning, type: b1}, {id: enable_notice, type: b1},
      {id: enable_test, type: b1}, {id: enable_debug, type: b1}, {id: reserved_inf_msg_mask, type: b3},
    ]
  cfg_itfm:
    seq: [
      {id: bb_threshold, type: b4}, {id: cw_threshold, type: b5}, {id: algorithm_bits, type: b22},
      {id: enable, type: b1}, {id: general_bits, type: b12}, {id: ant_setting, type: b2}, {id: enable2, type: b1},
      {id: reserved_config2, type: b17},
    ]
  cfg_logfilter:
    seq: [
      {id: version, type: u1}, {id: record_enabled, type: b1}, {id: psm_once_per_wakup_enabled, type: b1},
      {id: apply_all_filter_settings, type: b1}, {id: reserved_flags, type: b5}, {id: min_interval, type: u2},
      {id: time_threshold, type: u2}, {id: speed_threshold, type: u2}, {id: position_threshold, type: u4},
    ]
  cfg_nav5:
    seq: [
      {id: dyn, type: b1}, {id: min_el, type: b1}, {id: pos_fix_mode, type: b1}, {id: dr_lim, type: b1},
      {id: pos_mask, type: b1}, {id: time_mask, type: b1}, {id: static_hold_mask, type: b1},
      {id: dgps_mask, type: b1}, {id: cno_threshold, type: b1}, {id: reserved0, type: b1}, {id: utc, type: b1},
      {id: reserved_mask, type: b5}, {id: dyn_model, type: u1}, {id: fix_mode, type: u1},
      {id: fixed_alt, type: s4, -unit: '0.01'}, {id: fixed_alt_var, type: u4, -unit: '0.0001'},
      {id: min_elev, type: s1}, {id: dr_limit, type: u1}, {id: p_dop, type: u2, -unit: '0.1'},
      {id: t_dop, type: u2, -unit: '0.1'}, {id: p_acc, type: u2}, {id: t_acc, type: u2},
      {id: static_hold_thresh, type: u1}, {id: dgnss_time_out, type: u1}, {id: cno_thresh_num_s_vs, type: u1},
      {id: cno_thresh, type: u1}, {id: reserved0_2, type: u2}, {id: static_hold_max_dist, type: u2},
      {id: utc_standard, type: u1}, {id: reserved1, size: 5},
    ]
  cfg_navx5:
    seq: [
      {id: version, type: u2}, {id: reserved9, type: b2}, {id: min_max, type: b1}, {id: min_cno, type: b1},
      {id: reserved10, type: b2}, {id: initial3dfix, type: b1}, {id: reserved11, type: b2}, {id: wkn_roll, type: b1},
      {id: ack_aid, type: b1}, {id: reserved12, type: b2}, {id: ppp, type: b1}, {id: aop, type: b1},
      {id: reserved_mask1, type: b1}, {id: reserved13, type: b6}, {id: adr, type: b1}, {id: sig_atten_comp, type: b1},
      {id: reserved_mask2, type: b24}, {id: reserved0, type: u2}, {id: min_s_vs, type: u1}, {id: max_s_vs, type: u1},
      {id: min_cno_2, type: u1}, {id: reserved1, type: u1}, {id: ini_fix3_d, type: u1}, {id: reserved2, type: u2},
      {id: ack_aiding, type: u1}, {id: wkn_rollover, type: u2}, {id: sig_atten_comp_mode, type: u1},
      {id: reserved3, type: u1}, {id: reserved4, type: u2}, {id: reserved5, type: u2}, {id: use_ppp, type: u1},
      {id: aop_cfg, type: u1}, {id: reserved6, type: u2}, {id: aop_orb_max_err, type: u2}, {id: reserved7, type: u4},
      {id: reserved8, size: 3}, {id: use_adr, type: u1},
    ]
  cfg_odo:
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3}, {id: use_odo, type: b1}, {id: use_cog, type: b1},
      {id: out_lp_vel, type: b1}, {id: out_lp_cog, type: b1}, {id: reserved_flags, type: b4}, {id: profile, type: b3},
      {id: reserved_odo_cfg, type: b5}, {id: reserved1, size: 6}, {id: cog_max_speed, type: u1, -unit: '0.1'},
      {id: cog_max_pos_acc, type: u1}, {id: reserved2, type: u2}, {id: vel_lp_gain, type: u1},
      {id: cog_lp_gain, type: u1}, {id: reserved3, type: u2},
    ]
  cfg_pm:
    seq: [
      {id: version, type: u1}, {id: reserved1, type: u1}, {id: reserved2, type: u1}, {id: reserved3, type: u1},
      {id: reserved4, type: b2}, {id: interval, type: b2}, {id: exint_select, type: b1}, {id: extint_wake, type: b1},
      {id: extint_backup, type: b1}, {id: reserved5, type: b1}, {id: limit_peak_curr, type: b2},
      {id: wait_time_fix, type: b1}, {id: update_rtc, type: b1}, {id: update_eph, type: b1},
      {id: reserved_flags, type: b19}, {id: update_period, type: u4}, {id: search_period, type: u4},
      {id: grid_offset, type: u4}, {id: on_time, type: u2}, {id: min_acq_time, type: u2},
    ]
  cfg_pm2:
    seq: [
      {id: version, type: u1}, {id: reserved0, type: u1}, {id: max_startup_state_dur, type: u1},
      {id: reserved1, type: u1}, {id: reserved3, type: b1}, {id: opt_target, type: b3}, {id: extint_sel, type: b1},
      {id: extint_wake, type: b1}, {id: extint_backup, type: b1}, {id: extint_inactive, type: b1},
      {id: limit_peak_curr, type: b2}, {id: wait_time_fix, type: b1}, {id: update_rtc, type: b1},
      {id: update_eph, type: b1}, {id: reserved4, type: b3}, {id: do_not_enter_off, type: b1},
      {id: operation_mode, type: b2}, {id: reserved_flags, type: b13}, {id: update_period, type: u4},
      {id: search_period, type: u4}, {id: grid_offset, type: u4}, {id: on_time, type: u2},
      {id: min_acq_time, type: u2}, {id: reserved2, size: 20}, {id: extint_inactivity_ms, type: u4},
    ]
  cfg_pms:
    seq: [
      {id: version, type: u1}, {id: power_setup_value, type: u1}, {id: period, type: u2}, {id: on_time, type: u2},
      {id: reserved0, type: u2},
    ]
  cfg_pwr:
    seq: [{id: version, type: u1}, {id: reserved1, size: 3}, {id: state, type: u4}]
  cfg_rinv:
    seq: [
      {id: dump, type: b1}, {id: binary, type: b1}, {id: reserved_flags, type: b6}, {id: data, type: u1, repeat: eos},
    ]
  cfg_rxm:
    seq: [{id: reserved0, type: u1}, {id: lp_mode, type: u1}]
  cfg_sbas:
    seq: [
      {id: enabled, type: b1}, {id: test, type: b1}, {id: reserved_mode, type: b6}, {id: range, type: b1},
      {id: diff_corr, type: b1}, {id: integrity, type: b1}, {id: reserved_usage, type: b5}, {id: max_sbas, type: u1},
      {id: prn152, type: b1}, {id: prn153, type: b1}, {id: prn154, type: b1}, {id: prn155, type: b1},
      {id: prn156, type: b1}, {id: prn157, type: b1}, {id: prn158, type: b1}, {id: reserved_scanmode2, type: b1},
      {id: prn120, type: b1}, {id: prn121, type: b1}, {id: prn122, type: b1}, {id: prn123, type: b1},
      {id: prn124, type: b1}, {id: prn125, type: b1}, {id: prn126, type: b1}, {id: prn127, type: b1},
      {id: prn128, type: b1}, {id: prn129, type: b1}, {id: prn130, type: b1}, {id: prn131, type: b1},
      {id: prn132, type: b1}, {id: prn133, type: b1}, {id: prn134, type: b1}, {id: prn135, type: b1},
      {id: prn136, type: b1}, {id: prn137, type: b1}, {id: prn138, type: b1}, {id: prn139, type: b1},
      {id: prn140, type: b1}, {id: prn141, type: b1}, {id: prn142, type: b1}, {id: prn143, type: b1},
      {id: prn144, type: b1}, {id: prn145, type: b1}, {id: prn146, type: b1}, {id: prn147, type: b1},
      {id: prn148, type: b1}, {id: prn149, type: b1}, {id: prn150, type: b1}, {id: prn151, type: b1},
    ]
  cfg_senif:
    seq: [
      {id: type, type: u1}, {id: version, type: u1}, {id: sen_conn, type: b1}, {id: reserved_flags, type: b15},
      {id: pio_conf, type: u2, -hex: true},
    ]
  cfg_slas:
    seq: [
      {id: enabled, type: b1}, {id: test, type: b1}, {id: raim, type: b1}, {id: reserved_mode, type: b5},
      {id: reserved1, size: 3},
    ]
  cfg_smgr:
    seq: [
      {id: version, type: u1}, {id: min_gnss_fix, type: u1}, {id: max_freq_change, type: u2},
      {id: max_phase_corr_rate, type: u2}, {id: reserved1, type: u2}, {id: freq_tolerance, type: u2},
      {id: time_tolerance, type: u2}, {id: meas_internal, type: b1}, {id: meas_gnss, type: b1},
      {id: meas_extint0, type: b1}, {id: meas_extint1, type: b1}, {id: reserved_message_cfg, type: b12},
      {id: max_slew_rate, type: u2}, {id: disable_internal, type: b1}, {id: disable_external, type: b1},
      {id: preference_mode, type: b1}, {id: enable_gnss, type: b1}, {id: enable_extint0, type: b1},
      {id: enable_extint1, type: b1}, {id: enable_host_meas_int, type: b1}, {id: enable_host_meas_ext, type: b1},
      {id: reserved1_2, type: b2}, {id: use_any_fix, type: b1}, {id: disable_max_slew_rate, type: b1},
      {id: issue_freq_warning, type: b1}, {id: issue_time_warning, type: b1}, {id: tp_coherent, type: b2},
      {id: disable_offset, type: b1}, {id: reserved_flags, type: b15},
    ]
  cfg_spt:
    seq: [
      {id: version, type: u1}, {id: reserved0, type: u1}, {id: sensor_id, type: u2}, {id: reserved1, type: u8},
    ]
  cfg_tmode:
    seq: [
      {id: time_mode, type: u4}, {id: fixed_pos_x, type: s4}, {id: fixed_pos_y, type: s4},
      {id: fixed_pos_z, type: s4}, {id: fixed_pos_var, type: u4}, {id: svin_min_dur, type: u4},
      {id: svin_var_limit, type: u4},
    ]
  cfg_tmode2:
    seq: [
      {id: time_mode, type: u1}, {id: reserved1, type: u1}, {id: lla, type: b1}, {id: alt_inv, type: b1},
      {id: reserved_flags, type: b14}, {id: ecef_x_or_lat, type: s4}, {id: ecef_y_or_lon, type: s4},
      {id: ecef_z_or_alt, type: s4}, {id: fixed_pos_acc, type: u4}, {id: svin_min_dur, type: u4},
      {id: svin_acc_limit, type: u4},
    ]
  cfg_tmode3:
    seq: [
      {id: version, type: u1}, {id: reserved0, type: u1}, {id: rcvr_mode, type: b8}, {id: lla, type: b1},
      {id: reserved_flags, type: b7}, {id: ecef_x_or_lat, type: s4}, {id: ecef_y_or_lon, type: s4},
      {id: ecef_z_or_alt, type: s4}, {id: ecef_x_or_lat_hp, type: s1}, {id: ecef_y_or_lon_hp, type: s1},
      {id: ecef_z_or_alt_hp, type: s1}, {id: reserved1, type: u1}, {id: fixed_pos_acc, type: u4},
      {id: svin_min_dur, type: u4}, {id: svin_acc_limit, type: u4}, {id: reserved2, type: u8},
    ]
  cfg_tp5:
    seq: [
      {id: tp_idx, type: u1}, {id: version, type: u1}, {id: reserved0, type: u2}, {id: ant_cable_delay, type: s2},
      {id: rf_group_delay, type: s2}, {id: freq_period, type: u4}, {id: freq_period_lock, type: u4},
      {id: pulse_len_ratio, type: u4}, {id: pulse_len_ratio_lock, type: u4}, {id: user_config_delay, type: s4},
      {id: active, type: b1}, {id: lock_gnss_freq, type: b1}, {id: locked_other_set, type: b1},
      {id: is_freq, type: b1}, {id: is_length, type: b1}, {id: align_to_tow, type: b1}, {id: polarity, type: b1},
      {id: grid_utc_gnss, type: b4}, {id: sync_mode, type: b3}, {id: reserved_flags, type: b18},
    ]
  cfg_txslot:
    seq: [
      {id: version, type: u1}, {id: enable_ddc, type: b1}, {id: enable_uart1, type: b1}, {id: enable_uart2, type: b1},
      {id: enable_usb, type: b1}, {id: enable_spi, type: b1}, {id: reserved_enable, type: b3}, {id: ref_tp, type: u1},
      {id: reserved1, type: u1}, {id: end_01, type: u4}, {id: end_02, type: u4}, {id: end_03, type: u4},
    ]
  cfg_usb:
    seq: [
      {id: vendor_id, type: u2}, {id: product_id, type: u2}, {id: reserved0, type: u2}, {id: reserved1, type: u2},
      {id: power_consumption, type: u2}, {id: re_enum, type: b1}, {id: power_mode, type: b1},
      {id: reserved_flags, type: b14}, {id: vendor_string, type: str, size: 32, terminator: 0},
      {id: product_string, type: str, size: 32, terminator: 0},
      {id: serial_number, type: str, size: 32, terminator: 0},
    ]
  esf_alg:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: auto_mnt_alg_on, type: b1},
      {id: status, type: b3}, {id: reserved_flags, type: b4}, {id: tilt_alg_error, type: b1},
      {id: yaw_alg_error, type: b1}, {id: angle_error, type: b1}, {id: reserved_error, type: b5},
      {id: reserved0, type: u1}, {id: yaw, type: u4, -unit: '0.01'}, {id: pitch, type: s2, -unit: '0.01'},
      {id: roll, type: s2, -unit: '0.01'},
    ]
  esf_ins:
    seq: [
      {id: version, type: b8}, {id: x_ang_rate_valid, type: b1}, {id: y_ang_rate_valid, type: b1},
      {id: z_ang_rate_valid, type: b1}, {id: x_accel_valid, type: b1}, {id: y_accel_valid, type: b1},
      {id: z_accel_valid, type: b1}, {id: reserved_flags, type: b18}, {id: reserved0, type: u4},
      {id: i_tow, type: u4, -unit: ms}, {id: x_ang_rate, type: s4, -unit: '0.001'},
      {id: y_ang_rate, type: s4, -unit: '0.001'}, {id: z_ang_rate, type: s4, -unit: '0.001'},
      {id: x_accel, type: s4, -unit: '0.01'}, {id: y_accel, type: s4, -unit: '0.01'},
      {id: z_accel, type: s4, -unit: '0.01'},
    ]
  esf_meas:
    seq: [
      {id: time_tag, type: u4}, {id: time_mark_sent, type: b2}, {id: time_mark_edge, type: b1},
      {id: calib_ttag_valid, type: b1}, {id: reserved0, type: b7}, {id: num_meas, type: b5}, {id: id, type: u2},
      {id: datas, type: esf_meas_data, repeat: eos},
    ]
  esf_meas_data:
    seq: [{id: data_field, type: b24}, {id: data_type, type: b6}, {id: reserved_data, type: b2}]
  esf_raw:
    seq: [{id: reserved1, type: u4}, {id: datas, type: esf_raw_data, repeat: eos}]
  esf_raw_data:
    seq: [{id: data, type: u4, -hex: true}, {id: s_tag, type: u4, -hex: true}]
  esf_status:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: wt_init_status, type: b2},
      {id: mnt_alg_status, type: b3}, {id: ins_init_status, type: b3}, {id: imu_init_status, type: b2},
      {id: reserved_init_status2, type: b6}, {id: reserved0, size: 5}, {id: fusion_mode, type: u1},
      {id: reserved1, type: u2}, {id: num_sens, type: u1},
      {id: sens, type: esf_status_sens, repeat: expr, repeat-expr: num_sens},
    ]
  esf_status_sens:
    seq: [
      {id: type, type: b6}, {id: used, type: b1}, {id: ready, type: b1}, {id: calib_status, type: b2},
      {id: time_status, type: b2}, {id: reserved_sens_status2, type: b4}, {id: freq, type: u1},
      {id: bad_meas, type: b1}, {id: bad_t_tag, type: b1}, {id: missing_meas, type: b1}, {id: noisy_meas, type: b1},
      {id: reserved_faults, type: b4},
    ]
  hnr_att:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: reserved1, size: 3},
      {id: roll, type: s4, -unit: '1e-05'}, {id: pitch, type: s4, -unit: '1e-05'},
      {id: heading, type: s4, -unit: '1e-05'}, {id: acc_roll, type: u4, -unit: '1e-05'},
      {id: acc_pitch, type: u4, -unit: '1e-05'}, {id: acc_heading, type: u4, -unit: '1e-05'},
    ]
  hnr_ins:
    seq: [
      {id: version, type: b8}, {id: x_ang_rate_valid, type: b1}, {id: y_ang_rate_valid, type: b1},
      {id: z_ang_rate_valid, type: b1}, {id: x_accel_valid, type: b1}, {id: y_accel_valid, type: b1},
      {id: z_accel_valid, type: b1}, {id: reserved_flags, type: b18}, {id: reserved1, type: u4},
      {id: i_tow, type: u4, -unit: ms}, {id: x_ang_rate, type: s4, -unit: '0.001'},
      {id: y_ang_rate, type: s4, -unit: '0.001'}, {id: z_ang_rate, type: s4, -unit: '0.001'},
      {id: x_accel, type: s4, -unit: '0.01'}, {id: y_accel, type: s4, -unit: '0.01'},
      {id: z_accel, type: s4, -unit: '0.01'},
    ]
  hnr_pvt:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: year, type: u2}, {id: month, type: u1}, {id: day, type: u1},
      {id: hour, type: u1}, {id: min, type: u1}, {id: second, type: u1}, {id: valid_date, type: b1},
      {id: valid_time, type: b1}, {id: fully_resolved, type: b1}, {id: reserved_valid, type: b5},
      {id: nano, type: s4}, {id: gps_fix, type: u1, enum: fixes}, {id: gp_sfix_ok, type: b1},
      {id: diff_soln, type: b1}, {id: wknset, type: b1}, {id: towset, type: b1}, {id: head_veh_valid, type: b1},
      {id: reserved_flags, type: b3}, {id: reserved1, type: u2}, {id: lon, type: s4, -unit: 1e-7 °},
      {id: lat, type: s4, -unit: 1e-7 °}, {id: height, type: s4, -unit: mm}, {id: h_msl, type: s4, -unit: mm},
      {id: g_speed, type: s4}, {id: speed, type: s4}, {id: head_mot, type: s4, -unit: '1e-05'},
      {id: head_veh, type: s4, -unit: '1e-05'}, {id: h_acc, type: u4}, {id: v_acc, type: u4}, {id: s_acc, type: u4},
      {id: head_acc, type: u4, -unit: '1e-05'}, {id: reserved2, type: u4},
    ]
  inf_debug:
    seq: [{id: message, type: str, size-eos: true}]
  inf_error:
    seq: [{id: message, type: str, size-eos: true}]
  inf_notice:
    seq: [{id: message, type: str, size-eos: true}]
  inf_test:
    seq: [{id: message, type: str, size-eos: true}]
  inf_warning:
    seq: [{id: message, type: str, size-eos: true}]
  log_info:
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3}, {id: filestore_capacity, type: u4},
      {id: reserved1, type: u8}, {id: current_max_log_size, type: u4}, {id: current_log_size, type: u4},
      {id: entry_count, type: u4}, {id: oldest_year, type: u2}, {id: oldest_month, type: u1},
      {id: oldest_day, type: u1}, {id: oldest_hour, type: u1}, {id: oldest_minute, type: u1},
      {id: oldest_second, type: u1}, {id: reserved2, type: u1}, {id: newest_year, type: u2},
      {id: newest_month, type: u1}, {id: newest_day, type: u1}, {id: newest_hour, type: u1},
      {id: newest_minute, type: u1}, {id: newest_second, type: u1}, {id: reserved3, type: u1},
      {id: reserved5, type: b3}, {id: recording, type: b1}, {id: inactive, type: b1}, {id: circular, type: b1},
      {id: reserved_status, type: b2}, {id: reserved4, size: 3},
    ]
  log_retrievepos:
    seq: [
      {id: entry_index, type: u4}, {id: lon, type: s4, -unit: 1e-7 °}, {id: lat, type: s4, -unit: 1e-7 °},
      {id: h_msl, type: s4, -unit: mm}, {id: h_acc, type: u4}, {id: g_speed, type: u4},
      {id: heading, type: u4, -unit: '1e-05'}, {id: version, type: u1}, {id: fix_type, type: u1, enum: fixes},
      {id: year, type: u2}, {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1}, {id: minute, type: u1},
      {id: second, type: u1}, {id: reserved0, type: u1}, {id: num_sv, type: u1}, {id: reserved1, type: u1},
    ]
  log_retrieveposextra:
    seq: [
      {id: entry_index, type: u4}, {id: version, type: u1}, {id: reserved0, type: u1}, {id: year, type: u2},
      {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1}, {id: minute, type: u1},
      {id: second, type: u1}, {id: reserved1, size: 3}, {id: distance, type: u4}, {id: reserved2, size: 12},
    ]
  log_retrievestring:
    seq: [
      {id: entry_index, type: u4}, {id: version, type: u1}, {id: reserved0, type: u1}, {id: year, type: u2},
      {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1}, {id: minute, type: u1},
      {id: second, type: u1}, {id: reserved1, type: u1}, {id: byte_count, type: u2},
      {id: bytes, type: u1, repeat: expr, repeat-expr: byte_count},
    ]
  mga_dbd:
    seq: [{id: reserved1, size: 12}, {id: data, type: u1, repeat: eos}]
  mga_flash_ack:
    seq: [
      {id: type, type: u1}, {id: version, type: u1}, {id: ack, type: u1}, {id: reserved1, type: u1},
      {id: sequence, type: u2},
    ]
  mon_comms:
    seq: [
      {id: version, type: u1}, {id: n_ports, type: u1}, {id: mem, type: b1}, {id: alloc, type: b1},
      {id: output_port, type: b3}, {id: reserved_tx_errors, type: b3}, {id: reserved0, type: u1},
      {id: prot_ids, type: u1, repeat: expr, repeat-expr: 4},
      {id: ports, type: mon_comms_ports, repeat: expr, repeat-expr: n_ports},
    ]
  mon_comms_ports:
    seq: [
      {id: port_id, type: u2}, {id: tx_pending, type: u2}, {id: tx_bytes, type: u4}, {id: tx_usage, type: u1},
      {id: tx_peak_usage, type: u1}, {id: rx_pending, type: u2}, {id: rx_bytes, type: u4}, {id: rx_usage, type: u1},
      {id: rx_peak_usage, type: u1}, {id: overrun_errs, type: u2}, {id: msgs, type: u2, repeat: expr, repeat-expr: 4},
      {id: reserved1, type: u8}, {id: skipped, type: u4},
    ]
  mon_gnss:
    seq: [
      {id: version, type: u1}, {id: gps_sup, type: b1}, {id: glonass_sup, type: b1}, {id: beidou_sup, type: b1},
      {id: galileo_sup, type: b1}, {id: reserved_supported, type: b4}, {id: gps_def, type: b1},
      {id: glonass_def, type: b1}, {id: beidou_def, type: b1}, {id: galileo_def, type: b1},
      {id: reserved_default_gnss, type: b4}, {id: gps_ena, type: b1}, {id: glonass_ena, type: b1},
      {id: beidou_ena, type: b1}, {id: galileo_ena, type: b1}, {id: reserved_enabled, type: b4},
      {id: simultaneous, type: u1}, {id: reserved0, size: 3},
    ]
  mon_hw:
    seq: [
      {id: pin_sel, type: u4, -hex: true}, {id: pin_bank, type: u4, -hex: true}, {id: pin_dir, type: u4, -hex: true},
      {id: pin_val, type: u4, -hex: true}, {id: noise_per_ms, type: u2}, {id: agc_cnt, type: u2},
      {id: a_status, type: u1}, {id: a_power, type: u1}, {id: rtc_calib, type: b1}, {id: safe_boot, type: b1},
      {id: jamming_state, type: b2}, {id: xtal_absent, type: b1}, {id: reserved_flags, type: b3},
      {id: reserved0, type: u1}, {id: used_mask, type: u4, -hex: true},
      {id: vp, type: u1, -hex: true, repeat: expr, repeat-expr: 17}, {id: jam_ind, type: u1},
      {id: reserved1, type: u2}, {id: pin_irq, type: u4, -hex: true}, {id: pull_h, type: u4, -hex: true},
      {id: pull_l, type: u4, -hex: true},
    ]
  mon_hw2:
    seq: [
      {id: ofs_i, type: s1}, {id: mag_i, type: u1}, {id: ofs_q, type: s1}, {id: mag_q, type: u1},
      {id: cfg_source, type: u1}, {id: reserved0, size: 3}, {id: low_lev_cfg, type: u4}, {id: reserved1, type: u8},
      {id: post_status, type: u4}, {id: reserved2, type: u4},
    ]
  mon_hw3:
    seq: [
      {id: version, type: u1}, {id: n_pins, type: u1}, {id: rtc_calib, type: b1}, {id: safe_boot, type: b1},
      {id: xtal_absent, type: b1}, {id: reserved_flags, type: b5},
      {id: hw_version, type: str, size: 10, terminator: 0}, {id: reserved0, size: 9},
      {id: pins, type: mon_hw3_pin, repeat: expr, repeat-expr: n_pins},
    ]
  mon_hw3_pin:
    seq: [
      {id: pin_id, type: u2}, {id: periph_pio, type: b1}, {id: pin_bank, type: b3}, {id: direction, type: b1},
      {id: pin_value, type: b1}, {id: vp_manager, type: b1}, {id: pio_irq, type: b1}, {id: pio_pull_high, type: b1},
      {id: pio_pull_low, type: b1}, {id: reserved_pin_mask, type: b6}, {id: vp, type: u1}, {id: reserved1, type: u1},
    ]
  mon_io:
    seq: [
      {id: rx_bytes, type: u4}, {id: tx_bytes, type: u4}, {id: parity_errs, type: u2}, {id: framing_errs, type: u2},
      {id: overrun_errs, type: u2}, {id: break_cond, type: u2}, {id: rx_busy, type: u1}, {id: tx_busy, type: u1},
      {id: reserved1, type: u2},
    ]
  mon_msgpp:
    seq: [
      {id: msg1, type: u2, repeat: expr, repeat-expr: 8}, {id: msg2, type: u2, repeat: expr, repeat-expr: 8},
      {id: msg3, type: u2, repeat: expr, repeat-expr: 8}, {id: msg4, type: u2, repeat: expr, repeat-expr: 8},
      {id: msg5, type: u2, repeat: expr, repeat-expr: 8}, {id: msg6, type: u2, repeat: expr, repeat-expr: 8},
      {id: skipped, type: u4, repeat: expr, repeat-expr: 6},
    ]
  mon_patch:
    seq: [
      {id: version, type: u2}, {id: n_entries, type: u2},
      {id: entrys, type: mon_patch_entry, repeat: expr, repeat-expr: n_entries},
    ]
  mon_patch_entry:
    seq: [
      {id: activated, type: b1}, {id: location, type: b2}, {id: reserved_patch_info, type: b29},
      {id: comparator_number, type: u4}, {id: patch_address, type: u4}, {id: patch_data, type: u4},
    ]
  mon_pmp:
    seq: [
      {id: version, type: u1}, {id: n_entries, type: u1}, {id: reserved0, type: u2},
      {id: pmps, type: mon_pmp_pmp, repeat: expr, repeat-expr: n_entries},
    ]
  mon_pmp_pmp:
    seq: [
      {id: reserved1, type: u4}, {id: locked, type: b1}, {id: frame_sync, type: b1}, {id: reserved_status, type: b30},
      {id: reserved2, type: u8}, {id: cno, type: u1, -unit: dBHz}, {id: cno_frac, type: u1, -unit: '0.00390625'},
      {id: reserved3, type: u2},
    ]
  mon_pt2:
    seq: [
      {id: version, type: u1}, {id: test_mode, type: u1}, {id: num_rf_chn, type: u1}, {id: num_sv_sig_desc, type: u1},
      {id: test_run_time, type: u4}, {id: clk_drift_aid, type: s4}, {id: clk_drift_trk, type: s4},
      {id: rtc_freq, type: u4}, {id: post_status, type: u4},
      {id: rfchans, type: mon_pt2_rfchan, repeat: expr, repeat-expr: num_rf_chn},
      {id: svsigs, type: mon_pt2_svsig, repeat: expr, repeat-expr: num_sv_sig_desc},
    ]
  mon_pt2_rfchan:
    seq: [{id: rf_pga, type: u1}, {id: reserved0, size: 27}]
  mon_pt2_svsig:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: sig_id, type: u1}, {id: accs_id, type: u1},
      {id: cno_min, type: u2, -unit: '0.00390625'}, {id: cno_max, type: u2, -unit: '0.00390625'},
      {id: reserved1, size: 14}, {id: carr_ph_dev_max, type: u1, -unit: '0.00390625'},
      {id: if_chn_id_valid, type: b1}, {id: if_chn_id, type: b3}, {id: reserved_signal_info, type: b4},
      {id: code_lock_success, type: u1}, {id: phase_lock_success, type: u1}, {id: min_code_lock, type: u2},
      {id: max_code_lock, type: u2}, {id: min_phase_lock, type: u2}, {id: max_phase_lock, type: u2},
      {id: reserved2, type: u2},
    ]
  mon_rf:
    seq: [
      {id: version, type: u1}, {id: n_blocks, type: u1}, {id: msg_source, type: b2}, {id: reserved_rec_inf, type: b6},
      {id: reserved0, type: u1}, {id: blocks, type: mon_rf_block, repeat: expr, repeat-expr: n_blocks},
    ]
  mon_rf_block:
    seq: [
      {id: block_id, type: u1}, {id: jamming_state, type: b2}, {id: reserved_flags, type: b6},
      {id: ant_status, type: u1}, {id: ant_power, type: u1}, {id: post_status, type: u4}, {id: reserved1, type: u4},
      {id: noise_per_ms, type: u2}, {id: agc_cnt, type: u2}, {id: jam_ind, type: u1}, {id: ofs_i, type: s1},
      {id: mag_i, type: u1}, {id: ofs_q, type: s1}, {id: mag_q, type: u1}, {id: reserved2, size: 3},
    ]
  mon_rxbuf:
    seq: [
      {id: pending, type: u2, repeat: expr, repeat-expr: 6}, {id: usage, type: u1, repeat: expr, repeat-expr: 6},
      {id: peak_usage, type: u1, repeat: expr, repeat-expr: 6},
    ]
  mon_rxr:
    seq: [{id: awake, type: b1}, {id: reserved_flags, type: b7}]
  mon_smgr:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 3}, {id: i_tow, type: u4, -unit: ms},
      {id: int_osc_state, type: b4}, {id: int_osc_calib, type: b1}, {id: int_osc_disc, type: b1},
      {id: reserved_int_osc, type: b10}, {id: ext_osc_state, type: b4}, {id: ext_osc_calib, type: b1},
      {id: ext_osc_disc, type: b1}, {id: reserved_ext_osc, type: b10}, {id: disc_src, type: u1},
      {id: gnss_avail, type: b1}, {id: reserved_gnss, type: b7}, {id: ext_int0_avail, type: b1},
      {id: ext_int0_type, type: b1}, {id: ext_int0_feed_back, type: b1}, {id: reserved_ext_int0, type: b5},
      {id: ext_int1_avail, type: b1}, {id: ext_int1_type, type: b1}, {id: ext_int1_feed_back, type: b1},
      {id: reserved_ext_int1, type: b5},
    ]
  mon_span:
    seq: [
      {id: version, type: u1}, {id: num_rf_blocks, type: u1}, {id: msg_source, type: b2},
      {id: reserved_rec_inf, type: b6}, {id: reserved0, type: u1},
      {id: rfblocks, type: mon_span_rfblock, repeat: expr, repeat-expr: num_rf_blocks},
    ]
  mon_span_rfblock:
    seq: [
      {id: spectrum, size: 256}, {id: span, type: u4}, {id: res, type: u4}, {id: center, type: u4},
      {id: pga, type: u1}, {id: reserved1, size: 3},
    ]
  mon_spt:
    seq: [
      {id: version, type: u1}, {id: num_sensor, type: u1}, {id: num_res, type: u1}, {id: reserved0, type: u1},
      {id: sensors, type: mon_spt_sensor, repeat: expr, repeat-expr: num_sensor},
      {id: res, type: mon_spt_res, repeat: expr, repeat-expr: num_res},
    ]
  mon_spt_sensor:
    seq: [
      {id: sensor_id, type: u1}, {id: drv_ver, type: u1, -hex: true}, {id: test_state, type: u1},
      {id: drv_file_name, type: u1},
    ]
  mon_spt_res:
    seq: [
      {id: sensor_id_res, type: u2}, {id: sensor_type, type: u2}, {id: res_type, type: u2}, {id: reserved1, type: u2},
      {id: value, type: s4},
    ]
  mon_sys:
    seq: [
      {id: msg_ver, type: u1}, {id: boot_type, type: u1}, {id: cpu_load, type: u1}, {id: cpu_load_max, type: u1},
      {id: mem_usage, type: u1}, {id: mem_usage_max, type: u1}, {id: io_usage, type: u1},
      {id: io_usage_max, type: u1}, {id: run_time, type: u4}, {id: notice_count, type: u2},
      {id: warn_count, type: u2}, {id: error_count, type: u2}, {id: temp_value, type: s1}, {id: reserved0, size: 5},
    ]
  mon_txbuf:
    seq: [
      {id: pending, type: u2, repeat: expr, repeat-expr: 6}, {id: usage, type: u1, repeat: expr, repeat-expr: 6},
      {id: peak_usage, type: u1, repeat: expr, repeat-expr: 6}, {id: t_usage, type: u1}, {id: t_peak_usage, type: u1},
      {id: limit, type: b6}, {id: lem, type: b1}, {id: alloc, type: b1}, {id: reserved0, type: u1},
    ]
  nav_aopstatus:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: aop_cfg, type: u1}, {id: status, type: u1}, {id: reserved1, size: 10},
    ]
  nav_att:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: reserved0, size: 3},
      {id: roll, type: s4, -unit: '1e-05'}, {id: pitch, type: s4, -unit: '1e-05'},
      {id: heading, type: s4, -unit: '1e-05'}, {id: acc_roll, type: u4, -unit: '1e-05'},
      {id: acc_pitch, type: u4, -unit: '1e-05'}, {id: acc_heading, type: u4, -unit: '1e-05'},
    ]
  nav_clock:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: clk_b, type: s4}, {id: clk_d, type: s4}, {id: t_acc, type: u4},
      {id: f_acc, type: u4},
    ]
  nav_cov:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: pos_cov_valid, type: u1},
      {id: vel_cov_valid, type: u1}, {id: reserved0, size: 9}, {id: pos_cov_nn, type: f4}, {id: pos_cov_ne, type: f4},
      {id: pos_cov_nd, type: f4}, {id: pos_cov_ee, type: f4}, {id: pos_cov_ed, type: f4}, {id: pos_cov_dd, type: f4},
      {id: vel_cov_nn, type: f4}, {id: vel_cov_ne, type: f4}, {id: vel_cov_nd, type: f4}, {id: vel_cov_ee, type: f4},
      {id: vel_cov_ed, type: f4}, {id: vel_cov_dd, type: f4},
    ]
  nav_relposned:
    doc: Relative position in NED frame; version 0 has neither length nor heading
    seq: [
      {id: version, type: u1}, {id: reserved0, type: u1}, {id: ref_station_id, type: u2},
      {id: i_tow, type: u4, -unit: ms, doc: GPS time of week}, {id: rel_pos_n, type: s4, -unit: cm},
      {id: rel_pos_e, type: s4, -unit: cm}, {id: rel_pos_d, type: s4, -unit: cm},
      {id: rel_pos_length, type: s4, -unit: cm, if: version != 0},
      {id: rel_pos_heading, type: s4, -unit: 1e-5 °, if: version != 0}, {id: reserved1, type: u4, if: version != 0},
      {id: hp_rel_pos_n, type: s1, -unit: 0.1 mm}, {id: hp_rel_pos_e, type: s1, -unit: 0.1 mm},
      {id: hp_rel_pos_d, type: s1, -unit: 0.1 mm},
      {id: hp_rel_pos_length, type: s1, -unit: 0.1 mm, if: version != 0}, {id: reserved3, type: u1, if: version == 0},
      {id: acc_n, type: u4, -unit: 0.1 mm}, {id: acc_e, type: u4, -unit: 0.1 mm}, {id: acc_d, type: u4, -unit: 0.1 mm},
      {id: acc_length, type: u4, -unit: 0.1 mm, if: version != 0},
      {id: acc_heading, type: u4, -unit: 1e-5 °, if: version != 0}, {id: reserved2, type: u4, if: version != 0},
      {id: flags, type: relpos_flags},
    ]
  nav_daheading:
    doc: Heading of two antennas; version 2 has no high-precision components
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3}, {id: i_tow, type: u4, -unit: ms, doc: GPS time of week},
      {id: rel_pos_n, type: s4, -unit: cm}, {id: rel_pos_e, type: s4, -unit: cm}, {id: rel_pos_d, type: s4, -unit: cm},
      {id: rel_pos_length, type: s4, -unit: cm}, {id: rel_pos_heading, type: s4, -unit: 1e-5 °},
      {id: reserved1, type: u4}, {id: hp_rel_pos_n, type: s1, -unit: 0.1 mm, if: version != 2},
      {id: hp_rel_pos_e, type: s1, -unit: 0.1 mm, if: version != 2},
      {id: hp_rel_pos_d, type: s1, -unit: 0.1 mm, if: version != 2},
      {id: hp_rel_pos_length, type: s1, -unit: 0.1 mm, if: version != 2}, {id: acc_n, type: u4}, {id: acc_e, type: u4},
      {id: acc_d, type: u4}, {id: acc_length, type: u4}, {id: acc_heading, type: u4, -unit: 1e-5 °},
      {id: reserved2, type: u4}, {id: flags, type: {switch-on: version, cases: {2: daheading_flags, _: relpos_flags}}},
    ]
  daheading_flags:
    seq: [
      {id: gnss_fix_ok, type: b1}, {id: diff_soln, type: b1}, {id: rel_pos_valid, type: b1},
      {id: carr_soln, type: b2, enum: carrier_solutions}, {id: reserved3, type: b1},
      {id: rel_pos_heading_valid, type: b1}, {id: reserved_flags, type: b25},
    ]
  relpos_flags:
    seq: [
      {id: gnss_fix_ok, type: b1}, {id: diff_soln, type: b1}, {id: rel_pos_valid, type: b1},
      {id: carr_soln, type: b2, enum: carrier_solutions}, {id: is_moving, type: b1}, {id: ref_pos_miss, type: b1},
      {id: ref_obs_miss, type: b1}, {id: rel_pos_heading_valid, type: b1}, {id: rel_pos_normalized, type: b1},
      {id: reserved_flags, type: b22},
    ]
  rxm_rlm:
    doc: Return link message, with 2 (type 1) or 12 bytes (type 2) of parameters
    seq: [
      {id: version, type: u1}, {id: type, type: u1}, {id: sv_id, type: u1}, {id: reserved0, type: u1},
      {id: beacon, type: u8, -hex: true}, {id: message, type: u1}, {id: params, size: 'type == 2 ? 12 : 2'},
      {id: reserved1, size-eos: true},
    ]
  rxm_pmp:
    doc: L-band data
    seq: [
      {id: version, type: u1}, {id: reserved0, type: u1}, {id: num_bytes_user_data, type: u2},
      {id: time_tag, type: u4}, {id: unique_word1, type: u4, -hex: true}, {id: unique_word2, type: u4, -hex: true},
      {id: service_identifier, type: u2}, {id: spare, type: u1}, {id: unique_word_bit_errors, type: u1},
      {id: user_data_v0, size: 504, if: version == 0}, {id: fec_bits, type: u2},
      {id: ebno, type: u1, -unit: 0.125 dB}, {id: reserved1, type: u1},
      {id: user_data, size: num_bytes_user_data, if: version != 0},
    ]
  sec_uniqid:
    doc: Unique chip ID
    seq: [{id: version, type: u1}, {id: reserved0, size: 3}, {id: unique_id, size-eos: true}]
  sec_sig:
    doc: Signal security information
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3, if: version == 1}, {id: jam_det_enabled, type: b1},
      {id: jamming_state, type: b2}, {id: reserved_jam, type: b5, if: version == 1},
      {id: reserved1, size: 3, if: version == 1}, {id: spf_det_enabled, type: b1}, {id: spoofing_state, type: b3},
      {id: reserved_spf, type: b4, if: version == 1}, {id: reserved_flags, type: b1, if: version != 1},
      {id: reserved2, size-eos: true, if: version == 1}, {id: reserved3, type: u1, if: version != 1},
      {id: jam_num_cent_freqs, type: u1, if: version != 1},
      {id: fam_freqs, type: sec_sig_frequency, repeat: expr, repeat-expr: jam_num_cent_freqs, if: version != 1},
    ]
  sec_sig_frequency: {seq: [{id: cent_freq, type: b24, -unit: kHz}, {id: jammed, type: b1}, {id: reserved1, type: b7}]}
  nav_dgps:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: age, type: s4}, {id: base_id, type: s2}, {id: base_health, type: s2},
      {id: num_ch, type: u1}, {id: status, type: u1}, {id: reserved1, type: u2},
      {id: channels, type: nav_dgps_channel, repeat: expr, repeat-expr: num_ch},
    ]
  nav_dgps_channel:
    seq: [
      {id: svid, type: u1}, {id: channel, type: b4}, {id: dgps_used, type: b1}, {id: reserved_flags, type: b3},
      {id: age_c, type: u2}, {id: prc, type: f4}, {id: prrc, type: f4},
    ]
  nav_eell:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: reserved0, type: u1},
      {id: err_ellipse_orient, type: u2, -unit: '0.01'}, {id: err_ellipse_major, type: u4},
      {id: err_ellipse_minor, type: u4},
    ]
  nav_ekfstatus:
    seq: [
      {id: pulses, type: s4}, {id: period, type: s4}, {id: gyro_mean, type: u4, -unit: '0.01'},
      {id: temperature, type: s2, -unit: '0.00390625'}, {id: direction, type: s1}, {id: calib_tacho, type: b2},
      {id: calib_gyro, type: b2}, {id: calib_gyro_b, type: b2}, {id: reserved_calib_status, type: b2},
      {id: pulse_scale, type: s4, -unit: '1e-05'}, {id: gyro_bias, type: s4, -unit: '1e-05'},
      {id: gyro_scale, type: s4, -unit: '1e-05'}, {id: acc_pulse_scale, type: s4, -unit: '0.0001'},
      {id: acc_gyro_bias, type: s4, -unit: '0.0001'}, {id: acc_gyro_scale, type: s4, -unit: '0.0001'},
      {id: pulse, type: b1}, {id: dir, type: b1}, {id: gyro, type: b1}, {id: temp, type: b1}, {id: pos, type: b1},
      {id: vel, type: b1}, {id: err_gyro, type: b1}, {id: err_pulse, type: b1}, {id: reserved2, type: u1},
    ]
  nav_eoe:
    seq: [{id: i_tow, type: u4, -unit: ms}]
  nav_geofence:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: status, type: u1}, {id: num_fences, type: u1},
      {id: comb_state, type: u1}, {id: fences, type: nav_geofence_fence, repeat: expr, repeat-expr: num_fences},
    ]
  nav_geofence_fence:
    seq: [{id: state, type: u1}, {id: id, type: u1}]
  nav_hpposecef:
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3}, {id: i_tow, type: u4, -unit: ms},
      {id: ecef_x, type: s4, -unit: cm}, {id: ecef_y, type: s4, -unit: cm}, {id: ecef_z, type: s4, -unit: cm},
      {id: h_pecef_x, type: s1, -unit: '0.01'}, {id: h_pecef_y, type: s1, -unit: '0.01'},
      {id: h_pecef_z, type: s1, -unit: '0.01'}, {id: invalid_ecef, type: b1}, {id: reserved_flags, type: b7},
      {id: p_acc, type: u4, -unit: '0.1'},
    ]
  nav_hpposllh:
    seq: [
      {id: version, type: u1}, {id: reserved0, type: u2}, {id: invalid_llh, type: b1}, {id: reserved_flags, type: b7},
      {id: i_tow, type: u4, -unit: ms}, {id: lon, type: s4, -unit: 1e-7 °}, {id: lat, type: s4, -unit: 1e-7 °},
      {id: height, type: s4, -unit: mm}, {id: h_msl, type: s4, -unit: mm}, {id: h_plon, type: s1, -unit: '1e-09'},
      {id: h_plat, type: s1, -unit: '1e-09'}, {id: h_pheight, type: s1, -unit: '0.1'},
      {id: h_ph_msl, type: s1, -unit: '0.1'}, {id: h_acc, type: u4, -unit: '0.1'},
      {id: v_acc, type: u4, -unit: '0.1'},
    ]
  nav_nmi:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: reserved1, type: u4},
      {id: wno_checked_gps, type: b1}, {id: wno_invalid_gps, type: b1}, {id: utco_ref_checked_gps, type: b1},
      {id: utco_ref_invalid_gps, type: b1}, {id: reserved_gps_nmi_flags, type: b4}, {id: ls_val_gps, type: b1},
      {id: dn_range_gps, type: b1}, {id: tot_range_gps, type: b1}, {id: ls_event_gps, type: b1},
      {id: rec_now_gps, type: b1}, {id: reserved_gps_ls_flags, type: b3}, {id: wno_checked_gal, type: b1},
      {id: wno_invalid_gal, type: b1}, {id: reserved_gal_nmi_flags, type: b6}, {id: ls_val_gal, type: b1},
      {id: dn_range_gal, type: b1}, {id: tot_range_gal, type: b1}, {id: ls_event_gal, type: b1},
      {id: rec_now_gal, type: b1}, {id: reserved_gal_ls_flags, type: b3}, {id: wno_checked_bds, type: b1},
      {id: wno_invalid_bds, type: b1}, {id: reserved_bds_nmi_flags, type: b6}, {id: ls_val_bds, type: b1},
      {id: dn_range_bds, type: b1}, {id: tot_range_bds, type: b1}, {id: ls_event_bds, type: b1},
      {id: rec_now_bds, type: b1}, {id: reserved_bds_ls_flags, type: b3}, {id: wno_checked_glo, type: b1},
      {id: wno_invalid_glo, type: b1}, {id: reserved_glo_nmi_flags, type: b6},
    ]
  nav_odo:
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3}, {id: i_tow, type: u4, -unit: ms}, {id: distance, type: u4},
      {id: total_distance, type: u4}, {id: distance_std, type: u4},
    ]
  nav_orb:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: num_sv, type: u1}, {id: reserved0, type: u2},
      {id: svs, type: nav_orb_sv, repeat: expr, repeat-expr: num_sv},
    ]
  nav_orb_sv:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: health, type: b2}, {id: visibility, type: b2},
      {id: reserved_sv_flag, type: b4}, {id: eph_usability, type: b5}, {id: eph_source, type: b3},
      {id: alm_usability, type: b5}, {id: alm_source, type: b3}, {id: ano_aop_usability, type: b5},
      {id: type, type: b3},
    ]
  nav_pl:
    seq: [
      {id: version, type: u1}, {id: tmir_coeff, type: u1}, {id: tmir_exp, type: s1}, {id: pl_pos_valid, type: u1},
      {id: pl_pos_frame, type: u1}, {id: pl_vel_valid, type: u1}, {id: pl_vel_frame, type: u1},
      {id: pl_time_valid, type: u1}, {id: reserved, type: u4}, {id: i_tow, type: u4, -unit: ms},
      {id: pl_pos1, type: u4}, {id: pl_pos2, type: u4}, {id: pl_pos3, type: u4}, {id: pl_vel1, type: u4},
      {id: pl_vel2, type: u4}, {id: pl_vel3, type: u4}, {id: pl_pos_horiz_orient, type: u2},
      {id: pl_vel_horiz_orient, type: u2}, {id: pl_time, type: u4}, {id: reserved2, type: u4},
    ]
  nav_posecef:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: ecef_x, type: s4, -unit: cm}, {id: ecef_y, type: s4, -unit: cm},
      {id: ecef_z, type: s4, -unit: cm}, {id: p_acc, type: u4},
    ]
  nav_pvat:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: valid_date, type: b1},
      {id: valid_time, type: b1}, {id: fully_resolved, type: b1}, {id: valid_mag, type: b1},
      {id: reserved_valid, type: b4}, {id: year, type: u2}, {id: month, type: u1}, {id: day, type: u1},
      {id: hour, type: u1}, {id: min, type: u1}, {id: sec, type: u1}, {id: reserved0, type: u1},
      {id: reserved1, type: u2}, {id: t_acc, type: u4}, {id: nano, type: s4}, {id: fix_type, type: u1, enum: fixes},
      {id: gnss_fix_ok, type: b1}, {id: diff_soln, type: b1}, {id: reserved4, type: b1},
      {id: veh_roll_valid, type: b1}, {id: veh_pitch_valid, type: b1}, {id: veh_heading_valid, type: b1},
      {id: carr_soln, type: b2, enum: carrier_solutions}, {id: reserved5, type: b5}, {id: confirmed_avai, type: b1},
      {id: confirmed_date, type: b1}, {id: confirmed_time, type: b1}, {id: num_sv, type: u1},
      {id: lon, type: s4, -unit: 1e-7 °}, {id: lat, type: s4, -unit: 1e-7 °}, {id: height, type: s4, -unit: mm},
      {id: h_msl, type: s4, -unit: mm}, {id: h_acc, type: u4}, {id: v_acc, type: u4}, {id: vel_n, type: s4},
      {id: vel_e, type: s4}, {id: vel_d, type: s4}, {id: g_speed, type: s4}, {id: s_acc, type: u4},
      {id: veh_roll, type: s4, -unit: '1e-05'}, {id: veh_pitch, type: s4, -unit: '1e-05'},
      {id: veh_heading, type: s4, -unit: '1e-05'}, {id: mot_heading, type: s4, -unit: '1e-05'},
      {id: acc_roll, type: u2, -unit: '0.01'}, {id: acc_pitch, type: u2, -unit: '0.01'},
      {id: acc_heading, type: u2, -unit: '0.01'}, {id: mag_dec, type: s2, -unit: '0.01'},
      {id: mag_acc, type: u2, -unit: '0.01'}, {id: err_ellipse_orient, type: u2, -unit: '0.01'},
      {id: err_ellipse_major, type: u4}, {id: err_ellipse_minor, type: u4}, {id: reserved2, type: u4},
      {id: reserved3, type: u4},
    ]
  nav_sbas:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: geo, type: u1}, {id: mode, type: u1}, {id: sys, type: s1},
      {id: ranging, type: b1}, {id: corrections, type: b1}, {id: integrity, type: b1}, {id: testmode, type: b1},
      {id: bad, type: b1}, {id: reserved_service, type: b3}, {id: cnt, type: u1}, {id: integrity_used, type: b2},
      {id: reserved_status_flags, type: b6}, {id: reserved1, type: u2},
      {id: channels, type: nav_sbas_channel, repeat: expr, repeat-expr: cnt},
    ]
  nav_sbas_channel:
    seq: [
      {id: svid, type: u1}, {id: flags, type: u1}, {id: udre, type: u1}, {id: sv_sys, type: u1},
      {id: sv_service, type: u1}, {id: reserved2, type: u1}, {id: prc, type: s2}, {id: reserved3, type: u2},
      {id: ic, type: s2},
    ]
  nav_sig:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: num_sigs, type: u1}, {id: reserved0, type: u2},
      {id: sigs, type: nav_sig_sig, repeat: expr, repeat-expr: num_sigs},
    ]
  nav_sig_sig:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: sig_id, type: u1}, {id: freq_id, type: u1},
      {id: pr_res, type: s2, -unit: '0.1'}, {id: cno, type: u1, -unit: dBHz}, {id: quality_ind, type: u1},
      {id: corr_source, type: u1}, {id: iono_model, type: u1}, {id: health, type: b2}, {id: pr_smoothed, type: b1},
      {id: pr_used, type: b1}, {id: cr_used, type: b1}, {id: do_used, type: b1}, {id: pr_corr_used, type: b1},
      {id: cr_corr_used, type: b1}, {id: do_corr_used, type: b1}, {id: auth_status, type: b1},
      {id: reserved_sig_flags, type: b6}, {id: reserved1, type: u4},
    ]
  nav_slas:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: reserved0, size: 3},
      {id: gms_lon, type: s4, -unit: '0.001'}, {id: gms_lat, type: s4, -unit: '0.001'}, {id: gms_code, type: u1},
      {id: qzss_sv_id, type: u1}, {id: gms_available, type: b1}, {id: qzss_sv_available, type: b1},
      {id: test_mode, type: b1}, {id: reserved_service_flags, type: b5}, {id: cnt, type: u1},
      {id: cnts, type: nav_slas_cnt, repeat: expr, repeat-expr: cnt},
    ]
  nav_slas_cnt:
    seq: [
      {id: gnss_id, type: u1}, {id: sv_id, type: u1}, {id: reserved1, type: u1}, {id: reserved2, size: 3},
      {id: prc, type: s2},
    ]
  nav_sol:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: f_tow, type: s4}, {id: week, type: s2},
      {id: gps_fix, type: u1, enum: fixes}, {id: gpsfix_ok, type: b1}, {id: diff_soln, type: b1},
      {id: wkn_set, type: b1}, {id: tow_set, type: b1}, {id: reserved_flags, type: b4},
      {id: ecef_x, type: s4, -unit: cm}, {id: ecef_y, type: s4, -unit: cm}, {id: ecef_z, type: s4, -unit: cm},
      {id: p_acc, type: u4}, {id: ecef_vx, type: s4}, {id: ecef_vy, type: s4}, {id: ecef_vz, type: s4},
      {id: s_acc, type: u4}, {id: p_dop, type: u2, -unit: '0.01'}, {id: reserved1, type: u1}, {id: num_sv, type: u1},
      {id: reserved2, type: u4},
    ]
  nav_svin:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 3}, {id: i_tow, type: u4, -unit: ms}, {id: dur, type: u4},
      {id: mean_x, type: s4}, {id: mean_y, type: s4}, {id: mean_z, type: s4}, {id: mean_xhp, type: s1},
      {id: mean_yhp, type: s1}, {id: mean_zhp, type: s1}, {id: reserved2, type: u1}, {id: mean_acc, type: u4},
      {id: obs, type: u4}, {id: valid, type: u1}, {id: active, type: u1}, {id: reserved3, type: u2},
    ]
  nav_svinfo:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: num_ch, type: u1}, {id: chip_gen, type: b3},
      {id: reserved_global_flags, type: b5}, {id: reserved1, type: u2},
      {id: channels, type: nav_svinfo_channel, repeat: expr, repeat-expr: num_ch},
    ]
  nav_svinfo_channel:
    seq: [
      {id: chn, type: u1}, {id: svid, type: u1}, {id: sv_used, type: b1}, {id: diff_corr, type: b1},
      {id: orbit_avail, type: b1}, {id: orbit_eph, type: b1}, {id: unhealthy, type: b1}, {id: orbit_alm, type: b1},
      {id: orbit_aop, type: b1}, {id: smoothed, type: b1}, {id: quality_ind, type: b4},
      {id: reserved_quality, type: b4}, {id: cno, type: u1, -unit: dBHz}, {id: elev, type: s1, -unit: °},
      {id: azim, type: s2, -unit: °}, {id: pr_res, type: s4},
    ]
  nav_timebds:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: sow, type: u4}, {id: f_sow, type: s4}, {id: week, type: s2},
      {id: leap_s, type: s1}, {id: sow_valid, type: b1}, {id: week_valid, type: b1}, {id: leap_s_valid, type: b1},
      {id: reserved_valid, type: b5}, {id: t_acc, type: u4},
    ]
  nav_timegal:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: gal_tow, type: u4}, {id: f_gal_tow, type: s4}, {id: gal_wno, type: s2},
      {id: leap_s, type: s1}, {id: gal_tow_valid, type: b1}, {id: gal_wno_valid, type: b1},
      {id: leap_s_valid, type: b1}, {id: reserved_valid, type: b5}, {id: t_acc, type: u4},
    ]
  nav_timeglo:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: tod, type: u4}, {id: f_tod, type: s4}, {id: nt, type: u2},
      {id: n4, type: u1}, {id: tod_valid, type: b1}, {id: date_valid, type: b1}, {id: reserved_valid, type: b6},
      {id: t_acc, type: u4},
    ]
  nav_timegps:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: f_tow, type: s4}, {id: week, type: s2}, {id: leap_s, type: s1},
      {id: tow_valid, type: b1}, {id: week_valid, type: b1}, {id: leap_s_valid, type: b1},
      {id: reserved_valid, type: b5}, {id: t_acc, type: u4},
    ]
  nav_timels:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: version, type: u1}, {id: reserved0, size: 3},
      {id: src_of_curr_ls, type: u1}, {id: curr_ls, type: s1}, {id: src_of_ls_change, type: u1},
      {id: ls_change, type: s1}, {id: time_to_ls_event, type: s4}, {id: date_of_ls_gps_wn, type: u2},
      {id: date_of_ls_gps_dn, type: u2}, {id: reserved1, size: 3}, {id: valid_curr_ls, type: b1},
      {id: valid_time_to_ls_event, type: b1}, {id: reserved_valid, type: b6},
    ]
  nav_timenavic:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: nav_ic_tow, type: u4}, {id: f_nav_ic_tow, type: s4},
      {id: nav_ic_wno, type: s2}, {id: leap_s, type: s1}, {id: nav_ic_tow_valid, type: b1},
      {id: nav_ic_wno_valid, type: b1}, {id: leap_s_valid, type: b1}, {id: reserved_valid, type: b5},
      {id: t_acc, type: u4},
    ]
  nav_timeqzss:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: qzss_tow, type: u4}, {id: f_qzss_tow, type: s4},
      {id: qzss_wno, type: s2}, {id: leap_s, type: s1}, {id: qzss_tow_valid, type: b1},
      {id: qzss_wno_valid, type: b1}, {id: leap_s_valid, type: b1}, {id: reserved_valid, type: b5},
      {id: t_acc, type: u4},
    ]
  nav_timetrusted:
    seq: [
      {id: version, type: u1}, {id: ref_sys, type: u1}, {id: trusted_time_valid, type: b1},
      {id: delta_time_valid, type: b1}, {id: reserved_valid_flags, type: b6}, {id: reserved0, type: u1},
      {id: i_tow, type: u4, -unit: ms}, {id: ini_who, type: u2}, {id: prop_who, type: u2}, {id: ini_tow, type: u4},
      {id: prop_tow, type: u4}, {id: ini_t_acc, type: u4}, {id: prop_t_acc, type: u4}, {id: delta_s, type: s4},
      {id: delta_ms, type: s4}, {id: reserved1, type: u4},
    ]
  nav_velecef:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: ecef_vx, type: s4}, {id: ecef_vy, type: s4}, {id: ecef_vz, type: s4},
      {id: s_acc, type: u4},
    ]
  rxm_alm:
    seq: [
      {id: svid, type: u4}, {id: week, type: u4}, {id: dwrd, type: u4, repeat: expr, repeat-expr: 8},
    ]
  rxm_cor:
    seq: [
      {id: version, type: u1}, {id: ebno, type: u1, -unit: '0.125'}, {id: reserved0, type: u2},
      {id: protocol, type: b5}, {id: err_status, type: b2}, {id: msg_used, type: b2}, {id: correction_id, type: b16},
      {id: msg_type_valid, type: b1}, {id: msg_sub_type_valid, type: b1}, {id: msg_input_handle, type: b1},
      {id: msg_encrypted, type: b2}, {id: msg_decrypted, type: b2}, {id: msg_type, type: u2},
      {id: msg_sub_type, type: u2},
    ]
  rxm_eph:
    seq: [
      {id: svid, type: u4}, {id: how, type: u4}, {id: sfs, type: rxm_eph_sf, repeat: expr, repeat-expr: 8},
    ]
  rxm_eph_sf:
    seq: [{id: sf1d, type: u4}, {id: sf2d, type: u4}, {id: sf3d, type: u4}]
  rxm_imes:
    seq: [
      {id: num_tx, type: u1}, {id: version, type: u1}, {id: reserved1, type: u2},
      {id: txs, type: rxm_imes_tx, repeat: expr, repeat-expr: num_tx},
    ]
  rxm_imes_tx:
    seq: [
      {id: reserved2, type: u1}, {id: tx_id, type: u1}, {id: reserved3, size: 3}, {id: cno, type: u1, -unit: dBHz},
      {id: reserved4, type: u2}, {id: doppler, type: s4, -unit: '0.000244141'}, {id: pos1_floor, type: b8},
      {id: pos1_lat, type: b23}, {id: reserved_position1_1, type: b1}, {id: pos1_lon, type: b24},
      {id: pos1_valid, type: b1}, {id: reserved_position1_2, type: b7}, {id: pos2_floor, type: b8},
      {id: pos2_alt, type: b12}, {id: pos2_acc, type: b2}, {id: pos2_valid, type: b1},
      {id: reserved_position2_1, type: b9}, {id: lat, type: s4, -unit: '1.07288e-05'},
      {id: lon, type: s4, -unit: '8.3819e-08'}, {id: short_id, type: b12}, {id: short_valid, type: b1},
      {id: short_boundary, type: b1}, {id: reserved_short_id_frame, type: b18}, {id: medium_id_lsb, type: u4},
      {id: medium_id_msb, type: b1}, {id: medium_valid, type: b1}, {id: medium_boundary, type: b1},
      {id: reserved_medium_id_2, type: b29},
    ]
  rxm_meas20:
    seq: [{id: payload, type: u1, repeat: eos}]
  rxm_meas50:
    seq: [{id: payload, type: u1, repeat: eos}]
  rxm_measc12:
    seq: [{id: payload, type: u1, repeat: eos}]
  rxm_measd12:
    seq: [{id: payload, type: u1, repeat: eos}]
  rxm_measx:
    seq: [
      {id: version, type: u1}, {id: reserved0, size: 3}, {id: gps_tow, type: u4}, {id: glo_tow, type: u4},
      {id: bds_tow, type: u4}, {id: reserved1, type: u4}, {id: qzss_tow, type: u4},
      {id: gps_to_wacc, type: u2, -unit: '0.0625'}, {id: glo_to_wacc, type: u2, -unit: '0.0625'},
      {id: bds_to_wacc, type: u2, -unit: '0.0625'}, {id: reserved2, type: u2},
      {id: qzss_to_wacc, type: u2, -unit: '0.0625'}, {id: num_sv, type: u1}, {id: tow_set, type: b2},
      {id: reserved_flags, type: b6}, {id: reserved3, type: u8},
      {id: svs, type: rxm_measx_sv, repeat: expr, repeat-expr: num_sv},
    ]
  rxm_measx_sv:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: c_no, type: u1}, {id: mpath_indic, type: u1},
      {id: doppler_ms, type: s4, -unit: '0.04'}, {id: doppler_hz, type: s4, -unit: '0.2'},
      {id: whole_chips, type: u2}, {id: frac_chips, type: u2}, {id: code_phase, type: u4, -unit: '4.76837e-07'},
      {id: int_code_phase, type: u1}, {id: pseu_range_rms_err, type: u1}, {id: reserved4, type: u2},
    ]
  rxm_qzssl6:
    seq: [
      {id: version, type: u1}, {id: sv_id, type: u1}, {id: cno, type: u2, -unit: '0.00390625'},
      {id: time_tag, type: u4}, {id: group_delay, type: u1}, {id: bit_err_corr, type: u1}, {id: reserved1, type: b8},
      {id: chn, type: b2}, {id: msg_name, type: b1}, {id: reserved2, type: b1}, {id: err_status, type: b2},
      {id: ch_name, type: b2}, {id: reserved0, type: u2}, {id: msg_bytes, size: 250},
    ]
  rxm_raw:
    seq: [
      {id: i_tow, type: s4, -unit: ms}, {id: week, type: s2}, {id: num_sv, type: u1}, {id: reserved1, type: u1},
      {id: svs, type: rxm_raw_sv, repeat: expr, repeat-expr: num_sv},
    ]
  rxm_raw_sv:
    seq: [
      {id: cp_mes, type: f8, -unit: cycles}, {id: pr_mes, type: f8, -unit: m}, {id: do_mes, type: f4, -unit: Hz},
      {id: sv, type: u1}, {id: mes_qi, type: s1}, {id: cno, type: s1, -unit: dBHz}, {id: lli, type: u1},
    ]
  rxm_rawx:
    seq: [
      {id: rcv_tow, type: f8, -unit: s}, {id: week, type: u2}, {id: leap_s, type: s1}, {id: num_meas, type: u1},
      {id: leap_sec, type: b1}, {id: clk_reset, type: b1}, {id: reserved4, type: b4}, {id: msg_source, type: b2},
      {id: reserved1, size: 3}, {id: meas, type: rxm_rawx_meas, repeat: expr, repeat-expr: num_meas},
    ]
  rxm_rawx_meas:
    seq: [
      {id: pr_mes, type: f8, -unit: m}, {id: cp_mes, type: f8, -unit: cycles}, {id: do_mes, type: f4, -unit: Hz},
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: sig_id, type: u1}, {id: freq_id, type: u1},
      {id: locktime, type: u2}, {id: cno, type: u1, -unit: dBHz}, {id: pr_std, type: b4},
      {id: reserved_pr_stdev, type: b4}, {id: cp_std, type: b4}, {id: reserved_cp_stdev, type: b4},
      {id: do_std, type: b4}, {id: reserved_do_stdev, type: b4}, {id: pr_valid, type: b1}, {id: cp_valid, type: b1},
      {id: half_cyc, type: b1}, {id: sub_half_cyc, type: b1}, {id: reserved_trk_stat, type: b4},
      {id: reserved3, type: u1},
    ]
  rxm_rtcm:
    seq: [
      {id: version, type: u1}, {id: crc_failed, type: b1}, {id: msg_used, type: b2}, {id: reserved_flags, type: b5},
      {id: sub_type, type: u2}, {id: ref_station, type: u2}, {id: msg_type, type: u2},
    ]
  rxm_sfrb:
    seq: [
      {id: chn, type: u1}, {id: svid, type: u1}, {id: dwrd, type: u4, -hex: true, repeat: expr, repeat-expr: 10},
    ]
  rxm_sfrbx:
    seq: [
      {id: gnss_id, type: u1, enum: gnss}, {id: sv_id, type: u1}, {id: sig_id, type: u1}, {id: freq_id, type: u1},
      {id: num_words, type: u1}, {id: chn, type: u1}, {id: version, type: u1}, {id: reserved0, type: u1},
      {id: dwrd, type: u4, repeat: expr, repeat-expr: num_words},
    ]
  rxm_spartn:
    seq: [
      {id: version, type: u1}, {id: reserved1, type: b1}, {id: msg_used, type: b2}, {id: reserved_flags, type: b5},
      {id: sub_type, type: u2}, {id: reserved0, type: u2}, {id: msg_type, type: u2},
    ]
  rxm_spartn_key:
    seq: [
      {id: version, type: u1}, {id: num_keys, type: u1}, {id: reserved0, type: u2},
      {id: key1s, type: rxm_spartn_key_key1, repeat: expr, repeat-expr: num_keys}, {id: key, type: u1, repeat: eos},
    ]
  rxm_spartn_key_key1:
    seq: [
      {id: encrypt_algorithm, type: u1}, {id: key_length_bytes, type: u1}, {id: valid_from_wno, type: u2},
      {id: valid_from_tow, type: u4},
    ]
  rxm_svsi:
    seq: [
      {id: i_tow, type: u4, -unit: ms}, {id: week, type: s2}, {id: num_vis, type: u1}, {id: num_sv, type: u1},
      {id: svs, type: rxm_svsi_sv, repeat: expr, repeat-expr: num_sv},
    ]
  rxm_svsi_sv:
    seq: [
      {id: svid, type: u1}, {id: ura, type: b4}, {id: healthy, type: b1}, {id: eph_val, type: b1},
      {id: alm_val, type: b1}, {id: not_avail, type: b1}, {id: azim, type: s2, -unit: °},
      {id: elev, type: s1, -unit: °}, {id: alm_age, type: b4}, {id: eph_age, type: b4},
    ]
  rxm_tm:
    seq: [
      {id: version, type: u1}, {id: num_meas, type: u1}, {id: reserved0, type: u2}, {id: reserved1, type: u4},
      {id: meas, type: rxm_tm_meas, repeat: expr, repeat-expr: num_meas},
    ]
  rxm_tm_meas:
    seq: [
      {id: channel, type: b4}, {id: edge_type, type: b1}, {id: reserved_edge_info, type: b27}, {id: count, type: u2},
      {id: wno, type: u2}, {id: tow_ms, type: u4}, {id: tow_sub_ms_r, type: u4}, {id: reserved2, type: u4},
      {id: reserved3, type: u4},
    ]
  sec_osnma:
    seq: [
      {id: version, type: u1}, {id: header_auth_status, type: b1}, {id: nma_status, type: b2},
      {id: chain_in_force, type: b2}, {id: cpks, type: b3}, {id: osnma_enabled, type: b1}, {id: num_s_vs, type: b5},
      {id: nma_header_update, type: b2}, {id: tim_sync_enabled, type: b1}, {id: tim_sync_status, type: b3},
      {id: tim_sync_req_diff, type: b4}, {id: reserved0, type: u4}, {id: dsm_authentication_status, type: b6},
      {id: hash_function, type: b2}, {id: mac_function, type: b2}, {id: pub_key_id, type: b4},
      {id: mac_lookup_table, type: b8}, {id: key_size, type: b4}, {id: mac_size, type: b4}, {id: from_nvs, type: b1},
      {id: reserved_dsm_authentication, type: b1}, {id: tesla_key_auth_status, type: b3}, {id: wn_sf, type: b12},
      {id: tow_sf, type: b15}, {id: chain_id, type: b2}, {id: auth_s_vs, type: b6}, {id: auth_num_tim, type: b6},
      {id: timing_auth_result, type: b2}, {id: mac_adkd_type, type: b1}, {id: pub_key_src, type: b2},
      {id: merkle_root_src, type: b2}, {id: merkle_root_val, type: b1}, {id: future_merkle_root_src, type: b2},
      {id: future_merkle_root_val, type: b1}, {id: pub_key_val, type: b1}, {id: future_pub_key_val, type: b1},
      {id: future_pub_key_src, type: b2}, {id: future_pub_key_id, type: b4},
      {id: reserved_general_and_timing, type: b1},
      {id: auth_svs, type: sec_osnma_auth_sv, repeat: expr, repeat-expr: auth_s_vs},
    ]
  sec_osnma_auth_sv:
    seq: [
      {id: iode, type: b10}, {id: auth_num, type: b5}, {id: auth_status, type: b1}, {id: sv_id, type: u1},
      {id: reserved1, type: u1},
    ]
  sec_siglog:
    seq: [
      {id: version, type: u1}, {id: num_events, type: u1}, {id: reserved0, size: 6},
      {id: events, type: sec_siglog_event, repeat: expr, repeat-expr: num_events},
    ]
  sec_siglog_event:
    seq: [
      {id: time_elapsed, type: u4}, {id: detection_type, type: u1}, {id: event_type, type: u1},
      {id: reserved1, type: u2},
    ]
  sec_sign:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 3}, {id: class_id, type: u1}, {id: message_id, type: u1},
      {id: checksum, type: u2}, {id: hash, size: 32},
    ]
  tim_dosc:
    seq: [{id: version, type: u1}, {id: reserved1, size: 3}, {id: value, type: u4}]
  tim_fchg:
    seq: [
      {id: version, type: u1}, {id: reserved1, size: 3}, {id: i_tow, type: u4, -unit: ms},
      {id: int_delta_freq, type: s4, -unit: '0.00390625'}, {id: int_delta_freq_u, type: u4, -unit: '0.00390625'},
      {id: int_raw, type: u4}, {id: ext_delta_freq, type: s4, -unit: '0.00390625'},
      {id: ext_delta_freq_u, type: u4, -unit: '0.00390625'}, {id: ext_raw, type: u4},
    ]
  tim_smeas:
    seq: [
      {id: version, type: u1}, {id: num_meas, type: u1}, {id: reserved1, type: u2}, {id: i_tow, type: u4, -unit: ms},
      {id: reserved2, type: u4}, {id: meas, type: tim_smeas_meas, repeat: expr, repeat-expr: num_meas},
    ]
  tim_smeas_meas:
    seq: [
      {id: source_id, type: u1}, {id: freq_valid, type: b1}, {id: phase_valid, type: b1},
      {id: reserved_flags, type: b6}, {id: phase_offset_frac, type: s1, -unit: '0.00390625'},
      {id: phase_unc_frac, type: u1, -unit: '0.00390625'}, {id: phase_offset, type: s4}, {id: phase_unc, type: u4},
      {id: reserved3, type: u4}, {id: freq_offset, type: s4, -unit: '0.00390625'},
      {id: freq_unc, type: u4, -unit: '0.00390625'},
    ]
  tim_svin:
    seq: [
      {id: dur, type: u4}, {id: mean_x, type: s4}, {id: mean_y, type: s4}, {id: mean_z, type: s4},
      {id: mean_v, type: u4}, {id: obs, type: u4}, {id: valid, type: u1}, {id: active, type: u1},
      {id: reserved1, type: u2},
    ]
  tim_tm2:
    seq: [
      {id: ch, type: u1}, {id: mode, type: b1}, {id: run, type: b1}, {id: new_falling_edge, type: b1},
      {id: time_base, type: b2}, {id: utc, type: b1}, {id: time, type: b1}, {id: new_rising_edge, type: b1},
      {id: count, type: u2}, {id: wn_r, type: u2}, {id: wn_f, type: u2}, {id: tow_ms_r, type: u4},
      {id: tow_sub_ms_r, type: u4}, {id: tow_ms_f, type: u4}, {id: tow_sub_ms_f, type: u4}, {id: acc_est, type: u4},
    ]
  tim_tos:
    seq: [
      {id: version, type: u1}, {id: gnss_id, type: u1, enum: gnss}, {id: reserved11, type: u2},
      {id: leap_now, type: b1}, {id: leap_soon, type: b1}, {id: leap_positive, type: b1},
      {id: time_in_limit, type: b1}, {id: int_osc_in_limit, type: b1}, {id: ext_osc_in_limit, type: b1},
      {id: gnss_time_valid, type: b1}, {id: utc_time_valid, type: b1}, {id: disc_src, type: b3}, {id: raim, type: b1},
      {id: coh_pulse, type: b1}, {id: locked_pulse, type: b1}, {id: reserved_flags, type: b18}, {id: year, type: u2},
      {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1}, {id: minute, type: u1},
      {id: second, type: u1}, {id: utc_standard, type: u1}, {id: utc_offset, type: s4},
      {id: utc_uncertainty, type: u4}, {id: week, type: u4}, {id: tow, type: u4}, {id: gnss_offset, type: s4},
      {id: gnss_uncertainty, type: u4}, {id: int_osc_offset, type: s4, -unit: '0.00390625'},
      {id: int_osc_uncertainty, type: u4, -unit: '0.00390625'}, {id: ext_osc_offset, type: s4, -unit: '0.00390625'},
      {id: ext_osc_uncertainty, type: u4, -unit: '0.00390625'},
    ]
  tim_tp:
    seq: [
      {id: tow_ms, type: u4}, {id: tow_sub_ms, type: u4, -unit: '2.32831e-10'}, {id: q_err, type: s4},
      {id: week, type: u2}, {id: time_base, type: b1}, {id: utc, type: b1}, {id: raim, type: b2},
      {id: q_err_invalid, type: b1}, {id: tp_not_locked, type: b1}, {id: reserved_flags, type: b2},
      {id: time_ref_gnss, type: b4}, {id: utc_standard, type: b4},
    ]
  tim_vrfy:
    seq: [
      {id: itow, type: s4}, {id: frac, type: s4}, {id: delta_ms, type: s4}, {id: delta_ns, type: s4},
      {id: wno, type: u2}, {id: src, type: b3}, {id: reserved_flags, type: b5}, {id: reserved1, type: u1},
    ]
  upd_sos:
    seq: [
      {id: cmd, type: u1}, {id: reserved0, size: 3}, {id: response, type: u1}, {id: reserved1, size: 3},
    ]
  log_create:
    seq: [
      {id: version, type: u1}, {id: circular, type: b1}, {id: reserved_log_cfg, type: b7}, {id: reserved0, type: u1},
      {id: log_size, type: u1}, {id: user_defined_size, type: u4},
    ]
  log_retrievebatch:
    seq: [
      {id: version, type: u1}, {id: send_mon_first, type: b1}, {id: reserved_flags, type: b7},
      {id: reserved0, type: u2},
    ]
  log_string:
    seq: [{id: bytes, type: u1, repeat: eos}]
  tim_hoc:
    seq: [
      {id: version, type: u1}, {id: osc_id, type: u1}, {id: flags, type: u1}, {id: reserved1, type: u1},
      {id: value, type: s4, -unit: '0.00390625'},
    ]
  cfg_nmea:
    seq: [
      {id: pos_filt, type: b1}, {id: msk_pos_filt, type: b1}, {id: time_filt, type: b1}, {id: date_filt, type: b1},
      {id: gps_only_filter, type: b1}, {id: track_filt, type: b1}, {id: reserved_filter, type: b2},
      {id: nmea_version, type: u1}, {id: num_sv, type: u1}, {id: compat, type: b1}, {id: consider, type: b1},
      {id: limit82, type: b1}, {id: high_prec, type: b1}, {id: reserved_flags, type: b4}, {id: gps, type: b1},
      {id: sbas, type: b1}, {id: galileo, type: b1}, {id: reserved2, type: b1}, {id: qzss, type: b1},
      {id: glonass, type: b1}, {id: beidou, type: b1}, {id: reserved_gnss_to_filter, type: b25},
      {id: sv_numbering, type: u1}, {id: main_talker_id, type: u1}, {id: gsv_talker_id, type: u1},
      {id: version, type: u1}, {id: bds_talker_id, type: str, size: 2, terminator: 0}, {id: reserved1, size: 6},
    ]
  esf_cal:
    seq: [
      {id: s_ttag, type: u4}, {id: version, type: u1}, {id: reserved0, size: 3}, {id: reserved1, type: u4},
      {id: datas, type: esf_cal_data, repeat: eos},
    ]
  esf_cal_data:
    seq: [{id: data_field, type: b24}, {id: data_type, type: b6}, {id: reserved_data, type: b2}]
  log_batch:
    seq: [
      {id: version, type: u1}, {id: extra_pvt, type: b1}, {id: extra_odo, type: b1},
      {id: reserved_content_valid, type: b6}, {id: msg_cnt, type: u2}, {id: i_tow, type: u4, -unit: ms},
      {id: year, type: u2}, {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1}, {id: min, type: u1},
      {id: sec, type: u1}, {id: valid_date, type: b1}, {id: valid_time, type: b1}, {id: reserved_valid, type: b6},
      {id: t_acc, type: u4}, {id: frac_sec, type: s4}, {id: fix_type, type: u1, enum: fixes},
      {id: gnss_fix_ok, type: b1}, {id: diff_soln, type: b1}, {id: psm_state, type: b3},
      {id: reserved_flags, type: b3}, {id: flags2, type: u1, -hex: true}, {id: num_sv, type: u1},
      {id: lon, type: s4, -unit: 1e-7 °}, {id: lat, type: s4, -unit: 1e-7 °}, {id: height, type: s4, -unit: mm},
      {id: h_msl, type: s4, -unit: mm}, {id: h_acc, type: u4}, {id: v_acc, type: u4}, {id: vel_n, type: s4},
      {id: vel_e, type: s4}, {id: vel_d, type: s4}, {id: g_speed, type: s4}, {id: head_mot, type: s4, -unit: '1e-05'},
      {id: s_acc, type: u4}, {id: head_acc, type: u4, -unit: '1e-05'}, {id: p_dop, type: u2, -unit: '0.01'},
      {id: reserved0, type: u2}, {id: distance, type: u4}, {id: total_distance, type: u4},
      {id: distance_std, type: u4}, {id: reserved1, type: u4},
    ]
  log_findtime:
    seq: [
      {id: version, type: u1}, {id: type, type: u1}, {id: reserved0, type: u2}, {id: entry_number, type: u4},
    ]
  tim_vcocal:
    seq: [
      {id: type, type: u1}, {id: version, type: u1}, {id: osc_id, type: u1}, {id: reserved1, size: 3},
      {id: gain_uncertainty, type: u2, -unit: '1.52588e-05'}, {id: gain_vco, type: s4, -unit: '1.52588e-05'},
    ]
enums:
  classes: {
    0x01: nav, 0x02: rxm, 0x04: inf, 0x05: ack, 0x06: cfg, 0x09: upd, 0x0a: mon, 0x0b: aid,
    0x0d: tim, 0x10: esf, 0x13: mga, 0x21: log, 0x27: sec, 0x28: hnr, 0xf0: nmea, 0xf5: rtcm3,
  }
  messages: {
    0x0101: nav_posecef, 0x0102: nav_posllh, 0x0103: nav_status, 0x0104: nav_dop, 0x0105: nav_att, 0x0106: nav_sol,
    0x0107: nav_pvt, 0x0109: nav_odo, 0x0111: nav_velecef, 0x0112: nav_velned, 0x0113: nav_hpposecef,
    0x0114: nav_hpposllh, 0x0117: nav_pvat, 0x0120: nav_timegps, 0x0121: nav_timeutc, 0x0122: nav_clock,
    0x0123: nav_timeglo, 0x0124: nav_timebds, 0x0125: nav_timegal, 0x0126: nav_timels, 0x0127: nav_timeqzss,
    0x0128: nav_nmi, 0x0130: nav_svinfo, 0x0131: nav_dgps, 0x0132: nav_sbas, 0x0134: nav_orb, 0x0135: nav_sat,
    0x0136: nav_cov, 0x0139: nav_geofence, 0x013b: nav_svin, 0x013c: nav_relposned, 0x013d: nav_eell,
    0x0140: nav_ekfstatus, 0x0142: nav_slas, 0x0143: nav_sig, 0x0145: nav_daheading, 0x0160: nav_aopstatus,
    0x0161: nav_eoe, 0x0162: nav_pl, 0x0163: nav_timenavic, 0x0164: nav_timetrusted, 0x0210: rxm_raw,
    0x0211: rxm_sfrb, 0x0213: rxm_sfrbx, 0x0214: rxm_measx, 0x0215: rxm_rawx, 0x0220: rxm_svsi, 0x0230: rxm_alm,
    0x0231: rxm_eph, 0x0232: rxm_rtcm, 0x0233: rxm_spartn, 0x0234: rxm_cor, 0x0236: rxm_spartn_key, 0x0259: rxm_rlm,
    0x0261: rxm_imes, 0x0272: rxm_pmp, 0x0273: rxm_qzssl6, 0x0274: rxm_tm, 0x0280: rxm_measd12, 0x0282: rxm_measc12,
    0x0284: rxm_meas20, 0x0286: rxm_meas50, 0x0400: inf_error, 0x0401: inf_warning, 0x0402: inf_notice,
    0x0403: inf_test, 0x0404: inf_debug, 0x0500: ack_nak, 0x0501: ack_ack, 0x0600: cfg_prt, 0x0601: cfg_msg,
    0x0602: cfg_inf, 0x0604: cfg_rst, 0x0608: cfg_rate, 0x0609: cfg_cfg, 0x060e: cfg_fxn, 0x0611: cfg_rxm,
    0x0612: cfg_ekf, 0x0613: cfg_ant, 0x0616: cfg_sbas, 0x0617: cfg_nmea, 0x061b: cfg_usb, 0x061d: cfg_tmode,
    0x061e: cfg_odo, 0x0623: cfg_navx5, 0x0624: cfg_nav5, 0x0629: cfg_esfgwt, 0x0631: cfg_tp5, 0x0632: cfg_pm,
    0x0634: cfg_rinv, 0x0639: cfg_itfm, 0x063b: cfg_pm2, 0x063d: cfg_tmode2, 0x063e: cfg_gnss, 0x0647: cfg_logfilter,
    0x064c: cfg_esfa, 0x064d: cfg_esfg, 0x0653: cfg_txslot, 0x0656: cfg_esfalg, 0x0657: cfg_pwr, 0x065c: cfg_hnr,
    0x0660: cfg_esrc, 0x0661: cfg_dosc, 0x0662: cfg_smgr, 0x0664: cfg_spt, 0x0669: cfg_geofence, 0x0670: cfg_dgnss,
    0x0671: cfg_tmode3, 0x0682: cfg_esfwt, 0x0684: cfg_fixseed, 0x0685: cfg_dynseed, 0x0686: cfg_pms,
    0x0688: cfg_senif, 0x068a: cfg_valset, 0x068b: cfg_valget, 0x068c: cfg_valdel, 0x068d: cfg_slas,
    0x0693: cfg_batch, 0x0914: upd_sos, 0x0a02: mon_io, 0x0a04: mon_ver, 0x0a06: mon_msgpp, 0x0a07: mon_rxbuf,
    0x0a08: mon_txbuf, 0x0a09: mon_hw, 0x0a0b: mon_hw2, 0x0a21: mon_rxr, 0x0a27: mon_patch, 0x0a28: mon_gnss,
    0x0a2b: mon_pt2, 0x0a2e: mon_smgr, 0x0a2f: mon_spt, 0x0a31: mon_span, 0x0a35: mon_pmp, 0x0a36: mon_comms,
    0x0a37: mon_hw3, 0x0a38: mon_rf, 0x0a39: mon_sys, 0x0b01: aid_ini, 0x0b02: aid_hui, 0x0b30: aid_alm,
    0x0b31: aid_eph, 0x0b33: aid_aop, 0x0d01: tim_tp, 0x0d03: tim_tm2, 0x0d04: tim_svin, 0x0d06: tim_vrfy,
    0x0d11: tim_dosc, 0x0d12: tim_tos, 0x0d13: tim_smeas, 0x0d15: tim_vcocal, 0x0d16: tim_fchg, 0x0d17: tim_hoc,
    0x1002: esf_meas, 0x1003: esf_raw, 0x1004: esf_cal, 0x1010: esf_status, 0x1014: esf_alg, 0x1015: esf_ins,
    0x1321: mga_flash_ack, 0x1380: mga_dbd, 0x2104: log_string, 0x2107: log_create, 0x2108: log_info,
    0x210b: log_retrievepos, 0x210d: log_retrievestring, 0x210e: log_findtime, 0x210f: log_retrieveposextra,
    0x2110: log_retrievebatch, 0x2111: log_batch, 0x2701: sec_sign, 0x2703: sec_uniqid, 0x2709: sec_sig,
    0x270a: sec_osnma, 0x2710: sec_siglog, 0x2800: hnr_pvt, 0x2801: hnr_att, 0x2802: hnr_ins, 0x2901: nav2_posecef,
    0x2902: nav2_posllh, 0x2903: nav2_status, 0x2904: nav2_dop, 0x2907: nav2_pvt, 0x2909: nav2_odo,
    0x2911: nav2_velecef, 0x2912: nav2_velned, 0x2917: nav2_pvat, 0x2920: nav2_timegps, 0x2921: nav2_timeutc,
    0x2922: nav2_clock, 0x2923: nav2_timeglo, 0x2924: nav2_timebds, 0x2925: nav2_timegal, 0x2926: nav2_timels,
    0x2927: nav2_timeqzss, 0x2932: nav2_sbas, 0x2935: nav2_sat, 0x2936: nav2_cov, 0x293b: nav2_svin,
    0x293d: nav2_eell, 0x2942: nav2_slas, 0x2943: nav2_sig, 0x2961: nav2_eoe, 0x2963: nav2_timenavic,
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
