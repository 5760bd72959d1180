//! A checked schema, ready to run: names are slots, constants are folded.

use crate::encoding::Charset;
use crate::expr::Binary;
use crate::model::{EnumId, TypeId};
use crate::value::Val;
use bytescope_inspect::{Algorithm, Meta};
use std::collections::HashMap;
use std::sync::Arc;

/// A schema with all its types.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(crate) classes: Vec<Class>,
    pub(crate) enums: Vec<Enumeration>,
    pub(crate) top: TypeId,
    /// Bytes of no field are a fault.
    pub(crate) complete: bool,
    /// What kind of message a frame is, where the schema says.
    pub(crate) message: Option<Ex>,
}

impl Program {
    /// What the value of an enum is called.
    pub(crate) fn label(&self, id: EnumId, raw: i128) -> Option<Arc<str>> {
        self.enums.get(id.index())?.labels.get(&raw).map(|(name, _)| name.clone())
    }
}

/// An enum.
#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) labels: HashMap<i128, (Arc<str>, Arc<str>)>,
}

/// A type. Its objects have a slot for every parameter, field and instance, in this order.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) name: Arc<str>,
    /// For an object that is an item of a list, or the whole file.
    pub(crate) meta: Arc<Meta>,
    pub(crate) params: usize,
    pub(crate) fields: Vec<Field>,
    pub(crate) instances: Vec<Instance>,
    /// Slots by name.
    pub(crate) members: HashMap<String, usize>,
    pub(crate) endian: ClassEndian,
    /// The file it comes from, and whether it is the top of it.
    pub(crate) file: u32,
    pub(crate) is_top: bool,
    pub(crate) to_string: Option<Ex>,
    /// Bytes of every object, when that never varies and nothing in them can be wrong.
    pub(crate) fixed: Option<u64>,
}

impl Class {
    pub(crate) fn slots(&self) -> usize {
        self.params.saturating_add(self.fields.len()).saturating_add(self.instances.len())
    }

    /// The slot of a field of `seq`.
    pub(crate) fn field_slot(&self, index: usize) -> usize {
        self.params.saturating_add(index)
    }

    /// The slot of an instance.
    pub(crate) fn instance_slot(&self, index: usize) -> usize {
        self.params.saturating_add(self.fields.len()).saturating_add(index)
    }

    /// The instance of a slot.
    pub(crate) fn instance(&self, slot: usize) -> Option<&Instance> {
        let before = self.params.saturating_add(self.fields.len());
        self.instances.get(slot.checked_sub(before)?)
    }

    /// The name of a slot.
    pub(crate) fn slot_name(&self, slot: usize) -> &str {
        let named = self.members.iter().find(|(_, s)| **s == slot);
        named.map_or("?", |(name, _)| name.as_str())
    }
}

/// The byte order of numbers that name none.
#[derive(Debug)]
pub(crate) enum ClassEndian {
    /// Every number knows its own.
    Fixed,
    /// That of the object around.
    Inherit,
    Switch {
        on: Ex,
        cases: Vec<(Option<Ex>, bool)>,
    },
}

/// A field, or an instance that is read.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) meta: Arc<Meta>,
    /// For items of the list that it is.
    pub(crate) item: Arc<Meta>,
    pub(crate) condition: Option<Ex>,
    pub(crate) repeat: Repeat,
    pub(crate) kind: Kind,
    pub(crate) valid: Option<Valid>,
    pub(crate) checksum: Option<Box<ChecksumRule>>,
    /// Whether an expression names it.
    pub(crate) named: bool,
}

impl Field {
    /// Whether reading it is reading its one kind of value.
    pub(crate) fn is_plain(&self) -> bool {
        self.condition.is_none()
            && matches!(self.repeat, Repeat::Once)
            && self.valid.is_none()
            && self.checksum.is_none()
    }
}

/// An instance.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) field: Field,
    pub(crate) from: From,
}

#[derive(Debug)]
pub(crate) enum From {
    Value {
        value: Ex,
        enumeration: Option<EnumId>,
        /// What the value is, when it is no object and no array.
        column: Option<bytescope_table::Kind>,
    },
    Stream {
        io: Option<Ex>,
        pos: Option<Ex>,
    },
}

#[derive(Debug)]
pub(crate) enum Repeat {
    Once,
    ToEnd,
    Times(Ex),
    Until(Ex),
}

