//! `bytescope decode`

mod report;
mod watch;

use crate::advice;
use crate::args::{Decode, Naming, TableKind};
use crate::open;
use crate::output::Output;
use crate::progress;
use crate::say::{Status, complain, not_decoded};
use bytescope::decode::{Account, DecodeOptions, Decoder, Input, InputOptions, RowKind, Run};
use bytescope::inspect::OpenError;
use bytescope::{AnyFormat, DecodeError, table};
use report::Summary;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use watch::Watch;

/// Text in the name of an output file that stands for a value.
const VALUE: &str = "{}";

pub(crate) fn run(options: &Decode, stdout: Output) -> io::Result<Status> {
    match start(options) {
        Ok((run, summary)) => decode(options, run, summary, stdout),
        Err(status) => Ok(status),
    }
}

/// Opens the input, and finds out what is in it.
fn start(options: &Decode) -> Result<(Run, Summary), Status> {
    let decoder = decoder(options)?;
    let kind = decoder.row_kind();
    if let (Some(option), RowKind::Records | RowKind::Items) = (options.stream.given(), kind) {
        let problem = match kind {
            RowKind::Items => {
                "is for frames, of which the schema says nothing: add \
                 `-frame: {max-size: …}` below its `meta`"
            }
            _ => "is for formats that are found in noise: name one with -f (see `formats`)",
        };
        return Err(complain(option, problem));
    }
    let input = input(options)?;
    let name = input.name().to_owned();
    let run = decoder.open(input).map_err(|error| not_decoded(&name, &error))?;
    for (path, fault) in run.faults() {
        let (offset, fault) = (fault.offset, advice::advised(fault.clone()));
        complain(&name, format!("{path} at {offset:#x}: {fault}"));
    }
    let summary = Summary::of(&run);
    Ok((run, summary))
}

fn decoder(options: &Decode) -> Result<Decoder, Status> {
    let formats = open::formats(&options.include);
    let named = |naming: Naming| naming.named(&formats).transpose();
    let named: Vec<AnyFormat> =
        options.naming().into_iter().filter_map(named).collect::<Result<_, _>>()?;
    let decoder = match &options.layout {
        Some(format) => {
            let layout = format.layout().map_err(|error| complain("--struct", error))?;
            Decoder::records(match options.names.is_empty() {
                true => layout,
                false => layout.named(&options.names).map_err(|e| complain("--names", e))?,
            })
        }
        None => Decoder::new(named),
    };
    let mut plain = DecodeOptions::default();
    plain.columns.clone_from(&options.columns);
    plain.each.clone_from(&options.each);
    plain.instances = options.instances;
    plain.offset = options.offset;
    plain.skip = options.skip;
    plain.limit = options.limit;
    plain.threads = options.threads;
    plain.limits = options.bounds.limits();
    plain.map = true;
    plain.timeout = options.stream.timeout;
    plain.stop = interrupted().into();
    Ok(decoder.known_formats(formats).options(plain))
}

/// A flag that signals set once [`stop_on_signals`] was called.
fn interrupted() -> Arc<AtomicBool> {
    static STOP: std::sync::OnceLock<Arc<AtomicBool>> = std::sync::OnceLock::new();
    STOP.get_or_init(Arc::default).clone()
}

/// Ends the decoding of a live input at the first signal: what was decoded is complete.
fn stop_on_signals() -> io::Result<()> {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, interrupted())?;
    }
    Ok(())
}

/// Opens the input that the command line names.
fn input(options: &Decode) -> Result<Input, Status> {
    let name = options.file.display().to_string();
    if let Some(address) = name.strip_prefix("tcp://") {
        return Input::tcp(address).map_err(|error| complain(&name, error));
    }
    if name == "-" {
        if io::stdin().is_terminal() {
            return Err(complain("decode", "no bytes: name a FILE, or use a pipe"));
        }
        return Ok(Input::reader("<stdin>", io::stdin()));
    }
    let how = InputOptions { follow: options.stream.follow, speed: options.stream.baud };
    Input::open(&options.file, how).map_err(|error| match error {
        OpenError::Io(error) if error.kind() == io::ErrorKind::InvalidInput => {
            complain(&name, "no serial line, so --baud means nothing")
        }
        error => complain(&name, error),
    })
}

