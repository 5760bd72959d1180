//! Formats of any origin: built-in Rust types, built-in schemas and user schemas.

use crate::edit::targets::encode_names;
use crate::logs::LogFormat;
use bytescope_formats::zip::Zip;
use bytescope_formats::{
    FORMATS, FileFormat, Format, ReadPicture, SCHEMAS, SchemaSource, schema_named,
};
use bytescope_frames::FrameSchema;
use bytescope_inspect::{
    DraftOptions, EncodeError, EncodeTextError, Fault, FaultOptions, FrameType, Limits, Outcome,
    nearest, parse_json,
};
use bytescope_ksy::{FramesError, Report, Schema, SchemaSearch, SchemaWriter};
use serde_json::Value as Json;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A format of any origin: a Rust type or a schema.
///
/// ```
/// use bytescope::AnyFormat;
/// use bytescope::inspect::Limits;
///
/// let png = AnyFormat::named("png")?;
/// let faults = png.check(b"\x89PNG\r\n\x1a\n", Limits::default(), 10);
/// assert_eq!(faults[0].1.kind.name(), "truncated");
/// # Ok::<(), bytescope::FormatError>(())
/// ```
#[derive(Clone, Debug)]
pub struct AnyFormat(Inner);

#[derive(Clone, Debug)]
enum Inner {
    RustType(&'static Format),
    Schema(Arc<Schema>),
    /// Built-in schema of a self-describing log, which defines the fields of its messages.
    Log(Arc<Schema>, LogFormat),
}

/// Error when loading or using a format.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FormatError {
    /// Unknown format name.
    Unknown {
        /// The unknown name.
        name: String,
        /// A format with a similar name.
        similar: Option<String>,
    },
    /// Invalid schema.
    Schema(Report),
    /// The format has no frames.
    NotFramed,
    /// The schema does not describe frames.
    Frames(FramesError),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, similar: Some(similar) } => {
                write!(f, "unknown format '{name}'; did you mean '{similar}'?")
            }
            Self::Unknown { name, similar: None } => {
                let known: Vec<_> = names().collect();
                write!(f, "unknown format '{name}'; known formats: {}", known.join(", "))
            }
            Self::Schema(report) => write!(f, "{report}"),
            Self::NotFramed => f.write_str("this format has no frames"),
            Self::Frames(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FormatError {}

impl From<Report> for FormatError {
    fn from(report: Report) -> Self {
        Self::Schema(report)
    }
}

impl From<&'static Format> for AnyFormat {
    fn from(format: &'static Format) -> Self {
        Self(Inner::RustType(format))
    }
}

impl From<Schema> for AnyFormat {
    fn from(schema: Schema) -> Self {
        Self::from(Arc::new(schema))
    }
}

impl From<Arc<Schema>> for AnyFormat {
    fn from(schema: Arc<Schema>) -> Self {
        Self(Inner::Schema(schema))
    }
}

impl AnyFormat {
    /// Returns the built-in format with this name.
    ///
    /// # Errors
    /// Returns an error if no built-in format has this name.
    pub fn named(name: &str) -> Result<Self, FormatError> {
        match (bytescope_formats::by_name(name), schema_named(name)) {
            (Some(format), _) => Ok(format.into()),
            (None, Some(source)) => built_in_schema(source).ok_or_else(|| unknown(name)),
            (None, None) => Err(unknown(name)),
        }
    }

