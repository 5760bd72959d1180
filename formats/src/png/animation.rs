//! Animation (11.3.6): what was APNG before the third edition.

use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, labels, to_end};

/// Animation control (11.3.6.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct AnimationControl {
    /// Number of frames
    #[inspect(check(num_frames != 0, "zero is not allowed (11.3.6.1)"))]
    pub num_frames: u32,
    /// How often the animation is played; 0 for ever
    pub num_plays: u32,
}

/// Frame control (11.3.6.2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct FrameControl {
    /// Place among all frame chunks, from 0
    pub sequence_number: u32,
    /// Width of the frame
    #[inspect(unit = "px", check(width != 0, "zero is not allowed (11.3.6.2)"))]
    pub width: u32,
    /// Height of the frame
    #[inspect(unit = "px", check(height != 0, "zero is not allowed (11.3.6.2)"))]
    pub height: u32,
    /// Where the frame's left edge is
    #[inspect(unit = "px")]
    pub x_offset: u32,
    /// Where the frame's top edge is
    #[inspect(unit = "px")]
    pub y_offset: u32,
    /// How long the frame is shown: the part above the line
    pub delay_num: u16,
    /// The part below the line, in seconds; 0 means 100
    #[inspect(note = delay(delay_num, delay_den))]
    pub delay_den: u16,
    /// What becomes of the frame's area afterwards
    #[inspect(check(dispose_op.name().is_some(), "must be 0, 1 or 2"))]
    pub dispose_op: DisposeOp,
    /// How the frame is drawn over what is there
    #[inspect(check(blend_op.name().is_some(), "must be 0 or 1"))]
    pub blend_op: BlendOp,
}

/// How long a frame is shown.
fn delay(above: u16, below: u16) -> String {
    let below = if below == 0 { 100.0 } else { f64::from(below) };
    format!("{} s", (f64::from(above) / below * 1e6).round() / 1e6)
}

labels! {
    /// What becomes of a frame's area
    pub struct DisposeOp(u8) {
        /// It is left as it is
        NONE = 0,
        /// It becomes transparent black
        BACKGROUND = 1,
        /// It becomes what it was before
        PREVIOUS = 2,
    }
}

labels! {
    /// How a frame is drawn
    pub struct BlendOp(u8) {
        /// It replaces what is there
        SOURCE = 0,
        /// It is laid over what is there
        OVER = 1,
    }
}

/// Frame data (11.3.6.3): a part of one zlib stream a frame
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct FrameData {
    /// Place among all frame chunks
    pub sequence_number: u32,
    /// Image data
    #[br(parse_with = to_end)]
    pub frame_data: Blob,
}
