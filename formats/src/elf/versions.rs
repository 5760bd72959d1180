//! Versions of symbols: chains of entries, each with a chain of names.

use super::names::{Name, Names};
use binrw::{BinRead, BinResult, BinWrite, Endian, Error, binrw};
use bytescope_inspect::{Cx, Inspect, Value, bits};
use std::io::{Read, Seek, SeekFrom};

bits! {
    /// The version of a symbol
    pub struct SymbolVersion(u16) {
        /// Number of the version: 0 local, 1 the unversioned global
        index: 0..15,
        /// Not the default version of its symbol
        hidden: 15..16,
    }
}

/// What an entry of a chain needs to know: names, and how many more entries there may be. Chains
/// may share their entries, so that the bytes alone set no bound.
type Args = (Names, u64);

/// An entry of a chain.
pub(super) trait Link: for<'a> BinRead<Args<'a> = Args> + Inspect {
    /// Bytes of its fixed part.
    const SIZE: u32;
    /// Where the next entry stands, counted from this one; zero for none.
    fn next(&self) -> u32;
    /// How many entries its own chain has.
    fn below(&self) -> usize {
        0
    }
}

/// Where a chain stands, how long it should be, and what its entries need to know.
pub(super) type Chain = (u64, u64, Args);

/// The chain of a section of `size` bytes.
pub(super) fn whole(start: u64, size: u64, count: u64, names: Names) -> Chain {
    // The smallest entry takes eight bytes.
    (start, count, (names, size / 8))
}

fn walk<S: Read + Seek, T: Link>(
    stream: &mut S,
    (mut at, count, (names, mut left)): Chain,
    mut read: impl FnMut(&mut S, u64, Args) -> BinResult<T>,
) -> BinResult<Vec<T>> {
    let mut items = Vec::new();
    let mut reach = stream.stream_position()?;
    let end = stream.seek(SeekFrom::End(0))?;
    let refuse = |pos, message: &str| Err(Error::AssertFail { pos, message: message.to_owned() });
    for index in 0..count {
        let Some(rest) = left.checked_sub(1) else {
            return refuse(at, "more entries than the section has room for");
        };
        if at >= end {
            return refuse(reach, "the next entry begins behind the end of the section");
        }
        stream.seek(SeekFrom::Start(at))?;
        let item = read(stream, index, (names, rest))?;
        reach = reach.max(stream.stream_position()?);
        left = rest.saturating_sub(item.below() as u64);
        let next = item.next();
        items.push(item);
        match next {
            0 => break,
            next if next < T::SIZE => return refuse(at, "the next entry begins in this one"),
            next => at = at.saturating_add(next.into()),
        }
    }
    stream.seek(SeekFrom::Start(reach))?;
    Ok(items)
}

/// Reads a chain.
pub(super) fn chain<R: Read + Seek, T: Link>(
    reader: &mut R,
    endian: Endian,
    (chain,): (Chain,),
) -> BinResult<Vec<T>> {
    walk(reader, chain, |reader, _, args| T::read_options(reader, endian, args))
}

/// Reads a chain and shows it.
pub(super) fn show_chain<T: Link>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (chain,): (Chain,),
) -> BinResult<Vec<T>> {
    cx.leaf(Value::List);
    walk(cx, chain, |cx, index, args| cx.item(index, T::ITEM, |cx| T::inspect(cx, endian, args)))
}

/// Where a chain starts that stands `first` bytes behind an entry, counted from the end of the
/// entry's fixed part of `size` bytes.
fn offset_of(first: u32, size: u32) -> i64 {
    i64::from(first).saturating_sub(size.into())
}

/// Writes a chain that starts `offset` bytes from here.
#[binrw::writer(writer, endian)]
pub(super) fn write_chain<T>(items: &Vec<T>, offset: i64) -> BinResult<()>
where
    T: Link + for<'a> BinWrite<Args<'a> = ()>,
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

#[binrw::parser(reader)]
fn position() -> BinResult<u64> {
    Ok(reader.stream_position()?)
}

/// The chain of names of an entry at `at`.
fn below(at: u64, first: u32, count: u16, names: Names, left: u64) -> Chain {
    (at.saturating_add(first.into()), count.into(), (names, left))
}

/// A library whose versions are needed (`Elfxx_Verneed`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, left: u64))]
pub struct VersionNeed {
    #[br(temp, parse_with = position)]
    #[bw(ignore)]
    #[inspect(skip)]
    at: u64,
    /// Version of this structure
    #[inspect(check(vn_version == 1, "must be 1"))]
    pub vn_version: u16,
    /// Number of versions
    pub vn_cnt: u16,
    /// Name of the library
    #[br(args(names))]
    pub vn_file: Name,
    /// Where its first version stands, counted from here
    pub vn_aux: u32,
    /// Where the next library stands, counted from here; zero for none
    pub vn_next: u32,
    /// The versions
    #[br(parse_with = chain, args(below(at, vn_aux, vn_cnt, names, left)))]
    #[bw(write_with = write_chain, args(offset_of(*vn_aux, Self::SIZE)))]
    #[inspect(with = show_chain)]
    pub versions: Vec<VersionNeedAux>,
}

/// A version that is needed (`Elfxx_Vernaux`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, _left: u64))]
pub struct VersionNeedAux {
    /// Hash of the name
    #[inspect(hex)]
    pub vna_hash: u32,
    /// 2 when a weak reference is all there is
    pub vna_flags: u16,
    /// Its number in the table of symbol versions
    pub vna_other: u16,
    /// Name of the version
    #[br(args(names))]
    pub vna_name: Name,
    /// Where the next version stands, counted from here; zero for none
    pub vna_next: u32,
}

/// A version that is defined (`Elfxx_Verdef`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(known: Names, left: u64))]
pub struct VersionDefinition {
    #[br(temp, parse_with = position)]
    #[bw(ignore)]
    #[inspect(skip)]
    at: u64,
    /// Version of this structure
    #[inspect(check(vd_version == 1, "must be 1"))]
    pub vd_version: u16,
    /// 1 for the file itself, 2 for a weak version
    pub vd_flags: u16,
    /// Its number in the table of symbol versions
    pub vd_ndx: u16,
    /// Number of names: its own and those of versions that it follows
    pub vd_cnt: u16,
    /// Hash of the name
    #[inspect(hex)]
    pub vd_hash: u32,
    /// Where its first name stands, counted from here
    pub vd_aux: u32,
    /// Where the next version stands, counted from here; zero for none
    pub vd_next: u32,
    /// The names
    #[br(parse_with = chain, args(below(at, vd_aux, vd_cnt, known, left)))]
    #[bw(write_with = write_chain, args(offset_of(*vd_aux, Self::SIZE)))]
    #[inspect(with = show_chain)]
    pub names: Vec<VersionDefinitionAux>,
}

/// A name of a version (`Elfxx_Verdaux`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, _left: u64))]
pub struct VersionDefinitionAux {
    /// The name
    #[br(args(names))]
    pub vda_name: Name,
    /// Where the next name stands, counted from here; zero for none
    pub vda_next: u32,
}

macro_rules! link {
    ($name:ident, $size:literal, $next:ident $(, $below:ident)?) => {
        impl Link for $name {
            const SIZE: u32 = $size;

            fn next(&self) -> u32 {
                self.$next
            }

            $(fn below(&self) -> usize {
                self.$below.len()
            })?
        }
    };
}
link!(VersionNeed, 16, vn_next, versions);
link!(VersionNeedAux, 16, vna_next);
link!(VersionDefinition, 20, vd_next, names);
link!(VersionDefinitionAux, 8, vda_next);
