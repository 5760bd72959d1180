//! Frames that are binrw types.

use crate::{FrameSchema, Pattern, Proof, Reason, RejectKind, Start, Verdict};
use bytescope_inspect::{Columns, Fault, FaultKind, FrameType, Limits, Verifier};
use std::fmt;

/// Frames that a binrw type declares: its `magic` is the sync, its `checksum` tells good frames.
///
/// Of a type of fixed size, constants and checksums are compared where they stand, and no value is
/// made; only rules that are expressions are left to the field tree. A type of varying size is read
/// into a field tree, which must be without a fault.
pub struct Declared {
    name: String,
    ty: FrameType,
    columns: Option<Columns>,
    /// What is asked of frames of a fixed size, unless only the field tree can say it.
    verifier: Option<Verifier>,
}

impl fmt::Debug for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Declared").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Declared {
    /// Frames of this type.
    pub fn new(name: impl Into<String>, ty: FrameType) -> Self {
        let columns = ty.columns.map(|columns| columns());
        let whole = columns.as_ref().filter(|columns| !columns.is_demanding());
        let verifier = whole.map(Verifier::new);
        Self { name: name.into(), ty, columns, verifier }
    }

    /// How far a frame without a fault is known to be one.
    fn proof(&self) -> Proof {
        if self.is_checked() { Proof::Verified } else { Proof::Form }
    }

    fn fixed(&self, columns: &Columns, window: &[u8]) -> Verdict {
        let len = self.ty.max_len;
        let mut constants = columns.constants().iter();
        if let Some(other) = constants.find(|constant| !constant.may_hold(window)) {
            let hex: Vec<String> = other.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let detail = format!("expected {}", hex.join(" "));
            return Verdict::Reject(Reason::at(RejectKind::Constant, other.at).with(detail));
        }
        let Some(bytes) = window.get(..len) else { return Verdict::NeedMore(len) };
        for sum in columns.sums() {
            if let Some((expected, found)) = sum.compare(bytes).filter(|(a, b)| a != b) {
                let at = usize::try_from(sum.stands.start).unwrap_or(usize::MAX);
                let name = sum.algorithm.name();
                let detail = format!("{name}: expected {expected:#x}, found {found:#x}");
                return Verdict::Reject(Reason::at(RejectKind::Checksum, at).with(detail));
            }
        }
        match columns.is_demanding() {
            false => Verdict::Good { len, proof: self.proof() },
            true => self.tree(bytes),
        }
    }

    fn tree(&self, window: &[u8]) -> Verdict {
        let outcome = (self.ty.inspect)(window, Limits::default());
        // What comes behind the frame belongs to no field of it.
        let faults = outcome.tree.recorded_faults();
        let mut faults = faults.iter().filter(|(_, fault)| fault.kind != FaultKind::Uncovered);
        match faults.next() {
            Some((_, fault)) if fault.fatal && fault.kind == FaultKind::Truncated => {
                Verdict::NeedMore(window.len().saturating_add(1))
            }
            Some((path, fault)) => Verdict::Reject(self.of_fault(path, fault)),
            None => {
                let len = usize::try_from(outcome.end).unwrap_or(usize::MAX);
                Verdict::Good { len, proof: self.proof() }
            }
        }
    }

    fn of_fault(&self, path: &str, fault: &Fault) -> Reason {
        let kind = match fault.kind {
            FaultKind::Mismatch if self.is_checked() => RejectKind::Checksum,
            FaultKind::Magic => RejectKind::Constant,
            _ => RejectKind::Rule,
        };
        let at = usize::try_from(fault.offset).unwrap_or(usize::MAX);
        Reason::at(kind, at).with(format!("{path}: {fault}"))
    }
}

impl FrameSchema for Declared {
    fn name(&self) -> &str {
        &self.name
    }

    fn start(&self) -> Start {
        match self.ty.sync {
            [] => Start::Anywhere,
            sync => Start::Sync(vec![Pattern::exact(sync)]),
        }
    }

    fn max_len(&self) -> usize {
        self.ty.max_len
    }

    fn is_checked(&self) -> bool {
        self.ty.checked || self.columns.as_ref().is_some_and(|columns| !columns.sums().is_empty())
    }

    fn run(&self, window: &[u8]) -> usize {
        self.verifier.as_ref().map_or(0, |verifier| verifier.run(window))
    }

    fn parse(&self, window: &[u8], _end_of_input: bool) -> Verdict {
        match &self.columns {
            Some(columns) => self.fixed(columns, window),
            None => self.tree(window),
        }
    }
}
