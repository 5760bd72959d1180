//! Every key of a schema: where it may stand, what it holds and what it means.
//!
//! One table serves the reader, which refuses others, and the JSON Schema for editors.
//! Source: the Kaitai Struct user guide and `ksy_schema.json`; keys with `-` are bytescope's own.

use bytescope_frames::stuffing::Coding;

/// What stands behind a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Text,
    /// A small letter, then small letters, digits and underscores.
    Identifier,
    Bool,
    /// An integer from 0 to 255.
    Byte,
    /// A byte or a list of bytes.
    Bytes,
    /// A text, or a list of bytes and texts.
    Contents,
    Expr,
    Number,
    /// One of these words.
    Words(&'static [&'static str]),
    /// One or several texts.
    Texts,
    Anything,
    /// A mapping with these keys.
    Keys(&'static [Key]),
    /// A list of mappings with these keys.
    List(&'static [Key]),
    /// A list of fields.
    Fields,
    /// Names with fields.
    Instances,
    /// The type of a field: a name, or `switch-on` and `cases`.
    Type,
    /// A value, or a mapping of rules.
    Valid,
    Endian,
    Enums,
    Types,
    /// `false` or an expression.
    Parent,
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) doc: &'static str,
}

const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, doc }
}

use Shape::{
    Anything, Bool, Byte, Bytes, Contents, Endian, Enums, Expr, Fields, Identifier, Instances,
    Keys, List, Number, Parent, Text, Texts, Type, Types, Valid, Words,
};

const DOC: Key = key("doc", Text, "What it is, for people");
const DOC_REF: Key = key("doc-ref", Texts, "Where the specification says so");

/// Keys of a type, the top of the file included.
pub(crate) const TYPE: &[Key] = &[
    key("meta", Keys(META), "Name, byte order, encoding, imports"),
    DOC,
    DOC_REF,
    key("params", List(PARAM), "What the type must be given when it is used"),
    key("seq", Fields, "The fields, one after the other"),
    key("types", Types, "Types that this type uses"),
    key("instances", Instances, "Fields elsewhere, and values that are computed"),
    key("enums", Enums, "Names of integers"),
    key("to-string", Expr, "A short text for a value of the type"),
];

/// Keys of `meta`.
pub(crate) const META: &[Key] = &[
    key("id", Identifier, "The name of the format"),
    key("title", Text, "The name of the format, for people"),
    key("application", Texts, "Programs that use the format"),
    key("file-extension", Texts, "Endings of file names, without the dot"),
    key("xref", Anything, "The format in other catalogues"),
    key("license", Text, "The licence of the schema, as an SPDX expression"),
    key("tags", Texts, "Words to sort formats by"),
    key("ks-version", Text, "The oldest compiler that understands the schema"),
    key("ks-debug", Bool, "Without effect here"),
    key("ks-opaque-types", Bool, "Types that are not declared come from other files"),
    key("ks-zero-copy-substream", Bool, "Without effect here"),
    key("imports", Texts, "Schemas whose types are used, without `.ksy`"),
    key("encoding", Text, "The encoding of strings that name none"),
    key("endian", Endian, "The byte order of numbers that name none"),
    key("bit-endian", Words(&["le", "be"]), "The bit order of bit fields that name none"),
];

/// Keys of `meta` that only bytescope knows.
pub(crate) const META_OWN: &[Key] = &[
    key("-frame", Keys(FRAME), "How the format sits in a stream of frames"),
    key("-complete", Bool, "Every byte of a file belongs to a field: others are a fault"),
];

/// Keys of `-frame`.
pub(crate) const FRAME: &[Key] = &[
    key("max-size", Number, "No frame is longer than this, in bytes as they are sent"),
    key("stuffing", Words(Coding::NAMES), "How the frame's end is kept out of it"),
    key("confirm", Number, "Frames without checksum: how many must follow for one to count"),
    key("message", Expr, "What kind of message a frame is; what a type is switched on, without"),
];

/// Keys of a parameter.
pub(crate) const PARAM: &[Key] = &[
    key("id", Identifier, "The name"),
    key("type", Text, "The type; bytes without"),
    key("enum", Text, "The enum of an integer"),
    DOC,
    DOC_REF,
];

