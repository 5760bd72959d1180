//! Image previews in a terminal: half-block characters, each with the colors of two pixels.

use anstyle::{Ansi256Color, Color, RgbColor, Style};
use bytescope_formats::Picture;
use std::io::{self, Write};

/// An image, scaled down to fit a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Preview<'p> {
    /// Image to show.
    pub picture: &'p Picture,
    /// Width of the terminal in columns.
    pub columns: usize,
    /// Color support of the terminal.
    pub colors: Colors,
}

/// Color support of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// 24-bit colors.
    True,
    /// Color cube and grayscale of the 256-color palette.
    Numbered,
}

impl Colors {
    /// Determines the color support from the value of `COLORTERM`.
    pub fn of(colorterm: &str) -> Self {
        match colorterm {
            "truecolor" | "24bit" => Self::True,
            _ => Self::Numbered,
        }
    }

    fn nearest(self, rgb: [u8; 3]) -> Color {
        let [red, green, blue] = rgb;
        match self {
            Self::True => RgbColor(red, green, blue).into(),
            Self::Numbered => Ansi256Color(palette_index(rgb)).into(),
        }
    }
}

/// Maximum width of a preview in character cells.
const MAX_COLUMNS: u32 = 40;
/// Maximum height of a preview in character cells.
const MAX_LINES: u32 = 20;

/// Grays of the checkerboard under transparent pixels.
const BACKDROP: [u8; 2] = [0x66, 0x99];
/// Size of a checkerboard square in pixels of the preview.
const SQUARE_SIZE: u32 = 4;

impl Preview<'_> {
    /// Writes the preview; an image without pixels has no lines.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (width, height) = self.size();
        for y in (0..height).step_by(2) {
            let mut shown = Style::new();
            for x in 0..width {
                let color = |y| Some(self.colors.nearest(self.pixel(x, y, width, height)));
                let lower = (y + 1 < height).then(|| color(y + 1)).flatten();
                let style = Style::new().fg_color(color(y)).bg_color(lower);
                if style != shown {
                    write!(out, "{style}")?;
                    shown = style;
                }
                out.write_all("▀".as_bytes())?;
            }
            writeln!(out, "{shown:#}")?;
        }
        Ok(())
    }

    /// Returns the width and height of the preview in pixels: those of the image, or smaller with
    /// the same aspect ratio.
    fn size(&self) -> (u32, u32) {
        let Picture { width, height, .. } = *self.picture;
        let columns = u32::try_from(self.columns).unwrap_or(u32::MAX).min(MAX_COLUMNS);
        let (max_x, max_y) = (u64::from(columns), u64::from(MAX_LINES * 2));
        let (w, h) = (u64::from(width), u64::from(height));
        if w == 0 || h == 0 || columns == 0 {
            return (0, 0);
        }
        if w <= max_x && h <= max_y {
            return (width, height);
        }
        let (x, y) = match w * max_y >= h * max_x {
            true => (max_x, (h * max_x / w).max(1)),
            false => ((w * max_y / h).max(1), max_y),
        };
        (u32::try_from(x).unwrap_or(MAX_COLUMNS), u32::try_from(y).unwrap_or(MAX_LINES * 2))
    }

    /// Returns the color of a preview pixel: the mean color of the image pixels that it covers,
    /// blended over the backdrop.
    fn pixel(&self, x: u32, y: u32, width: u32, height: u32) -> [u8; 3] {
        let (from_x, to_x) = covered_range(x, width, self.picture.width);
        let (from_y, to_y) = covered_range(y, height, self.picture.height);
        let row = self.picture.width as usize * 4;
        let (mut sums, mut opacity, mut count) = ([0_u64; 3], 0, 0);
        for line in from_y..to_y {
            let start = line * row;
            let pixels = self.picture.rgba.get(start + from_x * 4..start + to_x * 4);
            for pixel in pixels.unwrap_or_default().chunks_exact(4) {
                let [red, green, blue, alpha] = *pixel else { continue };
                let alpha = u64::from(alpha);
                for (sum, color) in sums.iter_mut().zip([red, green, blue]) {
                    *sum += u64::from(color) * alpha;
                }
                opacity += alpha;
                count += 255;
            }
        }
        let square = (x / SQUARE_SIZE + y / SQUARE_SIZE) % 2;
        let gray = u64::from(if square == 0 { BACKDROP[0] } else { BACKDROP[1] });
        sums.map(|sum| {
            let mean = (sum + gray * (count - opacity) + count / 2).checked_div(count);
            u8::try_from(mean.unwrap_or(gray)).unwrap_or(u8::MAX)
        })
    }
}

