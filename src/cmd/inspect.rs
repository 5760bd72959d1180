//! `bytescope inspect`, and `bytescope FILE`.

use super::{Status, complain};
use crate::blobs;
use crate::cli::{Inspect, Json};
use crate::dump;
use crate::input::Input;
use crate::output::Output;
use crate::spec::{self, Spec};
use crate::view::json::Sight;
use crate::view::preview::Colors;
use crate::view::tree::{TreeOptions, heading};
use crate::view::{self, FullView, Indented, PlainView, Preview, TreeView, style};
use bytescope_inspect::{
    Bytes, Fault, FaultKind, Node, OrderedJson, Outcome, ordered_json as json,
};
use serde::Serialize;
use serde_json::Serializer;
use std::borrow::Cow;
use std::io::{self, Write};

pub(crate) fn run(options: &Inspect, out: &mut Output) -> io::Result<Status> {
    let format = match spec::named(&options.reading.naming) {
        Ok(format) => format,
        Err(unusable) => return Ok(unusable.complain()),
    };
    let several = options.files.len() > 1;
    let mut worst = Status::Good;
    for path in &options.files {
        let name = path.display().to_string();
        let status = match Input::open(path, &options.reading) {
            Ok(input) => Shown { options, input: &input, several }.show(format.as_ref(), out)?,
            Err(error) => {
                if options.json.is_some() && several {
                    let fault = json!({"kind": "io", "message": error.to_string()});
                    writeln!(out, "{}", json!({"$file": &name, "$error": fault}))?;
                }
                complain(name, error)
            }
        };
        worst = worst.max(status);
    }
    out.flush()?;
    Ok(worst)
}

/// One file that is being shown.
struct Shown<'s> {
    options: &'s Inspect,
    input: &'s Input,
    several: bool,
}

