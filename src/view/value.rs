//! A value in words, for people.

use bytescope_inspect::{Node, Value};
use std::fmt::Write;

/// Bytes that are shown as text when they read as text.
const READABLE: usize = 32;

/// What a node holds, in a few words; `bytes` are those it stands on.
pub(crate) fn describe(node: &Node, bytes: &[u8]) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = match &node.value {
        Value::Group if node.children.is_empty() && node.fault().is_some() => Ok(()),
        Value::Group => {
            text.push_str(node.extra.as_ref().and_then(|e| e.variant).unwrap_or_default());
            Ok(())
        }
        Value::List => write!(text, "{}", count(items(node), "item")),
        Value::Table(rows) => {
            let size = count(rows.stride(), "byte");
            write!(text, "{} of {size}", count(rows.count(), "record"))
        }
        Value::Bytes if node.meta.ty == "constant" => write!(text, "\"{}\"", bytes.escape_ascii()),
        Value::Bytes => bytes_in_words(&mut text, bytes),
        Value::UInt(v) if node.meta.hex => write!(text, "{v:#x}"),
        Value::Int(v) if node.meta.hex => write!(text, "{v:#x}"),
        Value::Label(label) if node.meta.hex => write!(text, "{} ({:#x})", label.name, label.raw),
        Value::Text(t) => {
            text.push_str(&quoted(t));
            Ok(())
        }
        other => write!(text, "{other}"),
    };
    if !node.meta.unit.is_empty() && !text.is_empty() {
        let one = node.as_int() == Some(1) && node.meta.unit == "bytes";
        let _ = write!(text, " {}", if one { "byte" } else { &node.meta.unit });
    }
    if let Some(mapped) = node.extra.as_ref().and_then(|e| e.mapped.as_deref()) {
        let _ = write!(text, " → {mapped}");
    }
    text
}

/// The number of items of a list, without the fillers between them.
pub(crate) fn items(node: &Node) -> u64 {
    node.children.iter().filter(|c| c.index.is_some()).count() as u64
}

/// `1 byte`, `2 bytes`.
pub(crate) fn count(n: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A number with its digits in groups of three.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Text in quotes, shortened, with control characters escaped.
fn quoted(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        None => format!("{text:?}"),
        Some((cut, _)) => {
            format!(
                "{:?}… {}",
                text.get(..cut).unwrap_or_default(),
                count(text.len() as u64, "byte")
            )
        }
    }
}

fn bytes_in_words(text: &mut String, bytes: &[u8]) -> std::fmt::Result {
    let printable = |b: &u8| (0x20..0x7f).contains(b);
    if !bytes.is_empty() && bytes.len() <= READABLE && bytes.iter().all(printable) {
        return write!(text, "{:?}", String::from_utf8_lossy(bytes));
    }
    write!(text, "{}", count(bytes.len() as u64, "byte"))
}

#[cfg(test)]
mod tests {
    use super::{count, grouped};

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(1234), "1234");
        assert_eq!(grouped(1_234_567), "1 234 567");
        assert_eq!(grouped(100_000), "100 000");
        assert_eq!(count(1, "byte"), "1 byte");
    }
}
