//! Summaries and columns of types.

use super::Compiler;
use crate::model::{Named, TypeId};
use bytescope_inspect::{Presentation, PresentationRef, Selector, Summary};
use std::collections::HashSet;
use std::sync::Arc;

impl Compiler<'_> {
    /// Returns the summary and columns of a type, and reports unknown fields in them.
    pub(super) fn presentation(&mut self, id: TypeId) -> Option<PresentationRef> {
        let def = self.model.ty(id);
        let summary = match &def.summary {
            Some(named) => self.summary(id, named),
            None => self.representation(id, def.representation.as_deref()),
        };
        let columns: Vec<_> = def.columns.iter().filter_map(|c| self.column(id, c)).collect();
        if summary.is_none() && columns.is_empty() {
            return None;
        }
        let presentation = Presentation {
            summary: summary.unwrap_or_default().into(),
            columns: columns.into_iter().map(Into::into).collect(),
        };
        Some(PresentationRef::Shared(Arc::new(presentation)))
    }

    /// Returns the names of the members to which the summary and the columns of a type refer.
    pub(super) fn presented(&self, id: TypeId) -> HashSet<String> {
        let def = self.model.ty(id);
        let summary = match (&def.summary, &def.representation) {
            (Some(summary), _) => summary.text.as_str(),
            (None, Some(text)) => text,
            (None, None) => "",
        };
        let summary = Summary::parse(summary).ok();
        let in_summary = summary.iter().flat_map(Summary::first_names).map(str::to_owned);
        let columns = def.columns.iter().filter_map(|column| {
            let (_, path) = Presentation::split_column(&column.text);
            Some(path.parse::<Selector>().ok()?.first_name()?.to_owned())
        });
        in_summary.chain(columns).collect()
    }

    fn summary(&mut self, id: TypeId, named: &Named) -> Option<String> {
        let (loc, path) = (named.at.loc, &named.at.path);
        let summary = match Summary::parse(&named.text) {
            Ok(summary) => summary,
            Err(error) => {
                self.error(loc, path, error.to_string());
                return None;
            }
        };
        let names = self.member_names(id);
        for name in summary.first_names().filter(|name| !names.contains(name)) {
            let message = format!("unknown field `{name}` in `-summary`");
            self.error(loc, path, message).suggest(name, names.iter().copied());
        }
        Some(named.text.clone())
    }

    /// Returns the summary for the web IDE, if it has only fields and formats that are known.
    fn representation(&self, id: TypeId, text: Option<&str>) -> Option<String> {
        let text = text?;
        let names = self.member_names(id);
        let summary = Summary::parse(text).ok()?;
        summary.first_names().all(|name| names.contains(&name)).then(|| text.to_owned())
    }

    fn column(&mut self, id: TypeId, named: &Named) -> Option<String> {
        let (loc, path) = (named.at.loc, &named.at.path);
        let (_, column) = Presentation::split_column(&named.text);
        let selector: Selector = match column.parse() {
            Ok(selector) => selector,
            Err(error) => {
                self.error(loc, path, format!("{error}"));
                return None;
            }
        };
        let names = self.member_names(id);
        match selector.first_name() {
            Some(name) if names.contains(&name) => Some(named.text.clone()),
            name => {
                let name = name.unwrap_or(&named.text);
                let message = format!("unknown field `{name}` in `-columns`");
                self.error(loc, path, message).suggest(name, names.iter().copied());
                None
            }
        }
    }
}
