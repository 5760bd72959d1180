//! Values and remarks as styled text, for views that are not lines of text.

use super::json::JsonContext;
use super::remarks::{fault_text, remarks};
use super::style;
use super::value::{describe, push};
use anstyle::Style;
use bytescope_inspect::{Node, Value};

/// Text in one style, without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledText {
    /// Style of the text.
    pub style: Style,
    /// The text.
    pub text: String,
}

impl StyledText {
    /// Creates text; control characters are escaped.
    pub fn new(style: Style, text: &str) -> Self {
        Self::written(style, |to| push(to, text))
    }

    /// Creates text that `write` appends, which is escaped already.
    fn written(style: Style, write: impl FnOnce(&mut Vec<u8>)) -> Self {
        let mut text = Vec::new();
        write(&mut text);
        let text = String::from_utf8(text);
        Self { style, text: text.unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into()) }
    }
}

/// Returns the value of a node; empty for a structure.
///
/// ```
/// use bytescope::{Document, view};
///
/// let doc = Document::open("samples/png/rgba.png")?;
/// let (_, width) = &doc.select(&"chunks[0].data.width".parse()?)[0];
/// assert_eq!(view::value_text(width, &doc.context()).text, "4 px");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn value_text(node: &Node, context: &JsonContext<'_>) -> StyledText {
    let style = match node.value {
        Value::Label(_) => style::LABEL,
        Value::Group | Value::List | Value::Table(_) | Value::Bytes => style::DIM,
        _ => style::VALUE,
    };
    StyledText::written(style, |to| describe(to, node, context.bytes.of(node.content())))
}

/// Returns the remarks on the value of a node: bits, note, verification and fault.
pub fn remark_texts(node: &Node, context: &JsonContext<'_>) -> Vec<StyledText> {
    let mut found: Vec<StyledText> =
        remarks(node).into_iter().map(|(style, text)| StyledText { style, text }).collect();
    if let Some(fault) = node.fault() {
        let text = fault_text(node, fault, *context, None);
        found.push(StyledText { style: style::FAULT, text });
    }
    found
}

/// Maximum number of fields of a [`leaf_texts`].
const MAX_LEAVES: usize = 64;

/// Returns the names and values of the first fields below a node, separated by commas: the text of a
/// table row.
pub fn leaf_texts(node: &Node, context: &JsonContext<'_>) -> Vec<StyledText> {
    let mut found = Vec::new();
    let mut left = MAX_LEAVES;
    leaves(node, context, &mut left, &mut found);
    found
}

fn leaves(node: &Node, context: &JsonContext<'_>, left: &mut usize, found: &mut Vec<StyledText>) {
    for child in &node.children {
        if *left == 0 {
            return;
        }
        if !child.children.is_empty() && child.value.is_container() {
            leaves(child, context, left, found);
            continue;
        }
        *left = left.saturating_sub(1);
        if !found.is_empty() {
            found.push(StyledText::new(style::VALUE, ", "));
        }
        if !child.meta.name.is_empty() {
            found.push(StyledText::new(style::NAME, &child.meta.name));
            found.push(StyledText::new(style::VALUE, " "));
        }
        found.push(value_text(child, context));
        if let Some(fault) = child.fault() {
            found.push(StyledText::new(style::FAULT, &format!(" ✗ {fault}")));
        }
    }
}
