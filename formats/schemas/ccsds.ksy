meta:
  id: ccsds
  title: CCSDS space packets
  application: Spacecraft
  license: MIT OR Apache-2.0
  endian: be
  bit-endian: be
  -frame:
    max-size: 65542
    confirm: 3
    message: apid
    sequence: packet_sequence_count
    channel: apid
    idle: is_idle
doc: |
  A telemetry or telecommand packet of a spacecraft. It has neither a sync pattern nor a checksum, so a
  packet is accepted only in a sequence of packets whose identifiers and sequence counts are consistent.
doc-ref: https://public.ccsds.org/Pubs/133x0b2e2.pdf
seq:
  - {id: packet_version_number, type: b3, valid: 0, doc: Packet version number}
  - {id: packet_type, type: b1, enum: packet_types, doc: Packet type}
  - {id: secondary_header_flag, type: b1, doc: True if the packet data field starts with a secondary header}
  - {id: apid, type: b11, doc: Application process identifier; 2047 for idle packets}
  - {id: sequence_flags, type: b2, enum: segments, doc: 'Sequence flags: segmentation of the user data'}
  - {id: packet_sequence_count, type: b14, doc: Packet sequence count of the application process}
  - {id: packet_data_length, type: u2, -unit: bytes, doc: 'Size of the packet data field in bytes, minus 1'}
  - id: packet_data_field
    size: packet_data_length + 1
    doc: 'Packet data field: mission-specific secondary header and user data'
    doc-ref: CCSDS 133.0-B-2, section 4.1.4 "Packet data field"
instances:
  is_idle: {value: apid == 2047, doc: True for an idle packet}
enums:
  packet_types: {0: telemetry, 1: telecommand}
  segments: {0: continuation, 1: first, 2: last, 3: unsegmented}
