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
    let notes = match notes_folder(options, &to) {
        Ok(notes) => notes,
        Err((what, problem)) => return Ok(report_problem(what, problem)),
    };
    let inputs = options.file.iter().chain(&options.format_args.schema);
    write_all(&source, options.count, to, notes.as_deref(), Outputs::of(inputs))
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

/// Returns the folder for the notes on damaged samples, and creates it. It is not in the folder of the
/// samples, because a fuzzer would read the notes as inputs. `None` if the notes are printed.
fn notes_folder(options: &GenerateArgs, to: &SampleTarget) -> Result<Option<PathBuf>, Problem> {
    if !options.mutate {
        return Ok(None);
    }
    let folder = match (&options.notes, to) {
        (Some(folder), _) => folder.clone(),
        (None, SampleTarget::Folder { folder, .. }) => {
            let failed = |problem: String| (folder.display().to_string(), problem);
            // A path such as `.` has no name.
            let folder = match folder.file_name() {
                Some(_) => folder.clone(),
                None => folder.canonicalize().map_err(|error| failed(error.to_string()))?,
            };
            let Some(name) = folder.file_name() else {
                return Err(failed("has no name for a folder of notes (use --notes)".to_owned()));
            };
            let mut name = name.to_owned();
            name.push(".notes");
            folder.with_file_name(name)
        }
        (None, _) => return Ok(None),
    };
    match create_folder(&folder) {
        Ok(()) => Ok(Some(folder)),
        Err(error) => Err((folder.display().to_string(), error.to_string())),
    }
}

fn write_all(
    source: &SampleOrigin<'_>,
    count: u64,
    to: SampleTarget,
    notes: Option<&Path>,
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
                let to = notes.map(|folder| note_path(folder, Path::new(source.format.name())));
                if let Err((path, error)) = write_note(&note, to.as_deref(), &mut outputs) {
                    return Ok(report_problem(path.display(), error));
                }
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
        let to = notes.map(|folder| note_path(folder, &path));
        let note = note.as_ref().map(|note| (note, to.as_deref()));
        if let Err((path, error)) = write(&path, &bytes, note, &mut outputs) {
            return Ok(report_problem(path.display(), error));
        }
    }
    Ok(ExitStatus::Valid)
}

/// Returns the path of the note on a sample.
fn note_path(folder: &Path, sample: &Path) -> PathBuf {
    folder.join(sample.file_name().unwrap_or_default()).with_added_extension("json")
}

/// Writes a sample, and its note if it is damaged.
fn write(
    path: &Path,
    bytes: &[u8],
    note: Option<(&MutationNote, Option<&Path>)>,
    outputs: &mut Outputs,
) -> Result<(), (PathBuf, io::Error)> {
    let failed = |error| (path.to_owned(), error);
    let mut out = outputs.file(path, &OutputOptions::default()).map_err(failed)?;
    out.write_all(bytes).map_err(failed)?;
    if let Some((note, to)) = note {
        write_note(note, to, outputs)?;
    }
    out.commit().map_err(failed)
}

/// Writes a note to a file, or prints it.
fn write_note(
    note: &MutationNote,
    to: Option<&Path>,
    outputs: &mut Outputs,
) -> Result<(), (PathBuf, io::Error)> {
    let Some(path) = to else {
        let text = serde_json::to_string(note);
        report_problem("note", text.map_err(|error| (PathBuf::from("note"), error.into()))?);
        return Ok(());
    };
    let mut write = || {
        let mut out = outputs.file(path, &OutputOptions::default())?;
        writeln!(out, "{}", serde_json::to_string_pretty(note)?)?;
        out.commit()
    };
    write().map_err(|error| (path.to_owned(), error))
}
