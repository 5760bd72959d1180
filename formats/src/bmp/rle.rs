//! Run-length encoding of 4-bit, 8-bit and 24-bit pixels.
//!
//! Skipped pixels (after an end of line, an end of bitmap or a delta) have color 0 of the palette;
//! without a palette, they are black. The documentation does not define this; most programs do the
//! same.
//! An encoded run that extends past the end of its row is clipped, because some writers produce
//! such runs. In absolute mode, pixels past the end of the row are a fault.

use std::io::{self, Read};

/// Pixel storage in encoded runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Two indices per byte.
    Nibble,
    /// One index per byte.
    Byte,
    /// Blue, green and red.
    Triple,
}

/// Colors by index.
pub(super) type Colors = [[u8; 4]; 256];

/// Rows in stored order, and the fault that ended decoding.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) pixels: Vec<[u8; 4]>,
    /// Offset in the data, and message.
    pub(super) fault: Option<(usize, String)>,
}

/// Decodes the rows of a picture of at least one pixel. The caller must limit its size.
pub(super) fn unpack(
    data: &[u8],
    unit: Unit,
    colors: &Colors,
    width: usize,
    rows: usize,
) -> Unpacked {
    let background = colors.first().copied().unwrap_or_default();
    let mut input = RleReader { data, at: 0 };
    let pixels = Some(Vec::new());
    let mut canvas = Canvas { pixels, background, last: u8::MAX, width, rows, x: 0, y: 0 };
    let mut fault = None;
    while canvas.y < rows {
        let start = input.at;
        match step(&mut input, unit, colors, &mut canvas) {
            Ok(RleStep::Continue) => {}
            Ok(RleStep::End) => canvas.y = rows,
            Err(message) => {
                fault = Some((start, message));
                break;
            }
        }
    }
    let mut pixels = canvas.pixels.unwrap_or_default();
    pixels.resize(canvas.y.saturating_mul(width), background);
    Unpacked { pixels, fault }
}

/// First fault in encoded data.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RleFault {
    /// Offset of the run in the data.
    pub(super) offset: u64,
    /// Index of the stored row.
    pub(super) row: usize,
    /// Message, without the offset.
    pub(super) message: String,
}

/// Maximum size of an encoded run or escape in bytes: 255 pixels of 24 bits in absolute mode, with
/// padding.
const MAX_RUN: usize = 2 + 255 * 3 + 1;
/// Number of bytes that [`verify`] keeps in memory.
const WINDOW: usize = 64 << 10;

/// Returns the first fault that [`unpack`] would return, or the first palette index greater than
/// `last`. Memory use depends neither on the size of the data nor on that of the picture.
pub(super) fn verify<R: Read>(
    data: &mut R,
    unit: Unit,
    width: usize,
    rows: usize,
    last: u8,
) -> io::Result<Option<RleFault>> {
    let mut canvas = Canvas { pixels: None, background: [0; 4], last, width, rows, x: 0, y: 0 };
    let (mut window, mut is_last) = (Vec::new(), false);
    let (mut start, mut at) = (0_u64, 0_usize);
    while canvas.y < rows {
        if !is_last && window.len().saturating_sub(at) < MAX_RUN {
            window.drain(..at.min(window.len()));
            start = start.saturating_add(at as u64);
            at = 0;
            let free = WINDOW.saturating_sub(window.len());
            is_last = data.take(free as u64).read_to_end(&mut window)? < free;
        }
        let mut input = RleReader { data: &window, at };
        match step(&mut input, unit, &NO_COLORS, &mut canvas) {
            Ok(RleStep::Continue) => at = input.at,
            Ok(RleStep::End) => break,
            Err(message) => {
                let offset = start.saturating_add(at as u64);
                return Ok(Some(RleFault { offset, row: canvas.y, message }));
            }
        }
    }
    Ok(None)
}

/// Palette for data that is not painted.
static NO_COLORS: Colors = [[0; 4]; 256];

/// Result of a decoding step.
enum RleStep {
    /// More data may follow.
    Continue,
    /// End of the bitmap.
    End,
}

