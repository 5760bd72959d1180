//! Integers whose size is given by another field.

use binrw::{BinRead, BinResult, BinWrite, Endian, Error};
use bytescope_inspect::{BuildResult, Cx, Draft, FromJson, Inspect, Load, Storage};
use std::io::{Read, Seek, Write};

/// Unsigned little-endian integer of up to 8 bytes. The argument is its size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uint {
    /// Value.
    pub value: u64,
    /// Stored size in bytes.
    pub size: u8,
}

impl BinRead for Uint {
    type Args<'a> = (u8,);

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        _: Endian,
        (size,): Self::Args<'_>,
    ) -> BinResult<Self> {
        let pos = reader.stream_position()?;
        let mut bytes = [0; 8];
        let Some(used) = bytes.get_mut(..size.into()) else {
            let message = format!("integer size out of range: expected at most 8, found {size}");
            return Err(Error::AssertFail { pos, message });
        };
        reader.read_exact(used)?;
        Ok(Self { value: u64::from_le_bytes(bytes), size })
    }
}

impl BinWrite for Uint {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        let bytes = self.value.to_le_bytes();
        Ok(writer.write_all(bytes.get(..self.size.into()).unwrap_or(&bytes))?)
    }
}

impl Inspect for Uint {
    const TYPE: &'static str = "uint";

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        let read = Self::read_options(cx, endian, args)?;
        cx.leaf(read.value);
        cx.stored(Storage::Number(Endian::Little));
        Ok(read)
    }
}

impl FromJson for Uint {
    fn from_json(draft: &mut Draft<'_>, endian: Endian, (size,): (u8,)) -> BuildResult<Self> {
        let value = u64::from_json(draft, endian, ())?;
        let shift = u32::from(size).saturating_mul(8);
        if size <= 8 && value.checked_shr(shift).unwrap_or_default() == 0 {
            return Ok(Self { value, size });
        }
        Err(draft.error(format!("{value} does not fit in {size} bytes (at most 8)")))
    }
}

impl Load for Uint {}
