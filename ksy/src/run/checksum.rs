//! Checksums: each is verified as soon as the fields that it depends on have been read.

use super::{Env, FieldRef, Halt, Machine, Res};
use crate::ir::{ChecksumRule, CoveredRange, Ex};
use crate::order::compute_order;
use crate::value::{ObjId, Val};
use bytescope_frames::ChecksumMismatch;
use bytescope_inspect::{Fact, Fault, FaultKind, Span, unverified_range};

/// First or last field of a range.
struct RangeEnd {
    span: Span,
    is_present: bool,
}

impl RangeEnd {
    fn of(span: Span, val: &Val) -> Self {
        Self { span, is_present: !matches!(val, Val::Null) }
    }
}

/// Result of locating the bytes that a checksum covers.
enum Located {
    Bytes(Span),
    /// No field of the range is present.
    Absent,
}

impl<'d> Machine<'d> {
    /// Verifies the checksum in a field that was read, now or when its range has been read.
    pub(super) fn schedule_checksum(
        &mut self,
        field_ref: FieldRef,
        rule: &ChecksumRule,
    ) -> Res<()> {
        if self.writes()
            && let Some(draft) = &mut self.draft
        {
            draft.sums.push(field_ref);
        }
        match self.unread_need(field_ref, rule) {
            Some(need) => self.pending_sums.entry(need).or_default().push(field_ref),
            None => self.verify_checksum(field_ref, rule)?,
        }
        Ok(())
    }

    /// Verifies the checksums that only needed field `index` of an object, which was just read.
    pub(super) fn field_read(&mut self, id: ObjId, index: usize) -> Res<()> {
        if let Some(object) = self.objects.get_mut(id.0 as usize) {
            object.num_read = index.saturating_add(1);
        }
        if self.pending_sums.is_empty() {
            return Ok(());
        }
        for field_ref in self.pending_sums.remove(&(id, index)).unwrap_or_default() {
            let Some(rule) = self.checksum_rule(field_ref) else { continue };
            match self.unread_need(field_ref, rule) {
                Some(need) => self.pending_sums.entry(need).or_default().push(field_ref),
                None => self.verify_checksum(field_ref, rule)?,
            }
        }
        Ok(())
    }

    /// Returns the first checksum that does not match, with the bytes that it covers.
    pub(crate) fn mismatch(&mut self) -> Option<ChecksumMismatch> {
        let mismatches = self.faults.iter().filter(|(_, fault)| fault.kind == FaultKind::Mismatch);
        let (field_ref, fault) = mismatches.min_by_key(|(_, fault)| fault.offset)?;
        let (field_ref, Some(Fact::Hex { value: found, .. })) = (*field_ref, fault.actual.clone())
        else {
            return None;
        };
        let rule = self.checksum_rule(field_ref).filter(|rule| !rule.self_as_zeros)?;
        let appended = self.appended(field_ref, rule).ok()??;
        let Located::Bytes(range) = self.locate_range(field_ref, rule).ok()? else { return None };
        let covered = self.slice_of(range.buffer, range.start(), range.end());
        let covered = [covered, &appended].concat();
        Some(ChecksumMismatch { algorithm: rule.algorithm, covered, found })
    }

