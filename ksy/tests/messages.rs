//! Messages about mistakes in the text of a schema: position, problem and correction.
#![allow(missing_docs, clippy::unwrap_used)]

use bytescope_ksy::{Diagnostic, Schema, SchemaSearch};

/// Returns the diagnostics: line, column, message and help.
fn diagnostics(text: &str) -> Vec<String> {
    let parsed = Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    let report = match parsed {
        Ok(schema) => schema.warnings().clone(),
        Err(report) => report,
    };
    let line = |d: &Diagnostic| {
        let help = d.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}:{}: {}{help}", d.loc.line, d.loc.col, d.message)
    };
    report.diagnostics.iter().map(line).collect()
}

/// Compares the first diagnostic of each text.
fn assert_first(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found = diagnostics(text);
        assert_eq!(found.first().map(String::as_str), Some(*expected), "{text}");
    }
}

const UNCLOSED: &str = "quote `'` is never closed (add a closing `'`)";
const TAB: &str = "tab in the indentation (indent with spaces)";
const COLON: &str = "(a key ends with `: `)";
const ALIKE: &str = "(indent all keys of a mapping and all items of a list alike)";
const QUOTES: &str = "(put quotes around a value that contains `: `)";
const DASH: &str = "missing space after `-` (a list item starts with `- `)";

#[test]
fn tabs() {
    for (text, position) in [
        ("meta:\n  id: t\nseq:\n\t- id: a\n", "4:1"),
        ("meta:\n\tid: t\n", "2:1"),
        ("meta:\n  id: t\nseq:\n  - id: a\n\ttype: u1\n    doc: x\n", "5:1"),
        ("meta:\n  id: t\nseq:\n  - id: a\n  \t  type: u1\n", "5:3"),
        ("meta:\n  id: t\nseq:\n  -\tid: a\n  \ttype: u1\n", "4:4"),
        ("meta:\n  id: t\ndoc: |\n\ttext\n", "4:1"),
    ] {
        assert_first(&[(text, &format!("{position}: {TAB}"))]);
    }
    assert_first(&[("meta:\n  id:\tt\n", "2:6: tab before a value (use a space)")]);
}

#[test]
fn quotes() {
    for (text, position) in [
        ("meta:\n  id: t\n  title: 'One\n  endian: le\nseq: []\n", "3:10"),
        ("meta:\n  id: t\n  title: 'One\nseq: [{id: a, contents: 'x'}]\n", "3:10"),
        ("meta: {id: t, title: 'One}\nseq: []\n", "1:22"),
        ("meta: {id: t}\nseq:\n  - {id: a, size: '1 }\n  - {id: b, size: '2'}\n", "3:19"),
        ("meta: {id: t}\ndoc: 'one\n  two\n", "2:6"),
    ] {
        assert_first(&[(text, &format!("{position}: {UNCLOSED}"))]);
    }
    assert_first(&[
        (
            "meta: {id: t}\nseq: [{id: a, size: 'x == \"y'}]\n",
            "2:27: quote `\"` is never closed (add a closing `\"`)",
        ),
        (
            "meta:\n  id: t\n  title: 'it's one'\n",
            "3:14: unexpected text after the closing quote `'` \
             (write `''` for a quotation mark in the string)",
        ),
        (
            "meta:\n  id: t\n  title: \"a \"b\"\"\n",
            "3:14: unexpected text after the closing quote `\"` \
             (write `\\\"` for a quotation mark in the string)",
        ),
        (
            "meta:\n  id: t\n  title: \"a\n    \\\"\\d\"\n",
            "4:7: unknown escape `\\d` in double quotes \
             (write `\\\\` for a backslash, or use single quotes)",
        ),
    ]);
}

