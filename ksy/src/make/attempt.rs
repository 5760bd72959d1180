//! One attempt at a sample: write the sample, read it back and repair its faults, in rounds.

use super::SampleError;
use super::faults::{Finding, Findings, examine, write_findings};
use super::hints::Hints;
use super::random::{Random, mix};
use crate::ir::Program;
use crate::run::{FileDraft, Machine, Plan};
use bytescope_inspect::Limits;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// Maximum number of rounds per attempt.
const MAX_ROUNDS: u64 = 1500;
/// Maximum number of rounds without improvement.
const MAX_STALE_ROUNDS: u64 = 200;
/// One in this many worse rounds is accepted.
const ACCEPT_WORSE: u64 = 12;
/// One in this many changes lengthens the streams whose size is used in expressions.
const LENGTHEN: u64 = 6;
/// Number of rounds without improvement after which the search returns to the best plan.
const RESET_ROUNDS: u64 = 40;
/// Maximum work per sample, over all attempts: values read and expression steps.
pub(super) const MAX_WORK: u64 = 20_000_000;
/// Number of bytes that count as one unit of work.
const BYTES_PER_WORK: u64 = 64;
/// Maximum number of consecutive rounds for lengths to converge.
const MAX_SETTLING_ROUNDS: u64 = 12;

/// State of the attempts at a sample, which are made in sequence.
pub(super) struct Attempt<'p> {
    program: &'p Arc<Program>,
    hints: &'p Hints,
    limits: Limits,
    pub(super) plan: Plan,
    /// For values at the offset of a value written earlier: key of the earlier value, by key.
    aliases: HashMap<u64, u64>,
    /// Maximum file size in bytes.
    pub(super) max_size: u64,
    /// Work so far, over all attempts.
    pub(super) work: u64,
    /// Work at which the attempt ends.
    pub(super) work_limit: u64,
}

impl<'p> Attempt<'p> {
    pub(super) fn new(program: &'p Arc<Program>, hints: &'p Hints, limits: Limits) -> Self {
        Self {
            program,
            hints,
            limits,
            plan: Plan::default(),
            aliases: HashMap::new(),
            max_size: 0,
            work: 0,
            work_limit: 0,
        }
    }

    /// Writes the file until it is valid.
    pub(super) fn run(&mut self) -> Result<Vec<u8>, SampleError> {
        let mut random = Random::new(mix(self.plan.seed, 17));
        // The best state found, and the current state.
        let mut best: Option<(Findings, Plan)> = None;
        let mut current = None;
        let (mut settling, mut stale) = (0_u64, 0_u64);
        for _ in 0..MAX_ROUNDS {
            if self.work > self.work_limit {
                break;
            }
            let found = match self.write() {
                WriteOutcome { again: true, .. } if settling < MAX_SETTLING_ROUNDS => {
                    settling = settling.saturating_add(1);
                    continue;
                }
                WriteOutcome { file: Ok(file), .. } => match self.examine(&file) {
                    Some(found) => found,
                    None => return Ok(file),
                },
                WriteOutcome { file: Err(found), .. } => found,
            };
            settling = 0;
            let score = found.score();
            let better = best.as_ref().is_none_or(|(known, _)| score < known.score());
            stale = if better { 0 } else { stale.saturating_add(1) };
            // A worse state may lead to a better state: one change can require other changes.
            let known = current.as_ref().map(|(known, _): &(Findings, Plan)| known.score());
            let accept = match known.map(|known| score.cmp(&known)) {
                Some(Ordering::Greater) => random.one_in(ACCEPT_WORSE),
                Some(Ordering::Equal) => random.one_in(2),
                Some(Ordering::Less) | None => true,
            };
            if better {
                best = Some((found.clone(), self.plan.clone()));
            } else if stale.is_multiple_of(RESET_ROUNDS) {
                current.clone_from(&best);
            }
            if accept {
                current = Some((found, self.plan.clone()));
            }
            let Some((found, plan)) = &current else { break };
            self.plan = plan.clone();
            if stale > MAX_STALE_ROUNDS || !self.change(&found.list, &mut random) {
                break;
            }
        }
        Err(best.map_or_else(
            || SampleError::whole("lengths do not converge"),
            |(found, _)| found.to_error(),
        ))
    }

    /// Sets values that are known to be correct, or has other values chosen for fields that a fault
    /// depends on. Returns `false` if nothing can be changed.
    fn change(&mut self, found: &[Finding], random: &mut Random) -> bool {
        let mut changed = false;
        for finding in found {
            if let Some((key, fixed)) = &finding.correction {
                self.plan.values.insert(*key, fixed.clone());
                changed = true;
            }
        }
        // The first fault may cause the others.
        let few = found.get(..found.len().min(3)).unwrap_or_default();
        let first = if random.one_in(2) { found.first() } else { random.pick(few) };
        if changed && !random.one_in(8) {
            return true;
        }
        let causes = first.map_or(&[][..], |finding| &finding.causes);
        if random.one_in(LENGTHEN) {
            // If a stream is too short, data located relative to its end may overlap other data.
            let more = random.below(16);
            self.plan.sizes.values_mut().for_each(|size| *size = size.saturating_add(more));
        }
        // Changing a single value is often not enough.
        for _ in 0..random.below(2).saturating_add(1) {
            let Some(key) = random.pick(causes) else { return changed };
            let key = self.aliases.get(key).unwrap_or(key);
            self.plan.values.remove(key);
            self.plan.salts.insert(*key, random.next_u64());
        }
        true
    }

    fn examine(&mut self, file: &[u8]) -> Option<Findings> {
        // The limits are those of `check`.
        let (found, work) = examine(self.program, file, Limits::default());
        self.count(work, file);
        found
    }

    /// Adds the work for a file.
    fn count(&mut self, work: u64, file: &[u8]) {
        self.work =
            self.work.saturating_add(work).saturating_add(file.len() as u64 / BYTES_PER_WORK);
    }

    fn write(&mut self) -> WriteOutcome {
        let mut machine = Machine::new(self.program, &[], self.limits);
        let draft = FileDraft::new(self.hints, self.plan.clone());
        machine.draft = Some(Box::new(draft));
        let (_, result) = machine.make_file(self.max_size);
        let file = match result {
            Ok(()) => Ok(machine.file().to_vec()),
            Err(halt) => Err(write_findings(&mut machine, &halt)),
        };
        self.count(machine.work(), machine.file());
        let again = match machine.draft.take() {
            Some(draft) => {
                self.plan = draft.plan;
                self.aliases = draft.aliases;
                draft.again
            }
            None => false,
        };
        WriteOutcome { file, again }
    }
}

/// Result of writing a file once.
struct WriteOutcome {
    file: Result<Vec<u8>, Findings>,
    /// True if the file must be written again because sizes in the plan have changed.
    again: bool,
}
