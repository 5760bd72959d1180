//! Every command in the README and the manual prints the output shown there.
//!
//! Commands are lines that start with `$ ` in blocks fenced by ```` ```console ````. The output
//! includes standard error; a line `[…]` matches any number of lines. `BLESS=1 cargo test --test
//! manual` replaces the output that differs.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn commands_print_the_output_in_the_manual() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut commands = 0;
    let mut failures = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let mut blessed = String::new();
        let mut lines = text.lines().peekable();
        // Commands of a page share a folder, so that they can use files written by earlier
        // commands.
        let scratch = Scratch::new(&page);
        while let Some(line) = lines.next() {
            blessed.push_str(line);
            blessed.push('\n');
            if line != "```console" {
                continue;
            }
            while let Some(line) = lines.next_if(|line| *line != "```") {
                let Some(command) = line.strip_prefix("$ ") else {
                    panic!("{}: output without a command: {line}", page.display());
                };
                let mut command = command.to_owned();
                while let Some(more) = lines.next_if(|l| l.starts_with("> ")) {
                    command.extend(["\n", more.trim_start_matches("> ")]);
                }
                let mut shown = Vec::new();
                while let Some(line) = lines.next_if(|l| !l.starts_with("$ ") && *l != "```") {
                    shown.push(line);
                }
                commands += 1;
                let printed = scratch.run(&command);
                let same = matches(&shown, &printed.lines().collect::<Vec<_>>());
                blessed.push_str(&format!("$ {}\n", command.replace('\n', "\n> ")));
                if same || !bless {
                    shown.iter().for_each(|line| blessed.push_str(&format!("{line}\n")));
                } else {
                    blessed.push_str(&printed);
                }
                if !same {
                    failures.push(format!("{}: $ {command}\n{printed}", page.display()));
                }
            }
        }
        if bless {
            fs::write(&page, blessed).unwrap();
        }
    }
    assert!(commands > 0);
    assert!(
        bless || failures.is_empty(),
        "{} of {commands}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(samples::root().join("docs")).unwrap();
    let mut pages: Vec<_> = docs
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        // The tests of `bytescope-sql` run its page.
        .filter(|path| !path.ends_with("sql.md"))
        .collect();
    pages.push(samples::root().join("README.md"));
    pages.sort();
    pages
}

/// True if the lines are equal; `[…]` matches any number of lines.
fn matches(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((&"[…]", rest)) => (0..=printed.len()).any(|skip| matches(rest, &printed[skip..])),
        Some((first, rest)) => {
            printed.split_first().is_some_and(|(p, printed)| p == first && matches(rest, printed))
        }
    }
}

/// Temporary folder with copies of the samples and schemas.
struct Scratch(PathBuf);

impl Scratch {
    fn new(page: &Path) -> Self {
        let name = page.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = std::env::temp_dir().join(format!("bytescope-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("samples")).unwrap();
        let files = samples::all().into_iter().map(|sample| sample.path);
        for file in files.chain(samples::schemas()) {
            let copy = folder.join(&file);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(samples::root().join(&file), copy).unwrap();
        }
        Self(folder)
    }

    fn run(&self, command: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_bytescope")).parent().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(&self.0)
            .env("PATH", format!("{}:{path}", program.display()))
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
