//! `bytescope dump`

use crate::advice;
use crate::args::{DumpArgs, NotationArg};
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::{Output, Outputs, file_path};
use bytescope::dump::{
    self, CArray, Coloring, DumpOptions, Dumper, Legend, PlainHex, ReverseError, ReverseOptions,
    Reversed, Reverser, Runs,
};
use bytescope::inspect::{EscapedText, OpenError, Quantity};
use bytescope::output::OutputOptions;
use bytescope::{
    AnyFormat, Document, DocumentOptions, Excerpt, Formats, ReadOptions, ReadProblem,
    VerifiedOutput,
};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

pub(crate) fn run(options: &DumpArgs, stdout: Output) -> io::Result<ExitStatus> {
    let formats = options.format_args.formats();
    let format = match options.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let mut out = match file_path(options.output.as_deref()) {
        None => stdout,
        Some(path) => {
            let inputs = options.files.iter().chain(&options.format_args.schema);
            Outputs::of(inputs).file(path, &OutputOptions::default())?
        }
    };
    let mut worst = ExitStatus::Valid;
    for path in &options.files {
        let reversed = options.reverse;
        if options.files.len() > 1 && reversed.is_none() && !options.c && !options.plain {
            writeln!(out, "{}:", EscapedText(file_name(path)))?;
        }
        let result = match reversed {
            Some(notation) => reverse(options, notation, path, &mut out)?,
            None => forward(options, path, format.as_ref(), &formats, &mut out)?,
        };
        let status = result.unwrap_or_else(|error| report_problem(file_name(path), error));
        worst = worst.max(status);
    }
    // An incomplete output file must not replace an existing file.
    if worst == ExitStatus::Valid || file_path(options.output.as_deref()).is_none() {
        out.commit()?;
    }
    Ok(worst)
}

/// Result of a dump. The outer error is an output error, the inner error an input error.
type DumpResult = io::Result<Result<ExitStatus, OpenError>>;

fn forward(
    options: &DumpArgs,
    path: &Path,
    named: Option<&AnyFormat>,
    formats: &Formats,
    out: &mut Output,
) -> DumpResult {
    let by_field = out.color && !options.plain && !options.c;
    // Standard input is dumped as it arrives; only coloring by field requires all of it.
    if path.as_os_str() == "-" && !(by_field && named.is_some()) {
        return stream(options, path, io::stdin().lock(), out);
    }
    let excerpt = match open_input(path, by_field) {
        Ok(Opening::Whole(excerpt)) => excerpt,
        Ok(Opening::Stream(file)) => return file_stream(options, path, file, out),
        Err(error) => return Ok(Err(error)),
    };
    let size = excerpt.bytes().len() as u64;
    if options.offset > size {
        return Ok(Ok(past_end(options, path, size)));
    }
    let format = || named.cloned().or_else(|| formats.detect(excerpt.bytes()));
    let source = match by_field.then(format).flatten() {
        Some(format) => {
            let document_options = DocumentOptions::default().instances(true);
            DumpTarget::Fields(Box::new(Document::read(excerpt, format, document_options)))
        }
        None => DumpTarget::Bytes(excerpt),
    };
    let coloring = match &source {
        DumpTarget::Fields(doc) => Coloring::Fields(Runs::of(doc.tree())),
        DumpTarget::Bytes(_) if by_field => Coloring::Classes,
        DumpTarget::Bytes(_) => Coloring::None,
    };
    let bytes = source.excerpt().bytes();
    let start = usize::try_from(options.offset).unwrap_or(usize::MAX).min(bytes.len());
    let length = options.length.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    let part = bytes.get(start..start.saturating_add(length).min(bytes.len())).unwrap_or_default();
    let mut verified = VerifiedOutput::new(source.excerpt(), &mut *out);
    let mut write = || {
        match DigitDump::new(options, path, &mut verified)? {
            None => dump::write(part, dump_options(options), &coloring, &mut verified)?,
            Some(mut digits) => {
                digits.feed(part, &mut verified)?;
                digits.finish(&mut verified)?;
            }
        }
        verified.flush()
    };
    if let Err(error) = write()
        && ReadProblem::of(&error).is_none()
    {
        return Err(error);
    }
    if let Some(problem) = source.excerpt().problem() {
        out.flush()?;
        report_problem(file_name(path), open::read_message(&problem));
        return Ok(Ok(ExitStatus::of(&problem.fault())));
    }
    if out.terminal {
        let tree = match &source {
            DumpTarget::Fields(doc) => Some(doc.tree()),
            DumpTarget::Bytes(_) => None,
        };
        let end = (start as u64).saturating_add(part.len() as u64);
        let legend = Legend::of(&coloring, tree, start as u64..end);
        legend.write(out.width.unwrap_or(80), out)?;
    }
    Ok(Ok(ExitStatus::Valid))
}

