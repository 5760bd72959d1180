//! Model of a schema as written: types, fields and expressions with their locations, unresolved.

mod attr;
mod bytes;
mod checksum;
pub(crate) mod find;
pub(crate) mod keys;
mod read;
mod rules;
pub(crate) mod source;
pub(crate) mod uses;

pub(crate) use attr::{is_float, is_integer};
pub(crate) use read::read;
pub(crate) use source::{Named, ScalarSpan, Src, TypeCall};

use crate::diag::Loc;
use crate::expr::Expr;
use crate::ir::BitSign;
use bytescope_table::ColumnKind;
use std::collections::HashMap;

/// Index of a type in a [`Model`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) u32);

/// Index of an enum in a [`Model`].
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

/// Types and enums of a schema and its imports.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) types: Vec<TypeDef>,
    pub(crate) enums: Vec<EnumDef>,
    pub(crate) files: Vec<FileDef>,
}

/// Contents of `meta` at the top level of a file.
#[derive(Debug)]
pub(crate) struct FileDef {
    pub(crate) top: TypeId,
    pub(crate) title: String,
    pub(crate) extensions: Vec<String>,
    pub(crate) imports: Vec<Named>,
    /// True if undeclared types are opaque (`ks-opaque-types`).
    pub(crate) opaque: bool,
    pub(crate) frame: Option<FrameDef>,
    /// True if bytes not covered by any field are a fault (`-complete`).
    pub(crate) complete: bool,
    /// Condition for detection (`-detect`).
    pub(crate) detect: Option<Src>,
}

/// Framing of a format: the key `-frame`.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrameDef {
    pub(crate) max_size: Option<u64>,
    pub(crate) stuffing: Option<Named>,
    pub(crate) confirm: Option<u64>,
    pub(crate) message: Option<Src>,
    pub(crate) sequence: Option<Src>,
    pub(crate) channel: Option<Src>,
    pub(crate) idle: Option<Src>,
    pub(crate) max_gap: Option<u64>,
}

/// Types or enums declared in a type, in order and by name.
#[derive(Debug)]
pub(crate) struct NamedIds<I> {
    ids: Vec<I>,
    by_name: HashMap<String, I>,
}

impl<I> Default for NamedIds<I> {
    fn default() -> Self {
        Self { ids: Vec::new(), by_name: HashMap::new() }
    }
}

impl<I: Copy> NamedIds<I> {
    /// Adds a declaration. Of several with the same name, the first is found.
    pub(crate) fn add(&mut self, name: &str, id: I) {
        self.ids.push(id);
        self.by_name.entry(name.to_owned()).or_insert(id);
    }

    /// Returns the declaration with this name.
    pub(crate) fn named(&self, name: &str) -> Option<I> {
        self.by_name.get(name).copied()
    }

    /// Returns all declarations, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = I> {
        self.ids.iter().copied()
    }
}

/// A type: the top level of a file, or nested in another type.
#[derive(Debug, Default)]
pub(crate) struct TypeDef {
    pub(crate) name: String,
    pub(crate) parent: Option<TypeId>,
    pub(crate) types: NamedIds<TypeId>,
    pub(crate) enums: NamedIds<EnumId>,
    pub(crate) endian: Option<EndianDef>,
    pub(crate) bits_le: Option<bool>,
    pub(crate) encoding: Option<Named>,
    pub(crate) doc: String,
    pub(crate) params: Vec<ParamDef>,
    pub(crate) seq: Vec<Attr>,
    pub(crate) instances: Vec<Attr>,
    pub(crate) to_string: Option<Src>,
    pub(crate) summary: Option<Named>,
    /// Summary for the web IDE of Kaitai Struct.
    pub(crate) representation: Option<String>,
    /// Paths of the fields that are columns of a list.
    pub(crate) columns: Vec<Named>,
}

/// Byte order: fixed, or selected by a value.
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
    /// Type; `None` for bytes.
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

/// A field of `seq`, or an instance. What most fields do not have is boxed: schemas have thousands of
/// fields.
#[derive(Debug, Default)]
pub(crate) struct Attr {
    /// Name, or `_unnamedN` if the schema gives none.
    pub(crate) id: String,
    /// True if the schema gives a name.
    pub(crate) named: bool,
    /// Name in the specification (`-orig-id`); empty if not given.
    pub(crate) original: String,
    /// Location of the name.
    pub(crate) loc: Loc,
    pub(crate) path: String,
    pub(crate) doc: String,
    pub(crate) unit: String,
    /// Name of what the value refers to.
    pub(crate) target: Option<Box<Src>>,
    /// True if the value is a Unix time (`-epoch`).
    pub(crate) unix_time: bool,
    pub(crate) hex: bool,
    pub(crate) ty: TypeDefKind,
    pub(crate) bytes: BytesDef,
    pub(crate) contents: Option<Vec<u8>>,
    pub(crate) encoding: Option<Box<Named>>,
    pub(crate) enumeration: Option<Box<TypeCall>>,
    pub(crate) condition: Option<Box<Src>>,
    pub(crate) repeat: RepeatDef,
    pub(crate) valid: Option<Box<ValidDef>>,
    /// Rule whose violation does not stop reading (`-check`).
    pub(crate) check: Option<Box<ValidDef>>,
    /// Format of encoded content (`-content`).
    pub(crate) content: Option<Box<ProcessDef>>,
    /// Format of the nested content (`-format`).
    pub(crate) format: Option<Box<FormatDef>>,
    /// True if objects start at the next bit, not at the next byte (`-packed`).
    pub(crate) packed: bool,
    /// Type of the number that a string represents (`-number`).
    pub(crate) number: Option<ColumnKind>,
    /// Representation of negative numbers in a bit field (`-signed`).
    pub(crate) sign: Option<BitSign>,
    pub(crate) parent: ParentDef,
    pub(crate) io: Option<Box<Src>>,
    pub(crate) pos: Option<Box<Src>>,
    pub(crate) value: Option<Box<Src>>,
    pub(crate) checksum: Option<Box<ChecksumDef>>,
}

