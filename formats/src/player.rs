//! A score list: records of a padded name and a number.

use crate::{EncodeRecord, FileFormat, encode};
use binrw::{Endian, binrw};
use bytescope_inspect::{Inspect, Padded, Table, to_end};

/// A score list, 24 bytes a player
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Players {
    /// The players
    #[br(parse_with = to_end)]
    pub records: Table<Player>,
}

/// One player
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct Player {
    /// Name in UTF-8, filled up with NUL
    #[inspect(check(name.is_valid(), "not UTF-8"))]
    pub name: Padded<20>,
    /// Points reached
    pub score: u32,
}

impl FileFormat for Players {
    const NAME: &'static str = "player";
    const TITLE: &'static str = "score list";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <20sI";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORD: Option<EncodeRecord> =
        Some(|json, options| encode::record::<Player>(json, Self::ENDIAN, options));
}
