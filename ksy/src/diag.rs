//! What is wrong with a schema, and where: in the manner of a compiler.

use bytescope_inspect::Limit;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

/// A place in one of the files of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Loc {
    /// The file, as an index into the [`Sources`].
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub col: u32,
    /// How many characters are meant; at least one is underlined.
    pub len: u32,
}

impl Loc {
    /// A part of what this place covers: `len` characters from the `skip`th on.
    #[must_use]
    pub fn part(self, skip: usize, len: usize) -> Self {
        let skip = u32::try_from(skip).unwrap_or(0);
        let len = u32::try_from(len).unwrap_or(1);
        Self { col: self.col.saturating_add(skip), len, ..self }
    }
}

/// Whether a schema can be used in spite of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can; style, or something that is likely not meant.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong with a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Where.
    pub loc: Loc,
    /// How bad.
    pub severity: Severity,
    /// What, in a sentence.
    pub message: String,
    /// A way forward.
    pub help: Option<String>,
    /// The bound that was reached, if this is what is wrong.
    pub limit: Option<Limit>,
    /// The key's place in the schema, as `/seq/0/size`; empty for the file as a whole.
    pub path: String,
}

/// The files that a schema consists of.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A file, by lines.
#[derive(Clone, Debug)]
struct SourceFile {
    path: PathBuf,
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl Sources {
    /// Adds a file; its index.
    pub(crate) fn add(&mut self, path: PathBuf, text: String) -> u32 {
        let id = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let after = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        let starts = std::iter::once(0).chain(after).collect();
        self.files.push(SourceFile { path, text, starts });
        id
    }

    fn file(&self, id: u32) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id).ok()?)
    }

    /// The path and text of each file.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|file| (file.path.as_path(), file.text.as_str()))
    }

    /// The path of a file.
    pub fn path(&self, id: u32) -> &Path {
        self.file(id).map_or(Path::new("?"), |file| &file.path)
    }

    /// A line of a file, from 1.
    pub fn line(&self, id: u32, line: u32) -> Option<&str> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        let file = self.file(id)?;
        // What follows the last line break is a line only when there is something.
        file.text.get(*file.starts.get(index)?..)?.lines().next()
    }
}

/// Diagnostics with the files they speak of: what a faulty schema gives.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files.
    pub sources: Sources,
    /// What was found, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Whether the schema cannot be used.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// The number of diagnostics of a kind.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// One diagnostic as text: its line, the source with a caret, its help.
    pub fn text(&self, diagnostic: &Diagnostic) -> String {
        let Diagnostic { loc, severity, message, help, path, .. } = diagnostic;
        let file = self.sources.path(loc.file).display();
        let severity = severity.name();
        let mut text = format!("{file}:{}:{}: {severity}: {message}\n", loc.line, loc.col);
        let width = loc.line.to_string().len();
        if let Some(source) = self.sources.line(loc.file, loc.line) {
            let before = usize::try_from(loc.col.saturating_sub(1)).unwrap_or(0);
            let (source, before) = part(source.trim_end(), before);
            // Tabs stay tabs, so that the caret stands below its character.
            let indent: String =
                source.chars().take(before).map(|c| if c == '\t' { c } else { ' ' }).collect();
            let rest = source.chars().count().saturating_sub(before);
            let carets = usize::try_from(loc.len).unwrap_or(1).min(rest).max(1);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{:width$} |\n{} | {source}", "", loc.line);
            let _ = writeln!(text, "{:width$} | {indent}{}", "", "^".repeat(carets));
        }
        if !path.is_empty() {
            let _ = writeln!(text, "{:width$} = at {path}", "");
        }
        if let Some(help) = help {
            let _ = writeln!(text, "{:width$} = help: {help}", "");
        }
        text
    }
}

/// The part of a line that is shown around a column, and the column in it. Nobody reads a line of
/// thousands of characters, least of all once for each thing that is wrong with it.
fn part(line: &str, before: usize) -> (&str, usize) {
    let skip = if line.len() > LONGEST { before.saturating_sub(LONGEST / 2) } else { 0 };
    let byte = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
    let start = byte(skip);
    let end = if line.len() > LONGEST { byte(skip.saturating_add(LONGEST)) } else { line.len() };
    (line.get(start..end).unwrap_or_default(), before.saturating_sub(skip))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|diagnostic| f.write_str(&self.text(diagnostic)))
    }
}

impl std::error::Error for Report {}

/// Characters of a line that are shown; a line of no more bytes is shown whole.
const LONGEST: usize = 200;

/// Diagnostics that come with a suggestion; nobody reads that of the thousandth, and finding it
/// takes time.
const HELPED: usize = 100;

/// Collects diagnostics while a schema is read.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    pub(crate) list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn error(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Error, loc, path, message.into())
    }

    pub(crate) fn warn(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Warning, loc, path, message.into())
    }

    fn push(&mut self, severity: Severity, loc: Loc, path: &str, message: String) -> &mut Self {
        let path = path.to_owned();
        self.list.push(Diagnostic { loc, severity, message, help: None, limit: None, path });
        self
    }

    /// Adds a way forward to the diagnostic added last.
    pub(crate) fn help(&mut self, help: impl Into<String>) {
        if let Some(last) = self.list.last_mut() {
            last.help = Some(help.into());
        }
    }

    /// Names the bound that the diagnostic added last is about.
    pub(crate) fn limit(&mut self, limit: Option<Limit>) -> &mut Self {
        if let Some(last) = self.list.last_mut() {
            last.limit = limit;
        }
        self
    }

    /// Names that come near to one that does not exist, as the help of the last diagnostic.
    pub(crate) fn suggest<'n>(&mut self, wrong: &str, known: impl IntoIterator<Item = &'n str>) {
        if self.list.len() > HELPED {
            return;
        }
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(near) = bytescope_inspect::nearest(wrong, known.iter().copied()) {
            self.help(format!("did you mean `{near}`?"));
        } else if !known.is_empty() && known.len() <= 24 {
            self.help(format!("known are {}", listed(&known, "and")));
        }
    }

    pub(crate) fn finish(mut self, sources: Sources) -> Report {
        self.list.sort_by_key(|d| (d.loc, d.severity));
        self.list.dedup();
        Report { sources, diagnostics: self.list }
    }
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn listed<S: AsRef<str>>(names: &[S], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("`{}`", n.as_ref())).collect();
    match quoted.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, head)) => format!("{} {last} {end}", head.join(", ")),
        None => String::new(),
    }
}