/// Source of a dump: a document with fields, or plain bytes.
enum DumpTarget {
    Fields(Box<Document>),
    Bytes(Excerpt),
}

impl DumpTarget {
    fn excerpt(&self) -> &Excerpt {
        match self {
            Self::Fields(doc) => doc.excerpt(),
            Self::Bytes(excerpt) => excerpt,
        }
    }
}

enum Opening {
    Whole(Excerpt),
    Stream(File),
}

/// Opens a file as a whole if it can be mapped, or if its fields are needed, and as a stream
/// otherwise.
fn open_input(path: &Path, by_field: bool) -> Result<Opening, OpenError> {
    let mut read_options = ReadOptions::default();
    read_options.map = true;
    if !by_field {
        // Enough for files that are not mapped because they are small.
        read_options.max_read = MAX_SMALL;
    }
    if path.as_os_str() == "-" {
        return Ok(Opening::Whole(Excerpt::read("<stdin>", io::stdin().lock(), &read_options)?));
    }
    let file = File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(OpenError::Directory);
    }
    match meta.is_file() && meta.len() > 0 {
        true => match Excerpt::open(path, &read_options)? {
            excerpt if by_field => Ok(Opening::Whole(excerpt)),
            excerpt => match excerpt.problem() {
                Some(ReadProblem::LimitReached(_)) => Ok(Opening::Stream(file)),
                _ => Ok(Opening::Whole(excerpt)),
            },
        },
        false => Ok(Opening::Stream(file)),
    }
}

/// Maximum size in bytes of a file that is buffered before it is dumped block by block.
const MAX_SMALL: u64 = 64 << 10;

/// Dumps a device, pipe or file that cannot be mapped block by block.
fn file_stream(options: &DumpArgs, path: &Path, mut file: File, out: &mut Output) -> DumpResult {
    let meta = match file.metadata() {
        Ok(meta) => meta,
        Err(error) => return Ok(Err(error.into())),
    };
    if !meta.is_file() || meta.len() == 0 {
        return stream(options, path, file, out);
    }
    if options.offset > meta.len() {
        return Ok(Ok(past_end(options, path, meta.len())));
    }
    if let Err(error) = file.seek(SeekFrom::Start(options.offset)) {
        return Ok(Err(error.into()));
    }
    let result = stream_from(options, path, &mut file, 0, out)?;
    let now = file.metadata().map_or(0, |meta| meta.len());
    if now < meta.len() {
        out.flush()?;
        let problem = ReadProblem::Truncated { was: meta.len(), now };
        report_problem(file_name(path), &problem);
        return Ok(Ok(ExitStatus::of(&problem.fault())));
    }
    Ok(result)
}

/// Dumps a stream block by block.
fn stream(options: &DumpArgs, path: &Path, from: impl Read, out: &mut Output) -> DumpResult {
    stream_from(options, path, from, options.offset, out)
}

/// Dumps a stream after skipping `skip` bytes.
fn stream_from(
    options: &DumpArgs,
    path: &Path,
    mut from: impl Read,
    mut skip: u64,
    out: &mut Output,
) -> DumpResult {
    let coloring = if out.color { Coloring::Classes } else { Coloring::None };
    let name = if path.as_os_str() == "-" { Path::new("stdin") } else { path };
    let mut digits = DigitDump::new(options, name, out)?;
    let mut dumper = Dumper::new(dump_options(options), &coloring);
    let mut text = Vec::new();
    let mut block = vec![0; 256 << 10];
    let mut left = options.length.unwrap_or(u64::MAX);
    while left > 0 {
        let count = match from.read(&mut block) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Ok(Err(error.into())),
        };
        let head = usize::try_from(skip).unwrap_or(usize::MAX).min(count);
        skip = skip.saturating_sub(head as u64);
        let bytes = block.get(head..count).unwrap_or_default();
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let bytes = bytes.get(..length).unwrap_or_default();
        left = left.saturating_sub(bytes.len() as u64);
        match &mut digits {
            Some(digits) => digits.feed(bytes, out)?,
            None => dumper.feed(bytes, &mut text),
        }
        out.write_all(&text)?;
        text.clear();
        if count < block.len() {
            // The next block may take a while to arrive.
            out.flush()?;
        }
    }
    match digits {
        Some(digits) => digits.finish(out)?,
        None => dumper.finish(&mut text),
    }
    out.write_all(&text)?;
    if skip > 0 {
        out.flush()?;
        return Ok(Ok(past_end(options, path, options.offset.saturating_sub(skip))));
    }
    Ok(Ok(ExitStatus::Valid))
}

