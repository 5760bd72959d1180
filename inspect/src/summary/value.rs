//! Values of placeholders.

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
        context: SummaryContext<'_>,
    ) -> Option<String> {
        let found = Selection { node, path: field.path.as_ref(), context };
        let formats = field.formats.as_slice();
        let (mut value, rest) = match formats.split_first() {
            Some((SummaryFormat::Count(noun), rest)) => {
                let count = found.count()?;
                let text = (count > 0).then(|| Quantity::new(count, noun).to_string())?;
                (Self::Text(text), rest)
            }
            Some((SummaryFormat::Sum, rest)) => (Self::Number(found.sum()?), rest),
            Some((SummaryFormat::Any(text), rest)) => {
                found.first().filter(|node| node.fault().is_none())?;
                (Self::Text(text.clone()), rest)
            }
            Some((SummaryFormat::None(text), rest)) => match found.first() {
                None => (Self::Text(text.clone()), rest),
                Some(_) => return None,
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
    /// Calls `visit` with the selected fields until it breaks.
    fn each(&self, visit: &mut dyn FnMut(Cow<'n, Node>) -> ControlFlow<()>) {
        let SummaryContext { bytes, limits, .. } = self.context;
        let _ = match self.path {
            None => visit(Cow::Borrowed(self.node)),
            Some(path) => path.visit(self.node, bytes, limits, &mut |_, node| visit(node)),
        };
    }

    /// Returns the first selected field, if it is valid.
    fn first(&self) -> Option<Cow<'n, Node>> {
        let mut found = None;
        self.each(&mut |node| {
            found = Some(node);
            ControlFlow::Break(())
        });
        found.filter(|node| node.fault().is_none() || node.value.is_container() && !is_unread(node))
    }

    /// Returns the number of selected fields, or of the items of the only one; `None` if there are
    /// too many.
    fn count(&self) -> Option<u64> {
        let (mut count, mut items) = (0_u64, None);
        self.each(&mut |node| {
            if is_unread(&node) {
                return until(false);
            }
            items = node.num_items();
            count = count.saturating_add(1);
            until(count > MAX_SELECTED)
        });
        (count <= MAX_SELECTED).then(|| items.filter(|_| count == 1).unwrap_or(count))
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

    /// Returns the sum of the selected numbers; `None` if there are too many or none.
    fn sum(&self) -> Option<i128> {
        let (mut count, mut sum) = (0_u64, 0_i128);
        self.each(&mut |node| {
            sum = sum.saturating_add(node.as_int().unwrap_or(0));
            count = count.saturating_add(1);
            until(count > MAX_SELECTED)
        });
        (1..=MAX_SELECTED).contains(&count).then_some(sum)
    }
}

/// True if nothing of a field could be read.
fn is_unread(node: &Node) -> bool {
    node.fault().is_some() && node.children.is_empty() && !matches!(node.value, Value::Table(_))
}

fn until(done: bool) -> ControlFlow<()> {
    if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}