/// Keys of every field, whatever its type.
pub(crate) const ANY_FIELD: &[Key] = &[
    key("type", Type, "The type; bytes without"),
    key("if", Expr, "The field exists if this is true"),
    key("repeat", Words(&["eos", "expr", "until"]), "The field is a list"),
    key("repeat-expr", Expr, "How many items, for `repeat: expr`"),
    key("repeat-until", Expr, "True of the last item `_`, for `repeat: until`"),
    key("valid", Valid, "What a value must be"),
    DOC,
    DOC_REF,
];

/// The name of a field of `seq`.
pub(crate) const ID: &[Key] = &[key("id", Identifier, "The name")];

/// Keys of fields that take bytes.
pub(crate) const SIZED: &[Key] = &[
    key("size", Expr, "How many bytes"),
    key("size-eos", Bool, "All bytes up to the end of the stream"),
    key("pad-right", Byte, "The byte that fills the field up at its end"),
    key("terminator", Bytes, "The byte or bytes that end the field"),
    key("include", Bool, "Whether the terminator is part of the value; false without"),
    key("consume", Bool, "Whether the terminator is read past; true without"),
    key("eos-error", Bool, "Whether the end of the stream without a terminator is an error"),
];

/// Keys of fields of bytes and of types that bytes are read as.
pub(crate) const RAW: &[Key] = &[
    key("process", Text, "What is done to the bytes first: zlib, xor(key), rol(n), ror(n)"),
    key("contents", Contents, "The bytes that must stand here"),
    key("parent", Parent, "What `_parent` is for the type; `false` for none"),
];

/// Keys of strings.
pub(crate) const STRING: &[Key] = &[key("encoding", Text, "The encoding")];

/// Keys of integers.
pub(crate) const INTEGER: &[Key] = &[key("enum", Text, "The enum that names the values")];

/// Keys of fields that only bytescope knows.
pub(crate) const FIELD_OWN: &[Key] = &[
    key("-unit", Text, "The unit of the value"),
    key("-hex", Bool, "Whether the number reads better in hexadecimal"),
    key("-checksum", Keys(CHECKSUM), "The field is a checksum of other fields"),
];

/// Keys of sized fields that only bytescope knows.
pub(crate) const SIZED_OWN: &[Key] = &[key(
    "-trimmed-zeros",
    Expr,
    "True where the sender left out zero bytes at the end: they are read as if they were there",
)];

/// Keys of `-checksum`.
pub(crate) const CHECKSUM: &[Key] = &[
    key("algorithm", Text, "By its name in the catalogue, such as crc-16/ibm-3740"),
    key("from", Identifier, "The first field that is covered"),
    key("to", Identifier, "The last field that is covered"),
    key(
        "append",
        Expr,
        "A byte or bytes that count after the range and are not sent; without a value, the checksum cannot be verified",
    ),
];

/// Keys of an instance that is read.
pub(crate) const INSTANCE_READ: &[Key] = &[
    key("pos", Expr, "Where it stands, in bytes from the start of the stream"),
    key("io", Expr, "The stream it stands in"),
];

/// Keys of an instance that is computed.
pub(crate) const INSTANCE_VALUE: &[Key] = &[
    key("value", Expr, "The value"),
    key("if", Expr, "The value exists if this is true"),
    key("enum", Text, "The enum that names the values"),
    key("valid", Valid, "What the value must be"),
    DOC,
    DOC_REF,
];

/// Keys of `type` that depends on a value.
pub(crate) const SWITCH: &[Key] = &[
    key("switch-on", Expr, "The value that decides"),
    key("cases", Anything, "The type for each value; `_` for all others"),
];

/// Keys of `valid`.
pub(crate) const VALID: &[Key] = &[
    key("eq", Expr, "The value"),
    key("min", Expr, "The smallest value"),
    key("max", Expr, "The largest value"),
    key("any-of", Anything, "The values"),
    key("expr", Expr, "A rule on the value `_`"),
    key("in-enum", Bool, "`true`: the value has a name in the enum"),
];

/// Keys of a named value of an enum.
pub(crate) const LABEL: &[Key] = &[key("id", Identifier, "The name"), DOC, DOC_REF];
