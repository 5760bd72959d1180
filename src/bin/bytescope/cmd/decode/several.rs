//! Several inputs of `decode`.

use super::report::RunSummary;
use super::watch::DecodeReporter;
use super::{check_stream_options, decoder, input, report_faults, table_kind, table_options};
use crate::args::DecodeArgs;
use crate::messages::{ExitStatus, file_name, report_decode_error, report_problem};
use crate::output::{Output, Outputs, file_path, report_output_error};
use crate::{progress, signals};
use bytescope::decode::{InputRuns, Run};
use std::io::{self, Write};
use std::path::PathBuf;

/// Opens the inputs, selects their formats and reports faults before the rows.
pub(super) fn start(options: &DecodeArgs, files: &[PathBuf]) -> Result<InputRuns, ExitStatus> {
    let single = [
        (options.stream.rejects.is_some(), "--rejects"),
        (options.stream.split_by.is_some(), "--split-by"),
        (options.stream.follow, "--follow"),
    ];
    if let Some((_, option)) = single.into_iter().find(|(given, _)| *given) {
        return Err(report_problem(option, "requires a single input"));
    }
    let decoder = decoder(options)?;
    check_stream_options(options, &decoder)?;
    let inputs = files.iter().map(|file| input(options, file)).collect::<Result<Vec<_>, _>>()?;
    let runs = decoder.open_all(inputs).map_err(|(index, error)| {
        let name = files.get(index).map(|file| file_name(file));
        report_decode_error(&name.unwrap_or_default(), &error)
    })?;
    runs.runs().iter().for_each(report_faults);
    Ok(runs)
}

/// Decodes into the output given on the command line.
pub(super) fn decode(
    options: &DecodeArgs,
    runs: InputRuns,
    stdout: Output,
) -> io::Result<ExitStatus> {
    let is_recording = runs.runs().iter().any(Run::is_recording);
    let file_options = table_options(table_kind(options), is_recording);
    let mut out = match file_path(options.output.as_deref()) {
        Some(path) => {
            Outputs::of(options.files.iter().chain(&options.schema)).file(path, &file_options)?
        }
        None => stdout,
    };
    if is_recording {
        signals::stop_recording()?;
    }
    let summaries: Vec<RunSummary> = runs.runs().iter().map(RunSummary::of).collect();
    let reporter = |run: &Run| DecodeReporter::new(run.name(), progress::bar(None, false), None);
    let mut reporters: Vec<DecodeReporter> = runs.runs().iter().map(reporter).collect();
    let accounts = if options.stream.count {
        runs.count(&mut reporters)?
    } else {
        let (written, accounts) = runs.write(table_kind(options), &mut out, &mut reporters)?;
        let _: &mut Output = written;
        // If reading a file failed, existing outputs are kept.
        match is_recording || accounts.iter().all(|account| account.error.is_none()) {
            true => out.commit()?,
            false => out.flush()?,
        }
        accounts
    };
    let mut status = ExitStatus::Valid;
    for ((summary, account), reporter) in summaries.iter().zip(&accounts).zip(reporters) {
        let (invalid, rejects) = reporter.finish();
        status = status.max(summary.print(options, account, invalid));
        if let Err(error) = rejects {
            status = status.max(report_output_error(&error));
        }
    }
    Ok(status)
}
