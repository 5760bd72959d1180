//! Keys of schemas: their context, value type and description.
//!
//! Used by the reader, which rejects unknown keys, and for the JSON Schema for editors.
//! Source: the Kaitai Struct user guide and `ksy_schema.json`. Keys that start with `-` are
//! bytescope extensions.

use bytescope_frames::stuffing::Coding;

/// Type of the value of a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KeyShape {
    Text,
    /// A lowercase letter, followed by lowercase letters, digits or underscores.
    Identifier,
    Bool,
    /// An integer from 0 to 255.
    Byte,
    /// A byte or a list of bytes.
    Bytes,
    /// A string, or a list of bytes and strings.
    Contents,
    Expr,
    Number,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A string or a list of strings.
    Texts,
    Anything,
    /// A mapping with these keys.
    Keys(&'static [Key]),
    /// A list of mappings with these keys.
    List(&'static [Key]),
    /// A list of fields.
    Fields,
    /// A mapping from names to instances.
    Instances,
    /// The type of a field: a name, or `switch-on` and `cases`.
    Type,
    /// A value, or a mapping of rules.
    Valid,
    Endian,
    Enums,
    Types,
    /// The name of a format, or the keys of `-format`.
    Format,
    /// `false` or an expression.
    Parent,
    /// An unsigned integer.
    Unsigned,
    /// The name of a checksum algorithm, or the parameters of a CRC.
    Algorithm,
    /// A list of two expressions.
    Range,
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: KeyShape,
    pub(crate) doc: &'static str,
}

const fn key(name: &'static str, shape: KeyShape, doc: &'static str) -> Key {
    Key { name, shape, doc }
}

use KeyShape::{
    Algorithm, Anything, Bool, Byte, Bytes, Contents, Endian, Enums, Expr, Fields, Format,
    Identifier, Instances, Keys, List, Number, Parent, Range, Text, Texts, Type, Types, Unsigned,
    Valid, Words,
};

const DOC: Key = key("doc", Text, "Description");
const DOC_REF: Key = key("doc-ref", Texts, "Reference to the specification");

/// Keys of a type, including the top level of the file.
pub(crate) const TYPE: &[Key] = &[
    key("meta", Keys(META), "Name, byte order, encoding, imports"),
    DOC,
    DOC_REF,
    key("params", List(PARAM), "Parameters of the type"),
    key("seq", Fields, "Fields, in sequence"),
    key("types", Types, "Nested types"),
    key("instances", Instances, "Out-of-line and computed fields"),
    key("enums", Enums, "Enums: named integer values"),
    key("to-string", Expr, "Short text representation of an object of the type"),
];

/// bytescope extensions of types.
pub(crate) const TYPE_OWN: &[Key] = &[
    key("-summary", Text, "Template for one line about an object, such as {width}×{height}"),
    key(
        "-columns",
        Texts,
        "Fields that are the columns of a list of objects, the most important first",
    ),
    key("-webide-representation", Text, "Used as `-summary` if there is none"),
];

/// Keys of `meta`.
pub(crate) const META: &[Key] = &[
    key("id", Identifier, "Name of the format"),
    key("title", Text, "Human-readable name of the format"),
    key("application", Texts, "Programs that use the format"),
    key("file-extension", Texts, "File name extensions, without the dot"),
    key("xref", Anything, "Identifiers of the format in other catalogs"),
    key("license", Text, "License of the schema, as an SPDX expression"),
    key("tags", Texts, "Categories of the format"),
    key("ks-version", Text, "Minimum version of the Kaitai Struct compiler"),
    key("ks-debug", Bool, "Ignored by bytescope"),
    key("ks-opaque-types", Bool, "Load undeclared types from other files"),
    key("ks-zero-copy-substream", Bool, "Ignored by bytescope"),
    key("imports", Texts, "Schemas to import, without `.ksy`"),
    key("encoding", Text, "Default encoding of strings"),
    key("endian", Endian, "Default byte order of numbers"),
    key("bit-endian", Words(&["le", "be"]), "Default bit order of bit fields"),
];

/// bytescope extensions of `meta`.
pub(crate) const META_OWN: &[Key] = &[
    key("-frame", Keys(FRAME), "Framing of the format in a stream"),
    key("-complete", Bool, "Fields must cover every byte of a file"),
    key("-detect", Expr, "Condition for detection from the content, in addition to the magic"),
    key("-style", Bool, "Report style warnings about this file [default: true]"),
];

/// Keys of `-frame`.
pub(crate) const FRAME: &[Key] = &[
    key("max-size", Number, "Maximum size of a frame in bytes, as transmitted [default: 8192]"),
    key("stuffing", Words(Coding::NAMES), "Byte stuffing of the frame"),
    key("confirm", Number, "Number of contiguous frames that confirm a frame without a checksum"),
    key("sequence", Expr, "Sequence count, which increases by 1 from frame to frame of a channel"),
    key("channel", Expr, "Channel whose frames `sequence` counts [default: one channel]"),
    key("idle", Expr, "Condition for idle frames, which `sequence` does not count"),
    key("max-gap", Number, "Maximum number of other bytes between contiguous frames [default: 0]"),
    key("message", Expr, "Message type of a frame [default: the `switch-on` value of a type]"),
];

/// Keys of a parameter.
pub(crate) const PARAM: &[Key] = &[
    key("id", Identifier, "Name"),
    key("type", Text, "Type [default: bytes]"),
    key("enum", Text, "Enum of an integer"),
    DOC,
    DOC_REF,
];

/// Keys of every field, regardless of its type.
pub(crate) const ANY_FIELD: &[Key] = &[
    key("type", Type, "Type [default: bytes]"),
    key("if", Expr, "Condition: the field exists if true"),
    key("repeat", Words(&["eos", "expr", "until"]), "Repetition: the field is a list"),
    key("repeat-expr", Expr, "Number of items, for `repeat: expr`"),
    key("repeat-until", Expr, "Condition that is true for the last item `_`, for `repeat: until`"),
    key("valid", Valid, "Valid values"),
    DOC,
    DOC_REF,
];

/// Key for the name of a field of `seq`.
pub(crate) const ID: &[Key] = &[key("id", Identifier, "Name")];

/// Keys for the extent of bytes, strings and objects.
pub(crate) const SIZED: &[Key] = &[
    key("size", Expr, "Size in bytes"),
    key("size-eos", Bool, "Extends to the end of the stream"),
    key("pad-right", Byte, "Padding byte at the end of the field"),
    key("terminator", Bytes, "Byte or bytes that end the field"),
    key("include", Bool, "Include the terminator in the value [default: false]"),
    key("consume", Bool, "Continue after the terminator, not at it [default: true]"),
    key("eos-error", Bool, "Treat a missing terminator as an error [default: true]"),
];

/// Keys of fields of bytes and of user-defined types.
pub(crate) const RAW: &[Key] = &[
    key("process", Text, "Transformation of the bytes: zlib, xor(key), rol(n), ror(n)"),
    key("contents", Contents, "Constant content"),
    key("parent", Parent, "`_parent` of the object; `false` for none"),
];

/// Keys of strings.
pub(crate) const STRING: &[Key] = &[key("encoding", Text, "Encoding")];

/// Keys of integers.
pub(crate) const INTEGER: &[Key] = &[key("enum", Text, "Enum of the values")];

/// bytescope extensions of fields.
pub(crate) const FIELD_OWN: &[Key] = &[
    key("-unit", Text, "Unit of the value"),
    key("-epoch", Words(&["unix"]), "Time with the unit of `-unit` since 1970-01-01 00:00:00 UTC"),
    key("-hex", Bool, "Show the number in hexadecimal"),
    key(
        "-target",
        Expr,
        "Name of what the number refers to, a string; without value if it refers to nothing",
    ),
    key("-checksum", Keys(CHECKSUM), "Checksum of other fields"),
    key("-check", Valid, "Valid values, like `valid`; reading continues after an invalid value"),
    key(
        "-content",
        Text,
        "Format of the content: posix_tz for a string, gif_lzw(code_size, pixels) for sub-blocks",
    ),
    key(
        "-format",
        Format,
        "Format of the bytes, as nested content: a name, or `switch-on` and `cases`",
    ),
    key("-packed", Bool, "Start objects at the next bit, not at the next byte"),
    key(
        "-signed",
        Words(&["twos-complement", "sign-magnitude"]),
        "Representation of negative numbers in a bit field",
    ),
    key(
        "-number",
        Words(&["integer", "float"]),
        "Type of the number that a string represents; columns contain the number",
    ),
    key(
        "-orig-id",
        Anything,
        "Name in the specification, shown for a flag if only its case differs",
    ),
];

/// bytescope extensions of fields with an extent.
pub(crate) const SIZED_OWN: &[Key] = &[key(
    "-trimmed-zeros",
    Expr,
    "True if the sender omits trailing zero bytes: reads past the end of the field return zeros",
)];

/// Keys of `-checksum`.
pub(crate) const CHECKSUM: &[Key] = &[
    key(
        "algorithm",
        Algorithm,
        "Name of the algorithm, such as crc-16/ibm-3740, or CRC parameters",
    ),
    key(
        "from",
        Expr,
        "First field covered: a path such as body or _parent.header [default: first field of `seq`]",
    ),
    key("to", Expr, "Last field covered [default: field before the checksum]"),
    key(
        "range",
        Range,
        "Start and end offset of the covered bytes in the stream of the object, instead of `from` and `to`",
    ),
    key("self", Words(&["zero"]), "`zero`: the checksum covers itself, as zeros"),
    key(
        "append",
        Expr,
        "Byte or bytes appended to the covered data but not transmitted; if the expression has no value, the checksum cannot be verified",
    ),
];

/// Keys of a CRC in `algorithm`.
pub(crate) const CRC: &[Key] = &[
    key("width", Number, "Width in bits, 1 to 64"),
    key("poly", Unsigned, "Polynomial without its highest term, such as 0x1021"),
    key("init", Unsigned, "Initial value of the register [default: 0]"),
    key("refin", Bool, "Process bytes least significant bit first [default: false]"),
    key("refout", Bool, "Reflect the register at the end [default: value of `refin`]"),
    key("xorout", Unsigned, "Value XORed with the register at the end [default: 0]"),
];

/// Returns the names of all extension keys, with the mapping to which each belongs.
pub(crate) fn extensions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let within = |keys: &'static [Key], owner: &'static str| {
        keys.iter().map(move |key| (key.name, owner)).filter(|(name, _)| name.starts_with('-'))
    };
    within(FIELD_OWN, "a field")
        .chain(within(SIZED_OWN, "a field of a user-defined type"))
        .chain(within(META_OWN, "the top-level `meta`"))
        .chain(within(TYPE_OWN, "a type"))
}

