//! Local entries: local file header, file data, data descriptor (4.3.7 to 4.3.9).

use super::central::{self, CentralEntry, extended};
use super::content::ContentVerifier;
use super::extra::{ExtraContext, ExtraFields, Zip64Values, aes, peek_padding, zip64};
use super::labels::{CompressionMethod, GeneralPurposeFlags, version};
use super::layout::ArchiveLayout;
use super::name::EntryName;
use super::padding::Padding;
use super::salvage;
use super::uint::Uint;
use crate::time;
use binrw::{BinRead, BinResult, Endian, VecArgs, binrw};
use bytescope_inspect::{Blob, BufferId, Cx, Inspect, ItemList, Value, Within};
use std::io::{Read, Seek, SeekFrom};

/// Local file header, file data and data descriptor (4.3.7)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x03\x04")]
#[br(import(central: Option<&CentralEntry>))]
#[inspect(magic("signature", "Local file header signature: PK\\x03\\x04"))]
#[inspect(
    summary = "{file_name}  {compression_method:map STORED=stored|DEFLATED=deflated}  {flags.encrypted:map 1=encrypted|0=}  {compressed_size} → {uncompressed_size}",
    columns(
        "name=file_name",
        "method=compression_method",
        "encrypted=flags.encrypted",
        "size=uncompressed_size",
        "packed=compressed_size",
        "crc32",
        "date=last_mod_file_date",
        "time=last_mod_file_time"
    )
)]
pub struct ZipEntry {
    /// Version needed to extract (4.4.3)
    #[inspect(note = version(version_needed_to_extract.to_le_bytes()[0]))]
    pub version_needed_to_extract: u16,
    /// General purpose bit flag (4.4.4)
    #[inspect(hex)]
    pub flags: GeneralPurposeFlags,
    /// Compression method (4.4.5)
    #[inspect(expect(
        "the central directory's compression method",
        central.map(|c| c.compression_method.0)
    ))]
    pub compression_method: CompressionMethod,
    /// Last modification time, in MS-DOS format, local time (4.4.6)
    #[inspect(hex, note = time::dos_time(last_mod_file_time))]
    pub last_mod_file_time: u16,
    /// Last modification date, in MS-DOS format (4.4.6)
    #[inspect(hex, note = time::dos_date(last_mod_file_date))]
    pub last_mod_file_date: u16,
    /// CRC-32 of the uncompressed data; 0 if it is in the data descriptor (4.4.7)
    #[inspect(hex, expect("the central directory's CRC-32", repeated(central, flags).map(|c| c.crc32)))]
    pub crc32: u32,
    /// Compressed size; 0 if it is in the data descriptor, 0xffffffff if in the Zip64 extra field
    /// (4.4.8)
    #[inspect(unit = "bytes", expect(
        "the central directory's compressed size",
        repeated(central, flags).filter(|_| compressed_size != u32::MAX).map(CentralEntry::compressed_size)
    ))]
    pub compressed_size: u32,
    /// Uncompressed size; 0 if it is in the data descriptor, 0xffffffff if in the Zip64 extra field
    /// (4.4.9)
    #[inspect(unit = "bytes", expect(
        "the central directory's uncompressed size",
        repeated(central, flags).filter(|_| uncompressed_size != u32::MAX).map(CentralEntry::uncompressed_size)
    ))]
    pub uncompressed_size: u32,
    /// File name length (4.4.10)
    #[inspect(unit = "bytes")]
    pub file_name_length: u16,
    /// Extra field length (4.4.11)
    #[inspect(unit = "bytes")]
    pub extra_field_length: u16,
    /// File name, with forward slashes (4.4.17)
    #[br(count = file_name_length, args { inner: (flags.utf8() == 1,) })]
    #[inspect(expect("the central directory's name", central_name(central, &file_name)))]
    pub file_name: EntryName,
    #[br(parse_with = peek_padding, args(extra_field_length), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    extra_zeros: u16,
    /// Extra field (4.5)
    #[br(if(extra_field_length > extra_zeros), count = extra_field_length.saturating_sub(extra_zeros))]
    #[br(args { inner: (ExtraContext {
        central: false,
        in_zip64: Zip64Values {
            uncompressed_size: uncompressed_size == u32::MAX,
            compressed_size: compressed_size == u32::MAX,
            ..Zip64Values::default()
        },
        name_crc: crc32fast::hash(&file_name.bytes),
    },) })]
    pub extra_fields: Option<Within<ExtraFields>>,
    /// Zero padding after the extra field
    #[br(if(extra_zeros > 0), count = extra_zeros)]
    pub extra_padding: Option<Blob>,
    #[br(parse_with = data_size, args(central, compressed_size, flags, zip64(&extra_fields).and_then(|z| z.compressed_size)))]
    #[br(restore_position)]
    #[bw(ignore)]
    #[inspect(skip, with = salvage::data_size)]
    size: u64,
    #[br(calc = Encryption::of(flags, compression_method, aes(&extra_fields).map(|a| a.strength.salt_size())))]
    #[bw(ignore)]
    encryption: Encryption,
    /// Encryption header (6.1): random bytes; the last byte verifies the password
    #[br(if(encryption.header > 0), count = encryption.header.min(size))]
    pub encryption_header: Option<Blob>,
    /// Salt for the AES key derivation
    #[br(if(encryption.salt > 0), count = encryption.salt)]
    pub aes_salt: Option<Blob>,
    /// Password verification value
    #[br(if(encryption.salt > 0))]
    #[inspect(hex)]
    pub aes_password_verification: Option<u16>,
    /// File data, compressed and encrypted as specified by the header (4.3.8)
    #[br(count = encryption.data_size(size))]
    pub data: Blob,
    /// Authentication code of the encrypted data
    #[br(if(encryption.salt > 0), count = 10)]
    pub aes_authentication_code: Option<Blob>,
    #[br(parse_with = DescriptorForm::find, args(central, flags, size, zip64(&extra_fields).is_some()), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    form: Option<DescriptorForm>,
    /// Data descriptor: CRC-32 and sizes, if unknown when the header was written (4.3.9)
    #[br(if(form.is_some()), args(form.unwrap_or_default(), central))]
    pub data_descriptor: Option<DataDescriptor>,
    #[br(parse_with = Padding::find, args(central.is_some()), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    unused: Padding,
    /// Padding up to the next part of the archive: zeros or virtual entries
    #[br(if(unused.size > 0), count = unused.size)]
    #[inspect(note = unused.note())]
    pub padding: Option<Blob>,
}

