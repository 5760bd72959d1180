//! Types, their `meta`, parameters and enums.

use super::keys::{self, FRAME, LABEL, META, META_OWN, PARAM, SWITCH, TYPE, TYPE_OWN};
use super::source::{Reader, is_identifier, join};
use super::{
    Attr, EndianDef, EnumDef, EnumId, FileDef, FrameDef, LabelDef, Model, ParamDef, TypeDef, TypeId,
};
use crate::diag::Loc;
use crate::yaml::Yaml;
use bytescope_frames::stuffing::Coding;
use std::collections::HashMap;

/// Latest version of the language that `ks-version` may require.
const VERSION: [u32; 2] = [0, 11];

/// Reads a file into the model and returns its top-level type.
pub(crate) fn read(model: &mut Model, reader: &mut Reader, yaml: &Yaml) -> Option<TypeId> {
    if yaml.map().is_none() {
        reader.expected_mapping(yaml, "/");
        return None;
    }
    let meta = yaml.get("meta");
    let id = meta.and_then(|meta| meta.get("id"));
    match (meta, id) {
        (None, _) => {
            reader
                .error(yaml.loc, "/", "missing key `meta`")
                .help("a schema starts with `meta:`, which contains `id:`, the name of the format");
        }
        (Some(meta), _) if meta.map().is_none() => {}
        // Reported as an unknown key: `id:name` without a space.
        (Some(meta), None) if has_unspaced_id(meta) => {}
        (Some(meta), None) => {
            let loc = key_of(yaml, "meta").unwrap_or(meta.loc);
            reader.error(loc, "/meta", "missing key `id` in `meta`: the name of the format");
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
        detect: None,
    };
    if let Some(meta) = meta {
        reader.file(meta, &mut file);
    }
    let name = name.map_or_else(|| "_".to_owned(), |name| name.text);
    let top = TypeReader { model, reader }.add(yaml, &name, "", None);
    file.top = top;
    model.files.push(file);
    Some(top)
}

/// True if a key of a mapping starts with `id:`.
fn has_unspaced_id(yaml: &Yaml) -> bool {
    let keys = yaml.map().unwrap_or_default().iter();
    keys.filter_map(|(key, _)| key.text()).any(|key| key.starts_with("id:"))
}

/// Returns the location of a key of a mapping.
pub(super) fn key_of(yaml: &Yaml, name: &str) -> Option<Loc> {
    yaml.map()?.iter().find(|(key, _)| key.text() == Some(name)).map(|(key, _)| key.loc)
}

impl Reader {
    fn texts(&mut self, yaml: &Yaml, path: &str) -> Vec<String> {
        yaml.items()
            .iter()
            .filter_map(|i| self.text(i, path, "a string"))
            .map(str::to_owned)
            .collect()
    }

    /// Reads the keys of the top-level `meta` that apply to the whole file.
    fn file(&mut self, meta: &Yaml, file: &mut FileDef) {
        for (key, _, value) in self.entries(meta, "/meta", &[META, META_OWN], "in `meta`") {
            let path = join("/meta", key);
            match key {
                "title" => file.title = value.text().unwrap_or_default().to_owned(),
                "file-extension" => file.extensions = self.texts(value, &path),
                "ks-opaque-types" => file.opaque = self.bool(value, &path).unwrap_or(false),
                "ks-debug" | "ks-zero-copy-substream" => {
                    self.bool(value, &path);
                }
                "ks-version" => self.version(value, &path),
                "imports" => {
                    for (index, item) in value.items().iter().enumerate() {
                        let path = match value.seq() {
                            Some(_) => join(&path, &index.to_string()),
                            None => path.clone(),
                        };
                        file.imports.extend(self.named(item, &path, "a schema name"));
                    }
                }
                "-style" => {
                    let style = self.bool(value, &path);
                    if style == Some(false) {
                        self.diagnostics.hide_style(value.loc.file);
                    }
                }
                "-complete" => file.complete = self.bool(value, &path).unwrap_or(false),
                "-detect" => file.detect = self.expr(value, &path),
                "-frame" => file.frame = Some(self.frame(value, &path)),
                _ => {}
            }
        }
    }

    /// Rejects schemas that require a newer compiler.
    fn version(&mut self, yaml: &Yaml, path: &str) {
        let Some(text) = self.text(yaml, path, "a version") else { return };
        let plain = matches!(yaml.kind, crate::yaml::YamlKind::Plain(_));
        if plain && text.matches('.').count() == 1 && text.ends_with('0') && !text.ends_with(".0") {
            let message = format!(
                "ambiguous version: `{text}` without quotes is the number {}",
                text.trim_end_matches('0')
            );
            self.error(yaml.loc, path, message).help(format!("use quotes: '{text}'"));
            return;
        }
        let parts: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
        match parts {
            Some(parts)
                if parts.as_slice() <= VERSION.as_slice() || parts.get(..2) == Some(&VERSION) => {}
            Some(_) => {
                let [major, minor] = VERSION;
                let message = format!(
                    "unsupported version {text}: the latest supported version is {major}.{minor}"
                );
                self.error(yaml.loc, path, message);
            }
            None => {
                let message = format!("expected a version such as 0.9, found `{text}`");
                self.error(yaml.loc, path, message);
            }
        }
    }

    fn frame(&mut self, yaml: &Yaml, path: &str) -> FrameDef {
        let mut frame = FrameDef::default();
        for (key, _, value) in self.entries(yaml, path, &[FRAME], "in `-frame`") {
            let path = join(path, key);
            match key {
                "stuffing" => {
                    frame.stuffing = self.named(value, &path, &Coding::NAMES.join(", "));
                    if let Some(name) = &frame.stuffing
                        && !Coding::NAMES.contains(&name.text.as_str())
                    {
                        let message = format!("unknown byte stuffing `{}`", name.text);
                        let names = Coding::NAMES.iter().copied();
                        self.error(value.loc, &path, message).suggest(&name.text, names);
                    }
                }
                "message" => frame.message = self.expr(value, &path),
                "sequence" => frame.sequence = self.expr(value, &path),
                "channel" => frame.channel = self.expr(value, &path),
                "idle" => frame.idle = self.expr(value, &path),
                _ => {
                    let number = self.int(value, &path).and_then(|n| {
                        let number = u64::try_from(n).ok().filter(|n| *n > 0);
                        if number.is_none() {
                            self.error(value.loc, &path, format!("`{key}` must be at least 1"));
                        }
                        number
                    });
                    match key {
                        "confirm" => frame.confirm = number,
                        "max-gap" => frame.max_gap = number,
                        _ => frame.max_size = number,
                    }
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
            let path = join(path, key);
            if key == "switch-on" {
                on = self.expr(value, &path);
                continue;
            }
            for (when, order) in value.map().unwrap_or_default() {
                let path = join(&path, when.text().unwrap_or_default());
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
        self.require_keys(yaml, path, &["switch-on", "cases"]);
        Some(EndianDef::Switch { on: on?, cases })
    }

    /// Reports missing required keys of a mapping.
    pub(super) fn require_keys(&mut self, yaml: &Yaml, path: &str, names: &[&str]) {
        for name in names {
            if yaml.get(name).is_none() && !self.has_errors_below(path) {
                self.error(yaml.loc, path, format!("missing key `{name}`"));
            }
        }
    }
}

struct TypeReader<'r> {
    model: &'r mut Model,
    reader: &'r mut Reader,
}

impl TypeReader<'_> {
    fn add(&mut self, yaml: &Yaml, name: &str, path: &str, parent: Option<TypeId>) -> TypeId {
        let id = TypeId(u32::try_from(self.model.types.len()).unwrap_or(u32::MAX));
        // Reserve the index: nested types are added before this type is complete.
        self.model.types.push(TypeDef::default());
        let mut def = TypeDef { name: name.to_owned(), parent, ..TypeDef::default() };
        // A type may be empty: `dummy:` without a value.
        let entries = if yaml.is_null() {
            Vec::new()
        } else {
            self.reader.entries(yaml, path, &[TYPE, TYPE_OWN], "in a type")
        };
        for (key, _, value) in entries {
            let path = join(path, key);
            match key {
                "meta" => self.meta(value, &path, &mut def, parent.is_none()),
                "doc" => def.doc = Reader::doc(value),
                "params" => {
                    for (index, item) in self.reader.list(value, &path).iter().enumerate() {
                        def.params.extend(self.param(item, &join(&path, &index.to_string())));
                    }
                }
                "seq" => {
                    for (index, item) in self.reader.list(value, &path).iter().enumerate() {
                        let attr = self.reader.field(item, &join(&path, &index.to_string()), index);
                        def.seq.push(attr);
                    }
                }
                "instances" => def.instances = self.instances(value, &path),
                "types" => {
                    for (name, value, _) in self.named(value, &path, "a type") {
                        let path = join(&path, name);
                        let child = self.add(value, name, &path, Some(id));
                        def.types.add(name, child);
                    }
                }
                "enums" => {
                    for (name, value, _) in self.named(value, &path, "an enum") {
                        let found = self.enumeration(value, name, &join(&path, name));
                        def.enums.add(name, found);
                    }
                }
                "to-string" => def.to_string = self.reader.expr(value, &path),
                "-summary" => def.summary = self.reader.named(value, &path, "a summary"),
                "-webide-representation" => {
                    def.representation = value.text().map(str::to_owned);
                }
                "-columns" => {
                    for (index, item) in value.items().iter().enumerate() {
                        let path = join(&path, &index.to_string());
                        def.columns.extend(self.reader.named(item, &path, "the name of a field"));
                    }
                }
                _ => {}
            }
        }
        self.report_duplicates(&def);
        if let Some(slot) = self.model.types.get_mut(id.index()) {
            *slot = def;
        }
        id
    }

    /// Returns the entries of a mapping whose keys are names, with the location of each name.
    /// Reports invalid names.
    fn named<'y>(
        &mut self,
        yaml: &'y Yaml,
        path: &str,
        what: &str,
    ) -> Vec<(&'y str, &'y Yaml, Loc)> {
        let Some(map) = yaml.map() else {
            self.reader.expected_mapping(yaml, path);
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, value) in map {
            let path = join(path, key.text().unwrap_or_default());
            if let (Some(_), Some(name)) = (self.reader.identifier(key, &path, what), key.text()) {
                found.push((name, value, key.loc));
            }
        }
        found
    }

    fn meta(&mut self, yaml: &Yaml, path: &str, def: &mut TypeDef, top: bool) {
        // The keys of the top-level `meta` were checked when the file was read.
        let known: &[&[keys::Key]] = if top { &[] } else { &[META] };
        let entries = match yaml.map() {
            Some(map) if top => {
                map.iter().filter_map(|(k, v)| Some((k.text()?, k, v))).collect::<Vec<_>>()
            }
            _ if top => Vec::new(),
            _ => self.reader.entries(yaml, path, known, "in `meta`"),
        };
        for (key, _, value) in entries {
            let path = join(path, key);
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
            let path = join(path, key);
            match key {
                "id" => param.0 = self.reader.identifier(value, &path, "a parameter"),
                "type" => param.1 = self.reader.type_call(value, &path),
                "enum" => param.2 = self.reader.enum_name(value, &path),
                _ => {}
            }
        }
        if yaml.map().is_some() {
            self.reader.require_keys(yaml, path, &["id"]);
        }
        let (id, ty, enumeration) = param;
        Some(ParamDef { id: id?, ty, enumeration, path: path.to_owned() })
    }

    fn instances(&mut self, yaml: &Yaml, path: &str) -> Vec<Attr> {
        let mut found = Vec::new();
        for (name, value, loc) in self.named(yaml, path, "an instance") {
            found.push(self.reader.instance(value, &join(path, name), name, loc));
        }
        found
    }

    fn enumeration(&mut self, yaml: &Yaml, name: &str, path: &str) -> EnumId {
        let id = EnumId(u32::try_from(self.model.enums.len()).unwrap_or(u32::MAX));
        let mut labels: Vec<LabelDef> = Vec::new();
        let mut lines = HashMap::new();
        if yaml.map().is_none() {
            self.reader.expected_mapping(yaml, path);
        }
        for (key, value) in yaml.map().unwrap_or_default() {
            let path = join(path, key.text().unwrap_or_default());
            let Some(number) = self.reader.int(key, &path) else { continue };
            let Some((name, doc)) = self.label(value, &path) else { continue };
            if let Some(line) = lines.insert(name.clone(), key.loc.line) {
                let message = format!("duplicate name `{name}`");
                let loc = if value.text().is_some() { value.loc } else { key.loc };
                self.reader
                    .error(loc, &path, message)
                    .help(format!("first defined on line {line}"));
            }
            labels.push(LabelDef { value: number, name, doc });
        }
        self.model.enums.push(EnumDef { name: name.to_owned(), labels });
        id
    }

    fn label(&mut self, yaml: &Yaml, path: &str) -> Option<(String, String)> {
        if yaml.map().is_none() {
            return Some((
                self.reader.identifier(yaml, path, "an enum value")?.text,
                String::new(),
            ));
        }
        let (mut id, mut doc) = (None, String::new());
        for (key, _, value) in self.reader.entries(yaml, path, &[LABEL], "in an enum value") {
            match key {
                "id" => {
                    id = self.reader.identifier(value, &join(path, "id"), "an enum value");
                }
                "doc" => doc = Reader::doc(value),
                _ => {}
            }
        }
        self.reader.require_keys(yaml, path, &["id"]);
        Some((id?.text, doc))
    }

    /// Reports duplicate names of parameters, fields and instances of a type.
    fn report_duplicates(&mut self, def: &TypeDef) {
        let params = def.params.iter().map(|p| (p.id.text.as_str(), p.id.at.loc, &p.path, "id"));
        let seq = def.seq.iter().filter(|a| a.named);
        let seq = seq.map(|a| (a.id.as_str(), a.loc, &a.path, "id"));
        let instances = def.instances.iter().map(|a| (a.id.as_str(), a.loc, &a.path, ""));
        let mut seen: HashMap<&str, Loc> = HashMap::new();
        for (name, loc, path, key) in params.chain(seq).chain(instances) {
            if !is_identifier(name) {
                continue;
            }
            match seen.get(name) {
                Some(first) => {
                    let help = format!("first defined on line {}", first.line);
                    let message = format!("duplicate name `{name}` in this type");
                    let path = if key.is_empty() { path.clone() } else { join(path, key) };
                    self.reader.error(loc, &path, message).help(help);
                }
                None => {
                    seen.insert(name, loc);
                }
            }
        }
    }
}
