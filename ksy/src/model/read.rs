//! Types, their `meta`, parameters and enums.

use super::keys::{self, FRAME, LABEL, META, META_OWN, PARAM, SWITCH, TYPE};
use super::source::{Reader, is_identifier};
use super::{
    Attr, EndianDef, EnumDef, EnumId, FileDef, FrameDef, LabelDef, Model, ParamDef, TypeDef, TypeId,
};
use crate::diag::Loc;
use crate::yaml::Yaml;
use bytescope_frames::stuffing::Coding;
use std::collections::HashMap;

/// The language that schemas may ask for with `ks-version`.
const VERSION: [u32; 2] = [0, 11];

/// Reads a file into the model; `name` is how it was imported.
pub(crate) fn read(model: &mut Model, reader: &mut Reader, yaml: &Yaml) -> Option<TypeId> {
    if yaml.map().is_none() {
        reader.error(yaml.loc, "/", format!("expected a mapping, found {}", yaml.what()));
        return None;
    }
    let meta = yaml.get("meta");
    let id = meta.and_then(|meta| meta.get("id"));
    match (meta, id) {
        (None, _) => {
            reader
                .error(yaml.loc, "/", "there is no `meta`")
                .help("a schema starts with `meta:` and the name of the format, `id:`, in it");
        }
        (Some(meta), _) if meta.map().is_none() => {}
        (Some(meta), None) => {
            let loc = key_of(yaml, "meta").unwrap_or(meta.loc);
            reader.error(loc, "/meta", "`meta` has no `id`, the name of the format");
        }
        (Some(_), Some(_)) => {}
    }
    let name = id.and_then(|id| reader.identifier(id, "/meta/id", "a format"));
    let mut file = FileDef {
        top: TypeId(0),
        title: String::new(),
        extensions: Vec::new(),
        imports: Vec::new(),
        opaque: false,
        frame: None,
        complete: false,
    };
    if let Some(meta) = meta {
        reader.file(meta, &mut file);
    }
    let name = name.map_or_else(|| "_".to_owned(), |name| name.text);
    let top = Types { model, reader }.add(yaml, &name, "", None);
    file.top = top;
    model.files.push(file);
    Some(top)
}

/// Where a key of a mapping stands.
pub(super) fn key_of(yaml: &Yaml, name: &str) -> Option<Loc> {
    yaml.map()?.iter().find(|(key, _)| key.text() == Some(name)).map(|(key, _)| key.loc)
}

impl Reader {
    fn texts(&mut self, yaml: &Yaml, path: &str) -> Vec<String> {
        let items = yaml.seq().unwrap_or(std::slice::from_ref(yaml));
        items.iter().filter_map(|i| self.text(i, path, "a text")).map(str::to_owned).collect()
    }

    /// What `meta` says of the file.
    fn file(&mut self, meta: &Yaml, file: &mut FileDef) {
        for (key, _, value) in self.entries(meta, "/meta", &[META, META_OWN], "in `meta`") {
            let path = format!("/meta/{key}");
            match key {
                "title" => file.title = value.text().unwrap_or_default().to_owned(),
                "file-extension" => file.extensions = self.texts(value, &path),
                "ks-opaque-types" => file.opaque = self.bool(value, &path).unwrap_or(false),
                "ks-debug" | "ks-zero-copy-substream" => {
                    self.bool(value, &path);
                }
                "ks-version" => self.version(value, &path),
                "imports" => {
                    for (index, item) in self.list(value, &path).iter().enumerate() {
                        let path = format!("{path}/{index}");
                        file.imports.extend(self.named(item, &path, "the name of a schema"));
                    }
                }
                "-complete" => file.complete = self.bool(value, &path).unwrap_or(false),
                "-frame" => file.frame = Some(self.frame(value, &path)),
                _ => {}
            }
        }
    }

