meta:
  id: nmea
  title: NMEA 0183 sentences
  license: MIT OR Apache-2.0
  encoding: ASCII
  -frame: {max-size: 1024}
doc: |
  A line of text from a satellite receiver or another instrument of a ship. Fields stand between
  commas and may be empty; they are shown as they are written. The standard allows 82 characters a
  line; devices write longer ones.
doc-ref:
  - NMEA 0183 version 4.11, section 5 "Data format protocol"
  - https://gpsd.gitlab.io/gpsd/NMEA.html
seq:
  - {id: start, type: u1, enum: starts, valid: {in-enum: true}, -hex: true, doc: Begins a sentence}
  - id: sentence
    type: sentence
    terminator: 0x2a
    consume: false
    valid: {expr: _.raw.length > 0 and _.raw.min >= 0x20 and _.raw.max <= 0x7e}
    doc: All that the checksum covers, printable characters
  - {id: star, contents: '*', doc: Ends the sentence}
  - id: checksum
    type: str
    size: 2
    -checksum: {algorithm: xor-8, from: sentence, to: sentence}
    doc: The exclusive or of the sentence, in hexadecimal
  - {id: end, contents: [0x0d, 0x0a], doc: Ends the line}
types:
  sentence:
    seq:
      - id: address
        type: str
        terminator: 0x2c
        eos-error: false
        doc: Who speaks, in two letters, and what the fields are; `P` begins those of a manufacturer
      - id: fields
        size-eos: true
        type:
          switch-on: formatter
          cases: {
            '"GGA"': gga, '"GLL"': gll, '"GSA"': gsa, '"GSV"': gsv, '"RMC"': rmc, '"VTG"': vtg,
            _: other,
          }
    instances:
      raw: {pos: 0, size-eos: true, doc: The sentence as it was sent}
      is_standard: {value: 'address.length == 5 and address.substring(0, 1) != "P"'}
      talker: {value: 'address.substring(0, 2)', if: is_standard, doc: Who speaks}
      formatter: {value: 'is_standard ? address.substring(2, 5) : address', doc: What the fields are}
    to-string: address
  other:
    doc: A sentence whose fields are not described here
    seq: [{id: text, type: str, size-eos: true}]
    instances:
      list: {pos: 0, type: field, repeat: eos, doc: The fields; an empty one at the end is left out}
  field: {seq: [{id: text, type: str, terminator: 0x2c, eos-error: false}], to-string: text}
  coordinate:
    doc: A latitude or longitude
    params: [{id: digits, type: u1, doc: Digits of the degrees}]
    seq:
      - id: text
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Degrees, minutes and decimals'
      - {id: hemisphere, type: str, terminator: 0x2c, eos-error: false, doc: 'N, S, E or W'}
    instances:
      decimals: {value: 'text.length > digits + 3 ? text.length - digits - 3 : 0'}
      fraction:
        value: 'decimals == 0 ? 0 : text.substring(digits + 3, text.length).to_i'
        doc: Decimals of the minutes
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
        doc: Positive in the north and east
  gga:
    doc: Position and quality of the fix
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC, hhmmss.ss'}
      - {id: lat, type: coordinate(2)}
      - {id: lon, type: coordinate(3)}
      - id: quality
        type: str
        terminator: 0x2c
        eos-error: false
        doc: '0 none, 1 GNSS, 2 differential, 4 fixed, 5 float, 6 estimated'
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, doc: Satellites used}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, doc: Horizontal dilution}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, doc: Above mean sea level}
      - {id: alt_unit, type: str, terminator: 0x2c, eos-error: false, doc: M for metres}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, doc: Geoid above the ellipsoid}
      - {id: sep_unit, type: str, terminator: 0x2c, eos-error: false, doc: M for metres}
      - id: diff_age
        type: str
        terminator: 0x2c
        eos-error: false
        -unit: s
        doc: Age of corrections
      - id: diff_station
        type: str
        terminator: 0x2c
        eos-error: false
        doc: Station of corrections
  gll:
    doc: Position
    seq:
      - {id: lat, type: coordinate(2)}
      - {id: lon, type: coordinate(3)}
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC, hhmmss.ss'}
      - {id: status, type: str, terminator: 0x2c, eos-error: false, doc: 'A valid, V not'}
      - id: pos_mode
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'A autonomous, D differential, E estimated, N none'
  gsa:
    doc: Satellites used and dilution of precision
    seq:
      - {id: op_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'M manual, A automatic'}
      - id: nav_mode
        type: str
        terminator: 0x2c
        eos-error: false
        doc: '1 no fix, 2 flat, 3 in space'
      - {id: svids, type: field, repeat: expr, repeat-expr: 12, doc: Satellites used}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false}
      - {id: system_id, type: str, terminator: 0x2c, eos-error: false, doc: 'Since version 4.11'}
  gsv:
    doc: Satellites in view, up to four a sentence
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, doc: Sentences of this list}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, doc: Which of them this is}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, doc: Satellites in view}
      - {id: svs, type: satellite, repeat: expr, repeat-expr: 'left > 4 ? 4 : left < 0 ? 0 : left'}
      - {id: signal_id, type: str, terminator: 0x2c, eos-error: false, doc: Since version 4.11}
    instances:
      left:
        value: 'num_sv == "" ? 0 : num_sv.to_i - 4 * (msg_num.to_i - 1)'
        doc: Satellites that are in no sentence before
  satellite:
    seq:
      - {id: svid, type: str, terminator: 0x2c, eos-error: false}
      - {id: elv, type: str, terminator: 0x2c, eos-error: false, -unit: °}
      - {id: az, type: str, terminator: 0x2c, eos-error: false, -unit: °}
      - {id: cno, type: str, terminator: 0x2c, eos-error: false, -unit: dBHz}
  rmc:
    doc: The least that navigation needs
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC, hhmmss.ss'}
      - {id: status, type: str, terminator: 0x2c, eos-error: false, doc: 'A valid, V warning'}
      - {id: lat, type: coordinate(2)}
      - {id: lon, type: coordinate(3)}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -unit: kn, doc: Over ground}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -unit: °, doc: Course over ground}
      - {id: date, type: str, terminator: 0x2c, eos-error: false, doc: ddmmyy}
      - {id: mv, type: str, terminator: 0x2c, eos-error: false, -unit: °, doc: Magnetic variation}
      - {id: mv_ew, type: str, terminator: 0x2c, eos-error: false, doc: E or W}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'Since version 2.3'}
      - {id: nav_status, type: str, terminator: 0x2c, eos-error: false, doc: 'Since version 4.1'}
  vtg:
    doc: Course and speed over ground
    seq:
      - {id: cogt, type: str, terminator: 0x2c, eos-error: false, -unit: °, doc: From true north}
      - {id: cogt_unit, type: str, terminator: 0x2c, eos-error: false, doc: T}
      - id: cogm
        type: str
        terminator: 0x2c
        eos-error: false
        -unit: °
        doc: From magnetic north
      - {id: cogm_unit, type: str, terminator: 0x2c, eos-error: false, doc: M}
      - {id: sogn, type: str, terminator: 0x2c, eos-error: false, -unit: kn}
      - {id: sogn_unit, type: str, terminator: 0x2c, eos-error: false, doc: N}
      - {id: sogk, type: str, terminator: 0x2c, eos-error: false, -unit: km/h}
      - {id: sogk_unit, type: str, terminator: 0x2c, eos-error: false, doc: K}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false, doc: Since version 2.3}
enums:
  starts: {0x24: sentence, 0x21: encapsulation}
