//! The contents of sections, and of segments where there are no sections.

use super::content::{Content, Form};
use super::dynamic::Dynamic;
use super::headers::{SectionHeader, Segment};
use super::labels::{DynamicTag, Machine, SectionType, SegmentType};
use super::names::{Names, Place, remark};
use super::plan::{Plan, held};
use super::word::{SectionFlags, Word, wide};
use binrw::{BinRead, BinResult, Endian, VecArgs};
use bytescope_inspect::{Cx, Fault, FaultKind, FixedSize, Inspect, Limit, Meta, Value, Within};
use std::io::{Read, Seek, SeekFrom};

/// What a section or a segment holds; `None` for one that begins behind the end of the file.
pub type Part<W> = Option<Within<Content<W>>>;

const SECTION: &Meta = &Meta::new("", "Section", "What a section holds; its name beside it");
const SEGMENT: &Meta = &Meta::new("", "Segment", "What a segment holds; its type beside it");

/// Where a part stands, and how its bytes are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    place: Place,
    form: Form,
    names: Names,
    /// Whether it begins in the file.
    present: bool,
    fault: Option<(FaultKind, &'static str)>,
}

impl Task {
    /// How the bytes are to be read.
    pub(super) fn form(&self) -> Form {
        self.form
    }

    /// The part of the file that is there, and what is wrong with the rest.
    /// What takes no bytes is put among those that do, which `bounds` holds.
    fn cut(self, file_end: u64, bounds: Place) -> Self {
        if self.place.size() == 0 {
            let start = self.place.start.max(bounds.start).min(bounds.end);
            return Self { place: Place::new(start, 0), ..self };
        }
        if self.place.end <= file_end {
            return self;
        }
        let place = Place { end: file_end.max(self.place.start), ..self.place };
        let present = self.place.start < file_end;
        let message = if present {
            "goes on behind the end of the file"
        } else {
            "begins behind the end of the file"
        };
        Self {
            present,
            place,
            form: Form::Bytes,
            fault: Some((FaultKind::Truncated, message)),
            ..self
        }
    }

    fn args(self) -> VecArgs<(Form, Names, Place)> {
        let count = usize::try_from(self.place.size());
        VecArgs { count: count.unwrap_or(usize::MAX), inner: (self.form, self.names, self.place) }
    }

    fn read<W: Word, R: Read + Seek>(self, reader: &mut R, endian: Endian) -> BinResult<Part<W>> {
        if !self.present {
            return Ok(None);
        }
        reader.seek(SeekFrom::Start(self.place.start))?;
        Within::read_options(reader, endian, self.args()).map(Some)
    }

    fn show<W: Word>(
        self,
        cx: &mut Cx<'_>,
        endian: Endian,
        list: u64,
        item: (u64, &'static Meta, &str),
    ) -> BinResult<Part<W>> {
        let (index, meta, note) = item;
        // A list spans its items, so one that is not there stands where the list begins.
        cx.rewind(if self.present { self.place.start } else { list });
        cx.item(index, meta, |cx| {
            let part = match self.present {
                true => Some(Within::inspect(cx, endian, self.args())?),
                false => None,
            };
            remark(cx, note);
            if let (Some((kind, message)), Some(node)) = (self.fault, cx.top()) {
                let fault = Fault::soft(kind, self.place.start, message);
                node.extra_mut().fault.get_or_insert(fault);
            }
            Ok(part)
        })
    }
}

/// Reads what the sections hold.
pub(super) fn sections<W: Word, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (plan,): (&Plan<W>,),
) -> BinResult<Vec<Part<W>>> {
    let mut tasks = Tasks::new(plan);
    let mut parts = Vec::with_capacity(plan.headers.len());
    for header in &plan.headers {
        let name = plan.short_name(reader, header)?;
        parts.push(tasks.section(header, &name).read(reader, endian)?);
    }
    reader.seek(SeekFrom::Start(plan.end()))?;
    Ok(parts)
}

/// Reads what the sections hold and shows it.
pub(super) fn show_sections<W: Word>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (plan,): (&Plan<W>,),
) -> BinResult<Vec<Part<W>>> {
    cx.leaf(Value::List);
    let list = cx.pos();
    let mut tasks = Tasks::new(plan);
    let mut parts = Vec::with_capacity(plan.headers.len());
    for (index, header) in (0..).zip(&plan.headers) {
        let short = plan.short_name(cx, header)?;
        let mut task = tasks.section(header, &short);
        let names = plan.names.section_names;
        let name = names.text(cx, header.sh_name.0.into());
        if name.is_none() && names.size() > 0 {
            let message = "`sh_name` lies outside the names of sections";
            task.fault.get_or_insert((FaultKind::Rule, message));
        }
        let item = (index, SECTION, name.as_deref().unwrap_or_default());
        parts.push(task.show(cx, endian, list, item)?);
    }
    cx.rewind(plan.end());
    Ok(parts)
}