    /// Refuses schemas for newer compilers.
    fn version(&mut self, yaml: &Yaml, path: &str) {
        let Some(text) = self.text(yaml, path, "a version") else { return };
        let plain = matches!(yaml.kind, crate::yaml::Kind::Plain(_));
        if plain && text.matches('.').count() == 1 && text.ends_with('0') && !text.ends_with(".0") {
            let message = format!(
                "`{text}` is a number here, and the same as `{}`",
                text.trim_end_matches('0')
            );
            self.error(yaml.loc, path, message).help(format!("write it in quotes: '{text}'"));
            return;
        }
        let parts: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
        match parts {
            Some(parts)
                if parts.as_slice() <= VERSION.as_slice() || parts.get(..2) == Some(&VERSION) => {}
            Some(_) => {
                let [major, minor] = VERSION;
                let message = format!(
                    "the schema needs version {text} of the language; this is {major}.{minor}"
                );
                self.error(yaml.loc, path, message);
            }
            None => {
                self.error(yaml.loc, path, format!("`{text}` is no version, such as 0.9"));
            }
        }
    }

    fn frame(&mut self, yaml: &Yaml, path: &str) -> FrameDef {
        let mut frame = FrameDef::default();
        for (key, _, value) in self.entries(yaml, path, &[FRAME], "in `-frame`") {
            let path = format!("{path}/{key}");
            match key {
                "stuffing" => {
                    frame.stuffing = self.named(value, &path, &Coding::NAMES.join(", "));
                    if let Some(name) = &frame.stuffing
                        && !Coding::NAMES.contains(&name.text.as_str())
                    {
                        let message = format!("there is no byte stuffing `{}`", name.text);
                        let names = Coding::NAMES.iter().copied();
                        self.error(value.loc, &path, message).suggest(&name.text, names);
                    }
                }
                "message" => frame.message = self.expr(value, &path),
                _ => {
                    let number = self.int(value, &path).and_then(|n| {
                        let number = u64::try_from(n).ok().filter(|n| *n > 0);
                        if number.is_none() {
                            self.error(value.loc, &path, format!("`{key}` must be 1 or more"));
                        }
                        number
                    });
                    if key == "confirm" { frame.confirm = number } else { frame.max_size = number }
                }
            }
        }
        frame
    }

    fn endian(&mut self, yaml: &Yaml, path: &str) -> Option<EndianDef> {
        match yaml.text() {
            Some("le") => return Some(EndianDef::Little),
            Some("be") => return Some(EndianDef::Big),
            _ => {}
        }
        if yaml.map().is_none() {
            let message =
                format!("expected `le`, `be`, or `switch-on` and `cases`, found {}", yaml.what());
            self.error(yaml.loc, path, message);
            return None;
        }
        let (mut on, mut cases) = (None, Vec::new());
        for (key, _, value) in self.entries(yaml, path, &[SWITCH], "in `endian`") {
            let path = format!("{path}/{key}");
            if key == "switch-on" {
                on = self.expr(value, &path);
                continue;
            }
            for (when, order) in value.map().unwrap_or_default() {
                let path = format!("{path}/{}", when.text().unwrap_or_default());
                let little = match order.text() {
                    Some("le") => true,
                    Some("be") => false,
                    _ => {
                        let message = format!("expected `le` or `be`, found {}", order.what());
                        self.error(order.loc, &path, message);
                        continue;
                    }
                };
                match when.text() {
                    Some("_") => cases.push((None, little)),
                    _ => cases.extend(self.expr(when, &path).map(|when| (Some(when), little))),
                }
            }
        }
        self.need(yaml, path, &["switch-on", "cases"]);
        Some(EndianDef::Switch { on: on?, cases })
    }

    /// Keys that a mapping must have.
    pub(super) fn need(&mut self, yaml: &Yaml, path: &str, names: &[&str]) {
        for name in names {
            if yaml.get(name).is_none() && !self.said_below(path) {
                self.error(yaml.loc, path, format!("the key `{name}` is missing"));
            }
        }
    }
}

