//! `#[derive(Inspect)]`: a second reader from the directives of a binrw type.
//!
//! Written above `#[binrw]` (which removes the attributes it reads), it emits an `Inspect` impl
//! that makes the same reads in the same order, one `cx.field(..)` a field, each bound to a local
//! of its own name, so that the expressions of `count`, `if`, `assert`, `args` work verbatim.
//! What cannot be mirrored is refused at its own place.

#[macro_use]
mod hygiene;

mod attrs;
mod checks;
mod columns;
mod fields;
mod from_json;
mod impls;
mod imports;
mod options;
mod shape;
mod types;

use proc_macro::TokenStream;

/// Derives `Inspect` and `Load`, `FromJson` for what `#[binrw]` also writes, and `FixedSize` for
/// what is `fixed`.
///
/// Put it above `#[binrw]` or `#[binread]`, whose directives it reads. `#[inspect(..)]` says what
/// binrw has no word for.
///
/// On types:
///
/// | option | meaning |
/// |---|---|
/// | `fixed` | Every value has the same size, so that `Table` can index them |
/// | `transparent` | Shown under the type and doc sentence of its only field |
/// | `name = "NAME"` | Name of the type in trees, instead of the Rust one |
/// | `magic("name", "doc")` | Name of the `magic` and its doc sentence |
/// | `show = \|cx, endian\| EXPR` | Runs once the fields have been read, to add to what is shown or replace it; the fields and arguments are in scope. Structs only |
/// | `salvage = FUNCTION` | `FUNCTION(cx, endian)` shows what can be read once reading failed |
/// | `from_json = FUNCTION` | Made from JSON by `FUNCTION(draft, endian, args)` |
/// | `no_from_json` | Not made from JSON, although `#[binrw]` writes it |
/// | `exact` | The arguments alone select the variant, also when made from JSON. Enums only |
/// | `crate = PATH` | Path to `bytescope_inspect`, for a renamed or re-exported dependency |
///
/// On fields:
///
/// | option | meaning |
/// |---|---|
/// | `hex` | Number shown in hexadecimal |
/// | `unit = "Hz"` | Unit of the value |
/// | `note = EXPR` | Remark on the value: a `String`, `&str` or an `Option` of them |
/// | `skip` | Read, but not shown |
/// | `flat` | Its fields are shown as fields of the structure around it |
/// | `magic("name", "doc")` | Name of the field's `magic` and its doc sentence |
/// | `default = EXPR` | Value where JSON leaves it out |
/// | `with = FUNCTION` | Tree twin of a `parse_with` function |
/// | `check(COND, "rule")` | Rule; a breach is a fault and does not stop the reader |
/// | `expect("what", EXPR)` | Value that the rest of the file requires; `None` for any |
/// | `checksum(ALGORITHM, from = A, to = B)` | Checksum over the fields `A` to `B` |
///
/// On variants: `magic("name", "doc")`.
#[proc_macro_derive(Inspect, attributes(br, bw, brw, inspect))]
pub fn derive_inspect(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    types::expand(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}
