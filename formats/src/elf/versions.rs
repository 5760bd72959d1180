//! Symbol versions: chains of entries, each with a chain of auxiliary entries.

use super::names::{ElfName, Names};
use binrw::{BinRead, BinResult, BinWrite, Endian, Error, binrw};
use bytescope_inspect::{Cx, Inspect, Value, bits};
use std::io::{Read, Seek, SeekFrom};

bits! {
    /// Symbol version
    pub struct SymbolVersion(u16) {
        /// Version index; 0 = local, 1 = global (base version)
        index: 0..15,
        /// Hidden: not the default version of the symbol
        hidden: 15..16,
    }
}

/// Arguments of a chain entry: names, and the maximum number of further entries. Without a maximum,
/// a small section could contain very many entries, because chains may share entries.
type EntryArgs = (Names, u64);

/// Entry of a chain.
pub(super) trait ChainEntry: for<'a> BinRead<Args<'a> = EntryArgs> + Inspect {
    /// Size of the fixed part in bytes.
    const SIZE: u32;
    /// Returns the offset of the next entry, relative to this entry; 0 if none.
    fn next(&self) -> u32;
    /// Returns the number of auxiliary entries.
    fn aux_count(&self) -> usize {
        0
    }
}

/// Start offset of a chain, declared number of entries, and arguments of the first entry.
pub(super) type Chain = (u64, u64, EntryArgs);

/// Returns the chain at the start of a section of `size` bytes.
pub(super) fn section_chain(start: u64, size: u64, count: u64, names: Names) -> Chain {
    // The smallest entry is 8 bytes long.
    (start, count, (names, size / 8))
}

/// Reads the entries of a chain with `read`, which is called with the index of the entry.
fn walk<S: Read + Seek, T: ChainEntry>(
    stream: &mut S,
    (mut at, count, (names, mut left)): Chain,
    mut read: impl FnMut(&mut S, u64, EntryArgs) -> BinResult<T>,
) -> BinResult<Vec<T>> {
    let mut items = Vec::new();
    let mut reach = stream.stream_position()?;
    let end = stream.seek(SeekFrom::End(0))?;
    let refuse = |pos, message: &str| Err(Error::AssertFail { pos, message: message.to_owned() });
    for index in 0..count {
        let Some(rest) = left.checked_sub(1) else {
            return refuse(at, "more entries than fit in the section");
        };
        if at >= end {
            return refuse(reach, "next entry starts past the end of the section");
        }
        stream.seek(SeekFrom::Start(at))?;
        let item = read(stream, index, (names, rest))?;
        reach = reach.max(stream.stream_position()?);
        left = rest.saturating_sub(item.aux_count() as u64);
        let next = item.next();
        items.push(item);
        match next {
            0 => break,
            next if next < T::SIZE => return refuse(at, "next entry overlaps this entry"),
            next => at = at.saturating_add(next.into()),
        }
    }
    stream.seek(SeekFrom::Start(reach))?;
    Ok(items)
}

/// Reads a chain.
pub(super) fn chain<R: Read + Seek, T: ChainEntry>(
    reader: &mut R,
    endian: Endian,
    (chain,): (Chain,),
) -> BinResult<Vec<T>> {
    walk(reader, chain, |reader, _, args| T::read_options(reader, endian, args))
}

/// Reads a chain into the field tree.
pub(super) fn show_chain<T: ChainEntry>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (chain,): (Chain,),
) -> BinResult<Vec<T>> {
    cx.leaf(Value::List);
    walk(cx, chain, |cx, index, args| cx.item(index, T::ITEM, |cx| T::inspect(cx, endian, args)))
}

/// Converts an offset relative to the start of an entry to an offset relative to the end of its
/// fixed part of `size` bytes.
fn offset_from_end(offset: u32, size: u32) -> i64 {
    i64::from(offset).saturating_sub(size.into())
}

/// Writes a chain that starts `offset` bytes from the current position.
#[binrw::writer(writer, endian)]
pub(super) fn write_chain<T>(items: &Vec<T>, offset: i64) -> BinResult<()>
where
    T: ChainEntry + for<'a> BinWrite<Args<'a> = ()>,
{
    let mut reach = writer.stream_position()?;
    let mut at = reach.saturating_add_signed(offset);
    for item in items {
        writer.seek(SeekFrom::Start(at))?;
        item.write_options(writer, endian, ())?;
        reach = reach.max(writer.stream_position()?);
        at = at.saturating_add(item.next().into());
    }
    writer.seek(SeekFrom::Start(reach))?;
    Ok(())
}

