//! Correction of lengths and counts after an edit. The tree does not contain the dependencies, so
//! numbers around the edit are tried until the file can be read to its end.

use super::FuzzMutator;
use super::edit::FieldEdit;
use super::map::{FileMap, stored};
use bytescope_inspect::{BufferId, Endian, FaultKind, Node, Outcome};

/// Maximum number of files that are read per edit.
const MAX_TRIALS: usize = 40;
/// Maximum number of corrected numbers per edit.
const MAX_CORRECTIONS: usize = 4;
/// Maximum number of candidates per edit.
const MAX_CANDIDATES: usize = 16;

/// Faults of a file except checksums, and its unread bytes. Less is better.
pub(super) type Score = (bool, bool, u64, usize);

/// Returns the score of a file: first files that are read to their end, then files without faults, then
/// files whose first fault or unread byte is closest to their end, then files with few faults.
pub(super) fn score(outcome: &Outcome<()>, data: &[u8]) -> Score {
    let (mut fatal, mut first, mut count, mut end) = (false, u64::MAX, 0_usize, 0);
    outcome.tree.walk(&mut |_, node: &Node| {
        // Trailing bytes are not a fault of a schema.
        let is_source = node.span.buffer == BufferId::SOURCE;
        if is_source && node.children.is_empty() && !node.is_filler() {
            end = node.span.end().max(end);
        }
        let fault = node.fault().filter(|fault| fault.kind != FaultKind::Mismatch);
        let Some(fault) = fault else { return };
        fatal |= fault.fatal;
        first = first.min(fault.offset);
        count = count.saturating_add(1);
    });
    let reached = if count == 0 { end } else { first };
    (fatal, count > 0, (data.len() as u64).saturating_sub(reached), count)
}

impl FuzzMutator {
    fn score_of(&self, data: &[u8]) -> Score {
        score(&self.inspect(data), data)
    }

    /// Applies an edit, and corrects the numbers that depend on the size of the edited part. `before`
    /// is the score of the file without the edit. Returns the file and its score.
    pub(super) fn fit(
        &self,
        edit: &FieldEdit,
        map: &FileMap,
        data: &[u8],
        before: Score,
    ) -> (Vec<u8>, Score) {
        let mut file = edit.apply(data);
        let growth = edit.growth();
        let mut best = self.score_of(&file);
        if growth == 0 && edit.items == 0 {
            return (file, best);
        }
        let mut steps = vec![growth, edit.items];
        steps.retain(|step| *step != 0);
        steps.dedup();
        let mut candidates = candidates(edit, map);
        let mut trials = 0;
        for _ in 0..MAX_CORRECTIONS {
            let mut improved = None;
            for (at, candidate) in candidates.iter().enumerate() {
                for step in &steps {
                    if best <= before || trials >= MAX_TRIALS {
                        break;
                    }
                    let Some(trial) = candidate.changed(&file, edit, *step) else { continue };
                    trials += 1;
                    let score = self.score_of(&trial);
                    if score < best {
                        best = score;
                        improved = Some((at, trial));
                    }
                }
            }
            let Some((at, trial)) = improved else { break };
            candidates.remove(at);
            file = trial;
        }
        (file, best)
    }
}

/// A number that may be a length or count.
struct LengthCandidate {
    start: usize,
    size: usize,
    value: i128,
    endian: Endian,
}

impl LengthCandidate {
    /// Returns the edited file with this number increased by `step`.
    fn changed(&self, file: &[u8], edit: &FieldEdit, step: i128) -> Option<Vec<u8>> {
        let shift = if self.start >= edit.range.end { edit.growth() } else { 0 };
        let start = usize::try_from(self.start as i128 + shift).ok()?;
        let new = stored(self.value.checked_add(step)?, self.size, self.endian)?;
        let mut file = file.to_vec();
        file.get_mut(start..start.saturating_add(self.size))?.copy_from_slice(&new);
        Some(file)
    }
}

/// Returns the numbers that may depend on the size of the edited part: fields of the structures that
/// contain it, and of structures among them. Numbers equal to the size of a part or to the number of
/// its items are first, then the closest ones.
fn candidates(edit: &FieldEdit, map: &FileMap) -> Vec<LengthCandidate> {
    let above: Vec<usize> = map.ancestors(edit.part).collect();
    let mut sizes: Vec<i128> = Vec::new();
    for at in above.iter().chain([&edit.part]) {
        let children = map.parts.iter().filter(|part| part.parent == Some(*at)).count();
        sizes.extend(map.parts.get(*at).map(|part| part.span.len() as i128));
        sizes.push(children as i128);
    }
    let mut found = Vec::new();
    for (at, part) in map.parts.iter().enumerate() {
        let Some((value, endian)) = part.number.filter(|_| !part.is_computed) else { continue };
        let apart = part.span.end <= edit.range.start || part.span.start >= edit.range.end;
        let near = map.ancestors(at).take(2).position(|of| above.contains(&of));
        let Some(depth) = near.filter(|_| apart && at != edit.part) else { continue };
        let distance = part.span.start.abs_diff(edit.range.start);
        let rank = (!sizes.contains(&value), depth, distance);
        let (start, size) = (part.span.start, part.span.len());
        found.push((rank, LengthCandidate { start, size, value, endian }));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(MAX_CANDIDATES);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}
