//! Columns of parts, filled one column at a time.

use super::Step;
use super::expr::{FlatScope, FlatType, FlatValue, FloatEx, IntEx};
use super::json::JsonProgram;
use super::labels::FlatLabels;
use super::leaf::{FlatLeaf, LeafForm, bits};
use super::nested::FlatNested;
use super::part::FlatPart;
use super::rule::{Rule, RuleTest};
use crate::ir::{FieldOrigin, Program};
use crate::rows::columns::{self, Access};
use crate::value::unsigned;
use bytescope_table::{Cell, ColumnKind, ColumnValues};
use std::sync::Arc;

/// Source of a column's values in parts.
#[derive(Clone, Debug)]
pub(crate) struct FlatColumn {
    /// Sources, of which at most one is present in a part.
    sources: Vec<ColumnSource>,
    /// Type of the numbers that strings represent.
    number: Option<ColumnKind>,
    /// Nested values, for a list.
    nested: Option<Box<FlatNested>>,
    /// Rules for values that cannot always be computed.
    rules: Vec<Rule>,
}

/// Source of values that are present if all its guards hold.
#[derive(Clone, Debug)]
pub(super) struct ColumnSource {
    /// Indices of the guards of the part.
    pub(super) guards: Vec<usize>,
    pub(super) value: SourceValue,
}

/// Value of a column.
#[derive(Clone, Debug)]
pub(super) enum SourceValue {
    /// A field, and the labels of its numbers.
    Leaf(FlatLeaf, Option<FlatLabels>),
    /// Index of a list of the part with a constant number of items.
    List(usize),
    /// The list at the end of the part.
    ListAtEnd,
    /// A value of any type, as JSON.
    Json(Arc<JsonProgram>),
    Int(IntEx, Option<FlatLabels>),
    Bool(IntEx),
    Float(FloatEx),
}

impl FlatColumn {
    /// Creates a column; `None` if its values are not at known offsets of the part.
    pub(crate) fn of(program: &Program, part: &FlatPart, access: &Access) -> Option<Self> {
        let mut column = Self::at(program, part, access.paths(), access.number())?;
        if let ([_], [nested]) = (access.paths(), access.nested()) {
            column.nested = FlatNested::of(program, part, access.paths(), nested).map(Box::new);
        }
        Some(column)
    }

    /// Creates the column with these paths; `None` if a path does not lead to values of the part.
    pub(super) fn at(
        program: &Program,
        part: &FlatPart,
        paths: &[Vec<Step>],
        number: Option<ColumnKind>,
    ) -> Option<Self> {
        let (mut sources, mut rules) = (Vec::new(), Vec::new());
        for path in paths {
            let before = sources.len();
            let labels = |id| FlatLabels::new(program, id, str::to_owned);
            for placed in part.leaves.iter().filter(|placed| placed.path == *path) {
                let labels = placed.leaf.enumeration.map(labels);
                let value = SourceValue::Leaf(placed.leaf.clone(), labels);
                sources.push(ColumnSource { guards: placed.guards.clone(), value });
            }
            let lists = part.lists.iter().enumerate();
            for (index, list) in lists.filter(|(_, list)| list.path == *path) {
                let value = SourceValue::List(index);
                sources.push(ColumnSource { guards: list.guards.clone(), value });
            }
            if part.list.as_ref().is_some_and(|list| list.path == *path) {
                let value = SourceValue::ListAtEnd;
                sources.push(ColumnSource { guards: Vec::new(), value });
            }
            if sources.len() == before {
                let (source, test) = computed(program, part, path)?;
                rules.extend(test.map(|test| Rule { guards: source.guards.clone(), test }));
                sources.push(source);
            }
        }
        Some(Self { sources, number, nested: None, rules })
    }

    /// Creates a column of the values of any type at these paths, as JSON.
    pub(super) fn json(program: &Program, part: &FlatPart, paths: &[Vec<Step>]) -> Self {
        let mut sources = Vec::new();
        for path in paths {
            let json = Arc::new(JsonProgram::new(program, part, path));
            let source =
                |guards| ColumnSource { guards, value: SourceValue::Json(Arc::clone(&json)) };
            sources.extend(part.presence(path).map(source));
        }
        Self { sources, number: None, nested: None, rules: Vec::new() }
    }

    /// True if columns of a kind can be filled.
    pub(crate) fn fills(&self, kind: ColumnKind) -> bool {
        kind != ColumnKind::Nested || self.nested.is_some()
    }

