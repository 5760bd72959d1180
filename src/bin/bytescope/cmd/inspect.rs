//! `bytescope inspect` and `bytescope FILE`

use crate::advice;
use crate::args::{InspectArgs, JsonStyle};
use crate::blobs::BlobFolder;
use crate::messages::{ExitStatus, file_name, note, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::dump::{self, Coloring, DumpOptions};
use bytescope::inspect::{
    Fault, FaultKind, JsonText, Node, OrderedJson, Quantity, ordered_json as json,
};
use bytescope::view::preview::Colors;
use bytescope::view::tree::{TreeHints, TreeOptions, heading};
use bytescope::view::{FullView, Indented, PlainView, Preview, TreeView, style};
use bytescope::{
    AnyFormat, Document, DocumentOptions, Excerpt, Formats, ReadProblem, Validity, VerifiedOutput,
};
use serde::Serialize;
use serde_json::Serializer;
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(options: &InspectArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let several = options.files.len() > 1;
    let blobs = options.blobs.as_deref();
    let blobs = blobs.map(|folder| RefCell::new(BlobFolder::new(folder, &options.files)));
    let shown = InspectOptions { options, several, blobs };
    let mut worst = ExitStatus::Valid;
    for path in &options.files {
        let name = file_name(path);
        let status = match options.input_args.open(path) {
            Ok(excerpt) => shown.show(path, excerpt, format.as_ref(), &formats, out)?,
            Err(error) => {
                if options.json.is_some() && several {
                    let fault = json!({"kind": "io", "message": error.to_string()});
                    writeln!(JsonText(&mut *out), "{}", json!({"$file": &name, "$error": fault}))?;
                }
                report_problem(name, error)
            }
        };
        worst = worst.max(status);
    }
    out.flush()?;
    Ok(worst)
}

/// Options that apply to all files.
struct InspectOptions<'s> {
    options: &'s InspectArgs,
    /// True if there is more than one file.
    several: bool,
    blobs: Option<RefCell<BlobFolder<'s>>>,
}

