meta:
  id: mavlink
  title: MAVLink 1 and 2
  application: [ArduPilot, PX4, QGroundControl]
  license: MIT OR Apache-2.0
  endian: le
  encoding: ISO-8859-1
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
        'messages::heartbeat': heartbeat, 'messages::sys_status': sys_status, 'messages::system_time': system_time,
        'messages::ping': ping, 'messages::change_operator_control': change_operator_control,
        'messages::change_operator_control_ack': change_operator_control_ack, 'messages::auth_key': auth_key,
        'messages::set_mode': set_mode, 'messages::param_request_read': param_request_read,
        'messages::param_request_list': param_request_list, 'messages::param_value': param_value,
        'messages::param_set': param_set, 'messages::gps_raw_int': gps_raw_int, 'messages::gps_status': gps_status,
        'messages::scaled_imu': scaled_imu, 'messages::raw_imu': raw_imu, 'messages::raw_pressure': raw_pressure,
        'messages::scaled_pressure': scaled_pressure, 'messages::attitude': attitude,
        'messages::attitude_quaternion': attitude_quaternion, 'messages::local_position_ned': local_position_ned,
        'messages::global_position_int': global_position_int, 'messages::rc_channels_scaled': rc_channels_scaled,
        'messages::rc_channels_raw': rc_channels_raw, 'messages::servo_output_raw': servo_output_raw,
        'messages::mission_request_partial_list': mission_request_partial_list,
        'messages::mission_write_partial_list': mission_write_partial_list, 'messages::mission_item': mission_item,
        'messages::mission_request': mission_request, 'messages::mission_set_current': mission_set_current,
        'messages::mission_current': mission_current, 'messages::mission_request_list': mission_request_list,
        'messages::mission_count': mission_count, 'messages::mission_clear_all': mission_clear_all,
        'messages::mission_item_reached': mission_item_reached, 'messages::mission_ack': mission_ack,
        'messages::set_gps_global_origin': set_gps_global_origin, 'messages::gps_global_origin': gps_global_origin,
        'messages::param_map_rc': param_map_rc, 'messages::mission_request_int': mission_request_int,
        'messages::safety_set_allowed_area': safety_set_allowed_area,
        'messages::safety_allowed_area': safety_allowed_area,
        'messages::attitude_quaternion_cov': attitude_quaternion_cov,
        'messages::nav_controller_output': nav_controller_output,
        'messages::global_position_int_cov': global_position_int_cov,
        'messages::local_position_ned_cov': local_position_ned_cov, 'messages::rc_channels': rc_channels,
        'messages::request_data_stream': request_data_stream, 'messages::data_stream': data_stream,
        'messages::manual_control': manual_control, 'messages::rc_channels_override': rc_channels_override,
        'messages::mission_item_int': mission_item_int, 'messages::vfr_hud': vfr_hud,
        'messages::command_int': command_int, 'messages::command_long': command_long,
        'messages::command_ack': command_ack, 'messages::manual_setpoint': manual_setpoint,
        'messages::set_attitude_target': set_attitude_target, 'messages::attitude_target': attitude_target,
        'messages::set_position_target_local_ned': set_position_target_local_ned,
        'messages::position_target_local_ned': position_target_local_ned,
        'messages::set_position_target_global_int': set_position_target_global_int,
        'messages::position_target_global_int': position_target_global_int,
        'messages::local_position_ned_system_global_offset': local_position_ned_system_global_offset,
        'messages::hil_state': hil_state, 'messages::hil_controls': hil_controls,
        'messages::hil_rc_inputs_raw': hil_rc_inputs_raw, 'messages::hil_actuator_controls': hil_actuator_controls,
        'messages::optical_flow': optical_flow,
        'messages::global_vision_position_estimate': global_vision_position_estimate,
        'messages::vision_position_estimate': vision_position_estimate,
        'messages::vision_speed_estimate': vision_speed_estimate,
        'messages::vicon_position_estimate': vicon_position_estimate, 'messages::highres_imu': highres_imu,
        'messages::optical_flow_rad': optical_flow_rad, 'messages::hil_sensor': hil_sensor,
        'messages::sim_state': sim_state, 'messages::radio_status': radio_status,
        'messages::file_transfer_protocol': file_transfer_protocol, 'messages::timesync': timesync,
        'messages::camera_trigger': camera_trigger, 'messages::hil_gps': hil_gps,
        'messages::hil_optical_flow': hil_optical_flow, 'messages::hil_state_quaternion': hil_state_quaternion,
        'messages::scaled_imu2': scaled_imu2, 'messages::log_request_list': log_request_list,
        'messages::log_entry': log_entry, 'messages::log_request_data': log_request_data,
        'messages::log_data': log_data, 'messages::log_erase': log_erase,
        'messages::log_request_end': log_request_end, 'messages::gps_inject_data': gps_inject_data,
        'messages::gps2_raw': gps2_raw, 'messages::power_status': power_status,
        'messages::serial_control': serial_control, 'messages::gps_rtk': gps_rtk, 'messages::gps2_rtk': gps2_rtk,
        'messages::scaled_imu3': scaled_imu3, 'messages::data_transmission_handshake': data_transmission_handshake,
        'messages::encapsulated_data': encapsulated_data, 'messages::distance_sensor': distance_sensor,
        'messages::terrain_request': terrain_request, 'messages::terrain_data': terrain_data,
        'messages::terrain_check': terrain_check, 'messages::terrain_report': terrain_report,
        'messages::scaled_pressure2': scaled_pressure2, 'messages::att_pos_mocap': att_pos_mocap,
        'messages::set_actuator_control_target': set_actuator_control_target,
        'messages::actuator_control_target': actuator_control_target, 'messages::altitude': altitude,
        'messages::resource_request': resource_request, 'messages::scaled_pressure3': scaled_pressure3,
        'messages::follow_target': follow_target, 'messages::control_system_state': control_system_state,
        'messages::battery_status': battery_status, 'messages::autopilot_version': autopilot_version,
        'messages::landing_target': landing_target, 'messages::fence_status': fence_status,
        'messages::mag_cal_report': mag_cal_report, 'messages::efi_status': efi_status,
        'messages::estimator_status': estimator_status, 'messages::wind_cov': wind_cov,
        'messages::gps_input': gps_input, 'messages::gps_rtcm_data': gps_rtcm_data,
        'messages::high_latency': high_latency, 'messages::high_latency2': high_latency2,
        'messages::vibration': vibration, 'messages::home_position': home_position,
        'messages::set_home_position': set_home_position, 'messages::message_interval': message_interval,
        'messages::extended_sys_state': extended_sys_state, 'messages::adsb_vehicle': adsb_vehicle,
        'messages::collision': collision, 'messages::v2_extension': v2_extension,
        'messages::memory_vect': memory_vect, 'messages::debug_vect': debug_vect,
        'messages::named_value_float': named_value_float, 'messages::named_value_int': named_value_int,
        'messages::statustext': statustext, 'messages::debug': debug, 'messages::setup_signing': setup_signing,
        'messages::button_change': button_change, 'messages::play_tune': play_tune,
        'messages::camera_information': camera_information, 'messages::camera_settings': camera_settings,
        'messages::storage_information': storage_information,
        'messages::camera_capture_status': camera_capture_status,
        'messages::camera_image_captured': camera_image_captured, 'messages::flight_information': flight_information,
        'messages::mount_orientation': mount_orientation, 'messages::logging_data': logging_data,
        'messages::logging_data_acked': logging_data_acked, 'messages::logging_ack': logging_ack,
        'messages::video_stream_information': video_stream_information,
        'messages::video_stream_status': video_stream_status, 'messages::camera_fov_status': camera_fov_status,
        'messages::camera_tracking_image_status': camera_tracking_image_status,
        'messages::camera_tracking_geo_status': camera_tracking_geo_status,
        'messages::camera_thermal_range': camera_thermal_range,
        'messages::gimbal_manager_information': gimbal_manager_information,
        'messages::gimbal_manager_status': gimbal_manager_status,
        'messages::gimbal_manager_set_attitude': gimbal_manager_set_attitude,
        'messages::gimbal_device_information': gimbal_device_information,
        'messages::gimbal_device_set_attitude': gimbal_device_set_attitude,
        'messages::gimbal_device_attitude_status': gimbal_device_attitude_status,
        'messages::autopilot_state_for_gimbal_device': autopilot_state_for_gimbal_device,
        'messages::gimbal_manager_set_pitchyaw': gimbal_manager_set_pitchyaw,
        'messages::gimbal_manager_set_manual_control': gimbal_manager_set_manual_control,
        'messages::airspeed': airspeed, 'messages::global_position_sensor': global_position_sensor,
        'messages::wifi_config_ap': wifi_config_ap, 'messages::ais_vessel': ais_vessel,
        'messages::uavcan_node_status': uavcan_node_status, 'messages::uavcan_node_info': uavcan_node_info,
        'messages::param_ext_request_read': param_ext_request_read,
        'messages::param_ext_request_list': param_ext_request_list, 'messages::param_ext_value': param_ext_value,
        'messages::param_ext_set': param_ext_set, 'messages::param_ext_ack': param_ext_ack,
        'messages::obstacle_distance': obstacle_distance, 'messages::odometry': odometry,
        'messages::trajectory_representation_waypoints': trajectory_representation_waypoints,
        'messages::trajectory_representation_bezier': trajectory_representation_bezier,
        'messages::isbd_link_status': isbd_link_status, 'messages::raw_rpm': raw_rpm,
        'messages::utm_global_position': utm_global_position, 'messages::param_error': param_error,
        'messages::debug_float_array': debug_float_array, 'messages::orbit_execution_status': orbit_execution_status,
        'messages::smart_battery_info': smart_battery_info, 'messages::generator_status': generator_status,
        'messages::actuator_output_status': actuator_output_status, 'messages::relay_status': relay_status,
        'messages::tunnel': tunnel, 'messages::can_frame': can_frame, 'messages::canfd_frame': canfd_frame,
        'messages::can_filter_modify': can_filter_modify,
        'messages::onboard_computer_status': onboard_computer_status, 'messages::wheel_distance': wheel_distance,
        'messages::winch_status': winch_status, 'messages::open_drone_id_basic_id': open_drone_id_basic_id,
        'messages::open_drone_id_location': open_drone_id_location,
        'messages::open_drone_id_authentication': open_drone_id_authentication,
        'messages::open_drone_id_self_id': open_drone_id_self_id,
        'messages::open_drone_id_system': open_drone_id_system,
        'messages::open_drone_id_operator_id': open_drone_id_operator_id,
        'messages::open_drone_id_message_pack': open_drone_id_message_pack,
        'messages::open_drone_id_arm_status': open_drone_id_arm_status,
        'messages::open_drone_id_system_update': open_drone_id_system_update,
        'messages::hygrometer_sensor': hygrometer_sensor, _: other,
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
  change_operator_control:
    instances: {crc_extra: {value: 217}}
    seq: [
      {id: target_system, type: u1}, {id: control_request, type: u1}, {id: version, type: u1},
      {id: passkey, type: str, size: 25, terminator: 0},
    ]
  change_operator_control_ack:
    instances: {crc_extra: {value: 104}}
    seq: [{id: gcs_system_id, type: u1}, {id: control_request, type: u1}, {id: ack, type: u1}]
  auth_key:
    instances: {crc_extra: {value: 119}}
    seq: [{id: key, type: str, size: 32, terminator: 0}]
  set_mode:
    instances: {crc_extra: {value: 89}}
    seq: [
      {id: custom_mode, type: u4}, {id: target_system, type: u1}, {id: base_mode, type: u1, enum: mav_mode},
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
  gps_status:
    instances: {crc_extra: {value: 23}}
    seq: [
      {id: satellites_visible, type: u1}, {id: satellite_prn, size: 20}, {id: satellite_used, size: 20},
      {id: satellite_elevation, size: 20, -unit: °}, {id: satellite_azimuth, size: 20, -unit: °},
      {id: satellite_snr, size: 20, -unit: dB},
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
  raw_pressure:
    instances: {crc_extra: {value: 67}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: press_abs, type: s2}, {id: press_diff1, type: s2},
      {id: press_diff2, type: s2}, {id: temperature, type: s2},
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
  rc_channels_scaled:
    instances: {crc_extra: {value: 237}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: chan1_scaled, type: s2}, {id: chan2_scaled, type: s2},
      {id: chan3_scaled, type: s2}, {id: chan4_scaled, type: s2}, {id: chan5_scaled, type: s2},
      {id: chan6_scaled, type: s2}, {id: chan7_scaled, type: s2}, {id: chan8_scaled, type: s2}, {id: port, type: u1},
      {id: rssi, type: u1},
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
  set_gps_global_origin:
    instances: {crc_extra: {value: 41}}
    seq: [
      {id: latitude, type: s4, -unit: '1e-7 °'}, {id: longitude, type: s4, -unit: '1e-7 °'},
      {id: altitude, type: s4, -unit: mm}, {id: target_system, type: u1},
      {id: time_usec, type: u8, if: _root.is_v2, -unit: µs},
    ]
  gps_global_origin:
    instances: {crc_extra: {value: 39}}
    seq: [
      {id: latitude, type: s4, -unit: '1e-7 °'}, {id: longitude, type: s4, -unit: '1e-7 °'},
      {id: altitude, type: s4, -unit: mm}, {id: time_usec, type: u8, if: _root.is_v2, -unit: µs},
    ]
  param_map_rc:
    instances: {crc_extra: {value: 78}}
    seq: [
      {id: param_value0, type: f4}, {id: scale, type: f4}, {id: param_value_min, type: f4},
      {id: param_value_max, type: f4}, {id: param_index, type: s2}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: param_id, type: str, size: 16, terminator: 0},
      {id: parameter_rc_channel_index, type: u1},
    ]
  mission_request_int:
    doc: Request for a mission item with integer position
    instances: {crc_extra: {value: 196}}
    seq: [
      {id: seq, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: mission_type, type: u1, if: _root.is_v2, enum: mav_mission_type},
    ]
  safety_set_allowed_area:
    instances: {crc_extra: {value: 15}}
    seq: [
      {id: p1x, type: f4, -unit: m}, {id: p1y, type: f4, -unit: m}, {id: p1z, type: f4, -unit: m},
      {id: p2x, type: f4, -unit: m}, {id: p2y, type: f4, -unit: m}, {id: p2z, type: f4, -unit: m},
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: frame, type: u1, enum: mav_frame},
    ]
  safety_allowed_area:
    instances: {crc_extra: {value: 3}}
    seq: [
      {id: p1x, type: f4, -unit: m}, {id: p1y, type: f4, -unit: m}, {id: p1z, type: f4, -unit: m},
      {id: p2x, type: f4, -unit: m}, {id: p2y, type: f4, -unit: m}, {id: p2z, type: f4, -unit: m},
      {id: frame, type: u1, enum: mav_frame},
    ]
  attitude_quaternion_cov:
    instances: {crc_extra: {value: 167}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: rollspeed, type: f4, -unit: rad/s}, {id: pitchspeed, type: f4, -unit: rad/s},
      {id: yawspeed, type: f4, -unit: rad/s}, {id: covariance, type: f4, repeat: expr, repeat-expr: 9},
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
  global_position_int_cov:
    instances: {crc_extra: {value: 119}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm}, {id: relative_alt, type: s4, -unit: mm},
      {id: vx, type: f4, -unit: m/s}, {id: vy, type: f4, -unit: m/s}, {id: vz, type: f4, -unit: m/s},
      {id: covariance, type: f4, repeat: expr, repeat-expr: 36},
      {id: estimator_type, type: u1, enum: mav_estimator_type},
    ]
  local_position_ned_cov:
    instances: {crc_extra: {value: 191}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: vx, type: f4, -unit: m/s}, {id: vy, type: f4, -unit: m/s},
      {id: vz, type: f4, -unit: m/s}, {id: ax, type: f4, -unit: m/s²}, {id: ay, type: f4, -unit: m/s²},
      {id: az, type: f4, -unit: m/s²}, {id: covariance, type: f4, repeat: expr, repeat-expr: 45},
      {id: estimator_type, type: u1, enum: mav_estimator_type},
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
  request_data_stream:
    instances: {crc_extra: {value: 148}}
    seq: [
      {id: req_message_rate, type: u2, -unit: Hz}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: req_stream_id, type: u1, enum: mav_data_stream}, {id: start_stop, type: u1},
    ]
  data_stream:
    instances: {crc_extra: {value: 21}}
    seq: [
      {id: message_rate, type: u2, -unit: Hz}, {id: stream_id, type: u1, enum: mav_data_stream},
      {id: on_off, type: u1},
    ]
  manual_control:
    instances: {crc_extra: {value: 243}}
    seq: [
      {id: x, type: s2}, {id: 'y', type: s2}, {id: z, type: s2}, {id: r, type: s2}, {id: buttons, type: u2},
      {id: target, type: u1}, {id: buttons2, type: u2, if: _root.is_v2},
      {id: enabled_extensions, type: u1, if: _root.is_v2}, {id: s, type: s2, if: _root.is_v2},
      {id: t, type: s2, if: _root.is_v2}, {id: aux1, type: s2, if: _root.is_v2},
      {id: aux2, type: s2, if: _root.is_v2}, {id: aux3, type: s2, if: _root.is_v2},
      {id: aux4, type: s2, if: _root.is_v2}, {id: aux5, type: s2, if: _root.is_v2},
      {id: aux6, type: s2, if: _root.is_v2},
    ]
  rc_channels_override:
    instances: {crc_extra: {value: 124}}
    seq: [
      {id: chan1_raw, type: u2, -unit: µs}, {id: chan2_raw, type: u2, -unit: µs},
      {id: chan3_raw, type: u2, -unit: µs}, {id: chan4_raw, type: u2, -unit: µs},
      {id: chan5_raw, type: u2, -unit: µs}, {id: chan6_raw, type: u2, -unit: µs},
      {id: chan7_raw, type: u2, -unit: µs}, {id: chan8_raw, type: u2, -unit: µs}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: chan9_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: chan10_raw, type: u2, if: _root.is_v2, -unit: µs}, {id: chan11_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: chan12_raw, type: u2, if: _root.is_v2, -unit: µs}, {id: chan13_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: chan14_raw, type: u2, if: _root.is_v2, -unit: µs}, {id: chan15_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: chan16_raw, type: u2, if: _root.is_v2, -unit: µs}, {id: chan17_raw, type: u2, if: _root.is_v2, -unit: µs},
      {id: chan18_raw, type: u2, if: _root.is_v2, -unit: µs},
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
  manual_setpoint:
    instances: {crc_extra: {value: 106}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: roll, type: f4, -unit: rad/s},
      {id: pitch, type: f4, -unit: rad/s}, {id: yaw, type: f4, -unit: rad/s}, {id: thrust, type: f4},
      {id: mode_switch, type: u1}, {id: manual_override_switch, type: u1},
    ]
  set_attitude_target:
    instances: {crc_extra: {value: 49}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: body_roll_rate, type: f4, -unit: rad/s}, {id: body_pitch_rate, type: f4, -unit: rad/s},
      {id: body_yaw_rate, type: f4, -unit: rad/s}, {id: thrust, type: f4}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: type_mask, type: u1, -hex: true},
    ]
  attitude_target:
    instances: {crc_extra: {value: 22}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: body_roll_rate, type: f4, -unit: rad/s}, {id: body_pitch_rate, type: f4, -unit: rad/s},
      {id: body_yaw_rate, type: f4, -unit: rad/s}, {id: thrust, type: f4}, {id: type_mask, type: u1, -hex: true},
    ]
  set_position_target_local_ned:
    instances: {crc_extra: {value: 143}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: vx, type: f4, -unit: m/s}, {id: vy, type: f4, -unit: m/s},
      {id: vz, type: f4, -unit: m/s}, {id: afx, type: f4, -unit: m/s²}, {id: afy, type: f4, -unit: m/s²},
      {id: afz, type: f4, -unit: m/s²}, {id: yaw, type: f4, -unit: rad}, {id: yaw_rate, type: f4, -unit: rad/s},
      {id: type_mask, type: u2, -hex: true}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: coordinate_frame, type: u1, enum: mav_frame},
    ]
  position_target_local_ned:
    instances: {crc_extra: {value: 140}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: vx, type: f4, -unit: m/s}, {id: vy, type: f4, -unit: m/s},
      {id: vz, type: f4, -unit: m/s}, {id: afx, type: f4, -unit: m/s²}, {id: afy, type: f4, -unit: m/s²},
      {id: afz, type: f4, -unit: m/s²}, {id: yaw, type: f4, -unit: rad}, {id: yaw_rate, type: f4, -unit: rad/s},
      {id: type_mask, type: u2, -hex: true}, {id: coordinate_frame, type: u1, enum: mav_frame},
    ]
  set_position_target_global_int:
    instances: {crc_extra: {value: 5}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: lat_int, type: s4, -unit: '1e-7 °'},
      {id: lon_int, type: s4, -unit: '1e-7 °'}, {id: alt, type: f4, -unit: m}, {id: vx, type: f4, -unit: m/s},
      {id: vy, type: f4, -unit: m/s}, {id: vz, type: f4, -unit: m/s}, {id: afx, type: f4, -unit: m/s²},
      {id: afy, type: f4, -unit: m/s²}, {id: afz, type: f4, -unit: m/s²}, {id: yaw, type: f4, -unit: rad},
      {id: yaw_rate, type: f4, -unit: rad/s}, {id: type_mask, type: u2, -hex: true}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: coordinate_frame, type: u1, enum: mav_frame},
    ]
  position_target_global_int:
    instances: {crc_extra: {value: 150}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: lat_int, type: s4, -unit: '1e-7 °'},
      {id: lon_int, type: s4, -unit: '1e-7 °'}, {id: alt, type: f4, -unit: m}, {id: vx, type: f4, -unit: m/s},
      {id: vy, type: f4, -unit: m/s}, {id: vz, type: f4, -unit: m/s}, {id: afx, type: f4, -unit: m/s²},
      {id: afy, type: f4, -unit: m/s²}, {id: afz, type: f4, -unit: m/s²}, {id: yaw, type: f4, -unit: rad},
      {id: yaw_rate, type: f4, -unit: rad/s}, {id: type_mask, type: u2, -hex: true},
      {id: coordinate_frame, type: u1, enum: mav_frame},
    ]
  local_position_ned_system_global_offset:
    instances: {crc_extra: {value: 231}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: roll, type: f4, -unit: rad}, {id: pitch, type: f4, -unit: rad},
      {id: yaw, type: f4, -unit: rad},
    ]
  hil_state:
    instances: {crc_extra: {value: 183}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: roll, type: f4, -unit: rad}, {id: pitch, type: f4, -unit: rad},
      {id: yaw, type: f4, -unit: rad}, {id: rollspeed, type: f4, -unit: rad/s},
      {id: pitchspeed, type: f4, -unit: rad/s}, {id: yawspeed, type: f4, -unit: rad/s},
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm},
      {id: vx, type: s2, -unit: cm/s}, {id: vy, type: s2, -unit: cm/s}, {id: vz, type: s2, -unit: cm/s},
      {id: xacc, type: s2, -unit: mg}, {id: yacc, type: s2, -unit: mg}, {id: zacc, type: s2, -unit: mg},
    ]
  hil_controls:
    instances: {crc_extra: {value: 63}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: roll_ailerons, type: f4}, {id: pitch_elevator, type: f4},
      {id: yaw_rudder, type: f4}, {id: throttle, type: f4}, {id: aux1, type: f4}, {id: aux2, type: f4},
      {id: aux3, type: f4}, {id: aux4, type: f4}, {id: mode, type: u1, enum: mav_mode}, {id: nav_mode, type: u1},
    ]
  hil_rc_inputs_raw:
    instances: {crc_extra: {value: 54}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: chan1_raw, type: u2, -unit: µs},
      {id: chan2_raw, type: u2, -unit: µs}, {id: chan3_raw, type: u2, -unit: µs},
      {id: chan4_raw, type: u2, -unit: µs}, {id: chan5_raw, type: u2, -unit: µs},
      {id: chan6_raw, type: u2, -unit: µs}, {id: chan7_raw, type: u2, -unit: µs},
      {id: chan8_raw, type: u2, -unit: µs}, {id: chan9_raw, type: u2, -unit: µs},
      {id: chan10_raw, type: u2, -unit: µs}, {id: chan11_raw, type: u2, -unit: µs},
      {id: chan12_raw, type: u2, -unit: µs}, {id: rssi, type: u1},
    ]
  hil_actuator_controls:
    instances: {crc_extra: {value: 47}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: flags, type: u8, -hex: true},
      {id: controls, type: f4, repeat: expr, repeat-expr: 16}, {id: mode, type: u1, -hex: true},
    ]
  optical_flow:
    instances: {crc_extra: {value: 175}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: flow_comp_m_x, type: f4, -unit: m/s},
      {id: flow_comp_m_y, type: f4, -unit: m/s}, {id: ground_distance, type: f4, -unit: m},
      {id: flow_x, type: s2, -unit: rad/s}, {id: flow_y, type: s2, -unit: rad/s}, {id: sensor_id, type: u1},
      {id: quality, type: u1}, {id: flow_rate_x, type: f4, if: _root.is_v2, -unit: rad/s},
      {id: flow_rate_y, type: f4, if: _root.is_v2, -unit: rad/s},
    ]
  global_vision_position_estimate:
    instances: {crc_extra: {value: 102}}
    seq: [
      {id: usec, type: u8, -unit: µs}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: roll, type: f4, -unit: rad}, {id: pitch, type: f4, -unit: rad},
      {id: yaw, type: f4, -unit: rad}, {id: covariance, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 21},
      {id: reset_counter, type: u1, if: _root.is_v2},
    ]
  vision_position_estimate:
    instances: {crc_extra: {value: 158}}
    seq: [
      {id: usec, type: u8, -unit: µs}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: roll, type: f4, -unit: rad}, {id: pitch, type: f4, -unit: rad},
      {id: yaw, type: f4, -unit: rad}, {id: covariance, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 21},
      {id: reset_counter, type: u1, if: _root.is_v2},
    ]
  vision_speed_estimate:
    instances: {crc_extra: {value: 208}}
    seq: [
      {id: usec, type: u8, -unit: µs}, {id: x, type: f4, -unit: m/s}, {id: 'y', type: f4, -unit: m/s},
      {id: z, type: f4, -unit: m/s}, {id: covariance, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 9},
      {id: reset_counter, type: u1, if: _root.is_v2},
    ]
  vicon_position_estimate:
    instances: {crc_extra: {value: 56}}
    seq: [
      {id: usec, type: u8, -unit: µs}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: roll, type: f4, -unit: rad}, {id: pitch, type: f4, -unit: rad},
      {id: yaw, type: f4, -unit: rad}, {id: covariance, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 21},
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
  optical_flow_rad:
    instances: {crc_extra: {value: 138}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: integration_time_us, type: u4, -unit: µs},
      {id: integrated_x, type: f4, -unit: rad}, {id: integrated_y, type: f4, -unit: rad},
      {id: integrated_xgyro, type: f4, -unit: rad}, {id: integrated_ygyro, type: f4, -unit: rad},
      {id: integrated_zgyro, type: f4, -unit: rad}, {id: time_delta_distance_us, type: u4, -unit: µs},
      {id: distance, type: f4, -unit: m}, {id: temperature, type: s2, -unit: '0.01 °C'}, {id: sensor_id, type: u1},
      {id: quality, type: u1},
    ]
  hil_sensor:
    instances: {crc_extra: {value: 108}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: xacc, type: f4, -unit: m/s²}, {id: yacc, type: f4, -unit: m/s²},
      {id: zacc, type: f4, -unit: m/s²}, {id: xgyro, type: f4, -unit: rad/s}, {id: ygyro, type: f4, -unit: rad/s},
      {id: zgyro, type: f4, -unit: rad/s}, {id: xmag, type: f4, -unit: Gauss}, {id: ymag, type: f4, -unit: Gauss},
      {id: zmag, type: f4, -unit: Gauss}, {id: abs_pressure, type: f4, -unit: hPa},
      {id: diff_pressure, type: f4, -unit: hPa}, {id: pressure_alt, type: f4}, {id: temperature, type: f4, -unit: °C},
      {id: fields_updated, type: u4, -hex: true}, {id: id, type: u1, if: _root.is_v2},
    ]
  sim_state:
    instances: {crc_extra: {value: 32}}
    seq: [
      {id: q1, type: f4}, {id: q2, type: f4}, {id: q3, type: f4}, {id: q4, type: f4},
      {id: roll, type: f4, -unit: rad}, {id: pitch, type: f4, -unit: rad}, {id: yaw, type: f4, -unit: rad},
      {id: xacc, type: f4, -unit: m/s²}, {id: yacc, type: f4, -unit: m/s²}, {id: zacc, type: f4, -unit: m/s²},
      {id: xgyro, type: f4, -unit: rad/s}, {id: ygyro, type: f4, -unit: rad/s}, {id: zgyro, type: f4, -unit: rad/s},
      {id: lat, type: f4, -unit: °}, {id: lon, type: f4, -unit: °}, {id: alt, type: f4, -unit: m},
      {id: std_dev_horz, type: f4}, {id: std_dev_vert, type: f4}, {id: vn, type: f4, -unit: m/s},
      {id: ve, type: f4, -unit: m/s}, {id: vd, type: f4, -unit: m/s},
      {id: lat_int, type: s4, if: _root.is_v2, -unit: '1e-7 °'},
      {id: lon_int, type: s4, if: _root.is_v2, -unit: '1e-7 °'},
    ]
  radio_status:
    instances: {crc_extra: {value: 185}}
    seq: [
      {id: rxerrors, type: u2}, {id: fixed, type: u2}, {id: rssi, type: u1}, {id: remrssi, type: u1},
      {id: txbuf, type: u1, -unit: '%'}, {id: noise, type: u1}, {id: remnoise, type: u1},
    ]
  file_transfer_protocol:
    instances: {crc_extra: {value: 84}}
    seq: [
      {id: target_network, type: u1}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: payload, size: 251},
    ]
  timesync:
    doc: Time synchronization request or response
    instances: {crc_extra: {value: 34}}
    seq: [{id: tc1, type: s8, -unit: ns}, {id: ts1, type: s8, -unit: ns}]
  camera_trigger:
    instances: {crc_extra: {value: 174}}
    seq: [{id: time_usec, type: u8, -unit: µs}, {id: seq, type: u4}]
  hil_gps:
    instances: {crc_extra: {value: 124}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm}, {id: eph, type: u2}, {id: epv, type: u2},
      {id: vel, type: u2, -unit: cm/s}, {id: vn, type: s2, -unit: cm/s}, {id: ve, type: s2, -unit: cm/s},
      {id: vd, type: s2, -unit: cm/s}, {id: cog, type: u2, -unit: '0.01 °'}, {id: fix_type, type: u1},
      {id: satellites_visible, type: u1}, {id: id, type: u1, if: _root.is_v2},
      {id: yaw, type: u2, if: _root.is_v2, -unit: '0.01 °'},
    ]
  hil_optical_flow:
    instances: {crc_extra: {value: 237}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: integration_time_us, type: u4, -unit: µs},
      {id: integrated_x, type: f4, -unit: rad}, {id: integrated_y, type: f4, -unit: rad},
      {id: integrated_xgyro, type: f4, -unit: rad}, {id: integrated_ygyro, type: f4, -unit: rad},
      {id: integrated_zgyro, type: f4, -unit: rad}, {id: time_delta_distance_us, type: u4, -unit: µs},
      {id: distance, type: f4, -unit: m}, {id: temperature, type: s2, -unit: '0.01 °C'}, {id: sensor_id, type: u1},
      {id: quality, type: u1},
    ]
  hil_state_quaternion:
    instances: {crc_extra: {value: 4}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: attitude_quaternion, type: f4, repeat: expr, repeat-expr: 4},
      {id: rollspeed, type: f4, -unit: rad/s}, {id: pitchspeed, type: f4, -unit: rad/s},
      {id: yawspeed, type: f4, -unit: rad/s}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm}, {id: vx, type: s2, -unit: cm/s},
      {id: vy, type: s2, -unit: cm/s}, {id: vz, type: s2, -unit: cm/s}, {id: ind_airspeed, type: u2, -unit: cm/s},
      {id: true_airspeed, type: u2, -unit: cm/s}, {id: xacc, type: s2, -unit: mg}, {id: yacc, type: s2, -unit: mg},
      {id: zacc, type: s2, -unit: mg},
    ]
  scaled_imu2:
    instances: {crc_extra: {value: 76}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: xacc, type: s2, -unit: mg}, {id: yacc, type: s2, -unit: mg},
      {id: zacc, type: s2, -unit: mg}, {id: xgyro, type: s2, -unit: mrad/s}, {id: ygyro, type: s2, -unit: mrad/s},
      {id: zgyro, type: s2, -unit: mrad/s}, {id: xmag, type: s2, -unit: mGauss}, {id: ymag, type: s2, -unit: mGauss},
      {id: zmag, type: s2, -unit: mGauss}, {id: temperature, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  log_request_list:
    instances: {crc_extra: {value: 128}}
    seq: [
      {id: start, type: u2}, {id: end, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
    ]
  log_entry:
    instances: {crc_extra: {value: 56}}
    seq: [
      {id: time_utc, type: u4, -unit: s}, {id: size, type: u4, -unit: bytes}, {id: id, type: u2},
      {id: num_logs, type: u2}, {id: last_log_num, type: u2},
    ]
  log_request_data:
    instances: {crc_extra: {value: 116}}
    seq: [
      {id: ofs, type: u4}, {id: count, type: u4, -unit: bytes}, {id: id, type: u2}, {id: target_system, type: u1},
      {id: target_component, type: u1},
    ]
  log_data:
    instances: {crc_extra: {value: 134}}
    seq: [
      {id: ofs, type: u4}, {id: id, type: u2}, {id: count, type: u1, -unit: bytes}, {id: data, size: 90},
    ]
  log_erase:
    instances: {crc_extra: {value: 237}}
    seq: [{id: target_system, type: u1}, {id: target_component, type: u1}]
  log_request_end:
    instances: {crc_extra: {value: 203}}
    seq: [{id: target_system, type: u1}, {id: target_component, type: u1}]
  gps_inject_data:
    instances: {crc_extra: {value: 250}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: len, type: u1, -unit: bytes},
      {id: data, size: 110},
    ]
  gps2_raw:
    instances: {crc_extra: {value: 87}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm}, {id: dgps_age, type: u4, -unit: ms},
      {id: eph, type: u2}, {id: epv, type: u2}, {id: vel, type: u2, -unit: cm/s},
      {id: cog, type: u2, -unit: '0.01 °'}, {id: fix_type, type: u1, enum: gps_fix_type},
      {id: satellites_visible, type: u1}, {id: dgps_numch, type: u1},
      {id: yaw, type: u2, if: _root.is_v2, -unit: '0.01 °'},
      {id: alt_ellipsoid, type: s4, if: _root.is_v2, -unit: mm}, {id: h_acc, type: u4, if: _root.is_v2, -unit: mm},
      {id: v_acc, type: u4, if: _root.is_v2, -unit: mm}, {id: vel_acc, type: u4, if: _root.is_v2, -unit: mm/s},
      {id: hdg_acc, type: u4, if: _root.is_v2, -unit: '1e-5 °'},
    ]
  power_status:
    instances: {crc_extra: {value: 203}}
    seq: [
      {id: vcc, type: u2, -unit: mV}, {id: vservo, type: u2, -unit: mV}, {id: flags, type: u2, -hex: true},
    ]
  serial_control:
    instances: {crc_extra: {value: 220}}
    seq: [
      {id: baudrate, type: u4, -unit: bit/s}, {id: timeout, type: u2, -unit: ms},
      {id: device, type: u1, enum: serial_control_dev}, {id: flags, type: u1, -hex: true},
      {id: count, type: u1, -unit: bytes}, {id: data, size: 70},
    ]
  gps_rtk:
    instances: {crc_extra: {value: 25}}
    seq: [
      {id: time_last_baseline_ms, type: u4, -unit: ms}, {id: tow, type: u4, -unit: ms},
      {id: baseline_a_mm, type: s4, -unit: mm}, {id: baseline_b_mm, type: s4, -unit: mm},
      {id: baseline_c_mm, type: s4, -unit: mm}, {id: accuracy, type: u4}, {id: iar_num_hypotheses, type: s4},
      {id: wn, type: u2}, {id: rtk_receiver_id, type: u1}, {id: rtk_health, type: u1},
      {id: rtk_rate, type: u1, -unit: Hz}, {id: nsats, type: u1},
      {id: baseline_coords_type, type: u1, enum: rtk_baseline_coordinate_system},
    ]
  gps2_rtk:
    instances: {crc_extra: {value: 226}}
    seq: [
      {id: time_last_baseline_ms, type: u4, -unit: ms}, {id: tow, type: u4, -unit: ms},
      {id: baseline_a_mm, type: s4, -unit: mm}, {id: baseline_b_mm, type: s4, -unit: mm},
      {id: baseline_c_mm, type: s4, -unit: mm}, {id: accuracy, type: u4}, {id: iar_num_hypotheses, type: s4},
      {id: wn, type: u2}, {id: rtk_receiver_id, type: u1}, {id: rtk_health, type: u1},
      {id: rtk_rate, type: u1, -unit: Hz}, {id: nsats, type: u1},
      {id: baseline_coords_type, type: u1, enum: rtk_baseline_coordinate_system},
    ]
  scaled_imu3:
    instances: {crc_extra: {value: 46}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: xacc, type: s2, -unit: mg}, {id: yacc, type: s2, -unit: mg},
      {id: zacc, type: s2, -unit: mg}, {id: xgyro, type: s2, -unit: mrad/s}, {id: ygyro, type: s2, -unit: mrad/s},
      {id: zgyro, type: s2, -unit: mrad/s}, {id: xmag, type: s2, -unit: mGauss}, {id: ymag, type: s2, -unit: mGauss},
      {id: zmag, type: s2, -unit: mGauss}, {id: temperature, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  data_transmission_handshake:
    instances: {crc_extra: {value: 29}}
    seq: [
      {id: size, type: u4, -unit: bytes}, {id: width, type: u2}, {id: height, type: u2}, {id: packets, type: u2},
      {id: type, type: u1, enum: mavlink_data_stream_type}, {id: payload, type: u1, -unit: bytes},
      {id: jpg_quality, type: u1, -unit: '%'},
    ]
  encapsulated_data:
    instances: {crc_extra: {value: 223}}
    seq: [{id: seqnr, type: u2}, {id: data, size: 253}]
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
  terrain_request:
    instances: {crc_extra: {value: 6}}
    seq: [
      {id: mask, type: u8, -hex: true}, {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: grid_spacing, type: u2, -unit: m},
    ]
  terrain_data:
    instances: {crc_extra: {value: 229}}
    seq: [
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: grid_spacing, type: u2, -unit: m}, {id: data, type: s2, repeat: expr, repeat-expr: 16, -unit: m},
      {id: gridbit, type: u1},
    ]
  terrain_check:
    instances: {crc_extra: {value: 203}}
    seq: [{id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'}]
  terrain_report:
    instances: {crc_extra: {value: 1}}
    seq: [
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: terrain_height, type: f4, -unit: m}, {id: current_height, type: f4, -unit: m}, {id: spacing, type: u2},
      {id: pending, type: u2}, {id: loaded, type: u2},
    ]
  scaled_pressure2:
    instances: {crc_extra: {value: 195}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: press_abs, type: f4, -unit: hPa},
      {id: press_diff, type: f4, -unit: hPa}, {id: temperature, type: s2, -unit: '0.01 °C'},
      {id: temperature_press_diff, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  att_pos_mocap:
    instances: {crc_extra: {value: 109}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m}, {id: z, type: f4, -unit: m},
      {id: covariance, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 21},
    ]
  set_actuator_control_target:
    instances: {crc_extra: {value: 168}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: controls, type: f4, repeat: expr, repeat-expr: 8},
      {id: group_mlx, type: u1}, {id: target_system, type: u1}, {id: target_component, type: u1},
    ]
  actuator_control_target:
    instances: {crc_extra: {value: 181}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: controls, type: f4, repeat: expr, repeat-expr: 8},
      {id: group_mlx, type: u1},
    ]
  altitude:
    instances: {crc_extra: {value: 47}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: altitude_monotonic, type: f4, -unit: m},
      {id: altitude_amsl, type: f4, -unit: m}, {id: altitude_local, type: f4, -unit: m},
      {id: altitude_relative, type: f4, -unit: m}, {id: altitude_terrain, type: f4, -unit: m},
      {id: bottom_clearance, type: f4, -unit: m},
    ]
  resource_request:
    instances: {crc_extra: {value: 72}}
    seq: [
      {id: request_id, type: u1}, {id: uri_type, type: u1}, {id: uri, size: 120}, {id: transfer_type, type: u1},
      {id: storage, size: 120},
    ]
  scaled_pressure3:
    instances: {crc_extra: {value: 131}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: press_abs, type: f4, -unit: hPa},
      {id: press_diff, type: f4, -unit: hPa}, {id: temperature, type: s2, -unit: '0.01 °C'},
      {id: temperature_press_diff, type: s2, if: _root.is_v2, -unit: '0.01 °C'},
    ]
  follow_target:
    instances: {crc_extra: {value: 127}}
    seq: [
      {id: timestamp, type: u8, -unit: ms}, {id: custom_state, type: u8}, {id: lat, type: s4, -unit: '1e-7 °'},
      {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: f4, -unit: m},
      {id: vel, type: f4, repeat: expr, repeat-expr: 3, -unit: m/s},
      {id: acc, type: f4, repeat: expr, repeat-expr: 3, -unit: m/s²},
      {id: attitude_q, type: f4, repeat: expr, repeat-expr: 4}, {id: rates, type: f4, repeat: expr, repeat-expr: 3},
      {id: position_cov, type: f4, repeat: expr, repeat-expr: 3}, {id: est_capabilities, type: u1},
    ]
  control_system_state:
    instances: {crc_extra: {value: 103}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: x_acc, type: f4, -unit: m/s²}, {id: y_acc, type: f4, -unit: m/s²},
      {id: z_acc, type: f4, -unit: m/s²}, {id: x_vel, type: f4, -unit: m/s}, {id: y_vel, type: f4, -unit: m/s},
      {id: z_vel, type: f4, -unit: m/s}, {id: x_pos, type: f4, -unit: m}, {id: y_pos, type: f4, -unit: m},
      {id: z_pos, type: f4, -unit: m}, {id: airspeed, type: f4, -unit: m/s},
      {id: vel_variance, type: f4, repeat: expr, repeat-expr: 3},
      {id: pos_variance, type: f4, repeat: expr, repeat-expr: 3}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: roll_rate, type: f4, -unit: rad/s}, {id: pitch_rate, type: f4, -unit: rad/s},
      {id: yaw_rate, type: f4, -unit: rad/s},
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
  landing_target:
    instances: {crc_extra: {value: 200}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: angle_x, type: f4, -unit: rad}, {id: angle_y, type: f4, -unit: rad},
      {id: distance, type: f4, -unit: m}, {id: size_x, type: f4, -unit: rad}, {id: size_y, type: f4, -unit: rad},
      {id: target_num, type: u1}, {id: frame, type: u1, enum: mav_frame},
      {id: x, type: f4, if: _root.is_v2, -unit: m}, {id: 'y', type: f4, if: _root.is_v2, -unit: m},
      {id: z, type: f4, if: _root.is_v2, -unit: m}, {id: q, type: f4, if: _root.is_v2, repeat: expr, repeat-expr: 4},
      {id: type, type: u1, if: _root.is_v2, enum: landing_target_type},
      {id: position_valid, type: u1, if: _root.is_v2, -hex: true},
    ]
  fence_status:
    instances: {crc_extra: {value: 189}}
    seq: [
      {id: breach_time, type: u4, -unit: ms}, {id: breach_count, type: u2}, {id: breach_status, type: u1},
      {id: breach_type, type: u1, enum: fence_breach},
      {id: breach_mitigation, type: u1, if: _root.is_v2, enum: fence_mitigate},
    ]
  mag_cal_report:
    instances: {crc_extra: {value: 36}}
    seq: [
      {id: fitness, type: f4, -unit: mGauss}, {id: ofs_x, type: f4}, {id: ofs_y, type: f4}, {id: ofs_z, type: f4},
      {id: diag_x, type: f4}, {id: diag_y, type: f4}, {id: diag_z, type: f4}, {id: offdiag_x, type: f4},
      {id: offdiag_y, type: f4}, {id: offdiag_z, type: f4}, {id: compass_id, type: u1},
      {id: cal_mask, type: u1, -hex: true}, {id: cal_status, type: u1, enum: mag_cal_status},
      {id: autosaved, type: u1}, {id: orientation_confidence, type: f4, if: _root.is_v2},
      {id: old_orientation, type: u1, if: _root.is_v2, enum: mav_sensor_orientation},
      {id: new_orientation, type: u1, if: _root.is_v2, enum: mav_sensor_orientation},
      {id: scale_factor, type: f4, if: _root.is_v2},
    ]
  efi_status:
    instances: {crc_extra: {value: 208}}
    seq: [
      {id: ecu_index, type: f4}, {id: rpm, type: f4}, {id: fuel_consumed, type: f4, -unit: cm³},
      {id: fuel_flow, type: f4, -unit: cm³/min}, {id: engine_load, type: f4, -unit: '%'},
      {id: throttle_position, type: f4, -unit: '%'}, {id: spark_dwell_time, type: f4, -unit: ms},
      {id: barometric_pressure, type: f4, -unit: kPa}, {id: intake_manifold_pressure, type: f4, -unit: kPa},
      {id: intake_manifold_temperature, type: f4, -unit: °C}, {id: cylinder_head_temperature, type: f4, -unit: °C},
      {id: ignition_timing, type: f4, -unit: °}, {id: injection_time, type: f4, -unit: ms},
      {id: exhaust_gas_temperature, type: f4, -unit: °C}, {id: throttle_out, type: f4, -unit: '%'},
      {id: pt_compensation, type: f4}, {id: health, type: u1},
      {id: ignition_voltage, type: f4, if: _root.is_v2, -unit: V},
      {id: fuel_pressure, type: f4, if: _root.is_v2, -unit: kPa},
    ]
  estimator_status:
    instances: {crc_extra: {value: 163}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: vel_ratio, type: f4}, {id: pos_horiz_ratio, type: f4},
      {id: pos_vert_ratio, type: f4}, {id: mag_ratio, type: f4}, {id: hagl_ratio, type: f4},
      {id: tas_ratio, type: f4}, {id: pos_horiz_accuracy, type: f4, -unit: m},
      {id: pos_vert_accuracy, type: f4, -unit: m}, {id: flags, type: u2, -hex: true},
    ]
  wind_cov:
    instances: {crc_extra: {value: 105}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: wind_x, type: f4, -unit: m/s}, {id: wind_y, type: f4, -unit: m/s},
      {id: wind_z, type: f4, -unit: m/s}, {id: var_horiz, type: f4, -unit: m/s}, {id: var_vert, type: f4, -unit: m/s},
      {id: wind_alt, type: f4, -unit: m}, {id: horiz_accuracy, type: f4, -unit: m/s},
      {id: vert_accuracy, type: f4, -unit: m/s},
    ]
  gps_input:
    instances: {crc_extra: {value: 151}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: time_week_ms, type: u4, -unit: ms},
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: f4, -unit: m},
      {id: hdop, type: f4}, {id: vdop, type: f4}, {id: vn, type: f4, -unit: m/s}, {id: ve, type: f4, -unit: m/s},
      {id: vd, type: f4, -unit: m/s}, {id: speed_accuracy, type: f4, -unit: m/s},
      {id: horiz_accuracy, type: f4, -unit: m}, {id: vert_accuracy, type: f4, -unit: m},
      {id: ignore_flags, type: u2, -hex: true}, {id: time_week, type: u2}, {id: gps_id, type: u1},
      {id: fix_type, type: u1}, {id: satellites_visible, type: u1},
      {id: yaw, type: u2, if: _root.is_v2, -unit: '0.01 °'},
    ]
  gps_rtcm_data:
    instances: {crc_extra: {value: 35}}
    seq: [{id: flags, type: u1}, {id: len, type: u1, -unit: bytes}, {id: data, size: 180}]
  high_latency:
    instances: {crc_extra: {value: 150}}
    seq: [
      {id: custom_mode, type: u4, -hex: true}, {id: latitude, type: s4, -unit: '1e-7 °'},
      {id: longitude, type: s4, -unit: '1e-7 °'}, {id: roll, type: s2, -unit: '0.01 °'},
      {id: pitch, type: s2, -unit: '0.01 °'}, {id: heading, type: u2, -unit: '0.01 °'},
      {id: heading_sp, type: s2, -unit: '0.01 °'}, {id: altitude_amsl, type: s2, -unit: m},
      {id: altitude_sp, type: s2, -unit: m}, {id: wp_distance, type: u2, -unit: m},
      {id: base_mode, type: u1, -hex: true}, {id: landed_state, type: u1, enum: mav_landed_state},
      {id: throttle, type: s1, -unit: '%'}, {id: airspeed, type: u1, -unit: m/s},
      {id: airspeed_sp, type: u1, -unit: m/s}, {id: groundspeed, type: u1, -unit: m/s},
      {id: climb_rate, type: s1, -unit: m/s}, {id: gps_nsat, type: u1},
      {id: gps_fix_type, type: u1, enum: gps_fix_type}, {id: battery_remaining, type: u1, -unit: '%'},
      {id: temperature, type: s1, -unit: °C}, {id: temperature_air, type: s1, -unit: °C}, {id: failsafe, type: u1},
      {id: wp_num, type: u1},
    ]
  high_latency2:
    instances: {crc_extra: {value: 179}}
    seq: [
      {id: timestamp, type: u4, -unit: ms}, {id: latitude, type: s4, -unit: '1e-7 °'},
      {id: longitude, type: s4, -unit: '1e-7 °'}, {id: custom_mode, type: u2, -hex: true},
      {id: altitude, type: s2, -unit: m}, {id: target_altitude, type: s2, -unit: m},
      {id: target_distance, type: u2, -unit: '10 m'}, {id: wp_num, type: u2},
      {id: failure_flags, type: u2, -hex: true}, {id: type, type: u1, enum: mav_type},
      {id: autopilot, type: u1, enum: mav_autopilot}, {id: heading, type: u1, -unit: '2 °'},
      {id: target_heading, type: u1, -unit: '2 °'}, {id: throttle, type: u1, -unit: '%'},
      {id: airspeed, type: u1, -unit: '0.2 m/s'}, {id: airspeed_sp, type: u1, -unit: '0.2 m/s'},
      {id: groundspeed, type: u1, -unit: '0.2 m/s'}, {id: windspeed, type: u1, -unit: '0.2 m/s'},
      {id: wind_heading, type: u1, -unit: '2 °'}, {id: eph, type: u1, -unit: '0.1 m'},
      {id: epv, type: u1, -unit: '0.1 m'}, {id: temperature_air, type: s1, -unit: °C},
      {id: climb_rate, type: s1, -unit: '0.1 m/s'}, {id: battery, type: s1, -unit: '%'}, {id: custom0, type: s1},
      {id: custom1, type: s1}, {id: custom2, type: s1},
    ]
  vibration:
    instances: {crc_extra: {value: 90}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: vibration_x, type: f4}, {id: vibration_y, type: f4},
      {id: vibration_z, type: f4}, {id: clipping_0, type: u4}, {id: clipping_1, type: u4}, {id: clipping_2, type: u4},
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
  set_home_position:
    instances: {crc_extra: {value: 85}}
    seq: [
      {id: latitude, type: s4, -unit: '1e-7 °'}, {id: longitude, type: s4, -unit: '1e-7 °'},
      {id: altitude, type: s4, -unit: mm}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: approach_x, type: f4, -unit: m}, {id: approach_y, type: f4, -unit: m},
      {id: approach_z, type: f4, -unit: m}, {id: target_system, type: u1},
      {id: time_usec, type: u8, if: _root.is_v2, -unit: µs},
    ]
  message_interval:
    instances: {crc_extra: {value: 95}}
    seq: [{id: interval_us, type: s4, -unit: µs}, {id: message_id, type: u2}]
  extended_sys_state:
    doc: VTOL and landed state
    instances: {crc_extra: {value: 130}}
    seq: [
      {id: vtol_state, type: u1, enum: mav_vtol_state},
      {id: landed_state, type: u1, enum: mav_landed_state},
    ]
  adsb_vehicle:
    instances: {crc_extra: {value: 184}}
    seq: [
      {id: icao_address, type: u4}, {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: altitude, type: s4, -unit: mm}, {id: heading, type: u2, -unit: '0.01 °'},
      {id: hor_velocity, type: u2, -unit: cm/s}, {id: ver_velocity, type: s2, -unit: cm/s},
      {id: flags, type: u2, -hex: true}, {id: squawk, type: u2},
      {id: altitude_type, type: u1, enum: adsb_altitude_type}, {id: callsign, type: str, size: 9, terminator: 0},
      {id: emitter_type, type: u1, enum: adsb_emitter_type}, {id: tslc, type: u1, -unit: s},
    ]
  collision:
    instances: {crc_extra: {value: 81}}
    seq: [
      {id: id, type: u4}, {id: time_to_minimum_delta, type: f4, -unit: s},
      {id: altitude_minimum_delta, type: f4, -unit: m}, {id: horizontal_minimum_delta, type: f4, -unit: m},
      {id: src, type: u1, enum: mav_collision_src}, {id: action, type: u1, enum: mav_collision_action},
      {id: threat_level, type: u1, enum: mav_collision_threat_level},
    ]
  v2_extension:
    instances: {crc_extra: {value: 8}}
    seq: [
      {id: message_type, type: u2}, {id: target_network, type: u1}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: payload, size: 249},
    ]
  memory_vect:
    instances: {crc_extra: {value: 204}}
    seq: [
      {id: address, type: u2}, {id: ver, type: u1}, {id: type, type: u1},
      {id: value, type: s1, repeat: expr, repeat-expr: 32},
    ]
  debug_vect:
    instances: {crc_extra: {value: 49}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: x, type: f4}, {id: 'y', type: f4}, {id: z, type: f4},
      {id: name, type: str, size: 10, terminator: 0},
    ]
  named_value_float:
    instances: {crc_extra: {value: 170}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: value, type: f4}, {id: name, type: str, size: 10, terminator: 0},
    ]
  named_value_int:
    instances: {crc_extra: {value: 44}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: value, type: s4}, {id: name, type: str, size: 10, terminator: 0},
    ]
  statustext:
    doc: Status text
    instances: {crc_extra: {value: 83}}
    seq: [
      {id: severity, type: u1, enum: mav_severity},
      {id: text, type: str, size: 50, terminator: 0}, {id: id, type: u2, if: _root.is_v2},
      {id: chunk_seq, type: u1, if: _root.is_v2},
    ]
  debug:
    instances: {crc_extra: {value: 46}}
    seq: [{id: time_boot_ms, type: u4, -unit: ms}, {id: value, type: f4}, {id: ind, type: u1}]
  setup_signing:
    instances: {crc_extra: {value: 71}}
    seq: [
      {id: initial_timestamp, type: u8}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: secret_key, size: 32},
    ]
  button_change:
    instances: {crc_extra: {value: 131}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: last_change_ms, type: u4, -unit: ms},
      {id: state, type: u1, -hex: true},
    ]
  play_tune:
    instances: {crc_extra: {value: 187}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: tune, type: str, size: 30, terminator: 0},
      {id: tune2, type: str, size: 200, terminator: 0},
    ]
  camera_information:
    instances: {crc_extra: {value: 92}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: firmware_version, type: u4},
      {id: focal_length, type: f4, -unit: mm}, {id: sensor_size_h, type: f4, -unit: mm},
      {id: sensor_size_v, type: f4, -unit: mm}, {id: flags, type: u4, -hex: true},
      {id: resolution_h, type: u2, -unit: px}, {id: resolution_v, type: u2, -unit: px},
      {id: cam_definition_version, type: u2}, {id: vendor_name, size: 32}, {id: model_name, size: 32},
      {id: lens_id, type: u1}, {id: cam_definition_uri, type: str, size: 140, terminator: 0},
      {id: gimbal_device_id, type: u1}, {id: camera_device_id, type: u1},
    ]
  camera_settings:
    instances: {crc_extra: {value: 146}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: mode_id, type: u1, enum: camera_mode}, {id: zoomlevel, type: f4},
      {id: focuslevel, type: f4}, {id: camera_device_id, type: u1},
    ]
  storage_information:
    instances: {crc_extra: {value: 179}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: total_capacity, type: f4, -unit: MiB},
      {id: used_capacity, type: f4, -unit: MiB}, {id: available_capacity, type: f4, -unit: MiB},
      {id: read_speed, type: f4, -unit: MiB/s}, {id: write_speed, type: f4, -unit: MiB/s}, {id: storage_id, type: u1},
      {id: storage_count, type: u1}, {id: status, type: u1, enum: storage_status},
      {id: type, type: u1, enum: storage_type}, {id: name, type: str, size: 32, terminator: 0},
      {id: storage_usage, type: u1, -hex: true},
    ]
  camera_capture_status:
    instances: {crc_extra: {value: 12}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: image_interval, type: f4, -unit: s},
      {id: recording_time_ms, type: u4, -unit: ms}, {id: available_capacity, type: f4, -unit: MiB},
      {id: image_status, type: u1}, {id: video_status, type: u1}, {id: image_count, type: s4},
      {id: camera_device_id, type: u1},
    ]
  camera_image_captured:
    instances: {crc_extra: {value: 133}}
    seq: [
      {id: time_utc, type: u8, -unit: µs}, {id: time_boot_ms, type: u4, -unit: ms},
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: s4, -unit: mm},
      {id: relative_alt, type: s4, -unit: mm}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: image_index, type: s4}, {id: camera_id, type: u1}, {id: capture_result, type: s1, -hex: true},
      {id: file_url, type: str, size: 205, terminator: 0},
    ]
  flight_information:
    instances: {crc_extra: {value: 49}}
    seq: [
      {id: arming_time_utc, type: u8, -unit: µs}, {id: takeoff_time_utc, type: u8, -unit: µs},
      {id: flight_uuid, type: u8}, {id: time_boot_ms, type: u4, -unit: ms}, {id: landing_time, type: u4, -unit: ms},
    ]
  mount_orientation:
    instances: {crc_extra: {value: 26}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: roll, type: f4, -unit: °}, {id: pitch, type: f4, -unit: °},
      {id: yaw, type: f4, -unit: °}, {id: yaw_absolute, type: f4, -unit: °},
    ]
  logging_data:
    instances: {crc_extra: {value: 193}}
    seq: [
      {id: sequence, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: length, type: u1, -unit: bytes}, {id: first_message_offset, type: u1, -unit: bytes}, {id: data, size: 249},
    ]
  logging_data_acked:
    instances: {crc_extra: {value: 35}}
    seq: [
      {id: sequence, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: length, type: u1, -unit: bytes}, {id: first_message_offset, type: u1, -unit: bytes}, {id: data, size: 249},
    ]
  logging_ack:
    instances: {crc_extra: {value: 14}}
    seq: [{id: sequence, type: u2}, {id: target_system, type: u1}, {id: target_component, type: u1}]
  video_stream_information:
    instances: {crc_extra: {value: 109}}
    seq: [
      {id: framerate, type: f4, -unit: Hz}, {id: bitrate, type: u4, -unit: bit/s}, {id: flags, type: u2, -hex: true},
      {id: resolution_h, type: u2, -unit: px}, {id: resolution_v, type: u2, -unit: px},
      {id: rotation, type: u2, -unit: °}, {id: hfov, type: u2, -unit: °}, {id: stream_id, type: u1},
      {id: count, type: u1}, {id: type, type: u1, enum: video_stream_type},
      {id: name, type: str, size: 32, terminator: 0}, {id: uri, type: str, size: 160, terminator: 0},
      {id: encoding, type: u1, enum: video_stream_encoding}, {id: camera_device_id, type: u1},
    ]
  video_stream_status:
    instances: {crc_extra: {value: 59}}
    seq: [
      {id: framerate, type: f4, -unit: Hz}, {id: bitrate, type: u4, -unit: bit/s}, {id: flags, type: u2, -hex: true},
      {id: resolution_h, type: u2, -unit: px}, {id: resolution_v, type: u2, -unit: px},
      {id: rotation, type: u2, -unit: °}, {id: hfov, type: u2, -unit: °}, {id: stream_id, type: u1},
      {id: camera_device_id, type: u1},
    ]
  camera_fov_status:
    instances: {crc_extra: {value: 22}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: lat_camera, type: s4, -unit: '1e-7 °'},
      {id: lon_camera, type: s4, -unit: '1e-7 °'}, {id: alt_camera, type: s4, -unit: mm},
      {id: lat_image, type: s4, -unit: '1e-7 °'}, {id: lon_image, type: s4, -unit: '1e-7 °'},
      {id: alt_image, type: s4, -unit: mm}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: hfov, type: f4, -unit: °}, {id: vfov, type: f4, -unit: °}, {id: camera_device_id, type: u1},
    ]
  camera_tracking_image_status:
    instances: {crc_extra: {value: 126}}
    seq: [
      {id: point_x, type: f4}, {id: point_y, type: f4}, {id: radius, type: f4}, {id: rec_top_x, type: f4},
      {id: rec_top_y, type: f4}, {id: rec_bottom_x, type: f4}, {id: rec_bottom_y, type: f4},
      {id: tracking_status, type: u1, -hex: true}, {id: tracking_mode, type: u1, enum: camera_tracking_mode},
      {id: target_data, type: u1, -hex: true}, {id: camera_device_id, type: u1},
    ]
  camera_tracking_geo_status:
    instances: {crc_extra: {value: 18}}
    seq: [
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'}, {id: alt, type: f4, -unit: m},
      {id: h_acc, type: f4, -unit: m}, {id: v_acc, type: f4, -unit: m}, {id: vel_n, type: f4, -unit: m/s},
      {id: vel_e, type: f4, -unit: m/s}, {id: vel_d, type: f4, -unit: m/s}, {id: vel_acc, type: f4, -unit: m/s},
      {id: dist, type: f4, -unit: m}, {id: hdg, type: f4, -unit: rad}, {id: hdg_acc, type: f4, -unit: rad},
      {id: tracking_status, type: u1, -hex: true}, {id: camera_device_id, type: u1},
    ]
  camera_thermal_range:
    instances: {crc_extra: {value: 62}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: max, type: f4, -unit: °C}, {id: max_point_x, type: f4},
      {id: max_point_y, type: f4}, {id: min, type: f4, -unit: °C}, {id: min_point_x, type: f4},
      {id: min_point_y, type: f4}, {id: stream_id, type: u1}, {id: camera_device_id, type: u1},
    ]
  gimbal_manager_information:
    instances: {crc_extra: {value: 70}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: cap_flags, type: u4, -hex: true},
      {id: roll_min, type: f4, -unit: rad}, {id: roll_max, type: f4, -unit: rad},
      {id: pitch_min, type: f4, -unit: rad}, {id: pitch_max, type: f4, -unit: rad},
      {id: yaw_min, type: f4, -unit: rad}, {id: yaw_max, type: f4, -unit: rad}, {id: gimbal_device_id, type: u1},
    ]
  gimbal_manager_status:
    instances: {crc_extra: {value: 48}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: flags, type: u4, -hex: true}, {id: gimbal_device_id, type: u1},
      {id: primary_control_sysid, type: u1}, {id: primary_control_compid, type: u1},
      {id: secondary_control_sysid, type: u1}, {id: secondary_control_compid, type: u1},
    ]
  gimbal_manager_set_attitude:
    instances: {crc_extra: {value: 123}}
    seq: [
      {id: flags, type: u4, -hex: true}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: angular_velocity_x, type: f4, -unit: rad/s}, {id: angular_velocity_y, type: f4, -unit: rad/s},
      {id: angular_velocity_z, type: f4, -unit: rad/s}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: gimbal_device_id, type: u1},
    ]
  gimbal_device_information:
    instances: {crc_extra: {value: 74}}
    seq: [
      {id: uid, type: u8}, {id: time_boot_ms, type: u4, -unit: ms}, {id: firmware_version, type: u4},
      {id: hardware_version, type: u4}, {id: roll_min, type: f4, -unit: rad}, {id: roll_max, type: f4, -unit: rad},
      {id: pitch_min, type: f4, -unit: rad}, {id: pitch_max, type: f4, -unit: rad},
      {id: yaw_min, type: f4, -unit: rad}, {id: yaw_max, type: f4, -unit: rad}, {id: cap_flags, type: u2, -hex: true},
      {id: custom_cap_flags, type: u2}, {id: vendor_name, type: str, size: 32, terminator: 0},
      {id: model_name, type: str, size: 32, terminator: 0}, {id: custom_name, type: str, size: 32, terminator: 0},
      {id: gimbal_device_id, type: u1}, {id: cap_flags2, type: u4, -hex: true},
    ]
  gimbal_device_set_attitude:
    instances: {crc_extra: {value: 99}}
    seq: [
      {id: q, type: f4, repeat: expr, repeat-expr: 4}, {id: angular_velocity_x, type: f4, -unit: rad/s},
      {id: angular_velocity_y, type: f4, -unit: rad/s}, {id: angular_velocity_z, type: f4, -unit: rad/s},
      {id: flags, type: u2, -hex: true}, {id: target_system, type: u1}, {id: target_component, type: u1},
    ]
  gimbal_device_attitude_status:
    instances: {crc_extra: {value: 137}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: angular_velocity_x, type: f4, -unit: rad/s}, {id: angular_velocity_y, type: f4, -unit: rad/s},
      {id: angular_velocity_z, type: f4, -unit: rad/s}, {id: failure_flags, type: u4, -hex: true},
      {id: flags, type: u2, -hex: true}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: delta_yaw, type: f4, -unit: rad}, {id: delta_yaw_velocity, type: f4, -unit: rad/s},
      {id: gimbal_device_id, type: u1},
    ]
  autopilot_state_for_gimbal_device:
    instances: {crc_extra: {value: 210}}
    seq: [
      {id: time_boot_us, type: u8, -unit: µs}, {id: q, type: f4, repeat: expr, repeat-expr: 4},
      {id: q_estimated_delay_us, type: u4, -unit: µs}, {id: vx, type: f4, -unit: m/s}, {id: vy, type: f4, -unit: m/s},
      {id: vz, type: f4, -unit: m/s}, {id: v_estimated_delay_us, type: u4, -unit: µs},
      {id: feed_forward_angular_velocity_z, type: f4, -unit: rad/s}, {id: estimator_status, type: u2, -hex: true},
      {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: landed_state, type: u1, enum: mav_landed_state}, {id: angular_velocity_z, type: f4, -unit: rad/s},
    ]
  gimbal_manager_set_pitchyaw:
    instances: {crc_extra: {value: 1}}
    seq: [
      {id: flags, type: u4, -hex: true}, {id: pitch, type: f4, -unit: rad}, {id: yaw, type: f4, -unit: rad},
      {id: pitch_rate, type: f4, -unit: rad/s}, {id: yaw_rate, type: f4, -unit: rad/s}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: gimbal_device_id, type: u1},
    ]
  gimbal_manager_set_manual_control:
    instances: {crc_extra: {value: 20}}
    seq: [
      {id: flags, type: u4, -hex: true}, {id: pitch, type: f4}, {id: yaw, type: f4}, {id: pitch_rate, type: f4},
      {id: yaw_rate, type: f4}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: gimbal_device_id, type: u1},
    ]
  airspeed:
    instances: {crc_extra: {value: 234}}
    seq: [
      {id: airspeed, type: f4, -unit: m/s}, {id: raw_press, type: f4, -unit: hPa},
      {id: temperature, type: s2, -unit: '0.01 °C'}, {id: id, type: u1}, {id: flags, type: u1, -hex: true},
    ]
  global_position_sensor:
    instances: {crc_extra: {value: 158}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: processing_time, type: u4, -unit: µs},
      {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: alt_ellipsoid, type: f4, -unit: m}, {id: alt, type: f4, -unit: m}, {id: eph, type: f4, -unit: m},
      {id: epv, type: f4, -unit: m}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: id, type: u1}, {id: source, type: u1, enum: global_position_src}, {id: flags, type: u1, -hex: true},
    ]
  wifi_config_ap:
    instances: {crc_extra: {value: 19}}
    seq: [
      {id: ssid, type: str, size: 32, terminator: 0}, {id: password, type: str, size: 64, terminator: 0},
    ]
  ais_vessel:
    instances: {crc_extra: {value: 243}}
    seq: [
      {id: mmsi, type: u4}, {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: cog, type: u2, -unit: '0.01 °'}, {id: heading, type: u2, -unit: '0.01 °'},
      {id: velocity, type: u2, -unit: cm/s}, {id: dimension_bow, type: u2, -unit: m},
      {id: dimension_stern, type: u2, -unit: m}, {id: tslc, type: u2, -unit: s}, {id: flags, type: u2, -hex: true},
      {id: turn_rate, type: s1, -unit: '0.1 °/s'}, {id: navigational_status, type: u1, enum: ais_nav_status},
      {id: type, type: u1}, {id: dimension_port, type: u1, -unit: m}, {id: dimension_starboard, type: u1, -unit: m},
      {id: callsign, type: str, size: 7, terminator: 0}, {id: name, type: str, size: 20, terminator: 0},
    ]
  uavcan_node_status:
    instances: {crc_extra: {value: 28}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: uptime_sec, type: u4, -unit: s},
      {id: vendor_specific_status_code, type: u2}, {id: health, type: u1, enum: uavcan_node_health},
      {id: mode, type: u1, enum: uavcan_node_mode}, {id: sub_mode, type: u1},
    ]
  uavcan_node_info:
    instances: {crc_extra: {value: 95}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: uptime_sec, type: u4, -unit: s}, {id: sw_vcs_commit, type: u4},
      {id: name, type: str, size: 80, terminator: 0}, {id: hw_version_major, type: u1},
      {id: hw_version_minor, type: u1}, {id: hw_unique_id, size: 16}, {id: sw_version_major, type: u1},
      {id: sw_version_minor, type: u1},
    ]
  param_ext_request_read:
    instances: {crc_extra: {value: 243}}
    seq: [
      {id: param_index, type: s2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: param_id, type: str, size: 16, terminator: 0},
    ]
  param_ext_request_list:
    instances: {crc_extra: {value: 88}}
    seq: [{id: target_system, type: u1}, {id: target_component, type: u1}]
  param_ext_value:
    instances: {crc_extra: {value: 243}}
    seq: [
      {id: param_count, type: u2}, {id: param_index, type: u2}, {id: param_id, type: str, size: 16, terminator: 0},
      {id: param_value, type: str, size: 128, terminator: 0}, {id: param_type, type: u1, enum: mav_param_ext_type},
    ]
  param_ext_set:
    instances: {crc_extra: {value: 78}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: param_id, type: str, size: 16, terminator: 0}, {id: param_value, type: str, size: 128, terminator: 0},
      {id: param_type, type: u1, enum: mav_param_ext_type},
    ]
  param_ext_ack:
    instances: {crc_extra: {value: 132}}
    seq: [
      {id: param_id, type: str, size: 16, terminator: 0}, {id: param_value, type: str, size: 128, terminator: 0},
      {id: param_type, type: u1, enum: mav_param_ext_type}, {id: param_result, type: u1, enum: param_ack},
    ]
  obstacle_distance:
    instances: {crc_extra: {value: 23}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: distances, type: u2, repeat: expr, repeat-expr: 72, -unit: cm},
      {id: min_distance, type: u2, -unit: cm}, {id: max_distance, type: u2, -unit: cm},
      {id: sensor_type, type: u1, enum: mav_distance_sensor}, {id: increment, type: u1, -unit: °},
      {id: increment_f, type: f4, -unit: °}, {id: angle_offset, type: f4, -unit: °},
      {id: frame, type: u1, enum: mav_frame},
    ]
  odometry:
    instances: {crc_extra: {value: 91}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: x, type: f4, -unit: m}, {id: 'y', type: f4, -unit: m},
      {id: z, type: f4, -unit: m}, {id: q, type: f4, repeat: expr, repeat-expr: 4}, {id: vx, type: f4, -unit: m/s},
      {id: vy, type: f4, -unit: m/s}, {id: vz, type: f4, -unit: m/s}, {id: rollspeed, type: f4, -unit: rad/s},
      {id: pitchspeed, type: f4, -unit: rad/s}, {id: yawspeed, type: f4, -unit: rad/s},
      {id: pose_covariance, type: f4, repeat: expr, repeat-expr: 21},
      {id: velocity_covariance, type: f4, repeat: expr, repeat-expr: 21}, {id: frame_id, type: u1, enum: mav_frame},
      {id: child_frame_id, type: u1, enum: mav_frame}, {id: reset_counter, type: u1},
      {id: estimator_type, type: u1, enum: mav_estimator_type}, {id: quality, type: s1, -unit: '%'},
    ]
  trajectory_representation_waypoints:
    instances: {crc_extra: {value: 236}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: pos_x, type: f4, repeat: expr, repeat-expr: 5, -unit: m},
      {id: pos_y, type: f4, repeat: expr, repeat-expr: 5, -unit: m},
      {id: pos_z, type: f4, repeat: expr, repeat-expr: 5, -unit: m},
      {id: vel_x, type: f4, repeat: expr, repeat-expr: 5, -unit: m/s},
      {id: vel_y, type: f4, repeat: expr, repeat-expr: 5, -unit: m/s},
      {id: vel_z, type: f4, repeat: expr, repeat-expr: 5, -unit: m/s},
      {id: acc_x, type: f4, repeat: expr, repeat-expr: 5, -unit: m/s²},
      {id: acc_y, type: f4, repeat: expr, repeat-expr: 5, -unit: m/s²},
      {id: acc_z, type: f4, repeat: expr, repeat-expr: 5, -unit: m/s²},
      {id: pos_yaw, type: f4, repeat: expr, repeat-expr: 5, -unit: rad},
      {id: vel_yaw, type: f4, repeat: expr, repeat-expr: 5, -unit: rad/s},
      {id: command, type: u2, repeat: expr, repeat-expr: 5}, {id: valid_points, type: u1},
    ]
  trajectory_representation_bezier:
    instances: {crc_extra: {value: 231}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: pos_x, type: f4, repeat: expr, repeat-expr: 5, -unit: m},
      {id: pos_y, type: f4, repeat: expr, repeat-expr: 5, -unit: m},
      {id: pos_z, type: f4, repeat: expr, repeat-expr: 5, -unit: m},
      {id: delta, type: f4, repeat: expr, repeat-expr: 5, -unit: s},
      {id: pos_yaw, type: f4, repeat: expr, repeat-expr: 5, -unit: rad}, {id: valid_points, type: u1},
    ]
  isbd_link_status:
    instances: {crc_extra: {value: 225}}
    seq: [
      {id: timestamp, type: u8, -unit: µs}, {id: last_heartbeat, type: u8, -unit: µs},
      {id: failed_sessions, type: u2}, {id: successful_sessions, type: u2}, {id: signal_quality, type: u1},
      {id: ring_pending, type: u1}, {id: tx_session_pending, type: u1}, {id: rx_session_pending, type: u1},
    ]
  raw_rpm:
    instances: {crc_extra: {value: 199}}
    seq: [{id: frequency, type: f4, -unit: 1/min}, {id: index, type: u1}]
  utm_global_position:
    instances: {crc_extra: {value: 99}}
    seq: [
      {id: time, type: u8, -unit: µs}, {id: lat, type: s4, -unit: '1e-7 °'}, {id: lon, type: s4, -unit: '1e-7 °'},
      {id: alt, type: s4, -unit: mm}, {id: relative_alt, type: s4, -unit: mm},
      {id: next_lat, type: s4, -unit: '1e-7 °'}, {id: next_lon, type: s4, -unit: '1e-7 °'},
      {id: next_alt, type: s4, -unit: mm}, {id: vx, type: s2, -unit: cm/s}, {id: vy, type: s2, -unit: cm/s},
      {id: vz, type: s2, -unit: cm/s}, {id: h_acc, type: u2, -unit: mm}, {id: v_acc, type: u2, -unit: mm},
      {id: vel_acc, type: u2, -unit: cm/s}, {id: update_rate, type: u2, -unit: '10 ms'}, {id: uas_id, size: 18},
      {id: flight_state, type: u1, enum: utm_flight_state}, {id: flags, type: u1, -hex: true},
    ]
  param_error:
    instances: {crc_extra: {value: 209}}
    seq: [
      {id: param_index, type: s2}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: param_id, type: str, size: 16, terminator: 0}, {id: error, type: u1, enum: mav_param_error},
    ]
  debug_float_array:
    instances: {crc_extra: {value: 232}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: array_id, type: u2}, {id: name, type: str, size: 10, terminator: 0},
      {id: data, type: f4, repeat: expr, repeat-expr: 58},
    ]
  orbit_execution_status:
    instances: {crc_extra: {value: 11}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: radius, type: f4, -unit: m}, {id: x, type: s4}, {id: 'y', type: s4},
      {id: z, type: f4, -unit: m}, {id: frame, type: u1, enum: mav_frame},
    ]
  smart_battery_info:
    instances: {crc_extra: {value: 75}}
    seq: [
      {id: capacity_full_specification, type: s4, -unit: mAh}, {id: capacity_full, type: s4, -unit: mAh},
      {id: cycle_count, type: u2}, {id: weight, type: u2, -unit: g},
      {id: discharge_minimum_voltage, type: u2, -unit: mV}, {id: charging_minimum_voltage, type: u2, -unit: mV},
      {id: resting_minimum_voltage, type: u2, -unit: mV}, {id: id, type: u1},
      {id: battery_function, type: u1, enum: mav_battery_function}, {id: type, type: u1, enum: mav_battery_type},
      {id: serial_number, type: str, size: 16, terminator: 0}, {id: device_name, type: str, size: 50, terminator: 0},
      {id: charging_maximum_voltage, type: u2, -unit: mV}, {id: cells_in_series, type: u1},
      {id: discharge_maximum_current, type: u4, -unit: mA},
      {id: discharge_maximum_burst_current, type: u4, -unit: mA},
      {id: manufacture_date, type: str, size: 11, terminator: 0},
    ]
  generator_status:
    instances: {crc_extra: {value: 117}}
    seq: [
      {id: status, type: u8, -hex: true}, {id: battery_current, type: f4, -unit: A},
      {id: load_current, type: f4, -unit: A}, {id: power_generated, type: f4, -unit: W},
      {id: bus_voltage, type: f4, -unit: V}, {id: bat_current_setpoint, type: f4, -unit: A},
      {id: runtime, type: u4, -unit: s}, {id: time_until_maintenance, type: s4, -unit: s},
      {id: generator_speed, type: u2, -unit: 1/min}, {id: rectifier_temperature, type: s2, -unit: °C},
      {id: generator_temperature, type: s2, -unit: °C},
    ]
  actuator_output_status:
    instances: {crc_extra: {value: 251}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: active, type: u4, -hex: true},
      {id: actuator, type: f4, repeat: expr, repeat-expr: 32},
    ]
  relay_status:
    instances: {crc_extra: {value: 199}}
    seq: [
      {id: time_boot_ms, type: u4, -unit: ms}, {id: 'on', type: u2, -hex: true}, {id: present, type: u2, -hex: true},
    ]
  tunnel:
    instances: {crc_extra: {value: 147}}
    seq: [
      {id: payload_type, type: u2, enum: mav_tunnel_payload_type}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: payload_length, type: u1}, {id: payload, size: 128},
    ]
  can_frame:
    instances: {crc_extra: {value: 132}}
    seq: [
      {id: id, type: u4}, {id: target_system, type: u1}, {id: target_component, type: u1}, {id: bus, type: u1},
      {id: len, type: u1}, {id: data, size: 8},
    ]
  canfd_frame:
    instances: {crc_extra: {value: 4}}
    seq: [
      {id: id, type: u4}, {id: target_system, type: u1}, {id: target_component, type: u1}, {id: bus, type: u1},
      {id: len, type: u1}, {id: data, size: 64},
    ]
  can_filter_modify:
    instances: {crc_extra: {value: 8}}
    seq: [
      {id: ids, type: u2, repeat: expr, repeat-expr: 16}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: bus, type: u1}, {id: operation, type: u1, enum: can_filter_op},
      {id: num_ids, type: u1},
    ]
  onboard_computer_status:
    instances: {crc_extra: {value: 156}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: uptime, type: u4, -unit: ms}, {id: ram_usage, type: u4, -unit: MiB},
      {id: ram_total, type: u4, -unit: MiB}, {id: storage_type, type: u4, repeat: expr, repeat-expr: 4},
      {id: storage_usage, type: u4, repeat: expr, repeat-expr: 4, -unit: MiB},
      {id: storage_total, type: u4, repeat: expr, repeat-expr: 4, -unit: MiB},
      {id: link_type, type: u4, repeat: expr, repeat-expr: 6},
      {id: link_tx_rate, type: u4, repeat: expr, repeat-expr: 6, -unit: KiB/s},
      {id: link_rx_rate, type: u4, repeat: expr, repeat-expr: 6, -unit: KiB/s},
      {id: link_tx_max, type: u4, repeat: expr, repeat-expr: 6, -unit: KiB/s},
      {id: link_rx_max, type: u4, repeat: expr, repeat-expr: 6, -unit: KiB/s},
      {id: fan_speed, type: s2, repeat: expr, repeat-expr: 4, -unit: 1/min}, {id: type, type: u1},
      {id: cpu_cores, size: 8}, {id: cpu_combined, size: 10}, {id: gpu_cores, size: 4}, {id: gpu_combined, size: 10},
      {id: temperature_board, type: s1, -unit: °C},
      {id: temperature_core, type: s1, repeat: expr, repeat-expr: 8, -unit: °C},
      {id: status_flags, type: u2, -hex: true},
    ]
  wheel_distance:
    instances: {crc_extra: {value: 113}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: distance, type: f8, repeat: expr, repeat-expr: 16, -unit: m},
      {id: count, type: u1},
    ]
  winch_status:
    instances: {crc_extra: {value: 117}}
    seq: [
      {id: time_usec, type: u8, -unit: µs}, {id: line_length, type: f4, -unit: m}, {id: speed, type: f4, -unit: m/s},
      {id: tension, type: f4, -unit: kg}, {id: voltage, type: f4, -unit: V}, {id: current, type: f4, -unit: A},
      {id: status, type: u4, -hex: true}, {id: temperature, type: s2, -unit: °C},
    ]
  open_drone_id_basic_id:
    instances: {crc_extra: {value: 114}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: id_or_mac, size: 20},
      {id: id_type, type: u1, enum: mav_odid_id_type}, {id: ua_type, type: u1, enum: mav_odid_ua_type},
      {id: uas_id, size: 20},
    ]
  open_drone_id_location:
    instances: {crc_extra: {value: 254}}
    seq: [
      {id: latitude, type: s4, -unit: '1e-7 °'}, {id: longitude, type: s4, -unit: '1e-7 °'},
      {id: altitude_barometric, type: f4, -unit: m}, {id: altitude_geodetic, type: f4, -unit: m},
      {id: height, type: f4, -unit: m}, {id: timestamp, type: f4, -unit: s},
      {id: direction, type: u2, -unit: '0.01 °'}, {id: speed_horizontal, type: u2, -unit: cm/s},
      {id: speed_vertical, type: s2, -unit: cm/s}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: id_or_mac, size: 20}, {id: status, type: u1, enum: mav_odid_status},
      {id: height_reference, type: u1, enum: mav_odid_height_ref},
      {id: horizontal_accuracy, type: u1, enum: mav_odid_hor_acc},
      {id: vertical_accuracy, type: u1, enum: mav_odid_ver_acc},
      {id: barometer_accuracy, type: u1, enum: mav_odid_ver_acc},
      {id: speed_accuracy, type: u1, enum: mav_odid_speed_acc},
      {id: timestamp_accuracy, type: u1, enum: mav_odid_time_acc},
    ]
  open_drone_id_authentication:
    instances: {crc_extra: {value: 140}}
    seq: [
      {id: timestamp, type: u4, -unit: s}, {id: target_system, type: u1}, {id: target_component, type: u1},
      {id: id_or_mac, size: 20}, {id: authentication_type, type: u1, enum: mav_odid_auth_type},
      {id: data_page, type: u1}, {id: last_page_index, type: u1}, {id: length, type: u1, -unit: bytes},
      {id: authentication_data, size: 23},
    ]
  open_drone_id_self_id:
    instances: {crc_extra: {value: 249}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: id_or_mac, size: 20},
      {id: description_type, type: u1, enum: mav_odid_desc_type},
      {id: description, type: str, size: 23, terminator: 0},
    ]
  open_drone_id_system:
    instances: {crc_extra: {value: 77}}
    seq: [
      {id: operator_latitude, type: s4, -unit: '1e-7 °'}, {id: operator_longitude, type: s4, -unit: '1e-7 °'},
      {id: area_ceiling, type: f4, -unit: m}, {id: area_floor, type: f4, -unit: m},
      {id: operator_altitude_geo, type: f4, -unit: m}, {id: timestamp, type: u4, -unit: s},
      {id: area_count, type: u2}, {id: area_radius, type: u2, -unit: m}, {id: target_system, type: u1},
      {id: target_component, type: u1}, {id: id_or_mac, size: 20},
      {id: operator_location_type, type: u1, enum: mav_odid_operator_location_type},
      {id: classification_type, type: u1, enum: mav_odid_classification_type},
      {id: category_eu, type: u1, enum: mav_odid_category_eu}, {id: class_eu, type: u1, enum: mav_odid_class_eu},
    ]
  open_drone_id_operator_id:
    instances: {crc_extra: {value: 49}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: id_or_mac, size: 20},
      {id: operator_id_type, type: u1, enum: mav_odid_operator_id_type},
      {id: operator_id, type: str, size: 20, terminator: 0},
    ]
  open_drone_id_message_pack:
    instances: {crc_extra: {value: 94}}
    seq: [
      {id: target_system, type: u1}, {id: target_component, type: u1}, {id: id_or_mac, size: 20},
      {id: single_message_size, type: u1, -unit: bytes}, {id: msg_pack_size, type: u1}, {id: messages, size: 225},
    ]
  open_drone_id_arm_status:
    instances: {crc_extra: {value: 139}}
    seq: [
      {id: status, type: u1, enum: mav_odid_arm_status}, {id: error, type: str, size: 50, terminator: 0},
    ]
  open_drone_id_system_update:
    instances: {crc_extra: {value: 7}}
    seq: [
      {id: operator_latitude, type: s4, -unit: '1e-7 °'}, {id: operator_longitude, type: s4, -unit: '1e-7 °'},
      {id: operator_altitude_geo, type: f4, -unit: m}, {id: timestamp, type: u4, -unit: s},
      {id: target_system, type: u1}, {id: target_component, type: u1},
    ]
  hygrometer_sensor:
    instances: {crc_extra: {value: 20}}
    seq: [
      {id: temperature, type: s2, -unit: '0.01 °C'}, {id: humidity, type: u2, -unit: '0.01 %'}, {id: id, type: u1},
    ]
