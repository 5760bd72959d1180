//! Output files: what a path refers to, replacement, and names.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use support::{Folder, TEXT_FRAMES, text_frame};

impl Folder {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let names: BTreeSet<String> = entries.map(|entry| name(entry.unwrap())).collect();
        names.into_iter().collect()
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Returns the exit status and standard error.
    fn status(&self, args: &[&str]) -> (Option<i32>, String) {
        let output = self.run(args);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn succeeds(&self, script: &str) {
        let output = self.shell(script);
        assert!(output.status.success(), "{script}: {output:?}");
    }
}

/// Records of `--struct B --names v`.
const ROWS: &str = "v\n1\n2\n3\n";

/// A folder with a file of three records.
fn records(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("in.bin", [1, 2, 3]);
    folder
}

const DECODE: &str = "bytescope decode --struct B --names v -q in.bin";

fn decode<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["decode", "--struct", "B", "--names", "v", "-q", "in.bin"], args].concat()
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn descriptors_are_written_like_redirections() {
    let folder = records("descriptors");
    symlink("/proc/self/fd/1", folder.path("out-link")).unwrap();
    for path in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "out-link"] {
        if path == "/dev/stdout" && !PathBuf::from(path).is_symlink() {
            println!("skipped: {path} is not a link");
            continue;
        }
        folder.write("log", "kept\n");
        folder.succeeds(&format!("{DECODE} -o {path} >> log"));
        assert_eq!(folder.text("log"), format!("kept\n{ROWS}"), "{path}");
        // The position of the descriptor is shared with the commands before and after.
        folder.succeeds(&format!("(echo a; {DECODE} -o {path}; echo b) > log"));
        assert_eq!(folder.text("log"), format!("a\n{ROWS}b\n"), "{path}");
    }
    folder.write("log", "kept\n");
    folder.succeeds(&format!("{DECODE} -o /dev/fd/5 5>> log"));
    assert_eq!(folder.text("log"), format!("kept\n{ROWS}"));
    folder.succeeds(&format!("{DECODE} -o /dev/fd/2 2> log"));
    assert_eq!(folder.text("log"), ROWS);
    // An open file without a name.
    let script = "exec 4<> gone; rm gone; ln -s /proc/self/fd/4 gone-link; {} -o gone-link; \
                  ls -l gone-link >&2; cat < /proc/self/fd/4";
    let output = folder.shell(&script.replace("{}", DECODE));
    assert!(String::from_utf8_lossy(&output.stderr).contains("-> /proc/self/fd/4"), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), ROWS);
    let (status, stderr) = folder.status(&decode(&["-o", "/dev/fd/77"]));
    assert_eq!(status, Some(2), "{stderr}");
}

#[test]
fn rejects_are_appended_to_a_redirected_output() {
    let folder = records("rejects");
    folder.write("log", "kept\n");
    folder.succeeds(
        "bytescope decode -f sensor_frame in.bin --count -q --rejects /dev/fd/1 >> log || true",
    );
    let log = folder.text("log");
    assert!(log.starts_with("kept\n{\"offset\":0,\"length\":3"), "{log}");
}

