//! Where the tables stand and how long they are: known before any of them is shown.

use super::Header;
use super::headers::{SectionHeader, Segment};
use super::labels::{SectionType, SegmentType};
use super::names::{Names, Place};
use super::unclaimed;
use super::word::{Word, wide};
use binrw::{BinRead, BinResult, Endian};
use bytescope_inspect::FixedSize;
use std::io::{Read, Seek, SeekFrom};

/// What the header, and the first section header where numbers do not fit, say of the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan<W: Word> {
    /// The program headers that are there.
    pub(super) segments: Vec<W::ProgramHeader>,
    /// The section headers that are there.
    pub(super) headers: Vec<SectionHeader<W>>,
    /// How many program headers there should be.
    pub(super) phnum: u64,
    /// How many section headers there should be.
    pub(super) shnum: u64,
    /// What every record may need to know.
    pub(super) names: Names,
    /// The number of the section that names sections; 0 for none.
    shstrndx: u32,
    /// Where the program headers stand.
    pub(super) phoff: u64,
    /// Where the section headers stand.
    pub(super) shoff: u64,
    /// One past the last byte of the file.
    pub(super) file_end: u64,
    /// Runs of bytes that neither a table nor a section describes, zeros left out.
    pub(super) unclaimed: Vec<Place>,
    /// Bytes of the signature that ends the file.
    pub(super) signature: Option<u64>,
    /// The first byte that is not zero and that no field holds.
    pub(super) lost: Option<u64>,
}

/// What writing a file needs to know that its headers do not tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// Where the runs of bytes start that nothing describes.
    pub(super) unclaimed: Vec<u64>,
    /// Where the signature starts.
    pub(super) signature: u64,
    /// One past the last byte of the file.
    pub(super) file_end: u64,
    /// The first byte that is not zero and that no field holds.
    pub(super) lost: Option<u64>,
}

/// `e_phnum` when the number stands in the first section header.
pub(super) const PN_XNUM: u16 = 0xffff;
/// `e_shstrndx` when the number stands in the first section header.
const SHN_XINDEX: u16 = 0xffff;

impl<W: Word> Plan<W> {
    /// The plan of a file that is to be made, however long it will be.
    pub(super) fn of(
        header: &Header<W>,
        segments: Vec<W::ProgramHeader>,
        headers: Vec<SectionHeader<W>>,
        names: Names,
    ) -> Self {
        let (phoff, shoff) = (wide(header.e_phoff), wide(header.e_shoff));
        let length = SectionHeader::<W>::SIZE.saturating_mul(headers.len() as u64);
        let mut plan = Self {
            phnum: segments.len() as u64,
            shnum: headers.len() as u64,
            segments,
            headers,
            names: Names { headers: Place::new(shoff, length), ..names },
            shstrndx: 0,
            phoff,
            shoff,
            file_end: u64::MAX,
            unclaimed: Vec::new(),
            signature: None,
            lost: None,
        };
        plan.shstrndx = match (header.e_shstrndx, plan.headers.first()) {
            (SHN_XINDEX, Some(first)) => first.sh_link.0,
            (index, _) => index.into(),
        };
        plan
    }

    /// The number of the section that names sections.
    pub(super) fn section_names(&self) -> Option<usize> {
        usize::try_from(self.shstrndx).ok().filter(|index| *index > 0)
    }

