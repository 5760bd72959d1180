//! One attempt at a sample: written, read back, and put right in rounds.

use super::Unmade;
use super::examine::{Finding, Findings, examine, of_draft};
use super::hints::Hints;
use super::random::{Random, mix};
use crate::ir::Program;
use crate::run::{Draft, Machine, Plan};
use bytescope_inspect::Limits;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// Files that are written before an attempt is given up.
const ROUNDS: u64 = 1500;
/// Rounds that bring nothing better before that.
const PATIENCE: u64 = 200;
/// Of so many rounds that are worse, one is gone on from.
const WORSE: u64 = 12;
/// Of so many changes, one makes streams longer whose size is asked for.
const LONGER: u64 = 6;
/// Rounds that bring nothing better before the best is gone back to.
const RETURN: u64 = 40;
/// Values and steps of expressions that one sample may cost, all attempts together.
pub(super) const MOST_WORK: u64 = 20_000_000;
/// Bytes that are as much work as a value.
const BYTES: u64 = 64;
/// Rounds in which lengths may follow each other.
const SETTLING: u64 = 12;

/// A sample in the making.
pub(super) struct Attempt<'p> {
    program: &'p Arc<Program>,
    hints: &'p Hints,
    limits: Limits,
    pub(super) plan: Plan,
    /// Values that stand where another was written before, by key.
    aliases: HashMap<u64, u64>,
    /// Bytes that the file may have.
    pub(super) most: u64,
    /// Values and steps of all machines so far.
    pub(super) work: u64,
    /// The work after which the attempt ends.
    pub(super) until: u64,
}

impl<'p> Attempt<'p> {
    pub(super) fn new(program: &'p Arc<Program>, hints: &'p Hints, limits: Limits) -> Self {
        Self {
            program,
            hints,
            limits,
            plan: Plan::default(),
            aliases: HashMap::new(),
            most: 0,
            work: 0,
            until: 0,
        }
    }

    /// Writes the file until nothing is wrong with it.
    pub(super) fn run(&mut self) -> Result<Vec<u8>, Unmade> {
        let mut random = Random::new(mix(self.plan.seed, 17));
        // The best that was found, and what is being changed.
        let mut best: Option<(Findings, Plan)> = None;
        let mut at = None;
        let (mut settling, mut waited) = (0_u64, 0_u64);
        for _ in 0..ROUNDS {
            if self.work > self.until {
                break;
            }
            let found = match self.write() {
                Written { again: true, .. } if settling < SETTLING => {
                    settling = settling.saturating_add(1);
                    continue;
                }
                Written { file: Ok(file), .. } => match self.examine(&file) {
                    Some(found) => found,
                    None => return Ok(file),
                },
                Written { file: Err(found), .. } => found,
            };
            settling = 0;
            let score = found.score();
            let better = best.as_ref().is_none_or(|(known, _)| score < known.score());
            waited = if better { 0 } else { waited.saturating_add(1) };
            // What is a little worse may lead on: one choice can ask for others.
            let known = at.as_ref().map(|(known, _): &(Findings, Plan)| known.score());
            let take = match known.map(|known| score.cmp(&known)) {
                Some(Ordering::Greater) => random.one_in(WORSE),
                Some(Ordering::Equal) => random.one_in(2),
                Some(Ordering::Less) | None => true,
            };
            if better {
                best = Some((found.clone(), self.plan.clone()));
            } else if waited.is_multiple_of(RETURN) {
                at.clone_from(&best);
            }
            if take {
                at = Some((found, self.plan.clone()));
            }
            let Some((found, plan)) = &at else { break };
            self.plan = plan.clone();
            if waited > PATIENCE || !self.change(&found.list, &mut random) {
                break;
            }
        }
        Err(best.map_or_else(
            || Unmade { path: String::new(), message: "lengths do not come to an end".to_owned() },
            |(found, _)| found.unmade(),
        ))
    }

    /// Decides something anew that has to do with a fault.
    fn change(&mut self, found: &[Finding], random: &mut Random) -> bool {
        let mut changed = false;
        for finding in found {
            if let Some((key, fixed)) = &finding.right {
                self.plan.values.insert(*key, fixed.clone());
                changed = true;
            }
        }
        // The first fault may be what others follow from.
        let few = found.get(..found.len().min(3)).unwrap_or_default();
        let first = if random.one_in(2) { found.first() } else { random.pick(few) };
        if changed && !random.one_in(8) {
            return true;
        }
        let causes = first.map_or(&[][..], |finding| &finding.causes);
        if random.one_in(LONGER) {
            // What counts from the end may stand upon something else.
            let more = random.below(16);
            self.plan.sizes.values_mut().for_each(|size| *size = size.saturating_add(more));
        }
        // Often one alone cannot be changed for the better.
        for _ in 0..random.below(2).saturating_add(1) {
            let Some(key) = random.pick(causes) else { return changed };
            let key = self.aliases.get(key).unwrap_or(key);
            self.plan.values.remove(key);
            self.plan.salts.insert(*key, random.number());
        }
        true
    }

    fn examine(&mut self, file: &[u8]) -> Option<Findings> {
        // With the bounds that `check` has.
        let (found, work) = examine(self.program, file, Limits::default());
        self.count(work, file);
        found
    }

    /// Counts the work on a file.
    fn count(&mut self, work: u64, file: &[u8]) {
        self.work = self.work.saturating_add(work).saturating_add(file.len() as u64 / BYTES);
    }

    fn write(&mut self) -> Written {
        let mut machine = Machine::new(self.program, &[], self.limits);
        let draft = Draft::new(self.hints, self.plan.clone());
        machine.draft = Some(Box::new(draft));
        let (_, result) = machine.make_file(self.most);
        let file = match result {
            Ok(()) => Ok(machine.file().to_vec()),
            Err(stop) => Err(of_draft(&mut machine, &stop)),
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
        Written { file, again }
    }
}

/// What came of writing a file once.
struct Written {
    file: Result<Vec<u8>, Findings>,
    /// Whether something was found out that the file does not follow yet.
    again: bool,
}
