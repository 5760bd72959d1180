//! `bytescope check`

mod files;
mod junit;
mod plain;
mod sarif;

use crate::advice;
use crate::args::{CheckArgs, CheckReport};
use crate::messages::{ExitStatus, file_name, note, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::blocks;
use bytescope::inspect::{ContentCoding, Coverage, Fault, FaultKind, FaultList, Limits, Quantity};
use bytescope::nested::{self, NestedFault, NestedFaults, NestedOptions};
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt, Formats, Validity};
use files::{FileFinder, FileToCheck};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Maximum number of overlapping fields listed per file.
const MAX_NOTES: usize = 10;

pub(crate) fn run(options: &CheckArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let checker = Checker { options, format: format.as_ref(), formats: &formats };
    let mut report: Box<dyn Reporter> = match options.report() {
        None => Box::new(plain::TextReport { quiet: options.quiet, color: out.color }),
        Some(CheckReport::Json) => Box::new(plain::JsonReport),
        Some(CheckReport::Sarif) => Box::new(sarif::Sarif::default()),
        Some(CheckReport::Junit) => Box::new(junit::Junit::default()),
    };
    let (mut worst, mut checked, mut skipped) = (ExitStatus::Valid, 0_u64, 0_u64);
    // Error of an output that is closed before the last file is checked.
    let mut closed: Option<io::Error> = None;
    report.begin(out)?;
    blocks::ordered_items(
        blocks::threads(None),
        FileFinder::of(&options.files),
        |file| checker.check(&file),
        |result| {
            worst = note(worst.max(result.status()));
            match &result {
                CheckResult::Skipped => skipped = skipped.saturating_add(1),
                CheckResult::Unreadable { file, message } => {
                    report_problem(&file.name, message);
                }
                CheckResult::Checked { .. } => checked = checked.saturating_add(1),
            }
            // After the output is closed, only the exit status matters. It is known with the first
            // invalid file.
            let printed = match &closed {
                None => report.file(&result, out),
                Some(_) => Ok(()),
            };
            closed = closed.take().or(printed.err());
            match &closed {
                Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {}
                Some(_) if worst >= ExitStatus::Invalid => {}
                _ => return Ok(()),
            }
            closed.take().map_or(Ok(()), Err)
        },
    )?;
    if let Some(error) = closed {
        return Err(error);
    }
    report.end(worst, out)?;
    out.flush()?;
    if skipped > 0 {
        let files = if skipped == 1 { "1 file".to_owned() } else { format!("{skipped} files") };
        report_problem(
            "check",
            format!("skipped {files} with an unrecognized format (use -f NAME to check them)"),
        );
    }
    if checked == 0 && worst == ExitStatus::Valid {
        return Ok(report_problem("check", "no files to check"));
    }
    Ok(worst)
}

/// Result of checking a file.
enum CheckResult {
    /// File in a folder with an unrecognized format and an unknown extension.
    Skipped,
    Unreadable {
        file: CheckedFile,
        message: String,
    },
    Checked {
        file: CheckedFile,
        verdict: FileVerdict,
    },
}

/// A file in a report.
#[derive(Clone, Debug)]
struct CheckedFile {
    /// Name for messages.
    name: String,
    path: PathBuf,
}

impl CheckedFile {
    fn of(path: &Path) -> Self {
        let path = if path.as_os_str() == "-" { Path::new("<stdin>") } else { path };
        Self { name: file_name(path), path: path.to_owned() }
    }
}

impl CheckResult {
    fn status(&self) -> ExitStatus {
        match self {
            Self::Skipped => ExitStatus::Valid,
            Self::Unreadable { .. } => ExitStatus::Failed,
            Self::Checked { verdict, .. } => verdict.validity().into(),
        }
    }
}

/// Writer of a report.
trait Reporter {
    fn begin(&mut self, _: &mut Output) -> io::Result<()> {
        Ok(())
    }

    /// Reports the result of one file.
    fn file(&mut self, result: &CheckResult, out: &mut Output) -> io::Result<()>;

