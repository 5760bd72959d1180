//! `bytescope decode`

mod report;
mod watch;

use crate::advice;
use crate::args::{DecodeArgs, FormatArgs, TableFormatArg};
use crate::messages::{ExitStatus, report_decode_error, report_problem};
use crate::open;
use crate::output::Output;
use crate::progress;
use bytescope::decode::{Account, DecodeOptions, Decoder, Input, InputOptions, RowKind, Run};
use bytescope::inspect::OpenError;
use bytescope::{AnyFormat, DecodeError, table};
use report::Summary;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use watch::DecodeReporter;

/// Placeholder for a value in the name of an output file.
const PLACEHOLDER: &str = "{}";

pub(crate) fn run(options: &DecodeArgs, stdout: Output) -> io::Result<ExitStatus> {
    match start(options) {
        Ok((run, summary)) => decode(options, run, summary, stdout),
        Err(status) => Ok(status),
    }
}

/// Opens the input and detects its format.
fn start(options: &DecodeArgs) -> Result<(Run, Summary), ExitStatus> {
    let decoder = decoder(options)?;
    let kind = decoder.row_kind();
    if let (Some(option), RowKind::Records | RowKind::Items) = (options.stream.given(), kind) {
        let problem = match kind {
            RowKind::Items => {
                "requires frames, but the schema defines no framing (add \
                 `-frame: {max-size: …}` to its `meta`)"
            }
            _ => "requires a frame format (use -f NAME; see `bytescope formats`)",
        };
        return Err(report_problem(option, problem));
    }
    let input = input(options)?;
    let name = input.name().to_owned();
    let run = decoder.open(input).map_err(|error| report_decode_error(&name, &error))?;
    for (path, fault) in run.faults() {
        let (offset, fault) = (fault.offset, advice::with_limit_option(fault.clone()));
        report_problem(&name, format!("{path} at {offset:#x}: {fault}"));
    }
    let summary = Summary::of(&run);
    Ok((run, summary))
}

fn decoder(options: &DecodeArgs) -> Result<Decoder, ExitStatus> {
    let formats = open::formats(&options.include);
    let named = |args: FormatArgs| args.select(&formats).transpose();
    let named: Vec<AnyFormat> =
        options.format_args().into_iter().filter_map(named).collect::<Result<_, _>>()?;
    let decoder = match &options.layout {
        Some(format) => {
            let layout = format.layout().map_err(|error| report_problem("--struct", error))?;
            Decoder::records(match options.names.is_empty() {
                true => layout,
                false => layout.named(&options.names).map_err(|e| report_problem("--names", e))?,
            })
        }
        None => Decoder::new(named),
    };
    let mut decode_options = DecodeOptions::default();
    decode_options.columns.clone_from(&options.columns);
    decode_options.each.clone_from(&options.each);
    decode_options.instances = options.instances;
    decode_options.offset = options.offset;
    decode_options.skip = options.skip;
    decode_options.limit = options.limit;
    decode_options.threads = options.threads;
    decode_options.limits = options.limits.limits();
    decode_options.map = true;
    decode_options.timeout = options.stream.timeout;
    decode_options.stop = interrupted().into();
    Ok(decoder.known_formats(formats).options(decode_options))
}

/// Flag set by signals after [`stop_on_signals`].
fn interrupted() -> Arc<AtomicBool> {
    static STOP: std::sync::OnceLock<Arc<AtomicBool>> = std::sync::OnceLock::new();
    STOP.get_or_init(Arc::default).clone()
}

/// Stops decoding a live input at the first signal. The output is then complete.
fn stop_on_signals() -> io::Result<()> {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, interrupted())?;
    }
    Ok(())
}

/// Opens the input given on the command line.
fn input(options: &DecodeArgs) -> Result<Input, ExitStatus> {
    let name = options.file.display().to_string();
    if let Some(address) = name.strip_prefix("tcp://") {
        return Input::tcp(address).map_err(|error| report_problem(&name, error));
    }
    if name == "-" {
        if io::stdin().is_terminal() {
            return Err(report_problem("decode", "no input (specify FILE or use a pipe)"));
        }
        return Ok(Input::reader("<stdin>", io::stdin()));
    }
    let how = InputOptions { follow: options.stream.follow, baud_rate: options.stream.baud };
    Input::open(&options.file, how).map_err(|error| match error {
        OpenError::Io(error) if error.kind() == io::ErrorKind::InvalidInput => {
            report_problem(&name, "not a serial port; --baud does not apply")
        }
        error => report_problem(&name, error),
    })
}

