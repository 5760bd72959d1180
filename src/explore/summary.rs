//! One-line descriptions of list items.

use crate::Document;
use crate::view::{StyledText, leaf_texts, style};
use bytescope_inspect::{Node, Value};

/// Returns the description of an item on its line; `None` if the node is not an item with fields.
pub(super) fn item_summary(doc: &Document, node: &Node) -> Option<Vec<StyledText>> {
    if let Some(summary) = doc.item_summary(node).filter(|summary| !summary.is_empty()) {
        return Some(vec![StyledText::new(style::VALUE, &summary)]);
    }
    let is_item = node.index.is_some() && matches!(node.value, Value::Group);
    is_item.then(|| leaf_texts(node, &doc.context()))
}
