//! `#[derive(Inspect)]`: generates a second reader from the directives of a binrw type.
//!
//! The derive must be above `#[binrw]`, which removes binrw's directives. The generated `Inspect`
//! impl performs the same reads in the same order: one `cx.field(..)` per field, each assigned to a
//! local variable named after the field, so that the expressions of `count`, `if`, `assert` and
//! `args` work unchanged. An unsupported directive is a compile error at that directive.

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

/// Derives `Inspect` and `Load`, `FromJson` for types that `#[binrw]` also writes, and `FixedSize`
/// for types that are `fixed`.
///
/// Put the derive above `#[binrw]` or `#[binread]`, because it reads binrw's directives.
/// `#[inspect(..)]` adds options that binrw does not have.
///
/// On types:
///
/// | option | meaning |
/// |---|---|
/// | `fixed` | All values have the same size, so that `Table` can index them |
/// | `transparent` | Shown with the type name and description of its only field |
/// | `name = "NAME"` | Type name in trees, instead of the Rust name |
/// | `magic("name", "doc")` | Name and description of the `magic` |
/// | `summary = "…"` | Template for one line about a value: `bytescope_inspect::Summary`. Also on variants |
/// | `columns("a", "b.c")` | Columns of a table of such values, the most important first. Structs only |
/// | `show = \|cx, endian\| EXPR` | Runs after the fields have been read, to add to or replace what is shown; fields and arguments are in scope. Structs only |
/// | `salvage = FUNCTION` | After a read error, `FUNCTION(cx, endian)` shows the remaining readable fields |
/// | `from_json = FUNCTION` | Built from JSON by `FUNCTION(draft, endian, args)` |
/// | `no_from_json` | Not built from JSON, although `#[binrw]` writes it |
/// | `exact` | The arguments alone select the variant, also when built from JSON. Enums only |
/// | `crate = PATH` | Path to `bytescope_inspect`, for a renamed or re-exported dependency |
///
/// On fields:
///
/// | option | meaning |
/// |---|---|
/// | `hex` | Shown in hexadecimal |
/// | `unit = "Hz"` | Unit of the value |
/// | `note = EXPR` | Note on the value: a `String`, `&str` or an `Option` of them |
/// | `skip` | Read but not shown |
/// | `flat` | Its fields are shown as fields of the enclosing structure |
/// | `magic("name", "doc")` | Name and description of the field's `magic` |
/// | `default = EXPR` | Value if the JSON omits it |
/// | `with = FUNCTION` | Node-recording counterpart of a `parse_with` function |
/// | `check(COND, "rule")` | Rule; a violation is a fault that does not stop the reader |
/// | `expect("the WHAT", EXPR)` | Value that the rest of the file determines (`does not match the WHAT`); `None` skips the check |
/// | `checksum(ALGORITHM, from = A, to = B)` | Checksum over the fields `A` to `B` |
///
/// On variants: `magic("name", "doc")` and `summary`.
#[proc_macro_derive(Inspect, attributes(br, bw, brw, inspect))]
pub fn derive_inspect(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    types::expand(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}
