//! Contents of sections, or of segments in files without sections.

use super::class::{ClassWord, SectionFlags, wide};
use super::dynamic::Dynamic;
use super::labels::{DynamicTag, ElfMachine, SectionType, SegmentType};
use super::layout::{FileLayout, segment_span};
use super::names::{FileSpan, Names, remark};
use super::payload::{Content, ContentKind};
use super::tables::{ProgramHeader, SectionHeader};
use binrw::{BinRead, BinResult, Endian, VecArgs};
use bytescope_inspect::{Cx, Fault, FaultKind, FixedSize, Inspect, Limit, Meta, Value, Within};
use std::io::{Read, Seek, SeekFrom};

/// Contents of a section or segment; `None` if it starts past the end of the file.
pub type Part<W> = Option<Within<Content<W>>>;

const SECTION: &Meta = &Meta::new("", "Section", "Section contents; the note is the section name");
const SEGMENT: &Meta = &Meta::new("", "Segment", "Segment contents; the note is the segment type");

/// Location of a section or segment and the interpretation of its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    place: FileSpan,
    form: ContentKind,
    names: Names,
    /// True if it starts within the file.
    present: bool,
    fault: Option<(FaultKind, &'static str)>,
}

impl Task {
    /// Returns the interpretation of the bytes.
    pub(super) fn form(&self) -> ContentKind {
        self.form
    }

    /// Clips the span to the file, with a fault if it extends past the end. An empty span is moved
    /// into `bounds`, the span of all sections.
    fn clip(self, file_end: u64, bounds: FileSpan) -> Self {
        if self.place.size() == 0 {
            let start = self.place.start.max(bounds.start).min(bounds.end);
            return Self { place: FileSpan::new(start, 0), ..self };
        }
        if self.place.end <= file_end {
            return self;
        }
        let place = FileSpan { end: file_end.max(self.place.start), ..self.place };
        let present = self.place.start < file_end;
        let message = if present {
            "extends past the end of the file"
        } else {
            "starts past the end of the file"
        };
        Self {
            present,
            place,
            form: ContentKind::Bytes,
            fault: Some((FaultKind::Truncated, message)),
            ..self
        }
    }

    fn args(self) -> VecArgs<(ContentKind, Names, FileSpan)> {
        let count = usize::try_from(self.place.size());
        VecArgs { count: count.unwrap_or(usize::MAX), inner: (self.form, self.names, self.place) }
    }

    fn read<W: ClassWord, R: Read + Seek>(
        self,
        reader: &mut R,
        endian: Endian,
    ) -> BinResult<Part<W>> {
        if !self.present {
            return Ok(None);
        }
        reader.seek(SeekFrom::Start(self.place.start))?;
        Within::read_options(reader, endian, self.args()).map(Some)
    }

    fn show<W: ClassWord>(
        self,
        cx: &mut Cx<'_>,
        endian: Endian,
        list: u64,
        item: (u64, &'static Meta, &str),
    ) -> BinResult<Part<W>> {
        let (index, meta, note) = item;
        // A list spans its items, so a missing item is shown at the start of the list.
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

/// Reads the contents of the sections.
pub(super) fn sections<W: ClassWord, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (plan,): (&FileLayout<W>,),
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

/// Reads and shows the contents of the sections.
pub(super) fn show_sections<W: ClassWord>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (plan,): (&FileLayout<W>,),
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
            let message = "`sh_name` is past the end of the section name string table";
            task.fault.get_or_insert((FaultKind::Rule, message));
        }
        let item = (index, SECTION, name.as_deref().unwrap_or_default());
        parts.push(task.show(cx, endian, list, item)?);
    }
    cx.rewind(plan.end());
    Ok(parts)
}

/// Reads the contents of the segments.
pub(super) fn segments<W: ClassWord, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (plan,): (&FileLayout<W>,),
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

/// Reads and shows the contents of the segments.
pub(super) fn show_segments<W: ClassWord>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (plan,): (&FileLayout<W>,),
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

/// Limit on the total size of sections that are read eagerly; see [`ContentKind::is_eager`].
const MOST_EAGER: u64 = 32 << 20;

pub(super) struct Tasks<'p, W: ClassWord> {
    plan: &'p FileLayout<W>,
    eager: u64,
    bounds: FileSpan,
}

impl<'p, W: ClassWord> Tasks<'p, W> {
    pub(super) fn new(plan: &'p FileLayout<W>) -> Self {
        // In a valid file such sections do not overlap.
        Self { plan, eager: plan.file_end.min(MOST_EAGER), bounds: plan.bounds() }
    }

