//! What several tests of the program need.
#![allow(dead_code, reason = "not every test uses everything")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Schema of frames with a text.
pub(crate) const TEXT_FRAMES: &str = "
meta: {id: tx, endian: le, encoding: UTF-8, -frame: {max-size: 600}}
seq:
  - {id: sync, contents: [0xaa, 0x55]}
  - {id: len, type: u2}
  - {id: name, size: len, type: str}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: len, to: name}}
";

/// Returns a frame of [`TEXT_FRAMES`].
pub(crate) fn text_frame(name: &str) -> Vec<u8> {
    let body = [&u16::try_from(name.len()).unwrap().to_le_bytes(), name.as_bytes()].concat();
    let sum = body.iter().fold(0, |sum, byte| sum ^ byte);
    [&[0xaa, 0x55], &body[..], &[sum]].concat()
}

/// A temporary folder, which is removed at the end of a test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// Creates a folder whose name contains those of the test file and of the test.
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("bytescope-{}-{}-{name}", env!("CARGO_CRATE_NAME"), std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file in the folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    /// Returns the text of a file in the folder.
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Returns a command that runs the program in the folder, without standard input.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    /// Runs a shell script in the folder, in which `bytescope` is the program.
    pub(crate) fn shell(&self, script: &str) -> Output {
        let script = script.replace("bytescope", env!("CARGO_BIN_EXE_bytescope"));
        Command::new("sh").args(["-c", &script]).current_dir(&self.0).output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
