//! Detection of the notation from the first lines.

use super::assemble::Assembler;
use super::colon::{self, Colon, Groups};
use super::columns::{self, ColumnUnit, Columns};
use super::digits::PlainDigits;
use super::hexyl::{self, Hexyl};
use super::literal::LiteralText;
use super::records::{self, IntelHex, Srec};
use super::{
    Assumption, Detected, Failure, LineReader, Notation, NotationReader, ReverseError,
    ReverseErrorKind, ReverseOptions, TextReader, found, index,
};

/// First lines of a text.
struct TextSample<'t> {
    /// Lines with their numbers, without empty ones.
    lines: Vec<(u64, &'t str)>,
}

impl<'t> TextSample<'t> {
    /// Splits a text, of which the last line may be incomplete unless the text is `complete`.
    fn new(text: &'t str, complete: bool) -> Self {
        let whole = match text.rfind('\n').filter(|_| !complete) {
            Some(end) => text.get(..end).unwrap_or(text),
            None => text,
        };
        let numbered = (1_u64..).zip(whole.split('\n'));
        let lines = numbered
            .map(|(number, line)| (number, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty())
            .collect();
        Self { lines }
    }

    fn first(&self) -> Option<(u64, &'t str)> {
        self.lines.first().copied()
    }
}

/// Result of reading the sample in a notation.
#[derive(Debug)]
struct Score {
    /// Number of lines before the first error.
    lines: usize,
    /// Number of offsets that continue the row before.
    continued: usize,
    size: u64,
}

fn score(reader: &mut impl LineReader, sample: &TextSample<'_>) -> Score {
    let mut sink = Assembler::dry();
    let mut lines = 0_usize;
    for (_, line) in &sample.lines {
        if reader.line(line, &mut sink, &mut std::io::sink()).is_err() {
            break;
        }
        lines = lines.saturating_add(1);
    }
    Score { lines, continued: sink.continued, size: sink.size_with_row() }
}

/// Detects the notation of a text that starts with `head`.
pub(super) fn detect(
    head: &[u8],
    complete: bool,
    options: &ReverseOptions,
) -> Result<Detected, ReverseError> {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let message = "UTF-16 text: expected UTF-8";
        return Err(Failure::of(ReverseErrorKind::Unrecognized, 0, message).located(1, ""));
    }
    let text = String::from_utf8_lossy(head);
    let sample = TextSample::new(&text, complete);
    let Some((number, first)) = sample.first() else {
        return Ok(text_reader(options.notation, PlainDigits::default()));
    };
    let detected = match options.notation {
        Some(notation) => chosen(notation, &sample, options),
        None => any(&sample, options),
    };
    detected.map_err(|failure| {
        let line = match &failure {
            Failure::At { line: Some(line), .. } => *line,
            _ => number,
        };
        let text = sample.lines.iter().find(|(number, _)| *number == line);
        failure.located(line, text.map_or(first, |(_, text)| text))
    })
}

fn line_reader(notation: Notation, reader: impl LineReader + 'static) -> Detected {
    let reader = NotationReader::Lines(Box::new(reader));
    Detected { notation: Some(notation), reader, assumption: None }
}

fn text_reader(notation: Option<Notation>, reader: impl TextReader + 'static) -> Detected {
    Detected { notation, reader: NotationReader::Text(Box::new(reader)), assumption: None }
}