/// Reports an offset past the end of the input.
fn past_end(options: &DumpArgs, path: &Path, size: u64) -> ExitStatus {
    let (offset, size) = (options.offset, Quantity::bytes(size));
    report_problem(
        file_name(path),
        format!("--offset {offset} is past the end of the file ({size})"),
    );
    ExitStatus::Invalid
}

/// Default number of bytes per line of a dump with offsets.
const DEFAULT_COLUMNS: usize = 16;

fn dump_options(options: &DumpArgs) -> DumpOptions {
    let columns = options.columns.map_or(DEFAULT_COLUMNS, usize::from);
    DumpOptions { columns, offset: options.offset, all: options.all }
}

/// Dump without offsets: hex digits or a C array.
enum DigitDump {
    Plain(PlainHex),
    C(CArray),
}

impl DigitDump {
    fn new(options: &DumpArgs, path: &Path, out: &mut impl Write) -> io::Result<Option<Self>> {
        if options.c {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let array = CArray::new(&name, out)?;
            return Ok(Some(Self::C(match options.columns {
                Some(columns) => array.columns(columns.into()),
                None => array,
            })));
        }
        let columns = options.columns.map(usize::from);
        Ok(options.plain.then(|| Self::Plain(columns.map(PlainHex::new).unwrap_or_default())))
    }

    fn feed(&mut self, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Plain(plain) => plain.feed(bytes, out),
            Self::C(array) => array.feed(bytes, out),
        }
    }

    fn finish(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Plain(plain) => plain.finish(out),
            Self::C(array) => array.finish(out),
        }
    }
}

/// Converts text to bytes.
fn reverse(options: &DumpArgs, notation: NotationArg, path: &Path, out: &mut Output) -> DumpResult {
    let mut from: Box<dyn Read> = match path.as_os_str() == "-" {
        true => Box::new(io::stdin().lock()),
        false => match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return Ok(Err(error.into())),
        },
    };
    let mut reverse_options = ReverseOptions::default();
    reverse_options.notation = notation.0;
    (reverse_options.fill, reverse_options.max_fill) = (options.fill, options.max_fill);
    reverse_options.big_endian = options.big_endian;
    let mut reverser = Reverser::new(reverse_options);
    let mut block = vec![0; 256 << 10];
    loop {
        let count = match from.read(&mut block) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Ok(Err(error.into())),
        };
        if let Err(error) = reverser.feed(block.get(..count).unwrap_or_default(), out) {
            return reverse_error(path, error, out);
        }
    }
    match reverser.finish(out) {
        Ok(result) => {
            out.flush()?;
            report_notes(path, result);
            Ok(Ok(ExitStatus::Valid))
        }
        Err(error) => reverse_error(path, error, out),
    }
}

fn reverse_error(path: &Path, error: ReverseError, out: &mut Output) -> DumpResult {
    match error {
        ReverseError::Io(error) => Err(error),
        error => {
            out.flush()?;
            report_problem(file_name(path), advice::reverse_message(&error));
            Ok(Ok(ExitStatus::Invalid))
        }
    }
}

/// Reports what the text does not contain: a byte order, and the contents of gaps.
fn report_notes(path: &Path, result: Reversed) {
    if let Some(assumption) = result.assumption {
        report_problem(file_name(path), advice::assumption(assumption));
    }
    if result.filled > 0 {
        let filled = Quantity::bytes(result.filled);
        report_problem(file_name(path), format!("filled gaps: {filled}"));
    }
}