/// Decodes into the outputs given on the command line.
fn decode(
    options: &DecodeArgs,
    run: Run,
    summary: Summary,
    stdout: Output,
) -> io::Result<ExitStatus> {
    let split = match split(options, &run) {
        Ok(split) => split,
        Err(status) => return Ok(status),
    };
    let mut out = match (&options.output, &split) {
        (Some(path), None) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(report_problem(path.display(), error)),
        },
        _ => stdout,
    };
    let rejects = match options.stream.rejects.as_deref().map(Output::file).transpose() {
        Ok(rejects) => rejects,
        Err(error) => {
            let path = options.stream.rejects.as_deref().unwrap_or(Path::new(""));
            return Ok(report_problem(path.display(), error));
        }
    };
    if run.is_live() {
        stop_on_signals()?;
    }
    // Rows on a terminal already show the progress.
    let rows_on_terminal = split.is_none() && out.terminal;
    let bar = progress::bar(run.len(), !options.quiet && !rows_on_terminal);
    let mut reporter = DecodeReporter::new(run.name(), bar, rejects);
    let kind = table_kind(options);
    let (outputs, account) = if options.stream.count {
        (Vec::new(), run.count(&mut reporter)?)
    } else if let Some((column, pattern)) = &split {
        run.split(column, kind, |name| open_part(pattern, name), &mut reporter)?
    } else {
        let (written, account) = run.write(kind, &mut out, &mut reporter)?;
        let _: &mut Output = written;
        (vec![out], account)
    };
    finish(outputs, &account)?;
    let (invalid, rejects) = reporter.finish();
    let status = summary.print(options, &account, invalid);
    Ok(match rejects {
        Ok(()) => status,
        Err(error) => report_problem("--rejects", error),
    })
}

/// Completes the files, unless reading the input failed.
fn finish(outputs: Vec<Output>, account: &Account) -> io::Result<()> {
    for mut out in outputs {
        match &account.error {
            None => out.commit()?,
            Some(_) => out.flush()?,
        }
    }
    Ok(())
}

/// Column by which rows are split, and the path of the files with [`PLACEHOLDER`] in the name.
type Split<'o> = (bytescope::decode::SplitColumn, &'o Path);

fn split<'o>(options: &'o DecodeArgs, run: &Run) -> Result<Option<Split<'o>>, ExitStatus> {
    let Some(column) = &options.stream.split_by else { return Ok(None) };
    let pattern = options.output.as_deref().unwrap_or(Path::new(""));
    let name = pattern.file_name().unwrap_or_default().to_string_lossy();
    if name.matches(PLACEHOLDER).count() != 1 {
        let advice = format!("name of OUT must contain {PLACEHOLDER} once (e.g. -o 'out/{PLACEHOLDER}.csv')");
        return Err(report_problem("--split-by", advice));
    }
    match run.split_column(column) {
        Ok(column) => Ok(Some((column, pattern))),
        Err(DecodeError::Columns(error)) => Err(report_problem("--split-by", error)),
        Err(error) => Err(report_decode_error(run.name(), &error)),
    }
}

/// Opens the file for a value.
fn open_part(pattern: &Path, value: &str) -> io::Result<Output> {
    let file = pattern.file_name().unwrap_or_default().to_string_lossy();
    let path: PathBuf = pattern.with_file_name(file.replacen(PLACEHOLDER, value, 1));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Output::file(&path)
}

/// Returns the type of the table. Arrow on standard output is a stream.
fn table_kind(options: &DecodeArgs) -> table::TableKind {
    match options.to.unwrap_or_else(|| TableFormatArg::of(options.output.as_deref())) {
        TableFormatArg::Csv => table::TableKind::Csv,
        TableFormatArg::Ndjson => table::TableKind::Ndjson,
        #[cfg(feature = "columnar")]
        TableFormatArg::Parquet => table::TableKind::Parquet,
        #[cfg(feature = "columnar")]
        TableFormatArg::Arrow if options.output.is_none() => table::TableKind::ArrowStream,
        #[cfg(feature = "columnar")]
        TableFormatArg::Arrow => table::TableKind::Arrow,
    }
}