/// Returns the reader of the notation that is chosen by the user.
fn chosen(
    notation: Notation,
    sample: &TextSample<'_>,
    options: &ReverseOptions,
) -> Result<Detected, Failure> {
    let colon = |radix, groups| line_reader(notation, Colon::new(radix, groups, false));
    Ok(match notation {
        Notation::Plain => text_reader(Some(notation), PlainDigits::default()),
        Notation::Literal => text_reader(Some(notation), LiteralText::default()),
        Notation::Escapes => text_reader(Some(notation), LiteralText::escapes()),
        Notation::Xxd => colon(16, Groups::Hex),
        Notation::XxdDecimal => colon(10, Groups::Hex),
        Notation::XxdLittle => colon(16, Groups::Little),
        Notation::XxdBits => colon(16, Groups::Bits),
        Notation::Tcpdump => line_reader(notation, Colon::new(16, Groups::Hex, true)),
        Notation::Hexyl => line_reader(notation, Hexyl::default()),
        Notation::IntelHex => line_reader(notation, IntelHex::default()),
        Notation::Srec => line_reader(notation, Srec::default()),
        Notation::Hexdump | Notation::Od | Notation::OdDecimal => {
            let radix = match notation {
                Notation::Od => 8,
                Notation::OdDecimal => 10,
                _ => 16,
            };
            let (reader, _) = best_columns(sample, &[radix], options.big_endian)?
                .ok_or_else(|| unit_error(sample, radix))?;
            line_reader(notation, reader)
        }
    })
}

/// Detects the notation.
fn any(sample: &TextSample<'_>, options: &ReverseOptions) -> Result<Detected, Failure> {
    let Some((_, first)) = sample.first() else {
        return Ok(text_reader(None, PlainDigits::default()));
    };
    if records::is_intel_hex(first) {
        return Ok(line_reader(Notation::IntelHex, IntelHex::default()));
    }
    if records::is_srec(first) {
        return Ok(line_reader(Notation::Srec, Srec::default()));
    }
    if hexyl::is_border(first) || hexyl::is_row(first) {
        return Ok(line_reader(Notation::Hexyl, Hexyl::default()));
    }
    if colon::has_prefixed_offset(first) {
        return Ok(line_reader(Notation::Tcpdump, Colon::new(16, Groups::Hex, true)));
    }
    if colon::has_offset(first) {
        return colon_groups(sample);
    }
    let plain = sample.lines.iter().take_while(|(_, line)| PlainDigits::accepts(line)).count();
    let columns = best_columns(sample, &[16, 8, 10], options.big_endian)?;
    match (columns, plain) {
        (_, 1..) if possible_offsets(sample) && columns::offset(first, 16).is_err() => {
            Err(ambiguous_offset(sample))
        }
        (_, 1..) if columns::offset(first, 16).is_err() => {
            Ok(text_reader(Some(Notation::Plain), PlainDigits::default()))
        }
        (Some((reader, score)), 1..) => columns_or_plain(sample, reader, score, plain, options),
        (Some((reader, score)), 0) => {
            check_units(sample, &reader, &score)?;
            Ok(with_columns(reader, options))
        }
        (None, 1..) if possible_offsets(sample) => Err(ambiguous_offset(sample)),
        (None, 1..) => Ok(text_reader(Some(Notation::Plain), PlainDigits::default())),
        (None, 0) => other(sample, first),
    }
}

/// Returns the reader of columns, whose radix determines the notation.
fn with_columns(reader: Columns, options: &ReverseOptions) -> Detected {
    let notation = match reader.radix {
        8 => Notation::Od,
        10 => Notation::OdDecimal,
        _ => Notation::Hexdump,
    };
    let words = reader.unit.size() > 1 && !options.big_endian;
    let assumption = words.then_some(Assumption::LittleEndianWords);
    Detected { assumption, ..line_reader(notation, reader) }
}

/// Chooses between columns after an offset, and digits without one. The first column is an offset if
/// it continues from row to row. Without a second row, it may be an offset if its width differs.
fn columns_or_plain(
    sample: &TextSample<'_>,
    reader: Columns,
    score: Score,
    plain: usize,
    options: &ReverseOptions,
) -> Result<Detected, Failure> {
    let digits = || Ok(text_reader(Some(Notation::Plain), PlainDigits::default()));
    let widths = sample.lines.iter().filter_map(|(_, line)| {
        let mut words = line.split_whitespace();
        Some((words.next()?.len(), words.next()?.len()))
    });
    let Some((first, second)) = widths.into_iter().next() else {
        // Rows of spaces in `od -c`.
        let spaces = score.continued > 0 && score.lines >= plain;
        return if spaces { Err(ambiguous_offset(sample)) } else { digits() };
    };
    match (score.continued > 0, first != second) {
        (true, true) => {
            check_units(sample, &reader, &score)?;
            Ok(with_columns(reader, options))
        }
        (true, false) if score.lines >= plain => Err(ambiguous_offset(sample)),
        (true, false) => digits(),
        (false, _) if possible_offsets(sample) => Err(ambiguous_offset(sample)),
        (false, _) if score.lines > plain => Ok(with_columns(reader, options)),
        (false, _) => digits(),
    }
}

