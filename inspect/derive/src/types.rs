//! The `Inspect` impl of a type.

use crate::attrs::{Directives, doc, split};
use crate::build;
use crate::fields::{Walk, fields, magic};
use crate::imports::{endian, imports};
use crate::options::{Options, Place};
use crate::shape;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Data, DataEnum, DeriveInput, Fields, Generics, Variant};

const KNOWN: &[&str] = &[
    "big",
    "little",
    "is_big",
    "is_little",
    "magic",
    "import",
    "import_raw",
    "assert",
    "pre_assert",
    "repr",
    "return_all_errors",
    "return_unexpected_error",
];

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let (name, name_text, type_doc) = (&input.ident, input.ident.to_string(), doc(&input.attrs));
    demand_binrw(input)?;
    let directives = Directives::of(&input.attrs, "br")?;
    directives.only(KNOWN)?;
    let options = Options::of(&input.attrs, Place::Type)?;
    let (imports, endian) = (imports(&directives, name)?, endian(&directives));
    let magic = magic(&directives, &options);
    let pre_asserts = asserts(&directives, "pre_assert")?;
    let (body, load) = match &input.data {
        Data::Struct(data) => structure(&data.fields, &directives, &input.generics)?,
        Data::Enum(data) => match directives.get("repr") {
            Some(repr) => (labels(data, repr)?, quote!(_ => {})),
            None => variants(data, &directives, &input.generics)?,
        },
        Data::Union(_) => {
            return Err(syn::Error::new_spanned(name, "a union has no field tree"));
        }
    };
    let read = quote!({ #magic #pre_asserts #body });
    let read = match &options.salvage {
        None => read,
        Some(salvage) => quote! {
            let __read = |cx: &mut ::bytescope_inspect::Cx<'_>| -> __binrw::BinResult<Self> #read;
            let __result = __read(cx);
            if let ::core::result::Result::Err(__error) = &__result {
                cx.salvage(__error, |cx| #salvage(cx, endian));
            }
            __result
        },
    };
    let build = build::expand(input, &directives, &options)?;
    let (constants, fixed) =
        (shape::constants(input, &directives)?, shape::fixed_size(input, &directives, &options)?);
    let mut generics = input.generics.clone();
    bound(&mut generics, &input.data);
    let (generics, arguments, conditions) = generics.split_for_impl();
    Ok(quote! {
        #fixed
        impl #generics ::bytescope_inspect::Inspect for #name #arguments #conditions {
            const TYPE: &'static str = #name_text;
            const DOC: &'static str = #type_doc;
            #constants
            #[allow(unused, clippy::all, clippy::pedantic)]
            fn inspect(
                cx: &mut ::bytescope_inspect::Cx<'_>,
                endian: ::bytescope_inspect::derived::binrw::Endian,
                args: Self::Args<'_>,
            ) -> ::bytescope_inspect::derived::binrw::BinResult<Self> {
                use ::bytescope_inspect::derived::binrw as __binrw;
                if cx.is_muted() {
                    return <Self as __binrw::BinRead>::read_options(cx, endian, args);
                }
                let __start = cx.pos();
                #imports
                #endian
                #read
            }
                #build

            #[allow(unused, clippy::all, clippy::pedantic)]
            fn load(&mut self, __source: &[u8]) {
                match self { #load }
            }
                }
    })
}

/// binrw removes the attributes it reads, so it must come after.
fn demand_binrw(input: &DeriveInput) -> syn::Result<()> {
    let last = |p: &syn::Path| p.segments.last().map(|s| s.ident.to_string());
    let is_binrw = |p: &syn::Path| matches!(last(p).as_deref(), Some("binrw" | "binread"));
    let derives_read = |attr: &syn::Attribute| {
        let mut found = false;
        if attr.path().is_ident("derive") {
            let _ = attr.parse_nested_meta(|meta| {
                found |= last(&meta.path).as_deref() == Some("BinRead");
                Ok(())
            });
        }
        found
    };
    if input.attrs.iter().any(|a| is_binrw(a.path()) || derives_read(a)) {
        return Ok(());
    }
    let text = "put `#[derive(Inspect)]` above `#[binrw]` or `#[binread]`, which remove the \
                attributes that it reads";
    Err(syn::Error::new_spanned(&input.ident, text))
}

/// The code that reads a structure, and the arm of a `match` that loads it.
fn structure(
    all: &Fields,
    directives: &Directives,
    generics: &Generics,
) -> syn::Result<(TokenStream, TokenStream)> {
    let Walk { code, build, load } = fields(all, &quote!(Self), generics)?;
    let mut tests = TokenStream::new();
    for assert in directives.all("assert") {
        let (condition, message) = assertion(assert)?;
        let (condition, reject) = (this(condition.to_token_stream()), refuse(&message));
        tests.extend(quote!(if !(#condition) { #reject }));
    }
    let code = quote!(#code let __this = #build; #tests ::core::result::Result::Ok(__this));
    Ok((code, load))
}

fn labels(data: &DataEnum, repr: &TokenStream) -> syn::Result<TokenStream> {
    let mut arms = TokenStream::new();
    for variant in &data.variants {
        Directives::of(&variant.attrs, "br")?.only(&[])?;
        let (ident, label, doc) = (&variant.ident, variant.ident.to_string(), doc(&variant.attrs));
        arms.extend(quote! {
            x if x == Self::#ident as #repr => {
                ::core::option::Option::Some((Self::#ident, #label, #doc))
            }
        });
    }
    Ok(quote! {
        cx.label::<#repr, Self>(endian, |x| match x { #arms _ => ::core::option::Option::None })
    })
}

/// The code that reads an enum, and the arms of a `match` that load it.
fn variants(
    data: &DataEnum,
    directives: &Directives,
    generics: &Generics,
) -> syn::Result<(TokenStream, TokenStream)> {
    let (mut tries, mut loads) = (TokenStream::new(), TokenStream::new());
    for variant in &data.variants {
        let (code, load) = attempt(variant, directives, generics)?;
        tries.extend(code);
        loads.extend(load);
    }
    let code = quote! {
        let __from = cx.pos();
        let mut __errors = ::std::vec::Vec::new();
        #tries
        cx.no_variant(__from, __errors)
    };
    Ok((code, loads))
}

/// One form of an enum. Its `pre_assert`s come first: a form they exclude costs nothing.
fn attempt(
    variant: &Variant,
    outer: &Directives,
    generics: &Generics,
) -> syn::Result<(TokenStream, TokenStream)> {
    let (ident, label) = (&variant.ident, variant.ident.to_string());
    let directives = Directives::of(&variant.attrs, "br")?;
    directives.only(KNOWN)?;
    let options = Options::of(&variant.attrs, Place::Variant)?;
    let Walk { code, build, load } = fields(&variant.fields, &quote!(Self::#ident), generics)?;
    let (endian, magic) = (endian(&directives), magic(&directives, &options));
    let post = asserts(&directives, "assert")?;
    let outer_post = asserts(outer, "assert")?;
    let mut excluded = quote!(false);
    for assert in directives.all("pre_assert") {
        let (condition, _) = assertion(assert)?;
        excluded = quote!(#excluded || !(#condition));
    }
    let code = quote! {
        if !(#excluded) {
            let __tried = cx.variant(#label, |cx| {
                let endian = endian;
                #endian #magic #code #post #outer_post
                ::core::result::Result::Ok(#build)
            })?;
            match __tried {
                ::core::result::Result::Ok(v) => return ::core::result::Result::Ok(v),
                ::core::result::Result::Err(e) => __errors.push((#label, e)),
            }
        }
    };
    Ok((code, load))
}

fn asserts(directives: &Directives, name: &str) -> syn::Result<TokenStream> {
    let mut tests = TokenStream::new();
    for assert in directives.all(name) {
        let (condition, message) = assertion(assert)?;
        let reject = refuse(&message);
        tests.extend(quote!(if !(#condition) { #reject }));
    }
    Ok(tests)
}

/// Leaves the walk with an error at the structure itself.
fn refuse(message: &TokenStream) -> TokenStream {
    quote! {
        let (pos, message) = (__start, #message);
        return ::core::result::Result::Err(__binrw::Error::AssertFail { pos, message });
    }
}

/// The condition of an assertion, and the expression for its message.
pub(crate) fn assertion(assert: &TokenStream) -> syn::Result<(TokenStream, TokenStream)> {
    let parts = split(assert)?;
    let Some((condition, message)) = parts.split_first() else {
        return Err(syn::Error::new_spanned(assert, "a condition is expected"));
    };
    let text = condition.to_token_stream().to_string();
    Ok(match message {
        [] => (quote!(#condition), quote!(::std::format!("must hold: {}", #text))),
        [one] if !is_text(one) => (quote!(#condition), quote!(::std::format!("{}", #one))),
        all => (quote!(#condition), quote!(::std::format!(#(#all),*))),
    })
}

fn is_text(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(_), .. }))
}

/// `self` in an assertion on a struct is the value that was just built.
fn this(tokens: TokenStream) -> TokenStream {
    let replace = |token| match token {
        TokenTree::Ident(i) if i == "self" => TokenTree::Ident(Ident::new("__this", i.span())),
        TokenTree::Group(g) => TokenTree::Group(Group::new(g.delimiter(), this(g.stream()))),
        other => other,
    };
    tokens.into_iter().map(replace).collect()
}

/// A field whose type is a type parameter must be `Inspect` itself. A type that is made from one
/// has what it needs from the declared bounds; a bound on it would hide its own arguments.
fn bound(generics: &mut syn::Generics, data: &Data) {
    let parameters: Vec<Ident> = generics.type_params().map(|p| p.ident.clone()).collect();
    if parameters.is_empty() {
        return;
    }
    let fields: Vec<&syn::Field> = match data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Enum(data) => data.variants.iter().flat_map(|v| v.fields.iter()).collect(),
        Data::Union(_) => return,
    };
    let is_parameter = |ty: &syn::Type| match ty {
        syn::Type::Path(path) => path.path.get_ident().is_some_and(|i| parameters.contains(i)),
        _ => false,
    };
    let types: Vec<syn::Type> =
        fields.iter().map(|f| &f.ty).filter(|ty| is_parameter(ty)).cloned().collect();
    let conditions = generics.make_where_clause();
    for ty in types {
        conditions.predicates.push(syn::parse_quote!(#ty: ::bytescope_inspect::Inspect));
    }
}