/// Keys of an instance that is read from a stream.
pub(crate) const INSTANCE_READ: &[Key] = &[
    key("pos", Expr, "Offset from the start of the stream, in bytes"),
    key("io", Expr, "Stream to read from"),
];

/// Keys of a computed instance.
pub(crate) const INSTANCE_VALUE: &[Key] = &[
    key("value", Expr, "Value"),
    key("if", Expr, "Condition: the value exists if true"),
    key("enum", Text, "Enum of the values"),
    key("valid", Valid, "Valid values"),
    DOC,
    DOC_REF,
];

/// Keys of a `type` or `endian` that depends on a value.
pub(crate) const SWITCH: &[Key] = &[
    key("switch-on", Expr, "Value that selects the case"),
    key("cases", Anything, "Type or byte order for each value; `_` is the default case"),
];

/// Keys of `-format`.
pub(crate) const FORMAT: &[Key] = &[
    key("name", Text, "Name of the format, if it does not depend on a value"),
    key("switch-on", Expr, "Value that selects the case"),
    key("cases", Anything, "Name of the format for each value; `_` is the default case"),
    key(
        "original-size",
        Expr,
        "Size of the complete content in bytes, of which the field may contain only the start",
    ),
];

/// Keys of `valid`.
pub(crate) const VALID: &[Key] = &[
    key("eq", Expr, "Required value"),
    key("min", Expr, "Minimum"),
    key("max", Expr, "Maximum"),
    key("any-of", Anything, "List of allowed values"),
    key("expr", Expr, "Condition on the value `_`"),
    key("in-enum", Bool, "`true`: the value must be defined by the enum"),
];

/// Keys of an enum value.
pub(crate) const LABEL: &[Key] = &[key("id", Identifier, "Name"), DOC, DOC_REF];

/// True if a name is a key of a schema, except for extensions.
pub(crate) fn is_known(name: &str) -> bool {
    let all = [
        TYPE,
        META,
        PARAM,
        ANY_FIELD,
        ID,
        SIZED,
        RAW,
        STRING,
        INTEGER,
        INSTANCE_READ,
        INSTANCE_VALUE,
        SWITCH,
        VALID,
        LABEL,
    ];
    all.iter().copied().flatten().any(|key| key.name == name)
}
