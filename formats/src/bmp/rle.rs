//! Run-length encoding of 4-bit, 8-bit and 24-bit pixels.
//!
//! Skipped pixels (after an end of line, an end of bitmap or a delta) have color 0 of the palette;
//! without a palette, they are black. The documentation does not define this; most programs do the
//! same.
//! An encoded run that extends past the end of its row is clipped, because some writers produce
//! such runs. In absolute mode, pixels past the end of the row are a fault.

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
    let mut canvas = Canvas { pixels: Vec::new(), background, width, rows, x: 0, y: 0 };
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
    canvas.pixels.resize(canvas.y.saturating_mul(width), background);
    Unpacked { pixels: canvas.pixels, fault }
}

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
                Unit::Nibble => canvas.put(nibbles(stored).take(count).map(|i| color(colors, i))),
                Unit::Byte => canvas.put(stored.iter().map(|i| color(colors, *i))),
                Unit::Triple => canvas.put(stored.chunks_exact(3).map(bgr)),
            }
        }
        (count, value) => {
            let count = usize::from(count).min(canvas.left());
            match unit {
                Unit::Nibble => {
                    let pair = [value >> 4, value & 15].map(|index| color(colors, index));
                    canvas.put(pair.into_iter().cycle().take(count));
                }
                Unit::Byte => canvas.put(std::iter::repeat_n(color(colors, value), count)),
                Unit::Triple => {
                    let Some(&[green, red]) = input.take(2) else { return Err(truncated()) };
                    canvas.put(std::iter::repeat_n([red, green, value, 255], count));
                }
            }
        }
    }
    Ok(RleStep::Continue)
}

fn nibbles(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15])
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

/// Rows decoded so far. `pixels` ends after the last pixel written.
struct Canvas {
    pixels: Vec<[u8; 4]>,
    background: [u8; 4],
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

    /// Writes pixels, which must fit in the row.
    fn put(&mut self, pixels: impl Iterator<Item = [u8; 4]>) {
        let here = self.y.saturating_mul(self.width).saturating_add(self.x);
        self.pixels.resize(here, self.background);
        self.pixels.extend(pixels);
        self.x = self.x.saturating_add(self.pixels.len().saturating_sub(here));
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
