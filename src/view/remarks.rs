//! Remarks on values: bits, notes, successful comparisons and faults.

use super::JsonContext;
use super::style;
use super::time::unix_time;
use super::value::set_flags;
use anstyle::Style;
use bytescope_inspect::checksum::display_name;
use bytescope_inspect::{Fault, Limit, Node, Verified, escape};

/// Returns the remarks on a value, except for its fault.
pub(super) fn remarks(node: &Node) -> Vec<(Style, String)> {
    let mut texts = Vec::new();
    if node.note().is_none()
        && let Some(time) = unix_time(node)
    {
        texts.push((style::DIM, format!("— {time}")));
    }
    let extra = node.extra.as_deref();
    if let Some((lo, hi)) = extra.and_then(|extra| extra.bits) {
        let last = hi.saturating_sub(1);
        let bits = if lo == last { format!("bit {lo}") } else { format!("bits {lo}–{last}") };
        texts.push((style::DIM, bits));
    }
    let flags = if node.note().is_none() { set_flags(node) } else { None };
    let note = node.note().or(flags.as_deref()).filter(|note| !note.is_empty());
    if let Some(note) = note {
        texts.push((style::DIM, format!("— {}", escape(note))));
    }
    if let Some(verified) = extra.and_then(|extra| extra.verified) {
        let rule = match verified {
            Verified::Checksum(name) => display_name(name),
            rule => rule.rule().into(),
        };
        texts.push((style::VERIFIED, format!("✓ {rule}")));
    }
    texts
}

/// Returns the text of a node's fault, with its offset if that is not the offset of the node.
pub(super) fn fault_text(
    node: &Node,
    fault: &Fault,
    context: JsonContext<'_>,
    hint: Option<fn(Limit) -> &'static str>,
) -> String {
    let mut text = format!("✗ {fault}");
    if let (Some(limit), Some(hint)) = (fault.limit(), hint) {
        text.push_str(hint(limit));
    }
    if fault.offset != node.span.start() {
        let offset = context.base.saturating_add(fault.offset);
        text.push_str(&format!(" (at {offset:#x})"));
    }
    escape(&text).into_owned()
}
