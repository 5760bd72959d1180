//! Values of a format that is a Rust type, as JSON that is changed at random and encoded.
//!
//! A value is the JSON of a good sample with some of its fields changed, and without the numbers
//! that the rest of it decides: `encode` finds these, and refuses what contradicts itself.

use crate::format::AnyFormat;
use crate::view::PlainView;
use crate::view::json::Sight;
use bytescope_formats::Format;
use bytescope_inspect::{Bytes, DraftOptions, Limits, OrderedJson as Json, ordered_json as json};
use bytescope_ksy::{Random, Unmade};
use serde_json::Value;
use std::sync::OnceLock;

/// Samples whose JSON is longer than this are no bases.
const MOST: usize = 6_000;
/// Changes that are tried for one sample.
const TRIES: u64 = 24;
/// Parts that are tried when a sample shall be larger.
const GROWS: usize = 12;
/// Numbers that may say how large one of the largest parts is.
const NUMBERS: usize = 24;

/// The values of a good sample.
#[derive(Debug)]
pub struct Values {
    format: &'static Format,
    data: Box<[u8]>,
    /// The JSON of it, with the numbers that are computed.
    whole: Json,
    reduced: OnceLock<Json>,
}

impl Values {
    /// The values of a file; nothing when it is at fault, or large.
    pub fn of(format: &'static Format, data: &[u8]) -> Option<Self> {
        let whole = json_of(format, data).filter(|json| json.to_string().len() <= MOST)?;
        Some(Self { format, data: data.into(), whole, reduced: OnceLock::new() })
    }

    /// The JSON without the numbers that the rest of it decides.
    pub fn reduced(&self) -> &Json {
        self.reduced.get_or_init(|| without_computed(self.format, &self.data, self.whole.clone()))
    }

    /// The same with one to three of its parts changed; whether that is a file, encoding tells.
    pub fn changed(&self, random: &mut Random) -> Value {
        let mut json = self.reduced().clone();
        for _ in 0..=random.below(2) {
            change_one(&mut json, random);
        }
        Value::from(&json)
    }

    /// A sample: as many changes as can be made, then as large as asked for.
    pub(super) fn sample(&self, random: &mut Random, size: Option<u64>) -> Result<Vec<u8>, Unmade> {
        let mut json = self.reduced().clone();
        let mut bytes = self.data.to_vec();
        let wanted = random.below(6).saturating_add(2);
        let mut made = 0;
        for _ in 0..TRIES {
            let mut next = json.clone();
            change_one(&mut next, random);
            if next != json
                && let Some(file) = self.good(&next)
            {
                (json, bytes, made) = (next, file, made + 1);
            }
            if made == wanted {
                break;
            }
        }
        if let Some(size) = size {
            self.grow(&mut json, &mut bytes, size, random);
        }
        Ok(bytes)
    }

    /// Makes a sample about as large as asked for: by longer lists and bytes, then by more bytes
    /// together with a number that says how many there are, such as the height of a picture.
    fn grow(&self, json: &mut Json, bytes: &mut Vec<u8>, size: u64, random: &mut Random) {
        let alone = (0..GROWS).map(|part| (part, None));
        let counted = (0..NUMBERS).flat_map(|number| [(0, Some(number)), (1, Some(number))]);
        for (part, number) in alone.chain(counted) {
            let len = bytes.len() as u64;
            let Some(more) = size.checked_sub(len).filter(|more| *more > 0) else { break };
            let mut next = json.clone();
            match number {
                None => longer(&mut next, part, random, (len, more)),
                Some(number) => times(&mut next, (part, number), more),
            }
            if next != *json
                && let Some(file) = self.good(&next).filter(|file| file.len() > bytes.len())
            {
                (*json, *bytes) = (next, file);
            }
        }
    }

    /// The file of a value, when there is one and nothing is wrong with it.
    fn good(&self, json: &Json) -> Option<Vec<u8>> {
        let file = self.format.encode?(&json.into(), DraftOptions::default()).ok()?;
        let faults = AnyFormat::from(self.format).check(&file, Limits::default(), 1);
        faults.is_empty().then_some(file)
    }
}

/// The tree as JSON, unless it has a fault.
fn json_of(format: &Format, data: &[u8]) -> Option<Json> {
    let outcome = (format.inspect)(data, Limits::default());
    if outcome.tree.has_fault() {
        return None;
    }
    let bytes = Bytes { source: data, buffers: &outcome.buffers };
    let sight = Sight { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView { node: &outcome.tree, sight, file: None, faults: &[] };
    Json::of(&view).ok()
}

/// Takes out every number without which the file is the same.
fn without_computed(format: &Format, data: &[u8], mut json: Json) -> Json {
    let Some(encode) = format.encode else { return json };
    let mut all = Vec::new();
    places(&json, "", &mut all);
    for place in all {
        if !matches!(json.pointer(&place), Some(Json::Number(number)) if number.is_u64()) {
            continue;
        }
        let Some((above, name)) = place.rsplit_once('/') else { continue };
        let Some(Json::Object(fields)) = json.pointer_mut(above) else { continue };
        let Some(index) = fields.iter().position(|field| field.0 == name) else { continue };
        let old = fields.remove(index);
        let again = encode(&Value::from(&json), DraftOptions::default());
        if !again.is_ok_and(|again| again == data)
            && let Some(Json::Object(fields)) = json.pointer_mut(above)
        {
            fields.insert(index, old);
        }
    }
    json
}

/// The places of everything that is no object, and of whole lists.
fn places(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(fields) if json.get("$hex").is_none() => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
        }
        Json::Array(items) => {
            found.push(at.to_owned());
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        _ => found.push(at.to_owned()),
    }
}

