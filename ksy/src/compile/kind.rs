//! Kinds of values: compilation of the `type` of a field.

use super::ty::Ty;
use super::type_names::{advice_for_parameter_type, bit_width_message};
use super::{Compiler, ExprText, Scope};
use crate::ir::{CaseTable, ElementKind, Order, Parent, Switch};
use crate::model::{Attr, EndianDef, ParentDef, TypeCall, TypeDefKind, TypeId};

impl Compiler<'_> {
    pub(super) fn kind(&mut self, owner: TypeId, attr: &Attr, scope: Scope<'_>) -> ElementKind {
        match &attr.ty {
            TypeDefKind::Bytes => self.plain_bytes(attr, scope),
            TypeDefKind::One(call) => self.single_type(owner, attr, call, scope),
            TypeDefKind::Switch { on, cases, .. } => {
                let (switch, on_ty) = self.lower_src(on, scope);
                let mut found = Vec::new();
                for (when, call) in cases {
                    let when = when.as_ref().map(|src| self.case(src, scope, &on_ty));
                    found.push((when, self.single_type(owner, attr, call, scope)));
                }
                // The default case comes last, wherever the schema lists it.
                found.sort_by_key(|(when, _)| when.is_none());
                let other = self.extent(attr, scope, None);
                let table = CaseTable::new(&found);
                ElementKind::Switch(Box::new(Switch { on: switch, cases: found, table, other }))
            }
        }
    }

    fn plain_bytes(&mut self, attr: &Attr, scope: Scope<'_>) -> ElementKind {
        if let Some(name) = &attr.enumeration {
            self.error(name.at.loc, &name.at.path, "`enum` requires an integer, not bytes");
        }
        match &attr.contents {
            Some(contents) => ElementKind::Contents(contents.as_slice().into()),
            None => self.extent(attr, scope, None).map_or_else(
                || ElementKind::Contents(std::sync::Arc::from([])),
                ElementKind::Bytes,
            ),
        }
    }

    fn single_type(
        &mut self,
        owner: TypeId,
        attr: &Attr,
        call: &TypeCall,
        scope: Scope<'_>,
    ) -> ElementKind {
        if call.name.array {
            return self.not_a_field(call);
        }
        let name = call.simple_name().unwrap_or_default();
        let bits = name.strip_prefix('b').filter(|_| crate::model::is_integer(name));
        if bits.is_none()
            && !crate::model::is_integer(name)
            && let Some(named) = &attr.enumeration
            && !matches!(attr.ty, TypeDefKind::Switch { .. })
        {
            let message = format!("`enum` requires an integer, not the type `{}`", call.name);
            self.error(named.at.loc, &named.at.path, message);
        }
        let enumeration = attr.enumeration.as_ref().and_then(|name| self.enumeration(owner, name));
        if let Some(bits) = bits {
            return self.bits(owner, bits, call, enumeration);
        }
        if crate::model::is_integer(name) || crate::model::is_float(name) {
            let size = name.as_bytes().get(1).map_or(1, |b| b.saturating_sub(b'0'));
            let order = if size == 1 { Order::Little } else { self.order(owner, name, call) };
            return match name.bytes().next() {
                Some(b'f') => ElementKind::Float { size, order },
                first => ElementKind::Int { size, signed: first == Some(b's'), order, enumeration },
            };
        }
        if matches!(name, "str" | "strz") {
            return self.string(owner, attr, name == "strz", scope);
        }
        self.object(owner, attr, call, scope)
    }

    fn bits(
        &mut self,
        owner: TypeId,
        bits: &str,
        call: &TypeCall,
        enumeration: Option<crate::model::EnumId>,
    ) -> ElementKind {
        let (digits, little) = match (bits.strip_suffix("le"), bits.strip_suffix("be")) {
            (Some(digits), _) => (digits, true),
            (_, Some(digits)) => (digits, false),
            _ => (bits, self.inherited(owner, |def| def.bits_le).unwrap_or(false)),
        };
        let count = digits.parse().ok().filter(|n| (1..=64).contains(n));
        if count.is_none() {
            self.error(call.at.loc, &call.at.path, bit_width_message(digits));
        }
        ElementKind::Bits { count: count.unwrap_or(1), little, enumeration, sign: None }
    }

    /// Returns a property of the innermost enclosing type that defines it.
    pub(super) fn inherited<T>(
        &self,
        from: TypeId,
        of: impl Fn(&crate::model::TypeDef) -> Option<T>,
    ) -> Option<T> {
        let mut scope = Some(from);
        while let Some(id) = scope {
            let def = self.model.ty(id);
            if let Some(found) = of(def) {
                return Some(found);
            }
            scope = def.parent;
        }
        None
    }

    fn order(&mut self, owner: TypeId, name: &str, call: &TypeCall) -> Order {
        if name.ends_with("le") {
            return Order::Little;
        }
        if name.ends_with("be") {
            return Order::Big;
        }
        let found = self.inherited(owner, |def| {
            def.endian.as_ref().map(|endian| match endian {
                EndianDef::Little => Order::Little,
                EndianDef::Big => Order::Big,
                EndianDef::Switch { .. } => Order::Object,
            })
        });
        found.unwrap_or_else(|| {
            let message = format!("byte order of `{name}` not specified");
            self.error(call.at.loc, &call.at.path, message)
                .help(format!("use `{name}le` or `{name}be`, or set `endian` in `meta`"));
            Order::Little
        })
    }

    fn string(&mut self, owner: TypeId, attr: &Attr, zero: bool, scope: Scope<'_>) -> ElementKind {
        let own = attr.encoding.as_deref().cloned();
        let name = own.or_else(|| self.inherited(owner, |def| def.encoding.clone()));
        let encoding = match (&name, &attr.encoding) {
            (Some(name), Some(_)) => self.encoding(&name.text, name.at.loc, &name.at.path),
            (Some(name), None) => {
                self.silently(|c| c.encoding(&name.text, name.at.loc, &name.at.path))
            }
            (None, _) => {
                self.error(attr.loc, &attr.path, "encoding of the string not specified")
                    .help("add `encoding` here or in `meta`, for example ASCII or UTF-8");
                crate::ir::EncodingName::Unknown("".into())
            }
        };
        let unit = match &encoding {
            crate::ir::EncodingName::Known(known) => known.unit(),
            crate::ir::EncodingName::Unknown(_) => 1,
        };
        let extent = self.extent(attr, scope, Some((zero, unit)));
        extent.map_or_else(
            || ElementKind::Contents(std::sync::Arc::from([])),
            |e| ElementKind::Str(e, encoding),
        )
    }

    fn object(
        &mut self,
        owner: TypeId,
        attr: &Attr,
        call: &TypeCall,
        scope: Scope<'_>,
    ) -> ElementKind {
        let class = match self.field_type(owner, &call.name, &call.at) {
            Ty::User(class) => class,
            Ty::Any if call.simple_name() == Some("any") => return self.not_a_field(call),
            Ty::Any => return ElementKind::Opaque(call.name.to_string().into()),
            Ty::Unknown => return ElementKind::Opaque("".into()),
            _ => return self.not_a_field(call),
        };
        let args = self.arguments(class, call, scope);
        let parent = match &attr.parent {
            ParentDef::This => Parent::This,
            ParentDef::None => Parent::None,
            ParentDef::Other(src) => {
                let (ex, ty) = self.lower_src(src, Scope { item: None, ..scope });
                if !matches!(ty, Ty::User(_) | Ty::Struct) && !ty.is_open() {
                    let message =
                        format!("`parent` must be an object, not {}", ty.name(self.model));
                    self.error(src.at.loc, &src.at.path, message);
                }
                Parent::Other(ex)
            }
        };
        let extent = self.extent(attr, scope, None);
        if extent.is_none() && attr.bytes.process.is_some() {
            let message = "`process` requires `size`, `size-eos` or `terminator`";
            self.error(attr.loc, &attr.path, message);
        }
        ElementKind::Object { class, args, parent, extent }
    }

    /// Reports a type that a field cannot have.
    fn not_a_field(&mut self, call: &TypeCall) -> ElementKind {
        let message = format!("`{}` is only allowed in parameters and casts", call.name);
        let found = self.error(call.at.loc, &call.at.path, message);
        let help = match call.name.array {
            true => Some("a list is a field with `repeat`"),
            false => call.simple_name().and_then(advice_for_parameter_type),
        };
        if let Some(help) = help {
            found.help(help);
        }
        ElementKind::Opaque("".into())
    }

    fn arguments(
        &mut self,
        class: TypeId,
        call: &TypeCall,
        scope: Scope<'_>,
    ) -> Vec<crate::ir::Ex> {
        let text = ExprText { span: &call.at };
        let given: Vec<_> = call.args.iter().map(|arg| self.lower(arg, scope, text)).collect();
        let def = self.model.ty(class);
        if given.len() != def.params.len() {
            let names: Vec<_> = def.params.iter().map(|p| p.id.text.as_str()).collect();
            let message = format!(
                "type `{}` takes {} {}, not {}",
                def.name,
                names.len(),
                if names.len() == 1 { "argument" } else { "arguments" },
                given.len()
            );
            let found = self.error(call.at.part(call.name.at), &call.at.path, message);
            if !names.is_empty() {
                found.help(format!("parameters: {}", crate::diag::listed(&names, "and")));
            }
        }
        for ((arg, (_, ty)), param) in call.args.iter().zip(&given).zip(&def.params) {
            let expected = self.silently(|c| c.param_type(class, param));
            if !ty.fits(&expected) {
                let message = format!(
                    "argument `{}` must be {}, not {}",
                    param.id.text,
                    expected.name(self.model),
                    ty.name(self.model)
                );
                self.error(text.loc(arg), &call.at.path, message);
            }
        }
        given.into_iter().map(|(ex, _)| ex).collect()
    }
}