struct Types<'r> {
    model: &'r mut Model,
    reader: &'r mut Reader,
}

impl Types<'_> {
    fn add(&mut self, yaml: &Yaml, name: &str, path: &str, parent: Option<TypeId>) -> TypeId {
        let id = TypeId(u32::try_from(self.model.types.len()).unwrap_or(u32::MAX));
        // Types within it have their numbers before it is complete.
        self.model.types.push(TypeDef::default());
        let mut def =
            TypeDef { name: name.to_owned(), path: path.to_owned(), parent, ..TypeDef::default() };
        // A type may be empty: `dummy:` and nothing below it.
        let entries = if yaml.is_null() {
            Vec::new()
        } else {
            self.reader.entries(yaml, path, &[TYPE], "in a type")
        };
        for (key, _, value) in entries {
            let path = format!("{path}/{key}");
            match key {
                "meta" => self.meta(value, &path, &mut def, parent.is_none()),
                "doc" => def.doc = Reader::doc(value),
                "params" => {
                    for (index, item) in self.reader.list(value, &path).iter().enumerate() {
                        def.params.extend(self.param(item, &format!("{path}/{index}")));
                    }
                }
                "seq" => {
                    for (index, item) in self.reader.list(value, &path).iter().enumerate() {
                        let attr = self.reader.field(item, &format!("{path}/{index}"), index);
                        def.seq.push(attr);
                    }
                }
                "instances" => def.instances = self.instances(value, &path),
                "types" => {
                    for (name, value, _) in self.named(value, &path, "a type") {
                        let path = format!("{path}/{name}");
                        let child = self.add(value, name, &path, Some(id));
                        def.types.push(child);
                    }
                }
                "enums" => {
                    for (name, value, _) in self.named(value, &path, "an enum") {
                        let found = self.enumeration(value, name, &format!("{path}/{name}"));
                        def.enums.push(found);
                    }
                }
                "to-string" => def.to_string = self.reader.expr(value, &path),
                _ => {}
            }
        }
        self.clashes(&def);
        if let Some(slot) = self.model.types.get_mut(id.index()) {
            *slot = def;
        }
        id
    }

    /// The entries of a mapping from names.
    fn named<'y>(
        &mut self,
        yaml: &'y Yaml,
        path: &str,
        what: &str,
    ) -> Vec<(&'y str, &'y Yaml, Loc)> {
        let Some(map) = yaml.map() else {
            self.reader.error(yaml.loc, path, format!("expected a mapping, found {}", yaml.what()));
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, value) in map {
            let path = format!("{path}/{}", key.text().unwrap_or_default());
            if let (Some(_), Some(name)) = (self.reader.identifier(key, &path, what), key.text()) {
                found.push((name, value, key.loc));
            }
        }
        found
    }

    fn meta(&mut self, yaml: &Yaml, path: &str, def: &mut TypeDef, top: bool) {
        // At the top the keys have been checked with those of the file.
        let known: &[&[keys::Key]] = if top { &[] } else { &[META] };
        let entries = match yaml.map() {
            Some(map) if top => {
                map.iter().filter_map(|(k, v)| Some((k.text()?, k, v))).collect::<Vec<_>>()
            }
            _ if top => Vec::new(),
            _ => self.reader.entries(yaml, path, known, "in `meta`"),
        };
        for (key, _, value) in entries {
            let path = format!("{path}/{key}");
            match key {
                "endian" => def.endian = self.reader.endian(value, &path),
                "bit-endian" => match value.text() {
                    Some("le") => def.bits_le = Some(true),
                    Some("be") => def.bits_le = Some(false),
                    _ => {
                        let message = format!("expected `le` or `be`, found {}", value.what());
                        self.reader.error(value.loc, &path, message);
                    }
                },
                "encoding" => def.encoding = self.reader.named(value, &path, "an encoding"),
                _ => {}
            }
        }
    }

    fn param(&mut self, yaml: &Yaml, path: &str) -> Option<ParamDef> {
        let mut param = (None, None, None);
        for (key, _, value) in self.reader.entries(yaml, path, &[PARAM], "in a parameter") {
            let path = format!("{path}/{key}");
            match key {
                "id" => param.0 = self.reader.identifier(value, &path, "a parameter"),
                "type" => param.1 = self.reader.type_call(value, &path),
                "enum" => param.2 = self.reader.enum_name(value, &path),
                _ => {}
            }
        }
        if yaml.map().is_some() {
            self.reader.need(yaml, path, &["id"]);
        }
        let (id, ty, enumeration) = param;
        Some(ParamDef { id: id?, ty, enumeration, path: path.to_owned() })
    }

    fn instances(&mut self, yaml: &Yaml, path: &str) -> Vec<Attr> {
        let mut found = Vec::new();
        for (name, value, loc) in self.named(yaml, path, "an instance") {
            found.push(self.reader.instance(value, &format!("{path}/{name}"), name, loc));
        }
        found
    }

    fn enumeration(&mut self, yaml: &Yaml, name: &str, path: &str) -> EnumId {
        let id = EnumId(u32::try_from(self.model.enums.len()).unwrap_or(u32::MAX));
        let mut labels: Vec<LabelDef> = Vec::new();
        let mut lines = HashMap::new();
        if yaml.map().is_none() {
            self.reader.error(yaml.loc, path, format!("expected a mapping, found {}", yaml.what()));
        }
        for (key, value) in yaml.map().unwrap_or_default() {
            let path = format!("{path}/{}", key.text().unwrap_or_default());
            let Some(number) = self.reader.int(key, &path) else { continue };
            let Some((name, doc)) = self.label(value, &path) else { continue };
            if let Some(line) = lines.insert(name.clone(), key.loc.line) {
                let message = format!("the name `{name}` is used a second time");
                let loc = if value.text().is_some() { value.loc } else { key.loc };
                self.reader
                    .error(loc, &path, message)
                    .help(format!("the first one is in line {line}"));
            }
            labels.push(LabelDef { value: number, name, doc });
        }
        self.model.enums.push(EnumDef { name: name.to_owned(), labels });
        id
    }

    fn label(&mut self, yaml: &Yaml, path: &str) -> Option<(String, String)> {
        if yaml.map().is_none() {
            return Some((
                self.reader.identifier(yaml, path, "a value of an enum")?.text,
                String::new(),
            ));
        }
        let (mut id, mut doc) = (None, String::new());
        for (key, _, value) in self.reader.entries(yaml, path, &[LABEL], "in a value of an enum") {
            match key {
                "id" => {
                    id = self.reader.identifier(value, &format!("{path}/id"), "a value of an enum");
                }
                "doc" => doc = Reader::doc(value),
                _ => {}
            }
        }
        self.reader.need(yaml, path, &["id"]);
        Some((id?.text, doc))
    }

    /// One name for one thing within a type.
    fn clashes(&mut self, def: &TypeDef) {
        let params =
            def.params.iter().map(|p| (p.id.text.as_str(), p.id.at.loc, format!("{}/id", p.path)));
        let seq = def
            .seq
            .iter()
            .filter(|a| a.named)
            .map(|a| (a.id.as_str(), a.loc, format!("{}/id", a.path)));
        let instances = def.instances.iter().map(|a| (a.id.as_str(), a.loc, a.path.clone()));
        let mut seen: HashMap<&str, Loc> = HashMap::new();
        for (name, loc, path) in params.chain(seq).chain(instances) {
            if !is_identifier(name) {
                continue;
            }
            match seen.get(name) {
                Some(first) => {
                    let help = format!("the first one is in line {}", first.line);
                    let message = format!("the name `{name}` is used a second time in this type");
                    self.reader.error(loc, &path, message).help(help);
                }
                None => {
                    seen.insert(name, loc);
                }
            }
        }
    }
}
