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
            '"BWC"': bwc, '"XTE"': xte, '"XDR"': xdr, '"RLM"': rlm, '"VDM"': ais, '"VDO"': ais,
            '"AAM"': aam, '"ABK"': abk, '"ACA"': aca, '"ACK"': ack, '"ACN"': acn, '"ACS"': acs, '"AKD"': akd,
            '"ALA"': ala, '"ALC"': alc, '"ALF"': alf, '"ALM"': alm, '"ALR"': alr, '"APA"': apa, '"ARC"': arc,
            '"BBM"': bbm, '"BEC"': bec, '"BOD"': bod, '"BWR"': bwr, '"BWW"': bww, '"CUR"': cur, '"DBK"': dbk,
            '"DBS"': dbs, '"DCN"': dcn, '"DDC"': ddc, '"DOR"': dor, '"DSC"': dsc, '"DSE"': dse, '"EPV"': epv,
            '"ETL"': etl, '"EVE"': eve, '"FIR"': fir, '"FSI"': fsi, '"GFA"': gfa, '"GLC"': glc, '"GMP"': gmp,
            '"GTD"': gtd, '"GXA"': gxa, '"HBT"': hbt, '"HCR"': hcr, '"HDM"': hdm, '"HFB"': hfb, '"HMR"': hmr,
            '"HMS"': hms, '"HRM"': hrm, '"HSC"': hsc, '"HSS"': hss, '"HTC"': htc, '"HTD"': htd, '"ITS"': its,
            '"LCD"': lcd, '"LLQ"': llq, '"LR1"': lr1, '"LR2"': lr2, '"LR3"': lr3, '"LRF"': lrf, '"LRI"': lri,
            '"MDA"': mda, '"MOB"': mob, '"MSK"': msk, '"MSS"': mss, '"MTA"': mta, '"NAK"': nak, '"NRM"': nrm,
            '"NRX"': nrx, '"NSR"': nsr, '"OSD"': osd, '"POS"': pos, '"PRC"': prc, '"RMA"': rma, '"ROR"': ror,
            '"RPM"': rpm, '"RRT"': rrt, '"RSD"': rsd, '"RTE"': rte, '"SFI"': sfi, '"SM1"': sm1, '"SMB"': smb,
            '"SPW"': spw, '"SSD"': ssd, '"STN"': stn, '"TDS"': tds, '"TFI"': tfi, '"TLB"': tlb, '"TLL"': tll,
            '"TPC"': tpc, '"TPR"': tpr, '"TPT"': tpt, '"TRC"': trc, '"TRD"': trd, '"TRF"': trf, '"TTD"': ttd,
            '"TTM"': ttm, '"TUT"': tut, '"UID"': uid, '"VBW"': vbw, '"VER"': ver, '"VPW"': vpw, '"VSD"': vsd,
            '"VTA"': vta, '"VWR"': vwr, '"VWT"': vwt, '"WAT"': wat, '"WCV"': wcv, '"WDC"': wdc, '"WDR"': wdr,
            '"WNC"': wnc, '"WPL"': wpl, '"XTR"': xtr, '"ZDL"': zdl, '"ZFO"': zfo, '"ZTG"': ztg, '"PUBX00"': pubx00,
            '"PUBX01"': pubx01, '"PUBX03"': pubx03, '"PUBX04"': pubx04, '"PUBX05"': pubx05, '"PUBX40"': pubx40,
            '"PUBX41"': pubx41, '"PGRMB"': pgrmb, '"PGRME"': pgrme, '"PGRMF"': pgrmf, '"PGRMH"': pgrmh,
            '"PGRMM"': pgrmm, '"PGRMT"': pgrmt, '"PGRMV"': pgrmv, '"PGRMZ"': pgrmz, '"PMGNST"': pmgnst,
            '"PMGNWPL"': pmgnwpl, '"PKWDWPL"': pkwdwpl, '"PORZD"': porzd, '"PRWIZCH"': prwizch, '"PTNTHTM"': ptnthtm,
            '"PTNTA"': ptnta, '"POHPR"': pohpr, '"PSRFEPE"': psrfepe, '"PFSTFOM"': pfstfom, '"PFECGPatt"': pfecgpatt,
            '"PFECGPhve"': pfecgphve, '"PMTK001"': pmtk001, '"PMTK010"': pmtk010, '"PMTK011"': pmtk011,
            '"PMTK705"': pmtk705, '"PMTKCHN"': pmtkchn, '"PASHR"': pashr, '"PASHRPOS"': pashrpos,
            '"PASHRSAT"': pashrsat, '"PASHRATT"': pashratt, '"PASHRHPR"': pashrhpr, '"PASHRCPO"': pashrcpo,
            '"PASHRRID"': pashrrid, '"PASHRLTN"': pashrltn, '"PASHRTEM"': pashrtem, '"PASHRVEL"': pashrvel,
            '"PSTI030"': psti030, '"PSTI032"': psti032, '"PTNLAVR"': ptnlavr, '"PTNLGGK"': ptnlggk,
            '"PTNLPJK"': ptnlpjk, '"PTNLVGK"': ptnlvgk, '"PTNLVHD"': ptnlvhd, '"PKLDS"': pklds, '"PKLSH"': pklsh,
            '"PKNDS"': pknds, '"PKNSH"': pknsh, '"PAIR001"': pair001, '"PQTMANTENNASTATUS"': pqtmantennastatus,
            '"PQTMDOP"': pqtmdop, '"PQTMDRCAL"': pqtmdrcal, '"PQTMDRPVA"': pqtmdrpva, '"PQTMEPE"': pqtmepe,
            '"PQTMIMU"': pqtmimu, '"PQTMINS"': pqtmins, '"PQTMJAMMINGSTATUS"': pqtmjammingstatus,
            '"PQTMODO"': pqtmodo, '"PQTMPVT"': pqtmpvt, '"PQTMSVINSTATUS"': pqtmsvinstatus, '"PQTMTAR"': pqtmtar,
            '"PQTMVEHATT"': pqtmvehatt, '"PQTMVEL"': pqtmvel, '"PQTMVERNO"': pqtmverno, '"PGLORFIX"': pglorfix,
            '"PGLORLSQ"': pglorlsq, '"PGLORSTA"': pglorsta, '"PGLORSPD"': pglorspd, '"PGLORPWR"': pglorpwr,
            '"PGLORAGC"': pgloragc, '"PGLOR"': pglor, '"PGLORCPU"': pglor, '"PGLORFIN"': pglor, '"PGLORFTS"': pglor,
            '"PGLORGFC"': pglor, '"PGLORGLO"': pglor, '"PGLORHLA"': pglor, '"PGLORIMS"': pglor, '"PGLORNEW"': pglor,
            '"PGLORPFM"': pglor, '"PGLORPPS"': pglor, '"PGLORRID"': pglor, '"PGLORSAT"': pglor, '"PGLORSIO"': pglor,
            '"PGLORSPA"': pglor, '"PGLORSPS"': pglor, '"PGLORSVC"': pglor, '"PGLORSVD"': pglor, '"PGLORUNC"': pglor,
            _: other,
          }
    instances:
      raw: {pos: 0, size-eos: true, doc: Sentence as transmitted}
      is_standard: {value: 'address.length == 5 and address.substring(0, 1) != "P"'}
      talker: {value: 'address.substring(0, 2)', if: is_standard, doc: Talker identifier}
      is_numbered:
        value: >-
          address == "PUBX" or address == "PSTI" or address == "PASHR" or address == "PTNL" or address == "PFEC" or
          address == "PFST" or address == "PGLOR"
        doc: True for the proprietary sentences whose first fields identify the message
      first: {pos: address.length + 1, type: field, if: is_numbered and raw.length > address.length + 1}
      first_text: {value: 'is_numbered and raw.length > address.length + 1 ? first.text : ""', doc: First field}
      second:
        pos: address.length + first_text.length + 2
        type: field
        if: address == "PGLOR" and raw.length > address.length + first_text.length + 2
      message_id:
        value: >-
          address == "PGLOR" and first_text.length < 3 and raw.length > address.length + first_text.length + 2 ?
          second.text : first_text
        doc: 'Message ID of a proprietary sentence, in its first fields'
      formatter:
        value: >-
          is_standard ? address.substring(2, 5) :
          message_id.length > 0 and message_id.length <= 5 ? address + message_id : address
        doc: 'Sentence formatter; for proprietary sentences the address, followed by the message ID'
    to-string: address
  other:
    doc: Sentence of another type
    seq: [{id: values, type: field, repeat: expr, repeat-expr: num_values, doc: Fields in order}]
    instances:
      text: {pos: 0, size-eos: true, doc: Fields as transmitted}
      list: {pos: 0, type: field, repeat: eos, doc: 'Fields, without an empty last field'}
      num_values:
        value: 'text.length == 0 ? 0 : list.size + (text.last == 0x2c ? 1 : 0)'
        doc: Number of fields
  integer_field:
    seq: [{id: text, type: str, terminator: 0x2c, eos-error: false, -number: integer}]
    to-string: text
  float_field: {seq: [{id: text, type: str, terminator: 0x2c, eos-error: false, -number: float}], to-string: text}
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
      - {id: svids, type: integer_field, repeat: expr, repeat-expr: 12, doc: IDs of the satellites used}
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
      - {id: residuals, type: float_field, repeat: expr, repeat-expr: 12, -unit: m, doc: Range residuals}
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
  aam:
    doc: Waypoint arrival alarm
    seq:
      - {id: arrival_circle, type: str, terminator: 0x2c, eos-error: false}
      - {id: arrival_perpendicular, type: str, terminator: 0x2c, eos-error: false}
      - {id: radius, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: radius_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
  abk:
    doc: AIS addressed and binary broadcast acknowledgment
    seq:
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: acknowledgment, type: str, terminator: 0x2c, eos-error: false}
  aca:
    doc: AIS channel assignment
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat_ne, type: coordinate}
      - {id: lon_ne, type: coordinate}
      - {id: lat_sw, type: coordinate}
      - {id: lon_sw, type: coordinate}
      - {id: transition_zone, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel_a, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel_a_bandwidth, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel_b, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel_b_bandwidth, type: str, terminator: 0x2c, eos-error: false}
      - {id: tx_rx_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: power_level, type: str, terminator: 0x2c, eos-error: false}
      - {id: information_source, type: str, terminator: 0x2c, eos-error: false}
      - {id: in_use, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
  ack:
    doc: Alarm acknowledgment
    seq:
      - {id: alarm_id, type: str, terminator: 0x2c, eos-error: false}
  acn:
    doc: Alert command
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: manufacturer, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_instance, type: str, terminator: 0x2c, eos-error: false}
      - {id: command, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  acs:
    doc: AIS channel management source
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: month, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: year, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  akd:
    doc: Acknowledgment detail
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: system, type: str, terminator: 0x2c, eos-error: false}
      - {id: subsystem, type: str, terminator: 0x2c, eos-error: false}
      - {id: instance, type: str, terminator: 0x2c, eos-error: false}
      - {id: alarm_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: ack_system, type: str, terminator: 0x2c, eos-error: false}
      - {id: ack_subsystem, type: str, terminator: 0x2c, eos-error: false}
      - {id: ack_instance, type: str, terminator: 0x2c, eos-error: false}
  ala:
    doc: Detailed alarm condition
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: system, type: str, terminator: 0x2c, eos-error: false}
      - {id: subsystem, type: str, terminator: 0x2c, eos-error: false}
      - {id: instance, type: str, terminator: 0x2c, eos-error: false}
      - {id: alarm_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: alarm_condition, type: str, terminator: 0x2c, eos-error: false}
      - {id: acknowledgment, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  alc:
    doc: Cyclic alert list
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: num_alerts, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: alerts, type: alc_item, repeat: eos}
  alc_item:
    seq:
      - {id: manufacturer, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_instance, type: str, terminator: 0x2c, eos-error: false}
      - {id: revision, type: str, terminator: 0x2c, eos-error: false}
  alf:
    doc: Alert sentence
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: category, type: str, terminator: 0x2c, eos-error: false}
      - {id: priority, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_state, type: str, terminator: 0x2c, eos-error: false}
      - {id: manufacturer, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_instance, type: str, terminator: 0x2c, eos-error: false}
      - {id: revision, type: str, terminator: 0x2c, eos-error: false}
      - {id: escalation, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  alm:
    doc: GPS almanac
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: prn, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: week, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: health, type: str, terminator: 0x2c, eos-error: false}
      - {id: eccentricity, type: str, terminator: 0x2c, eos-error: false}
      - {id: reference_time, type: str, terminator: 0x2c, eos-error: false}
      - {id: inclination, type: str, terminator: 0x2c, eos-error: false}
      - {id: rate_of_right_ascension, type: str, terminator: 0x2c, eos-error: false}
      - {id: root_semi_major_axis, type: str, terminator: 0x2c, eos-error: false}
      - {id: argument_of_perigee, type: str, terminator: 0x2c, eos-error: false}
      - {id: ascension_node, type: str, terminator: 0x2c, eos-error: false}
      - {id: mean_anomaly, type: str, terminator: 0x2c, eos-error: false}
      - {id: f0, type: str, terminator: 0x2c, eos-error: false}
      - {id: f1, type: str, terminator: 0x2c, eos-error: false}
  alr:
    doc: Alarm state
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: alarm_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: alarm_condition, type: str, terminator: 0x2c, eos-error: false}
      - {id: acknowledgment, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  apa:
    doc: Autopilot sentence A
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
  arc:
    doc: Alert command refused
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: manufacturer, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: alert_instance, type: str, terminator: 0x2c, eos-error: false}
      - {id: command, type: str, terminator: 0x2c, eos-error: false}
  bbm:
    doc: AIS broadcast binary message
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: payload, type: str, terminator: 0x2c, eos-error: false}
      - {id: fill_bits, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  bec:
    doc: 'Bearing and distance to waypoint, dead reckoning'
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
  bod:
    doc: Bearing from origin to destination
    seq:
      - {id: bearing_true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing_magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
      - {id: origin, type: str, terminator: 0x2c, eos-error: false}
  bwr:
    doc: 'Bearing and distance to waypoint, rhumb line'
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
  bww:
    doc: Bearing from waypoint to waypoint
    seq:
      - {id: bearing_true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing_magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
      - {id: origin, type: str, terminator: 0x2c, eos-error: false}
  cur:
    doc: Water current layer
    seq:
      - {id: validity, type: str, terminator: 0x2c, eos-error: false}
      - {id: data_set, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: layer, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: direction, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: direction_reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: reference_depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: speed_reference, type: str, terminator: 0x2c, eos-error: false}
  dbk:
    doc: Depth below keel
    seq:
      - {id: feet, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: feet_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: fathoms, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: fathoms_unit, type: str, terminator: 0x2c, eos-error: false}
  dbs:
    doc: Depth below surface
    seq:
      - {id: feet, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: feet_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: fathoms, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: fathoms_unit, type: str, terminator: 0x2c, eos-error: false}
  dcn:
    doc: Decca position
    seq:
      - {id: chain, type: str, terminator: 0x2c, eos-error: false}
      - {id: red_zone, type: str, terminator: 0x2c, eos-error: false}
      - {id: red_line, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: red_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: green_zone, type: str, terminator: 0x2c, eos-error: false}
      - {id: green_line, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: green_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: purple_zone, type: str, terminator: 0x2c, eos-error: false}
      - {id: purple_line, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: purple_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: red_use, type: str, terminator: 0x2c, eos-error: false}
      - {id: green_use, type: str, terminator: 0x2c, eos-error: false}
      - {id: purple_use, type: str, terminator: 0x2c, eos-error: false}
      - {id: uncertainty, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: uncertainty_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: fix_basis, type: str, terminator: 0x2c, eos-error: false}
  ddc:
    doc: Display dimming control
    seq:
      - {id: preset, type: str, terminator: 0x2c, eos-error: false}
      - {id: brightness, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: palette, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  dor:
    doc: Door status
    seq:
      - {id: message_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: system, type: str, terminator: 0x2c, eos-error: false}
      - {id: division_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: division_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: door, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: setting, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  dsc:
    doc: Digital selective calling
    seq:
      - {id: call_format, type: str, terminator: 0x2c, eos-error: false}
      - {id: address, type: str, terminator: 0x2c, eos-error: false}
      - {id: category, type: str, terminator: 0x2c, eos-error: false}
      - {id: distress_nature, type: str, terminator: 0x2c, eos-error: false}
      - {id: communication_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: channel, type: str, terminator: 0x2c, eos-error: false}
      - {id: time_or_number, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: second_nature, type: str, terminator: 0x2c, eos-error: false}
      - {id: acknowledgment, type: str, terminator: 0x2c, eos-error: false}
      - {id: expansion, type: str, terminator: 0x2c, eos-error: false}
  dse:
    doc: Expanded digital selective calling
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: query, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: items, type: dse_item, repeat: eos}
  dse_item:
    seq:
      - {id: code, type: str, terminator: 0x2c, eos-error: false}
      - {id: code_data, type: str, terminator: 0x2c, eos-error: false}
  epv:
    doc: Equipment property value
    seq:
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: equipment_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: equipment_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: property_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: property_value, type: str, terminator: 0x2c, eos-error: false}
  etl:
    doc: Engine telegraph operation
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: position, type: str, terminator: 0x2c, eos-error: false}
      - {id: sub_position, type: str, terminator: 0x2c, eos-error: false}
      - {id: location, type: str, terminator: 0x2c, eos-error: false}
      - {id: engine, type: str, terminator: 0x2c, eos-error: false}
  eve:
    doc: General event
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: tag, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  fir:
    doc: Fire detection
    seq:
      - {id: message_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: system, type: str, terminator: 0x2c, eos-error: false}
      - {id: division_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: division_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: detector, type: str, terminator: 0x2c, eos-error: false}
      - {id: condition, type: str, terminator: 0x2c, eos-error: false}
      - {id: acknowledgment, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  fsi:
    doc: Frequency set
    seq:
      - {id: transmit_frequency, type: str, terminator: 0x2c, eos-error: false}
      - {id: receive_frequency, type: str, terminator: 0x2c, eos-error: false}
      - {id: communication_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: power_level, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  gfa:
    doc: GNSS fix accuracy and integrity
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: horizontal_protection, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: vertical_protection, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: std_major, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: std_minor, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: orient, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: std_alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: accuracy, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: integrity, type: str, terminator: 0x2c, eos-error: false}
  glc:
    doc: 'Geographic position, Loran-C'
    seq:
      - {id: gri, type: str, terminator: 0x2c, eos-error: false}
      - {id: master_toa, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: master_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: difference_1, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: difference_1_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: difference_2, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: difference_2_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: difference_3, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: difference_3_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: difference_4, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: difference_4_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: difference_5, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: difference_5_status, type: str, terminator: 0x2c, eos-error: false}
  gmp:
    doc: GNSS map projection fix data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: projection, type: str, terminator: 0x2c, eos-error: false}
      - {id: zone, type: str, terminator: 0x2c, eos-error: false}
      - {id: northing, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: easting, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: diff_age, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: diff_station, type: str, terminator: 0x2c, eos-error: false}
  gtd:
    doc: Geographic location in time differences
    seq:
      - {id: differences, type: gtd_item, repeat: expr, repeat-expr: 5}
  gtd_item:
    seq:
      - {id: difference, type: str, terminator: 0x2c, eos-error: false, -number: float}
  gxa:
    doc: Transit position
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: satellite, type: str, terminator: 0x2c, eos-error: false}
  hbt:
    doc: Heartbeat supervision
    seq:
      - {id: interval, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
  hcr:
    doc: Heading correction report
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: correction_state, type: str, terminator: 0x2c, eos-error: false}
      - {id: correction, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  hdm:
    doc: Magnetic heading
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: reference, type: str, terminator: 0x2c, eos-error: false}
  hfb:
    doc: Trawl headrope to footrope and bottom
    seq:
      - {id: footrope, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: footrope_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: bottom, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bottom_unit, type: str, terminator: 0x2c, eos-error: false}
  hmr:
    doc: Heading monitor receive
    seq:
      - {id: sensor_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: sensor_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: set_difference, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: difference, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: warning, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading_1, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: status_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: reference_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: deviation_1, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: deviation_1_ew, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading_2, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: status_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: reference_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: deviation_2, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: deviation_2_ew, type: str, terminator: 0x2c, eos-error: false}
      - {id: variation, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: variation_ew, type: str, terminator: 0x2c, eos-error: false}
  hms:
    doc: Heading monitor set
    seq:
      - {id: sensor_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: sensor_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: set_difference, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  hrm:
    doc: 'Heel angle, roll period and roll amplitude'
    seq:
      - {id: heel, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll_period, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: roll_amplitude_port, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll_amplitude_starboard, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: roll_peak_port, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll_peak_starboard, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: month, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  hsc:
    doc: Heading steering command
    seq:
      - {id: heading_true, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading_true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading_magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading_magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  hss:
    doc: Hull stress
    seq:
      - {id: measurement_point, type: str, terminator: 0x2c, eos-error: false}
      - {id: measured, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  htc:
    doc: Heading and track control command
    seq:
      - {id: override, type: str, terminator: 0x2c, eos-error: false}
      - {id: rudder_angle, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: rudder_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: steering_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: turn_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: rudder_limit, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: off_heading_limit, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: turn_radius, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: turn_rate, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_to_steer, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: off_track_limit, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: track, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  htd:
    doc: Heading and track control data
    seq:
      - {id: override, type: str, terminator: 0x2c, eos-error: false}
      - {id: rudder_angle, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: rudder_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: steering_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: turn_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: rudder_limit, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: off_heading_limit, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: turn_radius, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: turn_rate, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_to_steer, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: off_track_limit, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: track, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: rudder_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: off_heading_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: off_track_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  its:
    doc: Trawl door spread 2
    seq:
      - {id: spread, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: spread_unit, type: str, terminator: 0x2c, eos-error: false}
  lcd:
    doc: Loran-C signal data
    seq:
      - {id: gri, type: str, terminator: 0x2c, eos-error: false}
      - {id: master_snr, type: str, terminator: 0x2c, eos-error: false}
      - {id: master_ecd, type: str, terminator: 0x2c, eos-error: false}
      - {id: snr_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: ecd_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: snr_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: ecd_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: snr_3, type: str, terminator: 0x2c, eos-error: false}
      - {id: ecd_3, type: str, terminator: 0x2c, eos-error: false}
      - {id: snr_4, type: str, terminator: 0x2c, eos-error: false}
      - {id: ecd_4, type: str, terminator: 0x2c, eos-error: false}
      - {id: snr_5, type: str, terminator: 0x2c, eos-error: false}
      - {id: ecd_5, type: str, terminator: 0x2c, eos-error: false}
  llq:
    doc: Leica local position and quality
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: easting, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: easting_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: northing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: northing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: position_quality, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: alt_unit, type: str, terminator: 0x2c, eos-error: false}
  lr1:
    doc: AIS long-range reply 1
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi_requester, type: str, terminator: 0x2c, eos-error: false}
      - {id: ship_name, type: str, terminator: 0x2c, eos-error: false}
      - {id: call_sign, type: str, terminator: 0x2c, eos-error: false}
      - {id: imo_number, type: str, terminator: 0x2c, eos-error: false}
  lr2:
    doc: AIS long-range reply 2
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: cog_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: sogn, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: sogn_unit, type: str, terminator: 0x2c, eos-error: false}
  lr3:
    doc: AIS long-range reply 3
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
      - {id: eta_date, type: str, terminator: 0x2c, eos-error: false}
      - {id: eta_time, type: str, terminator: 0x2c, eos-error: false}
      - {id: draught, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ship_cargo, type: str, terminator: 0x2c, eos-error: false}
      - {id: length, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: breadth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ship_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: persons, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  lrf:
    doc: AIS long-range function
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi_requester, type: str, terminator: 0x2c, eos-error: false}
      - {id: requester_name, type: str, terminator: 0x2c, eos-error: false}
      - {id: function, type: str, terminator: 0x2c, eos-error: false}
      - {id: reply_status, type: str, terminator: 0x2c, eos-error: false}
  lri:
    doc: AIS long-range interrogation
    seq:
      - {id: sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: control_flag, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi_requester, type: str, terminator: 0x2c, eos-error: false}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat_ne, type: coordinate}
      - {id: lon_ne, type: coordinate}
      - {id: lat_sw, type: coordinate}
      - {id: lon_sw, type: coordinate}
  mda:
    doc: Meteorological composite
    seq:
      - {id: pressure_inches, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pressure_inches_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: pressure_bars, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pressure_bars_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: air_temperature, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: air_temperature_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: water_temperature, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: water_temperature_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: relative_humidity, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: absolute_humidity, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: dew_point, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: dew_point_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: true, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: true_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
  mob:
    doc: Man over board
    seq:
      - {id: emitter_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: mob_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: position_source, type: str, terminator: 0x2c, eos-error: false}
      - {id: day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: position_time, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: mmsi, type: str, terminator: 0x2c, eos-error: false}
      - {id: battery_status, type: str, terminator: 0x2c, eos-error: false}
  msk:
    doc: Beacon receiver interface
    seq:
      - {id: frequency, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kHz}
      - {id: frequency_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: bit_rate, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: bit_rate_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: status_interval, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: channel, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  mss:
    doc: Beacon receiver status
    seq:
      - {id: signal_strength, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: dB}
      - {id: snr, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: dB}
      - {id: frequency, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kHz}
      - {id: bit_rate, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: channel, type: str, terminator: 0x2c, eos-error: false}
  mta:
    doc: Air temperature
    seq:
      - {id: temperature, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: unit, type: str, terminator: 0x2c, eos-error: false}
  nak:
    doc: Negative acknowledgment
    seq:
      - {id: talker_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sentence_formatter, type: str, terminator: 0x2c, eos-error: false}
      - {id: unique_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: reason, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  nrm:
    doc: NAVTEX receiver mask
    seq:
      - {id: function, type: str, terminator: 0x2c, eos-error: false}
      - {id: frequency_table, type: str, terminator: 0x2c, eos-error: false}
      - {id: coverage_mask, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_mask, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  nrx:
    doc: NAVTEX received message
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_code, type: str, terminator: 0x2c, eos-error: false}
      - {id: frequency_table, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: month, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: year, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_characters, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_bad_characters, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: body, type: str, terminator: 0x2c, eos-error: false}
  nsr:
    doc: Navigation status report
    seq:
      - {id: heading_integrity, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading_plausibility, type: str, terminator: 0x2c, eos-error: false}
      - {id: position_integrity, type: str, terminator: 0x2c, eos-error: false}
      - {id: position_plausibility, type: str, terminator: 0x2c, eos-error: false}
      - {id: water_speed_integrity, type: str, terminator: 0x2c, eos-error: false}
      - {id: water_speed_plausibility, type: str, terminator: 0x2c, eos-error: false}
      - {id: ground_speed_integrity, type: str, terminator: 0x2c, eos-error: false}
      - {id: ground_speed_plausibility, type: str, terminator: 0x2c, eos-error: false}
      - {id: depth_integrity, type: str, terminator: 0x2c, eos-error: false}
      - {id: depth_plausibility, type: str, terminator: 0x2c, eos-error: false}
      - {id: water_speed_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: time_integrity, type: str, terminator: 0x2c, eos-error: false}
      - {id: time_plausibility, type: str, terminator: 0x2c, eos-error: false}
  osd:
    doc: Own ship data
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: course, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: course_reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: speed_reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: set, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: drift, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: speed_unit, type: str, terminator: 0x2c, eos-error: false}
  pos:
    doc: Device position and ship dimensions
    seq:
      - {id: equipment_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: equipment_number, type: str, terminator: 0x2c, eos-error: false}
      - {id: validity, type: str, terminator: 0x2c, eos-error: false}
      - {id: x, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: y, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: z, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: dimensions_validity, type: str, terminator: 0x2c, eos-error: false}
      - {id: width, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: length, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  prc:
    doc: Propulsion remote control
    seq:
      - {id: lever, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: lever_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: rpm, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: rpm_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pitch_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: location, type: str, terminator: 0x2c, eos-error: false}
      - {id: engine, type: str, terminator: 0x2c, eos-error: false}
  rma:
    doc: Recommended minimum Loran-C data
    seq:
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: difference_a, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: difference_b, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: µs}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: mv, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: mv_ew, type: str, terminator: 0x2c, eos-error: false}
  ror:
    doc: Rudder order
    seq:
      - {id: starboard, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: starboard_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: port, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: port_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: location, type: str, terminator: 0x2c, eos-error: false}
  rpm:
    doc: Revolutions
    seq:
      - {id: source, type: str, terminator: 0x2c, eos-error: false}
      - {id: engine, type: str, terminator: 0x2c, eos-error: false}
      - {id: rpm, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: '%'}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  rrt:
    doc: Route transfer report
    seq:
      - {id: transfer_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: route_name, type: str, terminator: 0x2c, eos-error: false}
      - {id: route_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: file_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: application_status, type: str, terminator: 0x2c, eos-error: false}
  rsd:
    doc: Radar system data
    seq:
      - {id: range_1, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_1, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: vrm_1, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ebl_1, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: range_2, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_2, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: vrm_2, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ebl_2, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: cursor_range, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: cursor_bearing, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: range_scale, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: range_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: display_rotation, type: str, terminator: 0x2c, eos-error: false}
  rte:
    doc: Route
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: route, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoints, type: rte_item, repeat: eos}
  rte_item:
    seq:
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
  sfi:
    doc: Scanning frequency information
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: frequencies, type: sfi_item, repeat: eos}
  sfi_item:
    seq:
      - {id: frequency, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  sm1:
    doc: 'SafetyNET message, all ships'
    seq:
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: les_sequence, type: str, terminator: 0x2c, eos-error: false}
      - {id: les_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: ocean_region, type: str, terminator: 0x2c, eos-error: false}
      - {id: priority, type: str, terminator: 0x2c, eos-error: false}
      - {id: service, type: str, terminator: 0x2c, eos-error: false}
      - {id: presentation, type: str, terminator: 0x2c, eos-error: false}
      - {id: year, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: month, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: hour, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: minute, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: address, type: str, terminator: 0x2c, eos-error: false}
  smb:
    doc: SafetyNET message body
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: message_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: body, type: str, terminator: 0x2c, eos-error: false}
  spw:
    doc: Security password
    seq:
      - {id: sentence_formatter, type: str, terminator: 0x2c, eos-error: false}
      - {id: unique_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: password_level, type: str, terminator: 0x2c, eos-error: false}
      - {id: password, type: str, terminator: 0x2c, eos-error: false}
  ssd:
    doc: AIS ship static data
    seq:
      - {id: call_sign, type: str, terminator: 0x2c, eos-error: false}
      - {id: ship_name, type: str, terminator: 0x2c, eos-error: false}
      - {id: reference_a, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: m}
      - {id: reference_b, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: m}
      - {id: reference_c, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: m}
      - {id: reference_d, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: m}
      - {id: dte, type: str, terminator: 0x2c, eos-error: false}
      - {id: source, type: str, terminator: 0x2c, eos-error: false}
  stn:
    doc: Multiple data ID
    seq:
      - {id: talker_id, type: str, terminator: 0x2c, eos-error: false}
  tds:
    doc: Trawl door spread
    seq:
      - {id: spread, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: spread_unit, type: str, terminator: 0x2c, eos-error: false}
  tfi:
    doc: Trawl filling indicator
    seq:
      - {id: sensor_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: sensor_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: sensor_3, type: str, terminator: 0x2c, eos-error: false}
  tlb:
    doc: Target label
    seq:
      - {id: targets, type: tlb_item, repeat: eos}
  tlb_item:
    seq:
      - {id: target, type: str, terminator: 0x2c, eos-error: false}
      - {id: label, type: str, terminator: 0x2c, eos-error: false}
  tll:
    doc: Target latitude and longitude
    seq:
      - {id: target, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: target_name, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: target_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: reference_target, type: str, terminator: 0x2c, eos-error: false}
  tpc:
    doc: 'Trawl position, Cartesian coordinates'
    seq:
      - {id: center_line, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: center_line_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: transducer, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: transducer_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: depth_unit, type: str, terminator: 0x2c, eos-error: false}
  tpr:
    doc: Trawl position relative to the vessel
    seq:
      - {id: range, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: range_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: depth_unit, type: str, terminator: 0x2c, eos-error: false}
  tpt:
    doc: Trawl position true
    seq:
      - {id: range, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: range_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: bearing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: depth_unit, type: str, terminator: 0x2c, eos-error: false}
  trc:
    doc: Thruster control
    seq:
      - {id: thruster, type: str, terminator: 0x2c, eos-error: false}
      - {id: rpm, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: rpm_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pitch_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: azimuth, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: location, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  trd:
    doc: Thruster response
    seq:
      - {id: thruster, type: str, terminator: 0x2c, eos-error: false}
      - {id: rpm, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: rpm_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pitch_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: azimuth, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  trf:
    doc: Transit fix data
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: elevation, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: iterations, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: doppler_intervals, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: satellite, type: str, terminator: 0x2c, eos-error: false}
  ttd:
    doc: Tracked target data
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: payload, type: str, terminator: 0x2c, eos-error: false}
      - {id: fill_bits, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  ttm:
    doc: Tracked target message
    seq:
      - {id: target, type: str, terminator: 0x2c, eos-error: false}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: bearing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: course, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: course_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: closest_distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: closest_time, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: min}
      - {id: speed_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: target_name, type: str, terminator: 0x2c, eos-error: false}
      - {id: target_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: reference_target, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: acquisition, type: str, terminator: 0x2c, eos-error: false}
  tut:
    doc: Multilingual text
    seq:
      - {id: source, type: str, terminator: 0x2c, eos-error: false}
      - {id: total_sentences, type: str, terminator: 0x2c, eos-error: false}
      - {id: sentence_index, type: str, terminator: 0x2c, eos-error: false}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: translation_code, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  uid:
    doc: User identification
    seq:
      - {id: user_id_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: user_id_2, type: str, terminator: 0x2c, eos-error: false}
  vbw:
    doc: Dual ground and water speed
    seq:
      - {id: water_longitudinal, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: water_transverse, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: water_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: ground_longitudinal, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: ground_transverse, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: ground_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: stern_water_transverse, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: stern_water_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: stern_ground_transverse, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: stern_ground_status, type: str, terminator: 0x2c, eos-error: false}
  ver:
    doc: Version
    seq:
      - {id: num_msg, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: msg_num, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: device_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: vendor_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: unique_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: serial_number, type: str, terminator: 0x2c, eos-error: false}
      - {id: model, type: str, terminator: 0x2c, eos-error: false}
      - {id: software, type: str, terminator: 0x2c, eos-error: false}
      - {id: hardware, type: str, terminator: 0x2c, eos-error: false}
      - {id: sequence_id, type: str, terminator: 0x2c, eos-error: false}
  vpw:
    doc: Speed parallel to wind
    seq:
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
  vsd:
    doc: AIS voyage static data
    seq:
      - {id: ship_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: draught, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: persons, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
      - {id: eta_time, type: str, terminator: 0x2c, eos-error: false}
      - {id: eta_day, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: eta_month, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: navigational_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: regional_flags, type: str, terminator: 0x2c, eos-error: false}
  vta:
    doc: Actual track
    seq:
      - {id: track, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: track_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: track_magnetic, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: track_magnetic_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_unit, type: str, terminator: 0x2c, eos-error: false}
  vwr:
    doc: Relative wind speed and angle
    seq:
      - {id: angle, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: angle_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: kmh, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: kmh_unit, type: str, terminator: 0x2c, eos-error: false}
  vwt:
    doc: True wind speed and angle
    seq:
      - {id: angle, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: angle_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: knots, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: knots_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: meters, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: meters_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: kmh, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: kmh_unit, type: str, terminator: 0x2c, eos-error: false}
  wat:
    doc: Water level detection
    seq:
      - {id: message_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: system, type: str, terminator: 0x2c, eos-error: false}
      - {id: location_1, type: str, terminator: 0x2c, eos-error: false}
      - {id: location_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: detector, type: str, terminator: 0x2c, eos-error: false}
      - {id: condition, type: str, terminator: 0x2c, eos-error: false}
      - {id: override, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  wcv:
    doc: Waypoint closure velocity
    seq:
      - {id: velocity, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: velocity_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: mode, type: str, terminator: 0x2c, eos-error: false}
  wdc:
    doc: 'Distance to waypoint, great circle'
    seq:
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
  wdr:
    doc: 'Distance to waypoint, rhumb line'
    seq:
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
  wnc:
    doc: Distance from waypoint to waypoint
    seq:
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: distance_km, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_km_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
      - {id: origin, type: str, terminator: 0x2c, eos-error: false}
  wpl:
    doc: Waypoint location
    seq:
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
  xtr:
    doc: 'Cross-track error, dead reckoning'
    seq:
      - {id: cross_track_error, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: steer_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: unit, type: str, terminator: 0x2c, eos-error: false}
  zdl:
    doc: Time and distance to variable point
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: point_type, type: str, terminator: 0x2c, eos-error: false}
  zfo:
    doc: Time from origin waypoint
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: elapsed_time, type: str, terminator: 0x2c, eos-error: false}
      - {id: origin, type: str, terminator: 0x2c, eos-error: false}
  ztg:
    doc: Time to destination waypoint
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: time_to_go, type: str, terminator: 0x2c, eos-error: false}
      - {id: destination, type: str, terminator: 0x2c, eos-error: false}
  pubx00:
    doc: u-blox position
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: alt_ref, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: nav_state, type: str, terminator: 0x2c, eos-error: false}
      - {id: h_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: v_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: sog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: km/h}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: v_vel, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: diff_age, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: tdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: num_svs, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_glonass_svs, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: dr_used, type: str, terminator: 0x2c, eos-error: false}
  pubx01:
    doc: u-blox UTM position
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: easting, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: easting_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: northing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: northing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: alt_ref, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: nav_state, type: str, terminator: 0x2c, eos-error: false}
      - {id: h_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: v_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: sog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: km/h}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: v_vel, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: diff_age, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: tdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: num_svs, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_glonass_svs, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: dr_used, type: str, terminator: 0x2c, eos-error: false}
  pubx03:
    doc: u-blox satellite status
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: channels, type: pubx03_item, repeat: eos}
  pubx03_item:
    seq:
      - {id: svid, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: use, type: str, terminator: 0x2c, eos-error: false}
      - {id: az, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: °}
      - {id: elv, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: °}
      - {id: cno, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: dBHz}
      - {id: lock_time, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: s}
  pubx04:
    doc: u-blox time of day and clock
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: utc_tow, type: str, terminator: 0x2c, eos-error: false}
      - {id: utc_week, type: str, terminator: 0x2c, eos-error: false}
      - {id: leap_sec, type: str, terminator: 0x2c, eos-error: false}
      - {id: clk_bias, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ns}
      - {id: clk_drift, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ns/s}
      - {id: tp_gran, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ns}
  pubx05:
    doc: u-blox sensor status
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: pulses, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: period, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gyro_mean, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gyro_temperature, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: travel_direction, type: str, terminator: 0x2c, eos-error: false}
      - {id: pulse_scale_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gyro_scale_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gyro_bias_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: pulse_scale, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: gyro_bias, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: gyro_scale, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pulse_scale_acc, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gyro_bias_acc, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gyro_scale_acc, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: meas_used, type: str, terminator: 0x2c, eos-error: false}
  pubx40:
    doc: u-blox message rates
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sentence_formatter, type: str, terminator: 0x2c, eos-error: false}
      - {id: rate_ddc, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: rate_uart1, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: rate_uart2, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: rate_usb, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: rate_spi, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
  pubx41:
    doc: u-blox port configuration
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: port_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: in_proto, type: str, terminator: 0x2c, eos-error: false}
      - {id: out_proto, type: str, terminator: 0x2c, eos-error: false}
      - {id: baudrate, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: autobauding, type: str, terminator: 0x2c, eos-error: false}
  pgrmb:
    doc: Garmin beacon receiver
    seq:
      - {id: frequency, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kHz}
      - {id: bit_rate, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: snr, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: data_quality, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: distance_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: receiver_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: fix_source, type: str, terminator: 0x2c, eos-error: false}
      - {id: dgps_mode, type: str, terminator: 0x2c, eos-error: false}
  pgrme:
    doc: Garmin estimated position error
    seq:
      - {id: hpe, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: hpe_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: vpe, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vpe_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: epe, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: epe_unit, type: str, terminator: 0x2c, eos-error: false}
  pgrmf:
    doc: Garmin fix data
    seq:
      - {id: week, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: tow, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: s}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: leap_seconds, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: s}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: fix_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: fix_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: km/h}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: tdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pgrmh:
    doc: Garmin aviation height and vertical navigation
    seq:
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: vertical_speed, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ft/min}
      - {id: vnav_error, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ft}
      - {id: vertical_speed_target, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ft/min}
      - {id: vertical_speed_waypoint, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ft/min}
      - {id: height, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ft}
      - {id: track, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: course, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pgrmm:
    doc: Garmin map datum
    seq:
      - {id: datum, type: str, terminator: 0x2c, eos-error: false}
  pgrmt:
    doc: Garmin sensor status
    seq:
      - {id: version, type: str, terminator: 0x2c, eos-error: false}
      - {id: rom_test, type: str, terminator: 0x2c, eos-error: false}
      - {id: receiver_test, type: str, terminator: 0x2c, eos-error: false}
      - {id: stored_data_test, type: str, terminator: 0x2c, eos-error: false}
      - {id: clock_test, type: str, terminator: 0x2c, eos-error: false}
      - {id: oscillator_test, type: str, terminator: 0x2c, eos-error: false}
      - {id: data_collection_test, type: str, terminator: 0x2c, eos-error: false}
      - {id: temperature, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °C}
      - {id: configuration_test, type: str, terminator: 0x2c, eos-error: false}
  pgrmv:
    doc: Garmin velocity
    seq:
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_up, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
  pgrmz:
    doc: Garmin altitude
    seq:
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: alt_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: fix_type, type: str, terminator: 0x2c, eos-error: false}
  pmgnst:
    doc: Magellan status
    seq:
      - {id: version, type: str, terminator: 0x2c, eos-error: false}
      - {id: nav_mode, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: fix_flag, type: str, terminator: 0x2c, eos-error: false}
      - {id: field_4, type: str, terminator: 0x2c, eos-error: false}
      - {id: battery_time, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: h}
      - {id: field_6, type: str, terminator: 0x2c, eos-error: false}
      - {id: prn, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pmgnwpl:
    doc: Magellan waypoint
    seq:
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: alt_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
      - {id: icon, type: str, terminator: 0x2c, eos-error: false}
      - {id: waypoint_type, type: str, terminator: 0x2c, eos-error: false}
  pkwdwpl:
    doc: Kenwood waypoint
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: waypoint, type: str, terminator: 0x2c, eos-error: false}
      - {id: symbol, type: str, terminator: 0x2c, eos-error: false}
  porzd:
    doc: Omnirange accuracy
    seq:
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: accuracy, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
  prwizch:
    doc: Rockwell channel status
    seq:
      - {id: channels, type: prwizch_item, repeat: eos}
  prwizch_item:
    seq:
      - {id: svid, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: signal_quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  ptnthtm:
    doc: True North compass
    seq:
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: heading_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pitch_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: roll_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: dip, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: horizontal_field, type: str, terminator: 0x2c, eos-error: false, -number: float}
  ptnta:
    doc: iSync clock
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: oscillator_quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: format_indicator, type: str, terminator: 0x2c, eos-error: false}
      - {id: interval, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ns}
      - {id: fine_phase, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ns}
      - {id: isync_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: gps_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: transfer_quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pohpr:
    doc: OceanServer compass
    seq:
      - {id: azimuth, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: temperature, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °C}
      - {id: depth, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_length, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_x, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_y, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: magnetic_z, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: acceleration_length, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: acceleration_x, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: acceleration_y, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: acceleration_z, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
      - {id: gyro_x, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: gyro_y, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: reserved_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: reserved_3, type: str, terminator: 0x2c, eos-error: false}
  psrfepe:
    doc: SiRF estimated position errors
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ehpe, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: evpe, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: ehve, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: ehe, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pfstfom:
    doc: Fastrax figure of merit
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: figure_of_merit, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pfecgpatt:
    doc: Furuno attitude
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: yaw, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pfecgphve:
    doc: Furuno heave
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: heave, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
  pmtk001:
    doc: MTK acknowledgment
    seq:
      - {id: command, type: str, terminator: 0x2c, eos-error: false}
      - {id: flag, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pmtk010:
    doc: MTK system message
    seq:
      - {id: system_message, type: str, terminator: 0x2c, eos-error: false}
  pmtk011:
    doc: MTK text message
    seq:
      - {id: text, type: str, terminator: 0x2c, eos-error: false}
  pmtk705:
    doc: MTK release
    seq:
      - {id: release, type: str, terminator: 0x2c, eos-error: false}
      - {id: build_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: product_model, type: str, terminator: 0x2c, eos-error: false}
      - {id: sdk_version, type: str, terminator: 0x2c, eos-error: false}
  pmtkchn:
    doc: MTK channel status
    seq:
      - {id: channels, type: pmtkchn_item, repeat: eos}
  pmtkchn_item:
    seq:
      - {id: channel_state, type: str, terminator: 0x2c, eos-error: false}
  pashr:
    doc: Attitude
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: reference, type: str, terminator: 0x2c, eos-error: false}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heave, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: roll_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: imu_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pashrpos:
    doc: Ashtech position
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: solution_type, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: diff_age, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vertical_velocity, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: tdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: base_id, type: str, terminator: 0x2c, eos-error: false}
  pashrsat:
    doc: Ashtech satellite status
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: channels, type: pashrsat_item, repeat: eos}
  pashrsat_item:
    seq:
      - {id: svid, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: az, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: °}
      - {id: elv, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: °}
      - {id: snr, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: use, type: str, terminator: 0x2c, eos-error: false}
  pashratt:
    doc: Ashtech attitude
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: week_time, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: carrier_rms, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: baseline_rms, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: ambiguity, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pashrhpr:
    doc: 'Ashtech heading, pitch and roll'
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: carrier_rms, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: baseline_rms, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: ambiguity, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: attitude_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: antenna_baseline, type: str, terminator: 0x2c, eos-error: false}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pashrcpo:
    doc: Ashtech antenna position
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
  pashrrid:
    doc: Ashtech receiver ID
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: receiver_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: firmware, type: str, terminator: 0x2c, eos-error: false}
      - {id: options, type: pashrrid_item, repeat: eos}
  pashrrid_item:
    seq:
      - {id: option, type: str, terminator: 0x2c, eos-error: false}
  pashrltn:
    doc: Ashtech latency
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: latency, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: ms}
  pashrtem:
    doc: Ashtech temperature
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: temperature, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pashrvel:
    doc: Ashtech velocity
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_up, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: std_velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: mm/s}
      - {id: std_velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: mm/s}
      - {id: std_velocity_up, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: mm/s}
      - {id: smoothing_interval, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: s}
  psti030:
    doc: SkyTraq recommended minimum 3D data
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_up, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: rtk_age, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: rtk_ratio, type: str, terminator: 0x2c, eos-error: false, -number: float}
  psti032:
    doc: SkyTraq RTK baseline
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: pos_mode, type: str, terminator: 0x2c, eos-error: false}
      - {id: baseline_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: baseline_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: baseline_up, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: baseline_length, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: baseline_course, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  ptnlavr:
    doc: Trimble attitude
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: yaw, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: yaw_label, type: str, terminator: 0x2c, eos-error: false}
      - {id: tilt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: tilt_label, type: str, terminator: 0x2c, eos-error: false}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll_label, type: str, terminator: 0x2c, eos-error: false}
      - {id: range, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  ptnlggk:
    doc: Trimble position
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: dop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: height_text, type: str, terminator: 0x2c, eos-error: false}
      - {id: height_unit, type: str, terminator: 0x2c, eos-error: false}
  ptnlpjk:
    doc: Trimble projected position
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: northing, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: northing_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: easting, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: easting_unit, type: str, terminator: 0x2c, eos-error: false}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: dop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: height_text, type: str, terminator: 0x2c, eos-error: false}
      - {id: height_unit, type: str, terminator: 0x2c, eos-error: false}
  ptnlvgk:
    doc: Trimble vector
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: vector_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: vector_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: vector_up, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: dop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vector_unit, type: str, terminator: 0x2c, eos-error: false}
  ptnlvhd:
    doc: Trimble heading
    seq:
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: azimuth, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: azimuth_rate, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: elevation, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: elevation_rate, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: range, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: range_rate, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pklds:
    doc: Kenwood fleet position
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: mv, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: mv_ew, type: str, terminator: 0x2c, eos-error: false}
      - {id: fleet_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sender_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sender_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
  pklsh:
    doc: 'Kenwood fleet position, short'
    seq:
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: fleet_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sender_id, type: str, terminator: 0x2c, eos-error: false}
  pknds:
    doc: Kenwood NEXEDGE position
    seq:
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: spd, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: kn}
      - {id: cog, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: mv, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: mv_ew, type: str, terminator: 0x2c, eos-error: false}
      - {id: sender_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: sender_status, type: str, terminator: 0x2c, eos-error: false}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
  pknsh:
    doc: 'Kenwood NEXEDGE position, short'
    seq:
      - {id: lat, type: coordinate}
      - {id: lon, type: coordinate}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: status, type: str, terminator: 0x2c, eos-error: false}
      - {id: sender_id, type: str, terminator: 0x2c, eos-error: false}
  pair001:
    doc: Airoha acknowledgment
    seq:
      - {id: command, type: str, terminator: 0x2c, eos-error: false}
      - {id: result, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pqtmantennastatus:
    doc: Quectel antenna status
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: antenna_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: antenna_power, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pqtmdop:
    doc: Quectel dilution of precision
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: tow, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: gdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: tdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: vdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: ndop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: edop, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pqtmdrcal:
    doc: Quectel dead reckoning calibration
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: calibration_state, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: navigation_type, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pqtmdrpva:
    doc: Quectel dead reckoning solution
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: timestamp, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: solution_type, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: latitude, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: longitude, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_down, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pqtmepe:
    doc: Quectel estimated position errors
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: epe_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: epe_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: epe_down, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: epe_2d, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: epe_3d, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
  pqtmimu:
    doc: Quectel inertial measurements
    seq:
      - {id: timestamp, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: acceleration_x, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: acceleration_y, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: acceleration_z, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: angular_rate_x, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: angular_rate_y, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: angular_rate_z, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: wheel_ticks, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: last_tick_timestamp, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
  pqtmins:
    doc: Quectel inertial navigation solution
    seq:
      - {id: timestamp, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: solution_type, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: latitude, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: longitude, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_down, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: yaw, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pqtmjammingstatus:
    doc: Quectel jamming status
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: jamming_status, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pqtmodo:
    doc: Quectel odometer
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: odometer_state, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: distance, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pqtmpvt:
    doc: 'Quectel position, velocity and time'
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: tow, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
      - {id: fix_type, type: str, terminator: 0x2c, eos-error: false}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: leap_seconds, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: s}
      - {id: latitude, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: longitude, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: alt, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: sep, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_down, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: hdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
      - {id: pdop, type: str, terminator: 0x2c, eos-error: false, -number: float}
  pqtmsvinstatus:
    doc: Quectel survey-in status
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: tow, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: validity, type: str, terminator: 0x2c, eos-error: false}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
      - {id: reserved_2, type: str, terminator: 0x2c, eos-error: false}
      - {id: observations, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: duration, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: s}
      - {id: mean_x, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: mean_y, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: mean_z, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: mean_accuracy, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
  pqtmtar:
    doc: Quectel time and attitude
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: quality, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: reserved, type: str, terminator: 0x2c, eos-error: false}
      - {id: length, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: num_sv, type: str, terminator: 0x2c, eos-error: false, -number: integer}
  pqtmvehatt:
    doc: Quectel vehicle attitude
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: timestamp, type: str, terminator: 0x2c, eos-error: false, -number: integer, -unit: ms}
      - {id: roll, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: roll_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: pitch_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: heading_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pqtmvel:
    doc: Quectel velocity
    seq:
      - {id: msg_version, type: str, terminator: 0x2c, eos-error: false, -number: integer}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: velocity_north, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_east, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: velocity_down, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: ground_speed, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: speed, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: heading, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
      - {id: ground_speed_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: speed_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: m/s}
      - {id: heading_acc, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: °}
  pqtmverno:
    doc: Quectel firmware version
    seq:
      - {id: version, type: str, terminator: 0x2c, eos-error: false}
      - {id: build_date, type: str, terminator: 0x2c, eos-error: false}
      - {id: build_time, type: str, terminator: 0x2c, eos-error: false}
  pglorfix:
    doc: Quectel time to fix
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time_to_fix, type: str, terminator: 0x2c, eos-error: false, -number: float, -unit: s}
      - {id: values, type: field, repeat: eos, doc: Fields without a documented meaning}
  pglorlsq:
    doc: Quectel least squares fix
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: values, type: field, repeat: eos, doc: Fields without a documented meaning}
  pglorsta:
    doc: Quectel fix status
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: values, type: field, repeat: eos, doc: Fields without a documented meaning}
  pglorspd:
    doc: Quectel speed and steps
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: field_3, type: str, terminator: 0x2c, eos-error: false}
      - {id: date, type: str, terminator: 0x2c, eos-error: false}
      - {id: time, type: str, terminator: 0x2c, eos-error: false}
      - {id: values, type: field, repeat: eos, doc: Fields without a documented meaning}
  pglorpwr:
    doc: Quectel power consumption
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: items, type: pglorpwr_item, repeat: eos}
  pglorpwr_item:
    seq:
      - {id: name, type: str, terminator: 0x2c, eos-error: false}
      - {id: reading, type: str, terminator: 0x2c, eos-error: false}
  pgloragc:
    doc: Quectel gain control
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: items, type: pgloragc_item, repeat: eos}
  pgloragc_item:
    seq:
      - {id: name, type: str, terminator: 0x2c, eos-error: false}
      - {id: reading, type: str, terminator: 0x2c, eos-error: false}
  pglor:
    doc: Quectel (Broadcom) message
    seq:
      - {id: sentence_version, type: str, terminator: 0x2c, eos-error: false}
      - {id: msg_id, type: str, terminator: 0x2c, eos-error: false}
      - {id: values, type: field, repeat: eos, doc: Fields without a documented meaning}
enums:
  starts: {0x24: sentence, 0x21: encapsulation}
