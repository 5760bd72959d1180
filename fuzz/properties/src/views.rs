//! Views of a file as text and JSON.

use crate::first_line;
use crate::schemas::{LIMITS, format_named};
use bytescope::dump::{CArray, Coloring, DumpOptions, Dumper, Runs};
use bytescope::inspect::{BufferId, is_control_text};
use bytescope::interpret::InterpreterSet;
use bytescope::view::tree::TreeOptions;
use bytescope::view::{FullView, HtmlOptions, HtmlView, TreeView};
use bytescope::{Document, DocumentOptions, Excerpt};
use serde_json::Value as Json;

/// Any file of any format can be shown, and its text cannot affect a terminal. The first line of the
/// input names the format.
pub fn views(data: &[u8]) {
    let Some((name, data)) = first_line(data) else { return };
    let Some(format) = format_named(name) else { return };
    let options = DocumentOptions::default().limits(LIMITS).instances(true);
    let document = Document::read(Excerpt::memory("input", data.to_vec()), format, options);

    let plain = TreeOptions::default();
    let wide = TreeOptions { all: true, docs: true, ..plain };
    let narrow = TreeOptions { depth: Some(3), width: Some(20), color: true, ..plain };
    for options in [plain, wide, narrow] {
        let (node, context) = (document.tree(), document.context());
        let view = TreeView { node, path: "", context, options, nested: None };
        let mut text = Vec::new();
        view.write(&mut text).unwrap();
        check_text(&String::from_utf8(text).unwrap(), options.color);
    }
    let full = FullView {
        node: document.tree(),
        path: "",
        context: document.context(),
        file: Some("input"),
        complete: true,
    };
    let full: Json = serde_json::from_str(&serde_json::to_string(&full).unwrap()).unwrap();
    assert!(full.is_object());
    let json: Json =
        serde_json::from_str(&serde_json::to_string(&document.json()).unwrap()).unwrap();
    assert!(!json.is_null());

    let colors = Coloring::Fields(Runs::of(document.tree()));
    let mut text = Vec::new();
    let mut dumper = Dumper::new(DumpOptions { columns: 16, offset: 0, all: false }, &colors);
    dumper.feed(data, &mut text);
    dumper.finish(&mut text);
    check_text(&String::from_utf8(text).unwrap(), true);
    let mut array = Vec::new();
    let mut writer = CArray::new(name, &mut array).unwrap();
    writer.feed(data, &mut array).unwrap();
    writer.finish(&mut array).unwrap();
    check_text(&String::from_utf8(array).unwrap(), false);

    check_page(&document);

    for at in [0, data.len() / 2, data.len()] {
        let mut located = 0;
        document.visit_at(BufferId::SOURCE, at as u64, &mut |field| {
            assert!(!is_control(&field.description()));
            located += 1;
        });
        assert!(at < data.len() || located == 0);
        for found in InterpreterSet::all().read(&data[at..]) {
            assert!(found.size <= data.len() - at && !is_control(&found.text()), "{found:?}");
        }
        if let Some((path, node)) = document.at(at as u64) {
            assert!(node.span.end() <= data.len() as u64, "{path} at {at}");
        }
    }
    let coverage = document.coverage(10);
    assert!(coverage.first_uncovered <= data.len() as u64);
    let faults = document.check(100);
    assert!(faults.len() <= 100);
    if document.is_valid() {
        assert!(document.faults(1).is_empty());
    }
}

/// Checks that a page is limited in size, and that text of the file cannot leave its data.
fn check_page(document: &Document) {
    let faults = document.faults(20);
    let mut options = HtmlOptions::default();
    (options.max_fields, options.max_bytes) = (500, 5000);
    let write = |view: HtmlView<'_>| {
        let mut page = Vec::new();
        view.write(&mut page).unwrap();
        String::from_utf8(page).unwrap()
    };
    let page = write(HtmlView::of(document, &faults, options));
    check_text(&page, false);
    let (head, rest) = page.split_once("id=\"data\">").unwrap();
    let (json, tail) = rest.split_once("</script>").unwrap();
    assert!(!json.contains(['<', '>', '&']));
    assert_eq!(tail.matches("</script>").count(), 1);
    assert_eq!(head.matches("<li>").count(), faults.len());
    let json: Json = serde_json::from_str(json).unwrap();
    let nodes = json["nodes"].as_array().unwrap();
    let num_fields = nodes.iter().filter(|node| node["t"].is_null()).count();
    assert!(num_fields <= 2 * options.max_fields, "{num_fields} fields");
    for link in json["faults"].as_array().unwrap() {
        let index = link.as_u64().map(|index| usize::try_from(index).unwrap());
        assert!(index.is_none_or(|index| nodes[index]["f"].is_string()));
    }
    let buffers = json["buffers"].as_array().unwrap().iter();
    let parts = buffers.flat_map(|buffer| buffer["parts"].as_array().unwrap());
    let num_digits: usize = parts.map(|part| part[1].as_str().unwrap().len()).sum();
    assert!(num_digits as u64 <= 2 * options.max_bytes, "{num_digits} digits");
}

fn is_control(text: &str) -> bool {
    text.contains(is_control_text)
}

/// Checks that text has no control characters except line feeds and, if allowed, colors.
fn check_text(text: &str, colors: bool) {
    let mut rest = text;
    while let Some(at) = rest.find(|c| is_control_text(c) && c != '\n') {
        let color = rest[at..].strip_prefix("\x1b[").filter(|_| colors);
        let end = color.and_then(|color| color.find(|c: char| !c.is_ascii_digit() && c != ';'));
        let after = color.zip(end).and_then(|(color, end)| color[end..].strip_prefix('m'));
        rest = after.unwrap_or_else(|| panic!("control character at {at} of {rest:?}"));
    }
}
