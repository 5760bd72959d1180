meta:
  id: pcap
  title: libpcap packet capture
  application: [libpcap, tcpdump, Wireshark]
  file-extension: [pcap, cap, dump]
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  xref:
    mime: application/vnd.tcpdump.pcap
    wikidata: Q28205890
doc: |
  Packets captured on a network interface. The file header gives the snapshot length and the link-layer
  header type. Packet records follow, up to the end of the file. The magic number identifies the byte order
  of the capturing machine and the resolution of the timestamps.
doc-ref:
  - https://datatracker.ietf.org/doc/html/draft-ietf-opsawg-pcap
  - https://www.tcpdump.org/manpages/pcap-savefile.5.html
-summary: 'Packet capture, {header}, {packets:count packet}'
seq:
  - id: magic_number
    type: u4be
    -hex: true
    enum: magics
    valid: {in-enum: true}
    doc: Magic number; identifies byte order and timestamp resolution
    doc-ref: draft-ietf-opsawg-pcap, section "General File Structure"
  - {id: header, type: file_header, doc: File header after the magic number}
  - {id: packets, type: packet, repeat: eos, doc: Packet records in capture order}
instances:
  is_le:
    value: magic_number == magics::le_microseconds or magic_number == magics::le_nanoseconds or magic_number == magics::le_modified
    doc: True if the byte order is little-endian
  has_nanoseconds:
    value: magic_number == magics::le_nanoseconds or magic_number == magics::be_nanoseconds
    doc: True if timestamps have nanosecond resolution, false for microseconds
  ticks_per_second:
    value: 'has_nanoseconds ? 1000000000 : 1000000'
    doc: Resolution of timestamps
  is_modified:
    value: magic_number == magics::le_modified or magic_number == magics::be_modified
    doc: True if packet headers contain the modified format's additional fields
types:
  file_header:
    -summary: '{link_type}'
    meta:
      endian:
        switch-on: _root.is_le
        cases:
          true: le
          false: be
    seq:
      - id: version_major
        type: u2
        valid: {any-of: [2, 543]}
        doc: Major version of the format; 543 in files of DG/UX
      - id: version_minor
        type: u2
        # Versions 2.0 to 2.4 and 543.0 exist; libpcap refuses others.
        -check: {max: 'version_major == 2 ? 4 : 0'}
        doc: 'Minor version of the format, 4 since 1998'
      - {id: thiszone, type: s4, -unit: s, doc: 'Reserved1; formerly the GMT to local time correction'}
      - {id: sigfigs, type: u4, doc: Reserved2; formerly the accuracy of timestamps}
      - {id: snaplen, type: u4, -unit: bytes, doc: Snapshot length (maximum captured packet length)}
      - {id: network, type: u4, doc: 'LinkType in the low 16 bits, frame check sequence length in the high bits'}
    instances:
      has_swapped_lengths:
        value: version_major != 2 or version_minor < 3
        doc: True if packet records contain the original length before the captured length
      may_have_swapped_lengths:
        value: version_major == 2 and version_minor == 3
        doc: True if some programs stored the lengths in packet records in reverse order
      link_type: {value: network & 0xffff, enum: link_types, doc: Link-layer header type}
      has_fcs_len:
        value: (network & 0x04000000) != 0
        doc: True if the frame check sequence length is present
      fcs_len:
        value: (network >> 28) & 15
        if: has_fcs_len
        -unit: 16 bits
        doc: Length of the frame check sequence at the end of each packet
    doc-ref: draft-ietf-opsawg-pcap, section "File Header"
  packet:
    -summary: '{captured_len:unit}'
    -columns: [time, captured_len, original_len]
    meta:
      endian:
        switch-on: _root.is_le
        cases:
          true: le
          false: be
    seq:
      - {id: ts_sec, type: u4, -unit: s, -epoch: unix, doc: 'Timestamp, seconds since 1970-01-01 00:00:00 UTC'}
      - id: ts_frac
        -orig-id: ts_usec
        type: u4
        -check: {max: _root.ticks_per_second - 1}
        doc: 'Timestamp, fraction of a second in microseconds or nanoseconds'
      - id: incl_len
        type: u4
        -unit: bytes
        doc: Captured packet length; the original length if the lengths are swapped
      - id: orig_len
        type: u4
        -check:
          min: 'is_swapped ? 0 : incl_len'
          max: 'is_swapped ? incl_len : 0xffffffff'
        -unit: bytes
        doc: Original packet length; the captured length if the lengths are swapped
      - id: origin
        type: packet_origin
        if: _root.is_modified
        doc: Additional fields of the modified format
      - id: data
        size: captured_len
        -format:
          switch-on: _root.header.link_type
          cases:
            link_types::ethernet: ethernet
            link_types::raw: ip
            link_types::ipv4: ipv4
            link_types::ipv6: ipv6
            link_types::linux_sll: linux_sll
            link_types::linux_sll2: linux_sll2
          original-size: original_len
        doc: 'Packet data, starting with the link-layer header'
    instances:
      time:
        value: >-
          (ticks / _root.ticks_per_second).to_s + "." +
          (_root.ticks_per_second + ticks % _root.ticks_per_second).to_s.substring(1, _root.has_nanoseconds ? 10 : 7)
        -unit: s
        -epoch: unix
        doc: 'Timestamp, seconds since 1970-01-01 00:00:00 UTC, as an exact decimal number'
      ticks:
        value: ts_sec * _root.ticks_per_second + ts_frac
        doc: 'Timestamp, microseconds or nanoseconds since 1970-01-01 00:00:00 UTC'
      is_swapped:
        value: _root.header.has_swapped_lengths or _root.header.may_have_swapped_lengths and incl_len > orig_len
        doc: True if the original length is stored before the captured length
        doc-ref: https://github.com/the-tcpdump-group/libpcap/blob/libpcap-1.10.5/sf-pcap.c
      captured_len: {value: 'is_swapped ? orig_len : incl_len', -unit: bytes, doc: Captured packet length}
      original_len: {value: 'is_swapped ? incl_len : orig_len', -unit: bytes, doc: Original packet length}
      is_truncated: {value: captured_len < original_len, doc: True if only part of the packet was captured}
    doc-ref: draft-ietf-opsawg-pcap, section "Packet Record"
  packet_origin:
    meta:
      endian:
        switch-on: _root.is_le
        cases:
          true: le
          false: be
    seq:
      - {id: ifindex, type: u4, doc: Interface index}
      - {id: protocol, type: u2, doc: EtherType of the packet}
      - {id: pkt_type, type: u1, enum: packet_types, doc: Packet type (direction and addressing)}
      - {id: padding, type: u1, doc: Padding}
    doc: Packet header fields added by Alexey Kuznetsov's patched libpcap for Linux
    doc-ref: https://www.tcpdump.org/manpages/pcap-savefile.5.html