    fn end(&mut self, _: ExitStatus, _: &mut Output) -> io::Result<()> {
        Ok(())
    }
}

/// Checks files; shared by all threads.
struct Checker<'c> {
    options: &'c CheckArgs,
    /// Format of `-f` or `-s`.
    format: Option<&'c AnyFormat>,
    formats: &'c Formats,
}

impl Checker<'_> {
    fn check(&self, file: &FileToCheck) -> CheckResult {
        let path = match file {
            FileToCheck::Named(path) | FileToCheck::InFolder(path) => path,
            FileToCheck::Error(path, message) => {
                let file = CheckedFile::of(path);
                return CheckResult::Unreadable { file, message: message.clone() };
            }
        };
        let excerpt = match self.options.input_args.open(path) {
            Ok(excerpt) => excerpt,
            Err(error) => {
                let file = CheckedFile::of(path);
                return CheckResult::Unreadable { file, message: error.to_string() };
            }
        };
        let verdict = self.verdict(excerpt);
        let unrecognized = verdict.format.is_none();
        let in_folder = matches!(file, FileToCheck::InFolder(_));
        if unrecognized && in_folder && !files::has_known_extension(path) {
            return CheckResult::Skipped;
        }
        CheckResult::Checked { file: CheckedFile::of(path), verdict }
    }

    fn verdict(&self, excerpt: Excerpt) -> FileVerdict {
        let bytes = excerpt.bytes();
        let file_fault = |kind, message: &str| vec![(String::new(), Fault::soft(kind, 0, message))];
        let read_fault = |excerpt: &Excerpt| {
            let problem = excerpt.problem()?;
            Some((String::new(), open::read_fault(&problem)))
        };
        let Some(format) = self.format.cloned().or_else(|| self.formats.detect(bytes)) else {
            let mut faults = match bytes.is_empty() {
                true => file_fault(FaultKind::Truncated, "the file is empty"),
                false => file_fault(
                    FaultKind::Magic,
                    "unrecognized format (use -f NAME to choose one; see `bytescope formats`)",
                ),
            };
            faults.extend(read_fault(&excerpt));
            return FileVerdict::new(None, faults, Vec::new());
        };
        let content = !self.options.quick;
        let limits = Limits { content, ..self.options.input_args.limits() };
        let options = DocumentOptions::default().limits(limits).instances(true);
        let doc = Document::read(excerpt, format, options);
        let FaultList { faults: found, num_others, .. } = doc.check_all(self.options.max_faults);
        let found = found.into_iter().map(|(path, fault)| (path, advice::with_limit_option(fault)));
        let mut found: Vec<_> = found.chain(read_fault(doc.excerpt())).collect();
        let left = self.options.max_faults.saturating_sub(found.len());
        let nested = match self.options.deep {
            true => doc.check_nested(self.formats, NestedOptions::default(), left),
            false => NestedFaults::default(),
        };
        let mut buffers = HashMap::new();
        for NestedFault { path, buffer, fault, .. } in nested.faults {
            buffers.extend(buffer.map(|buffer| (path.clone(), buffer)));
            found.push((path, advice::with_limit_option(fault)));
        }
        let num_others = num_others.saturating_add(nested.num_others);
        let num_nested = self.options.deep.then_some(nested.num_documents);
        // In an invalid file, bytes may be uncovered because of a fault.
        let notes = if found.is_empty() && doc.format().is_user_schema() {
            notes(&doc.coverage(MAX_NOTES))
        } else {
            Vec::new()
        };
        // The summary may read a whole list, so it is not made for nothing.
        let has_summary = match self.options.report() {
            None => !self.options.quiet && found.is_empty(),
            Some(CheckReport::Json) => true,
            Some(CheckReport::Sarif | CheckReport::Junit) => false,
        };
        let summary = if has_summary { doc.declared_summary() } else { None };
        FileVerdict {
            num_others,
            num_nested,
            buffers,
            summary,
            ..FileVerdict::new(Some(doc.format().clone()), found, notes)
        }
    }
}

