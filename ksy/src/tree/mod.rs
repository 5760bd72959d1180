//! Field tree of the values that a machine has read.

mod table;

use crate::ir::{FieldDef, FieldOrigin, FormatRule, ObjectType, Program};
use crate::run::{FieldRef, Machine, StoredValue};
use crate::value::{ByteString, ObjId, Val};
use bytescope_inspect::{
    BufferId, Covered, Fault, Gaps, Label, Limit, Limits, MetaRef, NestedContent, Node, Outcome,
    Span, Value, Verified,
};
use std::sync::Arc;

/// Reads data into a tree.
pub(crate) fn inspect(
    program: &Arc<Program>,
    data: &[u8],
    limits: Limits,
    instances: bool,
) -> Outcome<()> {
    Read::of(program, data, limits, instances, None).outcome(data)
}

/// Reads data into a tree, and reports the progress in long lists.
pub(crate) fn inspect_with(
    program: &Arc<Program>,
    data: &[u8],
    limits: Limits,
    instances: bool,
    progress: &mut dyn FnMut(u64),
) -> Outcome<()> {
    Read::of(program, data, limits, instances, Some(progress)).outcome(data)
}

/// Result of reading: the machine with its values, and the field tree.
pub(crate) struct Read<'m, 'd> {
    builder: NodeBuilder<'m, 'd>,
    tree: Node,
    /// Offset at which reading ended.
    end: u64,
    /// Fault that stopped reading.
    fault: Option<Fault>,
}

impl<'m, 'd> Read<'m, 'd>
where
    'm: 'd,
{
    pub(crate) fn of(
        program: &'m Arc<Program>,
        data: &'d [u8],
        limits: Limits,
        instances: bool,
        progress: Option<&'d mut (dyn FnMut(u64) + 'd)>,
    ) -> Self {
        let mut machine = Machine::new(program, data, limits);
        machine.discards = true;
        machine.progress = progress;
        machine.evaluates = instances;
        let (root, result) = machine.run();
        let end = root.map_or(0, |root| machine.end_of(root));
        machine.verify_lists();
        let mut builder = NodeBuilder::new(machine, program, instances);
        builder.limit = result.as_ref().err().and_then(|halt| halt.fault.limit());
        let mut tree = root.map_or_else(Node::default, |root| builder.root(root));
        if let Err(halt) = &result
            && !halt.recorded
        {
            tree.extra_mut().fault = Some(halt.fault.clone());
        }
        Self { builder, tree, end, fault: result.err().map(|halt| halt.fault) }
    }

    pub(crate) fn machine(&mut self) -> &mut Machine<'d> {
        &mut self.builder.machine
    }

    pub(crate) fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// True if a fault in an object of known size has stopped reading of that object.
    fn has_unread_fields(&self) -> bool {
        let machine = &self.builder.machine;
        machine.faults.iter().any(|(at, fault)| {
            let is_field = |class: &ObjectType| class.instance(at.slot).is_none();
            fault.fatal && machine.class_of(at.object).is_some_and(is_field)
        })
    }

    /// Completes the tree with the bytes not covered by any field.
    pub(crate) fn outcome(mut self, data: &[u8]) -> Outcome<()> {
        let gaps = match self.fault {
            Some(_) => Gaps::Unread,
            None if !self.builder.program.complete => Gaps::Allowed,
            // Bytes after a fault in an object of known size belong to its other fields.
            None if self.has_unread_fields() => Gaps::Unread,
            None => Gaps::Faults,
        };
        let buffers = std::mem::take(&mut self.builder.machine.buffers);
        Outcome::of(self.tree, data, self.fault.as_ref(), self.end, buffers, gaps)
    }
}

/// Builder of nodes from values.
pub(crate) struct NodeBuilder<'m, 'd> {
    pub(crate) machine: Machine<'d>,
    pub(crate) program: &'m Arc<Program>,
    /// True if instances are evaluated and shown.
    pub(crate) instances: bool,
    pub(crate) depth: u32,
    /// Number of list items converted so far. It is limited, because a list may be the value of
    /// several instances.
    pub(crate) items: u64,
    /// Total size of tables and byte fields converted so far, which is limited.
    pub(crate) covered: Covered,
    /// Limit that stopped reading.
    pub(crate) limit: Option<Limit>,
}

