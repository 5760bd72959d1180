//! Contents of sections, or of segments in files without sections.

use super::class::{ClassWord, SectionFlags, wide};
use super::dynamic::Dynamic;
use super::end_mark;
use super::labels::{DynamicTag, ElfMachine, Platform, SectionType, SegmentType};
use super::layout::{FileLayout, segment_span};
use super::names::{FileSpan, Names, set_note};
use super::payload::{Content, ContentKind};
use super::tables::{ProgramHeader, SectionHeader};
use binrw::{BinRead, BinResult, Endian, VecArgs};
use bytescope_inspect::{Cx, Fault, FaultKind, FixedSize, Inspect, Limit, Meta, Value, Within};
use std::io::{Read, Seek, SeekFrom};

/// Contents of a section or segment; `None` if it starts past the end of the file.
pub type Part<W> = Option<Within<Content<W>>>;

const SECTION: &Meta = &Meta::new("", "Section", "Section contents; the note is the section name");
const SEGMENT: &Meta = &Meta::new("", "Segment", "Segment contents; the note is the segment type");

/// Reader of a section or segment: its span and the interpretation of its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartReader {
    span: FileSpan,
    kind: ContentKind,
    names: Names,
    /// True if the contents start within the file.
    present: bool,
    fault: Option<(FaultKind, &'static str)>,
}

impl PartReader {
    /// Returns the interpretation of the bytes.
    pub(super) fn kind(&self) -> ContentKind {
        self.kind
    }

    /// Clips the span to the file, with a fault if it extends past the end. An empty span is moved
    /// into `bounds`, the span of all sections or segments.
    fn clip(self, file_end: u64, bounds: FileSpan) -> Self {
        if self.span.size() == 0 {
            let start = self.span.start.max(bounds.start).min(bounds.end);
            return Self { span: FileSpan::new(start, 0), ..self };
        }
        if self.span.end <= file_end {
            return self;
        }
        let span = FileSpan { end: file_end.max(self.span.start), ..self.span };
        let present = self.span.start < file_end;
        let message = if present {
            "extends past the end of the file"
        } else {
            "starts past the end of the file"
        };
        Self {
            present,
            span,
            kind: ContentKind::Bytes,
            fault: Some((FaultKind::Truncated, message)),
            ..self
        }
    }

    /// Returns the bytes after the end mark; an empty span if there are none.
    pub(super) fn tail<W: ClassWord, R: Read + Seek>(
        self,
        reader: &mut R,
        endian: Endian,
    ) -> BinResult<FileSpan> {
        match self.present {
            true => end_mark::tail::<W, R>(reader, endian, (self.kind, self.names, self.span)),
            false => Ok(FileSpan::default()),
        }
    }

    fn args(self) -> VecArgs<(ContentKind, Names, FileSpan)> {
        let count = usize::try_from(self.span.size());
        VecArgs { count: count.unwrap_or(usize::MAX), inner: (self.kind, self.names, self.span) }
    }

