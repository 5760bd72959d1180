//! Contents of sections and segments.

use super::class::{ClassWord, wide};
use super::dynamic::Dynamic;
use super::end_mark::{dynamic_array, path, show_dynamic_array, show_path, show_strings, strings};
use super::labels::CompressionType;
use super::names::{FileSpan, Names, SectionIndex};
use super::notes::Note;
use super::padding::DebugLink;
use super::relocations::{Relocation, RelocationAddend};
use super::versions::{
    SymbolVersion, VersionDefinition, VersionNeed, chain, show_chain, write_chain,
};
use binrw::{NullString, binrw};
use bytescope_inspect::{Blob, Inspect, Table, bits, to_end};

/// Interpretation of the bytes of a section or segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// Uninterpreted bytes.
    Bytes,
    /// No space in the file.
    Empty,
    /// String table.
    Strings,
    /// Symbol table.
    Symbols,
    /// Relocations with explicit addends.
    RelocationAddends,
    /// Relocations with implicit addends.
    Relocations,
    /// Dynamic array.
    Dynamic,
    /// Notes with this alignment.
    Notes(u8),
    /// Addresses, or other words of the class size.
    Words,
    /// Section indices.
    Sections,
    /// Section group.
    Group,
    /// Symbol hash table of 32-bit words.
    Hash,
    /// Symbol hash table of 64-bit words.
    WideHash,
    /// GNU symbol hash table.
    GnuHash,
    /// Symbol version table.
    SymbolVersions,
    /// Version requirements, with the number of entries.
    VersionNeeds(u32),
    /// Version definitions, with the number of entries.
    VersionDefinitions(u32),
    /// File path.
    Path,
    /// Sequence of null-terminated strings.
    StringList,
    /// Link to a separate debug file.
    DebugLink,
    /// Link to a shared supplementary debug file.
    SharedDebugLink,
    /// Compression header and compressed data.
    Compressed,
}

impl ContentKind {
    /// True if the section must be linked to a string table.
    pub(super) fn has_names(self) -> bool {
        matches!(
            self,
            Self::Symbols | Self::Dynamic | Self::VersionNeeds(_) | Self::VersionDefinitions(_)
        )
    }

    /// True if every byte is read or every item becomes a separate value when the file is read. The total size of these
    /// sections is limited, because many headers may refer to the same bytes.
    pub(super) fn is_eager(self) -> bool {
        matches!(
            self,
            Self::Notes(_)
                | Self::VersionNeeds(_)
                | Self::VersionDefinitions(_)
                | Self::StringList
                | Self::Path
                | Self::DebugLink
                | Self::SharedDebugLink
                | Self::Dynamic
        )
    }
}

