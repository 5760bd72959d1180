meta:
  id: crsf
  title: CRSF
  application: TBS Crossfire, ExpressLRS, Betaflight
  license: MIT OR Apache-2.0
  endian: be
  encoding: ASCII
  -frame: {max-size: 64}
doc: Channels and telemetry of a remote control.
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
    doc: Whom the frame is for; also its sync byte
  - {id: length, type: u1, valid: {min: 2, max: 62}, -unit: bytes, doc: 'Type, payload and CRC'}
  - {id: type, type: u1, enum: types, -hex: true, doc: What the payload is}
  - id: payload
    size: length - 2
    if: length > 2
    type:
      switch-on: type
      cases: {
        'types::gps': gps, 'types::vario': vario, 'types::battery_sensor': battery,
        'types::barometric_altitude': barometer, 'types::heartbeat': heartbeat,
        'types::link_statistics': link_statistics, 'types::rc_channels_packed': channels,
        'types::attitude': attitude, 'types::flight_mode': flight_mode,
        'types::device_ping': extended, 'types::device_info': device_info, _: other,
      }
  - id: crc
    type: u1
    -hex: true
    -checksum: {algorithm: crc-8/dvb-s2, from: type, to: payload}
    doc: CRC of type and payload
types:
  other:
    doc: A frame whose fields are not described here
    seq: [{id: data, size-eos: true}]
  gps:
    seq: [
      {id: latitude, type: s4, -unit: 1e-7 °}, {id: longitude, type: s4, -unit: 1e-7 °},
      {id: groundspeed, type: u2, -unit: 0.1 km/h}, {id: heading, type: u2, -unit: 0.01 °},
      {id: altitude, type: u2, -unit: m, doc: With 1000 m added}, {id: satellites, type: u1},
    ]
  vario: {seq: [{id: vertical_speed, type: s2, -unit: cm/s}]}
  battery:
    seq: [
      {id: voltage, type: u2, -unit: 0.1 V}, {id: current, type: u2, -unit: 0.1 A},
      {id: capacity_used, type: b24, -unit: mAh}, {id: remaining, type: u1, -unit: '%'},
    ]
  barometer:
    seq:
      - id: altitude
        type: u2
        doc: Decimetres with 10000 added; with the highest bit set, metres in the others
      - {id: vertical_speed, type: s1, if: not _io.eof, doc: Packed on a curve}
  heartbeat: {seq: [{id: origin, type: s2}]}
  link_statistics:
    doc: Quality of the radio link
    seq: [
      {id: uplink_rssi_1, type: u1, -unit: -dBm}, {id: uplink_rssi_2, type: u1, -unit: -dBm},
      {id: uplink_quality, type: u1, -unit: '%'}, {id: uplink_snr, type: s1, -unit: dB},
      {id: active_antenna, type: u1}, {id: rf_mode, type: u1}, {id: uplink_power, type: u1},
      {id: downlink_rssi, type: u1, -unit: -dBm}, {id: downlink_quality, type: u1, -unit: '%'},
      {id: downlink_snr, type: s1, -unit: dB},
    ]
  channels:
    doc: Positions of the sticks and switches; 172 to 1811, 992 is the middle
    meta: {bit-endian: le}
    seq: [{id: channels, type: b11, repeat: expr, repeat-expr: 16}]
  attitude:
    seq: [
      {id: pitch, type: s2, -unit: 100 µrad}, {id: roll, type: s2, -unit: 100 µrad},
      {id: yaw, type: s2, -unit: 100 µrad},
    ]
  flight_mode: {seq: [{id: mode, type: strz}]}
  extended:
    doc: Begins frames that go through several devices
    seq: [
      {id: destination, type: u1, enum: addresses, -hex: true},
      {id: origin, type: u1, enum: addresses, -hex: true},
    ]
  device_info:
    seq: [
      {id: head, type: extended}, {id: name, type: strz}, {id: serial_number, type: u4, -hex: true},
      {id: hardware_version, type: u4, -hex: true}, {id: software_version, type: u4, -hex: true},
      {id: parameters, type: u1, doc: How many parameters the device has},
      {id: parameter_version, type: u1},
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
