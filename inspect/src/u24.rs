//! 24-bit integers.

use crate::leaf::Number;
use crate::{
    BuildResult, ColumnContent, Cx, Draft, FixedSize, FromJson, Inspect, Load, RecordColumns,
    Storage,
};
use binrw::{BinRead, BinResult, BinWrite, Endian};
use std::io::{Read, Seek, Write};

/// A 24-bit unsigned integer.
///
/// ```
/// use binrw::Endian;
/// use bytescope_inspect::{U24, to_bytes};
///
/// let size = U24::new(0x01_02_03).expect("it fits");
/// assert_eq!(to_bytes(&size, Endian::Big)?, [1, 2, 3]);
/// assert_eq!(U24::new(1 << 24), None);
/// # Ok::<(), binrw::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct U24(u32);

impl U24 {
    /// Creates the integer; `None` if `value` is 2^24 or more.
    pub fn new(value: u32) -> Option<Self> {
        (value < 1 << 24).then_some(Self(value))
    }

    /// Returns the integer.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl BinRead for U24 {
    type Args<'a> = ();

    fn read_options<R: Read + Seek>(reader: &mut R, endian: Endian, (): ()) -> BinResult<Self> {
        let [a, b, c] = <[u8; 3]>::read_options(reader, endian, ())?;
        Ok(Self(match endian {
            Endian::Big => u32::from_be_bytes([0, a, b, c]),
            Endian::Little => u32::from_le_bytes([a, b, c, 0]),
        }))
    }
}

impl BinWrite for U24 {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        let [a, b, c] = match endian {
            Endian::Big => {
                let [_, a, b, c] = self.0.to_be_bytes();
                [a, b, c]
            }
            Endian::Little => {
                let [a, b, c, _] = self.0.to_le_bytes();
                [a, b, c]
            }
        };
        Ok(writer.write_all(&[a, b, c])?)
    }
}

impl Inspect for U24 {
    const TYPE: &'static str = "u24";
    const TOTAL: bool = true;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let value = Self::read_options(cx, endian, ())?;
        cx.leaf(value.0);
        cx.stored(Storage::Number(endian));
        Ok(value)
    }
}

impl FromJson for U24 {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        let given = u32::from_draft(draft)?;
        Self::new(given).ok_or_else(|| {
            draft.error(format!("out of range: expected 0 to 16777215, found {given}"))
        })
    }
}

impl Load for U24 {}

impl FixedSize for U24 {
    const SIZE: u64 = 3;

    fn columns(to: &mut RecordColumns, endian: Endian) {
        to.leaf(ColumnContent::Unsigned, 3, endian);
    }
}
