meta:
  id: ulog
  title: PX4 ULog
  application: PX4
  file-extension: ulg
  license: MIT OR Apache-2.0
  endian: le
  encoding: UTF-8
doc: |
  A self-describing flight log of PX4. Format messages define the fields of a topic, subscriptions assign
  it a message ID, and data messages contain its values. There is no checksum.
doc-ref: https://docs.px4.io/main/en/dev_log/ulog_file_format.html
seq:
  - {id: magic, contents: [ULog, 0x01, 0x12, 0x35], doc: File magic}
  - {id: version, type: u1, doc: Version of the file format}
  - {id: timestamp, type: u8, -unit: µs, doc: Start time of the log}
  - {id: messages, type: message, repeat: eos, doc: 'Definition messages, then data messages'}
types:
  message:
    seq:
      - {id: msg_size, type: u2, -unit: bytes, doc: 'Size of the body in bytes'}
      - {id: msg_type, type: u1, enum: types, doc: Message type}
      - id: body
        size: msg_size
        type:
          switch-on: msg_type
          cases: {
            'types::flag_bits': flag_bits, 'types::format': format, 'types::information': setting,
            'types::multi_information': multi_information, 'types::parameter': setting,
            'types::default_parameter': default_parameter, 'types::subscription': subscription,
            'types::unsubscription': unsubscription, 'types::data': data, 'types::logging': logging,
            'types::tagged_logging': tagged_logging, 'types::synchronization': synchronization,
            'types::dropout': dropout, _: other,
          }
        doc: Message contents
  other:
    doc: Message of another type
    seq: [{id: data, size-eos: true, doc: Contents}]
  flag_bits:
    doc: Compatibility flags of the file
    doc-ref: ULog file format, "Flag Bits"
    seq:
      - {id: compat_flags, size: 8, doc: 'Compatible flags, which a reader may ignore'}
      - id: incompat_flags
        size: 8
        doc: 'Incompatible flags, which a reader must support; byte 0, bit 0: data appended'
      - id: appended_offsets
        type: u8
        repeat: expr
        repeat-expr: 3
        -unit: bytes
        doc: File offsets of appended data; 0 if unused
  format:
    doc: Fields of a topic or of a nested type
    doc-ref: ULog file format, "Format Message"
    seq:
      - {id: message_name, type: str, terminator: 0x3a, doc: Name of the topic or nested type}
      - {id: fields, type: field, repeat: eos, doc: Fields}
  field:
    seq:
      - id: type
        type: str
        terminator: 0x20
        doc: 'Type such as uint64_t or float[3], or the name of another format'
      - id: name
        type: str
        terminator: 0x3b
        eos-error: false
        doc: 'Field name; padding if it starts with `_padding`'
    to-string: type + " " + name
  setting:
    doc: Key and value of an information or parameter message
    doc-ref: ULog file format, "Information Message", "Parameter Message"
    seq:
      - {id: key_len, -orig-id: key_len, type: u1, -unit: bytes, doc: Size of the key in bytes}
      - {id: key, size: key_len, type: field, doc: Type and name}
      - id: value
        size-eos: true
        type: {switch-on: kind, cases: {'"int32_t"': int32, '"float"': float, '"char["': text, _: other}}
        doc: Value
    instances:
      kind: {value: 'key.type.length > 5 and key.type.substring(0, 5) == "char[" ? "char[" : key.type'}
  multi_information:
    doc: Part of an information value that spans several messages
    seq:
      - {id: is_continued, type: u1, doc: 1 if the value continues the previous message}
      - {id: setting, type: setting, doc: Key and value}
  default_parameter:
    doc: Default value of a parameter
    seq:
      - id: default_types
        type: u1
        -hex: true
        doc: 'Bit 0: system-wide default, bit 1: default of the current configuration'
      - {id: setting, type: setting, doc: Key and value}
  int32: {seq: [{id: value, type: s4}]}
  float: {seq: [{id: value, type: f4}]}
  text: {seq: [{id: value, type: str, size-eos: true}]}
  subscription:
    doc: Message ID assigned to a topic
    doc-ref: ULog file format, "Subscription Message"
    seq:
      - {id: multi_id, type: u1, doc: Instance of the topic}
      - {id: msg_id, type: u2, doc: Message ID used by data messages}
      - {id: message_name, type: str, size-eos: true, doc: Topic name}
  unsubscription: {seq: [{id: msg_id, type: u2, doc: Message ID}]}
  data:
    doc: Field values of a topic, laid out by its format message
    doc-ref: ULog file format, "Logged Data Message"
    seq:
      - {id: msg_id, type: u2, doc: Message ID of the subscription}
      - {id: data, size-eos: true, doc: Field values}
  logging:
    doc: Logged string message
    seq:
      - {id: log_level, type: u1, enum: levels}
      - {id: timestamp, type: u8, -unit: µs}
      - {id: message, type: str, size-eos: true}
  tagged_logging:
    doc: Logged string message with a source tag
    seq:
      - {id: log_level, type: u1, enum: levels}
      - {id: tag, type: u2}
      - {id: timestamp, type: u8, -unit: µs}
      - {id: message, type: str, size-eos: true}
  synchronization:
    doc: Sync pattern for resynchronization after corrupt data
    seq: [{id: sync_magic, contents: [0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, 0xbb, 0x12]}]
  dropout: {seq: [{id: duration, type: u2, -unit: ms, doc: Duration of the logging dropout}]}
enums:
  types: {
    0x41: subscription, 0x42: flag_bits, 0x43: tagged_logging, 0x44: data, 0x46: format,
    0x49: information, 0x4c: logging, 0x4d: multi_information, 0x4f: dropout, 0x50: parameter,
    0x51: default_parameter, 0x52: unsubscription, 0x53: synchronization,
  }
  levels: {
    0x30: emergency, 0x31: alert, 0x32: critical, 0x33: error, 0x34: warning, 0x35: notice,
    0x36: info, 0x37: debug,
  }
