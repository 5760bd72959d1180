//! Decodes stored pixels to RGBA.

use super::masks::Channels;
use super::rle::{self, Colors, Unit, bgr};
use super::{
    Bmp, Compression, DibHeader, FileHeader, Masks, Os2Compression, Palette, PartSizes,
    WindowsCompression,
};
use crate::{Picture, PictureError};
use binrw::io::Cursor;
use binrw::{BinRead, BinResult, VecArgs};
use bytescope_inspect::{Blob, BufferId, Quantity, Span, Table};
use std::fmt;

/// Contents of the stored pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pixels<'a> {
    /// Decoded pixels
    Rgba(Decoded),
    /// JPEG file
    Jpeg(&'a [u8]),
    /// PNG file
    Png(&'a [u8]),
}

/// Decoded rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Rows from top to bottom, complete unless there is a fault.
    pub picture: Picture,
    /// Row of the bitmap, counted from the top, at which `picture` starts. Nonzero only if a
    /// bottom-up bitmap has a fault.
    pub top: u32,
    /// Height of the bitmap according to its header.
    pub height: u32,
    /// Fault that ended decoding.
    pub fault: Option<PixelFault>,
}

/// Fault in a row. This row and all rows stored after it are not decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PixelFault {
    /// File offset.
    pub offset: u64,
    /// Message, without the offset.
    pub message: String,
}

impl fmt::Display for PixelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {:#x}: {}", self.offset, self.message)
    }
}

/// Error when decoding pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PixelError {
    /// Width or height is 0.
    Empty,
    /// The compression method requires color masks, but there are none.
    NoMasks,
    /// The pixel format is not supported; the string describes it.
    Unsupported(String),
    /// The decoded picture would exceed the size limit.
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Number of rows to decode.
        rows: u32,
        /// Size limit in bytes.
        most: u64,
    },
}

impl fmt::Display for PixelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no pixels: width or height is 0"),
            Self::NoMasks => f.write_str("color masks are missing"),
            Self::Unsupported(what) => write!(f, "{what} are not supported"),
            Self::TooLarge { width, rows, most } => write!(
                f,
                "limit reached: {width} × {rows} decoded pixels exceed {} MiB",
                most >> 20
            ),
        }
    }
}

impl std::error::Error for PixelError {}

impl Bmp {
    /// Default size limit of a decoded picture, 256 MiB. See
    /// [`pixels_within`](Self::pixels_within).
    pub const MOST_BYTES: u64 = 256 << 20;

    /// Decodes the pixels. `source` is the file that the bitmap was read from; it may be empty if
    /// the bitmap was loaded into memory.
    ///
    /// Without masks, 16-bit pixels are 5-5-5 and the fourth byte of 32-bit pixels is ignored.
    /// Palette indices out of range are black. Channels that do not have 8 bits are scaled to 8
    /// bits and rounded to nearest. Pixels skipped by run-length encoding have color 0 of the
    /// palette.
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
    /// Returns an error if width or height is 0, if color masks are missing, if the pixel format is
    /// not supported (Huffman coding, CMYK, unusual bit depths), or if the decoded picture would
    /// exceed [`MOST_BYTES`](Self::MOST_BYTES).
    pub fn pixels<'a>(&'a self, source: &'a [u8]) -> Result<Pixels<'a>, PixelError> {
        self.pixels_within(source, Self::MOST_BYTES)
    }

