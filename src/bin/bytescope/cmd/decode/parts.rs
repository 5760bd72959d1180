//! Output files of `--split-by`.

use crate::messages::{ExitStatus, report_decode_error, report_problem};
use crate::output::{Output, Outputs, create_folder};
use bytescope::DecodeError;
use bytescope::decode::{PartName, Run, SplitColumn};
use bytescope::output::{HandlePool, MAX_FILE_NAME, OutputOptions};
use bytescope::table::TableKind;
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Placeholder for the column value in the name of an output file.
const PLACEHOLDER: &str = "{}";

/// Maximum number of output files that are open at the same time.
const MAX_OPEN: usize = 32;

/// Maximum number of file names that are printed. More are written to an index.
const MAX_PRINTED: usize = 10;

/// Maximum length in characters of a printed value.
const MAX_VALUE: usize = 80;

/// Name of the index instead of a column value. No value has this name.
const INDEX: &str = "%index";

/// Output files, one per value of a column.
pub(super) struct SplitOutputs<'p> {
    column: &'p str,
    /// Path with [`PLACEHOLDER`] in the file name.
    pattern: &'p Path,
    options: OutputOptions,
    /// Names that are not values.
    named: Vec<PartName>,
}

impl<'p> SplitOutputs<'p> {
    /// Creates the output files of a run, and looks up its column.
    pub(super) fn new(
        column: &'p str,
        pattern: &'p Path,
        kind: TableKind,
        run: &Run,
    ) -> Result<(Self, SplitColumn), ExitStatus> {
        let name = pattern.file_name().unwrap_or_default().to_string_lossy();
        if name.matches(PLACEHOLDER).count() != 1 {
            let problem = format!(
                "name of OUT must contain {PLACEHOLDER} once (e.g. -o 'out/{PLACEHOLDER}.csv')"
            );
            return Err(report_problem("--split-by", problem));
        }
        let by = match run.split_column(column) {
            Ok(by) => by,
            Err(DecodeError::Columns(error)) => return Err(report_problem("--split-by", error)),
            Err(error) => return Err(report_decode_error(run.name(), &error)),
        };
        let rest = name.len().saturating_sub(PLACEHOLDER.len());
        let by = by.max_name_size(MAX_FILE_NAME.saturating_sub(rest));
        let options = super::table_options(kind, run.is_recording()).durable(false);
        let options = options.pool(HandlePool::new(MAX_OPEN));
        Ok((Self { column, pattern, options, named: Vec::new() }, by))
    }

    /// Opens the output file for a column value.
    pub(super) fn open(&mut self, part: &PartName, outputs: &mut Outputs) -> io::Result<Output> {
        if !part.is_exact {
            self.named.push(part.clone());
        }
        let path = self.path(&part.name);
        if let Some(folder) = path.parent() {
            create_folder(folder)?;
        }
        outputs.file(&path, &self.options)
    }

    fn path(&self, name: &str) -> PathBuf {
        let file = self.pattern.file_name().unwrap_or_default().to_string_lossy();
        self.pattern.with_file_name(file.replacen(PLACEHOLDER, name, 1))
    }

    /// Returns the path of the index. Its name contains [`INDEX`], so it is not that of a table.
    fn index(&self) -> PathBuf {
        let path = self.path(INDEX);
        let is_in_extension =
            path.extension().is_some_and(|text| text.to_string_lossy().contains(INDEX));
        if is_in_extension {
            path.with_added_extension("json")
        } else {
            path.with_extension("json")
        }
    }

    /// Prints the names that are not values, or writes them to an index.
    pub(super) fn report(&self, outputs: &mut Outputs) -> io::Result<()> {
        if self.named.len() <= MAX_PRINTED {
            for part in &self.named {
                let path = self.path(&part.name);
                let message = match &part.value {
                    Some(value) => {
                        let end = value.char_indices().nth(MAX_VALUE).map_or("", |_| "…");
                        let value: String = value.chars().take(MAX_VALUE).collect();
                        format!("value {value:?}{end} is in {}", path.display())
                    }
                    None if part.is_rest => format!("further values are in {}", path.display()),
                    None => format!("rows without a value are in {}", path.display()),
                };
                report_problem(self.column, message);
            }
            return Ok(());
        }
        let index = self.index();
        let mut out = outputs.file(&index, &OutputOptions::default())?;
        for (number, part) in self.named.iter().enumerate() {
            let path = self.path(&part.name);
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let entry = json!({"value": part.value, "file": file, "rest": part.is_rest});
            writeln!(out, "{}{entry}", if number == 0 { "[" } else { "," })?;
        }
        writeln!(out, "]")?;
        out.commit()?;
        let count = self.named.len();
        let message = format!("{count} values are not file names; see {}", index.display());
        report_problem(self.column, message);
        Ok(())
    }
}
