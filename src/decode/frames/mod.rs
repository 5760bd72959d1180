//! Frames that are found in a stream, and messages of logs.

mod count;
mod described;
mod live;
mod logged;
mod protocol;
mod rows;
mod typed;
mod whole;

pub(super) use protocol::MESSAGE;

use super::account::Account;
use super::error::DecodeError;
use super::input::{From, Input};
use super::options::DecodeOptions;
use super::source::{Job, Put, Sink, Table};
use crate::format::{AnyFormat, FormatError};
use crate::logs::{Log, LogFormat};
use crate::table::{Joined, Schema};
use bytescope_frames::{Finder, FrameSchema};
use bytescope_inspect::OpenError;
use count::Count;
use protocol::{Protocol, ProtocolRows};
use rows::Tables;
use std::collections::HashSet;
use std::io::{self, Cursor, Read};

/// Frames of some protocols in an input.
pub(super) struct Frames {
    from: From,
    finder: Finder,
    tables: Tables,
}

/// A protocol, and how its frames are found.
type Found = (Box<dyn FrameSchema>, Protocol);

impl Frames {
    /// The frames of these formats, or the messages of a log.
    pub(super) fn new(
        formats: &[AnyFormat],
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        if options.each.is_some() {
            return Err(DecodeError::ListOfFrames);
        }
        let (mut schemas, mut protocols, mut names) = (Vec::new(), Vec::new(), HashSet::new());
        let mut from = input.from;
        let log = match formats {
            [only] => only.log(),
            _ => None,
        };
        for format in formats {
            if !names.insert(format.name()) {
                return Err(DecodeError::RepeatedFormat(format.name().to_owned()));
            }
            let (schema, protocol) = match log {
                Some(log) => of_log(format, read_log(log, &mut from, options)?, options)?,
                None => of_format(format, options)?,
            };
            schemas.push(schema);
            protocols.push(protocol);
        }
        let finder = Finder::new(schemas).map_err(DecodeError::Finder)?;
        let tables = Tables::new(protocols, options.offset);
        let all: Vec<Schema> = tables.protocols.iter().flat_map(|p| p.rows.all_columns()).collect();
        Joined::new(&all, &[]).schema().select(&options.columns)?;
        if log.is_none() && !matches!(from, From::Whole(_)) {
            from.pass(options.offset)?;
        }
        Ok(Self { from, finder, tables })
    }

    /// The tables of all protocols.
    pub(super) fn tables(&self) -> Vec<Table> {
        let of = |protocol: &Protocol| -> Vec<Table> {
            let named = protocol.rows.messages();
            let tables = protocol.rows.tables().into_iter().enumerate().map(|(number, columns)| {
                let own = named.iter().filter(|(_, table)| *table == number);
                Table {
                    columns: columns.clone(),
                    protocol: Some(protocol.name.clone()),
                    messages: own.map(|(name, _)| name.clone()).collect(),
                }
            });
            tables.collect()
        };
        self.tables.protocols.iter().flat_map(of).collect()
    }

    /// The field of a Rust type that gives the kind of message.
    pub(super) fn message_field(&self) -> Option<String> {
        self.tables.protocols.iter().find_map(|protocol| protocol.rows.message_field())
    }

    /// Number of bytes, of a regular file.
    pub(super) fn len(&self) -> Option<u64> {
        match &self.from {
            From::Whole(whole) => Some(whole.len().saturating_sub(self.tables.start)),
            From::Stream(_) | From::Growing(_) => None,
        }
    }

    /// Whether the input is decoded as it comes, so that it can be stopped.
    pub(super) fn is_live(&self, options: &DecodeOptions) -> bool {
        let counts_rows = options.skip > 0 || options.limit.is_some();
        counts_rows || !matches!(self.from, From::Whole(_))
    }

    pub(super) fn run<E: Default + Send>(
        self,
        mut job: Job<'_>,
        sink: &impl Sink<E>,
        put: Put<'_, E>,
    ) -> io::Result<Account> {
        let is_live = self.is_live(job.options);
        let Self { mut from, finder, tables } = self;
        let mut count = Count::default();
        let rows = match from {
            From::Whole(whole) if !is_live => {
                whole::decode(&mut job, (&finder, &whole), &tables, &mut count, sink, put)?
            }
            _ => {
                if matches!(from, From::Whole(_)) {
                    from.pass(job.options.offset)?;
                }
                live::decode(&mut job, (finder, from), &tables, &mut count, sink, put)?
            }
        };
        let frames = count.account(&tables.protocols);
        Ok(Account {
            rows,
            bytes: count.tally.bytes(),
            frames: Some(frames),
            error: count.error,
            ..Account::default()
        })
    }
}

/// The frames of a format or schema, and how they become rows.
fn of_format(format: &AnyFormat, options: &DecodeOptions) -> Result<Found, DecodeError> {
    let not_framed = || DecodeError::NotFramed(format.name().to_owned());
    let schema = format.frame_schema().map_err(|error| match error {
        FormatError::Frames(error) => DecodeError::Frames(error),
        _ => not_framed(),
    })?;
    let rows: Box<dyn ProtocolRows> = match (format.schema(), format.frame_type()) {
        (Some(schema), _) => {
            let rows = described::Described::new(schema, options);
            Box::new(rows.map_err(DecodeError::Frames)?)
        }
        (None, Some(frame)) => Box::new(typed::Typed::new(format.name(), frame, options)?),
        (None, None) => return Err(not_framed()),
    };
    Ok((schema, Protocol { name: format.name().to_owned(), rows }))
}

/// The messages of a log, and how they become rows.
fn of_log(format: &AnyFormat, log: Log, options: &DecodeOptions) -> Result<Found, DecodeError> {
    let name = format.name().to_owned();
    let rows = Box::new(logged::Logged::new(&log, &name, options)?);
    Ok((Box::new(log), Protocol { name, rows }))
}

/// Reads the definitions in a log. They may be anywhere, so that a pipe is read to its end.
fn read_log(
    format: LogFormat,
    from: &mut From,
    options: &DecodeOptions,
) -> Result<Log, DecodeError> {
    Ok(match from {
        From::Whole(whole) => {
            let source = whole.source(options.open_options())?;
            let start = usize::try_from(options.offset).unwrap_or(usize::MAX);
            format.read(source.bytes().get(start..).unwrap_or_default())
        }
        From::Stream(stream) => {
            io::copy(&mut stream.take(options.offset), &mut io::sink())?;
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).map_err(OpenError::from)?;
            let log = format.read(&bytes);
            *from = From::Stream(Box::new(Cursor::new(bytes)));
            log
        }
        From::Growing(_) => return Err(DecodeError::Growing),
    })
}
