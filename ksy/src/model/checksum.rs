//! Checksums, and unknown extension keys: neither may switch verification off by a typo.

use super::keys::{CHECKSUM, CRC, extensions};
use super::source::{Reader, join};
use super::{AlgorithmDef, ChecksumDef, RangeDef};
use crate::diag::Loc;
use crate::yaml::Yaml;
use bytescope_inspect::checksum::CrcParameters;
use bytescope_inspect::{Algorithm, nearest};

/// Extension key that other tools also use, with other kinds of nodes.
const SHARED: &str = "-orig-id";

impl Reader {
    /// Reads `-checksum`.
    pub(super) fn checksum(&mut self, yaml: &Yaml, path: &str) -> Option<ChecksumDef> {
        let (mut algorithm, mut from, mut to, mut append) = (None, None, None, None);
        let (mut range, mut self_as_zeros) = (None, false);
        for (key, at, value) in self.entries(yaml, path, &[CHECKSUM], "in `-checksum`") {
            let path = join(path, key);
            if yaml.get("range").is_some() && matches!(key, "from" | "to") {
                self.error(at.loc, &path, format!("`{key}` not allowed with `range`"));
                continue;
            }
            match key {
                "algorithm" => algorithm = self.algorithm(value, &path),
                "from" => from = self.expr(value, &path),
                "to" => to = self.expr(value, &path),
                "range" => range = self.offsets(value, &path),
                "self" => self_as_zeros = self.self_as_zeros(value, &path),
                _ => append = self.expr(value, &path),
            }
        }
        if yaml.map().is_some() {
            self.require_keys(yaml, path, &["algorithm"]);
        }
        let range = match yaml.get("range") {
            Some(_) => range?,
            None => RangeDef::Fields { from, to },
        };
        Some(ChecksumDef { algorithm: algorithm?, range, self_as_zeros, append })
    }

    /// Reads `range`: a list of two expressions.
    fn offsets(&mut self, yaml: &Yaml, path: &str) -> Option<RangeDef> {
        let Some([start, end]) = yaml.seq() else {
            let message = "expected a list of two expressions: the start and end offset";
            self.error(yaml.loc, path, message);
            return None;
        };
        let start = self.expr(start, &format!("{path}/0"));
        let end = self.expr(end, &format!("{path}/1"));
        Some(RangeDef::Offsets { start: start?, end: end? })
    }

    fn self_as_zeros(&mut self, yaml: &Yaml, path: &str) -> bool {
        let known = yaml.text() == Some("zero");
        if !known {
            self.error(yaml.loc, path, format!("expected `zero`, found {}", yaml.what()));
        }
        known
    }

    /// Reads `algorithm`: a name or the parameters of a CRC.
    fn algorithm(&mut self, yaml: &Yaml, path: &str) -> Option<AlgorithmDef> {
        if yaml.map().is_none() {
            return self.named(yaml, path, "an algorithm").map(AlgorithmDef::Named);
        }
        let mut crc = CrcParameters::default();
        let mut refout = None;
        let mut complete = true;
        for (key, _, value) in self.entries(yaml, path, &[CRC], "in `-checksum/algorithm`") {
            let path = join(path, key);
            if matches!(key, "refin" | "refout") {
                let found = self.bool(value, &path);
                complete &= found.is_some();
                let found = found.unwrap_or(false);
                if key == "refin" {
                    crc.refin = found;
                } else {
                    refout = Some(found);
                }
                continue;
            }
            let Some(number) = self.unsigned(key, value, &path) else {
                complete = false;
                continue;
            };
            match key {
                // A width above the maximum is rejected with the other parameters.
                "width" => crc.width = u8::try_from(number).unwrap_or(u8::MAX),
                "poly" => crc.poly = number,
                "init" => crc.init = number,
                _ => crc.xorout = number,
            }
        }
        crc.refout = refout.unwrap_or(crc.refin);
        self.require_keys(yaml, path, &["width", "poly"]);
        if !complete || yaml.get("width").is_none() || yaml.get("poly").is_none() {
            return None;
        }
        match Algorithm::custom(crc) {
            Ok(algorithm) => Some(AlgorithmDef::Custom(algorithm)),
            Err(error) => {
                self.error(yaml.loc, path, error.to_string());
                None
            }
        }
    }

    fn unsigned(&mut self, key: &str, yaml: &Yaml, path: &str) -> Option<u64> {
        let number = self.int(yaml, path)?;
        let found = u64::try_from(number).ok();
        if found.is_none() {
            let message = format!("`{key}` out of range: expected 0 to 2^64 - 1, found {number}");
            self.error(yaml.loc, path, message);
        }
        found
    }

    /// Reports an unknown key that starts with `-` if it is similar to an extension key or is one
    /// that belongs elsewhere. All other such keys belong to other tools.
    pub(super) fn extension_key(&mut self, name: &str, loc: Loc, path: &str, of: &str) {
        let at = join(path, name);
        let message = format!("unknown key `{name}` {of}");
        if let Some((_, owner)) = extensions().find(|(known, _)| *known == name) {
            if name != SHARED {
                self.error(loc, &at, message).help(format!("`{name}` is a key of {owner}"));
            }
            return;
        }
        // Other tools have no keys in the mappings of extension keys.
        if of.starts_with("in `-") {
            self.error(loc, &at, message);
            return;
        }
        if let Some(near) = nearest_extension(name) {
            self.error(loc, &at, message).help(format!("did you mean `{near}`?"));
        }
    }
}

/// Returns the extension key that a name resembles.
fn nearest_extension(name: &str) -> Option<&'static str> {
    let plain = |name: &str| name.replace(['-', '_', ' '], "").to_lowercase();
    // A common key for remarks, which resembles `-content`.
    if plain(name).starts_with("comment") {
        return None;
    }
    let swapped = |known: &str| {
        let letters = |text: &str| {
            let mut all: Vec<char> = text.chars().collect();
            all.sort_unstable();
            all
        };
        let changed = known.chars().zip(name.chars()).filter(|(a, b)| a != b).count();
        changed == 2 && letters(known) == letters(name)
    };
    let mut known = extensions().map(|(known, _)| known);
    known
        .find(|known| plain(known) == plain(name) || swapped(known))
        .or_else(|| nearest(name, extensions().map(|(known, _)| known)))
}
