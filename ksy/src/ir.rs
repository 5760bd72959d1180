//! Intermediate representation of a checked schema: names are slots, constants are folded.

use crate::encoding::StringEncoding;
use crate::expr::BinaryOp;
use crate::model::{EnumId, TypeId};
use crate::value::Val;
use bytescope_inspect::{Algorithm, Meta};
use std::collections::HashMap;
use std::sync::Arc;

/// A compiled schema with all its types.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub(crate) classes: Vec<ObjectType>,
    pub(crate) enums: Vec<Enumeration>,
    pub(crate) top: TypeId,
    /// Constant values of the parameters of the top-level type; `None` for a parameter without a
    /// value, and empty if none has a value.
    pub(crate) arguments: Vec<Option<Ex>>,
    /// True if bytes not covered by any field are a fault (`-complete`).
    pub(crate) complete: bool,
    /// Condition for detection (`-detect`).
    pub(crate) detect: Option<Ex>,
    /// Message type of a frame (`-frame/message`).
    pub(crate) message: Option<Ex>,
    /// Position of a frame in a stream (`-frame/sequence`).
    pub(crate) identity: Option<FrameIdentity>,
}

/// Expressions for the position of a frame in a stream.
#[derive(Clone, Debug)]
pub(crate) struct FrameIdentity {
    /// Sequence count.
    pub(crate) sequence: Ex,
    /// Size of the sequence count in bits.
    pub(crate) sequence_bits: u32,
    /// Channel whose frames are counted.
    pub(crate) channel: Option<Ex>,
    /// Size of the channel in bits.
    pub(crate) channel_bits: u32,
    /// True for an idle frame.
    pub(crate) idle: Option<Ex>,
}

impl Program {
    /// Returns the name of an enum value.
    pub(crate) fn label(&self, id: EnumId, raw: i128) -> Option<Arc<str>> {
        self.enums.get(id.index())?.labels.get(&raw).map(|(name, _)| name.clone())
    }
}

/// An enum.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// Name and description of each value.
    pub(crate) labels: HashMap<i128, (Arc<str>, Arc<str>)>,
}

/// A type. Its objects have one slot per parameter, field and instance, in this order.
#[derive(Clone, Debug)]
pub(crate) struct ObjectType {
    pub(crate) name: Arc<str>,
    /// Metadata of the root node.
    pub(crate) meta: Arc<Meta>,
    /// Number of parameters.
    pub(crate) params: usize,
    pub(crate) fields: Vec<FieldDef>,
    pub(crate) instances: Vec<Instance>,
    /// Slot of each member, by name.
    pub(crate) members: HashMap<String, usize>,
    pub(crate) endian: ClassEndian,
    /// Index of the file that declares the type.
    pub(crate) file: u32,
    /// True for the top-level type of a file.
    pub(crate) is_top: bool,
    pub(crate) to_string: Option<Ex>,
    /// Size in bytes, if all objects have the same size and none of their values can be invalid.
    pub(crate) fixed: Option<u64>,
}

impl ObjectType {
    pub(crate) fn slots(&self) -> usize {
        self.params.saturating_add(self.fields.len()).saturating_add(self.instances.len())
    }

    /// Returns the slot of a field of `seq`.
    pub(crate) fn field_slot(&self, index: usize) -> usize {
        self.params.saturating_add(index)
    }

    /// Returns the slot of an instance.
    pub(crate) fn instance_slot(&self, index: usize) -> usize {
        self.params.saturating_add(self.fields.len()).saturating_add(index)
    }

    /// Returns the instance at a slot.
    pub(crate) fn instance(&self, slot: usize) -> Option<&Instance> {
        let before = self.params.saturating_add(self.fields.len());
        self.instances.get(slot.checked_sub(before)?)
    }

    /// Returns the name of the member in a slot.
    pub(crate) fn slot_name(&self, slot: usize) -> &str {
        let named = self.members.iter().find(|(_, s)| **s == slot);
        named.map_or("?", |(name, _)| name.as_str())
    }
}

/// Default byte order of the numbers of a type.
#[derive(Clone, Debug)]
pub(crate) enum ClassEndian {
    /// Known at compile time and stored with each number.
    Fixed,
    /// That of the enclosing object.
    Inherit,
    Switch {
        on: Ex,
        cases: Vec<(Option<Ex>, bool)>,
    },
}

