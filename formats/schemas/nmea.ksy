meta:
  id: nmea
  title: NMEA 0183 sentences
  license: MIT OR Apache-2.0
  encoding: ASCII
  -frame: {max-size: 1024}
doc: |
  A sentence (one line of text) from a satellite receiver or a marine instrument. Fields are separated
  by commas, may be empty, and are shown as transmitted. The standard allows 82 characters per sentence; some
  devices exceed this.
doc-ref:
  - NMEA 0183 version 4.11, section 5 "Data format protocol"
  - https://gpsd.gitlab.io/gpsd/NMEA.html
seq:
  - {id: start, type: u1, enum: starts, valid: {in-enum: true}, -hex: true, doc: Start delimiter}
  - id: sentence
    type: sentence
    terminator: 0x2a
    consume: false
    valid: {expr: _.raw.length > 0 and _.raw.min >= 0x20 and _.raw.max <= 0x7e}
    doc: 'Printable characters covered by the checksum'
  - {id: star, contents: '*', doc: Checksum delimiter}
  - id: checksum
    type: str
    size: 2
    -checksum: {algorithm: xor-8, from: sentence, to: sentence}
    doc: 'XOR of the sentence''s characters, two hex digits'
  - {id: end, contents: [0x0d, 0x0a], doc: Carriage return and line feed}
