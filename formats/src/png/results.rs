//! Results of the rules that relate chunks to each other, and their place in the field tree.

use bytescope_inspect::{Cx, Fact, Fault, FaultKind, Node, Verified};

/// Result of a rule at a field of a chunk.
pub(super) struct RuleResult {
    /// Index of the chunk.
    chunk: usize,
    /// Path of the field.
    field: &'static [&'static str],
    outcome: RuleOutcome,
}

/// A fault, a note, or a successful comparison.
pub(super) enum RuleOutcome {
    Fault(Fault),
    Note(&'static str),
    Verified(Verified),
}

impl From<Result<Verified, Fault>> for RuleOutcome {
    fn from(result: Result<Verified, Fault>) -> Self {
        match result {
            Ok(verified) => Self::Verified(verified),
            Err(fault) => Self::Fault(fault),
        }
    }
}

impl RuleResult {
    /// Records the result at its field, unless the field has a fault. Faults at offset 0 are moved
    /// to the start of the field.
    pub(super) fn record(self, cx: &mut Cx<'_>) {
        let Some(list) = cx.top() else { return };
        // After the node limit is reached, chunks have no nodes.
        let mut node = match list.children.get(self.chunk).is_some() {
            true => list.children.get_mut(self.chunk),
            false => Some(list),
        };
        for name in self.field {
            let found = |child: &Node| child.index.is_none() && child.meta.name == *name;
            let has_field = node.as_ref().is_some_and(|node| node.children.iter().any(found));
            if has_field {
                node = node.and_then(|node| node.children.iter_mut().find(|child| found(child)));
            }
        }
        let Some(node) = node.filter(|node| node.fault().is_none()) else { return };
        let start = node.span.start();
        match self.outcome {
            RuleOutcome::Verified(verified) => node.extra_mut().verified = Some(verified),
            RuleOutcome::Note(note) => node.extra_mut().note = Some(note.into()),
            RuleOutcome::Fault(fault) if fault.offset == 0 => {
                node.extra_mut().fault = Some(fault.at(start));
            }
            RuleOutcome::Fault(fault) => node.extra_mut().fault = Some(fault),
        }
    }
}

/// Collects the results of one chunk.
pub(super) struct RuleResults {
    /// Index of the chunk.
    pub(super) chunk: usize,
    pub(super) all: Vec<RuleResult>,
}

impl RuleResults {
    pub(super) fn fault(&mut self, field: &'static [&'static str], fault: Fault) {
        self.add(self.chunk, field, RuleOutcome::Fault(fault));
    }

    pub(super) fn add(
        &mut self,
        chunk: usize,
        field: &'static [&'static str],
        outcome: impl Into<RuleOutcome>,
    ) {
        self.all.push(RuleResult { chunk, field, outcome: outcome.into() });
    }
}

pub(super) fn rule(message: impl Into<String>) -> Fault {
    Fault::soft(FaultKind::Rule, 0, message)
}

pub(super) fn number(value: impl Into<i128>) -> Fact {
    Fact::from(value.into())
}

/// Returns the result of comparing a number with the number determined by other chunks.
pub(super) fn compare(what: &'static str, expected: u32, found: u32) -> Result<Verified, Fault> {
    if expected == found {
        return Ok(Verified::Computed(what));
    }
    let fault = Fault::soft(FaultKind::Mismatch, 0, format!("does not match {what}"));
    Err(fault.with(number(expected), number(found)))
}
