//! `bytescope check`

mod files;
mod junit;
mod plain;
mod sarif;

use crate::advice;
use crate::args::{Check, Verdicts};
use crate::open;
use crate::output::Output;
use crate::say::{Status, complain};
use bytescope::blocks;
use bytescope::inspect::{Fault, FaultKind};
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt, Formats};
use files::{Files, Found};
use std::io::{self, Write};

/// Faults said of one file; a file that is all broken says no more than its first ones.
const MOST: usize = 100;

pub(crate) fn run(options: &Check, out: &mut Output) -> io::Result<Status> {
    let formats = options.reading.naming.formats();
    let format = match options.reading.naming.named(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let checker = Checker { options, named: format.as_ref(), formats: &formats };
    let mut report: Box<dyn Reporter> = match options.report() {
        None => Box::new(plain::Lines { quiet: options.quiet, color: out.color }),
        Some(Verdicts::Json) => Box::new(plain::Json),
        Some(Verdicts::Sarif) => Box::new(sarif::Sarif::default()),
        Some(Verdicts::Junit) => Box::new(junit::Junit::default()),
    };
    let mut files = Files::of(&options.files);
    let (mut worst, mut checked, mut skipped) = (Status::Good, 0_u64, 0_u64);
    report.begin(out)?;
    blocks::ordered(
        blocks::threads(None),
        |block: &mut Block| files.next().map(|found| block.found = found).is_some(),
        |block| block.done = Some(checker.check(&block.found)),
        |block| {
            let Some(done) = block.done.take() else { return Ok(()) };
            worst = worst.max(done.status());
            match &done {
                Done::Skipped => skipped = skipped.saturating_add(1),
                Done::Unreadable { name, message } => {
                    complain(name, message);
                    report.file(&done, out)?;
                }
                Done::Checked { .. } => {
                    checked = checked.saturating_add(1);
                    report.file(&done, out)?;
                }
            }
            Ok(())
        },
    )?;
    report.end(worst, out)?;
    out.flush()?;
    if skipped > 0 {
        let files = if skipped == 1 { "1 file".to_owned() } else { format!("{skipped} files") };
        complain(
            "skipped",
            format!("{files} of no known format; to check them, too, name a format"),
        );
    }
    if checked == 0 && worst == Status::Good {
        return Ok(complain("check", "there was nothing to check"));
    }
    Ok(worst)
}

/// A file on its way through the threads.
#[derive(Default)]
struct Block {
    found: Found,
    done: Option<Done>,
}

/// What became of a file.
enum Done {
    /// It was found in a folder, and neither its content nor its name is that of a format.
    Skipped,
    Unreadable {
        name: String,
        message: String,
    },
    Checked {
        name: String,
        verdict: Verdict,
    },
}

impl Done {
    fn status(&self) -> Status {
        match self {
            Self::Skipped => Status::Good,
            Self::Unreadable { .. } => Status::Failed,
            Self::Checked { verdict, .. } if verdict.faults.is_empty() => Status::Good,
            Self::Checked { .. } => Status::Bad,
        }
    }
}

/// How verdicts are written down.
trait Reporter {
    fn begin(&mut self, _: &mut Output) -> io::Result<()> {
        Ok(())
    }

    /// Says what became of a file that was not skipped.
    fn file(&mut self, done: &Done, out: &mut Output) -> io::Result<()>;

    fn end(&mut self, _: Status, _: &mut Output) -> io::Result<()> {
        Ok(())
    }
}

/// Checks files, on any thread.
struct Checker<'c> {
    options: &'c Check,
    named: Option<&'c AnyFormat>,
    formats: &'c Formats,
}

impl Checker<'_> {
    fn check(&self, found: &Found) -> Done {
        let path = match found {
            Found::Named(path) | Found::InFolder(path) => path,
            Found::Trouble(name, message) => {
                return Done::Unreadable { name: name.clone(), message: message.clone() };
            }
        };
        let excerpt = match self.options.reading.open(path) {
            Ok(excerpt) => excerpt,
            Err(error) => {
                let name = path.display().to_string();
                return Done::Unreadable { name, message: error.to_string() };
            }
        };
        let name = excerpt.name().to_owned();
        let verdict = self.verdict(excerpt);
        let unknown = verdict.format.is_none() && matches!(found, Found::InFolder(_));
        if unknown && !files::is_of_a_format(path) {
            return Done::Skipped;
        }
        Done::Checked { name, verdict }
    }

    fn verdict(&self, excerpt: Excerpt) -> Verdict {
        let bytes = excerpt.bytes();
        let unknown = |kind, message: &str| vec![(String::new(), Fault::soft(kind, 0, message))];
        let unread = |excerpt: &Excerpt| {
            let problem = excerpt.problem().map(|problem| open::advised(&problem));
            problem.map(|problem| (String::new(), Fault::soft(FaultKind::Io, 0, problem)))
        };
        let Some(format) = self.named.cloned().or_else(|| self.formats.detect(bytes)) else {
            let mut faults = match bytes.is_empty() {
                true => unknown(FaultKind::Truncated, "the file is empty"),
                false => unknown(FaultKind::Magic, "no known format; name one with -f"),
            };
            faults.extend(unread(&excerpt));
            return Verdict { format: None, faults };
        };
        let limits = self.options.reading.limits();
        let options = DocumentOptions::default().limits(limits).instances(true);
        let doc = Document::read(excerpt, format, options);
        let found = doc.check(MOST.saturating_add(1)).into_iter();
        let found = found.map(|(path, fault)| (path, advice::advised(fault)));
        let faults = found.chain(unread(doc.excerpt())).collect();
        Verdict { format: Some(doc.format().clone()), faults }
    }
}

/// What is wrong with one file.
struct Verdict {
    format: Option<AnyFormat>,
    faults: Vec<(String, Fault)>,
}

impl Verdict {
    /// The faults that are listed.
    fn listed(&self) -> impl Iterator<Item = &(String, Fault)> {
        self.faults.iter().take(MOST)
    }

    /// What to say when there are more.
    fn more(&self) -> Option<String> {
        let more = self.faults.len() > MOST;
        more.then(|| format!("more than {MOST} faults; the rest is not listed"))
    }

    /// Where a fault stands, for people: `chunks[0].crc at 0x1d`.
    fn place(&self, path: &str, fault: &Fault) -> String {
        match (path, &self.format) {
            ("", None) => String::new(),
            ("", Some(_)) => format!("at {:#x}", fault.offset),
            (path, _) => format!("{path} at {:#x}", fault.offset),
        }
    }
}
