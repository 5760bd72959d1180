//! Check of a file as a stream of frames.

use crate::format::AnyFormat;
use bytescope_frames::{Event, Finder, Reason, RejectKind, Scanner};
use bytescope_inspect::{Fault, FaultKind, FaultList, Limits};

/// Returns up to `max` faults of a file that is a stream of frames of a schema: rejected candidates
/// and unverified frames, as counted by `decode`. Returns `None` if the format is not a framed
/// schema, if the file is a single frame, also one that is decoded already, or if it has no valid
/// frame. `is_frame` is true if the file as a whole has the fields of a frame.
pub(super) fn faults(
    format: &AnyFormat,
    bytes: &[u8],
    limits: Limits,
    is_frame: bool,
    max: usize,
) -> Option<FaultList> {
    let schema = format.schema().filter(|schema| schema.is_framed() && format.log().is_none())?;
    let stuffed = schema.is_stuffed();
    if stuffed && is_frame {
        return None;
    }
    let finder = Finder::new(vec![format.frame_schema().ok()?]).ok()?;
    let longest = finder.longest();
    let (mut found, mut num_valid, mut is_single) = (FaultList::default(), 0_u64, false);
    let mut take = |event: Event<'_>| match event {
        Event::Valid(frame, _) => {
            num_valid = num_valid.saturating_add(1);
            is_single = frame.offset == 0 && u64::from(frame.len) == bytes.len() as u64;
        }
        Event::Skipped { .. } => {}
        _ if found.faults.len() >= max => found.num_others = found.num_others.saturating_add(1),
        Event::Unverified(frame, bytes) => {
            let unverified = || Fault::soft(FaultKind::Unverified, 0, "frame cannot be verified");
            let inside = (!stuffed).then(|| first_fault(format, bytes, limits, None)).flatten();
            let (path, fault) = inside.unwrap_or_else(|| (String::new(), unverified()));
            found.faults.push((path, shifted(fault, frame.offset)));
        }
        Event::Rejected(rejected) => {
            let at = usize::try_from(rejected.offset).unwrap_or(usize::MAX);
            let rest = bytes.get(at..).unwrap_or_default();
            let window = rest.get(..longest).unwrap_or(rest);
            let reason = &rejected.reason;
            let inside = (!stuffed && is_in_field(reason.kind))
                .then(|| first_fault(format, window, limits, Some(reason.at.into())))
                .flatten();
            let (path, fault) = inside.unwrap_or_else(|| (String::new(), of_reason(reason)));
            found.faults.push((path, shifted(fault, rejected.offset)));
        }
    };
    let mut scanner = Scanner::new(finder);
    scanner.feed(bytes, &mut take);
    scanner.finish(&mut take);
    (num_valid > 0 && !is_single).then_some(found)
}

/// True if the reason is the fault of a field.
fn is_in_field(kind: RejectKind) -> bool {
    matches!(kind, RejectKind::Checksum | RejectKind::Constant | RejectKind::Rule)
}

/// Returns the first fault of a frame, or the first one at an offset.
fn first_fault(
    format: &AnyFormat,
    frame: &[u8],
    limits: Limits,
    at: Option<u64>,
) -> Option<(String, Fault)> {
    let outcome = format.inspect(frame, limits, false);
    let faults = outcome.tree.recorded_faults().into_iter();
    let mut faults = faults.filter(|(_, fault)| fault.kind != FaultKind::Uncovered);
    let found = faults.find(|(_, fault)| at.is_none_or(|at| fault.offset == at))?;
    Some((found.0, found.1.clone()))
}

fn of_reason(reason: &Reason) -> Fault {
    let kind = match reason.kind {
        RejectKind::Checksum | RejectKind::Length => FaultKind::Mismatch,
        RejectKind::Constant => FaultKind::Magic,
        RejectKind::Truncated => FaultKind::Truncated,
        _ => FaultKind::Rule,
    };
    Fault::soft(kind, reason.at.into(), reason.to_string())
}

fn shifted(mut fault: Fault, by: u64) -> Fault {
    fault.offset = fault.offset.saturating_add(by);
    fault
}
