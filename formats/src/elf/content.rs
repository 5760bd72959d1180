//! What a section or a segment holds.

use super::dynamic::Dynamic;
use super::labels::CompressionType;
use super::names::{Names, Place, SectionIndex};
use super::notes::Note;
use super::relocations::{Relocation, RelocationAddend};
use super::versions::{
    SymbolVersion, VersionDefinition, VersionNeed, chain, show_chain, write_chain,
};
use super::word::{Word, wide};
use binrw::{NullString, binrw};
use bytescope_inspect::{Blob, Inspect, Table, bits, to_end};

/// How the bytes of a section or a segment are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As bytes.
    Bytes,
    /// No bytes.
    Nothing,
    /// Strings that end in NUL, found by their offset.
    Strings,
    /// Symbols.
    Symbols,
    /// Relocations with addends.
    RelocationAddends,
    /// Relocations.
    Relocations,
    /// Entries for the dynamic linker.
    Dynamic,
    /// Notes that stand on a boundary.
    Notes(u8),
    /// Addresses, or words of that size.
    Words,
    /// Section numbers.
    Sections,
    /// A group of sections.
    Group,
    /// A hash table of 32-bit words.
    Hash,
    /// A hash table of 64-bit words.
    WideHash,
    /// GNU's hash table.
    GnuHash,
    /// The version of each symbol.
    SymbolVersions,
    /// Versions that are needed, so many entries.
    VersionNeeds(u32),
    /// Versions that are defined, so many entries.
    VersionDefinitions(u32),
    /// A path.
    Path,
    /// Strings that end in NUL, one after the other.
    Texts,
    /// A link to a file with debug data.
    DebugLink,
    /// A link to a file with debug data that is shared.
    SharedDebugLink,
    /// Compressed bytes behind a header.
    Compressed,
}

impl Form {
    /// Whether the section must be linked to a string table.
    pub(super) fn has_names(self) -> bool {
        matches!(
            self,
            Self::Symbols | Self::Dynamic | Self::VersionNeeds(_) | Self::VersionDefinitions(_)
        )
    }

    /// Whether every item becomes a value of its own when the file is read. Such sections may not
    /// be larger, all together, than the file allows: they might all be the same bytes.
    pub(super) fn is_eager(self) -> bool {
        matches!(
            self,
            Self::Notes(_) | Self::VersionNeeds(_) | Self::VersionDefinitions(_) | Self::Texts
        )
    }
}

