//! Fields that can be damaged: the leaves of a tree that are stored in the file.

use bytescope_inspect::{BufferId, Buffers, Limits, Node, Span, Value, Verified};
use bytescope_ksy::Random;

/// A field that is stored in the file.
#[derive(Clone, Debug)]
pub(super) struct StoredField {
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) class: FieldClass,
}

/// Class of a field, which determines the applicable kinds of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldClass {
    Number,
    Checksum,
    Other,
}

/// Maximum number of fields. The fields of the last table row may exceed it.
const MAX_FIELDS: usize = 20_000;

/// Returns the leaf fields of a file in tree order, including the fields of one random row of each
/// table whose rows can be invalid.
pub(super) fn of(
    tree: &Node,
    bytes: Buffers<'_>,
    limits: Limits,
    random: &mut Random,
) -> Vec<StoredField> {
    let mut found = Vec::new();
    tree.walk(&mut |path, node| {
        if found.len() >= MAX_FIELDS {
            return;
        }
        add(path.to_string(), node, &mut found);
        if let Value::Table(rows) = &node.value
            && !rows.is_total()
        {
            let index = random.below(rows.count());
            let row = rows.get(bytes, index, limits);
            let above = format!("{path}[{index}]");
            row.iter().for_each(|row| {
                row.walk(&mut |path, node| add(format!("{above}.{path}"), node, &mut found));
            });
        }
    });
    found
}

fn add(path: String, node: &Node, found: &mut Vec<StoredField>) {
    let leaf = node.children.is_empty() && !matches!(node.value, Value::Table(_));
    // Bit fields are part of a word, which is a separate field.
    let part = node.extra.as_ref().is_some_and(|extra| extra.bits.is_some());
    let own = node.span.buffer == BufferId::SOURCE && !node.span.is_empty();
    if !own || !leaf || part || node.is_filler() {
        return;
    }
    let verified = node.extra.as_ref().and_then(|extra| extra.verified);
    let class = match (&node.value, verified) {
        (_, Some(Verified::Checksum(_))) => FieldClass::Checksum,
        (value, _) if value.as_int().is_some() => FieldClass::Number,
        _ => FieldClass::Other,
    };
    found.push(StoredField { path, span: node.span, class });
}
