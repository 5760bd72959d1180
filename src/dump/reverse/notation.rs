//! Notations of bytes as text.

use std::fmt;

/// Notation of bytes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notation {
    /// Pairs of hex digits, with optional separators.
    Plain,
    /// Array or string literals of C, Python, Rust and similar languages; lists of numbers.
    Literal,
    /// Escapes without quotes.
    Escapes,
    /// Hex digits after an offset and a colon.
    Xxd,
    /// As [`Self::Xxd`], with decimal offsets.
    XxdDecimal,
    /// As [`Self::Xxd`], with little-endian words.
    XxdLittle,
    /// As [`Self::Xxd`], with binary digits.
    XxdBits,
    /// Columns after hexadecimal offsets: `hexdump`, `od -A x`, Wireshark, and dumps of bytescope.
    Hexdump,
    /// Columns after octal offsets.
    Od,
    /// Columns after decimal offsets.
    OdDecimal,
    /// Rows between borders.
    Hexyl,
    /// One packet of `tcpdump -X`.
    Tcpdump,
    /// Intel HEX records.
    IntelHex,
    /// Motorola S-records.
    Srec,
}

impl Notation {
    /// All notations.
    pub const ALL: [Self; 14] = [
        Self::Plain,
        Self::Literal,
        Self::Escapes,
        Self::Xxd,
        Self::XxdDecimal,
        Self::XxdLittle,
        Self::XxdBits,
        Self::Hexdump,
        Self::Od,
        Self::OdDecimal,
        Self::Hexyl,
        Self::Tcpdump,
        Self::IntelHex,
        Self::Srec,
    ];

    /// Returns the name, which identifies the notation in arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Literal => "c",
            Self::Escapes => "escapes",
            Self::Xxd => "xxd",
            Self::XxdDecimal => "xxd-d",
            Self::XxdLittle => "xxd-e",
            Self::XxdBits => "xxd-b",
            Self::Hexdump => "hexdump",
            Self::Od => "od",
            Self::OdDecimal => "od-d",
            Self::Hexyl => "hexyl",
            Self::Tcpdump => "tcpdump",
            Self::IntelHex => "ihex",
            Self::Srec => "srec",
        }
    }

    /// Returns the notation with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notation| notation.name() == name)
    }
}

impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Byte order that a text does not determine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assumption {
    /// Words of `hexdump` and `od` are little-endian.
    LittleEndianWords,
    /// Groups of `xxd` have the order of the bytes in the file: no character contradicts the
    /// little-endian order of `xxd -e`.
    GroupsInOrder,
}

/// Options for the conversion of text to bytes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ReverseOptions {
    /// Notation; it is detected if `None`.
    pub notation: Option<Notation>,
    /// Value of the bytes in gaps between offsets or addresses. Gaps are errors if `None`, except in
    /// the notations of `xxd`, in which they are zeros.
    pub fill: Option<u8>,
    /// Maximum size in bytes of repeated lines and gaps in total.
    pub max_fill: u64,
    /// Reads words of `hexdump` and `od` as big-endian.
    pub big_endian: bool,
}

impl Default for ReverseOptions {
    fn default() -> Self {
        Self { notation: None, fill: None, max_fill: 1 << 30, big_endian: false }
    }
}

/// Result of the conversion of text to bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reversed {
    /// Notation; `None` if the text is empty.
    pub notation: Option<Notation>,
    /// Offset or address of the first byte; 0 in notations without offsets.
    pub offset: u64,
    /// Number of bytes.
    pub size: u64,
    /// Number of bytes in gaps.
    pub filled: u64,
    /// Byte order that the text does not determine.
    pub assumption: Option<Assumption>,
}
