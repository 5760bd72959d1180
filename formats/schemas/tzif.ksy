meta:
  id: tzif
  title: Time zone information (TZif)
  application: [tzcode, glibc, zic]
  file-extension: tzif
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: be
  -complete: true
  encoding: ASCII
  xref:
    mime: application/tzif
    rfc: [8536, 9636]
doc: |
  Transitions and local time types of a time zone, as compiled by zic from the tz database and installed
  in /usr/share/zoneinfo. Since version 2, a file has two pairs of header and data block, the first with
  32-bit and the second with 64-bit times, and a footer with the rule for times after the last transition.
doc-ref:
  - https://www.rfc-editor.org/rfc/rfc8536
  - https://www.rfc-editor.org/rfc/rfc9636
-summary: 'Time zone, {footer.tz_string:quoted}, {data.transition_times:count transition||data_v1.transition_times:count transition}'
seq:
  - {id: header_v1, type: header, doc: Version 1 header}
  - {id: data_v1, type: 'data_block(header_v1, 4)', doc: Version 1 data block (32-bit times)}
  - id: header
    type: header
    if: header_v1.version != versions::v1
    doc: Version 2+ header
  - id: data
    type: data_block(header, 8)
    if: header_v1.version != versions::v1
    doc: Version 2+ data block (64-bit times)
  - id: footer
    type: footer
    if: header_v1.version != versions::v1
    doc: Footer
types:
  header:
    seq:
      - {id: magic, contents: TZif, doc: Magic number}
      - id: version
        type: u1
        enum: versions
        doc: Format version as an ASCII digit; NUL for version 1
      - {id: reserved, size: 15, doc: 'Reserved, must be 0'}
      - id: isutcnt
        type: u4
        doc: 'Number of UT/local indicators, 0 or typecnt'
      - id: isstdcnt
        type: u4
        doc: 'Number of standard/wall indicators, 0 or typecnt'
      - {id: leapcnt, type: u4, doc: Number of leap-second records}
      - {id: timecnt, type: u4, doc: Number of transition times}
      - id: typecnt
        type: u4
        valid: {expr: _ >= 1 and (isutcnt == 0 or isutcnt == _) and (isstdcnt == 0 or isstdcnt == _)}
        doc: 'Number of local time type records, at least 1'
      - id: charcnt
        type: u4
        valid: {min: 1}
        -unit: bytes
        doc: 'Size of the time zone designations in bytes, including NUL terminators'
    doc-ref: RFC 9636, section 3.1 "TZif Header"
  data_block:
    params:
      - {id: header, type: header, doc: Header with the counts}
      - {id: time_size, type: u1, doc: Size of a time in bytes}
    seq:
      - id: transition_times
        type: 'time(time_size, _index == 0 ? -0x8000000000000000 : transition_times[_index - 1].value + 1)'
        repeat: expr
        repeat-expr: header.timecnt
        doc: 'Transition times, in ascending order'
      - id: transition_types
        type: u1
        valid: {max: header.typecnt - 1}
        repeat: expr
        repeat-expr: header.timecnt
        doc: 'Transition types, indices into `local_time_type_records`'
      - id: local_time_type_records
        type: local_time_type_record(header.charcnt)
        repeat: expr
        repeat-expr: header.typecnt
        doc: Local time type records
      - id: time_zone_designations
        type: time_zone_designations
        size: header.charcnt
        doc: 'Time zone designations, such as CET'
      - id: leap_second_records
        type: >-
          leap_second_record(time_size, header.version, _index,
          _index == 0 ? 0 : leap_second_records[_index - 1].occur.value + 1,
          _index == 0 ? 0 : leap_second_records[_index - 1].corr)
        repeat: expr
        repeat-expr: header.leapcnt
        doc: 'Leap-second records, in ascending order'
      - id: standard_wall_indicators
        type: u1
        valid: {any-of: [0, 1]}
        repeat: expr
        repeat-expr: header.isstdcnt
        doc: 'Standard/wall indicators by local time type: 1 for standard time, 0 for wall clock time'
      - id: ut_local_indicators
        type: u1
        valid: {any-of: [0, 1]}
        -check: {max: 'header.isstdcnt == 0 ? 0 : standard_wall_indicators[_index]'}
        repeat: expr
        repeat-expr: header.isutcnt
        doc: 'UT/local indicators by local time type: 1 for UT, which requires standard time; 0 for local time'
    doc-ref: RFC 9636, section 3.2 "TZif Data Block"
  time:
    params:
      - {id: time_size, type: u1, doc: Size of a time in bytes}
      - {id: min, type: s8, doc: Minimum value}
    seq:
      - id: value
        type:
          switch-on: time_size
          cases:
            4: s4
            8: s8
        -check: {min: min}
        -unit: s
        -epoch: unix
        doc: Seconds since 1970-01-01 00:00:00 UTC
  local_time_type_record:
    params:
      - {id: charcnt, type: u4, doc: Size of the time zone designations in bytes}
    seq:
      - {id: utoff, type: s4, valid: {min: -0x7fffffff}, -unit: s, doc: Offset of local time from UT}
      - {id: isdst, type: u1, valid: {any-of: [0, 1]}, doc: '1 for daylight saving time, 0 for standard time'}
      - id: desigidx
        type: u1
        valid: {max: charcnt - 1}
        doc: Byte index of the designation in `time_zone_designations`
    instances:
      designation:
        io: _parent.time_zone_designations._io
        pos: desigidx
        type: strz
        doc: Time zone designation
    doc-ref: RFC 9636, section 3.2 "local time type records"
  time_zone_designations:
    seq:
      - {id: names, type: strz, repeat: eos, doc: Designations; a designation may be a suffix of another}
  leap_second_record:
    params:
      - {id: time_size, type: u1, doc: Size of a time in bytes}
      - {id: version, type: u1, enum: versions, doc: Format version}
      - {id: index, type: u4, doc: Index of the record}
      - {id: min, type: s8, doc: Minimum time}
      - {id: previous, type: s4, doc: Correction of the previous record}
    seq:
      - {id: occur, type: 'time(time_size, min)', doc: Time at which the correction takes effect}
      - id: corr
        type: s4
        -check:
          expr: index == 0 or _ == previous + 1 or _ == previous - 1 or version.to_i >= 0x34 and _ == previous
        -unit: s
        doc: >-
          Leap-second correction that takes effect at this time; differs by 1 from the previous one. The first
          correction of a truncated table may have any value. Since version 4, a correction equal to the previous
          one is the expiration
    doc-ref: RFC 9636, section 3.2 "leap-second records"
  footer:
    seq:
      - {id: nl, contents: "\n", doc: Newline}
      - id: tz_string
        type: str
        terminator: 0x0a
        -content: posix_tz
        doc: TZ string with the rule for times after the last transition; may be empty
    doc-ref: RFC 9636, section 3.3 "TZif Footer"
enums:
  versions:
    0: {id: v1, doc: 32-bit times only}
    0x32: {id: v2, doc: 64-bit times and footer}
    0x33: {id: v3, doc: TZ string may have hours from -167 to 167}
    0x34: {id: v4, doc: Leap-second table may be truncated at the start or expire}
