//! Dumps as plain hex digits and as a C array.

use std::io::{self, Write};

/// Default number of bytes per line of plain digits.
const PLAIN_COLUMNS: usize = 32;
/// Default number of bytes per line of a C array.
const C_COLUMNS: usize = 12;

/// Size of the buffer for digits in bytes.
const BUFFER_SIZE: usize = 256;

/// Writer of plain hex digits, by default of 32 bytes per line.
#[derive(Debug)]
pub struct PlainHex {
    /// Number of bytes per line.
    columns: usize,
    /// Number of bytes on the current line.
    column: usize,
}

impl Default for PlainHex {
    fn default() -> Self {
        Self::new(PLAIN_COLUMNS)
    }
}

impl PlainHex {
    /// Creates a writer of lines of `columns` bytes, at least one.
    pub fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), column: 0 }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn feed(&mut self, mut bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        let mut digits = [0; BUFFER_SIZE];
        while !bytes.is_empty() {
            let free = self.columns.saturating_sub(self.column).min(BUFFER_SIZE / 2);
            let (head, rest) = bytes.split_at(free.min(bytes.len()));
            let space = digits.get_mut(..head.len().saturating_mul(2)).unwrap_or_default();
            hex::encode_to_slice(head, space).map_err(io::Error::other)?;
            out.write_all(space)?;
            self.column = self.column.saturating_add(head.len());
            if self.column >= self.columns {
                out.write_all(b"\n")?;
                self.column = 0;
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

/// Writer of a C array, by default of 12 bytes per line, and its length.
#[derive(Debug)]
pub struct CArray {
    name: String,
    columns: u64,
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
        Ok(Self { name, columns: C_COLUMNS as u64, count: 0 })
    }

    /// Sets the number of bytes per line, at least one.
    #[must_use]
    pub fn columns(self, columns: usize) -> Self {
        Self { columns: columns.max(1) as u64, ..self }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn feed(&mut self, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        for byte in bytes {
            let before = match self.count {
                0 => "\n  ",
                n if n.is_multiple_of(self.columns) => ",\n  ",
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
        let Self { name, count, .. } = self;
        writeln!(out, "\n}};\nconst unsigned int {name}_len = {count};")
    }
}

#[cfg(test)]
mod tests {
    use super::{CArray, PlainHex};

    #[test]
    fn plain_lines_do_not_depend_on_the_blocks() {
        let bytes: Vec<u8> = (0..100).collect();
        let whole = |block_size: usize| {
            let (mut plain, mut out) = (PlainHex::default(), Vec::new());
            bytes.chunks(block_size).for_each(|block| plain.feed(block, &mut out).unwrap());
            plain.finish(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(whole(100), whole(7));
        assert_eq!(whole(100).lines().count(), 4);
    }

    #[test]
    fn lines_have_the_given_number_of_bytes() {
        let bytes: Vec<u8> = (0..200).map(|n: u32| n as u8).collect();
        for columns in [1, 4, 150, 256] {
            let (mut plain, mut out) = (PlainHex::new(columns), Vec::new());
            bytes.chunks(70).for_each(|block| plain.feed(block, &mut out).unwrap());
            plain.finish(&mut out).unwrap();
            let lines: Vec<String> = bytes.chunks(columns).map(hex::encode).collect();
            assert_eq!(String::from_utf8(out).unwrap(), lines.join("\n") + "\n");
        }
        let mut out = Vec::new();
        let mut array = CArray::new("x", &mut out).unwrap().columns(2);
        array.feed(&[1, 2, 3], &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("{\n  0x01, 0x02,\n  0x03"));
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
