//! Node-recording counterparts of binrw's `until` helpers, used by the derive macro.

use crate::{Cx, Inspect, Value};
use binrw::{BinResult, Endian};

/// Like [`binrw::helpers::until`]: reads items up to and including the one that satisfies `last`.
///
/// # Errors
/// Returns the error of the first item that fails.
pub fn until<T: Inspect>(
    cx: &mut Cx<'_>,
    endian: Endian,
    args: T::Args<'_>,
    last: impl Fn(&T) -> bool,
) -> BinResult<Vec<T>>
where
    for<'a> T::Args<'a>: Clone,
{
    cx.leaf(Value::List);
    let mut items = Vec::new();
    loop {
        let index = items.len() as u64;
        let item = cx.item(index, T::ITEM, |cx| T::inspect(cx, endian, args.clone()))?;
        let done = last(&item);
        items.push(item);
        if done {
            return Ok(items);
        }
    }
}

/// Like [`binrw::helpers::until_exclusive`]: the last item is recorded, but not part of the value.
///
/// # Errors
/// Returns the error of the first item that fails.
pub fn until_exclusive<T: Inspect>(
    cx: &mut Cx<'_>,
    endian: Endian,
    args: T::Args<'_>,
    last: impl Fn(&T) -> bool,
) -> BinResult<Vec<T>>
where
    for<'a> T::Args<'a>: Clone,
{
    let mut items = until(cx, endian, args, last)?;
    items.pop();
    Ok(items)
}
