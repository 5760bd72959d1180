//! The way back: a value from JSON, field by field, with the same names, conditions and arguments.
//!
//! What a reader finds by looking ahead (a hidden field) has its default here; whether a field is
//! there is then decided by the JSON. A number that is left out and counts another field takes its
//! value from that field.

use crate::attrs::{Directives, split};
use crate::fields::{args, magic_value};
use crate::impls::implement;
use crate::imports::{endian, imports};
use crate::options::{Options, Place};
use crate::shape::is_newtype;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::format_ident;
use syn::{Data, DataEnum, DeriveInput, Expr, Fields, Type};

/// The `FromJson` impl; nothing for a type that is only read.
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
                let forms = forms(data, options.exact)?;
                quote!(#constant #forms)
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

/// Whether binrw writes the type: what it cannot write is not worth making.
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
    // What the JSON does not have cannot be told by it.
    let (mut shown, mut integers) = (Vec::new(), Vec::new());
    for (field, ident) in fields.iter().zip(&names) {
        let directives = Directives::of(&field.attrs, "br")?;
        let options = Options::of(&field.attrs, Place::Field)?;
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
        let options = Options::of(&field.attrs, Place::Field)?;
        let part = Part {
            ident,
            ty: &field.ty,
            br: &br,
            options: &options,
            newtype,
            names: &shown,
            integers: &integers,
        };
        code.extend(part.code()?);
        if !(br.has("temp") || bw.has("calc") || bw.has("try_calc")) {
            kept.push(ident);
        }
    }
    let value = match fields {
        Fields::Named(_) => quote!(#constructor { #(#kept),* }),
        Fields::Unnamed(_) => quote!(#constructor(#(#kept),*)),
        Fields::Unit => constructor.clone(),
    };
    // A newtype is its only field, which looks after the names itself.
    let (object, done) = match newtype {
        true => (None, None),
        false => (Some(quote!(draft.object()?;)), Some(quote!(draft.done()?;))),
    };
    Ok(quote!(#object #code #done ::core::result::Result::Ok(#value)))
}

struct Part<'p> {
    ident: &'p Ident,
    ty: &'p Type,
    br: &'p Directives,
    options: &'p Options,
    newtype: bool,
    /// The fields of the structure, and those of them that are plain integers.
    names: &'p [Ident],
    integers: &'p [Ident],
}

impl Part<'_> {
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
            let text = "`default` is for a field with a name of its own";
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
            // Its name may be that of a function in the expression that counts it.
            let __made: #ty = { #endian #value };
            #solve
            let mut #ident: #ty = __made;
        })
    }

    fn name(&self) -> String {
        self.ident.to_string().trim_start_matches("r#").trim_start_matches("self_").to_owned()
    }

    /// The expression that makes the value: a `BuildResult<ty>`.
    fn value(&self) -> syn::Result<TokenStream> {
        let (ty, br) = (self.ty, self.br);
        let from_json = quote!(<#ty as __inspect::FromJson>::from_json);
        let args = args(br, |count| quote!(usize::try_from(#count).unwrap_or_default()));
        if let Some(function) = br.get("parse_with") {
            let args = args.unwrap_or_else(|| quote!(()));
            return Ok(match last_name(function).as_deref() {
                // How many items there are is not counted; each of them has these arguments.
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

    /// Gives the number that counts this field its value, when it was left out.
    fn solve(&self) -> Option<TokenStream> {
        let count = self.br.get("count")?;
        let mentioned = paths(count, self.names, self.integers);
        let tries = mentioned.iter().map(|path| {
            let text = path.to_string().replace(' ', "").replace("r#", "");
            quote! {
                if draft.is_open(#text) {
                    let __wanted = __inspect::Counted::counted(&__made, endian);
                    let __found = __inspect::derived::solve(__wanted, |__guess| {
                        #path = ::core::convert::TryFrom::try_from(__guess).ok()?;
                        usize::try_from(#count).ok()
                    });
                    if __found {
                        draft.settle(#text);
                    }
                }
            }
        });
        let told = self.told(count, &mentioned);
        Some(quote!(#(#tries)* #told))
    }
}

impl Part<'_> {
    /// Refuses a number that was given and does not count this field, where it does nothing else.
    fn told(&self, count: &TokenStream, mentioned: &[TokenStream]) -> Option<TokenStream> {
        let [path] = mentioned else { return None };
        if path.to_string() != count.to_string() {
            return None;
        }
        let (name, text) = (self.name(), path.to_string().replace(' ', "").replace("r#", ""));
        Some(quote! {
            if draft.has(#name) {
                let __wanted = __inspect::Counted::counted(&__made, endian);
                draft.counted(#text, usize::try_from(#path).ok(), __wanted)?;
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

/// The forms of an enum: first those that the arguments ask for, then any that fits the JSON,
/// unless the arguments are always known.
fn forms(data: &DataEnum, exact: bool) -> syn::Result<TokenStream> {
    let mut tries = TokenStream::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        let directives = Directives::of(&variant.attrs, "br")?;
        let options = Options::of(&variant.attrs, Place::Variant)?;
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
                    ::core::result::Result::Err(e) => { __error.get_or_insert(e); }
                }
            }
        });
    }
    let others = if exact { quote!([false]) } else { quote!([false, true]) };
    Ok(quote! {
        let mut __error = ::core::option::Option::None;
        for __other in #others { #tries }
        ::core::result::Result::Err(
            __error.unwrap_or_else(|| draft.error("none of the known forms")))
    })
}

/// Takes a `magic` out of the JSON: it may be left out, and must not be another.
fn constant(directives: &Directives, options: &Options) -> Option<TokenStream> {
    let magic = directives.get("magic")?;
    let name = options.magic.as_ref().map_or_else(|| "magic".to_owned(), |(name, _)| name.value());
    let value = magic_value(magic);
    Some(quote!(__inspect::derived::constant_from_json(draft, #name, &#value, endian)?;))
}

/// The last name of a function or of the function that is called.
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

/// Whether a field is no part of what is shown, and so has its default here.
fn is_hidden(br: &Directives, options: &Options) -> bool {
    options.skip || br.has_any(&["calc", "default", "ignore"])
}

/// Whether a number can be assigned to a field of this type.
fn is_integer(ty: &Type) -> bool {
    const INTEGERS: [&str; 8] = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"];
    matches!(ty, Type::Path(path) if INTEGERS.iter().any(|name| path.path.is_ident(name)))
}

/// The paths in an expression that begin with a field: `length`, `header.record_count`.
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
                    // A method is no field.
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
