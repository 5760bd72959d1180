//! `bytescope generate`

use crate::args::{GenerateArgs, InputArgs};
use crate::messages::{ExitStatus, report_problem};
use crate::output::{Output, Outputs, create_folder, file_path};
use bytescope::generate::{Generator, Mutant, MutationNote, Mutator};
use bytescope::inspect::Limits;
use bytescope::ksy::{Random, SampleError};
use bytescope::output::OutputOptions;
use bytescope::{AnyFormat, Excerpt};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(options: &GenerateArgs, stdout: Output) -> io::Result<ExitStatus> {
    let formats = options.format_args.formats();
    let named = match options.format_args.select(&formats) {
        Ok(named) => named,
        Err(status) => return Ok(status),
    };
    let base = match options.file.as_deref().map(|path| InputArgs::default().open(path)) {
        None => None,
        Some(Ok(input)) => Some(input),
        Some(Err(error)) => {
            let name = options.file.as_deref().unwrap_or(Path::new("")).display();
            return Ok(report_problem(name, error));
        }
    };
    let detected = || base.as_ref().and_then(|input| formats.detect(input.bytes()));
    let Some(format) = named.or_else(detected) else {
        return Ok(match &base {
            Some(input) => report_problem(
                input.name(),
                "unrecognized format (use -f NAME to choose one; see `bytescope formats`)",
            ),
            None => report_problem("generate", "no format given (use -f NAME or -s FILE.ksy)"),
        });
    };
    if let Some(input) = &base
        && let Some((path, fault)) = format.check(input.bytes(), Limits::default(), 1).first()
    {
        report_problem(input.name(), format!("already invalid: {path}: {fault}"));
        return Ok(ExitStatus::Invalid);
    }
    let to = match SampleTarget::of(options, format.name(), stdout) {
        Ok(to) => to,
        Err((what, problem)) => return Ok(report_problem(what, problem)),
    };
    let seed = options.seed.unwrap_or_else(|| {
        // The standard library seeds its hashers randomly.
        let seed = u64::from(u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or(0));
        report_problem("seed", format!("{seed} (use --seed {seed} to reproduce)"));
        seed
    });
    let source = SampleOrigin {
        generator: Generator::new(&format, seed, options.size),
        mutator: options.mutate.then(|| Mutator::new(&format)),
        base: base.as_ref().map(Excerpt::bytes),
        format: &format,
    };
    write_all(
        &source,
        options.count,
        to,
        Outputs::of(options.file.iter().chain(&options.format_args.schema)),
    )
}

/// Source of samples.
struct SampleOrigin<'s> {
    generator: Generator<'s>,
    mutator: Option<Mutator<'s>>,
    base: Option<&'s [u8]>,
    format: &'s AnyFormat,
}

/// Maximum number of samples tried as the base of a mutant.
const MAX_BASES: u64 = 16;

impl SampleOrigin<'_> {
    /// Generates the sample with this index, with a note if it is damaged.
    fn sample(&self, number: u64) -> Result<(Vec<u8>, Option<MutationNote>), String> {
        let name = self.format.name();
        let message = |error: SampleError| {
            let advice = if error.limited { " (raise with --size)" } else { "" };
            format!("could not generate a valid {name} sample; last failing field: {error}{advice}")
        };
        let Some(mutator) = &self.mutator else {
            return Ok((self.generator.sample(number).map_err(message)?, None));
        };
        let mut random = Random::new(self.generator.random(number).next_u64());
        for other in 0..MAX_BASES {
            let sample;
            let base = match self.base {
                Some(base) => base,
                None => {
                    let number = number.wrapping_add(other);
                    sample = self.generator.sample(number).map_err(message)?;
                    &sample
                }
            };
            if let Some(Mutant { bytes, note }) = mutator.mutant(base, number, &mut random) {
                return Ok((bytes, Some(note)));
            }
        }
        Err(format!(
            "`check` detects no damage to {name} samples: no constant, rule, length or checksum \
             was found, and the data may end anywhere"
        ))
    }
}

/// Destination of samples.
enum SampleTarget {
    Stdout(Output),
    File(PathBuf),
    Folder { folder: PathBuf, name: String },
}

/// File or argument, and the problem with it.
type Problem = (String, String);

impl SampleTarget {
    fn of(options: &GenerateArgs, name: &str, stdout: Output) -> Result<Self, Problem> {
        let several = options.count > 1;
        match file_path(options.output.as_deref()) {
            None if several => {
                let problem = "several samples require a folder (use -o FOLDER)";
                Err(("generate".to_owned(), problem.to_owned()))
            }
            None if io::stdout().is_terminal() => {
                let problem = "refusing to write binary data to a terminal (use -o OUT or a pipe)";
                Err(("generate".to_owned(), problem.to_owned()))
            }
            None => Ok(Self::Stdout(stdout)),
            Some(path) if several || path.is_dir() => match create_folder(path) {
                Ok(()) => Ok(Self::Folder { folder: path.to_owned(), name: name.to_owned() }),
                Err(error) => Err((path.display().to_string(), error.to_string())),
            },
            Some(path) => Ok(Self::File(path.to_owned())),
        }
    }
}

fn write_all(
    source: &SampleOrigin<'_>,
    count: u64,
    to: SampleTarget,
    mut outputs: Outputs,
) -> io::Result<ExitStatus> {
    if let SampleTarget::Stdout(mut out) = to {
        if count > 0 {
            let (bytes, note) = match source.sample(0) {
                Ok(sample) => sample,
                Err(problem) => return Ok(report_problem("generate", problem)),
            };
            out.write_all(&bytes)?;
            if let Some(note) = note {
                report_problem("note", serde_json::to_string(&note)?);
            }
        }
        out.commit()?;
        return Ok(ExitStatus::Valid);
    }
    for number in 0..count {
        let (bytes, note) = match source.sample(number) {
            Ok(sample) => sample,
            Err(problem) => return Ok(report_problem("generate", problem)),
        };
        let path = match &to {
            SampleTarget::Folder { folder, name } => {
                folder.join(format!("{name}-{:06}.bin", number.saturating_add(1)))
            }
            SampleTarget::File(path) => path.clone(),
            SampleTarget::Stdout(_) => continue,
        };
        if let Err((path, error)) = write(&path, &bytes, note.as_ref(), &mut outputs) {
            return Ok(report_problem(path.display(), error));
        }
    }
    Ok(ExitStatus::Valid)
}

/// Writes a sample, and the note of a damaged sample next to it. The note of a sample that is not a
/// regular file is printed.
fn write(
    path: &Path,
    bytes: &[u8],
    note: Option<&MutationNote>,
    outputs: &mut Outputs,
) -> Result<(), (PathBuf, io::Error)> {
    let options = OutputOptions::default();
    let failed = |error| (path.to_owned(), error);
    let mut out = outputs.file(path, &options).map_err(failed)?;
    out.write_all(bytes).map_err(failed)?;
    let note = match note {
        Some(note) if out.is_regular() => {
            let path = path.with_added_extension("json");
            let mut create = || {
                let mut out = outputs.file(&path, &options)?;
                writeln!(out, "{}", serde_json::to_string_pretty(note)?)?;
                Ok(out)
            };
            Some((create().map_err(|error| (path.clone(), error))?, path))
        }
        Some(note) => {
            let text = serde_json::to_string(note).map_err(|error| failed(error.into()))?;
            report_problem("note", text);
            None
        }
        None => None,
    };
    out.commit().map_err(failed)?;
    note.map_or(Ok(()), |(out, path)| out.commit().map_err(|error| (path, error)))
}
