//! Output files.
//!
//! An [`OutputSet`] creates the outputs of a process and refuses two outputs to the same file. How an
//! [`OutputFile`] is written depends on what its path refers to:
//!
//! | path | written |
//! |---|---|
//! | new file, regular file | under a temporary name in the same folder, and renamed when complete |
//! | file with several names, of another owner, with access lists, or mounted | the same, but the complete content is then copied into the file; the old content is restored if that fails |
//! | symbolic link | like the file that it refers to, which need not exist |
//! | device, named pipe | directly |
//! | `/dev/stdout`, `/dev/fd/N`, `/proc/self/fd/N`, and links to these | to the open descriptor |
//!
//! A [`LiveOutput`] is a serial port or a network address.
//!
//! [`edit_file`] changes bytes of a file in place. With [`OutputOptions::live`], a regular file is written directly, so that readers see it grow.

mod descriptor;
mod edit;
mod error;
mod file;
mod folder;
mod live;
mod names;
mod pool;
mod replace;
mod set;
mod target;
mod temporary;

pub use edit::edit_file;
pub use error::OutputError;
pub use file::{OutputFile, OutputOptions};
pub use folder::OutputFolder;
pub use live::LiveOutput;
pub use names::{FileName, FileNames, MAX_FILE_NAME};
pub use pool::HandlePool;
pub use set::OutputSet;
pub use temporary::{Discarded, discard_all};
