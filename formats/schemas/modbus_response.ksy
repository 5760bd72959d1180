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
  - {id: address, type: u1, doc: 'Server address; 248 to 255 are reserved, but used by some devices'}
  - {id: is_exception, type: b1, doc: True for an exception response}
  - id: function_code
    type: b7
    enum: functions
    valid: {expr: is_exception and _.to_i > 0 or is_known}
    doc: Function code of the request
  - id: body
    type:
      switch-on: 'is_exception ? 0 : function_code.to_i'
      cases: {
        0: exception, 1: bits, 2: bits, 3: registers, 4: registers, 5: write_coil, 6:
        write_register, 7: status, 8: diagnostics, 11: event_counter, 12: bits, 15: written,
        16: written, 17: bits, 20: file_data, 21: write_file, 22: mask_write, 23: registers,
        24: fifo, 43: device_identification,
      }
    doc: Response data
    doc-ref: Modbus application protocol 1.1b3, section 6 "Function codes descriptions"
  - id: crc
    type: u2le
    -hex: true
    -checksum: {algorithm: crc-16/modbus, from: address, to: body}
    doc: CRC-16 of the preceding fields
    doc-ref: Modbus over serial line 1.02, section 6.2.2 "CRC Generation"
instances:
  is_known:
    value: >-
      function_code.to_i >= 1 and function_code.to_i <= 8 or function_code.to_i == 11 or
      function_code.to_i == 12 or function_code.to_i >= 15 and function_code.to_i <= 17 or
      function_code.to_i >= 20 and function_code.to_i <= 24 or function_code.to_i == 43
    doc: True for a function whose response has a known length
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
  file_data:
    seq: [
      {id: byte_count, -orig-id: byte_count, type: u1, valid: {min: 2}},
      {id: records, type: read_records, size: byte_count},
    ]
  read_records: {seq: [{id: records, type: read_record, repeat: eos}]}
  read_record:
    seq: [
      {id: file_response_length, type: u1, valid: {min: 1}}, {id: reference_type, type: u1, valid: 6},
      {id: record_data, size: file_response_length - 1},
    ]
  write_file:
    seq: [
      {id: byte_count, -orig-id: byte_count, type: u1, valid: {min: 9, max: 251}},
      {id: records, type: written_records, size: byte_count},
    ]
  written_records: {seq: [{id: records, type: written_record, repeat: eos}]}
  written_record:
    seq: [
      {id: reference_type, type: u1, valid: 6}, {id: file_number, type: u2}, {id: record_number, type: u2},
      {id: record_length, -orig-id: record_length, type: u2},
      {id: record_data, type: u2, repeat: expr, repeat-expr: record_length},
    ]
  fifo:
    seq: [
      {id: byte_count, type: u2, valid: {min: 2, max: 64}},
      {id: fifo_count, -orig-id: fifo_count, type: u2, valid: (byte_count - 2) / 2},
      {id: values, type: u2, repeat: expr, repeat-expr: fifo_count},
    ]
  device_identification:
    seq: [
      {id: mei_type, type: u1, valid: 14, doc: Type of the encapsulated interface},
      {id: read_device_id_code, type: u1, valid: {min: 1, max: 4}},
      {id: conformity_level, type: u1, -hex: true}, {id: more_follows, type: u1},
      {id: next_object_id, type: u1}, {id: number_of_objects, -orig-id: number_of_objects, type: u1},
      {id: objects, type: identification, repeat: expr, repeat-expr: number_of_objects},
    ]
  identification:
    seq: [
      {id: object_id, type: u1}, {id: object_length, -orig-id: object_length, type: u1},
      {id: object_value, type: str, size: object_length, encoding: ISO-8859-1},
    ]
enums:
  functions: {
    1: read_coils, 2: read_discrete_inputs, 3: read_holding_registers, 4: read_input_registers,
    5: write_single_coil, 6: write_single_register,
    7: read_exception_status, 8: diagnostics, 11: get_comm_event_counter, 12: get_comm_event_log,
    15: write_multiple_coils, 16: write_multiple_registers, 17: report_server_id,
    20: read_file_record, 21: write_file_record, 22: mask_write_register,
    23: read_write_multiple_registers, 24: read_fifo_queue, 43: encapsulated_interface,
  }
  exceptions: {
    1: illegal_function, 2: illegal_data_address, 3: illegal_data_value, 4: server_device_failure,
    5: acknowledge, 6: server_device_busy, 8: memory_parity_error, 10: gateway_path_unavailable,
    11: gateway_target_failed_to_respond,
  }
  coils: {0: 'off', 0xff00: 'on'}