    fn checksum_rule(&self, field_ref: FieldRef) -> Option<&'d ChecksumRule> {
        self.field_at(field_ref)?.checksum.as_deref()
    }

    /// Returns an object and the index of one of its fields that a checksum needs and that has not
    /// been read.
    fn unread_need(&mut self, field_ref: FieldRef, rule: &ChecksumRule) -> Option<(ObjId, usize)> {
        rule.needs.iter().find_map(|need| {
            let Ok(Val::Obj(id)) = self.eval(&need.of, &Env::of(field_ref.object)) else {
                return None;
            };
            let last = self.class_of(id)?.fields.len().checked_sub(1)?;
            let index = need.index.map_or(last, |index| index.min(last));
            (self.object_ref(id).num_read <= index).then_some((id, index))
        })
    }

    /// Verifies a checksum. A mismatch does not stop reading.
    fn verify_checksum(&mut self, field_ref: FieldRef, rule: &ChecksumRule) -> Res<()> {
        self.compare_checksum(field_ref, rule)?;
        if self.draft.is_some() && !self.is_patching() && !self.keeps_checksum(field_ref) {
            self.correct_checksum(field_ref);
        }
        Ok(())
    }

    /// Compares a checksum with its range, and records the result.
    fn compare_checksum(&mut self, field_ref: FieldRef, rule: &ChecksumRule) -> Res<()> {
        let algorithm = rule.algorithm;
        let Some(cell) = self.cell(field_ref.object, field_ref.slot).cloned() else {
            return Ok(());
        };
        let offset = cell.span.start();
        let appended = self.appended(field_ref, rule);
        let found = match appended.and_then(|appended| {
            let located = match appended {
                Some(_) => Some(self.locate_range(field_ref, rule)?),
                None => None,
            };
            Ok((appended, located))
        }) {
            Err(halt) if halt.is_limit() => return Err(halt),
            // The field of a range or expression could not be read, which is reported there.
            Err(halt) if halt.cause.is_some() && !self.faults.is_empty() => return Ok(()),
            Err(halt) => {
                let mut fault = halt.at(offset).fault;
                fault.fatal = false;
                self.faults.insert(field_ref, fault);
                return Ok(());
            }
            Ok((Some(appended), Some(Located::Bytes(range)))) => {
                let zeros = if rule.self_as_zeros { cell.span } else { Span::default() };
                self.count_covered(range.len())?;
                self.sum_of(rule, range, zeros, &appended)
            }
            Ok((Some(_), _)) => {
                self.faults.insert(field_ref, unverified_range(algorithm, offset));
                return Ok(());
            }
            Ok((None, _)) => {
                let message = format!(
                    "{} cannot be verified: extra byte for this message type unknown",
                    algorithm.display_name()
                );
                self.faults.insert(field_ref, Fault::soft(FaultKind::Unverified, offset, message));
                return Ok(());
            }
        };
        let Some(stored) = self.stored_checksum(&cell.val, cell.span) else { return Ok(()) };
        let digits = algorithm.width().div_ceil(4);
        if stored == Ok(found) {
            self.verified.insert(field_ref, algorithm.name());
            return Ok(());
        }
        let actual = stored.map_or_else(|fact| fact, |value| Fact::Hex { value, digits });
        let message = format!("{} mismatch", algorithm.display_name());
        let fault = Fault::soft(FaultKind::Mismatch, offset, message);
        self.faults.insert(field_ref, fault.with(Fact::Hex { value: found, digits }, actual));
        Ok(())
    }

    /// Returns the stored checksum, or its value if it is not a number; `None` if the type of the
    /// value cannot contain a checksum.
    fn stored_checksum(&self, val: &Val, span: Span) -> Option<Result<u64, Fact>> {
        let number = match val {
            Val::Bool(bit) => Some(u64::from(*bit)),
            // The bits of a signed field.
            Val::Int(n) | Val::Enum(_, n) => {
                let spare = 64_u64.saturating_sub(span.bit_len.clamp(1, 64));
                let mask = u64::MAX.checked_shr(u32::try_from(spare).unwrap_or(0))?;
                u64::try_from(n & i128::from(mask)).ok()
            }
            Val::Str(text) if text.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u64::from_str_radix(text, 16).ok()
            }
            Val::Str(_) => None,
            Val::Bytes(bytes) => {
                let bytes = self.slice(bytes);
                let (high, low) = bytes.split_at(bytes.len().saturating_sub(8));
                let fits = high.iter().all(|byte| *byte == 0);
                fits.then(|| low.iter().fold(0, |value, byte| (value << 8) | u64::from(*byte)))
            }
            _ => return None,
        };
        Some(number.ok_or_else(|| self.fact(val)))
    }

    /// Computes a checksum of the bytes `range` and `appended`. The bits in `zeros` count as 0.
    fn sum_of(&self, rule: &ChecksumRule, range: Span, zeros: Span, appended: &[u8]) -> u64 {
        let mut sum = rule.algorithm.start();
        let (start, end) = (range.start(), range.end());
        let (from, to) = (zeros.start().max(start), zeros.end().min(end));
        if zeros.buffer == range.buffer && !zeros.is_empty() && from < to {
            sum.update(self.slice_of(range.buffer, start, from));
            for (byte, at) in self.slice_of(range.buffer, from, to).iter().zip(from..) {
                let first = at.saturating_mul(8);
                let is_zero = |bit: u64| {
                    let after = zeros.bit_start.saturating_add(zeros.bit_len);
                    (zeros.bit_start..after).contains(&first.saturating_add(bit))
                };
                let mask = (0..8).fold(0_u8, |mask, bit| (mask << 1) | u8::from(!is_zero(bit)));
                sum.update(&[byte & mask]);
            }
            sum.update(self.slice_of(range.buffer, to, end));
        } else {
            sum.update(self.slice_of(range.buffer, start, end));
        }
        sum.update(appended);
        sum.finish()
    }

    /// Returns the appended bytes of a checksum; `None` if they are unknown.
    fn appended(&mut self, field_ref: FieldRef, rule: &ChecksumRule) -> Res<Option<Vec<u8>>> {
        let Some(ex) = &rule.append else { return Ok(Some(Vec::new())) };
        match self.eval(ex, &Env::of(field_ref.object))? {
            Val::Int(n) => match u8::try_from(n) {
                Ok(byte) => Ok(Some(vec![byte])),
                Err(_) => Err(Halt::rule(format!("invalid `append`: expected a byte, found {n}"))),
            },
            Val::Bytes(bytes) => {
                let bytes = self.slice(&bytes).to_vec();
                self.count_covered(bytes.len() as u64)?;
                Ok(Some(bytes))
            }
            Val::Null => Ok(None),
            other => {
                let message = "invalid `append`: expected a byte or bytes, found ".to_owned();
                Err(Halt::rule(message + other.what()))
            }
        }
    }

    /// Returns the bytes that a checksum covers.
    fn locate_range(&mut self, field_ref: FieldRef, rule: &ChecksumRule) -> Res<Located> {
        let range = match &rule.range {
            CoveredRange::Fields { from, to } => {
                let from = self.range_end(from, field_ref.object)?;
                let to = self.range_end(to, field_ref.object)?;
                let (start, end) = (from.span.start(), to.span.end());
                if from.span.buffer != to.span.buffer {
                    return Err(Halt::rule("checksum range starts and ends in different streams"));
                }
                if start > end {
                    return Err(Halt::rule("checksum range ends before it starts"));
                }
                if !from.is_present && !to.is_present && start == end {
                    return Ok(Located::Absent);
                }
                Span::bytes(from.span.buffer, start, end)
            }
            CoveredRange::Offsets { start, end } => self.offsets(field_ref, start, end)?,
        };
        let own = self.cell(field_ref.object, field_ref.slot).map(|c| c.span).unwrap_or_default();
        let after = |span: Span| span.bit_start.saturating_add(span.bit_len);
        let overlaps = own.buffer == range.buffer
            && own.bit_start < after(range)
            && range.bit_start < after(own);
        if overlaps && !rule.self_as_zeros {
            return Err(Halt::rule("checksum range contains the checksum itself"));
        }
        Ok(Located::Bytes(range))
    }

    /// Returns the bytes between two offsets in the stream of an object. `_io.pos` is the offset of
    /// the checksum.
    fn offsets(&mut self, field_ref: FieldRef, start: &Ex, end: &Ex) -> Res<Span> {
        let io = self.object_ref(field_ref.object).io;
        let before = self.io(io);
        let own = self.cell(field_ref.object, field_ref.slot).map(|c| c.span).unwrap_or_default();
        self.seek(io, own.start().saturating_sub(before.start));
        let env = Env::of(field_ref.object);
        let start = self.length(start, &env, "start of the checksum range");
        let end = self.length(end, &env, "end of the checksum range");
        if let Some(stream) = self.io_mut(io) {
            stream.bits = before.bits;
        }
        let (start, end) = (start?, end?);
        if start > end {
            return Err(Halt::rule("checksum range ends before it starts"));
        }
        let stream = self.io(io);
        if end > stream.size() {
            if stream.open {
                self.needs = self.needs.max(stream.start.saturating_add(end));
            }
            let expected = Fact::AtMost(Box::new(i128::from(stream.size()).into()));
            let actual = i128::from(end);
            let message = "end of the checksum range is past the end of the stream";
            return Err(Halt::differs(FaultKind::Rule, message, expected, actual));
        }
        let at = |offset| stream.start.saturating_add(offset);
        Ok(Span::bytes(stream.buffer, at(start), at(end)))
    }

    /// Returns the span of the first or last field of a range.
    fn range_end(&mut self, ex: &Ex, this: ObjId) -> Res<RangeEnd> {
        let (id, slot) = match ex {
            Ex::Slot(slot) | Ex::Lazy(slot) => (this, *slot),
            Ex::Member { of, class, slot } => match self.range_object(of, this)? {
                Ok(id) if self.object_ref(id).class == *class => (id, *slot),
                Ok(id) => {
                    let name = self.class(*class).map_or("", |c| c.slot_name(*slot)).to_owned();
                    (id, self.slot_of(id, &name)?)
                }
                Err(absent) => return Ok(absent),
            },
            Ex::Find { of, name } => match self.range_object(of, this)? {
                Ok(id) => (id, self.slot_of(id, name)?),
                Err(absent) => return Ok(absent),
            },
            Ex::At(of, index) => return self.item_end(of, index, this),
            _ => return Err(Halt::rule("invalid checksum range")),
        };
        let name = self.class_of(id).map_or("?", |class| class.slot_name(slot)).to_owned();
        if self.class_of(id).is_some_and(|class| class.instance(slot).is_some())
            && self.instance(id, slot)? == Val::Null
        {
            return Err(Halt::rule(format!("checksum range requires `{name}`, which is absent")));
        }
        match self.cell(id, slot) {
            Some(cell) if !matches!(cell.val, Val::Unset | Val::Busy | Val::Failed) => {
                Ok(RangeEnd::of(cell.span, &cell.val))
            }
            _ => Err(Halt::unreadable(&name)),
        }
    }

    /// Returns an object with a field of a range, or the empty range at an absent object.
    fn range_object(&mut self, ex: &Ex, this: ObjId) -> Res<Result<ObjId, RangeEnd>> {
        match self.eval(ex, &Env::of(this))? {
            Val::Obj(id) => Ok(Ok(id)),
            Val::Null if matches!(ex, Ex::Slot(_) | Ex::Member { .. } | Ex::Find { .. }) => {
                self.range_end(ex, this).map(Err)
            }
            other => Err(Halt::rule(format!(
                "checksum range requires an object, found {}",
                other.what()
            ))),
        }
    }

    fn slot_of(&self, id: ObjId, name: &str) -> Res<usize> {
        let class = self.class_of(id);
        let slot = class.and_then(|class| class.members.get(name).copied());
        let stored = |slot: &usize| class.is_some_and(|class| *slot >= class.params);
        slot.filter(stored).ok_or_else(|| {
            let of = class.map_or("?", |class| &class.name);
            Halt::rule(format!("unknown field `{name}` in type `{of}`"))
        })
    }

    /// Returns the span of an item of a list.
    fn item_end(&mut self, of: &Ex, index: &Ex, this: ObjId) -> Res<RangeEnd> {
        let list = self.eval(of, &Env::of(this))?;
        let at = self.int(index, &Env::of(this))?;
        let wanted = u64::try_from(at).ok();
        let span = match (&list, wanted) {
            (Val::Arr(id), Some(at)) => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                self.array(*id).get(at).map(|cell| cell.span)
            }
            (Val::Table(id), Some(at)) if self.table(*id).is_some_and(|t| at < t.count) => {
                Some(self.row_span(*id, at)?)
            }
            _ => None,
        };
        match span {
            Some(span) => Ok(RangeEnd { span, is_present: true }),
            None => Err(Halt::rule(format!("index {at} of the checksum range is out of range"))),
        }
    }

    /// Recomputes the checksums of a file under construction, each after those that it covers.
    pub(super) fn settle_checksums(&mut self) -> Res<()> {
        let Some(draft) = &mut self.draft else { return Ok(()) };
        let sums = std::mem::take(&mut draft.sums);
        let mut spans = Vec::new();
        for field_ref in sums {
            let Some(rule) = self.checksum_rule(field_ref) else { continue };
            let covers = match self.locate_range(field_ref, rule) {
                Ok(Located::Bytes(range)) => range,
                Err(halt) if halt.is_limit() => return Err(halt),
                Ok(Located::Absent) | Err(_) => continue,
            };
            let own = self.cell(field_ref.object, field_ref.slot).map(|c| c.span);
            spans.push((field_ref, own.unwrap_or_default(), covers));
        }
        spans.sort_by_key(|(_, own, _)| (own.buffer, own.bit_start));
        let covered = |at: usize| {
            let Some((_, _, covers)) = spans.get(at) else { return Vec::new() };
            let first = spans.partition_point(|(_, own, _)| {
                (own.buffer, own.end()) <= (covers.buffer, covers.start())
            });
            let after = spans.get(first..).unwrap_or_default().iter().zip(first..);
            let inside = after.take_while(|((_, own, _), _)| {
                own.buffer == covers.buffer && own.start() < covers.end()
            });
            inside.map(|(_, other)| other).filter(|other| *other != at).collect()
        };
        // Checksums that cover each other are not recomputed.
        let order = compute_order(spans.len(), covered).unwrap_or_default();
        for at in order {
            let Some((field_ref, ..)) = spans.get(at) else { continue };
            if let Some(rule) = self.checksum_rule(*field_ref) {
                self.verify_checksum(*field_ref, rule)?;
            }
        }
        Ok(())
    }
}
