//! Notes and checks: each is made once the last field that it speaks of has been read.

use crate::options::Options;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use std::collections::HashSet;

/// The statement of a check, and how many fields must have been read before it.
pub(crate) struct Check {
    pub(crate) after: usize,
    pub(crate) code: TokenStream,
}

/// The checks that the options of field `own` ask for, over the `fields` of its structure.
pub(crate) fn of(options: &Options, own: usize, fields: &[Ident]) -> syn::Result<Vec<Check>> {
    let mut checks = Vec::new();
    let Some(ident) = fields.get(own) else { return Ok(checks) };
    let at = place(ident);
    let mut add = |mentions: &TokenStream, code: TokenStream| {
        let after = last_mentioned(mentions, fields).max(own);
        checks.push(Check { after, code });
    };
    if let Some(note) = &options.note {
        let code = quote!(let __note = #note; cx.note(#at, __note););
        add(&note.to_token_stream(), code);
    }
    if let Some((what, value)) = &options.expect {
        let code = quote!(let __expected = #value; cx.expect(#at, #what, __expected););
        add(&value.to_token_stream(), code);
    }
    for (condition, message) in &options.checks {
        let code = quote!(let __holds = #condition; if !__holds {
            let __message = #message; cx.check(#at, false, ::core::convert::AsRef::<str>::as_ref(&__message));
        });
        let mentions = quote!(#condition #message);
        add(&mentions, code);
    }
    if let Some(covered) = &options.checksum {
        for end in [&covered.from, &covered.to] {
            if !fields.contains(end) {
                let text = format!("no field `{end}` here to take the checksum of");
                return Err(syn::Error::new(end.span(), text));
            }
        }
        let (from, to) = (range(&covered.from), range(&covered.to));
        let algorithm = &covered.algorithm;
        let (first, last) = (&covered.from, &covered.to);
        add(&quote!(#first #last), quote!(cx.checksum(#at, #algorithm, #from.0, #to.1);));
    }
    Ok(checks)
}

/// Whether a check speaks of the field, so that its place in the tree must be kept.
pub(crate) fn is_checked(options: &Options) -> bool {
    options.note.is_some()
        || options.expect.is_some()
        || options.checksum.is_some()
        || !options.checks.is_empty()
}

/// Whether a checksum begins or ends with the field, so that its range must be kept.
pub(crate) fn is_end(field: &Ident, options: &[Options]) -> bool {
    let mut covered = options.iter().filter_map(|o| o.checksum.as_ref());
    covered.any(|c| *field == c.from || *field == c.to)
}

/// The local that holds where a field begins and ends.
pub(crate) fn range(field: &Ident) -> Ident {
    local("range", field)
}

/// The local that holds a field's place in the tree.
pub(crate) fn place(field: &Ident) -> Ident {
    local("at", field)
}

/// A local that no name of the user's can clash with.
fn local(what: &str, field: &Ident) -> Ident {
    let field = field.to_string();
    format_ident!("__{what}_{}", field.trim_start_matches("r#"), span = Span::mixed_site())
}

fn last_mentioned(tokens: &TokenStream, fields: &[Ident]) -> usize {
    let mut found = HashSet::new();
    idents(tokens.clone(), &mut found);
    fields.iter().rposition(|f| found.contains(&f.to_string())).unwrap_or(0)
}

fn idents(tokens: TokenStream, found: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => idents(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
