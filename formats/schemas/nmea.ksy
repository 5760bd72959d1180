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
  - {id: end, type: line_end, doc: 'End of line: CR LF, LF, CR, or the end of the input'}
types:
  line_end:
    seq:
      - {id: cr, contents: [0x0d], if: not _io.eof and first == 0x0d, doc: Carriage return}
      - id: lf
        contents: [0x0a]
        if: not _io.eof and (first != 0x0d or second == 0x0a)
        doc: Line feed
    instances:
      first: {pos: _io.pos, type: u1, if: not _io.eof, -hex: true, doc: First character after the checksum}
      second: {pos: _io.pos, type: u1, if: not _io.eof, -hex: true, doc: Character after CR}
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
            '"GGA"': gga, '"GLL"': gll, '"GSA"': gsa, '"GSV"': gsv, '"RMC"': rmc, '"VTG"': vtg, '"GNS"': gns,
            '"GST"': gst, '"ZDA"': zda, '"GBS"': gbs, '"GRS"': grs, '"DTM"': dtm, '"HDT"': hdt, '"HDG"': hdg,
            '"THS"': ths, '"TXT"': txt, '"ROT"': rot, '"DBT"': dbt, '"DPT"': dpt, '"MTW"': mtw, '"MWV"': mwv,
            '"MWD"': mwd, '"VHW"': vhw, '"VLW"': vlw, '"VDR"': vdr, '"RSA"': rsa, '"APB"': apb, '"RMB"': rmb,
            '"BWC"': bwc, '"XTE"': xte, '"XDR"': xdr, '"RLM"': rlm, '"VDM"': ais, '"VDO"': ais, _: other,
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
    seq:
      - id: text
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Degrees, two digits of minutes, and decimal fraction of the minutes'
      - {id: hemisphere, type: str, terminator: 0x2c, eos-error: false, doc: 'Hemisphere: N, S, E or W'}
    instances:
      start: {value: 'text.length > 0 and text.substring(0, 1) == "-" ? 1 : 0', doc: Index of the first digit}
      point:
        value: >-
          text.length > 5 and text.substring(5, 6) == "." ? 5 : text.length > 4 and text.substring(4, 5) == "." ? 4 :
          text.length > 3 and text.substring(3, 4) == "." ? 3 : text.length > 6 and text.substring(6, 7) == "." ? 6 :
          text.length > 2 and text.substring(2, 3) == "." ? 2 : text.length
        doc: Index of the decimal point
      decimals: {value: 'text.length <= point + 1 ? 0 : text.length - point > 10 ? 9 : text.length - point - 1'}
      fraction:
        value: 'decimals == 0 ? 0 : text.substring(point + 1, point + 1 + decimals).to_i'
        doc: Decimal digits of the minutes
      minutes:
        if: point >= start + 2
        value: >-
          text.substring(point - 2, point).to_i + fraction * 1.0 /
          [1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000][decimals]
      is_negative:
        value: '(hemisphere == "S" or hemisphere == "W" or hemisphere == "s" or hemisphere == "w") != (start == 1)'
        doc: True for south and west
      degrees:
        value: >-
          ((point > start + 2 ? text.substring(start, point - 2).to_i : 0) + minutes / 60) * (is_negative ? -1 : 1)
        if: point >= start + 2
        -unit: °
        doc: 'Degrees, positive north and east'
  gga:
    doc: GPS fix data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - id: quality
        -number: integer
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Quality indicator: 0 no fix, 1 GNSS, 2 differential, 4 RTK fixed, 5 RTK float, 6 estimated'
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer, doc: Number of satellites used}
      - id: hdop
        type: str
        terminator: 0x2c
        eos-error: false
        -number: float
        doc: Horizontal dilution of precision
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, doc: Altitude above mean sea level}
      - {id: alt_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, M for meters'}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, -number: float, doc: Geoid separation}
      - {id: sep_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, M for meters'}
      - id: diff_age
        -number: float
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
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
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
        -number: integer
        type: str
        terminator: 0x2c
        eos-error: false
        doc: 'Navigation mode: 1 no fix, 2 2D fix, 3 3D fix'
      - {id: svids, type: field, repeat: expr, repeat-expr: 12, doc: IDs of the satellites used}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: system_id, type: str, terminator: 0x2c, eos-error: false, doc: 'GNSS system ID, since version 4.11'}
  gsv:
    doc: 'GNSS satellites in view, up to four per sentence'
    seq:
      - id: num_msg
        type: str
        terminator: 0x2c
        eos-error: false
        -number: integer
        doc: Number of sentences in the group
      - id: msg_num
        type: str
        terminator: 0x2c
        eos-error: false
        -number: integer
        doc: Sentence number within the group
      - id: num_sv
        type: str
        terminator: 0x2c
        eos-error: false
        -number: integer
        doc: Number of satellites in view
      - {id: svs, type: satellite, repeat: expr, repeat-expr: (left + 2) / 4}
      - id: signal_id
        type: str
        terminator: 0x2c
        eos-error: false
        if: left % 4 == 1
        doc: 'Signal ID, since version 4.11'
    instances:
      text: {pos: 0, size-eos: true, doc: Fields as transmitted}
      list: {pos: 0, type: field, repeat: eos, doc: 'Fields, without an empty last field'}
      left:
        value: 'text.length == 0 ? 0 : list.size + (text.last == 0x2c ? 1 : 0) - 3'
        doc: Number of fields after the counts
  satellite:
    seq:
      - {id: svid, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: elv, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: °}
      - {id: az, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: °}
      - {id: cno, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: dBHz}
  rmc:
    doc: Recommended minimum specific GNSS data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: status, type: str, terminator: 0x2c, eos-error: false, doc: 'Status: A valid, V warning'}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn, doc: Speed over ground}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °, doc: Course over ground}
      - {id: date, type: str, terminator: 0x2c, eos-error: false, doc: 'Date, ddmmyy'}
      - {id: mv, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °, doc: Magnetic variation}
      - {id: mv_ew, type: str, terminator: 0x2c, eos-error: false, doc: 'Direction of the magnetic variation, E or W'}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'Mode, since version 2.3'}
      - {id: nav_status, type: str, terminator: 0x2c, eos-error: false, doc: 'Navigational status, since version 4.1'}
  vtg:
    doc: Course over ground and ground speed
    seq:
      - id: cogt
        type: str
        terminator: 0x2c
        eos-error: false
        -number: float
        -unit: °
        doc: 'Course over ground, true'
      - {id: cogt_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Reference, T for true'}
      - id: cogm
        -number: float
        type: str
        terminator: 0x2c
        eos-error: false
        -unit: °
        doc: 'Course over ground, magnetic'
      - {id: cogm_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Reference, M for magnetic'}
      - {id: sogn, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn, doc: Speed over ground}
      - {id: sogn_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, N for knots'}
      - {id: sogk, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: km/h, doc: Speed over ground}
      - {id: sogk_unit, type: str, terminator: 0x2c, eos-error: false, doc: 'Unit, K for km/h'}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false, doc: 'Mode, since version 2.3'}
  gns:
    doc: GNSS fix data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: diff_age, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: diff_station, type: str, terminator: 0x2c, eos-error: false}
      - {id: nav_status, type: str, terminator: 0x2c, eos-error: false}
  gst:
    doc: GNSS pseudorange error statistics
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: range_rms, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: std_major, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: std_minor, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: orient, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: std_lat, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: std_lon, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: std_alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
  zda:
    doc: Time and date
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: month, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: year, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: local_zone_hours, type: str, terminator: 0x2c, eos-error: false}
      - {id: local_zone_minutes, type: str, terminator: 0x2c, eos-error: false}
  gbs:
    doc: GNSS satellite fault detection
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: err_lat, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: err_lon, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: err_alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: svid, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: probability, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bias, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: stddev, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: system_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: signal_id, type: str, terminator: 0x2c, eos-error: false}
  grs:
    doc: GNSS range residuals
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: residuals, type: field, repeat: expr, repeat-expr: 12, -unit: m, doc: Range residuals}
      - {id: system_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: signal_id, type: str, terminator: 0x2c, eos-error: false}
  dtm:
    doc: Datum reference
    seq:
      - {id: datum, type: str, terminator: 0x2c, eos-error: false}
      - {id: sub_datum, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat_offset, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ns, type: str, terminator: 0x2c, eos-error: false}
      - {id: lon_offset, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ew, type: str, terminator: 0x2c, eos-error: false}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: ref_datum, type: str, terminator: 0x2c, eos-error: false}
  hdt:
    doc: True heading
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: reference, type: str, terminator: 0x2c, eos-error: false}
  hdg:
    doc: 'Heading, deviation and variation'
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: deviation, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: deviation_ew, type: str, terminator: 0x2c, eos-error: false}
      - {id: variation, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: variation_ew, type: str, terminator: 0x2c, eos-error: false}
  ths:
    doc: True heading and status
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  txt:
    doc: Text transmission
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_type, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  rot:
    doc: Rate of turn
    seq:
      - {id: rot, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °/min}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  dbt:
    doc: Depth below transducer
    seq:
      - {id: feet, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: feet_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: fathoms, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: fathoms_unit, type: str, terminator: 0x2c, eos-error: false}
  dpt:
    doc: Depth of water
    seq:
      - {id: depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: offset, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: range_scale, type: str, terminator: 0x2c, eos-error: false, -number: float}
  mtw:
    doc: Water temperature
    seq:
      - {id: temperature, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: unit, type: str, terminator: 0x2c, eos-error: false}
  mwv:
    doc: Wind speed and angle
    seq:
      - {id: angle, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: speed_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  mwd:
    doc: Wind direction and speed
    seq:
      - {id: true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
  vhw:
    doc: Water speed and heading
    seq:
      - {id: heading_true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading_magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: kmh, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: kmh_unit, type: str, terminator: 0x2c, eos-error: false}
  vlw:
    doc: Distance traveled
    seq:
      - {id: total_water, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: total_water_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: water, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: water_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: total_ground, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: total_ground_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: ground, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ground_unit, type: str, terminator: 0x2c, eos-error: false}
  vdr:
    doc: Set and drift
    seq:
      - {id: true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: spd_unit, type: str, terminator: 0x2c, eos-error: false}
  rsa:
    doc: Rudder sensor angle
    seq:
      - {id: starboard, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: starboard_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: port, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: port_status, type: str, terminator: 0x2c, eos-error: false}
  apb:
    doc: Autopilot sentence B
    seq:
      - {id: general_warning, type: str, terminator: 0x2c, eos-error: false}
      - {id: cycle_warning, type: str, terminator: 0x2c, eos-error: false}
      - {id: cross_track_error, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: steer_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: arrival_circle, type: str, terminator: 0x2c, eos-error: false}
      - {id: arrival_perpendicular, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing_origin, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_origin_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  rmb:
    doc: Recommended minimum navigation information
    seq:
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: cross_track_error, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: steer_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: origin, type: str, terminator: 0x2c, eos-error: false}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: range, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: closing_speed, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: arrival_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  bwc:
    doc: Bearing and distance to waypoint
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: bearing_true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing_magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  xte:
    doc: Cross-track error
    seq:
      - {id: general_warning, type: str, terminator: 0x2c, eos-error: false}
      - {id: cycle_warning, type: str, terminator: 0x2c, eos-error: false}
      - {id: cross_track_error, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: steer_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  xdr:
    doc: Transducer measurements
    seq:
      - {id: items, type: xdr_item, repeat: eos}
  xdr_item:
    seq:
      - {id: transducer_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: data, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: name, type: str, terminator: 0x2c, eos-error: false}
  rlm:
    doc: Return link message
    seq:
      - {id: beacon, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false, doc: 'UTC time, hhmmss.ss'}
      - {id: code, type: str, terminator: 0x2c, eos-error: false}
      - {id: body, type: str, terminator: 0x2c, eos-error: false}
  ais:
    doc: AIS message
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer, doc: Number of sentences}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer, doc: Sentence number}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false, doc: Sequential message ID}
      - {id: channel, type: str, terminator: 0x2c, eos-error: false, doc: 'Radio channel, A or B'}
      - {id: payload, type: str, terminator: 0x2c, eos-error: false, doc: Six-bit characters of the message}
      - {id: fill_bits, type: str, terminator: 0x2c, eos-error: false, -number: integer, doc: Number of fill bits}
    instances:
      header:
        pos: num_msg.length + msg_num.length + sequence_id.length + channel.length + 4
        type: ais_header
        if: msg_num == "1" and payload.length >= 7
      message_type: {value: header.message_type, if: msg_num == "1" and payload.length >= 7, doc: AIS message type}
      repeat_indicator: {value: header.repeat_indicator, if: msg_num == "1" and payload.length >= 7}
      mmsi: {value: header.mmsi, if: msg_num == "1" and payload.length >= 7, doc: MMSI of the sender}
  ais_header:
    doc: Start of an AIS message
    doc-ref: ITU-R M.1371-5, annex 8
    seq: [{id: codes, type: ais_character, repeat: expr, repeat-expr: 7}]
    instances:
      message_type: {value: 'codes[0].value'}
      repeat_indicator: {value: 'codes[1].value >> 4'}
      mmsi:
        value: >-
          (codes[1].value & 15) << 26 | codes[2].value << 20 | codes[3].value << 14 | codes[4].value << 8 |
          codes[5].value << 2 | codes[6].value >> 4
  ais_character:
    seq: [{id: character, type: u1}]
    instances: {value: {value: 'character - (character < 0x60 ? 0x30 : 0x38)', doc: Six bits}}
enums:
  starts: {0x24: sentence, 0x21: encapsulation}
