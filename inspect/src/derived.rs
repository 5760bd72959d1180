//! What `#[derive(Inspect)]` writes calls to.

pub use crate::until::{until, until_exclusive};
use crate::{BuildResult, Cx, Draft, Inspect};
pub use binrw;
use binrw::error::CustomError;
use binrw::{BinResult, BinWrite, Endian, Error, VecArgs};
use std::fmt::Debug;
use std::io::Cursor;

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

/// The bytes of a value that needs no arguments to be written.
pub fn encode<T>(value: &T, endian: Endian) -> BinResult<Vec<u8>>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    let mut bytes = Cursor::new(Vec::new());
    value.write_options(&mut bytes, endian, ())?;
    Ok(bytes.into_inner())
}

/// Makes a stored value from JSON and maps it.
pub fn build_map<I: Inspect, O>(
    draft: &mut Draft<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> O,
) -> BuildResult<O> {
    I::build(draft, endian, args).map(f)
}

/// Makes a stored value from JSON and maps it if it can be.
pub fn build_try_map<I: Inspect, O, E: CustomError + 'static>(
    draft: &mut Draft<'_>,
    endian: Endian,
    args: I::Args<'_>,
    f: impl FnOnce(I) -> Result<O, E>,
) -> BuildResult<O> {
    f(I::build(draft, endian, args)?).map_err(|e| draft.error(e.to_string()))
}

/// Takes a constant out of the JSON: it may be left out, and must not be another.
pub fn build_constant<M>(
    draft: &mut Draft<'_>,
    name: &str,
    want: &M,
    endian: Endian,
) -> BuildResult<()>
where
    M: for<'a> Inspect<Args<'a> = ()> + for<'a> BinWrite<Args<'a> = ()> + PartialEq,
{
    let mut field = draft.field(name);
    if field.is_missing() || M::build(&mut field, endian, ())? == *want {
        return Ok(());
    }
    let bytes = encode(want, endian).unwrap_or_default();
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
