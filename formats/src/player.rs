//! Score list: records of a padded name and a score.

use crate::{EncodeRecords, Error, FileFormat, Record, record};
use binrw::{Endian, binrw};
use bytescope_inspect::{Inspect, Padded, Table, to_end};

/// Score list, 24 bytes per player
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "Player records, {records:count record}")]
pub struct Players {
    /// Players
    #[br(parse_with = to_end)]
    pub records: Table<Player>,
}

/// Player
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
#[inspect(summary = "{name}  {score}")]
pub struct Player {
    /// Name in UTF-8, padded with NUL
    #[inspect(check(name.is_valid(), "invalid UTF-8"))]
    pub name: Padded<20>,
    /// Score
    pub score: u32,
}

impl Record for Player {
    const ENDIAN: Endian = Players::ENDIAN;
}

impl Player {
    /// Creates a player; `None` if the name is longer than 20 bytes.
    pub fn new(name: &str, score: u32) -> Option<Self> {
        Some(Self { name: Padded::new(name)?, score })
    }
}

impl Players {
    /// Creates a score list.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, player::{Player, Players}};
    ///
    /// let players: Option<Vec<Player>> =
    ///     [("Ada", 7), ("Grace", 12)].into_iter().map(|(name, score)| Player::new(name, score)).collect();
    /// let bytes = Players::new(&players.unwrap())?.to_bytes()?;
    /// assert_eq!(bytes.len(), 48);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a record cannot be encoded.
    pub fn new(records: &[Player]) -> Result<Self, Error> {
        record::table(records).map(|records| Self { records })
    }
}

impl FileFormat for Players {
    const NAME: &'static str = "player";
    const TITLE: &'static str = "score list";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <20sI";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORDS: Option<EncodeRecords> = Some(EncodeRecords::of::<Player>());
}
