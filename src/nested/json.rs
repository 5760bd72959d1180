//! JSON of a document with everything that is nested in it.

use super::{NestedBudget, NestedLocation};
use crate::document::Document;
use crate::format::Formats;
use crate::view::{FullView, PlainView};
use bytescope_inspect::{Node, OrderedJson};
use std::ops::ControlFlow;

/// Style of the JSON of nested documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NestedJson {
    /// [`PlainView`]; a field with nested content is an object with the content in `$nested`.
    Plain,
    /// [`FullView`]; a field with nested content has the content in `nested`.
    Full,
}

impl NestedJson {
    /// Adds what is nested in a field and below it to the JSON of the field, which has the path
    /// `path`.
    ///
    /// # Errors
    /// Returns an error if a value cannot be converted.
    pub fn add(
        self,
        json: &mut OrderedJson,
        doc: &Document,
        (path, node): (&str, &Node),
        formats: &Formats,
        budget: &NestedBudget,
    ) -> serde_json::Result<()> {
        let mut result = Ok(());
        let root = path;
        let _: ControlFlow<()> =
            doc.nested_below(path, node, formats, budget, &mut |path, _, inner| match self
                .of(&inner, formats, budget)
            {
                Ok(content) => {
                    let below = path.get(root.len()..).unwrap_or_default();
                    self.insert(json, path, below, content);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    result = Err(error);
                    ControlFlow::Break(())
                }
            });
        result
    }

    /// Returns a nested document as JSON.
    fn of(
        self,
        doc: &Document,
        formats: &Formats,
        budget: &NestedBudget,
    ) -> serde_json::Result<OrderedJson> {
        let (node, context) = (doc.tree(), doc.context());
        let faults = doc.faults(MAX_FAULTS);
        let mut json = match self {
            Self::Plain => {
                let summary = doc.declared_summary();
                let summary = summary.as_deref();
                OrderedJson::of(&PlainView {
                    node,
                    context,
                    file: None,
                    summary,
                    faults: &faults,
                    rest: None,
                })?
            }
            Self::Full => {
                let complete = !faults.iter().any(|(_, fault)| fault.limit().is_some());
                OrderedJson::of(&FullView { node, path: "", context, file: None, complete })?
            }
        };
        self.add(&mut json, doc, ("", node), formats, budget)?;
        let mut fields = vec![(self.key("format"), OrderedJson::from(doc.format().name()))];
        if let Some(coding) = doc.location().and_then(NestedLocation::coding) {
            fields.push((self.key("coding"), OrderedJson::from(coding.name())));
        }
        match json {
            OrderedJson::Object(inner) => fields.extend(inner),
            value => fields.push((self.key("value"), value)),
        }
        Ok(OrderedJson::Object(fields))
    }

    fn key(self, name: &str) -> String {
        match self {
            Self::Plain => format!("${name}"),
            Self::Full => name.to_owned(),
        }
    }

    /// Adds the content of a field; `below` is its path from the root of the JSON on.
    fn insert(self, json: &mut OrderedJson, path: &str, below: &str, content: OrderedJson) {
        match self {
            Self::Plain => {
                let Some(value) = json.pointer_mut(&pointer(below)) else { return };
                let mut fields = Vec::new();
                // A list of parts of the content, such as the members of a gzip file.
                if matches!(value, OrderedJson::Array(_)) {
                    fields.push(("$value".to_owned(), std::mem::take(value)));
                }
                fields.push(("$nested".to_owned(), content));
                *value = OrderedJson::Object(fields);
            }
            Self::Full => {
                if let Some(field) = field_at(json, path) {
                    field.set("nested", content);
                }
            }
        }
    }
}

/// Maximum number of faults in the JSON of a document.
const MAX_FAULTS: usize = 1000;

/// Returns the JSON pointer for a path such as `chunks[0].data`.
fn pointer(path: &str) -> String {
    let parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty());
    parts.map(|part| format!("/{part}")).collect()
}

/// Returns the JSON of the field with a path.
fn field_at<'j>(json: &'j mut OrderedJson, path: &str) -> Option<&'j mut OrderedJson> {
    if json.get("path") == Some(&OrderedJson::from(path)) {
        return Some(json);
    }
    let OrderedJson::Object(fields) = json else { return None };
    let (_, below) = fields.iter_mut().find(|(name, _)| name == "fields")?;
    let OrderedJson::Array(items) = below else { return None };
    let is_above = |item: &OrderedJson| match item.get("path") {
        Some(OrderedJson::String(at)) => path
            .strip_prefix(at.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '['])),
        _ => false,
    };
    field_at(items.iter_mut().find(|item| is_above(item))?, path)
}

#[cfg(test)]
mod tests {
    use super::{field_at, pointer};
    use bytescope_inspect::{OrderedJson, ordered_json};

    #[test]
    fn fields_are_found_by_path() {
        assert_eq!(pointer("a[0].b[12].c"), "/a/0/b/12/c");
        let mut json = ordered_json!({"path": "", "fields": [
            {"path": "ab", "fields": []},
            {"path": "a", "fields": [{"path": "a[0]", "x": 1}]},
        ]});
        let found = field_at(&mut json, "a[0]").and_then(|field| field.get("x").cloned());
        assert_eq!(found, Some(OrderedJson::from(1)));
        assert!(field_at(&mut json, "a[1]").is_none());
    }
}