/// Reads what the segments hold.
pub(super) fn segments<W: Word, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (plan,): (&Plan<W>,),
) -> BinResult<Vec<Part<W>>> {
    let mut tasks = Tasks::new(plan);
    let names = plan.dynamic_names(reader, endian)?;
    let mut parts = Vec::with_capacity(plan.segments.len());
    for segment in &plan.segments {
        parts.push(tasks.segment(segment, names).read(reader, endian)?);
    }
    reader.seek(SeekFrom::Start(plan.end()))?;
    Ok(parts)
}

/// Reads what the segments hold and shows it.
pub(super) fn show_segments<W: Word>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (plan,): (&Plan<W>,),
) -> BinResult<Vec<Part<W>>> {
    cx.leaf(Value::List);
    let list = cx.pos();
    let mut tasks = Tasks::new(plan);
    let names = plan.dynamic_names(cx, endian)?;
    let mut parts = Vec::with_capacity(plan.segments.len());
    for (index, segment) in (0..).zip(&plan.segments) {
        let item = (index, SEGMENT, segment.kind().name().unwrap_or_default());
        parts.push(tasks.segment(segment, names).show(cx, endian, list, item)?);
    }
    cx.rewind(plan.end());
    Ok(parts)
}

/// Bytes of sections whose items are all read at once; see [`Form::is_eager`].
const MOST_EAGER: u64 = 32 << 20;

pub(super) struct Tasks<'p, W: Word> {
    plan: &'p Plan<W>,
    eager: u64,
    bounds: Place,
}

impl<'p, W: Word> Tasks<'p, W> {
    pub(super) fn new(plan: &'p Plan<W>) -> Self {
        // An ordinary file describes no byte of such sections more than once.
        Self { plan, eager: plan.file_end.min(MOST_EAGER), bounds: plan.bounds() }
    }

    fn bounded(&mut self, task: Task) -> Task {
        let task = task.cut(self.plan.file_end, self.bounds);
        if !task.form.is_eager() {
            return task;
        }
        match self.eager.checked_sub(task.place.size()) {
            Some(left) => {
                self.eager = left;
                task
            }
            None => {
                let message = "more than 32 MiB of notes and versions, or the same bytes twice";
                Task {
                    form: Form::Bytes,
                    fault: Some((FaultKind::Limit(Limit::Format), message)),
                    ..task
                }
            }
        }
    }

    pub(super) fn section(&mut self, header: &SectionHeader<W>, name: &[u8]) -> Task {
        let machine = self.plan.names.machine;
        let form = form_of(header, name, machine);
        let link = |number: u32| {
            let number = usize::try_from(number).ok()?;
            self.plan.headers.get(number)
        };
        let linked = link(header.sh_link.0);
        let place = |header: Option<&SectionHeader<W>>| {
            header.map(SectionHeader::place).unwrap_or_default()
        };
        let mut names = self.plan.names;
        match form {
            // Relocations are linked to symbols, and those to strings.
            Form::Relocations | Form::RelocationAddends => {
                names.symbols = place(linked);
                names.strings = place(linked.and_then(|symbols| link(symbols.sh_link.0)));
            }
            _ => names.strings = place(linked),
        }
        let strings = linked.is_some_and(|strings| {
            matches!(strings.sh_type, SectionType::SHT_STRTAB | SectionType::SHT_NOBITS)
        });
        let task = Task { place: header.place(), form, names, present: true, fault: None };
        let rule = |message| Some((FaultKind::Rule, message));
        let (form, fault) = match entry_size::<W>(form).zip(Some(wide(header.sh_entsize))) {
            // The entries are still what they are.
            Some((_, 0)) => (form, rule("`sh_entsize` is 0")),
            Some((size, found)) if found != size => {
                (Form::Bytes, rule("`sh_entsize` is not the size of an entry of this type"))
            }
            _ if form.has_names() && !strings => {
                (form, rule("`sh_link` is not the number of a string table"))
            }
            _ => (form, None),
        };
        self.bounded(Task { form, fault: fault.filter(|_| task.place.size() > 0), ..task })
    }

    pub(super) fn segment(&mut self, segment: &W::ProgramHeader, names: Names) -> Task {
        let place = held(segment);
        let form = match segment.kind() {
            _ if place.size() == 0 => Form::Nothing,
            SegmentType::PT_DYNAMIC => Form::Dynamic,
            SegmentType::PT_NOTE => boundary(segment.align()),
            SegmentType::PT_INTERP => Form::Path,
            _ => Form::Bytes,
        };
        self.bounded(Task { place, form, names, present: true, fault: None })
    }
}

