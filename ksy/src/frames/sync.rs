//! The constants that frames begin with.

use crate::ir::{Ex, Field, Kind, Order, Program, Repeat, Valid};
use crate::model::TypeId;
use crate::value::Val;
use bytescope_frames::Pattern;

/// Constants of which more than this may stand in one place are no sync.
const MOST: usize = 16;
/// Fewer bits than this stand nearly everywhere.
const LEAST: u32 = 8;
/// A longer constant finds frames no quicker.
const LONGEST: usize = 8;
/// Types within types, on the way to the first fields.
const DEEPEST: usize = 16;

/// One of them begins every frame; none when nothing is known of its first bits.
pub(super) fn of(program: &Program) -> Vec<Pattern> {
    let mut heads = Heads { program, found: vec![Vec::new()] };
    heads.class(program.top, DEEPEST);
    heads.finish()
}

/// Bits that are known (1, 0) or not (none), for each way to begin.
struct Heads<'p> {
    program: &'p Program,
    found: Vec<Vec<Option<bool>>>,
}

impl Heads<'_> {
    /// Adds what is known of the fields of a type; whether what follows it stands behind them.
    fn class(&mut self, id: TypeId, deep: usize) -> bool {
        let Some(class) = self.program.classes.get(id.index()) else { return false };
        let Some(deep) = deep.checked_sub(1) else { return false };
        class.params == 0 && class.fields.iter().all(|field| self.field(field, deep))
    }

    fn field(&mut self, field: &Field, deep: usize) -> bool {
        let once = matches!(field.repeat, Repeat::Once) && field.condition.is_none();
        let long = self.found.first().is_none_or(|bits| bits.len() >= LONGEST.saturating_mul(8));
        if !once || long {
            return false;
        }
        if !matches!(field.kind, Kind::Bits { .. }) {
            self.align();
        }
        match &field.kind {
            Kind::Contents(bytes) => self.add(&[bits_of(bytes)]),
            Kind::Int { size, order, .. } => {
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
            Kind::Bits { count, little: false, .. } => {
                let count = *count;
                self.numbers(field, count, |n| {
                    (0..count).rev().map(|bit| Some((n >> bit) & 1 == 1)).collect()
                })
            }
            Kind::Bytes(_) | Kind::Str(..) => self.text(field),
            Kind::Object { class, extent: None, args, .. } if args.is_empty() => {
                self.class(*class, deep)
            }
            _ => false,
        }
    }

    /// Adds a number that takes so many bits.
    fn numbers(
        &mut self,
        field: &Field,
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

    /// Adds bytes or text of which the value is known.
    fn text(&mut self, field: &Field) -> bool {
        let known = self.values(field).unwrap_or_default();
        let bytes = |val: &Val| match val {
            Val::Bytes(crate::value::Bytes::Own(bytes)) => Some(bits_of(bytes)),
            Val::Str(text) if text.is_ascii() => Some(bits_of(text.as_bytes())),
            _ => None,
        };
        let known: Option<Vec<_>> = known.iter().map(bytes).collect();
        self.add(&known.unwrap_or_default())
    }

    /// The values that a field may have, when these are few.
    fn values(&self, field: &Field) -> Option<Vec<Val>> {
        let constant = |ex: &Ex| match ex {
            Ex::Val(val) => Some(val.clone()),
            _ => None,
        };
        match field.valid.as_ref()? {
            Valid::Eq(ex) => Some(vec![constant(ex)?]),
            Valid::AnyOf(list) => list.iter().map(constant).collect(),
            Valid::InEnum => {
                let (Kind::Int { enumeration, .. } | Kind::Bits { enumeration, .. }) = &field.kind
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

    /// Goes on with each of these; whether they are few enough and of one length.
    fn add(&mut self, ways: &[Vec<Option<bool>>]) -> bool {
        let few = ways.len().saturating_mul(self.found.len()) <= MOST;
        let Some(first) = ways.first() else { return false };
        if !few || ways.iter().any(|way| way.len() != first.len()) {
            return false;
        }
        let pairs = self.found.iter().flat_map(|head| ways.iter().map(move |way| (head, way)));
        self.found = pairs.map(|(head, way)| [head.as_slice(), way].concat()).collect();
        true
    }

    /// Bits that are left of a byte are passed over.
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
            let bytes = bytes.get(..=last.min(LONGEST.saturating_sub(1))).unwrap_or_default();
            let all_of = |pick| bytes.iter().map(|bits| byte(bits, pick)).collect::<Vec<u8>>();
            let mask = all_of(|bit| bit.is_some());
            if mask.iter().map(|mask| mask.count_ones()).sum::<u32>() < LEAST {
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
