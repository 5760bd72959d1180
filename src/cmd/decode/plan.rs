//! Which records are decoded, and where they stand.

use super::check::Check;
use super::input::Input;
use crate::cli::Decode;
use crate::cmd::{Status, complain};
use crate::layout::{Layout, LayoutError};
use crate::spec;
use crate::table::Gather;
use crate::view::counted;
use bytescope_formats::Format;
use bytescope_inspect::{
    BufferId, Bytes, Fault, Limits, OpenError, OpenOptions, Outcome, Rows, Source, Value,
};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, IsTerminal, Read};

/// What is decoded.
pub(super) struct Plan {
    /// What to call the input in messages.
    pub(super) name: String,
    pub(super) gather: Gather,
    /// The records, from the first one on.
    pub(super) from: Input,
    /// Where the first record stands in the input.
    pub(super) start: u64,
    /// How many bytes there are, when that is known.
    pub(super) length: Option<u64>,
    /// How many records there must be; none where they go up to the end.
    pub(super) count: Option<u64>,
    /// How records are checked, when they can be bad.
    pub(super) check: Option<Check>,
    /// What is wrong before the records.
    pub(super) faults: Vec<String>,
}

impl Plan {
    /// Opens the input and finds the records in it.
    pub(super) fn new(options: &Decode) -> Result<Self, Status> {
        let opened = Opened::new(options)?;
        let mut plan = match &options.layout {
            Some(format) => {
                let layout = format.layout().map_err(|error| complain("--struct", error))?;
                let layout = match options.names.is_empty() {
                    true => layout,
                    false => layout.named(&options.names).map_err(|e| complain("--names", e))?,
                };
                opened.plan(Gather::new(&layout))
            }
            None => opened.find(options)?,
        };
        if plan.gather.schema().fields.is_empty() {
            return Err(complain("decode", "the records have no values: they are padding only"));
        }
        if plan.gather.record_size() == 0 {
            return Err(complain("decode", LayoutError::NoBytes));
        }
        plan.gather = select(plan.gather, &options.columns)?;
        Ok(plan)
    }
}

/// The columns of these names; all of them when none is named.
pub(super) fn select(gather: Gather, names: &[String]) -> Result<Gather, Status> {
    if names.is_empty() {
        return Ok(gather);
    }
    let mut seen = HashSet::new();
    if let Some(twice) = names.iter().find(|name| !seen.insert(*name)) {
        return Err(complain("--columns", format!("'{twice}' is there twice")));
    }
    let known: Vec<_> = gather.schema().fields.iter().map(|f| f.name.clone()).collect();
    gather.select(names).map_err(|name| {
        let known = known.join(", ");
        complain("--columns", format!("there is no column '{name}'; there are: {known}"))
    })
}

/// The input from `--offset` on.
struct Opened {
    name: String,
    from: Input,
    start: u64,
    length: Option<u64>,
}

impl Opened {
    fn new(options: &Decode) -> Result<Self, Status> {
        let start = options.offset;
        let mut opened = if options.file.as_os_str() == "-" {
            if io::stdin().is_terminal() {
                return Err(complain("decode", "no bytes: name a FILE, or use a pipe"));
            }
            let (name, from) = ("<stdin>".to_owned(), Input::Stream(Box::new(io::stdin())));
            Self { name, from, start, length: None }
        } else {
            let name = options.file.display().to_string();
            let file = File::open(&options.file).map_err(|error| unreadable(&name, error))?;
            // Files below /proc say that they are empty.
            let meta = file.metadata().ok().filter(|meta| meta.is_file() && meta.len() > 0);
            let length = meta.map(|meta| meta.len().saturating_sub(start));
            let from = match length {
                Some(_) => Input::File(file),
                None => Input::Stream(Box::new(file)),
            };
            Self { name, from, start, length }
        };
        opened.from.pass(start).map_err(|error| unreadable(&opened.name, error))?;
        Ok(opened)
    }

    /// All of it is records.
    fn plan(self, gather: Gather) -> Plan {
        let Self { name, from, start, length, .. } = self;
        Plan { name, gather, from, start, length, count: None, check: None, faults: Vec::new() }
    }

    /// Finds the records of a format.
    fn find(self, options: &Decode) -> Result<Plan, Status> {
        let format = options.format.first().map(|name| spec::writable(name)).transpose();
        let format = format.map_err(|message| complain("--format", message))?;
        if self.length.is_none() {
            return self.find_in_stream(options, format);
        }
        let source = Source::open(&options.file, OpenOptions::MAPPED);
        let source = source.map_err(|error| complain(&self.name, error))?;
        let at = usize::try_from(self.start).unwrap_or(usize::MAX);
        let bytes = source.bytes().get(at..).unwrap_or_default();
        let outcome = self.inspect(format, bytes)?;
        let found = Found::of(options, &outcome).map_err(|problem| problem.of(&self.name))?;
        found.plan(self, &outcome)
    }

