//! `bytescope completions` and `bytescope man`: output generated from the argument definitions.

use crate::args::Cli;
use crate::complete;
use crate::messages::{ExitStatus, report_problem};
use clap::CommandFactory;
use std::io::{self, Write};

pub(crate) fn completions(
    shell: clap_complete::Shell,
    out: &mut impl Write,
) -> io::Result<ExitStatus> {
    complete::script(shell, out)?;
    out.flush()?;
    Ok(ExitStatus::Valid)
}

pub(crate) fn man(command: Option<&str>, out: &mut impl Write) -> io::Result<ExitStatus> {
    let mut cli = Cli::command();
    cli.build();
    let page = match command {
        None => cli,
        Some(name) => match cli.find_subcommand(name) {
            Some(found) => found.clone().display_name(format!("bytescope-{name}")),
            None => return Ok(report_problem("man", format!("unknown command '{name}'"))),
        },
    };
    clap_mangen::Man::new(page).render(out)?;
    out.flush()?;
    Ok(ExitStatus::Valid)
}
