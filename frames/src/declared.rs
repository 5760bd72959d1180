//! Frames that are binrw types.

use crate::{FrameSchema, Pattern, Proof, Reason, RejectKind, Start, Verdict};
use bytescope_inspect::{Columns, Fault, FaultKind, FrameType, Limits};

/// Frames that a binrw type declares: its `magic` is the sync, its `checksum` tells good frames.
///
/// Of a type of fixed size, constants and checksums are compared where they stand, and no value is
/// made; only rules that are expressions are left to the field tree. A type of varying size is read
/// into a field tree, which must be without a fault.
pub struct Declared {
    name: String,
    ty: FrameType,
    columns: Option<Columns>,
    head: Option<Head>,
}

/// The constants of a frame, when all stand within its first eight bytes: one comparison.
struct Head {
    mask: u64,
    value: u64,
}

impl Head {
    fn of(columns: &Columns) -> Option<Self> {
        let (mut mask, mut value) = ([0; 8], [0; 8]);
        for constant in columns.constants() {
            for (at, byte) in (constant.at..).zip(&constant.bytes) {
                *mask.get_mut(at)? = 0xff;
                *value.get_mut(at)? = *byte;
            }
        }
        Some(Self { mask: u64::from_le_bytes(mask), value: u64::from_le_bytes(value) })
    }

    /// Whether a frame has them. One of less than eight bytes is not known to.
    #[inline]
    fn holds(&self, frame: &[u8]) -> bool {
        let head = frame.first_chunk().map(|head| u64::from_le_bytes(*head));
        head.is_some_and(|head| head & self.mask == self.value)
    }
}

impl Declared {
    /// Frames of this type.
    pub fn new(name: impl Into<String>, ty: FrameType) -> Self {
        let columns = ty.columns.map(|columns| columns());
        let head = columns.as_ref().and_then(Head::of);
        Self { name: name.into(), ty, columns, head }
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
        let faults = outcome.tree.faults();
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
        let Some(columns) = self.columns.as_ref().filter(|columns| !columns.is_demanding()) else {
            return 0;
        };
        let frames = window.chunks_exact(self.ty.max_len.max(1));
        match &self.head {
            Some(head) => {
                let sums = columns.sums();
                let holds =
                    |frame: &&[u8]| head.holds(frame) && sums.iter().all(|sum| sum.holds(frame));
                frames.take_while(holds).count()
            }
            None => frames.take_while(|frame| columns.hold(frame)).count(),
        }
    }

    fn parse(&self, window: &[u8], _end_of_input: bool) -> Verdict {
        match &self.columns {
            Some(columns) => self.fixed(columns, window),
            None => self.tree(window),
        }
    }
}
