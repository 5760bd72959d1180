//! Frames in a stream, and messages of logs.

mod count;
mod described;
mod live;
mod logged;
mod near;
mod protocol;
mod rows;
mod typed;
mod whole;

pub(super) use protocol::MESSAGE;

use super::account::Account;
use super::error::DecodeError;
use super::input::{Input, InputOrigin};
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use crate::document::ReadProblem;
use crate::format::{AnyFormat, FormatError};
use crate::logs::{Log, LogFormat};
use crate::table::TableSchema;
use bytescope_frames::{Finder, FrameSchema};
use bytescope_inspect::{Fault, FaultKind, Limit, OpenError};
use count::FrameCounter;
use protocol::{Protocol, ProtocolRows};
use rows::Tables;
use std::collections::HashSet;
use std::io::{self, Cursor, Read};

/// Frames of one or more protocols in an input.
pub(super) struct FrameSource {
    from: InputOrigin,
    finder: Finder,
    tables: Tables,
    /// The fault if the definitions of a log were not read completely.
    limit: Option<Fault>,
    /// True if ranges of the input can be decoded separately.
    is_splittable: bool,
}

/// A protocol with the schema of its frames.
type FramedProtocol = (Box<dyn FrameSchema>, Protocol);

impl FrameSource {
    /// Creates a source of the frames of these formats, or of the messages of a log.
    pub(super) fn new(
        formats: &[AnyFormat],
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        if options.each.is_some() {
            return Err(DecodeError::ListOfFrames);
        }
        let (mut schemas, mut protocols, mut names) = (Vec::new(), Vec::new(), HashSet::new());
        let (mut from, mut limit) = (input.from, None);
        let log = match formats {
            [only] => only.log(),
            _ => None,
        };
        for format in formats {
            if !names.insert(format.name()) {
                return Err(DecodeError::DuplicateFormat(format.name().to_owned()));
            }
            let (schema, protocol) = match log {
                Some(log) => {
                    let (log, is_whole) = read_log(log, &mut from, options)?;
                    let reached = || ReadProblem::LimitReached(options.max_read).fault();
                    limit = (!is_whole).then(reached).or_else(|| definition_limit(&log));
                    of_log(format, log, options)?
                }
                None => of_format(format, options)?,
            };
            schemas.push(schema);
            protocols.push(protocol);
        }
        let finder = Finder::new(schemas).map_err(DecodeError::Finder)?;
        let is_whole = matches!(from, InputOrigin::Whole(_));
        let counts_rows = options.skip > 0 || options.limit.is_some();
        let is_splittable = is_whole && finder.is_splittable() && log.is_none();
        if options.range.is_some() && (!is_splittable || counts_rows) {
            return Err(DecodeError::NotSplittable);
        }
        let tables = Tables::new(protocols, options.offset);
        if log.is_none() && !matches!(from, InputOrigin::Whole(_)) {
            from.skip(options.offset)?;
        }
        Ok(Self { from, finder, tables, limit, is_splittable })
    }

    /// True if ranges of the input can be decoded separately.
    pub(super) fn is_splittable(&self) -> bool {
        self.is_splittable
    }

    /// Returns the tables of all protocols.
    pub(super) fn tables(&self) -> Vec<InputTable> {
        let tables_of = |protocol: &Protocol| -> Vec<InputTable> {
            let messages = protocol.rows.messages();
            let tables = protocol.rows.tables().into_iter().enumerate().map(|(index, columns)| {
                let own = messages.iter().filter(|(_, table)| *table == index);
                InputTable {
                    columns: columns.clone(),
                    protocol: Some(protocol.name.clone()),
                    messages: own.map(|(name, _)| name.clone()).collect(),
                }
            });
            tables.collect()
        };
        self.tables.protocols.iter().flat_map(tables_of).collect()
    }

    /// Stores lists in nested columns instead of JSON text.
    pub(super) fn nest(&mut self) {
        self.tables.nest();
    }

    /// Returns all columns of the tables of all protocols, selected or not.
    pub(super) fn all_columns(&self) -> Vec<TableSchema> {
        self.tables.protocols.iter().flat_map(|protocol| protocol.rows.all_columns()).collect()
    }

    /// Returns the name of the field that contains the message type.
    pub(super) fn message_field(&self) -> Option<String> {
        self.tables.protocols.iter().find_map(|protocol| protocol.rows.message_field())
    }

    /// Returns the number of bytes to decode, if the input has random access.
    pub(super) fn len(&self) -> Option<u64> {
        match &self.from {
            InputOrigin::Whole(whole) => Some(whole.len().saturating_sub(self.tables.start)),
            InputOrigin::Stream(_) | InputOrigin::Growing(_) => None,
        }
    }

