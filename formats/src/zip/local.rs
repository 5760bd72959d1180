//! Local entries: header, data, data descriptor (4.3.7 to 4.3.9).

use super::central::CentralEntry;
use super::extra::{ExtraFields, Moved, Place, aes, peek_padding, zip64};
use super::layout::Layout;
use super::name::Name;
use super::salvage;
use super::uint::Uint;
use super::words::{Flags, Method, version};
use crate::time;
use binrw::{BinRead, BinResult, Endian, VecArgs, binrw};
use bytescope_inspect::{Blob, Cx, Fact, Fault, FaultKind, Inspect, Value, Verified, Within};
use std::io::{Read, Seek, SeekFrom};

/// A file in the archive: local header, data and what stands behind it (4.3.7)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x03\x04")]
#[br(import(central: Option<&CentralEntry>))]
#[inspect(magic("signature", "The bytes PK\\x03\\x04"))]
pub struct Entry {
    /// Version of the specification that a reader must know (4.4.3)
    #[inspect(note = version(version_needed_to_extract.to_le_bytes()[0]))]
    pub version_needed_to_extract: u16,
    /// General purpose bit flag (4.4.4)
    #[inspect(hex)]
    pub flags: Flags,
    /// How the data is compressed
    #[inspect(expect("copy of the central directory's method", central.map(|c| c.compression_method.0)))]
    pub compression_method: Method,
    /// When the file was last changed, local time
    #[inspect(hex, note = time::dos_time(last_mod_file_time))]
    pub last_mod_file_time: u16,
    /// Day of that time
    #[inspect(hex, note = time::dos_date(last_mod_file_date))]
    pub last_mod_file_date: u16,
    /// CRC-32 of the content; 0 when it stands behind the data
    #[inspect(hex, expect("copy of the central directory's CRC-32", told(central, flags).map(|c| c.crc32)))]
    pub crc32: u32,
    /// Size of the data in the archive; 0 when it stands behind the data, all ones when the zip64
    /// field has it
    #[inspect(unit = "bytes", expect(
        "copy of the central directory's compressed size",
        told(central, flags).filter(|_| compressed_size != u32::MAX).map(CentralEntry::compressed_size)
    ))]
    pub compressed_size: u32,
    /// Size of the content; 0 when it stands behind the data, all ones when the zip64 field has it
    #[inspect(unit = "bytes", expect(
        "copy of the central directory's uncompressed size",
        told(central, flags).filter(|_| uncompressed_size != u32::MAX).map(CentralEntry::uncompressed_size)
    ))]
    pub uncompressed_size: u32,
    /// Bytes of the name
    #[inspect(unit = "bytes")]
    pub file_name_length: u16,
    /// Bytes of the extra fields
    #[inspect(unit = "bytes")]
    pub extra_field_length: u16,
    /// Name of the file, with slashes
    #[br(count = file_name_length, args { inner: (flags.utf8() == 1,) })]
    #[inspect(expect("copy of the central directory's name", other_name(central, &file_name)))]
    pub file_name: Name,
    #[br(parse_with = peek_padding, args(extra_field_length), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    extra_zeros: u16,
    /// Extra fields (4.5)
    #[br(if(extra_field_length > extra_zeros), count = extra_field_length.saturating_sub(extra_zeros))]
    #[br(args { inner: (Place {
        central: false,
        moved: Moved {
            uncompressed_size: uncompressed_size == u32::MAX,
            compressed_size: compressed_size == u32::MAX,
            ..Moved::default()
        },
        name_crc: crc32fast::hash(&file_name.bytes),
    },) })]
    pub extra_fields: Option<Within<ExtraFields>>,
    /// Zeros behind the extra fields
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
    /// Encryption header (6.1): random bytes, of which the last tells a wrong password
    #[br(if(encryption.header > 0), count = encryption.header.min(size))]
    pub encryption_header: Option<Blob>,
    /// Random bytes from which the AES key is made
    #[br(if(encryption.salt > 0), count = encryption.salt)]
    pub aes_salt: Option<Blob>,
    /// Tells most wrong passwords
    #[br(if(encryption.salt > 0))]
    #[inspect(hex)]
    pub aes_password_verification: Option<u16>,
    /// The file, compressed or encrypted as the header says
    #[br(parse_with = blob, args(encryption.rest(size), stored_crc(central, compression_method, flags, crc32)))]
    #[inspect(with = inspect_data)]
    pub data: Blob,
    /// Authentication code of the encrypted data
    #[br(if(encryption.salt > 0), count = 10)]
    pub aes_authentication_code: Option<Blob>,
    #[br(parse_with = Form::find, args(central, flags, size, zip64(&extra_fields).is_some()), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    form: Option<Form>,
    /// CRC and sizes, where the header could not have them (4.3.9)
    #[br(if(form.is_some()), args(form.unwrap_or_default(), central))]
    pub data_descriptor: Option<DataDescriptor>,
    #[br(parse_with = peek_zeros, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    zeros: u64,
    /// Zeros up to the next part of the archive
    #[br(if(zeros > 0), count = zeros)]
    pub padding: Option<Blob>,
}

