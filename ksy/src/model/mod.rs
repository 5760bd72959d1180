//! A schema as it is written: types, fields and expressions with their places, nothing resolved.

mod attr;
mod bytes;
pub(crate) mod find;
pub(crate) mod keys;
mod read;
mod rules;
pub(crate) mod source;

pub(crate) use attr::{is_float, is_integer};
pub(crate) use read::read;
pub(crate) use source::{Named, Spot, Src, TypeCall};

use crate::diag::Loc;
use crate::expr::Expr;

/// Names a type of a [`Model`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) u32);

/// Names an enum of a [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EnumId(pub(crate) u32);

impl TypeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl EnumId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every type and enum of a schema and of what it imports.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) types: Vec<TypeDef>,
    pub(crate) enums: Vec<EnumDef>,
    pub(crate) files: Vec<FileDef>,
}

/// What stands in `meta` of a file.
#[derive(Debug)]
pub(crate) struct FileDef {
    pub(crate) top: TypeId,
    pub(crate) title: String,
    pub(crate) extensions: Vec<String>,
    pub(crate) imports: Vec<Named>,
    /// Unknown types come from outside.
    pub(crate) opaque: bool,
    pub(crate) frame: Option<FrameDef>,
    /// Bytes of no field are a fault.
    pub(crate) complete: bool,
}

/// How a frame sits in a stream: the key `-frame`.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrameDef {
    pub(crate) max_size: Option<u64>,
    pub(crate) stuffing: Option<Named>,
    pub(crate) confirm: Option<u64>,
    pub(crate) message: Option<Src>,
}

/// A type: the top of a file, or one that stands in another.
#[derive(Debug, Default)]
pub(crate) struct TypeDef {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) parent: Option<TypeId>,
    pub(crate) types: Vec<TypeId>,
    pub(crate) enums: Vec<EnumId>,
    pub(crate) endian: Option<EndianDef>,
    pub(crate) bits_le: Option<bool>,
    pub(crate) encoding: Option<Named>,
    pub(crate) doc: String,
    pub(crate) params: Vec<ParamDef>,
    pub(crate) seq: Vec<Attr>,
    pub(crate) instances: Vec<Attr>,
    pub(crate) to_string: Option<Src>,
}

/// A byte order: fixed, or found by looking.
#[derive(Debug)]
pub(crate) enum EndianDef {
    Little,
    Big,
    Switch { on: Src, cases: Vec<(Option<Src>, bool)> },
}

/// A parameter of a type.
#[derive(Debug)]
pub(crate) struct ParamDef {
    pub(crate) id: Named,
    /// `bytes` when none is given.
    pub(crate) ty: Option<TypeCall>,
    pub(crate) enumeration: Option<TypeCall>,
    pub(crate) path: String,
}

/// An enum.
#[derive(Debug)]
pub(crate) struct EnumDef {
    pub(crate) name: String,
    pub(crate) labels: Vec<LabelDef>,
}

/// A named value of an enum.
#[derive(Debug)]
pub(crate) struct LabelDef {
    pub(crate) value: i128,
    pub(crate) name: String,
    pub(crate) doc: String,
}

/// A field of `seq`, or an instance.
#[derive(Debug, Default)]
pub(crate) struct Attr {
    /// The name, or `_unnamedN`.
    pub(crate) id: String,
    pub(crate) named: bool,
    /// Where the name stands.
    pub(crate) loc: Loc,
    pub(crate) path: String,
    pub(crate) doc: String,
    pub(crate) unit: String,
    pub(crate) hex: bool,
    pub(crate) ty: TypeDefKind,
    pub(crate) bytes: BytesDef,
    pub(crate) contents: Option<Vec<u8>>,
    pub(crate) encoding: Option<Named>,
    pub(crate) enumeration: Option<TypeCall>,
    pub(crate) condition: Option<Src>,
    pub(crate) repeat: RepeatDef,
    pub(crate) valid: Option<ValidDef>,
    pub(crate) parent: ParentDef,
    pub(crate) io: Option<Src>,
    pub(crate) pos: Option<Src>,
    pub(crate) value: Option<Src>,
    pub(crate) checksum: Option<ChecksumDef>,
}

/// What `type` says.
#[derive(Debug, Default)]
pub(crate) enum TypeDefKind {
    /// Nothing: bytes.
    #[default]
    Bytes,
    One(TypeCall),
    Switch {
        on: Src,
        /// No expression is the `_` case.
        cases: Vec<(Option<Src>, TypeCall)>,
    },
}

/// How many bytes a field takes.
#[derive(Debug, Default)]
pub(crate) struct BytesDef {
    pub(crate) size: Option<Src>,
    pub(crate) to_end: Option<Loc>,
    pub(crate) terminator: Option<(Vec<u8>, Loc)>,
    pub(crate) include: bool,
    pub(crate) keep: bool,
    pub(crate) end_ok: bool,
    pub(crate) pad: Option<u8>,
    pub(crate) process: Option<ProcessDef>,
    /// Whether zeros at the end were left out.
    pub(crate) trimmed: Option<Src>,
}

/// A routine that makes other bytes of a field's bytes.
#[derive(Debug)]
pub(crate) struct ProcessDef {
    pub(crate) name: String,
    pub(crate) args: Vec<Expr>,
    pub(crate) at: Spot,
}

#[derive(Debug, Default)]
pub(crate) enum RepeatDef {
    #[default]
    Once,
    ToEnd,
    Times(Src),
    Until(Src),
}

#[derive(Debug)]
pub(crate) enum ValidDef {
    Eq(Src),
    Range { min: Option<Src>, max: Option<Src> },
    AnyOf(Vec<Src>),
    Expr(Src),
    InEnum(Loc),
}

#[derive(Debug, Default)]
pub(crate) enum ParentDef {
    #[default]
    This,
    None,
    Other(Src),
}

/// A checksum over other fields: the key `-checksum`.
#[derive(Debug)]
pub(crate) struct ChecksumDef {
    pub(crate) algorithm: Named,
    pub(crate) from: Option<Named>,
    pub(crate) to: Option<Named>,
    pub(crate) append: Option<Src>,
}