    /// Returns the rules for values that cannot always be computed.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// True if the column has the items of a list.
    pub(crate) fn is_list(&self) -> bool {
        let list = |source: &ColumnSource| {
            matches!(source.value, SourceValue::List(_) | SourceValue::ListAtEnd)
        };
        self.sources.iter().any(list)
    }

    /// Appends the values of parts, of which none is invalid, to a column. Returns a flag per part,
    /// `true` if it has a value; `None` if all have a value.
    pub(crate) fn fill<'p>(
        &self,
        program: &Program,
        part: &FlatPart,
        parts: impl Iterator<Item = &'p [u8]> + Clone,
        to: &mut ColumnValues,
    ) -> Option<Vec<bool>> {
        if let (ColumnValues::Nested(_), Some(nested)) = (&*to, &self.nested) {
            return nested.fill(program, part, &parts.collect::<Vec<_>>(), to);
        }
        if let [ColumnSource { guards, value: SourceValue::Leaf(leaf, labels) }] =
            self.sources.as_slice()
        {
            let labels = labels.as_ref();
            if guards.is_empty() {
                let each = parts.clone().map(|part| leaf.of(part));
                if fill_leaf(leaf, labels, self.number, each, to) {
                    // Only a part that is too short has no value.
                    let end = leaf.at.saturating_add(leaf.size);
                    return flags(|| parts.clone().map(|part| part.len() >= end));
                }
            } else {
                let present = |bytes| part.guarded(guards, bytes) == Some(true);
                let present: Vec<bool> = parts.clone().map(present).collect();
                let each = parts.clone().zip(&present);
                let each = each.map(|(part, present)| leaf.of(part).filter(|_| *present));
                if fill_leaf(leaf, labels, self.number, each, to) {
                    return flags(|| present.iter().copied());
                }
            }
        }
        self.fill_cells(program, part, parts, to)
    }

    /// Appends the values one at a time.
    fn fill_cells<'p>(
        &self,
        program: &Program,
        part: &FlatPart,
        parts: impl Iterator<Item = &'p [u8]>,
        to: &mut ColumnValues,
    ) -> Option<Vec<bool>> {
        let (mut valid, mut all, mut text) = (Vec::new(), true, Vec::new());
        for bytes in parts {
            let holds = |source: &&ColumnSource| part.guarded(&source.guards, bytes) == Some(true);
            let source = self.sources.iter().find(holds);
            if let (Some(source), ColumnValues::Json(to)) = (source, &mut *to)
                && source.write(program, part, bytes, &mut to.data)
            {
                to.ends.push(to.data.len());
                valid.push(true);
                continue;
            }
            let is_valid = match source {
                Some(source) => to.push(&source.cell(bytes, self.number, &mut text)),
                None => to.push(&Cell::Null),
            };
            all &= is_valid;
            valid.push(is_valid);
        }
        if all { None } else { Some(valid) }
    }
}

/// Returns the flags, or `None` if all are set.
fn flags<I: Iterator<Item = bool>>(each: impl Fn() -> I) -> Option<Vec<bool>> {
    if each().all(|present| present) { None } else { Some(each().collect()) }
}

/// Returns the source for a computed instance at a path, and a test if it cannot always be computed.
fn computed(
    program: &Program,
    part: &FlatPart,
    path: &[Step],
) -> Option<(ColumnSource, Option<RuleTest>)> {
    let ((class, slot), before) = path.split_last()?;
    let instance = program.classes.get(class.index())?.instance(*slot)?;
    let FieldOrigin::Value { value, enumeration, .. } = &instance.from else { return None };
    if instance.field.condition.is_some() || instance.field.has_rules() {
        return None;
    }
    let at = |object: &&super::part::PlacedObject| object.path == before && object.class == *class;
    let guards = part.objects.iter().find(at)?.guards.clone();
    let scope = FlatScope { program, part, guards: &guards, item: None };
    let value = scope.compile(value, Some(&(before.to_vec(), *class)))?;
    let ty = value.ty;
    let test = value.can_fail.then(|| match &value.value {
        FlatValue::Int(ex) => RuleTest::Int(ex.clone()),
        FlatValue::Float(ex) => RuleTest::Float(ex.clone()),
    });
    let labels = |id| FlatLabels::new(program, id, str::to_owned);
    let value = match (value.value, ty, enumeration) {
        (FlatValue::Float(FloatEx::Leaf(leaf)), ..) => SourceValue::Leaf(leaf, None),
        (FlatValue::Float(ex), ..) => SourceValue::Float(ex),
        (FlatValue::Int(ex), FlatType::Int, Some(id)) => SourceValue::Int(ex, Some(labels(*id))),
        (FlatValue::Int(ex), FlatType::Enum(id), None) => SourceValue::Int(ex, Some(labels(id))),
        (FlatValue::Int(ex), FlatType::Int, None) => SourceValue::Int(ex, None),
        (FlatValue::Int(ex), FlatType::Bool, None) => SourceValue::Bool(ex),
        _ => return None,
    };
    Some((ColumnSource { guards, value }, test))
}