/// CRC and sizes behind the data (4.3.9)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(form: Form, central: Option<&CentralEntry>))]
pub struct DataDescriptor {
    /// The bytes PK\x07\x08, which are optional
    #[br(if(form.signature))]
    #[inspect(hex)]
    pub signature: Option<u32>,
    /// CRC-32 of the content
    #[inspect(hex, expect("copy of the central directory's CRC-32", central.map(|c| c.crc32)))]
    pub crc32: u32,
    /// Size of the data in the archive
    #[br(args(form.width()))]
    #[inspect(unit = "bytes")]
    #[inspect(expect(
        "copy of the central directory's compressed size",
        central.map(CentralEntry::compressed_size)
    ))]
    pub compressed_size: Uint,
    /// Size of the content
    #[br(args(form.width()))]
    #[inspect(unit = "bytes")]
    #[inspect(expect(
        "copy of the central directory's uncompressed size",
        central.map(CentralEntry::uncompressed_size)
    ))]
    pub uncompressed_size: Uint,
}

/// The central entry, when the local header must say the same of sizes and CRC.
fn told(central: Option<&CentralEntry>, flags: Flags) -> Option<&CentralEntry> {
    central.filter(|_| flags.data_descriptor() == 0 && flags.masked() == 0)
}

/// The name in the central directory. Bytes that are the same count as the same name, even if the
/// two flags say different things of their charset.
fn other_name(central: Option<&CentralEntry>, own: &Name) -> Option<String> {
    let central = central.filter(|c| c.flags.masked() == 0)?;
    let same = central.file_name.bytes == own.bytes;
    Some(if same { own.text() } else { central.file_name.text() }.into_owned())
}

/// The CRC that the data must have, when it is the content as it is.
fn stored_crc(
    central: Option<&CentralEntry>,
    method: Method,
    flags: Flags,
    crc32: u32,
) -> Option<u32> {
    let is_plain = method == Method::STORED && flags.encrypted() == 0;
    let own = (flags.data_descriptor() == 0).then_some(crc32);
    central.map(|c| c.crc32).or(own).filter(|_| is_plain)
}

/// The size of the data: that of the central directory, or else that of the header.
///
/// The tree's twin also finds the size of streamed data when there is no central directory.
#[binrw::parser(reader, endian)]
fn data_size(
    central: Option<&CentralEntry>,
    compressed_size: u32,
    flags: Flags,
    long: Option<u64>,
) -> BinResult<u64> {
    let _ = (reader, endian, flags);
    Ok(size_in_headers(central, compressed_size, long))
}

