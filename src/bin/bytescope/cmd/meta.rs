//! `bytescope completions` and `bytescope man`: what is made from the command line itself.

use crate::args::Cli;
use crate::say::{Status, complain};
use clap::CommandFactory;
use std::io::{self, Write};

pub(crate) fn completions(shell: clap_complete::Shell, out: &mut impl Write) -> io::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "bytescope", &mut script);
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Good)
}

pub(crate) fn man(command: Option<&str>, out: &mut impl Write) -> io::Result<Status> {
    let mut cli = Cli::command();
    cli.build();
    let page = match command {
        None => cli,
        Some(name) => match cli.find_subcommand(name) {
            Some(found) => found.clone().display_name(format!("bytescope-{name}")),
            None => return Ok(complain("man", format!("there is no command '{name}'"))),
        },
    };
    clap_mangen::Man::new(page).render(out)?;
    out.flush()?;
    Ok(Status::Good)
}
