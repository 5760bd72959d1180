//! Animation (11.3.6), formerly the APNG extension.

use super::rows::{INTEGER, is_integer};
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, labels, to_end};

/// Animation control (11.3.6.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "animation of {num_frames} frames")]
pub struct AnimationControl {
    /// Number of frames
    #[inspect(check(is_integer(num_frames), INTEGER))]
    pub num_frames: u32,
    /// Number of times to play the animation; 0 for infinite
    #[inspect(check(is_integer(num_plays), INTEGER))]
    pub num_plays: u32,
}

/// Frame control (11.3.6.2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "{width}×{height} at {x_offset}, {y_offset}")]
pub struct FrameControl {
    /// Sequence number, from 0
    pub sequence_number: u32,
    /// Width of the frame
    #[inspect(unit = "px", check(width != 0, "must not be 0 (11.3.6.2)"), check(is_integer(width), INTEGER))]
    pub width: u32,
    /// Height of the frame
    #[inspect(unit = "px", check(height != 0, "must not be 0 (11.3.6.2)"), check(is_integer(height), INTEGER))]
    pub height: u32,
    /// X position of the frame
    #[inspect(unit = "px", check(is_integer(x_offset), INTEGER))]
    pub x_offset: u32,
    /// Y position of the frame
    #[inspect(unit = "px", check(is_integer(y_offset), INTEGER))]
    pub y_offset: u32,
    /// Frame delay in seconds, numerator
    pub delay_num: u16,
    /// Frame delay in seconds, denominator; 0 means 100
    #[inspect(note = delay(delay_num, delay_den))]
    pub delay_den: u16,
    /// Disposal method
    #[inspect(check(dispose_op.name().is_some(), "must be 0, 1 or 2"))]
    pub dispose_op: DisposeOp,
    /// Blend operation
    #[inspect(check(blend_op.name().is_some(), "must be 0 or 1"))]
    pub blend_op: BlendOp,
}

/// Formats the frame delay.
fn delay(num: u16, den: u16) -> String {
    let den = if den == 0 { 100.0 } else { f64::from(den) };
    format!("{} s", (f64::from(num) / den * 1e6).round() / 1e6)
}

labels! {
    /// Disposal method
    pub struct DisposeOp(u8) {
        /// No disposal
        NONE = 0,
        /// Clear to transparent black
        BACKGROUND = 1,
        /// Revert to previous contents
        PREVIOUS = 2,
    }
}

labels! {
    /// Blend operation
    pub struct BlendOp(u8) {
        /// Overwrite the output buffer
        SOURCE = 0,
        /// Alpha-blend onto the output buffer
        OVER = 1,
    }
}

/// Frame data (11.3.6.3): part of the zlib stream of a frame
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct FrameData {
    /// Sequence number
    pub sequence_number: u32,
    /// Frame data
    #[br(parse_with = to_end)]
    pub frame_data: Blob,
}
