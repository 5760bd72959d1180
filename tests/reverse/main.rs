//! Conversion of text to bytes: each notation, ambiguous text, and invalid text.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod writers;

use bytescope::dump::{
    Assumption, CArray, Coloring, Notation, PlainHex, ReverseError, ReverseErrorKind,
    ReverseOptions, Reverser, reverse,
};
use writers::*;

/// Bytes of every length up to 200, with repetitions and text.
fn contents() -> Vec<Vec<u8>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let mut found = Vec::new();
    for length in 0..=200 {
        found.push((0..length).map(|_| random()).collect());
        if length % 7 == 0 {
            found.push(
                (0..length).map(|_| b"text of 12 lines\n"[usize::from(random() % 17)]).collect(),
            );
            let mut zeros = vec![0; length];
            zeros.extend((0..length % 5).map(|_| random()));
            found.push(zeros);
        }
    }
    found
}

type Writer = Box<dyn Fn(&[u8]) -> String>;

struct Case {
    name: &'static str,
    notation: Notation,
    writer: Writer,
    /// True if the text of some bytes is also that of another notation.
    ambiguous: bool,
}

fn case(
    name: &'static str,
    notation: Notation,
    writer: impl Fn(&[u8]) -> String + 'static,
) -> Case {
    Case { name, notation, writer: Box::new(writer), ambiguous: false }
}

fn ambiguous(case: Case) -> Case {
    Case { ambiguous: true, ..case }
}

fn cases() -> Vec<Case> {
    use Notation::*;
    let mut all = vec![
        case("own", Hexdump, |b| own(b, 16, false, &Coloring::None)),
        case("own, all", Hexdump, |b| own(b, 16, true, &Coloring::None)),
        case("own, colors", Hexdump, |b| own(b, 16, false, &Coloring::Classes)),
        case("own, plain", Plain, |b| {
            let (mut plain, mut text) = (PlainHex::new(20), Vec::new());
            plain.feed(b, &mut text).unwrap();
            plain.finish(&mut text).unwrap();
            String::from_utf8(text).unwrap()
        }),
        case("own, C", Literal, |b| {
            let mut text = Vec::new();
            let mut array = CArray::new("x.bin", &mut text).unwrap();
            array.feed(b, &mut text).unwrap();
            array.finish(&mut text).unwrap();
            String::from_utf8(text).unwrap()
        }),
        case("xxd -g 1", Xxd, |b| xxd(b, 16, 1, false)),
        case("xxd", Xxd, |b| xxd(b, 16, 2, false)),
        case("xxd -c 10 -g 4", Xxd, |b| xxd(b, 10, 4, false)),
        case("xxd -d", XxdDecimal, |b| xxd(b, 16, 2, true)),
        case("xxd -b", XxdBits, xxd_bits),
        case("hexdump", Hexdump, |b| {
            rows(b, 2, hexadecimal, |u| format!("{:<40}", each(u, |v| format!(" {v:04x}"))))
        }),
        case("hexdump -x", Hexdump, |b| {
            rows(b, 2, hexadecimal, |u| each(u, |v| format!("    {v:04x}")))
        }),
        case("hexdump -o", Hexdump, |b| {
            rows(b, 2, hexadecimal, |u| each(u, |v| format!("  {v:06o}")))
        }),
        case("hexdump -d", Hexdump, |b| {
            rows(b, 2, hexadecimal, |u| each(u, |v| format!("   {v:05}")))
        }),
        case("od", Od, |b| rows(b, 2, octal, |u| each(u, |v| format!(" {v:06o}")))),
        case("od -A x -t x1", Hexdump, |b| rows(b, 1, short, |u| each(u, |v| format!(" {v:02x}")))),
        case("od -t x1", Od, |b| rows(b, 1, octal, |u| each(u, |v| format!(" {v:02x}")))),
        case("od -A d -t x1z", OdDecimal, |b| {
            rows(b, 1, decimal, |u| {
                let bytes: Vec<u8> = u.iter().map(|v| *v as u8).collect();
                format!("{:<48}  >{}<", each(u, |v| format!(" {v:02x}")), side(&bytes))
            })
        }),
        case("od -t x2", Od, |b| rows(b, 2, octal, |u| each(u, |v| format!(" {v:04x}")))),
        case("od -t x4", Od, |b| rows(b, 4, octal, |u| each(u, |v| format!(" {v:08x}")))),
        case("od -t x8", Od, |b| rows(b, 8, octal, |u| each(u, |v| format!(" {v:016x}")))),
        case("od -t o4", Od, |b| rows(b, 4, octal, |u| each(u, |v| format!(" {v:011o}")))),
        case("od -t o8", Od, |b| rows(b, 8, octal, |u| each(u, |v| format!(" {v:022o}")))),
        case("od -b", Od, |b| rows(b, 1, octal, |u| each(u, |v| format!(" {v:03o}")))),
        case("od -c", Od, |b| rows(b, 1, octal, |u| each(u, character))),
        case("od -A x -c", Hexdump, |b| rows(b, 1, short, |u| each(u, character))),
        case("hexyl", Hexyl, |b| hexyl(b, true, true, false)),
        case("hexyl --border ascii", Hexyl, |b| hexyl(b, true, true, true)),
        case("hexyl --no-characters", Hexyl, |b| hexyl(b, true, false, false)),
        case("hexyl --no-position", Hexyl, |b| hexyl(b, false, true, false)),
        case("tcpdump -X", Tcpdump, |b| if b.is_empty() { String::new() } else { tcpdump(b) }),
        case("Wireshark", Hexdump, wireshark),
        case("Intel HEX", IntelHex, |b| intel_hex(b, 0x1_fff8, 4)),
        case("Intel HEX, segments", IntelHex, |b| intel_hex(b, 0x1_0010, 2)),
        case("S19", Srec, |b| srec(b, 2, false)),
        case("S28", Srec, |b| srec(b, 3, true)),
        case("S37", Srec, |b| srec(b, 4, false)),
        case("C array", Literal, |b| {
            let elements = elements(b);
            format!("#include <x.h>\n// {{1}}\nstatic const uint8_t x[] = {{{elements}}};\n")
        }),
        case("Python list", Literal, |b| format!("x = {b:?}")),
        case("Rust array", Literal, |b| {
            let items =
                b.iter().fold(String::new(), |text, byte| text + &format!("0x{byte:02x}_u8, "));
            format!("const X: [u8; {}] = [{items}];", b.len())
        }),
        case("Python bytes", Literal, |b| format!("data = b'{}'", escapes(b, '\''))),
        case("C string", Literal, |b| {
            let parts: Vec<_> =
                b.chunks(9).map(|part| format!("\"{}\"", escapes(part, '"'))).collect();
            format!("const char x[] = \"\" {};", parts.join("\n    "))
        }),
    ];
    for columns in [1, 7, 8, 24, 256] {
        all.push(case("own, columns", Hexdump, move |b| own(b, columns, false, &Coloring::None)));
    }
    for separator in ["", " ", ":", "-", ",", ", ", "\t", "\r\n"] {
        all.push(case("separated", Plain, move |b| separated(b, separator)));
    }
    all.push(ambiguous(case("xxd -e", XxdLittle, xxd_little)));
    for case in &mut all {
        // Characters and decimal numbers, or offsets that are octal or decimal.
        case.ambiguous |= case.name.starts_with("od") || case.name == "hexdump";
    }
    all
}