/// A byte order that may depend on the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
    /// As the object says.
    Object,
}

/// What an element of a field is.
#[derive(Debug)]
pub(crate) enum Kind {
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
    },
    Contents(Arc<[u8]>),
    Bytes(Extent),
    Str(Extent, Text),
    Object {
        class: TypeId,
        args: Vec<Ex>,
        parent: Parent,
        extent: Option<Extent>,
    },
    /// A type that no file declares.
    Opaque(Arc<str>),
    Switch(Box<Switch>),
}

#[derive(Debug)]
pub(crate) struct Switch {
    pub(crate) on: Ex,
    /// The expression of a case; none is the case for all others.
    pub(crate) cases: Vec<(Option<Ex>, Kind)>,
    /// Which case is the first for a value, when all cases are constants of one kind.
    pub(crate) table: Option<HashMap<CaseKey, usize>>,
    /// What is read when no case matches: bytes, when the size is known.
    pub(crate) other: Option<Extent>,
}

/// A value that a case may have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CaseKey {
    Int(i128),
    Str(Arc<str>),
    Enum(EnumId, i128),
}

impl CaseKey {
    /// The key of a value, when values of its kind have one.
    pub(crate) fn of(val: &Val) -> Option<Self> {
        match val {
            Val::Int(n) => Some(Self::Int(*n)),
            Val::Str(text) => Some(Self::Str(text.clone())),
            Val::Enum(id, raw) => Some(Self::Enum(*id, *raw)),
            _ => None,
        }
    }
}

/// An encoding, or a name that is none.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Known(Charset),
    Unknown(Arc<str>),
}

#[derive(Debug)]
pub(crate) enum Parent {
    This,
    None,
    Other(Ex),
}

/// How many bytes a field takes, and which of them count.
#[derive(Debug)]
pub(crate) struct Extent {
    pub(crate) size: Size,
    pub(crate) terminator: Option<Arc<[u8]>>,
    /// A terminator counts at multiples of this.
    pub(crate) unit: usize,
    pub(crate) include: bool,
    pub(crate) consume: bool,
    pub(crate) must_end: bool,
    pub(crate) pad: Option<u8>,
    pub(crate) process: Option<Process>,
    /// Whether what is read of the bytes goes on with zeros behind them.
    pub(crate) trimmed: Option<Ex>,
}

#[derive(Debug)]
pub(crate) enum Size {
    Bytes(Ex),
    ToEnd,
    ToTerminator,
}

#[derive(Debug)]
pub(crate) enum Process {
    Zlib,
    Xor(Ex),
    /// To the left; a rotation to the right is one to the left by a negative number.
    Rotate {
        by: Ex,
        left: bool,
    },
    /// A routine of a program that is not here.
    Custom(Arc<str>),
}

#[derive(Debug)]
pub(crate) enum Valid {
    Eq(Ex),
    Range { min: Option<Ex>, max: Option<Ex> },
    AnyOf(Vec<Ex>),
    Expr(Ex, Arc<str>),
    InEnum,
}

/// A checksum over neighbouring fields.
#[derive(Debug)]
pub(crate) struct ChecksumRule {
    pub(crate) algorithm: Algorithm,
    /// The slots of the first and last field covered.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) append: Option<Ex>,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Ex {
    Val(Val),
    /// A parameter or field of this object.
    Slot(usize),
    /// An instance of this object.
    Lazy(usize),
    /// A slot of another object, known by its class.
    Member {
        of: Box<Ex>,
        class: TypeId,
        slot: usize,
    },
    /// A member of an object whose class is known when it is there.
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
    Binary(Binary, Box<Ex>, Box<Ex>),
    Choice(Box<Ex>, Box<Ex>, Box<Ex>),
    List(Vec<Ex>),
    /// Bytes of integers.
    Bytes(Vec<Ex>),
    At(Box<Ex>, Box<Ex>),
    Format(Vec<Ex>),
    Call(Method, Box<Ex>, Vec<Ex>),
    Decode(Box<Ex>, Text),
}

/// What can be asked of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Of strings in characters, of bytes, arrays and streams in elements.
    Len,
    Reverse,
    Substring,
    ToInt,
    ToStr,
    ToFloat,
    First,
    Last,
    Min,
    Max,
    Pos,
    Eof,
}
