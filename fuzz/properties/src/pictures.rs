//! Decoded images and their previews.

use crate::split_format_line;
use bytescope::view::Preview;
use bytescope::view::preview::Colors;

/// An image decoded from any bytes has the pixels of its size, and its preview fits the terminal.
/// The first line of the input names the format.
pub fn pictures(data: &[u8]) {
    let Some((format, data)) = split_format_line(data) else { return };
    let Some(Ok(picture)) = format.picture.map(|read| read(data)) else { return };
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    assert_eq!(picture.rgba.len() as u64, pixels * 4, "{}x{}", picture.width, picture.height);
    for (columns, colors) in [(80, Colors::True), (3, Colors::Numbered), (0, Colors::True)] {
        let mut text = Vec::new();
        Preview { picture: &picture, columns, colors }.write(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.lines().count() <= 20, "{} lines", text.lines().count());
        let width = text.lines().map(|line| line.matches('▀').count()).max().unwrap_or(0);
        assert!(width <= columns.min(40), "{width} of {columns} columns");
        assert_eq!(text.is_empty(), pixels == 0 || columns == 0);
    }
}
