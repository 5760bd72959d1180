//! Views of field trees as text and JSON, and previews of images, independent of the file format.

mod faults;
mod indent;
pub mod json;
mod line;
mod parts;
pub mod preview;
mod record;
mod remarks;
pub mod style;
pub mod tree;
mod value;

pub use faults::FaultView;
pub use indent::Indented;
pub use json::{FullView, PlainView};
pub use parts::{StyledText, leaf_texts, remark_texts, value_text};
pub use preview::Preview;
pub use record::RecordView;
pub use tree::TreeView;
pub use value::counted;
