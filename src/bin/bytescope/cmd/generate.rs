//! `bytescope generate`

use crate::args::{Generate, Reading};
use crate::output::Output;
use crate::say::{Status, complain};
use bytescope::generate::{Generator, Mutant, Mutator, Note};
use bytescope::inspect::Limits;
use bytescope::ksy::Random;
use bytescope::{AnyFormat, Excerpt};
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(options: &Generate, stdout: Output) -> io::Result<Status> {
    let formats = options.naming.formats();
    let named = match options.naming.named(&formats) {
        Ok(named) => named,
        Err(status) => return Ok(status),
    };
    let base = match options.file.as_deref().map(|path| Reading::default().open(path)) {
        None => None,
        Some(Ok(input)) => Some(input),
        Some(Err(error)) => {
            let name = options.file.as_deref().unwrap_or(Path::new("")).display();
            return Ok(complain(name, error));
        }
    };
    let detected = || base.as_ref().and_then(|input| formats.detect(input.bytes()));
    let Some(format) = named.or_else(detected) else {
        return Ok(match &base {
            Some(input) => complain(input.name(), "is in no known format; name one with -f"),
            None => complain("generate", "name a format with -f, or a schema with -s"),
        });
    };
    if let Some(input) = &base
        && let Some((path, fault)) = format.check(input.bytes(), Limits::default(), 1).first()
    {
        complain(input.name(), format!("is bad already: {path}: {fault}"));
        return Ok(Status::Bad);
    }
    let to = match To::of(options, format.name(), stdout) {
        Ok(to) => to,
        Err((what, problem)) => return Ok(complain(what, problem)),
    };
    let seed = options.seed.unwrap_or_else(|| {
        // The standard library seeds its hashers at random.
        let seed = u64::from(u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or(0));
        complain("seed", format!("{seed} (--seed {seed} makes the same again)"));
        seed
    });
    let source = Source {
        generator: Generator::new(&format, seed, options.size),
        mutator: options.mutate.then(|| Mutator::new(&format)),
        base: base.as_ref().map(Excerpt::bytes),
        format: &format,
    };
    write_all(&source, options.count, to)
}

/// Where samples come from.
struct Source<'s> {
    generator: Generator<'s>,
    mutator: Option<Mutator<'s>>,
    base: Option<&'s [u8]>,
    format: &'s AnyFormat,
}

/// Samples that are made before a format counts as one in which nothing can be broken.
const BASES: u64 = 16;

impl Source<'_> {
    /// The sample of that number, with a note when it is damaged.
    fn sample(&self, number: u64) -> Result<(Vec<u8>, Option<Note>), String> {
        let name = self.format.name();
        let advised = |error| format!("no sample of {name} could be made; what resists: {error}");
        let Some(mutator) = &self.mutator else {
            return Ok((self.generator.sample(number).map_err(advised)?, None));
        };
        let mut random = Random::new(self.generator.random(number).number());
        for other in 0..BASES {
            let made;
            let base = match self.base {
                Some(base) => base,
                None => {
                    made = self.generator.sample(number.wrapping_add(other)).map_err(advised)?;
                    &made
                }
            };
            if let Some(Mutant { bytes, note }) = mutator.mutant(base, number, &mut random) {
                return Ok((bytes, Some(note)));
            }
        }
        Err(format!(
            "no damage to {name} is noticed by `check`: the format has no constant, rule, length \
             or checksum that was found to be one, and may end anywhere"
        ))
    }
}

/// Where samples go.
enum To {
    Stdout(Output),
    File(PathBuf),
    Folder { folder: PathBuf, name: String },
}

type Problem = (String, String);

impl To {
    fn of(options: &Generate, name: &str, stdout: Output) -> Result<Self, Problem> {
        let several = options.count > 1;
        match &options.output {
            None if several => {
                let advice = "several samples need a folder; name one with -o";
                Err(("generate".to_owned(), advice.to_owned()))
            }
            None if io::stdout().is_terminal() => {
                let advice = "bytes are not for a terminal; name a file with -o, or use a pipe";
                Err(("generate".to_owned(), advice.to_owned()))
            }
            None => Ok(Self::Stdout(stdout)),
            Some(path) if several || path.is_dir() => match fs::create_dir_all(path) {
                Ok(()) => Ok(Self::Folder { folder: path.clone(), name: name.to_owned() }),
                Err(error) => Err((path.display().to_string(), error.to_string())),
            },
            Some(path) => Ok(Self::File(path.clone())),
        }
    }
}

fn write_all(source: &Source<'_>, count: u64, to: To) -> io::Result<Status> {
    if let To::Stdout(mut out) = to {
        if count > 0 {
            let (bytes, note) = match source.sample(0) {
                Ok(sample) => sample,
                Err(problem) => return Ok(complain("generate", problem)),
            };
            out.write_all(&bytes)?;
            if let Some(note) = note {
                complain("mutant", serde_json::to_string(&note)?);
            }
        }
        out.commit()?;
        return Ok(Status::Good);
    }
    for number in 0..count {
        let (bytes, note) = match source.sample(number) {
            Ok(sample) => sample,
            Err(problem) => return Ok(complain("generate", problem)),
        };
        let path = match &to {
            To::Folder { folder, name } => {
                folder.join(format!("{name}-{:06}.bin", number.saturating_add(1)))
            }
            To::File(path) => path.clone(),
            To::Stdout(_) => continue,
        };
        let beside = path.with_added_extension("json");
        let note = note.map(|note| serde_json::to_string_pretty(&note)).transpose()?;
        let note = note.map(|note| format!("{note}\n").into_bytes());
        let files = [(&path, Some(bytes)), (&beside, note)];
        for (path, bytes) in files {
            if let Some(bytes) = bytes
                && let Err(error) = write(path, &bytes)
            {
                return Ok(complain(path.display(), error));
            }
        }
    }
    Ok(Status::Good)
}

/// Writes a file, which appears when it is whole.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut out = Output::file(path)?;
    out.write_all(bytes)?;
    out.commit()
}
