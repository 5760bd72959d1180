meta:
  id: modbus_response
  title: Modbus RTU responses
  license: MIT OR Apache-2.0
  endian: be
  -frame: {max-size: 256, message: function_code}
doc: |
  A response of a Modbus server on a serial line. See `modbus_request`: responses to write functions have
  the same layout as their requests.
doc-ref:
  - https://modbus.org/docs/Modbus_Application_Protocol_V1_1b3.pdf
  - https://modbus.org/docs/Modbus_over_serial_line_V1_02.pdf
seq:
  - {id: address, type: u1, valid: {min: 1, max: 247}, doc: Server address}
  - {id: is_exception, type: b1, doc: True for an exception response}
  - {id: function_code, type: b7, enum: functions, valid: {in-enum: true}, doc: Function code of the request}
  - id: body
    type:
      switch-on: 'is_exception ? 0 : function_code.to_i'
      cases: {
        0: exception, 1: bits, 2: bits, 3: registers, 4: registers, 5: write_coil, 6:
        write_register, 7: status, 8: diagnostics, 11: event_counter, 12: bits, 15: written,
        16: written, 17: bits, 22: mask_write, 23: registers,
      }
    doc: Response data
    doc-ref: Modbus application protocol 1.1b3, section 6 "Function codes descriptions"
  - id: crc
    type: u2le
    -hex: true
    -checksum: {algorithm: crc-16/modbus, from: address, to: body}
    doc: CRC-16 of the preceding fields
    doc-ref: Modbus over serial line 1.02, section 6.2.2 "CRC Generation"
types:
  exception: {seq: [{id: exception_code, type: u1, enum: exceptions, valid: {in-enum: true}}]}
  bits: {seq: [{id: byte_count, -orig-id: byte_count, type: u1, valid: {min: 1}}, {id: values, size: byte_count}]}
  registers:
    seq: [
      {id: byte_count, type: u1, valid: {expr: _ >= 2 and _ % 2 == 0}},
      {id: values, type: u2, repeat: expr, repeat-expr: byte_count / 2},
    ]
  write_coil:
    seq: [
      {id: output_address, type: u2},
      {id: output_value, type: u2, enum: coils, valid: {in-enum: true}},
    ]
  write_register: {seq: [{id: register_address, type: u2}, {id: register_value, type: u2}]}
  status: {seq: [{id: output_data, type: u1, -hex: true, doc: Exception status outputs}]}
  diagnostics: {seq: [{id: sub_function, type: u2}, {id: data, type: u2, -hex: true}]}
  event_counter: {seq: [{id: status, type: u2, -hex: true}, {id: event_count, type: u2}]}
  written:
    seq: [{id: starting_address, type: u2}, {id: quantity, type: u2, valid: {min: 1, max: 1968}}]
  mask_write:
    seq: [
      {id: reference_address, type: u2}, {id: and_mask, type: u2, -hex: true},
      {id: or_mask, type: u2, -hex: true},
    ]
enums:
  functions: {
    1: read_coils, 2: read_discrete_inputs, 3: read_holding_registers, 4: read_input_registers,
    5: write_single_coil, 6: write_single_register,
    7: read_exception_status, 8: diagnostics, 11: get_comm_event_counter, 12: get_comm_event_log,
    15: write_multiple_coils, 16: write_multiple_registers, 17: report_server_id,
    22: mask_write_register, 23: read_write_multiple_registers,
  }
  exceptions: {
    1: illegal_function, 2: illegal_data_address, 3: illegal_data_value, 4: server_device_failure,
    5: acknowledge, 6: server_device_busy, 8: memory_parity_error, 10: gateway_path_unavailable,
    11: gateway_target_failed_to_respond,
  }
  coils: {0: 'off', 0xff00: 'on'}
