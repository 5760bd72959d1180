//! Fields of `seq` and instances.

use super::keys::{
    ANY_FIELD, FIELD_OWN, ID, INSTANCE_READ, INSTANCE_VALUE, INTEGER, Key, RAW, SIZED, SIZED_OWN,
    STRING, SWITCH,
};
use super::source::{Reader, TypeCall, join};
use super::{Attr, ParentDef, RepeatDef, TypeDefKind};
use crate::diag::Loc;
use crate::ir::BitSign;
use crate::yaml::Yaml;
use bytescope_table::ColumnKind;
use std::fmt;

/// Family of a field's type, which determines the allowed keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Bytes,
    Text,
    Integer,
    Float,
    User,
    Switch,
}

impl Family {
    fn of(ty: &TypeDefKind) -> Self {
        let call = match ty {
            TypeDefKind::Bytes => return Self::Bytes,
            TypeDefKind::Switch { .. } => return Self::Switch,
            TypeDefKind::One(call) => call,
        };
        match call.name.path.as_slice() {
            [name] if matches!(name.as_str(), "str" | "strz") => Self::Text,
            [name] if is_float(name) => Self::Float,
            [name] if is_integer(name) => Self::Integer,
            _ => Self::User,
        }
    }

    fn keys(self) -> &'static [&'static [Key]] {
        match self {
            Self::Bytes => &[ANY_FIELD, SIZED, RAW, FIELD_OWN],
            Self::User => &[ANY_FIELD, SIZED, RAW, FIELD_OWN, SIZED_OWN],
            Self::Text => &[ANY_FIELD, SIZED, STRING, FIELD_OWN],
            Self::Integer => &[ANY_FIELD, INTEGER, FIELD_OWN],
            Self::Float => &[ANY_FIELD, FIELD_OWN],
            Self::Switch => &[ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN, SIZED_OWN],
        }
    }
}

/// Name of the mapping of a field for messages.
struct InField<'t>(&'t TypeDefKind);

impl fmt::Display for InField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            TypeDefKind::Bytes => f.write_str("in a field of type bytes"),
            TypeDefKind::One(call) => write!(f, "in a field of type `{}`", call.name),
            TypeDefKind::Switch { .. } => f.write_str("in a field"),
        }
    }
}

