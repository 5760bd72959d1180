//! Values at known offsets, read and verified without creating objects.
//!
//! A [`FlatPart`](part::FlatPart) is a run of bytes whose fields are at constant offsets: a list item, or
//! the head, body or tail of a frame. It is compiled from the fields of a type. Bytes that satisfy
//! all rules of a part are also valid for the machine; all other bytes are read by the machine, so
//! that faults come from one place.

pub(crate) mod build;
pub(crate) mod column;
pub(crate) mod encode;
pub(crate) mod expr;
pub(crate) mod guard;
pub(crate) mod json;
mod labels;
pub(crate) mod leaf;
pub(crate) mod list;
mod nested;
pub(crate) mod number;
pub(crate) mod part;
pub(crate) mod rule;

use crate::model::TypeId;

/// Step of a path: a slot of a type.
pub(crate) type Step = (TypeId, usize);

/// Maximum nesting depth of types.
const MAX_DEPTH: usize = 16;