    /// Loads a schema from a `.ksy` file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not a valid schema; the report lists all
    /// errors.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, FormatError> {
        Ok(Schema::open(path.as_ref(), &SchemaSearch::default())?.into())
    }

    /// Detects the built-in format of `bytes` from their content.
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        Self::detect_with(bytes, || None)
    }

    /// Detects the format of `bytes` among the built-in formats and `others`. Data of any format may
    /// contain a ZIP archive, so an archive between other data is detected last.
    fn detect_with(bytes: &[u8], others: impl FnOnce() -> Option<Self>) -> Option<Self> {
        let format = bytescope_formats::detect(bytes);
        let is_enclosed = |format: &&Format| format.name == Zip::NAME && Zip::is_enclosed_in(bytes);
        let certain = format.filter(|format| !is_enclosed(format)).map(Self::from);
        let schema = || {
            let starts = |magic: &&[u8]| bytes.starts_with(magic);
            let detected = SCHEMAS.iter().filter(|source| source.magics.iter().any(starts));
            let mut schemas = detected.filter_map(|source| built_in_schema(*source));
            schemas.find(|schema| schema.matches(bytes))
        };
        certain.or_else(schema).or_else(others).or_else(|| format.map(Self::from))
    }

    /// Returns all built-in formats.
    pub fn all() -> impl Iterator<Item = Self> {
        // The time is that of the largest schema, not of all schemas.
        std::thread::scope(|scope| {
            for source in SCHEMAS {
                scope.spawn(|| built_in_schema(*source));
            }
        });
        let schemas = SCHEMAS.iter().filter_map(|source| built_in_schema(*source));
        FORMATS.iter().map(Self::from).chain(schemas)
    }

    /// Returns the short name.
    pub fn name(&self) -> &str {
        match &self.0 {
            Inner::RustType(format) => format.name,
            Inner::Schema(schema) | Inner::Log(schema, _) => schema.name(),
        }
    }

    /// Returns the display name.
    pub fn title(&self) -> &str {
        match &self.0 {
            Inner::RustType(format) => format.title,
            Inner::Schema(schema) | Inner::Log(schema, _) => schema.title(),
        }
    }

    /// Returns the usual file name extensions, without the leading dot.
    pub fn extensions(&self) -> Vec<&str> {
        match &self.0 {
            Inner::RustType(format) => format.extensions.to_vec(),
            Inner::Schema(schema) | Inner::Log(schema, _) => {
                schema.extensions().iter().map(String::as_str).collect()
            }
        }
    }

    /// True if the format can be detected from the content of a file.
    pub fn is_detectable(&self) -> bool {
        match &self.0 {
            Inner::RustType(format) => format.by_content,
            Inner::Schema(schema) | Inner::Log(schema, _) => schema.has_magic(),
        }
    }

    /// True if `bytes` match the magic of this format.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        match &self.0 {
            Inner::RustType(format) => (format.detect)(bytes),
            Inner::Schema(schema) | Inner::Log(schema, _) => schema.matches(bytes),
        }
    }

    /// Parses `bytes` into a field tree, which includes a schema's instances if `instances` is set.
    pub fn inspect(&self, bytes: &[u8], limits: Limits, instances: bool) -> Outcome<()> {
        match &self.0 {
            Inner::RustType(format) => (format.inspect)(bytes, limits),
            Inner::Schema(schema) | Inner::Log(schema, _) => {
                schema.inspect(bytes, limits, instances)
            }
        }
    }

    /// Parses `bytes`, like [`inspect`](Self::inspect). In a long list of a schema, calls `progress`
    /// every few megabytes with the offset in bytes up to which the list has been read.
    pub fn inspect_with(
        &self,
        bytes: &[u8],
        limits: Limits,
        instances: bool,
        progress: &mut dyn FnMut(u64),
    ) -> Outcome<()> {
        match &self.0 {
            Inner::RustType(format) => (format.inspect)(bytes, limits),
            Inner::Schema(schema) | Inner::Log(schema, _) => {
                schema.inspect_with(bytes, limits, instances, progress)
            }
        }
    }

    /// Returns up to `max_faults` faults of `bytes` with the paths of their fields, including faults
    /// of all table rows and instances. The result is empty if the bytes are valid.
    pub fn check(&self, bytes: &[u8], limits: Limits, max_faults: usize) -> Vec<(String, Fault)> {
        let options = FaultOptions { limits, max_faults, ..FaultOptions::default() };
        self.inspect(bytes, limits, true).faults(bytes, &options)
    }

    /// Encodes `json`, structured like the [JSON of a document](crate::Document::json), as the bytes
    /// of a file. Omitted lengths and checksums are computed. The offset of a string may be given by
    /// the string: `"sh_name": ".text"`.
    ///
    /// # Errors
    /// Returns an error if the values do not form a valid file, if they are those of an invalid file
    /// (with the key `$error`), or if the format is read-only.
    pub fn encode(&self, json: &Json, options: DraftOptions) -> Result<Vec<u8>, EncodeError> {
        let bytes = match &self.0 {
            Inner::RustType(Format { encode: Some(encode), .. }) => {
                encode_names(self, json, |json| encode(json, options))
            }
            Inner::RustType(_) => Err(EncodeError::ReadOnly(self.name().to_owned())),
            Inner::Schema(schema) | Inner::Log(schema, _) => {
                SchemaWriter::new(schema).encode(json, options)
            }
        }?;
        match json.get("$error").filter(|_| !options.keep) {
            None => Ok(bytes),
            Some(fault) => Err(EncodeError::InvalidSource(described_fault(fault))),
        }
    }

    /// Encodes JSON text as the bytes of a file, as [`encode`](Self::encode) does. Long lists of items
    /// of known extent take less time and memory than as JSON values.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON or cannot be encoded.
    pub fn encode_text(
        &self,
        text: &[u8],
        options: DraftOptions,
    ) -> Result<Vec<u8>, EncodeTextError> {
        if let Some(schema) = self.schema()
            && let Some(bytes) = SchemaWriter::new(schema).encode_lists(text, options)
        {
            return Ok(bytes);
        }
        let json = parse_json(text).map_err(EncodeTextError::Json)?;
        self.encode(&json, options).map_err(EncodeTextError::Encode)
    }

    /// True if frames of this format can be found in a stream.
    pub fn is_framed(&self) -> bool {
        match &self.0 {
            Inner::RustType(format) => format.frame.is_some(),
            Inner::Schema(schema) => schema.is_framed(),
            Inner::Log(..) => true,
        }
    }

    /// Returns the frame schema of this format, for a scanner.
    ///
    /// # Errors
    /// Returns an error if the format has no frames or its schema does not determine their size.
    pub fn frame_schema(&self) -> Result<Box<dyn FrameSchema>, FormatError> {
        match &self.0 {
            Inner::RustType(format) => match format.frame {
                Some(frame) => {
                    Ok(Box::new(bytescope_frames::DeclaredFrames::new(format.name, frame)))
                }
                None => Err(FormatError::NotFramed),
            },
            Inner::Schema(schema) | Inner::Log(schema, _) => {
                schema.frame_schema().map_err(FormatError::Frames)
            }
        }
    }

    /// Returns the image decoder of the format.
    pub fn picture(&self) -> Option<ReadPicture> {
        self.built_in().and_then(|format| format.picture)
    }

    /// Returns the supported operations: the names of commands, `rows` if files can be encoded
    /// from CSV or NDJSON, and `frames` if frames can be found in a stream.
    pub fn capabilities(&self) -> Vec<&'static str> {
        let mut all = vec!["inspect", "check", "dump", "eval", "set"];
        match &self.0 {
            Inner::RustType(format) => {
                all.extend(format.encode.map(|_| "encode"));
                let rows = format.encode_records.is_some() || self.is_framed();
                all.extend(rows.then_some("rows"));
            }
            Inner::Schema(_) => {
                all.push("encode");
                all.extend(self.is_framed().then_some("rows"));
            }
            Inner::Log(..) => all.push("encode"),
        }
        all.extend(self.is_framed().then_some("frames"));
        all
    }

    /// Returns the schema; `None` if the format is a Rust type.
    pub fn schema(&self) -> Option<&Arc<Schema>> {
        match &self.0 {
            Inner::RustType(_) => None,
            Inner::Schema(schema) | Inner::Log(schema, _) => Some(schema),
        }
    }

    /// True if the format is defined by a schema that is not built in.
    pub fn is_user_schema(&self) -> bool {
        let Some(schema) = self.schema() else { return false };
        let built_in = schema_named(schema.name()).and_then(built_in_schema);
        !built_in.is_some_and(|known| known.schema().is_some_and(|s| Arc::ptr_eq(s, schema)))
    }

    /// Returns the description of the Rust type; `None` if the format is a schema.
    pub fn built_in(&self) -> Option<&'static Format> {
        match &self.0 {
            Inner::RustType(format) => Some(format),
            Inner::Schema(_) | Inner::Log(..) => None,
        }
    }

    /// Returns the Rust type of the frames.
    pub(crate) fn frame_type(&self) -> Option<FrameType> {
        self.built_in().and_then(|format| format.frame)
    }

    /// True if the format is a self-describing log, whose messages are defined in each file.
    pub fn is_log(&self) -> bool {
        self.log().is_some()
    }

    /// Returns the log format; `None` unless the format is a self-describing log.
    pub(crate) fn log(&self) -> Option<LogFormat> {
        match &self.0 {
            Inner::Log(_, log) => Some(*log),
            Inner::RustType(_) | Inner::Schema(_) => None,
        }
    }
}

