//! Writing of files from JSON: the inverse of reading.
//!
//! A machine writes the values of the JSON in the order in which a reader would read them, and
//! solves the equations of the schema for the fields that are left out. It runs until nothing
//! changes. Then the result is read like any file, and its values are compared with the JSON.

mod compare;
mod determined;
mod items;
mod patch;
mod remainder;
mod resize;
mod stored;

pub(crate) use items::{EncodedItems, EncodedLists};
pub(crate) use patch::BufferEdit;
pub use patch::FieldEdit;
pub(crate) use remainder::Remainder;
pub use resize::Resizing;

use crate::Schema;
use crate::make::hints::Hints;
use crate::run::{
    DraftBuffer, FileDraft, FollowingValues, GivenFile, GivenValues, Halt, Layout, Machine,
    PassResult, Plan,
};
use bytescope_inspect::{
    BuildError, BuildErrorKind, DraftOptions, EncodeError, Fault, FaultKind, Limit, Limits,
};
use serde_json::Value as Json;

/// Maximum number of passes over a file.
const MAX_PASSES: u32 = 40;
/// Maximum size of a file in bytes, in addition to that of the JSON.
const MAX_EXCESS: u64 = 256 << 20;

/// Writer of files of one schema.
///
/// ```
/// use bytescope_inspect::DraftOptions;
/// use bytescope_ksy::{Schema, SchemaSearch, SchemaWriter};
/// use serde_json::json;
///
/// let text = "meta: {id: text, encoding: ASCII}\n\
///             seq: [{id: len, type: u1}, {id: body, size: len, type: str}]";
/// let schema = Schema::parse("text.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
/// let writer = SchemaWriter::new(&schema);
/// let bytes = writer.encode(&json!({"body": "abc"}), DraftOptions::default()).unwrap();
/// assert_eq!(bytes, b"\x03abc");
/// # Ok::<(), bytescope_ksy::Report>(())
/// ```
#[derive(Debug)]
pub struct SchemaWriter<'s> {
    schema: &'s Schema,
    hints: Hints,
}

impl<'s> SchemaWriter<'s> {
    /// Creates a writer for a schema.
    pub fn new(schema: &'s Schema) -> Self {
        Self { schema, hints: Hints::default() }
    }

    /// Encodes JSON as a file.
    ///
    /// Lengths, counts, offsets, constants and checksums that the JSON leaves out are computed. The
    /// key `$rest` contains bytes that the values do not determine.
    ///
    /// # Errors
    /// Returns an error if the JSON does not match the schema, if a value is missing that nothing
    /// determines, or if the file would be read differently.
    pub fn encode(&self, json: &Json, options: DraftOptions) -> Result<Vec<u8>, EncodeError> {
        let remainder = Remainder::of(json)?;
        if let Some(file) = &remainder.file
            && self.verify(GivenFile::new(json, &remainder), file).is_ok()
        {
            return Ok(file.clone());
        }
        let file = GivenFile { options, ..GivenFile::new(json, &remainder) };
        let written = self.write(file, None)?;
        self.verify(file, &written.bytes)?;
        Ok(written.bytes)
    }

    /// Encodes JSON text with long lists of items of known extent as a file, faster and in less memory
    /// than [`encode`](Self::encode). Returns `None` for any other text, also if it is invalid:
    /// `encode` then gives the file or the error.
    pub fn encode_lists(&self, text: &[u8], options: DraftOptions) -> Option<Vec<u8>> {
        if options != DraftOptions::default() {
            return None;
        }
        let (json, lists) = items::parse(&self.schema.program, text)?;
        self.encode_with(&json, lists).ok()
    }

    /// Encodes a file some of whose lists are encoded already.
    pub(crate) fn encode_with(
        &self,
        json: &Json,
        lists: EncodedLists,
    ) -> Result<Vec<u8>, EncodeError> {
        let none = Remainder::default();
        let file = GivenFile { lists: Some(&lists), ..GivenFile::new(json, &none) };
        let written = self.write(file, None)?;
        self.verify(file, &written.bytes)?;
        Ok(written.bytes)
    }

    /// Encodes a file and returns the bytes of the list at a path.
    pub(crate) fn list_bytes(&self, json: &Json, path: &str) -> Result<Vec<u8>, EncodeError> {
        let bytes = self.encode(json, DraftOptions::default())?;
        let mut machine = Machine::new(&self.schema.program, &bytes, Limits::default());
        machine.discards = true;
        let (root, _) = machine.run();
        let span = root.and_then(|root| patch::visit(&mut machine, root, path));
        let list = span.map(|span| machine.bytes_of(span).to_vec());
        list.ok_or(EncodeError::Unstable)
    }