/// Data descriptor: CRC-32 and sizes after the file data (4.3.9)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(form: DescriptorForm, central: Option<&CentralEntry>))]
pub struct DataDescriptor {
    /// Optional signature: PK\x07\x08
    #[br(if(form.signature))]
    #[inspect(hex)]
    pub signature: Option<u32>,
    /// CRC-32 of the uncompressed data
    #[inspect(hex, expect("the central directory's CRC-32", central.map(|c| c.crc32)))]
    pub crc32: u32,
    /// Compressed size
    #[br(args(form.width()))]
    #[inspect(unit = "bytes")]
    #[inspect(expect(
        "the central directory's compressed size",
        central.map(CentralEntry::compressed_size)
    ))]
    pub compressed_size: Uint,
    /// Uncompressed size
    #[br(args(form.width()))]
    #[inspect(unit = "bytes")]
    #[inspect(expect(
        "the central directory's uncompressed size",
        central.map(CentralEntry::uncompressed_size)
    ))]
    pub uncompressed_size: Uint,
}

impl ZipEntry {
    /// Returns the uncompressed size, from the header or the Zip64 extra field.
    pub(super) fn uncompressed_size(&self) -> u64 {
        let long = zip64(&self.extra_fields).and_then(|z| z.uncompressed_size);
        extended(self.uncompressed_size, long)
    }
}

/// Returns the central directory entry if the local header must repeat its sizes and CRC-32.
pub(super) fn repeated(
    central: Option<&CentralEntry>,
    flags: GeneralPurposeFlags,
) -> Option<&CentralEntry> {
    central.filter(|_| flags.data_descriptor() == 0 && flags.masked() == 0)
}

/// Returns the name in the central directory. Names with equal bytes are equal, even if the flags
/// of the two headers specify different character sets.
fn central_name(central: Option<&CentralEntry>, own: &EntryName) -> Option<String> {
    let central = central.filter(|c| c.flags.masked() == 0)?;
    let same = central.file_name.bytes == own.bytes;
    Some(if same { own.text() } else { central.file_name.text() }.into_owned())
}

/// Returns the size of the data in bytes, from the central directory if present, otherwise from the
/// local header.
///
/// Its counterpart for the field tree also determines the size of streamed data without a central
/// directory.
#[binrw::parser(reader, endian)]
fn data_size(
    central: Option<&CentralEntry>,
    compressed_size: u32,
    flags: GeneralPurposeFlags,
    long: Option<u64>,
) -> BinResult<u64> {
    let _ = (reader, endian, flags);
    Ok(size_in_headers(central, compressed_size, long))
}

