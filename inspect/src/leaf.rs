//! [`Inspect`] and related traits for numbers, arrays, vectors, options, boxes and `()`.

use crate::inspect::ToEnd;
use crate::{
    BuildResult, ColumnContent, Cx, Draft, FixedSize, FromJson, Grouped, Inspect, Load, Meta,
    Presentation, Quantity, RecordColumns, Storage, Value,
};
use binrw::{BinRead, BinResult, Endian};
use std::io::{Read, Seek, SeekFrom};

macro_rules! numbers {
    ($content:ident: $($t:ident),*) => {$(
        impl Inspect for $t {
            const TYPE: &'static str = stringify!($t);
            const TOTAL: bool = true;
            fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
                let value = <$t>::read_options(cx, endian, ())?;
                cx.leaf(value);
                cx.stored(Storage::Number(endian));
                Ok(value)
            }
        }
        impl FromJson for $t {
            fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
                <$t as Number>::from_draft(draft)
            }
        }
        impl Load for $t {}
        impl FixedSize for $t {
            const SIZE: u64 = size_of::<$t>() as u64;
            fn columns(to: &mut RecordColumns, endian: Endian) {
                to.leaf(ColumnContent::$content, Self::SIZE, endian);
            }
        }
    )*};
}
numbers!(Unsigned: u16, u32, u64);
numbers!(Signed: i8, i16, i32, i64);
numbers!(Float: f32, f64);

impl FixedSize for u8 {
    const SIZE: u64 = 1;

    fn columns(to: &mut RecordColumns, endian: Endian) {
        to.leaf(ColumnContent::Unsigned, 1, endian);
    }

    fn columns_many(to: &mut RecordColumns, _: Endian, count: usize) {
        to.leaf(ColumnContent::Bytes, count as u64, Endian::Big);
    }
}

/// A number that can be built from JSON.
pub(crate) trait Number: Sized {
    /// Returns the number. An omitted integer is 0 until it is computed; an omitted float is an
    /// error.
    fn from_draft(draft: &Draft<'_>) -> BuildResult<Self>;
}

macro_rules! integers {
    ($($t:ident),*) => {$(
        impl Number for $t {
            fn from_draft(draft: &Draft<'_>) -> BuildResult<Self> {
                let given = draft.integer()?.unwrap_or_default();
                Self::try_from(given).map_err(|_| {
                    let (min, max) = (Self::MIN, Self::MAX);
                    draft.error(format!("out of range: expected {min} to {max}, found {given}"))
                })
            }
        }
    )*};
}
integers!(u8, u16, u32, u64, i8, i16, i32, i64);

impl Number for f64 {
    fn from_draft(draft: &Draft<'_>) -> BuildResult<Self> {
        draft.float()
    }
}

impl Number for f32 {
    fn from_draft(draft: &Draft<'_>) -> BuildResult<Self> {
        // A NaN is not converted from a wider float, which would change its bits.
        if let Some(value) = draft.json_text().and_then(crate::parse_f32).filter(|v| v.is_nan()) {
            return Ok(value);
        }
        let wide = draft.float()?;
        #[allow(clippy::cast_possible_truncation, reason = "rounding is intended")]
        let value = wide as f32;
        match value.is_infinite() && wide.is_finite() {
            true => Err(draft.error(format!("out of range for a 32-bit float: found {wide:e}"))),
            false => Ok(value),
        }
    }
}

/// A list of `u8` is shown as bytes, not as items.
impl Inspect for u8 {
    const TYPE: &'static str = "u8";
    const TOTAL: bool = true;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let value = u8::read_options(cx, endian, ())?;
        cx.leaf(value);
        cx.stored(Storage::Number(endian));
        Ok(value)
    }

    fn inspect_many(cx: &mut Cx<'_>, _: Endian, count: usize, (): ()) -> BinResult<Vec<u8>> {
        cx.leaf(Value::Bytes);
        let span = cx.skip(count as u64)?;
        Ok(cx.slice(span.start(), span.end()).to_vec())
    }
}

impl FromJson for u8 {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        Self::from_draft(draft)
    }

    fn list_from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Vec<u8>> {
        draft.bytes()
    }
}

impl Load for u8 {}

impl<T> Inspect for Vec<T>
where
    T: Inspect + 'static,
    for<'a> T::Args<'a>: Clone,
{
    const TYPE: &'static str = T::TYPE;
    const DOC: &'static str = T::DOC;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        T::inspect_many(cx, endian, args.count, args.inner)
    }
}

impl<T> FromJson for Vec<T>
where
    T: FromJson + 'static,
    for<'a> T::Args<'a>: Clone,
{
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        T::list_from_json(draft, endian, args.inner)
    }
}

impl<T: Load> Load for Vec<T> {
    fn load(&mut self, source: &[u8]) {
        self.iter_mut().for_each(|item| item.load(source));
    }
}

