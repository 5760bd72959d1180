//! Views of field trees as text and JSON, and previews of images, independent of the file format.

mod faults;
mod indent;
pub mod json;
mod line;
pub mod preview;
mod record;
pub mod style;
pub mod tree;
mod value;

pub use faults::FaultView;
pub use indent::Indented;
pub use json::{FullView, PlainView};
pub use preview::Preview;
pub use record::RecordView;
pub use tree::TreeView;
pub use value::counted;