types:
  sentence:
    seq:
      - id: address
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Address: two-character talker identifier and sentence formatter; proprietary if it starts with `P`'
      - id: fields
        size-eos: true
        type:
          switch-on: formatter
          cases: {
            '"GGA"': gga, '"GLL"': gll, '"GSA"': gsa, '"GSV"': gsv, '"RMC"': rmc, '"VTG"': vtg,
            _: other,
          }
    instances:
      raw: {pos: 0, size-eos: true, doc: Sentence as transmitted}
      is_standard: {value: 'address.length == 5 and address.substring(0, 1) != "P"'}
      talker: {value: 'address.substring(0, 2)', if: is_standard, doc: Talker identifier}
      formatter: {value: 'is_standard ? address.substring(2, 5) : address', doc: Sentence formatter}
    to-string: address
  other:
    doc: Sentence of another type
    seq: [{id: text, type: str, size-eos: true}]
    instances:
      list: {pos: 0, type: field, repeat: eos, doc: 'Fields, without an empty last field'}
  field: {seq: [{id: text, type: str, terminator: 0x2c, eos-error: false}], to-string: text}
  coordinate:
    doc: Latitude or longitude
    params: [{id: digits, type: u1, doc: Number of digits of the degrees}]
    seq:
      - id: text
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Degrees, minutes and decimal fraction'
      - {id: hemisphere, type: str, terminator: 0x2c, eos-error: false, doc: 'Hemisphere: N, S, E or W'}
    instances:
      decimals: {value: 'text.length > digits + 3 ? text.length - digits - 3 : 0'}
      fraction:
        value: 'decimals == 0 ? 0 : text.substring(digits + 3, text.length).to_i'
        doc: Decimal digits of the minutes
      minutes:
        if: text.length >= digits + 2
        value: >-
          text.substring(digits, digits + 2).to_i + fraction * 1.0 /
          [1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000][decimals]
      degrees:
        value: >-
          (text.substring(0, digits).to_i + minutes / 60) *
          (hemisphere == "S" or hemisphere == "W" ? -1 : 1)
        if: text.length >= digits + 2
        -unit: °
        doc: 'Degrees, positive north and east'
  gga:
    doc: GPS fix data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: lat, type: coordinate(2)}
      - {id: lon, type: coordinate(3)}
      - id: quality
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Quality indicator: 0 no fix, 1 GNSS, 2 differential, 4 RTK fixed, 5 RTK float, 6 estimated'
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, doc: Number of satellites used}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, doc: Horizontal dilution of precision}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, doc: Altitude above mean sea level}
      - {id: alt_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, M for meters'}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, doc: Geoid separation}
      - {id: sep_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, M for meters'}
      - id: diff_age
        type: str
        terminator: 0x2c
        eos-error: false
        -unit: s
        doc: Age of differential corrections
      - id: diff_station
        type: str
        terminator: 0x2c
        eos-error: false
        doc: Differential reference station ID
  gll:
    doc: Geographic position (latitude and longitude)
    seq:
      - {id: lat, type: coordinate(2)}
      - {id: lon, type: coordinate(3)}
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: status, type: str, terminator: 0x2c, eos-error: false, doc: 'Status: A valid, V invalid'}
      - id: pos_mode
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Mode: A autonomous, D differential, E estimated, N no fix'
  gsa:
    doc: GNSS DOP and active satellites
    seq:
      - {id: op_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'Operation mode: M manual, A automatic'}
      - id: nav_mode
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Navigation mode: 1 no fix, 2 2D fix, 3 3D fix'
      - {id: svids, type: field, repeat: expr, repeat-expr: 12, doc: IDs of the satellites used}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false}
      - {id: system_id, type: str, terminator: 0x2c, eos-error: false, doc: 'GNSS system ID, since version 4.11'}
  gsv:
    doc: 'GNSS satellites in view, up to four per sentence'
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, doc: Number of sentences in the group}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, doc: Sentence number within the group}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, doc: Number of satellites in view}
      - {id: svs, type: satellite, repeat: expr, repeat-expr: 'left > 4 ? 4 : left < 0 ? 0 : left'}
      - {id: signal_id, type: str, terminator: 0x2c, eos-error: false, doc: 'Signal ID, since version 4.11'}
    instances:
      left:
        value: 'num_sv == "" ? 0 : num_sv.to_i - 4 * (msg_num.to_i - 1)'
        doc: Number of satellites not listed in preceding sentences
  satellite:
    seq:
      - {id: svid, type: str, terminator: 0x2c, eos-error: false}
      - {id: elv, type: str, terminator: 0x2c, eos-error: false, -unit: °}
      - {id: az, type: str, terminator: 0x2c, eos-error: false, -unit: °}
      - {id: cno, type: str, terminator: 0x2c, eos-error: false, -unit: dBHz}
  rmc:
    doc: Recommended minimum specific GNSS data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: status, type: str, terminator: 0x2c, eos-error: false, doc: 'Status: A valid, V warning'}
      - {id: lat, type: coordinate(2)}
      - {id: lon, type: coordinate(3)}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -unit: kn, doc: Speed over ground}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -unit: °, doc: Course over ground}
      - {id: date, type: str, terminator: 0x2c, eos-error: false, doc: 'Date, ddmmyy'}
      - {id: mv, type: str, terminator: 0x2c, eos-error: false, -unit: °, doc: Magnetic variation}
      - {id: mv_ew, type: str, terminator: 0x2c, eos-error: false, doc: 'Direction of the magnetic variation, E or W'}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'Mode, since version 2.3'}
      - {id: nav_status, type: str, terminator: 0x2c, eos-error: false, doc: 'Navigational status, since version 4.1'}
  vtg:
    doc: Course over ground and ground speed
    seq:
      - {id: cogt, type: str, terminator: 0x2c, eos-error: false, -unit: °, doc: 'Course over ground, true'}
      - {id: cogt_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Reference, T for true'}
      - id: cogm
        type: str
        terminator: 0x2c
        eos-error: false
        -unit: °
        doc: 'Course over ground, magnetic'
      - {id: cogm_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Reference, M for magnetic'}
      - {id: sogn, type: str, terminator: 0x2c, eos-error: false, -unit: kn, doc: Speed over ground}
      - {id: sogn_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, N for knots'}
      - {id: sogk, type: str, terminator: 0x2c, eos-error: false, -unit: km/h, doc: Speed over ground}
      - {id: sogk_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, K for km/h'}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'Mode, since version 2.3'}
enums:
  starts: {0x24: sentence, 0x21: encapsulation}
