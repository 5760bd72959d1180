meta:
  id: fat
  title: FAT file system volume
  application: [DOS, Windows, firmware of cameras and of UEFI]
  file-extension: [img, ima, fat, bin]
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: le
  bit-endian: le
  encoding: ASCII
  xref:
    wikidata: Q190167
doc: |
  A volume of the file systems FAT12, FAT16 and FAT32. The boot sector in front holds the parameters
  that the places of everything else follow from: reserved sectors, allocation tables, the root
  directory (of FAT12 and FAT16), clusters with data. A boot sector alone is read, too.
doc-ref: 'Microsoft, "FAT: General Overview of On-Disk Format", version 1.03, 2000-12-06'
seq:
  - {id: boot_sector, type: boot_sector, size: 512, doc: Where the volume is described}
  - id: reserved_sectors
    type: reserved_sectors
    size: boot_sector.bpb.num_reserved_sectors * boot_sector.bpb.sector_size - 512
    if: has_volume
    doc: The reserved sectors behind the boot sector
  - id: fats
    size: boot_sector.len_fat * boot_sector.bpb.sector_size
    repeat: expr
    repeat-expr: boot_sector.bpb.num_fats
    if: has_volume
    doc: Allocation tables, copies of each other; an entry for each cluster says which one follows
    doc-ref: '"FAT Data Structure"'
  - id: root_directory
    type: directory_entry
    size: 32
    repeat: expr
    repeat-expr: boot_sector.bpb.num_root_entries
    if: has_volume
    doc: The root directory; FAT32 keeps it in clusters
  - {id: clusters, size-eos: true, if: has_volume, -unit: bytes, doc: 'The data region, cluster 2 first'}
instances:
  has_volume: {value: _io.size > 512, doc: Whether there is more than the boot sector}