/// True if the first column of all rows differs from the others, as offsets do: in its width, by a
/// wider gap, or by its value of zero.
fn possible_offsets(sample: &TextSample<'_>) -> bool {
    let mut rows = 0_usize;
    let all = sample.lines.iter().all(|(_, line)| {
        let mut words = line.split_whitespace();
        let (Some(first), Some(second)) = (words.next(), words.next()) else { return true };
        rows = rows.saturating_add(1);
        let Some(first) = offset_word(first) else { return false };
        let differs = first.len() != second.len();
        let zero = first.bytes().all(|byte| byte == b'0');
        let gap = columns::shape(line).gap > 1;
        first.len() >= columns::MIN_OFFSET && (gap || differs && (first.len() >= 6 || zero))
    });
    all && rows > 0
}

/// Returns the first word without separators at its end. Of words with other separators, only
/// `SSSS:OOOO` may be an offset.
fn offset_word(word: &str) -> Option<&str> {
    let word = word.trim_end_matches([':', '-', ',']);
    let segment = word.len() == 9 && word.find([':', '-', ',']) == Some(4);
    (segment || !word.contains([':', '-', ','])).then_some(word)
}

fn ambiguous_offset(sample: &TextSample<'_>) -> Failure {
    let (number, line) = sample.first().unwrap_or_default();
    let text = line.trim_start();
    let word = text.split_whitespace().next().unwrap_or_default();
    let word: String = word.chars().take(16).collect();
    Failure::of(
        ReverseErrorKind::Ambiguous,
        index(line, text),
        format!("ambiguous first column: {word:?} is an offset or data"),
    )
    .in_line(number)
}

/// Returns the columns that read most lines.
fn best_columns(
    sample: &TextSample<'_>,
    radixes: &[u32],
    big_endian: bool,
) -> Result<Option<(Columns, Score)>, Failure> {
    let mut best: Option<(Columns, Score)> = None;
    let mut differing = None;
    for unit in ColumnUnit::ALL {
        for radix in radixes {
            let reader = Columns::new(*radix, unit, big_endian);
            let score = score(&mut reader.clone(), sample);
            let Some((known, most)) = &best else {
                if score.lines > 0 {
                    best = Some((reader, score));
                }
                continue;
            };
            match score.lines.cmp(&most.lines) {
                std::cmp::Ordering::Greater => (best, differing) = (Some((reader, score)), None),
                std::cmp::Ordering::Equal => {
                    // Without a second offset, the radix does not matter.
                    let proven = score.continued > 0 && score.size != most.size;
                    if !proven || unit != known.unit || score.lines != sample.lines.len() {
                        continue;
                    }
                    match (usual(known, sample), usual(&reader, sample)) {
                        (true, false) => {}
                        (false, true) => (best, differing) = (Some((reader, score)), None),
                        _ => differing = Some((known.radix, *radix)),
                    }
                }
                std::cmp::Ordering::Less => {}
            }
        }
    }
    if let Some((a, b)) = differing {
        let (number, _) = sample.lines.last().copied().unwrap_or_default();
        return Err(Failure::of(
            ReverseErrorKind::Ambiguous,
            0,
            format!("ambiguous offsets: {} or {}", radix_name(a), radix_name(b)),
        )
        .in_line(number));
    }
    Ok(best)
}

/// True if a program writes all rows of the sample with these units and offsets.
fn usual(reader: &Columns, sample: &TextSample<'_>) -> bool {
    let rows = sample.lines.iter().filter(|(_, line)| line.split_whitespace().count() > 1);
    rows.map(|(_, line)| columns::shape(line)).all(|row| reader.usual(row))
}

