//! Hex dumps and their conversion back to bytes.

mod color;
mod legend;
mod line;
mod lines;
mod reverse;
mod text;

pub use color::{Coloring, Runs};
pub use legend::Legend;
pub use lines::{DumpOptions, Dumper, write};
pub use reverse::{
    Assumption, Notation, ReverseError, ReverseErrorKind, ReverseOptions, Reversed, Reverser,
    reverse,
};
pub use text::{CArray, PlainHex};

use std::io::{self, Write};

/// Writes a dump with 16 bytes per line and offsets from 0, optionally colored by byte class.
///
/// # Errors
/// Returns an error if writing to `out` fails.
pub fn classic(bytes: &[u8], color: bool, out: &mut impl Write) -> io::Result<()> {
    let coloring = if color { Coloring::Classes } else { Coloring::None };
    write(bytes, DumpOptions { columns: 16, offset: 0, all: false }, &coloring, out)
}