types:
  boot_sector:
    seq:
      - id: jump
        -orig-id: BS_jmpBoot
        size: 3
        valid:
          expr: (_[0] == 0xeb and _[2] == 0x90) or _[0] == 0xe9
        doc: A jump to the boot code
      - id: oem_name
        -orig-id: BS_OEMName
        type: str
        size: 8
        encoding: IBM437
        doc: What formatted the volume
      - {id: bpb, type: bios_parameter_block, doc: Geometry of the volume}
      - {id: fat32, type: fat32_fields, if: is_fat32, doc: Further geometry of FAT32}
      - {id: volume, type: volume_fields, doc: Drive number and identity of the volume}
      - {id: boot_code, size: 510 - _io.pos, doc: Code that loads an operating system}
      - {id: signature, -orig-id: Signature_word, contents: [0x55, 0xaa], doc: Marks a boot sector}
    instances:
      is_fat32: {value: bpb.len_fat_16 == 0, doc: Whether the fields of FAT32 are there}
      len_fat:
        value: 'is_fat32 ? fat32.len_fat_32 : bpb.len_fat_16'
        -unit: sectors
        doc: Length of one allocation table
      num_sectors:
        value: 'bpb.num_sectors_16 != 0 ? bpb.num_sectors_16 : bpb.num_sectors_32'
        doc: Sectors of the volume
      num_root_sectors:
        value: (bpb.num_root_entries * 32 + bpb.sector_size - 1) / bpb.sector_size
        doc: Sectors of the root directory
      first_data_sector:
        value: bpb.num_reserved_sectors + bpb.num_fats * len_fat + num_root_sectors
        doc: Where cluster 2 begins
      num_clusters:
        value: (num_sectors - first_data_sector) / bpb.cluster_size
        doc: Clusters of the data region
      kind:
        value: 'num_clusters < 4085 ? 12 : num_clusters < 65525 ? 16 : 32'
        enum: kinds
        doc: Kind of file system; only the number of clusters decides
        doc-ref: '"FAT Type Determination"'
    doc-ref: '"Boot Sector and BPB"'
  bios_parameter_block:
    seq:
      - id: sector_size
        -orig-id: BPB_BytsPerSec
        type: u2
        valid: {any-of: [512, 1024, 2048, 4096]}
        -unit: bytes
        doc: Bytes of a sector
      - id: cluster_size
        -orig-id: BPB_SecPerClus
        type: u1
        valid: {any-of: [1, 2, 4, 8, 16, 32, 64, 128]}
        -unit: sectors
        doc: Sectors of a cluster
      - id: num_reserved_sectors
        -orig-id: BPB_RsvdSecCnt
        type: u2
        valid: {min: 1}
        doc: Sectors in front of the first allocation table, with the boot sector
      - id: num_fats
        -orig-id: BPB_NumFATs
        type: u1
        valid: {min: 1}
        doc: Copies of the allocation table, usually 2
      - id: num_root_entries
        -orig-id: BPB_RootEntCnt
        type: u2
        doc: Entries of the root directory; 0 on FAT32
      - id: num_sectors_16
        -orig-id: BPB_TotSec16
        type: u2
        doc: Sectors of the volume, or 0 if the 32-bit field counts them
      - id: media
        -orig-id: BPB_Media
        type: u1
        enum: media
        valid: {expr: _.to_i == 0xf0 or _.to_i >= 0xf8}
        doc: Kind of medium
      - id: len_fat_16
        -orig-id: BPB_FATSz16
        type: u2
        -unit: sectors
        doc: Length of an allocation table; 0 on FAT32
      - {id: sectors_per_track, -orig-id: BPB_SecPerTrk, type: u2, doc: 'Sectors of a track, for the BIOS'}
      - {id: num_heads, -orig-id: BPB_NumHeads, type: u2, doc: 'Heads, for the BIOS'}
      - id: num_hidden_sectors
        -orig-id: BPB_HiddSec
        type: u4
        doc: Sectors of the disk in front of the volume
      - id: num_sectors_32
        -orig-id: BPB_TotSec32
        type: u4
        doc: Sectors of the volume, if the 16-bit field is 0
    doc-ref: '"Boot Sector and BPB Structure"'
  fat32_fields:
    seq:
      - {id: len_fat_32, -orig-id: BPB_FATSz32, type: u4, -unit: sectors, doc: Length of an allocation table}
      - {id: active_fat, type: b4, doc: 'Number of the allocation table in use, if they are not mirrored'}
      - {id: reserved_flags, type: b3, doc: Reserved}
      - {id: is_not_mirrored, type: b1, doc: Whether only one allocation table is kept up to date}
      - {id: reserved_flags_high, type: b8, doc: Reserved}
      - {id: version, -orig-id: BPB_FSVer, type: u2, doc: 'Version of FAT32, 0'}
      - id: root_cluster
        -orig-id: BPB_RootClus
        type: u4
        valid: {min: 2}
        doc: First cluster of the root directory
      - {id: info_sector, -orig-id: BPB_FSInfo, type: u2, doc: Sector with the count of free clusters}
      - id: backup_sector
        -orig-id: BPB_BkBootSec
        type: u2
        doc: Sector with a copy of the boot sector, or 0
      - {id: reserved, -orig-id: BPB_Reserved, size: 12, doc: 'Reserved, zeros'}
    doc-ref: '"FAT32 Structure Starting at Offset 36"'
  volume_fields:
    seq:
      - id: drive_number
        -orig-id: BS_DrvNum
        type: u1
        doc: Drive number of the BIOS, 0x80 for a hard disk
      - {id: reserved, -orig-id: BS_Reserved1, type: u1, doc: Used by Windows NT}
      - {id: boot_signature, -orig-id: BS_BootSig, type: u1, doc: 0x29 if the fields that follow are there}
      - id: serial_number
        -orig-id: BS_VolID
        type: u4
        if: boot_signature == 0x28 or boot_signature == 0x29
        doc: Serial number of the volume
      - id: label
        -orig-id: BS_VolLab
        type: str
        size: 11
        pad-right: 0x20
        encoding: IBM437
        if: boot_signature == 0x29
        doc: Label of the volume
      - id: file_system
        -orig-id: BS_FilSysType
        type: str
        size: 8
        pad-right: 0x20
        if: boot_signature == 0x29
        doc: Name of the file system; it does not decide the kind
    doc-ref: '"FAT12 and FAT16 Structure Starting at Offset 36"'
  reserved_sectors:
    seq:
      - id: rest_of_boot_sector
        size: _root.boot_sector.bpb.sector_size - 512
        if: _root.boot_sector.bpb.sector_size > 512
        doc: The boot sector behind its first 512 bytes
      - id: sectors
        type:
          switch-on: _root.boot_sector.is_fat32 and _root.boot_sector.fat32.info_sector == _index + 1
          cases:
            true: info_sector
        size: _root.boot_sector.bpb.sector_size
        repeat: eos
        doc: Further sectors, one of FAT32 with the count of free clusters
  info_sector:
    seq:
      - {id: lead_signature, -orig-id: FSI_LeadSig, contents: RRaA, doc: Marks the sector}
      - {id: reserved, -orig-id: FSI_Reserved1, size: 480, doc: 'Reserved, zeros'}
      - {id: structure_signature, -orig-id: FSI_StrucSig, contents: rrAa, doc: Marks the fields}
      - id: num_free_clusters
        -orig-id: FSI_Free_Count
        type: u4
        doc: Free clusters when last counted; 0xffffffff if not known
      - id: next_free_cluster
        -orig-id: FSI_Nxt_Free
        type: u4
        doc: Where to look for free clusters; 0xffffffff if not known
      - {id: reserved_2, -orig-id: FSI_Reserved2, size: 12, doc: 'Reserved, zeros'}
      - {id: trail_signature, -orig-id: FSI_TrailSig, contents: [0, 0, 0x55, 0xaa], doc: Marks the end}
      - {id: rest, size-eos: true, if: not _io.eof, doc: The sector behind its first 512 bytes}
    doc-ref: '"FAT32 FSInfo Sector Structure and Backup Boot Sector"'
  directory_entry:
    seq:
      - id: entry
        type:
          switch-on: 'is_free ? 0 : attributes == 0x0f ? 2 : 1'
          cases:
            1: file_entry
            2: long_name_entry
        size: 32
        doc: A file, a directory, a label, or a part of a long name; bytes if not in use
    instances:
      first_byte: {pos: 0, type: u1, doc: '0 behind the last entry, 0xe5 if deleted'}
      attributes: {pos: 11, type: u1, doc: Attributes as a number; 0x0f marks a part of a long name}
      is_free: {value: first_byte == 0 or first_byte == 0xe5, doc: Whether the entry is not in use}
    doc-ref: '"FAT Directory Structure"'
  file_entry:
    seq:
      - id: name
        -orig-id: DIR_Name
        type: str
        size: 8
        pad-right: 0x20
        encoding: IBM437
        doc: Name without its extension
      - {id: extension, type: str, size: 3, pad-right: 0x20, encoding: IBM437, doc: Extension of the name}
      - {id: is_read_only, -orig-id: ATTR_READ_ONLY, type: b1, doc: Not to be written to}
      - {id: is_hidden, -orig-id: ATTR_HIDDEN, type: b1, doc: Not to be listed}
      - {id: is_system, -orig-id: ATTR_SYSTEM, type: b1, doc: Belongs to the operating system}
      - {id: is_volume_label, -orig-id: ATTR_VOLUME_ID, type: b1, doc: The name is the volume's label}
      - {id: is_directory, -orig-id: ATTR_DIRECTORY, type: b1, doc: A directory}
      - {id: is_archive, -orig-id: ATTR_ARCHIVE, type: b1, doc: Changed since the last backup}
      - {id: reserved_attributes, type: b2, doc: Reserved}
      - {id: reserved, -orig-id: DIR_NTRes, type: u1, doc: Used by Windows NT}
      - id: created_centiseconds
        -orig-id: DIR_CrtTimeTenth
        type: u1
        -unit: 10 ms
        doc: To be added to the time of creation
      - {id: created, type: timestamp, doc: When the file was created}
      - {id: accessed, -orig-id: DIR_LstAccDate, type: date, doc: When the file was last read or written}
      - {id: cluster_high, -orig-id: DIR_FstClusHI, type: u2, doc: High half of the first cluster's number}
      - {id: written, type: timestamp, doc: When the file was last written}
      - {id: cluster_low, -orig-id: DIR_FstClusLO, type: u2, doc: Low half of the first cluster's number}
      - id: len_file
        -orig-id: DIR_FileSize
        type: u4
        -unit: bytes
        doc: Length of the file; 0 for a directory
    instances:
      first_cluster: {value: cluster_high << 16 | cluster_low, doc: Number of the first cluster}
  timestamp:
    seq:
      - {id: time, type: time, doc: Time of day}
      - {id: date, type: date, doc: Day}
  time:
    seq:
      - {id: two_seconds, type: b5, -unit: 2 s, doc: 'Second, halved'}
      - {id: minute, type: b6, doc: Minute}
      - {id: hour, type: b5, doc: Hour}
    doc-ref: '"Date and Time Formats"'
  date:
    seq:
      - {id: day, type: b5, doc: 'Day of the month, from 1'}
      - {id: month, type: b4, doc: 'Month, from 1'}
      - {id: years, type: b7, doc: Years since 1980}
    instances:
      year: {value: 1980 + years, doc: Year}
    doc-ref: '"Date and Time Formats"'
  long_name_entry:
    seq:
      - id: order
        -orig-id: LDIR_Ord
        type: b6
        valid: {min: 1}
        doc: Number of the part, from 1; parts stand in descending order
      - {id: is_last, type: b1, doc: Whether this is the end of the name}
      - {id: reserved_order, type: b1, doc: Reserved}
      - id: name_1
        -orig-id: LDIR_Name1
        type: str
        size: 10
        encoding: UTF-16LE
        doc: Characters 1 to 5 of the part
      - {id: attributes, -orig-id: LDIR_Attr, type: u1, doc: 0x0f}
      - {id: kind, -orig-id: LDIR_Type, type: u1, doc: 0 for a part of a name}
      - {id: checksum, -orig-id: LDIR_Chksum, type: u1, doc: Sum of the short name that the parts belong to}
      - id: name_2
        -orig-id: LDIR_Name2
        type: str
        size: 12
        encoding: UTF-16LE
        doc: Characters 6 to 11 of the part
      - {id: cluster, -orig-id: LDIR_FstClusLO, type: u2, valid: 0, doc: 0}
      - id: name_3
        -orig-id: LDIR_Name3
        type: str
        size: 4
        encoding: UTF-16LE
        doc: Characters 12 and 13 of the part
    doc-ref: '"Long Directory Entries"'
enums:
  kinds:
    12: fat12
    16: fat16
    32: fat32
  media:
    0xf0: removable
    0xf8: fixed
