//! Functions called by code that `#[derive(Inspect)]` generates.

pub use crate::until::{until, until_exclusive};
use crate::{BuildErrorKind, BuildResult, Cx, Draft, FromJson, Inspect, to_bytes};
pub use binrw;
use binrw::error::CustomError;
use binrw::{BinResult, BinWrite, Endian, Error, VecArgs};
use std::fmt::Debug;

/// Converts a count of any integer type to `usize`.
pub fn count<N>(cx: &Cx<'_>, n: N) -> BinResult<usize>
where
    N: TryInto<usize> + Copy + Debug,
{
    let message = || format!("count out of range: {n:?}");
    n.try_into().map_err(|_| Error::AssertFail { pos: cx.pos(), message: message() })
}

/// Calls a `parse_with` function and shows the `Debug` form of its value.
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

/// Reads a stored value and maps it, showing both values.
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

/// Reads a stored value and maps it with a fallible function, showing both values.
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

/// Calls the function of a type's `show` option.
pub fn show(cx: &mut Cx<'_>, endian: Endian, f: impl FnOnce(&mut Cx<'_>, Endian)) {
    f(cx, endian);
}

/// Builds a stored value from JSON and maps it.
pub fn from_json_map<I: FromJson, O>(
    draft: &mut Draft<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> O,
) -> BuildResult<O> {
    I::from_json(draft, endian, args).map(f)
}

/// Builds a stored value from JSON and maps it with a fallible function.
pub fn from_json_try_map<I: FromJson, O, E: CustomError + 'static>(
    draft: &mut Draft<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> Result<O, E>,
) -> BuildResult<O> {
    f(I::from_json(draft, endian, args)?).map_err(|e| draft.error(e.to_string()))
}

/// Reads a constant from the JSON, where it may be omitted but must not differ.
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
    let error = field.error(format!("must be {hex}, a constant of the format"));
    Err(error.of_kind(BuildErrorKind::Constant))
}

/// Finds the number for which `count` returns `target`, correcting each guess by its error. Returns
/// `false` if no such number is found. `count` assigns each guess to a field, so on success the
/// field contains the number.
pub fn solve(target: usize, mut count: impl FnMut(usize) -> Option<usize>) -> bool {
    let mut guess = target;
    for _ in 0..8 {
        match count(guess) {
            Some(found) if found == target => return true,
            Some(found) => {
                let error = (target as i128).saturating_sub(found as i128);
                let next = (guess as i128).saturating_add(error);
                match usize::try_from(next) {
                    Ok(next) => guess = next,
                    Err(_) => return false,
                }
            }
            None => return false,
        }
    }
    false
}

/// Placeholder arguments, for fields whose arguments come from a hand-written reader.
pub trait NoArgs {
    /// Returns default arguments.
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

/// Returns a mask of the bits `lo..hi` of a word.
pub const fn mask(lo: u32, hi: u32) -> u64 {
    match (1_u64.checked_shl(hi), 1_u64.checked_shl(lo)) {
        (Some(hi), Some(lo)) => hi.wrapping_sub(lo),
        (None, Some(lo)) => 0_u64.wrapping_sub(lo),
        _ => 0,
    }
}

/// Returns the bits `lo..hi` of a word as a number.
pub const fn part(word: u64, lo: u32, hi: u32) -> u64 {
    match (word & mask(lo, hi)).checked_shr(lo) {
        Some(part) => part,
        None => 0,
    }
}

/// Formats a bit range and its value as text; `None` if the value is zero.
pub fn word(name: &str, width: u32, value: u64) -> Option<String> {
    match (width, value) {
        (_, 0) => None,
        (1, _) => Some(name.to_owned()),
        _ => Some(format!("{name} {value}")),
    }
}
