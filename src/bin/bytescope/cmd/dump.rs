//! `bytescope dump`

use crate::args::DumpArgs;
use crate::messages::{ExitStatus, report_problem};
use crate::output::Output;
use bytescope::dump::{
    self, CArray, Coloring, DumpOptions, Dumper, PlainHex, ReverseError, Reverser, Runs,
};
use bytescope::inspect::OpenError;
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt, Formats, ReadOptions};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

pub(crate) fn run(options: &DumpArgs, stdout: Output) -> io::Result<ExitStatus> {
    let formats = options.format_args.formats();
    let format = match options.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let mut out = match &options.output {
        None => stdout,
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(report_problem(path.display(), error)),
        },
    };
    let mut worst = ExitStatus::Valid;
    for path in &options.files {
        if options.files.len() > 1 && !options.reverse && !options.c && !options.plain {
            writeln!(out, "{}:", path.display())?;
        }
        let result = if options.reverse {
            reverse(path, &mut out)?
        } else {
            forward(options, path, format.as_ref(), &formats, &mut out)?
        };
        let status = result.unwrap_or_else(|error| report_problem(path.display(), error));
        worst = worst.max(status);
    }
    // An incomplete file does not replace an existing one.
    if worst == ExitStatus::Valid || options.output.is_none() {
        out.commit()?;
    }
    Ok(worst)
}

/// The inner error is one of the input; the outer one is one of the output.
type Opened<T> = io::Result<Result<T, OpenError>>;

fn forward(
    options: &DumpArgs,
    path: &Path,
    named: Option<&AnyFormat>,
    formats: &Formats,
    out: &mut Output,
) -> Opened<ExitStatus> {
    let by_field = out.color && !options.plain && !options.c;
    // A pipe is dumped as it arrives; only coloring by fields needs all of it.
    if path.as_os_str() == "-" && !(by_field && named.is_some()) {
        return stream(options, io::stdin().lock(), out);
    }
    let excerpt = match open(path) {
        Ok(Opening::Whole(excerpt)) => excerpt,
        Ok(Opening::Stream(file)) => return stream(options, file, out),
        Err(error) => return Ok(Err(error)),
    };
    let format = || named.cloned().or_else(|| formats.detect(excerpt.bytes()));
    let shown = match by_field.then(format).flatten() {
        Some(format) => {
            let how = DocumentOptions::default().instances(true);
            DumpTarget::Fields(Box::new(Document::read(excerpt, format, how)))
        }
        None => DumpTarget::Bytes(excerpt),
    };
    let coloring = match &shown {
        DumpTarget::Fields(doc) => Coloring::Fields(Runs::of(doc.tree())),
        DumpTarget::Bytes(_) if by_field => Coloring::Classes,
        DumpTarget::Bytes(_) => Coloring::None,
    };
    let bytes = shown.excerpt().bytes();
    let start = usize::try_from(options.skip).unwrap_or(usize::MAX).min(bytes.len());
    let length = options.length.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    let part = bytes.get(start..start.saturating_add(length).min(bytes.len())).unwrap_or_default();
    match DigitDump::new(options, path, out)? {
        None => dump::write(part, dump_options(options), &coloring, out)?,
        Some(mut digits) => {
            digits.feed(part, out)?;
            digits.finish(out)?;
        }
    }
    if let Some(problem) = shown.excerpt().problem() {
        out.flush()?;
        report_problem(path.display(), problem);
        return Ok(Ok(ExitStatus::Invalid));
    }
    Ok(Ok(ExitStatus::Valid))
}

/// A document with fields, or plain bytes, to be dumped.
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

fn open(path: &Path) -> Result<Opening, OpenError> {
    let mut read_options = ReadOptions::default();
    (read_options.max_read, read_options.map) = (u64::MAX, true);
    if path.as_os_str() == "-" {
        return Ok(Opening::Whole(Excerpt::read("<stdin>", io::stdin().lock(), &read_options)?));
    }
    let file = File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(OpenError::Directory);
    }
    match meta.is_file() && meta.len() > 0 {
        true => Excerpt::open(path, &read_options).map(Opening::Whole),
        false => Ok(Opening::Stream(file)),
    }
}

/// Dumps a stream block by block.
fn stream(options: &DumpArgs, mut from: impl Read, out: &mut Output) -> Opened<ExitStatus> {
    let coloring = if out.color { Coloring::Classes } else { Coloring::None };
    let mut digits = DigitDump::new(options, Path::new("stdin"), out)?;
    let mut dumper = Dumper::new(dump_options(options), &coloring);
    let mut text = Vec::new();
    let mut block = vec![0; 256 << 10];
    let mut skip = options.skip;
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
    Ok(Ok(ExitStatus::Valid))
}

fn dump_options(options: &DumpArgs) -> DumpOptions {
    let columns = usize::from(options.columns);
    DumpOptions { columns, offset: options.skip, all: options.all }
}

/// A dump without offsets.
enum DigitDump {
    Plain(PlainHex),
    C(CArray),
}

impl DigitDump {
    fn new(options: &DumpArgs, path: &Path, out: &mut Output) -> io::Result<Option<Self>> {
        if options.c {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            return Ok(Some(Self::C(CArray::new(&name, out)?)));
        }
        Ok(options.plain.then(|| Self::Plain(PlainHex::default())))
    }

    fn feed(&mut self, bytes: &[u8], out: &mut Output) -> io::Result<()> {
        match self {
            Self::Plain(plain) => plain.feed(bytes, out),
            Self::C(array) => array.feed(bytes, out),
        }
    }

    fn finish(self, out: &mut Output) -> io::Result<()> {
        match self {
            Self::Plain(plain) => plain.finish(out),
            Self::C(array) => array.finish(out),
        }
    }
}

/// Converts a dump back to bytes.
fn reverse(path: &Path, out: &mut Output) -> Opened<ExitStatus> {
    let mut from: Box<dyn BufRead> = match path.as_os_str() == "-" {
        true => Box::new(io::stdin().lock()),
        false => match File::open(path) {
            Ok(file) => Box::new(BufReader::with_capacity(256 << 10, file)),
            Err(error) => return Ok(Err(error.into())),
        },
    };
    let mut reverser = Reverser::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        // Bounds memory for files that are not dumps.
        match from.by_ref().take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(0) => return Ok(Ok(ExitStatus::Valid)),
            Ok(_) => {}
            Err(error) => return Ok(Err(error.into())),
        }
        let text = String::from_utf8_lossy(&line);
        match reverser.feed(text.trim_end_matches(['\n', '\r']), out) {
            Ok(()) => {}
            Err(ReverseError::Io(error)) => return Err(error),
            Err(error) => {
                out.flush()?;
                report_problem(path.display(), error);
                return Ok(Ok(ExitStatus::Invalid));
            }
        }
    }
}

/// Maximum length of a line in bytes.
const MAX_LINE: u64 = 1 << 20;
