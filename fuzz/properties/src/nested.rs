//! Nested content of files.

use crate::first_line;
use crate::schemas::{LIMITS, format_named};
use bytescope::inspect::OrderedJson;
use bytescope::nested::{NestedBudget, NestedJson, NestedOptions};
use bytescope::view::TreeView;
use bytescope::view::tree::{NestedScope, TreeOptions};
use bytescope::{Document, DocumentOptions, Excerpt, Formats};
use std::ops::ControlFlow;

/// Maximum total size of nested content in bytes.
const MAX_BYTES: u64 = 4 << 20;

/// Everything in a file of any format can be opened, checked and shown, within the limits. Content
/// that is not decoded has the bytes at its offset in the file. The first line of the input names the
/// format.
pub fn nested(data: &[u8]) {
    let Some((name, data)) = first_line(data) else { return };
    let Some(format) = format_named(name) else { return };
    let options = DocumentOptions::default().limits(LIMITS);
    let doc = Document::read(Excerpt::memory("input", data.to_vec()), format, options);
    let formats = Formats::default();
    let mut options = NestedOptions::default();
    options.max_bytes = Some(MAX_BYTES);
    let (mut count, mut total) = (0_u64, 0_u64);
    let _ = doc.walk_nested(&formats, options, &mut |inner| {
        let location = inner.location().unwrap();
        assert!(location.level() <= options.max_level);
        count += 1;
        total += inner.bytes().len() as u64;
        if location.buffer().is_none() {
            let start = usize::try_from(inner.excerpt().offset()).unwrap();
            // Content of a derived buffer is a copy.
            let is_part = data.get(start..).is_some_and(|rest| rest.starts_with(inner.bytes()));
            assert!(is_part || start == 0, "{location} at {start}");
        }
        ControlFlow::Continue(())
    });
    assert!(total <= MAX_BYTES);
    let found = doc.check_nested(&formats, options, 10);
    assert_eq!(found.num_documents, count);
    assert!(found.faults.iter().all(|found| !found.address().is_empty()));

    let budget = NestedBudget::new(&doc, options);
    let scope = NestedScope::new(&doc, &formats, &budget);
    let (node, context) = (doc.tree(), doc.context());
    let options_of_tree = TreeOptions { all: true, ..TreeOptions::default() };
    let view = TreeView { node, path: "", context, options: options_of_tree, nested: Some(scope) };
    let mut text = Vec::new();
    view.write(&mut text).unwrap();
    for style in [NestedJson::Plain, NestedJson::Full] {
        let budget = NestedBudget::new(&doc, options);
        let mut json = OrderedJson::Object(Vec::new());
        style.add(&mut json, &doc, ("", node), &formats, &budget).unwrap();
    }
}
