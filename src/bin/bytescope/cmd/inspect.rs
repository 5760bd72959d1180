//! `bytescope inspect` and `bytescope FILE`

use super::find::{FindOptions, find};
use crate::advice;
use crate::args::{InspectArgs, JsonStyle};
use crate::blobs::BlobFolder;
use crate::file_output::{FileOutput, OutputStyle, Recording};
use crate::messages::{ExitStatus, file_name};
use crate::open;
use crate::output::Output;
use bytescope::blocks;
use bytescope::dump::{self, Coloring, DumpOptions};
use bytescope::inspect::{
    Fault, FaultKind, JsonText, Node, OrderedJson, Quantity, ordered_json as json,
};
use bytescope::nested::{
    self, NestedBudget, NestedFault, NestedFaults, NestedJson, NestedLocation, NestedOptions,
    NestedPath, PathError,
};
use bytescope::view::preview::Colors;
use bytescope::view::tree::{NestedScope, TreeHints, TreeOptions, heading};
use bytescope::view::{FlatView, FullView, Indented, PlainView, Preview, TreeView, style};
use bytescope::{
    AnyFormat, Document, DocumentOptions, Excerpt, Formats, FoundNodes, ReadProblem, Validity,
    VerifiedOutput,
};
use serde::Serialize;
use serde_json::Serializer;
use std::borrow::Cow;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub(crate) fn run(options: &InspectArgs, out: &mut Output) -> io::Result<ExitStatus> {
    if let Some(at) = options.at_args.at {
        return super::at::run(options, at, out);
    }
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let several = options.files.len() > 1;
    let blobs = options.blobs.as_deref();
    let blobs = blobs.map(|folder| Mutex::new(BlobFolder::new(folder, &options.files)));
    let shown = InspectOptions { options, several, blobs, format, formats };
    let status = shown.all(out)?;
    out.flush()?;
    Ok(status)
}

/// Options that apply to all files.
struct InspectOptions<'s> {
    options: &'s InspectArgs,
    /// True if there is more than one file.
    several: bool,
    blobs: Option<Mutex<BlobFolder<'s>>>,
    /// Format of `-f` or `-s`.
    format: Option<AnyFormat>,
    formats: Formats,
}