    /// Finds the records of what can be read only once: no more is read than has to be.
    fn find_in_stream(
        mut self,
        options: &Decode,
        format: Option<&'static Format>,
    ) -> Result<Plan, Status> {
        let mut head = Vec::new();
        loop {
            let mut more = vec![0; HEAD.saturating_sub(head.len())];
            let count = match self.from.read(&mut more) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(&self.name, error)),
            };
            head.extend_from_slice(more.get(..count).unwrap_or_default());
            let ended = count == 0 || head.len() >= HEAD;
            if !ended && format.is_none() && head.len() < ENOUGH {
                continue;
            }
            if ended || format.or_else(|| bytescope_formats::detect(&head)).is_some() {
                let outcome = self.inspect(format, &head)?;
                match Found::of(options, &outcome) {
                    Ok(found) => {
                        let mut plan = found.plan(self, &outcome)?;
                        let first = plan.start.saturating_sub(options.offset);
                        let first = usize::try_from(first).unwrap_or(usize::MAX);
                        plan.from = plan.from.behind(head.split_off(first.min(head.len())));
                        return Ok(plan);
                    }
                    Err(problem) if ended => return Err(problem.of(&self.name)),
                    Err(_) => {}
                }
            }
        }
    }

    fn inspect(&self, named: Option<&'static Format>, bytes: &[u8]) -> Result<Outcome<()>, Status> {
        match named.or_else(|| bytescope_formats::detect(bytes)) {
            Some(format) => Ok((format.inspect)(bytes, Limits::default())),
            None => {
                let advice = "in no known format; name its records: -f NAME (`bytescope formats` \
                              lists them), or --struct FMT";
                Err(Problem::Data(advice.to_owned()).of(&self.name))
            }
        }
    }
}

/// How much of a stream is looked at for its records.
const HEAD: usize = 64 << 10;

/// How much tells formats apart.
const ENOUGH: usize = 64;

fn unreadable(name: &str, error: io::Error) -> Status {
    let error = match error.kind() {
        io::ErrorKind::IsADirectory => OpenError::Directory,
        _ => error.into(),
    };
    complain(name, error)
}

/// Why there are no records.
enum Problem {
    Data(String),
    Usage(String),
}

impl Problem {
    /// Says it of an input.
    fn of(self, name: &str) -> Status {
        match self {
            Self::Data(problem) => {
                complain(name, problem);
                Status::Bad
            }
            Self::Usage(problem) => complain(name, problem),
        }
    }
}

/// Records that stand in a tree.
struct Found<'o> {
    path: String,
    rows: &'o Rows,
}

impl<'o> Found<'o> {
    /// The records that are asked for, or the only ones.
    fn of(options: &Decode, outcome: &'o Outcome<()>) -> Result<Self, Problem> {
        let mut tables = Vec::new();
        outcome.tree.walk(&mut |path, node| {
            if let Value::Table(rows) = &node.value {
                tables.push(Self { path: path.to_string(), rows });
            }
        });
        let names = |tables: &[Self]| {
            let names: Vec<_> = tables.iter().map(|found| found.path.clone()).collect();
            names.join(", ")
        };
        match (&options.each, tables.len()) {
            (_, 0) => Err(Problem::Data(match outcome.tree.recorded_faults().first() {
                Some((path, fault)) => {
                    let offset = fault.offset.saturating_add(options.offset);
                    format!("no records: {path} at {offset:#x}: {fault}")
                }
                None => "has no records of a fixed size".to_owned(),
            })),
            (Some(path), _) => match tables.iter().position(|found| found.path == *path) {
                Some(at) => Ok(tables.swap_remove(at)),
                None => {
                    let known = names(&tables);
                    Err(Problem::Usage(format!("no records at {path}; there are: {known}")))
                }
            },
            (None, 1) => Ok(tables.remove(0)),
            (None, _) => {
                let known = names(&tables);
                let problem = format!("several kinds of records, say which with --each: {known}");
                Err(Problem::Usage(problem))
            }
        }
    }

    /// The plan for the records of an input; `from` still stands where the input was opened.
    fn plan(self, opened: Opened, outcome: &Outcome<()>) -> Result<Plan, Status> {
        let Self { path, rows } = self;
        let columns = rows.columns();
        let layout = Layout::of_record(&columns, rows.stride());
        let layout = layout.map_err(|error| complain(&opened.name, error))?;
        let first = rows.span().start();
        let before = |offset: u64| rows.buffer() != BufferId::SOURCE || offset < first;
        let faults = outcome.tree.recorded_faults();
        let faults = faults.iter().filter(|(_, fault)| before(fault.offset));
        let said = |(path, fault): &(String, &Fault)| {
            let offset = fault.offset.saturating_add(opened.start);
            format!("{path} at {offset:#x}: {fault}")
        };
        let faults = faults.map(said).collect();
        let (start, base) = (opened.start, opened.start.saturating_add(first));
        let mut plan = opened.plan(Gather::new(&layout));
        plan.faults = faults;
        plan.count = rows.wanted();
        plan.check = (!rows.is_total()).then(|| Check::new(path, rows.clone(), columns, base));
        if rows.buffer() != BufferId::SOURCE {
            let bytes = Bytes { source: &[], buffers: &outcome.buffers }.of(rows.span());
            plan.from = Input::memory(bytes.to_vec());
            plan.length = Some(bytes.len() as u64);
        } else if plan.length.is_some() {
            plan.from.pass(first).map_err(|error| unreadable(&plan.name, error))?;
            plan.length = plan.length.map(|length| length.saturating_sub(first));
        }
        plan.start = start.saturating_add(first);
        Ok(plan)
    }
}

impl Plan {
    /// Says how many records there are too few.
    pub(super) fn missing(&self, found: u64) -> Option<String> {
        let count = self.count.filter(|count| *count > found)?;
        Some(format!("the data ends: expected {}, found {found}", counted(count, "record")))
    }
}