fn change_one(json: &mut Json, random: &mut Random) {
    let mut all = Vec::new();
    places(json, "", &mut all);
    if let Some(part) = random.pick(&all).and_then(|place| json.pointer_mut(place)) {
        change(part, random);
    }
}

/// Another value of the same kind.
fn change(json: &mut Json, random: &mut Random) {
    match json {
        Json::Number(number) => {
            let old = number.as_i64().unwrap_or_default();
            *json = match (number.is_f64(), random.below(4)) {
                (true, _) => json!((random.below(4000) as f64 - 2000.0) / 8.0),
                (_, 0) => json!(old.wrapping_add(1)),
                (_, 1) => json!(random.below(0x100)),
                (_, 2) => json!(random.below(1 << 32)),
                (_, _) => json!(old ^ (1 << random.below(16))),
            };
        }
        // A number, and names that are shown in another way when they are no letters.
        Json::String(text) if text.parse::<f64>().is_ok() => {}
        Json::String(text) if text.len() == 4 => {
            *text = (0..4).filter_map(|_| random.pick(&['a', 'Z', '7', ' '])).collect();
        }
        Json::String(text) => {
            let len = random.below(text.len() as u64 + 5);
            *text = match is_hex(text) {
                true => digits(len, random),
                false => (0..len).filter_map(|_| random.pick(&['a', 'Z', '7', 'é', ' '])).collect(),
            };
        }
        Json::Array(items) if !items.is_empty() => {
            let (from, to) = (random.index(items.len()), random.index(items.len()));
            match (random.below(3), items.get(from).cloned()) {
                (0, _) => drop(items.remove(from)),
                (1, Some(item)) => items.insert(to, item),
                _ => items.swap(from, to),
            }
        }
        _ => {}
    }
}

/// Makes a list or bytes larger, the one that is the longest but for some: by as much as the file
/// lacks, if it were all of the file.
fn longer(json: &mut Json, part: usize, random: &mut Random, (len, more): (u64, u64)) {
    let place = longest(json, |_| true).into_iter().nth(part);
    match place.and_then(|place| json.pointer_mut(&place)) {
        Some(Json::Array(items)) => {
            let count = items.len() as u64;
            let count = count.saturating_mul(more).checked_div(len).unwrap_or(0).max(1);
            for _ in 0..count {
                let at = random.index(items.len());
                if let Some(item) = items.get(at).cloned() {
                    items.insert(at, item);
                }
            }
        }
        Some(Json::String(text)) => text.push_str(&digits(more, random)),
        _ => {}
    }
}

/// Makes the bytes that are the longest but for some, and one of the numbers, several times as
/// large: by as many bytes as the file lacks.
fn times(json: &mut Json, (part, number): (usize, usize), more: u64) {
    let mut numbers = Vec::new();
    places(json, "", &mut numbers);
    numbers.retain(|place| json.pointer(place).and_then(integer).is_some_and(|n| n != 0));
    let bytes = longest(json, |value| matches!(value, Json::String(_))).into_iter().nth(part);
    let (Some(number), Some(bytes)) = (numbers.get(number), bytes) else { return };
    let Some(Json::String(text)) = json.pointer_mut(&bytes) else { return };
    let len = text.len() as u64 / 2;
    let factor = more.checked_div(len).unwrap_or(0).saturating_add(1);
    *text = text.repeat(usize::try_from(factor).unwrap_or(1));
    if let Some(number) = json.pointer_mut(number) {
        let old = integer(number).unwrap_or_default();
        *number = json!(old.saturating_mul(i64::try_from(factor).unwrap_or(1)));
    }
}

/// The places of lists and bytes that are not empty, the longest first.
fn longest(json: &Json, wanted: impl Fn(&Json) -> bool) -> Vec<String> {
    let mut all = Vec::new();
    places(json, "", &mut all);
    let size = |place: &String| match json.pointer(place).filter(|value| wanted(value)) {
        Some(list @ Json::Array(items)) if !items.is_empty() => list.to_string().len(),
        Some(Json::String(text)) if is_hex(text) => text.len(),
        _ => 0,
    };
    all.retain(|place| size(place) > 0);
    all.sort_by_cached_key(|place| std::cmp::Reverse(size(place)));
    all
}

fn integer(json: &Json) -> Option<i64> {
    match json {
        Json::Number(number) => number.as_i64(),
        _ => None,
    }
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Bytes as hex digits.
fn digits(len: u64, random: &mut Random) -> String {
    (0..len).map(|_| format!("{:02x}", random.below(0x100))).collect()
}
