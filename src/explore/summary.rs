//! One-line descriptions of files and list items.

use crate::Document;
use crate::view::{StyledText, counted, leaf_texts};
use bytescope_inspect::{Node, Value};

/// Returns the title of a document: its format and size.
pub fn file_summary(doc: &Document) -> String {
    format!("{}, {}", doc.format().title(), counted(doc.bytes().len() as u64, "byte"))
}

/// Returns the description of an item on its line; `None` if it is only shown unfolded.
pub(super) fn item_summary(doc: &Document, node: &Node) -> Option<Vec<StyledText>> {
    let is_item = node.index.is_some() && matches!(node.value, Value::Group);
    is_item.then(|| leaf_texts(node, &doc.context()))
}
