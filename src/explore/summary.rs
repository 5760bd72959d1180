//! One-line descriptions of list items.

use crate::Document;
use crate::view::{StyledText, leaf_texts, style};
use bytescope_inspect::{Node, Value};

/// Returns the description of an item on its line: its declared summary or, if the item is folded,
/// its first fields.
pub(super) fn item_summary(doc: &Document, node: &Node, is_unfolded: bool) -> Vec<StyledText> {
    if let Some(summary) = doc.item_summary(node).filter(|summary| !summary.is_empty()) {
        return vec![StyledText::new(style::VALUE, &summary)];
    }
    let is_item = node.index.is_some() && matches!(node.value, Value::Group);
    if is_item && !is_unfolded { leaf_texts(node, &doc.context()) } else { Vec::new() }
}
