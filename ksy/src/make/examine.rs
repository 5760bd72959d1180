//! What is wrong with a file that was written, and what it has to do with.

use super::Unmade;
use crate::ir::Program;
use crate::run::{Fixed, Machine, Place, Stop};
use crate::tree;
use bytescope_inspect::{Fault, FaultKind, Limits};
use std::sync::Arc;

/// What is wrong at one place.
#[derive(Clone)]
pub(super) struct Finding {
    path: String,
    fault: Fault,
    /// Keys of the fields that it depends on.
    pub(super) causes: Vec<u64>,
    /// What its own field must be, where that is known.
    pub(super) right: Option<(u64, Fixed)>,
}

/// Everything that is wrong, the first fault first.
#[derive(Clone)]
pub(super) struct Findings {
    pub(super) list: Vec<Finding>,
    stage: u8,
    reached: u64,
}

/// Faults whose causes are looked for.
const MOST: usize = 8;

impl Findings {
    /// How bad it is; less is better. What was not written at all is worse than what cannot be
    /// read, and that is the better the further reading gets.
    pub(super) fn score(&self) -> (u8, u64, usize) {
        (self.stage, u64::MAX.saturating_sub(self.reached), self.list.len())
    }

    /// The fault to name when nothing better is found.
    pub(super) fn unmade(&self) -> Unmade {
        match self.list.first() {
            Some(finding) => {
                let mut message = finding.fault.to_string();
                // The bounds of samples are their own: no option raises them.
                if let Some(advice) = message.find(" (raise with --") {
                    message.truncate(advice);
                }
                Unmade { path: finding.path.clone(), message }
            }
            None => Unmade { path: String::new(), message: "cannot be read back".to_owned() },
        }
    }
}

/// Reads a file as `check` does: nothing when nothing is wrong; and the work that it was.
pub(super) fn examine(
    program: &Arc<Program>,
    file: &[u8],
    limits: Limits,
) -> (Option<Findings>, u64) {
    let mut read = tree::Read::of(program, file, limits, true);
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
            right: None,
        }));
    }
    let reached = fatal.as_ref().map_or(u64::MAX, |fault| fault.offset);
    (Some(Findings { list, stage: u8::from(fatal.is_some()), reached }), work)
}

/// What ended the writing of a file.
pub(super) fn of_draft(machine: &mut Machine<'_>, stop: &Stop) -> Findings {
    let reached = machine.file().len() as u64;
    let mut faults = faults_of(machine);
    // Where it ended counts; what was tried on the way does not.
    faults.retain(|(_, fault)| fault.message == stop.fault.message);
    // A bound is met anywhere: behind the value that was written last.
    if faults.is_empty()
        && let Some(last) = machine.draft.as_ref().and_then(|draft| draft.last)
    {
        faults.push((last, stop.fault.clone()));
    }
    let mut list = list(machine, faults);
    if list.is_empty() {
        let fault = stop.fault.clone();
        list.push(Finding { path: String::new(), fault, causes: Vec::new(), right: None });
    }
    Findings { list, stage: 2, reached }
}

/// The faults that a machine has recorded, in an order that is the same in every run.
fn faults_of(machine: &Machine<'_>) -> Vec<(Place, Fault)> {
    let mut faults: Vec<_> =
        machine.faults.iter().map(|(at, fault)| (*at, fault.clone())).collect();
    faults.sort_by_key(|(at, fault)| {
        let soft = fault.kind == FaultKind::Mismatch;
        (soft, fault.offset, at.object.0, at.slot, at.index)
    });
    faults
}

fn list(machine: &mut Machine<'_>, faults: Vec<(Place, Fault)>) -> Vec<Finding> {
    let mut list = Vec::new();
    for (at, fault) in faults {
        let path = machine.path(at);
        let right = machine.corrected(at, &fault).map(|fixed| (machine.key(at), fixed));
        let causes = if list.len() < MOST { machine.causes(at) } else { Vec::new() };
        let causes = causes.into_iter().map(|place| machine.key(place)).collect();
        list.push(Finding { path, fault, causes, right });
    }
    list
}