impl Attr {
    /// True if the name is that of the specification, apart from case and underscores.
    pub(crate) fn is_original_name(&self) -> bool {
        let letters = |name: &str| name.replace('_', "").to_lowercase();
        !self.original.is_empty() && letters(&self.original) == letters(&self.id)
    }

    /// Returns the name shown in trees: the name in the schema, or for a flag `-orig-id` if only
    /// its case differs. Names in a schema must be lowercase, but specifications often write the
    /// names of flags in capitals (`acc_final`, `ACC_FINAL`).
    pub(crate) fn shown_name(&self) -> &str {
        let flag = matches!(&self.ty, TypeDefKind::One(call) if call.name.path == ["b1"]);
        if flag && self.original.eq_ignore_ascii_case(&self.id) { &self.original } else { &self.id }
    }
}

/// Type of a field: the key `type`.
#[derive(Debug, Default)]
pub(crate) enum TypeDefKind {
    /// No `type`: bytes.
    #[default]
    Bytes,
    One(TypeCall),
    Switch {
        on: Box<Src>,
        /// Expression and type of each case; `None` is the default case `_`.
        cases: Vec<(Option<Src>, TypeCall)>,
    },
}

/// Extent of a field.
#[derive(Debug, Default)]
pub(crate) struct BytesDef {
    pub(crate) size: Option<Box<Src>>,
    pub(crate) to_end: Option<Loc>,
    pub(crate) terminator: Option<(Vec<u8>, Loc)>,
    pub(crate) include: bool,
    /// True for `consume: false`.
    pub(crate) unconsumed: bool,
    /// True for `eos-error: false`: the terminator is optional.
    pub(crate) optional: bool,
    pub(crate) pad: Option<u8>,
    pub(crate) process: Option<Box<ProcessDef>>,
    /// Condition for omitted trailing zeros (`-trimmed-zeros`).
    pub(crate) trimmed: Option<Box<Src>>,
}

/// Transformation of the bytes of a field, or format of its content: the keys `process` and
/// `-content`.
#[derive(Debug)]
pub(crate) struct ProcessDef {
    pub(crate) name: String,
    pub(crate) args: Vec<Expr>,
    pub(crate) at: ScalarSpan,
}

/// Format of nested content: the key `-format`.
#[derive(Debug, Default)]
pub(crate) struct FormatDef {
    pub(crate) on: Option<Src>,
    /// Expression and format name of each case; `None` is the default case `_`.
    pub(crate) cases: Vec<(Option<Src>, String)>,
    pub(crate) original_size: Option<Src>,
}

/// Repetition of a field: the keys `repeat`, `repeat-expr` and `repeat-until`.
#[derive(Debug, Default)]
pub(crate) enum RepeatDef {
    #[default]
    Once,
    ToEnd,
    Times(Box<Src>),
    Until(Box<Src>),
}

/// Rule for the value of a field: the keys `valid` and `-check`.
#[derive(Debug)]
pub(crate) enum ValidDef {
    Eq(Src),
    Range { min: Option<Src>, max: Option<Src> },
    AnyOf(Vec<Src>),
    Expr(Src),
    InEnum(ScalarSpan),
}

/// Parent of an object: the key `parent`.
#[derive(Debug, Default)]
pub(crate) enum ParentDef {
    #[default]
    This,
    None,
    Other(Box<Src>),
}

/// A checksum of other fields: the key `-checksum`.
#[derive(Debug)]
pub(crate) struct ChecksumDef {
    pub(crate) algorithm: AlgorithmDef,
    pub(crate) range: RangeDef,
    /// True if the checksum covers itself, as zeros (`self: zero`).
    pub(crate) self_as_zeros: bool,
    pub(crate) append: Option<Src>,
}

/// Algorithm of a checksum.
#[derive(Debug)]
pub(crate) enum AlgorithmDef {
    /// Name in the catalog.
    Named(Named),
    /// A CRC that is not in the catalog.
    Custom(bytescope_inspect::Algorithm),
}

/// Bytes that a checksum covers.
#[derive(Debug)]
pub(crate) enum RangeDef {
    /// First and last field.
    Fields { from: Option<Src>, to: Option<Src> },
    /// Start and end offset in the stream.
    Offsets { start: Src, end: Src },
}
