//! Code that reads the fields of a structure or variant.

use crate::attrs::{Directive, Directives, assertion, doc, split};
use crate::checks::{self, index_var, range_var};
use crate::imports::endian;
use crate::options::{AttributeTarget, Options};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::{Expr, Fields, Generics, LitStr, Type};

/// Supported directives of fields.
const SUPPORTED: &[&str] = &[
    "big",
    "little",
    "is_big",
    "is_little",
    "magic",
    "args",
    "args_raw",
    "count",
    "if",
    "pad_before",
    "pad_after",
    "align_before",
    "align_after",
    "seek_before",
    "pad_size_to",
    "restore_position",
    "assert",
    "calc",
    "default",
    "ignore",
    "temp",
    "parse_with",
    "map",
    "try_map",
    "err_context",
    "dbg",
];

/// Generated code for the fields of a structure or variant.
pub(crate) struct FieldsCode {
    /// Statements that read all fields.
    pub(crate) code: TokenStream,
    /// Expression that builds the value.
    pub(crate) build: TokenStream,
    /// `match` arm that loads all fields of a value.
    pub(crate) load: TokenStream,
}

/// Generates the code for the fields of a structure or variant.
pub(crate) fn fields(
    all: &Fields,
    constructor: &TokenStream,
    generics: &Generics,
    newtype: bool,
) -> syn::Result<FieldsCode> {
    let name = |(i, f): (usize, &syn::Field)| f.ident.clone().unwrap_or(format_ident!("self_{i}"));
    let names: Vec<Ident> = all.iter().enumerate().map(name).collect();
    let mut options = Vec::new();
    for field in all {
        options.push(Options::of(&field.attrs, AttributeTarget::Field)?);
    }
    let (mut code, mut kept, mut pending) = (TokenStream::new(), Vec::new(), Vec::new());
    let mut loads = TokenStream::new();
    for (index, field) in all.iter().enumerate() {
        let is_end = checks::is_end(&names[index], &options);
        let (ident, options) = (&names[index], &options[index]);
        let (br, bw) = (Directives::of(&field.attrs, "br")?, Directives::of(&field.attrs, "bw")?);
        br.only(SUPPORTED)?;
        let declared = FieldDecl {
            ident,
            ty: &field.ty,
            doc: doc(&field.attrs),
            directives: &br,
            options,
            is_checked: checks::is_checked(options),
            is_end,
            transparent: newtype || options.flat,
            generic: mentions(&field.ty, generics),
        };
        code.extend(declared.read()?);
        if !(br.has("temp") || bw.has("calc") || bw.has("try_calc")) {
            kept.push(ident);
            loads.extend(declared.load()?);
        }
        pending.extend(checks::of(options, index, &names)?);
        let is_due = |check: &checks::FieldCheck| check.after == index;
        code.extend(pending.iter().filter(|c| is_due(c)).map(|c| c.code.clone()));
        pending.retain(|c| !is_due(c));
    }
    let build = match all {
        Fields::Named(_) => quote!(#constructor { #(#kept),* }),
        Fields::Unnamed(_) => quote!(#constructor(#(#kept),*)),
        Fields::Unit => constructor.clone(),
    };
    // The expression that builds a value is also the pattern that destructures it.
    let load = quote!(#build => { #loads });
    Ok(FieldsCode { code, build, load })
}

/// A field declaration.
struct FieldDecl<'d> {
    ident: &'d Ident,
    ty: &'d Type,
    doc: String,
    directives: &'d Directives,
    options: &'d Options,
    /// True if a note or check needs the field's index in the tree.
    is_checked: bool,
    /// True if the range of a checksum starts or ends with the field.
    is_end: bool,
    /// True for flat fields and the field of a newtype, which have no node in the tree.
    transparent: bool,
    /// True if the field's type depends on a type parameter.
    generic: bool,
}

impl FieldDecl<'_> {
    /// Returns the statements for the field, in the order in which binrw applies its directives.
    fn read(&self) -> syn::Result<TokenStream> {
        let (ident, ty, d) = (self.ident, self.ty, self.directives);
        if let Some(calc) = d.get("calc") {
            return Ok(quote!(let mut #ident: #ty = #calc;));
        }
        if d.has_any(&["default", "ignore"]) {
            return Ok(quote!(let mut #ident: #ty = ::core::default::Default::default();));
        }
        let (endian, magic, asserts) = (endian(d), magic(d, self.options), self.asserts()?);
        let value = self.conditional(self.with_padding(&self.node()?))?;
        let at = index_var(ident);
        let at = self.is_checked.then(
            || quote!(let mut #at: ::core::option::Option<usize> = ::core::option::Option::None;),
        );
        let range = range_var(ident);
        let range =
            self.is_end.then(|| quote!(let mut #range = __inspect::FieldRange::absent(cx.pos());));
        let code = quote!(#magic #at #range let mut #ident: #ty = { #endian #value }; #asserts);
        Ok(match d.has("restore_position") {
            true => quote!(let __saved = cx.pos(); #code cx.rewind(__saved);),
            false => code,
        })
    }

    /// Returns the statement that loads the field. There is no such statement for mapped, computed
    /// and skipped fields, and for fields with an unknown parser.
    fn load(&self) -> syn::Result<Option<TokenStream>> {
        let (ident, ty, d) = (self.ident, self.ty, self.directives);
        let computed = ["calc", "default", "ignore", "map", "try_map"];
        let known = match d.get("parse_with") {
            Some(function) if self.options.with.is_none() => is_known(function)?,
            _ => true,
        };
        let loads = known && !self.options.skip && !d.has_any(&computed);
        Ok(loads.then(|| quote!(<#ty as __inspect::Load>::load(#ident, __source);)))
    }

    /// Returns the expression that reads the field as a node of the tree.
    fn node(&self) -> syn::Result<TokenStream> {
        let read = self.value()?;
        if self.options.skip {
            return Ok(quote!(cx.mute(|cx| #read)?));
        }
        if self.transparent {
            return Ok(quote!((|cx: &mut __inspect::Cx<'_>| #read)(cx)?));
        }
        let (meta, at) = (self.meta(), index_var(self.ident));
        Ok(match self.is_checked {
            false => quote!(cx.field(#meta, |cx| #read)?),
            true => quote!({
                let __mark = cx.mark();
                let __read = cx.field(#meta, |cx| #read)?;
                #at = cx.since(__mark);
                __read
            }),
        })
    }

    fn meta(&self) -> TokenStream {
        meta(self.ident, self.ty, &self.doc, self.options, self.generic)
    }

    /// Returns the expression that reads the value: a `BinResult<ty>`.
    fn value(&self) -> syn::Result<TokenStream> {
        let (ty, d) = (self.ty, self.directives);
        let args = args(d, |count| quote!(__inspect::derived::count(cx, #count)?));
        if let Some(function) = d.get("parse_with") {
            let args = args.unwrap_or_else(|| quote!(()));
            return match &self.options.with {
                Some(with) => Ok(quote!(#with(cx, endian, #args).map(|v| -> #ty { v }))),
                None => parser_call(function, ty, &args),
            };
        }
        let args = args.unwrap_or_else(|| quote!(::core::default::Default::default()));
        let derived = quote!(__inspect::derived);
        Ok(match (d.get("map"), d.get("try_map")) {
            (Some(f), _) => quote!(#derived::map(cx, endian, #args, #f).map(|v| -> #ty { v })),
            (_, Some(f)) => quote!(#derived::try_map(cx, endian, #args, #f).map(|v| -> #ty { v })),
            (None, None) => quote!({
                let args: <#ty as __binrw::BinRead>::Args<'_> = #args;
                <#ty as __inspect::Inspect>::inspect(cx, endian, args)
            }),
        })
    }

    /// Adds the seek, padding and alignment before and after the field.
    fn with_padding(&self, node: &TokenStream) -> TokenStream {
        let d = self.directives;
        let ty = self.ty;
        let seek = d.get("seek_before").map(|s| quote!(::std::io::Seek::seek(cx, #s)?;));
        let pad = |key| d.get(key).map(|n| quote!(cx.pad((#n) as i64)?;));
        let align = |key| d.get(key).map(|n| quote!(cx.align((#n) as u64)?;));
        let (pad_before, align_before) = (pad("pad_before"), align("align_before"));
        let (pad_after, align_after) = (pad("pad_after"), align("align_after"));
        let from = d.has("pad_size_to").then(|| quote!(let __from = cx.pos();));
        let size =
            d.get("pad_size_to").map(|n| quote!(cx.pad_to(__from.saturating_add((#n) as u64))?;));
        let range = range_var(self.ident);
        let begin = self.is_end.then(|| quote!(let __begin = cx.pos();));
        let end = self
            .is_end
            .then(|| quote!(#range = __inspect::FieldRange::present(__begin, cx.pos());));
        quote!({
            #seek #pad_before #align_before #from
            #begin
            let __value: #ty = #node;
            #end
            #size #pad_after #align_after
            __value
        })
    }

    fn conditional(&self, value: TokenStream) -> syn::Result<TokenStream> {
        let Some(condition) = self.directives.get("if") else { return Ok(value) };
        let parts = split(condition)?;
        let condition = parts.first();
        let otherwise = match parts.get(1) {
            Some(otherwise) => quote!(#otherwise),
            None => quote!(::core::default::Default::default()),
        };
        Ok(quote!(if #condition #value else { #otherwise }))
    }

    fn asserts(&self) -> syn::Result<TokenStream> {
        let mut code = TokenStream::new();
        for assert in self.directives.all("assert") {
            let (condition, message) = assertion(assert)?;
            let reject = reject(&message);
            code.extend(quote!(if !(#condition) { #reject }));
        }
        Ok(code)
    }
}

/// Returns the expression of a field's `Meta`.
pub(crate) fn meta(
    ident: &Ident,
    ty: &Type,
    doc: &str,
    options: &Options,
    generic: bool,
) -> TokenStream {
    let name = ident.to_string();
    let name = name.trim_start_matches("r#").trim_start_matches("self_").to_owned();
    let (hex, unix_time) = (options.hex, options.unix_time);
    let ty = match generic {
        true => quote!(<#ty as __inspect::Inspect>::TYPE),
        false => {
            let name = type_name(ty);
            quote!(#name)
        }
    };
    let unit = options.unit.as_ref().map_or_else(String::new, LitStr::value);
    quote!(const { &__inspect::Meta {
        name: ::std::borrow::Cow::Borrowed(#name),
        ty: ::std::borrow::Cow::Borrowed(#ty),
        doc: ::std::borrow::Cow::Borrowed(#doc),
        unit: ::std::borrow::Cow::Borrowed(#unit),
        hex: #hex,
        unix_time: #unix_time,
        // Structures set their presentation when they are read.
        presentation: ::core::option::Option::None,
    } })
}

/// Returns the name of a type without wrappers that only affect reading.
fn type_name(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string().replace(' ', "");
    let mut text = text.as_str();
    let mut list = String::new();
    loop {
        let inner = |wrapper: &&str| text.strip_prefix(wrapper)?.strip_suffix('>');
        if let Some(t) = ["Option<", "Within<", "Box<"].iter().find_map(inner) {
            text = t;
        } else if let Some(t) = ["Vec<", "Table<"].iter().find_map(inner) {
            text = t;
            list.push_str("[]");
        } else {
            return format!("{text}{list}");
        }
    }
}

/// True if a type depends on a type parameter.
pub(crate) fn mentions(ty: &Type, generics: &Generics) -> bool {
    let is_parameter = |i: &Ident| generics.type_params().any(|p| p.ident == *i);
    let mut tokens = ty.to_token_stream().into_iter();
    tokens.any(|token| matches!(&token, TokenTree::Ident(i) if is_parameter(i)))
}

/// Returns the statement that fails with an error at the last field that was read.
fn reject(message: &TokenStream) -> TokenStream {
    quote!(return cx.reject(#message);)
}

/// Returns the last segment of a path.
fn last(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(p) => p.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

/// True if [`parser_call`] replaces the parser with a node-recording counterpart.
fn is_known(function: &TokenStream) -> syn::Result<bool> {
    let expr: Expr = syn::parse2(function.clone())?;
    let name = match &expr {
        Expr::Call(call) => last(&call.func),
        path => last(path),
    };
    Ok(matches!(name.as_deref(), Some("to_end" | "until" | "until_exclusive")))
}

/// Returns the call of the parser's node-recording counterpart. A parser without a counterpart is
/// called directly, and its value is a single leaf.
fn parser_call(function: &TokenStream, ty: &Type, args: &TokenStream) -> syn::Result<TokenStream> {
    let expr: Expr = syn::parse2(function.clone())?;
    match &expr {
        Expr::Path(_) if last(&expr).as_deref() == Some("to_end") => Ok(quote! {
            <#ty as __inspect::ToEnd>::inspect_to_end(cx, endian, #args)
        }),
        Expr::Path(_) if last(&expr).as_deref() == Some("until_eof") => {
            let text = "`until_eof` silently drops a truncated last item; use \
                        `bytescope_inspect::to_end`";
            Err(syn::Error::new_spanned(function, text))
        }
        Expr::Call(call) => match (last(&call.func).as_deref(), call.args.first()) {
            (Some("until"), Some(f)) => {
                Ok(quote!(__inspect::derived::until(cx, endian, #args, #f)))
            }
            (Some("until_exclusive"), Some(f)) => {
                Ok(quote!(__inspect::derived::until_exclusive(cx, endian, #args, #f)))
            }
            _ => Ok(opaque(function, args)),
        },
        _ => Ok(opaque(function, args)),
    }
}

fn opaque(function: &TokenStream, args: &TokenStream) -> TokenStream {
    quote!(__inspect::derived::parse(#function, cx, endian, #args))
}

/// Returns the arguments of a field; `count` converts the expression of the item count.
pub(crate) fn args(
    d: &Directives,
    count: impl FnOnce(&TokenStream) -> TokenStream,
) -> Option<TokenStream> {
    let count = d.get("count").map(count).map(|count| quote!(count: #count,));
    match (d.directive("args"), d.get("args_raw"), count) {
        (Some(Directive { value, braced: true, .. }), _, count) => {
            Some(quote!(__binrw::args! { #count #value }))
        }
        (Some(Directive { value, .. }), ..) => Some(quote!((#value,))),
        (None, Some(raw), _) => Some(raw.clone()),
        (None, None, Some(count)) => Some(quote!(__binrw::args! { #count })),
        (None, None, None) => None,
    }
}

/// Returns a `magic` as a value: an array or a number.
pub(crate) fn magic_value(magic: &TokenStream) -> TokenStream {
    match syn::parse2(magic.clone()) {
        Ok(syn::Lit::ByteStr(_)) => quote!(*#magic),
        _ => magic.clone(),
    }
}

/// Returns the statement that reads a `magic`.
pub(crate) fn magic(d: &Directives, options: &Options) -> Option<TokenStream> {
    let value = magic_value(d.get("magic")?);
    let (name, doc) = match &options.magic {
        Some((name, doc)) => (name.value(), doc.value()),
        None => ("magic".to_owned(), String::new()),
    };
    Some(quote! {
        cx.magic(const { &__inspect::Meta::new(#name, "constant", #doc) }, &#value, endian)?;
    })
}
