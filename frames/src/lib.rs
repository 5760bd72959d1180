//! Finds and verifies frames in noisy byte streams, and accounts for every byte.
//!
//! A [`FrameSchema`] recognizes a frame at the start of a byte sequence. A [`Finder`] applies one
//! or more schemas at every offset where a frame may start. A [`Scanner`] runs a finder over input
//! that arrives in chunks; a [`ParallelScan`] runs a finder on several threads over random-access
//! input.
//!
//! The results are [`Event`]s that cover every byte exactly once:
//!
//! | event | bytes |
//! |---|---|
//! | valid frame | the whole frame |
//! | unverified frame | the whole frame |
//! | rejected candidate | the first byte of the candidate |
//! | skipped | all other bytes: no frame starts at any of them |
//!
//! The valid, unverified, rejected and skipped bytes therefore add up to the size of the input (see
//! [`Tally`]), and a candidate with an invalid length never hides a valid frame after it.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod confirm;
mod declared;
mod event;
mod finder;
mod near;
mod parallel;
mod reader;
mod scanner;
mod schema;
mod seam;
mod search;
pub mod stuffing;
mod tally;

pub use bytescope_inspect::checksum;
pub use declared::DeclaredFrames;
pub use event::{Event, FrameRun, FrameSpan, Reason, RejectKind, Rejected};
pub use finder::{Finder, SchemaError};
pub use near::{ChecksumMiss, FieldMiss, NearMisses, RuleMiss};
pub use parallel::{ParallelScan, ReadAt, Segment};
pub use reader::{Frame, FrameReader, TypedFrames};
pub use scanner::Scanner;
pub use schema::{
    ChecksumMismatch, FrameSchema, Identity, Pattern, Proof, SequenceRule, Start, Verdict,
};
pub use tally::{Count, Tally};

/// Tests the example in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
