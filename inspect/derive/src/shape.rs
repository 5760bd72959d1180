//! Static properties of a type: names, magic, size, and validity of all byte patterns.

use crate::attrs::{Directives, doc};
use crate::columns;
use crate::fields::magic_value;
use crate::impls::implement;
use crate::options::{AttributeTarget, Options};
use proc_macro2::TokenStream;
use syn::{Data, DeriveInput, Fields, Lit, LitStr};

/// True if the structure is represented by its only field: a tuple struct with one field, or a
/// `transparent` struct.
pub(crate) fn is_newtype(fields: &Fields, options: &Options) -> bool {
    options.transparent || matches!(fields, Fields::Unnamed(f) if f.unnamed.len() == 1)
}

/// Rejects options that do not apply to the kind of type.
pub(crate) fn check_options(input: &DeriveInput, options: &Options) -> syn::Result<()> {
    let refuse = |text| Err(syn::Error::new_spanned(&input.ident, text));
    match &input.data {
        Data::Struct(data) if options.transparent && data.fields.len() != 1 => {
            refuse("only a struct with one field can be `transparent`")
        }
        Data::Struct(_) if options.exact => refuse("only an enum can be `exact`"),
        Data::Enum(_) if options.transparent => {
            refuse("only a struct with one field can be `transparent`")
        }
        Data::Enum(_) if options.show.is_some() => refuse("only a struct can have `show`"),
        _ => Ok(()),
    }
}

/// Returns the constants with the type's name and description.
pub(crate) fn names(input: &DeriveInput, options: &Options) -> TokenStream {
    let name = options.name.as_ref().map_or_else(|| input.ident.to_string(), LitStr::value);
    let doc = doc(&input.attrs);
    let inner = match &input.data {
        Data::Struct(data) if options.transparent => data.fields.iter().next().map(|f| &f.ty),
        _ => None,
    };
    match inner {
        Some(ty) if options.name.is_none() => quote! {
            const TYPE: &'static str = <#ty as __inspect::Inspect>::TYPE;
            const DOC: &'static str = <#ty as __inspect::Inspect>::DOC;
            const PRESENTATION: ::core::option::Option<&'static __inspect::Presentation> =
                <#ty as __inspect::Inspect>::PRESENTATION;
            const ITEM: &'static __inspect::Meta = <#ty as __inspect::Inspect>::ITEM;
        },
        _ => {
            let presentation = presentation(options).map(|presentation| {
                quote! {
                    const PRESENTATION: ::core::option::Option<&'static __inspect::Presentation> =
                        #presentation;
                }
            });
            quote! {
                const TYPE: &'static str = #name;
                const DOC: &'static str = #doc;
                #presentation
            }
        }
    }
}

