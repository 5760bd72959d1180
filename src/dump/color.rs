//! Which colour a byte has: by its kind, or by the field it belongs to.

use bytescope_inspect::{BufferId, Node, Value};

/// A colour, as an index into [`ESCAPES`].
pub(crate) type Code = u8;

/// The escape sequences, five characters each.
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
const GREY: Code = 0;
const CYAN: Code = 1;
const GREEN: Code = 2;
const MAGENTA: Code = 3;
const YELLOW: Code = 4;
const BLUE: Code = 5;
const RED: Code = 6;

/// The colours that fields take in turn. What no field covers is grey, faults are red.
const FIELDS: [Code; 5] = [CYAN, YELLOW, GREEN, MAGENTA, BLUE];

/// The colour of every byte by its kind: NUL, printable, blank, control, above 127.
#[allow(clippy::indexing_slicing)]
pub(crate) const CLASSES: [Code; 256] = {
    let mut codes = [YELLOW; 256];
    let mut byte = 0;
    while byte < 128 {
        codes[byte] = match byte as u8 {
            0 => GREY,
            b' ' | b'\t' | b'\n' | b'\r' => GREEN,
            0x21..=0x7e => CYAN,
            _ => MAGENTA,
        };
        byte += 1;
    }
    codes
};

/// How bytes are coloured.
#[derive(Debug)]
pub enum Coloring {
    /// Not at all.
    None,
    /// By kind: NUL, printable, blank, control, above 127.
    Classes,
    /// By the fields of a tree.
    Fields(Runs),
}

/// Runs of bytes that belong to one field each, in order and without overlap.
#[derive(Debug, Default)]
pub struct Runs(Vec<Run>);

#[derive(Clone, Copy, Debug)]
struct Run {
    end: u64,
    code: Code,
    /// The rows of a table take turns of this length, beginning where the run begins.
    stride: u64,
}

impl Runs {
    /// The runs of a tree over the source.
    pub fn of(tree: &Node) -> Self {
        let mut spans = Vec::new();
        collect(tree, false, &mut spans);
        spans.sort_by_key(|span| span.start);
        let mut runs = Vec::new();
        let (mut at, mut turn) = (0, 0_usize);
        for Span { start, end, fault, stride } in spans {
            let start = start.max(at);
            if end <= start {
                continue;
            }
            if start > at {
                runs.push(Run { end: start, code: GREY, stride: 0 });
            }
            let code = match fault {
                true => RED,
                false => FIELDS.get(turn % FIELDS.len()).copied().unwrap_or(GREY),
            };
            turn = turn.wrapping_add(1);
            runs.push(Run { end, code, stride });
            at = end;
        }
        Self(runs)
    }

    /// The colours of the bytes from `offset` on, one for each place of `codes`.
    pub(crate) fn fill(&self, offset: u64, codes: &mut [Code]) {
        let mut index = self.0.partition_point(|run| run.end <= offset);
        for (at, code) in (offset..).zip(codes) {
            while self.0.get(index).is_some_and(|run| run.end <= at) {
                index = index.saturating_add(1);
            }
            *code = match self.0.get(index) {
                None => GREY,
                Some(run) if run.stride == 0 => run.code,
                Some(run) => {
                    let before = index.checked_sub(1).and_then(|i| self.0.get(i));
                    let row = at.saturating_sub(before.map_or(0, |run| run.end)) / run.stride;
                    if row.is_multiple_of(2) { run.code } else { GREY }
                }
            };
        }
    }
}

struct Span {
    start: u64,
    end: u64,
    fault: bool,
    stride: u64,
}

fn collect(node: &Node, fault: bool, spans: &mut Vec<Span>) {
    if node.span.buffer != BufferId::SOURCE {
        return;
    }
    let fault = fault || node.fault().is_some();
    let (start, end) = (node.span.start(), node.span.end());
    match &node.value {
        Value::Table(rows) => {
            let (start, end) = (rows.span().start(), rows.span().end());
            spans.push(Span { start, end, fault, stride: rows.stride() });
            node.children.iter().for_each(|child| collect(child, fault, spans));
        }
        value if value.is_container() && !node.children.is_empty() => {
            node.children.iter().for_each(|child| collect(child, false, spans));
        }
        _ if node.is_filler() && !fault => {}
        _ => spans.push(Span { start, end, fault, stride: 0 }),
    }
}