type Converted = (Vec<u8>, Option<Notation>, Option<Assumption>);

fn converted(text: &[u8]) -> Result<Converted, ReverseError> {
    let mut out = Vec::new();
    let result = reverse(text, ReverseOptions::default(), &mut out)?;
    assert_eq!(result.size, out.len() as u64);
    Ok((out, result.notation, result.assumption))
}

#[test]
fn every_notation_is_reversed() {
    let contents = contents();
    for Case { name, notation, writer, ambiguous } in cases() {
        let mut refused = 0;
        for bytes in &contents {
            let text = writer(bytes);
            // Also the digits of three bytes.
            if text == "000000\n" {
                continue;
            }
            match converted(text.as_bytes()) {
                Ok((_, _, Some(Assumption::GroupsInOrder))) if ambiguous => refused += 1,
                Ok((found, detected, _)) => {
                    assert!(found == *bytes, "{name}: {bytes:02x?}\n{text}{found:02x?}");
                    // Empty text has no notation, and the offset of a single row no radix. Words of
                    // zeros have no byte order.
                    let known = detected.is_none() || detected == Some(notation);
                    assert!(
                        known || bytes.len() <= 16 || name == "xxd -e",
                        "{name}: {detected:?}\n{text}"
                    );
                }
                Err(ReverseError::Line { kind: ReverseErrorKind::Ambiguous, .. }) if ambiguous => {
                    refused += 1;
                }
                Err(error) => panic!("{name}: {error}\n{text}"),
            }
        }
        assert!(
            refused < contents.len() / 4,
            "{name}: {refused} of {} are ambiguous",
            contents.len()
        );
    }
}

/// The result does not depend on the block size.
#[test]
fn text_is_read_in_blocks() {
    let bytes: Vec<u8> = (0..40_000_u32).map(|n| ((n * n) >> 3) as u8).collect();
    for Case { name, writer, .. } in cases() {
        if name.starts_with("S19") {
            continue;
        }
        let text = writer(&bytes);
        for size in [1, 700, 65_537] {
            let (mut reverser, mut out) = (Reverser::default(), Vec::new());
            for block in text.as_bytes().chunks(size) {
                reverser.feed(block, &mut out).unwrap();
            }
            reverser.finish(&mut out).unwrap();
            assert!(out == bytes, "{name} in blocks of {size} bytes");
        }
    }
}