/// Registry of added formats, built-in formats, and the schemas in a list of folders.
#[derive(Debug, Default)]
pub struct Formats {
    added: Vec<AnyFormat>,
    search: SchemaSearch,
    in_folders: OnceLock<Vec<AnyFormat>>,
}

impl Formats {
    /// Creates a registry of the built-in formats and the schemas in the folders of `search`.
    pub fn new(search: SchemaSearch) -> Self {
        Self { search, ..Self::default() }
    }

    /// Adds a format, which takes precedence over all others.
    ///
    /// ```
    /// use bytescope::{AnyFormat, Formats};
    /// use bytescope::ksy::{Schema, SchemaSearch};
    ///
    /// let text = "meta: {id: own}\nseq: [{id: magic, contents: OWN1}]";
    /// let schema = Schema::parse("own.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// let formats = Formats::default().with(AnyFormat::from(schema));
    /// let detected = formats.detect(b"OWN1").map(|format| format.name().to_owned());
    /// assert_eq!(detected.as_deref(), Some("own"));
    /// # Ok::<(), bytescope::ksy::Report>(())
    /// ```
    #[must_use]
    pub fn with(mut self, format: AnyFormat) -> Self {
        self.added.push(format);
        self
    }

    /// Returns the folders searched for schemas.
    pub fn search(&self) -> &SchemaSearch {
        &self.search
    }

