//! Parses `#[br(..)]`, `#[bw(..)]` and `#[brw(..)]` lists without interpreting them.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Token};

/// A directive: `name`, `name = value`, `name(value)` or `name { value }`.
pub(crate) struct Directive {
    pub(crate) name: Ident,
    pub(crate) value: TokenStream,
    pub(crate) braced: bool,
}

impl Parse for Directive {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = Ident::parse_any(input)?;
        let mut braced = false;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            input.parse::<Expr>()?.into_token_stream()
        } else if input.peek(syn::token::Paren) {
            let inner;
            syn::parenthesized!(inner in input);
            inner.parse()?
        } else if input.peek(syn::token::Brace) {
            braced = true;
            let inner;
            syn::braced!(inner in input);
            inner.parse()?
        } else {
            TokenStream::new()
        };
        Ok(Self { name, value, braced })
    }
}

/// The directives of an item for reading or for writing.
pub(crate) struct Directives(Vec<Directive>);

impl Directives {
    /// Returns all directives that apply to `side` (`br` or `bw`).
    pub(crate) fn of(attrs: &[Attribute], side: &str) -> syn::Result<Self> {
        let mut all = Vec::new();
        for attr in attrs.iter().filter(|a| a.path().is_ident(side) || a.path().is_ident("brw")) {
            all.extend(attr.parse_args_with(Punctuated::<_, Token![,]>::parse_terminated)?);
        }
        Ok(Self(all))
    }

    pub(crate) fn directive(&self, name: &str) -> Option<&Directive> {
        self.0.iter().find(|d| d.name == name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&TokenStream> {
        self.directive(name).map(|d| &d.value)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a TokenStream> {
        self.0.iter().filter(move |d| d.name == name).map(|d| &d.value)
    }

    /// Rejects directives that are not in `known`, with an error at the directive.
    pub(crate) fn only(&self, known: &[&str]) -> syn::Result<()> {
        let unknown = self.0.iter().find(|d| !known.iter().any(|k| d.name == k));
        match unknown {
            None => Ok(()),
            Some(d) => {
                let text = format!(
                    "derive(Inspect) does not support `{}` here; supported: {}",
                    d.name,
                    known.join(", ")
                );
                Err(syn::Error::new(d.name.span(), text))
            }
        }
    }
}

/// Parses the expressions of `a, b, c`.
pub(crate) fn split(tokens: &TokenStream) -> syn::Result<Vec<Expr>> {
    let list = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone())?;
    Ok(list.into_iter().collect())
}

/// Returns the condition of an assertion and the expression of its message.
pub(crate) fn assertion(assert: &TokenStream) -> syn::Result<(TokenStream, TokenStream)> {
    let parts = split(assert)?;
    let Some((condition, message)) = parts.split_first() else {
        return Err(syn::Error::new_spanned(assert, "expected a condition"));
    };
    let text = condition.to_token_stream().to_string();
    Ok(match message {
        [] => (quote!(#condition), quote!(::std::format!("must satisfy {}", #text))),
        [value] if !is_text(value) => (quote!(#condition), quote!(::std::format!("{}", #value))),
        format => (quote!(#condition), quote!(::std::format!(#(#format),*))),
    })
}

fn is_text(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(_), .. }))
}

/// Returns the first paragraph of the doc comment, on one line.
pub(crate) fn doc(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter_map(|attr| match &attr.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let text: Vec<String> = lines.map(|l| l.trim().to_owned()).collect();
    let paragraph: Vec<&str> =
        text.iter().map(String::as_str).take_while(|l| !l.is_empty()).collect();
    paragraph.join(" ")
}
