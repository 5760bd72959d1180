//! Names and expressions with their source locations, and basic methods of the reader.

use super::keys::{self, Key};
use crate::diag::{Diagnostic, Diagnostics, Loc, Severity};
use crate::expr::{self, At, Expr, ParseError, TypeName};
use crate::yaml::{Quotes, Yaml, YamlKind};
use std::fmt::Display;

/// An expression with its location.
#[derive(Clone, Debug)]
pub(crate) struct Src {
    pub(crate) expr: Expr,
    pub(crate) at: ScalarSpan,
}

/// A name with its location.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) at: ScalarSpan,
}

/// A type name with arguments.
#[derive(Clone, Debug)]
pub(crate) struct TypeCall {
    pub(crate) name: TypeName,
    pub(crate) args: Vec<Expr>,
    pub(crate) at: ScalarSpan,
}

/// Location of a scalar in the file, and its path in the schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScalarSpan {
    pub(crate) loc: Loc,
    /// Number of characters before the text: 1 for a quotation mark.
    skip: usize,
    /// True if the text is on one line without escapes, so that its characters correspond to
    /// columns of the file.
    inline: bool,
    pub(crate) path: String,
}

impl ScalarSpan {
    pub(crate) fn of(yaml: &Yaml, path: &str) -> Self {
        let (skip, inline) = match &yaml.kind {
            YamlKind::Plain(text) => (0, text.chars().count() == yaml.loc.len as usize),
            YamlKind::Text(text, Quotes::Quoted) => {
                (1, text.chars().count().saturating_add(2) == yaml.loc.len as usize)
            }
            _ => (0, false),
        };
        Self { loc: yaml.loc, skip, inline, path: path.to_owned() }
    }

    /// Returns the location of a part of the text.
    pub(crate) fn part(&self, at: At) -> Loc {
        if self.inline {
            self.loc.part(self.skip.saturating_add(at.start), at.len)
        } else {
            self.loc
        }
    }
}

/// Returns the path of a key below `path`.
pub(super) fn join(path: &str, key: &str) -> String {
    let mut joined = String::with_capacity(path.len().saturating_add(key.len()).saturating_add(1));
    joined.push_str(path);
    joined.push('/');
    joined.push_str(key);
    joined
}

/// Reader of YAML nodes, which collects diagnostics.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) diagnostics: Diagnostics,
}

impl Reader {
    /// True if a key of this mapping has an error, so that other keys may only seem to be missing.
    pub(crate) fn has_errors_below(&self, path: &str) -> bool {
        let below = |d: &Diagnostic| d.path.strip_prefix(path).is_some_and(|p| p.starts_with('/'));
        // The diagnostics of this mapping are the last in the list.
        self.diagnostics
            .list
            .iter()
            .rev()
            .take(16)
            .any(|d| d.severity == Severity::Error && below(d))
    }

    pub(crate) fn error(
        &mut self,
        loc: Loc,
        path: &str,
        message: impl Into<String>,
    ) -> &mut Diagnostics {
        self.diagnostics.error(loc, path, message)
    }

