//! Schemas whose values determine all bytes of their fields.

use crate::Schema;
use crate::ir::{ElementKind, EncodingName, FieldExtent, FieldOrigin, ObjectType, Size};
use crate::make::hints::uses_stream;

impl Schema {
    /// True if a file that fields cover completely has no [remainder](Self::remainder): no field is a
    /// bit field, compressed, padded or terminated, and no text has several forms.
    pub fn determines_fields(&self) -> bool {
        self.program.classes.iter().all(is_determined)
    }
}

fn is_determined(class: &ObjectType) -> bool {
    let mut instances = class.instances.iter();
    class.fields.iter().all(|field| has_one_form(&field.kind))
        && instances.all(|instance| match &instance.from {
            FieldOrigin::Value { .. } => true,
            // The size of the file is not a value.
            FieldOrigin::Stream { pos: Some(pos), .. } if uses_stream(pos) => false,
            FieldOrigin::Stream { .. } => has_one_form(&instance.field.kind),
        })
}

fn has_one_form(kind: &ElementKind) -> bool {
    let plain = |extent: &FieldExtent| {
        extent.terminator.is_none()
            && extent.pad.is_none()
            && extent.process.is_none()
            && extent.trimmed.is_none()
            && !matches!(&extent.size, Size::Bytes(ex) if uses_stream(ex))
    };
    match kind {
        ElementKind::Int { .. } | ElementKind::Float { .. } | ElementKind::Contents(_) => true,
        ElementKind::Bits { .. } | ElementKind::Opaque(_) => false,
        ElementKind::Bytes(extent) => plain(extent),
        ElementKind::Str(extent, EncodingName::Known(encoding)) => {
            plain(extent) && encoding.is_utf8()
        }
        ElementKind::Str(_, EncodingName::Unknown(_)) => false,
        // A type may cover less than the field that contains it.
        ElementKind::Object { extent, .. } => extent.is_none(),
        ElementKind::Switch(switch) => {
            switch.cases.iter().all(|(_, kind)| has_one_form(kind))
                && switch.other.as_ref().is_none_or(plain)
        }
    }
}
