//! Kaitai Struct schemas, interpreted at run time to produce field trees.
//!
//! [`Schema::open`] reads a `.ksy` file with its imports, checks it as a compiler would (a
//! [`Report`] lists errors with line and column), and compiles it to a program in which names are
//! resolved to slots. [`Schema::inspect`] runs the program on data and returns a field tree of the
//! same kind as for built-in formats.
//!
//! The language is that of the Kaitai Struct user guide, as accepted by version 0.11 of the Kaitai
//! Struct compiler. Other tools ignore keys that start with `-`. This crate interprets some of
//! them, such as `-checksum`, `-frame`, `-unit` and `-hex`.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod columns;
mod compile;
mod constants;
mod content;
mod detect;
mod diag;
mod editor;
mod encoding;
mod eval;
mod expr;
mod flat;
mod frames;
mod ir;
mod load;
mod make;
mod model;
mod order;
mod params;
mod rows;
mod run;
mod tree;
mod value;
mod verdict;
mod walk;
mod write;
mod yaml;

pub use bytescope_inspect::Limits;
pub use detect::MagicConstants;
pub use diag::{Diagnostic, Loc, Report, Severity, Sources};
pub use eval::{EvalResults, Expression, TreeExpression, TreeResult};
pub use frames::{
    FlatFrames, FrameColumn, FrameRows, FrameTable, FrameWriter, Frames, FramesError, Framing,
};
pub use load::SchemaSearch;
pub use make::random::Random;
pub use make::{SampleError, SampleParams, Sampler};
pub use params::{ParamError, Parameter};
pub use rows::{ItemColumns, ItemRows, ListRows, Row, RowsError, RowsWriter, SchemaRows};
pub use verdict::SchemaVerdict;
pub use write::{FieldEdit, Resizing, SchemaWriter};

use bytescope_inspect::Outcome;
use ir::Program;
use std::path::Path;
use std::sync::Arc;

/// Returns the JSON Schema of `.ksy` files, for editors: every key with its type and description.
pub fn json_schema() -> bytescope_inspect::OrderedJson {
    editor::json_schema()
}

/// A compiled schema.
#[derive(Clone, Debug)]
pub struct Schema {
    program: Arc<Program>,
    model: Arc<model::Model>,
    warnings: Report,
}

impl Schema {
    /// Reads and compiles a `.ksy` file with its imports.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or the schema is invalid. The report lists every
    /// error.
    pub fn open(path: &Path, search: &SchemaSearch) -> Result<Self, Report> {
        let text = load::read_text(path)?;
        Self::parse(path, text, search)
    }

    /// Compiles the text of a schema; relative imports are resolved against the folder of `path`.
    ///
    /// # Errors
    /// Returns an error if the schema is invalid. The report lists every error.
    ///
    /// ```
    /// use bytescope_inspect::Limits;
    /// use bytescope_ksy::{Schema, SchemaSearch};
    ///
    /// let text = "meta: {id: size, endian: be}\nseq: [{id: width, type: u2}, {id: height, type: u2}]";
    /// let schema = Schema::parse("size.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// let outcome = schema.inspect(&[0, 64, 0, 32], Limits::default(), false);
    /// assert_eq!(outcome.tree.children[1].value.to_string(), "32");
    ///
    /// let text = "meta: {id: size}\nseq: [{id: width, type: u2}]";
    /// let report = Schema::parse("size.ksy".as_ref(), text.to_owned(), &SchemaSearch::default()).unwrap_err();
    /// assert_eq!(report.diagnostics[0].message, "byte order of `u2` not specified");
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn parse(path: &Path, text: String, search: &SchemaSearch) -> Result<Self, Report> {
        let loaded = load::load(path, text, search);
        let load::Loaded { model, sources, reader } = loaded;
        let mut diagnostics = reader.diagnostics;
        let invalid = diagnostics.list.iter().any(|d| d.severity == Severity::Error);
        let usable = model.files.first().is_some_and(|f| !model.ty(f.top).name.is_empty());
        let program =
            if usable { compile::compile(&model, &mut diagnostics) } else { Program::default() };
        let report = diagnostics.finish(sources);
        if invalid || report.has_errors() || !usable {
            return Err(report);
        }
        Ok(Self { program: program.into(), model: model.into(), warnings: report })
    }

    /// Returns the warnings of the compilation.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// Returns the source files: the schema itself, then its imports and the files of its opaque
    /// types.
    pub fn sources(&self) -> &Sources {
        &self.warnings.sources
    }

    /// Returns the name of the format: `meta/id`.
    pub fn name(&self) -> &str {
        &self.model.ty(self.program.top).name
    }

    /// Returns the human-readable name: `meta/title`, or the name if there is no title.
    pub fn title(&self) -> &str {
        match self.model.files.first().map(|f| f.title.as_str()) {
            Some(title) if !title.is_empty() => title,
            _ => self.name(),
        }
    }

    /// Returns the description of the format: the top-level `doc`.
    pub fn doc(&self) -> &str {
        &self.model.ty(self.program.top).doc
    }

    /// Returns the usual file name extensions, without the leading dot.
    pub fn extensions(&self) -> &[String] {
        self.model.files.first().map_or(&[], |f| &f.extensions)
    }

    /// True if files of this format can be detected: they have a magic at a known offset.
    pub fn has_magic(&self) -> bool {
        detect::has_magic(&self.program)
    }

    /// Returns the constants of the magic; `None` if there is no magic, or if its bytes are not known
    /// in advance.
    pub fn magic(&self) -> Option<MagicConstants> {
        detect::magic(&self.program)
    }

    /// True if `data` contains the magic of this format: the first field of at least three bytes
    /// that must have one of a fixed set of values. All fields before it must have a fixed size. A
    /// truncated file matches if the magic is complete.
    pub fn matches(&self, data: &[u8]) -> bool {
        detect::matches(&self.program, data)
    }

    /// Reads `data` into a field tree, including instances (out-of-line and computed fields) if
    /// `instances` is true.
    pub fn inspect(&self, data: &[u8], limits: Limits, instances: bool) -> Outcome<()> {
        tree::inspect(&self.program, data, limits, instances)
    }

    /// Reads `data` into a field tree, like [`inspect`](Self::inspect). In a long list, calls
    /// `progress` every few megabytes with the offset in bytes up to which the list has been read.
    pub fn inspect_with(
        &self,
        data: &[u8],
        limits: Limits,
        instances: bool,
        progress: &mut dyn FnMut(u64),
    ) -> Outcome<()> {
        tree::inspect_with(&self.program, data, limits, instances, progress)
    }
}

/// Runs the example of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
