//! Writing a file that was read: every part goes to its place.

use super::File;
use super::content::Content;
use super::headers::{SectionHeader, Segment};
use super::names::Place;
use super::sections::Part;
use super::word::{Word, wide};
use binrw::{BinResult, BinWrite, Endian, Error};
use std::io::{self, Seek, SeekFrom, Write};

fn refuse<T>(pos: u64, message: &str) -> BinResult<T> {
    Err(Error::AssertFail { pos, message: message.to_owned() })
}

fn put<T, O>(at: u64, part: &T, out: &mut O, endian: Endian) -> BinResult<()>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
    O: Write + Seek,
{
    out.seek(SeekFrom::Start(at))?;
    part.write_options(out, endian, ())
}

/// Writes the file. What the headers say of places must still be true: a part that takes more or
/// fewer bytes than its header says is refused.
impl<W: Word> BinWrite for File<W> {
    type Args<'a> = ();

    fn write_options<O: Write + Seek>(&self, out: &mut O, endian: Endian, (): ()) -> BinResult<()> {
        if let Some(at) = self.kept.lost {
            return refuse(at, "a byte of the source that nothing describes was not kept");
        }
        self.header.write_options(out, endian, ())?;
        put(wide(self.header.e_phoff), &self.program_headers, out, endian)?;
        put(wide(self.header.e_shoff), &self.section_headers, out, endian)?;
        let mut places = Vec::new();
        for segment in self.program_headers.iter().flat_map(|table| table.rows(&[])) {
            places.push(segment?.place());
        }
        self.parts(&self.segments, &places, out, endian)?;
        let mut places = Vec::new();
        for header in self.section_headers.iter().flat_map(|table| table.rows(&[])) {
            places.push(SectionHeader::place(&header?));
        }
        self.parts(&self.sections, &places, out, endian)?;
        for (run, start) in self.unclaimed.iter().zip(&self.kept.unclaimed) {
            put(*start, run, out, endian)?;
        }
        put(self.kept.signature, &self.signature, out, endian)
    }
}

impl<W: Word> File<W> {
    fn parts<O: Write + Seek>(
        &self,
        parts: &[Part<W>],
        places: &[Place],
        out: &mut O,
        endian: Endian,
    ) -> BinResult<()> {
        if !parts.is_empty() && parts.len() != places.len() {
            return refuse(0, "there are not as many parts as there are headers");
        }
        for (part, place) in parts.iter().zip(places) {
            let Some(part) = part else { continue };
            if matches!(part.value, Some(Content::Nothing)) {
                continue;
            }
            let mut bounded = Bounded { out, end: place.end };
            put(place.start, part, &mut bounded, endian)?;
            let pos = out.stream_position()?;
            // A file may be cut within a part.
            if pos < place.end.min(self.kept.file_end) {
                return refuse(pos, "a part ends before its header says");
            }
        }
        Ok(())
    }
}

/// A stream that ends early: what goes behind is refused, but for the zeros that fill up to a
/// boundary.
struct Bounded<'o, O> {
    out: &'o mut O,
    end: u64,
}

impl<O: Write + Seek> Write for Bounded<'_, O> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.end.saturating_sub(self.out.stream_position()?);
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        match bytes.split_at_checked(room) {
            None => self.out.write(bytes),
            Some((inside, outside)) if outside.iter().all(|byte| *byte == 0) => {
                self.out.write_all(inside)?;
                Ok(bytes.len())
            }
            Some(_) => Err(io::Error::other("a part takes more bytes than its header says")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<O: Seek> Seek for Bounded<'_, O> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.out.seek(to)
    }
}