impl InspectOptions<'_> {
    /// Shows all files, in order. Small files are read and formatted on several threads.
    fn all(&self, out: &mut Output) -> io::Result<ExitStatus> {
        let files = &self.options.files;
        // Names of blobs depend on those of the files before.
        let threads = if self.blobs.is_some() { 1 } else { blocks::threads(None).min(files.len()) };
        let mut worst = ExitStatus::Valid;
        if threads < 2 {
            for file in files {
                worst = worst.max(self.file(file, &mut FileOutput::Direct(out))?);
            }
            return Ok(worst);
        }
        let style = OutputStyle::of(out);
        let record = |path: &Path| {
            let mut recording = Recording::new(style);
            let status = self.file(path, &mut FileOutput::Recorded(&mut recording));
            status.ok().map(|status| (recording, status))
        };
        blocks::ordered_items(
            threads,
            files.iter(),
            |path| (path, is_small(path).then(|| record(path)).flatten()),
            |(path, recorded)| {
                let status = match recorded {
                    Some((recording, status)) => recording.replay(out).map(|()| status)?,
                    None => {
                        out.flush()?;
                        self.file(path, &mut FileOutput::Direct(out))?
                    }
                };
                worst = worst.max(status);
                Ok(())
            },
        )?;
        Ok(worst)
    }

    /// Shows one file.
    fn file(&self, path: &Path, out: &mut FileOutput<'_>) -> io::Result<ExitStatus> {
        let error = match self.options.input_args.open(path) {
            Ok(excerpt) => return self.show(path, excerpt, out),
            Err(error) => error,
        };
        let name = file_name(path);
        if self.options.json.is_some() && self.several {
            let fault = json!({"kind": "io", "message": error.to_string()});
            writeln!(JsonText(&mut *out), "{}", json!({"$file": &name, "$error": fault}))?;
        }
        Ok(out.report(name, error))
    }

    fn show(
        &self,
        file: &Path,
        excerpt: Excerpt,
        out: &mut FileOutput<'_>,
    ) -> io::Result<ExitStatus> {
        let detect = || self.formats.detect(excerpt.bytes());
        let Some(format) = self.format.clone().or_else(detect) else {
            return self.unknown(&excerpt, out);
        };
        let document_options = DocumentOptions::default()
            .limits(self.options.input_args.limits())
            .instances(self.options.instances);
        let doc = Document::read(excerpt, format, document_options);
        let nested = self.options.path.as_ref().filter(|path| path.is_nested());
        let status = match nested {
            None => {
                let root = || vec![(String::new(), Cow::Borrowed(doc.tree()))];
                let selected = self.options.path.as_ref().and_then(NestedPath::selector);
                let selected = selected.map_or_else(root, |selector| doc.select(selector));
                let selector = self.options.path.as_ref().and_then(NestedPath::selector);
                if let (Some(selector), true) = (selector, selected.is_empty()) {
                    let error = PathError::unknown_field(&doc, selector);
                    return Ok(out.report(doc.name(), error));
                }
                self.document(file, &doc, selected, out)?
            }
            Some(path) => {
                let mut result = Ok(ExitStatus::Valid);
                let found = doc.visit_path(path, &self.formats, &mut |inner, selected| {
                    result = match (&result, self.document(file, inner, selected, out)) {
                        (Ok(worst), Ok(status)) => Ok(status.max(*worst)),
                        (_, error) => error,
                    };
                    match result {
                        Ok(_) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                });
                let status = result?;
                found.map_or_else(|error| out.report(doc.name(), error), |()| status)
            }
        };
        if !self.several {
            // The process is about to exit, which frees the memory faster.
            std::mem::forget(doc);
        }
        Ok(status)
    }

    /// Shows the selected fields of a document, which may be nested in a file.
    fn document(
        &self,
        file: &Path,
        doc: &Document,
        selected: FoundNodes<'_>,
        out: &mut FileOutput<'_>,
    ) -> io::Result<ExitStatus> {
        let all_rows = self.options.all || self.options.json.is_some();
        let found = doc.faults_in(all_rows, MAX_FAULTS).into_iter();
        let mut faults: Vec<_> =
            found.map(|(path, fault)| (path, advice::with_limit_option(fault))).collect();
        if let Some(problem) = doc.excerpt().problem() {
            let fault = open::read_fault(&problem);
            out.report(doc.name(), &fault);
            faults.push((String::new(), fault));
        }
        if let Some(query) = &self.options.find {
            let options = FindOptions {
                query,
                all: self.options.all,
                json: self.options.json.is_some(),
                file: self.several.then_some(doc.name()),
            };
            if !find(doc, &options, out)? {
                return Ok(out.report(doc.name(), format!("no match for {query}")));
            }
            return Ok(Validity::of(faults.iter().map(|(_, fault)| fault)).into());
        }
        let budget = NestedBudget::new(doc, NestedOptions::default());
        let nested = match self.options.deep {
            true => doc.check_nested(&self.formats, NestedOptions::default(), MAX_FAULTS),
            false => NestedFaults::default(),
        };
        let nested_faults = nested.faults.iter().map(|found| &found.fault);
        out.note(Validity::of(faults.iter().map(|(_, f)| f).chain(nested_faults)).into());
        let OutputStyle { color, width, .. } = out.style();
        let mut verified = VerifiedOutput::new(doc.excerpt(), &mut *out);
        let printed = match self.options.json {
            Some(style) => {
                self.json((style, file), &selected, doc, &faults, &budget, &mut verified)
            }
            None => {
                let num_faults = faults.len().saturating_add(nested.faults.len());
                let first = first_fault(doc, &faults, &nested.faults);
                let found = (num_faults, first.as_deref());
                self.text(&selected, doc, (color, width), found, &budget, &mut verified)
            }
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
            _ => self.preview(doc, out)?,
        }
        report_faults(doc, &faults, &nested.faults, out)?;
        let nested_faults = nested.faults.iter().map(|found| &found.fault);
        Ok(Validity::of(faults.iter().map(|(_, fault)| fault).chain(nested_faults)).into())
    }

    fn text(
        &self,
        selected: &[(String, Cow<'_, Node>)],
        doc: &Document,
        (color, width): (bool, Option<usize>),
        faults: (usize, Option<&str>),
        budget: &NestedBudget,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let InspectArgs { depth, all, docs, .. } = *self.options;
        let InspectArgs { view, columns, .. } = self.options;
        let lists = (*view).into();
        let options = TreeOptions { depth, all, docs, color, width, lists, columns, hints: HINTS };
        let has_heading = self.options.path.is_none() && !self.options.flat || self.several;
        if has_heading {
            let size = doc.bytes().len() as u64;
            let shown = (style::Paint(color), width);
            out.write_all(&heading(doc.name(), &doc.summary(), size, faults, shown))?;
        }
        if self.options.flat {
            return selected.iter().try_for_each(|(path, node)| {
                FlatView { node, path, context: doc.context(), color }.write(out)
            });
        }
        for (path, node) in selected {
            let scope = NestedScope::new(doc, &self.formats, budget).open(self.options.deep);
            let nested = (self.options.deep || doc.location().is_some()).then_some(scope);
            let view = TreeView { node, path, context: doc.context(), options, nested };
            view.write(out)?;
        }
        Ok(())
    }

    /// Shows a preview if `--preview` is given, the file has a picture and the output is a color
    /// terminal.
    fn preview(&self, doc: &Document, out: &mut FileOutput<'_>) -> io::Result<()> {
        let OutputStyle { color, terminal, width } = out.style();
        let visible = self.options.preview && terminal && color && self.options.json.is_none();
        let Some(read) = doc.format().picture().filter(|_| visible) else { return Ok(()) };
        let columns = width.unwrap_or(80);
        match read(doc.bytes()) {
            Ok(picture) => {
                let colors = Colors::of(&std::env::var("COLORTERM").unwrap_or_default());
                Preview { picture: &picture, columns, colors }.write(out)
            }
            Err(reason) => {
                out.flush()?;
                out.report(doc.name(), format!("no preview: {reason}"));
                Ok(())
            }
        }
    }

    fn json(
        &self,
        (style, input): (JsonStyle, &Path),
        selected: &[(String, Cow<'_, Node>)],
        doc: &Document,
        faults: &[(String, Fault)],
        budget: &NestedBudget,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let context = doc.context();
        let file = self.several.then_some(doc.name());
        let alone = !self.several && selected.len() == 1;
        let whole = self.options.path.is_none();
        let summary = if whole { doc.declared_summary() } else { None };
        let shows_rest = whole && style == JsonStyle::Plain && !self.options.lean;
        let rest = if shows_rest { doc.remainder() } else { None };
        let complete = !faults.iter().any(|(_, fault)| fault.limit().is_some());
        for (path, node) in selected {
            match style {
                JsonStyle::Plain => {
                    let faults = if whole { faults } else { &[] };
                    let summary = summary.as_deref();
                    let rest = rest.as_ref();
                    let view = PlainView { node, context, file, summary, faults, rest };
                    match &self.blobs {
                        None if self.options.deep => {
                            let mut json = OrderedJson::of(&view)?;
                            let at = (path.as_str(), &**node);
                            NestedJson::Plain.add(&mut json, doc, at, &self.formats, budget)?;
                            print(&json, alone, out)?;
                        }
                        None => print(&view, alone, out)?,
                        Some(blobs) => {
                            let mut json = OrderedJson::of(&view)?;
                            // Nothing is stored of a file that was truncated in the meantime.
                            out.flush()?;
                            let file = self.several.then_some(input);
                            let mut blobs = blobs.lock().unwrap_or_else(PoisonError::into_inner);
                            let stored = blobs.store(&mut json, file, path);
                            stored.map_err(io::Error::other)?;
                            print(&json, alone, out)?;
                        }
                    }
                }
                JsonStyle::Full => {
                    let view = FullView { node, path, context, file, complete };
                    if !self.options.deep {
                        print(&view, alone, out)?;
                        continue;
                    }
                    let mut json = OrderedJson::of(&view)?;
                    let at = (path.as_str(), &**node);
                    NestedJson::Full.add(&mut json, doc, at, &self.formats, budget)?;
                    print(&json, alone, out)?;
                }
            }
        }
        Ok(())
    }

    /// Shows bytes of an unrecognized file, and prints advice on standard error.
    fn unknown(&self, excerpt: &Excerpt, out: &mut FileOutput<'_>) -> io::Result<ExitStatus> {
        let OutputStyle { color, .. } = out.style();
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
                let paint = style::Paint(color);
                out.write_all(&heading(
                    excerpt.name(),
                    UNRECOGNIZED,
                    size,
                    (0, None),
                    (paint, None),
                ))?;
            }
            let shown = if self.options.all {
                bytes
            } else {
                bytes.get(..bytes.len().min(MAX_DUMPED)).unwrap_or(bytes)
            };
            let coloring = if color { Coloring::Classes } else { Coloring::None };
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
            Some(problem) => out.report(excerpt.name(), open::read_message(&problem)),
            None => out.report(excerpt.name(), advice),
        };
        Ok(ExitStatus::Invalid)
    }
}

/// Returns the path, offset and message of the first fault: of the file, otherwise of nested content.
fn first_fault(
    doc: &Document,
    faults: &[(String, Fault)],
    nested: &[NestedFault],
) -> Option<String> {
    let buffer = doc.location().and_then(NestedLocation::buffer);
    let own = faults.first().map(|(path, fault)| {
        let path = match doc.location() {
            Some(location) => location.path_of(path),
            None => path.clone(),
        };
        (path, nested::address(buffer, fault.offset), fault.to_string())
    });
    let inner = || {
        let found = nested.first()?;
        let fault = advice::with_limit_option(found.fault.clone());
        Some((found.path.clone(), found.address(), fault.to_string()))
    };
    let (path, address, fault) = own.or_else(inner)?;
    let field = if path.is_empty() { String::new() } else { format!("{path} ") };
    Some(format!("{field}at {address}: {fault}"))
}

/// Prints the first fault and the number of other faults on standard error.
pub(super) fn report_faults(
    doc: &Document,
    faults: &[(String, Fault)],
    nested: &[NestedFault],
    out: &mut FileOutput<'_>,
) -> io::Result<()> {
    if let Some(first) = first_fault(doc, faults, nested) {
        out.flush()?;
        let more = match faults.len().saturating_add(nested.len()) {
            1 => String::new(),
            n => format!(" (and {} more)", n.saturating_sub(1)),
        };
        out.report(doc.name(), format!("{first}{more}"));
    }
    Ok(())
}

/// True if the file may be processed in advance by another thread, whose memory use is then limited:
/// a small regular file. The standard input, pipes and devices are read in order.
fn is_small(path: &Path) -> bool {
    let is_stdin = path.as_os_str() == "-";
    // A file that cannot be opened is reported like the others.
    let fits = |meta: Metadata| meta.is_file() && meta.len() <= MAX_SMALL;
    !is_stdin && fs::metadata(path).map_or(true, fits)
}

/// Maximum size in bytes of a small file.
const MAX_SMALL: u64 = 1 << 20;

/// Message for files that match no format.
const UNRECOGNIZED: &str = "unrecognized format";

/// Hints at omitted items and reached limits in trees.
const HINTS: TreeHints = TreeHints {
    elided: " (--all shows them)",
    columns: " (see --columns)",
    limit: Some(advice::limit_option),
};

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
