//! Writes archives: every part is written at its original offset.

use super::Zip;
use super::layout::ArchiveLayout;
use super::local::{ZipEntry, entry_spans};
use binrw::{BinResult, BinWrite, Endian, Error};
use bytescope_inspect::Within;
use std::io::{Read, Seek, SeekFrom, Write};

/// Returns the offset of the first nonzero byte that does not belong to any part of the archive.
#[binrw::parser(reader)]
pub(super) fn uncovered(
    layout: &ArchiveLayout,
    entries: &[Within<ZipEntry>],
    central_end: u64,
) -> BinResult<Option<u64>> {
    let before = if entries.is_empty() && layout.count > 0 { layout.entries_end() } else { 0 };
    let end = reader.stream_position()?;
    for (start, end) in [(0, before), (central_end, layout.central_end), (end, layout.len)] {
        reader.seek(SeekFrom::Start(start))?;
        let mut chunk = [0; 4096];
        let mut gap = reader.take(end.saturating_sub(start));
        loop {
            let filled = gap.read(&mut chunk)?;
            let found = chunk.get(..filled).unwrap_or_default();
            if let Some(at) = found.iter().position(|byte| *byte != 0) {
                return Ok(Some(
                    end.saturating_sub(gap.limit())
                        .saturating_sub(filled as u64)
                        .saturating_add(at as u64),
                ));
            }
            if filled == 0 {
                break;
            }
        }
    }
    Ok(None)
}

fn refuse<T>(pos: u64, message: String) -> BinResult<T> {
    Err(Error::AssertFail { pos, message })
}

fn put<T, W>(at: u64, part: &T, writer: &mut W, endian: Endian) -> BinResult<()>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
    W: Write + Seek,
{
    writer.seek(SeekFrom::Start(at))?;
    part.write_options(writer, endian, ())
}

/// Writes the archive. Offsets in the central directory must still be valid: an entry whose size
/// has changed is an error.
impl BinWrite for Zip {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        if let Some(at) = self.uncovered {
            return refuse(at, "a nonzero byte of the source is not covered by any field".into());
        }
        let layout = &self.layout;
        self.prefix.write_options(writer, endian, ())?;
        let spans = entry_spans(&self.central_directory, layout);
        if spans.len() != self.entries.len() {
            let message = "number of entries does not match the central directory";
            return refuse(writer.stream_position()?, message.into());
        }
        for (entry, (start, end)) in self.entries.iter().zip(spans) {
            writer.seek(SeekFrom::Start(start))?;
            entry.write_options(writer, endian, ())?;
            let pos = writer.stream_position()?;
            if pos != end {
                let message = format!("entry must end at {end:#x}, the start of the next part");
                return refuse(pos, message);
            }
        }
        put(layout.entries_end(), &self.apk_signing_block, writer, endian)?;
        put(layout.central, &self.central_directory, writer, endian)?;
        self.digital_signature.write_options(writer, endian, ())?;
        put(layout.zip64_end.unwrap_or_default(), &self.zip64_end, writer, endian)?;
        put(layout.locator.unwrap_or_default(), &self.zip64_locator, writer, endian)?;
        put(layout.end.unwrap_or_default(), &self.end, writer, endian)?;
        self.padding.write_options(writer, endian, ())
    }
}
