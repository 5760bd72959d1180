//! Views of field trees as text and JSON, and previews of images, independent of the file format.

mod faults;
mod flat;
mod html;
mod indent;
mod interpretations;
pub mod json;
mod line;
mod location;
mod parts;
pub mod preview;
mod record;
mod remarks;
pub mod style;
mod table;
mod time;
pub mod tree;
pub(crate) mod value;
mod width;

pub use faults::FaultView;
pub use flat::{FlatView, flat_offset};
pub use html::{HtmlOptions, HtmlView};
pub use indent::Indented;
pub use interpretations::InterpretationTable;
pub use json::{FullView, JsonContext, PlainView};
pub use location::LocationView;
pub use parts::{StyledText, leaf_texts, remark_texts, value_text};
pub use preview::Preview;
pub use record::RecordView;
pub use tree::TreeView;
pub use value::counted;
pub use width::wrapped_lines;
