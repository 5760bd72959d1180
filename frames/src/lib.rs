//! Frames in noisy streams of bytes: found, checked, and every byte accounted for.
//!
//! A [`FrameSchema`] says whether a frame stands at the beginning of some bytes. A [`Finder`] asks
//! one or several of them, at every place where a frame may begin; a [`Scanner`] does so over input
//! that comes in pieces, a [`ParallelScan`] over input that can be read anywhere, on several
//! threads.
//!
//! What is found is reported as [`Event`]s that cover every byte once:
//!
//! | event | bytes |
//! |---|---|
//! | a good frame | all of the frame |
//! | a frame that cannot be verified | all of the frame |
//! | a rejected candidate | one: the byte at which it would begin |
//! | skipped | all others: no frame begins at any of them |
//!
//! So good, unverified, rejected and skipped bytes add up to the input, and a candidate whose
//! length was wrong never takes a good frame behind it along: see [`Tally`].

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod declared;
mod event;
mod finder;
mod parallel;
mod reader;
mod scanner;
mod schema;
mod search;
pub mod stuffing;
mod tally;

pub use bytescope_inspect::checksum;
pub use declared::Declared;
pub use event::{Event, Found, Reason, RejectKind, Rejected, Run};
pub use finder::{Finder, SchemaError};
pub use parallel::{ParallelScan, ReadAt, Segment};
pub use reader::{Frame, FrameReader, TypedFrames};
pub use scanner::Scanner;
pub use schema::{FrameSchema, Pattern, Proof, Start, Verdict};
pub use tally::{Count, Tally};

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
