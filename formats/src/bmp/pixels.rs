//! From stored pixels to red, green, blue and alpha.

use super::masks::Channels;
use super::rle::{self, Colors, Unit, bgr};
use super::{
    Bmp, Compression, DibHeader, FileHeader, Layout, Masks, Os2Compression, Palette,
    WindowsCompression,
};
use crate::{Picture, PictureError};
use binrw::io::Cursor;
use binrw::{BinRead, BinResult, VecArgs};
use bytescope_inspect::{Blob, BufferId, Span, Table};
use std::fmt;

/// What the pixels of a bitmap are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pixels<'a> {
    /// Pixels
    Rgba(Decoded),
    /// A JPEG file
    Jpeg(&'a [u8]),
    /// A PNG file
    Png(&'a [u8]),
}

/// The rows that could be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The rows, from the top. All of them, unless there is a fault.
    pub picture: Picture,
    /// Which row of the bitmap, counted from the top, is the first of the picture. More than 0 only
    /// when a bitmap that is stored from the bottom up has a fault.
    pub top: u32,
    /// Rows that the bitmap should have.
    pub height: u32,
    /// Why there are fewer rows.
    pub fault: Option<PixelFault>,
}

/// What is wrong with a row, so that it and those behind it could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PixelFault {
    /// Where in the file.
    pub offset: u64,
    /// The sentence for people, without place.
    pub message: String,
}

impl fmt::Display for PixelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {:#x}: {}", self.offset, self.message)
    }
}

/// Why there are no pixels at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PixelError {
    /// The header gives no size.
    Empty,
    /// Masks should tell the colours apart, and there are none.
    NoMasks,
    /// Pixels that are stored in a way that is not decoded; the text says which.
    Unsupported(String),
    /// The decoded picture would take more memory than is allowed.
    TooLarge {
        /// Pixels in a row.
        width: u32,
        /// Rows that would be decoded.
        rows: u32,
        /// Bytes that are allowed.
        most: u64,
    },
}

impl fmt::Display for PixelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the header says that the picture has no pixels"),
            Self::NoMasks => f.write_str("the masks that tell colours apart are not there"),
            Self::Unsupported(what) => write!(f, "{what} are not decoded"),
            Self::TooLarge { width, rows, most } => write!(
                f,
                "{width} x {rows} pixels take more memory than the {} MiB allowed",
                most >> 20
            ),
        }
    }
}

impl std::error::Error for PixelError {}

impl Bmp {
    /// Bytes that a decoded picture may take, unless [`pixels_within`](Self::pixels_within) is
    /// told otherwise: 256 MiB.
    pub const MOST_BYTES: u64 = 256 << 20;

    /// Decodes the pixels. `source` is the file that the bitmap was read from; it may be empty when
    /// the parts of the bitmap are in memory.
    ///
    /// Without masks a pixel of 16 bits is 5-5-5, and the fourth byte of a pixel of 32 bits means
    /// nothing. An index that the palette lacks is black. Colours of other widths are brought to a
    /// byte by exact rounding. Pixels that run lengths leave out have colour 0.
    ///
    /// ```
    /// use bytescope_formats::bmp::{Bmp, Pixels};
    ///
    /// let bmp = Bmp::from_pixels(1, 2, &[255, 0, 0, 255, 0, 0, 255, 255])?;
    /// let Pixels::Rgba(decoded) = bmp.pixels(&[])? else { unreachable!("no JPEG or PNG") };
    /// assert_eq!(decoded.picture.rgba, [255, 0, 0, 255, 0, 0, 255, 255]);
    /// assert_eq!(decoded.fault, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The header describes no picture, one that is stored in a way that is not decoded (Huffman
    /// codes, CMYK, unusual depths), or one that would take more than [`MOST_BYTES`](Self::MOST_BYTES).
    pub fn pixels<'a>(&'a self, source: &'a [u8]) -> Result<Pixels<'a>, PixelError> {
        self.pixels_within(source, Self::MOST_BYTES)
    }

