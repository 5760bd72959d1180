//! Samples of Rust types: the JSON of existing samples is changed at random and encoded.
//!
//! The JSON omits the numbers that other values determine, which `encode` computes. `encode` also
//! rejects inconsistent values. Numbers of formats without an encoder are changed in place.

use crate::Document;
use crate::edit::PatchOptions;
use crate::format::AnyFormat;
use crate::view::PlainView;
use crate::view::json::JsonContext;
use bytescope_formats::Format;
use bytescope_inspect::{
    Buffers, DraftOptions, Limits, OrderedJson as Json, Value as NodeValue, ordered_json as json,
};
use bytescope_ksy::{Random, SampleError};
use serde_json::Value;
use std::sync::OnceLock;

/// Maximum size in bytes of the JSON of a base sample.
const MAX_JSON_SIZE: usize = 6_000;
/// Maximum number of attempted changes per sample.
const MAX_ATTEMPTS: u64 = 24;
/// Maximum number of lists and byte strings to try to enlarge.
const MAX_ENLARGED: usize = 12;
/// Maximum number of numbers to try to scale together with either of the two largest byte strings.
const MAX_SCALED: usize = 24;

/// Values of a valid sample.
#[derive(Debug)]
pub struct SampleValues {
    format: &'static Format,
    data: Box<[u8]>,
    /// Complete JSON, including computed numbers.
    whole: Json,
    reduced: OnceLock<Json>,
}

impl SampleValues {
    /// Reads the values of a file; returns `None` if the file is invalid or too large.
    pub fn of(format: &'static Format, data: &[u8]) -> Option<Self> {
        let whole = json_of(format, data).filter(|json| json.to_string().len() <= MAX_JSON_SIZE)?;
        Some(Self { format, data: data.into(), whole, reduced: OnceLock::new() })
    }

    /// Returns the JSON without the numbers that other values determine.
    pub fn reduced(&self) -> &Json {
        self.reduced.get_or_init(|| without_computed(self.format, &self.data, self.whole.clone()))
    }

    /// Returns the [`reduced`](Self::reduced) JSON with one to three changed values. It may fail to
    /// encode.
    pub fn changed(&self, random: &mut Random) -> Value {
        let mut json = self.reduced().clone();
        for _ in 0..=random.below(2) {
            change_random_value(&mut json, random);
        }
        Value::from(&json)
    }

    /// Generates a sample: applies a random number of changes, then enlarges it to about `size`
    /// bytes.
    pub(super) fn sample(
        &self,
        random: &mut Random,
        size: Option<u64>,
    ) -> Result<Vec<u8>, SampleError> {
        if self.format.encode.is_none() {
            return Ok(self.sample_in_place(random));
        }
        let mut json = self.reduced().clone();
        let mut bytes = self.data.to_vec();
        let target = random.below(6).saturating_add(2);
        let mut changes = 0;
        for _ in 0..MAX_ATTEMPTS {
            let mut next = json.clone();
            change_random_value(&mut next, random);
            if next != json
                && let Some(file) = self.encode_valid(&next)
            {
                (json, bytes, changes) = (next, file, changes + 1);
            }
            if changes == target {
                break;
            }
        }
        if let Some(size) = size {
            self.grow(&mut json, &mut bytes, size, random);
        }
        Ok(bytes)
    }

    /// Generates a sample of a format that has no encoder: changes numbers of the file in place. The
    /// size of the file remains.
    fn sample_in_place(&self, random: &mut Random) -> Vec<u8> {
        let format = AnyFormat::from(self.format);
        let mut bytes = self.data.to_vec();
        let target = random.below(6).saturating_add(2);
        let mut changes = 0;
        for _ in 0..MAX_ATTEMPTS {
            let doc = Document::from_bytes(bytes.clone(), format.clone());
            let mut paths = Vec::new();
            doc.tree().walk(&mut |path, node| {
                if matches!(node.value, NodeValue::UInt(_) | NodeValue::Label(_)) {
                    paths.push((path.to_string(), node.span.len()));
                }
            });
            let index = random.below(paths.len().max(1) as u64);
            let Some((path, size)) = usize::try_from(index).ok().and_then(|i| paths.get(i)) else {
                break;
            };
            let bits = size.saturating_mul(8).clamp(1, 64);
            let value = random.next_u64() >> 64_u64.saturating_sub(bits);
            let Ok(change) = format!("{path}={value}").parse() else { continue };
            let changed = doc.set(&[change], PatchOptions::default());
            if let Ok(next) = changed
                && next != bytes
                && format.check(&next, Limits::default(), 1).is_empty()
            {
                (bytes, changes) = (next, changes + 1);
            }
            if changes == target {
                break;
            }
        }
        bytes
    }

