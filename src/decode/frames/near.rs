//! Near misses of an input with few valid frames.

use bytescope_frames::{Finder, NearMisses, Tally};

/// Maximum number of bytes at the start of the input to examine.
pub(super) const HEAD_SIZE: usize = 4 << 20;

/// Minimum number of rejected candidates to explain.
const MIN_REJECTED: u64 = 3;

/// Examines the first bytes of an input, which `head` returns, if the result requires an
/// explanation: if most bytes are outside valid frames, or many candidates are rejected.
pub(super) fn of(
    finder: &Finder,
    tally: &Tally,
    head: impl FnOnce(usize) -> Vec<u8>,
) -> Option<NearMisses> {
    let rejected = tally.rejected_count();
    let many = rejected >= MIN_REJECTED.max(tally.valid.frames / 10);
    let few = tally.valid.bytes < tally.bytes() / 2;
    (many || few).then(|| NearMisses::of(finder, &head(HEAD_SIZE)))
}