/// Returns the range of image pixels that preview pixel `index` covers, for an image of `image_size`
/// and a preview of `preview_size` pixels in the same direction.
fn covered_range(index: u32, preview_size: u32, image_size: u32) -> (usize, usize) {
    let edge =
        |index: u32| u64::from(index) * u64::from(image_size) / u64::from(preview_size.max(1));
    (edge(index) as usize, edge(index + 1) as usize)
}

/// Returns the nearest palette index in the color cube (16 to 231) and the grays (232 to 255).
fn palette_index(rgb: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |other: [u8; 3]| -> u32 {
        other.iter().zip(rgb).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let steps = rgb.map(|value| {
        let step = (0_u8..).zip(STEPS).min_by_key(|(_, step)| step.abs_diff(value));
        step.unwrap_or_default()
    });
    let cube = (steps.map(|step| step.1), steps.into_iter().fold(0, |n, (i, _)| n * 6 + i) + 16);
    let grays = (232..=255_u8).map(|number| ([8 + 10 * (number - 232); 3], number));
    let nearest = std::iter::once(cube).chain(grays).min_by_key(|(color, _)| distance(*color));
    nearest.map_or(16, |(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(width: u32, height: u32, rgba: Vec<u8>, colors: Colors) -> String {
        let picture = Picture { width, height, rgba };
        let mut out = Vec::new();
        Preview { picture: &picture, columns: 80, colors }.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_cell_shows_two_pixels() {
        let rgba = vec![255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255];
        let shown = "\x1b[38;2;255;0;0m\x1b[48;2;0;255;0m▀\x1b[0m\n\x1b[38;2;0;0;255m▀\x1b[0m\n";
        assert_eq!(preview(1, 3, rgba.clone(), Colors::True), shown);
        let shown = "\x1b[38;5;196m\x1b[48;5;46m▀\x1b[0m\n\x1b[38;5;21m▀\x1b[0m\n";
        assert_eq!(preview(1, 3, rgba, Colors::Numbered), shown);
    }

    #[test]
    fn transparent_pixels_show_the_backdrop() {
        let clear = preview(5, 1, vec![0; 20], Colors::True);
        assert_eq!(clear, "\x1b[38;2;102;102;102m▀▀▀▀\x1b[38;2;153;153;153m▀\x1b[0m\n");
        let half = preview(1, 1, vec![255, 255, 255, 128], Colors::True);
        assert_eq!(half, "\x1b[38;2;179;179;179m▀\x1b[0m\n");
    }

    #[test]
    fn large_picture_is_averaged() {
        let rgba = [[0, 0, 0, 255], [255, 255, 255, 255]].concat().repeat(80 * 40);
        let shown = preview(80, 80, rgba, Colors::True);
        assert_eq!(shown.lines().count(), 20);
        assert!(shown.lines().all(|line| line.matches('▀').count() == 40));
        assert_eq!(shown.matches("38;2;128;128;128").count(), 20);
    }

    #[test]
    fn any_aspect_ratio_fits() {
        let size = |width, height, columns| {
            let picture = Picture { width, height, rgba: Vec::new() };
            Preview { picture: &picture, columns, colors: Colors::True }.size()
        };
        assert_eq!(size(4, 3, 80), (4, 3));
        assert_eq!(size(1920, 1080, 80), (40, 22));
        assert_eq!(size(1080, 1920, 80), (22, 40));
        assert_eq!(size(1920, 1080, 10), (10, 5));
        assert_eq!(size(u32::MAX, 1, 80), (40, 1));
        assert_eq!(size(1, u32::MAX, 80), (1, 40));
        assert_eq!(size(0, 5, 80), (0, 0));
        assert_eq!(size(5, 0, 80), (0, 0));
        assert_eq!(size(5, 5, 0), (0, 0));
    }

    #[test]
    fn colors_map_to_the_nearest_index() {
        assert_eq!(palette_index([0, 0, 0]), 16);
        assert_eq!(palette_index([255, 255, 255]), 231);
        assert_eq!(palette_index([128, 128, 128]), 244);
        assert_eq!(palette_index([250, 90, 10]), 202);
    }
}
