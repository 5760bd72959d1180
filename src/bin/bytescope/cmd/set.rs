//! `bytescope set`

use crate::advice;
use crate::args::SetArgs;
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::{Output, Outputs};
use bytescope::edit::{Change, FilePatch, PatchOptions};
use bytescope::inspect::{Quantity, escape};
use bytescope::output::{OutputOptions, edit_file};
use bytescope::{Document, DocumentOptions, Excerpt, ReadOptions};
#[cfg(unix)]
use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(options: &SetArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let formats = options.format_args.formats();
    let format = match options.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let mut changes = Vec::new();
    for text in &options.changes {
        match text.parse::<Change>() {
            Ok(change) => changes.push(change),
            Err(problem) => return Ok(report_problem(text, problem)),
        }
    }
    let name = file_name(&options.file);
    let name = name.as_str();
    let mut read_options = ReadOptions::default();
    (read_options.max_read, read_options.map) = (options.read_limit.max_read, true);
    let is_stdin = options.file.as_os_str() == "-";
    if options.in_place && (is_stdin || is_pipe(&options.file)) {
        return Ok(report_problem(name, "a pipe cannot be changed in place (use -o OUT)"));
    }
    let excerpt = match is_stdin {
        true => Excerpt::read("<stdin>", io::stdin().lock(), &read_options),
        false => Excerpt::open(&options.file, &read_options),
    };
    let excerpt = match excerpt {
        Ok(excerpt) => excerpt,
        Err(error) => return Ok(report_problem(name, error)),
    };
    // A part of a file must not replace the file.
    if let Some(status) = report_read_problem(&excerpt) {
        return Ok(status);
    }
    let Some(format) = format.or_else(|| formats.detect(excerpt.bytes())) else {
        report_problem(
            name,
            "unrecognized format (use -f NAME to choose one; see `bytescope formats`)",
        );
        return Ok(ExitStatus::Invalid);
    };
    let instances = options.dry_run && format.schema().is_some();
    let document_options = DocumentOptions::default().instances(instances);
    let doc = Document::read(excerpt, format, document_options);
    let patch_options =
        PatchOptions { keep: options.keep, truncate: options.truncate, resize: options.resize };
    let patch = match doc.patch(&changes, patch_options) {
        Ok(patch) => patch,
        Err(error) => {
            report_problem(name, advice::patch_message(&error));
            return Ok(ExitStatus::Invalid);
        }
    };
    if let Some(status) = report_read_problem(doc.excerpt()) {
        return Ok(status);
    }
    if options.dry_run {
        show(&doc, patch.apply(&doc).into_vec(), out)?;
        return Ok(ExitStatus::Valid);
    }
    if options.in_place
        && doc.bytes().len() > MAX_REPLACED
        && let FilePatch::Edits(edits) = &patch
    {
        let edits = edits.iter().map(|edit| (edit.offset, edit.bytes.as_slice()));
        match edit_file(&options.file, doc.bytes().len() as u64, edits) {
            Ok(true) => return Ok(ExitStatus::Valid),
            // The file is replaced.
            Ok(false) => {}
            Err(error) => return Ok(report_problem(name, error)),
        }
    }
    let path = options.output.as_ref().unwrap_or(&options.file);
    // The result is complete before the output is created, so the input can be replaced.
    let mut out = Outputs::default().file(path, &OutputOptions::default())?;
    out.write_all(&patch.apply(&doc))?;
    out.commit()?;
    Ok(ExitStatus::Valid)
}

/// Maximum size in bytes of a file that is replaced as a whole, which is safer: if the machine stops in
/// the meantime, the file is the old or the new one.
const MAX_REPLACED: usize = 16 << 20;

/// Prints the changed fields and bytes.
fn show(doc: &Document, changed: Vec<u8>, out: &mut Output) -> io::Result<()> {
    let sizes = [doc.bytes().len() as u64, changed.len() as u64];
    let after = Document::from_bytes_with(changed, doc.format().clone(), doc.options());
    let changes = doc.changes(&after);
    for change in &changes.changed {
        writeln!(out, "{}", escape(&change.path))?;
        for (sign, state) in [("-", &change.before), ("+", &change.after)] {
            let Some(state) = state else { continue };
            writeln!(
                out,
                "  {sign} 0x{:08x}  {}  {}",
                state.offset,
                hex_text(&state.bytes),
                state.value
            )?;
        }
    }
    let fields = Quantity::new(changes.changed.len() as u64, "field");
    let moved = match changes.moved {
        0 => String::new(),
        count => format!(", {} moved", Quantity::new(count, "field")),
    };
    let [before, after] = sizes.map(Quantity::bytes);
    let size = match before == after {
        true => before.to_string(),
        false => format!("{before} → {after}"),
    };
    writeln!(out, "{fields} changed{moved}; {size}")?;
    out.flush()
}

/// Maximum number of bytes printed per field.
const MAX_BYTES: usize = 16;

fn hex_text(bytes: &[u8]) -> String {
    let shown = bytes.get(..MAX_BYTES).unwrap_or(bytes);
    let digits: Vec<String> = shown.iter().map(|byte| format!("{byte:02x}")).collect();
    let more = if shown.len() < bytes.len() { " …" } else { "" };
    format!("{}{more}", digits.join(" "))
}

/// True for a named pipe or socket. Writing one waits for its reader.
#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = fs::metadata(path).map(|meta| meta.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

/// Reports that bytes of the file are missing.
fn report_read_problem(excerpt: &Excerpt) -> Option<ExitStatus> {
    let problem = excerpt.problem()?;
    report_problem(excerpt.name(), open::read_message(&problem));
    Some(ExitStatus::of(&problem.fault()))
}
