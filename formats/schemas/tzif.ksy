meta:
  id: tzif
  title: Time zone information (TZif)
  application: [tzcode, glibc, zic]
  file-extension: tzif
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: be
  encoding: ASCII
  xref:
    mime: application/tzif
    rfc: [8536, 9636]
doc: |
  The history of a time zone: when its offset from UT changed, and to what. Files are what the compiler
  of the tz database writes, one per zone, below /usr/share/zoneinfo. Since version 2 the data stands
  twice, with 32-bit times for old readers and then with 64-bit times, and a rule for the time behind
  the last transition ends the file.
doc-ref:
  - https://www.rfc-editor.org/rfc/rfc8536
  - https://www.rfc-editor.org/rfc/rfc9636
seq:
  - {id: header_v1, type: header, doc: Counts of the block with 32-bit times}
  - {id: data_v1, type: 'data_block(header_v1, 4)', doc: The block with 32-bit times}
  - id: header
    type: header
    if: header_v1.version != versions::v1
    doc: Counts of the block with 64-bit times
  - id: data
    type: data_block(header, 8)
    if: header_v1.version != versions::v1
    doc: The block with 64-bit times
  - id: footer
    type: footer
    if: header_v1.version != versions::v1
    doc: What holds behind the last transition
types:
  header:
    seq:
      - {id: magic, contents: TZif, doc: Identifies the format}
      - id: version
        type: u1
        enum: versions
        doc: Version of the format, as an ASCII digit; 0 is version 1
      - {id: reserved, size: 15, doc: 'Reserved, zeros'}
      - id: num_ut_local
        -orig-id: isutcnt
        type: u4
        doc: Number of UT/local indicators, none or one for each local time type
      - id: num_standard_wall
        -orig-id: isstdcnt
        type: u4
        doc: Number of standard/wall indicators, none or one for each local time type
      - {id: num_leap_seconds, -orig-id: leapcnt, type: u4, doc: Number of leap-second records}
      - {id: num_transitions, -orig-id: timecnt, type: u4, doc: Number of transition times}
      - id: num_types
        -orig-id: typecnt
        type: u4
        valid: {expr: _ >= 1 and (num_ut_local == 0 or num_ut_local == _) and (num_standard_wall == 0 or num_standard_wall == _)}
        doc: Number of local time types, at least one
      - id: len_designations
        -orig-id: charcnt
        type: u4
        valid: {min: 1}
        -unit: bytes
        doc: Length of all designations, with their terminating zeros
    doc-ref: RFC 9636, section 3.1 "TZif Header"
  data_block:
    params:
      - {id: header, type: header, doc: The counts}
      - {id: time_size, type: u1, doc: Bytes of a time}
    seq:
      - id: transition_times
        type: time(time_size)
        repeat: expr
        repeat-expr: header.num_transitions
        doc: When local time changed, ascending
      - id: transition_types
        type: u1
        valid: {max: header.num_types - 1}
        repeat: expr
        repeat-expr: header.num_transitions
        doc: The local time type from each transition on, an index into `local_time_types`
      - id: local_time_types
        type: local_time_type(header.len_designations)
        repeat: expr
        repeat-expr: header.num_types
        doc: Ways in which local time was reckoned
      - id: designations
        type: designations
        size: header.len_designations
        doc: Abbreviations of local time, such as CET
      - id: leap_seconds
        type: leap_second(time_size)
        repeat: expr
        repeat-expr: header.num_leap_seconds
        doc: Leap seconds, ascending
      - id: standard_wall
        type: u1
        valid: {any-of: [0, 1]}
        repeat: expr
        repeat-expr: header.num_standard_wall
        doc: For each local time type, 1 if its transitions were given in standard time
      - id: ut_local
        type: u1
        valid: {any-of: [0, 1]}
        repeat: expr
        repeat-expr: header.num_ut_local
        doc: For each local time type, 1 if its transitions were given in UT
    doc-ref: RFC 9636, section 3.2 "TZif Data Block"
  time:
    params:
      - {id: time_size, type: u1, doc: Bytes of a time}
    seq:
      - id: value
        type:
          switch-on: time_size
          cases:
            4: s4
            8: s8
        -unit: s
        doc: Seconds since 1970-01-01 00:00 UTC
  local_time_type:
    params:
      - {id: len_designations, type: u4, doc: Length of all designations}
    seq:
      - {id: utoff, type: s4, valid: {min: -0x7fffffff}, -unit: s, doc: To be added to UT to get local time}
      - {id: isdst, type: u1, valid: {any-of: [0, 1]}, doc: 1 if this is daylight saving time}
      - id: desigidx
        type: u1
        valid: {max: len_designations - 1}
        doc: Where the designation begins in `designations`
    instances:
      designation:
        io: _parent.designations._io
        pos: desigidx
        type: strz
        doc: Abbreviation of this kind of local time
    doc-ref: RFC 9636, section 3.2 "local time type records"
  designations:
    seq:
      - {id: names, type: strz, repeat: eos, doc: The abbreviations; one may be the end of another}
  leap_second:
    params:
      - {id: time_size, type: u1, doc: Bytes of a time}
    seq:
      - {id: occurrence, -orig-id: occur, type: time(time_size), doc: When the correction takes effect}
      - {id: correction, -orig-id: corr, type: s4, -unit: s, doc: Leap seconds in force from then on}
    doc-ref: RFC 9636, section 3.2 "leap-second records"
  footer:
    seq:
      - {id: begin, contents: "\n", doc: A line feed}
      - id: tz
        type: str
        terminator: 0x0a
        doc: Rule for the time behind the last transition, as in the environment variable TZ; empty if there is none
    doc-ref: RFC 9636, section 3.3 "TZif Footer"
enums:
  versions:
    0: {id: v1, doc: 32-bit times only}
    0x32: {id: v2, doc: 64-bit times and a footer}
    0x33: {id: v3, doc: The footer's rule may have hours from -167 to 167}
    0x34: {id: v4, doc: The leap-second table may be cut at its start or expire}
