meta:
  id: crsf
  title: CRSF
  application: TBS Crossfire, ExpressLRS, Betaflight
  license: MIT OR Apache-2.0
  endian: be
  encoding: ASCII
  -frame: {max-size: 64}
doc: RC channels and telemetry of a remote control link.
doc-ref: https://github.com/tbs-fpv/tbs-crsf-spec/blob/main/crsf.md
seq:
  - id: address
    type: u1
    enum: addresses
    valid: {expr: is_device}
    -hex: true
    doc: Destination address; also the sync byte
  - id: frame_length
    type: u1
    valid: {min: 2, max: 62}
    -unit: bytes
    doc: 'Size of type, payload and CRC in bytes'
  - id: type
    type: u1
    enum: types
    valid: {expr: is_endpoint or is_known}
    -hex: true
    doc: Frame type; for addresses other than the common ones, a known type with its payload size
  - id: payload
    size: frame_length - 2
    if: frame_length > 2
    type:
      switch-on: type
      cases: {
        'types::gps': gps, 'types::vario': vario, 'types::battery_sensor': battery,
        'types::barometric_altitude': barometer, 'types::heartbeat': heartbeat,
        'types::link_statistics': link_statistics, 'types::rc_channels_packed': channels,
        'types::attitude': attitude, 'types::flight_mode': flight_mode,
        'types::device_ping': extended, 'types::device_info': device_info,
        'types::gps_time': gps_time, 'types::gps_extended': gps_extended, 'types::airspeed': airspeed,
        'types::rpm': rpm, 'types::temperatures': temperatures, 'types::cell_voltages': voltages,
        'types::link_statistics_rx': link_rx, 'types::link_statistics_tx': link_tx, _: other,
      }
    doc: Payload
  - id: crc
    type: u1
    -hex: true
    -checksum: {algorithm: crc-8/dvb-s2, from: type, to: payload}
    doc: CRC-8 of type and payload
instances:
  is_endpoint:
    value: >-
      address == addresses::flight_controller or address == addresses::transmitter or
      address == addresses::remote_control or address == addresses::receiver
    doc: True for the addresses of the common links
  is_device:
    value: >-
      is_endpoint or address.to_i <= 0x14 and address.to_i != 0x11 or
      address.to_i >= 0x20 and address.to_i <= 0x80 or address.to_i >= 0x8a and address.to_i <= 0x97 or
      address.to_i >= 0xb0 and address.to_i <= 0xce or address.to_i >= 0xf0 and address.to_i <= 0xf2
    doc: True for device addresses, including those that are assigned dynamically (0x20 to 0x7f)
  fixed_length:
    value: >-
      type.to_i >= 0x28 ? 0 : [
      0, 0, 17, 11, 0, 0, 22, 4, 10, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 24, 0, 0, 0, 0, 0, 7, 8, 8, 0,
      0, 0, 0, 0, 0, 0, 0, 0][type.to_i]
    doc: Value of frame_length for types with a fixed size; 0 for other types
  is_known:
    value: >-
      fixed_length > 0 and frame_length == fixed_length or
      type == types::barometric_altitude and frame_length >= 4 and frame_length <= 6 or
      (type == types::rpm or type == types::temperatures or type == types::cell_voltages) and frame_length >= 5 or
      (type == types::rc_channels_subset or type == types::flight_mode) and frame_length >= 4 or
      type.to_i >= 0x28 and type.to_i <= 0x34 and frame_length >= 4
    doc: True if the type is known and has a possible size
