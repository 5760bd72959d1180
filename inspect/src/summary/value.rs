//! Values of placeholders.

use super::tally::{ListTallies, ListTally};
use super::{MAX_LISTED, MAX_SELECTED, MAX_TEXT, SummaryContext, SummaryField, SummaryFormat};
use crate::{Node, Quantity, Selector, SizeText, Value};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// Value of a placeholder while formats are applied to it.
pub(super) enum Summarized<'n> {
    Field(Cow<'n, Node>),
    Number(i128),
    Text(String),
}

impl<'n> Summarized<'n> {
    /// Returns the text of a placeholder; `None` if there is none.
    pub(super) fn of(
        node: &'n Node,
        field: &SummaryField,
        is_last: bool,
        (context, tallies): (SummaryContext<'_>, &ListTallies<'_>),
    ) -> Option<String> {
        let found = Selection { node, path: field.path.as_ref(), context };
        let formats = field.formats.as_slice();
        let (mut value, rest) = match formats.split_first() {
            Some((SummaryFormat::Count(noun), rest)) => {
                let count = tallies.get(field).unwrap_or_else(|| found.tally()).count()?;
                let text = (count > 0).then(|| Quantity::new(count, noun).to_string())?;
                (Self::Text(text), rest)
            }
            Some((SummaryFormat::Sum, rest)) => {
                let tally = tallies.get(field).unwrap_or_else(|| found.tally());
                (Self::Number(tally.sum()?), rest)
            }
            Some((SummaryFormat::Any(text), rest)) => {
                found.first().filter(|node| node.fault().is_none())?;
                (Self::Text(text.clone()), rest)
            }
            Some((SummaryFormat::None(text), rest)) => match found.first_or_unknown() {
                (None, true) => (Self::Text(text.clone()), rest),
                _ => return None,
            },
            Some((SummaryFormat::List, rest)) => (Self::Text(found.list(context)?), rest),
            _ => (Self::Field(found.first()?), formats),
        };
        for format in rest {
            value = value.apply(format, is_last, context)?;
        }
        value.text(context)
    }

    fn apply(
        self,
        format: &SummaryFormat,
        is_last: bool,
        context: SummaryContext<'_>,
    ) -> Option<Self> {
        let text = match (format, &self) {
            (SummaryFormat::Hex, Self::Field(node)) if node.value == Value::Bytes => {
                hex_digits(context.bytes.of(node.content()))
            }
            (SummaryFormat::Hex, _) => format!("{:#x}", self.number()?),
            (SummaryFormat::Decimal, _) => self.number()?.to_string(),
            (SummaryFormat::Str, Self::Field(node)) if node.value == Value::Bytes => {
                shortened(&String::from_utf8_lossy(context.bytes.of(node.content())))
            }
            (SummaryFormat::Digits(digits), _) => match self.float() {
                Some(float) => format!("{float:.digits$}"),
                None => self.text(context)?,
            },
            (SummaryFormat::Quoted, _) => format!("{:?}", self.text(context)?),
            (SummaryFormat::Unit, Self::Field(node)) if !node.meta.unit.is_empty() => {
                let unit = node.meta.unit.clone();
                format!("{} {unit}", self.text(context)?)
            }
            (SummaryFormat::Size, Self::Field(node)) if node.value.as_int().is_none() => {
                SizeText(node.content().len()).to_string()
            }
            (SummaryFormat::Size, _) => SizeText(u64::try_from(self.number()?).ok()?).to_string(),
            (SummaryFormat::Doc, Self::Field(node)) => match &node.value {
                Value::Label(label) if !label.doc.is_empty() => label.doc.to_string(),
                _ => node.meta.doc.to_string(),
            },
            (SummaryFormat::Note, Self::Field(node)) => node.note()?.to_owned(),
            (SummaryFormat::Variant, Self::Field(node)) => node.variant()?.to_owned(),
            (SummaryFormat::Map(pairs), Self::Field(node)) => {
                let known = pairs.iter().find(|(from, _)| node.is_called(from, context.bytes));
                let mapped = match known {
                    Some((_, to)) => Some(to.clone()),
                    None if is_last => self.text(context),
                    None => None,
                };
                mapped.filter(|text| !text.is_empty())?
            }
            _ => self.text(context)?,
        };
        Some(Self::Text(text))
    }

