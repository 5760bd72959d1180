//! Where a file can be damaged: the fields of its tree that have bytes of their own.

use bytescope_inspect::{BufferId, Bytes, Limits, Node, Span, Value, Verified};
use bytescope_ksy::Random;

/// A field that stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) holds: Holds,
}

/// What a field holds, as far as it matters for damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Number,
    Checksum,
    Other,
}

/// Fields that are looked at.
const MOST: usize = 20_000;

/// The fields of a file without parts, in file order, with those of some rows of tables.
pub(super) fn of(tree: &Node, bytes: Bytes<'_>, limits: Limits, random: &mut Random) -> Vec<Spot> {
    let mut found = Vec::new();
    tree.walk(&mut |path, node| {
        if found.len() >= MOST {
            return;
        }
        add(path.to_string(), node, &mut found);
        if let Value::Table(rows) = &node.value
            && !rows.is_total()
        {
            let index = random.below(rows.count());
            let row = rows.get(bytes.buffer(rows.buffer()), index, limits);
            let above = format!("{path}[{index}]");
            row.iter().for_each(|row| {
                row.walk(&mut |path, node| add(format!("{above}.{path}"), node, &mut found));
            });
        }
    });
    found
}

fn add(path: String, node: &Node, found: &mut Vec<Spot>) {
    let leaf = node.children.is_empty() && !matches!(node.value, Value::Table(_));
    // Parts of a word stand within the word.
    let part = node.extra.as_ref().is_some_and(|extra| extra.bits.is_some());
    let own = node.span.buffer == BufferId::SOURCE && !node.span.is_empty();
    if !own || !leaf || part || node.is_filler() {
        return;
    }
    let verified = node.extra.as_ref().and_then(|extra| extra.verified);
    let holds = match (&node.value, verified) {
        (_, Some(Verified::Checksum(_))) => Holds::Checksum,
        (value, _) if value.as_int().is_some() => Holds::Number,
        _ => Holds::Other,
    };
    found.push(Spot { path, span: node.span, holds });
}
