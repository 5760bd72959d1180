//! Keys for the size and content of a field.

use super::keys::FORMAT;
use super::source::{Reader, ScalarSpan, join};
use super::{BytesDef, FormatDef, ProcessDef};
use crate::diag::Loc;
use crate::expr;
use crate::yaml::{Yaml, YamlKind};

impl Reader {
    pub(super) fn bytes_key(
        &mut self,
        key: &str,
        at: Loc,
        value: &Yaml,
        path: &str,
        bytes: &mut BytesDef,
    ) {
        match key {
            "size" => bytes.size = self.expr(value, path).map(Box::new),
            "size-eos" => bytes.to_end = self.bool(value, path).filter(|on| *on).map(|_| at),
            "pad-right" => bytes.pad = self.byte(value, path),
            "terminator" => bytes.terminator = self.byte_list(value, path).map(|b| (b, at)),
            "include" => bytes.include = self.bool(value, path).unwrap_or(false),
            "consume" => bytes.unconsumed = !self.bool(value, path).unwrap_or(true),
            "eos-error" => bytes.optional = !self.bool(value, path).unwrap_or(true),
            _ => bytes.process = self.process(value, path).map(Box::new),
        }
    }

    /// Reads `-format`: the name of a format, or a mapping.
    pub(super) fn format(&mut self, yaml: &Yaml, path: &str) -> Option<FormatDef> {
        let mut format = FormatDef::default();
        if yaml.map().is_none() {
            format.cases.push((None, self.text(yaml, path, "the name of a format")?.to_owned()));
            return Some(format);
        }
        for (key, _, value) in self.entries(yaml, path, &[FORMAT], "in `-format`") {
            let path = join(path, key);
            match key {
                "name" => {
                    let name = self.text(value, &path, "the name of a format");
                    format.cases.extend(name.map(|name| (None, name.to_owned())));
                }
                "switch-on" => format.on = self.expr(value, &path),
                "original-size" => format.original_size = self.expr(value, &path),
                _ => self.format_cases(value, &path, &mut format),
            }
        }
        let switch = ["switch-on", "cases"];
        if switch.iter().any(|key| yaml.get(key).is_some()) {
            self.require_keys(yaml, path, &switch);
        }
        Some(format)
    }

    fn format_cases(&mut self, yaml: &Yaml, path: &str, format: &mut FormatDef) {
        if yaml.map().is_none() {
            self.expected_mapping(yaml, path);
        }
        for (when, name) in yaml.map().unwrap_or_default() {
            let path = join(path, when.text().unwrap_or_default());
            let Some(name) = self.text(name, &path, "the name of a format") else { continue };
            let name = name.to_owned();
            match when.text() {
                Some("_") => format.cases.push((None, name)),
                _ => format.cases.extend(self.expr(when, &path).map(|when| (Some(when), name))),
            }
        }
    }

    /// Reads a byte or a list of bytes.
    fn byte_list(&mut self, yaml: &Yaml, path: &str) -> Option<Vec<u8>> {
        let Some(items) = yaml.seq() else { return self.byte(yaml, path).map(|b| vec![b]) };
        if items.is_empty() {
            self.error(yaml.loc, path, "expected at least one byte");
            return None;
        }
        let bytes =
            items.iter().enumerate().map(|(i, item)| self.byte(item, &join(path, &i.to_string())));
        bytes.collect()
    }

    /// Reads `contents`: a string, or a list of bytes and strings.
    pub(super) fn contents(&mut self, yaml: &Yaml, path: &str) -> Option<Vec<u8>> {
        let items = match &yaml.kind {
            YamlKind::Seq(items) => items,
            YamlKind::Text(text, _) => return Some(text.clone().into_bytes()),
            YamlKind::Plain(text) if !yaml.is_null() && scalar_kind(text).is_none() => {
                return Some(text.clone().into_bytes());
            }
            YamlKind::Plain(text) if !yaml.is_null() => {
                let kind = scalar_kind(text).unwrap_or_default();
                let help = match super::source::int(text).and_then(bytes_of) {
                    Some(bytes) => {
                        format!("use a list of bytes: [{bytes}], or quotes for a string")
                    }
                    None => "use quotes for a string, or a list of bytes".to_owned(),
                };
                let message =
                    format!("expected a string or a list of bytes, found the {kind} `{text}`");
                self.error(yaml.loc, path, message).help(help);
                return None;
            }
            _ => {
                let message =
                    format!("expected a string or a list of bytes, found {}", yaml.what());
                self.error(yaml.loc, path, message);
                return None;
            }
        };
        let mut found = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match (&item.kind, item.text()) {
                (YamlKind::Plain(_), Some(text)) if super::source::int(text).is_some() => {
                    let byte = self.byte(item, &join(path, &index.to_string()));
                    if let (None, Some(bytes)) = (byte, super::source::int(text).and_then(bytes_of))
                    {
                        self.diagnostics.help(format!("use one number per byte: {bytes}"));
                    }
                    found.extend(byte);
                }
                (YamlKind::Plain(_), Some(text)) if scalar_kind(text).is_some() => {
                    let kind = scalar_kind(text).unwrap_or_default();
                    let message = format!("expected a byte or a string, found the {kind} `{text}`");
                    let at = join(path, &index.to_string());
                    self.error(item.loc, &at, message).help("use quotes for a string");
                }
                (_, Some(text)) => found.extend(text.bytes()),
                _ => {
                    let message = format!("expected a byte or a string, found {}", item.what());
                    self.error(item.loc, &join(path, &index.to_string()), message);
                }
            }
        }
        Some(found)
    }

    /// Reads a name and its arguments.
    pub(super) fn process(&mut self, yaml: &Yaml, path: &str) -> Option<ProcessDef> {
        let text = self.text(yaml, path, "a routine name")?.to_owned();
        let at = ScalarSpan::of(yaml, path);
        // Names of custom routines may contain dots; their arguments are expressions.
        let name = text.split('(').next().unwrap_or_default();
        // A placeholder of the same length preserves the columns of the arguments.
        let call = text.replacen(name, &"p".repeat(name.chars().count()), 1);
        let called = call.len() > name.len();
        let name = name.trim().to_owned();
        if !is_routine(&name) {
            self.error(at.loc, path, format!("`{name}` is not a valid routine name"));
            return None;
        }
        if !called {
            return Some(ProcessDef { name, args: Vec::new(), at });
        }
        if !call.trim_end().ends_with(')') {
            self.error(at.loc, path, format!("expected a closing `)`, found the end of `{text}`"));
            return None;
        }
        match expr::parse_type_call(&call) {
            Ok((_, args)) => Some(ProcessDef { name, args, at }),
            Err(error) => {
                self.error(at.loc, path, error.message);
                None
            }
        }
    }
}

/// True if a name is that of a routine: identifiers separated by dots.
fn is_routine(name: &str) -> bool {
    name.split('.').all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Returns the kind of an unquoted scalar that is not a string in YAML.
fn scalar_kind(text: &str) -> Option<&'static str> {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && text.contains(|c: char| c.is_ascii_digit());
    match text {
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Some("boolean"),
        _ if super::source::int(text).is_some() => Some("number"),
        _ if is_number && text.replace('_', "").parse::<f64>().is_ok() => Some("number"),
        _ => None,
    }
}

/// Returns the bytes of an integer in big-endian order, as the items of a list.
fn bytes_of(value: i128) -> Option<String> {
    let bytes = u64::try_from(value).ok()?.to_be_bytes();
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(7);
    let items: Vec<String> = bytes.iter().skip(first).map(|byte| format!("{byte:#04x}")).collect();
    Some(items.join(", "))
}