impl ColumnSource {
    /// Appends the items of a list as JSON; returns false if this is not a list.
    fn write(&self, program: &Program, part: &FlatPart, bytes: &[u8], to: &mut Vec<u8>) -> bool {
        match &self.value {
            SourceValue::Json(json) => {
                json.write(part, bytes, to);
                true
            }
            SourceValue::List(index) => {
                if let Some(list) = part.lists.get(*index) {
                    list.write_fixed(bytes, to);
                }
                true
            }
            SourceValue::ListAtEnd => {
                if let Some(list) = &part.list {
                    list.write(list.items(program, bytes).unwrap_or_default(), to);
                }
                true
            }
            _ => false,
        }
    }

    /// Returns the value in a part.
    pub(super) fn cell<'c>(
        &'c self,
        part: &'c [u8],
        number: Option<ColumnKind>,
        text: &'c mut Vec<u8>,
    ) -> Cell<'c> {
        let labeled = |n: i128, labels: &'c Option<FlatLabels>| {
            let label = labels.as_ref().and_then(|labels| labels.get(n));
            label.map_or(Cell::Int(n), Cell::Text)
        };
        match &self.value {
            SourceValue::List(_) | SourceValue::ListAtEnd | SourceValue::Json(_) => Cell::Null,
            SourceValue::Int(ex, labels) => {
                ex.eval(part).map_or(Cell::Null, |n| labeled(n, labels))
            }
            SourceValue::Bool(ex) => ex.eval(part).map_or(Cell::Null, |n| Cell::Bool(n != 0)),
            SourceValue::Float(ex) => ex.eval(part).map_or(Cell::Null, Cell::F64),
            SourceValue::Leaf(leaf, labels) => match leaf.form {
                _ if leaf.of(part).is_none() => Cell::Null,
                LeafForm::Int { .. } => leaf.int(part).map_or(Cell::Null, |n| labeled(n, labels)),
                LeafForm::Bits { count: 1, sign: None, .. } if labels.is_none() => {
                    leaf.int(part).map_or(Cell::Null, |n| Cell::Bool(n == 1))
                }
                LeafForm::Bits { .. } => leaf.int(part).map_or(Cell::Null, |n| labeled(n, labels)),
                LeafForm::Float { little } => {
                    let raw = unsigned(leaf.of(part).unwrap_or_default(), little);
                    match u32::try_from(raw) {
                        Ok(raw) if leaf.size == 4 => Cell::F32(f32::from_bits(raw)),
                        _ => Cell::F64(f64::from_bits(raw)),
                    }
                }
                LeafForm::Bytes => leaf.content(part).map_or(Cell::Null, Cell::Bytes),
                LeafForm::Text => {
                    let decoded = leaf.text(part);
                    match number {
                        Some(kind) => columns::number(&decoded, kind),
                        None => {
                            text.clear();
                            text.extend_from_slice(decoded.as_bytes());
                            Cell::Text(std::str::from_utf8(text).unwrap_or_default())
                        }
                    }
                }
            },
        }
    }
}

