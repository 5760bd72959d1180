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
    valid:
      any-of:
        - addresses::flight_controller
        - addresses::transmitter
        - addresses::remote_control
        - addresses::receiver
    -hex: true
    doc: Destination address; also the sync byte
  - id: frame_length
    type: u1
    valid: {min: 2, max: 62}
    -unit: bytes
    doc: 'Size of type, payload and CRC in bytes'
  - {id: type, type: u1, enum: types, -hex: true, doc: Frame type}
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
        'types::device_ping': extended, 'types::device_info': device_info, _: other,
      }
    doc: Payload
  - id: crc
    type: u1
    -hex: true
    -checksum: {algorithm: crc-8/dvb-s2, from: type, to: payload}
    doc: CRC-8 of type and payload
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
    0x80: osd, 0x90: esc_1, 0xc0: current_sensor, 0xc2: gps, 0xc4: blackbox,
    0xc8: flight_controller, 0xcc: race_tag, 0xce: vtx, 0xea: remote_control, 0xec: receiver,
    0xee: transmitter,
  }
  types: {
    0x02: gps, 0x07: vario, 0x08: battery_sensor, 0x09: barometric_altitude, 0x0b: heartbeat,
    0x14: link_statistics, 0x16: rc_channels_packed, 0x17: rc_channels_subset, 0x1e: attitude,
    0x21: flight_mode, 0x28: device_ping, 0x29: device_info, 0x2b: parameter_entry,
    0x2c: parameter_read, 0x2d: parameter_write, 0x32: command,
  }