impl<'m, 'd> NodeBuilder<'m, 'd> {
    pub(crate) fn new(machine: Machine<'d>, program: &'m Arc<Program>, instances: bool) -> Self {
        Self {
            machine,
            program,
            instances,
            depth: 0,
            items: 0,
            covered: Covered::default(),
            limit: None,
        }
    }
}

impl NodeBuilder<'_, '_> {
    fn root(&mut self, id: ObjId) -> Node {
        let class = self.machine.class_of(id);
        let meta = class.map_or_else(MetaRef::default, |c| MetaRef::Shared(c.meta.clone()));
        let mut node = Node { meta, ..Node::default() };
        self.object(&mut node, id);
        node
    }

    /// Returns the node of the result of an expression.
    pub(crate) fn result_node(&mut self, val: Val) -> Node {
        let mut node = Node::default();
        match val {
            Val::Obj(id) => self.object(&mut node, id),
            Val::Arr(id) => {
                node.value = Value::List;
                let cells = self.machine.array(id).to_vec();
                for (cell, index) in cells.into_iter().zip(0..) {
                    if self.is_full(&mut node) {
                        break;
                    }
                    node.children.push(Node { index: Some(index), ..self.result_node(cell.val) });
                }
            }
            Val::Table(id) => {
                let found = self.machine.table(id).map(|table| (table.field_ref, table.span));
                let Some((field_ref, span)) = found else { return node };
                let Some(field) = self.machine.field_at(field_ref) else { return node };
                node.span = span;
                self.table(&mut node, id, field);
            }
            val => {
                let cell = StoredValue { val, ..StoredValue::default() };
                self.leaf(&mut node, &cell);
            }
        }
        node
    }

    /// Counts a list item. If the limit is reached, records a fault at the list and returns `true`.
    fn is_full(&mut self, list: &mut Node) -> bool {
        self.items = self.items.saturating_add(1);
        let max = self.machine.limits.nodes;
        if self.items <= max {
            return false;
        }
        let fault = Fault::limit_reached(Limit::Nodes, list.span.start(), max);
        list.extra_mut().fault.get_or_insert(fault);
        true
    }