/// Returns the size of the data according to the headers.
pub(super) fn size_in_headers(
    central: Option<&CentralEntry>,
    compressed_size: u32,
    long: Option<u64>,
) -> u64 {
    let own = long.filter(|_| compressed_size == u32::MAX).unwrap_or(compressed_size.into());
    central.map_or(own, CentralEntry::compressed_size)
}

/// Sizes in bytes of the fields around encrypted data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Encryption {
    /// Header of traditional encryption.
    header: u64,
    /// Salt of AES encryption.
    salt: u64,
}

impl Encryption {
    fn of(flags: GeneralPurposeFlags, method: CompressionMethod, salt: Option<u8>) -> Self {
        match (flags.encrypted(), method) {
            (1, CompressionMethod::AES) => Self { header: 0, salt: salt.unwrap_or(16).into() },
            // The strong encryption header has a variable size and is treated as data.
            (1, _) if flags.strong_encryption() == 0 => Self { header: 12, salt: 0 },
            _ => Self::default(),
        }
    }

    /// Returns the size of the data without these fields.
    fn data_size(self, size: u64) -> u64 {
        let aes = if self.salt > 0 { self.salt.saturating_add(12) } else { 0 };
        size.saturating_sub(self.header).saturating_sub(aes)
    }
}

/// Format of a data descriptor, which is not stored in the file but inferred (4.3.9.3).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DescriptorForm {
    /// True if the descriptor starts with a signature.
    pub signature: bool,
    /// True if the sizes have 64 bits.
    pub wide: bool,
}

/// Signature of a data descriptor.
pub(super) const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";

impl DescriptorForm {
    /// All formats, in the order in which they are tried.
    const ALL: [Self; 4] = [
        Self { signature: true, wide: false },
        Self { signature: true, wide: true },
        Self { signature: false, wide: false },
        Self { signature: false, wide: true },
    ];

    /// Returns the size of a size field in bytes.
    pub(super) fn width(self) -> u8 {
        if self.wide { 8 } else { 4 }
    }

    /// Returns the format of the descriptor at the current offset: the format in which its values
    /// match the central directory (without it, in which the next part of the archive follows) and
    /// the data size, otherwise the format implied by the signature and the local header. Returns `None` if the flag is not set, or if no bytes remain before
    /// the next part (some writers omit the descriptor).
    fn find<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        (central, flags, size, zip64): (Option<&CentralEntry>, GeneralPurposeFlags, u64, bool),
    ) -> BinResult<Option<Self>> {
        let start = reader.stream_position()?;
        let mut first = Vec::new();
        reader.take(4).read_to_end(&mut first)?;
        if flags.data_descriptor() == 0 || central.is_some() && first.is_empty() {
            return Ok(None);
        }
        for form in Self::ALL {
            if form.signature != first.starts_with(&DESCRIPTOR) && form.signature {
                continue;
            }
            reader.seek(SeekFrom::Start(start))?;
            let Ok(read) = DataDescriptor::read_options(reader, endian, (form, None)) else {
                continue;
            };
            let matches = match central {
                Some(central) => {
                    let size = central.uncompressed_size();
                    (read.crc32, read.uncompressed_size.value) == (central.crc32, size)
                }
                None => {
                    let mut next = Vec::new();
                    reader.take(2).read_to_end(&mut next)?;
                    next.is_empty() || next == b"PK"
                }
            };
            if matches && read.compressed_size.value == size {
                return Ok(Some(form));
            }
        }
        Ok(Some(Self { signature: first == DESCRIPTOR, wide: zip64 }))
    }
}

/// Span of a local entry, and its central directory entry.
struct LocalSlot<'c> {
    start: u64,
    /// Start of the next part of the archive. Even a corrupt entry is not read past it.
    end: u64,
    /// Offset of the central directory entry.
    header: u64,
    central: &'c CentralEntry,
}

/// Returns the local entries in file order, without duplicates.
fn slots<'c>(central: &'c [CentralEntry], layout: &ArchiveLayout) -> Vec<LocalSlot<'c>> {
    let bounds = layout.bounds();
    let mut header = layout.central;
    let mut starts = Vec::new();
    for entry in central {
        starts.extend(entry.start(bounds).map(|start| (start, header, entry)));
        header = header.saturating_add(entry.size());
    }
    starts.sort_by_key(|(start, ..)| *start);
    starts.dedup_by_key(|(start, ..)| *start);
    let next = starts.iter().skip(1).map(|(start, ..)| *start).chain([bounds.end]);
    let slot = |(&(start, header, central), end)| LocalSlot { start, end, header, central };
    starts.iter().zip(next).map(slot).collect()
}