/// Returns the expression of an optional `Presentation`; `None` if neither a summary nor columns
/// are declared.
pub(crate) fn presentation(options: &Options) -> Option<TokenStream> {
    let (summary, columns) = (&options.summary, &options.columns);
    if summary.is_none() && columns.is_empty() {
        return None;
    }
    let summary = summary.as_ref().map_or_else(String::new, LitStr::value);
    Some(quote!(::core::option::Option::Some(&__inspect::Presentation {
        summary: ::std::borrow::Cow::Borrowed(#summary),
        columns: ::std::borrow::Cow::Borrowed(&[#(::std::borrow::Cow::Borrowed(#columns)),*]),
    })))
}

/// Returns the other associated constants of the `Inspect` impl.
pub(crate) fn constants(input: &DeriveInput, directives: &Directives) -> syn::Result<TokenStream> {
    let magic = magic_bytes(directives);
    let Data::Struct(data) = &input.data else {
        return Ok(magic.map(|m| quote!(const MAGIC: &'static [u8] = #m;)).unwrap_or_default());
    };
    let magic = match magic {
        Some(magic) => Some(magic),
        None if directives.has("magic") => None,
        None => first_magic(&data.fields)?,
    };
    let total = total(&data.fields, directives)?;
    let checked = checked(&data.fields)?;
    let magic = magic.map(|m| quote!(const MAGIC: &'static [u8] = #m;));
    let total = total.map(|t| quote!(const TOTAL: bool = #t;));
    Ok(quote!(#magic #total const CHECKED: bool = #checked;))
}

/// Returns the `FixedSize` impl of a `#[inspect(fixed)]` type, otherwise nothing.
pub(crate) fn fixed_size(
    input: &DeriveInput,
    directives: &Directives,
    options: &Options,
) -> syn::Result<TokenStream> {
    if !options.fixed {
        return Ok(TokenStream::new());
    }
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new_spanned(&input.ident, "only a struct can be `fixed`"));
    };
    let size = |directives: &Directives| {
        let value = directives.get("magic").map(magic_value);
        value.map(|value| quote!(+ ::core::mem::size_of_val(&#value) as u64))
    };
    let mut sizes: TokenStream = size(directives).into_iter().collect();
    for field in &data.fields {
        let directives = Directives::of(&field.attrs, "br")?;
        directives.only(&[
            "big",
            "little",
            "args",
            "assert",
            "magic",
            "temp",
            "is_big",
            "is_little",
        ])?;
        let ty = &field.ty;
        sizes.extend(size(&directives));
        sizes.extend(quote!(+ <#ty as __inspect::FixedSize>::SIZE));
    }
    let columns = columns::expand(input, &data.fields, options)?;
    Ok(implement(
        input,
        "FixedSize",
        &quote! {
            const SIZE: u64 = 0 #sizes;

            #[allow(unused, clippy::all, clippy::pedantic)]
            fn columns(to: &mut __inspect::RecordColumns, endian: __binrw::Endian) {
                #columns
            }
        },
    ))
}

/// Returns the bytes of a `magic = b"…"`.
fn magic_bytes(directives: &Directives) -> Option<TokenStream> {
    let magic = directives.get("magic")?;
    match syn::parse2(magic.clone()) {
        Ok(Lit::ByteStr(_)) => Some(quote!(#magic)),
        _ => None,
    }
}

fn first_magic(fields: &Fields) -> syn::Result<Option<TokenStream>> {
    let Some(first) = fields.iter().next() else { return Ok(None) };
    let directives = Directives::of(&first.attrs, "br")?;
    if directives.has("magic") {
        return Ok(magic_bytes(&directives));
    }
    directives.only(&["big", "little", "assert"]).map_or(Ok(None), |()| {
        let ty = &first.ty;
        Ok(Some(quote!(<#ty as __inspect::Inspect>::MAGIC)))
    })
}

/// Returns the condition for all byte patterns to be valid values; `None` if some patterns are
/// always invalid.
fn total(fields: &Fields, directives: &Directives) -> syn::Result<Option<TokenStream>> {
    let allowed = ["big", "little", "is_big", "is_little", "import", "import_raw"];
    if directives.only(&allowed).is_err() {
        return Ok(None);
    }
    let mut all = quote!(true);
    for field in fields {
        let options = Options::of(&field.attrs, AttributeTarget::Field)?;
        let checked =
            options.expect.is_some() || options.checksum.is_some() || !options.checks.is_empty();
        // Arguments are used only to show a value.
        let allowed = [&allowed[..], &["args"]].concat();
        if checked || Directives::of(&field.attrs, "br")?.only(&allowed).is_err() {
            return Ok(None);
        }
        let ty = &field.ty;
        all = quote!(#all && <#ty as __inspect::Inspect>::TOTAL);
    }
    Ok(Some(all))
}

/// True if an unconditional field is a checksum.
fn checked(fields: &Fields) -> syn::Result<bool> {
    for field in fields {
        let always = !Directives::of(&field.attrs, "br")?.has("if");
        if always && Options::of(&field.attrs, AttributeTarget::Field)?.checksum.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
