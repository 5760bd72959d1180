meta:
  id: mavlink
  title: MAVLink 1 and 2
  application: [ArduPilot, PX4, QGroundControl]
  license: MIT OR Apache-2.0
  endian: le
  encoding: ASCII
  -frame: {max-size: 280}
doc: |
  A message between a drone, its components and a ground station. The checksum includes a byte that is not
  transmitted: CRC_EXTRA, derived from the names and types of the message's fields. Unknown messages
  therefore cannot be verified. Version 2 omits trailing zeros of the payload.
doc-ref:
  - https://mavlink.io/en/guide/serialization.html
  - https://mavlink.io/en/messages/common.html
seq:
  - id: magic
    type: u1
    enum: versions
    valid: {in-enum: true}
    -hex: true
    doc: Packet start marker; identifies the protocol version
  - {id: len, type: u1, -unit: bytes, doc: Payload length as transmitted}
  - id: incompat_flags
    type: u1
    if: is_v2
    valid: {max: 1}
    -hex: true
    doc: 'Incompatibility flags, which a reader must support; bit 0: signed'
    doc-ref: https://mavlink.io/en/guide/serialization.html#incompat_flags
  - {id: compat_flags, type: u1, if: is_v2, -hex: true, doc: 'Compatibility flags, which a reader may ignore'}
  - {id: seq, type: u1, doc: Packet sequence number}
  - {id: sysid, type: u1, doc: System ID of the sender (vehicle or ground station)}
  - {id: compid, type: u1, doc: Component ID of the sender}
  - id: msgid
    type: {switch-on: is_v2, cases: {true: b24le, false: u1}}
    enum: messages
    doc: Message ID
  - id: payload
    size: len
    -trimmed-zeros: is_v2
    type:
      switch-on: msgid
      cases: {
        'messages::heartbeat': heartbeat, 'messages::sys_status': sys_status,
        'messages::system_time': system_time, 'messages::ping': ping,
        'messages::param_request_read': param_request_read,
        'messages::param_request_list': param_request_list, 'messages::param_value': param_value,
        'messages::param_set': param_set, 'messages::gps_raw_int': gps_raw_int,
        'messages::scaled_imu': scaled_imu, 'messages::raw_imu': raw_imu,
        'messages::scaled_pressure': scaled_pressure, 'messages::attitude': attitude,
        'messages::attitude_quaternion': attitude_quaternion,
        'messages::local_position_ned': local_position_ned,
        'messages::global_position_int': global_position_int,
        'messages::rc_channels_raw': rc_channels_raw,
        'messages::servo_output_raw': servo_output_raw,
        'messages::mission_request_partial_list': mission_request_partial_list,
        'messages::mission_write_partial_list': mission_write_partial_list,
        'messages::mission_item': mission_item, 'messages::mission_request': mission_request,
        'messages::mission_set_current': mission_set_current,
        'messages::mission_current': mission_current,
        'messages::mission_request_list': mission_request_list,
        'messages::mission_count': mission_count,
        'messages::mission_clear_all': mission_clear_all,
        'messages::mission_item_reached': mission_item_reached,
        'messages::mission_ack': mission_ack,
        'messages::mission_request_int': mission_request_int,
        'messages::nav_controller_output': nav_controller_output,
        'messages::rc_channels': rc_channels, 'messages::mission_item_int': mission_item_int,
        'messages::vfr_hud': vfr_hud, 'messages::command_int': command_int,
        'messages::command_long': command_long, 'messages::command_ack': command_ack,
        'messages::highres_imu': highres_imu, 'messages::timesync': timesync,
        'messages::distance_sensor': distance_sensor, 'messages::battery_status': battery_status,
        'messages::autopilot_version': autopilot_version,
        'messages::home_position': home_position,
        'messages::extended_sys_state': extended_sys_state, 'messages::statustext': statustext,
        _: other,
      }
    doc: Payload
  - id: checksum
    type: u2
    -hex: true
    -checksum: {algorithm: crc-16/mcrf4xx, from: len, to: payload, append: payload.crc_extra}
    doc: CRC-16 of the fields from len to payload, and of CRC_EXTRA
    doc-ref: https://mavlink.io/en/guide/serialization.html#checksum
  - {id: signature, type: signature, if: is_signed, doc: Message signature}
