//! Compiler-style diagnostics: errors and warnings of a schema with their source locations.

use bytescope_inspect::{EscapedText, Limit, escape, path_text};
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

/// Source location in one of the files of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Loc {
    /// Index of the file in [`Sources`].
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub col: u32,
    /// Length in characters; at least one character is underlined.
    pub len: u32,
}

impl Loc {
    /// Returns the location of the `len` characters after the first `skip` characters.
    #[must_use]
    pub fn part(self, skip: usize, len: usize) -> Self {
        let skip = u32::try_from(skip).unwrap_or(0);
        let len = u32::try_from(len).unwrap_or(1);
        Self { col: self.col.saturating_add(skip), len, ..self }
    }
}

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The schema cannot be used.
    Error,
    /// The schema can be used, but has a style issue or a likely mistake.
    Warning,
}

impl Severity {
    /// Returns `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// An error or warning about a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Source location.
    pub loc: Loc,
    /// Severity.
    pub severity: Severity,
    /// Message.
    pub message: String,
    /// Suggested fix.
    pub help: Option<String>,
    /// Limit that was reached, if that is the error.
    pub limit: Option<Limit>,
    /// Path of the key in the schema, such as `/seq/0/size`; empty if the diagnostic is not about a
    /// key.
    pub path: String,
    /// True for a warning about style: the schema has the same meaning without the change.
    pub style: bool,
}

/// Source files of a schema.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A source file with an index of its lines.
#[derive(Clone, Debug)]
struct SourceFile {
    path: PathBuf,
    text: String,
    /// Offset of each line in bytes.
    starts: Vec<usize>,
}

impl Sources {
    /// Adds a file and returns its index.
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

    /// Returns the path and text of each file.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|file| (file.path.as_path(), file.text.as_str()))
    }

    /// Returns the path of a file.
    pub fn path(&self, id: u32) -> &Path {
        self.file(id).map_or(Path::new("?"), |file| &file.path)
    }

    /// Returns a line of a file; `line` counts from 1.
    pub fn line(&self, id: u32, line: u32) -> Option<&str> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        let file = self.file(id)?;
        // Empty text after the last line break is not a line.
        file.text.get(*file.starts.get(index)?..)?.lines().next()
    }
}

/// Diagnostics of a schema with the source files that they refer to.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Source files.
    pub sources: Sources,
    /// Diagnostics, ordered by location.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// True if there is an error, so the schema cannot be used.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// Returns the number of diagnostics of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Formats one diagnostic: the message, the source line with carets, the path and the help.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        let Diagnostic { loc, severity, message, help, path, .. } = diagnostic;
        let file = path_text(self.sources.path(loc.file));
        let (file, message) = (EscapedText(file), escape(message));
        let severity = severity.name();
        let mut text = format!("{file}:{}:{}: {severity}: {message}\n", loc.line, loc.col);
        let width = loc.line.to_string().len();
        if let Some(source) = self.sources.line(loc.file, loc.line) {
            let before = usize::try_from(loc.col.saturating_sub(1)).unwrap_or(0);
            let (source, before) = excerpt(source.trim_end(), before);
            // Tabs stay tabs, so that the carets are aligned with the source.
            let head: String = source.chars().take(before).collect();
            let head = escaped_source(&head);
            let indent: String = head.chars().map(|c| if c == '\t' { c } else { ' ' }).collect();
            let rest = source.chars().count().saturating_sub(before);
            let carets = usize::try_from(loc.len).unwrap_or(1).min(rest).max(1);
            let source = escaped_source(source);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{:width$} |\n{} | {source}", "", loc.line);
            let _ = writeln!(text, "{:width$} | {indent}{}", "", "^".repeat(carets));
        }
        if !path.is_empty() {
            let _ = writeln!(text, "{:width$} = at {}", "", escape(path));
        }
        if let Some(help) = help {
            let _ = writeln!(text, "{:width$} = help: {}", "", escape(help));
        }
        text
    }
}

