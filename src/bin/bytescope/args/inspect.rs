//! Options of `inspect`.

use super::at::{AtArgs, PageArgs};
use super::{InputArgs, MAX_U32};
use crate::{complete, number};
use bytescope::find::FindQuery;
use bytescope::nested::NestedPath;
use bytescope::view::tree::ListStyle;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;
use std::path::PathBuf;

/// `inspect`
#[derive(Args, Debug)]
pub(crate) struct InspectArgs {
    /// Input files; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input_args: InputArgs,
    /// Print JSON: plain values, or all details of each field
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, value_name = "STYLE",
        default_missing_value = "plain")]
    pub(crate) json: Option<JsonStyle>,
    #[command(flatten)]
    pub(crate) page_args: PageArgs,
    /// Write large blobs of the JSON to files in FOLDER
    #[arg(long, value_name = "FOLDER", requires = "json", value_hint = ValueHint::DirPath)]
    pub(crate) blobs: Option<PathBuf>,
    /// Show only these fields, such as `chunks[2..5].data`
    ///
    /// A slash continues in nested content: `entries[0].data/chunks[0]`. A slash at the end selects
    /// all of it.
    #[arg(long, value_name = "PATH", add = ArgValueCompleter::new(complete::field_paths))]
    pub(crate) path: Option<NestedPath>,
    #[command(flatten)]
    pub(crate) at_args: AtArgs,
    /// Also open what is inside: files in archives, packets in captures, compressed data
    #[arg(long, conflicts_with_all = ["flat", "find", "html", "at"])]
    pub(crate) deep: bool,
    /// Leave out `$rest`: bytes that the values do not determine, which `encode` needs to give the
    /// same file
    #[arg(long, requires = "json")]
    pub(crate) lean: bool,
    /// Show schema instances (out-of-line and computed fields)
    #[arg(long)]
    pub(crate) instances: bool,
    /// Limit output to LEVELS levels
    #[arg(long, value_name = "LEVELS", value_parser = number::within::<u32, 0, MAX_U32>)]
    pub(crate) depth: Option<u32>,
    /// Show every item of long lists, with all fields
    #[arg(long)]
    pub(crate) all: bool,
    /// Show lists of records as tables or as trees [default: as their format declares]
    #[arg(
        long,
        value_enum,
        value_name = "VIEW",
        hide_default_value = true,
        default_value = "auto"
    )]
    pub(crate) view: ListView,
    /// Show these columns of tables, such as `name,data.width`
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', conflicts_with = "json")]
    pub(crate) columns: Vec<String>,
    /// Print one line per field with its path, for `grep`
    #[arg(long, conflicts_with_all = ["json", "depth", "docs", "columns"])]
    pub(crate) flat: bool,
    /// Find a name, a value, `NAME=VALUE`, `"TEXT"` or `hex:BYTES`
    #[arg(long, value_name = "QUERY", value_parser = FindQuery::parse,
        conflicts_with_all = ["path", "flat", "depth", "docs", "columns", "blobs"])]
    pub(crate) find: Option<FindQuery>,
    /// Show a description of each field
    #[arg(long)]
    pub(crate) docs: bool,
    /// Show images below their fields (color terminals only)
    #[arg(long, conflicts_with = "json")]
    pub(crate) preview: bool,
}

/// Style of lists of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListView {
    /// As tables, if the records have the same fields
    Auto,
    /// As trees
    Tree,
    /// As tables
    Table,
}

impl From<ListView> for ListStyle {
    fn from(view: ListView) -> Self {
        match view {
            ListView::Auto => Self::Auto,
            ListView::Tree => Self::Tree,
            ListView::Table => Self::Table,
        }
    }
}

/// Style of JSON output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum JsonStyle {
    /// Structures as objects, bytes as hex, enum values by name
    Plain,
    /// Path, type, offset, bytes, value and faults of each field
    Full,
}
