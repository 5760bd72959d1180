//! Values as human-readable text.

use super::JsonContext;
use crate::table::digits::{decimal, hex};
use bytescope_inspect::{Label, Node, Quantity, Value, escape};
use std::fmt::{self, Display, Write as _};

/// Maximum size in bytes of binary data that is shown as text if all bytes are printable.
const MAX_READABLE: usize = 32;

/// Appends a short description of a node's value; `bytes` are the bytes of the node.
pub(crate) fn describe(to: &mut Vec<u8>, node: &Node, bytes: &[u8]) {
    let start = to.len();
    let (meta, extra) = (&*node.meta, node.extra.as_deref());
    match &node.value {
        Value::Group if node.children.is_empty() && node.fault().is_some() => {}
        Value::Group => push(to, extra.and_then(|e| e.variant).unwrap_or_default()),
        Value::List => count(to, node.num_items().unwrap_or(0), "item"),
        Value::Table(rows) => {
            let noun = if rows.stride().is_some() { "record" } else { "item" };
            count(to, rows.count(), noun);
            if let Some(stride) = rows.stride() {
                push(to, " of ");
                count(to, stride, "byte");
            }
        }
        Value::Bytes if meta.ty == "constant" => {
            to.push(b'"');
            to.extend(bytes.escape_ascii());
            to.push(b'"');
        }
        Value::Bytes => describe_bytes(to, bytes),
        Value::UInt(v) if meta.hex => prefixed(to, *v),
        Value::UInt(v) if meta.unit == "bytes" => return count(to, *v, "byte"),
        Value::UInt(v) => decimal(to, *v),
        // A negative number is shown as its 64-bit two's complement.
        Value::Int(v) if meta.hex => prefixed(to, v.cast_unsigned()),
        Value::Int(v) => integer(to, *v),
        Value::Label(label) => labeled(to, label, meta.hex),
        Value::Text(text) => shortened(to, text),
        other => push_display(to, other),
    }
    if let Some(target) = extra.and_then(|e| e.target.as_deref()) {
        let number = to.split_off(start);
        shortened(to, target);
        push(to, " (");
        to.extend_from_slice(&number);
        to.push(b')');
    }
    if !meta.unit.is_empty() && to.len() > start {
        to.push(b' ');
        push(to, &meta.unit);
    }
    if let Some(mapped) = extra.and_then(|e| e.mapped.as_deref()) {
        push(to, " → ");
        push(to, mapped);
    }
}

/// Returns the summary of a structure.
pub(crate) fn summary_of(node: &Node, context: JsonContext<'_>) -> Option<String> {
    node.summary(context.bytes, context.limits)
}

/// Returns the names of the flags that are set, without their common prefix; fields of several bits
/// with their value. `None` if the node has no flags.
pub(crate) fn set_flags(node: &Node) -> Option<String> {
    let bits = |child: &Node| child.extra.as_ref().and_then(|extra| extra.bits);
    let is_flag_set = is_flag_set(node);
    let flags = || node.children.iter().filter(|child| is_flag_set || bits(child).is_some());
    flags().next()?;
    let names: Vec<_> = flags().map(|child| &*child.meta.name).collect();
    let prefix = common_prefix(&names);
    let is_set = |child: &&Node| child.as_int() != Some(0) && child.value != Value::Bool(false);
    let set = flags().filter(is_set).map(|child| {
        let name = child.meta.name.get(prefix..).unwrap_or(&child.meta.name);
        match (&child.value, bits(child)) {
            (Value::Bool(_), _) => name.to_owned(),
            (_, Some((lo, hi))) if hi.saturating_sub(lo) == 1 => name.to_owned(),
            (Value::Label(label), _) => format!("{name}={}", label.name),
            (value, _) => format!("{name}={value}"),
        }
    });
    Some(set.collect::<Vec<_>>().join(", "))
}

/// True for a structure that consists of flags only.
pub(crate) fn is_flag_set(node: &Node) -> bool {
    let mut children = node.children.iter().filter(|child| child.index.is_none());
    matches!(node.value, Value::Group)
        && node.children.len() > 1
        && children.all(|child| {
            matches!(child.value, Value::Bool(_))
                || child.span.bit_len < 8 && child.as_int().is_some()
        })
        && node.children.iter().any(|child| matches!(child.value, Value::Bool(_)))
}

/// Returns the length of the prefix up to an underscore that all names share.
pub(crate) fn common_prefix(names: &[&str]) -> usize {
    let Some(first) = names.first() else { return 0 };
    let end = first.find('_').map_or(0, |at| at.saturating_add(1));
    let prefix = first.get(..end).unwrap_or_default();
    let shared = |name: &&str| name.len() > end && name.starts_with(prefix);
    if names.len() > 1 && names.iter().all(shared) { end } else { 0 }
}

