//! Colors of bytes, by byte class or by field.

use bytescope_inspect::{BufferId, Node, Value};

/// A color, as an index into [`ESCAPES`].
pub(crate) type Code = u8;

/// Escape sequences of the colors, five characters each.
pub(crate) const ESCAPES: [[u8; 5]; 8] = [
    *b"\x1b[90m",
    *b"\x1b[36m",
    *b"\x1b[32m",
    *b"\x1b[35m",
    *b"\x1b[33m",
    *b"\x1b[34m",
    *b"\x1b[31m",
    *b"\x1b[37m",
];
const GRAY: Code = 0;
const CYAN: Code = 1;
const GREEN: Code = 2;
const MAGENTA: Code = 3;
const YELLOW: Code = 4;
const BLUE: Code = 5;
const RED: Code = 6;

/// Colors of fields, used in rotation. Bytes not covered by any field are gray; faults are red.
const FIELDS: [Code; 5] = [CYAN, YELLOW, GREEN, MAGENTA, BLUE];

/// Color of each byte value, by class: NUL, printable, whitespace, control or non-ASCII.
#[allow(clippy::indexing_slicing)]
pub(crate) const CLASSES: [Code; 256] = {
    let mut codes = [YELLOW; 256];
    let mut byte = 0;
    while byte < 128 {
        codes[byte] = match byte as u8 {
            0 => GRAY,
            b' ' | b'\t' | b'\n' | b'\r' => GREEN,
            0x21..=0x7e => CYAN,
            _ => MAGENTA,
        };
        byte += 1;
    }
    codes
};

/// Coloring of a dump.
#[derive(Debug)]
pub enum Coloring {
    /// No colors.
    None,
    /// Colors by byte class: NUL, printable, whitespace, control or non-ASCII.
    Classes,
    /// Colors by field of a tree.
    Fields(Runs),
}

/// Runs of bytes with the same color, ordered and without overlap.
#[derive(Debug, Default)]
pub struct Runs(Vec<ColorRun>);

#[derive(Clone, Copy, Debug)]
struct ColorRun {
    end: u64,
    code: Code,
    /// Row size in bytes of a table, whose rows alternate in color; 0 for other runs.
    stride: u64,
}

impl Runs {
    /// Computes the runs of the source bytes from a tree.
    pub fn of(tree: &Node) -> Self {
        let mut spans = Vec::new();
        collect(tree, false, &mut spans);
        spans.sort_by_key(|span| span.start);
        let mut runs = Vec::new();
        let (mut at, mut turn) = (0, 0_usize);
        for ColorSpan { start, end, fault, stride } in spans {
            let start = start.max(at);
            if end <= start {
                continue;
            }
            if start > at {
                runs.push(ColorRun { end: start, code: GRAY, stride: 0 });
            }
            let code = match fault {
                true => RED,
                false => FIELDS.get(turn % FIELDS.len()).copied().unwrap_or(GRAY),
            };
            turn = turn.wrapping_add(1);
            runs.push(ColorRun { end, code, stride });
            at = end;
        }
        Self(runs)
    }

    /// Fills `codes` with the colors of the bytes from `offset` on.
    pub(crate) fn fill(&self, offset: u64, codes: &mut [Code]) {
        let mut index = self.0.partition_point(|run| run.end <= offset);
        for (at, code) in (offset..).zip(codes) {
            while self.0.get(index).is_some_and(|run| run.end <= at) {
                index = index.saturating_add(1);
            }
            *code = match self.0.get(index) {
                None => GRAY,
                Some(run) if run.stride == 0 => run.code,
                Some(run) => {
                    let before = index.checked_sub(1).and_then(|i| self.0.get(i));
                    let row = at.saturating_sub(before.map_or(0, |run| run.end)) / run.stride;
                    if row.is_multiple_of(2) { run.code } else { GRAY }
                }
            };
        }
    }
}

/// A field to be colored.
struct ColorSpan {
    start: u64,
    end: u64,
    fault: bool,
    stride: u64,
}

fn collect(node: &Node, fault: bool, spans: &mut Vec<ColorSpan>) {
    if node.span.buffer != BufferId::SOURCE {
        return;
    }
    let fault = fault || node.fault().is_some();
    let (start, end) = (node.span.start(), node.span.end());
    match &node.value {
        Value::Table(rows) => {
            let (start, end) = (rows.span().start(), rows.span().end());
            spans.push(ColorSpan { start, end, fault, stride: rows.stride().unwrap_or(u64::MAX) });
            node.children.iter().for_each(|child| collect(child, fault, spans));
        }
        value if value.is_container() && !node.children.is_empty() => {
            node.children.iter().for_each(|child| collect(child, false, spans));
        }
        _ if node.is_filler() && !fault => {}
        _ => spans.push(ColorSpan { start, end, fault, stride: 0 }),
    }
}
