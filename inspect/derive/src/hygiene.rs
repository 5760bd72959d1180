//! Names that cannot clash with those of the user.

/// As [`quote::quote!`], but the locals that it names are invisible to the user's expressions, and
/// theirs to it: a field may be called `endian`, `cx` or `draft`. Types, functions and fields are
/// resolved as usual.
macro_rules! quote {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
