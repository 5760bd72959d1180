//! Local variables for `import` and `import_raw` arguments and for the byte order.

use crate::attrs::Directives;
use proc_macro2::TokenStream;
use quote::format_ident;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Ident, Token, Type};

/// Returns the `let` that destructures `args`.
pub(crate) fn imports(directives: &Directives, type_name: &Ident) -> syn::Result<TokenStream> {
    if let Some(import) = directives.directive("import") {
        let names = names.parse2(import.value.clone())?;
        return Ok(if import.braced {
            let args = format_ident!("{type_name}BinReadArgs");
            quote!(let #args { #(mut #names),* } = args;)
        } else {
            quote!(let (#(mut #names,)*) = args;)
        });
    }
    match directives.get("import_raw") {
        None => Ok(TokenStream::new()),
        Some(raw) => {
            let names = names.parse2(raw.clone())?;
            Ok(quote!(#(let mut #names = args;)*))
        }
    }
}

/// Parses the names of `name: Type = default, …`.
fn names(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let mut names = Vec::new();
    while !input.is_empty() {
        names.push(input.parse()?);
        input.parse::<Token![:]>()?;
        input.parse::<Type>()?;
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            input.parse::<Expr>()?;
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(names)
}

/// Returns the `let` that shadows `endian`, if a directive sets the byte order.
pub(crate) fn endian(directives: &Directives) -> TokenStream {
    let either = |condition: &TokenStream, yes: TokenStream, no: TokenStream| quote!(let endian = if #condition { #yes } else { #no };);
    let big = quote!(__binrw::Endian::Big);
    let little = quote!(__binrw::Endian::Little);
    if directives.has("big") {
        quote!(let endian = #big;)
    } else if directives.has("little") {
        quote!(let endian = #little;)
    } else if let Some(condition) = directives.get("is_big") {
        either(condition, big, little)
    } else if let Some(condition) = directives.get("is_little") {
        either(condition, little, big)
    } else {
        TokenStream::new()
    }
}
