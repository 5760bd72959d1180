meta:
  id: fat
  title: FAT file system volume
  application: [DOS, Windows, cameras, UEFI firmware]
  file-extension: [img, ima, fat, bin]
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: le
  bit-endian: le
  encoding: ASCII
  xref:
    wikidata: Q190167
doc: |
  A volume of the FAT12, FAT16 or FAT32 file system. The boot sector contains the BIOS parameter block, which
  determines the location of all other parts: reserved sectors, file allocation tables, the root directory
  (FAT12 and FAT16), and the data region in clusters. A boot sector alone is also accepted.
doc-ref: 'Microsoft, "FAT: General Overview of On-Disk Format", version 1.03, 2000-12-06'
-summary: 'FAT file system, {boot_sector.volume.bs_vol_lab:quoted}, {boot_sector.bpb.bpb_byts_per_sec} bytes per sector, {root_directory:count root entry}'
seq:
  - {id: boot_sector, type: boot_sector, size: 512, doc: Boot sector with the BIOS parameter block}
  - id: reserved_sectors
    type: reserved_sectors
    size: boot_sector.bpb.bpb_rsvd_sec_cnt * boot_sector.bpb.bpb_byts_per_sec - 512
    if: has_volume
    doc: Reserved region after the first 512 bytes of the boot sector
  - id: fats
    size: boot_sector.len_fat * boot_sector.bpb.bpb_byts_per_sec
    repeat: expr
    repeat-expr: boot_sector.bpb.bpb_num_fats
    if: has_volume
    # Only the active table is written if mirroring is disabled (FAT32).
    -check: {expr: '_index == 0 or not boot_sector.is_mirrored or _ == fats[0]'}
    doc: File allocation tables (identical copies); each entry gives the next cluster of a file
    doc-ref: '"FAT Data Structure"'
  - id: root_directory
    type: directory_entry
    size: 32
    repeat: expr
    repeat-expr: boot_sector.bpb.bpb_root_ent_cnt
    if: has_volume
    doc: Root directory of FAT12 and FAT16; FAT32 stores it in clusters
  - id: clusters
    size: (boot_sector.num_sectors - boot_sector.first_data_sector) * boot_sector.bpb.bpb_byts_per_sec
    if: has_volume
    -unit: bytes
    doc: 'Data region, starting with cluster 2'
  - id: trailing
    size-eos: true
    if: has_volume and not _io.eof
    -unit: bytes
    doc: Unused space after the last sector of the volume
instances:
  has_volume: {value: _io.size > 512, doc: True if the data extends past the boot sector}