types:
  other:
    doc: Frame of any other type
    seq: [{id: data, size-eos: true, doc: Payload}]
  gps:
    seq: [
      {id: latitude, type: s4, -unit: 1e-7 °}, {id: longitude, type: s4, -unit: 1e-7 °},
      {id: groundspeed, type: u2, -unit: 0.1 km/h}, {id: heading, type: u2, -unit: 0.01 °},
      {id: altitude, type: u2, -unit: m, doc: Altitude plus 1000 m},
      {id: satellites, type: u1, doc: Number of satellites in view},
    ]
  vario: {seq: [{id: v_speed, type: s2, -unit: cm/s, doc: Vertical speed}]}
  battery:
    seq: [
      {id: voltage, type: u2, -unit: 0.1 V}, {id: current, type: u2, -unit: 0.1 A},
      {id: capacity_used, type: b24, -unit: mAh}, {id: remaining, type: u1, -unit: '%', doc: Remaining battery capacity},
    ]
  barometer:
    seq:
      - id: altitude_packed
        type: u2
        doc: Altitude in decimeters plus 10,000, or in meters without offset if the most significant bit is set
      - {id: vertical_speed_packed, type: s1, if: not _io.eof, doc: 'Vertical speed, logarithmic scale'}
  heartbeat: {seq: [{id: origin_address, type: s2, doc: Origin device address}]}
  link_statistics:
    doc: Link statistics
    seq: [
      {id: up_rssi_ant1, type: u1, -unit: -dBm}, {id: up_rssi_ant2, type: u1, -unit: -dBm},
      {id: up_link_quality, type: u1, -unit: '%'}, {id: up_snr, type: s1, -unit: dB},
      {id: active_antenna, type: u1}, {id: rf_profile, type: u1}, {id: up_rf_power, type: u1},
      {id: down_rssi, type: u1, -unit: -dBm}, {id: down_link_quality, type: u1, -unit: '%'},
      {id: down_snr, type: s1, -unit: dB},
    ]
  channels:
    doc: RC channel values, 172 to 1811; 992 is the center
    meta: {bit-endian: le}
    seq: [{id: channels, type: b11, repeat: expr, repeat-expr: 16}]
  attitude:
    seq: [
      {id: pitch, type: s2, -unit: 100 µrad}, {id: roll, type: s2, -unit: 100 µrad},
      {id: yaw, type: s2, -unit: 100 µrad},
    ]
  gps_time:
    seq: [
      {id: year, type: s2}, {id: month, type: u1}, {id: day, type: u1}, {id: hour, type: u1},
      {id: minute, type: u1}, {id: second, type: u1}, {id: millisecond, type: u2, -unit: ms},
    ]
  gps_extended:
    seq: [
      {id: fix_type, type: u1}, {id: n_speed, type: s2, -unit: cm/s}, {id: e_speed, type: s2, -unit: cm/s},
      {id: v_speed, type: s2, -unit: cm/s}, {id: h_speed_acc, type: s2, -unit: cm/s},
      {id: track_acc, type: s2, -unit: 0.1 °}, {id: alt_ellipsoid, type: s2, -unit: m},
      {id: h_acc, type: s2, -unit: cm}, {id: v_acc, type: s2, -unit: cm}, {id: reserved, type: u1},
      {id: h_dop, type: u1, -unit: '0.1'}, {id: v_dop, type: u1, -unit: '0.1'},
    ]
  airspeed: {seq: [{id: speed, type: u2, -unit: 0.1 km/h}]}
  rpm: {seq: [{id: source_id, type: u1}, {id: values, type: b24, repeat: eos, -unit: 1/min}]}
  temperatures: {seq: [{id: source_id, type: u1}, {id: values, type: s2, repeat: eos, -unit: 0.1 °C}]}
  voltages: {seq: [{id: source_id, type: u1}, {id: values, type: u2, repeat: eos, -unit: mV}]}
  link_rx:
    seq: [
      {id: rssi_db, type: u1, -unit: -dBm}, {id: rssi_percent, type: u1, -unit: '%'},
      {id: link_quality, type: u1, -unit: '%'}, {id: snr, type: s1, -unit: dB},
      {id: rf_power_db, type: u1, -unit: dBm},
    ]
  link_tx:
    seq: [
      {id: rssi_db, type: u1, -unit: -dBm}, {id: rssi_percent, type: u1, -unit: '%'},
      {id: link_quality, type: u1, -unit: '%'}, {id: snr, type: s1, -unit: dB},
      {id: rf_power_db, type: u1, -unit: dBm}, {id: fps, type: u1, -unit: 10 Hz},
    ]
  flight_mode: {seq: [{id: flight_mode, type: strz}]}
  extended:
    doc: Extended frame header
    seq: [
      {id: destination_address, type: u1, enum: addresses, -hex: true},
      {id: origin_address, type: u1, enum: addresses, -hex: true},
    ]
  device_info:
    seq: [
      {id: header, type: extended}, {id: device_name, type: strz},
      {id: serial_number, type: u4, -hex: true}, {id: hardware_id, type: u4, -hex: true},
      {id: firmware_id, type: u4, -hex: true},
      {id: parameters_total, type: u1, doc: Number of parameters},
      {id: parameter_version_number, type: u1},
    ]
enums:
  addresses: {
    0x00: broadcast, 0x0e: cloud, 0x10: usb, 0x12: bluetooth, 0x13: wifi, 0x14: video_receiver,
    0x80: osd, 0x90: esc_1, 0x91: esc_2, 0x92: esc_3, 0x93: esc_4, 0x94: esc_5, 0x95: esc_6,
    0x96: esc_7, 0x97: esc_8, 0xc0: current_sensor, 0xc2: gps, 0xc4: blackbox,
    0xc8: flight_controller, 0xcc: race_tag, 0xce: vtx, 0xea: remote_control, 0xec: receiver,
    0xee: transmitter,
  }
  types: {
    0x02: gps, 0x03: gps_time, 0x06: gps_extended, 0x07: vario, 0x08: battery_sensor,
    0x09: barometric_altitude, 0x0a: airspeed, 0x0b: heartbeat, 0x0c: rpm, 0x0d: temperatures,
    0x0e: cell_voltages, 0x14: link_statistics, 0x16: rc_channels_packed, 0x17: rc_channels_subset,
    0x1c: link_statistics_rx, 0x1d: link_statistics_tx, 0x1e: attitude,
    0x21: flight_mode, 0x28: device_ping, 0x29: device_info, 0x2b: parameter_entry,
    0x2c: parameter_read, 0x2d: parameter_write, 0x32: command,
  }
