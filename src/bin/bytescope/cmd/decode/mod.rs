//! `bytescope decode`

mod parts;
mod report;
mod several;
mod watch;

use crate::advice;
use crate::args::{DecodeArgs, FormatArgs, TableFormatArg};
use crate::messages::{ExitStatus, file_name, note, report_decode_error, report_problem};
use crate::open;
use crate::output::{Output, Outputs, file_path, report_output_error};
use crate::{progress, signals};
use bytescope::decode::{Account, DecodeOptions, Decoder, Input, InputOptions, RowKind, Run};
use bytescope::inspect::TerminalText;
use bytescope::output::OutputOptions;
use bytescope::{AnyFormat, table};
use parts::SplitOutputs;
use report::RunSummary;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use watch::DecodeReporter;

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
fn start(options: &DecodeArgs, file: &Path) -> Result<(Run, RunSummary), ExitStatus> {
    let decoder = decoder(options)?;
    check_stream_options(options, &decoder)?;
    let input = input(options, file)?;
    let name = input.name().to_owned();
    let run = decoder.open(input).map_err(|error| report_decode_error(&name, &error))?;
    report_faults(&run);
    let summary = RunSummary::of(&run);
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
    if let Some(compression) = options.compression {
        let supported = table_kind(options).supports(compression);
        if !supported {
            let problem = match table_kind(options).has_nested() {
                true => "Arrow supports none, lz4 and zstd",
                false => "requires Parquet or Arrow (use --to parquet)",
            };
            return Err(report_problem("--compression", problem));
        }
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
    decode_options.raw = options.stream.raw;
    decode_options.offset = options.offset;
    decode_options.skip = options.skip;
    decode_options.limit = options.limit;
    decode_options.threads = options.threads;
    decode_options.limits = options.limits.limits();
    decode_options.map = true;
    decode_options.max_read = options.read_limit.max_read;
    decode_options.escape_formulas = options.escape_formulas;
    decode_options.compression = options.compression;
    decode_options.stop = signals::stop().into();
    Ok(decoder.known_formats(formats).options(decode_options))
}

/// Opens an input given on the command line.
fn input(options: &DecodeArgs, file: &Path) -> Result<Input, ExitStatus> {
    let name = file_name(file);
    if name == "-" && io::stdin().is_terminal() {
        return Err(report_problem("decode", "no input (specify FILE or use a pipe)"));
    }
    let input_options =
        InputOptions { follow: options.stream.follow, serial: options.stream.serial() };
    open::stream(file, input_options).map_err(|error| report_problem(&name, error))
}

/// Decodes into the outputs given on the command line.
fn decode(
    options: &DecodeArgs,
    run: Run,
    summary: RunSummary,
    stdout: Output,
) -> io::Result<ExitStatus> {
    let output = file_path(options.output.as_deref());
    let column = options.stream.split_by.as_deref();
    let parts = match (column, output) {
        (Some(column), path) => {
            match SplitOutputs::new(
                column,
                path.unwrap_or(Path::new("")),
                table_kind(options),
                &run,
            ) {
                Ok(parts) => Some(parts),
                Err(status) => return Ok(status),
            }
        }
        (None, _) => None,
    };
    let mut outputs = Outputs::of(options.files.iter().chain(&options.schema));
    let file_options = OutputOptions::default().live(run.is_recording());
    let table_options = table_options(table_kind(options), run.is_recording());
    let rejects = options.stream.rejects.as_deref();
    let rows_on_stdout = output.is_none() && !options.stream.count;
    if rejects.is_some_and(|path| file_path(Some(path)).is_none()) && rows_on_stdout {
        let problem = "standard output contains the rows (use -o OUT or --count)";
        return Ok(report_problem("--rejects", problem));
    }
    if rows_on_stdout {
        outputs.add_stdout();
    }
    let mut out = match (output, &parts) {
        (Some(path), None) => outputs.file(path, &table_options)?,
        _ => stdout,
    };
    let rejects = rejects.map(|path| outputs.file(path, &file_options)).transpose()?;
    if run.is_recording() {
        signals::stop_recording()?;
    }
    // Rows printed on a terminal already show progress.
    let rows_on_terminal = parts.is_none() && out.terminal;
    let bar = progress::bar(run.len(), !options.quiet && !rows_on_terminal);
    let mut reporter = DecodeReporter::new(run.name(), bar, rejects);
    let (kind, is_recording) = (table_kind(options), run.is_recording());
    let (written, account) = if options.stream.count {
        (Vec::new(), run.count(&mut reporter)?)
    } else if let Some((mut parts, by)) = parts {
        let open = |name: &_| parts.open(name, &mut outputs);
        let decoded = run.split_parts(&by, kind, open, &mut reporter);
        let reported = parts.report(&mut outputs);
        let decoded = decoded?;
        reported?;
        decoded
    } else {
        let account = match rows_on_terminal {
            true => run.write(kind, TerminalText(&mut out), &mut reporter)?.1,
            false => run.write(kind, &mut out, &mut reporter)?.1,
        };
        (vec![out], account)
    };
    finish(written, is_recording, &account)?;
    let (invalid, rejects) = reporter.finish();
    let status = summary.print(options, &account, invalid);
    Ok(match rejects {
        Ok(()) => status,
        Err(error) => report_output_error(&error),
    })
}

/// Completes the outputs. If reading a file failed, existing outputs are kept. A recording is
/// completed in any case, since its input is not available again.
fn finish(outputs: Vec<Output>, is_recording: bool, account: &Account) -> io::Result<()> {
    for mut out in outputs {
        match &account.error {
            Some(_) if !is_recording => out.flush()?,
            _ => out.commit()?,
        }
    }
    Ok(())
}

/// Returns the options for the file of a table.
fn table_options(kind: table::TableKind, is_recording: bool) -> OutputOptions {
    let options = OutputOptions::default().live(is_recording);
    match kind {
        table::TableKind::Csv => options.complete(|rows| table::TableKind::Csv.complete_rows(rows)),
        table::TableKind::Ndjson => {
            options.complete(|rows| table::TableKind::Ndjson.complete_rows(rows))
        }
        // These files can be read only if their end is complete.
        _ => options.reserve(true),
    }
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
