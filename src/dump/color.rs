//! Which colour a byte has: by its kind, or by the field it belongs to.

use bytescope_inspect::{BufferId, Node, Value};

/// A colour: the two digits between `ESC [` and `m`.
pub(crate) type Code = [u8; 2];

/// No colour has been set in this line yet.
pub(crate) const UNSET: Code = *b"00";

const NUL: Code = *b"90";
const PRINTABLE: Code = *b"36";
const BLANK: Code = *b"32";
const CONTROL: Code = *b"35";
const HIGH: Code = *b"33";

/// The colours that fields take in turn; what no field covers is grey, faults are red.
const FIELDS: [Code; 5] = [*b"36", *b"33", *b"32", *b"35", *b"34"];
const UNCOVERED: Code = *b"90";
const FAULT: Code = *b"31";

/// The colour of every byte by its kind.
#[allow(clippy::indexing_slicing)]
pub(crate) const CLASSES: [Code; 256] = {
    let mut codes = [HIGH; 256];
    let mut byte = 0;
    while byte < 128 {
        codes[byte] = match byte as u8 {
            0 => NUL,
            b' ' | b'\t' | b'\n' | b'\r' => BLANK,
            0x21..=0x7e => PRINTABLE,
            _ => CONTROL,
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
}

impl Runs {
    /// The runs of a tree over the source.
    pub fn of(tree: &Node) -> Self {
        let mut spans = Vec::new();
        collect(tree, false, &mut spans);
        spans.sort_by_key(|s| s.0);
        let mut runs = Vec::new();
        let (mut at, mut turn) = (0, 0_usize);
        for (start, end, fault) in spans {
            let start = start.max(at);
            if end <= start {
                continue;
            }
            if start > at {
                runs.push(Run { end: start, code: UNCOVERED });
            }
            let code = match fault {
                true => FAULT,
                false => FIELDS.get(turn % FIELDS.len()).copied().unwrap_or(UNSET),
            };
            turn = turn.wrapping_add(1);
            runs.push(Run { end, code });
            at = end;
        }
        Self(runs)
    }

    /// The colours of the bytes from `offset` on, one for each place of `codes`.
    pub(crate) fn fill(&self, offset: u64, codes: &mut [Code]) {
        let mut run = self.0.partition_point(|run| run.end <= offset);
        let mut at = offset;
        for code in codes {
            while self.0.get(run).is_some_and(|run| run.end <= at) {
                run = run.saturating_add(1);
            }
            *code = self.0.get(run).map_or(UNCOVERED, |run| run.code);
            at = at.saturating_add(1);
        }
    }
}

fn collect(node: &Node, fault: bool, spans: &mut Vec<(u64, u64, bool)>) {
    if node.span.buffer != BufferId::SOURCE {
        return;
    }
    let fault = fault || node.fault().is_some();
    match &node.value {
        Value::Table(rows) => {
            for index in 0..rows.count() {
                let start = rows.span().start().saturating_add(index.saturating_mul(rows.stride()));
                spans.push((start, start.saturating_add(rows.stride()), fault));
            }
            node.children.iter().for_each(|child| collect(child, fault, spans));
        }
        value if value.is_container() && !node.children.is_empty() => {
            node.children.iter().for_each(|child| collect(child, false, spans));
        }
        _ if node.is_filler() && !fault => {}
        _ => spans.push((node.span.start(), node.span.end(), fault)),
    }
}