    /// Returns the format with this name: an added format, a built-in format, or `NAME.ksy` in a
    /// folder.
    ///
    /// # Errors
    /// Returns an error if no format has this name or its schema is invalid.
    pub fn named(&self, name: &str) -> Result<AnyFormat, FormatError> {
        if let Some(added) = self.added.iter().find(|format| format.name() == name) {
            return Ok(added.clone());
        }
        let built_in = AnyFormat::named(name);
        if built_in.is_ok() {
            return built_in;
        }
        let file = format!("{name}.ksy");
        let mut paths = self.search.folders.iter().map(|folder| folder.join(&file));
        match paths.find(|path| path.is_file()) {
            Some(path) => self.open(&path),
            None => built_in,
        }
    }

    /// Loads a schema from a file. Its imports are also searched for in the folders.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not a valid schema; the report lists all
    /// errors.
    pub fn open(&self, path: &Path) -> Result<AnyFormat, FormatError> {
        Ok(Schema::open(path, &self.search)?.into())
    }

    /// Detects the format of `bytes` from their content. Schemas in the folders are tried last, and
    /// loaded only if nothing else matches.
    pub fn detect(&self, bytes: &[u8]) -> Option<AnyFormat> {
        let first = |formats: &[AnyFormat]| formats.iter().find(|f| f.matches(bytes)).cloned();
        let added = first(&self.added);
        added.or_else(|| AnyFormat::detect_with(bytes, || first(self.in_folders())))
    }

    /// Returns the valid schemas in the folders, sorted by file name within each folder.
    pub fn in_folders(&self) -> &[AnyFormat] {
        self.in_folders.get_or_init(|| {
            let schemas = self.paths().into_iter().filter_map(|path| self.open(&path).ok());
            schemas.collect()
        })
    }

    /// Returns the paths of the `.ksy` files in the folders.
    pub fn paths(&self) -> Vec<PathBuf> {
        let folders = self.search.folders.iter().filter_map(|folder| folder.read_dir().ok());
        let paths_of = |entries: std::fs::ReadDir| {
            let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
            paths.retain(|path| path.extension().is_some_and(|extension| extension == "ksy"));
            paths.sort();
            paths
        };
        folders.flat_map(paths_of).collect()
    }
}

/// Returns a built-in schema, compiled on first use; `None` only if it is invalid, which a test
/// excludes.
fn built_in_schema(source: SchemaSource) -> Option<AnyFormat> {
    static COMPILED: [OnceLock<Option<Arc<Schema>>>; SCHEMAS.len()] =
        [const { OnceLock::new() }; SCHEMAS.len()];
    let index = SCHEMAS.iter().position(|known| known.name == source.name)?;
    let compile = || parse(source).ok().map(Arc::new);
    let schema = COMPILED.get(index)?.get_or_init(compile).clone()?;
    Some(AnyFormat(match LogFormat::of_schema(source.name) {
        Some(log) => Inner::Log(schema, log),
        None => Inner::Schema(schema),
    }))
}

fn parse(source: SchemaSource) -> Result<Schema, Report> {
    let path = PathBuf::from(format!("{}.ksy", source.name));
    Schema::parse(&path, source.text.to_owned(), &SchemaSearch::default())
}

fn names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|f| f.name).chain(SCHEMAS.iter().map(|s| s.name))
}

fn unknown(name: &str) -> FormatError {
    let similar = FORMATS.iter().find(|f| {
        f.name.starts_with(name) || name.starts_with(f.name) || f.extensions.contains(&name)
    });
    let similar = similar.map(|f| f.name).or_else(|| nearest(name, names()));
    FormatError::Unknown { name: name.to_owned(), similar: similar.map(str::to_owned) }
}

/// Returns the path and message of the fault in `$error`.
fn described_fault(fault: &Json) -> String {
    let text = |name: &str| fault.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    match (text("path"), text("message")) {
        (Some(path), Some(message)) => format!("{path}: {message}"),
        (_, Some(message)) => message.to_owned(),
        (_, None) => "unspecified fault".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_schemas_are_valid() {
        for source in SCHEMAS {
            let schema = parse(*source).unwrap_or_else(|report| panic!("{report}"));
            assert_eq!(schema.name(), source.name);
            let values: Vec<_> = source.magics.iter().map(|magic| magic.to_vec()).collect();
            let magic = schema.magic().map_or(vec![], |magic| match magic.offset {
                0 => magic.values,
                offset => panic!("{}: detection with a magic at {offset}", source.name),
            });
            assert_eq!(magic, values, "{}", source.name);
            assert_eq!(schema.has_magic(), !values.is_empty(), "{}", source.name);
            assert!(!schema.doc().is_empty(), "{} has no documentation", source.name);
            assert!(schema.warnings().diagnostics.is_empty(), "{}", schema.warnings());
        }
    }
}
