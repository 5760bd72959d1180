//! `Read` and `Seek` over the data, for binrw's readers.

use super::Cx;
use std::io::{self, Read, Seek, SeekFrom};

impl Read for Cx<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let want = self.pos.saturating_add(buf.len() as u64).min(self.end);
        let found = self.slice(self.pos, want);
        buf.get_mut(..found.len()).unwrap_or_default().copy_from_slice(found);
        self.pos = self.pos.saturating_add(found.len() as u64);
        Ok(found.len())
    }

    fn read_exact(&mut self, buf: &mut [u8]) -> io::Result<()> {
        let want = buf.len() as u64;
        let stop = self.pos.saturating_add(want).min(self.end);
        let found = self.slice(self.pos, stop);
        if found.len() == buf.len() {
            buf.copy_from_slice(found);
            self.pos = stop;
            return Ok(());
        }
        self.short_read = Some(self.new_short_read(want, found.len() as u64));
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

impl Seek for Cx<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
            SeekFrom::Current(by) => self.pos.checked_add_signed(by),
        };
        self.pos = target.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "offset before the start of the data")
        })?;
        Ok(self.pos)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        Ok(self.pos)
    }
}
