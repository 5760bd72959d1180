//! Hex dumps, and the way back.

mod color;
mod line;
mod lines;
mod reverse;
mod text;

pub use color::{Coloring, Runs};
pub use lines::{DumpOptions, Dumper, write};
pub use reverse::{ReverseError, Reverser};
pub use text::{CArray, Plain};

use std::io::{self, Write};

/// The dump of a few bytes at offset 0, coloured by kind of byte.
///
/// # Errors
/// Those of `out`.
pub fn classic(bytes: &[u8], color: bool, out: &mut impl Write) -> io::Result<()> {
    let coloring = if color { Coloring::Classes } else { Coloring::None };
    write(bytes, DumpOptions { columns: 16, offset: 0, all: false }, &coloring, out)
}