    /// Writes a file until nothing changes. If `values` are given, fields follow a change, and the
    /// layout of the file is stored in them.
    fn write(
        &self,
        file: GivenFile<'_>,
        mut values: Option<&mut FollowingValues>,
    ) -> Result<WrittenFile, EncodeError> {
        let lists = file.lists.into_iter().flatten().map(|(_, items)| items.bytes.len() as u64);
        let max_size = lists.fold(max_size(file.json), u64::saturating_add);
        let max_size = max_size.saturating_add(MAX_EXCESS);
        let (mut plan, mut last) = (Plan::default(), PassResult::default());
        for pass in 0..MAX_PASSES {
            let limits = Limits { nodes: u64::MAX, ..Limits::default() };
            let mut machine = Machine::new(&self.schema.program, &[], limits);
            let previous = std::mem::take(&mut last.previous);
            let mut given = GivenValues::new(file, pass, previous);
            if let Some(values) = &mut values {
                values.now = Layout::default();
                given.follow(values.clone());
            }
            machine.draft = Some(Box::new(FileDraft::of_values(&self.hints, plan, given)));
            let (_, result) = machine.make_file(max_size);
            last = machine.pass_result();
            if let Some(values) = &mut values {
                values.now = std::mem::take(&mut last.layout);
            }
            let Some(draft) = &mut machine.draft else { return Err(EncodeError::Unstable) };
            let solved = draft.again;
            let again = solved || (!last.stable && last.looked_ahead);
            plan = std::mem::take(&mut draft.plan);
            if again
                && (pass < MAX_PASSES.saturating_sub(1))
                && !(is_final(&result) && pass > 2 && !solved)
            {
                continue;
            }
            if let Some(problem) = last.problems.into_iter().next() {
                return Err(problem.into());
            }
            if let Err(halt) = result {
                return Err(located(&mut machine, &halt));
            }
            if let Some(at) = last.missing.first() {
                let message = "is missing, and no other field determines it";
                return Err(BuildError::new(machine.path(*at), message).into());
            }
            if again {
                return Err(EncodeError::Unstable);
            }
            return Ok(WrittenFile::of(&machine));
        }
        Err(EncodeError::Unstable)
    }

    /// Reads a file and compares its values with the JSON.
    fn verify(&self, file: GivenFile<'_>, bytes: &[u8]) -> Result<(), EncodeError> {
        if file.options.keep {
            return Ok(());
        }
        let limits = Limits::default();
        let mut machine = Machine::new(&self.schema.program, bytes, limits);
        // Items of long lists are read, but not kept.
        machine.discards = true;
        let (root, result) = machine.run();
        if let Err(halt) = &result {
            return Err(located(&mut machine, halt));
        }
        let Some(root) = root else { return Err(EncodeError::Unstable) };
        if let Some(error) = compare::difference(&mut machine, root, file) {
            return Err(error.into());
        }
        let is_fault = |fault: &Fault| fault.kind != FaultKind::Unverified;
        let mut faults: Vec<_> =
            machine.faults.iter().filter(|(_, fault)| is_fault(fault)).collect();
        faults.sort_by_key(|(at, fault)| (fault.offset, at.object.0, at.slot, at.index));
        match faults.first() {
            Some((at, fault)) => {
                Err(EncodeError::Fault { path: machine.path(**at), fault: (*fault).clone() })
            }
            None => Ok(()),
        }
    }
}

/// A file that was written, with what its values determine.
#[derive(Debug, Default)]
pub(crate) struct WrittenFile {
    bytes: Vec<u8>,
    /// Mask of the bits that values determine.
    mask: Vec<u8>,
    /// Path, offset and size of the strings, byte fields and processed objects in the file.
    texts: Vec<(String, u64, u64)>,
    /// Path and stored bytes of the fields that would be written differently without them.
    kept: Vec<(String, Vec<u8>)>,
}

impl WrittenFile {
    fn of(machine: &Machine<'_>) -> Self {
        let size = machine.file().len();
        let file = machine.draft.as_ref().and_then(|draft| draft.buffers.get(&0));
        let mut bytes = file.map(DraftBuffer::finished).unwrap_or_default();
        bytes.truncate(size);
        let mask = file.map(|file| file.mask().to_vec()).unwrap_or_default();
        let in_file = |(at, buffer, start, len)| {
            let buffer: bytescope_inspect::BufferId = buffer;
            (buffer.0 == 0).then(|| (machine.path(at), start, len))
        };
        let texts = machine.written_bytes().into_iter().filter_map(in_file).collect();
        let kept = machine.kept_fields();
        Self { bytes, mask, texts, kept }
    }
}

/// True if a pass was stopped by a limit, which further passes do not change.
fn is_final(result: &Result<(), Box<Halt>>) -> bool {
    result
        .as_ref()
        .is_err_and(|halt| matches!(halt.fault.limit(), Some(Limit::Steps | Limit::Nodes)))
}

/// Returns the error of a pass that was stopped, with the path of the field.
fn located(machine: &mut Machine<'_>, halt: &Halt) -> EncodeError {
    let recorded = machine.faults.iter().filter(|(_, fault)| fault.message == halt.fault.message);
    let at = recorded.max_by_key(|(at, _)| (at.object.0, at.slot)).map(|(at, _)| *at);
    let last = machine.draft.as_ref().and_then(|draft| draft.last);
    let path = at.or(last).map_or_else(String::new, |at| machine.path(at));
    if halt.is_limit() {
        return EncodeError::Fault { path, fault: halt.fault.clone() };
    }
    let error = BuildError::new(path, halt.fault.to_string());
    error.of_kind(BuildErrorKind::ReadsDifferently).into()
}

/// Returns bytes that are given as hexadecimal digits, with or without spaces.
pub(crate) fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let digits: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    hex::decode(digits).ok()
}

/// Returns an upper bound of the size of the values of a JSON document in bytes.
fn max_size(json: &Json) -> u64 {
    match json {
        Json::String(text) => (text.len() as u64).saturating_mul(4),
        Json::Array(items) => items.iter().map(max_size).fold(0, u64::saturating_add),
        Json::Object(map) => map.values().map(max_size).fold(0, u64::saturating_add),
        Json::Null | Json::Bool(_) | Json::Number(_) => 8,
    }
}