enums:
  magics:
    0xa1b2c3d4: {id: be_microseconds, doc: 'Big-endian, microsecond timestamps'}
    0xd4c3b2a1: {id: le_microseconds, doc: 'Little-endian, microsecond timestamps'}
    0xa1b23c4d: {id: be_nanoseconds, doc: 'Big-endian, nanosecond timestamps'}
    0x4d3cb2a1: {id: le_nanoseconds, doc: 'Little-endian, nanosecond timestamps'}
    0xa1b2cd34: {id: be_modified, doc: 'Big-endian, modified packet headers'}
    0x34cdb2a1: {id: le_modified, doc: 'Little-endian, modified packet headers'}
  packet_types:
    0: host
    1: broadcast
    2: multicast
    3: other_host
    4: outgoing
  # https://www.tcpdump.org/linktypes.html
  link_types:
    0: 'null'
    1: ethernet
    3: ax25
    6: ieee802_5
    7: arcnet_bsd
    8: slip
    9: ppp
    10: fddi
    50: ppp_hdlc
    51: ppp_ether
    100: atm_rfc1483
    101: raw
    104: c_hdlc
    105: ieee802_11
    107: frelay
    108: loop
    113: linux_sll
    114: ltalk
    117: pflog
    119: ieee802_11_prism
    122: ip_over_fc
    123: sunatm
    127: ieee802_11_radiotap
    129: arcnet_linux
    138: apple_ip_over_ieee1394
    139: mtp2_with_phdr
    140: mtp2
    141: mtp3
    142: sccp
    143: docsis
    144: linux_irda
    147: user0
    148: user1
    149: user2
    150: user3
    151: user4
    152: user5
    153: user6
    154: user7
    155: user8
    156: user9
    157: user10
    158: user11
    159: user12
    160: user13
    161: user14
    162: user15
    163: ieee802_11_avs
    165: bacnet_ms_tp
    166: ppp_pppd
    169: gprs_llc
    170: gpf_t
    171: gpf_f
    177: linux_lapd
    182: mfr
    187: bluetooth_hci_h4
    189: usb_linux
    192: ppi
    195: ieee802_15_4_withfcs
    196: sita
    197: erf
    201: bluetooth_hci_h4_with_phdr
    202: ax25_kiss
    203: lapd
    204: ppp_with_dir
    205: c_hdlc_with_dir
    206: frelay_with_dir
    207: lapb_with_dir
    209: ipmb_linux
    210: flexray
    212: lin
    215: ieee802_15_4_nonask_phy
    220: usb_linux_mmapped
    224: fc_2
    225: fc_2_with_frame_delims
    226: ipnet
    227: can_socketcan
    228: ipv4
    229: ipv6
    230: ieee802_15_4_nofcs
    231: dbus
    235: dvb_ci
    236: mux27010
    237: stanag_5066_d_pdu
    239: nflog
    240: netanalyzer
    241: netanalyzer_transparent
    242: ipoib
    243: mpeg_2_ts
    244: ng40
    245: nfc_llcp
    247: infiniband
    248: sctp
    249: usbpcap
    250: rtac_serial
    251: bluetooth_le_ll
    253: netlink
    254: bluetooth_linux_monitor
    255: bluetooth_bredr_bb
    256: bluetooth_le_ll_with_phdr
    257: profibus_dl
    258: pktap
    259: epon
    260: ipmi_hpm_2
    261: zwave_r1_r2
    262: zwave_r3
    263: wattstopper_dlm
    264: iso_14443
    265: rds
    266: usb_darwin
    268: sdlc
    270: loratap
    271: vsock
    272: nordic_ble
    273: docsis31_xra31
    274: ethernet_mpacket
    275: displayport_aux
    276: linux_sll2
    278: openvizsla
    279: ebhscr
    280: vpp_dispatch
    281: dsa_tag_brcm
    282: dsa_tag_brcm_prepend
    283: ieee802_15_4_tap
    284: dsa_tag_dsa
    285: dsa_tag_edsa
    286: elee
    287: z_wave_serial
    288: usb_2_0
    289: atsc_alp
    290: etw
    292: zboss_ncp
