//! What `#[derive(Inspect)]` writes calls to.

pub use crate::until::{until, until_exclusive};
use crate::{BuildResult, Cx, Draft, FromJson, Inspect, to_bytes};
pub use binrw;
use binrw::error::CustomError;
use binrw::{BinResult, BinWrite, Endian, Error, VecArgs};
use std::fmt::Debug;

/// A count of any integer type.
pub fn count<N>(cx: &Cx<'_>, n: N) -> BinResult<usize>
where
    N: TryInto<usize> + Copy + Debug,
{
    let message = || format!("a count of {n:?} is out of range");
    n.try_into().map_err(|_| Error::AssertFail { pos: cx.pos(), message: message() })
}

/// Calls a `parse_with` function; its value is shown as `Debug` shows it.
pub fn parse<'s, A, T: Debug, F>(f: F, cx: &mut Cx<'s>, endian: Endian, args: A) -> BinResult<T>
where
    F: FnOnce(&mut Cx<'s>, Endian, A) -> BinResult<T>,
{
    let value = f(cx, endian, args)?;
    if !cx.is_muted() {
        cx.leaf(format!("{value:?}"));
    }
    Ok(value)
}

/// Reads a stored value and maps it, showing both.
pub fn map<I: Inspect, O: Debug>(
    cx: &mut Cx<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> O,
) -> BinResult<O> {
    let value = f(I::inspect(cx, endian, args)?);
    cx.mapped(&value);
    Ok(value)
}

/// Reads a stored value and maps it if it can be, showing both.
pub fn try_map<I: Inspect, O: Debug, E: CustomError + 'static>(
    cx: &mut Cx<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> Result<O, E>,
) -> BinResult<O> {
    let pos = cx.pos();
    let raw = I::inspect(cx, endian, args)?;
    let value = f(raw).map_err(|e| Error::Custom { pos, err: Box::new(e) })?;
    cx.mapped(&value);
    Ok(value)
}

/// Lets a type add to what is shown of its value.
pub fn show(cx: &mut Cx<'_>, endian: Endian, f: impl FnOnce(&mut Cx<'_>, Endian)) {
    f(cx, endian);
}

/// Makes a stored value from JSON and maps it.
pub fn from_json_map<I: FromJson, O>(
    draft: &mut Draft<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> O,
) -> BuildResult<O> {
    I::from_json(draft, endian, args).map(f)
}

/// Makes a stored value from JSON and maps it if it can be.
pub fn from_json_try_map<I: FromJson, O, E: CustomError + 'static>(
    draft: &mut Draft<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> Result<O, E>,
) -> BuildResult<O> {
    f(I::from_json(draft, endian, args)?).map_err(|e| draft.error(e.to_string()))
}

/// Takes a constant out of the JSON: it may be left out, and must not be another.
pub fn constant_from_json<M>(
    draft: &mut Draft<'_>,
    name: &str,
    want: &M,
    endian: Endian,
) -> BuildResult<()>
where
    M: for<'a> FromJson<Args<'a> = ()> + for<'a> BinWrite<Args<'a> = ()> + PartialEq,
{
    let mut field = draft.field(name);
    if field.is_missing() || M::from_json(&mut field, endian, ())? == *want {
        return Ok(());
    }
    let bytes = to_bytes(want, endian).unwrap_or_default();
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    Err(field.error(format!("is a constant of the format: {hex}")))
}

/// Finds the number for which `count` gives `wanted`: by trying it, and correcting the guess by
/// what it is off. The last guess is left in place.
pub fn solve(wanted: usize, mut count: impl FnMut(usize) -> Option<usize>) -> bool {
    let mut guess = wanted;
    for _ in 0..8 {
        match count(guess) {
            Some(found) if found == wanted => return true,
            Some(found) => {
                let off = (wanted as i128).saturating_sub(found as i128);
                let better = (guess as i128).saturating_add(off);
                match usize::try_from(better) {
                    Ok(better) => guess = better,
                    Err(_) => return false,
                }
            }
            None => return false,
        }
    }
    false
}

/// The arguments of a type when a hand-written reader, not the declaration, gives them.
pub trait NoArgs {
    /// Arguments that say nothing.
    fn no_args() -> Self;
}

impl NoArgs for () {
    fn no_args() -> Self {}
}

macro_rules! no_args {
    ($($name:ident),+) => {
        impl<$($name: Default),+> NoArgs for ($($name,)+) {
            fn no_args() -> Self {
                ($($name::default(),)+)
            }
        }
    };
}
no_args!(A);
no_args!(A, B);
no_args!(A, B, C);

impl<T: NoArgs + Clone> NoArgs for VecArgs<T> {
    fn no_args() -> Self {
        Self { count: 0, inner: T::no_args() }
    }
}

/// The bits `lo..hi` of a word, set.
pub const fn mask(lo: u32, hi: u32) -> u64 {
    match (1_u64.checked_shl(hi), 1_u64.checked_shl(lo)) {
        (Some(hi), Some(lo)) => hi.wrapping_sub(lo),
        (None, Some(lo)) => 0_u64.wrapping_sub(lo),
        _ => 0,
    }
}

/// The bits `lo..hi` of a word as a number.
pub const fn part(word: u64, lo: u32, hi: u32) -> u64 {
    match (word & mask(lo, hi)).checked_shr(lo) {
        Some(part) => part,
        None => 0,
    }
}

/// A part of a word in words; nothing of one that is zero.
pub fn word(name: &str, width: u32, value: u64) -> Option<String> {
    match (width, value) {
        (_, 0) => None,
        (1, _) => Some(name.to_owned()),
        _ => Some(format!("{name} {value}")),
    }
}
