//! Values at known offsets as JSON, for columns of lists.

use super::Step;
use super::labels::FlatLabels;
use super::leaf::{FlatLeaf, LeafForm};
use super::part::FlatPart;
use crate::ir::{Program, Repeat};
use crate::model::TypeId;
use crate::rows::json;
use crate::value::unsigned;
use bytescope_inspect::OrderedJson as Json;
use bytescope_table::ColumnKind;

/// Text of the value at a path.
#[derive(Debug)]
pub(crate) struct JsonProgram(Vec<JsonOp>);

/// Step of a program.
#[derive(Debug)]
enum JsonOp {
    /// Text, filled up with zeros.
    Literal([u8; LITERAL], usize),
    Leaf(JsonLeaf),
    /// Index of a list of the part.
    List(usize),
    /// Values that may be absent.
    Value(JsonAlternatives),
}

/// Size of a piece of text, which is copied whole because that is faster.
const LITERAL: usize = 32;

/// Values at a path, of which at most one is present; `null` if none is.
#[derive(Debug)]
struct JsonAlternatives(Vec<(Vec<usize>, FlatJson)>);

/// A value in JSON.
#[derive(Debug)]
enum FlatJson {
    Leaf(JsonLeaf),
    Object(Vec<JsonMember>),
    /// Index of a list of the part.
    List(usize),
}

/// A field of an object.
#[derive(Debug)]
struct JsonMember {
    /// Name and colon.
    key: String,
    /// True if an absent value is `null`; otherwise it is omitted.
    required: bool,
    values: JsonAlternatives,
}

/// A number, string or bytes.
#[derive(Debug)]
pub(super) struct JsonLeaf {
    pub(super) leaf: FlatLeaf,
    labels: Option<FlatLabels>,
    /// Type of the number that a string represents.
    number: Option<ColumnKind>,
}

impl JsonProgram {
    /// Returns the program for the value at a path of a part.
    pub(super) fn new(program: &Program, part: &FlatPart, path: &[Step]) -> Self {
        let (mut ops, mut text) = (Vec::new(), Vec::new());
        JsonAlternatives::at(program, part, path, None).compile(&mut ops, &mut text);
        add_text(&mut ops, &mut text);
        Self(ops)
    }

    /// Appends the value.
    pub(super) fn write(&self, part: &FlatPart, bytes: &[u8], to: &mut Vec<u8>) {
        for op in &self.0 {
            match op {
                JsonOp::Literal(text, len) => json::push_padded(text, *len, to),
                JsonOp::Leaf(leaf) => leaf.write(bytes, to),
                JsonOp::List(index) => match part.lists.get(*index) {
                    Some(list) => list.write_fixed(bytes, to),
                    None => to.extend_from_slice(b"null"),
                },
                JsonOp::Value(value) => value.write(part, bytes, to),
            }
        }
    }
}

/// Adds text to a program.
fn add_text(ops: &mut Vec<JsonOp>, text: &mut Vec<u8>) {
    for piece in text.chunks(LITERAL) {
        let mut padded = [0; LITERAL];
        padded.iter_mut().zip(piece).for_each(|(to, byte)| *to = *byte);
        ops.push(JsonOp::Literal(padded, piece.len()));
    }
    text.clear();
}

impl JsonAlternatives {
    /// Adds the values to a program. `text` is the text before them.
    fn compile(mut self, ops: &mut Vec<JsonOp>, text: &mut Vec<u8>) {
        match self.0.pop() {
            Some((guards, value)) if guards.is_empty() && self.0.is_empty() => match value {
                FlatJson::Object(members) if members.iter().all(JsonMember::is_present) => {
                    let is_empty = members.is_empty();
                    for (number, member) in members.into_iter().enumerate() {
                        text.push(if number == 0 { b'{' } else { b',' });
                        text.extend_from_slice(member.key.as_bytes());
                        member.values.compile(ops, text);
                    }
                    text.extend_from_slice(if is_empty { b"{}" } else { b"}" });
                }
                FlatJson::Object(_) => {
                    add_text(ops, text);
                    ops.push(JsonOp::Value(Self(vec![(guards, value)])));
                }
                FlatJson::Leaf(leaf) => {
                    add_text(ops, text);
                    ops.push(JsonOp::Leaf(leaf));
                }
                FlatJson::List(index) => {
                    add_text(ops, text);
                    ops.push(JsonOp::List(index));
                }
            },
            last => {
                self.0.extend(last);
                add_text(ops, text);
                ops.push(JsonOp::Value(self));
            }
        }
    }

