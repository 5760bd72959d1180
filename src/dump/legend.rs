//! Legend of the colors of a dump.

use super::Coloring;
use super::color::{CLASSES, Code, ESCAPES};
use bytescope_inspect::{BufferId, Node, escape};
use std::io::{self, Write};
use std::ops::Range;

/// Maximum number of fields in a legend.
const MAX_FIELDS: usize = 60;

/// Byte classes, each with a byte of the class.
const CLASS_NAMES: [(u8, &str); 5] =
    [(0, "NUL"), (b'a', "printable"), (b' ', "whitespace"), (1, "control"), (0x80, "non-ASCII")];

/// Meaning of the colors of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legend {
    entries: Vec<(Code, String)>,
    /// Number of fields that are not listed.
    others: usize,
}

impl Legend {
    /// Returns the legend of a dump of the bytes in `range`: the byte classes, or the paths of the
    /// fields of `tree` in the range. Empty without colors.
    pub fn of(coloring: &Coloring, tree: Option<&Node>, range: Range<u64>) -> Self {
        let mut legend = Self { entries: Vec::new(), others: 0 };
        match (coloring, tree) {
            (Coloring::Classes, _) => {
                let color = |byte: u8| CLASSES.get(usize::from(byte)).copied().unwrap_or_default();
                let classes = CLASS_NAMES.iter().map(|(byte, name)| (color(*byte), *name));
                legend.entries = classes.map(|(code, name)| (code, name.to_owned())).collect();
            }
            (Coloring::Fields(runs), Some(tree)) => tree.walk(&mut |path, node| {
                let span = node.span;
                let is_leaf = !node.value.is_container() || node.children.is_empty();
                let in_range = span.buffer == BufferId::SOURCE
                    && !span.is_empty()
                    && span.start() < range.end
                    && span.end() > range.start;
                if !is_leaf || !in_range || node.is_filler() {
                    return;
                }
                if legend.entries.len() >= MAX_FIELDS {
                    legend.others = legend.others.saturating_add(1);
                    return;
                }
                let mut code = [Code::default()];
                runs.fill(span.start().max(range.start), &mut code);
                legend.entries.push((code[0], path.to_string()));
            }),
            _ => {}
        }
        legend
    }

    /// Writes the entries in their colors, as many on a line as fit in `width` columns.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, width: usize, out: &mut impl Write) -> io::Result<()> {
        let mut used = 0_usize;
        for (code, name) in &self.entries {
            let name = escape(name);
            let size = name.chars().count();
            if used > 0 && used.saturating_add(size).saturating_add(2) > width {
                out.write_all(b"\n")?;
                used = 0;
            }
            if used > 0 {
                out.write_all(b"  ")?;
                used = used.saturating_add(2);
            }
            used = used.saturating_add(size);
            let color = ESCAPES.get(usize::from(*code)).copied().unwrap_or_default();
            out.write_all(&color)?;
            write!(out, "{name}\x1b[0m")?;
        }
        if self.others > 0 {
            write!(out, "\n… {} more", self.others)?;
        }
        if self.entries.is_empty() { Ok(()) } else { out.write_all(b"\n") }
    }
}