/// Returns the start and end offsets of the local entries, in file order.
pub(super) fn entry_spans(central: &[CentralEntry], layout: &ArchiveLayout) -> Vec<(u64, u64)> {
    slots(central, layout).iter().map(|slot| (slot.start, slot.end)).collect()
}

/// Returns the number of central directory entries that share the local header of another entry.
pub(super) fn shared(central: &[CentralEntry], layout: &ArchiveLayout) -> usize {
    let bounds = layout.bounds();
    let with_header = central.iter().filter(|entry| entry.start(bounds).is_some()).count();
    with_header.saturating_sub(slots(central, layout).len())
}

/// Returns the start offset of the first local entry; without local entries, the offset at which
/// they would start. On the last disk of a split archive, all entries may be on other disks.
pub(super) fn first(central: &[CentralEntry], layout: &ArchiveLayout) -> u64 {
    let bounds = layout.bounds();
    let starts = central.iter().filter_map(|entry| entry.start(bounds));
    let is_complete = layout.known && (layout.count == 0 || bounds.disk > 0);
    let none = if is_complete { bounds.end } else { 0 };
    starts.min().unwrap_or(none)
}

/// Reads the local entries of a central directory.
pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (central, layout): (&[CentralEntry], &ArchiveLayout),
) -> BinResult<Vec<Within<ZipEntry>>> {
    let mut entries = Vec::new();
    for slot in slots(central, layout) {
        reader.seek(SeekFrom::Start(slot.start))?;
        entries.push(Within::read_options(reader, endian, slot.args())?);
    }
    Ok(entries)
}

/// Counterpart of [`read`] that builds the field tree and verifies the content of the entries.
pub(super) fn inspect(
    cx: &mut Cx<'_>,
    endian: Endian,
    (central, layout): (&[CentralEntry], &ArchiveLayout),
) -> BinResult<Vec<Within<ZipEntry>>> {
    cx.leaf(Value::List);
    let mut list = ItemList::new(cx);
    let slots = slots(central, layout);
    let entries = inspect_entries(cx, endian, &slots, &mut list);
    let parts: Vec<_> = slots.iter().map(|slot| (slot.start, slot.end, slot.header)).collect();
    let directory = (layout.bounds(), layout.central_end);
    list.end(cx, ZipEntry::ITEM, move |request, _| {
        let first = usize::try_from(request.range.start).unwrap_or(usize::MAX);
        let parts = parts.get(first..).unwrap_or_default();
        request.read_items(BufferId::SOURCE, |cx| {
            let mut verifier = ContentVerifier::new(cx);
            for (index, &(start, end, header)) in request.range.clone().zip(parts) {
                let central = &central::entry_at(cx, endian, directory, header)?;
                let slot = LocalSlot { start, end, header, central };
                inspect_entry(cx, endian, index, &slot, &mut verifier)?;
            }
            Ok(())
        })
    });
    entries
}

fn inspect_entries(
    cx: &mut Cx<'_>,
    endian: Endian,
    slots: &[LocalSlot<'_>],
    list: &mut ItemList,
) -> BinResult<Vec<Within<ZipEntry>>> {
    let mut entries = Vec::new();
    let mut verifier = ContentVerifier::new(cx);
    for (index, slot) in (0..).zip(slots) {
        entries.push(inspect_entry(cx, endian, index, slot, &mut verifier)?);
        list.add(cx);
    }
    Ok(entries)
}

/// Reads one entry and verifies its content.
fn inspect_entry(
    cx: &mut Cx<'_>,
    endian: Endian,
    index: u64,
    slot: &LocalSlot<'_>,
    verifier: &mut ContentVerifier,
) -> BinResult<Within<ZipEntry>> {
    cx.rewind(slot.start);
    let read = |cx: &mut Cx<'_>| Within::inspect(cx, endian, slot.args());
    let entry: Within<ZipEntry> = cx.item(index, ZipEntry::ITEM, read)?;
    if let Some(entry) = &entry.value {
        verifier.verify(cx, index, entry, Some(slot.central));
    }
    Ok(entry)
}

impl LocalSlot<'_> {
    fn args(&self) -> VecArgs<(Option<&CentralEntry>,)> {
        let count = usize::try_from(self.end.saturating_sub(self.start)).unwrap_or(usize::MAX);
        VecArgs { count, inner: (Some(self.central),) }
    }
}
