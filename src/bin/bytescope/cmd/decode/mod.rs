//! `bytescope decode`

mod report;
mod several;
mod watch;

use crate::advice;
use crate::args::{DecodeArgs, FormatArgs, TableFormatArg};
use crate::messages::{ExitStatus, file_name, note, report_decode_error, report_problem};
use crate::open;
use crate::output::{Output, create_folder, file_path, report_output_error};
use crate::progress;
use bytescope::decode::{Account, DecodeOptions, Decoder, Input, InputOptions, RowKind, Run};
use bytescope::inspect::{IoMessage, OpenError, TerminalText};
use bytescope::{AnyFormat, DecodeError, table};
use report::Summary;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use watch::DecodeReporter;

/// Placeholder for the column value in the name of an output file.
const PLACEHOLDER: &str = "{}";

pub(crate) fn run(options: &DecodeArgs, stdout: Output) -> io::Result<ExitStatus> {
    match &*options.files {
        [file] => match start(options, file) {
            Ok((run, summary)) => decode(options, run, summary, stdout),
            Err(status) => Ok(status),
        },
        files => match several::start(options, files) {
            Ok(runs) => several::decode(options, runs, stdout),
            Err(status) => Ok(status),
        },
    }
}

/// Opens the input, selects its format and reports faults before the rows.
fn start(options: &DecodeArgs, file: &Path) -> Result<(Run, Summary), ExitStatus> {
    let decoder = decoder(options)?;
    check_stream_options(options, &decoder)?;
    let input = input(options, file)?;
    let name = input.name().to_owned();
    let run = decoder.open(input).map_err(|error| report_decode_error(&name, &error))?;
    report_faults(&run);
    let summary = Summary::of(&run);
    Ok((run, summary))
}

/// Checks that options for frames are used with frames only.
fn check_stream_options(options: &DecodeArgs, decoder: &Decoder) -> Result<(), ExitStatus> {
    let kind = decoder.row_kind();
    if let (Some(option), RowKind::Records | RowKind::Items) = (options.stream.first_given(), kind)
    {
        let problem = match kind {
            RowKind::Items => {
                "requires frames, but the schema defines no framing (add \
                 `-frame: {max-size: …}` to its `meta`)"
            }
            _ => "requires a frame format (use -f NAME; see `bytescope formats`)",
        };
        return Err(report_problem(option, problem));
    }
    Ok(())
}

/// Reports faults before the rows.
fn report_faults(run: &Run) {
    for (path, fault) in run.faults() {
        let (offset, fault) = (fault.offset, advice::with_limit_option(fault.clone()));
        note(ExitStatus::of(&fault));
        report_problem(run.name(), format!("{path} at {offset:#x}: {fault}"));
    }
}

fn decoder(options: &DecodeArgs) -> Result<Decoder, ExitStatus> {
    if options.escape_formulas && !matches!(table_kind(options), table::TableKind::Csv) {
        return Err(report_problem("--escape-formulas", "requires CSV (use --to csv)"));
    }
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
    decode_options.max_read = options.read_limit.max_read;
    decode_options.escape_formulas = options.escape_formulas;
    decode_options.stop = interrupted().into();
    Ok(decoder.known_formats(formats).options(decode_options))
}

/// Returns the flag that signals set after [`stop_on_signals`].
fn interrupted() -> Arc<AtomicBool> {
    static STOP: std::sync::OnceLock<Arc<AtomicBool>> = std::sync::OnceLock::new();
    STOP.get_or_init(Arc::default).clone()
}

/// Lets the first SIGINT or SIGTERM end a live input. The output is then completed as usual.
fn stop_on_signals() -> io::Result<()> {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, interrupted())?;
    }
    Ok(())
}