/// The size of the data, as far as headers tell it.
pub(super) fn size_in_headers(
    central: Option<&CentralEntry>,
    compressed_size: u32,
    long: Option<u64>,
) -> u64 {
    let own = long.filter(|_| compressed_size == u32::MAX).unwrap_or(compressed_size.into());
    central.map_or(own, CentralEntry::compressed_size)
}

/// Bytes around encrypted data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Encryption {
    /// Bytes of the header of the traditional encryption.
    header: u64,
    /// Bytes of the salt of the AES encryption.
    salt: u64,
}

impl Encryption {
    fn of(flags: Flags, method: Method, salt: Option<u8>) -> Self {
        match (flags.encrypted(), method) {
            (1, Method::AES) => Self { header: 0, salt: salt.unwrap_or(16).into() },
            // The header of the strong encryption is of any size, and counts as data here.
            (1, _) if flags.strong_encryption() == 0 => Self { header: 12, salt: 0 },
            _ => Self::default(),
        }
    }

    /// What is left of `size` for the data.
    fn rest(self, size: u64) -> u64 {
        let aes = if self.salt > 0 { self.salt.saturating_add(12) } else { 0 };
        size.saturating_sub(self.header).saturating_sub(aes)
    }
}

/// Reads past the data; the CRC is for the tree.
#[binrw::parser(reader, endian)]
fn blob(size: u64, _crc: Option<u32>) -> BinResult<Blob> {
    let count = usize::try_from(size).unwrap_or(usize::MAX);
    Blob::read_options(reader, endian, VecArgs { count, inner: () })
}

/// The twin of [`blob`], which checks the CRC.
fn inspect_data(
    cx: &mut Cx<'_>,
    endian: Endian,
    (size, crc): (u64, Option<u32>),
) -> BinResult<Blob> {
    let (start, count) = (cx.pos(), usize::try_from(size).unwrap_or(usize::MAX));
    let data = Blob::inspect(cx, endian, VecArgs { count, inner: () })?;
    if let Some(expected) = crc.filter(|_| !cx.is_muted()) {
        let actual = crc32fast::hash(cx.slice(start, cx.pos()));
        if let Some(node) = cx.top() {
            if actual == expected {
                node.extra_mut().verified = Some(Verified::Checksum("crc-32"));
            } else {
                let crc = |value: u32| Fact::Hex { value: value.into(), digits: 1 };
                let fault = Fault::soft(FaultKind::Mismatch, start, "wrong crc-32 of stored data");
                node.extra_mut().fault = Some(fault.with(crc(expected), crc(actual)));
            }
        }
    }
    Ok(data)
}

/// The form of a data descriptor. Nothing in the file tells it, only what fits (4.3.9.3).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Form {
    /// It has a signature.
    pub signature: bool,
    /// Its sizes have 64 bits.
    pub wide: bool,
}

/// The signature of a data descriptor.
pub(super) const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";

impl Form {
    const ALL: [Self; 4] = [
        Self { signature: true, wide: false },
        Self { signature: true, wide: true },
        Self { signature: false, wide: false },
        Self { signature: false, wide: true },
    ];

    pub(super) fn width(self) -> u8 {
        if self.wide { 8 } else { 4 }
    }

    /// The form of the descriptor at the reader: the one that says what the central directory
    /// says, else the one that its signature and the header suggest. There is none when the flag
    /// does not announce one, nor when nothing is left, as some writers have it.
    fn find<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        (central, flags, size, zip64): (Option<&CentralEntry>, Flags, u64, bool),
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
            let holds = central.is_none_or(|central| {
                let size = central.uncompressed_size();
                (read.crc32, read.uncompressed_size.value) == (central.crc32, size)
            });
            if holds && read.compressed_size.value == size {
                return Ok(Some(form));
            }
        }
        Ok(Some(Self { signature: first == DESCRIPTOR, wide: zip64 }))
    }
}