#[test]
fn links_are_kept_and_their_targets_written() {
    let folder = records("links");
    folder.write("old.csv", "old");
    symlink("old.csv", folder.path("link")).unwrap();
    symlink("new.csv", folder.path("dangling")).unwrap();
    fs::create_dir(folder.path("sub")).unwrap();
    symlink("../dangling", folder.path("sub/chain")).unwrap();
    symlink("loop", folder.path("loop")).unwrap();
    symlink("/dev/null", folder.path("null")).unwrap();
    for (link, target) in [("link", "old.csv"), ("dangling", "new.csv"), ("sub/chain", "new.csv")] {
        folder.write(target, "");
        if link == "dangling" {
            fs::remove_file(folder.path(target)).unwrap();
        }
        assert_eq!(folder.status(&decode(&["-o", link])), (Some(0), String::new()));
        assert_eq!(folder.text(target), ROWS, "{link}");
        assert!(folder.path(link).is_symlink(), "{link}");
    }
    let (status, stderr) = folder.status(&decode(&["-o", "loop"]));
    assert!(status == Some(2) && stderr.contains("levels of symbolic links"), "{stderr}");
    assert_eq!(folder.status(&decode(&["-o", "null"])), (Some(0), String::new()));
    // The note of a sample that is not a file is printed.
    let args = ["generate", "-f", "png", "--mutate", "--seed", "1", "-o", "null"];
    let (status, stderr) = folder.status(&args);
    assert!(status == Some(0) && stderr.contains("note: {"), "{stderr}");
    assert!(folder.path("null").is_symlink() && !folder.path("null.json").exists());
    for (path, problem) in [
        ("sub", "is a folder"),
        ("sub/", "is a folder"),
        ("absent/", "is a folder"),
        ("absent/x", "no such folder"),
        ("in.bin/x", "is not a folder"),
    ] {
        let (status, stderr) = folder.status(&decode(&["-o", path]));
        assert!(status == Some(2) && stderr.contains(problem), "{path}: {stderr}");
    }
    let names = ["dangling", "in.bin", "link", "loop", "new.csv", "null", "old.csv", "sub"];
    assert_eq!(folder.names(""), names);
}

#[test]
fn pipes_and_devices_are_written_directly() {
    let folder = records("pipes");
    folder.succeeds(&format!("mkfifo pipe && (cat pipe > copy & {DECODE} -o pipe; wait)"));
    assert_eq!(folder.text("copy"), ROWS);
    if PathBuf::from("/dev/full").exists() {
        let (status, stderr) = folder.status(&decode(&["-o", "/dev/full"]));
        assert!(status == Some(2) && stderr.contains("/dev/full: "), "{stderr}");
    }
}

