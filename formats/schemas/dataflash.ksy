meta:
  id: dataflash
  title: ArduPilot DataFlash log
  application: ArduPilot
  file-extension: [bin, log]
  license: MIT OR Apache-2.0
  endian: le
  encoding: ASCII
doc: |
  A self-describing flight log of ArduPilot. Each format message gives the size, name and fields of one
  message type. There is no checksum.
doc-ref:
  - https://ardupilot.org/dev/docs/code-overview-adding-a-new-log-message.html
  - https://github.com/ArduPilot/ardupilot/blob/master/libraries/AP_Logger/LogStructure.h
seq:
  - {id: messages, type: message(_index), repeat: eos, doc: Messages in file order}
instances:
  # Format table: six digits per type, the index of its format message plus 1.
  none: {value: '"000000000000000000000000000000000000000000000000"'}
  none_of_64: {value: none + none + none + none + none + none + none + none}
  no_formats: {value: none_of_64 + none_of_64 + none_of_64 + none_of_64}
types:
  message:
    params: [{id: index, type: s4, doc: Message index}]
    seq:
      - {id: head, contents: [0xa3, 0x95], doc: Sync pattern}
      - id: type
        type: u1
        valid: {expr: known != 0 or is_format}
        doc: 'Message type, defined by a preceding format message'
      - id: body
        size: length - 3
        type: {switch-on: is_format, cases: {true: format, false: record}}
        doc: Message fields
    instances:
      is_format: {value: type == 0x80, doc: True for a format message}
      before:
        value: 'index == 0 ? _root.no_formats : _root.messages[index - 1].formats'
        doc: Format table before the message
      known: {value: 'before.substring(type * 6, type * 6 + 6).to_i'}
      length:
        value: 'known == 0 ? 89 : explained.length'
        -unit: bytes
        doc: 'Size of the message in bytes, including sync pattern and type'
      explained:
        value: _root.messages[known - 1].body.as<format>
        if: known != 0
        doc: Format message of the type
      entry: {value: '(1000001 + index).to_s.substring(1, 7)'}
      at: {value: body.as<format>.type * 6, if: is_format}
      formats:
        value: >-
          is_format ? before.substring(0, at) + entry + before.substring(at + 6, 1536) : before
        doc: Format table after the message
    to-string: 'is_format ? "FMT" : explained.name'
  format:
    doc: Format message (FMT)
    seq:
      - {id: type, type: u1, doc: Message type}
      - id: length
        type: u1
        valid: {min: 3}
        -unit: bytes
        doc: 'Size of a message in bytes, including sync pattern and type'
      - {id: name, type: str, size: 4, terminator: 0, doc: Message name}
      - {id: format, type: str, size: 16, terminator: 0, doc: 'Format string, one character per field'}
      - {id: columns, type: str, size: 64, terminator: 0, doc: 'Field names, separated by commas'}
  record:
    doc: 'Message fields, one per format character'
    doc-ref: LogStructure.h, "Format characters in the format string for binary log messages"
    seq:
      - id: values
        repeat: expr
        repeat-expr: letters.length
        type:
          switch-on: letters.substring(_index, _index + 1)
          cases: {
            '"a"': array, '"b"': s1, '"B"': u1, '"h"': s2, '"H"': u2, '"i"': s4, '"I"': u4,
            '"f"': f4, '"d"': f8, '"n"': text(4), '"N"': text(16), '"Z"': text(64), '"c"': s2,
            '"C"': u2, '"e"': s4, '"E"': u4, '"L"': s4, '"M"': u1, '"q"': s8, '"Q"': u8, '"g"': half,
          }
        doc: 'Field values; hundredths for c, C, e and E, units of 1e-7 ° for L'
    instances:
      letters: {value: _parent.explained.format}
  array: {seq: [{id: items, type: s2, repeat: expr, repeat-expr: 32}]}
  half: {seq: [{id: bits, type: u2, -hex: true, doc: Half-precision float}]}
  text:
    params: [{id: len_text, type: u1}]
    seq: [{id: text, type: str, size: len_text, terminator: 0}]
    to-string: text
