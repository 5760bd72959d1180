//! Remarks on a value: bits, note or flags, and verification.

use super::style;
use super::value::{push, set_flags};
use crate::table::digits::decimal;
use anstyle::Style;
use bytescope_inspect::checksum::display_name;
use bytescope_inspect::{Extra, Node, Verified};

/// Receives a remark: its style and the function that appends its text.
type PutRemark<'p> = dyn FnMut(Style, &dyn Fn(&mut Vec<u8>)) + 'p;

/// Passes the remarks on a node in order, without its fault.
pub(super) fn remarks(node: &Node, extra: &Extra, put: &mut PutRemark<'_>) {
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
    let flags = if extra.note.is_none() { set_flags(node) } else { None };
    let note = extra.note.as_deref().or(flags.as_deref()).filter(|note| !note.is_empty());
    if let Some(note) = note {
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
}
