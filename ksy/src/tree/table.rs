//! Tables: nodes of list items that are read on demand.

use super::NodeBuilder;
use crate::columns;
use crate::ir::{FieldDef, Program};
use crate::model::TypeId;
use crate::run::{FieldRef, ItemPosition, KnownLists, Machine, SlotPath, StoredValue, TableItems};
use crate::value::TableId;
use bytescope_inspect::{
    BufferId, Fault, MetaRef, Node, RecordColumns, RecordRow, RowRequest, TableRows, Value,
};
use std::sync::{Arc, Mutex};

impl NodeBuilder<'_, '_> {
    /// Sets a table as the value of a node. Items that the machine has kept become children.
    pub(super) fn table(&mut self, node: &mut Node, id: TableId, field: &FieldDef) {
        let Some(table) = self.machine.table(id).cloned() else { return };
        let field_ref = table.field_ref;
        let rows = match &table.items {
            TableItems::Fixed(stride) => self.records(field_ref, *stride, table.span, field),
            TableItems::Variable(index) => {
                let path = self.machine.slot_path(field_ref);
                let known = KnownLists::of(&self.machine);
                let (known, program) = (Arc::new(known), self.program.clone());
                let instances = self.instances;
                let list = LongList { program, instances, known, path, next: Mutex::default() };
                let read = move |request: RowRequest<'_>| list.items(request);
                let (marks, meta) = (index.row_marks().into(), MetaRef::Shared(field.item.clone()));
                TableRows::variable(table.span, table.count, marks, table.unlisted, meta, read)
            }
        };
        let len = self.machine.buffer(table.span.buffer).len() as u64;
        if let Some(fault) = self.covered.table(table.span, len) {
            node.value = Value::Table(Box::new(rows.hidden()));
            node.extra_mut().fault.get_or_insert(fault);
            return;
        }
        node.value = Value::Table(Box::new(rows));
        for (index, cell) in &table.kept {
            let item = FieldRef { index: Some(*index), ..field_ref };
            node.children.push(self.item(field, cell, item));
        }
    }

    /// Returns the table of records of a fixed size.
    fn records(
        &self,
        field_ref: FieldRef,
        stride: u64,
        span: bytescope_inspect::Span,
        field: &FieldDef,
    ) -> TableRows {
        let program = self.program.clone();
        let class = self.machine.object_ref(field_ref.object).class;
        let slot = field_ref.slot;
        let described = self.program.clone();
        let columns = move || {
            let mut columns = RecordColumns::new();
            if let Some(field) = field_of(&described, class, slot) {
                columns::add(&described, &field.kind, &mut columns);
            }
            columns
        };
        let read = move |row: RecordRow<'_>| row_node(&program, class, slot, row);
        let meta = MetaRef::Shared(field.item.clone());
        TableRows::new(span, stride, true, meta, columns, read)
    }

    /// Returns the node of a list item.
    pub(super) fn item(&mut self, field: &FieldDef, cell: &StoredValue, item: FieldRef) -> Node {
        let meta = MetaRef::Shared(field.item.clone());
        let mut node = Node { meta, index: item.index, span: cell.span, ..Node::default() };
        self.value(&mut node, cell, field, item);
        self.annotate(&mut node, item);
        node
    }
}

/// A long list, whose items are read by a machine that reads the fields around the list, too, because
/// expressions in the items may refer to them.
struct LongList {
    program: Arc<Program>,
    instances: bool,
    known: Arc<KnownLists>,
    path: SlotPath,
    /// Item after the last one that was read. Items are often read one after another.
    next: Mutex<Option<ItemPosition>>,
}

impl LongList {
    /// Returns the nodes of items.
    fn items(&self, request: RowRequest<'_>) -> Vec<Node> {
        let RowRequest { bytes, limits, range } = request;
        let mut machine = Machine::new(&self.program, bytes.source, limits);
        machine.discards = true;
        machine.known = Some(self.known.clone());
        // Faults outside the list are part of the tree.
        let _: (_, Result<(), _>) = machine.run();
        let mut builder = NodeBuilder::new(machine, &self.program, self.instances);
        let mut found = Vec::new();
        let Some(id) = builder.machine.table_at(&self.path) else { return found };
        let machine = &mut builder.machine;
        let field = machine.table(id).and_then(|table| machine.field_at(table.field_ref));
        let Some(field) = field else { return found };
        let known = self.next.lock().ok().and_then(|next| *next);
        let Ok(mut cursor) = machine.open_list(id, range.start, known) else { return found };
        for index in range {
            let checkpoint = builder.machine.checkpoint();
            match builder.machine.next_item(&mut cursor) {
                Ok((item, cell)) => {
                    builder.items = 0;
                    found.push(builder.item(field, &cell, item));
                }
                Err(halt) => {
                    let meta = MetaRef::Shared(field.item.clone());
                    let mut node = Node { meta, index: Some(index), ..Node::default() };
                    let mut fault: Fault = halt.fault;
                    fault.fatal = false;
                    node.extra_mut().fault = Some(fault);
                    found.push(node);
                    return found;
                }
            }
            builder.machine.forget(checkpoint);
        }
        if let Ok(mut next) = self.next.lock() {
            *next = Some(builder.machine.position(&cursor));
        }
        found
    }
}

/// Returns the field in a slot of a type.
fn field_of(program: &Program, class: TypeId, slot: usize) -> Option<&FieldDef> {
    let class = program.classes.get(class.index())?;
    match class.fields.get(slot.checked_sub(class.params)?) {
        Some(field) => Some(field),
        None => class.instance(slot).map(|i| &i.field),
    }
}

/// Returns the node of a record of the table in `slot` of the type `class`.
fn row_node(program: &Arc<Program>, class: TypeId, slot: usize, row: RecordRow<'_>) -> Node {
    let RecordRow { root: mut node, buffer, limits } = row;
    let id = node.span.buffer;
    let mut builder = NodeBuilder::new(Machine::new(program, buffer, limits), program, false);
    let Some(field) = field_of(program, class, slot) else { return node };
    let (start, end) = (node.span.start(), node.span.end());
    match builder.machine.standalone_item(class, slot, start, end) {
        Ok((cell, field_ref)) => {
            let (index, meta) = (node.index, node.meta.clone());
            let mut record = Node { meta, index, span: node.span, ..Node::default() };
            builder.value(&mut record, &cell, field, field_ref);
            relocate(&mut record, id);
            record
        }
        Err(halt) => {
            node.extra_mut().fault = Some(halt.fault.clone());
            node
        }
    }
}

/// Sets the buffer of a record's fields.
fn relocate(node: &mut Node, buffer: BufferId) {
    node.span.buffer = buffer;
    node.children.iter_mut().for_each(|child| relocate(child, buffer));
}
