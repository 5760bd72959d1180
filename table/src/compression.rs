//! Compression of the pages of a Parquet file and the buffers of an Arrow file.

use std::fmt;
use std::str::FromStr;

/// Compression method of a Parquet or Arrow file.
///
/// ```
/// use bytescope_table::TableCompression;
///
/// assert_eq!("zstd:9".parse(), Ok(TableCompression::Zstd(9)));
/// assert_eq!("zstd".parse(), Ok(TableCompression::Zstd(1)));
/// assert_eq!("lz4".parse(), Ok(TableCompression::Lz4));
/// let error = "zstd:23".parse::<TableCompression>().unwrap_err();
/// assert_eq!(error.to_string(), "level of zstd must be 1 to 22, found 23");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TableCompression {
    /// No compression.
    None,
    /// Snappy, for Parquet.
    Snappy,
    /// LZ4: raw blocks in Parquet, frames in Arrow.
    Lz4,
    /// Zstandard with a level of 1 to 22.
    Zstd(u8),
    /// Gzip with a level of 0 to 9, for Parquet.
    Gzip(u8),
}

/// Default level of Zstandard.
const ZSTD_LEVEL: u8 = 1;

/// Default level of gzip.
const GZIP_LEVEL: u8 = 6;

impl Default for TableCompression {
    /// Returns Zstandard with the default level.
    fn default() -> Self {
        Self::Zstd(ZSTD_LEVEL)
    }
}

impl fmt::Display for TableCompression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Snappy => f.write_str("snappy"),
            Self::Lz4 => f.write_str("lz4"),
            Self::Zstd(level) => write!(f, "zstd:{level}"),
            Self::Gzip(level) => write!(f, "gzip:{level}"),
        }
    }
}

/// Error in the name of a compression method.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompressionNameError {
    /// Unknown method.
    Method(String),
    /// Level of a method without levels.
    NoLevels(&'static str),
    /// Level out of range.
    Level {
        /// Name of the method.
        method: &'static str,
        /// Highest level.
        max: u8,
        /// Lowest level.
        min: u8,
        /// Level that was found.
        found: String,
    },
}

impl fmt::Display for CompressionNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method(found) => {
                write!(f, "must be none, snappy, lz4, zstd or gzip, found {found:?}")
            }
            Self::NoLevels(method) => write!(f, "{method} has no levels"),
            Self::Level { method, min, max, found } => {
                write!(f, "level of {method} must be {min} to {max}, found {found}")
            }
        }
    }
}

impl std::error::Error for CompressionNameError {}

impl FromStr for TableCompression {
    type Err = CompressionNameError;

    /// Parses a name such as `lz4`, `zstd` or `zstd:9`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, level) = match text.split_once(':') {
            Some((name, level)) => (name, Some(level)),
            None => (text, None),
        };
        let parse = |method, min, max, default| match level {
            None => Ok(default),
            Some(found) => {
                let parsed = found.parse().ok().filter(|level| (min..=max).contains(level));
                let error =
                    || CompressionNameError::Level { method, max, min, found: found.to_owned() };
                parsed.ok_or_else(error)
            }
        };
        let plain = |method, compression| match level {
            None => Ok(compression),
            Some(_) => Err(CompressionNameError::NoLevels(method)),
        };
        match name {
            "none" => plain("none", Self::None),
            "snappy" => plain("snappy", Self::Snappy),
            "lz4" => plain("lz4", Self::Lz4),
            "zstd" => parse("zstd", 1, 22, ZSTD_LEVEL).map(Self::Zstd),
            "gzip" => parse("gzip", 0, 9, GZIP_LEVEL).map(Self::Gzip),
            _ => Err(CompressionNameError::Method(name.to_owned())),
        }
    }
}