/// Decodes into what the command line asks for.
fn decode(options: &Decode, run: Run, summary: Summary, stdout: Output) -> io::Result<Status> {
    let split = match split(options, &run) {
        Ok(split) => split,
        Err(status) => return Ok(status),
    };
    let mut out = match (&options.output, &split) {
        (Some(path), None) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        _ => stdout,
    };
    let rejects = match options.stream.rejects.as_deref().map(Output::file).transpose() {
        Ok(rejects) => rejects,
        Err(error) => {
            let path = options.stream.rejects.as_deref().unwrap_or(Path::new(""));
            return Ok(complain(path.display(), error));
        }
    };
    if run.is_live() {
        stop_on_signals()?;
    }
    // Rows on a terminal show the progress themselves.
    let rows_on_terminal = split.is_none() && out.terminal;
    let bar = progress::bar(run.len(), !options.quiet && !rows_on_terminal);
    let mut watch = Watch::new(run.name(), bar, rejects);
    let kind = kind(options);
    let (outputs, account) = if options.stream.count {
        (Vec::new(), run.count(&mut watch)?)
    } else if let Some((column, pattern)) = &split {
        run.split(column, kind, |name| part(pattern, name), &mut watch)?
    } else {
        let (written, account) = run.write(kind, &mut out, &mut watch)?;
        let _: &mut Output = written;
        (vec![out], account)
    };
    finish(outputs, &account)?;
    let (invalid, rejects) = watch.finish();
    let status = summary.print(options, &account, invalid);
    Ok(match rejects {
        Ok(()) => status,
        Err(error) => complain("--rejects", error),
    })
}

/// Files take their names, unless the input failed in the middle.
fn finish(outputs: Vec<Output>, account: &Account) -> io::Result<()> {
    for mut out in outputs {
        match &account.error {
            None => out.commit()?,
            Some(_) => out.flush()?,
        }
    }
    Ok(())
}

/// The column by which rows are split, and the name of a file with [`VALUE`] in it.
type Split<'o> = (bytescope::decode::SplitColumn, &'o Path);

fn split<'o>(options: &'o Decode, run: &Run) -> Result<Option<Split<'o>>, Status> {
    let Some(column) = &options.stream.split_by else { return Ok(None) };
    let pattern = options.output.as_deref().unwrap_or(Path::new(""));
    let name = pattern.file_name().unwrap_or_default().to_string_lossy();
    if name.matches(VALUE).count() != 1 {
        let advice = format!("the name of OUT must say where the value goes: -o 'out/{VALUE}.csv'");
        return Err(complain("--split-by", advice));
    }
    match run.split_column(column) {
        Ok(column) => Ok(Some((column, pattern))),
        Err(DecodeError::Columns(error)) => Err(complain("--split-by", error)),
        Err(error) => Err(not_decoded(run.name(), &error)),
    }
}

/// The file for a value.
fn part(pattern: &Path, value: &str) -> io::Result<Output> {
    let file = pattern.file_name().unwrap_or_default().to_string_lossy();
    let path: PathBuf = pattern.with_file_name(file.replacen(VALUE, value, 1));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Output::file(&path)
}

/// The format of the table. Arrow on the standard output is a stream.
fn kind(options: &Decode) -> table::TableKind {
    match options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref())) {
        TableKind::Csv => table::TableKind::Csv,
        TableKind::Ndjson => table::TableKind::Ndjson,
        #[cfg(feature = "columnar")]
        TableKind::Parquet => table::TableKind::Parquet,
        #[cfg(feature = "columnar")]
        TableKind::Arrow if options.output.is_none() => table::TableKind::ArrowStream,
        #[cfg(feature = "columnar")]
        TableKind::Arrow => table::TableKind::Arrow,
    }
}