/// Decodes one run or escape.
fn step(
    input: &mut RleReader<'_>,
    unit: Unit,
    colors: &Colors,
    canvas: &mut Canvas,
) -> Result<RleStep, String> {
    let Some(&[count, value]) = input.take(2) else {
        // Some writers omit the end of bitmap and the last end of line.
        let last = canvas.y.saturating_add(1) == canvas.rows;
        let complete = last && canvas.x == canvas.width;
        return if complete { Ok(RleStep::End) } else { Err("unexpected end of data".to_owned()) };
    };
    let truncated = || "unexpected end of data within a run".to_owned();
    match (count, value) {
        (0, 0) => canvas.down(1),
        (0, 1) => return Ok(RleStep::End),
        (0, 2) => {
            let Some(&[right, down]) = input.take(2) else { return Err(truncated()) };
            canvas.jump(right.into(), down.into())?;
        }
        (0, count) => {
            let count = usize::from(count);
            let bytes = match unit {
                Unit::Nibble => count.div_ceil(2),
                Unit::Byte => count,
                Unit::Triple => count.saturating_mul(3),
            };
            let stored = input.take(bytes).ok_or_else(truncated)?;
            // Pixels in absolute mode are padded to 16 bits; the padding may be missing at the end
            // of the data.
            input.at = input.at.saturating_add(bytes & 1);
            if count > canvas.left() {
                return Err(format!(
                    "run exceeds the pixels left in the row: expected at most {}, found {count}",
                    canvas.left()
                ));
            }
            match unit {
                Unit::Nibble => canvas.check(nibbles(stored).take(count))?,
                Unit::Byte => canvas.check(stored.iter().copied())?,
                Unit::Triple => {}
            }
            match unit {
                Unit::Nibble => canvas.put(count, nibbles(stored).map(|i| color(colors, i))),
                Unit::Byte => canvas.put(count, stored.iter().map(|i| color(colors, *i))),
                Unit::Triple => canvas.put(count, stored.chunks_exact(3).map(bgr)),
            }
        }
        (count, value) => {
            let count = usize::from(count).min(canvas.left());
            match unit {
                Unit::Nibble => {
                    canvas.check(nibbles(&[value]).take(count))?;
                    let pair = [value >> 4, value & 15].map(|index| color(colors, index));
                    canvas.put(count, pair.into_iter().cycle());
                }
                Unit::Byte => {
                    canvas.check(std::iter::repeat_n(value, count.min(1)))?;
                    canvas.put(count, std::iter::repeat(color(colors, value)));
                }
                Unit::Triple => {
                    let Some(&[green, red]) = input.take(2) else { return Err(truncated()) };
                    canvas.put(count, std::iter::repeat([red, green, value, 255]));
                }
            }
        }
    }
    Ok(RleStep::Continue)
}

fn nibbles(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15])
}

/// Returns the message on a palette index.
pub(super) fn index_out_of_range(index: u8, last: u8) -> String {
    format!("palette index out of range: expected at most {last}, found {index}")
}

fn color(colors: &Colors, index: u8) -> [u8; 4] {
    colors.get(usize::from(index)).copied().unwrap_or_default()
}

/// Converts a pixel stored as blue, green and red.
pub(super) fn bgr(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [blue, green, red, ..] => [red, green, blue, 255],
        _ => [0; 4],
    }
}

struct RleReader<'d> {
    data: &'d [u8],
    at: usize,
}

impl<'d> RleReader<'d> {
    /// Returns the next `count` bytes; consumes nothing if fewer remain.
    fn take(&mut self, count: usize) -> Option<&'d [u8]> {
        let end = self.at.checked_add(count)?;
        let bytes = self.data.get(self.at..end)?;
        self.at = end;
        Some(bytes)
    }
}

/// Rows decoded so far.
struct Canvas {
    /// Pixels up to the last one written; `None` if the data is only verified.
    pixels: Option<Vec<[u8; 4]>>,
    background: [u8; 4],
    /// Maximum palette index.
    last: u8,
    width: usize,
    rows: usize,
    x: usize,
    y: usize,
}

impl Canvas {
    /// Returns the number of pixels left in the row.
    fn left(&self) -> usize {
        self.width.saturating_sub(self.x)
    }

    /// Rejects palette indices greater than `last`.
    fn check(&self, mut indices: impl Iterator<Item = u8>) -> Result<(), String> {
        match indices.find(|index| *index > self.last) {
            Some(index) => Err(index_out_of_range(index, self.last)),
            None => Ok(()),
        }
    }

    /// Writes the first `count` of these pixels, which must fit in the row.
    fn put(&mut self, count: usize, pixels: impl Iterator<Item = [u8; 4]>) {
        if let Some(canvas) = &mut self.pixels {
            let here = self.y.saturating_mul(self.width).saturating_add(self.x);
            canvas.resize(here, self.background);
            canvas.extend(pixels.take(count));
        }
        self.x = self.x.saturating_add(count);
    }

    /// Moves down by `rows` rows, to the start of the row.
    fn down(&mut self, rows: usize) {
        self.x = 0;
        self.y = self.y.saturating_add(rows);
    }

    /// Moves by a delta.
    fn jump(&mut self, right: usize, down: usize) -> Result<(), String> {
        let (x, y) = (self.x.saturating_add(right), self.y.saturating_add(down));
        if x > self.width || y >= self.rows {
            return Err(format!("delta moves outside the bitmap (column {x}, row {y})"));
        }
        (self.x, self.y) = (x, y);
        Ok(())
    }
}
