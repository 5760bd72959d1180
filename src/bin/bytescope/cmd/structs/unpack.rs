//! `bytescope struct unpack`

use crate::args::Unpack;
use crate::say::{Status, complain};
use bytescope::inspect::OpenError;
use bytescope::layout::LayoutError;
use bytescope::view::{RecordView, counted};
use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Seek, SeekFrom, Write};

pub(super) fn run(options: &Unpack, out: &mut impl Write) -> io::Result<Status> {
    if !options.names.is_empty()
        && let Err(error) = options.format.layout().and_then(|layout| layout.named(&options.names))
    {
        return Ok(complain("--names", error));
    }
    if options.iter && options.format.size() == 0 {
        return Ok(complain("struct unpack", LayoutError::NoBytes));
    }
    let (name, from) = match open(options) {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let mut unpacking =
        Unpacking { options, name, from: from.take(options.length.unwrap_or(u64::MAX)), out };
    match options.iter {
        true => unpacking.all(),
        false => unpacking.one(),
    }
}

/// The bytes that are asked for, and what to call them.
fn open(options: &Unpack) -> Result<(String, Box<dyn Read>), Status> {
    let path = options.file.as_deref().filter(|path| path.as_os_str() != "-");
    let name = match (&options.hex, path) {
        (Some(_), _) => "--hex".to_owned(),
        (_, Some(path)) => path.display().to_string(),
        _ => "<stdin>".to_owned(),
    };
    let mut from: Box<dyn Read> = match (&options.hex, path) {
        (Some(digits), _) => {
            Box::new(Cursor::new(parse_hex(digits).map_err(|problem| complain(&name, problem))?))
        }
        (_, Some(path)) => {
            let mut file = File::open(path).map_err(|error| unreadable(&name, error))?;
            // Whatever cannot be sought in is read up to the offset below.
            if options.offset > 0
                && file.metadata().is_ok_and(|meta| meta.is_file())
                && file.seek(SeekFrom::Start(options.offset)).is_ok()
            {
                return Ok((name, Box::new(file)));
            }
            Box::new(file)
        }
        _ if options.file.is_none() && io::stdin().is_terminal() => {
            return Err(complain("struct unpack", "no bytes: name a FILE, or give --hex"));
        }
        _ => Box::new(io::stdin().lock()),
    };
    io::copy(&mut from.by_ref().take(options.offset), &mut io::sink())
        .map_err(|error| unreadable(&name, error))?;
    Ok((name, from))
}

fn unreadable(name: &str, error: io::Error) -> Status {
    let error = match error.kind() {
        io::ErrorKind::IsADirectory => OpenError::Directory,
        _ => error.into(),
    };
    complain(name, error)
}

/// Hex digits in pairs, with white space or colons between them.
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
                return Err(format!("at column {column}: {c:?} is no hex digit"));
            }
        }
    }
    match high {
        None => Ok(bytes),
        Some(_) => Err("the last byte has one hex digit only".to_owned()),
    }
}

/// How much is read at a time.
const BLOCK: usize = 256 << 10;

struct Unpacking<'u, W> {
    options: &'u Unpack,
    name: String,
    from: io::Take<Box<dyn Read>>,
    out: &'u mut W,
}

impl<W: Write> Unpacking<'_, W> {
    /// Exactly one record.
    fn one(&mut self) -> io::Result<Status> {
        let size = self.options.format.size();
        // One byte more, to see whether there is one.
        let most = u64::try_from(size).unwrap_or(u64::MAX).saturating_add(1);
        let mut record = Vec::new();
        if let Err(error) = self.from.by_ref().take(most).read_to_end(&mut record) {
            return Ok(unreadable(&self.name, error));
        }
        if record.len() == size {
            self.print(&record)?;
            return Ok(Status::Good);
        }
        let problem = match record.len() > size {
            true if size > 0 => format!(
                "more than the {size} bytes that the format takes; --length {size} takes the \
                 first ones, --iter unpacks record after record"
            ),
            true => "the format takes no bytes, but there are some".to_owned(),
            false => LayoutError::WrongSize { expected: size, found: record.len() }.to_string(),
        };
        complain(&self.name, problem);
        Ok(Status::Bad)
    }

    /// Record after record, in memory for no more than one block or one record.
    fn all(&mut self) -> io::Result<Status> {
        let size = self.options.format.size();
        let mut buffer = vec![0; BLOCK];
        let mut held: usize = 0;
        let mut count: u64 = 0;
        loop {
            // A record that is larger than the buffer: it grows with what comes, not at once.
            if held == buffer.len() {
                if buffer.try_reserve(held).is_err() {
                    return Ok(complain(&self.name, LayoutError::OutOfMemory { size }));
                }
                buffer.resize(held.saturating_mul(2), 0);
            }
            let room = buffer.get_mut(held..).unwrap_or_default();
            let whole = room.len();
            let got = match self.from.read(room) {
                Ok(got) => got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.out.flush()?;
                    return Ok(unreadable(&self.name, error));
                }
            };
            held = held.saturating_add(got);
            let mut records = buffer.get(..held).unwrap_or_default().chunks_exact(size);
            for record in records.by_ref() {
                self.print(record)?;
                count = count.saturating_add(1);
            }
            let rest = records.remainder().len();
            buffer.copy_within(held.saturating_sub(rest)..held, 0);
            held = rest;
            if got == 0 {
                break;
            }
            if got < whole {
                // More may be long in coming.
                self.out.flush()?;
            }
        }
        if held == 0 {
            return Ok(Status::Good);
        }
        self.out.flush()?;
        let (records, rest) = (counted(count, "record"), counted(held as u64, "byte"));
        let each = counted(size as u64, "byte");
        complain(&self.name, format!("{rest} left over after {records} of {each}"));
        Ok(Status::Bad)
    }

    fn print(&mut self, record: &[u8]) -> io::Result<()> {
        let view = RecordView { format: &self.options.format, record, names: &self.options.names };
        serde_json::to_writer(&mut *self.out, &view)?;
        writeln!(self.out)
    }
}