fn error(text: &str) -> (ReverseErrorKind, String) {
    match converted(text.as_bytes()) {
        Err(error) => match &error {
            ReverseError::Line { kind, .. } => (*kind, error.to_string()),
            _ => panic!("{text}: {error}"),
        },
        Ok((bytes, notation, _)) => panic!("{text}: {notation:?} {bytes:02x?}"),
    }
}

#[test]
fn ambiguous_text_is_refused() {
    for text in [
        "00000000 89 50 4e\n",
        "0000 89 50 4e\n",
        "89504e47 0d0a\n",
        "deadbeef 01 02\ncafebabe 03 04\n",
        "00000000 01 02\n00000000 03 04\n",
        "00000000  01020304\n",
        "0B3F:0100 CD 20\n",
        "00000000- CD 20\n",
        "000000    \n000001\n",
        // Equal widths, and offsets that continue.
        "00000000 00000001\n00000004 00000002\n00000008 00000003\n",
        "0000000   1   2\n0000002\n",
        "0000000  61\n0000001\n",
        "0000000 0000 0000 0000 0000 0000 0000 0000 0000\n*\n0000100 0001\n0000102\n",
        "00000000: 00000001 00000010\n",
    ] {
        assert_eq!(error(text).0, ReverseErrorKind::Ambiguous, "{text}");
    }
    // Digits whose first column is not an offset.
    for text in [
        "00000000 00000001 00000002 00000003\n00000010 00000011 00000012\n",
        "89504e47 0d0a1a0a\n",
        "8950 4e47 0d\n",
        "89 504e47\n",
    ] {
        assert_eq!(converted(text.as_bytes()).unwrap().1, Some(Notation::Plain), "{text}");
    }
}

#[test]
fn a_chosen_notation_is_not_ambiguous() {
    let with = |notation, text: &str| {
        let (mut options, mut out) = (ReverseOptions::default(), Vec::new());
        options.notation = Some(notation);
        reverse(text.as_bytes(), options, &mut out).map(|_| out).map_err(|error| error.to_string())
    };
    let text = "00000000 89 50 4e\n";
    assert_eq!(with(Notation::Plain, text), Ok(b"\0\0\0\0\x89PN".to_vec()));
    assert_eq!(with(Notation::Hexdump, text), Ok(b"\x89PN".to_vec()));
    let text = "0000000 0000 0000 0000 0000 0000 0000 0000 0000\n*\n0000100 0001\n0000102\n";
    assert_eq!(with(Notation::Od, text).unwrap().len(), 0o102);
    assert_eq!(with(Notation::Hexdump, text).unwrap().len(), 0x102);
    assert!(with(Notation::OdDecimal, text).unwrap_err().starts_with("line 3, column 1: offset"));
    let words = "0000000 5089\n0000002\n";
    let (mut options, mut out) = (ReverseOptions::default(), Vec::new());
    options.big_endian = true;
    reverse(words.as_bytes(), options, &mut out).unwrap();
    assert_eq!(out, b"\x50\x89");
    let (bytes, _, assumption) = converted(words.as_bytes()).unwrap();
    assert_eq!(
        (bytes.as_slice(), assumption),
        (&b"\x89P"[..], Some(Assumption::LittleEndianWords))
    );
}

