//! Damage to files: a change is kept if the first fault is of the intended kind.

use super::fields::{self, FieldClass, StoredField};
use super::kinds::Damage;
use crate::format::AnyFormat;
use crate::view::FaultView;
use bytescope_inspect::{Buffers, Fault, Limits};
use bytescope_ksy::Random;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Maximum number of attempts per kind of damage.
const MAX_ATTEMPTS: usize = 32;
/// Maximum number of old and of new bytes in the JSON of a note.
const MAX_SHOWN: usize = 64;

/// A damaged file.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Contents of the file.
    pub bytes: Vec<u8>,
    /// Description of the damage.
    pub note: MutationNote,
}

/// Change of a file, and the resulting fault.
#[derive(Clone, Debug)]
pub struct MutationNote {
    /// Kind of damage.
    pub kind: Damage,
    /// Path of the changed field; empty for the whole file.
    pub path: String,
    /// Offset of the change.
    pub offset: u64,
    /// Original bytes.
    pub old: Vec<u8>,
    /// Replacement bytes.
    pub new: Vec<u8>,
    /// First fault of the damaged file, with the path of its field.
    pub fault: (String, Fault),
}

/// JSON object; long runs of bytes are truncated.
impl Serialize for MutationNote {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let shown = |bytes: &[u8]| hex::encode(bytes.get(..MAX_SHOWN).unwrap_or(bytes));
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("kind", &self.kind)?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("offset", &self.offset)?;
        map.serialize_entry("old", &shown(&self.old))?;
        map.serialize_entry("old_size", &self.old.len())?;
        map.serialize_entry("new", &shown(&self.new))?;
        map.serialize_entry("new_size", &self.new.len())?;
        map.serialize_entry("fault", &FaultView::of(&self.fault))?;
        map.end()
    }
}

/// Damages files of one format.
#[derive(Debug)]
pub struct Mutator<'f> {
    format: &'f AnyFormat,
    limits: Limits,
}

impl<'f> Mutator<'f> {
    /// Creates a mutator of files of this format.
    pub fn new(format: &'f AnyFormat) -> Self {
        Self { format, limits: Limits::default() }
    }

    /// Applies one change to a valid file. The kinds of damage rotate with `number`. Returns `None`
    /// if no attempted change causes a fault.
    pub fn mutant(&self, base: &[u8], number: u64, random: &mut Random) -> Option<Mutant> {
        let outcome = self.format.inspect(base, self.limits, true);
        let bytes = Buffers { source: base, buffers: &outcome.buffers };
        let stored = fields::of(&outcome.tree, bytes, self.limits, random);
        let first = usize::try_from(number % Damage::ALL.len() as u64).unwrap_or(0);
        let kinds = Damage::ALL.iter().cycle().skip(first).take(Damage::ALL.len());
        kinds.copied().find_map(|kind| match kind {
            Damage::Truncation => self.truncated(base, &stored, random),
            Damage::Trailing => self.extended(base, random),
            kind => self.changed(base, &stored, kind, random),
        })
    }

    /// Returns the first fault of a file.
    fn first_fault(&self, file: &[u8]) -> Option<(String, Fault)> {
        self.format.check(file, self.limits, 1).into_iter().next()
    }

    /// Changes a field.
    fn changed(
        &self,
        base: &[u8],
        stored: &[StoredField],
        kind: Damage,
        random: &mut Random,
    ) -> Option<Mutant> {
        let may_be = |field: &&StoredField| match kind {
            Damage::Checksum => field.class == FieldClass::Checksum,
            Damage::Length => field.class == FieldClass::Number,
            _ => true,
        };
        let stored: Vec<&StoredField> = stored.iter().filter(may_be).collect();
        for _ in 0..MAX_ATTEMPTS {
            let field = random.pick(&stored)?;
            let (start, end) = (index(field.span.start()), index(field.span.end()));
            let Some(old) = base.get(start..end).map(<[u8]>::to_vec) else { continue };
            let new = mutated(&old, field, random);
            if new == old {
                continue;
            }
            let mut file = base.to_vec();
            if let Some(target) = file.get_mut(start..end) {
                target.copy_from_slice(&new);
            }
            let Some(fault) = self.first_fault(&file) else { continue };
            if kind.is(field, &fault.0, &fault.1) {
                let (path, offset) = (field.path.clone(), field.span.start());
                return Some(Mutant {
                    bytes: file,
                    note: MutationNote { kind, path, offset, old, new, fault },
                });
            }
        }
        None
    }

    /// Truncates the file at the start or end of a field.
    fn truncated(
        &self,
        base: &[u8],
        stored: &[StoredField],
        random: &mut Random,
    ) -> Option<Mutant> {
        let kind = Damage::Truncation;
        for _ in 0..MAX_ATTEMPTS {
            let field = random.pick(stored)?;
            let end = if random.one_in(2) { field.span.start() } else { field.span.end() };
            let (Some(file), Some(old)) = (base.get(..index(end)), base.get(index(end)..)) else {
                continue;
            };
            if old.is_empty() {
                continue;
            }
            if let Some(fault) = self.first_fault(file) {
                let (path, old) = (field.path.clone(), old.to_vec());
                let note = MutationNote { kind, path, offset: end, old, new: Vec::new(), fault };
                return Some(Mutant { bytes: file.to_vec(), note });
            }
        }
        None
    }

    /// Appends trailing bytes.
    fn extended(&self, base: &[u8], random: &mut Random) -> Option<Mutant> {
        for _ in 0..4 {
            let more = random.below(8).saturating_add(1);
            let new: Vec<u8> = (0..more).map(|_| byte(random)).collect();
            let file = [base, &new].concat();
            if let Some(fault) = self.first_fault(&file) {
                let (kind, offset) = (Damage::Trailing, base.len() as u64);
                let (path, old) = (String::new(), Vec::new());
                return Some(Mutant {
                    bytes: file,
                    note: MutationNote { kind, path, offset, old, new, fault },
                });
            }
        }
        None
    }
}

/// Returns modified bytes for a field.
fn mutated(old: &[u8], field: &StoredField, random: &mut Random) -> Vec<u8> {
    let mut new = old.to_vec();
    let whole = field.span.bit_start.is_multiple_of(8) && field.span.bit_len.is_multiple_of(8);
    if !whole {
        // Flips a bit of the field; bits are numbered from the most significant bit.
        let bit = field.span.bit_start % 8 + random.below(field.span.bit_len);
        if let Some(byte) = new.get_mut(index(bit / 8)) {
            *byte ^= 0x80_u8 >> (bit % 8);
        }
        return new;
    }
    let last = new.len().saturating_sub(1);
    match random.below(7) {
        // Increments or decrements the first or last byte.
        0 => new.iter_mut().take(1).for_each(|b| *b = b.wrapping_add(1)),
        1 => new.iter_mut().take(1).for_each(|b| *b = b.wrapping_sub(1)),
        2 => new.iter_mut().skip(last).for_each(|b| *b = b.wrapping_add(1)),
        3 => new.iter_mut().skip(last).for_each(|b| *b = b.wrapping_sub(1)),
        4 => new.fill(if random.one_in(2) { 0xff } else { 0 }),
        5 => new.iter_mut().for_each(|b| *b = byte(random)),
        _ => {
            let at = random.index(new.len());
            new.iter_mut().skip(at).take(1).for_each(|b| *b ^= 1 << random.below(8));
        }
    }
    new
}

fn byte(random: &mut Random) -> u8 {
    u8::try_from(random.below(0x100)).unwrap_or(0)
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
