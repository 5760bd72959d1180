//! Format of the files of a table.

use crate::error::plan_error;
use crate::options::BytescopeOptions;
use bytescope::decode::{DecodeOptions, Decoder, Input, Run};
use bytescope::frames::Finder;
use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::layout::{RecordLayout, StructFormat};
use bytescope::table::TableSchema;
use bytescope::{AnyFormat, DecodeError, Formats};
use datafusion::common::{Result, plan_err};
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// Format of the files of a table, and how they are decoded.
#[derive(Debug)]
pub struct TableDefinition {
    pub(crate) options: BytescopeOptions,
    content: FileContent,
}

/// Content of the files.
#[derive(Debug)]
enum FileContent {
    /// Fixed-size records.
    Layout(RecordLayout),
    /// Records, list items or frames.
    Formats(Vec<AnyFormat>),
}

impl TableDefinition {
    /// Loads the formats that the options name. Reads schema files.
    ///
    /// # Errors
    /// Returns an error for an unknown format or an invalid schema, or if no format is named.
    pub fn new(options: BytescopeOptions) -> Result<Self> {
        let options = options.verify()?;
        let content = if let Some(text) = &options.struct_format {
            FileContent::Layout(layout(text, options.names.as_deref()).map_err(plan_error)?)
        } else if let Some(path) = &options.schema {
            let formats = Formats::new(search(&options));
            let format = formats.open(Path::new(path)).map_err(plan_error)?;
            FileContent::Formats(vec![format])
        } else if let Some(names) = &options.format {
            let formats = names.split(',').map(|name| AnyFormat::named(name.trim()));
            FileContent::Formats(formats.collect::<Result<_, _>>().map_err(plan_error)?)
        } else {
            return plan_err!("one of the options format, schema and struct is required");
        };
        let definition = Self { options, content };
        if !definition.needs_file() {
            definition.static_run()?;
        }
        Ok(definition)
    }

    /// Creates the definition of files of records whose formats are detected, file by file.
    pub fn detected() -> Self {
        let (options, content) = (BytescopeOptions::default(), FileContent::Formats(Vec::new()));
        Self { options, content }
    }

    /// Creates the definition for a schema whose files were transmitted as text.
    ///
    /// # Errors
    /// Returns an error if the schema is invalid.
    pub fn with_sources(options: BytescopeOptions, files: Vec<(String, String)>) -> Result<Self> {
        let Some((path, text)) = files.first().cloned() else { return Self::new(options) };
        let files = files.into_iter().map(|(path, text)| (PathBuf::from(path), text));
        let search = SchemaSearch { texts: Some(files.collect()), ..search(&options) };
        let schema = Schema::parse(Path::new(&path), text, &search).map_err(plan_error)?;
        Ok(Self { options, content: FileContent::Formats(vec![schema.into()]) })
    }

    /// Returns the options.
    pub fn options(&self) -> &BytescopeOptions {
        &self.options
    }

    /// Returns the path and text of each file of a user schema.
    pub fn sources(&self) -> Vec<(String, String)> {
        let FileContent::Formats(formats) = &self.content else { return Vec::new() };
        if self.options.schema.is_none() {
            return Vec::new();
        }
        let schemas = formats.iter().filter_map(AnyFormat::schema);
        let files = schemas.flat_map(|schema| schema.sources().files());
        files.map(|(path, text)| (path.to_string_lossy().into_owned(), text.to_owned())).collect()
    }

    /// Returns a short description for plans.
    pub fn name(&self) -> String {
        match &self.content {
            FileContent::Layout(_) => {
                format!("struct {}", self.options.struct_format.as_deref().unwrap_or_default())
            }
            FileContent::Formats(formats) => {
                formats.iter().map(AnyFormat::name).collect::<Vec<_>>().join(",")
            }
        }
    }

    /// Returns the size of a record in bytes if it is known without a file.
    pub(crate) fn record_size(&self) -> Option<u64> {
        match &self.content {
            FileContent::Layout(layout) => Some(layout.record_size() as u64),
            FileContent::Formats(_) => None,
        }
    }

