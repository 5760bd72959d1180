meta:
  id: ccsds
  title: CCSDS space packets
  application: Spacecraft
  license: MIT OR Apache-2.0
  endian: be
  bit-endian: be
  -frame: {max-size: 65542, confirm: 3, message: apid}
doc: |
  A packet of telemetry from a spacecraft, or of telecommands to it. There is neither a sync nor a
  checksum: a packet counts only in a run of others.
doc-ref: https://public.ccsds.org/Pubs/133x0b2e2.pdf
seq:
  - {id: version, type: b3, valid: 0, doc: Packet version number}
  - {id: is_telecommand, type: b1, doc: Packet type}
  - {id: has_secondary_header, type: b1, doc: Whether the data begins with a secondary header}
  - {id: apid, type: b11, doc: 'Application process: where it comes from or goes to; 2047 is idle'}
  - {id: sequence_flags, type: b2, enum: segments, doc: Which part of the user data it holds}
  - {id: sequence_count, type: b14, doc: Counts the packets of an application process}
  - {id: data_length, type: u2, -unit: bytes, doc: One less than the bytes that follow}
  - id: data
    size: data_length + 1
    doc: 'Secondary header and user data; what they are, the mission says'
    doc-ref: CCSDS 133.0-B-2, section 4.1.4 "Packet data field"
instances:
  is_idle: {value: apid == 2047, doc: Whether the packet only fills time}
enums:
  segments: {0: continuation, 1: first, 2: last, 3: unsegmented}
