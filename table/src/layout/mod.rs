//! Layouts of fixed-size records, and Python's `struct` format strings, which describe such
//! records.
//!
//! [`StructFormat`] is a format string. [`RecordLayout`] describes a record independently of the
//! kind of schema: a [`Column`] per value, with name, offset, type and byte order.
//!
//! ```
//! use bytescope_table::layout::{StructFormat, StructValue};
//!
//! let format = StructFormat::parse("<hI")?;
//! let bytes = format.pack(&[StructValue::from(-5), StructValue::from(0x10)])?;
//! assert_eq!(bytes, [0xfb, 0xff, 0x10, 0, 0, 0]);
//! assert_eq!(format.unpack(&bytes)?, [StructValue::from(-5), StructValue::from(16)]);
//! # Ok::<(), bytescope_table::layout::LayoutError>(())
//! ```

#![warn(clippy::arithmetic_side_effects)]

mod code;
mod column;
mod error;
mod float;
mod format;
pub(crate) mod half;
mod hexfloat;
mod pack;
mod record;
mod text;
mod unpack;
mod value;

pub use column::{ByteOrder, Column, ColumnType, Labels, RecordLayout};
pub use error::LayoutError;
pub use format::StructFormat;
pub use half::shortest_half;
pub use unpack::IterUnpack;
pub use value::StructValue;