#[test]
fn invalid_text_is_located() {
    for (text, message) in [
        ("hello", "line 1, column 1: unrecognized notation: expected an offset"),
        ("00 41\n00 4g", "line 2, column 4: expected two hex digits, found \"4g\""),
        ("00 4", "line 1, column 4: expected two hex digits, found \"4\""),
        ("00000000: 4142 xy", "line 1, column 16: expected two hex digits, found \"xy\""),
        ("0000010  6a\n0000000  62", "line 2, column 1: offset 0x0 is before 0x11"),
        ("00000000  61 |a|\n00000010  62 |b|", "line 2, column 1: offset does not continue"),
        ("00000000  61 |a|\n*\n", "line 2, column 2: unexpected end of data"),
        ("0000000 5089", "line 1, column 13: unexpected end of data: expected the end offset"),
        ("0000000 ht P N\n", "line 1, column 9: unknown units after the offset"),
        ("00000000: 41 42 xx  a\n", "line 1, column 17: expected two hex digits"),
        ("00000000: 41 42  a\nb\n", "line 2, column 1: expected an offset and a colon"),
        ("\t0x0000:  41\n\t0x0000:  42", "line 2, column 2: offset 0x0 is before 0x1"),
        ("41\n*\n", "line 2, column 1: expected two hex digits, found \"*\""),
        (
            "┌────────┬─────────────────────────┐\n│00000000│ 4g                      │",
            "line 2, column 12: expected two hex digits",
        ),
        (":0100000041BF\n:00000001FF", "line 1, column 12: checksum mismatch: expected 0xbe"),
        (":0100000041BE\n", "line 1, column 14: unexpected end of data: expected an end-of-file"),
        (":0100000641B8\n", "line 1, column 8: unknown record type"),
        (":00000001FF\n:00000001FF", "line 2, column 1: expected the end of the data"),
        (":0200000041BD\n", "line 1, column 2: unexpected end of data: expected 2 bytes"),
        (":0100000041BE\n:0100000041BE\n:00000001FF", "line 2, column 1: overlapping records"),
        (":0100000041BE\n:0100100041AE\n:00000001FF", "line 2, column 1: address does not"),
        ("S1040000415A\n", "line 1, column 11: checksum mismatch: expected 0xba, found 0x5a"),
        ("S104000041BA\nS5030002FA\n", "line 2, column 5: does not match the number of data"),
        ("S104000041BA\n", "line 1, column 13: unexpected end of data: expected a termination"),
        ("unsigned short x[] = {1};", "line 1, column 10: elements must be bytes"),
        ("{1, 256}", "line 1, column 5: expected a number from -128 to 255, found \"256}\""),
        ("{1, 2", "line 2, column 1: expected `}`, found the end of the data"),
        ("{1 2}", "line 1, column 4: expected `,` or `}`, found \"2}\""),
        ("char x[1] = {1, 2};", "line 1, column 8: does not match the number of elements"),
        ("char x[] = {1};\nint x_len = 2;", "line 2, column 13: does not match the number of"),
        ("char x[] = {1};\nchar y[] = {2};", "line 2, column 12: expected the end of the data"),
        ("\"\\x89504e\"", "line 1, column 2: ambiguous escape"),
        ("\"\\q\"", "line 1, column 2: unknown escape: `\\q`"),
        ("b\"abc", "line 1, column 6: expected the end of the string"),
        ("\\x41 \\x42", "line 1, column 5: space is ambiguous"),
        ("x = bytes.fromhex('4142')", "line 1, column 19: expected bytes"),
        ("\u{feff}\u{feff}", "line 1, column 1: unrecognized notation"),
    ] {
        let found = error(text).1;
        assert!(found.starts_with(message), "{text}\n{found}");
    }
    let utf16: Vec<u8> = "\u{feff}00".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(converted(&utf16).unwrap_err().to_string().contains("UTF-16"));
}

#[test]
fn gaps_are_filled_if_requested() {
    let filled = |text: &str, fill| {
        let (mut options, mut out) = (ReverseOptions::default(), Vec::new());
        options.fill = fill;
        reverse(text.as_bytes(), options, &mut out)
            .map(|result| (out, result.filled, result.offset))
    };
    let text = ":0100100041AE\n:0100120042AB\n:00000001FF\n";
    assert!(filled(text, None).is_err());
    assert_eq!(filled(text, Some(0xff)).unwrap(), (b"A\xffB".to_vec(), 1, 0x10));
    let text = "00000010  61  |a|\n00000012  62  |b|\n00000013\n";
    assert!(filled(text, None).is_err());
    assert_eq!(filled(text, Some(0x20)).unwrap(), (b"a b".to_vec(), 1, 0x10));
    // As with `xxd -r`, offsets seek.
    assert_eq!(filled("00000010: 61\n00000012: 62", None).unwrap(), (b"a\0b".to_vec(), 1, 0x10));
    assert_eq!(filled("char x[4] = {1, 2};", None).unwrap().0, [1, 2, 0, 0]);
}

#[test]
fn hostile_text_is_refused() {
    for text in [
        "00000000  61  |a|\n*\nffffffffffff\n",
        "00000000: 61\nffffffffffff: 62\n",
        "00000000: 61\n*\nffffffffffffffff: 62\n",
        "char x[99999999999] = {1};",
    ] {
        assert_eq!(error(text).0, ReverseErrorKind::FillLimit, "{text}");
    }
    assert!(error("fffffffffffffffff  61 |a|").1.contains("unrecognized notation"));
    assert!(error("ffffffffffffffff  6162 |ab|\n").1.contains("unknown units"));
    let long = "00000000: ".to_owned() + &"41 ".repeat(1 << 20);
    assert!(error(&long).1.contains("line of more than 1 MiB"));
    // Plain digits and literals have no limit.
    assert_eq!(converted("41".repeat(2 << 20).as_bytes()).unwrap().0.len(), 2 << 20);
    let spaces = format!("{{1,{}2}}", " ".repeat(3 << 20));
    assert_eq!(converted(spaces.as_bytes()).unwrap().0, [1, 2]);
}
