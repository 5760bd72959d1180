//! Kaitai Struct schemas, interpreted at run time into field trees.
//!
//! A `.ksy` file is read with its imports ([`Schema::open`]), checked as a compiler would check it
//! (what is wrong is a [`Report`] of lines and columns), and turned into a program whose names are
//! slots. [`Schema::inspect`] runs it over data and gives the same trees as built-in formats.
//!
//! The language: the Kaitai Struct user guide, as compiler 0.11 accepts it. Keys that begin with
//! `-` are ignored by other tools; some of them have a meaning here (`-checksum`, `-frame`,
//! `-unit`, `-hex`).

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod columns;
mod compile;
mod constants;
mod detect;
mod diag;
mod editor;
mod encoding;
mod eval;
mod expr;
mod frames;
mod ir;
mod load;
mod make;
mod model;
mod rows;
mod run;
mod tree;
mod value;
mod verdict;
mod yaml;

pub use bytescope_inspect::Limits;
pub use diag::{Diagnostic, Loc, Report, Severity, Sources};
pub use eval::{Answers, Expression};
pub use frames::{FlatFrames, FrameColumn, FrameRows, FrameTable, Frames, FramesError, Framing};
pub use load::Search;
pub use make::random::Random;
pub use make::{Recipe, Sampler, Unmade};
pub use rows::{Row, RowsError, SchemaRows};
pub use verdict::Verdict;

use bytescope_inspect::Outcome;
use ir::Program;
use std::path::Path;
use std::sync::Arc;

/// The JSON Schema of `.ksy` files, for editors: every key, what it holds and what it means.
pub fn json_schema() -> bytescope_inspect::OrderedJson {
    editor::json_schema()
}

/// A schema that can be used.
#[derive(Debug)]
pub struct Schema {
    program: Arc<Program>,
    model: Arc<model::Model>,
    warnings: Report,
}

impl Schema {
    /// Reads a `.ksy` file and what it imports.
    ///
    /// # Errors
    /// The file cannot be read, or it is no good schema: every error that was found.
    pub fn open(path: &Path, search: &Search) -> Result<Self, Report> {
        let text = load::text_of(path)?;
        Self::parse(path, text, search)
    }

    /// Reads the text of a schema; imports are looked for beside `path`.
    ///
    /// # Errors
    /// It is no good schema: every error that was found.
    ///
    /// ```
    /// use bytescope_inspect::Limits;
    /// use bytescope_ksy::{Schema, Search};
    ///
    /// let text = "meta: {id: size, endian: be}\nseq: [{id: width, type: u2}, {id: height, type: u2}]";
    /// let schema = Schema::parse("size.ksy".as_ref(), text.to_owned(), &Search::default())?;
    /// let outcome = schema.inspect(&[0, 64, 0, 32], Limits::default(), false);
    /// assert_eq!(outcome.tree.children[1].value.to_string(), "32");
    ///
    /// let text = "meta: {id: size}\nseq: [{id: width, type: u2}]";
    /// let report = Schema::parse("size.ksy".as_ref(), text.to_owned(), &Search::default()).unwrap_err();
    /// assert_eq!(report.diagnostics[0].message, "the byte order of `u2` is not known");
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn parse(path: &Path, text: String, search: &Search) -> Result<Self, Report> {
        let loaded = load::load(path, text, search);
        let load::Loaded { model, sources, reader } = loaded;
        let mut found = reader.found;
        let broken = found.list.iter().any(|d| d.severity == Severity::Error);
        let usable = model.files.first().is_some_and(|f| !model.ty(f.top).name.is_empty());
        let program =
            if usable { compile::compile(&model, &mut found) } else { Program::default() };
        let report = found.finish(sources);
        if broken || report.has_errors() || !usable {
            return Err(report);
        }
        Ok(Self { program: program.into(), model: model.into(), warnings: report })
    }

    /// What is not as it should be and does no harm.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// The files that the schema consists of, itself first.
    pub fn sources(&self) -> &Sources {
        &self.warnings.sources
    }

    /// The name of the format: `meta/id`.
    pub fn name(&self) -> &str {
        &self.model.ty(self.program.top).name
    }

    /// The name for people: `meta/title`, or the name.
    pub fn title(&self) -> &str {
        match self.model.files.first().map(|f| f.title.as_str()) {
            Some(title) if !title.is_empty() => title,
            _ => self.name(),
        }
    }

    /// What the schema says of the format.
    pub fn doc(&self) -> &str {
        &self.model.ty(self.program.top).doc
    }

    /// The usual endings of file names, without the dot.
    pub fn extensions(&self) -> &[String] {
        self.model.files.first().map_or(&[], |f| &f.extensions)
    }

    /// Whether files of this format have a constant at a known offset, by which they are detected.
    pub fn has_constant(&self) -> bool {
        detect::has_constant(&self.program)
    }

    /// Whether data has the constant of this format: the first field that must be one of a few values
    /// of three bytes or more, if all fields before it have a known size. A truncated file matches as
    /// long as the constant is whole.
    pub fn matches(&self, data: &[u8]) -> bool {
        detect::matches(&self.program, data)
    }

    /// Reads data into a field tree; with `instances` also what the schema finds elsewhere and
    /// computes.
    pub fn inspect(&self, data: &[u8], limits: Limits, instances: bool) -> Outcome<()> {
        tree::inspect(&self.program, data, limits, instances)
    }
}

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