impl Shown<'_> {
    fn show(&self, named: Option<&Spec>, out: &mut Output) -> io::Result<Status> {
        let bytes = self.input.bytes();
        let Some(format) = spec::of(named, bytes) else { return self.unknown(out) };
        let outcome = format.inspect(bytes, self.options.reading.limits(), self.options.instances);
        let mut faults = self.faults(&outcome);
        if let Some(trouble) = self.input.trouble(&self.options.reading) {
            complain(&self.input.name, &trouble);
            faults.push((String::new(), Fault::soft(FaultKind::Io, 0, trouble)));
        }
        let selected = self.selected(&outcome);
        if let (Some(path), true) = (&self.options.path, selected.is_empty()) {
            let names: Vec<_> = outcome.tree.children.iter().map(|c| &*c.meta.name).collect();
            let known = names.join(", ");
            complain(&self.input.name, format!("nothing at {path}; at the top are: {known}"));
            return Ok(Status::Failed);
        }
        match self.options.json {
            Some(how) => self.json(how, &selected, &outcome, &faults, out)?,
            None => self.text(&format, &selected, &outcome, out)?,
        }
        self.complain(&faults, out)?;
        if !self.several {
            // The process is about to end, and the system takes the memory back in one go.
            std::mem::forget(outcome);
        }
        Ok(if faults.is_empty() { Status::Good } else { Status::Bad })
    }

    fn faults(&self, outcome: &Outcome<()>) -> Vec<(String, Fault)> {
        let all = self.options.all || self.options.json.is_some();
        let found = view::faults(&outcome.tree, &self.sight(outcome), (all, false), MOST_FAULTS);
        found.into_iter().map(|(path, fault)| (path, self.input.in_file(fault))).collect()
    }

    /// The nodes to show, each with its path: the root, or what `--path` leads to.
    fn selected<'o>(&self, outcome: &'o Outcome<()>) -> Vec<(String, Cow<'o, Node>)> {
        let Some(path) = &self.options.path else {
            return vec![(String::new(), Cow::Borrowed(&outcome.tree))];
        };
        let sight = self.sight(outcome);
        path.select(&outcome.tree, sight.bytes, sight.limits)
    }

    fn sight<'o>(&'o self, outcome: &'o Outcome<()>) -> Sight<'o> {
        let bytes = Bytes { source: self.input.bytes(), buffers: &outcome.buffers };
        Sight { bytes, limits: self.options.reading.limits(), base: self.input.base() }
    }

    fn text(
        &self,
        format: &Spec,
        selected: &[(String, Cow<'_, Node>)],
        outcome: &Outcome<()>,
        out: &mut Output,
    ) -> io::Result<()> {
        let (color, width) = (out.color, out.width);
        let Inspect { depth, all, docs, .. } = *self.options;
        let options = TreeOptions { depth, all, docs, color, width };
        if self.options.path.is_none() {
            let size = self.input.bytes().len() as u64;
            let paint = style::Paint(color);
            out.write_all(&heading(&self.input.name, format.title(), size, paint))?;
        }
        for (path, node) in selected {
            let view = TreeView { node, path, sight: self.sight(outcome), options };
            view.write(out)?;
        }
        self.preview(format, out)?;
        Ok(())
    }

    /// Says on the standard error what is wrong first.
    fn complain(&self, faults: &[(String, Fault)], out: &mut Output) -> io::Result<()> {
        if let Some((path, fault)) = faults.first() {
            out.flush()?;
            let place = if path.is_empty() { String::new() } else { format!("{path} ") };
            let more = match faults.len() {
                1 => String::new(),
                n => format!(" (and {} more)", n.saturating_sub(1)),
            };
            complain(&self.input.name, format!("{place}at {:#x}: {fault}{more}", fault.offset));
        }
        Ok(())
    }

    /// The picture, where there is one and somebody looks.
    fn preview(&self, format: &Spec, out: &mut Output) -> io::Result<()> {
        let wanted = self.options.preview && out.terminal && out.color;
        let Some(read) = format.picture().filter(|_| wanted) else { return Ok(()) };
        let columns = out.width.unwrap_or(80);
        match read(self.input.bytes()) {
            Ok(picture) => {
                let colors = Colors::of(&std::env::var("COLORTERM").unwrap_or_default());
                Preview { picture: &picture, columns, colors }.write(out)
            }
            Err(reason) => {
                out.flush()?;
                complain(&self.input.name, format!("no preview: {reason}"));
                Ok(())
            }
        }
    }

    fn json(
        &self,
        how: Json,
        selected: &[(String, Cow<'_, Node>)],
        outcome: &Outcome<()>,
        faults: &[(String, Fault)],
        out: &mut Output,
    ) -> io::Result<()> {
        let sight = self.sight(outcome);
        let file = self.several.then_some(self.input.name.as_str());
        let one = !self.several && selected.len() == 1;
        let whole = self.options.path.is_none();
        for (_, node) in selected {
            match how {
                Json::Plain => {
                    let faults = if whole { faults } else { &[] };
                    let view = PlainView { node, sight, file, faults };
                    match &self.options.blobs {
                        None => print(&view, one, out)?,
                        Some(folder) => {
                            let mut json = OrderedJson::of(&view)?;
                            blobs::store(&mut json, folder, "").map_err(io::Error::other)?;
                            print(&json, one, out)?;
                        }
                    }
                }
                Json::Full => print(&FullView { node, path: "", sight, file }, one, out)?,
            }
        }
        Ok(())
    }

    /// Content that nothing recognises: its bytes, and how to go on.
    fn unknown(&self, out: &mut Output) -> io::Result<Status> {
        let bytes = self.input.bytes();
        let problem = if bytes.is_empty() { "is empty" } else { "is in no known format" };
        if self.options.json.is_some() {
            let message = format!("the file {problem}");
            let fault = json!({"path": "", "offset": 0, "kind": "magic", "message": message});
            let raw = hex::encode(bytes.get(..bytes.len().min(64)).unwrap_or_default());
            let mut value = json!({"$error": fault, "$head": raw});
            if self.several {
                value.set("$file", &self.input.name);
            }
            print(&value, !self.several, out)?;
        } else {
            if self.several {
                let size = bytes.len() as u64;
                let paint = style::Paint(out.color);
                out.write_all(&heading(&self.input.name, "unknown format", size, paint))?;
            }
            let shown = if self.options.all {
                bytes
            } else {
                bytes.get(..bytes.len().min(PREVIEW)).unwrap_or(bytes)
            };
            dump::classic(shown, out.color, out)?;
            out.flush()?;
        }
        let advice = match bytes.len() {
            0 => "is empty".to_owned(),
            n if n > PREVIEW && !self.options.all => format!(
                "is in no known format; its first {PREVIEW} bytes are shown (--all shows all {n}, \
                 -f NAME reads it as a format, `bytescope formats` lists them)"
            ),
            _ => "is in no known format; -f NAME reads it as one (`bytescope formats` lists them)"
                .to_owned(),
        };
        complain(&self.input.name, advice);
        if let Some(trouble) = self.input.trouble(&self.options.reading) {
            complain(&self.input.name, trouble);
        }
        Ok(Status::Bad)
    }
}

/// Faults that are listed of one file.
const MOST_FAULTS: usize = 1000;

/// Bytes of an unknown file that are shown without `--all`.
const PREVIEW: usize = 512;

/// Prints a value: by itself over several lines, as one of several on one line.
fn print(value: &impl Serialize, alone: bool, out: &mut Output) -> io::Result<()> {
    if alone {
        value.serialize(&mut Serializer::with_formatter(&mut *out, Indented::default()))?;
    } else {
        serde_json::to_writer(&mut *out, value)?;
    }
    writeln!(out)
}