/// Format and faults of one file.
struct FileVerdict {
    format: Option<AnyFormat>,
    /// Summary of the contents, if the format declares one.
    summary: Option<String>,
    /// Faults that are listed.
    faults: Vec<(String, Fault)>,
    /// Number of other faults.
    num_others: u64,
    /// Number of nested documents, if they were checked.
    num_nested: Option<u64>,
    /// Codings of the bytes to which offsets refer, by the path of the fault; none for the file.
    buffers: HashMap<String, ContentCoding>,
    /// Limits that were reached, each with the last place where it was. They are not faults of the
    /// file.
    limits: Vec<(String, Fault)>,
    /// Properties of a valid file that may indicate an incomplete or incorrect schema.
    notes: Vec<CoverageNote>,
}

/// Overlapping fields, or bytes not covered by any field.
struct CoverageNote {
    kind: &'static str,
    /// Path of the field; empty for the whole file.
    path: String,
    offset: u64,
    message: String,
}

/// Returns the notes on the coverage of a file.
fn notes(coverage: &Coverage) -> Vec<CoverageNote> {
    let uncovered = coverage.uncovered_message().map(|message| CoverageNote {
        kind: "uncovered",
        path: String::new(),
        offset: coverage.first_uncovered,
        message,
    });
    let overlaps = coverage.overlaps.iter().map(|overlap| CoverageNote {
        kind: "overlap",
        path: overlap.path.clone(),
        offset: overlap.span.start(),
        message: overlap.to_string(),
    });
    let mut notes: Vec<_> = uncovered.into_iter().chain(overlaps).collect();
    let more = coverage.num_overlaps.saturating_sub(coverage.overlaps.len() as u64);
    if more > 0 {
        let message = format!("{} not listed", Quantity::new(more, "other overlap"));
        notes.push(CoverageNote { kind: "overlap", path: String::new(), offset: 0, message });
    }
    notes
}

impl FileVerdict {
    fn new(
        format: Option<AnyFormat>,
        found: Vec<(String, Fault)>,
        notes: Vec<CoverageNote>,
    ) -> Self {
        let (reached, faults): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(_, fault)| fault.limit().is_some());
        let mut limits: Vec<(String, Fault)> = Vec::new();
        for (path, fault) in reached {
            match limits.iter_mut().find(|(_, other)| other.limit() == fault.limit()) {
                Some(other) if other.1.offset < fault.offset => *other = (path, fault),
                Some(_) => {}
                None => limits.push((path, fault)),
            }
        }
        Self {
            format,
            summary: None,
            faults,
            num_others: 0,
            num_nested: None,
            buffers: HashMap::new(),
            limits,
            notes,
        }
    }

    fn validity(&self) -> Validity {
        Validity::of(self.faults.iter().chain(&self.limits).map(|(_, fault)| fault))
    }

    /// Returns what is listed of the file: faults, then limits.
    fn listed(&self) -> impl Iterator<Item = &(String, Fault)> {
        self.faults.iter().chain(&self.limits)
    }

    /// Returns a message if there are faults that are not listed.
    fn limit_message(&self) -> Option<String> {
        let others = Quantity::new(self.num_others, "other fault");
        (self.num_others > 0).then(|| format!("{others} not listed (see --max-faults)"))
    }

    /// Returns the location of a fault, such as `chunks[0].crc at 0x1d`. Empty if the format is
    /// unrecognized.
    fn location(&self, path: &str, fault: &Fault) -> String {
        let address = self.address(path, fault);
        match (path, &self.format) {
            ("", None) => String::new(),
            ("", Some(_)) => format!("at {address}"),
            (path, _) => format!("{path} at {address}"),
        }
    }

    /// Returns the offset of a fault, with the coding of the bytes to which it refers.
    fn address(&self, path: &str, fault: &Fault) -> String {
        nested::address(self.buffers.get(path).copied(), fault.offset)
    }
}
