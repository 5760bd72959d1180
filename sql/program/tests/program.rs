//! The program as it is run in a shell, and the steps of the manual.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program in an empty folder with the folder `samples`.
fn run(folder: &Path, args: &[&str], input: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope-sql"));
    command.current_dir(folder).args(args).env("XDG_STATE_HOME", folder.join("state"));
    let Some(input) = input else { return command.output().unwrap() };
    let path = folder.join("input.sql");
    fs::write(&path, input).unwrap();
    command.stdin(fs::File::open(path).unwrap()).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(root().join("samples"), folder.join("samples")).unwrap();
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const AVERAGE: &str = "select sensor_id, avg(temperature) as celsius \
    from bytescope('samples/sensor/readings.bin', 'sensor') group by sensor_id order by sensor_id";

#[test]
fn rows_are_written_in_every_format() {
    let folder = folder("formats");
    let out = run(&folder, &["-e", AVERAGE, "--to", "csv"], None);
    assert_eq!(
        (text(&out.stdout), text(&out.stderr)),
        ("sensor_id,celsius\n1,22.0\n2,22.25\n".into(), String::new())
    );
    let out = run(&folder, &["-e", AVERAGE, "--to", "ndjson", "-p", "1"], None);
    let expected = "{\"sensor_id\":1,\"celsius\":22.0}\n{\"sensor_id\":2,\"celsius\":22.25}\n";
    assert_eq!(text(&out.stdout), expected);
    let out = run(&folder, &["-e", AVERAGE, "--to", "parquet", "-o", "averages.parquet"], None);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let sql = "create external table p stored as parquet location 'averages.parquet'; \
               select sum(celsius) as sum from p";
    let out = run(&folder, &["--to", "csv", "-e", sql], None);
    assert_eq!(text(&out.stdout), "sum\n44.25\n", "{}", text(&out.stderr));
    let nothing =
        "select sensor_id from bytescope('samples/sensor/readings.bin', 'sensor') limit 0";
    assert_eq!(text(&run(&folder, &["--to", "csv", "-e", nothing], None).stdout), "sensor_id\n");
}

#[test]
fn statements_are_read_from_a_prompt() {
    let folder = folder("prompt");
    let input = format!(
        "set bytescope.strict =\n true;\n{AVERAGE};\nselect nothing;\nshow bytescope.strict;\nexit\n"
    );
    let out = run(&folder, &["--to", "csv"], Some(&input));
    assert!(out.status.success(), "{}", text(&out.stderr));
    let expected = "sensor_id,celsius\n1,22.0\n2,22.25\nname,value\nbytescope.strict,true\n";
    assert_eq!(text(&out.stdout), expected);
    assert!(text(&out.stderr).starts_with("bytescope-sql: Schema error: No field named nothing"));
    let history = fs::read_to_string(folder.join("state/bytescope/sql_history")).unwrap();
    assert!(history.contains("select nothing;"), "{history}");
}

#[test]
fn errors_have_an_exit_status() {
    let folder = folder("errors");
    let sql = "select * from bytescope('samples/sensor/bad-half.bin', 'sensor')";
    let out = run(&folder, &["-e", sql], None);
    assert_eq!(out.status.code(), Some(1));
    let message = text(&out.stderr);
    assert!(
        message.contains("bad-half.bin: at 0x2a: 8 bytes after the last complete record"),
        "{message}"
    );
    let sql = "select * from bytescope('samples/sensor_frame/bad-noise.bin', 'sensor_frame')";
    assert!(run(&folder, &["-e", sql], None).status.success());
    let out = run(&folder, &["--strict", "-e", sql], None);
    assert!(
        text(&out.stderr).contains("at 0x0: skipped, 6 bytes without a valid frame"),
        "{}",
        text(&out.stderr)
    );
    let out = run(&folder, &["-f", "missing.sql"], None);
    assert!(text(&out.stderr).contains("missing.sql: No such file"), "{}", text(&out.stderr));
}

/// Runs the examples of the manual: lines after `$ ` in blocks of the language `console`, with their
/// output.
#[cfg(unix)]
#[test]
fn manual_shows_the_output() {
    let folder = folder("manual");
    let manual = fs::read_to_string(root().join("docs/sql.md")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_bytescope-sql")).parent().unwrap().to_owned();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut count = 0;
    for block in manual.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for example in block.split("$ ").skip(1) {
            let (command, expected) = example.split_once('\n').unwrap();
            let mut command = command.to_owned();
            let mut expected = expected;
            while let Some(more) = expected.strip_prefix("> ") {
                let (line, rest) = more.split_once('\n').unwrap();
                command.push('\n');
                command.push_str(line);
                expected = rest;
            }
            let shell = ["-c", &format!("{command} 2>&1")];
            let mut sh = Command::new("sh");
            sh.args(shell).current_dir(&folder).env("PATH", &path).env("XDG_STATE_HOME", &folder);
            let out = sh.output().unwrap();
            let found = text(&out.stdout).replace(&format!("{}/", folder.display()), "");
            assert_eq!(found, expected, "{command}");
            count += 1;
        }
    }
    assert!(count > 5, "{count} examples");
}
