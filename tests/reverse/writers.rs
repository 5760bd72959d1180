//! Writers of the notations.

use bytescope::dump::{Coloring, DumpOptions, write};
use std::fmt::Write as _;

pub(crate) fn printable(byte: u8) -> char {
    if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '.' }
}

pub(crate) fn side(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| printable(*byte)).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

pub(crate) fn own(bytes: &[u8], columns: usize, all: bool, coloring: &Coloring) -> String {
    let mut text = Vec::new();
    write(bytes, DumpOptions { columns, offset: 0x30, all }, coloring, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// `group` is the number of bytes of a group.
pub(crate) fn xxd(bytes: &[u8], columns: usize, group: usize, decimal: bool) -> String {
    let mut text = String::new();
    for (row, part) in bytes.chunks(columns).enumerate() {
        let groups: Vec<String> = part.chunks(group).map(hex).collect();
        let offset = row * columns;
        let offset = if decimal { format!("{offset:08}") } else { format!("{offset:08x}") };
        let width = columns * 2 + columns.div_ceil(group);
        writeln!(text, "{offset}: {:<width$} {}", groups.join(" "), side(part)).unwrap();
    }
    text
}

pub(crate) fn xxd_little(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (row, part) in bytes.chunks(16).enumerate() {
        let words = part.chunks(4).map(|word| {
            let reversed: Vec<u8> = word.iter().rev().copied().collect();
            format!("{:>8}", hex(&reversed))
        });
        let words: Vec<_> = words.collect();
        writeln!(text, "{:08x}: {:<36} {}", row * 16, words.join(" "), side(part)).unwrap();
    }
    text
}

pub(crate) fn xxd_bits(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (row, part) in bytes.chunks(6).enumerate() {
        let bits: Vec<_> = part.iter().map(|byte| format!("{byte:08b}")).collect();
        writeln!(text, "{:08x}: {:<54} {}", row * 6, bits.join(" "), side(part)).unwrap();
    }
    text
}

/// Rows of 16 bytes with units of `size` bytes. Repeated rows are collapsed; the end offset follows.
pub(crate) fn rows(
    bytes: &[u8],
    size: usize,
    offset: impl Fn(usize) -> String,
    row: impl Fn(&[u64]) -> String,
) -> String {
    let mut text = String::new();
    let (mut last, mut starred): (&[u8], bool) = (&[], false);
    for (index, part) in bytes.chunks(16).enumerate() {
        if part == last && part.len() == 16 {
            if !starred {
                text.push_str("*\n");
            }
            starred = true;
            continue;
        }
        (last, starred) = (part, false);
        let units: Vec<u64> = part
            .chunks(size)
            .map(|unit| unit.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
            .collect();
        writeln!(text, "{}{}", offset(index * 16), row(&units)).unwrap();
    }
    writeln!(text, "{}", offset(bytes.len())).unwrap();
    text
}

pub(crate) fn octal(offset: usize) -> String {
    format!("{offset:07o}")
}

pub(crate) fn decimal(offset: usize) -> String {
    format!("{offset:07}")
}

pub(crate) fn hexadecimal(offset: usize) -> String {
    format!("{offset:07x}")
}

pub(crate) fn short(offset: usize) -> String {
    format!("{offset:06x}")
}

pub(crate) fn each(units: &[u64], unit: impl Fn(u64) -> String) -> String {
    units.iter().map(|value| unit(*value)).collect()
}

pub(crate) fn character(value: u64) -> String {
    let escape = match value {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        9 => "\\t",
        10 => "\\n",
        11 => "\\v",
        12 => "\\f",
        13 => "\\r",
        0x20..=0x7e => return format!("   {}", char::from(value as u8)),
        _ => return format!(" {value:03o}"),
    };
    format!("  {escape}")
}

pub(crate) fn hexyl(bytes: &[u8], position: bool, characters: bool, ascii: bool) -> String {
    let (line, bar, inner) = if ascii { ("-", "|", "|") } else { ("─", "│", "┊") };
    let mut widths = vec![25, 25];
    if position {
        widths.insert(0, 8);
    }
    if characters {
        widths.extend([8, 8]);
    }
    let lines: Vec<String> = widths.iter().map(|width| line.repeat(*width)).collect();
    let border = |first: &str, middle: &str, last: &str| match ascii {
        true => format!("+{}+\n", lines.join("+")),
        false => format!("{first}{}{last}\n", lines.join(middle)),
    };
    let mut text = border("┌", "┬", "┐");
    for (row, part) in bytes.chunks(16).enumerate() {
        let half = |index: usize| part.chunks(8).nth(index).unwrap_or_default();
        if position {
            write!(text, "{bar}{:08x}", row * 16).unwrap();
        }
        let panel = |index| half(index).iter().fold(String::new(), |s, b| s + &format!(" {b:02x}"));
        write!(text, "{bar}{:<25}{inner}{:<25}", panel(0), panel(1)).unwrap();
        if characters {
            let symbol = |byte: &u8| match byte {
                0x20..=0x7e => char::from(*byte),
                0 => '⋄',
                1..=0x1f | 0x7f => '•',
                _ => '×',
            };
            let symbols = |index| half(index).iter().map(symbol).collect::<String>();
            write!(text, "{bar}{:<8}{inner}{:<8}", symbols(0), symbols(1)).unwrap();
        }
        writeln!(text, "{bar}").unwrap();
    }
    text + &border("└", "┴", "┘")
}

pub(crate) fn record(prefix: &str, fields: &[u8], checksum: impl Fn(u8) -> u8) -> String {
    let sum = fields.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    format!("{prefix}{}{:02X}\n", hex(fields).to_uppercase(), checksum(sum))
}

/// Data from `base`, with an extended address record of this type.
pub(crate) fn intel_hex(bytes: &[u8], base: u32, record_type: u8) -> String {
    let line = |fields: &[u8]| record(":", fields, u8::wrapping_neg);
    let mut text = String::new();
    let mut upper = None;
    for (row, part) in bytes.chunks(16).enumerate() {
        let address = base + row as u32 * 16;
        let high = if record_type == 2 { address >> 4 & 0xf000 } else { address >> 16 };
        if upper != Some(high) {
            upper = Some(high);
            text += &line(&[2, 0, 0, record_type, (high >> 8) as u8, high as u8]);
        }
        let mut fields = vec![part.len() as u8, (address >> 8) as u8, address as u8, 0];
        fields.extend_from_slice(part);
        text += &line(&fields);
    }
    text + &line(&[0, 0, 0, 1])
}

pub(crate) fn srec(bytes: &[u8], size: usize, reversed: bool) -> String {
    let line = |kind: u8, address: u32, data: &[u8]| {
        let mut fields = vec![(data.len() + size + 1) as u8];
        fields.extend_from_slice(&address.to_be_bytes()[4 - size..]);
        fields.extend_from_slice(data);
        record(&format!("S{kind}"), &fields, |sum| !sum)
    };
    let mut lines: Vec<String> = bytes
        .chunks(20)
        .enumerate()
        .map(|(row, part)| line(size as u8 - 1, 0x20 + row as u32 * 20, part))
        .collect();
    let count = lines.len() as u16;
    if reversed {
        lines.reverse();
    }
    let header = record("S0", &[5, 0, 0, b'h', b'i'], |sum| !sum);
    let [high, low] = count.to_be_bytes();
    let count = record("S5", &[3, high, low], |sum| !sum);
    header + &lines.concat() + &count + &line(11 - size as u8, 0, &[])
}

/// Elements in four notations, with comments.
pub(crate) fn elements(bytes: &[u8]) -> String {
    let element = |(index, byte): (usize, &u8)| match index % 5 {
        0 => format!("0x{byte:X}"),
        1 => format!("{byte}u"),
        2 => format!("0{byte:o}"),
        3 if byte.is_ascii_alphanumeric() => format!("'{}'", char::from(*byte)),
        3 => format!("'\\x{byte:x}'"),
        _ => format!("{byte} /* 0x11, */"),
    };
    bytes.iter().enumerate().map(element).fold(String::new(), |text, item| text + &item + ",\n")
}

pub(crate) fn escapes(bytes: &[u8], quote: char) -> String {
    let escape = |byte: &u8| match *byte {
        b'\n' => "\\n".to_owned(),
        b'\\' => "\\\\".to_owned(),
        byte @ 0x21..=0x7e if !byte.is_ascii_hexdigit() && char::from(byte) != quote => {
            char::from(byte).to_string()
        }
        byte => format!("\\x{byte:02x}"),
    };
    bytes.iter().map(escape).collect()
}

pub(crate) fn wireshark(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (row, part) in bytes.chunks(16).enumerate() {
        let halves: Vec<String> = part
            .chunks(8)
            .map(|half| half.iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().join(" "))
            .collect();
        writeln!(text, "{:04x}  {:<48}   {}", row * 16, halves.join("  "), side(part)).unwrap();
    }
    text
}

pub(crate) fn tcpdump(bytes: &[u8]) -> String {
    let mut text = "12:00:00.000001 IP 10.0.0.1.80 > 10.0.0.2.81: Flags [S], seq 1\n".to_owned();
    for (row, part) in bytes.chunks(16).enumerate() {
        let groups: Vec<String> = part.chunks(2).map(hex).collect();
        writeln!(text, "\t0x{:04x}:  {:<39}  {}", row * 16, groups.join(" "), side(part)).unwrap();
    }
    text
}

pub(crate) fn separated(bytes: &[u8], separator: &str) -> String {
    let row = |part: &[u8]| part.iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>();
    let rows: Vec<String> = bytes.chunks(15).map(|part| row(part).join(separator)).collect();
    rows.join(if separator == ":" { ":\n    " } else { "\n" })
}
