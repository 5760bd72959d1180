//! Stored bytes of fields whose value has several forms.

use crate::ir::{ElementKind, EncodingName, FieldDef, FieldExtent};
use crate::run::{FieldRef, Machine, trimmed_len};
use crate::value::{ByteString, ObjId, Val};
use bytescope_inspect::{BufferId, Span};
use std::collections::HashMap;

/// Returns the stored bytes of the fields of a file that are compressed or transformed, or whose text
/// would be encoded differently, by path.
pub(super) fn stored_fields(machine: &mut Machine<'_>) -> HashMap<String, Vec<u8>> {
    let mut found = HashMap::new();
    for index in 0..machine.objects.len() {
        let id = ObjId(u32::try_from(index).unwrap_or(u32::MAX));
        let Some(class) = machine.class_of(id) else { continue };
        let fields = class.fields.iter().enumerate();
        let fields = fields.map(|(index, field)| (class.field_slot(index), field));
        let instances = class.instances.iter().enumerate();
        let instances =
            instances.map(|(index, instance)| (class.instance_slot(index), &instance.field));
        for (slot, field) in fields.chain(instances) {
            let at = FieldRef { object: id, slot, index: None };
            let Some(cell) = machine.cell(id, slot).cloned() else { continue };
            match cell.val {
                Val::Arr(array) => {
                    let items = machine.array(array).to_vec();
                    for (index, item) in (0..).zip(items) {
                        let at = FieldRef { index: Some(index), ..at };
                        add(machine, at, field, &item.val, item.span, &mut found);
                    }
                }
                val => add(machine, at, field, &val, cell.span, &mut found),
            }
        }
    }
    found
}

fn add(
    machine: &Machine<'_>,
    at: FieldRef,
    field: &FieldDef,
    val: &Val,
    span: Span,
    found: &mut HashMap<String, Vec<u8>>,
) {
    let stored = match val {
        Val::Obj(id) if machine.object_ref(*id).field_ref == Some(at) => {
            let is_derived = machine.buffer_of(*id) != span.buffer;
            (is_derived || is_padded(&field.kind)).then_some(span)
        }
        Val::Bytes(ByteString::At { buffer, .. }) => {
            let is_derived = BufferId(*buffer) != span.buffer;
            (is_derived || is_ended(&field.kind, machine.bytes_of(span))).then_some(span)
        }
        Val::Bytes(ByteString::Own(_)) => Some(span),
        Val::Str(text) => {
            let stored = differs(machine, &field.kind, text, span)
                || is_ended(&field.kind, machine.bytes_of(span));
            stored.then_some(span)
        }
        _ => None,
    };
    if let Some(span) = stored {
        let bytes = machine.bytes_of(span).to_vec();
        found.insert(machine.path(at), bytes);
    }
}

/// True if the object of a field is padded or terminated.
fn is_padded(kind: &ElementKind) -> bool {
    match kind {
        ElementKind::Object { extent: Some(extent), .. } => {
            extent.pad.is_some() || extent.terminator.is_some()
        }
        ElementKind::Switch(switch) => switch.cases.iter().any(|(_, kind)| is_padded(kind)),
        _ => false,
    }
}

/// True if a field has a terminator that may be left out.
fn is_ended(kind: &ElementKind, stored: &[u8]) -> bool {
    let (ElementKind::Str(extent, _) | ElementKind::Bytes(extent)) = kind else { return false };
    let terminator = extent.terminator.as_deref().unwrap_or_default();
    !extent.must_end && !extent.include && !terminator.is_empty() && stored.ends_with(terminator)
}

/// True if text would be encoded as other bytes than those stored.
fn differs(machine: &Machine<'_>, kind: &ElementKind, text: &str, span: Span) -> bool {
    let ElementKind::Str(extent, EncodingName::Known(encoding)) = kind else { return false };
    let FieldExtent { process: None, .. } = extent else { return true };
    let stored = machine.bytes_of(span);
    let content = stored.get(..trimmed_len(stored, extent)).unwrap_or_default();
    encoding.encode(text).as_deref() != Some(content)
}
