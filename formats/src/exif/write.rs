//! Writing Exif data that was read: directories and values go to where offsets lead.

use super::{
    ByteOrder, Content, Directories, Entry, Exif, Extent, Ifd, TiffTag, next, pointer, thumbnail,
};
use binrw::{BinResult, BinWrite, Endian};
use std::io::{Read, Seek, SeekFrom, Write};

/// Bytes that no offset leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gap {
    /// Where they stand in the Exif data.
    at: u64,
    bytes: Vec<u8>,
}

/// Keeps the bytes that no offset leads to, so that they can be written again.
#[binrw::parser(reader)]
pub(super) fn gaps(extent: Extent, directories: &Directories) -> BinResult<Vec<Gap>> {
    let mut known = directories.places(extent);
    known.sort_unstable();
    let len = extent.end.saturating_sub(extent.start);
    let (mut gaps, mut reached) = (Vec::new(), 0);
    for (start, end) in known.into_iter().chain([(len, len)]) {
        let start = start.min(len);
        if start > reached {
            let mut bytes = Vec::new();
            reader.seek(SeekFrom::Start(extent.start.saturating_add(reached)))?;
            reader.take(start.saturating_sub(reached)).read_to_end(&mut bytes)?;
            if bytes.iter().any(|byte| *byte != 0) {
                gaps.push(Gap { at: reached, bytes });
            }
        }
        reached = reached.max(end);
    }
    Ok(gaps)
}

impl Directories {
    /// The directories that are there and their offsets.
    fn all(&self) -> impl Iterator<Item = (u32, &Ifd)> {
        let gps = pointer(&self.ifd0, TiffTag::GPSInfoIFD);
        let interoperability = pointer(&self.exif_ifd, TiffTag::InteroperabilityIFD);
        let all = [
            (Some(self.first_ifd_offset), &self.ifd0),
            (pointer(&self.ifd0, TiffTag::ExifIFD), &self.exif_ifd),
            (interoperability, &self.interoperability_ifd),
            (gps, &self.gps_ifd),
            (next(&self.ifd0), &self.ifd1),
        ];
        all.into_iter().filter_map(|(offset, ifd)| offset.zip(ifd.as_ref()))
    }

    /// What offsets lead to, as starts and ends within the Exif data.
    fn places(&self, extent: Extent) -> Vec<(u64, u64)> {
        let place = |at: u32, len: u64| (u64::from(at), u64::from(at).saturating_add(len));
        let mut places = vec![place(0, 8)];
        for (offset, ifd) in self.all() {
            places.push(place(offset, 2));
            let mut at = offset.saturating_add(2);
            for entry in &ifd.entries {
                let size = entry.r#type.size_of(entry.count).unwrap_or(4).min(4);
                places.push(place(at, size.saturating_add(8)));
                at = at.saturating_add(ENTRY);
                if let Content::Pointed { offset, value: Some(_) } = &entry.content {
                    places.push(place(*offset, entry.r#type.size_of(entry.count).unwrap_or(0)));
                }
            }
            places.push(place(at, if ifd.next_ifd_offset.is_some() { 4 } else { 0 }));
        }
        places.extend(thumbnail(&self.ifd1, extent).map(|(at, len)| place(at, len.into())));
        places
    }
}

/// Bytes of an entry of a directory.
const ENTRY: u32 = 12;

/// Writes the entries of a directory; what stands behind a short value is a gap.
#[binrw::writer(writer, endian)]
pub(super) fn entries(entries: &Vec<Entry>, start: u64) -> BinResult<()> {
    let mut at = writer.stream_position()?;
    for entry in entries {
        entry.write_options(writer, endian, (start,))?;
        at = at.saturating_add(ENTRY.into());
        writer.seek(SeekFrom::Start(at))?;
    }
    Ok(())
}

/// Writes the data with everything where it was; an offset that was changed to lead into something
/// else is refused by what stands there.
impl BinWrite for Exif {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        let start = writer.stream_position()?;
        let at = |offset: u32| SeekFrom::Start(start.saturating_add(offset.into()));
        self.byte_order.write_options(writer, endian, ())?;
        let is_big = self.byte_order == ByteOrder::MM;
        let endian = if is_big { Endian::Big } else { Endian::Little };
        let directories = &self.directories;
        directories.magic.write_options(writer, endian, ())?;
        directories.first_ifd_offset.write_options(writer, endian, ())?;
        for (offset, ifd) in directories.all() {
            writer.seek(at(offset))?;
            ifd.write_options(writer, endian, (start,))?;
        }
        if let Some(offset) = pointer(&directories.ifd1, TiffTag::JPEGInterchangeFormat) {
            writer.seek(at(offset))?;
            directories.thumbnail.write_options(writer, endian, ())?;
        }
        for gap in &self.gaps {
            writer.seek(SeekFrom::Start(start.saturating_add(gap.at)))?;
            writer.write_all(&gap.bytes)?;
        }
        writer.seek(SeekFrom::Start(start.saturating_add(self.len)))?;
        Ok(())
    }
}