    fn number(&self) -> Option<i128> {
        match self {
            Self::Field(node) => node.as_int(),
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }

    fn float(&self) -> Option<f64> {
        match self {
            Self::Field(node) => match node.value {
                Value::F32(value) => Some(value.into()),
                Value::F64(value) => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    fn text(&self, context: SummaryContext<'_>) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Field(node) => plain(node, context),
        }
    }
}

/// Returns the value as plain text; `None` for null and structures without a summary.
fn plain(node: &Node, context: SummaryContext<'_>) -> Option<String> {
    if let Some(target) = node.target() {
        return Some(shortened(target));
    }
    match &node.value {
        Value::Text(text) => Some(shortened(text)),
        Value::Label(label) => Some(label.name.to_string()),
        Value::Bytes => Some(SizeText(node.content().len()).to_string()),
        Value::Group | Value::List | Value::Table(_) => node.summary_at(context),
        Value::Null | Value::Ref(_) => None,
        value => Some(match value.as_int() {
            Some(number) if node.meta.hex => format!("{number:#x}"),
            _ => value.to_string(),
        }),
    }
}

/// Returns the first bytes in hexadecimal.
fn hex_digits(bytes: &[u8]) -> String {
    let more = if bytes.len() > MAX_TEXT / 2 { "…" } else { "" };
    let digits = bytes.iter().take(MAX_TEXT / 2).map(|byte| format!("{byte:02x}"));
    digits.collect::<String>() + more
}

/// Returns the start of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Fields that a path selects.
struct Selection<'s, 'n> {
    node: &'n Node,
    path: Option<&'s Selector>,
    context: SummaryContext<'s>,
}

impl<'n> Selection<'_, 'n> {
    /// Calls `visit` with the selected fields until it breaks. Returns false if too many rows would
    /// have to be read.
    fn each(&self, visit: &mut dyn FnMut(Cow<'n, Node>) -> ControlFlow<()>) -> bool {
        let SummaryContext { bytes, limits, .. } = self.context;
        match self.path {
            None => {
                let _ = visit(Cow::Borrowed(self.node));
                true
            }
            Some(path) => path.visit_rows(self.node, (bytes, limits), MAX_SELECTED, visit),
        }
    }

    /// Returns the first selected field, if it is valid.
    fn first(&self) -> Option<Cow<'n, Node>> {
        self.first_or_unknown().0
    }

    /// Returns the first selected field, if it is valid, and false if there may be one that was not
    /// reached.
    fn first_or_unknown(&self) -> (Option<Cow<'n, Node>>, bool) {
        let mut found = None;
        let is_whole = self.each(&mut |node| {
            found = Some(node);
            ControlFlow::Break(())
        });
        let is_valid = |node: &Cow<'_, Node>| {
            node.fault().is_none() || node.value.is_container() && !is_unread(node)
        };
        (found.filter(is_valid), is_whole)
    }

    /// Counts and adds the selected fields.
    fn tally(&self) -> ListTally {
        let mut tally = ListTally::default();
        let is_whole = self.each(&mut |node| {
            tally.add(&node);
            until(tally.is_full())
        });
        if !is_whole {
            tally.set_partial();
        }
        tally
    }

    /// Returns the first selected values, separated by commas.
    fn list(&self, context: SummaryContext<'_>) -> Option<String> {
        let (mut texts, mut is_longer) = (Vec::new(), false);
        self.each(&mut |node| {
            is_longer = texts.len() >= MAX_LISTED;
            if !is_longer {
                texts.extend(plain(&node, context));
            }
            until(is_longer)
        });
        let more = if is_longer { ", …" } else { "" };
        (!texts.is_empty()).then(|| texts.join(", ") + more)
    }
}

/// True if nothing of a field could be read.
pub(super) fn is_unread(node: &Node) -> bool {
    node.fault().is_some() && node.children.is_empty() && !matches!(node.value, Value::Table(_))
}

fn until(done: bool) -> ControlFlow<()> {
    if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}