fn radix_name(radix: u32) -> &'static str {
    match radix {
        8 => "octal",
        10 => "decimal",
        _ => "hexadecimal",
    }
}

/// Verifies that units are not those of other dumps. `od -t u1` has the same columns as octal numbers
/// and characters, but no leading zeros, no values of more than 255 and no escapes. `od -a` names
/// spaces and control characters, and omits the high bit.
fn check_units(sample: &TextSample<'_>, reader: &Columns, score: &Score) -> Result<(), Failure> {
    let mut rows = sample.lines.iter().take(score.lines).filter_map(|(_, line)| {
        let (_, _, rest) = columns::offset(line, reader.radix).ok()?;
        (!rest.is_empty()).then_some((*line, rest))
    });
    let not_decimal = |(line, rest): (&str, &str)| match reader.unit {
        ColumnUnit::O1 | ColumnUnit::Char => {
            let mut words = rest.split_whitespace();
            let space = reader.unit == ColumnUnit::Char && rest.trim().contains("     ");
            words.clone().any(is_octal_or_escape) || space && words.any(is_letter)
        }
        ColumnUnit::X1 => {
            let row = columns::shape(line);
            let word = rest.trim();
            (row.offset, row.gap) != (7, 2)
                || word.len() != 2
                || !word.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => true,
    };
    if score.size == 0 || rows.any(not_decimal) {
        return Ok(());
    }
    let (number, line) = sample.first().unwrap_or_default();
    let at = columns::offset(line, reader.radix)
        .map_or(0, |(_, _, rest)| index(line, rest.trim_start()));
    let message = match reader.unit {
        ColumnUnit::X1 => "ambiguous units: hexadecimal or decimal",
        _ => {
            "ambiguous units: octal numbers or characters (`od -c`), or others (`od -t u1`, `od -a`)"
        }
    };
    Err(Failure::of(ReverseErrorKind::Ambiguous, at, message).in_line(number))
}

fn is_octal_or_escape(word: &str) -> bool {
    match word.as_bytes() {
        [a @ b'0'..=b'9', _, _] => *a == b'0' || word.parse::<u32>().is_ok_and(|n| n > 255),
        [b'\\', _] => true,
        _ => false,
    }
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Detects the digits of rows with a colon after the offset.
fn colon_groups(sample: &TextSample<'_>) -> Result<Detected, Failure> {
    let candidates = [
        (16, Groups::Hex),
        (10, Groups::Hex),
        (16, Groups::Bits),
        (10, Groups::Bits),
        (16, Groups::Little),
        (10, Groups::Little),
    ];
    let mut best = (Colon::new(16, Groups::Hex, false), 0, 0);
    for (radix, groups) in candidates {
        let mut reader = Colon::new(radix, groups, false);
        let Score { lines, continued, .. } = score(&mut reader, sample);
        // Gaps are allowed, so the number of offsets that continue decides.
        if (lines, continued) > (best.1, best.2) {
            best = (Colon::new(radix, groups, false), lines, continued);
        }
    }
    let (mut reader, lines, continued) = best;
    if reader.groups == Groups::Hex {
        let mut bits = Colon::new(reader.radix, Groups::Bits, false);
        let Score { lines: bit_lines, continued: bit_continued, .. } =
            score(&mut bits.clone(), sample);
        if (bit_lines, bit_continued) == (lines, continued) && lines > 0 {
            reader.groups = bits_or_hex(sample, &mut bits)?;
        }
    }
    let mut assumption = None;
    if reader.groups == Groups::Hex {
        let mut little = Colon::new(reader.radix, Groups::Little, false);
        let order = group_order(sample, &mut reader, &mut little);
        reader.groups = order.0;
        assumption = order.1;
    }
    let notation = match (reader.groups, reader.radix) {
        (Groups::Bits, _) => Notation::XxdBits,
        (Groups::Little, _) => Notation::XxdLittle,
        (Groups::Hex, 10) => Notation::XxdDecimal,
        (Groups::Hex, _) => Notation::Xxd,
    };
    Ok(Detected { assumption, ..line_reader(notation, reader) })
}

/// Chooses between binary and hex digits if the offsets do not decide: there is one character per
/// byte.
fn bits_or_hex(sample: &TextSample<'_>, bits: &mut Colon) -> Result<Groups, Failure> {
    let Some((number, line)) = sample.first() else { return Ok(Groups::Hex) };
    match bits.compare(line) {
        Some(comparison) if comparison.complete => Ok(Groups::Bits),
        Some(comparison) if comparison.text => Ok(Groups::Hex),
        _ => Err(Failure::of(
            ReverseErrorKind::Ambiguous,
            0,
            "ambiguous digits: binary or hexadecimal",
        )
        .in_line(number)),
    }
}

/// Determines the byte order of groups from the characters.
fn group_order(
    sample: &TextSample<'_>,
    hex: &mut Colon,
    little: &mut Colon,
) -> (Groups, Option<Assumption>) {
    let (mut contradicts, mut contradicts_little, mut differs) = (false, false, false);
    for (_, line) in &sample.lines {
        if colon::is_right_aligned(line) {
            return (Groups::Little, None);
        }
        let Some(row) = hex.compare(line).filter(|row| row.text && row.group > 1) else {
            continue;
        };
        let Some(words) = little.compare(line) else { return (Groups::Hex, None) };
        contradicts |= !row.matches;
        contradicts_little |= !words.matches;
        differs |= row.group > 2 && row.bytes != words.bytes;
    }
    match (contradicts, contradicts_little) {
        (true, false) => (Groups::Little, None),
        (false, false) if differs => (Groups::Hex, Some(Assumption::GroupsInOrder)),
        _ => (Groups::Hex, None),
    }
}

/// Detects packets with a heading, literals and escapes.
fn other(sample: &TextSample<'_>, first: &str) -> Result<Detected, Failure> {
    if sample.lines.iter().any(|(_, line)| colon::has_prefixed_offset(line)) {
        return Ok(line_reader(Notation::Tcpdump, Colon::new(16, Groups::Hex, true)));
    }
    if [16, 8, 10].iter().any(|radix| {
        columns::offset(first, *radix).is_ok_and(|(_, _, rest)| !rest.trim().is_empty())
    }) {
        return Err(unit_error(sample, 16));
    }
    let text = first.trim_start();
    let backslash = text.find('\\');
    if backslash.is_some_and(|at| !text.get(..at).unwrap_or_default().contains(['"', '\''])) {
        return Ok(text_reader(Some(Notation::Escapes), LiteralText::escapes()));
    }
    let starts =
        text.starts_with(|c: char| c.is_ascii_alphanumeric() || "_{[\"'(-/#$&".contains(c));
    let marked = |line: &str| line.contains(['{', '[', '"', '\'', ',']) || line.contains("0x");
    if starts && sample.lines.iter().any(|(_, line)| marked(line)) {
        return Ok(text_reader(Some(Notation::Literal), LiteralText::default()));
    }
    // The error is after the first pair of digits.
    let digits = text.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits > 0 && digits.is_multiple_of(2) && text.len() > digits {
        return Ok(text_reader(Some(Notation::Plain), PlainDigits::default()));
    }
    Err(Failure::of(
        ReverseErrorKind::Unrecognized,
        index(first, text),
        format!(
            "unrecognized notation: expected an offset, hex digits, records, an array or a string, \
             {}",
            found(text)
        ),
    ))
}

/// Returns the error of a line with an offset whose units are not recognized.
fn unit_error(sample: &TextSample<'_>, radix: u32) -> Failure {
    let (number, line) = sample.first().unwrap_or_default();
    let failure = match columns::offset(line, radix) {
        Ok((_, _, rest)) => {
            let units = rest.trim_start();
            Failure::of(
                ReverseErrorKind::Unrecognized,
                index(line, units),
                format!(
                    "unknown units after the offset: expected hex or octal digits, {} (use `od -A \
                     x -t x1` or `hexdump -C`)",
                    found(units)
                ),
            )
        }
        Err(failure) => failure,
    };
    failure.in_line(number)
}
