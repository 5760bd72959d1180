//! Parses `#[inspect(..)]`.

use crate::attrs::split;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, Ident, LitStr, Path, Token};

/// Options of a type, variant or field.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) hex: bool,
    pub(crate) skip: bool,
    pub(crate) flat: bool,
    pub(crate) fixed: bool,
    pub(crate) exact: bool,
    pub(crate) transparent: bool,
    pub(crate) no_from_json: bool,
    pub(crate) unit: Option<LitStr>,
    pub(crate) unix_time: bool,
    pub(crate) note: Option<Expr>,
    /// Declared content of the field.
    pub(crate) format: Option<Expr>,
    pub(crate) default: Option<Expr>,
    pub(crate) expect: Option<(LitStr, Expr)>,
    pub(crate) checksum: Option<ChecksumRange>,
    pub(crate) checks: Vec<(Expr, Expr)>,
    pub(crate) with: Option<Path>,
    pub(crate) salvage: Option<Path>,
    pub(crate) from_json: Option<Path>,
    pub(crate) show: Option<Expr>,
    pub(crate) name: Option<LitStr>,
    /// Path to `bytescope_inspect`, if not `::bytescope_inspect`.
    pub(crate) krate: Option<Path>,
    pub(crate) magic: Option<(LitStr, LitStr)>,
    pub(crate) summary: Option<LitStr>,
    pub(crate) columns: Vec<LitStr>,
}

/// `checksum(ALGORITHM, from = A, to = B)`.
pub(crate) struct ChecksumRange {
    pub(crate) algorithm: Expr,
    pub(crate) from: Ident,
    pub(crate) to: Ident,
}

/// Kind of item to which an `#[inspect(..)]` attribute applies.
#[derive(Clone, Copy)]
pub(crate) enum AttributeTarget {
    Type,
    Variant,
    Field,
}

impl AttributeTarget {
    fn allows(self, name: &str) -> bool {
        match self {
            Self::Type => OF_TYPES.contains(&name) || name == "magic",
            Self::Variant => matches!(name, "magic" | "summary"),
            Self::Field => !OF_TYPES.contains(&name),
        }
    }
}

impl Options {
    pub(crate) fn of(attrs: &[Attribute], target: AttributeTarget) -> syn::Result<Self> {
        let mut options = Self::default();
        for attr in attrs.iter().filter(|a| a.path().is_ident("inspect")) {
            attr.parse_nested_meta(|meta| options.read(&meta, target))?;
        }
        Ok(options)
    }

    fn read(&mut self, meta: &ParseNestedMeta<'_>, target: AttributeTarget) -> syn::Result<()> {
        let name = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
        if known().any(|known| known == name) && !target.allows(&name) {
            return Err(meta.error(format!("`{name}` is not allowed here")));
        }
        match name.as_str() {
            "hex" => self.hex = true,
            "unix_time" => self.unix_time = true,
            "skip" => self.skip = true,
            "flat" => self.flat = true,
            "fixed" => self.fixed = true,
            "exact" => self.exact = true,
            "unit" => self.unit = Some(meta.value()?.parse()?),
            "format" => self.format = Some(meta.value()?.parse()?),
            "note" => self.note = Some(meta.value()?.parse()?),
            "default" => self.default = Some(meta.value()?.parse()?),
            "with" => self.with = Some(meta.value()?.parse()?),
            "transparent" => self.transparent = true,
            "no_from_json" => self.no_from_json = true,
            "from_json" => self.from_json = Some(meta.value()?.parse()?),
            "show" => self.show = Some(meta.value()?.parse()?),
            "name" => self.name = Some(meta.value()?.parse()?),
            "crate" => self.krate = Some(meta.value()?.call(Path::parse_mod_style)?),
            "summary" => self.summary = Some(meta.value()?.parse()?),
            "columns" => self.columns = texts(&parenthesized(meta)?)?,
            "salvage" => self.salvage = Some(meta.value()?.parse()?),
            "magic" => self.magic = Some(name_and_doc(&parenthesized(meta)?)?),
            "expect" => {
                let [what, value] = two_values(&parenthesized(meta)?)?;
                self.expect = Some((text(&what)?, value));
            }
            "check" => {
                let [condition, message] = two_values(&parenthesized(meta)?)?;
                self.checks.push((condition, message));
            }
            "checksum" => self.checksum = Some(checksum_range(meta)?),
            _ => {
                let known: Vec<_> = known().collect();
                let text = format!("unknown option; known options: {}", known.join(", "));
                return Err(meta.error(text));
            }
        }
        Ok(())
    }
}

/// Options of fields. `magic` is also an option of types and variants.
const OF_FIELDS: &[&str] = &[
    "hex",
    "skip",
    "flat",
    "unit",
    "unix_time",
    "format",
    "note",
    "default",
    "with",
    "expect",
    "check",
    "checksum",
    "magic",
];

/// Options of types.
const OF_TYPES: &[&str] = &[
    "columns",
    "crate",
    "exact",
    "fixed",
    "from_json",
    "name",
    "no_from_json",
    "salvage",
    "show",
    "summary",
    "transparent",
];

/// Returns the names of all options.
fn known() -> impl Iterator<Item = &'static str> {
    OF_FIELDS.iter().chain(OF_TYPES).copied()
}

fn parenthesized(meta: &ParseNestedMeta<'_>) -> syn::Result<TokenStream> {
    let inner;
    syn::parenthesized!(inner in meta.input);
    inner.parse()
}

fn two_values(tokens: &TokenStream) -> syn::Result<[Expr; 2]> {
    let error = |_| syn::Error::new(span(tokens), "expected two values separated by a comma");
    split(tokens)?.try_into().map_err(error)
}

fn name_and_doc(tokens: &TokenStream) -> syn::Result<(LitStr, LitStr)> {
    let [name, doc] = two_values(tokens)?;
    Ok((text(&name)?, text(&doc)?))
}

fn texts(tokens: &TokenStream) -> syn::Result<Vec<LitStr>> {
    split(tokens)?.iter().map(text).collect()
}

fn text(expr: &Expr) -> syn::Result<LitStr> {
    syn::parse2(expr.to_token_stream())
}

fn span(tokens: &TokenStream) -> Span {
    tokens.clone().into_iter().next().map_or_else(Span::call_site, |t| t.span())
}

fn checksum_range(meta: &ParseNestedMeta<'_>) -> syn::Result<ChecksumRange> {
    let inner;
    syn::parenthesized!(inner in meta.input);
    let algorithm = inner.parse()?;
    let end = |key: &str| -> syn::Result<Ident> {
        inner.parse::<Token![,]>()?;
        let found: Ident = inner.parse()?;
        if found != key {
            return Err(syn::Error::new(found.span(), format!("expected `{key} = FIELD`")));
        }
        inner.parse::<Token![=]>()?;
        inner.parse()
    };
    Ok(ChecksumRange { algorithm, from: end("from")?, to: end("to")? })
}