    /// True if frames are decoded sequentially, as they arrive, instead of in parallel.
    pub(super) fn is_live(&self, options: &DecodeOptions) -> bool {
        let counts_rows = options.skip > 0 || options.limit.is_some();
        counts_rows || !matches!(self.from, InputOrigin::Whole(_))
    }

    /// True if the input is a stream or a growing file.
    pub(super) fn is_recording(&self) -> bool {
        !matches!(self.from, InputOrigin::Whole(_))
    }

    pub(super) fn run<E: Default + Send>(
        self,
        mut job: Job<'_>,
        sink: &impl Sink<E>,
        put: Put<'_, E>,
    ) -> io::Result<Account> {
        let is_live = self.is_live(job.options);
        let Self { mut from, finder, tables, limit, .. } = self;
        let size = from.opened_size();
        let mut count = FrameCounter::default();
        let rows = match from {
            InputOrigin::Whole(whole) if !is_live => {
                whole::decode(&mut job, &finder, &whole, &tables, &mut count, sink, put)?
            }
            _ => {
                if matches!(from, InputOrigin::Whole(_)) {
                    from.skip(job.options.offset)?;
                }
                live::decode(&mut job, finder, from, &tables, &mut count, sink, put)?
            }
        };
        let frames = count.account(&tables.protocols);
        let is_limited = job.options.limit.is_some_and(|limit| rows >= limit);
        Ok(Account {
            rows,
            bytes: count.tally.bytes(),
            is_limited,
            frames: Some(frames),
            error: count.error,
            fault: limit,
            truncated: size.and_then(|size| size.truncated()),
            ..Account::default()
        })
    }
}

/// Returns the frame schema of a format and the conversion of its frames to rows.
fn of_format(format: &AnyFormat, options: &DecodeOptions) -> Result<FramedProtocol, DecodeError> {
    let not_framed = || DecodeError::NotFramed(format.name().to_owned());
    let schema = format.frame_schema().map_err(|error| match error {
        FormatError::Frames(error) => DecodeError::Frames(error),
        _ => not_framed(),
    })?;
    let rows: Box<dyn ProtocolRows> = match (format.schema(), format.frame_type()) {
        (Some(schema), _) => Box::new(described::SchemaFrames::new(schema, options)?),
        (None, Some(_)) if options.message.is_some() => return Err(DecodeError::NoMessages),
        (None, Some(frame)) => Box::new(typed::RecordFrames::new(format.name(), frame, options)?),
        (None, None) => return Err(not_framed()),
    };
    Ok((schema, Protocol { name: format.name().to_owned(), rows }))
}

/// Returns a fault if messages of a log are rejected because their definitions exceed a limit.
fn definition_limit(log: &Log) -> Option<Fault> {
    let message = "limit reached: too many definitions or fields; their messages are rejected";
    log.is_limited().then(|| Fault::soft(FaultKind::Limit(Limit::Format), 0, message))
}

/// Returns the frame schema of a log and the conversion of its messages to rows.
fn of_log(
    format: &AnyFormat,
    log: Log,
    options: &DecodeOptions,
) -> Result<FramedProtocol, DecodeError> {
    let name = format.name().to_owned();
    let rows = Box::new(logged::LogFrames::new(&log, &name, options)?);
    Ok((Box::new(log), Protocol { name, rows }))
}

/// Reads the definitions in a log. A stream is read to its end or up to the maximum size, since
/// definitions can be anywhere. Returns false if there is more.
fn read_log(
    format: LogFormat,
    from: &mut InputOrigin,
    options: &DecodeOptions,
) -> Result<(Log, bool), DecodeError> {
    Ok(match from {
        InputOrigin::Whole(whole) => {
            let source = whole.source(options.open_options())?;
            let start = usize::try_from(options.offset).unwrap_or(usize::MAX);
            let log = format.read(source.bytes().get(start..).unwrap_or_default());
            (log, !source.has_more())
        }
        InputOrigin::Stream(stream) => {
            io::copy(&mut stream.take(options.offset), &mut io::sink())?;
            let mut bytes = Vec::new();
            let limited = stream.take(options.max_read.saturating_add(1));
            let read = { limited }.read_to_end(&mut bytes);
            let read = match read {
                Err(error) if bytes.is_empty() => return Err(OpenError::from(error).into()),
                read => read.err(),
            };
            let is_whole = bytes.len() as u64 <= options.max_read;
            bytes.truncate(usize::try_from(options.max_read).unwrap_or(usize::MAX));
            let log = format.read(&bytes);
            // The rows before the error are decoded.
            let rest = FailedReader(read);
            *from = InputOrigin::Stream(Box::new(Cursor::new(bytes).chain(rest)));
            (log, is_whole)
        }
        InputOrigin::Growing(_) => return Err(DecodeError::Growing),
    })
}

/// Rest of an input that has failed: its next read returns the error.
struct FailedReader(Option<io::Error>);

impl Read for FailedReader {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