    /// Returns the values at a path of a part.
    fn at(program: &Program, part: &FlatPart, path: &[Step], number: Option<ColumnKind>) -> Self {
        let mut all = Vec::new();
        for placed in part.leaves.iter().filter(|placed| placed.path == path) {
            let leaf = JsonLeaf::new(program, &placed.leaf, number);
            all.push((placed.guards.clone(), FlatJson::Leaf(leaf)));
        }
        for object in part.objects.iter().filter(|object| object.path == path) {
            let members = members(program, part, path, object.class);
            all.push((object.guards.clone(), FlatJson::Object(members)));
        }
        for (index, list) in part.lists.iter().enumerate().filter(|(_, list)| list.path == path) {
            all.push((list.guards.clone(), FlatJson::List(index)));
        }
        Self(all)
    }

    /// Returns the value that is present in a part.
    fn find(&self, part: &FlatPart, bytes: &[u8]) -> Option<&FlatJson> {
        match self.0.as_slice() {
            [(guards, value)] if guards.is_empty() => Some(value),
            all => {
                let present = |guards: &[usize]| part.guarded(guards, bytes) == Some(true);
                all.iter().find(|(guards, _)| present(guards)).map(|(_, value)| value)
            }
        }
    }

    fn write(&self, part: &FlatPart, bytes: &[u8], to: &mut Vec<u8>) {
        match self.find(part, bytes) {
            Some(value) => value.write(part, bytes, to),
            None => to.extend_from_slice(b"null"),
        }
    }
}

impl JsonMember {
    /// True if the field is in every object.
    fn is_present(&self) -> bool {
        matches!(self.values.0.as_slice(), [(guards, _)] if guards.is_empty())
    }
}

fn members(program: &Program, part: &FlatPart, path: &[Step], class: TypeId) -> Vec<JsonMember> {
    let Some(def) = program.classes.get(class.index()) else { return Vec::new() };
    let member = |(index, field): (usize, &crate::ir::FieldDef)| {
        let path = [path, &[(class, def.field_slot(index))]].concat();
        JsonMember {
            key: format!("{}:", Json::from(&*field.meta.name)),
            required: !matches!(field.repeat, Repeat::Once),
            values: JsonAlternatives::at(program, part, &path, field.number),
        }
    };
    def.fields.iter().enumerate().map(member).collect()
}

impl FlatJson {
    fn write(&self, part: &FlatPart, bytes: &[u8], to: &mut Vec<u8>) {
        match self {
            Self::Leaf(leaf) => leaf.write(bytes, to),
            Self::List(index) => match part.lists.get(*index) {
                Some(list) => list.write_fixed(bytes, to),
                None => to.extend_from_slice(b"null"),
            },
            Self::Object(members) => {
                to.push(b'{');
                let mut is_first = true;
                for member in members {
                    let value = member.values.find(part, bytes);
                    if value.is_none() && !member.required {
                        continue;
                    }
                    if !std::mem::replace(&mut is_first, false) {
                        to.push(b',');
                    }
                    to.extend_from_slice(member.key.as_bytes());
                    match value {
                        Some(value) => value.write(part, bytes, to),
                        None => to.extend_from_slice(b"null"),
                    }
                }
                to.push(b'}');
            }
        }
    }
}

impl JsonLeaf {
    pub(super) fn new(program: &Program, leaf: &FlatLeaf, number: Option<ColumnKind>) -> Self {
        let quoted = |label: &str| Json::from(label).to_string();
        let labels = leaf.enumeration.map(|id| FlatLabels::new(program, id, quoted));
        Self { leaf: leaf.clone(), labels, number }
    }

    /// Appends the value.
    pub(super) fn write(&self, part: &[u8], to: &mut Vec<u8>) {
        let leaf = &self.leaf;
        if let (None, Some((bits, is_negative))) = (&self.labels, leaf.raw(part))
            && !matches!(leaf.form, LeafForm::Bits { count: 1, .. })
        {
            return match is_negative {
                true => json::write_signed(bits.cast_signed(), to),
                false => json::write_unsigned(bits, to),
            };
        }
        match leaf.form {
            LeafForm::Int { .. } | LeafForm::Bits { .. } => {
                let number = leaf.int(part).unwrap_or_default();
                match (&self.labels, leaf.form) {
                    (Some(labels), _) => match labels.get(number) {
                        Some(label) => to.extend_from_slice(label.as_bytes()),
                        None => json::write_integer(number, to),
                    },
                    (None, LeafForm::Bits { count: 1, sign: None, .. }) => {
                        json::write_bool(number == 1, to);
                    }
                    _ => json::write_integer(number, to),
                }
            }
            LeafForm::Float { little } => {
                let raw = unsigned(leaf.of(part).unwrap_or_default(), little);
                match u32::try_from(raw) {
                    Ok(raw) if leaf.size == 4 => json::write_single(f32::from_bits(raw), to),
                    _ => json::write_double(f64::from_bits(raw), to),
                }
            }
            LeafForm::Bytes => json::write_hex(leaf.content(part).unwrap_or_default(), to),
            LeafForm::Text => {
                let text = leaf.text(part);
                match self.number {
                    Some(kind) => json::write_represented(&text, kind, to),
                    None => json::write_text(&text, to),
                }
            }
        }
    }
}