/// What a section or a segment holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(form: Form, names: Names, place: Place))]
pub enum Content<N: Word> {
    /// Code, data, or anything else that is not taken apart here
    #[br(pre_assert(form == Form::Bytes))]
    Bytes(#[br(parse_with = to_end)] Blob),
    /// Nothing: it takes no bytes of the file
    #[br(pre_assert(form == Form::Nothing))]
    Nothing,
    /// Strings that end in NUL; others refer to them by offset
    #[br(pre_assert(form == Form::Strings))]
    Strings(#[br(parse_with = to_end)] Blob),
    /// Symbols
    #[br(pre_assert(form == Form::Symbols))]
    Symbols(#[br(parse_with = to_end, args_raw = (names,))] Table<N::Symbol, (Names,)>),
    /// Relocations with addends
    #[br(pre_assert(form == Form::RelocationAddends))]
    RelocationAddends(
        #[br(parse_with = to_end, args_raw = (names,))] Table<RelocationAddend<N>, (Names,)>,
    ),
    /// Relocations
    #[br(pre_assert(form == Form::Relocations))]
    Relocations(#[br(parse_with = to_end, args_raw = (names,))] Table<Relocation<N>, (Names,)>),
    /// What the dynamic linker needs
    #[br(pre_assert(form == Form::Dynamic))]
    Dynamic(#[br(parse_with = to_end, args_raw = (names,))] Table<Dynamic<N>, (Names,)>),
    /// Notes
    #[br(pre_assert(matches!(form, Form::Notes(_))))]
    Notes(#[br(parse_with = to_end, args_raw = (names, boundary(form)))] Vec<Note<N>>),
    /// Addresses of functions, or packed relocations
    #[br(pre_assert(form == Form::Words))]
    Words(#[br(parse_with = to_end)] Table<N>),
    /// Section numbers
    #[br(pre_assert(form == Form::Sections))]
    Sections(#[br(parse_with = to_end, args_raw = (names,))] Table<SectionIndex, (Names,)>),
    /// A group of sections that are kept or dropped together
    #[br(pre_assert(form == Form::Group))]
    Group {
        /// What the group is like
        #[inspect(hex, note = flags.in_words())]
        flags: GroupFlags,
        /// Its members, by number
        #[br(parse_with = to_end, args_raw = (names,))]
        members: Table<SectionIndex, (Names,)>,
    },
    /// Symbol hash table
    #[br(pre_assert(form == Form::Hash))]
    Hash(HashTable<u32>),
    /// Symbol hash table of 64-bit words
    #[br(pre_assert(form == Form::WideHash))]
    WideHash(HashTable<u64>),
    /// GNU's symbol hash table
    #[br(pre_assert(form == Form::GnuHash))]
    GnuHash {
        /// Number of buckets
        nbuckets: u32,
        /// First symbol that can be found
        symoffset: u32,
        /// Number of words of the Bloom filter
        bloom_size: u32,
        /// By how much the hash is shifted for the filter's second bit
        bloom_shift: u32,
        /// The Bloom filter
        #[br(count = bloom_size)]
        bloom: Table<N>,
        /// The first symbol of each chain
        #[br(count = nbuckets)]
        buckets: Table<u32>,
        /// Hashes, the lowest bit set at the end of a chain
        #[br(parse_with = to_end)]
        chain: Table<u32>,
    },
    /// The version of each symbol
    #[br(pre_assert(form == Form::SymbolVersions))]
    SymbolVersions(#[br(parse_with = to_end)] Table<SymbolVersion>),
    /// Versions that are needed
    #[br(pre_assert(matches!(form, Form::VersionNeeds(_))))]
    VersionNeeds(
        #[br(parse_with = chain, args(entries(form, names, place)))]
        #[bw(write_with = write_chain, args(0))]
        #[inspect(with = show_chain)]
        Vec<VersionNeed>,
    ),
    /// Versions that are defined
    #[br(pre_assert(matches!(form, Form::VersionDefinitions(_))))]
    VersionDefinitions(
        #[br(parse_with = chain, args(entries(form, names, place)))]
        #[bw(write_with = write_chain, args(0))]
        #[inspect(with = show_chain)]
        Vec<VersionDefinition>,
    ),
    /// A path
    #[br(pre_assert(form == Form::Path))]
    Path(NullString),
    /// Strings
    #[br(pre_assert(form == Form::Texts))]
    Texts(#[br(parse_with = to_end)] Vec<NullString>),
    /// Where the debug data is
    #[br(pre_assert(form == Form::DebugLink))]
    DebugLink {
        /// Name of the file
        #[brw(align_after = 4)]
        filename: NullString,
        /// CRC-32 of that file
        #[inspect(hex)]
        crc: u32,
    },
    /// Where debug data is that several files share
    #[br(pre_assert(form == Form::SharedDebugLink))]
    SharedDebugLink {
        /// Name of the file
        filename: NullString,
        /// Build identifier of that file
        #[br(parse_with = to_end)]
        build_id: Blob,
    },
    /// Compressed bytes
    #[br(pre_assert(form == Form::Compressed))]
    Compressed {
        /// How they are compressed
        ch_type: CompressionType,
        /// Reserved
        #[br(if(N::IS_64))]
        ch_reserved: Option<u32>,
        /// Bytes when expanded
        #[inspect(unit = "bytes")]
        ch_size: N,
        /// Boundary that they stand on when expanded
        ch_addralign: N,
        /// The compressed bytes
        #[br(parse_with = to_end)]
        data: Blob,
    },
}

fn boundary(form: Form) -> u8 {
    match form {
        Form::Notes(boundary) => boundary,
        _ => 4,
    }
}

fn entries(form: Form, names: Names, place: Place) -> super::versions::Chain {
    let count = match form {
        Form::VersionNeeds(count) | Form::VersionDefinitions(count) => count,
        _ => 0,
    };
    super::versions::whole(place.start, place.size(), count.into(), names)
}

bits! {
    /// What a group of sections is like
    pub struct GroupFlags(u32) {
        /// Of several groups of one name one is kept
        grp_comdat: 0..1,
        /// Of the operating system
        grp_maskos: 20..28,
        /// Of the processor
        grp_maskproc: 28..32,
    }
}

/// A symbol hash table
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct HashTable<T: Word> {
    /// Number of buckets
    pub nbucket: T,
    /// Number of symbols
    pub nchain: T,
    /// The first symbol of each chain
    #[br(count = wide(nbucket))]
    pub bucket: Table<T>,
    /// The symbol after each symbol in its chain
    #[br(count = wide(nchain))]
    pub chain: Table<T>,
}