/// The number of bytes up to the end of the region when all of them are zeros, else none.
#[binrw::parser(reader)]
fn peek_zeros() -> BinResult<u64> {
    let mut zeros = 0_u64;
    let mut buffer = [0; 4096];
    // Most often the first byte says no.
    let mut ask = 64;
    loop {
        let filled = reader.read(buffer.get_mut(..ask).unwrap_or_default())?;
        if filled == 0 {
            return Ok(zeros);
        }
        if buffer.get(..filled).unwrap_or_default().iter().any(|byte| *byte != 0) {
            return Ok(0);
        }
        zeros = zeros.saturating_add(filled as u64);
        ask = buffer.len();
    }
}

/// Where a local entry stands, and what the central directory says of it.
struct Slot<'c> {
    start: u64,
    /// The next part of the archive: a local entry may be broken, but it takes no part of another.
    end: u64,
    central: &'c CentralEntry,
}

/// The local entries in file order, each once.
fn slots<'c>(central: &'c [CentralEntry], layout: &Layout) -> Vec<Slot<'c>> {
    let bounds = layout.bounds();
    let mut starts: Vec<(u64, &CentralEntry)> =
        central.iter().filter_map(|entry| Some((entry.start(bounds)?, entry))).collect();
    starts.sort_by_key(|(start, _)| *start);
    starts.dedup_by_key(|(start, _)| *start);
    let next = starts.iter().skip(1).map(|(start, _)| *start).chain([bounds.end]);
    let slot = |(&(start, central), end)| Slot { start, end, central };
    starts.iter().zip(next).map(slot).collect()
}

/// Where the local entries start and end, in file order.
pub(super) fn places(central: &[CentralEntry], layout: &Layout) -> Vec<(u64, u64)> {
    slots(central, layout).iter().map(|slot| (slot.start, slot.end)).collect()
}

/// How many entries of the central directory have the local header of another.
pub(super) fn shared(central: &[CentralEntry], layout: &Layout) -> usize {
    let bounds = layout.bounds();
    let with_header = central.iter().filter(|entry| entry.start(bounds).is_some()).count();
    with_header.saturating_sub(slots(central, layout).len())
}

/// Where the first local entry starts; where it would start when there is none. On the last disk
/// of a split archive all entries may have started on another one.
pub(super) fn first(central: &[CentralEntry], layout: &Layout) -> u64 {
    let bounds = layout.bounds();
    let starts = central.iter().filter_map(|entry| entry.start(bounds));
    let is_whole = layout.known && (layout.count == 0 || bounds.disk > 0);
    let none = if is_whole { bounds.end } else { 0 };
    starts.min().unwrap_or(none)
}

/// Reads the local entries of a central directory.
pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (central, layout): (&[CentralEntry], &Layout),
) -> BinResult<Vec<Within<Entry>>> {
    let mut entries = Vec::new();
    for slot in slots(central, layout) {
        reader.seek(SeekFrom::Start(slot.start))?;
        entries.push(Within::read_options(reader, endian, slot.args())?);
    }
    Ok(entries)
}

/// The twin of [`read`].
pub(super) fn inspect(
    cx: &mut Cx<'_>,
    endian: Endian,
    (central, layout): (&[CentralEntry], &Layout),
) -> BinResult<Vec<Within<Entry>>> {
    cx.leaf(Value::List);
    let mut entries = Vec::new();
    for (index, slot) in (0..).zip(slots(central, layout)) {
        cx.rewind(slot.start);
        let read = |cx: &mut Cx<'_>| Within::inspect(cx, endian, slot.args());
        entries.push(cx.item(index, Entry::ITEM, read)?);
    }
    Ok(entries)
}

impl Slot<'_> {
    fn args(&self) -> VecArgs<(Option<&CentralEntry>,)> {
        let count = usize::try_from(self.end.saturating_sub(self.start)).unwrap_or(usize::MAX);
        VecArgs { count, inner: (Some(self.central),) }
    }
}