#[test]
fn colons() {
    for (text, position, word) in [
        ("meta:\n  id: t\n  title Log\n  endian: le\n", "3:3", "title"),
        ("meta:\n  id: t\n  endian le\n", "3:3", "endian"),
        ("meta\n  id: t\n", "1:1", "meta"),
        ("meta:\n  id: t\nseq\n  - id: a\n", "3:1", "seq"),
        ("meta:\n  id: t\nseq:\n  - id a\n    type: u1\n", "4:5", "id"),
        ("meta:\n  id: t\nseq:\n  - id: a\n    type u1\n  - id: b\n", "5:5", "type"),
        ("meta:\n  id: t\nseq:\n  - id: a\n    type u1\n\n# end\n", "5:5", "type"),
    ] {
        assert_first(&[(text, &format!("{position}: missing `:` after `{word}` {COLON}"))]);
    }
    assert_first(&[
        (
            "meta: {id: t}\ntypes:\n  one\n    seq: []\n",
            "3:3: missing `:` after `one` \
             (add `:`, or indent the line deeper if it continues the line above)",
        ),
        (
            "meta: {id: t}\nseq:\n  - id: a\n    size: 1 +\n    2\n",
            "5:5: expected a key and `:` (indent the line deeper if it continues the line above)",
        ),
        ("meta:\n  id: t\n  endian:le\n", &format!("3:9: missing space after `endian:` {COLON}")),
        ("meta: {id:t}\n", "1:8: unknown key `id:t` in `meta` (add a space after `:`: `id: t`)"),
        (
            "meta: {id: t}\nseq: [{id: a, type u1}]\n",
            "2:15: unknown key `type u1` in a field of type bytes (add `:` after `type`)",
        ),
        (
            "meta: {id: t}\nseq:\n  - id:a\n",
            "3:5: expected a mapping, found `id:a` (add a space after `:`: `id: a`)",
        ),
    ]);
    assert_first(&[(
        "meta: id: t\n",
        "1:9: unexpected `: ` in a value (put quotes around a value that contains `: `, \
         or start the mapping on a new line)",
    )]);
    for (text, position) in [
        ("meta:\n  id: t\n  title: a: b\n", "3:11"),
        ("meta: {id: t, title: a: b}\n", "1:23"),
        ("meta: {id: t}\nseq:\n  - id: a\n    if: b ? c : d\n", "4:15"),
        ("meta: {id: t}\nseq:\n  - doc: a: b\n", "3:11"),
    ] {
        assert_first(&[(text, &format!("{position}: unexpected `: ` in a value {QUOTES}"))]);
    }
}

#[test]
fn indentation() {
    for (text, position, expected, found) in [
        ("meta: {id: t}\nseq:\n  - id: a\n   type: u1\n", "4:4", "2 or 4 spaces", 3),
        ("meta: {id: t}\nseq:\n  - id: a\n      type: u1\n", "4:7", "4 spaces", 6),
        ("meta:\n  id: t\n title: x\n", "3:2", "0 or 2 spaces", 1),
        ("meta:\n  id: t\n   title: x\n", "3:4", "2 spaces", 3),
        ("meta: {id: t}\nseq:\n  - id: a\n - id: b\n", "4:2", "0 or 2 spaces", 1),
        ("meta: {id: t}\nseq:\n  - id: a\n   - id: b\n", "4:4", "2 or 4 spaces", 3),
        (" meta: {id: t}\nseq: []\n", "2:1", "1 space", 0),
    ] {
        let message = format!("inconsistent indentation: expected {expected}, found {found}");
        assert_first(&[(text, &format!("{position}: {message} {ALIKE}"))]);
    }
    assert_first(&[(
        "meta:\nid: t\n",
        "1:5: expected a mapping, found nothing \
         (indent the keys of a mapping deeper than the name before it)",
    )]);
}

#[test]
fn list_items() {
    for (text, position) in [
        ("meta: {id: t}\nseq:\n  -id: a\n   type: u1\n", "3:3"),
        ("meta: {id: t}\nseq:\n  - id: a\n  -id: b\n", "4:3"),
        ("meta: {id: t}\nseq:\n  -{id: a, type: u1}\n", "3:3"),
        ("meta: {id: t}\nseq:\n  - {id: a}\n  -{id: b}\n", "4:3"),
    ] {
        assert_first(&[(text, &format!("{position}: {DASH}"))]);
    }
    assert_first(&[
        (
            "meta: {id: t}\nseq:\n  -id: a\n",
            "3:3: expected a list, found a mapping \
             (add a space after `-`: a list item starts with `- `)",
        ),
        (
            "meta: {id: t}\nseq:\n  id: a\n",
            "3:3: expected a list, found a mapping (start each item with `- `)",
        ),
        (
            "meta: {id: t}\nseq:\n  - id: a\n  id: b\n",
            "4:3: expected a list item, found a key (start each item with `- `)",
        ),
        (
            "meta: {id: t}\nseq: - id: a\n",
            "2:6: list on the line of its key (start the list on a new line)",
        ),
    ]);
}

#[test]
fn brackets() {
    assert_first(&[
        ("meta: {id: t\nseq: []\n", "1:7: `{` is never closed (add a closing `}`)"),
        (
            "meta: {id: t}\nseq:\n  - {id: a\n  - {id: b}\n",
            "3:5: `{` is never closed (add a closing `}`)",
        ),
        (
            "meta: {id: t}\nseq: [{id: a, contents: [1, 2}]\n",
            "2:25: `[` is never closed (add a closing `]`)",
        ),
        ("meta: {id: t}\nseq: [{id: a}", "2:6: `[` is never closed (add a closing `]`)"),
        (
            "meta: {id: t}\nseq: [{id: a type: u1}]\n",
            "2:14: missing `,` before `type` \
             (add `,`, or put quotes around a value that contains `: `)",
        ),
        (
            "meta: {id: t}\nseq:\n  - {id: a}}\n",
            "3:12: unexpected `}` (remove it, or put quotes around a value that contains `}`)",
        ),
        (
            "meta: {id: t}\nseq: [{id: a, size: b[0]}]\n",
            "2:22: expected `,` or `}` (put quotes around a value that contains `[`)",
        ),
    ]);
}

