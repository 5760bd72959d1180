//! Formatting of hex dumps from blocks of bytes.

use super::color::{CLASSES, Code, Coloring};
use super::line;
use crate::blocks;
use std::io::{self, Write};

/// Layout of a dump.
#[derive(Clone, Copy, Debug)]
pub struct DumpOptions {
    /// Number of bytes per line, 1 to 256.
    pub columns: usize,
    /// Offset of the first byte.
    pub offset: u64,
    /// Print repeated lines instead of collapsing them to `*`.
    pub all: bool,
}

/// Formats the lines of a dump from blocks of any size.
#[derive(Debug)]
pub struct Dumper<'c> {
    options: DumpOptions,
    coloring: &'c Coloring,
    /// Contents of the incomplete line.
    part: Vec<u8>,
    /// Contents of the previous line.
    last: Vec<u8>,
    /// True if the current repetition has been printed as `*`.
    starred: bool,
    /// True until a line has been formatted.
    empty: bool,
}

impl<'c> Dumper<'c> {
    /// Starts a dump.
    pub fn new(options: DumpOptions, coloring: &'c Coloring) -> Self {
        let columns = options.columns.clamp(1, line::MAX_COLUMNS);
        let options = DumpOptions { columns, ..options };
        Self { options, coloring, part: Vec::new(), last: Vec::new(), starred: false, empty: true }
    }

    /// Continues a dump after `before`, which consists of complete lines and ends at
    /// `options.offset`.
    fn after(before: &[u8], options: DumpOptions, coloring: &'c Coloring) -> Self {
        let mut lines = before.rchunks_exact(options.columns);
        let last = lines.next().unwrap_or_default();
        let starred = !last.is_empty() && lines.next() == Some(last);
        Self { last: last.to_vec(), starred, ..Self::new(options, coloring) }
    }

    /// Adds bytes and appends the completed lines to `text`.
    pub fn feed(&mut self, mut bytes: &[u8], text: &mut Vec<u8>) {
        let columns = self.options.columns;
        if !self.part.is_empty() {
            let missing = columns.saturating_sub(self.part.len()).min(bytes.len());
            let (head, rest) = bytes.split_at(missing);
            self.part.extend_from_slice(head);
            bytes = rest;
            if self.part.len() < columns {
                return;
            }
            let part = std::mem::take(&mut self.part);
            self.line(&part, text);
        }
        let mut lines = bytes.chunks_exact(columns);
        for line in &mut lines {
            self.line(line, text);
        }
        self.part.extend_from_slice(lines.remainder());
    }

    /// Appends the last line and the end offset to `text`. An empty dump has no end offset, since a
    /// lone offset would be converted back to four bytes of plain hex.
    pub fn finish(mut self, text: &mut Vec<u8>) {
        let part = std::mem::take(&mut self.part);
        if !part.is_empty() {
            self.line(&part, text);
        }
        if !self.empty {
            line::write_end(text, self.options.offset);
        }
    }

    fn line(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        self.empty = false;
        let DumpOptions { columns, offset, all } = self.options;
        self.options.offset = offset.saturating_add(bytes.len() as u64);
        if !all {
            if self.last == bytes {
                if !self.starred {
                    text.extend_from_slice(b"*\n");
                    self.starred = true;
                }
                return;
            }
            self.starred = false;
            self.last.clear();
            self.last.extend_from_slice(bytes);
        }
        match self.coloring {
            Coloring::None => match bytes.first_chunk::<16>() {
                Some(sixteen) if columns == 16 => line::write_sixteen(text, offset, sixteen),
                _ => line::write_plain(text, offset, bytes, columns),
            },
            Coloring::Classes => {
                // The table has an entry for every byte value.
                let of = |_, byte| CLASSES.get(usize::from(byte)).copied().unwrap_or_default();
                line::write_colored(text, offset, bytes, columns, of);
            }
            Coloring::Fields(runs) => {
                let mut codes: [Code; line::MAX_COLUMNS] = [0; line::MAX_COLUMNS];
                let codes = codes.get_mut(..bytes.len()).unwrap_or_default();
                runs.fill(offset, codes);
                let of = |index, _| codes.get(index).copied().unwrap_or_default();
                line::write_colored(text, offset, bytes, columns, of);
            }
        }
    }
}

/// Number of lines per block: enough work for a thread, but little enough text for its cache.
const BLOCK_LINES: usize = 8 << 10;

/// Writes the dump of `bytes`, which start at `options.offset`, using all cores.
///
/// # Errors
/// Returns an error if writing to `out` fails.
pub fn write(
    bytes: &[u8],
    options: DumpOptions,
    coloring: &Coloring,
    out: &mut impl Write,
) -> io::Result<()> {
    let columns = options.columns.clamp(1, line::MAX_COLUMNS);
    let size = BLOCK_LINES.saturating_mul(columns);
    let blocks = bytes.len().div_ceil(size).max(1);
    let make = |block: usize, text: &mut Vec<u8>| {
        let start = block.saturating_mul(size).min(bytes.len());
        let (before, rest) = bytes.split_at(start);
        let offset = options.offset.saturating_add(start as u64);
        let options = DumpOptions { columns, offset, ..options };
        let mut dumper = Dumper::after(before, options, coloring);
        dumper.feed(rest.get(..size).unwrap_or(rest), text);
        if rest.len() <= size {
            dumper.finish(text);
        }
    };
    blocks::in_order(blocks, make, out)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_LINES, Coloring, DumpOptions, Dumper, write};

    /// The dump depends neither on the block size nor on the number of threads.
    #[test]
    fn dump_does_not_depend_on_blocks() {
        let mut bytes = vec![7; 40 * BLOCK_LINES];
        bytes.iter_mut().step_by(5003).enumerate().for_each(|(i, byte)| *byte = i as u8);
        let options = DumpOptions { columns: 16, offset: 32, all: false };
        let fed = |size: usize, coloring: &Coloring| {
            let (mut dumper, mut text) = (Dumper::new(options, coloring), Vec::new());
            bytes.chunks(size).for_each(|block| dumper.feed(block, &mut text));
            dumper.finish(&mut text);
            text
        };
        for coloring in [Coloring::None, Coloring::Classes] {
            let whole = fed(bytes.len(), &coloring);
            assert!(whole == fed(999, &coloring));
            let mut written = Vec::new();
            write(&bytes, options, &coloring, &mut written).unwrap();
            assert!(whole == written);
        }
    }

    #[test]
    fn colored_text_equals_plain_text() {
        let bytes: Vec<u8> = (0..=255).chain(0..7).collect();
        for columns in [1, 7, 8, 16, 33] {
            let options = DumpOptions { columns, offset: 0, all: true };
            let text = |coloring| {
                let mut text = Vec::new();
                write(&bytes, options, &coloring, &mut text).unwrap();
                String::from_utf8(text).unwrap()
            };
            let colored = text(Coloring::Classes);
            let plain: String = colored
                .split('\x1b')
                .enumerate()
                .map(|(i, part)| if i == 0 { part } else { part.split_once('m').unwrap().1 })
                .collect();
            assert_eq!(plain, text(Coloring::None), "{columns} columns");
        }
    }
}
