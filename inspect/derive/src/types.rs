//! Impls of a type.

use crate::attrs::{Directives, assertion, doc};
use crate::fields::{FieldsCode, fields, magic};
use crate::from_json;
use crate::impls::implement;
use crate::imports::{endian, imports};
use crate::options::{AttributeTarget, Options};
use crate::shape;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Data, DataEnum, DeriveInput, Fields, Generics, Variant};

/// Supported directives of types and variants.
const SUPPORTED: &[&str] = &[
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

/// Returns the impls of a type, in a block that imports the crates as `__inspect` and `__binrw`.
pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    require_binrw(input)?;
    let directives = Directives::of(&input.attrs, "br")?;
    directives.only(SUPPORTED)?;
    let options = Options::of(&input.attrs, AttributeTarget::Type)?;
    shape::check_options(input, &options)?;
    let (inspect, load) = read(input, &directives, &options)?;
    let from_json = from_json::expand(input, &directives, &options)?;
    let fixed = shape::fixed_size(input, &directives, &options)?;
    let krate = match &options.krate {
        Some(path) => quote!(#path),
        None => quote!(::bytescope_inspect),
    };
    Ok(quote! {
        const _: () = {
            use #krate as __inspect;
            use __inspect::derived::binrw as __binrw;
            #inspect
            #load
            #from_json
            #fixed
        };
    })
}

/// Returns the `Inspect` impl and the `Load` impl.
fn read(
    input: &DeriveInput,
    directives: &Directives,
    options: &Options,
) -> syn::Result<(TokenStream, TokenStream)> {
    let name = &input.ident;
    let (imports, endian) = (imports(directives, name)?, endian(directives));
    let magic = magic(directives, options);
    let pre_asserts = asserts(directives, "pre_assert")?;
    let (body, load) = match &input.data {
        Data::Struct(data) => structure(&data.fields, directives, options, &input.generics)?,
        Data::Enum(data) => match directives.get("repr") {
            Some(repr) => (labels(data, repr)?, quote!(_ => {})),
            None => variants(data, directives, &input.generics)?,
        },
        Data::Union(_) => {
            return Err(syn::Error::new_spanned(name, "a union has no field tree"));
        }
    };
    let present = shape::presentation(options)
        .map(|_| quote!(cx.present(<Self as __inspect::Inspect>::PRESENTATION);));
    let read = quote!({ #present #magic #pre_asserts #body });
    let read = match &options.salvage {
        None => read,
        Some(salvage) => quote! {
            let __read = |cx: &mut __inspect::Cx<'_>| -> __binrw::BinResult<Self> #read;
            let __result = __read(cx);
            if let ::core::result::Result::Err(__error) = &__result {
                cx.salvage(__error, |cx| #salvage(cx, endian));
            }
            __result
        },
    };
    let names = shape::names(input, options);
    let constants = shape::constants(input, directives)?;
    let inspect = implement(
        input,
        "Inspect",
        &quote! {
            #names
            #constants
            #[allow(unused, clippy::all, clippy::pedantic)]
            fn inspect(
                cx: &mut __inspect::Cx<'_>,
                endian: __binrw::Endian,
                args: Self::Args<'_>,
            ) -> __binrw::BinResult<Self> {
                if cx.is_muted() {
                    return <Self as __binrw::BinRead>::read_options(cx, endian, args);
                }
                let __start = cx.pos();
                #imports
                #endian
                #read
            }
        },
    );
    let load = implement(
        input,
        "Load",
        &quote! {
            #[allow(unused, clippy::all, clippy::pedantic)]
            fn load(&mut self, __source: &[u8]) {
                match self { #load }
            }
        },
    );
    Ok((inspect, load))
}

/// Rejects a derive below `#[binrw]`, which removes the attributes that the derive reads.
fn require_binrw(input: &DeriveInput) -> syn::Result<()> {
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

/// Returns the code that reads a structure, and the `match` arm that loads it.
fn structure(
    all: &Fields,
    directives: &Directives,
    options: &Options,
    generics: &Generics,
) -> syn::Result<(TokenStream, TokenStream)> {
    let newtype = shape::is_newtype(all, options);
    let FieldsCode { code, build, load } = fields(all, &quote!(Self), generics, newtype)?;
    let mut tests = TokenStream::new();
    for assert in directives.all("assert") {
        let (condition, message) = assertion(assert)?;
        let (condition, reject) = (this(condition.to_token_stream()), refuse(&message));
        tests.extend(quote!(if !(#condition) { #reject }));
    }
    let show = &options.show;
    let show = show.as_ref().map(|f| quote!(__inspect::derived::show(cx, endian, #f);));
    let code = quote!(#code #show let __this = #build; #tests ::core::result::Result::Ok(__this));
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

/// Returns the code that reads an enum, and the `match` arms that load it.
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

/// Returns the code that tries one variant, and the `match` arm that loads it. The `pre_assert`s
/// are evaluated before anything is read.
fn attempt(
    variant: &Variant,
    outer: &Directives,
    generics: &Generics,
) -> syn::Result<(TokenStream, TokenStream)> {
    let (ident, label) = (&variant.ident, variant.ident.to_string());
    let directives = Directives::of(&variant.attrs, "br")?;
    directives.only(SUPPORTED)?;
    let options = Options::of(&variant.attrs, AttributeTarget::Variant)?;
    let newtype = shape::is_newtype(&variant.fields, &options);
    let FieldsCode { code, build, load } =
        fields(&variant.fields, &quote!(Self::#ident), generics, newtype)?;
    let (endian, magic) = (endian(&directives), magic(&directives, &options));
    let present =
        shape::presentation(&options).map(|presentation| quote!(cx.present(#presentation);));
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
                #present
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

/// Returns the statement that fails with an error at the structure.
fn refuse(message: &TokenStream) -> TokenStream {
    quote! {
        let (pos, message) = (__start, #message);
        return ::core::result::Result::Err(__binrw::Error::AssertFail { pos, message });
    }
}

/// Replaces `self` in a struct's assertion with the variable `__this`, the new value.
fn this(tokens: TokenStream) -> TokenStream {
    let replace = |token| match token {
        TokenTree::Ident(i) if i == "self" => {
            TokenTree::Ident(Ident::new("__this", i.span().resolved_at(Span::mixed_site())))
        }
        TokenTree::Group(g) => TokenTree::Group(Group::new(g.delimiter(), this(g.stream()))),
        other => other,
    };
    tokens.into_iter().map(replace).collect()
}