    /// True if the rows are fixed-size records of a Rust type.
    pub(crate) fn has_built_in_records(&self) -> bool {
        match &self.content {
            FileContent::Layout(_) => false,
            FileContent::Formats(formats) => match formats.as_slice() {
                [] => true,
                [only] => only.built_in().is_some() && !only.is_framed(),
                _ => false,
            },
        }
    }

    /// True if the columns depend on the content of the files.
    pub(crate) fn needs_file(&self) -> bool {
        self.has_built_in_records() || self.is_log()
    }

    /// True if the columns are different from file to file, and all bytes of a file are needed to
    /// find them.
    pub(crate) fn is_log(&self) -> bool {
        let FileContent::Formats(formats) = &self.content else { return false };
        formats
            .iter()
            .any(|format| self.options.each.is_none() && format.is_framed() && format.is_log())
    }

    /// True if the rows are frames in a stream.
    pub(crate) fn has_frames(&self) -> bool {
        let FileContent::Formats(formats) = &self.content else { return false };
        let is_framed = !formats.is_empty() && formats.iter().all(AnyFormat::is_framed);
        self.options.each.is_none() && is_framed
    }

    /// True if all bytes of a file are needed before the first row.
    pub(crate) fn needs_whole_file(&self) -> bool {
        let is_splittable = matches!(self.content, FileContent::Layout(_))
            || self.has_built_in_records()
            || self.has_frames();
        self.is_log() || !is_splittable
    }

    /// True if ranges of a file can be decoded separately.
    pub(crate) fn is_splittable(&self) -> bool {
        match &self.content {
            FileContent::Layout(_) => true,
            FileContent::Formats(_) if self.has_built_in_records() => true,
            FileContent::Formats(formats) if self.has_frames() && !self.is_log() => {
                let schemas = formats.iter().map(|format| format.frame_schema().ok());
                let finder = schemas.collect::<Option<Vec<_>>>().map(Finder::new);
                finder.is_some_and(|finder| finder.is_ok_and(|finder| finder.is_splittable()))
            }
            FileContent::Formats(_) => false,
        }
    }

    /// Returns the options for decoding these columns on one thread; all columns if empty.
    pub(crate) fn decode_options(&self, columns: Vec<String>) -> DecodeOptions {
        let mut options = DecodeOptions::default();
        options.columns = columns;
        options.each.clone_from(&self.options.each);
        options.instances = self.options.instances;
        options.message.clone_from(&self.options.message);
        options.all_messages = true;
        options.offsets = true;
        options.threads = Some(NonZero::<usize>::MIN);
        options.map = true;
        options
    }

    /// Opens a file.
    pub(crate) fn open(&self, input: Input, options: DecodeOptions) -> Result<Run, DecodeError> {
        let decoder = match &self.content {
            FileContent::Layout(layout) => Decoder::records(layout.clone()),
            FileContent::Formats(formats) => Decoder::new(formats.iter().cloned()),
        };
        decoder.options(options).open(input).map(Run::nested)
    }

    /// Returns the columns, if they do not depend on the content of the files.
    pub(crate) fn static_columns(&self) -> Result<TableSchema> {
        Ok(self.static_run()?.schema().clone())
    }

    fn static_run(&self) -> Result<Run> {
        let input = Input::memory("", Vec::new());
        self.open(input, self.decode_options(Vec::new())).map_err(plan_error)
    }
}

fn layout(text: &str, names: Option<&str>) -> Result<RecordLayout, bytescope::layout::LayoutError> {
    let layout = StructFormat::parse(text)?.layout()?;
    match names {
        Some(names) => {
            let names: Vec<_> = names.split(',').map(str::trim).collect();
            layout.named(&names)
        }
        None => Ok(layout),
    }
}

fn search(options: &BytescopeOptions) -> SchemaSearch {
    let folders = options.include.iter().flat_map(|folders| folders.split(':'));
    let folders = folders.filter(|folder| !folder.is_empty()).map(PathBuf::from);
    SchemaSearch { folders: folders.collect(), ..SchemaSearch::default() }
}