    /// Returns the entries of a mapping with known keys; reports unknown keys.
    pub(crate) fn entries<'y>(
        &mut self,
        yaml: &'y Yaml,
        path: &str,
        known: &[&[Key]],
        of: impl Display,
    ) -> Vec<(&'y str, &'y Yaml, &'y Yaml)> {
        let Some(map) = yaml.map() else {
            self.expected_mapping(yaml, path);
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (key, value) in map {
            let Some(name) = key.text() else {
                self.error(key.loc, path, format!("expected a key, found {}", key.what()));
                continue;
            };
            let keys = || known.iter().copied().flatten();
            if keys().any(|k| k.name == name) {
                entries.push((name, key, value));
            } else if name.starts_with('-') {
                self.extension_key(name, key.loc, path, &of.to_string());
            } else {
                let at = join(path, name);
                let found = self.error(key.loc, &at, format!("unknown key `{name}` {of}"));
                match missing_colon(name) {
                    Some(help) => found.help(help),
                    None => found.suggest(name, keys().map(|k| k.name)),
                }
            }
        }
        entries
    }

    /// Reads a required scalar; `what` describes the scalar for messages.
    pub(crate) fn text<'y>(&mut self, yaml: &'y Yaml, path: &str, what: &str) -> Option<&'y str> {
        let text = yaml.text();
        if text.is_none() {
            self.error(yaml.loc, path, format!("expected {what}, found {}", yaml.what()));
        }
        text
    }

    pub(crate) fn named(&mut self, yaml: &Yaml, path: &str, what: &str) -> Option<Named> {
        let text = self.text(yaml, path, what)?.to_owned();
        Some(Named { text, at: ScalarSpan::of(yaml, path) })
    }

    pub(crate) fn bool(&mut self, yaml: &Yaml, path: &str) -> Option<bool> {
        let found = yaml.bool();
        if found.is_none() {
            self.error(yaml.loc, path, format!("expected true or false, found {}", yaml.what()));
        }
        found
    }

    /// Reads an integer in base 2, 8, 10 or 16.
    pub(crate) fn int(&mut self, yaml: &Yaml, path: &str) -> Option<i128> {
        let found = yaml.text().and_then(int);
        if found.is_none() {
            let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            let large = yaml.text().is_some_and(|text| text.len() > 36 && digits(text));
            let expected = if large { "an integer less than 2^127" } else { "an integer" };
            self.error(yaml.loc, path, format!("expected {expected}, found {}", yaml.what()));
        }
        found
    }

    pub(crate) fn byte(&mut self, yaml: &Yaml, path: &str) -> Option<u8> {
        let found = self.int(yaml, path)?;
        let byte = u8::try_from(found).ok();
        if byte.is_none() {
            let message = format!("expected an integer from 0 to 255, found {found}");
            self.error(yaml.loc, path, message);
        }
        byte
    }

    pub(crate) fn list<'y>(&mut self, yaml: &'y Yaml, path: &str) -> &'y [Yaml] {
        yaml.seq().unwrap_or_else(|| {
            let key = yaml.map().and_then(|map| map.first()).and_then(|(key, _)| key.text());
            let found =
                self.error(yaml.loc, path, format!("expected a list, found {}", yaml.what()));
            match (key, yaml.text()) {
                (Some(key), _) | (None, Some(key)) if is_unspaced_item(key) => {
                    found.help("add a space after `-`: a list item starts with `- `");
                }
                (Some(_), _) => found.help("start each item with `- `"),
                _ => {}
            }
            &[]
        })
    }

    /// Reports a node that must be a mapping.
    pub(crate) fn expected_mapping(&mut self, yaml: &Yaml, path: &str) {
        let found =
            self.error(yaml.loc, path, format!("expected a mapping, found {}", yaml.what()));
        match yaml.text() {
            None if yaml.is_null() => {
                found.help("indent the keys of a mapping deeper than the name before it");
            }
            Some(text) if is_unspaced_item(text) => {
                found.help("add a space after `-`: a list item starts with `- `");
            }
            Some(text) => {
                if let Some(help) = missing_colon(text) {
                    found.help(help);
                }
            }
            None => {}
        }
    }

    /// Reads an expression. Numbers and booleans of YAML are expressions, too.
    pub(crate) fn expr(&mut self, yaml: &Yaml, path: &str) -> Option<Src> {
        let text = self.text(yaml, path, "an expression")?;
        let text = match &yaml.kind {
            YamlKind::Plain(text) => boolean(text).unwrap_or(text),
            _ => text,
        };
        let at = ScalarSpan::of(yaml, path);
        match expr::parse(text) {
            Ok(expr) => Some(Src { expr, at }),
            Err(error) => self.parse_error(&at, error),
        }
    }

    /// Reads an expression that is the whole source text, on one line.
    pub(crate) fn whole_expr(&mut self, yaml: &Yaml) -> Option<Src> {
        let text = yaml.text()?;
        let at = ScalarSpan { loc: yaml.loc, skip: 0, inline: true, path: String::new() };
        match expr::parse(text) {
            Ok(expr) => Some(Src { expr, at }),
            Err(error) => self.parse_error(&at, error),
        }
    }

    fn parse_error<T>(&mut self, at: &ScalarSpan, error: ParseError) -> Option<T> {
        let found = self.diagnostics.error(at.part(error.at), &at.path, error.message);
        if let Some(help) = error.help {
            found.help(help);
        }
        None
    }

    /// Reads a type name with its arguments.
    pub(crate) fn type_call(&mut self, yaml: &Yaml, path: &str) -> Option<TypeCall> {
        let text = self.text(yaml, path, "a type name")?;
        let at = ScalarSpan::of(yaml, path);
        match expr::parse_type_call(text) {
            Ok((name, args)) => Some(TypeCall { name, args, at }),
            Err(error) => self.parse_error(&at, error),
        }
    }

    /// Reads an enum name.
    pub(crate) fn enum_name(&mut self, yaml: &Yaml, path: &str) -> Option<TypeCall> {
        let text = self.text(yaml, path, "an enum name")?;
        let at = ScalarSpan::of(yaml, path);
        match expr::parse_type_name(text) {
            Ok(name) => Some(TypeCall { name, args: Vec::new(), at }),
            Err(error) => self.parse_error(&at, error),
        }
    }

    /// Reads a name that is defined by the schema; `what` is the kind of the named object, with an
    /// article.
    pub(crate) fn identifier(&mut self, yaml: &Yaml, path: &str, what: &str) -> Option<Named> {
        let Some(text) = yaml.text() else {
            self.text(yaml, path, &format!("the name of {what}"));
            return None;
        };
        if !is_identifier(text) {
            let message = format!("`{text}` is not a valid name for {what}");
            self.error(yaml.loc, path, message).help(
                "names start with a lowercase letter, followed by lowercase letters, digits or \
                 underscores",
            );
            return None;
        }
        Some(Named { text: text.to_owned(), at: ScalarSpan::of(yaml, path) })
    }

    /// Returns the text of a `doc` key as a single line.
    pub(crate) fn doc(yaml: &Yaml) -> String {
        yaml.text()
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    }
}

/// Returns the expression for a boolean of YAML that is not a valid name.
fn boolean(text: &str) -> Option<&'static str> {
    match text {
        "True" | "TRUE" | "Yes" | "YES" | "On" | "ON" => Some("true"),
        "False" | "FALSE" | "No" | "NO" | "Off" | "OFF" => Some("false"),
        _ => None,
    }
}

/// True for a list item without a space after `-`.
fn is_unspaced_item(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
}

/// Returns advice for a key without a colon, or a colon without a space: `type u1`, `type:u1`.
fn missing_colon(text: &str) -> Option<String> {
    let (key, rest) = text.split_once([' ', ':'])?;
    if !keys::is_known(key) {
        return None;
    }
    Some(if text.get(key.len()..).is_some_and(|rest| rest.starts_with(':')) {
        format!("add a space after `:`: `{key}: {}`", rest.trim_start())
    } else {
        format!("add `:` after `{key}`")
    })
}

pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Parses an integer with an optional sign, in base 2, 8, 10 or 16.
pub(crate) fn int(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    match expr::parse(digits).ok()?.kind {
        expr::ExprKind::Int(value) if negative => value.checked_neg(),
        expr::ExprKind::Int(value) => Some(value),
        _ => None,
    }
}
