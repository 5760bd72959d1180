//! Faults of a written file, and the fields that cause them.

use super::SampleError;
use crate::ir::Program;
use crate::run::{FieldRef, FixedValue, Halt, Machine};
use crate::tree;
use bytescope_inspect::{Fault, FaultKind, Limit, Limits};
use std::sync::Arc;

/// A fault with its causes.
#[derive(Clone)]
pub(super) struct Finding {
    path: String,
    fault: Fault,
    /// Keys of the fields that the fault depends on.
    pub(super) causes: Vec<u64>,
    /// Key and correct value of the faulty field, if known.
    pub(super) correction: Option<(u64, FixedValue)>,
}

/// All faults of a file, in order.
#[derive(Clone)]
pub(super) struct Findings {
    pub(super) list: Vec<Finding>,
    /// 0 if the file was read to its end, 1 if a fault stopped reading, 2 if a fault stopped
    /// writing.
    stage: u8,
    /// Offset at which reading or writing stopped.
    reached: u64,
}

/// Maximum number of faults whose causes are searched.
const MAX_TRACED: usize = 8;

impl Findings {
    /// Returns the score of a file; lower is better. A file that could not be written is worse than
    /// a file that cannot be read. Among such files, later faults are better, then fewer faults.
    pub(super) fn score(&self) -> (u8, u64, usize) {
        (self.stage, u64::MAX.saturating_sub(self.reached), self.list.len())
    }

    /// Returns the fault to report if no valid file is found.
    pub(super) fn to_error(&self) -> SampleError {
        match self.list.first() {
            Some(finding) => {
                let mut message = finding.fault.to_string();
                // The limits for samples are fixed, so advice to raise them is omitted.
                if let Some(advice) = message.find(" (raise with --") {
                    message.truncate(advice);
                }
                let limited = matches!(finding.fault.limit(), Some(Limit::Nodes | Limit::Steps));
                SampleError { path: finding.path.clone(), message, limited }
            }
            None => SampleError::whole("cannot be read back"),
        }
    }
}

/// Reads a file as `check` does; returns its findings, `None` if it is valid, and the work done.
pub(super) fn examine(
    program: &Arc<Program>,
    file: &[u8],
    limits: Limits,
) -> (Option<Findings>, u64) {
    let mut read = tree::Read::of(program, file, limits, true, None);
    let faults = faults_of(read.machine());
    let mut list = list(read.machine(), faults);
    let work = read.machine().work();
    let fatal = read.fault().cloned();
    let outcome = read.outcome(file);
    let others = outcome.tree.recorded_faults();
    if others.is_empty() {
        return (None, work);
    }
    if list.is_empty() {
        list.extend(others.into_iter().map(|(path, fault)| Finding {
            path,
            fault: fault.clone(),
            causes: Vec::new(),
            correction: None,
        }));
    }
    let reached = fatal.as_ref().map_or(u64::MAX, |fault| fault.offset);
    (Some(Findings { list, stage: u8::from(fatal.is_some()), reached }), work)
}

/// Returns the findings for a file whose writing was stopped by a fault.
pub(super) fn write_findings(machine: &mut Machine<'_>, halt: &Halt) -> Findings {
    let reached = machine.file().len() as u64;
    let mut faults = faults_of(machine);
    // Only the fault that stopped the writing counts.
    faults.retain(|(_, fault)| fault.message == halt.fault.message);
    // A limit may be reached anywhere: blame the value written last.
    if faults.is_empty()
        && let Some(last) = machine.draft.as_ref().and_then(|draft| draft.last)
    {
        faults.push((last, halt.fault.clone()));
    }
    let mut list = list(machine, faults);
    if list.is_empty() {
        let fault = halt.fault.clone();
        list.push(Finding { path: String::new(), fault, causes: Vec::new(), correction: None });
    }
    Findings { list, stage: 2, reached }
}

/// Returns the faults recorded by a machine, in deterministic order.
fn faults_of(machine: &Machine<'_>) -> Vec<(FieldRef, Fault)> {
    let mut faults: Vec<_> =
        machine.faults.iter().map(|(at, fault)| (*at, fault.clone())).collect();
    faults.sort_by_key(|(at, fault)| {
        let soft = fault.kind == FaultKind::Mismatch;
        (soft, fault.offset, at.object.0, at.slot, at.index)
    });
    faults
}

fn list(machine: &mut Machine<'_>, faults: Vec<(FieldRef, Fault)>) -> Vec<Finding> {
    let mut list = Vec::new();
    for (at, fault) in faults {
        let path = machine.path(at);
        let correction = machine.corrected(at, &fault).map(|fixed| (machine.key(at), fixed));
        let causes = if list.len() < MAX_TRACED { machine.causes(at) } else { Vec::new() };
        let causes = causes.into_iter().map(|field_ref| machine.key(field_ref)).collect();
        list.push(Finding { path, fault, causes, correction });
    }
    list
}