impl InspectOptions<'_> {
    fn show(
        &self,
        file: &Path,
        excerpt: Excerpt,
        named: Option<&AnyFormat>,
        formats: &Formats,
        out: &mut Output,
    ) -> io::Result<ExitStatus> {
        let Some(format) = named.cloned().or_else(|| formats.detect(excerpt.bytes())) else {
            return self.unknown(&excerpt, out);
        };
        let document_options = DocumentOptions::default()
            .limits(self.options.input_args.limits())
            .instances(self.options.instances);
        let doc = Document::read(excerpt, format, document_options);
        let all_rows = self.options.all || self.options.json.is_some();
        let found = doc.faults_in(all_rows, MAX_FAULTS).into_iter();
        let mut faults: Vec<_> =
            found.map(|(path, fault)| (path, advice::with_limit_option(fault))).collect();
        if let Some(problem) = doc.excerpt().problem() {
            let fault = open::read_fault(&problem);
            report_problem(doc.name(), &fault);
            faults.push((String::new(), fault));
        }
        let selected = match &self.options.path {
            None => vec![(String::new(), Cow::Borrowed(doc.tree()))],
            Some(path) => doc.select(path),
        };
        if let (Some(path), true) = (&self.options.path, selected.is_empty()) {
            let names: Vec<_> = doc.tree().children.iter().map(|c| &*c.meta.name).collect();
            let known = names.join(", ");
            report_problem(
                doc.name(),
                format!("unknown field '{path}'; top-level fields: {known}"),
            );
            return Ok(ExitStatus::Failed);
        }
        note(Validity::of(faults.iter().map(|(_, fault)| fault)).into());
        let (color, width) = (out.color, out.width);
        let mut verified = VerifiedOutput::new(doc.excerpt(), &mut *out);
        let printed = match self.options.json {
            Some(style) => self.json(style, file, &selected, &doc, &faults, &mut verified),
            None => self.text(&selected, &doc, color, width, &mut verified),
        };
        let printed = printed.and_then(|()| verified.flush());
        drop(verified);
        drop(selected);
        match (printed, doc.excerpt().problem()) {
            (Err(error), _) if ReadProblem::of(&error).is_none() => return Err(error),
            (_, Some(problem @ ReadProblem::Truncated { .. })) => {
                // The file was truncated while it was printed. The faults are printed first.
                let fault = (String::new(), open::read_fault(&problem));
                if !faults.contains(&fault) {
                    faults.insert(0, fault);
                }
            }
            _ => self.preview(&doc, out)?,
        }
        report_faults(&doc, &faults, out)?;
        if !self.several {
            // The process is about to exit, which frees the memory faster.
            std::mem::forget(doc);
        }
        Ok(Validity::of(faults.iter().map(|(_, fault)| fault)).into())
    }

    fn text(
        &self,
        selected: &[(String, Cow<'_, Node>)],
        doc: &Document,
        color: bool,
        width: Option<usize>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let InspectArgs { depth, all, docs, .. } = *self.options;
        let options = TreeOptions { depth, all, docs, color, width, hints: HINTS };
        if self.options.path.is_none() || self.several {
            let size = doc.bytes().len() as u64;
            let paint = style::Paint(color);
            out.write_all(&heading(doc.name(), doc.format().title(), size, paint))?;
        }
        for (path, node) in selected {
            let view = TreeView { node, path, context: doc.context(), options };
            view.write(out)?;
        }
        Ok(())
    }

    /// Shows a preview if `--preview` is given, the file has a picture and the output is a color
    /// terminal.
    fn preview(&self, doc: &Document, out: &mut Output) -> io::Result<()> {
        let visible =
            self.options.preview && out.terminal && out.color && self.options.json.is_none();
        let Some(read) = doc.format().picture().filter(|_| visible) else { return Ok(()) };
        let columns = out.width.unwrap_or(80);
        match read(doc.bytes()) {
            Ok(picture) => {
                let colors = Colors::of(&std::env::var("COLORTERM").unwrap_or_default());
                Preview { picture: &picture, columns, colors }.write(out)
            }
            Err(reason) => {
                out.flush()?;
                report_problem(doc.name(), format!("no preview: {reason}"));
                Ok(())
            }
        }
    }

    fn json(
        &self,
        style: JsonStyle,
        input: &Path,
        selected: &[(String, Cow<'_, Node>)],
        doc: &Document,
        faults: &[(String, Fault)],
        out: &mut impl Write,
    ) -> io::Result<()> {
        let context = doc.context();
        let file = self.several.then_some(doc.name());
        let alone = !self.several && selected.len() == 1;
        let whole = self.options.path.is_none();
        let complete = !faults.iter().any(|(_, fault)| fault.limit().is_some());
        for (path, node) in selected {
            match style {
                JsonStyle::Plain => {
                    let faults = if whole { faults } else { &[] };
                    let view = PlainView { node, context, file, faults };
                    match &self.blobs {
                        None => print(&view, alone, out)?,
                        Some(blobs) => {
                            let mut json = OrderedJson::of(&view)?;
                            // Nothing is stored of a file that was truncated in the meantime.
                            out.flush()?;
                            let file = self.several.then_some(input);
                            let stored = blobs.borrow_mut().store(&mut json, file, path);
                            stored.map_err(io::Error::other)?;
                            print(&json, alone, out)?;
                        }
                    }
                }
                JsonStyle::Full => {
                    print(&FullView { node, path, context, file, complete }, alone, out)?;
                }
            }
        }
        Ok(())
    }

    /// Shows bytes of an unrecognized file, and prints advice on standard error.
    fn unknown(&self, excerpt: &Excerpt, out: &mut Output) -> io::Result<ExitStatus> {
        let (bytes, offset) = (excerpt.bytes(), excerpt.offset());
        // A part of a file is empty if it starts at the end of the file.
        let part = offset > 0 || self.options.input_args.length.is_some();
        let empty = if part { "the part of the file is empty" } else { "the file is empty" };
        let at = if offset > 0 { format!(" at {offset:#x}") } else { String::new() };
        if self.options.json.is_some() {
            let message = if bytes.is_empty() { empty } else { UNRECOGNIZED };
            let kind = if bytes.is_empty() { FaultKind::Truncated } else { FaultKind::Magic };
            let fault =
                json!({"path": "", "offset": offset, "kind": kind.name(), "message": message});
            let raw = hex::encode(bytes.get(..bytes.len().min(64)).unwrap_or_default());
            let mut value = json!({"$error": fault, "$head": raw});
            if self.several {
                value.set("$file", excerpt.name());
            }
            print(&value, !self.several, out)?;
        } else {
            if self.several {
                let size = bytes.len() as u64;
                let paint = style::Paint(out.color);
                out.write_all(&heading(excerpt.name(), UNRECOGNIZED, size, paint))?;
            }
            let shown = if self.options.all {
                bytes
            } else {
                bytes.get(..bytes.len().min(MAX_DUMPED)).unwrap_or(bytes)
            };
            let coloring = if out.color { Coloring::Classes } else { Coloring::None };
            dump::write(shown, DumpOptions { columns: 16, offset, all: false }, &coloring, out)?;
            out.flush()?;
        }
        let advice = match bytes.len() {
            0 => format!("{empty}{at}"),
            n if n > MAX_DUMPED && !self.options.all => format!(
                "{UNRECOGNIZED}{at}; showing the first {MAX_DUMPED} of {} (use --all to show all, \
                 or -f NAME to choose a format; see `bytescope formats`)",
                Quantity::bytes(n as u64)
            ),
            _ => {
                format!("{UNRECOGNIZED}{at} (use -f NAME to choose one; see `bytescope formats`)")
            }
        };
        match excerpt.problem() {
            Some(problem) => report_problem(excerpt.name(), open::read_message(&problem)),
            None => report_problem(excerpt.name(), advice),
        };
        Ok(ExitStatus::Invalid)
    }
}

/// Prints the first fault and the number of other faults on standard error.
fn report_faults(doc: &Document, faults: &[(String, Fault)], out: &mut Output) -> io::Result<()> {
    if let Some((path, fault)) = faults.first() {
        out.flush()?;
        let field = if path.is_empty() { String::new() } else { format!("{path} ") };
        let more = match faults.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n.saturating_sub(1)),
        };
        report_problem(doc.name(), format!("{field}at {:#x}: {fault}{more}", fault.offset));
    }
    Ok(())
}

/// Message for files that match no format.
const UNRECOGNIZED: &str = "unrecognized format";

/// Hints at omitted items and reached limits in trees.
const HINTS: TreeHints =
    TreeHints { elided: " (--all shows them)", limit: Some(advice::limit_option) };

/// Maximum number of faults collected per file.
const MAX_FAULTS: usize = 1000;

/// Maximum number of bytes shown of an unrecognized file without `--all`.
const MAX_DUMPED: usize = 512;

/// Prints a value, indented if it is the only one, otherwise on one line.
fn print(value: &impl Serialize, alone: bool, out: &mut impl Write) -> io::Result<()> {
    let to = JsonText(&mut *out);
    if alone {
        value.serialize(&mut Serializer::with_formatter(to, Indented::default()))?;
    } else {
        serde_json::to_writer(to, value)?;
    }
    writeln!(out)
}