impl<T, const N: usize> Inspect for [T; N]
where
    T: Inspect,
    for<'a> T::Args<'a>: Clone,
{
    const TYPE: &'static str = T::TYPE;
    const DOC: &'static str = T::DOC;
    const TOTAL: bool = T::TOTAL;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        let pos = cx.pos();
        let items = T::inspect_many(cx, endian, N, args)?;
        let message = "invalid array length".to_owned();
        items.try_into().map_err(|_| binrw::Error::AssertFail { pos, message })
    }
}

impl<T, const N: usize> FromJson for [T; N]
where
    T: FromJson,
    for<'a> T::Args<'a>: Clone,
{
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        let items = T::list_from_json(draft, endian, args)?;
        let given = items.len();
        let noun = if T::TYPE == u8::TYPE { "byte" } else { "item" };
        items.try_into().map_err(|_| {
            let expected = Quantity::new(N as u64, noun);
            draft.error(format!("expected {expected}, found {}", Grouped(given as u64)))
        })
    }
}

impl<T: Load, const N: usize> Load for [T; N] {
    fn load(&mut self, source: &[u8]) {
        self.iter_mut().for_each(|item| item.load(source));
    }
}

impl<T: FixedSize, const N: usize> FixedSize for [T; N] {
    const SIZE: u64 = T::SIZE * N as u64;

    fn columns(to: &mut RecordColumns, endian: Endian) {
        T::columns_many(to, endian, N);
    }
}

impl<T: Inspect> Inspect for Option<T> {
    const TYPE: &'static str = T::TYPE;
    const DOC: &'static str = T::DOC;
    const MAGIC: &'static [u8] = T::MAGIC;
    const TOTAL: bool = T::TOTAL;
    const PRESENTATION: Option<&'static Presentation> = T::PRESENTATION;
    const ITEM: &'static Meta = T::ITEM;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        T::inspect(cx, endian, args).map(Some)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        T::from_json(draft, endian, args).map(Some)
    }
}

impl<T: Load> Load for Option<T> {
    fn load(&mut self, source: &[u8]) {
        self.iter_mut().for_each(|item| item.load(source));
    }
}

/// Always reads a value; `None` comes from a condition on the field.
impl<T: ToEnd> ToEnd for Option<T> {
    type Args<'a> = T::Args<'a>;

    fn read_to_end<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: T::Args<'_>,
    ) -> BinResult<Self> {
        T::read_to_end(reader, endian, args).map(Some)
    }

    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, args: T::Args<'_>) -> BinResult<Self> {
        T::inspect_to_end(cx, endian, args).map(Some)
    }
}

impl<T: Inspect> Inspect for Box<T> {
    const TYPE: &'static str = T::TYPE;
    const DOC: &'static str = T::DOC;
    const MAGIC: &'static [u8] = T::MAGIC;
    const TOTAL: bool = T::TOTAL;
    const PRESENTATION: Option<&'static Presentation> = T::PRESENTATION;
    const ITEM: &'static Meta = T::ITEM;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        T::inspect(cx, endian, args).map(Box::new)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        T::from_json(draft, endian, args).map(Box::new)
    }
}

impl<T: Load> Load for Box<T> {
    fn load(&mut self, source: &[u8]) {
        T::load(self, source);
    }
}

impl Inspect for () {
    const TYPE: &'static str = "()";
    const TOTAL: bool = true;

    fn inspect(_: &mut Cx<'_>, _: Endian, (): ()) -> BinResult<Self> {
        Ok(())
    }
}

impl FromJson for () {
    fn from_json(_: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        Ok(())
    }
}

impl Load for () {}

/// Reads items until no bytes are left. A zero-size item is an error.
impl<T> ToEnd for Vec<T>
where
    T: Inspect + 'static,
    for<'a> T::Args<'a>: Clone,
{
    type Args<'a> = T::Args<'a>;

    fn read_to_end<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: T::Args<'_>,
    ) -> BinResult<Self> {
        let mut pos = reader.stream_position()?;
        let end = reader.seek(SeekFrom::End(0))?;
        reader.seek(SeekFrom::Start(pos))?;
        let mut items = Vec::new();
        while pos < end {
            items.push(T::read_options(reader, endian, args.clone())?);
            pos = require_advance(pos, reader.stream_position()?)?;
        }
        Ok(items)
    }

    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, args: T::Args<'_>) -> BinResult<Self> {
        cx.leaf(Value::List);
        let mut items = Vec::new();
        while cx.remaining() > 0 {
            let (pos, index) = (cx.pos(), items.len() as u64);
            items.push(cx.item(index, T::ITEM, |cx| {
                let item = T::inspect(cx, endian, args.clone())?;
                require_advance(pos, cx.pos())?;
                Ok(item)
            })?);
        }
        Ok(items)
    }
}

/// Returns `after`, or an error for a zero-size item, which would repeat forever.
fn require_advance(before: u64, after: u64) -> BinResult<u64> {
    if after > before {
        return Ok(after);
    }
    let message = "zero-size item repeated to end of data".to_owned();
    Err(binrw::Error::AssertFail { pos: before, message })
}