    /// [`pixels`](Self::pixels), but for the bytes that the decoded picture may take.
    ///
    /// # Errors
    /// As there.
    pub fn pixels_within<'a>(
        &'a self,
        source: &'a [u8],
        most: u64,
    ) -> Result<Pixels<'a>, PixelError> {
        use {Compression::*, Os2Compression as O, WindowsCompression as W};
        let compression = self.dib_header.compression();
        match compression {
            Windows(W::BI_JPEG) => return Ok(Pixels::Jpeg(bytes_of(&self.pixels, source))),
            Windows(W::BI_PNG) => return Ok(Pixels::Png(bytes_of(&self.pixels, source))),
            _ => {}
        }
        let depth = self.dib_header.bits_per_pixel();
        let decoder = Decoder { bmp: self, source, most };
        match (compression, depth) {
            (Windows(W::BI_RGB) | Os2(O::BCA_UNCOMP), _) => decoder.rows(self.unmasked(source)?),
            (Windows(W::BI_BITFIELDS | W::BI_ALPHABITFIELDS), 16 | 24 | 32) => {
                let masks = self.masks().ok_or(PixelError::NoMasks)?;
                decoder.rows(Sample::Masked(Channels::of(masks, depth)))
            }
            (Windows(W::BI_RLE4) | Os2(O::BCA_RLE4), 4) => decoder.runs(Unit::Nibble),
            (Windows(W::BI_RLE8) | Os2(O::BCA_RLE8), 8) => decoder.runs(Unit::Byte),
            (Os2(O::BCA_RLE24), 24) => decoder.runs(Unit::Triple),
            (how, depth) => Err(PixelError::Unsupported(how.in_words(depth))),
        }
        .map(Pixels::Rgba)
    }

    /// Reads a bitmap whose file is cut: the headers must be there, and of the rest there is what
    /// there is. Of a whole file it reads what [`BinRead`] reads.
    ///
    /// # Errors
    /// The file is no bitmap, or ends within the headers.
    pub fn read_cut(source: &[u8]) -> BinResult<Self> {
        let reader = &mut Cursor::new(source);
        let file_len = source.len() as u64;
        let file_header = FileHeader::read(reader)?;
        let dib_header = DibHeader::read_le(reader)?;
        let color_masks = match dib_header.masks_follow() {
            true => {
                let args = (dib_header.masked_depth(), dib_header.alpha_follows());
                Some(Masks::read_le_args(reader, args)?)
            }
            false => None,
        };
        let layout = Layout::of(&file_header, &dib_header, file_len);
        let palette = match dib_header.palette_len() {
            0 => None,
            _ => Some(palette_of(reader, layout.entries, &dib_header)?),
        };
        let start = dib_header.end().saturating_add(layout.palette);
        let pixels = start.saturating_add(layout.gap);
        let part = |start: u64, len: u64| {
            let end = start.saturating_add(len).min(file_len);
            Blob::At(Span::bytes(BufferId::SOURCE, start.min(end), end))
        };
        Ok(Self {
            gap: (layout.gap > 0).then(|| part(start, layout.gap)),
            pixels: part(pixels, layout.pixels),
            profile_gap: (layout.profile_gap > 0)
                .then(|| part(pixels.saturating_add(layout.pixels), layout.profile_gap)),
            icc_profile: dib_header.profile().map(|(at, len)| part(at, len)),
            trailing: (layout.trailing > 0).then(|| part(layout.end, layout.trailing)),
            file_header,
            dib_header,
            color_masks,
            palette,
        })
    }

    /// The picture of a file that may be cut.
    pub(super) fn picture(source: &[u8]) -> Result<Picture, PictureError> {
        let bmp = Self::read_cut(source).map_err(|e| PictureError::new(e.to_string()))?;
        match bmp.pixels(source).map_err(|e| PictureError::new(e.to_string()))? {
            Pixels::Rgba(decoded) => Ok(decoded.picture),
            Pixels::Jpeg(_) => Err(PictureError::new("the pixels are a JPEG file")),
            Pixels::Png(_) => Err(PictureError::new("the pixels are a PNG file")),
        }
    }

    /// How pixels without masks stand in a row.
    fn unmasked(&self, source: &[u8]) -> Result<Sample, PixelError> {
        Ok(match self.dib_header.bits_per_pixel() {
            depth @ (1 | 2 | 4 | 8) => Sample::Index(u32::from(depth), self.colors(source)),
            16 => Sample::Masked(Channels::rgb555()),
            24 => Sample::Bytes(3),
            32 => Sample::Bytes(4),
            depth => return Err(PixelError::Unsupported(format!("pixels of {depth} bits"))),
        })
    }

    fn masks(&self) -> Option<&Masks> {
        match &self.dib_header {
            DibHeader::Info(info) => info.masks.as_ref().or(self.color_masks.as_ref()),
            DibHeader::Core(_) => None,
        }
    }

    /// The palette; what it lacks is black.
    fn colors(&self, source: &[u8]) -> Box<Colors> {
        let mut colors = Box::new([[0, 0, 0, 255]; 256]);
        let reader = &mut Cursor::new(source);
        for (index, color) in (0..).zip(colors.iter_mut()) {
            let read = match &self.palette {
                Some(Palette::Triples(table)) => {
                    table.get(reader, index).map(|c| [c.red, c.green, c.blue, 255])
                }
                Some(Palette::Quads(table)) => {
                    table.get(reader, index).map(|c| [c.red, c.green, c.blue, 255])
                }
                None => break,
            };
            match read {
                Ok(read) => *color = read,
                Err(_) => break,
            }
        }
        colors
    }
}

