//! Compilation of schema types to classes: slots, names and byte orders.

use super::{Compiler, RequiredType, Scope};
use crate::ir::{
    ClassEndian, ElementKind, Enumeration, Ex, FieldDef, FieldOrigin, FrameIdentity, Instance,
    ObjectType, Order, Program, Repeat, Size,
};
use crate::model::{EndianDef, TypeId};
use crate::value::Val;
use bytescope_inspect::Meta;
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn program(&mut self) -> Program {
        let count = self.model.types.len();
        let ids = (0..count).map(|i| TypeId(u32::try_from(i).unwrap_or(u32::MAX)));
        let mut classes: Vec<ObjectType> = ids.map(|id| self.class(id)).collect();
        // Iterate to a fixed point: a type may contain fixed-size types declared after it.
        for _ in 0..count {
            let sizes: Vec<Option<u64>> = classes.iter().map(|c| fixed_size(c, &classes)).collect();
            let mut changed = false;
            for (class, size) in classes.iter_mut().zip(sizes) {
                changed |= class.fixed != size;
                class.fixed = size;
            }
            if !changed {
                break;
            }
        }
        for (index, class) in classes.iter_mut().enumerate() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            for (slot, field) in (class.params..).zip(&mut class.fields) {
                field.referenced = self.uses.contains_key(&(id, slot));
            }
        }
        self.checksum_dependencies(&mut classes);
        self.find_on_demand(&mut classes);
        let enums = self.model.enums.iter().map(|def| Enumeration {
            labels: def
                .labels
                .iter()
                .map(|l| (l.value, (Arc::from(l.name.as_str()), Arc::from(l.doc.as_str()))))
                .collect(),
        });
        let enums = enums.collect();
        let top = self.model.files.first().map_or(TypeId(0), |f| f.top);
        let complete = self.model.files.first().is_some_and(|f| f.complete);
        let message = self.model.files.first().and_then(|f| f.frame.as_ref()?.message.as_ref());
        let message = message.map(|src| self.lower_src(src, Scope::of(top)).0);
        let detect = self.model.files.first().and_then(|f| f.detect.as_ref());
        let detect =
            detect.map(|src| self.lower_as(src, Scope::of(top), RequiredType::Bool, "`-detect`"));
        let arguments = Vec::new();
        let identity = self.frame_identity(&classes, top);
        Program { classes, enums, top, arguments, complete, detect, message, identity }
    }

    /// Lowers the expressions for the position of a frame in a stream.
    fn frame_identity(&mut self, classes: &[ObjectType], top: TypeId) -> Option<FrameIdentity> {
        let frame = self.model.files.first()?.frame.as_ref()?;
        let scope = || Scope::of(top);
        let mut int = |src: Option<&_>, what| {
            src.map(|src| self.lower_as(src, scope(), RequiredType::Int, what))
        };
        let sequence = int(frame.sequence.as_ref(), "`sequence`");
        let channel = int(frame.channel.as_ref(), "`channel`");
        let idle = frame.idle.as_ref();
        let idle = idle.map(|src| self.lower_as(src, scope(), RequiredType::Bool, "`idle`"));
        let sequence = sequence?;
        let sequence_bits = bits_of(classes, top, &sequence).unwrap_or(MIN_SEQUENCE_BITS);
        let channel_bits =
            channel.as_ref().map_or(0, |ex| bits_of(classes, top, ex).unwrap_or(MIN_SEQUENCE_BITS));
        Some(FrameIdentity { sequence, sequence_bits, channel, channel_bits, idle })
    }

    fn class(&mut self, id: TypeId) -> ObjectType {
        let def = self.model.ty(id);
        for param in &def.params {
            self.param_type(id, param);
        }
        let fields: Vec<FieldDef> = def.seq.iter().map(|attr| self.field(id, attr)).collect();
        let presented = self.presented(id);
        let instance =
            |attr: &crate::model::Attr| self.instance(id, attr, presented.contains(&attr.id));
        let instances = def.instances.iter().map(instance).collect();
        let members = self.member_names(id).into_iter().enumerate();
        let members = members.map(|(slot, name)| (name.to_owned(), slot)).collect();
        let top = self.model.top_of(id);
        let file = self.model.files.iter().position(|f| f.top == top).unwrap_or(0);
        let to_string = def
            .to_string
            .as_ref()
            .map(|src| self.lower_as(src, Scope::of(id), RequiredType::Str, "`to-string`"));
        if let Some(name) = &def.encoding {
            self.encoding(&name.text, name.at.loc, &name.at.path);
        }
        let meta = Meta {
            ty: def.name.clone().into(),
            doc: def.doc.clone().into(),
            presentation: self.presentation(id),
            ..Meta::default()
        };
        ObjectType {
            name: def.name.as_str().into(),
            meta: meta.into(),
            params: def.params.len(),
            fields,
            instances,
            members,
            endian: self.class_endian(id),
            file: u32::try_from(file).unwrap_or(u32::MAX),
            is_top: def.parent.is_none(),
            to_string,
            fixed: None,
        }
    }

    fn class_endian(&mut self, id: TypeId) -> ClassEndian {
        match &self.model.ty(id).endian {
            Some(EndianDef::Little | EndianDef::Big) => ClassEndian::Fixed,
            Some(EndianDef::Switch { on, cases }) => {
                let scope = Scope::of(id);
                let (switch, on_ty) = self.lower_src(on, scope);
                let cases = cases.iter().map(|(when, little)| {
                    let when = when.as_ref().map(|src| self.case(src, scope, &on_ty));
                    (when, *little)
                });
                ClassEndian::Switch { on: switch, cases: cases.collect() }
            }
            None => ClassEndian::Inherit,
        }
    }

    /// Lowers a case of a switch, which must be comparable with the `switch-on` value.
    pub(super) fn case(&mut self, src: &crate::model::Src, scope: Scope<'_>, on: &super::Ty) -> Ex {
        let (ex, ty) = self.lower_src(src, scope);
        if !ty.compares(on, false) {
            let message =
                format!("{} is never equal to {}", ty.name(self.model), on.name(self.model));
            self.error(src.at.part(src.expr.at), &src.at.path, message);
        }
        ex
    }

    fn instance(&mut self, owner: TypeId, attr: &crate::model::Attr, presented: bool) -> Instance {
        let scope = Scope::of(owner);
        let Some(value) = &attr.value else {
            let field = self.field(owner, attr);
            let io =
                attr.io.as_ref().map(|src| self.lower_as(src, scope, RequiredType::Io, "`io`"));
            let pos =
                attr.pos.as_ref().map(|src| self.lower_as(src, scope, RequiredType::Int, "`pos`"));
            return Instance { field, from: FieldOrigin::Stream { io, pos }, presented };
        };
        if attr.checksum.is_some() {
            self.error(attr.loc, &attr.path, "`-checksum` not allowed with `value`");
        }
        let (ex, ty) = self.lower_src(value, scope);
        let enumeration = attr.enumeration.as_ref().and_then(|name| {
            if ty != super::Ty::Int && !ty.is_open() {
                let message = format!("`enum` requires an integer, not {}", ty.name(self.model));
                self.error(name.at.loc, &name.at.path, message);
            }
            self.enumeration(owner, name)
        });
        let column = ty.column();
        let shown = enumeration.map_or(ty, super::Ty::Enum);
        let valid =
            attr.valid.as_ref().map(|v| self.valid(scope, v, &shown, enumeration.is_some()));
        let check = attr
            .check
            .as_ref()
            .map(|v| Box::new(self.valid(scope, v, &shown, enumeration.is_some())));
        let condition = attr
            .condition
            .as_ref()
            .map(|src| self.lower_as(src, scope, RequiredType::Bool, "`if`"));
        let (meta, item) = self.metas(attr);
        // The kind is unused: the value is computed.
        let kind = ElementKind::Contents(Arc::from([]));
        let field = FieldDef {
            meta,
            item,
            condition,
            repeat: Repeat::Once,
            kind,
            valid,
            check,
            checksum: None,
            content: None,
            format: None,
            packed: false,
            target: None,
            number: None,
            referenced: false,
            on_demand: false,
            has_instances: false,
        };
        Instance { field, from: FieldOrigin::Value { value: ex, enumeration, column }, presented }
    }
}

