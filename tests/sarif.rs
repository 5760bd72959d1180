//! `check --sarif`: all required properties are present.
//!
//! Source: SARIF 2.1.0 (OASIS standard): sections 3.13 (log), 3.14 (run), 3.18 and 3.19 (tool),
//! 3.20 (invocation), 3.27 (result), 3.28 to 3.30 (locations), 3.11 (message), 3.49 (rule).
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;
use serde_json::Value as Json;
use std::process::Command;

fn log(arguments: &[&str]) -> (Option<i32>, Json) {
    let done = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["check", "--sarif"])
        .args(arguments)
        .current_dir(samples::root())
        .output()
        .unwrap();
    (done.status.code(), serde_json::from_slice(&done.stdout).unwrap())
}

fn is_text(value: &Json) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

#[test]
fn objects_have_the_required_properties() {
    let (status, log) = log(&["samples"]);
    assert_eq!(status, Some(1));
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "bytescope");
    let rules = driver["rules"].as_array().unwrap();
    let mut ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(rules.iter().all(|rule| is_text(&rule["shortDescription"]["text"])));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules.len(), "duplicate rule");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert_eq!(run["invocations"][0]["exitCode"], 1);

    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 100);
    for result in results {
        assert!(is_text(&result["message"]["text"]), "{result}");
        assert!(ids.contains(&result["ruleId"].as_str().unwrap()), "{result}");
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()), "{result}");
        let location = &result["locations"][0];
        let physical = &location["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("samples/") && samples::root().join(uri).is_file(), "{uri}");
        assert!(physical["region"]["startLine"].as_u64().unwrap() >= 1, "{result}");
        assert!(physical["region"]["byteOffset"].is_u64(), "{result}");
        for field in location["logicalLocations"].as_array().into_iter().flatten() {
            assert!(is_text(&field["fullyQualifiedName"]) && field["kind"] == "member", "{result}");
        }
    }
}

/// Uploading a log without results closes earlier results.
#[test]
fn a_valid_file_has_a_log_without_results() {
    let (status, log) = log(&["samples/bmp/rgb24.bmp"]);
    assert_eq!((status, log["runs"][0]["results"].as_array().unwrap().len()), (Some(0), 0));
    let (status, log) = self::log(&["no-such-file.bmp"]);
    assert_eq!((status, &log["runs"][0]["results"][0]["ruleId"]), (Some(2), &"io".into()));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
}
