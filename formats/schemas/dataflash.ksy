meta:
  id: dataflash
  title: ArduPilot dataflash log
  application: ArduPilot
  file-extension: [bin, log]
  license: MIT OR Apache-2.0
  endian: le
  encoding: ASCII
doc: |
  A flight log of ArduPilot. It describes itself: a format message says how long the messages of a
  type are, what they are called, and which fields they have. There is no checksum.
doc-ref:
  - https://ardupilot.org/dev/docs/code-overview-adding-a-new-log-message.html
  - https://github.com/ArduPilot/ardupilot/blob/master/libraries/AP_Logger/LogStructure.h
seq:
  - {id: messages, type: message(_index), repeat: eos, doc: All messages in the order of the flight}
instances:
  # The table of formats: for each type six digits, the number of its format message and 1.
  none: {value: '"000000000000000000000000000000000000000000000000"'}
  none_of_64: {value: none + none + none + none + none + none + none + none}
  no_formats: {value: none_of_64 + none_of_64 + none_of_64 + none_of_64}
types:
  message:
    params: [{id: index, type: s4, doc: Which message of the file}]
    seq:
      - {id: head, contents: [0xa3, 0x95], doc: Begins every message}
      - id: type
        type: u1
        valid: {expr: known != 0 or is_format}
        doc: 'What it is: a number that a format message before it explains'
      - id: body
        size: length - 3
        type: {switch-on: is_format, cases: {true: format, false: record}}
        doc: The fields of the message
    instances:
      is_format: {value: type == 0x80, doc: Whether it explains a type}
      before:
        value: 'index == 0 ? _root.no_formats : _root.messages[index - 1].formats'
        doc: The table of formats in front of the message
      known: {value: 'before.substring(type * 6, type * 6 + 6).to_i'}
      length: {value: 'known == 0 ? 89 : explained.length', -unit: bytes, doc: Head included}
      explained:
        value: _root.messages[known - 1].body.as<format>
        if: known != 0
        doc: The format message of the type
      entry: {value: '(1000001 + index).to_s.substring(1, 7)'}
      at: {value: body.as<format>.type * 6, if: is_format}
      formats:
        value: >-
          is_format ? before.substring(0, at) + entry + before.substring(at + 6, 1536) : before
        doc: The table of formats behind the message
    to-string: 'is_format ? "FMT" : explained.name'
  format:
    doc: What messages of a type are
    seq:
      - {id: type, type: u1, doc: The type}
      - id: length
        type: u1
        valid: {min: 3}
        -unit: bytes
        doc: 'Of a whole message, head included'
      - {id: name, type: str, size: 4, terminator: 0}
      - {id: format, type: str, size: 16, terminator: 0, doc: A letter for each field}
      - {id: columns, type: str, size: 64, terminator: 0, doc: Names of the fields}
  record:
    doc: The fields, one for each letter of the format
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
        doc: 'In hundredths for c, C, e and E; in 1e-7 ° for L'
    instances:
      letters: {value: _parent.explained.format}
  array: {seq: [{id: items, type: s2, repeat: expr, repeat-expr: 32}]}
  half: {seq: [{id: bits, type: u2, -hex: true, doc: A float of 16 bits}]}
  text:
    params: [{id: len_text, type: u1}]
    seq: [{id: text, type: str, size: len_text, terminator: 0}]
    to-string: text