/// Notes stand on a boundary of eight bytes where their section says so, otherwise of four.
fn boundary(align: u64) -> Form {
    Form::Notes(if align == 8 { 8 } else { 4 })
}

/// Bytes of an entry, for types whose entries are always of that size.
fn entry_size<W: Word>(form: Form) -> Option<u64> {
    Some(match form {
        Form::Symbols => W::Symbol::SIZE,
        Form::Relocations => super::relocations::Relocation::<W>::SIZE,
        Form::RelocationAddends => super::relocations::RelocationAddend::<W>::SIZE,
        Form::Dynamic => Dynamic::<W>::SIZE,
        _ => return None,
    })
}

/// How the bytes of a section are to be read, by its type, its flags and its name.
fn form_of<W: Word>(header: &SectionHeader<W>, name: &[u8], machine: Machine) -> Form {
    if !matches!(header.sh_type, SectionType::SHT_NULL | SectionType::SHT_NOBITS)
        && header.sh_flags.is_compressed()
    {
        return Form::Compressed;
    }
    match header.sh_type {
        SectionType::SHT_PROGBITS => match name {
            _ if wide(header.sh_size) == 0 => Form::Bytes,
            b".interp" => Form::Path,
            b".comment" => Form::Texts,
            b".gnu_debuglink" => Form::DebugLink,
            b".gnu_debugaltlink" => Form::SharedDebugLink,
            _ => Form::Bytes,
        },
        SectionType::SHT_NULL | SectionType::SHT_NOBITS => Form::Nothing,
        SectionType::SHT_STRTAB => Form::Strings,
        SectionType::SHT_SYMTAB | SectionType::SHT_DYNSYM => Form::Symbols,
        SectionType::SHT_RELA => Form::RelocationAddends,
        SectionType::SHT_REL => Form::Relocations,
        SectionType::SHT_DYNAMIC => Form::Dynamic,
        SectionType::SHT_NOTE => boundary(header.sh_addralign.into()),
        SectionType::SHT_INIT_ARRAY
        | SectionType::SHT_FINI_ARRAY
        | SectionType::SHT_PREINIT_ARRAY
        | SectionType::SHT_RELR => Form::Words,
        SectionType::SHT_SYMTAB_SHNDX => Form::Sections,
        SectionType::SHT_GROUP => Form::Group,
        // Two machines have hash tables of 64-bit words.
        SectionType::SHT_HASH => match (machine, W::IS_64) {
            (Machine::EM_S390 | Machine::EM_ALPHA, true) => Form::WideHash,
            _ => Form::Hash,
        },
        SectionType::SHT_GNU_HASH => Form::GnuHash,
        SectionType::SHT_GNU_VERSYM => Form::SymbolVersions,
        SectionType::SHT_GNU_VERNEED => Form::VersionNeeds(header.sh_info),
        SectionType::SHT_GNU_VERDEF => Form::VersionDefinitions(header.sh_info),
        _ => Form::Bytes,
    }
}

impl<W: Word> Plan<W> {
    /// The string table of the dynamic section, which is told there by its address.
    fn dynamic_names<R: Read + Seek>(&self, reader: &mut R, endian: Endian) -> BinResult<Names> {
        let is_dynamic = |s: &&W::ProgramHeader| s.kind() == SegmentType::PT_DYNAMIC;
        let Some(segment) = self.segments.iter().find(is_dynamic) else { return Ok(self.names) };
        let place = segment.place();
        let (mut address, mut size) = (None, None);
        let mut at = place.start;
        let step = Dynamic::<W>::SIZE;
        while at.saturating_add(step) <= place.end.min(self.file_end) {
            reader.seek(SeekFrom::Start(at))?;
            match Dynamic::<W>::read_options(reader, endian, (self.names,))?.pair() {
                (DynamicTag::DT_NULL, _) => break,
                (DynamicTag::DT_STRTAB, value) => address = Some(value),
                (DynamicTag::DT_STRSZ, value) => size = Some(value),
                _ => {}
            }
            at = at.saturating_add(step);
        }
        let strings = address.zip(size).and_then(|(address, size)| {
            let start = self.offset_of(address)?;
            Some(Place::new(start, size))
        });
        Ok(Names { strings: strings.unwrap_or_default(), ..self.names })
    }

    /// Where the byte of an address stands in the file.
    fn offset_of(&self, address: u64) -> Option<u64> {
        let loaded = |s: &&W::ProgramHeader| s.kind() == SegmentType::PT_LOAD;
        self.segments.iter().filter(loaded).find_map(|segment| {
            let place = segment.place();
            let at = address.checked_sub(segment.address())?.checked_add(place.start)?;
            (at < place.end).then_some(at)
        })
    }
}
