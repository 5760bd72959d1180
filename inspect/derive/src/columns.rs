//! `FixedSize::columns`: columns, constants and checksums of a fixed-size record.

use crate::attrs::{Directives, doc};
use crate::checks::range_var;
use crate::fields::{magic_value, mentions, meta};
use crate::imports::endian;
use crate::options::{AttributeTarget, Options};
use crate::shape::is_newtype;
use proc_macro2::TokenStream;
use quote::format_ident;
use syn::{DeriveInput, Fields};

/// Returns the body of `FixedSize::columns`: one statement per field.
pub(crate) fn expand(
    input: &DeriveInput,
    fields: &Fields,
    options: &Options,
) -> syn::Result<TokenStream> {
    let directives = Directives::of(&input.attrs, "br")?;
    let mut code = byte_order(&directives);
    code.extend(constant(&directives));
    if directives.has_any(&["assert", "pre_assert"]) {
        code.extend(quote!(to.mark_rules();));
    }
    let newtype = is_newtype(fields, options);
    let mut sums = TokenStream::new();
    for (index, field) in fields.iter().enumerate() {
        let ident = field.ident.clone().unwrap_or(format_ident!("self_{index}"));
        let directives = Directives::of(&field.attrs, "br")?;
        let options = Options::of(&field.attrs, AttributeTarget::Field)?;
        let (ty, order, at) = (&field.ty, byte_order(&directives), range_var(&ident));
        let add = match directives.has_any(&["is_big", "is_little"]) {
            false => quote!(<#ty as __inspect::FixedSize>::columns(to, endian)),
            // The byte order depends on the values of a record.
            true => quote!(to.leaf(
                __inspect::ColumnContent::Bytes,
                <#ty as __inspect::FixedSize>::SIZE,
                endian,
            )),
        };
        code.extend(constant(&directives).map(|constant| quote!({ #order #constant })));
        code.extend(match newtype || options.flat {
            true => quote!(let #at = { #order to.flat(|to| #add) };),
            false => {
                let doc = doc(&field.attrs);
                let meta = meta(&ident, ty, &doc, &options, mentions(ty, &input.generics));
                quote!(let #at = { #order to.field(#meta, |to| #add) };)
            }
        });
        if let Some(covered) = &options.checksum {
            let (algorithm, from, to) =
                (&covered.algorithm, range_var(&covered.from), range_var(&covered.to));
            sums.extend(quote!({
                #order
                to.checksum(#algorithm, #at.clone(), #from.start..#to.end, endian);
            }));
        }
        let has_rules = options.expect.is_some() || !options.checks.is_empty();
        if has_rules || directives.has("assert") {
            sums.extend(quote!(to.mark_rules();));
        } else {
            sums.extend(quote!(if !<#ty as __inspect::Inspect>::TOTAL {
                to.mark_rules();
            }));
        }
    }
    Ok(quote!(#code #sums))
}

/// Returns the statement for a `magic`.
fn constant(directives: &Directives) -> Option<TokenStream> {
    let value = magic_value(directives.get("magic")?);
    Some(quote!(to.constant(&#value, endian);))
}

/// Returns the `let` that shadows `endian`, if the byte order is unconditional.
fn byte_order(directives: &Directives) -> TokenStream {
    match directives.has_any(&["big", "little"]) {
        true => endian(directives),
        false => TokenStream::new(),
    }
}