/// Contents of a section or segment
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(kind: ContentKind, names: Names, span: FileSpan))]
#[inspect(summary = "{:note}  {:size}")]
pub enum Content<N: ClassWord> {
    /// Code, data or other uninterpreted contents
    #[br(pre_assert(kind == ContentKind::Bytes))]
    Bytes(#[br(parse_with = to_end)] Blob),
    /// No space in the file
    #[br(pre_assert(kind == ContentKind::Empty))]
    Empty,
    /// String table
    #[br(pre_assert(kind == ContentKind::Strings))]
    Strings(#[br(parse_with = to_end)] Blob),
    /// Symbol table
    #[br(pre_assert(kind == ContentKind::Symbols))]
    Symbols(#[br(parse_with = to_end, args_raw = (names,))] Table<N::Symbol, (Names,)>),
    /// Relocations with explicit addends
    #[br(pre_assert(kind == ContentKind::RelocationAddends))]
    RelocationAddends(
        #[br(parse_with = to_end, args_raw = (names,))] Table<RelocationAddend<N>, (Names,)>,
    ),
    /// Relocations with implicit addends
    #[br(pre_assert(kind == ContentKind::Relocations))]
    Relocations(#[br(parse_with = to_end, args_raw = (names,))] Table<Relocation<N>, (Names,)>),
    /// Dynamic array
    #[br(pre_assert(kind == ContentKind::Dynamic))]
    Dynamic(
        #[br(parse_with = dynamic_array, args(names))]
        #[inspect(with = show_dynamic_array)]
        Table<Dynamic<N>, (Names,)>,
    ),
    /// Notes
    #[br(pre_assert(matches!(kind, ContentKind::Notes(_))))]
    Notes(#[br(parse_with = to_end, args_raw = (names, note_alignment(kind)))] Vec<Note<N>>),
    /// Array of function addresses, or packed relative relocations
    #[br(pre_assert(kind == ContentKind::Words))]
    Words(#[br(parse_with = to_end)] Table<N>),
    /// Extended section indices
    #[br(pre_assert(kind == ContentKind::Sections))]
    Sections(#[br(parse_with = to_end, args_raw = (names,))] Table<SectionIndex, (Names,)>),
    /// Section group
    #[br(pre_assert(kind == ContentKind::Group))]
    Group {
        /// Group flags
        #[inspect(hex, note = flags.describe())]
        flags: GroupFlags,
        /// Section header indices of the members
        #[br(parse_with = to_end, args_raw = (names,))]
        members: Table<SectionIndex, (Names,)>,
    },
    /// Symbol hash table
    #[br(pre_assert(kind == ContentKind::Hash))]
    Hash(HashTable<u32>),
    /// Symbol hash table of 64-bit words
    #[br(pre_assert(kind == ContentKind::WideHash))]
    WideHash(HashTable<u64>),
    /// GNU symbol hash table
    #[br(pre_assert(kind == ContentKind::GnuHash))]
    GnuHash {
        /// Number of buckets
        nbuckets: u32,
        /// Index of the first symbol in the hash table
        symoffset: u32,
        /// Number of words of the Bloom filter
        bloom_size: u32,
        /// Shift count for the Bloom filter
        bloom_shift: u32,
        /// Bloom filter
        #[br(count = bloom_size)]
        bloom: Table<N>,
        /// Index of the first symbol of each chain
        #[br(count = nbuckets)]
        buckets: Table<u32>,
        /// Hash values; bit 0 marks the end of a chain
        #[br(parse_with = to_end)]
        chain: Table<u32>,
    },
    /// Symbol version table
    #[br(pre_assert(kind == ContentKind::SymbolVersions))]
    SymbolVersions(#[br(parse_with = to_end)] Table<SymbolVersion>),
    /// Version requirements
    #[br(pre_assert(matches!(kind, ContentKind::VersionNeeds(_))))]
    VersionNeeds(
        #[br(parse_with = chain, args(version_chain(kind, names, span)))]
        #[bw(write_with = write_chain, args(0))]
        #[inspect(with = show_chain)]
        Vec<VersionNeed>,
    ),
    /// Version definitions
    #[br(pre_assert(matches!(kind, ContentKind::VersionDefinitions(_))))]
    VersionDefinitions(
        #[br(parse_with = chain, args(version_chain(kind, names, span)))]
        #[bw(write_with = write_chain, args(0))]
        #[inspect(with = show_chain)]
        Vec<VersionDefinition>,
    ),
    /// File path
    #[br(pre_assert(kind == ContentKind::Path))]
    Path(
        #[br(parse_with = path)]
        #[inspect(with = show_path)]
        NullString,
    ),
    /// Sequence of null-terminated strings
    #[br(pre_assert(kind == ContentKind::StringList))]
    StringList(
        #[br(parse_with = strings)]
        #[inspect(with = show_strings)]
        Vec<NullString>,
    ),
    /// Link to a separate debug file
    #[br(pre_assert(kind == ContentKind::DebugLink))]
    DebugLink(DebugLink),
    /// Link to a shared supplementary debug file
    #[br(pre_assert(kind == ContentKind::SharedDebugLink))]
    SharedDebugLink {
        /// File name
        filename: NullString,
        /// Build ID of the debug file
        #[br(parse_with = to_end)]
        build_id: Blob,
    },
    /// Compressed section
    #[br(pre_assert(kind == ContentKind::Compressed))]
    Compressed {
        /// Compression algorithm
        ch_type: CompressionType,
        /// Reserved
        #[br(if(N::IS_64))]
        ch_reserved: Option<u32>,
        /// Size of the uncompressed data
        #[inspect(unit = "bytes")]
        ch_size: N,
        /// Alignment of the uncompressed data
        ch_addralign: N,
        /// Compressed data
        #[br(parse_with = to_end)]
        data: Blob,
    },
}

fn note_alignment(kind: ContentKind) -> u8 {
    match kind {
        ContentKind::Notes(alignment) => alignment,
        _ => 4,
    }
}

fn version_chain(kind: ContentKind, names: Names, span: FileSpan) -> super::versions::Chain {
    let count = match kind {
        ContentKind::VersionNeeds(count) | ContentKind::VersionDefinitions(count) => count,
        _ => 0,
    };
    super::versions::section_chain(span.start, span.size(), count.into(), names)
}

bits! {
    /// Section group flags
    pub struct GroupFlags(u32) {
        /// COMDAT group: duplicates are discarded
        GRP_COMDAT: 0..1,
        /// Operating system-specific
        GRP_MASKOS: 20..28,
        /// Processor-specific
        GRP_MASKPROC: 28..32,
    }
}

/// Symbol hash table
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct HashTable<T: ClassWord> {
    /// Number of buckets
    pub nbucket: T,
    /// Number of chain entries, one per symbol
    pub nchain: T,
    /// Index of the first symbol of each chain
    #[br(count = wide(nbucket))]
    pub bucket: Table<T>,
    /// Index of the next symbol in the chain, per symbol
    #[br(count = wide(nchain))]
    pub chain: Table<T>,
}