/// Opens an input given on the command line.
fn input(options: &DecodeArgs, file: &Path) -> Result<Input, ExitStatus> {
    let name = file_name(file);
    type Connect = fn(&str) -> io::Result<Input>;
    let schemes: [(&str, Connect); 3] =
        [("tcp://", Input::tcp), ("tcp-listen://", Input::tcp_listen), ("udp://", Input::udp)];
    for (scheme, connect) in schemes {
        if let Some(address) = name.strip_prefix(scheme) {
            return connect(address).map_err(|error| report_problem(&name, IoMessage(&error)));
        }
    }
    if name == "-" {
        if io::stdin().is_terminal() {
            return Err(report_problem("decode", "no input (specify FILE or use a pipe)"));
        }
        return Ok(Input::reader("<stdin>", io::stdin()));
    }
    let input_options =
        InputOptions { follow: options.stream.follow, serial: options.stream.serial() };
    Input::open(file, input_options).map_err(|error| match error {
        OpenError::Io(error) if error.kind() == io::ErrorKind::InvalidInput => {
            report_problem(&name, "not a serial port; --baud and --serial do not apply")
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
    let output = file_path(options.output.as_deref());
    let mut out = match (output, &split) {
        (Some(path), None) => Output::file(path)?,
        _ => stdout,
    };
    let rejects = options.stream.rejects.as_deref();
    let rows_on_stdout = output.is_none() && !options.stream.count;
    if rejects.is_some_and(|path| file_path(Some(path)).is_none()) && rows_on_stdout {
        let problem = "standard output contains the rows (use -o OUT or --count)";
        return Ok(report_problem("--rejects", problem));
    }
    let rejects = rejects.map(Output::file).transpose()?;
    if run.is_live() {
        stop_on_signals()?;
    }
    // Rows printed on a terminal already show progress.
    let rows_on_terminal = split.is_none() && out.terminal;
    let bar = progress::bar(run.len(), !options.quiet && !rows_on_terminal);
    let mut reporter = DecodeReporter::new(run.name(), bar, rejects);
    let kind = table_kind(options);
    let (outputs, account) = if options.stream.count {
        (Vec::new(), run.count(&mut reporter)?)
    } else if let Some((column, pattern)) = &split {
        run.split(column, kind, |name| open_part(pattern, name), &mut reporter)?
    } else {
        let account = match rows_on_terminal {
            true => run.write(kind, TerminalText(&mut out), &mut reporter)?.1,
            false => run.write(kind, &mut out, &mut reporter)?.1,
        };
        (vec![out], account)
    };
    finish(outputs, &account)?;
    let (invalid, rejects) = reporter.finish();
    let status = summary.print(options, &account, invalid);
    Ok(match rejects {
        Ok(()) => status,
        Err(error) => report_output_error(&error),
    })
}

/// Completes the outputs. If reading the input failed, existing files are kept.
fn finish(outputs: Vec<Output>, account: &Account) -> io::Result<()> {
    for mut out in outputs {
        match &account.error {
            None => out.commit()?,
            Some(_) => out.flush()?,
        }
    }
    Ok(())
}

/// Column by which rows are split, and the path of the output files, with [`PLACEHOLDER`] in the
/// file name.
type Split<'o> = (bytescope::decode::SplitColumn, &'o Path);

fn split<'o>(options: &'o DecodeArgs, run: &Run) -> Result<Option<Split<'o>>, ExitStatus> {
    let Some(column) = &options.stream.split_by else { return Ok(None) };
    let pattern = options.output.as_deref().unwrap_or(Path::new(""));
    let name = pattern.file_name().unwrap_or_default().to_string_lossy();
    if name.matches(PLACEHOLDER).count() != 1 {
        let problem = format!(
            "name of OUT must contain {PLACEHOLDER} once (e.g. -o 'out/{PLACEHOLDER}.csv')"
        );
        return Err(report_problem("--split-by", problem));
    }
    match run.split_column(column) {
        Ok(column) => Ok(Some((column, pattern))),
        Err(DecodeError::Columns(error)) => Err(report_problem("--split-by", error)),
        Err(error) => Err(report_decode_error(run.name(), &error)),
    }
}

/// Opens the output file for a column value.
fn open_part(pattern: &Path, value: &str) -> io::Result<Output> {
    let file = pattern.file_name().unwrap_or_default().to_string_lossy();
    let path: PathBuf = pattern.with_file_name(file.replacen(PLACEHOLDER, value, 1));
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
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
        TableFormatArg::Arrow if file_path(options.output.as_deref()).is_none() => {
            table::TableKind::ArrowStream
        }
        #[cfg(feature = "columnar")]
        TableFormatArg::Arrow => table::TableKind::Arrow,
    }
}