    fn read<W: ClassWord, R: Read + Seek>(
        self,
        reader: &mut R,
        endian: Endian,
    ) -> BinResult<Part<W>> {
        if !self.present {
            return Ok(None);
        }
        reader.seek(SeekFrom::Start(self.span.start))?;
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
        cx.rewind(if self.present { self.span.start } else { list });
        cx.item(index, meta, |cx| {
            let part = match self.present {
                true => Some(Within::inspect(cx, endian, self.args())?),
                false => None,
            };
            set_note(cx, note);
            if let (Some((kind, message)), Some(node)) = (self.fault, cx.top()) {
                let fault = Fault::soft(kind, self.span.start, message);
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
    (layout,): (&FileLayout<W>,),
) -> BinResult<Vec<Part<W>>> {
    let mut readers = PartReaders::new(layout);
    let mut parts = Vec::with_capacity(layout.headers.len());
    for header in &layout.headers {
        let name = layout.short_name(reader, header)?;
        parts.push(readers.section(header, &name).read(reader, endian)?);
    }
    reader.seek(SeekFrom::Start(layout.end()))?;
    Ok(parts)
}

/// Reads and shows the contents of the sections.
pub(super) fn show_sections<W: ClassWord>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (layout,): (&FileLayout<W>,),
) -> BinResult<Vec<Part<W>>> {
    cx.leaf(Value::List);
    let list = cx.pos();
    let mut readers = PartReaders::new(layout);
    let mut parts = Vec::with_capacity(layout.headers.len());
    for (index, header) in (0..).zip(&layout.headers) {
        let short = layout.short_name(cx, header)?;
        let mut part = readers.section(header, &short);
        let names = layout.names.section_names;
        let name = names.text(cx, header.sh_name.0.into());
        if name.is_none() && names.size() > 0 {
            let message = "`sh_name` is past the end of the section name string table";
            part.fault.get_or_insert((FaultKind::Rule, message));
        }
        let item = (index, SECTION, name.as_deref().unwrap_or_default());
        parts.push(part.show(cx, endian, list, item)?);
    }
    cx.rewind(layout.end());
    Ok(parts)
}

/// Reads the contents of the segments.
pub(super) fn segments<W: ClassWord, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (layout,): (&FileLayout<W>,),
) -> BinResult<Vec<Part<W>>> {
    let mut readers = PartReaders::new(layout);
    let names = layout.dynamic_names(reader, endian)?;
    let mut parts = Vec::with_capacity(layout.segments.len());
    for segment in &layout.segments {
        parts.push(readers.segment(segment, names).read(reader, endian)?);
    }
    reader.seek(SeekFrom::Start(layout.end()))?;
    Ok(parts)
}

/// Reads and shows the contents of the segments.
pub(super) fn show_segments<W: ClassWord>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (layout,): (&FileLayout<W>,),
) -> BinResult<Vec<Part<W>>> {
    cx.leaf(Value::List);
    let list = cx.pos();
    let mut readers = PartReaders::new(layout);
    let names = layout.dynamic_names(cx, endian)?;
    let mut parts = Vec::with_capacity(layout.segments.len());
    for (index, segment) in (0..).zip(&layout.segments) {
        let item = (index, SEGMENT, segment.kind().name().unwrap_or_default());
        parts.push(readers.segment(segment, names).show(cx, endian, list, item)?);
    }
    cx.rewind(layout.end());
    Ok(parts)
}

/// Maximum total size in bytes of sections that are read eagerly: see [`ContentKind::is_eager`].
const MAX_EAGER_SIZE: u64 = 32 << 20;

/// Creates readers of sections and segments.
pub(super) struct PartReaders<'p, W: ClassWord> {
    layout: &'p FileLayout<W>,
    /// Remaining size in bytes of sections that may be read eagerly.
    eager: u64,
    /// Span of all sections or segments.
    bounds: FileSpan,
}

impl<'p, W: ClassWord> PartReaders<'p, W> {
    pub(super) fn new(layout: &'p FileLayout<W>) -> Self {
        // In a valid file, sections do not overlap, so their total size is less than the file size.
        Self { layout, eager: layout.file_end.min(MAX_EAGER_SIZE), bounds: layout.bounds() }
    }

    /// Clips the span to the file. If the limit on eager reading is reached, the contents are read
    /// as uninterpreted bytes.
    fn bounded(&mut self, part: PartReader) -> PartReader {
        let part = part.clip(self.layout.file_end, self.bounds);
        if !part.kind.is_eager() {
            return part;
        }
        match self.eager.checked_sub(part.span.size()) {
            Some(left) => {
                self.eager = left;
                part
            }
            None => {
                let message = "limit reached: notes, version tables, strings and dynamic arrays \
                               exceed 32 MiB or overlap";
                PartReader {
                    kind: ContentKind::Bytes,
                    fault: Some((FaultKind::Limit(Limit::Format), message)),
                    ..part
                }
            }
        }
    }

    /// Returns the reader of a section.
    pub(super) fn section(&mut self, header: &SectionHeader<W>, name: &[u8]) -> PartReader {
        let kind = content_kind(header, name, self.layout.names.platform);
        let link = |number: u32| {
            let number = usize::try_from(number).ok()?;
            self.layout.headers.get(number)
        };
        let linked = link(header.sh_link.0);
        let span_of =
            |header: Option<&SectionHeader<W>>| header.map(SectionHeader::span).unwrap_or_default();
        let mut names = self.layout.names;
        match kind {
            // Relocation sections are linked to a symbol table, which is linked to a string table.
            ContentKind::Relocations | ContentKind::RelocationAddends => {
                names.symbols = span_of(linked);
                names.strings = span_of(linked.and_then(|symbols| link(symbols.sh_link.0)));
            }
            _ => names.strings = span_of(linked),
        }
        let strings = linked.is_some_and(|strings| {
            matches!(strings.sh_type.0, SectionType::SHT_STRTAB | SectionType::SHT_NOBITS)
        });
        let part = PartReader { span: header.span(), kind, names, present: true, fault: None };
        let rule = |message| Some((FaultKind::Rule, message));
        let (kind, fault) = match entry_size::<W>(kind).zip(Some(wide(header.sh_entsize))) {
            // The entries are still readable.
            Some((_, 0)) => (kind, rule("`sh_entsize` must not be 0")),
            Some((size, found)) if found != size => {
                (ContentKind::Bytes, rule("`sh_entsize` must be the entry size of this type"))
            }
            _ if kind.has_names() && !strings => {
                (kind, rule("`sh_link` is not the index of a string table"))
            }
            // Reserved indices such as SHN_BEFORE are not those of sections.
            _ if linked.is_none() && !(0xff00..=0xffff).contains(&header.sh_link.0) => {
                (kind, rule("`sh_link` is not the index of a section"))
            }
            _ => (kind, None),
        };
        self.bounded(PartReader { kind, fault: fault.filter(|_| part.span.size() > 0), ..part })
    }

