//! Sync patterns: the constants at the start of frames.

use crate::encoding::StringEncoding;
use crate::ir::{ElementKind, Ex, FieldDef, Order, Program, Repeat, Valid};
use crate::model::TypeId;
use crate::value::Val;
use bytescope_frames::Pattern;

/// Maximum number of alternative patterns.
const MAX_PATTERNS: usize = 16;
/// Minimum number of known bits in a pattern; a pattern with fewer bits matches nearly everywhere.
const MIN_KNOWN_BITS: u32 = 8;
/// Maximum size of a pattern in bytes; longer patterns do not speed up the search.
const MAX_SIZE: usize = 8;
/// Maximum nesting depth of types at the start of a frame.
const MAX_DEPTH: usize = 16;

/// Returns the sync patterns, one of which starts every frame; empty if too few bits are known.
pub(super) fn of(program: &Program) -> Vec<Pattern> {
    let mut heads = Heads { program, found: vec![Vec::new()], contents_only: false };
    heads.class(program.top, MAX_DEPTH);
    heads.finish()
}

/// Returns the sync patterns without the values of `valid`.
pub(super) fn contents(program: &Program) -> Vec<Pattern> {
    let mut heads = Heads { program, found: vec![Vec::new()], contents_only: true };
    heads.class(program.top, MAX_DEPTH);
    heads.finish()
}

/// Returns the number of bits with a known value at the start of a frame.
pub(super) fn known_bits(program: &Program) -> u32 {
    let mut heads = Heads { program, found: vec![Vec::new()], contents_only: false };
    heads.class(program.top, MAX_DEPTH);
    let count = |bits: &Vec<Option<bool>>| bits.iter().flatten().count();
    let known = heads.found.iter().map(count).min().unwrap_or(0);
    u32::try_from(known).unwrap_or(u32::MAX).saturating_sub(heads.found.len().max(1).ilog2())
}

/// Alternative starts of a frame.
struct Heads<'p> {
    program: &'p Program,
    /// Bits of each alternative; `None` for unknown bits.
    found: Vec<Vec<Option<bool>>>,
    /// True to ignore the values of `valid`.
    contents_only: bool,
}