/// A palette of which no more colours are asked for than there are whole ones.
fn palette_of(reader: &mut Cursor<&[u8]>, entries: u64, dib: &DibHeader) -> BinResult<Palette> {
    let left = (reader.get_ref().len() as u64).saturating_sub(reader.position());
    let there = entries.min(left.checked_div(dib.color_bytes()).unwrap_or(0));
    let args = VecArgs { count: usize::try_from(there).unwrap_or(0), inner: () };
    Ok(match dib.is_core() {
        true => Palette::Triples(Table::read_le_args(reader, args)?),
        false => Palette::Quads(Table::read_le_args(reader, args)?),
    })
}

/// The bytes of a part, as far as they are there.
fn bytes_of<'b>(blob: &'b Blob, source: &'b [u8]) -> &'b [u8] {
    match blob {
        Blob::Owned(bytes) => bytes,
        Blob::At(span) => between(source, span.start(), span.end()),
    }
}

fn between(source: &[u8], start: u64, end: u64) -> &[u8] {
    let clamp = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(source.len());
    source.get(clamp(start)..clamp(end)).unwrap_or_default()
}

/// How the pixels of a row that is not compressed are stored.
enum Sample {
    /// Bits that are an index, the first pixel in the high ones.
    Index(u32, Box<Colors>),
    /// So many bytes, which begin with blue, green and red.
    Bytes(usize),
    /// Bits that masks divide.
    Masked(Channels),
}

impl Sample {
    /// Decodes the pixels that `out` has room for.
    fn decode(&self, row: &[u8], depth: u16, out: &mut [[u8; 4]]) {
        match self {
            Self::Index(depth, colors) => {
                let per_byte = 8_u32.checked_div(*depth).unwrap_or(1) as usize;
                let mask = u8::MAX.checked_shr(8_u32.saturating_sub(*depth)).unwrap_or(u8::MAX);
                for (byte, pixels) in row.iter().zip(out.chunks_mut(per_byte)) {
                    let mut bits = *byte;
                    for pixel in pixels {
                        bits = bits.rotate_left(*depth);
                        let color = colors.get(usize::from(bits & mask));
                        *pixel = color.copied().unwrap_or_default();
                    }
                }
            }
            Self::Bytes(size) => {
                for (stored, pixel) in row.chunks_exact(*size).zip(out) {
                    *pixel = bgr(stored);
                }
            }
            Self::Masked(channels) => {
                for (stored, pixel) in row.chunks_exact(usize::from(depth >> 3)).zip(out) {
                    let bits =
                        stored.iter().rev().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
                    *pixel = channels.rgba(bits);
                }
            }
        }
    }
}

/// What pixels are decoded from, and how many of them may be.
struct Decoder<'a> {
    bmp: &'a Bmp,
    source: &'a [u8],
    most: u64,
}

