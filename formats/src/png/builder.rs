//! Making images out of chunks.

use super::{Chunk, ChunkType, ColorType, Data, Png};
use crate::error::fits;
use crate::{Error, FileFormat, typed};
use binrw::BinWrite;
use binrw::io::Cursor;
use bytescope_inspect::Algorithm;

/// The check sum of a chunk.
pub(super) const CHECKSUM: Algorithm = Algorithm::CRC_32;

impl Chunk {
    /// A chunk with its length and its check sum.
    ///
    /// ```
    /// use bytescope_formats::png::{Chunk, ChunkType, Data};
    ///
    /// let end = Chunk::new(ChunkType::IEND, Data::End)?;
    /// assert_eq!((end.length, end.crc), (0, 0xae42_6082));
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// The data is too long or cannot be written.
    pub fn new(r#type: ChunkType, data: Data) -> Result<Self, Error> {
        let error = |source| Error::Write { format: Png::NAME, offset: 0, source };
        let mut covered = Cursor::new(Vec::new());
        r#type.write_options(&mut covered, Png::ENDIAN, ()).map_err(error)?;
        let start = covered.position();
        data.write_options(&mut covered, Png::ENDIAN, ()).map_err(error)?;
        let length = fits("the length of a chunk", covered.position().saturating_sub(start))?;
        let crc = CHECKSUM.word(&covered.into_inner());
        Ok(Self { length, r#type, data: data.into(), crc })
    }
}

impl Png {
    /// An image of these chunks, IHDR first and IEND last. Lengths and check sums are computed.
    ///
    /// ```
    /// use bytescope_formats::Zlib;
    /// use bytescope_formats::{FileFormat, png::{ChunkType, ColorType, Data, Header, Png}};
    /// use bytescope_inspect::Text;
    ///
    /// let header = Header {
    ///     width: 2,
    ///     height: 1,
    ///     bit_depth: 8,
    ///     color_type: ColorType::GREYSCALE,
    ///     ..Header::default()
    /// };
    /// // A row is a filter and its samples.
    /// let rows = Zlib::<bytescope_formats::Binary>::compress(&[0, 0x00, 0xff]);
    /// let title = Data::Text { keyword: "Title".into(), text: Text::new(b"two pixels".to_vec()) };
    /// let png = Png::from_chunks([
    ///     (ChunkType::IHDR, Data::Header(header)),
    ///     (ChunkType::tEXt, title),
    ///     (ChunkType::IDAT, Data::Image(rows.compressed)),
    ///     (ChunkType::IEND, Data::End),
    /// ])?;
    /// assert_eq!(png.chunks[0].length, 13);
    /// assert_eq!(Png::from_bytes(&png.to_bytes()?)?, png);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// The chunks make no good file: one is missing, out of place, or not what its type says.
    pub fn from_chunks(chunks: impl IntoIterator<Item = (ChunkType, Data)>) -> Result<Self, Error> {
        let chunks = chunks.into_iter().map(|(r#type, data)| Chunk::new(r#type, data));
        let chunks: Vec<Chunk> = chunks.collect::<Result<_, _>>()?;
        let color_type = match chunks.first().and_then(|chunk| chunk.data.value.as_ref()) {
            Some(Data::Header(header)) => header.color_type,
            _ => ColorType(u8::MAX),
        };
        typed::checked(Self { color_type, chunks })
    }
}