/// Escapes control characters of a source line except tabs.
fn escaped_source(line: &str) -> String {
    let parts: Vec<_> = line.split('\t').map(escape).collect();
    parts.join("\t")
}

/// Returns the excerpt of a line to show around a column, and the column relative to the excerpt.
/// Lines of thousands of characters are not shown in full for each diagnostic.
fn excerpt(line: &str, before: usize) -> (&str, usize) {
    let skip = if line.len() > MAX_SHOWN { before.saturating_sub(MAX_SHOWN / 2) } else { 0 };
    let byte = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
    let start = byte(skip);
    let end =
        if line.len() > MAX_SHOWN { byte(skip.saturating_add(MAX_SHOWN)) } else { line.len() };
    (line.get(start..end).unwrap_or_default(), before.saturating_sub(skip))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|diagnostic| f.write_str(&self.render(diagnostic)))
    }
}

impl std::error::Error for Report {}

/// Maximum number of characters shown of a long line. A line of at most this size in bytes is shown
/// in full.
const MAX_SHOWN: usize = 200;

/// Suggestions are added only to this number of diagnostics: finding the nearest name takes time.
const MAX_SUGGESTIONS: usize = 100;

/// Diagnostics collected while a schema is read and compiled.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    pub(crate) list: Vec<Diagnostic>,
    /// Files without style warnings (`-style: false`).
    unstyled: Vec<u32>,
}

impl Diagnostics {
    pub(crate) fn error(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Error, loc, path, message.into())
    }

    pub(crate) fn warn(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Warning, loc, path, message.into())
    }

    /// Adds a style warning.
    pub(crate) fn style(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Self {
        self.push(Severity::Warning, loc, path, message.into());
        if let Some(last) = self.list.last_mut() {
            last.style = true;
        }
        self
    }

    /// Hides the style warnings about a file.
    pub(crate) fn hide_style(&mut self, file: u32) {
        self.unstyled.push(file);
    }

    fn push(&mut self, severity: Severity, loc: Loc, path: &str, message: String) -> &mut Self {
        let path = path.to_owned();
        let style = false;
        self.list.push(Diagnostic { loc, severity, message, help: None, limit: None, path, style });
        self
    }

    /// Adds a suggested fix to the last diagnostic.
    pub(crate) fn help(&mut self, help: impl Into<String>) {
        if let Some(last) = self.list.last_mut() {
            last.help = Some(help.into());
        }
    }

    /// Sets the limit that the last diagnostic is about.
    pub(crate) fn limit(&mut self, limit: Option<Limit>) -> &mut Self {
        if let Some(last) = self.list.last_mut() {
            last.limit = limit;
        }
        self
    }

    /// Adds the nearest known name, or the list of known names, as the help of the last diagnostic.
    pub(crate) fn suggest<'n>(&mut self, wrong: &str, known: impl IntoIterator<Item = &'n str>) {
        if self.list.len() > MAX_SUGGESTIONS {
            return;
        }
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(near) = bytescope_inspect::nearest(wrong, known.iter().copied()) {
            self.help(format!("did you mean `{near}`?"));
        } else if !known.is_empty() && known.len() <= 24 {
            let one_of = if known.len() > 1 { "one of " } else { "" };
            self.help(format!("expected {one_of}{}", listed(&known, "or")));
        }
    }

    pub(crate) fn finish(mut self, sources: Sources) -> Report {
        self.list.retain(|d| !d.style || !self.unstyled.contains(&d.loc.file));
        self.list.sort_by_key(|d| (d.loc, d.severity));
        self.list.dedup();
        Report { sources, diagnostics: self.list }
    }
}

/// Formats a list of names: `` `a`, `b` and `c` ``.
pub(crate) fn listed<S: AsRef<str>>(names: &[S], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("`{}`", n.as_ref())).collect();
    match quoted.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, head)) => format!("{} {last} {end}", head.join(", ")),
        None => String::new(),
    }
}
