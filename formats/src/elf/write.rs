//! Writes files: every part is written at the offset in its header.

use super::File;
use super::class::{ClassWord, wide};
use super::names::FileSpan;
use super::payload::Content;
use super::sections::Part;
use super::tables::{ProgramHeader, SectionHeader};
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

/// Writes the file. Offsets and sizes in the headers must still be valid: a section or segment
/// whose size differs from its header is an error.
impl<W: ClassWord> BinWrite for File<W> {
    type Args<'a> = ();

    fn write_options<O: Write + Seek>(&self, out: &mut O, endian: Endian, (): ()) -> BinResult<()> {
        if let Some(at) = self.write_context.uncovered {
            return refuse(at, "a nonzero byte of the source is not covered by any field");
        }
        self.header.write_options(out, endian, ())?;
        put(wide(self.header.e_phoff), &self.program_headers, out, endian)?;
        put(wide(self.header.e_shoff), &self.section_headers, out, endian)?;
        let mut spans = Vec::new();
        for segment in self.program_headers.iter().flat_map(|table| table.rows(&[])) {
            spans.push(segment?.span());
        }
        self.parts(&self.segments, &spans, out, endian)?;
        let mut spans = Vec::new();
        for header in self.section_headers.iter().flat_map(|table| table.rows(&[])) {
            spans.push(SectionHeader::span(&header?));
        }
        self.parts(&self.sections, &spans, out, endian)?;
        for (bytes, start) in self.unclaimed.iter().zip(&self.write_context.unclaimed) {
            put(*start, bytes, out, endian)?;
        }
        put(self.write_context.signature, &self.signature, out, endian)?;
        let end = out.seek(SeekFrom::End(0))?;
        match self.write_context.tail_end.checked_sub(1) {
            Some(last) if end <= last => put(last, &0_u8, out, endian),
            _ => Ok(()),
        }
    }
}

impl<W: ClassWord> File<W> {
    fn parts<O: Write + Seek>(
        &self,
        parts: &[Part<W>],
        spans: &[FileSpan],
        out: &mut O,
        endian: Endian,
    ) -> BinResult<()> {
        if !parts.is_empty() && parts.len() != spans.len() {
            return refuse(
                0,
                "number of sections or segments does not match the number of headers",
            );
        }
        for (part, span) in parts.iter().zip(spans) {
            let Some(part) = part else { continue };
            if matches!(part.value, Some(Content::Empty)) {
                continue;
            }
            let mut bounded = BoundedWriter { out, end: span.end };
            put(span.start, part, &mut bounded, endian)?;
            let pos = out.stream_position()?;
            // Zeros after an end mark are implied.
            if matches!(part.value, Some(Content::Dynamic(_) | Content::Path(_))) {
                continue;
            }
            // The source file may be truncated within a section.
            if pos < span.end.min(self.write_context.file_end) {
                return refuse(pos, "contents shorter than the size in the header");
            }
        }
        Ok(())
    }
}

/// Stream that discards zero padding past `end` and rejects other bytes there.
struct BoundedWriter<'o, O> {
    out: &'o mut O,
    end: u64,
}

impl<O: Write + Seek> Write for BoundedWriter<'_, O> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let available = self.end.saturating_sub(self.out.stream_position()?);
        let available = usize::try_from(available).unwrap_or(usize::MAX);
        match bytes.split_at_checked(available) {
            None => self.out.write(bytes),
            Some((inside, outside)) if outside.iter().all(|byte| *byte == 0) => {
                self.out.write_all(inside)?;
                Ok(bytes.len())
            }
            Some(_) => Err(io::Error::other("contents longer than the size in the header")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<O: Seek> Seek for BoundedWriter<'_, O> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.out.seek(to)
    }
}
