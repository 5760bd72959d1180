//! Run lengths of pixels of 4, 8 and 24 bits.
//!
//! Pixels that a file leaves out (behind the end of a row or of the picture, or jumped over) are of
//! colour 0, where there is a palette, and black otherwise: the documentation does not say, and most
//! programs do this. A run that is longer than what is left of its row ends there, because there
//! are writers that make such runs; single pixels that do not fit are a fault.

/// How pixels stand in runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Two indices a byte.
    Nibble,
    /// An index a byte.
    Byte,
    /// Blue, green and red.
    Triple,
}

/// The colours of indices.
pub(super) type Colors = [[u8; 4]; 256];

/// Rows in the order that they are stored in, and why there are no more.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) pixels: Vec<[u8; 4]>,
    /// Where in the data something is wrong, and what.
    pub(super) fault: Option<(usize, String)>,
}

/// Unpacks the rows of a picture of at least one pixel; the caller has bounded its size.
pub(super) fn unpack(
    data: &[u8],
    unit: Unit,
    colors: &Colors,
    width: usize,
    rows: usize,
) -> Unpacked {
    let background = colors.first().copied().unwrap_or_default();
    let mut input = Input { data, at: 0 };
    let mut canvas = Canvas { pixels: Vec::new(), background, width, rows, x: 0, y: 0 };
    let mut fault = None;
    while canvas.y < rows {
        let start = input.at;
        match step(&mut input, unit, colors, &mut canvas) {
            Ok(Step::On) => {}
            Ok(Step::End) => canvas.y = rows,
            Err(message) => {
                fault = Some((start, message));
                break;
            }
        }
    }
    canvas.pixels.resize(canvas.y.saturating_mul(width), background);
    Unpacked { pixels: canvas.pixels, fault }
}

enum Step {
    On,
    End,
}

/// One instruction.
fn step(
    input: &mut Input<'_>,
    unit: Unit,
    colors: &Colors,
    canvas: &mut Canvas,
) -> Result<Step, String> {
    let Some(&[count, value]) = input.take(2) else {
        // Some writers leave out the end of the picture, and of its last row.
        let last = canvas.y.saturating_add(1) == canvas.rows;
        let whole = last && canvas.x == canvas.width;
        return if whole { Ok(Step::End) } else { Err("the data ends before it does".to_owned()) };
    };
    let cut = || "the data ends within a run".to_owned();
    match (count, value) {
        (0, 0) => canvas.down(1),
        (0, 1) => return Ok(Step::End),
        (0, 2) => {
            let Some(&[right, down]) = input.take(2) else { return Err(cut()) };
            canvas.jump(right.into(), down.into())?;
        }
        (0, count) => {
            let count = usize::from(count);
            let bytes = match unit {
                Unit::Nibble => count.div_ceil(2),
                Unit::Byte => count,
                Unit::Triple => count.saturating_mul(3),
            };
            let stored = input.take(bytes).ok_or_else(cut)?;
            // Single pixels are filled up to 16 bits; the last byte of the data may be left out.
            input.at = input.at.saturating_add(bytes & 1);
            if count > canvas.left() {
                return Err(format!("{count} pixels, but {} are left", canvas.left()));
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
                    let Some(&[green, red]) = input.take(2) else { return Err(cut()) };
                    canvas.put(std::iter::repeat_n([red, green, value, 255], count));
                }
            }
        }
    }
    Ok(Step::On)
}

fn nibbles(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15])
}

fn color(colors: &Colors, index: u8) -> [u8; 4] {
    colors.get(usize::from(index)).copied().unwrap_or_default()
}

/// A pixel of blue, green and red.
pub(super) fn bgr(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [blue, green, red, ..] => [red, green, blue, 255],
        _ => [0; 4],
    }
}

struct Input<'d> {
    data: &'d [u8],
    at: usize,
}

impl<'d> Input<'d> {
    /// The next bytes; when there are fewer, none are taken.
    fn take(&mut self, count: usize) -> Option<&'d [u8]> {
        let end = self.at.checked_add(count)?;
        let bytes = self.data.get(self.at..end)?;
        self.at = end;
        Some(bytes)
    }
}

/// The rows so far. What is behind the last pixel that was put there is not in memory yet.
struct Canvas {
    pixels: Vec<[u8; 4]>,
    background: [u8; 4],
    width: usize,
    rows: usize,
    x: usize,
    y: usize,
}

impl Canvas {
    /// Pixels that are left of the row.
    fn left(&self) -> usize {
        self.width.saturating_sub(self.x)
    }

    /// Puts pixels that fit into the row.
    fn put(&mut self, pixels: impl Iterator<Item = [u8; 4]>) {
        let here = self.y.saturating_mul(self.width).saturating_add(self.x);
        self.pixels.resize(here, self.background);
        self.pixels.extend(pixels);
        self.x = self.x.saturating_add(self.pixels.len().saturating_sub(here));
    }

    /// Goes to the start of a row below.
    fn down(&mut self, rows: usize) {
        self.x = 0;
        self.y = self.y.saturating_add(rows);
    }

    fn jump(&mut self, right: usize, down: usize) -> Result<(), String> {
        let (x, y) = (self.x.saturating_add(right), self.y.saturating_add(down));
        if x > self.width || y >= self.rows {
            return Err(format!("a jump to column {x} of row {y}, out of the picture"));
        }
        (self.x, self.y) = (x, y);
        Ok(())
    }
}