/// True for `u4`, `s2be`, `b3`, …
pub(crate) fn is_integer(name: &str) -> bool {
    let bare = name.strip_suffix("le").or_else(|| name.strip_suffix("be")).unwrap_or(name);
    match bare.split_at_checked(1) {
        Some(("u" | "s", "1")) => bare == name,
        Some(("u" | "s", size)) => matches!(size, "2" | "4" | "8"),
        Some(("b", bits)) => {
            !bits.is_empty() && !bits.starts_with('0') && bits.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}

/// True for `f4`, `f8be`, …
pub(crate) fn is_float(name: &str) -> bool {
    matches!(name, "f4" | "f4le" | "f4be" | "f8" | "f8le" | "f8be")
}

impl Reader {
    /// Reads a field of `seq`.
    pub(super) fn field(&mut self, yaml: &Yaml, path: &str, index: usize) -> Attr {
        let mut attr = Attr {
            id: format!("_unnamed{index}"),
            loc: yaml.loc,
            path: path.to_owned(),
            ..Attr::default()
        };
        if let Some(id) = yaml.get("id") {
            attr.named = true;
            attr.loc = id.loc;
            if let Some(id) = self.identifier(id, &join(path, "id"), "a field") {
                attr.id = id.text;
            }
        }
        self.read(yaml, path, ID, &mut attr);
        attr
    }

    /// Reads an instance: computed, or read from a stream.
    pub(super) fn instance(&mut self, yaml: &Yaml, path: &str, name: &str, loc: Loc) -> Attr {
        let mut attr = Attr {
            id: name.to_owned(),
            named: true,
            loc,
            path: path.to_owned(),
            ..Attr::default()
        };
        if yaml.get("value").is_none() {
            self.read(yaml, path, INSTANCE_READ, &mut attr);
            return attr;
        }
        let known: &[&[Key]] = &[INSTANCE_VALUE, FIELD_OWN];
        for (key, _, value) in self.entries(yaml, path, known, "in an instance with a `value`") {
            let path = join(path, key);
            match key {
                "value" => attr.value = self.expr(value, &path).map(Box::new),
                _ => self.common_key(key, value, &path, &mut attr),
            }
        }
        attr
    }

    /// Reads a key that both fields and computed instances can have.
    fn common_key(&mut self, key: &str, value: &Yaml, path: &str, attr: &mut Attr) {
        match key {
            "doc" => attr.doc = Self::doc(value),
            "if" => attr.condition = self.expr(value, path).map(Box::new),
            "enum" => attr.enumeration = self.enum_name(value, path).map(Box::new),
            "valid" => attr.valid = self.valid(value, path).map(Box::new),
            "-check" => attr.check = self.valid(value, path).map(Box::new),
            "-content" => attr.content = self.process(value, path).map(Box::new),
            "-format" => attr.format = self.format(value, path).map(Box::new),
            "-unit" => attr.unit = self.text(value, path, "a unit").unwrap_or_default().to_owned(),
            "-epoch" => attr.unix_time = self.epoch(value, path),
            "-target" => attr.target = self.expr(value, path).map(Box::new),
            "-hex" => attr.hex = self.bool(value, path).unwrap_or(false),
            "-checksum" => attr.checksum = self.checksum(value, path).map(Box::new),
            "-packed" => attr.packed = self.bool(value, path).unwrap_or(false),
            "-signed" => attr.sign = self.sign(value, path),
            "-number" => attr.number = self.number(value, path),
            "-orig-id" => attr.original = value.text().unwrap_or_default().to_owned(),
            _ => {}
        }
    }

    /// Reads `-number`: the type of the number that a string represents.
    fn number(&mut self, value: &Yaml, path: &str) -> Option<ColumnKind> {
        match self.text(value, path, "a number type")? {
            "integer" => Some(ColumnKind::I64),
            "float" => Some(ColumnKind::F64),
            other => {
                let message = format!("unknown number type `{other}`");
                self.error(value.loc, path, message).suggest(other, ["integer", "float"]);
                None
            }
        }
    }

    /// Reads `-epoch`: true for `unix`.
    fn epoch(&mut self, value: &Yaml, path: &str) -> bool {
        match self.text(value, path, "an epoch") {
            Some("unix") => true,
            Some(other) => {
                let message = format!("unknown epoch `{other}`");
                self.error(value.loc, path, message).suggest(other, ["unix"]);
                false
            }
            None => false,
        }
    }

    /// Reads `-signed`: the representation of negative numbers in a bit field.
    fn sign(&mut self, value: &Yaml, path: &str) -> Option<BitSign> {
        match self.text(value, path, "a representation of negative numbers")? {
            "twos-complement" => Some(BitSign::TwosComplement),
            "sign-magnitude" => Some(BitSign::SignMagnitude),
            other => {
                let message = format!("unknown representation `{other}`");
                let known = ["twos-complement", "sign-magnitude"];
                self.error(value.loc, path, message).suggest(other, known);
                None
            }
        }
    }

    fn read(&mut self, yaml: &Yaml, path: &str, first: &'static [Key], attr: &mut Attr) {
        if yaml.map().is_none() {
            self.expected_mapping(yaml, path);
            return;
        }
        if let Some(ty) = yaml.get("type") {
            attr.ty = self.type_of(ty, &join(path, "type"));
        }
        let family = Family::of(&attr.ty);
        let keys: Vec<&[Key]> =
            std::iter::once(first).chain(family.keys().iter().copied()).collect();
        let entries = self.entries(yaml, path, &keys, InField(&attr.ty));
        for (key, at, value) in entries {
            let path = join(path, key);
            match key {
                "encoding" => attr.encoding = self.named(value, &path, "an encoding").map(Box::new),
                "parent" => attr.parent = self.parent(value, &path),
                "pos" => attr.pos = self.expr(value, &path).map(Box::new),
                "io" => attr.io = self.expr(value, &path).map(Box::new),
                "-trimmed-zeros" => attr.bytes.trimmed = self.expr(value, &path).map(Box::new),
                "contents" => attr.contents = self.contents(value, &path),
                "id" | "type" | "repeat" | "repeat-expr" | "repeat-until" => {}
                _ if SIZED.iter().any(|k| k.name == key) || key == "process" => {
                    self.bytes_key(key, at.loc, value, &path, &mut attr.bytes);
                }
                _ => self.common_key(key, value, &path, attr),
            }
        }
        attr.repeat = self.repeat(yaml, path);
        self.check_keys(yaml, path, attr);
    }

    /// Reads `type`: a name, or `switch-on` and `cases`.
    fn type_of(&mut self, yaml: &Yaml, path: &str) -> TypeDefKind {
        if yaml.map().is_none() {
            if yaml.seq().is_some() {
                let message = "expected a type name, or `switch-on` and `cases`, found a list";
                self.error(yaml.loc, path, message);
                return TypeDefKind::Bytes;
            }
            return self.type_call(yaml, path).map_or(TypeDefKind::Bytes, TypeDefKind::One);
        }
        let (mut on, mut cases) = (None, Vec::new());
        for (key, _, value) in self.entries(yaml, path, &[SWITCH], "in `type`") {
            let path = join(path, key);
            if key == "switch-on" {
                on = self.expr(value, &path);
                continue;
            }
            if value.map().is_none() {
                self.expected_mapping(value, &path);
            }
            for (when, ty) in value.map().unwrap_or_default() {
                let path = join(&path, when.text().unwrap_or_default());
                let Some(ty) = self.type_call(ty, &path) else { continue };
                match when.text() {
                    Some("_") => cases.push((None, ty)),
                    _ => cases.extend(self.expr(when, &path).map(|when| (Some(when), ty))),
                }
            }
        }
        self.require_keys(yaml, path, &["switch-on", "cases"]);
        match on {
            Some(on) => TypeDefKind::Switch { on: Box::new(on), cases },
            None => TypeDefKind::Bytes,
        }
    }

    fn repeat(&mut self, yaml: &Yaml, path: &str) -> RepeatDef {
        let (expr, until) = (yaml.get("repeat-expr"), yaml.get("repeat-until"));
        let Some(repeat) = yaml.get("repeat") else {
            for (key, word) in [("repeat-expr", "expr"), ("repeat-until", "until")] {
                if let Some(value) = yaml.get(key) {
                    let at = join(path, key);
                    self.error(value.loc, &at, format!("`{key}` requires `repeat`"))
                        .help(format!("add `repeat: {word}`"));
                }
            }
            return RepeatDef::Once;
        };
        let at = join(path, "repeat");
        let (found, used) = match repeat.text() {
            Some("eos") => (RepeatDef::ToEnd, ""),
            Some("expr") => match expr {
                Some(expr) => {
                    let times = self.expr(expr, &join(path, "repeat-expr"));
                    (
                        times.map_or(RepeatDef::ToEnd, |times| RepeatDef::Times(times.into())),
                        "repeat-expr",
                    )
                }
                None => {
                    self.error(
                        repeat.loc,
                        &at,
                        "`repeat: expr` requires `repeat-expr`, the number of items",
                    );
                    (RepeatDef::ToEnd, "repeat-expr")
                }
            },
            Some("until") => match until {
                Some(until) => {
                    let until = self.expr(until, &join(path, "repeat-until"));
                    (
                        until.map_or(RepeatDef::ToEnd, |until| RepeatDef::Until(until.into())),
                        "repeat-until",
                    )
                }
                None => {
                    self.error(
                        repeat.loc,
                        &at,
                        "`repeat: until` requires `repeat-until`, a condition for the last item",
                    );
                    (RepeatDef::ToEnd, "repeat-until")
                }
            },
            _ => {
                let message = format!("expected `eos`, `expr` or `until`, found {}", repeat.what());
                self.error(repeat.loc, &at, message);
                return RepeatDef::ToEnd;
            }
        };
        for (key, value) in [("repeat-expr", expr), ("repeat-until", until)] {
            if let Some(value) = value.filter(|_| key != used) {
                let mode = repeat.text().unwrap_or_default();
                let at = join(path, key);
                self.error(value.loc, &at, format!("`{key}` not allowed with `repeat: {mode}`"));
            }
        }
        found
    }

    fn parent(&mut self, yaml: &Yaml, path: &str) -> ParentDef {
        match yaml.bool() {
            Some(false) => ParentDef::None,
            Some(true) => {
                self.error(yaml.loc, path, "`parent` must be `false` or an expression");
                ParentDef::This
            }
            None => {
                self.expr(yaml, path).map_or(ParentDef::This, |src| ParentDef::Other(src.into()))
            }
        }
    }
}

impl TypeCall {
    /// Returns the name if it is a single identifier, as the names of built-in types are.
    pub(crate) fn simple_name(&self) -> Option<&str> {
        match self.name.path.as_slice() {
            [name] if !self.name.absolute => Some(name),
            _ => None,
        }
    }
}
