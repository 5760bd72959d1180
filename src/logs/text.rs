//! Text in log definitions.

/// Returns NUL-padded printable ASCII text, or `None` if the bytes are anything else.
pub(super) fn text(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (text, rest) = bytes.split_at_checked(end)?;
    let is_text = text.iter().all(|byte| matches!(byte, b' '..=b'~'));
    (is_text && rest.iter().all(|byte| *byte == 0)).then(|| std::str::from_utf8(text).ok())?
}

/// True if `text` is a valid name of a field or message type.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.".contains(&byte))
}