#[test]
fn all_names_of_a_file_are_kept() {
    let folder = records("hard-links");
    folder.write("a", "old content that is longer than the new content");
    fs::hard_link(folder.path("a"), folder.path("b")).unwrap();
    fs::set_permissions(folder.path("a"), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(folder.status(&decode(&["-o", "a"])), (Some(0), String::new()));
    assert_eq!((folder.text("a"), folder.text("b")), (ROWS.to_owned(), ROWS.to_owned()));
    let meta = fs::metadata(folder.path("a")).unwrap();
    assert_eq!((meta.nlink(), meta.mode() & 0o7777), (2, 0o640));
    assert_eq!(folder.names(""), ["a", "b", "in.bin"]);
}

#[test]
fn permissions_are_kept_or_reduced() {
    let folder = records("permissions");
    for (mode, expected) in [(0o600, 0o600), (0o664, 0o664), (0o4755, 0o755), (0o2711, 0o711)] {
        folder.write("out", "old");
        fs::set_permissions(folder.path("out"), fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(folder.status(&decode(&["-o", "out"])), (Some(0), String::new()));
        let found = fs::metadata(folder.path("out")).unwrap().mode() & 0o7777;
        assert_eq!(found, expected, "{mode:o}");
    }
    folder.write("out", "protected");
    fs::set_permissions(folder.path("out"), fs::Permissions::from_mode(0o444)).unwrap();
    if is_root() {
        println!("skipped: root can write read-only files");
        return;
    }
    let (status, stderr) = folder.status(&decode(&["-o", "out"]));
    assert!(status == Some(2) && stderr.contains("permission denied"), "{stderr}");
    assert_eq!(folder.text("out"), "protected");
}

/// The set-user-ID bit of a file must not be combined with another owner.
#[test]
fn owners_are_kept() {
    if !is_root() {
        println!("skipped: requires root");
        return;
    }
    let folder = Folder::new("owners");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/player/scores.bin");
    let set = ["set", "-f", "player", "f", "records[0].score=1", "--in-place"];
    for linked in [false, true] {
        fs::copy(sample, folder.path("f")).unwrap();
        if linked {
            fs::hard_link(folder.path("f"), folder.path("other")).unwrap();
        }
        std::os::unix::fs::chown(folder.path("f"), Some(12345), Some(12346)).unwrap();
        fs::set_permissions(folder.path("f"), fs::Permissions::from_mode(0o6755)).unwrap();
        assert_eq!(folder.status(&set), (Some(0), String::new()));
        let meta = fs::metadata(folder.path("f")).unwrap();
        assert_eq!((meta.uid(), meta.gid(), meta.mode() & 0o7777), (12345, 12346, 0o755));
        assert_ne!(fs::read(sample).unwrap(), fs::read(folder.path("f")).unwrap());
    }
    assert_eq!(fs::read(folder.path("f")).unwrap(), fs::read(folder.path("other")).unwrap());
}

/// A mounted file cannot be renamed over.
#[test]
fn mounted_files_are_written() {
    let folder = records("mounted");
    folder.write("a", "old");
    folder.write("b", "");
    let mounted = is_root() && folder.shell("mount --bind a b").status.success();
    if !mounted {
        println!("skipped: cannot mount");
        return;
    }
    let result = folder.status(&decode(&["-o", "b"]));
    folder.succeeds("umount b");
    assert_eq!(result, (Some(0), String::new()));
    assert_eq!(folder.text("a"), ROWS);
}

#[test]
fn outputs_must_be_different_files() {
    let folder = Folder::new("same");
    let frames =
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/sensor_frame/bad-noise.bin"));
    let frames = frames.unwrap();
    folder.write("in.bin", &frames);
    folder.write("x", "old");
    fs::hard_link(folder.path("x"), folder.path("hard")).unwrap();
    symlink("x", folder.path("soft")).unwrap();
    symlink("new", folder.path("dangling")).unwrap();
    symlink("in.bin", folder.path("input")).unwrap();
    let decode = ["decode", "-f", "sensor_frame", "-q", "in.bin"];
    for (output, rejects) in [
        ("x", "x"),
        ("x", "./x"),
        ("x", "hard"),
        ("x", "soft"),
        ("new", "new"),
        ("new", "dangling"),
        ("in.bin", "new"),
        ("input", "new"),
        ("new", "in.bin"),
        ("/dev/fd/1", "/proc/self/fd/1"),
    ] {
        let args = [&decode[..], &["-o", output, "--rejects", rejects]].concat();
        let (status, stderr) = folder.status(&args);
        let is_refused = status == Some(2) && stderr.contains(": same file as the ");
        assert!(is_refused, "{output} {rejects}: {stderr}");
    }
    // Rows on standard output.
    let output = folder.shell("bytescope decode -f sensor_frame in.bin --rejects x > x");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    folder.write("x", "old");
    // Standard input.
    let output = folder.shell("bytescope decode -f sensor_frame -o in.bin < in.bin");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    // A table of another value.
    let args = [&decode[..], &["--split-by", "sensor_id", "-o", "{}.bin", "--rejects", "1.bin"]];
    let (status, stderr) = folder.status(&args.concat());
    assert!(
        status == Some(2) && stderr.contains("1.bin: same file as the output 1.bin"),
        "{stderr}"
    );
    let (status, _) = folder.status(&["decode", "-f", "sensor_frame", "in.bin", "x", "-o", "x"]);
    assert_eq!(status, Some(2));
    for args in [
        &["dump", "in.bin", "-o", "in.bin"][..],
        &["encode", "-f", "sensor", "x", "-o", "hard"],
        &["generate", "-f", "png", "--mutate", "x", "-o", "x"],
    ] {
        assert_ne!(folder.status(args).0, Some(0), "{args:?}");
    }
    assert_eq!(fs::read(folder.path("in.bin")).unwrap(), frames);
    assert_eq!(folder.text("x"), "old");
    assert_eq!(folder.names(""), ["dangling", "hard", "in.bin", "input", "soft", "x"]);
    // A device can be shared.
    let args = [&decode[..], &["-o", "/dev/null", "--rejects", "/dev/null"]].concat();
    assert_eq!(folder.status(&args), (Some(0), String::new()));
}

/// Planted links with the names of temporary files are not followed.
#[test]
fn temporary_names_are_unpredictable() {
    let folder = records("planted");
    folder.write("victim", "precious");
    let child = folder.command(&decode(&["-o", "out.csv"])).spawn().unwrap();
    let planted = folder.path(&format!(".out.csv.{}.part", child.id()));
    symlink("victim", &planted).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(
        (folder.text("victim").as_str(), folder.text("out.csv").as_str()),
        ("precious", ROWS)
    );
    assert!(!folder.path("out.csv").is_symlink());
}

/// Waits until a condition holds.
fn wait_for(mut condition: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !condition() {
        assert!(Instant::now() < end, "timeout");
        thread::sleep(Duration::from_millis(5));
    }
}

/// A signal ends a command that waits for its input, and leaves no temporary file.
#[test]
fn signals_leave_no_temporary_files() {
    let folder = Folder::new("signals");
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        folder.write("out", "old");
        let args = ["encode", "-f", "sensor", "--from", "csv", "-o", "out"];
        let mut child = folder.command(&args).stdin(Stdio::piped()).spawn().unwrap();
        // Without a writer, the input would end.
        let input = child.stdin.take();
        wait_for(|| folder.names("").len() == 2);
        kill_process(Pid::from_child(&child), signal).unwrap();
        let status = child.wait().unwrap();
        drop(input);
        let number = std::os::unix::process::ExitStatusExt::signal(&status);
        assert_eq!(number, Some(signal.as_raw()), "{status:?}");
        assert_eq!(folder.names(""), ["out"]);
        assert_eq!(folder.text("out"), "old");
    }
    // An ignored signal remains ignored.
    let script = "trap '' HUP; (sleep 0.3; printf 'timestamp,sensor_id,temperature,humidity\\n'; \
                  sleep 0.3) | bytescope encode -f sensor --from csv -o out & \
                  sleep 0.2; kill -HUP $!; wait $!";
    let output = folder.shell(script);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(folder.text("out"), "");
}

#[test]
fn blobs_of_several_files_have_distinct_names() {
    let folder = Folder::new("blobs");
    fs::create_dir(folder.path("sub")).unwrap();
    let image = |size: u8| {
        let output = folder.command(&["generate", "-f", "bmp", "--seed", "5", "--size", "4000"]);
        let mut output = { output }.output().unwrap().stdout;
        output.push(size);
        output
    };
    // Two files of the same name, and one whose name differs only in case.
    for (number, name) in ["a.bmp", "sub/a.bmp", "A.BMP"].into_iter().enumerate() {
        folder.write(name, image(u8::try_from(number).unwrap()));
    }
    let args = ["--json", "--blobs", "parts", "-f", "bmp", "a.bmp", "sub/a.bmp", "A.BMP"];
    let output = folder.run(&args);
    let text = String::from_utf8(output.stdout).unwrap();
    let mut names = BTreeSet::new();
    let mut count = 0;
    for line in text.lines() {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once("{\"$file\":\"") {
            let (name, after) = after.split_once('"').unwrap();
            if name.ends_with(".bin") {
                names.insert(name.to_lowercase());
                count += 1;
            }
            rest = after;
        }
    }
    let stored: BTreeSet<String> = folder.names("parts").iter().map(|n| n.to_lowercase()).collect();
    assert!(count >= 3, "{text}");
    assert_eq!((names.len(), &names), (count, &stored));
}

#[test]
fn tables_of_unusual_values_are_whole() {
    let folder = Folder::new("values");
    folder.write("tx.ksy", TEXT_FRAMES);
    let long = "é".repeat(200);
    let mut values = vec!["A", "a", "A_2", "A~2", "..", "a/b", "", "other", "%", "x y", &long];
    let other = format!("{long}!");
    values.push(&other);
    let bytes: Vec<u8> = values.iter().chain(&values).flat_map(|value| text_frame(value)).collect();
    folder.write("in.bin", &bytes);
    for kind in ["csv", "ndjson"] {
        let to = format!("{kind}/{{}}.{kind}");
        let args = ["decode", "-s", "tx.ksy", "in.bin", "-q", "--split-by", "name", "-o", &to];
        let (status, stderr) = folder.status(&args);
        assert_eq!(status, Some(0), "{stderr}");
        let names = folder.names(kind);
        assert_eq!(names.len(), values.len(), "{names:?}");
        let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(folded.len(), values.len(), "{names:?}");
        for name in names {
            assert!(name.len() <= 255);
            let text = folder.text(&format!("{kind}/{name}"));
            let lines: Vec<&str> = text.lines().skip(usize::from(kind == "csv")).collect();
            assert_eq!(lines.len(), 2, "{name}: {text}");
            // All columns but the offset are equal.
            let columns = |line: usize| lines[line].split_once("tx").unwrap().1;
            assert_eq!(columns(0), columns(1), "{name}");
        }
        // The names that are not values are stated.
        assert!(
            stderr.contains("name: value \"a/b\" is in ") && stderr.contains("a%2Fb"),
            "{stderr}"
        );
        assert!(!stderr.contains("\"A_2\""), "{stderr}");
    }
}

/// Thousands of tables need few open files. An index has the names that are not values.
#[test]
fn tables_need_few_open_files() {
    let folder = Folder::new("handles");
    folder.write("tx.ksy", TEXT_FRAMES);
    let values: Vec<String> = (0..1500).map(|number| format!("n{number} x")).collect();
    let bytes: Vec<u8> = values.iter().chain(&values).flat_map(|value| text_frame(value)).collect();
    folder.write("in.bin", &bytes);
    for (kind, input) in [("csv", "in.bin"), ("csv", "- < in.bin"), ("parquet", "in.bin")] {
        let script = format!(
            "rm -rf out; ulimit -n 64; bytescope decode -s tx.ksy -q --split-by name \
             -o 'out/{{}}.{kind}' {input}"
        );
        let output = folder.shell(&script);
        assert!(output.status.success(), "{kind} {input}: {output:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("1500 values are not file names; see out/%index.json"), "{stderr}");
        let names = folder.names("out");
        assert_eq!(names.len(), 1501);
        let index: serde_json::Value =
            serde_json::from_str(&folder.text("out/%index.json")).unwrap();
        assert_eq!(index[7]["value"], "n7 x");
        assert_eq!(index[7]["file"], format!("n7%20x.{kind}"));
        if kind == "csv" {
            for value in &values {
                let text = folder.text(&format!("out/{}.csv", value.replace(' ', "%20")));
                let rows = text.lines().filter(|line| line.contains(&format!(",{value},"))).count();
                assert_eq!((rows, text.lines().count()), (2, 3), "{value}: {text}");
            }
        }
    }
}

/// The result of a failed command is not written.
#[test]
fn failed_commands_keep_existing_files() {
    let folder = records("failed");
    folder.write("out", "old");
    folder.write("bad.csv", "x\n1\n");
    let (status, _) = folder.status(&["encode", "-f", "sensor", "bad.csv", "-o", "out"]);
    assert_ne!(status, Some(0));
    let script = format!("ulimit -f 1; head -c 5000 /dev/zero > big; {DECODE} big -o out");
    let output = folder.shell(&script);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(folder.text("out"), "old");
    let mut left = folder.names("");
    left.retain(|name| name.starts_with('.'));
    assert_eq!(left, [""; 0]);
    let mut file = File::open(folder.path("out")).unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    assert_eq!(text, "old");
    std::io::stdout().flush().unwrap();
}
