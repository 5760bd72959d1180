//! Escaping of text in the page.

use bytescope_inspect::escape;
use std::fmt::{self, Write as _};
use std::io;

/// Text in HTML, with control characters and the special characters of HTML escaped.
pub(super) struct Html<'t>(pub(super) &'t str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in escape(self.0).chars() {
            match c {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Writer of JSON in a script element: the characters that could end the element, or start a comment
/// or entity, are `\u` escapes. They occur only inside strings of JSON, so the meaning is the same.
pub(super) struct PageText<W>(pub(super) W);

impl<W: io::Write> io::Write for PageText<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let special = |byte: &u8| matches!(byte, b'<' | b'>' | b'&');
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(special) {
            let (plain, from) = rest.split_at(at);
            self.0.write_all(plain)?;
            let Some((byte, after)) = from.split_first() else { break };
            write!(self.0, "\\u{byte:04x}")?;
            rest = after;
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
