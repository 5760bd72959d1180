//! Details of a field.

use super::Explorer;
use super::position::TreePosition;
use crate::view::{StyledText, remark_texts, value_text};
use bytescope_inspect::{BufferId, Node, Span, Value, escape};

/// Details of a field.
#[derive(Clone, Debug)]
pub struct FieldDetail {
    /// Path; empty for the root.
    pub path: String,
    /// Name or index.
    pub name: String,
    /// Declared type.
    pub type_name: String,
    /// Description of the field; may be empty.
    pub doc: String,
    /// Value.
    pub value: StyledText,
    /// Description of an enum value; may be empty.
    pub label_doc: String,
    /// Bits, note, verification and fault.
    pub remarks: Vec<StyledText>,
    /// Buffer, offset and size.
    pub span: Span,
    /// Span of the value in its buffer.
    pub content: Span,
    /// True if the value is computed and has no bytes.
    pub is_computed: bool,
}

impl Explorer {
    /// Returns the details of a field.
    pub fn detail(&self, position: &TreePosition) -> Option<FieldDetail> {
        let node = self.node(position)?;
        let context = self.doc.context();
        Some(FieldDetail {
            path: self.path(position),
            name: name(&node),
            type_name: escape(&node.meta.ty).into_owned(),
            doc: escape(&node.meta.doc).into_owned(),
            value: value_text(&node, &context),
            label_doc: match &node.value {
                Value::Label(label) => escape(&label.doc).into_owned(),
                _ => String::new(),
            },
            remarks: remark_texts(&node, &context),
            span: node.span,
            content: node.content(),
            is_computed: node.is_out_of_line() && node.span.is_empty(),
        })
    }

    /// Returns the offset of a span: in the file, or in its derived buffer.
    pub fn offset(&self, span: Span) -> u64 {
        self.doc.context().offset(span)
    }

    /// Returns the description of a buffer: the process that it is derived by and the path of its
    /// input; `None` for the file.
    pub fn origin(&self, buffer: BufferId) -> Option<String> {
        let index = usize::try_from(buffer.0).ok()?.checked_sub(1)?;
        let origin = self.doc.buffers().buffers.get(index)?.origin;
        let from = self.position_at(origin.input.buffer, origin.input.start());
        let path = from.map(|from| self.path(&from)).unwrap_or_default();
        Some(format!("{} from {path}", origin.process))
    }
}

fn name(node: &Node) -> String {
    match node.index {
        Some(index) => format!("[{index}]"),
        None => escape(&node.meta.name).into_owned(),
    }
}