    fn bounded(&mut self, task: Task) -> Task {
        let task = task.clip(self.plan.file_end, self.bounds);
        if !task.form.is_eager() {
            return task;
        }
        match self.eager.checked_sub(task.place.size()) {
            Some(left) => {
                self.eager = left;
                task
            }
            None => {
                let message = "limit reached: notes and version tables exceed 32 MiB or overlap";
                Task {
                    form: ContentKind::Bytes,
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
            // Relocation sections are linked to a symbol table, which is linked to a string table.
            ContentKind::Relocations | ContentKind::RelocationAddends => {
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
            // The entries are still readable.
            Some((_, 0)) => (form, rule("`sh_entsize` must not be 0")),
            Some((size, found)) if found != size => {
                (ContentKind::Bytes, rule("`sh_entsize` must be the entry size of this type"))
            }
            _ if form.has_names() && !strings => {
                (form, rule("`sh_link` is not the index of a string table"))
            }
            _ => (form, None),
        };
        self.bounded(Task { form, fault: fault.filter(|_| task.place.size() > 0), ..task })
    }

    pub(super) fn segment(&mut self, segment: &W::ProgramHeader, names: Names) -> Task {
        let place = segment_span(segment);
        let form = match segment.kind() {
            _ if place.size() == 0 => ContentKind::Empty,
            SegmentType::PT_DYNAMIC => ContentKind::Dynamic,
            SegmentType::PT_NOTE => boundary(segment.align()),
            SegmentType::PT_INTERP => ContentKind::Path,
            _ => ContentKind::Bytes,
        };
        self.bounded(Task { place, form, names, present: true, fault: None })
    }
}

/// Returns the format of notes, which are aligned to 8 bytes if their header specifies it, else 4.
fn boundary(align: u64) -> ContentKind {
    ContentKind::Notes(if align == 8 { 8 } else { 4 })
}

/// Returns the entry size in bytes for types with entries of fixed size.
fn entry_size<W: ClassWord>(form: ContentKind) -> Option<u64> {
    Some(match form {
        ContentKind::Symbols => W::Symbol::SIZE,
        ContentKind::Relocations => super::relocations::Relocation::<W>::SIZE,
        ContentKind::RelocationAddends => super::relocations::RelocationAddend::<W>::SIZE,
        ContentKind::Dynamic => Dynamic::<W>::SIZE,
        _ => return None,
    })
}

/// Returns the interpretation of a section, by its type, flags and name.
fn form_of<W: ClassWord>(
    header: &SectionHeader<W>,
    name: &[u8],
    machine: ElfMachine,
) -> ContentKind {
    if !matches!(header.sh_type, SectionType::SHT_NULL | SectionType::SHT_NOBITS)
        && header.sh_flags.is_compressed()
    {
        return ContentKind::Compressed;
    }
    match header.sh_type {
        SectionType::SHT_PROGBITS => match name {
            _ if wide(header.sh_size) == 0 => ContentKind::Bytes,
            b".interp" => ContentKind::Path,
            b".comment" => ContentKind::StringList,
            b".gnu_debuglink" => ContentKind::DebugLink,
            b".gnu_debugaltlink" => ContentKind::SharedDebugLink,
            _ => ContentKind::Bytes,
        },
        SectionType::SHT_NULL | SectionType::SHT_NOBITS => ContentKind::Empty,
        SectionType::SHT_STRTAB => ContentKind::Strings,
        SectionType::SHT_SYMTAB | SectionType::SHT_DYNSYM => ContentKind::Symbols,
        SectionType::SHT_RELA => ContentKind::RelocationAddends,
        SectionType::SHT_REL => ContentKind::Relocations,
        SectionType::SHT_DYNAMIC => ContentKind::Dynamic,
        SectionType::SHT_NOTE => boundary(header.sh_addralign.into()),
        SectionType::SHT_INIT_ARRAY
        | SectionType::SHT_FINI_ARRAY
        | SectionType::SHT_PREINIT_ARRAY
        | SectionType::SHT_RELR => ContentKind::Words,
        SectionType::SHT_SYMTAB_SHNDX => ContentKind::Sections,
        SectionType::SHT_GROUP => ContentKind::Group,
        // Two architectures have hash tables of 64-bit words.
        SectionType::SHT_HASH => match (machine, W::IS_64) {
            (ElfMachine::EM_S390 | ElfMachine::EM_ALPHA, true) => ContentKind::WideHash,
            _ => ContentKind::Hash,
        },
        SectionType::SHT_GNU_HASH => ContentKind::GnuHash,
        SectionType::SHT_GNU_VERSYM => ContentKind::SymbolVersions,
        SectionType::SHT_GNU_VERNEED => ContentKind::VersionNeeds(header.sh_info),
        SectionType::SHT_GNU_VERDEF => ContentKind::VersionDefinitions(header.sh_info),
        _ => ContentKind::Bytes,
    }
}

impl<W: ClassWord> FileLayout<W> {
    /// Finds the string table of the dynamic array, which gives its address.
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
            Some(FileSpan::new(start, size))
        });
        Ok(Names { strings: strings.unwrap_or_default(), ..self.names })
    }

    /// Returns the file offset of a virtual address.
    fn offset_of(&self, address: u64) -> Option<u64> {
        let loaded = |s: &&W::ProgramHeader| s.kind() == SegmentType::PT_LOAD;
        self.segments.iter().filter(loaded).find_map(|segment| {
            let place = segment.place();
            let at = address.checked_sub(segment.address())?.checked_add(place.start)?;
            (at < place.end).then_some(at)
        })
    }
}