    /// Adds the fields of an object.
    fn object(&mut self, node: &mut Node, id: ObjId) {
        node.value = Value::Group;
        let Some(class) = self.machine.class_of(id) else { return };
        if class.meta.presentation.is_some() && node.meta.presentation.is_none() {
            node.extra_mut().presentation = class.meta.presentation.clone();
        }
        if self.depth >= self.machine.limits.depth {
            let max = self.machine.limits.depth;
            let fault = Fault::limit_reached(Limit::Depth, node.span.start(), max.into());
            node.extra_mut().fault.get_or_insert(fault);
            return;
        }
        self.depth = self.depth.saturating_add(1);
        for (index, field) in class.fields.iter().enumerate() {
            let slot = class.field_slot(index);
            let Some(cell) = self.machine.cell(id, slot).cloned() else { continue };
            let field_ref = FieldRef { object: id, slot, index: None };
            node.children.extend(self.field(field, &cell, field_ref));
        }
        if self.instances {
            for index in 0..class.instances.len() {
                let found = self.instance(id, class, index);
                node.children.extend(found);
            }
        } else if class.instances.iter().any(|instance| instance.presented) {
            for (index, _) in class.instances.iter().enumerate().filter(|(_, i)| i.presented) {
                let found = self.instance(id, class, index).filter(|node| !node.has_fault());
                node.extra_mut().hidden.extend(found);
            }
        }
        self.note(node, id, class);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Sets the note of an object to the value of `to-string`.
    fn note(&mut self, node: &mut Node, id: ObjId, class: &ObjectType) {
        if let Some(ex) = &class.to_string
            && let Ok(Val::Str(text)) = self.machine.value_of(ex, id)
        {
            node.extra_mut().note = Some(text.as_ref().into());
        }
    }

    fn instance(&mut self, id: ObjId, class: &ObjectType, index: usize) -> Option<Node> {
        let instance = class.instances.get(index)?;
        let slot = class.instance_slot(index);
        let field_ref = FieldRef { object: id, slot, index: None };
        match self.machine.instance(id, slot) {
            Ok(Val::Null) => None,
            Ok(_) => {
                let cell = self.machine.cell(id, slot)?.clone();
                let mut node = self.field(&instance.field, &cell, field_ref)?;
                node.extra_mut().out_of_line = true;
                Some(node)
            }
            // The fault that the instance depends on is shown at the faulty field.
            // Once reading has stopped, all further instances exceed the limit.
            Err(halt) if self.limit.is_some() && halt.fault.limit() == self.limit => None,
            Err(halt) if halt.cause.is_some() && !self.machine.faults.contains_key(&field_ref) => {
                None
            }
            Err(halt) => {
                let mut node =
                    Node { meta: MetaRef::Shared(instance.field.meta.clone()), ..Node::default() };
                if let (FieldOrigin::Stream { .. }, Some(cell)) =
                    (&instance.from, self.machine.cell(id, slot).cloned())
                {
                    node.span = cell.span;
                    self.value(&mut node, &cell, &instance.field, field_ref);
                }
                node.extra_mut().out_of_line = true;
                if !node.has_fault() {
                    let recorded = self.machine.faults.get(&field_ref).cloned();
                    let mut fault = recorded.unwrap_or(halt.fault);
                    fault.fatal = false;
                    node.extra_mut().fault = Some(fault);
                }
                Some(node)
            }
        }
    }

    /// Returns the node of a field; `None` if the field is absent.
    fn field(&mut self, field: &FieldDef, cell: &StoredValue, field_ref: FieldRef) -> Option<Node> {
        if matches!(cell.val, Val::Null | Val::Unset)
            && !self.machine.faults.contains_key(&field_ref)
        {
            return None;
        }
        let meta = MetaRef::Shared(field.meta.clone());
        let mut node = Node { meta, span: cell.span, ..Node::default() };
        self.value(&mut node, cell, field, field_ref);
        self.annotate(&mut node, field_ref);
        self.target(&mut node, field, field_ref.object);
        if let (Some(rule), Value::Bytes) = (&field.format, &node.value) {
            let nested = self.nested(rule, field_ref.object).map(Box::new);
            if nested.is_some() {
                node.extra_mut().nested = nested;
            }
        }
        Some(node)
    }

    /// Returns the nested content of a field of an object; `None` if no case matches. An expression
    /// that cannot be evaluated has no effect.
    fn nested(&mut self, rule: &FormatRule, id: ObjId) -> Option<NestedContent> {
        let on = rule.on.as_ref().map(|ex| self.machine.value_of(ex, id));
        let found = rule.cases.iter().find(|(when, _)| match (when, &on) {
            (None, _) => true,
            (Some(when), Some(Ok(on))) => {
                let when = self.machine.value_of(when, id);
                when.is_ok_and(|when| self.machine.equal(on, &when))
            }
            _ => false,
        });
        let size = rule.original_size.as_ref().and_then(|ex| self.machine.value_of(ex, id).ok());
        let size = match size {
            Some(Val::Int(size)) => u64::try_from(size).ok(),
            _ => None,
        };
        found.map(|(_, name)| NestedContent::of(name.to_string()).original_size(size))
    }

    /// Sets the name of what the value of a field of `object` refers to.
    fn target(&mut self, node: &mut Node, field: &FieldDef, object: ObjId) {
        if let Some(target) = &field.target
            && let Ok(Val::Str(text)) = self.machine.value_of(target, object)
        {
            node.extra_mut().target = Some(text.as_ref().into());
        }
    }

    /// Sets the fault or verified checksum of a field or item.
    fn annotate(&mut self, node: &mut Node, field_ref: FieldRef) {
        if !self.machine.faults.is_empty()
            && let Some(fault) = self.machine.faults.get(&field_ref)
        {
            node.extra_mut().fault = Some(fault.clone());
        }
        if !self.machine.verified.is_empty()
            && let Some(name) = self.machine.verified.get(&field_ref)
        {
            node.extra_mut().verified = Some(Verified::Checksum(name));
        }
    }

    fn value(
        &mut self,
        node: &mut Node,
        cell: &StoredValue,
        field: &FieldDef,
        field_ref: FieldRef,
    ) {
        match &cell.val {
            Val::Obj(id) if self.machine.object_ref(*id).field_ref == Some(field_ref) => {
                self.object(node, *id);
            }
            Val::Arr(id) => {
                node.value = Value::List;
                let count = self.machine.array(*id).len();
                for (at, index) in (0..count).zip(0..) {
                    // Instances of an item may refer to other items, so the array stays in the
                    // machine.
                    let Some(cell) = self.machine.array(*id).get(at).cloned() else { break };
                    if self.is_full(node) {
                        break;
                    }
                    let field_ref = FieldRef { index: Some(index), ..field_ref };
                    let meta = MetaRef::Shared(field.item.clone());
                    let mut item =
                        Node { meta, index: Some(index), span: cell.span, ..Node::default() };
                    self.value(&mut item, &cell, field, field_ref);
                    self.annotate(&mut item, field_ref);
                    node.children.push(item);
                }
            }
            Val::Table(id) => self.table(node, *id, field),
            _ => self.leaf(node, cell),
        }
    }

    /// Sets the value of a leaf node.
    fn leaf(&mut self, node: &mut Node, cell: &StoredValue) {
        node.value = match &cell.val {
            Val::Unset | Val::Busy | Val::Failed => Value::Group,
            Val::Null | Val::Io(_) => Value::Null,
            Val::Bool(b) => Value::Bool(*b),
            Val::Int(n) => integer(*n),
            Val::F32(n) => Value::F32(*n),
            Val::F64(n) => Value::F64(*n),
            Val::Str(text) => {
                let len = self.machine.buffer(node.span.buffer).len() as u64;
                let size = text.len() as u64;
                let start = node.span.start();
                let span = Span::bytes(node.span.buffer, start, start.saturating_add(size));
                match self.covered.bytes(span, len) {
                    Some(fault) => {
                        node.extra_mut().fault.get_or_insert(fault);
                        Value::Text(Box::default())
                    }
                    None => Value::Text(text.as_ref().into()),
                }
            }
            Val::Enum(id, raw) => {
                let label =
                    self.machine.program.enums.get(id.index()).and_then(|e| e.labels.get(raw));
                match label {
                    Some((name, doc)) => Value::Label(Box::new(Label {
                        raw: *raw,
                        name: name.to_string().into(),
                        doc: doc.to_string().into(),
                        set: None,
                    })),
                    None => integer(*raw),
                }
            }
            Val::Bytes(bytes) => {
                let span = self.span_of(bytes);
                if span != node.span {
                    node.extra_mut().content = Some(span);
                }
                let len = self.machine.buffer(span.buffer).len() as u64;
                if let Some(fault) = self.covered.bytes(span, len) {
                    // An empty span, so that no view prints the bytes.
                    node.span = Span::bytes(node.span.buffer, node.span.start(), node.span.start());
                    let extra = node.extra_mut();
                    extra.content = None;
                    extra.fault.get_or_insert(fault);
                }
                Value::Bytes
            }
            Val::Obj(id) => Value::Ref(self.machine.path_of(*id).into()),
            Val::Arr(_) | Val::Table(_) => Value::List,
        };
    }

    fn span_of(&mut self, bytes: &ByteString) -> Span {
        let at = match bytes {
            ByteString::At { .. } => bytes.clone(),
            ByteString::Own(own) => self.machine.derived("computed", bytes, own.to_vec()),
        };
        match at {
            ByteString::At { buffer, start, len } => {
                Span::bytes(BufferId(buffer), start, start.saturating_add(len))
            }
            ByteString::Own(_) => Span::default(),
        }
    }
}

fn integer(n: i128) -> Value {
    match (u64::try_from(n), i64::try_from(n)) {
        (Ok(n), _) => Value::UInt(n),
        (_, Ok(n)) => Value::Int(n),
        _ => Value::text(n.to_string()),
    }
}