    /// Same as [`pixels`](Self::pixels), with a size limit of `most` bytes.
    ///
    /// # Errors
    /// See [`pixels`](Self::pixels).
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
        let decoder = PixelDecoder { bmp: self, source, max_size: most };
        match (compression, depth) {
            (Windows(W::BI_RGB) | Os2(O::BCA_UNCOMP), _) => decoder.rows(self.unmasked(source)?),
            (Windows(W::BI_BITFIELDS | W::BI_ALPHABITFIELDS), 16 | 24 | 32) => {
                let masks = self.masks().ok_or(PixelError::NoMasks)?;
                decoder.rows(Sample::Masked(Channels::of(masks, depth)))
            }
            (Windows(W::BI_RLE4) | Os2(O::BCA_RLE4), 4) => decoder.runs(Unit::Nibble),
            (Windows(W::BI_RLE8) | Os2(O::BCA_RLE8), 8) => decoder.runs(Unit::Byte),
            (Os2(O::BCA_RLE24), 24) => decoder.runs(Unit::Triple),
            (method, depth) => Err(PixelError::Unsupported(method.describe(depth))),
        }
        .map(Pixels::Rgba)
    }

    /// Reads a bitmap whose file may be truncated after the headers. For a complete file, the
    /// result is the same as that of [`BinRead`].
    ///
    /// # Errors
    /// Returns an error if the file is not a bitmap or ends within the headers.
    pub fn read_truncated(source: &[u8]) -> BinResult<Self> {
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
        let layout = PartSizes::of(&file_header, &dib_header, file_len);
        let palette = match dib_header.palette_len() {
            0 => None,
            _ => Some(read_palette(reader, layout.entries, &dib_header)?),
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

    /// Decodes the picture of a file that may be truncated.
    pub(super) fn picture(source: &[u8]) -> Result<Picture, PictureError> {
        let bmp = Self::read_truncated(source).map_err(|e| PictureError::new(e.to_string()))?;
        match bmp.pixels(source).map_err(|e| PictureError::new(e.to_string()))? {
            Pixels::Rgba(decoded) => Ok(decoded.picture),
            Pixels::Jpeg(_) => {
                Err(PictureError::new("pixels stored as a JPEG file are not supported"))
            }
            Pixels::Png(_) => {
                Err(PictureError::new("pixels stored as a PNG file are not supported"))
            }
        }
    }

    /// Returns the storage of uncompressed pixels without masks.
    fn unmasked(&self, source: &[u8]) -> Result<Sample, PixelError> {
        Ok(match self.dib_header.bits_per_pixel() {
            depth @ (1 | 2 | 4 | 8) => Sample::Index(u32::from(depth), self.colors(source)),
            16 => Sample::Masked(Channels::rgb555()),
            24 => Sample::Bytes(3),
            32 => Sample::Bytes(4),
            depth => return Err(PixelError::Unsupported(format!("{depth}-bit pixels"))),
        })
    }

    /// Returns the color masks, which are part of the header or follow it.
    fn masks(&self) -> Option<&Masks> {
        match &self.dib_header {
            DibHeader::Info(info) => info.masks.as_ref().or(self.color_masks.as_ref()),
            DibHeader::Core(_) => None,
        }
    }

    /// Returns the colors of the palette; missing entries are black.
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

/// Reads the palette, limited to the complete entries before the end of the file.
fn read_palette(reader: &mut Cursor<&[u8]>, entries: u64, dib: &DibHeader) -> BinResult<Palette> {
    let left = (reader.get_ref().len() as u64).saturating_sub(reader.position());
    let complete = entries.min(left.checked_div(dib.color_bytes()).unwrap_or(0));
    let args = VecArgs { count: usize::try_from(complete).unwrap_or(0), inner: () };
    Ok(match dib.is_core() {
        true => Palette::Triples(Table::read_le_args(reader, args)?),
        false => Palette::Quads(Table::read_le_args(reader, args)?),
    })
}

/// Returns the available bytes of `blob`.
fn bytes_of<'b>(blob: &'b Blob, source: &'b [u8]) -> &'b [u8] {
    match blob {
        Blob::Owned(bytes) => bytes,
        Blob::At(span) => between(source, span.start(), span.end()),
    }
}

/// Returns the bytes from `start` to `end`, as far as available.
fn between(source: &[u8], start: u64, end: u64) -> &[u8] {
    let clamp = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(source.len());
    source.get(clamp(start)..clamp(end)).unwrap_or_default()
}

/// Storage of the pixels in an uncompressed row.
enum Sample {
    /// Palette indices of this many bits, the first pixel in the most significant bits.
    Index(u32, Box<Colors>),
    /// This many bytes per pixel, starting with blue, green and red.
    Bytes(usize),
    /// Pixels with color masks.
    Masked(Channels),
}

impl Sample {
    /// Decodes pixels until `out` is full.
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

/// Input and size limit of decoding.
struct PixelDecoder<'a> {
    bmp: &'a Bmp,
    source: &'a [u8],
    /// Maximum size of the decoded picture in bytes.
    max_size: u64,
}

impl PixelDecoder<'_> {
    /// Decodes uncompressed rows. Memory is allocated only for rows present in the file.
    fn rows(&self, sample: Sample) -> Result<Decoded, PixelError> {
        let dib = &self.bmp.dib_header;
        let stored = bytes_of(&self.bmp.pixels, self.source);
        let (available, stride) = (stored.len() as u64, dib.stride());
        // A last row without its padding is complete.
        let bits = u64::from(dib.width()).saturating_mul(dib.bits_per_pixel().into());
        let part = available.checked_rem(stride).unwrap_or(0);
        let complete = available.checked_div(stride).unwrap_or(0);
        let complete = complete.saturating_add(u64::from(part >= bits.div_ceil(8)));
        let rows = u32::try_from(complete).unwrap_or(u32::MAX).min(dib.rows());
        let (width, height) = self.check_size(rows)?;
        let mut pixels = vec![[0; 4]; width.saturating_mul(height)];
        let stride = usize::try_from(stride).unwrap_or(usize::MAX);
        for (row, out) in stored.chunks(stride).zip(pixels.chunks_exact_mut(width)) {
            sample.decode(row, dib.bits_per_pixel(), out);
        }
        let fault = (rows < dib.rows()).then(|| {
            let (expected, found) = (Quantity::bytes(dib.stride()), Quantity::bytes(part));
            (stored.len(), format!("unexpected end of data: expected {expected}, found {found}"))
        });
        Ok(self.decoded(pixels, fault))
    }

    /// Decodes run-length encoded rows.
    fn runs(&self, unit: Unit) -> Result<Decoded, PixelError> {
        let (width, rows) = self.check_size(self.bmp.dib_header.rows())?;
        let colors = self.bmp.colors(self.source);
        let unpacked = rle::unpack(self.run_bytes(), unit, &colors, width, rows);
        Ok(self.decoded(unpacked.pixels, unpacked.fault))
    }

    /// Returns the run-length encoded data, including trailing bytes: other readers stop at the
    /// end-of-bitmap marker, so files with an `image_size` that is too small are common.
    fn run_bytes(&self) -> &[u8] {
        let pixels = &self.bmp.pixels;
        let trailing = self.bmp.trailing.as_ref().and_then(Blob::span);
        match (pixels.span(), trailing) {
            (Some(span), Some(trailing)) if span.end() == trailing.start() => {
                between(self.source, span.start(), trailing.end())
            }
            _ => bytes_of(pixels, self.source),
        }
    }

    /// Returns the width and `rows`, or an error if the bitmap is empty or the decoded pixels would
    /// exceed the limit.
    fn check_size(&self, rows: u32) -> Result<(usize, usize), PixelError> {
        let dib = &self.bmp.dib_header;
        let width = dib.width();
        if width == 0 || dib.rows() == 0 {
            return Err(PixelError::Empty);
        }
        let bytes = u64::from(width).saturating_mul(rows.into()).saturating_mul(4);
        match (usize::try_from(width), usize::try_from(rows), usize::try_from(bytes)) {
            (Ok(width), Ok(rows), Ok(_)) if bytes <= self.max_size => Ok((width, rows)),
            _ => Err(PixelError::TooLarge { width, rows, most: self.max_size }),
        }
    }

    /// Converts decoded rows in stored order to the result. `fault` is an offset in the stored
    /// bytes and a message.
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
    /// Describes pixels of this compression method and bit depth.
    fn describe(&self, depth: u16) -> String {
        use {Os2Compression as O, WindowsCompression as W};
        let name = match self {
            Self::Os2(O::BCA_HUFFMAN1D) => return "Huffman-coded pixels (fax group 3)".to_owned(),
            Self::Windows(W::BI_CMYK | W::BI_CMYKRLE4 | W::BI_CMYKRLE8) => {
                return "CMYK pixels".to_owned();
            }
            Self::Windows(method) => {
                method.name().map_or_else(|| method.0.to_string(), str::to_owned)
            }
            Self::Os2(method) => method.name().map_or_else(|| method.0.to_string(), str::to_owned),
        };
        format!("{depth}-bit pixels with compression {name}")
    }
}
