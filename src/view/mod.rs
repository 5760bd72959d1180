//! Views of field trees as text and JSON, and previews of images, independent of the file format.

mod faults;
mod flat;
mod indent;
pub mod json;
mod line;
pub mod preview;
mod record;
mod remarks;
pub mod style;
mod table;
pub mod tree;
mod value;
mod width;

pub use faults::FaultView;
pub use flat::FlatView;
pub use indent::Indented;
pub use json::{FullView, JsonContext, PlainView};
pub use preview::Preview;
pub use record::RecordView;
pub use tree::TreeView;
pub use value::counted;
