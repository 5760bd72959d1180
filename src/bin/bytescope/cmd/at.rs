//! `bytescope inspect --at OFFSET`: fields at an offset, or the bytes there as other types (`--as`).

use super::inspect::report_faults;
use crate::advice;
use crate::args::{AtOffset, InspectArgs};
use crate::file_output::FileOutput;
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::inspect::{BufferId, JsonText, Quantity, ordered_json as json};
use bytescope::interpret::{Interpretation, InterpreterSet, MAX_INTERPRETED};
use bytescope::view::{Indented, InterpretationTable, LocationView, style};
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt, Formats, Validity};
use serde::Serialize;
use serde_json::Serializer;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(options: &InspectArgs, at: AtOffset, out: &mut Output) -> io::Result<ExitStatus> {
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let command = AtCommand { options, at, several: options.files.len() > 1, format, formats };
    let mut worst = ExitStatus::Valid;
    for file in &options.files {
        worst = worst.max(command.file(file, out)?);
    }
    out.flush()?;
    Ok(worst)
}

struct AtCommand<'a> {
    options: &'a InspectArgs,
    at: AtOffset,
    several: bool,
    format: Option<AnyFormat>,
    formats: Formats,
}

impl AtCommand<'_> {
    fn file(&self, path: &Path, out: &mut Output) -> io::Result<ExitStatus> {
        let excerpt = match self.options.input_args.open(path) {
            Ok(excerpt) => excerpt,
            Err(error) => return Ok(report_problem(file_name(path), error)),
        };
        if let Some(problem) = excerpt.problem() {
            report_problem(excerpt.name(), open::read_message(&problem));
        }
        let is_source = self.at.buffer == BufferId::SOURCE;
        if is_source && !self.options.at_args.types.is_empty() {
            let base = excerpt.offset();
            return match self.verify(base, excerpt.bytes().len() as u64) {
                Ok(index) => self.values(excerpt.name(), tail(excerpt.bytes(), index), out),
                Err(problem) => Ok(report_problem(excerpt.name(), problem)),
            };
        }
        let detect = || self.formats.detect(excerpt.bytes());
        let Some(format) = self.format.clone().or_else(detect) else {
            let problem = "unrecognized format (use -f NAME to choose one, or --as all for values)";
            report_problem(excerpt.name(), problem);
            return Ok(ExitStatus::Invalid);
        };
        self.document(excerpt, format, out)
    }

    fn document(
        &self,
        excerpt: Excerpt,
        format: AnyFormat,
        out: &mut Output,
    ) -> io::Result<ExitStatus> {
        let document_options = DocumentOptions::default()
            .limits(self.options.input_args.limits())
            .instances(self.options.instances);
        let doc = Document::read(excerpt, format, document_options);
        let is_source = self.at.buffer == BufferId::SOURCE;
        let base = if is_source { doc.excerpt().offset() } else { 0 };
        let buffer = doc.buffers().buffer(self.at.buffer);
        let index = match self.verify(base, buffer.len() as u64) {
            Ok(index) => index,
            Err(problem) => return Ok(report_problem(doc.name(), problem)),
        };
        if !self.options.at_args.types.is_empty() {
            return self.values(doc.name(), tail(buffer, index), out);
        }
        self.fields(&doc, out)?;
        let faults: Vec<_> = doc
            .faults_in(false, MAX_FAULTS)
            .into_iter()
            .map(|(path, fault)| (path, advice::with_limit_option(fault)))
            .collect();
        report_faults(&doc, &faults, &[], &mut FileOutput::Direct(out))?;
        let missing = doc.excerpt().problem().map(|problem| problem.fault());
        Ok(Validity::of(faults.iter().map(|(_, fault)| fault).chain(&missing)).into())
    }

    /// Returns the index of the offset in a buffer of this size that starts at `base`.
    fn verify(&self, base: u64, size: u64) -> Result<u64, String> {
        let end = base.saturating_add(size);
        let at = self.at;
        match at.offset.checked_sub(base) {
            None => Err(format!("offset {at} precedes the start at {base:#x}")),
            Some(index) if index < size => Ok(index),
            Some(_) if at.buffer != BufferId::SOURCE && size == 0 => {
                Err(format!("unknown buffer {} in offset {at}", at.buffer.0))
            }
            Some(_) => {
                let size = Quantity::bytes(end);
                Err(format!("offset {at} is past the end ({size})"))
            }
        }
    }

    /// Prints the fields at the offset.
    fn fields(&self, doc: &Document, out: &mut Output) -> io::Result<()> {
        let AtOffset { buffer, offset } = self.at;
        if self.options.json.is_some() {
            let mut fields = Vec::new();
            let mut failed = None;
            doc.visit_at(buffer, offset, &mut |field| {
                if fields.len() < MAX_FIELDS && !field.path.is_empty() {
                    match bytescope::inspect::OrderedJson::of(&field) {
                        Ok(field) => fields.push(field),
                        Err(error) => failed = Some(error),
                    }
                }
            });
            if let Some(error) = failed {
                return Err(io::Error::other(error));
            }
            let mut value = json!({"offset": offset});
            if buffer != BufferId::SOURCE {
                value.set("buffer", buffer.0);
            }
            value.set("fields", fields);
            return self.print(doc.name(), value, out);
        }
        let mut view = LocationView::default();
        doc.visit_at(buffer, offset, &mut |field| {
            if !field.path.is_empty() {
                view.add(&field);
            }
        });
        if self.several {
            self.heading(doc.name(), out)?;
        }
        if view.is_empty() {
            writeln!(out, "no field at {}", self.at)?;
        }
        view.write(out.color, out.width, out)
    }

    /// Prints the bytes from the offset on as other types.
    fn values(&self, name: &str, bytes: &[u8], out: &mut Output) -> io::Result<ExitStatus> {
        let bytes = bytes.get(..MAX_INTERPRETED).unwrap_or(bytes);
        let sets = self.options.at_args.types.iter();
        let items: Vec<_> = sets.flat_map(|set: &InterpreterSet| set.read(bytes)).collect();
        let AtOffset { buffer, offset } = self.at;
        if self.options.json.is_some() {
            let mut value = json!({"offset": offset});
            if buffer != BufferId::SOURCE {
                value.set("buffer", buffer.0);
            }
            value.set("bytes", hex::encode(bytes));
            let items: Result<Vec<_>, _> =
                items.iter().map(bytescope::inspect::OrderedJson::of).collect();
            value.set("values", items.map_err(io::Error::other)?);
            self.print(name, value, out)?;
            return Ok(ExitStatus::Valid);
        }
        if let [item] = items.as_slice() {
            return self.one(name, item, out);
        }
        self.heading(name, out)?;
        InterpretationTable { bytes, items: &items, color: out.color }.write(out)?;
        Ok(ExitStatus::Valid)
    }

    /// Prints a single value.
    fn one(&self, name: &str, item: &Interpretation, out: &mut Output) -> io::Result<ExitStatus> {
        if let Err(reason) = &item.value {
            out.flush()?;
            report_problem(name, format!("{} at {}: {reason}", item.name, self.at));
            return Ok(ExitStatus::Invalid);
        }
        if self.several {
            write!(out, "{}: ", style::Paint(out.color).of(style::NAME, name))?;
        }
        writeln!(out, "{}", item.text())?;
        Ok(ExitStatus::Valid)
    }

    fn heading(&self, name: &str, out: &mut Output) -> io::Result<()> {
        let name = style::Paint(out.color).of(style::NAME.bold(), name);
        writeln!(out, "{name} at {}", self.at)
    }

    /// Prints JSON: indented, or one line per file.
    fn print(
        &self,
        name: &str,
        mut value: bytescope::inspect::OrderedJson,
        out: &mut Output,
    ) -> io::Result<()> {
        let to = JsonText(&mut *out);
        if self.several {
            value.set("$file", name);
            serde_json::to_writer(to, &value)?;
        } else {
            value.serialize(&mut Serializer::with_formatter(to, Indented::default()))?;
        }
        out.write_all(b"\n")
    }
}

/// Maximum number of fields in JSON.
const MAX_FIELDS: usize = 1000;

/// Maximum number of faults collected per file.
const MAX_FAULTS: usize = 1000;

/// Returns the bytes from an index on.
fn tail(bytes: &[u8], index: u64) -> &[u8] {
    usize::try_from(index).ok().and_then(|index| bytes.get(index..)).unwrap_or_default()
}
