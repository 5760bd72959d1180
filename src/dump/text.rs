//! Dumps as plain hex digits and as a C array.

use std::io::{self, Write};

/// Bytes per line of plain digits.
const PLAIN_LINE: usize = 32;
/// Bytes per line of a C array.
const C_LINE: usize = 12;

/// Writes plain hex digits; fed block by block.
#[derive(Debug, Default)]
pub struct PlainHex {
    column: usize,
}

impl PlainHex {
    /// Writes bytes.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn feed(&mut self, mut bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        let mut digits = [0; PLAIN_LINE * 2];
        while !bytes.is_empty() {
            let free = PLAIN_LINE.saturating_sub(self.column).min(bytes.len());
            let (head, rest) = bytes.split_at(free);
            let space = digits.get_mut(..head.len() * 2).unwrap_or_default();
            hex::encode_to_slice(head, space).map_err(io::Error::other)?;
            out.write_all(space)?;
            self.column = self.column.saturating_add(free) % PLAIN_LINE;
            if self.column == 0 {
                out.write_all(b"\n")?;
            }
            bytes = rest;
        }
        Ok(())
    }

    /// Ends the last line.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn finish(self, out: &mut impl Write) -> io::Result<()> {
        if self.column > 0 { out.write_all(b"\n") } else { Ok(()) }
    }
}

/// Writes a C array and its length; fed block by block.
#[derive(Debug)]
pub struct CArray {
    name: String,
    count: u64,
}

impl CArray {
    /// Starts an array named after a file.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn new(file: &str, out: &mut impl Write) -> io::Result<Self> {
        let mut name: String =
            file.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
            name.insert(0, '_');
        }
        write!(out, "const unsigned char {name}[] = {{")?;
        Ok(Self { name, count: 0 })
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn feed(&mut self, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        for byte in bytes {
            let before = match self.count {
                0 => "\n  ",
                n if n.is_multiple_of(C_LINE as u64) => ",\n  ",
                _ => ", ",
            };
            write!(out, "{before}0x{byte:02x}")?;
            self.count = self.count.saturating_add(1);
        }
        Ok(())
    }

    /// Ends the array and writes its length.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn finish(self, out: &mut impl Write) -> io::Result<()> {
        let Self { name, count } = self;
        writeln!(out, "\n}};\nconst unsigned int {name}_len = {count};")
    }
}

#[cfg(test)]
mod tests {
    use super::{CArray, PlainHex};

    #[test]
    fn plain_lines_do_not_depend_on_the_blocks() {
        let bytes: Vec<u8> = (0..100).collect();
        let whole = |sizes: usize| {
            let (mut plain, mut out) = (PlainHex::default(), Vec::new());
            bytes.chunks(sizes).for_each(|block| plain.feed(block, &mut out).unwrap());
            plain.finish(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(whole(100), whole(7));
        assert_eq!(whole(100).lines().count(), 4);
    }

    #[test]
    fn names_are_identifiers() {
        let mut out = Vec::new();
        let mut array = CArray::new("2x-a.bmp", &mut out).unwrap();
        array.feed(&[1, 255], &mut out).unwrap();
        array.finish(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let expected = "const unsigned char _2x_a_bmp[] = {\n  0x01, 0xff\n};\n\
                        const unsigned int _2x_a_bmp_len = 2;\n";
        assert_eq!(text, expected);
    }
}