enums:
  versions: {0xfe: v1, 0xfd: v2}
  messages: {
    0: heartbeat, 1: sys_status, 2: system_time, 4: ping, 5: change_operator_control, 6: change_operator_control_ack,
    7: auth_key, 11: set_mode, 20: param_request_read, 21: param_request_list, 22: param_value, 23: param_set,
    24: gps_raw_int, 25: gps_status, 26: scaled_imu, 27: raw_imu, 28: raw_pressure, 29: scaled_pressure, 30: attitude,
    31: attitude_quaternion, 32: local_position_ned, 33: global_position_int, 34: rc_channels_scaled,
    35: rc_channels_raw, 36: servo_output_raw, 37: mission_request_partial_list, 38: mission_write_partial_list,
    39: mission_item, 40: mission_request, 41: mission_set_current, 42: mission_current, 43: mission_request_list,
    44: mission_count, 45: mission_clear_all, 46: mission_item_reached, 47: mission_ack, 48: set_gps_global_origin,
    49: gps_global_origin, 50: param_map_rc, 51: mission_request_int, 54: safety_set_allowed_area,
    55: safety_allowed_area, 61: attitude_quaternion_cov, 62: nav_controller_output, 63: global_position_int_cov,
    64: local_position_ned_cov, 65: rc_channels, 66: request_data_stream, 67: data_stream, 69: manual_control,
    70: rc_channels_override, 73: mission_item_int, 74: vfr_hud, 75: command_int, 76: command_long, 77: command_ack,
    81: manual_setpoint, 82: set_attitude_target, 83: attitude_target, 84: set_position_target_local_ned,
    85: position_target_local_ned, 86: set_position_target_global_int, 87: position_target_global_int,
    89: local_position_ned_system_global_offset, 90: hil_state, 91: hil_controls, 92: hil_rc_inputs_raw,
    93: hil_actuator_controls, 100: optical_flow, 101: global_vision_position_estimate, 102: vision_position_estimate,
    103: vision_speed_estimate, 104: vicon_position_estimate, 105: highres_imu, 106: optical_flow_rad,
    107: hil_sensor, 108: sim_state, 109: radio_status, 110: file_transfer_protocol, 111: timesync,
    112: camera_trigger, 113: hil_gps, 114: hil_optical_flow, 115: hil_state_quaternion, 116: scaled_imu2,
    117: log_request_list, 118: log_entry, 119: log_request_data, 120: log_data, 121: log_erase, 122: log_request_end,
    123: gps_inject_data, 124: gps2_raw, 125: power_status, 126: serial_control, 127: gps_rtk, 128: gps2_rtk,
    129: scaled_imu3, 130: data_transmission_handshake, 131: encapsulated_data, 132: distance_sensor,
    133: terrain_request, 134: terrain_data, 135: terrain_check, 136: terrain_report, 137: scaled_pressure2,
    138: att_pos_mocap, 139: set_actuator_control_target, 140: actuator_control_target, 141: altitude,
    142: resource_request, 143: scaled_pressure3, 144: follow_target, 146: control_system_state, 147: battery_status,
    148: autopilot_version, 149: landing_target, 162: fence_status, 192: mag_cal_report, 225: efi_status,
    230: estimator_status, 231: wind_cov, 232: gps_input, 233: gps_rtcm_data, 234: high_latency, 235: high_latency2,
    241: vibration, 242: home_position, 243: set_home_position, 244: message_interval, 245: extended_sys_state,
    246: adsb_vehicle, 247: collision, 248: v2_extension, 249: memory_vect, 250: debug_vect, 251: named_value_float,
    252: named_value_int, 253: statustext, 254: debug, 256: setup_signing, 257: button_change, 258: play_tune,
    259: camera_information, 260: camera_settings, 261: storage_information, 262: camera_capture_status,
    263: camera_image_captured, 264: flight_information, 265: mount_orientation, 266: logging_data,
    267: logging_data_acked, 268: logging_ack, 269: video_stream_information, 270: video_stream_status,
    271: camera_fov_status, 275: camera_tracking_image_status, 276: camera_tracking_geo_status,
    277: camera_thermal_range, 280: gimbal_manager_information, 281: gimbal_manager_status,
    282: gimbal_manager_set_attitude, 283: gimbal_device_information, 284: gimbal_device_set_attitude,
    285: gimbal_device_attitude_status, 286: autopilot_state_for_gimbal_device, 287: gimbal_manager_set_pitchyaw,
    288: gimbal_manager_set_manual_control, 295: airspeed, 296: global_position_sensor, 299: wifi_config_ap,
    301: ais_vessel, 310: uavcan_node_status, 311: uavcan_node_info, 320: param_ext_request_read,
    321: param_ext_request_list, 322: param_ext_value, 323: param_ext_set, 324: param_ext_ack, 330: obstacle_distance,
    331: odometry, 332: trajectory_representation_waypoints, 333: trajectory_representation_bezier,
    335: isbd_link_status, 339: raw_rpm, 340: utm_global_position, 345: param_error, 350: debug_float_array,
    360: orbit_execution_status, 370: smart_battery_info, 373: generator_status, 375: actuator_output_status,
    376: relay_status, 385: tunnel, 386: can_frame, 387: canfd_frame, 388: can_filter_modify,
    390: onboard_computer_status, 9000: wheel_distance, 9005: winch_status, 12900: open_drone_id_basic_id,
    12901: open_drone_id_location, 12902: open_drone_id_authentication, 12903: open_drone_id_self_id,
    12904: open_drone_id_system, 12905: open_drone_id_operator_id, 12915: open_drone_id_message_pack,
    12918: open_drone_id_arm_status, 12919: open_drone_id_system_update, 12920: hygrometer_sensor,
  }
  adsb_altitude_type: {0: pressure_qnh, 1: geometric}
  adsb_emitter_type: {
    0: no_info, 1: light, 2: small, 3: large, 4: high_vortex_large, 5: heavy, 6: highly_manuv, 7: rotocraft,
    8: unassigned, 9: glider, 10: lighter_air, 11: parachute, 12: ultra_light, 13: unassigned2, 14: uav, 15: space,
    16: unassgined3, 17: emergency_surface, 18: service_surface, 19: point_obstacle,
  }
  ais_nav_status: {
    0: under_way, 1: anchored, 2: un_commanded, 3: restricted_manoeuverability, 4: draught_constrained, 5: moored,
    6: aground, 7: fishing, 8: sailing, 9: reserved_hsc, 10: reserved_wig, 11: reserved_1, 12: reserved_2,
    13: reserved_3, 14: ais_sart, 15: unknown,
  }
  camera_mode: {0: image, 1: video, 2: image_survey}
  camera_tracking_mode: {0: none, 1: point, 2: rectangle}
  can_filter_op: {0: replace, 1: add, 2: remove}
  fence_breach: {0: none, 1: minalt, 2: maxalt, 3: boundary}
  fence_mitigate: {0: unknown, 1: none, 2: vel_limit}
  global_position_src: {
    0: unknown, 1: gnss, 2: vision, 3: pseudolites, 4: terrain, 5: magnetic, 6: estimator,
  }
  gps_fix_type: {
    0: no_gps, 1: no_fix, 2: fix_2d_fix, 3: fix_3d_fix, 4: dgps, 5: rtk_float, 6: rtk_fixed,
    7: static, 8: ppp,
  }
  landing_target_type: {0: light_beacon, 1: radio_beacon, 2: vision_fiducial, 3: vision_other}
  mag_cal_status: {
    0: not_started, 1: waiting_to_start, 2: running_step_one, 3: running_step_two, 4: success, 5: failed,
    6: failed_orientation, 7: failed_radius, 8: failed_offsets, 9: failed_diag_scaling, 10: failed_residuals_high,
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
  mav_collision_action: {
    0: none, 1: report, 2: ascend_or_descend, 3: move_horizontally, 4: move_perpendicular, 5: rtl, 6: hover,
  }
  mav_collision_src: {0: adsb, 1: mavlink_gps_global_int}
  mav_collision_threat_level: {0: none, 1: low, 2: high}
  mav_data_stream: {
    0: all, 1: raw_sensors, 2: extended_status, 3: rc_channels, 4: raw_controller, 6: position, 10: extra1,
    11: extra2, 12: extra3,
  }
  mav_distance_sensor: {0: laser, 1: ultrasound, 2: infrared, 3: radar, 4: unknown}
  mav_estimator_type: {
    0: unknown, 1: naive, 2: vision, 3: vio, 4: gps, 5: gps_ins, 6: mocap, 7: lidar, 8: autopilot,
  }
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
  mav_mode: {
    0: preflight, 64: manual_disarmed, 66: test_disarmed, 80: stabilize_disarmed, 88: guided_disarmed,
    92: auto_disarmed, 192: manual_armed, 194: test_armed, 208: stabilize_armed, 216: guided_armed, 220: auto_armed,
  }
  mav_odid_arm_status: {0: good_to_arm, 1: pre_arm_fail_generic}
  mav_odid_auth_type: {
    0: none, 1: uas_id_signature, 2: operator_id_signature, 3: message_set_signature, 4: network_remote_id,
    5: specific_authentication,
  }
  mav_odid_category_eu: {0: undeclared, 1: open, 2: specific, 3: certified}
  mav_odid_class_eu: {
    0: undeclared, 1: class_0, 2: class_1, 3: class_2, 4: class_3, 5: class_4, 6: class_5, 7: class_6,
  }
  mav_odid_classification_type: {0: undeclared, 1: eu}
  mav_odid_desc_type: {0: text, 1: emergency, 2: extended_status}
  mav_odid_height_ref: {0: takeoff, 1: ground}
  mav_odid_hor_acc: {
    0: unknown, 1: acc_10nm, 2: acc_4nm, 3: acc_2nm, 4: acc_1nm, 5: acc_0_5nm, 6: acc_0_3nm, 7: acc_0_1nm,
    8: acc_0_05nm, 9: acc_30_meter, 10: acc_10_meter, 11: acc_3_meter, 12: acc_1_meter,
  }
  mav_odid_id_type: {
    0: none, 1: serial_number, 2: caa_registration_id, 3: utm_assigned_uuid, 4: specific_session_id,
  }
  mav_odid_operator_id_type: {0: caa}
  mav_odid_operator_location_type: {0: takeoff, 1: live_gnss, 2: fixed}
  mav_odid_speed_acc: {
    0: unknown, 1: acc_10_meters_per_second, 2: acc_3_meters_per_second, 3: acc_1_meters_per_second,
    4: acc_0_3_meters_per_second,
  }
  mav_odid_status: {
    0: undeclared, 1: ground, 2: airborne, 3: emergency, 4: remote_id_system_failure,
  }
  mav_odid_time_acc: {
    0: unknown, 1: acc_0_1_second, 2: acc_0_2_second, 3: acc_0_3_second, 4: acc_0_4_second, 5: acc_0_5_second,
    6: acc_0_6_second, 7: acc_0_7_second, 8: acc_0_8_second, 9: acc_0_9_second, 10: acc_1_0_second,
    11: acc_1_1_second, 12: acc_1_2_second, 13: acc_1_3_second, 14: acc_1_4_second, 15: acc_1_5_second,
  }
  mav_odid_ua_type: {
    0: none, 1: aeroplane, 2: helicopter_or_multirotor, 3: gyroplane, 4: hybrid_lift, 5: ornithopter, 6: glider,
    7: kite, 8: free_balloon, 9: captive_balloon, 10: airship, 11: free_fall_parachute, 12: rocket,
    13: tethered_powered_aircraft, 14: ground_obstacle, 15: other,
  }
  mav_odid_ver_acc: {
    0: unknown, 1: acc_150_meter, 2: acc_45_meter, 3: acc_25_meter, 4: acc_10_meter, 5: acc_3_meter, 6: acc_1_meter,
  }
  mav_param_error: {
    0: no_error, 1: does_not_exist, 2: value_out_of_range, 3: permission_denied, 4: component_not_found, 5: read_only,
  }
  mav_param_ext_type: {
    1: uint8, 2: int8, 3: uint16, 4: int16, 5: uint32, 6: int32, 7: uint64, 8: int64, 9: real32, 10: real64,
    11: custom,
  }
  mav_param_type: {
    1: uint8, 2: int8, 3: uint16, 4: int16, 5: uint32, 6: int32, 7: uint64, 8: int64, 9: real32,
    10: real64,
  }
  mav_result: {
    0: accepted, 1: temporarily_rejected, 2: denied, 3: unsupported, 4: failed, 5: in_progress,
    7: command_long_only, 8: command_int_only,
  }
  mav_sensor_orientation: {
    0: none, 1: yaw_45, 2: yaw_90, 3: yaw_135, 4: yaw_180, 5: yaw_225, 6: yaw_270, 7: yaw_315, 8: roll_180,
    9: roll_180_yaw_45, 10: roll_180_yaw_90, 11: roll_180_yaw_135, 12: pitch_180, 13: roll_180_yaw_225,
    14: roll_180_yaw_270, 15: roll_180_yaw_315, 16: roll_90, 17: roll_90_yaw_45, 18: roll_90_yaw_90,
    19: roll_90_yaw_135, 20: roll_270, 21: roll_270_yaw_45, 22: roll_270_yaw_90, 23: roll_270_yaw_135, 24: pitch_90,
    25: pitch_270, 26: pitch_180_yaw_90, 27: pitch_180_yaw_270, 28: roll_90_pitch_90, 29: roll_180_pitch_90,
    30: roll_270_pitch_90, 31: roll_90_pitch_180, 32: roll_270_pitch_180, 33: roll_90_pitch_270,
    34: roll_180_pitch_270, 35: roll_270_pitch_270, 36: roll_90_pitch_180_yaw_90, 37: roll_90_yaw_270,
    38: roll_90_pitch_68_yaw_293, 39: pitch_315, 40: roll_90_pitch_315, 100: custom,
  }
  mav_severity: {
    0: emergency, 1: alert, 2: critical, 3: error, 4: warning, 5: notice, 6: info, 7: debug,
  }
  mav_state: {
    0: uninit, 1: boot, 2: calibrating, 3: standby, 4: active, 5: critical, 6: emergency,
    7: poweroff, 8: flight_termination,
  }
  mav_tunnel_payload_type: {
    0: unknown, 200: storm32_reserved0, 201: storm32_reserved1, 202: storm32_reserved2, 203: storm32_reserved3,
    204: storm32_reserved4, 205: storm32_reserved5, 206: storm32_reserved6, 207: storm32_reserved7,
    208: storm32_reserved8, 209: storm32_reserved9, 210: modalai_remote_osd, 211: modalai_esc_uart_passthru,
    212: modalai_io_uart_passthru,
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
  mavlink_data_stream_type: {0: jpeg, 1: bmp, 2: raw8u, 3: raw32u, 4: pgm, 5: png}
  mission_state: {0: unknown, 1: no_mission, 2: not_started, 3: active, 4: paused, 5: complete}
  param_ack: {0: accepted, 1: value_unsupported, 2: failed, 3: in_progress}
  rtk_baseline_coordinate_system: {0: ecef, 1: ned}
  serial_control_dev: {
    0: dev_telem1, 1: dev_telem2, 2: dev_gps1, 3: dev_gps2, 10: dev_shell, 100: serial0, 101: serial1, 102: serial2,
    103: serial3, 104: serial4, 105: serial5, 106: serial6, 107: serial7, 108: serial8, 109: serial9,
  }
  storage_status: {0: empty, 1: unformatted, 2: ready, 3: not_supported}
  storage_type: {
    0: unknown, 1: usb_stick, 2: sd, 3: microsd, 4: cf, 5: cfe, 6: xqd, 7: hd, 254: other,
  }
  uavcan_node_health: {0: ok, 1: warning, 2: error, 3: critical}
  uavcan_node_mode: {
    0: operational, 1: initialization, 2: maintenance, 3: software_update, 7: offline,
  }
  utm_flight_state: {1: unknown, 2: ground, 3: airborne, 16: emergency, 32: noctrl}
  video_stream_encoding: {0: unknown, 1: h264, 2: h265}
  video_stream_type: {0: rtsp, 1: rtpudp, 2: tcp_mpeg, 3: mpeg_ts, 4: whep}