#[test]
fn characters_with_a_meaning_in_yaml() {
    let key =
        |value: &str| format!("meta: {{id: t}}\nseq:\n  - id: a\n    if: {value}\n    type: u1\n");
    for (value, message) in [
        ("*b", "4:9: unknown YAML alias `*b` (put quotes around a value that starts with `*`)"),
        (
            "%b",
            "4:9: unexpected `%` at the start of a value (put quotes around a value that starts with `%`)",
        ),
        (
            "@b",
            "4:9: unexpected `@` at the start of a value (put quotes around a value that starts with `@`)",
        ),
        (
            "`b`",
            "4:9: unexpected backtick at the start of a value (put quotes around a value that starts with a backtick)",
        ),
        ("!b", "4:5: unknown YAML tag `!b` (put quotes around a value that starts with `!`)"),
        ("!b c", "4:12: unknown YAML tag `!b` (put quotes around a value that starts with `!`)"),
        (
            "* 2",
            "4:9: unexpected `*` at the start of a value (put quotes around a value that starts with `*`)",
        ),
        ("&b", "4:5: expected an expression, found nothing"),
        ("", "4:7: expected an expression, found nothing"),
    ] {
        assert_first(&[(&key(value), message)]);
    }
    assert_eq!(diagnostics(&key("!!bool true")), [""; 0]);
    assert_first(&[
        (
            "meta: {id: t}\n---\nmeta: {id: b}\n",
            "2:1: more than one YAML document (a schema is one document)",
        ),
        ("meta: {id: t}\nmeta: {id: b}\n", "2:1: duplicate key `meta` (first defined on line 1)"),
    ]);
}

#[test]
fn sizes_and_foreign_names_of_types() {
    let of = |ty: &str, meta: &str| {
        diagnostics(&format!(
            "meta: {{id: t, encoding: ASCII{meta}}}\nseq: [{{id: a, type: {ty}, size: 4}}]"
        ))
    };
    const SIZES: &str = "integers have 1, 2, 4 or 8 bytes";
    const IN_BYTES: &str = "the number is the size in bytes: 1, 2, 4 or 8";
    for (ty, help) in [
        ("u3", format!("{SIZES}; use `b24` for 24 bits")),
        ("u24", format!("{SIZES}; use `b24` for 24 bits")),
        ("u3le", format!("{SIZES}; use `b24le` for 24 bits")),
        ("u7be", format!("{SIZES}; use `b56` for 56 bits")),
        ("u9", SIZES.to_owned()),
        ("s3", SIZES.to_owned()),
        ("s17", SIZES.to_owned()),
        ("u16", format!("did you mean `u2`? {IN_BYTES}")),
        ("s32le", format!("did you mean `s4le`? {IN_BYTES}")),
        ("u64", format!("did you mean `u8`? {IN_BYTES}")),
        ("f2", "floats have 4 or 8 bytes: `f4` or `f8`".to_owned()),
        ("f64", "did you mean `f8`? the number is the size in bytes: 4 or 8".to_owned()),
        ("u1le", "did you mean `u1`? one byte has no byte order".to_owned()),
        ("sb5", "bit fields are unsigned: `b5`".to_owned()),
        ("U4", "did you mean `u4`?".to_owned()),
        ("Strz", "did you mean `strz`?".to_owned()),
        ("uint16_t", "did you mean `u2`?".to_owned()),
        ("int32le", "did you mean `s4le`?".to_owned()),
        ("double", "did you mean `f8`?".to_owned()),
        ("string", "did you mean `str`?".to_owned()),
        ("byte", "did you mean `u1`?".to_owned()),
    ] {
        assert_eq!(of(ty, ""), [format!("2:21: unknown type `{ty}` ({help})")]);
    }
    assert_eq!(
        of("u3", ", endian: le"),
        [format!("2:21: unknown type `u3` ({SIZES}; use `b24le` for 24 bits)")]
    );
    assert_eq!(
        of("u3", ", endian: le, bit-endian: le"),
        [format!("2:21: unknown type `u3` ({SIZES}; use `b24` for 24 bits)")]
    );
    assert_eq!(of("b0", ""), ["2:21: bit field must be 1 to 64 bits wide, not 0"]);
    assert_eq!(
        of("bool", ""),
        [
            "2:21: `bool` is only allowed in parameters and casts (use `b1` for a bit, or `u1` and a comparison with 0)"
        ]
    );
}
