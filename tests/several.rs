//! Several inputs of `decode`, with a column for the file.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A temporary folder.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let name = format!("bytescope-several-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        for (name, bytes) in files {
            fs::write(path.join(name), bytes).unwrap();
        }
        Self(path)
    }

    fn decode(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.arg("decode").args(args).current_dir(&self.0).output().unwrap()
    }

    /// Returns standard output of a successful command.
    fn rows(&self, args: &[&str]) -> String {
        let output = self.decode(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn records_have_a_column_for_the_file() {
    let folder = Folder::new("records", &[("a", &[1, 2, 3, 4]), ("b", &[5, 6]), ("c", &[7])]);
    let csv = folder.rows(&["--struct", "BB", "--names", "x,file", "a", "b"]);
    assert_eq!(csv, "file,x,file_2\na,1,2\na,3,4\nb,5,6\n");
    let chosen = ["--struct", "BB", "--names", "x,file", "--columns", "file_2,file", "a", "b"];
    assert_eq!(folder.rows(&chosen), "file_2,file\n2,a\n4,a\n6,b\n");
    // A single input has no such column.
    let json = folder.rows(&["--struct", "BB", "--names", "x,file", "--to", "ndjson", "b"]);
    assert_eq!(json, "{\"x\":5,\"file\":6}\n");
    let json = folder.rows(&["--struct", "BB", "--columns", "file", "--to", "ndjson", "b", "a"]);
    assert_eq!(json, "{\"file\":\"b\"}\n{\"file\":\"a\"}\n{\"file\":\"a\"}\n");
    // Limits apply to each input, and problems are those of an input.
    let output = folder.decode(&["--struct", "BB", "--limit", "1", "-o", "t.csv", "a", "b", "c"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("bytescope: c: 1 trailing byte after 0 records"), "{stderr}");
    assert_eq!(fs::read_to_string(folder.0.join("t.csv")).unwrap(), "file,f0,f1\na,1,2\nb,5,6\n");
    for args in
        [&["--struct", "B", "a", "missing"][..], &["--struct", "B", "--columns", "y", "a", "b"]]
    {
        assert_eq!(folder.decode(args).status.code(), Some(2), "{args:?}");
    }
    let output = folder.decode(&["-f", "ubx", "--follow", "a", "b"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("--follow: requires a single input"), "{stderr}");
}

/// Builds a definition of a dataflash message type.
fn definition(kind: u8, len: u8, name: &str, letters: &str, labels: &str) -> Vec<u8> {
    let padded = |text: &str, size| text.bytes().chain([0].repeat(size)).take(size).collect();
    let texts: [Vec<u8>; 3] = [padded(name, 4), padded(letters, 16), padded(labels, 64)];
    [&[0xa3, 0x95, 0x80, kind, len][..], &texts.concat()].concat()
}

/// Each log has its own definitions. Definitions that are in both logs share a table.
#[test]
fn logs_with_different_definitions_share_a_table() {
    let common = [definition(7, 4, "AA", "b", "X"), vec![0xa3, 0x95, 7, 0xff]].concat();
    let first = [&common[..], &definition(8, 5, "BB", "BB", "file,offset"), &[0xa3, 0x95, 8, 1, 2]];
    let second = [&common[..], &definition(8, 4, "CC", "B", "Z"), &[0xa3, 0x95, 8, 3]];
    let folder = Folder::new("logs", &[("a", &first.concat()), ("b", &second.concat())]);
    let columns = "file,message,offset,X,Z,file_2,offset_2";
    let csv = folder.rows(&["-f", "dataflash", "-q", "--columns", columns, "a", "b"]);
    let csv: Vec<&str> = csv.lines().filter(|line| !line.contains("FMT")).collect();
    let expected = [columns, "a,AA,89,-1,,,", "a,BB,182,,,1,2", "b,AA,89,-1,,,", "b,CC,182,,3,,"];
    assert_eq!(csv, expected);
    let json = folder.rows(&["-f", "dataflash", "-q", "--to", "ndjson", "b", "a"]);
    let last = json.lines().last().unwrap();
    let expected = "{\"file\":\"a\",\"offset\":182,\"protocol\":\"dataflash\",\"message\":\"BB\",\
                    \"file_2\":1,\"offset_2\":2}";
    assert_eq!(last, expected);
    let output = folder.decode(&["-f", "dataflash", "--count", "a", "b"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("bytescope: a: 4 frames: ") && stderr.contains("CC 1"), "{stderr}");
}
