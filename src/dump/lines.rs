//! The lines of a dump, fed block by block.

use super::color::{Code, Coloring, UNSET};
use super::line::{self, Codes};
use std::io::{self, Write};

/// How a dump is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Bytes in a line, 1 to 256.
    pub columns: usize,
    /// The offset of the first byte.
    pub offset: u64,
    /// Repeat lines that equal the line before, instead of one `*`.
    pub all: bool,
}

/// Writes a dump; what it is given may be cut anywhere.
#[derive(Debug)]
pub struct Dumper {
    layout: Layout,
    coloring: Coloring,
    /// Bytes that do not fill a line yet.
    part: Vec<u8>,
    last: Vec<u8>,
    starred: bool,
    text: Vec<u8>,
}

/// Text is handed on when it is this long.
const BLOCK: usize = 64 << 10;

impl Dumper {
    /// A dump of that layout and colouring.
    pub fn new(layout: Layout, coloring: Coloring) -> Self {
        let columns = layout.columns.clamp(1, line::MOST);
        let text = Vec::with_capacity(BLOCK.saturating_add(32 * line::MOST));
        let (part, last) = (Vec::new(), Vec::new());
        let layout = Layout { columns, ..layout };
        Self { layout, coloring, part, last, starred: false, text }
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn feed(&mut self, mut bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        let columns = self.layout.columns;
        if !self.part.is_empty() {
            let missing = columns.saturating_sub(self.part.len()).min(bytes.len());
            let (head, rest) = bytes.split_at(missing);
            self.part.extend_from_slice(head);
            bytes = rest;
            if self.part.len() < columns {
                return Ok(());
            }
            let part = std::mem::take(&mut self.part);
            self.line(&part);
        }
        let mut lines = bytes.chunks_exact(columns);
        for line in &mut lines {
            self.line(line);
            if self.text.len() >= BLOCK {
                out.write_all(&self.text)?;
                self.text.clear();
            }
        }
        self.part.extend_from_slice(lines.remainder());
        Ok(())
    }

    /// Hands on the lines so far: for input that may not go on for a while.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn flush(&mut self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&self.text)?;
        self.text.clear();
        out.flush()
    }

    /// Writes the last line and the offset of the end.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        let part = std::mem::take(&mut self.part);
        if !part.is_empty() {
            self.line(&part);
        }
        line::end(&mut self.text, self.layout.offset);
        out.write_all(&self.text)
    }

    fn line(&mut self, bytes: &[u8]) {
        let Layout { columns, offset, all } = self.layout;
        self.layout.offset = offset.saturating_add(bytes.len() as u64);
        if !all {
            if self.last == bytes {
                if !self.starred {
                    self.text.extend_from_slice(b"*\n");
                    self.starred = true;
                }
                return;
            }
            self.starred = false;
            self.last.clear();
            self.last.extend_from_slice(bytes);
        }
        match &self.coloring {
            Coloring::None => match bytes.first_chunk::<16>() {
                Some(sixteen) if columns == 16 => line::sixteen(&mut self.text, offset, sixteen),
                _ => line::any(&mut self.text, offset, bytes, columns),
            },
            Coloring::Classes => {
                line::colored(&mut self.text, offset, bytes, columns, Codes::Classes);
            }
            Coloring::Fields(runs) => {
                let mut codes: [Code; line::MOST] = [UNSET; line::MOST];
                let codes = codes.get_mut(..bytes.len()).unwrap_or_default();
                runs.fill(offset, codes);
                line::colored(&mut self.text, offset, bytes, columns, Codes::Given(codes));
            }
        }
    }
}