/// Appends the values of a field whose type is that of the column; returns false for other types.
fn fill_leaf<'p>(
    leaf: &FlatLeaf,
    labels: Option<&FlatLabels>,
    number: Option<ColumnKind>,
    each: impl Iterator<Item = Option<&'p [u8]>> + Clone,
    to: &mut ColumnValues,
) -> bool {
    let values = FlatLeafValues { leaf, each };
    macro_rules! number {
        ($to:expr, $type:ty, $little:expr) => {
            match $little {
                true => values.extend($to, <$type>::from_le_bytes),
                false => values.extend($to, <$type>::from_be_bytes),
            }
        };
    }
    match (to, leaf.form) {
        (ColumnValues::Text(to), LeafForm::Int { .. } | LeafForm::Bits { .. }) => {
            let Some(labels) = labels else { return false };
            values.labels(to, labels);
        }
        (_, _) if labels.is_some() || number.is_some() => return false,
        (ColumnValues::U8(to), LeafForm::Int { signed: false, .. }) if leaf.size == 1 => {
            values.extend(to, u8::from_le_bytes);
        }
        (ColumnValues::I8(to), LeafForm::Int { signed: true, .. }) if leaf.size == 1 => {
            values.extend(to, i8::from_le_bytes);
        }
        (ColumnValues::U16(to), LeafForm::Int { signed: false, little }) if leaf.size == 2 => {
            number!(to, u16, little);
        }
        (ColumnValues::I16(to), LeafForm::Int { signed: true, little }) if leaf.size == 2 => {
            number!(to, i16, little);
        }
        (ColumnValues::U32(to), LeafForm::Int { signed: false, little }) if leaf.size == 4 => {
            number!(to, u32, little);
        }
        (ColumnValues::I32(to), LeafForm::Int { signed: true, little }) if leaf.size == 4 => {
            number!(to, i32, little);
        }
        (ColumnValues::U64(to), LeafForm::Int { signed: false, little }) if leaf.size == 8 => {
            number!(to, u64, little);
        }
        (ColumnValues::I64(to), LeafForm::Int { signed: true, little }) if leaf.size == 8 => {
            number!(to, i64, little);
        }
        (ColumnValues::F32(to), LeafForm::Float { little }) if leaf.size == 4 => {
            number!(to, f32, little);
        }
        (ColumnValues::F64(to), LeafForm::Float { little }) if leaf.size == 8 => {
            number!(to, f64, little);
        }
        (ColumnValues::Bytes(to), LeafForm::Bytes) if leaf.content.is_none() => {
            values.each.for_each(|bytes| to.push(bytes.unwrap_or_default()));
        }
        (ColumnValues::Bool(to), LeafForm::Bits { count: 1, sign: None, .. }) => {
            values.bits(to, |value| value == 1);
        }
        (ColumnValues::U8(to), LeafForm::Bits { count: 2..=8, sign: None, .. }) => {
            values.bits(to, |value| value as u8);
        }
        (ColumnValues::U16(to), LeafForm::Bits { count: 2..=16, sign: None, .. }) => {
            values.bits(to, |value| value as u16);
        }
        (ColumnValues::U32(to), LeafForm::Bits { count: 2..=32, sign: None, .. }) => {
            values.bits(to, |value| value as u32);
        }
        (ColumnValues::U64(to), LeafForm::Bits { count: 2..=64, sign: None, .. }) => {
            values.bits(to, |value| value);
        }
        _ => return false,
    }
    true
}

/// Bytes of the values of a field; `None` where it is absent.
struct FlatLeafValues<'v, I> {
    leaf: &'v FlatLeaf,
    each: I,
}

impl<'p, I: Iterator<Item = Option<&'p [u8]>>> FlatLeafValues<'_, I> {
    fn extend<const N: usize, T: Default>(self, to: &mut Vec<T>, make: impl Fn([u8; N]) -> T) {
        to.extend(self.each.map(|bytes| {
            let bytes = bytes.and_then(<[u8]>::first_chunk);
            bytes.map_or_else(T::default, |bytes| make(*bytes))
        }));
    }

    fn bits<T: Default>(self, to: &mut Vec<T>, make: impl Fn(u64) -> T) {
        let LeafForm::Bits { count, shift, little, .. } = self.leaf.form else { return };
        to.extend(self.each.map(|bytes| {
            bytes.map_or_else(T::default, |bytes| make(bits(bytes, count, shift, little)))
        }));
    }

    /// Appends the label of each number, or its digits if it has no label.
    fn labels(self, to: &mut bytescope_table::Strings, labels: &FlatLabels) {
        let leaf = FlatLeaf { at: 0, ..self.leaf.clone() };
        for bytes in self.each {
            let number = bytes.and_then(|bytes| leaf.int(bytes));
            match number.map(|number| (number, labels.get(number))) {
                None => to.push(b""),
                Some((_, Some(label))) => to.push(label.as_bytes()),
                Some((number, None)) => to.push(number.to_string().as_bytes()),
            }
        }
    }
}
