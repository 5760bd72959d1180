//! Kaitai schemas and data of `ksy/tests/suite`: the program and the official tools read equal
//! values.
//!
//! `ksy/tests/record.py` records the cases and documents their format.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A case. Its schemas and data are written to a folder.
struct Case {
    name: String,
    folder: PathBuf,
    sections: BTreeMap<String, String>,
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut sections: BTreeMap<String, String> = BTreeMap::new();
        let mut section = None;
        for line in text.lines() {
            match line.strip_prefix("-- ").and_then(|l| l.strip_suffix(" --")) {
                // A star marks a manually maintained section.
                Some(head) => section = Some(head.trim_end_matches('*').to_owned()),
                None => {
                    if let Some(name) = &section {
                        sections.entry(name.clone()).or_default().push_str(&format!("{line}\n"));
                    }
                }
            }
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas").join(&name);
        for (name, text) in &sections {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            match name.strip_suffix(".hex") {
                Some(data) => fs::write(folder.join(data), bytes(text)).unwrap(),
                None => fs::write(file, text).unwrap(),
            }
        }
        Self { name, folder, sections }
    }

    fn data(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().filter_map(|name| name.strip_suffix(".hex"))
    }

    fn section(&self, data: &str, kind: &str) -> Option<&str> {
        self.sections.get(&format!("{data}.{kind}")).map(String::as_str)
    }

    fn json(&self, data: &str, kind: &str) -> Option<Value> {
        self.section(data, kind).map(|text| serde_json::from_str(text).unwrap())
    }

    fn run(&self, verb: &str, data: &str, rest: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bytescope"))
            .args([verb, "-s", "schema.ksy", "-I", "path", data])
            .args(rest)
            .current_dir(&self.folder)
            .output()
            .unwrap()
    }

    fn tree(&self, data: &str, rest: &[&str]) -> Result<(Value, Option<i32>), String> {
        // JSON parsers limit the nesting depth.
        let output =
            self.run("inspect", data, &[&["--json", "--lean", "--max-depth", "60"], rest].concat());
        let tree = serde_json::from_slice(&output.stdout)
            .map_err(|e| format!("{e}: {}", String::from_utf8_lossy(&output.stderr)))?;
        Ok((tree, output.status.code()))
    }

    /// Checks the trees with and without instances, and the fault that ends reading.
    fn check_trees(&self, data: &str) -> Result<(), String> {
        let (mut tree, status) = self.tree(data, &[])?;
        let fault = self.section(data, "fault");
        let is_limit = fault.is_some_and(|fault| fault.contains(" limit "));
        let expected = match fault {
            Some(_) if is_limit => 3,
            Some(_) => 1,
            None => 0,
        };
        equal(&Some(expected), &status)?;
        if let Some(fault) = fault {
            let found = &tree[if is_limit { "$limit" } else { "$error" }];
            let path = found["path"].as_str().unwrap_or_default();
            let path = path.replace(['.', '['], "/").replace(']', "");
            let (expected, rest) = fault.trim().split_once(' ').unwrap();
            match expected.strip_suffix('*') {
                Some(start) => equal(&format!("/{path}").starts_with(start), &true)?,
                None => equal(&expected, &format!("/{path}").as_str())?,
            }
            let kind = found["kind"].as_str().unwrap_or_default();
            equal(&rest, &format!("{kind} {}", found["offset"]).as_str())?;
            prune(&mut tree);
        }
        if let Some(expected) = self.json(data, "json") {
            same(&expected, &tree)?;
        }
        match self.json(data, "all.json") {
            Some(expected) => same(&expected, &self.tree(data, &["--instances"])?.0),
            None => Ok(()),
        }
    }

    fn check_expressions(&self, data: &str) -> Result<(), String> {
        let lines: Vec<&str> = self.section(data, "eval").unwrap_or_default().lines().collect();
        for pair in lines.chunks(2) {
            let output = self.run("eval", data, &["--", pair[0]]);
            let problem = match pair[1].strip_prefix("= ") {
                Some(expected) => serde_json::from_slice(&output.stdout)
                    .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())
                    .and_then(|found| same(&serde_json::from_str(expected).unwrap(), &found)),
                None => equal(&Some(1), &output.status.code()),
            };
            problem.map_err(|e| format!("{}: {e}", pair[0]))?;
        }
        Ok(())
    }
}

/// Parses hex digits with double-quoted strings and `#` comments.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for line in text.lines() {
        for (i, part) in line.split('"').enumerate() {
            if i % 2 == 1 {
                out.extend_from_slice(part.as_bytes());
                continue;
            }
            let (hex, comment) = part.split_once('#').map_or((part, false), |(h, _)| (h, true));
            let hex: String = hex.split_whitespace().collect();
            out.extend(hex::decode(hex).unwrap());
            if comment {
                break;
            }
        }
    }
    out
}

/// Removes the placeholders of unreadable fields.
const FILE_KEYS: &[&str] = &["$error", "$errors", "$complete", "$limit"];

fn prune(value: &mut Value) {
    let unreadable =
        |v: &Value| v.as_object().is_some_and(|o| o.len() == 1 && o.contains_key("$error"));
    match value {
        Value::Object(fields) => {
            fields.retain(|key, field| !FILE_KEYS.contains(&key.as_str()) && !unreadable(field));
            fields.values_mut().for_each(prune);
        }
        Value::Array(items) => {
            items.retain(|item| !unreadable(item));
            items.iter_mut().for_each(prune);
        }
        _ => {}
    }
}

fn equal<T: PartialEq + std::fmt::Debug>(expected: &T, found: &T) -> Result<(), String> {
    (expected == found)
        .then_some(())
        .ok_or_else(|| format!("expected {expected:?}, found {found:?}"))
}

/// Compares two trees. Error messages may differ.
fn same(expected: &Value, found: &Value) -> Result<(), String> {
    match (expected, found) {
        (Value::Object(e), Value::Object(f)) if is_error(e) && is_error(f) => Ok(()),
        (Value::Object(e), Value::Object(f)) => {
            equal(&e.keys().collect::<Vec<_>>(), &f.keys().collect::<Vec<_>>())?;
            e.iter().try_for_each(|(k, v)| same(v, &f[k]).map_err(|p| format!("{k}: {p}")))
        }
        (Value::Array(e), Value::Array(f)) => {
            equal(&e.len(), &f.len())?;
            e.iter().zip(f).try_for_each(|(e, f)| same(e, f))
        }
        (Value::Number(e), Value::Number(f)) if e.is_f64() || f.is_f64() => {
            equal(&e.as_f64(), &f.as_f64())
        }
        _ => equal(expected, found),
    }
}

fn is_error(object: &Map<String, Value>) -> bool {
    object.len() == 1 && object.contains_key("$error")
}

#[test]
fn values_equal_those_of_the_official_tools() {
    let folder = samples::root().join("ksy/tests/suite");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let mut failures = Vec::new();
    let mut count = 0;
    for path in paths {
        let case = Case::read(&path);
        for data in case.data() {
            count += 1;
            for problem in [case.check_trees(data), case.check_expressions(data)] {
                if let Err(problem) = problem {
                    failures.push(format!("{}, {data}: {problem}", case.name));
                }
            }
        }
    }
    assert!(count > 0);
    assert!(failures.is_empty(), "{} problems:\n{}", failures.len(), failures.join("\n"));
}