impl Heads<'_> {
    /// Appends the bits of the fields of a type. Returns `true` if the fields after it can be
    /// appended, too.
    fn class(&mut self, id: TypeId, levels: usize) -> bool {
        let Some(class) = self.program.classes.get(id.index()) else { return false };
        let Some(levels) = levels.checked_sub(1) else { return false };
        class.params == 0 && class.fields.iter().all(|field| self.field(field, levels))
    }

    fn field(&mut self, field: &FieldDef, levels: usize) -> bool {
        let once = matches!(field.repeat, Repeat::Once) && field.condition.is_none();
        let long = self.found.first().is_none_or(|bits| bits.len() >= MAX_SIZE.saturating_mul(8));
        if !once || long {
            return false;
        }
        if !matches!(field.kind, ElementKind::Bits { .. }) {
            self.align();
        }
        match &field.kind {
            ElementKind::Contents(bytes) => self.add(&[bits_of(bytes)]),
            ElementKind::Int { size, order, .. } => {
                let bits = u32::from(*size).saturating_mul(8);
                let little = match order {
                    Order::Little => true,
                    Order::Big => false,
                    Order::Object => return false,
                };
                let number = |n: i128| {
                    let bytes = (n as u64).to_be_bytes();
                    let skip = bytes.len().saturating_sub(usize::from(*size));
                    let mut bytes = bytes.get(skip..).unwrap_or_default().to_vec();
                    if little {
                        bytes.reverse();
                    }
                    bits_of(&bytes)
                };
                self.numbers(field, bits, number)
            }
            ElementKind::Bits { count, little: false, .. } => {
                let count = *count;
                self.numbers(field, count, |n| {
                    (0..count).rev().map(|bit| Some((n >> bit) & 1 == 1)).collect()
                })
            }
            ElementKind::Bytes(_) => self.text(field, None),
            ElementKind::Str(_, encoding) => self.text(field, encoding.known()),
            ElementKind::Object { class, extent: None, args, .. } if args.is_empty() => {
                self.class(*class, levels)
            }
            _ => false,
        }
    }

    /// Appends a number of `count` bits.
    fn numbers(
        &mut self,
        field: &FieldDef,
        count: u32,
        bits: impl Fn(i128) -> Vec<Option<bool>>,
    ) -> bool {
        match self.values(field) {
            Some(known) => {
                let number = |val: &Val| match val {
                    Val::Int(n) | Val::Enum(_, n) => Some(*n),
                    Val::Bool(b) => Some((*b).into()),
                    _ => None,
                };
                let known: Option<Vec<i128>> = known.iter().map(number).collect();
                let known = known.unwrap_or_default();
                self.add(&known.into_iter().map(bits).collect::<Vec<_>>())
            }
            None => self.add(&[vec![None; usize::try_from(count).unwrap_or(0)]]),
        }
    }

    /// Appends bytes or a string of known value.
    fn text(&mut self, field: &FieldDef, encoding: Option<StringEncoding>) -> bool {
        let known = self.values(field).unwrap_or_default();
        let bytes = |val: &Val| match val {
            Val::Bytes(crate::value::ByteString::Own(bytes)) => Some(bits_of(bytes)),
            Val::Str(text) => Some(bits_of(&encoding?.encode(text)?)),
            _ => None,
        };
        let known: Option<Vec<_>> = known.iter().map(bytes).collect();
        self.add(&known.unwrap_or_default())
    }

    /// Returns the valid values of a field, if the schema lists them.
    fn values(&self, field: &FieldDef) -> Option<Vec<Val>> {
        if self.contents_only {
            return None;
        }
        let constant = |ex: &Ex| match ex {
            Ex::Val(val) => Some(val.clone()),
            _ => None,
        };
        match field.valid.as_ref()? {
            Valid::Eq(ex) => Some(vec![constant(ex)?]),
            Valid::AnyOf(list) => list.iter().map(constant).collect(),
            Valid::InEnum => {
                let (ElementKind::Int { enumeration, .. } | ElementKind::Bits { enumeration, .. }) =
                    &field.kind
                else {
                    return None;
                };
                let labels = &self.program.enums.get((*enumeration)?.index())?.labels;
                let mut numbers: Vec<i128> = labels.keys().copied().collect();
                numbers.sort_unstable();
                Some(numbers.into_iter().map(Val::Int).collect())
            }
            Valid::Range { .. } | Valid::Expr(..) => None,
        }
    }

    /// Appends each of these alternatives. Returns `false` if there are none or too many, or their
    /// lengths differ.
    fn add(&mut self, next: &[Vec<Option<bool>>]) -> bool {
        let few = next.len().saturating_mul(self.found.len()) <= MAX_PATTERNS;
        let Some(first) = next.first() else { return false };
        if !few || next.iter().any(|bits| bits.len() != first.len()) {
            return false;
        }
        let pairs = self.found.iter().flat_map(|head| next.iter().map(move |bits| (head, bits)));
        self.found = pairs.map(|(head, bits)| [head.as_slice(), bits].concat()).collect();
        true
    }

    /// Pads each alternative to a whole byte with unknown bits.
    fn align(&mut self) {
        for head in &mut self.found {
            head.resize(head.len().next_multiple_of(8), None);
        }
    }

    fn finish(mut self) -> Vec<Pattern> {
        self.align();
        let mut all: Vec<Pattern> = Vec::new();
        for head in &self.found {
            let byte = |bits: &[Option<bool>], pick: fn(Option<bool>) -> bool| {
                bits.iter().fold(0, |byte: u8, bit| (byte << 1) | u8::from(pick(*bit)))
            };
            let (bytes, _) = head.as_chunks::<8>();
            let known = bytes.iter().rposition(|bits| bits.iter().any(Option::is_some));
            let Some(last) = known else { return Vec::new() };
            let bytes = bytes.get(..=last.min(MAX_SIZE.saturating_sub(1))).unwrap_or_default();
            let all_of = |pick| bytes.iter().map(|bits| byte(bits, pick)).collect::<Vec<u8>>();
            let mask = all_of(|bit| bit.is_some());
            if mask.iter().map(|mask| mask.count_ones()).sum::<u32>() < MIN_KNOWN_BITS {
                return Vec::new();
            }
            let pattern = Pattern::masked(&all_of(|bit| bit == Some(true)), &mask);
            if !all.contains(&pattern) {
                all.push(pattern);
            }
        }
        all
    }
}

fn bits_of(bytes: &[u8]) -> Vec<Option<bool>> {
    bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| Some((byte >> bit) & 1 == 1)))
        .collect()
}
