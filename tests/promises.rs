//! Every promise of the manual names existing tests.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;
use std::fs;

/// Returns the text and the named tests of each promise.
fn promises(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let (_, body) = page.split_once("\n## ").unwrap();
    let mut promises = Vec::new();
    for line in body.lines().skip(1) {
        let text = line.trim();
        match (line.strip_prefix("- "), text.strip_prefix('`')) {
            (Some(start), _) => promises.push((start.to_owned(), Vec::new())),
            (None, Some(_)) if text.contains(".rs: ") => {
                let names = text.split('`').filter(|name| !name.trim().is_empty());
                let names = names.map(|name| name.split_once(": ").unwrap());
                let (_, tests): &mut (String, Vec<_>) = promises.last_mut().unwrap();
                tests.extend(names.map(|(file, name)| (file.to_owned(), name.to_owned())));
            }
            _ if text.is_empty() || line.starts_with("## ") => {}
            _ if line.starts_with("  ") => promises.last_mut().unwrap().0 += &format!(" {text}"),
            _ => panic!("text outside a promise: {line}"),
        }
    }
    promises
}

#[test]
fn each_promise_is_a_sentence_with_tests() {
    let root = samples::root();
    let page = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let promises = promises(&page);
    assert!(promises.len() > 40, "{}", promises.len());
    for (text, tests) in promises {
        let sentences = text.matches(". ").count() + 1;
        assert!(text.ends_with('.') && sentences == 1, "{text}");
        assert!(!tests.is_empty(), "no test: {text}");
        for (file, name) in tests {
            let source = fs::read_to_string(root.join("tests").join(&file)).unwrap();
            let (_, test) = source
                .split_once(&format!("\nfn {name}()"))
                .map(|(before, _)| before.rsplit_once('\n').unwrap())
                .unwrap_or_else(|| panic!("{file}: {name}: no such function"));
            assert!(test.starts_with("#["), "{file}: {name}: not a test: {test}");
        }
    }
}