/// Definition of a field of `seq` or of an instance.
#[derive(Clone, Debug)]
pub(crate) struct FieldDef {
    pub(crate) meta: Arc<Meta>,
    /// Metadata of the items, if the field is repeated.
    pub(crate) item: Arc<Meta>,
    pub(crate) condition: Option<Ex>,
    pub(crate) repeat: Repeat,
    pub(crate) kind: ElementKind,
    pub(crate) valid: Option<Valid>,
    /// Rule whose violation does not stop reading (`-check`).
    pub(crate) check: Option<Box<Valid>>,
    pub(crate) checksum: Option<Box<ChecksumRule>>,
    pub(crate) content: Option<Box<ContentRule>>,
    /// Format of the nested content (`-format`).
    pub(crate) format: Option<Box<FormatRule>>,
    /// True if objects start at the next bit, not at the next byte.
    pub(crate) packed: bool,
    /// Name of what the value refers to.
    pub(crate) target: Option<Box<Ex>>,
    /// Type of the number that a string represents.
    pub(crate) number: Option<bytescope_table::ColumnKind>,
    /// True if an expression refers to the field.
    pub(crate) referenced: bool,
    /// True if the items of a long list can be discarded and read again when needed.
    pub(crate) on_demand: bool,
    /// True if an object in an item of a list has instances.
    pub(crate) has_instances: bool,
}

impl FieldDef {
    /// True if the field has no condition, repetition or rule.
    pub(crate) fn is_plain(&self) -> bool {
        self.condition.is_none()
            && matches!(self.repeat, Repeat::Once)
            && self.checksum.is_none()
            && !self.has_rules()
    }

    /// True if the field has a rule other than a checksum.
    pub(crate) fn has_rules(&self) -> bool {
        self.valid.is_some() || self.check.is_some() || self.content.is_some()
    }

    /// Returns the rules for the value.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Valid> {
        self.valid.iter().chain(self.check.as_deref())
    }
}

/// An instance.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) field: FieldDef,
    pub(crate) from: FieldOrigin,
    /// True if the summary or a column of the type refers to the instance.
    pub(crate) presented: bool,
}

/// Source of an instance's value.
#[derive(Clone, Debug)]
pub(crate) enum FieldOrigin {
    /// An expression.
    Value {
        value: Ex,
        enumeration: Option<EnumId>,
        /// Column type of the value, unless it is an object or array.
        column: Option<bytescope_table::ColumnKind>,
    },
    /// A stream: by default that of the object, at its current position.
    Stream { io: Option<Ex>, pos: Option<Ex> },
}

/// Repetition of a field.
#[derive(Clone, Debug)]
pub(crate) enum Repeat {
    Once,
    ToEnd,
    Times(Ex),
    Until(Ex),
}

/// Byte order of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
    /// That of the object, determined at run time (`endian` with `switch-on`).
    Object,
}

/// Representation of negative numbers in a bit field (`-signed`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BitSign {
    TwosComplement,
    SignMagnitude,
}

impl BitSign {
    /// Returns the value of a bit field of `count` bits.
    pub(crate) fn value(self, raw: u64, count: u32) -> i128 {
        let raw = i128::from(raw);
        let half = 1_i128.checked_shl(count.saturating_sub(1)).unwrap_or(0);
        match self {
            _ if raw < half => raw,
            Self::TwosComplement => raw.saturating_sub(half).saturating_sub(half),
            Self::SignMagnitude => raw.saturating_sub(half).saturating_neg(),
        }
    }
}

/// Kind of value of a field or of its items.
#[derive(Clone, Debug)]
pub(crate) enum ElementKind {
    Int {
        size: u8,
        signed: bool,
        order: Order,
        enumeration: Option<EnumId>,
    },
    Float {
        size: u8,
        order: Order,
    },
    Bits {
        count: u32,
        little: bool,
        enumeration: Option<EnumId>,
        sign: Option<BitSign>,
    },
    Contents(Arc<[u8]>),
    Bytes(FieldExtent),
    Str(FieldExtent, EncodingName),
    Object {
        class: TypeId,
        args: Vec<Ex>,
        parent: Parent,
        extent: Option<FieldExtent>,
    },
    /// An opaque type without a declaration.
    Opaque(Arc<str>),
    Switch(Box<Switch>),
}

impl ElementKind {
    /// True if a list of such values may be a table, whose items are read on demand.
    pub(crate) fn can_be_row(&self) -> bool {
        matches!(self, Self::Int { .. } | Self::Float { .. } | Self::Object { .. })
    }
}

/// Format of the nested content of a field.
#[derive(Clone, Debug)]
pub(crate) struct FormatRule {
    pub(crate) on: Option<Ex>,
    /// Expression and format name of each case; `None` is the default case `_`.
    pub(crate) cases: Vec<(Option<Ex>, Arc<str>)>,
    pub(crate) original_size: Option<Ex>,
}

