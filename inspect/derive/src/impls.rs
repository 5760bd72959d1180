//! Impls of the traits of `bytescope_inspect`, with the required bounds.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Data, DeriveInput};

/// Returns an `impl` of a trait of `bytescope_inspect`.
pub(crate) fn implement(input: &DeriveInput, name: &str, body: &TokenStream) -> TokenStream {
    let (ty, name) = (&input.ident, Ident::new(name, Span::mixed_site()));
    let mut generics = input.generics.clone();
    add_bounds(&mut generics, &input.data, &name);
    let (generics, arguments, conditions) = generics.split_for_impl();
    quote!(impl #generics __inspect::#name for #ty #arguments #conditions { #body })
}

/// Adds a bound for each field whose type is a type parameter. Types that contain a type parameter
/// rely on the declared bounds: an added bound would hide their `Args`.
fn add_bounds(generics: &mut syn::Generics, data: &Data, name: &Ident) {
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
        conditions.predicates.push(syn::parse_quote!(#ty: __inspect::#name));
    }
}
