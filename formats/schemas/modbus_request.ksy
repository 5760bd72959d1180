meta:
  id: modbus_request
  title: Modbus RTU requests
  license: MIT OR Apache-2.0
  endian: be
  -frame: {max-size: 256}
doc: |
  A request of a Modbus client to a server on a serial line. A frame has neither a sync pattern nor a length
  field: the function code determines its size, and only silence or the CRC marks its end. Responses have a
  different layout: use `modbus_response` for them.
doc-ref:
  - https://modbus.org/docs/Modbus_Application_Protocol_V1_1b3.pdf
  - https://modbus.org/docs/Modbus_over_serial_line_V1_02.pdf
seq:
  - {id: address, type: u1, doc: 'Server address: 0 for broadcast; 248 to 255 are reserved, but used by some devices'}
  - {id: function_code, type: u1, enum: functions, valid: {in-enum: true}, doc: Function code}
  - id: body
    type:
      switch-on: function_code
      cases: {
        'functions::read_coils': read_bits, 'functions::read_discrete_inputs': read_bits,
        'functions::read_holding_registers': read_registers,
        'functions::read_input_registers': read_registers,
        'functions::write_single_coil': write_coil,
        'functions::write_single_register': write_register, 'functions::diagnostics': diagnostics,
        'functions::write_multiple_coils': write_coils,
        'functions::write_multiple_registers': write_registers,
        'functions::mask_write_register': mask_write,
        'functions::read_write_multiple_registers': read_write,
        'functions::read_file_record': read_file, 'functions::write_file_record': write_file,
        'functions::read_fifo_queue': read_fifo,
        'functions::encapsulated_interface': read_device_identification, _: nothing,
      }
    doc: Request data
    doc-ref: Modbus application protocol 1.1b3, section 6 "Function codes descriptions"
  - id: crc
    type: u2le
    -hex: true
    -checksum: {algorithm: crc-16/modbus, from: address, to: body}
    doc: CRC-16 of the preceding fields
    doc-ref: Modbus over serial line 1.02, section 6.2.2 "CRC Generation"
types:
  nothing: {doc: Function without request data}
  read_bits:
    seq: [{id: starting_address, type: u2}, {id: quantity, type: u2, valid: {min: 1, max: 2000}}]
  read_registers:
    seq: [{id: starting_address, type: u2}, {id: quantity, type: u2, valid: {min: 1, max: 125}}]
  write_coil:
    seq: [
      {id: output_address, type: u2},
      {id: output_value, type: u2, enum: coils, valid: {in-enum: true}},
    ]
  write_register: {seq: [{id: register_address, type: u2}, {id: register_value, type: u2}]}
  diagnostics: {seq: [{id: sub_function, type: u2}, {id: data, type: u2, -hex: true}]}
  write_coils:
    seq: [
      {id: starting_address, type: u2}, {id: quantity, type: u2, valid: {min: 1, max: 1968}},
      {id: byte_count, -orig-id: byte_count, type: u1, valid: (quantity + 7) / 8}, {id: outputs_value, size: byte_count},
    ]
  write_registers:
    seq: [
      {id: starting_address, type: u2}, {id: quantity, type: u2, valid: {min: 1, max: 123}},
      {id: byte_count, type: u1, valid: quantity * 2},
      {id: registers_value, type: u2, repeat: expr, repeat-expr: quantity},
    ]
  mask_write:
    seq: [
      {id: reference_address, type: u2}, {id: and_mask, type: u2, -hex: true},
      {id: or_mask, type: u2, -hex: true},
    ]
  read_write:
    seq: [
      {id: read_starting_address, type: u2},
      {id: quantity_to_read, type: u2, valid: {min: 1, max: 125}},
      {id: write_starting_address, type: u2},
      {id: quantity_to_write, type: u2, valid: {min: 1, max: 121}},
      {id: write_byte_count, type: u1, valid: quantity_to_write * 2},
      {id: write_registers_value, type: u2, repeat: expr, repeat-expr: quantity_to_write},
    ]
  read_file:
    seq: [
      {id: byte_count, type: u1, valid: {expr: _ >= 7 and _ <= 245 and _ % 7 == 0}},
      {id: records, type: file_record, repeat: expr, repeat-expr: byte_count / 7},
    ]
  file_record:
    seq: [
      {id: reference_type, type: u1, valid: 6}, {id: file_number, type: u2},
      {id: record_number, type: u2}, {id: record_length, type: u2},
    ]
  write_file:
    seq: [
      {id: byte_count, -orig-id: byte_count, type: u1, valid: {min: 9, max: 251}},
      {id: records, type: written_records, size: byte_count},
    ]
  written_records: {seq: [{id: records, type: written_record, repeat: eos}]}
  written_record:
    seq: [
      {id: head, type: file_record},
      {id: record_data, type: u2, repeat: expr, repeat-expr: head.record_length},
    ]
  read_fifo: {seq: [{id: fifo_pointer_address, type: u2}]}
  read_device_identification:
    seq: [
      {id: mei_type, type: u1, valid: 14, doc: Type of the encapsulated interface},
      {id: read_device_id_code, type: u1, valid: {min: 1, max: 4}}, {id: object_id, type: u1},
    ]
enums:
  functions: {
    1: read_coils, 2: read_discrete_inputs, 3: read_holding_registers, 4: read_input_registers,
    5: write_single_coil, 6: write_single_register, 7: read_exception_status, 8: diagnostics,
    11: get_comm_event_counter, 12: get_comm_event_log, 15: write_multiple_coils,
    16: write_multiple_registers, 17: report_server_id, 20: read_file_record, 21: write_file_record,
    22: mask_write_register, 23: read_write_multiple_registers, 24: read_fifo_queue,
    43: encapsulated_interface,
  }
  coils: {0: 'off', 0xff00: 'on'}
