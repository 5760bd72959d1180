//! Frames declared as binrw types.

use crate::{ChecksumMismatch, FrameSchema, Pattern, Proof, Reason, RejectKind, Start, Verdict};
use bytescope_inspect::{Fact, Fault, FaultKind, FrameType, Limits, RecordColumns, Verifier};
use std::fmt;

/// Frames declared by a binrw type, with `magic` as the sync pattern and `checksum` for
/// verification.
///
/// For a fixed-size type, constants and checksums are compared without decoding a value; a field
/// tree is built only to check rules given as expressions. A variable-size type is always read into
/// a field tree, which must not have faults.
pub struct DeclaredFrames {
    name: String,
    ty: FrameType,
    columns: Option<RecordColumns>,
    /// Verifier for fixed-size frames without rules that need the field tree.
    verifier: Option<Verifier>,
}

impl fmt::Debug for DeclaredFrames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeclaredFrames").field("name", &self.name).finish_non_exhaustive()
    }
}

impl DeclaredFrames {
    /// Creates the schema of frames of this type.
    pub fn new(name: impl Into<String>, ty: FrameType) -> Self {
        let columns = ty.columns.map(|columns| columns());
        let without_rules = columns.as_ref().filter(|columns| !columns.has_rules());
        let verifier = without_rules.map(Verifier::new);
        Self { name: name.into(), ty, columns, verifier }
    }

    /// Returns the verification level of a frame without faults.
    fn proof(&self) -> Proof {
        if self.is_checked() { Proof::Verified } else { Proof::WellFormed }
    }

    fn parse_fixed(&self, columns: &RecordColumns, window: &[u8]) -> Verdict {
        let len = self.ty.max_len;
        let mut constants = columns.constants().iter();
        if let Some(constant) = constants.find(|constant| !constant.may_match(window)) {
            let end = constant.at.saturating_add(constant.bytes.len()).min(window.len());
            let found = window.get(constant.at..end).unwrap_or_default();
            let (expected, found) = (Fact::bytes(&constant.bytes), Fact::bytes(found));
            let detail = format!("bad magic: expected {expected}, found {found}");
            return Verdict::Reject(Reason::at(RejectKind::Constant, constant.at).with(detail));
        }
        let Some(bytes) = window.get(..len) else { return Verdict::NeedMore(len) };
        for sum in columns.checksums() {
            if let Some((expected, found)) = sum.compare(bytes).filter(|(a, b)| a != b) {
                let at = usize::try_from(sum.span.start).unwrap_or(usize::MAX);
                let name = sum.algorithm.display_name();
                let digits = sum.algorithm.width().div_ceil(4);
                let hex = |value| Fact::Hex { value, digits };
                let (expected, found) = (hex(expected), hex(found));
                let detail = format!("{name} mismatch: expected {expected}, found {found}");
                return Verdict::Reject(Reason::at(RejectKind::Checksum, at).with(detail));
            }
        }
        match columns.has_rules() {
            false => Verdict::Valid { len, proof: self.proof() },
            true => self.parse_tree(bytes),
        }
    }

    fn parse_tree(&self, window: &[u8]) -> Verdict {
        let outcome = (self.ty.inspect)(window, Limits::default());
        // Bytes after the frame are not covered by its fields.
        let faults = outcome.tree.recorded_faults();
        let mut faults = faults.iter().filter(|(_, fault)| fault.kind != FaultKind::Uncovered);
        match faults.next() {
            Some((_, fault)) if fault.fatal && fault.kind == FaultKind::Truncated => {
                Verdict::NeedMore(window.len().saturating_add(1))
            }
            Some((path, fault)) => Verdict::Reject(self.reason(path, fault)),
            None => {
                let len = usize::try_from(outcome.end).unwrap_or(usize::MAX);
                Verdict::Valid { len, proof: self.proof() }
            }
        }
    }

    fn reason(&self, path: &str, fault: &Fault) -> Reason {
        let kind = match fault.kind {
            FaultKind::Mismatch if self.is_checked() => RejectKind::Checksum,
            FaultKind::Magic => RejectKind::Constant,
            _ => RejectKind::Rule,
        };
        let at = usize::try_from(fault.offset).unwrap_or(usize::MAX);
        Reason::at(kind, at).with(format!("{path}: {fault}"))
    }
}

impl FrameSchema for DeclaredFrames {
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
        self.ty.checked
            || self.columns.as_ref().is_some_and(|columns| !columns.checksums().is_empty())
    }

    fn mismatch(&self, window: &[u8]) -> Option<ChecksumMismatch> {
        let bytes = window.get(..self.ty.max_len)?;
        self.columns.as_ref()?.checksums().iter().find_map(|sum| {
            let (_, found) = sum.compare(bytes).filter(|(expected, found)| expected != found)?;
            let from = usize::try_from(sum.covers.start).ok()?;
            let to = usize::try_from(sum.covers.end).ok()?;
            let covered = bytes.get(from..to)?.to_vec();
            Some(ChecksumMismatch { algorithm: sum.algorithm, covered, found })
        })
    }

    fn run(&self, window: &[u8]) -> usize {
        self.verifier.as_ref().map_or(0, |verifier| verifier.run(window))
    }

    fn parse(&self, window: &[u8], _end_of_input: bool) -> Verdict {
        match &self.columns {
            Some(columns) => self.parse_fixed(columns, window),
            None => self.parse_tree(window),
        }
    }
}