    /// Returns the reader of a segment.
    pub(super) fn segment(&mut self, segment: &W::ProgramHeader, names: Names) -> PartReader {
        let span = segment_span(segment);
        let kind = match segment.kind() {
            _ if span.size() == 0 => ContentKind::Empty,
            SegmentType::PT_DYNAMIC => ContentKind::Dynamic,
            SegmentType::PT_NOTE => notes(segment.align()),
            SegmentType::PT_INTERP => ContentKind::Path,
            _ => ContentKind::Bytes,
        };
        self.bounded(PartReader { span, kind, names, present: true, fault: None })
    }
}

/// Returns the content kind of notes, which are aligned to 8 bytes if the header specifies this
/// alignment, otherwise to 4 bytes.
fn notes(align: u64) -> ContentKind {
    ContentKind::Notes(if align == 8 { 8 } else { 4 })
}

/// Returns the entry size in bytes for types with entries of fixed size.
fn entry_size<W: ClassWord>(kind: ContentKind) -> Option<u64> {
    Some(match kind {
        ContentKind::Symbols => W::Symbol::SIZE,
        ContentKind::Relocations => super::relocations::Relocation::<W>::SIZE,
        ContentKind::RelocationAddends => super::relocations::RelocationAddend::<W>::SIZE,
        ContentKind::Dynamic => Dynamic::<W>::SIZE,
        _ => return None,
    })
}

/// Returns the interpretation of a section, by its type, flags and name.
fn content_kind<W: ClassWord>(
    header: &SectionHeader<W>,
    name: &[u8],
    platform: Platform,
) -> ContentKind {
    if !matches!(header.sh_type.0, SectionType::SHT_NULL | SectionType::SHT_NOBITS)
        && header.sh_flags.is_compressed()
    {
        return ContentKind::Compressed;
    }
    match platform.content_type(header.sh_type.0) {
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
        SectionType::SHT_NOTE => notes(header.sh_addralign.into()),
        SectionType::SHT_INIT_ARRAY
        | SectionType::SHT_FINI_ARRAY
        | SectionType::SHT_PREINIT_ARRAY
        | SectionType::SHT_RELR => ContentKind::Words,
        SectionType::SHT_SYMTAB_SHNDX => ContentKind::Sections,
        SectionType::SHT_GROUP => ContentKind::Group,
        // Two architectures have hash tables of 64-bit words.
        SectionType::SHT_HASH => match (platform.machine, W::IS_64) {
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
    /// Returns the names with the string table whose address is in the dynamic array.
    fn dynamic_names<R: Read + Seek>(&self, reader: &mut R, endian: Endian) -> BinResult<Names> {
        let is_dynamic = |s: &&W::ProgramHeader| s.kind() == SegmentType::PT_DYNAMIC;
        let Some(segment) = self.segments.iter().find(is_dynamic) else { return Ok(self.names) };
        let span = segment.span();
        let (mut address, mut size) = (None, None);
        let mut at = span.start;
        let step = Dynamic::<W>::SIZE;
        while at.saturating_add(step) <= span.end.min(self.file_end) {
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

    /// Returns the file offset of a virtual address; `None` if it is not in a loaded segment.
    fn offset_of(&self, address: u64) -> Option<u64> {
        let loaded = |s: &&W::ProgramHeader| s.kind() == SegmentType::PT_LOAD;
        self.segments.iter().filter(loaded).find_map(|segment| {
            let span = segment.span();
            let at = address.checked_sub(segment.address())?.checked_add(span.start)?;
            (at < span.end).then_some(at)
        })
    }
}
