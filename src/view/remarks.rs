//! Remarks on a value: bits, note, verification and fault.

use super::style;
use super::value::{push, push_display};
use crate::table::digits::decimal;
use anstyle::Style;
use bytescope_inspect::checksum::display_name;
use bytescope_inspect::{Extra, Limit, Node, Verified};

/// Receives a remark: its style and the function that appends its text.
type PutRemark<'p> = dyn FnMut(Style, &dyn Fn(&mut Vec<u8>)) + 'p;

/// Passes the remarks on a node in order. `base` is added to offsets; `hint` returns the suffix of a
/// fault that is a reached limit.
pub(super) fn remarks(
    node: &Node,
    extra: &Extra,
    base: u64,
    hint: Option<fn(Limit) -> &'static str>,
    put: &mut PutRemark<'_>,
) {
    if let Some((lo, hi)) = extra.bits {
        put(style::DIM, &|to| {
            let last = hi.saturating_sub(1);
            push(to, if lo == last { "bit " } else { "bits " });
            decimal(to, lo.into());
            if lo != last {
                push(to, "–");
                decimal(to, last.into());
            }
        });
    }
    if let Some(note) = &extra.note {
        put(style::DIM, &|to| {
            push(to, "— ");
            push(to, note);
        });
    }
    if let Some(verified) = extra.verified {
        put(style::VERIFIED, &|to| {
            push(to, "✓ ");
            match verified {
                Verified::Checksum(name) => push(to, &display_name(name)),
                rule => push(to, rule.rule()),
            }
        });
    }
    if let Some(fault) = node.fault() {
        put(style::FAULT, &|to| {
            push_display(to, format_args!("✗ {fault}"));
            if let (Some(limit), Some(hint)) = (fault.limit(), hint) {
                push(to, hint(limit));
            }
            if fault.offset != node.span.start() {
                let offset = base.saturating_add(fault.offset);
                push_display(to, format_args!(" (at {offset:#x})"));
            }
        });
    }
}