impl Decoder<'_> {
    /// Rows that are not compressed. Only those that are there take memory.
    fn rows(&self, sample: Sample) -> Result<Decoded, PixelError> {
        let dib = &self.bmp.dib_header;
        let stored = bytes_of(&self.bmp.pixels, self.source);
        let (there, stride) = (stored.len() as u64, dib.stride());
        // The padding of the last row may be missing: no pixel is lost with it.
        let bits = u64::from(dib.width()).saturating_mul(dib.bits_per_pixel().into());
        let part = there.checked_rem(stride).unwrap_or(0);
        let whole = there.checked_div(stride).unwrap_or(0);
        let whole = whole.saturating_add(u64::from(part >= bits.div_ceil(8)));
        let rows = u32::try_from(whole).unwrap_or(u32::MAX).min(dib.rows());
        let (width, height) = self.room(rows)?;
        let mut pixels = vec![[0; 4]; width.saturating_mul(height)];
        let stride = usize::try_from(stride).unwrap_or(usize::MAX);
        for (row, out) in stored.chunks(stride).zip(pixels.chunks_exact_mut(width)) {
            sample.decode(row, dib.bits_per_pixel(), out);
        }
        let fault = (rows < dib.rows())
            .then(|| (stored.len(), format!("the data ends after {part} of its {stride} bytes")));
        Ok(self.decoded(pixels, fault))
    }

    /// Rows of run lengths.
    fn runs(&self, unit: Unit) -> Result<Decoded, PixelError> {
        let (width, rows) = self.room(self.bmp.dib_header.rows())?;
        let colors = self.bmp.colors(self.source);
        let unpacked = rle::unpack(self.run_bytes(), unit, &colors, width, rows);
        Ok(self.decoded(unpacked.pixels, unpacked.fault))
    }

    /// The bytes of run lengths. Those behind them may belong to them too: readers go by the
    /// end that the runs themselves give, so that nobody notices an `image_size` that is too small.
    fn run_bytes(&self) -> &[u8] {
        let pixels = &self.bmp.pixels;
        let behind = self.bmp.trailing.as_ref().and_then(Blob::span);
        match (pixels.span(), behind) {
            (Some(span), Some(behind)) if span.end() == behind.start() => {
                between(self.source, span.start(), behind.end())
            }
            _ => bytes_of(pixels, self.source),
        }
    }

    /// The width, and `rows`, when so many pixels may be decoded.
    fn room(&self, rows: u32) -> Result<(usize, usize), PixelError> {
        let dib = &self.bmp.dib_header;
        let width = dib.width();
        if width == 0 || dib.rows() == 0 {
            return Err(PixelError::Empty);
        }
        let bytes = u64::from(width).saturating_mul(rows.into()).saturating_mul(4);
        match (usize::try_from(width), usize::try_from(rows), usize::try_from(bytes)) {
            (Ok(width), Ok(rows), Ok(_)) if bytes <= self.most => Ok((width, rows)),
            _ => Err(PixelError::TooLarge { width, rows, most: self.most }),
        }
    }

    /// The rows that were decoded, in stored order, and what is wrong behind them: the place in
    /// the stored bytes, and the sentence.
    fn decoded(&self, mut pixels: Vec<[u8; 4]>, fault: Option<(usize, String)>) -> Decoded {
        let dib = &self.bmp.dib_header;
        let width = usize::try_from(dib.width()).unwrap_or(usize::MAX);
        let rows = pixels.len().checked_div(width).unwrap_or(0);
        let done = u32::try_from(rows).unwrap_or(u32::MAX);
        let mut top = 0;
        if !dib.is_top_down() {
            top = dib.rows().saturating_sub(done);
            let (upper, lower) = pixels.split_at_mut((rows >> 1).saturating_mul(width));
            let lower = lower.chunks_exact_mut(width).rev();
            upper.chunks_exact_mut(width).zip(lower).for_each(|(a, b)| a.swap_with_slice(b));
        }
        let start = match self.bmp.pixels.span() {
            Some(span) => span.start(),
            None => self.bmp.file_header.data_offset.into(),
        };
        let fault = fault.map(|(at, message)| PixelFault {
            offset: start.saturating_add(at as u64),
            message: format!("stored row {done} of {}: {message}", dib.rows()),
        });
        let picture = Picture { width: dib.width(), height: done, rgba: pixels.into_flattened() };
        Decoded { picture, top, height: dib.rows(), fault }
    }
}

impl Compression {
    /// Pixels of this kind and depth in words.
    fn in_words(&self, depth: u16) -> String {
        use {Os2Compression as O, WindowsCompression as W};
        let name = match self {
            Self::Os2(O::BCA_HUFFMAN1D) => return "Huffman codes of fax group 3".to_owned(),
            Self::Windows(W::BI_CMYK | W::BI_CMYKRLE4 | W::BI_CMYKRLE8) => {
                return "CMYK pixels".to_owned();
            }
            Self::Windows(how) => how.name().map_or_else(|| how.0.to_string(), str::to_owned),
            Self::Os2(how) => how.name().map_or_else(|| how.0.to_string(), str::to_owned),
        };
        format!("pixels of {depth} bits with compression {name}")
    }
}
