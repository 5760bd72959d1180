//! Impls of our traits for a type, with the bounds that they need.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Data, DeriveInput};

/// `impl` of one of our traits.
pub(crate) fn implement(input: &DeriveInput, of: &str, body: &TokenStream) -> TokenStream {
    let (name, of) = (&input.ident, Ident::new(of, Span::mixed_site()));
    let mut generics = input.generics.clone();
    bound(&mut generics, &input.data, &of);
    let (generics, arguments, conditions) = generics.split_for_impl();
    quote!(impl #generics __inspect::#of for #name #arguments #conditions { #body })
}

/// A field whose type is a type parameter must implement the trait itself. A type that is made from
/// one has what it needs from the declared bounds; a bound on it would hide its own arguments.
fn bound(generics: &mut syn::Generics, data: &Data, of: &Ident) {
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
        conditions.predicates.push(syn::parse_quote!(#ty: __inspect::#of));
    }
}