/// A type switch.
#[derive(Clone, Debug)]
pub(crate) struct Switch {
    pub(crate) on: Ex,
    /// Expression and kind of each case; `None` is the default case `_`.
    pub(crate) cases: Vec<(Option<Ex>, ElementKind)>,
    /// Index of the first case for each value, if all case values are constants of the same kind:
    /// integers, strings or values of enums.
    pub(crate) table: Option<CaseTable>,
    /// Extent of the bytes to read when no case matches, if the size is known.
    pub(crate) other: Option<FieldExtent>,
}

/// Index of the first case for each value.
#[derive(Clone, Debug)]
pub(crate) enum CaseTable {
    /// Integers, in order.
    Int(Vec<(i128, usize)>),
    /// Values of an enum, in order.
    Enum(EnumId, Vec<(i128, usize)>),
    Str(HashMap<Arc<str>, usize>),
}

impl CaseTable {
    /// Creates the table of the cases of a switch; `None` if their values are not constants of the
    /// same kind.
    pub(crate) fn new(cases: &[(Option<Ex>, ElementKind)]) -> Option<Self> {
        let constants = cases.iter().enumerate().filter_map(|(index, (when, _))| match when {
            None => None,
            Some(Ex::Val(val)) => Some(Some((val, index))),
            Some(_) => Some(None),
        });
        let constants: Vec<(&Val, usize)> = constants.collect::<Option<_>>()?;
        let numbers = |number: fn(&Val, Option<EnumId>) -> Option<i128>, id| {
            let pair = |(val, index): &(&Val, usize)| Some((number(val, id)?, *index));
            let mut all: Vec<(i128, usize)> = constants.iter().map(pair).collect::<Option<_>>()?;
            all.sort_unstable();
            all.dedup_by_key(|(number, _)| *number);
            Some(all)
        };
        match constants.first()?.0 {
            Val::Int(_) => {
                let number = |val: &Val, _| if let Val::Int(n) = val { Some(*n) } else { None };
                numbers(number, None).map(Self::Int)
            }
            Val::Enum(id, _) => {
                let number = |val: &Val, of| match val {
                    Val::Enum(id, n) if Some(*id) == of => Some(*n),
                    _ => None,
                };
                numbers(number, Some(*id)).map(|all| Self::Enum(*id, all))
            }
            Val::Str(_) => {
                let mut all = HashMap::new();
                for (val, index) in &constants {
                    let Val::Str(text) = val else { return None };
                    all.entry(text.clone()).or_insert(*index);
                }
                Some(Self::Str(all))
            }
            _ => None,
        }
    }

    /// Returns the index of the first case for a value.
    pub(crate) fn get(&self, val: &Val) -> Option<usize> {
        let find = |all: &[(i128, usize)], number: i128| {
            let at = all.binary_search_by_key(&number, |(number, _)| *number).ok()?;
            all.get(at).map(|(_, index)| *index)
        };
        match (self, val) {
            (Self::Int(all), Val::Int(number)) => find(all, *number),
            (Self::Enum(of, all), Val::Enum(id, number)) if of == id => find(all, *number),
            (Self::Str(all), Val::Str(text)) => all.get(text).copied(),
            _ => None,
        }
    }
}

/// A known encoding, or the name of an unknown encoding.
#[derive(Clone, Debug)]
pub(crate) enum EncodingName {
    Known(StringEncoding),
    Unknown(Arc<str>),
}

impl EncodingName {
    /// Returns the encoding, if it is known.
    pub(crate) fn known(&self) -> Option<StringEncoding> {
        match self {
            Self::Known(encoding) => Some(*encoding),
            Self::Unknown(_) => None,
        }
    }
}

/// Parent of a new object.
#[derive(Clone, Debug)]
pub(crate) enum Parent {
    This,
    None,
    Other(Ex),
}

/// Extent of a field: its size, terminator and padding.
#[derive(Clone, Debug)]
pub(crate) struct FieldExtent {
    pub(crate) size: Size,
    pub(crate) terminator: Option<Arc<[u8]>>,
    /// Size of a code unit in bytes; terminators are recognized only at multiples of it.
    pub(crate) unit: usize,
    /// True if the terminator is part of the value.
    pub(crate) include: bool,
    /// True if reading continues after the terminator, false if at it.
    pub(crate) consume: bool,
    /// True if a missing terminator is a fault.
    pub(crate) must_end: bool,
    pub(crate) pad: Option<u8>,
    pub(crate) process: Option<Process>,
    /// `-trimmed-zeros`: if true, reads past the end of the field return zeros.
    pub(crate) trimmed: Option<Ex>,
}

/// Size of a field.
#[derive(Clone, Debug)]
pub(crate) enum Size {
    Bytes(Ex),
    ToEnd,
    ToTerminator,
}

