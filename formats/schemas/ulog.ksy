meta:
  id: ulog
  title: PX4 ULog
  application: PX4
  file-extension: ulg
  license: MIT OR Apache-2.0
  endian: le
  encoding: UTF-8
doc: |
  A flight log of PX4. Format messages say what fields a topic has, subscriptions give a topic its
  number, and data messages hold a topic's fields. There is no checksum.
doc-ref: https://docs.px4.io/main/en/dev_log/ulog_file_format.html
seq:
  - {id: magic, contents: [ULog, 0x01, 0x12, 0x35], doc: Begins every file}
  - {id: version, type: u1, doc: Version of the file format}
  - {id: timestamp, type: u8, -unit: µs, doc: When the log began}
  - {id: messages, type: message, repeat: eos, doc: 'Definitions, then data'}
types:
  message:
    seq:
      - {id: size, type: u2, -unit: bytes, doc: Length of the body}
      - {id: type, type: u1, enum: types, doc: What the body is}
      - id: body
        size: size
        type:
          switch-on: type
          cases: {
            'types::flag_bits': flag_bits, 'types::format': format, 'types::information': setting,
            'types::multi_information': multi_information, 'types::parameter': setting,
            'types::default_parameter': default_parameter, 'types::subscription': subscription,
            'types::unsubscription': unsubscription, 'types::data': data, 'types::logging': logging,
            'types::tagged_logging': tagged_logging, 'types::synchronization': synchronization,
            'types::dropout': dropout, _: other,
          }
  other:
    doc: A message whose fields are not described here
    seq: [{id: data, size-eos: true}]
  flag_bits:
    doc: What a reader must know to read the file
    doc-ref: ULog file format, "Flag Bits"
    seq:
      - {id: compat_flags, size: 8, doc: Flags that a reader may ignore}
      - id: incompat_flags
        size: 8
        doc: 'Flags that it may not; byte 0, bit 0: data was appended'
      - id: appended_offsets
        type: u8
        repeat: expr
        repeat-expr: 3
        -unit: bytes
        doc: Where it is
  format:
    doc: The fields of a topic, or of a type that topics use
    doc-ref: ULog file format, "Format Message"
    seq:
      - {id: name, type: str, terminator: 0x3a, doc: Name of the topic}
      - {id: fields, type: field, repeat: eos}
  field:
    seq:
      - id: type
        type: str
        terminator: 0x20
        doc: 'Such as uint64_t, float[3], or another format'
      - {id: name, type: str, terminator: 0x3b, eos-error: false, doc: '`_padding` fills bytes up'}
    to-string: type + " " + name
  setting:
    doc: A fact about the vehicle or the log, or a parameter
    doc-ref: ULog file format, "Information Message", "Parameter Message"
    seq:
      - {id: len_key, type: u1, -unit: bytes}
      - {id: key, size: len_key, type: field}
      - id: value
        size-eos: true
        type: {switch-on: kind, cases: {'"int32_t"': int32, '"float"': float, '"char["': text, _: other}}
    instances:
      kind: {value: 'key.type.length > 5 and key.type.substring(0, 5) == "char[" ? "char[" : key.type'}
  multi_information:
    doc: A fact that several messages tell
    seq:
      - {id: is_continued, type: u1, doc: Whether it goes on the one before}
      - {id: setting, type: setting}
  default_parameter:
    doc: The default of a parameter
    seq:
      - id: default_types
        type: u1
        -hex: true
        doc: 'Bit 0: of the system, bit 1: of this vehicle'
      - {id: setting, type: setting}
  int32: {seq: [{id: value, type: s4}]}
  float: {seq: [{id: value, type: f4}]}
  text: {seq: [{id: value, type: str, size-eos: true}]}
  subscription:
    doc: Gives a topic a number
    doc-ref: ULog file format, "Subscription Message"
    seq:
      - {id: multi_id, type: u1, doc: Which of several topics of the same name}
      - {id: msg_id, type: u2, doc: The number in data messages}
      - {id: message_name, type: str, size-eos: true, doc: The topic}
  unsubscription: {seq: [{id: msg_id, type: u2}]}
  data:
    doc: The fields of a topic, as its format message says
    doc-ref: ULog file format, "Logged Data Message"
    seq:
      - {id: msg_id, type: u2, doc: The number of its subscription}
      - {id: data, size-eos: true}
  logging:
    doc: A text for people
    seq:
      - {id: log_level, type: u1, enum: levels}
      - {id: timestamp, type: u8, -unit: µs}
      - {id: message, type: str, size-eos: true}
  tagged_logging:
    doc: A text for people, from one part of the vehicle
    seq:
      - {id: log_level, type: u1, enum: levels}
      - {id: tag, type: u2}
      - {id: timestamp, type: u8, -unit: µs}
      - {id: message, type: str, size-eos: true}
  synchronization:
    doc: Bytes that do not occur elsewhere, to begin again after damage
    seq: [{id: sync_magic, contents: [0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, 0xbb, 0x12]}]
  dropout: {seq: [{id: duration, type: u2, -unit: ms, doc: How long nothing was written}]}
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
