//! `valid` rules, and checks for contradictory keys.

use super::keys::VALID;
use super::source::{Reader, ScalarSpan, join};
use super::{Attr, RepeatDef, TypeDefKind, ValidDef};
use crate::yaml::Yaml;

impl Reader {
    /// Reads `valid` or `-check`: a value, or a mapping of rules.
    pub(super) fn valid(&mut self, yaml: &Yaml, path: &str) -> Option<ValidDef> {
        if yaml.map().is_none() {
            return self.expr(yaml, path).map(ValidDef::Eq);
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let (mut min, mut max) = (None, None);
        let mut found: Vec<(&str, Option<ValidDef>)> = Vec::new();
        for (key, _, value) in self.entries(yaml, path, &[VALID], format_args!("in `{name}`")) {
            let path = join(path, key);
            let rule = match key {
                "min" => {
                    min = self.expr(value, &path);
                    continue;
                }
                "max" => {
                    max = self.expr(value, &path);
                    continue;
                }
                "eq" => self.expr(value, &path).map(ValidDef::Eq),
                "expr" => self.expr(value, &path).map(ValidDef::Expr),
                "in-enum" => match self.bool(value, &path) {
                    Some(true) => Some(ValidDef::InEnum(ScalarSpan::of(value, &path))),
                    Some(false) => {
                        self.error(value.loc, &path, "`in-enum` must be `true`")
                            .help(format!("omit `{name}` to accept any value"));
                        None
                    }
                    None => None,
                },
                _ => {
                    let items = self.list(value, &path).iter().enumerate();
                    let items: Vec<_> = items
                        .filter_map(|(i, v)| self.expr(v, &join(&path, &i.to_string())))
                        .collect();
                    Some(ValidDef::AnyOf(items))
                }
            };
            found.push((key, rule));
        }
        let range = min.is_some() || max.is_some();
        if found.len() > 1 || range && !found.is_empty() {
            let rules = "`eq`, `any-of`, `expr`, `in-enum`, or `min` and `max`";
            self.error(yaml.loc, path, format!("`{name}` must have one rule: {rules}"));
        }
        if yaml.map().is_some_and(<[_]>::is_empty) {
            self.error(yaml.loc, path, format!("`{name}` must not be empty"));
        }
        if range {
            Some(ValidDef::Range { min, max })
        } else {
            found.pop().and_then(|(_, rule)| rule)
        }
    }

    /// Reports contradictory, redundant and missing keys.
    pub(super) fn check_keys(&mut self, yaml: &Yaml, path: &str, attr: &Attr) {
        let sized = attr.bytes.size.is_some();
        let key_loc = |key: &str| super::read::key_of(yaml, key).unwrap_or(yaml.loc);
        if let (true, Some(loc)) = (sized, attr.bytes.to_end) {
            let at = join(path, "size-eos");
            self.error(loc, &at, "`size` and `size-eos` are mutually exclusive");
        }
        let is = |name: &str| matches!(&attr.ty, TypeDefKind::One(call) if call.simple_name() == Some(name));
        let bounded = sized || attr.bytes.to_end.is_some() || attr.bytes.terminator.is_some();
        let plain = matches!(attr.ty, TypeDefKind::Bytes) && attr.contents.is_none();
        if (plain || is("str")) && !bounded && !self.has_errors_below(path) {
            let what = if plain { "byte field" } else { "string" };
            self.error(attr.loc, path, format!("{what} without an end"))
                .help("add `size`, `size-eos: true` or `terminator`");
        }
        if let (Some(bytes), Some(size)) = (&attr.contents, &attr.bytes.size)
            && let crate::expr::ExprKind::Int(given) = size.expr.kind
            && given != bytes.len() as i128
        {
            let message = format!(
                "`size` does not match `contents`: expected {}, found {given}",
                bytes.len()
            );
            self.error(size.at.loc, &size.at.path, message);
        }
        let padded = attr.bytes.pad.is_some() && !sized && attr.bytes.to_end.is_none();
        if padded && !matches!(attr.ty, TypeDefKind::Switch { .. }) {
            let at = join(path, "pad-right");
            self.error(key_loc("pad-right"), &at, "`pad-right` requires `size` or `size-eos`");
        }
        if let (Some(trimmed), false) = (&attr.bytes.trimmed, bounded) {
            let message = "`-trimmed-zeros` requires `size`, `size-eos` or `terminator`";
            self.error(trimmed.at.loc, &trimmed.at.path, message);
        }
        if attr.contents.is_some() && attr.valid.is_some() {
            let at = join(path, "valid");
            self.error(key_loc("valid"), &at, "redundant `valid`: `contents` fixes the value");
        }
        if matches!(attr.repeat, RepeatDef::Until(_)) && attr.bytes.to_end.is_some() {
            let at = join(path, "size-eos");
            self.error(
                key_loc("size-eos"),
                &at,
                "`size-eos` must not be used with `repeat: until`: \
                 the first item takes all remaining bytes",
            );
        }
    }
}
