//! `FromJson`: builds a value from JSON field by field, with the reader's names, conditions and
//! arguments.
//!
//! Hidden fields have their default value. The condition of a field may depend on a hidden field,
//! so a conditional field is also built if the JSON contains it. An omitted count is computed from
//! the field whose items or bytes it counts.

use crate::attrs::{Directives, split};
use crate::fields::{args, magic_value};
use crate::impls::implement;
use crate::imports::{endian, imports};
use crate::options::{AttributeTarget, Options};
use crate::shape::is_newtype;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::format_ident;
use syn::{Data, DataEnum, DeriveInput, Expr, Fields, Type};

/// Returns the `FromJson` impl; nothing for a read-only type.
pub(crate) fn expand(
    input: &DeriveInput,
    directives: &Directives,
    options: &Options,
) -> syn::Result<TokenStream> {
    match &options.from_json {
        Some(function) if options.no_from_json => {
            let text = "`from_json` and `no_from_json` contradict each other";
            return Err(syn::Error::new_spanned(function, text));
        }
        Some(function) => return Ok(method(input, &quote!(#function(draft, endian, args)))),
        None if options.no_from_json || !is_written(input) => return Ok(TokenStream::new()),
        None => {}
    }
    let (imports, endian) = (imports(directives, &input.ident)?, endian(directives));
    let constant = constant(directives, options);
    let body = match &input.data {
        Data::Struct(data) => {
            let newtype = is_newtype(&data.fields, options);
            let code = structure(&data.fields, &quote!(Self), newtype)?;
            quote!(#constant #code)
        }
        Data::Enum(data) => match directives.get("repr") {
            Some(repr) => labels(data, repr),
            None => {
                let variants = variants(data, options.exact)?;
                quote!(#constant #variants)
            }
        },
        Data::Union(_) => return Ok(TokenStream::new()),
    };
    Ok(method(
        input,
        &quote! {
            #imports
            #endian
            #body
        },
    ))
}

fn method(input: &DeriveInput, body: &TokenStream) -> TokenStream {
    implement(
        input,
        "FromJson",
        &quote! {
            #[allow(unused, clippy::all, clippy::pedantic)]
            fn from_json(
                draft: &mut __inspect::Draft<'_>,
                endian: __binrw::Endian,
                args: Self::Args<'_>,
            ) -> __inspect::BuildResult<Self> {
                #body
            }
        },
    )
}

/// True if binrw writes the type. Values of other types are not built, because they cannot be
/// written.
fn is_written(input: &DeriveInput) -> bool {
    let name = |attr: &syn::Attribute| attr.path().segments.last().map(|s| s.ident.to_string());
    input.attrs.iter().any(|attr| name(attr).as_deref() == Some("binrw"))
}

fn structure(
    fields: &Fields,
    constructor: &TokenStream,
    newtype: bool,
) -> syn::Result<TokenStream> {
    let name = |(i, f): (usize, &syn::Field)| f.ident.clone().unwrap_or(format_ident!("self_{i}"));
    let names: Vec<Ident> = fields.iter().enumerate().map(name).collect();
    // Only shown fields are in the JSON, so only shown fields can be omitted counts.
    let (mut shown, mut integers) = (Vec::new(), Vec::new());
    for (field, ident) in fields.iter().zip(&names) {
        let directives = Directives::of(&field.attrs, "br")?;
        let options = Options::of(&field.attrs, AttributeTarget::Field)?;
        if !is_hidden(&directives, &options) {
            shown.push(ident.clone());
            if is_integer(&field.ty) {
                integers.push(ident.clone());
            }
        }
    }
    let (mut code, mut kept) = (TokenStream::new(), Vec::new());
    for (field, ident) in fields.iter().zip(&names) {
        let (br, bw) = (Directives::of(&field.attrs, "br")?, Directives::of(&field.attrs, "bw")?);
        let options = Options::of(&field.attrs, AttributeTarget::Field)?;
        let field = FieldBuilder {
            ident,
            ty: &field.ty,
            br: &br,
            options: &options,
            newtype,
            names: &shown,
            integers: &integers,
        };
        code.extend(field.code()?);
        if !(br.has("temp") || bw.has("calc") || bw.has("try_calc")) {
            kept.push(ident);
        }
    }
    let value = match fields {
        Fields::Named(_) => quote!(#constructor { #(#kept),* }),
        Fields::Unnamed(_) => quote!(#constructor(#(#kept),*)),
        Fields::Unit => constructor.clone(),
    };
    // A newtype is represented by its only field, whose type checks for unknown names.
    let (object, done) = match newtype {
        true => (None, None),
        false => (Some(quote!(draft.object()?;)), Some(quote!(draft.done()?;))),
    };
    Ok(quote!(#object #code #done ::core::result::Result::Ok(#value)))
}

/// Generator of the statements that build a field.
struct FieldBuilder<'f> {
    ident: &'f Ident,
    ty: &'f Type,
    br: &'f Directives,
    options: &'f Options,
    newtype: bool,
    /// Shown fields of the structure.
    names: &'f [Ident],
    /// Shown fields of the structure that are plain integers.
    integers: &'f [Ident],
}

impl FieldBuilder<'_> {
    fn code(&self) -> syn::Result<TokenStream> {
        let (ident, ty, br) = (self.ident, self.ty, self.br);
        if let Some(calc) = br.get("calc") {
            return Ok(quote!(let mut #ident: #ty = #calc;));
        }
        if is_hidden(br, self.options) {
            return Ok(quote!(let mut #ident: #ty = ::core::default::Default::default();));
        }
        let (constant, endian) = (constant(br, self.options), endian(br));
        let value = self.value()?;
        if self.options.default.is_some() && (self.options.flat || self.newtype) {
            let text = "`default` requires a field that has a name in JSON";
            return Err(syn::Error::new_spanned(ident, text));
        }
        let value = match &self.options.default {
            Some(default) => quote!(if draft.is_missing() {
                ::core::result::Result::Ok(#default)
            } else {
                #value
            }),
            None => value,
        };
        let name = self.name();
        let value = if self.options.flat {
            quote!(draft.flat(|draft| #value)?)
        } else if self.newtype {
            quote!((|draft: &mut __inspect::Draft<'_>| #value)(draft)?)
        } else {
            quote!({
                let mut __field = draft.field(#name);
                let draft = &mut __field;
                { #value }?
            })
        };
        let value = match br.get("if") {
            None => value,
            Some(condition) => {
                let parts = split(condition)?;
                let condition = parts.first();
                let otherwise = match parts.get(1) {
                    Some(otherwise) => quote!(#otherwise),
                    None => quote!(::core::default::Default::default()),
                };
                quote!(if draft.has(#name) || (#condition) { #value } else { #otherwise })
            }
        };
        let solve = self.solve();
        Ok(quote! {
            #constant
            // The field's name could shadow a function in its count expression.
            let __made: #ty = { #endian #value };
            #solve
            let mut #ident: #ty = __made;
        })
    }

    fn name(&self) -> String {
        self.ident.to_string().trim_start_matches("r#").trim_start_matches("self_").to_owned()
    }

    /// Returns the expression that builds the value: a `BuildResult<ty>`.
    fn value(&self) -> syn::Result<TokenStream> {
        let (ty, br) = (self.ty, self.br);
        let from_json = quote!(<#ty as __inspect::FromJson>::from_json);
        let args = args(br, |count| quote!(usize::try_from(#count).unwrap_or_default()));
        if let Some(function) = br.get("parse_with") {
            let args = args.unwrap_or_else(|| quote!(()));
            return Ok(match last_name(function).as_deref() {
                // There is no count field, and `args` are the arguments of an item.
                Some("to_end" | "until" | "until_exclusive") => quote!({
                    let args = __binrw::VecArgs { count: 0, inner: #args };
                    #from_json(draft, endian, args)
                }),
                _ => quote!(#from_json(draft, endian, __inspect::derived::NoArgs::no_args())),
            });
        }
        let args = args.unwrap_or_else(|| quote!(::core::default::Default::default()));
        let derived = quote!(__inspect::derived);
        Ok(match (br.get("map"), br.get("try_map")) {
            (Some(f), _) => {
                quote!(#derived::from_json_map(draft, endian, #args, #f).map(|v| -> #ty { v }))
            }
            (_, Some(f)) => {
                quote!(#derived::from_json_try_map(draft, endian, #args, #f).map(|v| -> #ty { v }))
            }
            (None, None) => quote!({
                let args: <#ty as __binrw::BinRead>::Args<'_> = #args;
                #from_json(draft, endian, args)
            }),
        })
    }

    /// Returns the statements that compute an omitted count of this field.
    fn solve(&self) -> Option<TokenStream> {
        let count = self.br.get("count")?;
        let mentioned = paths(count, self.names, self.integers);
        let tries = mentioned.iter().map(|path| {
            let text = path.to_string().replace(' ', "").replace("r#", "");
            quote! {
                if draft.is_open(#text) {
                    let __actual = __inspect::Counted::counted(&__made, endian);
                    let __found = __inspect::derived::solve(__actual, |__guess| {
                        #path = ::core::convert::TryFrom::try_from(__guess).ok()?;
                        usize::try_from(#count).ok()
                    });
                    if __found {
                        draft.mark_computed(#text);
                    }
                }
            }
        });
        let given = self.given_count(count, &mentioned);
        Some(quote!(#(#tries)* #given))
    }
}

impl FieldBuilder<'_> {
    /// Returns the statement that checks a given count of this field. There is no such statement
    /// unless the expression of `count` is the path of a field.
    fn given_count(&self, count: &TokenStream, mentioned: &[TokenStream]) -> Option<TokenStream> {
        let [path] = mentioned else { return None };
        if path.to_string() != count.to_string() {
            return None;
        }
        let (name, text) = (self.name(), path.to_string().replace(' ', "").replace("r#", ""));
        Some(quote! {
            if draft.has(#name) {
                let __actual = __inspect::Counted::counted(&__made, endian);
                draft.check_count(#text, usize::try_from(#path).ok(), __actual)?;
            }
        })
    }
}

fn labels(data: &DataEnum, repr: &TokenStream) -> TokenStream {
    let arms = data.variants.iter().map(|variant| {
        let (ident, label) = (&variant.ident, variant.ident.to_string());
        quote!((#label, Self::#ident as #repr as i128, Self::#ident),)
    });
    quote!(draft.one_of(&[#(#arms)*]))
}

/// Returns the code that tries the variants: first the variants that the arguments select, then,
/// unless `exact`, the others.
fn variants(data: &DataEnum, exact: bool) -> syn::Result<TokenStream> {
    let mut tries = TokenStream::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        let directives = Directives::of(&variant.attrs, "br")?;
        let options = Options::of(&variant.attrs, AttributeTarget::Variant)?;
        let (endian, constant) = (endian(&directives), constant(&directives, &options));
        let newtype = is_newtype(&variant.fields, &options);
        let body = structure(&variant.fields, &quote!(Self::#ident), newtype)?;
        let mut excluded = quote!(false);
        for assert in directives.all("pre_assert") {
            let condition = split(assert)?.into_iter().next();
            excluded = quote!(#excluded || !(#condition));
        }
        tries.extend(quote! {
            if (#excluded) == __other {
                let __tried = draft.attempt(|draft| {
                    let endian = endian;
                    #endian #constant #body
                });
                match __tried {
                    ::core::result::Result::Ok(v) => return ::core::result::Result::Ok(v),
                    // An error after a matching constant is more useful than a constant mismatch.
                    ::core::result::Result::Err(e) => match &__error {
                        ::core::option::Option::None => __error = ::core::option::Option::Some(e),
                        ::core::option::Option::Some(first)
                            if first.kind == __inspect::BuildErrorKind::Constant && e.kind != first.kind =>
                        {
                            __error = ::core::option::Option::Some(e);
                        }
                        ::core::option::Option::Some(_) => {}
                    },
                }
            }
        });
    }
    let others = if exact { quote!([false]) } else { quote!([false, true]) };
    Ok(quote! {
        let mut __error = ::core::option::Option::None;
        for __other in #others { #tries }
        ::core::result::Result::Err(
            __error.unwrap_or_else(|| draft.error("matches no known layout")))
    })
}

/// Returns the statement that checks a `magic`, which may be omitted from the JSON.
fn constant(directives: &Directives, options: &Options) -> Option<TokenStream> {
    let magic = directives.get("magic")?;
    let name = options.magic.as_ref().map_or_else(|| "magic".to_owned(), |(name, _)| name.value());
    let value = magic_value(magic);
    Some(quote!(__inspect::derived::constant_from_json(draft, #name, &#value, endian)?;))
}

/// Returns the last path segment of a function, or of the function in a call expression.
fn last_name(function: &TokenStream) -> Option<String> {
    let path = match syn::parse2(function.clone()).ok()? {
        Expr::Path(path) => path.path,
        Expr::Call(call) => match *call.func {
            Expr::Path(path) => path.path,
            _ => return None,
        },
        _ => return None,
    };
    path.segments.last().map(|segment| segment.ident.to_string())
}

/// True if a field is not shown, and therefore not built from JSON.
fn is_hidden(br: &Directives, options: &Options) -> bool {
    options.skip || br.has_any(&["calc", "default", "ignore"])
}

/// True if a count can be assigned to a field of this type.
fn is_integer(ty: &Type) -> bool {
    const INTEGERS: [&str; 8] = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"];
    matches!(ty, Type::Path(path) if INTEGERS.iter().any(|name| path.path.is_ident(name)))
}

/// Returns the paths in an expression that start with a field: `length`, `header.record_count`.
fn paths(tokens: &TokenStream, fields: &[Ident], integers: &[Ident]) -> Vec<TokenStream> {
    let mut found = Vec::new();
    collect(tokens.clone(), fields, integers, &mut found);
    found
}

fn collect(
    tokens: TokenStream,
    fields: &[Ident],
    integers: &[Ident],
    found: &mut Vec<TokenStream>,
) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => collect(group.stream(), fields, integers, found),
            TokenTree::Ident(ident) if fields.contains(&ident) => {
                let mut path = quote!(#ident);
                let mut is_number = integers.contains(&ident);
                loop {
                    let mut ahead = tokens.clone();
                    let dot =
                        matches!(ahead.next(), Some(TokenTree::Punct(p)) if p.as_char() == '.');
                    let Some(TokenTree::Ident(next)) = ahead.next().filter(|_| dot) else { break };
                    // A method is not a field.
                    if matches!(ahead.peek(), Some(TokenTree::Group(_))) {
                        break;
                    }
                    path = quote!(#path.#next);
                    is_number = true;
                    tokens = ahead;
                }
                if is_number {
                    found.push(path);
                }
            }
            _ => {}
        }
    }
}
