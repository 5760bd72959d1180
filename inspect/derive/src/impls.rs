//! Impls of this crate's traits, with the required bounds.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Data, DeriveInput};

/// Returns an `impl` of one of this crate's traits.
pub(crate) fn implement(input: &DeriveInput, of: &str, body: &TokenStream) -> TokenStream {
    let (name, of) = (&input.ident, Ident::new(of, Span::mixed_site()));
    let mut generics = input.generics.clone();
    bound(&mut generics, &input.data, &of);
    let (generics, arguments, conditions) = generics.split_for_impl();
    quote!(impl #generics __inspect::#of for #name #arguments #conditions { #body })
}

/// Adds a bound for each field whose type is a type parameter. Types that contain a type parameter
/// rely on the declared bounds: a bound on them would hide their own `Args`.
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