types:
  boot_sector:
    seq:
      - id: bs_jmp_boot
        -orig-id: BS_jmpBoot
        size: 3
        valid:
          expr: (_[0] == 0xeb and _[2] == 0x90) or _[0] == 0xe9
        doc: Jump instruction to the boot code
      - id: bs_oem_name
        -orig-id: BS_OEMName
        type: str
        size: 8
        encoding: IBM437
        doc: Name of the system that formatted the volume
      - {id: bpb, type: bios_parameter_block, doc: BIOS parameter block}
      - {id: fat32, type: fat32_fields, if: is_fat32, doc: FAT32 extension of the BIOS parameter block}
      - {id: volume, type: volume_fields, doc: Drive number and volume identification}
      - {id: boot_code, size: 510 - _io.pos, doc: Boot code}
      - {id: signature_word, -orig-id: Signature_word, contents: [0x55, 0xaa], doc: Boot sector signature}
    instances:
      is_fat32: {value: bpb.bpb_fat_sz16 == 0, doc: True if the FAT32 fields are present}
      len_fat:
        value: 'is_fat32 ? fat32.bpb_fat_sz32 : bpb.bpb_fat_sz16'
        -unit: sectors
        doc: Size of one file allocation table in sectors
      num_sectors:
        value: 'bpb.bpb_tot_sec16 != 0 ? bpb.bpb_tot_sec16 : bpb.bpb_tot_sec32'
        -check: {min: first_data_sector}
        doc: Number of sectors on the volume
      num_root_sectors:
        value: (bpb.bpb_root_ent_cnt * 32 + bpb.bpb_byts_per_sec - 1) / bpb.bpb_byts_per_sec
        doc: Number of root directory sectors
      first_data_sector:
        value: bpb.bpb_rsvd_sec_cnt + bpb.bpb_num_fats * len_fat + num_root_sectors
        doc: First sector of the data region (cluster 2)
      num_clusters:
        value: (num_sectors - first_data_sector) / bpb.bpb_sec_per_clus
        doc: Number of data clusters
      num_fat_entries:
        value: >-
          len_fat * bpb.bpb_byts_per_sec * 8 / (kind == kinds::fat12 ? 12 : kind == kinds::fat16 ? 16 : 32)
        doc: Number of entries of one file allocation table
      max_clusters:
        value: 'kind == kinds::fat16 and num_fat_entries > 65526 ? 65524 : num_fat_entries - 2'
        -check: {min: num_clusters}
        doc: Maximum number of data clusters for this file allocation table and FAT type
      is_mirrored:
        value: 'is_fat32 ? not fat32.bpb_ext_flags.one_fat_active : true'
        doc: True if all file allocation tables are updated; false if only one is active (FAT32)
        doc-ref: '"FAT32 Structure Starting at Offset 36", BPB_ExtFlags'
      kind:
        value: 'is_fat32 ? 32 : num_clusters < 4085 ? 12 : 16'
        enum: kinds
        doc: 'FAT type: FAT32 if the 16-bit FAT size is 0; otherwise determined by the number of clusters'
        doc-ref: '"FAT Type Determination"'
    doc-ref: '"Boot Sector and BPB"'
  bios_parameter_block:
    seq:
      - id: bpb_byts_per_sec
        -orig-id: BPB_BytsPerSec
        type: u2
        valid: {any-of: [512, 1024, 2048, 4096]}
        -unit: bytes
        doc: Sector size in bytes
      - id: bpb_sec_per_clus
        -orig-id: BPB_SecPerClus
        type: u1
        valid: {any-of: [1, 2, 4, 8, 16, 32, 64, 128]}
        -unit: sectors
        doc: Sectors per cluster
      - id: bpb_rsvd_sec_cnt
        -orig-id: BPB_RsvdSecCnt
        type: u2
        valid: {min: 1}
        doc: 'Number of reserved sectors, including the boot sector'
      - id: bpb_num_fats
        -orig-id: BPB_NumFATs
        type: u1
        valid: {min: 1}
        doc: 'Number of file allocation tables, usually 2'
      - id: bpb_root_ent_cnt
        -orig-id: BPB_RootEntCnt
        type: u2
        doc: Number of root directory entries; 0 on FAT32
      - id: bpb_tot_sec16
        -orig-id: BPB_TotSec16
        type: u2
        doc: 16-bit sector count of the volume; 0 if BPB_TotSec32 is used
      - id: bpb_media
        -orig-id: BPB_Media
        type: u1
        -hex: true
        enum: media
        valid: {expr: _.to_i == 0xf0 or _.to_i >= 0xf8}
        doc: Media type
      - id: bpb_fat_sz16
        -orig-id: BPB_FATSz16
        type: u2
        -unit: sectors
        doc: Size of one file allocation table in sectors; 0 on FAT32
      - {id: bpb_sec_per_trk, -orig-id: BPB_SecPerTrk, type: u2, doc: Sectors per track for interrupt 0x13}
      - {id: bpb_num_heads, -orig-id: BPB_NumHeads, type: u2, doc: Number of heads for interrupt 0x13}
      - id: bpb_hidd_sec
        -orig-id: BPB_HiddSec
        type: u4
        doc: Number of hidden sectors before the volume
      - id: bpb_tot_sec32
        -orig-id: BPB_TotSec32
        type: u4
        doc: 32-bit sector count of the volume; 0 if BPB_TotSec16 is used
    doc-ref: '"Boot Sector and BPB Structure"'
  fat32_fields:
    seq:
      - id: bpb_fat_sz32
        -orig-id: BPB_FATSz32
        type: u4
        -unit: sectors
        doc: Size of one file allocation table in sectors
      - {id: bpb_ext_flags, -orig-id: BPB_ExtFlags, type: ext_flags, doc: Mirroring flags}
      - {id: bpb_fs_ver, -orig-id: BPB_FSVer, type: u2, doc: 'FAT32 version, 0'}
      - id: bpb_root_clus
        -orig-id: BPB_RootClus
        type: u4
        valid: {min: 2}
        doc: First cluster of the root directory
      - {id: bpb_fs_info, -orig-id: BPB_FSInfo, type: u2, doc: Sector number of the FSInfo structure}
      - id: bpb_bk_boot_sec
        -orig-id: BPB_BkBootSec
        type: u2
        doc: Sector number of the backup boot sector; 0 if none
      - {id: bpb_reserved, -orig-id: BPB_Reserved, size: 12, doc: 'Reserved, must be 0'}
    doc-ref: '"FAT32 Structure Starting at Offset 36"'
  ext_flags:
    seq:
      - {id: active_fat, type: b4, doc: 'Index of the active FAT, valid if mirroring is disabled'}
      - {id: reserved, type: b3, doc: Reserved}
      - {id: one_fat_active, type: b1, doc: True if only one FAT is active (mirroring disabled)}
      - {id: reserved_high, type: b8, doc: Reserved}
  volume_fields:
    seq:
      - id: bs_drv_num
        -orig-id: BS_DrvNum
        type: u1
        -hex: true
        doc: 'Drive number for interrupt 0x13, 0x80 for a hard disk'
      - {id: bs_reserved1, -orig-id: BS_Reserved1, type: u1, doc: Reserved (used by Windows NT)}
      - id: bs_boot_sig
        -orig-id: BS_BootSig
        type: u1
        -hex: true
        doc: Extended boot signature; 0x29 if the following three fields are present
      - id: bs_vol_id
        -orig-id: BS_VolID
        type: u4
        -hex: true
        if: bs_boot_sig == 0x28 or bs_boot_sig == 0x29
        doc: Volume serial number
      - id: bs_vol_lab
        -orig-id: BS_VolLab
        type: str
        size: 11
        pad-right: 0x20
        encoding: IBM437
        if: bs_boot_sig == 0x29
        doc: Volume label
      - id: bs_fil_sys_type
        -orig-id: BS_FilSysType
        type: str
        size: 8
        pad-right: 0x20
        if: bs_boot_sig == 0x29
        doc: File system name; does not determine the FAT type
    doc-ref: '"FAT12 and FAT16 Structure Starting at Offset 36"'
  reserved_sectors:
    seq:
      - id: rest_of_boot_sector
        size: _root.boot_sector.bpb.bpb_byts_per_sec - 512
        if: _root.boot_sector.bpb.bpb_byts_per_sec > 512
        doc: Boot sector after its first 512 bytes
      - id: sectors
        type:
          switch-on: _root.boot_sector.is_fat32 and _root.boot_sector.fat32.bpb_fs_info == _index + 1
          cases:
            true: info_sector
        size: _root.boot_sector.bpb.bpb_byts_per_sec
        repeat: eos
        doc: 'Further reserved sectors, on FAT32 including the FSInfo sector'
  info_sector:
    seq:
      - {id: fsi_lead_sig, -orig-id: FSI_LeadSig, contents: RRaA, doc: Lead signature}
      - {id: fsi_reserved1, -orig-id: FSI_Reserved1, size: 480, doc: 'Reserved, must be 0'}
      - {id: fsi_struc_sig, -orig-id: FSI_StrucSig, contents: rrAa, doc: Structure signature}
      - id: fsi_free_count
        -orig-id: FSI_Free_Count
        type: u4
        doc: Last known free cluster count; 0xffffffff if unknown
      - id: fsi_nxt_free
        -orig-id: FSI_Nxt_Free
        type: u4
        doc: Cluster at which to start searching for free clusters; 0xffffffff if unknown
      - {id: fsi_reserved2, -orig-id: FSI_Reserved2, size: 12, doc: 'Reserved, must be 0'}
      - {id: fsi_trail_sig, -orig-id: FSI_TrailSig, contents: [0, 0, 0x55, 0xaa], doc: Trail signature}
      - {id: rest, size-eos: true, if: not _io.eof, doc: Sector after its first 512 bytes}
    doc-ref: '"FAT32 FSInfo Sector Structure and Backup Boot Sector"'
  directory_entry:
    -summary: '{entry}'
    seq:
      - id: entry
        type:
          switch-on: 'is_free ? 0 : dir_attr == 0x0f ? 2 : 1'
          cases:
            1: file_entry
            2: long_name_entry
        size: 32
        doc: File, directory, volume label or long name entry; raw bytes if free
    instances:
      first_byte: {pos: 0, type: u1, doc: '0 after the last entry, 0xe5 if deleted'}
      dir_attr: {-orig-id: DIR_Attr, pos: 11, type: u1, doc: Attributes; 0x0f for a long name entry}
      is_free: {value: first_byte == 0 or first_byte == 0xe5, doc: True if the entry is free}
    doc-ref: '"FAT Directory Structure"'
  file_entry:
    -summary: '{dir_name} {dir_name_extension}  {attr_directory:map true=directory|false=}  {dir_file_size:size}'
    seq:
      - id: dir_name
        -orig-id: DIR_Name
        type: str
        size: 8
        pad-right: 0x20
        encoding: IBM437
        doc: 'Short name, main part'
      - id: dir_name_extension
        type: str
        size: 3
        pad-right: 0x20
        encoding: IBM437
        doc: 'Short name, extension'
      - {id: attr_read_only, -orig-id: ATTR_READ_ONLY, type: b1, doc: Read-only}
      - {id: attr_hidden, -orig-id: ATTR_HIDDEN, type: b1, doc: Hidden from directory listings}
      - {id: attr_system, -orig-id: ATTR_SYSTEM, type: b1, doc: Operating system file}
      - {id: attr_volume_id, -orig-id: ATTR_VOLUME_ID, type: b1, doc: Volume label}
      - {id: attr_directory, -orig-id: ATTR_DIRECTORY, type: b1, doc: Directory}
      - {id: attr_archive, -orig-id: ATTR_ARCHIVE, type: b1, doc: Modified since the last backup}
      - {id: attr_reserved, type: b2, doc: Reserved}
      - {id: dir_nt_res, -orig-id: DIR_NTRes, type: u1, doc: Reserved (used by Windows NT)}
      - id: dir_crt_time_tenth
        -orig-id: DIR_CrtTimeTenth
        type: u1
        -unit: 10 ms
        doc: 'Creation time, fraction added to the 2-second count'
      - {id: dir_crt_time, -orig-id: DIR_CrtTime, type: time, doc: Creation time}
      - {id: dir_crt_date, -orig-id: DIR_CrtDate, type: date, doc: Creation date}
      - {id: dir_lst_acc_date, -orig-id: DIR_LstAccDate, type: date, doc: Last access date}
      - {id: dir_fst_clus_hi, -orig-id: DIR_FstClusHI, type: u2, doc: High word of the first cluster number}
      - {id: dir_wrt_time, -orig-id: DIR_WrtTime, type: time, doc: Last write time}
      - {id: dir_wrt_date, -orig-id: DIR_WrtDate, type: date, doc: Last write date}
      - {id: dir_fst_clus_lo, -orig-id: DIR_FstClusLO, type: u2, doc: Low word of the first cluster number}
      - id: dir_file_size
        -orig-id: DIR_FileSize
        type: u4
        -unit: bytes
        doc: File size in bytes; 0 for a directory
    instances:
      first_cluster: {value: dir_fst_clus_hi << 16 | dir_fst_clus_lo, doc: First cluster number}
  time:
    seq:
      - {id: two_second_count, type: b5, -unit: 2 s, doc: 2-second count}
      - {id: minutes, type: b6, doc: Minutes}
      - {id: hours, type: b5, doc: Hours}
    doc-ref: '"Date and Time Formats"'
  date:
    seq:
      - {id: day_of_month, type: b5, doc: 'Day of month, 1 to 31'}
      - {id: month_of_year, type: b4, doc: 'Month of year, 1 to 12'}
      - {id: years_from_1980, type: b7, doc: Years from 1980}
    instances:
      year: {value: 1980 + years_from_1980, doc: Year}
    doc-ref: '"Date and Time Formats"'
  long_name_entry:
    seq:
      - id: ldir_ord
        -orig-id: LDIR_Ord
        type: b6
        valid: {min: 1}
        doc: 'Ordinal of the entry, from 1; entries are stored in descending order'
      - id: last_long_entry
        -orig-id: LAST_LONG_ENTRY
        type: b1
        doc: True if the entry contains the end of the name
      - {id: ldir_ord_reserved, type: b1, doc: Reserved}
      - id: ldir_name1
        -orig-id: LDIR_Name1
        type: str
        size: 10
        encoding: UTF-16LE
        doc: Characters 1 to 5 of the name component
      - {id: ldir_attr, -orig-id: LDIR_Attr, type: u1, doc: 'Attributes, always 0x0f (ATTR_LONG_NAME)'}
      - {id: ldir_type, -orig-id: LDIR_Type, type: u1, doc: Entry type; 0 for a name component}
      - {id: ldir_chksum, -orig-id: LDIR_Chksum, type: u1, -hex: true, doc: Checksum of the short name}
      - id: ldir_name2
        -orig-id: LDIR_Name2
        type: str
        size: 12
        encoding: UTF-16LE
        doc: Characters 6 to 11 of the name component
      - id: ldir_fst_clus_lo
        -orig-id: LDIR_FstClusLO
        type: u2
        valid: 0
        doc: 'First cluster number, must be 0'
      - id: ldir_name3
        -orig-id: LDIR_Name3
        type: str
        size: 4
        encoding: UTF-16LE
        doc: Characters 12 and 13 of the name component
    doc-ref: '"Long Directory Entries"'
enums:
  kinds:
    12: fat12
    16: fat16
    32: fat32
  media:
    0xf0: removable
    0xf8: fixed
