//! `bytescope struct unpack`

use crate::args::UnpackArgs;
use crate::messages::{ExitStatus, report_problem};
use bytescope::inspect::OpenError;
use bytescope::layout::LayoutError;
use bytescope::view::{RecordView, counted};
use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Seek, SeekFrom, Write};

pub(super) fn run(options: &UnpackArgs, out: &mut impl Write) -> io::Result<ExitStatus> {
    if !options.names.is_empty()
        && let Err(error) = options.format.layout().and_then(|layout| layout.named(&options.names))
    {
        return Ok(report_problem("--names", error));
    }
    if options.iter && options.format.size() == 0 {
        return Ok(report_problem("struct unpack", LayoutError::ZeroSize));
    }
    let (name, from) = match open(options) {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let mut unpacking =
        UnpackJob { options, name, from: from.take(options.length.unwrap_or(u64::MAX)), out };
    match options.iter {
        true => unpacking.all(),
        false => unpacking.one(),
    }
}

/// Opens the input at the offset. Returns its name and a reader.
fn open(options: &UnpackArgs) -> Result<(String, Box<dyn Read>), ExitStatus> {
    let path = options.file.as_deref().filter(|path| path.as_os_str() != "-");
    let name = match (&options.hex, path) {
        (Some(_), _) => "--hex".to_owned(),
        (_, Some(path)) => crate::messages::file_name(path),
        _ => "<stdin>".to_owned(),
    };
    let mut from: Box<dyn Read> = match (&options.hex, path) {
        (Some(digits), _) => Box::new(Cursor::new(
            parse_hex(digits).map_err(|problem| report_problem(&name, problem))?,
        )),
        (_, Some(path)) => {
            let mut file = File::open(path).map_err(|error| unreadable(&name, error))?;
            // Inputs that cannot seek are read up to the offset below.
            if options.offset > 0
                && file.metadata().is_ok_and(|meta| meta.is_file())
                && file.seek(SeekFrom::Start(options.offset)).is_ok()
            {
                return Ok((name, Box::new(file)));
            }
            Box::new(file)
        }
        _ if options.file.is_none() && io::stdin().is_terminal() => {
            return Err(report_problem("struct unpack", "no input (specify FILE or --hex)"));
        }
        _ => Box::new(io::stdin().lock()),
    };
    io::copy(&mut from.by_ref().take(options.offset), &mut io::sink())
        .map_err(|error| unreadable(&name, error))?;
    Ok((name, from))
}

fn unreadable(name: &str, error: io::Error) -> ExitStatus {
    let error = match error.kind() {
        io::ErrorKind::IsADirectory => OpenError::Directory,
        _ => error.into(),
    };
    report_problem(name, error)
}

/// Parses pairs of hex digits. White space and colons between pairs are ignored.
fn parse_hex(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut high = None;
    for (at, c) in text.chars().enumerate() {
        match (c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()), high) {
            (Some(digit), None) => high = Some(digit),
            (Some(digit), Some(first)) => {
                bytes.push(first << 4 | digit);
                high = None;
            }
            (None, None) if c.is_whitespace() || c == ':' => {}
            (None, _) => {
                let column = at.saturating_add(1);
                return Err(format!("at column {column}: {c:?} is not a hex digit"));
            }
        }
    }
    match high {
        None => Ok(bytes),
        Some(_) => Err("odd number of hex digits".to_owned()),
    }
}

/// Initial size of the buffer in bytes.
const INITIAL_BUFFER: usize = 256 << 10;

struct UnpackJob<'u, W> {
    options: &'u UnpackArgs,
    name: String,
    from: io::Take<Box<dyn Read>>,
    out: &'u mut W,
}

impl<W: Write> UnpackJob<'_, W> {
    /// Unpacks exactly one record.
    fn one(&mut self) -> io::Result<ExitStatus> {
        let size = self.options.format.size();
        // One additional byte, to detect trailing bytes.
        let max = u64::try_from(size).unwrap_or(u64::MAX).saturating_add(1);
        let mut record = Vec::new();
        if let Err(error) = self.from.by_ref().take(max).read_to_end(&mut record) {
            return Ok(unreadable(&self.name, error));
        }
        if record.len() == size {
            self.print(&record)?;
            return Ok(ExitStatus::Valid);
        }
        let problem = match record.len() > size {
            true if size > 0 => format!(
                "trailing bytes after a record of {} (use --length {size} to ignore them, \
                 or --iter to unpack consecutive records)",
                counted(size as u64, "byte")
            ),
            true => "trailing bytes after a record of 0 bytes".to_owned(),
            false => LayoutError::WrongSize { expected: size, found: record.len() }.to_string(),
        };
        report_problem(&self.name, problem);
        Ok(ExitStatus::Invalid)
    }

    /// Unpacks consecutive records. At most one block, or one record if it is larger, is in memory.
    fn all(&mut self) -> io::Result<ExitStatus> {
        let size = self.options.format.size();
        let mut buffer = vec![0; INITIAL_BUFFER];
        let mut buffered: usize = 0;
        let mut count: u64 = 0;
        loop {
            // The record is larger than the buffer. The buffer grows only as data arrives, not to
            // the record size at once.
            if buffered == buffer.len() {
                if buffer.try_reserve(buffered).is_err() {
                    return Ok(report_problem(&self.name, LayoutError::OutOfMemory { size }));
                }
                buffer.resize(buffered.saturating_mul(2), 0);
            }
            let free = buffer.get_mut(buffered..).unwrap_or_default();
            let whole = free.len();
            let read = match self.from.read(free) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.out.flush()?;
                    return Ok(unreadable(&self.name, error));
                }
            };
            buffered = buffered.saturating_add(read);
            let mut records = buffer.get(..buffered).unwrap_or_default().chunks_exact(size);
            for record in records.by_ref() {
                self.print(record)?;
                count = count.saturating_add(1);
            }
            let rest = records.remainder().len();
            buffer.copy_within(buffered.saturating_sub(rest)..buffered, 0);
            buffered = rest;
            if read == 0 {
                break;
            }
            if read < whole {
                // The next block may take a while to arrive.
                self.out.flush()?;
            }
        }
        if buffered == 0 {
            return Ok(ExitStatus::Valid);
        }
        self.out.flush()?;
        let (records, rest) = (counted(count, "record"), counted(buffered as u64, "trailing byte"));
        let each = counted(size as u64, "byte");
        report_problem(&self.name, format!("{rest} after {records} of {each}"));
        Ok(ExitStatus::Invalid)
    }

    fn print(&mut self, record: &[u8]) -> io::Result<()> {
        let view = RecordView { format: &self.options.format, record, names: &self.options.names };
        serde_json::to_writer(&mut *self.out, &view)?;
        writeln!(self.out)
    }
}