/// Returns the current offset of the reader.
#[binrw::parser(reader)]
fn current_offset() -> BinResult<u64> {
    Ok(reader.stream_position()?)
}

/// Returns the chain of auxiliary entries of an entry at `at`.
fn aux_chain(at: u64, first: u32, count: u16, names: Names, left: u64) -> Chain {
    (at.saturating_add(first.into()), count.into(), (names, left))
}

/// Version requirement: versions needed from one library (`Elfxx_Verneed`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, left: u64))]
pub struct VersionNeed {
    #[br(temp, parse_with = current_offset)]
    #[bw(ignore)]
    #[inspect(skip)]
    at: u64,
    /// Structure version
    #[inspect(check(vn_version == 1, "must be 1"))]
    pub vn_version: u16,
    /// Number of auxiliary entries
    pub vn_cnt: u16,
    /// File name of the library: offset in the linked string table
    #[br(args(names))]
    pub vn_file: ElfName,
    /// Offset of the first auxiliary entry, relative to this entry
    pub vn_aux: u32,
    /// Offset of the next entry, relative to this entry; 0 if none
    pub vn_next: u32,
    /// Auxiliary entries: the needed versions
    #[br(parse_with = chain, args(aux_chain(at, vn_aux, vn_cnt, names, left)))]
    #[bw(write_with = write_chain, args(offset_from_end(*vn_aux, Self::SIZE)))]
    #[inspect(with = show_chain)]
    pub versions: Vec<VersionNeedAux>,
}

/// Needed version (`Elfxx_Vernaux`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, _left: u64))]
pub struct VersionNeedAux {
    /// Hash of the version name
    #[inspect(hex)]
    pub vna_hash: u32,
    /// Flags; 2 = weak version reference (`VER_FLG_WEAK`)
    #[inspect(hex)]
    pub vna_flags: u16,
    /// Version index used in the symbol version table
    pub vna_other: u16,
    /// Version name: offset in the linked string table
    #[br(args(names))]
    pub vna_name: ElfName,
    /// Offset of the next auxiliary entry, relative to this entry; 0 if none
    pub vna_next: u32,
}

/// Version definition (`Elfxx_Verdef`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(known: Names, left: u64))]
pub struct VersionDefinition {
    #[br(temp, parse_with = current_offset)]
    #[bw(ignore)]
    #[inspect(skip)]
    at: u64,
    /// Structure version
    #[inspect(check(vd_version == 1, "must be 1"))]
    pub vd_version: u16,
    /// Flags; 1 = version of the file itself (`VER_FLG_BASE`), 2 = weak version (`VER_FLG_WEAK`)
    #[inspect(hex)]
    pub vd_flags: u16,
    /// Version index used in the symbol version table
    pub vd_ndx: u16,
    /// Number of auxiliary entries: the version name, then its predecessors
    pub vd_cnt: u16,
    /// Hash of the version name
    #[inspect(hex)]
    pub vd_hash: u32,
    /// Offset of the first auxiliary entry, relative to this entry
    pub vd_aux: u32,
    /// Offset of the next entry, relative to this entry; 0 if none
    pub vd_next: u32,
    /// Auxiliary entries: the version name, then its predecessors
    #[br(parse_with = chain, args(aux_chain(at, vd_aux, vd_cnt, known, left)))]
    #[bw(write_with = write_chain, args(offset_from_end(*vd_aux, Self::SIZE)))]
    #[inspect(with = show_chain)]
    pub names: Vec<VersionDefinitionAux>,
}

/// Auxiliary entry of a version definition (`Elfxx_Verdaux`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, _left: u64))]
pub struct VersionDefinitionAux {
    /// Name: offset in the linked string table
    #[br(args(names))]
    pub vda_name: ElfName,
    /// Offset of the next auxiliary entry, relative to this entry; 0 if none
    pub vda_next: u32,
}

macro_rules! chain_entry {
    ($name:ident, $size:literal, $next:ident $(, $aux:ident)?) => {
        impl ChainEntry for $name {
            const SIZE: u32 = $size;

            fn next(&self) -> u32 {
                self.$next
            }

            $(fn aux_count(&self) -> usize {
                self.$aux.len()
            })?
        }
    };
}
chain_entry!(VersionNeed, 16, vn_next, versions);
chain_entry!(VersionNeedAux, 16, vna_next);
chain_entry!(VersionDefinition, 20, vd_next, names);
chain_entry!(VersionDefinitionAux, 8, vda_next);