instances:
  is_v2: {value: magic == versions::v2, doc: True for MAVLink 2}
  is_signed: {value: is_v2 and (incompat_flags & 1) != 0, doc: True if the frame is signed}
types:
  signature:
    doc-ref: https://mavlink.io/en/guide/message_signing.html
    seq:
      - {id: link_id, type: u1, doc: Link ID}
      - {id: timestamp, type: b48le, -unit: 10 µs, doc: Time since 2015-01-01 00:00:00 UTC}
      - {id: signature, size: 6, doc: First 48 bits of the SHA-256 hash of secret key and frame}
  other:
    doc: Unknown message; its checksum cannot be verified
    instances: {crc_extra: {value: 0, if: false}}
    seq: [{id: data, size-eos: true, doc: Payload}]
  heartbeat:
    doc: 'Heartbeat: presence, type and state of a system'
    instances: {crc_extra: {value: 50}}
    seq: [
      {id: custom_mode, type: u4}, {id: type, type: u1, enum: mav_type},
      {id: autopilot, type: u1, enum: mav_autopilot}, {id: base_mode, type: u1, -hex: true},
      {id: system_status, type: u1, enum: mav_state}, {id: mavlink_version, type: u1},
    ]
  sys_status:
    doc: General system state
    instances: {crc_extra: {value: 124}}
    seq: [
      {id: onboard_control_sensors_present, type: u4, -hex: true},
      {id: onboard_control_sensors_enabled, type: u4, -hex: true},
      {id: onboard_control_sensors_health, type: u4, -hex: true},
      {id: load, type: u2, -unit: '0.1 %'}, {id: voltage_battery, type: u2, -unit: mV},
      {id: current_battery, type: s2, -unit: '10 mA', doc: '-1 if unknown'},
      {id: drop_rate_comm, type: u2, -unit: '0.01 %'}, {id: errors_comm, type: u2},
      {id: errors_count1, type: u2}, {id: errors_count2, type: u2}, {id: errors_count3, type: u2},
      {id: errors_count4, type: u2},
      {id: battery_remaining, type: s1, -unit: '%', doc: '-1 if unknown'},
      {id: onboard_control_sensors_present_extended, type: u4, if: _root.is_v2, -hex: true},
      {id: onboard_control_sensors_enabled_extended, type: u4, if: _root.is_v2, -hex: true},
      {id: onboard_control_sensors_health_extended, type: u4, if: _root.is_v2, -hex: true},
    ]
  system_time:
    doc: System time
    instances: {crc_extra: {value: 137}}
    seq: [{id: time_unix_usec, type: u8, -unit: µs}, {id: time_boot_ms, type: u4, -unit: ms}]
  ping:
    doc: Ping request or response to measure latency
    instances: {crc_extra: {value: 237}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: seq, type: u4}, {id: target_system, type: u1},
      {id: target_component, type: u1},
    ]
  param_request_read:
    doc: 'Request for a parameter, by ID or index'
    instances: {crc_extra: {value: 214}}
    seq: [
      {id: param_index, type: s2, doc: '-1 to use param_id'}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: param_id, type: str, size: 16, terminator: 0},
    ]
  param_request_list:
    doc: Request for all parameters
    instances: {crc_extra: {value: 159}}
    seq: [{id: target_system, type: u1}, {id: target_component, type: u1}]
  param_value:
    doc: Parameter value
    instances: {crc_extra: {value: 220}}
    seq: [
      {id: param_value, type: f4}, {id: param_count, type: u2}, {id: param_index, type: u2},
      {id: param_id, type: str, size: 16, terminator: 0},
      {id: param_type, type: u1, enum: mav_param_type},
    ]
  param_set:
    doc: Set parameter
    instances: {crc_extra: {value: 168}}
    seq: [
      {id: param_value, type: f4}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: param_id, type: str, size: 16, terminator: 0},
      {id: param_type, type: u1, enum: mav_param_type},
    ]
  gps_raw_int:
    doc: Raw GNSS position
    instances: {crc_extra: {value: 24}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm},
      {id: eph, type: u2, doc: 'Dilution of precision × 100; 65535 if unknown'},
      {id: epv, type: u2, doc: 'Dilution of precision × 100; 65535 if unknown'},
      {id: vel, type: u2, -unit: cm/s},
      {id: cog, type: u2, -unit: '0.01 °', doc: '65535 if unknown'},
      {id: fix_type, type: u1, enum: gps_fix_type}, {id: satellites_visible, type: u1},
      {id: alt_ellipsoid, type: s4, if: _root.is_v2, -unit: mm},
      {id: h_acc, type: u4, if: _root.is_v2, -unit: mm},
      {id: v_acc, type: u4, if: _root.is_v2, -unit: mm},
      {id: vel_acc, type: u4, if: _root.is_v2, -unit: mm/s},
      {id: hdg_acc, type: u4, if: _root.is_v2, -unit: '1e-5 °'},
      {id: yaw, type: u2, if: _root.is_v2, -unit: '0.01 °'},
    ]
  scaled_imu:
    doc: 'Accelerations, angular rates and magnetic field, scaled'
    instances: {crc_extra: {value: 170}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: xacc, type: s2, -unit: mg},
      {id: yacc, type: s2, -unit: mg}, {id: zacc, type: s2, -unit: mg},
      {id: xgyro, type: s2, -unit: mrad/s}, {id: ygyro, type: s2, -unit: mrad/s},
      {id: zgyro, type: s2, -unit: mrad/s}, {id: xmag, type: s2, -unit: mGauss},
      {id: ymag, type: s2, -unit: mGauss}, {id: zmag, type: s2, -unit: mGauss},
      {id: temperature, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  raw_imu:
    doc: 'Accelerations, angular rates and magnetic field, raw sensor values'
    instances: {crc_extra: {value: 144}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: xacc, type: s2, -unit: mg},
      {id: yacc, type: s2, -unit: mg}, {id: zacc, type: s2, -unit: mg},
      {id: xgyro, type: s2, -unit: mrad/s}, {id: ygyro, type: s2, -unit: mrad/s},
      {id: zgyro, type: s2, -unit: mrad/s}, {id: xmag, type: s2, -unit: mGauss},
      {id: ymag, type: s2, -unit: mGauss}, {id: zmag, type: s2, -unit: mGauss},
      {id: id, type: u1, if: _root.is_v2},
      {id: temperature, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  scaled_pressure:
    doc: Absolute and differential pressure
    instances: {crc_extra: {value: 115}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: press_abs, type: f4, -unit: hPa},
      {id: press_diff, type: f4, -unit: hPa}, {id: temperature, type: s2, -unit: '0.01 °C'},
      {id: temperature_press_diff, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  attitude:
    doc: 'Attitude (roll, pitch, yaw)'
    instances: {crc_extra: {value: 39}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: roll, type: f4, -unit: rad},
      {id: pitch, type: f4, -unit: rad}, {id: yaw, type: f4, -unit: rad},
      {id: rollspeed, type: f4, -unit: rad/s}, {id: pitchspeed, type: f4, -unit: rad/s},
      {id: yawspeed, type: f4, -unit: rad/s},
    ]
  attitude_quaternion:
    doc: Attitude (quaternion)
    instances: {crc_extra: {value: 246}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: q1, type: f4}, {id: q2, type: f4},
      {id: q3, type: f4}, {id: q4, type: f4}, {id: rollspeed, type: f4, -unit: rad/s},
      {id: pitchspeed, type: f4, -unit: rad/s}, {id: yawspeed, type: f4, -unit: rad/s},
      {id: repr_offset_q, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 4},
    ]
  local_position_ned:
    doc: Filtered local position in NED frame
    instances: {crc_extra: {value: 185}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: x, type: f4, -unit: m},
      {id: y, type: f4, -unit: m}, {id: z, type: f4, -unit: m}, {id: vx, type: f4, -unit: m/s},
      {id: vy, type: f4, -unit: m/s}, {id: vz, type: f4, -unit: m/s},
    ]
  global_position_int:
    doc: Filtered global position
    instances: {crc_extra: {value: 104}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm},
      {id: relative_alt, type: s4, -unit: mm}, {id: vx, type: s2, -unit: cm/s},
      {id: vy, type: s2, -unit: cm/s}, {id: vz, type: s2, -unit: cm/s},
      {id: hdg, type: u2, -unit: '0.01 °', doc: '65535 if unknown'},
    ]
  rc_channels_raw:
    doc: 'Raw RC channel values, up to 8 channels'
    instances: {crc_extra: {value: 244}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: chan1_raw, type: u2, -unit: µs},
      {id: chan2_raw, type: u2, -unit: µs}, {id: chan3_raw, type: u2, -unit: µs},
      {id: chan4_raw, type: u2, -unit: µs}, {id: chan5_raw, type: u2, -unit: µs},
      {id: chan6_raw, type: u2, -unit: µs}, {id: chan7_raw, type: u2, -unit: µs},
      {id: chan8_raw, type: u2, -unit: µs}, {id: port, type: u1},
      {id: rssi, type: u1, doc: '0 to 254; 255 if unknown'},
    ]
  servo_output_raw:
    doc: Servo output pulse widths
    instances: {crc_extra: {value: 222}}
    seq: [
      {id: time_usec, type: u4, -unit: µs}, {id: servo1_raw, type: u2, -unit: µs},
      {id: servo2_raw, type: u2, -unit: µs}, {id: servo3_raw, type: u2, -unit: µs},
      {id: servo4_raw, type: u2, -unit: µs}, {id: servo5_raw, type: u2, -unit: µs},
      {id: servo6_raw, type: u2, -unit: µs}, {id: servo7_raw, type: u2, -unit: µs},
      {id: servo8_raw, type: u2, -unit: µs}, {id: port, type: u1},
      {id: servo9_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo10_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo11_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo12_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo13_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo14_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo15_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: servo16_raw, type: u2, if: _root.is_v2, -unit: µs},
    ]
  mission_request_partial_list:
    doc: Request for part of the mission
    instances: {crc_extra: {value: 212}}
    seq: [
      {id: start_index, type: s2}, {id: end_index, type: s2}, {id: target_system, type: u1},
      {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_write_partial_list:
    doc: Start of a partial mission update
    instances: {crc_extra: {value: 9}}
    seq: [
      {id: start_index, type: s2}, {id: end_index, type: s2}, {id: target_system, type: u1},
      {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_item:
    doc: Mission item with floating-point position
    instances: {crc_extra: {value: 254}}
    seq: [
      {id: param1, type: f4}, {id: param2, type: f4}, {id: param3, type: f4},
      {id: param4, type: f4}, {id: x, type: f4}, {id: y, type: f4}, {id: z, type: f4},
      {id: seq, type: u2}, {id: command, type: u2}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: frame, type: u1, enum: mav_frame},
      {id: current, type: u1}, {id: autocontinue, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_request:
    doc: Request for a mission item
    instances: {crc_extra: {value: 230}}
    seq: [
      {id: seq, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_set_current:
    doc: Set current mission item
    instances: {crc_extra: {value: 28}}
    seq: [{id: seq, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1}]
  mission_current:
    doc: Current mission item
    instances: {crc_extra: {value: 28}}
    seq: [
      {id: seq, type: u2}, {id: total, type: u2, if: _root.is_v2},
      {id: mission_state, type: u1, if: _root.is_v2, enum: mission_state},
      {id: mission_mode, type: u1, if: _root.is_v2},
    ]
  mission_request_list:
    doc: Request for the mission item list
    instances: {crc_extra: {value: 132}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_count:
    doc: Number of mission items
    instances: {crc_extra: {value: 221}}
    seq: [
      {id: count, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_clear_all:
    doc: Delete all mission items
    instances: {crc_extra: {value: 232}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_item_reached:
    doc: Mission item reached
    instances: {crc_extra: {value: 11}}
    seq: [{id: seq, type: u2}]
  mission_ack:
    doc: Mission protocol acknowledgment
    instances: {crc_extra: {value: 153}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: type, type: u1, enum: mav_mission_result},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  mission_request_int:
    doc: Request for a mission item with integer position
    instances: {crc_extra: {value: 196}}
    seq: [
      {id: seq, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  nav_controller_output:
    doc: State of the navigation and position controller
    instances: {crc_extra: {value: 183}}
    seq: [
      {id: nav_roll, type: f4, -unit: °}, {id: nav_pitch, type: f4, -unit: °},
      {id: alt_error, type: f4, -unit: m}, {id: aspd_error, type: f4, -unit: m/s},
      {id: xtrack_error, type: f4, -unit: m}, {id: nav_bearing, type: s2, -unit: °},
      {id: target_bearing, type: s2, -unit: °}, {id: wp_dist, type: u2, -unit: m},
    ]
  rc_channels:
    doc: RC channel values
    instances: {crc_extra: {value: 118}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: chan1_raw, type: u2, -unit: µs},
      {id: chan2_raw, type: u2, -unit: µs}, {id: chan3_raw, type: u2, -unit: µs},
      {id: chan4_raw, type: u2, -unit: µs}, {id: chan5_raw, type: u2, -unit: µs},
      {id: chan6_raw, type: u2, -unit: µs}, {id: chan7_raw, type: u2, -unit: µs},
      {id: chan8_raw, type: u2, -unit: µs}, {id: chan9_raw, type: u2, -unit: µs},
      {id: chan10_raw, type: u2, -unit: µs}, {id: chan11_raw, type: u2, -unit: µs},
      {id: chan12_raw, type: u2, -unit: µs}, {id: chan13_raw, type: u2, -unit: µs},
      {id: chan14_raw, type: u2, -unit: µs}, {id: chan15_raw, type: u2, -unit: µs},
      {id: chan16_raw, type: u2, -unit: µs}, {id: chan17_raw, type: u2, -unit: µs},
      {id: chan18_raw, type: u2, -unit: µs}, {id: chancount, type: u1},
      {id: rssi, type: u1, doc: '0 to 254; 255 if unknown'},
    ]
  mission_item_int:
    doc: Mission item with integer position
    instances: {crc_extra: {value: 38}}
    seq: [
      {id: param1, type: f4}, {id: param2, type: f4}, {id: param3, type: f4},
      {id: param4, type: f4}, {id: x, type: s4}, {id: y, type: s4}, {id: z, type: f4},
      {id: seq, type: u2}, {id: command, type: u2}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: frame, type: u1, enum: mav_frame},
      {id: current, type: u1}, {id: autocontinue, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  vfr_hud:
    doc: Metrics shown on a HUD
    instances: {crc_extra: {value: 20}}
    seq: [
      {id: airspeed, type: f4, -unit: m/s}, {id: groundspeed, type: f4, -unit: m/s},
      {id: alt, type: f4, -unit: m}, {id: climb, type: f4, -unit: m/s},
      {id: heading, type: s2, -unit: °}, {id: throttle, type: u2, -unit: '%'},
    ]
  command_int:
    doc: Command with integer position
    instances: {crc_extra: {value: 158}}
    seq: [
      {id: param1, type: f4}, {id: param2, type: f4}, {id: param3, type: f4},
      {id: param4, type: f4}, {id: x, type: s4}, {id: y, type: s4}, {id: z, type: f4},
      {id: command, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: frame, type: u1, enum: mav_frame}, {id: current, type: u1},
      {id: autocontinue, type: u1},
    ]
  command_long:
    doc: Command with up to seven parameters
    instances: {crc_extra: {value: 152}}
    seq: [
      {id: param1, type: f4}, {id: param2, type: f4}, {id: param3, type: f4},
      {id: param4, type: f4}, {id: param5, type: f4}, {id: param6, type: f4},
      {id: param7, type: f4}, {id: command, type: u2}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: confirmation, type: u1},
    ]
  command_ack:
    doc: Command acknowledgment
    instances: {crc_extra: {value: 143}}
    seq: [
      {id: command, type: u2}, {id: result, type: u1, enum: mav_result},
      {id: progress, type: u1, if: _root.is_v2}, {id: result_param2, type: s4, if: _root.is_v2},
      {id: target_system, type: u1, if: _root.is_v2},
      {id: target_component, type: u1, if: _root.is_v2},
    ]
  highres_imu:
    doc: 'Accelerations, angular rates, magnetic field and pressure in SI units'
    instances: {crc_extra: {value: 93}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: xacc, type: f4, -unit: m/s²},
      {id: yacc, type: f4, -unit: m/s²}, {id: zacc, type: f4, -unit: m/s²},
      {id: xgyro, type: f4, -unit: rad/s}, {id: ygyro, type: f4, -unit: rad/s},
      {id: zgyro, type: f4, -unit: rad/s}, {id: xmag, type: f4, -unit: Gauss},
      {id: ymag, type: f4, -unit: Gauss}, {id: zmag, type: f4, -unit: Gauss},
      {id: abs_pressure, type: f4, -unit: hPa}, {id: diff_pressure, type: f4, -unit: hPa},
      {id: pressure_alt, type: f4}, {id: temperature, type: f4, -unit: °C},
      {id: fields_updated, type: u2, -hex: true}, {id: id, type: u1, if: _root.is_v2},
    ]
  timesync:
    doc: Time synchronization request or response
    instances: {crc_extra: {value: 34}}
    seq: [{id: tc1, type: s8, -unit: ns}, {id: ts1, type: s8, -unit: ns}]
  distance_sensor:
    doc: Distance sensor measurement
    instances: {crc_extra: {value: 85}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: min_distance, type: u2, -unit: cm},
      {id: max_distance, type: u2, -unit: cm}, {id: current_distance, type: u2, -unit: cm},
      {id: type, type: u1, enum: mav_distance_sensor}, {id: id, type: u1},
      {id: orientation, type: u1}, {id: covariance, type: u1, -unit: cm², doc: '255 if unknown'},
      {id: horizontal_fov, type: f4, if: _root.is_v2, -unit: rad},
      {id: vertical_fov, type: f4, if: _root.is_v2, -unit: rad},
      {id: quaternion, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 4},
      {id: signal_quality, type: u1, if: _root.is_v2, -unit: '%'},
    ]
  battery_status:
    doc: Battery information
    instances: {crc_extra: {value: 154}}
    seq: [
      {id: current_consumed, type: s4, -unit: mAh},
      {id: energy_consumed, type: s4, -unit: '100 J'},
      {id: temperature, type: s2, -unit: '0.01 °C'},
      {id: voltages, type: u2, repeat: expr, repeat-expr: 10, -unit: mV},
      {id: current_battery, type: s2, -unit: '10 mA', doc: '-1 if unknown'}, {id: id, type: u1},
      {id: battery_function, type: u1, enum: mav_battery_function},
      {id: type, type: u1, enum: mav_battery_type},
      {id: battery_remaining, type: s1, -unit: '%', doc: '-1 if unknown'},
      {id: time_remaining, type: s4, if: _root.is_v2, -unit: s},
      {id: charge_state, type: u1, if: _root.is_v2, enum: mav_battery_charge_state},
      {id: voltages_ext, type: u2, if: _root.is_v2, repeat: expr, repeat-expr: 4, -unit: mV},
      {id: mode, type: u1, if: _root.is_v2, enum: mav_battery_mode},
      {id: fault_bitmask, type: u4, if: _root.is_v2, -hex: true},
    ]
  autopilot_version:
    doc: Version and capabilities of the autopilot
    instances: {crc_extra: {value: 178}}
    seq: [
      {id: capabilities, type: u8, -hex: true}, {id: uid, type: u8},
      {id: flight_sw_version, type: u4}, {id: middleware_sw_version, type: u4},
      {id: os_sw_version, type: u4}, {id: board_version, type: u4}, {id: vendor_id, type: u2},
      {id: product_id, type: u2}, {id: flight_custom_version, size: 8},
      {id: middleware_custom_version, size: 8}, {id: os_custom_version, size: 8},
      {id: uid2, size: 18, if: _root.is_v2},
    ]
  home_position:
    doc: Home position
    instances: {crc_extra: {value: 104}}
    seq: [
      {id: latitude, type: s4, -unit: '1e-7 °'}, {id: longitude, type: s4, -unit: '1e-7 °'},
      {id: altitude, type: s4, -unit: mm}, {id: x, type: f4, -unit: m},
      {id: y, type: f4, -unit: m}, {id: z, type: f4, -unit: m},
      {id: q, type: f4, repeat: expr, repeat-expr: 4}, {id: approach_x, type: f4, -unit: m},
      {id: approach_y, type: f4, -unit: m}, {id: approach_z, type: f4, -unit: m},
      {id: time_usec, type: u8, if: _root.is_v2, -unit: µs},
    ]
  extended_sys_state:
    doc: VTOL and landed state
    instances: {crc_extra: {value: 130}}
    seq: [
      {id: vtol_state, type: u1, enum: mav_vtol_state},
      {id: landed_state, type: u1, enum: mav_landed_state},
    ]
  statustext:
    doc: Status text
    instances: {crc_extra: {value: 83}}
    seq: [
      {id: severity, type: u1, enum: mav_severity},
      {id: text, type: str, size: 50, terminator: 0}, {id: id, type: u2, if: _root.is_v2},
      {id: chunk_seq, type: u1, if: _root.is_v2},
    ]
enums:
  versions: {0xfe: v1, 0xfd: v2}
  messages: {
    0: heartbeat, 1: sys_status, 2: system_time, 4: ping, 20: param_request_read,
    21: param_request_list, 22: param_value, 23: param_set, 24: gps_raw_int, 26: scaled_imu,
    27: raw_imu, 29: scaled_pressure, 30: attitude, 31: attitude_quaternion,
    32: local_position_ned, 33: global_position_int, 35: rc_channels_raw, 36: servo_output_raw,
    37: mission_request_partial_list, 38: mission_write_partial_list, 39: mission_item,
    40: mission_request, 41: mission_set_current, 42: mission_current, 43: mission_request_list,
    44: mission_count, 45: mission_clear_all, 46: mission_item_reached, 47: mission_ack,
    51: mission_request_int, 62: nav_controller_output, 65: rc_channels, 73: mission_item_int,
    74: vfr_hud, 75: command_int, 76: command_long, 77: command_ack, 105: highres_imu,
    111: timesync, 132: distance_sensor, 147: battery_status, 148: autopilot_version,
    242: home_position, 245: extended_sys_state, 253: statustext,
  }
  gps_fix_type: {
    0: no_gps, 1: no_fix, 2: fix_2d_fix, 3: fix_3d_fix, 4: dgps, 5: rtk_float, 6: rtk_fixed,
    7: static, 8: ppp,
  }
  mav_autopilot: {
    0: generic, 2: slugs, 3: ardupilotmega, 4: openpilot, 5: generic_waypoints_only,
    6: generic_waypoints_and_simple_navigation_only, 7: generic_mission_full, 8: invalid, 9: ppz,
    10: udb, 11: fp, 12: px4, 13: smaccmpilot, 14: autoquad, 15: armazila, 16: aerob, 17: asluav,
    18: smartap, 19: airrails, 20: reflex,
  }
  mav_battery_charge_state: {
    0: undefined, 1: ok, 2: low, 3: critical, 4: emergency, 5: failed, 6: unhealthy, 7: charging,
  }
  mav_battery_function: {0: unknown, 1: all, 2: propulsion, 3: avionics, 4: payload}
  mav_battery_mode: {0: unknown, 1: auto_discharging, 2: hot_swap}
  mav_battery_type: {0: unknown, 1: lipo, 2: life, 3: lion, 4: nimh}
  mav_distance_sensor: {0: laser, 1: ultrasound, 2: infrared, 3: radar, 4: unknown}
  mav_frame: {
    0: global, 1: local_ned, 2: mission, 3: global_relative_alt, 4: local_enu, 5: global_int,
    6: global_relative_alt_int, 7: local_offset_ned, 8: body_ned, 9: body_offset_ned,
    10: global_terrain_alt, 11: global_terrain_alt_int, 12: body_frd, 20: local_frd,
    21: local_flu,
  }
  mav_landed_state: {0: undefined, 1: on_ground, 2: in_air, 3: takeoff, 4: landing}
  mav_mission_result: {
    0: accepted, 1: error, 2: unsupported_frame, 3: unsupported, 4: no_space, 5: invalid,
    6: invalid_param1, 7: invalid_param2, 8: invalid_param3, 9: invalid_param4,
    10: invalid_param5_x, 11: invalid_param6_y, 12: invalid_param7, 13: invalid_sequence,
    14: denied, 15: operation_cancelled,
  }
  mav_mission_type: {0: mission, 1: fence, 2: rally, 255: all}
  mav_param_type: {
    1: uint8, 2: int8, 3: uint16, 4: int16, 5: uint32, 6: int32, 7: uint64, 8: int64, 9: real32,
    10: real64,
  }
  mav_result: {
    0: accepted, 1: temporarily_rejected, 2: denied, 3: unsupported, 4: failed, 5: in_progress,
    7: command_long_only, 8: command_int_only,
  }
  mav_severity: {
    0: emergency, 1: alert, 2: critical, 3: error, 4: warning, 5: notice, 6: info, 7: debug,
  }
  mav_state: {
    0: uninit, 1: boot, 2: calibrating, 3: standby, 4: active, 5: critical, 6: emergency,
    7: poweroff, 8: flight_termination,
  }
  mav_type: {
    0: generic, 1: fixed_wing, 2: quadrotor, 3: coaxial, 4: helicopter, 5: antenna_tracker,
    6: gcs, 7: airship, 8: free_balloon, 9: rocket, 10: ground_rover, 11: surface_boat,
    12: submarine, 13: hexarotor, 14: octorotor, 15: tricopter, 16: flapping_wing, 17: kite,
    18: onboard_controller, 19: vtol_duorotor, 20: vtol_quadrotor, 21: vtol_tiltrotor, 26: gimbal,
    27: adsb, 28: parafoil, 29: dodecarotor, 30: camera, 31: charging_station, 32: flarm,
    33: servo, 34: odid, 35: decarotor, 36: battery, 37: parachute, 38: log, 39: osd, 40: imu,
    41: gps, 42: winch, 43: generic_multirotor, 44: illuminator, 45: spacecraft_orbiter,
    46: ground_quadruped, 47: vtol_gyrodyne, 48: gripper,
  }
  mav_vtol_state: {0: undefined, 1: transition_to_fw, 2: transition_to_mc, 3: mc, 4: fw}
  mission_state: {0: unknown, 1: no_mission, 2: not_started, 3: active, 4: paused, 5: complete}
