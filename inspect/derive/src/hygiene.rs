//! Names that cannot clash with user-defined names.

/// Like [`quote::quote!`], but its local variables are invisible to user-defined expressions and
/// vice versa: a field may be named `endian`, `cx` or `draft`. Types, functions and fields are
/// resolved as usual.
macro_rules! quote {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
