//! Notes and checks. Each note or check runs after the last field in its expression has been read.

use crate::options::{ChecksumRange, Options};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use std::collections::HashSet;

/// A note or check of a field.
pub(crate) struct FieldCheck {
    /// Index of the field after which the statement runs.
    pub(crate) after: usize,
    /// Statement.
    pub(crate) code: TokenStream,
}

/// Returns the notes and checks of field `own` in a structure with these `fields`.
pub(crate) fn of(options: &Options, own: usize, fields: &[Ident]) -> syn::Result<Vec<FieldCheck>> {
    let mut checks = Vec::new();
    let Some(ident) = fields.get(own) else { return Ok(checks) };
    let at = index_var(ident);
    let mut add = |mentions: &TokenStream, code: TokenStream| {
        let after = last_mentioned(mentions, fields).max(own);
        checks.push(FieldCheck { after, code });
    };
    if let Some(note) = &options.note {
        let code = quote!(let __note = #note; cx.note(#at, __note););
        add(&note.to_token_stream(), code);
    }
    if let Some(format) = &options.format {
        let code = quote!(let __format = #format; cx.nested(#at, __format););
        add(&format.to_token_stream(), code);
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
        validate_range(covered, own, fields)?;
        let (from, to) = (range_var(&covered.from), range_var(&covered.to));
        let algorithm = &covered.algorithm;
        let (first, last) = (&covered.from, &covered.to);
        add(&quote!(#first #last), quote!(cx.checksum_of(#at, #algorithm, #from, #to);));
    }
    Ok(checks)
}

/// Rejects a checksum range whose fields are unknown or not in order, or that contains the
/// checksum, which is field `own`.
fn validate_range(covered: &ChecksumRange, own: usize, fields: &[Ident]) -> syn::Result<()> {
    let index = |end: &Ident| {
        fields.iter().position(|field| field == end).ok_or_else(|| {
            syn::Error::new(end.span(), format!("no field `{end}` in this structure"))
        })
    };
    let (from, to) = (index(&covered.from)?, index(&covered.to)?);
    let problem = if from > to {
        "checksum range ends before it starts"
    } else if (from..=to).contains(&own) {
        "checksum range contains the checksum itself"
    } else {
        return Ok(());
    };
    Err(syn::Error::new(covered.to.span(), problem))
}

/// True if the field has a note or check, so that its index in the tree must be kept.
pub(crate) fn is_checked(options: &Options) -> bool {
    options.note.is_some()
        || options.format.is_some()
        || options.expect.is_some()
        || options.checksum.is_some()
        || !options.checks.is_empty()
}

/// True if the range of a checksum starts or ends with the field, so that the byte range of the
/// field must be kept.
pub(crate) fn is_end(field: &Ident, options: &[Options]) -> bool {
    let mut covered = options.iter().filter_map(|o| o.checksum.as_ref());
    covered.any(|c| *field == c.from || *field == c.to)
}

/// Returns the local variable for a field's byte range.
pub(crate) fn range_var(field: &Ident) -> Ident {
    local_var("range", field)
}

/// Returns the local variable for a field's index in the tree.
pub(crate) fn index_var(field: &Ident) -> Ident {
    local_var("at", field)
}

/// Returns a local variable whose name cannot clash with user-defined names.
fn local_var(prefix: &str, field: &Ident) -> Ident {
    let field = field.to_string();
    format_ident!("__{prefix}_{}", field.trim_start_matches("r#"), span = Span::mixed_site())
}

/// Returns the index of the last field whose name occurs in the tokens; 0 if no name occurs.
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