/// Returns the size in bytes of the objects of a class, if it is constant and greater than 0 and
/// none of their values can be invalid.
fn fixed_size(class: &ObjectType, classes: &[ObjectType]) -> Option<u64> {
    let dynamic = matches!(class.endian, ClassEndian::Switch { .. });
    if class.params > 0 || !class.instances.is_empty() || dynamic || class.fields.is_empty() {
        return None;
    }
    let mut size = 0_u64;
    for field in &class.fields {
        // The target may be anywhere in the file.
        if !field.is_plain() || field.target.is_some() {
            return None;
        }
        size = size.checked_add(kind_size(&field.kind, classes)?)?;
    }
    Some(size).filter(|size| *size > 0)
}

/// Returns the size in bytes of values of a kind, if it is constant.
pub(crate) fn kind_size(kind: &ElementKind, classes: &[ObjectType]) -> Option<u64> {
    match kind {
        ElementKind::Int { size, order, .. } | ElementKind::Float { size, order } => {
            (*order != Order::Object).then_some(u64::from(*size))
        }
        ElementKind::Bytes(extent)
        | ElementKind::Str(extent, crate::ir::EncodingName::Known(_)) => match &extent.size {
            Size::Bytes(Ex::Val(Val::Int(n))) if extent.process.is_none() => u64::try_from(*n).ok(),
            _ => None,
        },
        ElementKind::Object { class, args, extent: None, parent: crate::ir::Parent::This }
            if args.is_empty() =>
        {
            classes.get(class.index())?.fixed
        }
        _ => None,
    }
}

/// Assumed size in bits of a number that is not a field.
const MIN_SEQUENCE_BITS: u32 = 8;

/// Returns the size in bits of the field that an expression consists of.
fn bits_of(classes: &[ObjectType], top: TypeId, ex: &Ex) -> Option<u32> {
    let (class, slot) = match ex {
        Ex::Slot(slot) => (top, *slot),
        Ex::Member { class, slot, .. } => (*class, *slot),
        _ => return None,
    };
    let class = classes.get(class.index())?;
    match &class.fields.get(slot.checked_sub(class.params)?)?.kind {
        ElementKind::Int { size, .. } => Some(u32::from(*size).saturating_mul(8)),
        ElementKind::Bits { count, .. } => Some(*count),
        _ => None,
    }
}