/// Transformation of the bytes of a field.
#[derive(Clone, Debug)]
pub(crate) enum Process {
    Zlib,
    Xor(Ex),
    /// Bit rotation within each byte, by `by` bits.
    Rotate {
        by: Ex,
        left: bool,
    },
    /// A custom routine, which cannot be run.
    Custom(Arc<str>),
}

/// Rule for the value of a field: the key `valid`.
#[derive(Clone, Debug)]
pub(crate) enum Valid {
    Eq(Ex),
    Range {
        min: Option<Ex>,
        max: Option<Ex>,
    },
    AnyOf(Vec<Ex>),
    /// A condition, and its description for messages.
    Expr(Ex, Arc<str>),
    InEnum,
}

/// Format of encoded content (`-content`).
#[derive(Clone, Debug)]
pub(crate) enum ContentRule {
    /// LZW codes in the data sub-blocks of a GIF image.
    GifLzw {
        /// Initial number of bits per code, minus 1.
        code_size: Ex,
        pixels: Ex,
    },
    /// Value of the environment variable `TZ`.
    PosixTz,
}

/// A checksum of a range of bytes.
#[derive(Clone, Debug)]
pub(crate) struct ChecksumRule {
    pub(crate) algorithm: Algorithm,
    pub(crate) range: CoveredRange,
    /// True if the checksum covers itself, as zeros (`self: zero`).
    pub(crate) self_as_zeros: bool,
    /// Byte or bytes appended to the covered data, which are not in the file.
    pub(crate) append: Option<Ex>,
    /// Fields that must be read before the checksum can be computed.
    pub(crate) needs: Vec<FieldNeed>,
}

impl ChecksumRule {
    /// Returns the expressions of the rule: the ends of its range and `append`.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Ex> {
        let (CoveredRange::Fields { from: a, to: b } | CoveredRange::Offsets { start: a, end: b }) =
            &self.range;
        [a, b].into_iter().chain(&self.append)
    }

    /// Returns the slots of the first and last field covered, if both are fields of the type that
    /// contains the checksum, and no other bytes are covered.
    pub(crate) fn slots(&self) -> Option<(usize, usize)> {
        match &self.range {
            CoveredRange::Fields { from: Ex::Slot(from), to: Ex::Slot(to) }
                if !self.self_as_zeros && self.append.is_none() =>
            {
                Some((*from, *to))
            }
            _ => None,
        }
    }
}

/// Bytes that a checksum covers.
#[derive(Clone, Debug)]
pub(crate) enum CoveredRange {
    /// From the start of one field to the end of another.
    Fields { from: Ex, to: Ex },
    /// Offsets in the stream of the object that contains the checksum.
    Offsets { start: Ex, end: Ex },
}

/// Field on which a checksum depends.
#[derive(Clone, Debug)]
pub(crate) struct FieldNeed {
    /// Object with the field: the object that contains the checksum, or an enclosing one.
    pub(crate) of: Ex,
    /// Index in `seq`; `None` for all fields of the object.
    pub(crate) index: Option<usize>,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Ex {
    Val(Val),
    /// A parameter or field of this object.
    Slot(usize),
    /// An instance of this object.
    Lazy(usize),
    /// A slot of another object, whose type is known at compile time.
    Member {
        of: Box<Ex>,
        class: TypeId,
        slot: usize,
    },
    /// A member of an object whose type is known only at run time.
    Find {
        of: Box<Ex>,
        name: Arc<str>,
    },
    This,
    Parent(Box<Ex>),
    Root(Box<Ex>),
    Io(Box<Ex>),
    /// `_`.
    Item,
    /// `_index`.
    Index,
    Not(Box<Ex>),
    Minus(Box<Ex>),
    Invert(Box<Ex>),
    Binary(BinaryOp, Box<Ex>, Box<Ex>),
    Choice(Box<Ex>, Box<Ex>, Box<Ex>),
    List(Vec<Ex>),
    /// A byte array built from integers.
    Bytes(Vec<Ex>),
    At(Box<Ex>, Box<Ex>),
    Format(Vec<Ex>),
    Call(Method, Box<Ex>, Vec<Ex>),
    Decode(Box<Ex>, EncodingName),
}

/// A method of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Length of a string in characters, of bytes or a stream in bytes, or of an array in items.
    Len,
    Reverse,
    Substring,
    ToInt,
    ToStr,
    ToFloat,
    /// Cast of a boolean, an enum value or a float to an integer; other values are unchanged.
    AsInt,
    /// Cast of an integer to a float; other values are unchanged.
    AsFloat,
    /// Cast of an integer to a boolean; other values are unchanged.
    AsBool,
    First,
    Last,
    Min,
    Max,
    Pos,
    Eof,
}