/// Appends a count with its noun: `1 byte`, `2 bytes`.
pub(crate) fn count(to: &mut Vec<u8>, n: u64, what: &str) {
    push_display(to, Quantity::new(n, what));
}

/// Returns a count with its noun: `1 byte`, `2,048 bytes`.
pub fn counted(n: u64, what: &str) -> String {
    Quantity::new(n, what).to_string()
}

/// Appends text with control characters escaped. All text of a view is appended by this function
/// or [`push_display`], whether it is constant or from a file.
#[inline]
pub(crate) fn push(to: &mut Vec<u8>, text: &str) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'"' | b'$'..=b'~')) {
        return to.extend_from_slice(text.as_bytes());
    }
    to.extend_from_slice(escape(text).as_bytes());
}

/// Appends a value in its `Display` format.
pub(crate) fn push_display(to: &mut Vec<u8>, value: impl Display) {
    /// Destination of formatted text.
    struct Escaping<'t>(&'t mut Vec<u8>);

    impl fmt::Write for Escaping<'_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            push(self.0, text);
            Ok(())
        }
    }

    // Writing to memory cannot fail.
    let _ = write!(Escaping(to), "{value}");
}

fn prefixed(to: &mut Vec<u8>, value: u64) {
    push(to, "0x");
    hex(to, value, 0);
}

fn integer(to: &mut Vec<u8>, value: i64) {
    if value < 0 {
        to.push(b'-');
    }
    decimal(to, value.unsigned_abs());
}

/// Appends a name, followed by its number in parentheses.
fn labeled(to: &mut Vec<u8>, label: &Label, in_hex: bool) {
    push(to, &label.name);
    push(to, " (");
    match u64::try_from(label.raw) {
        Ok(raw) if in_hex => prefixed(to, raw),
        Ok(raw) => decimal(to, raw),
        Err(_) if in_hex => push_display(to, format_args!("{:#x}", label.raw)),
        Err(_) => push_display(to, label.raw),
    }
    to.push(b')');
}

/// Appends text in quotes, with control characters escaped.
fn quoted(to: &mut Vec<u8>, text: &str) {
    let plain = |b: u8| matches!(b, b' '..=b'~') && !matches!(b, b'"' | b'\\' | b'#');
    if !text.bytes().all(plain) {
        return push_display(to, format_args!("{text:?}"));
    }
    to.push(b'"');
    push(to, text);
    to.push(b'"');
}

/// Appends text in quotes; long text is truncated.
fn shortened(to: &mut Vec<u8>, text: &str) {
    const MAX_CHARS: usize = 200;
    let end = if text.len() > MAX_CHARS { text.char_indices().nth(MAX_CHARS) } else { None };
    let Some((end, _)) = end else { return quoted(to, text) };
    quoted(to, text.get(..end).unwrap_or_default());
    push(to, "… ");
    count(to, text.len() as u64, "byte");
}

fn describe_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    let printable = |b: &u8| matches!(b, b' '..=b'~');
    let readable = (1..=MAX_READABLE).contains(&bytes.len()) && bytes.iter().all(printable);
    if readable && let Ok(text) = str::from_utf8(bytes) {
        return quoted(to, text);
    }
    count(to, bytes.len() as u64, "byte");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut to = Vec::new();
        write(&mut to);
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(written(|to| count(to, 1, "byte")), "1 byte");
        assert_eq!(written(|to| count(to, 20_000, "byte")), "20,000 bytes");
    }

    #[test]
    fn text_is_quoted_as_in_rust() {
        for text in ["", "plain ~", "a\"b", "a\\b", "it's", "tab\t", "é", "\u{7f}", "\u{301}"] {
            assert_eq!(written(|to| quoted(to, text)), format!("{text:?}"));
        }
    }

    #[test]
    fn long_text_is_truncated_between_characters() {
        assert_eq!(written(|to| shortened(to, &"é".repeat(200))), format!("{:?}", "é".repeat(200)));
        let truncated = format!("{:?}… 402 bytes", "é".repeat(200));
        assert_eq!(written(|to| shortened(to, &"é".repeat(201))), truncated);
    }

    #[test]
    fn negative_numbers_are_shown() {
        let node = |value, hex| {
            let meta = bytescope_inspect::Meta { hex, ..Default::default() };
            let meta = bytescope_inspect::MetaRef::Shared(meta.into());
            Node { meta, value, ..Node::default() }
        };
        let described = |value, hex| written(|to| describe(to, &node(value, hex), &[]));
        assert_eq!(described(Value::Int(i64::MIN), false), i64::MIN.to_string());
        assert_eq!(described(Value::Int(-2), true), format!("{:#x}", -2_i64));
        assert_eq!(described(Label::new(-3, "LOW", "").into(), false), "LOW (-3)");
        let bits = format!("LOW ({:#x})", -3_i128);
        assert_eq!(described(Label::new(-3, "LOW", "").into(), true), bits);
    }
}
