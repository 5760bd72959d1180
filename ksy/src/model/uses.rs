//! Expressions of a field, with the time of their evaluation.

use super::source::{ScalarSpan, Src};
use super::{Attr, ParentDef, RepeatDef, TypeCall, TypeDefKind, ValidDef};
use crate::expr::Expr;

/// Time at which an expression of a field is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Before anything else: the key `if`.
    Condition,
    /// Before the value or the first item: `pos`, `io` and `repeat-expr`.
    Start,
    /// Before the value or each item.
    Item,
    /// After the value or each item.
    End,
}

/// An expression of a field.
pub(crate) struct AttrExpr<'a> {
    pub(crate) moment: Moment,
    pub(crate) expr: &'a Expr,
    pub(crate) at: &'a ScalarSpan,
}

impl Attr {
    /// Returns the type names with their arguments: one, or one per case.
    pub(crate) fn calls(&self) -> Vec<&TypeCall> {
        match &self.ty {
            TypeDefKind::Bytes => Vec::new(),
            TypeDefKind::One(call) => vec![call],
            TypeDefKind::Switch { cases, .. } => cases.iter().map(|(_, call)| call).collect(),
        }
    }

    /// Returns the expressions that are evaluated when the field is read. The rules `-check`,
    /// `-content` and `-checksum` are not included.
    pub(crate) fn expressions(&self) -> Vec<AttrExpr<'_>> {
        let sources = self.sources().into_iter();
        let mut found: Vec<_> =
            sources.map(|(moment, Src { expr, at })| AttrExpr { moment, expr, at }).collect();
        let calls = self.calls().into_iter().map(|call| (&call.args, &call.at));
        let process = self.bytes.process.iter().map(|process| (&process.args, &process.at));
        for (args, at) in calls.chain(process) {
            found.extend(args.iter().map(|expr| AttrExpr { moment: Moment::Item, expr, at }));
        }
        found
    }

    fn sources(&self) -> Vec<(Moment, &Src)> {
        let mut found = Vec::new();
        found.extend(self.condition.as_deref().map(|src| (Moment::Condition, src)));
        let start = [&self.io, &self.pos].into_iter().filter_map(Option::as_deref);
        found.extend(start.map(|src| (Moment::Start, src)));
        match &self.repeat {
            RepeatDef::Once | RepeatDef::ToEnd => {}
            RepeatDef::Times(src) => found.push((Moment::Start, src)),
            RepeatDef::Until(src) => found.push((Moment::End, src)),
        }
        if let TypeDefKind::Switch { on, cases } = &self.ty {
            let all =
                std::iter::once(&**on).chain(cases.iter().filter_map(|(when, _)| when.as_ref()));
            found.extend(all.map(|src| (Moment::Item, src)));
        }
        if let ParentDef::Other(src) = &self.parent {
            found.push((Moment::Item, src));
        }
        let sized = [&self.bytes.size, &self.bytes.trimmed, &self.value];
        let sized = sized.into_iter().filter_map(Option::as_deref);
        found.extend(sized.map(|src| (Moment::Item, src)));
        let rules: Vec<&Src> = match self.valid.as_deref() {
            None | Some(ValidDef::InEnum(_)) => Vec::new(),
            Some(ValidDef::Eq(src) | ValidDef::Expr(src)) => vec![src],
            Some(ValidDef::Range { min, max }) => min.iter().chain(max).collect(),
            Some(ValidDef::AnyOf(list)) => list.iter().collect(),
        };
        found.extend(rules.into_iter().map(|src| (Moment::End, src)));
        found
    }
}