    /// Enlarges a sample to about `size` bytes: first by lengthening lists and byte strings, then by
    /// scaling a byte string together with a number, such as the height of an image.
    fn grow(&self, json: &mut Json, bytes: &mut Vec<u8>, size: u64, random: &mut Random) {
        let enlarged = (0..MAX_ENLARGED).map(|rank| (rank, None));
        let scaled = (0..MAX_SCALED).flat_map(|number| [(0, Some(number)), (1, Some(number))]);
        for (rank, number) in enlarged.chain(scaled) {
            let len = bytes.len() as u64;
            let Some(more) = size.checked_sub(len).filter(|more| *more > 0) else { break };
            let mut next = json.clone();
            match number {
                None => enlarge(&mut next, rank, random, len, more),
                Some(number) => scale(&mut next, rank, number, more),
            }
            if next != *json
                && let Some(file) = self.encode_valid(&next).filter(|file| file.len() > bytes.len())
            {
                (*json, *bytes) = (next, file);
            }
        }
    }

    /// Encodes JSON; returns `None` if that fails or the file is invalid.
    fn encode_valid(&self, json: &Json) -> Option<Vec<u8>> {
        let file = self.format.encode?(&json.into(), DraftOptions::default()).ok()?;
        let faults = AnyFormat::from(self.format).check(&file, Limits::default(), 1);
        faults.is_empty().then_some(file)
    }
}

/// Returns the tree of a file as JSON, or `None` if it has a fault.
fn json_of(format: &Format, data: &[u8]) -> Option<Json> {
    let outcome = (format.inspect)(data, Limits::default());
    if outcome.tree.has_fault() {
        return None;
    }
    let bytes = Buffers { source: data, buffers: &outcome.buffers };
    let context = JsonContext { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView::new(&outcome.tree, context);
    let mut json = Json::of(&view).ok()?;
    remove_targets(&mut json);
    Some(json)
}

/// Removes the names of targets, which are not values of the file.
fn remove_targets(json: &mut Json) {
    match json {
        Json::Object(fields) => {
            let names: Vec<_> = fields.iter().map(|(name, _)| name.clone()).collect();
            let is_target = |name: &str| {
                let number = name.strip_prefix('$');
                number.is_some_and(|number| names.iter().any(|name| *name == *number))
            };
            fields.retain(|(name, _)| !is_target(name));
            fields.iter_mut().for_each(|(_, value)| remove_targets(value));
        }
        Json::Array(items) => items.iter_mut().for_each(remove_targets),
        _ => {}
    }
}

/// Removes all numbers that can be omitted without changing the encoded file.
fn without_computed(format: &Format, data: &[u8], mut json: Json) -> Json {
    let Some(encode) = format.encode else { return json };
    let mut all = Vec::new();
    pointers(&json, "", &mut all);
    for pointer in all {
        if !matches!(json.pointer(&pointer), Some(Json::Number(number)) if number.is_u64()) {
            continue;
        }
        let Some((above, name)) = pointer.rsplit_once('/') else { continue };
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

/// Collects JSON pointers to all values except objects.
fn pointers(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(fields) if json.get("$hex").is_none() => {
            fields.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), found));
        }
        Json::Array(items) => {
            found.push(at.to_owned());
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| pointers(item, &format!("{at}/{index}"), found));
        }
        _ => found.push(at.to_owned()),
    }
}

/// Changes a random value; see [`change`].
fn change_random_value(json: &mut Json, random: &mut Random) {
    let mut all = Vec::new();
    pointers(json, "", &mut all);
    if let Some(value) = random.pick(&all).and_then(|pointer| json.pointer_mut(pointer)) {
        change(value, random);
    }
}

/// Changes a value to another value of the same JSON type.
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
        // Keeps numbers in text form, and the length of four-character codes.
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

/// Enlarges the list or byte string with the given `rank` by size; 0 is the largest. A byte string
/// grows by `more` bytes, a list in the same proportion as a file of `len` bytes that grows by
/// `more` bytes.
fn enlarge(json: &mut Json, rank: usize, random: &mut Random, len: u64, more: u64) {
    let pointer = longest(json, |_| true).into_iter().nth(rank);
    match pointer.and_then(|pointer| json.pointer_mut(&pointer)) {
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

/// Repeats the byte string with the given `rank` by size, and multiplies a number by the same
/// factor, so that the file grows by about `more` bytes.
fn scale(json: &mut Json, rank: usize, number: usize, more: u64) {
    let mut numbers = Vec::new();
    pointers(json, "", &mut numbers);
    numbers.retain(|pointer| json.pointer(pointer).and_then(integer).is_some_and(|n| n != 0));
    let bytes = longest(json, |value| matches!(value, Json::String(_))).into_iter().nth(rank);
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

/// Returns JSON pointers to the non-empty lists and byte strings that match, longest first.
fn longest(json: &Json, matches: impl Fn(&Json) -> bool) -> Vec<String> {
    let mut all = Vec::new();
    pointers(json, "", &mut all);
    let size = |pointer: &String| match json.pointer(pointer).filter(|value| matches(value)) {
        Some(list @ Json::Array(items)) if !items.is_empty() => list.to_string().len(),
        Some(Json::String(text)) if is_hex(text) => text.len(),
        _ => 0,
    };
    all.retain(|pointer| size(pointer) > 0);
    all.sort_by_cached_key(|pointer| std::cmp::Reverse(size(pointer)));
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

/// Returns random bytes as hex digits.
fn digits(len: u64, random: &mut Random) -> String {
    (0..len).map(|_| format!("{:02x}", random.below(0x100))).collect()
}
