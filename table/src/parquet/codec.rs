//! Compression of pages.

use crate::compression::TableCompression;
use flate2::Compression as GzipLevel;
use flate2::write::GzEncoder;
use std::fmt;
use std::io::{self, Write};

/// Returns the codec of a compression method.
pub(super) fn codec(compression: TableCompression) -> parquet::basic::CompressionCodec {
    use parquet::basic::CompressionCodec as Codec;
    match compression {
        TableCompression::None => Codec::UNCOMPRESSED,
        TableCompression::Snappy => Codec::SNAPPY,
        TableCompression::Lz4 => Codec::LZ4_RAW,
        TableCompression::Zstd(_) => Codec::ZSTD,
        TableCompression::Gzip(_) => Codec::GZIP,
    }
}

/// Compressor of pages, with reused memory.
pub(super) enum PageCompressor {
    None,
    Snappy(Box<snap::raw::Encoder>),
    Lz4,
    Zstd(Box<zstd::bulk::Compressor<'static>>),
    Gzip(GzipLevel),
}

impl fmt::Debug for PageCompressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageCompressor").finish_non_exhaustive()
    }
}

impl PageCompressor {
    pub(super) fn new(compression: TableCompression) -> io::Result<Self> {
        Ok(match compression {
            TableCompression::None => Self::None,
            TableCompression::Snappy => Self::Snappy(Box::new(snap::raw::Encoder::new())),
            TableCompression::Lz4 => Self::Lz4,
            TableCompression::Zstd(level) => {
                Self::Zstd(Box::new(zstd::bulk::Compressor::new(level.into())?))
            }
            TableCompression::Gzip(level) => Self::Gzip(GzipLevel::new(level.into())),
        })
    }

    /// Compresses a page.
    pub(super) fn compress(&mut self, page: Vec<u8>) -> io::Result<Vec<u8>> {
        match self {
            Self::None => Ok(page),
            Self::Snappy(encoder) => encoder.compress_vec(&page).map_err(io::Error::other),
            Self::Lz4 => Ok(lz4_flex::block::compress(&page)),
            Self::Zstd(encoder) => encoder.compress(&page),
            Self::Gzip(level) => {
                let mut encoder = GzEncoder::new(Vec::new(), *level);
                encoder.write_all(&page)?;
                encoder.finish()
            }
        }
    }
}
