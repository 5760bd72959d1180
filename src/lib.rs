//! bytescope shows, checks and decodes binary data from declarative schemas.
//!
//! The field trees come from [`inspect`], the schemas from
//! [`formats`]; this crate adds what looks at them: [`view`]s, [`path`]s into
//! a tree, hex [`dump`]s, and the commands of the program `bytescope`.

#![warn(clippy::indexing_slicing)]

mod blobs;
mod blocks;
pub mod cli;
mod cmd;
mod digits;
pub mod dump;
pub mod framing;
pub mod generate;
mod input;
pub mod layout;
pub mod logs;
mod number;
mod output;
pub mod patch;
pub mod path;
mod spec;
pub mod table;
pub mod view;

pub use bytescope_formats as formats;
pub use bytescope_frames as frames;
pub use bytescope_inspect as inspect;
pub use cmd::run;