    /// Reads the tables; the position stays.
    pub(super) fn read<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        (header,): (&Header<W>,),
    ) -> BinResult<Self> {
        let here = reader.stream_position()?;
        let file_end = reader.seek(SeekFrom::End(0))?;
        let (phoff, shoff) = (wide(header.e_phoff), wide(header.e_shoff));
        let names = Names {
            machine: header.e_machine,
            file_type: header.e_type,
            is_64: W::IS_64,
            ..Names::default()
        };
        let first = match shoff {
            0 => None,
            _ => table::<SectionHeader<W>, R>(reader, endian, names, (shoff, 1, file_end))?.pop(),
        };
        let shnum = match (header.e_shnum, &first) {
            (_, None) if shoff == 0 => 0,
            (0, Some(first)) => wide(first.sh_size),
            // The header that should say how many there are is not there.
            (0, None) => 1,
            (count, _) => count.into(),
        };
        let phnum = match (header.e_phnum, &first) {
            (PN_XNUM, Some(first)) if first.sh_info != 0 => first.sh_info.into(),
            (count, _) => u64::from(count),
        };
        let shstrndx = match (header.e_shstrndx, &first) {
            (SHN_XINDEX, Some(first)) => first.sh_link.0,
            (index, _) => u32::from(index),
        };
        let headers: Vec<SectionHeader<W>> =
            table(reader, endian, names, (shoff, shnum, file_end))?;
        let segments = table(reader, endian, names, (phoff, phnum, file_end))?;
        let strings = usize::try_from(shstrndx).ok().filter(|index| *index > 0);
        let strings = strings.and_then(|index| headers.get(index)).map(SectionHeader::place);
        let length = SectionHeader::<W>::SIZE.saturating_mul(headers.len() as u64);
        let names = Names {
            headers: Place::new(shoff, length),
            section_names: strings.unwrap_or_default(),
            ..names
        };
        let (unclaimed, signature) = (Vec::new(), None);
        let mut plan = Self {
            segments,
            headers,
            phnum,
            shnum,
            names,
            shstrndx,
            phoff,
            shoff,
            file_end,
            unclaimed,
            signature,
            lost: None,
        };
        unclaimed::find(reader, &mut plan)?;
        reader.seek(SeekFrom::Start(here))?;
        Ok(plan)
    }

    /// What is kept for writing.
    pub(super) fn kept(&self) -> Kept {
        Kept {
            unclaimed: self.unclaimed.iter().map(|place| place.start).collect(),
            signature: self.signature_start(),
            file_end: self.file_end,
            lost: self.lost,
        }
    }

    /// Whether sections say what is in the file. One section header, or none, says nothing.
    pub(super) fn has_sections(&self) -> bool {
        self.headers.len() > 1
    }

    /// Where the bytes of all sections stand; of all segments where there are no sections.
    pub(super) fn bounds(&self) -> Place {
        let bytes = |place: Place| Place { end: place.end.min(self.file_end), ..place };
        let hull =
            |a: Place, b: Place| Place { start: a.start.min(b.start), end: a.end.max(b.end) };
        let present = |place: &Place| place.size() > 0;
        let all = match self.has_sections() {
            true => self
                .headers
                .iter()
                .map(SectionHeader::place)
                .map(bytes)
                .filter(present)
                .reduce(hull),
            false => self.segments.iter().map(held).map(bytes).filter(present).reduce(hull),
        };
        all.unwrap_or_default()
    }

    /// Where the first run of bytes begins that nothing describes.
    pub(super) fn first_unclaimed(&self) -> u64 {
        self.unclaimed.first().map_or(0, |place| place.start)
    }

    /// Where the signature begins.
    pub(super) fn signature_start(&self) -> u64 {
        let size = self.signature.unwrap_or_default().saturating_add(unclaimed::TAIL);
        self.file_end.saturating_sub(size)
    }

    /// Where the reader is left: behind what it has read.
    pub(super) fn end(&self) -> u64 {
        self.names.headers.end.min(self.file_end)
    }

    /// The first bytes of a section's name: enough to know those that have a form of their own.
    pub(super) fn short_name<R: Read + Seek>(
        &self,
        reader: &mut R,
        header: &SectionHeader<W>,
    ) -> BinResult<ShortName> {
        let strings = self.names.section_names;
        let at = strings.start.saturating_add(header.sh_name.0.into());
        let left = strings.end.min(self.file_end).saturating_sub(at);
        let mut name = ShortName { bytes: [0; SHORT], len: 0 };
        if header.sh_type != SectionType::SHT_PROGBITS || left == 0 {
            return Ok(name);
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(SHORT);
        reader.seek(SeekFrom::Start(at))?;
        reader.read_exact(name.bytes.get_mut(..most).unwrap_or_default())?;
        name.len = memchr::memchr(0, &name.bytes).unwrap_or(SHORT);
        Ok(name)
    }
}

/// One byte more than the longest name that matters.
const SHORT: usize = 18;

/// The beginning of a name.
pub(super) struct ShortName {
    bytes: [u8; SHORT],
    len: usize,
}

impl std::ops::Deref for ShortName {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// Where a segment's bytes stand that are shown as its own.
pub(super) fn held<S: Segment>(segment: &S) -> Place {
    let place = segment.place();
    match segment.kind() {
        // The table of segments is a field already.
        SegmentType::PT_NULL | SegmentType::PT_PHDR => Place::new(place.start, 0),
        _ => place,
    }
}

/// The records of a table that are in the file.
fn table<T, R>(
    reader: &mut R,
    endian: Endian,
    names: Names,
    (at, count, file_end): (u64, u64, u64),
) -> BinResult<Vec<T>>
where
    T: for<'a> BinRead<Args<'a> = (Names,)> + FixedSize,
    R: Read + Seek,
{
    let fits = file_end.saturating_sub(at).checked_div(T::SIZE).unwrap_or(0);
    let count = count.min(fits);
    let mut records = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    if count > 0 {
        reader.seek(SeekFrom::Start(at))?;
    }
    for _ in 0..count {
        records.push(T::read_options(reader, endian, (names,))?);
    }
    Ok(records)
}
