//! Writes Exif data: directories and values are written at their offsets.

use super::{
    Directories, ENTRY_SIZE, EntryContent, Exif, Ifd, IfdEntry, TiffByteOrder, TiffTag, next,
    pointer,
};
use binrw::{BinResult, BinWrite, Endian};
use std::io::{Seek, SeekFrom, Write};

impl Directories {
    /// Returns the directories that are present, with their offsets.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, &Ifd)> {
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
}

/// Writes the entries of a directory; padding after a short value is not overwritten.
#[binrw::writer(writer, endian)]
pub(super) fn entries(entries: &Vec<IfdEntry>) -> BinResult<()> {
    let mut at = writer.stream_position()?;
    for entry in entries {
        entry.write_options(writer, endian, ())?;
        at = at.saturating_add(ENTRY_SIZE);
        writer.seek(SeekFrom::Start(at))?;
    }
    Ok(())
}

/// Writes all parts at their offsets. If an offset was changed to overlap another part, the output
/// rejects the conflicting write.
impl BinWrite for Exif {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        let start = writer.stream_position()?;
        let at = |offset: u64| SeekFrom::Start(start.saturating_add(offset));
        self.byte_order.write_options(writer, endian, ())?;
        let is_big = self.byte_order == TiffByteOrder::MM;
        let endian = if is_big { Endian::Big } else { Endian::Little };
        let directories = &self.directories;
        directories.magic.write_options(writer, endian, ())?;
        directories.first_ifd_offset.write_options(writer, endian, ())?;
        let mut end = writer.stream_position()?;
        let mut reach = |writer: &mut W| -> BinResult<()> {
            end = end.max(writer.stream_position()?);
            Ok(())
        };
        for (offset, ifd) in directories.all() {
            writer.seek(at(offset.into()))?;
            ifd.write_options(writer, endian, ())?;
            reach(writer)?;
            for entry in &ifd.entries {
                if let EntryContent::ValueOffset { offset, value: Some(value) } = &entry.content {
                    writer.seek(at((*offset).into()))?;
                    value.write_options(writer, endian, ())?;
                    reach(writer)?;
                }
            }
        }
        let thumbnail = pointer(&directories.ifd1, TiffTag::JPEGInterchangeFormat);
        // An absent thumbnail does not extend the data, regardless of its offset.
        if let Some((offset, thumbnail)) = thumbnail.zip(directories.thumbnail.as_ref()) {
            writer.seek(at(offset.into()))?;
            thumbnail.write_options(writer, endian, ())?;
            reach(writer)?;
        }
        for (blob, start) in self.unclaimed.iter().zip(&self.unclaimed_offsets) {
            writer.seek(at(*start))?;
            blob.write_options(writer, endian, ())?;
            reach(writer)?;
        }
        writer.seek(SeekFrom::Start(end))?;
        Ok(())
    }
}
