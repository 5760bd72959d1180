//! `#[derive(Inspect)]`: a second reader from the directives of a binrw type.
//!
//! Written above `#[binrw]` (which removes the attributes it reads), it emits an `Inspect` impl
//! that makes the same reads in the same order, one `cx.field(..)` a field, each bound to a local
//! of its own name, so that the expressions of `count`, `if`, `assert`, `args` work verbatim.
//! What cannot be mirrored is refused at its own place.
//!
//! `#[inspect(..)]` says what binrw has no word for:
//!
//! | on | directive | meaning |
//! |---|---|---|
//! | field | `hex` | the number is shown in hexadecimal |
//! | field | `unit = "Hz"` | the unit of the value |
//! | field | `skip` | read, but not shown: a peek or a helper |
//! | field | `flat` | its fields are shown as fields of the structure around it |
//! | field | `note = EXPR` | a remark on the value (`String`, `&str` or `Option` of them) |
//! | field | `default = EXPR` | its value where JSON leaves it out |
//! | field | `expect("what", EXPR)` | the value that the rest of the file demands; `None` for any |
//! | field | `checksum(ALGORITHM, from = A, to = B)` | the field covers fields `A` to `B` |
//! | field | `check(COND, "rule")` | a rule whose breach does not stop the reader |
//! | field | `with = PATH` | the tree twin of a `parse_with` function |
//! | type, variant, field | `magic("name", "doc")` | what its `magic` is called |
//! | type | `fixed` | every value has the same size: `Table` may index it |
//! | enum | `exact` | its arguments alone say the form, also when it is made from JSON |
//! | type | `build = FUNCTION` | is made from JSON by `FUNCTION(draft, endian, args)` |
//! | type | `salvage = PATH` | shows what can be read when reading failed |

mod attrs;
mod build;
mod checks;
mod columns;
mod fields;
mod imports;
mod options;
mod shape;
mod types;

use proc_macro::TokenStream;

/// Derives `Inspect`; see the crate's documentation for `#[inspect(..)]`.
#[proc_macro_derive(Inspect, attributes(br, bw, brw, inspect))]
pub fn derive_inspect(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    types::expand(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}
