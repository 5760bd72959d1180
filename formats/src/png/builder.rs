//! Builds images from chunks.

use super::{Chunk, ChunkData, ChunkType, ColorType, Png};
use crate::error::fits;
use crate::{Error, FileFormat, typed};
use binrw::BinWrite;
use binrw::io::Cursor;
use bytescope_inspect::Algorithm;

/// Checksum algorithm of chunks.
pub(super) const CHECKSUM: Algorithm = Algorithm::CRC_32;

impl Chunk {
    /// Creates a chunk and computes its length and CRC.
    ///
    /// ```
    /// use bytescope_formats::png::{Chunk, ChunkData, ChunkType};
    ///
    /// let end = Chunk::new(ChunkType::IEND, ChunkData::End)?;
    /// assert_eq!((end.length, end.crc), (0, 0xae42_6082));
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the data is too large or cannot be encoded.
    pub fn new(r#type: ChunkType, data: ChunkData) -> Result<Self, Error> {
        let error = |source| Error::Write { format: Png::NAME, offset: 0, source };
        let mut covered = Cursor::new(Vec::new());
        r#type.write_options(&mut covered, Png::ENDIAN, ()).map_err(error)?;
        let start = covered.position();
        data.write_options(&mut covered, Png::ENDIAN, ()).map_err(error)?;
        let length = fits("size of the chunk data", covered.position().saturating_sub(start))?;
        let crc = CHECKSUM.word(&covered.into_inner());
        Ok(Self { length, r#type, data: data.into(), crc })
    }
}

impl Png {
    /// Creates an image from chunks, IHDR first and IEND last. Lengths and CRCs are computed.
    ///
    /// ```
    /// use bytescope_formats::png::{ChunkData, ChunkType, ColorType, ImageHeader, Png};
    /// use bytescope_formats::{FileFormat, Zlib};
    /// use bytescope_inspect::Text;
    ///
    /// let header = ImageHeader {
    ///     width: 2,
    ///     height: 1,
    ///     bit_depth: 8,
    ///     color_type: ColorType::GREYSCALE,
    ///     ..ImageHeader::default()
    /// };
    /// // A row is a filter type followed by samples.
    /// let rows = Zlib::<bytescope_formats::Binary>::compress(&[0, 0x00, 0xff]);
    /// let text = Text::new(b"two pixels".to_vec());
    /// let title = ChunkData::Text { keyword: "Title".into(), text };
    /// let png = Png::from_chunks([
    ///     (ChunkType::IHDR, ChunkData::Header(header)),
    ///     (ChunkType::tEXt, title),
    ///     (ChunkType::IDAT, ChunkData::Image(rows.compressed)),
    ///     (ChunkType::IEND, ChunkData::End),
    /// ])?;
    /// assert_eq!(png.chunks[0].length, 13);
    /// assert_eq!(Png::from_bytes(&png.to_bytes()?)?, png);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the image is invalid: for example, if the first chunk is not IHDR, or if
    /// the data of a chunk does not match its type.
    pub fn from_chunks(
        chunks: impl IntoIterator<Item = (ChunkType, ChunkData)>,
    ) -> Result<Self, Error> {
        let chunks = chunks.into_iter().map(|(r#type, data)| Chunk::new(r#type, data));
        let chunks: Vec<Chunk> = chunks.collect::<Result<_, _>>()?;
        let color_type = match chunks.first().and_then(|chunk| chunk.data.value.as_ref()) {
            Some(ChunkData::Header(header)) => header.color_type,
            _ => ColorType(u8::MAX),
        };
        typed::checked(Self { color_type, chunks })
    }
}
