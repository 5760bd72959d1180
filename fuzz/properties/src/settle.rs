//! Recomputation of checksums and lengths.

use crate::schemas::LIMITS;
use bytescope::AnyFormat;
use bytescope::inspect::{BufferId, Buffers, Fact, Fault, FaultKind, Selector};
use std::collections::HashSet;

/// Maximum number of rounds, each of which repairs one field.
const MAX_ROUNDS: usize = 8;
/// Maximum number of faults to examine.
const MAX_FAULTS: usize = 20;

/// Writes the required values of checksums, lengths and counts to their fields, as `set` does for the
/// fields that depend on a changed field. Other faults remain.
pub(crate) fn settle(format: &AnyFormat, file: &mut [u8]) {
    let mut failed = HashSet::new();
    for _ in 0..MAX_ROUNDS {
        let faults = format.check(file, LIMITS, MAX_FAULTS).into_iter();
        let mut faults = faults.filter(|(_, fault)| fault.kind == FaultKind::Mismatch);
        let Some((path, fault)) = faults.find(|(path, _)| !failed.contains(path)) else { return };
        if repair(format, file, &path, &fault).is_none() {
            failed.insert(path);
        }
    }
}

/// Writes possible encodings of the required value to the field in turn, until it has no mismatch.
fn repair(format: &AnyFormat, file: &mut [u8], path: &str, fault: &Fault) -> Option<()> {
    let selector: Selector = path.parse().ok()?;
    let outcome = format.inspect(file, LIMITS, true);
    let buffers = Buffers { source: file, buffers: &outcome.buffers };
    let span = selector.select(&outcome.tree, buffers, LIMITS).first()?.1.span;
    let is_whole = span.bit_start.is_multiple_of(8) && span.bit_len.is_multiple_of(8);
    let range = usize::try_from(span.start()).ok()?..usize::try_from(span.end()).ok()?;
    let old = file.get(range.clone()).filter(|_| is_whole && span.buffer == BufferId::SOURCE)?;
    let old = old.to_vec();
    for new in encodings(fault.expected.as_ref()?, old.len()) {
        file[range.clone()].copy_from_slice(&new);
        let faults = format.check(file, LIMITS, MAX_FAULTS);
        let remains =
            |(at, fault): &(String, Fault)| at == path && fault.kind == FaultKind::Mismatch;
        if !faults.iter().any(remains) {
            return Some(());
        }
    }
    file[range].copy_from_slice(&old);
    None
}

/// Returns the possible encodings of a value in `size` bytes.
fn encodings(value: &Fact, size: usize) -> Vec<Vec<u8>> {
    let Some(number) = value.as_int() else { return Vec::new() };
    let mut little = number.to_le_bytes().to_vec();
    little.resize(size, 0);
    let big = little.iter().rev().copied().collect();
    let digits =
        [format!("{number:0size$X}"), format!("{number:0size$x}"), format!("{number:0size$}")];
    let texts = digits.into_iter().map(String::into_bytes);
    [little, big].into_iter().chain(texts).filter(|bytes: &Vec<u8>| bytes.len() == size).collect()
}
