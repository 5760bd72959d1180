//! Selectors: path expressions into a field tree, such as `chunks[0].data.width`,
//! `chunks[2..5].crc` or `chunks[].type`.

use crate::{Buffers, Limits, Node, Value};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, digit1};
use nom::combinator::{map, map_res, opt};
use nom::multi::{many0, separated_list1};
use nom::sequence::{delimited, separated_pair};
use nom::{IResult, Parser};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A path expression that selects nodes of a tree. If no field has exactly the given name, the
/// first field whose name differs only in case is selected: `p_flags.pf_r` selects `p_flags.PF_R`.
///
/// ```
/// use bytescope_inspect::{Buffers, Inspect, Limits, Selector, inspect};
/// use binrw::{Endian, binrw};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Sizes {
///     count: u8,
///     #[br(count = count)]
///     sizes: Vec<u16>,
/// }
///
/// let data = [3, 7, 0, 8, 0, 9, 0];
/// let outcome = inspect::<Sizes>(&data, Endian::Little, (), Limits::default());
/// let selector: Selector = "sizes[1..]".parse()?;
/// let bytes = Buffers { source: &data, buffers: &outcome.buffers };
/// let found = selector.select(&outcome.tree, bytes, Limits::default());
/// let found: Vec<_> = found.iter().map(|(path, node)| (path.as_str(), &node.value)).collect();
/// assert_eq!(format!("{found:?}"), r#"[("sizes[1]", UInt(8)), ("sizes[2]", UInt(9))]"#);
/// # Ok::<(), bytescope_inspect::SelectorError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    steps: Vec<SelectorStep>,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum SelectorStep {
    Field(String),
    /// Items `.0 .. .1`; without an end, all items from `.0` on.
    Items(u64, Option<u64>),
}

/// A selector syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelectorError {
    /// Column of the first invalid character: its byte offset in the text plus 1.
    pub column: usize,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let examples = "chunks[0].data, chunks[2..5] or chunks[].crc";
        write!(f, "invalid path at column {}; expected e.g. {examples}", self.column)
    }
}

impl std::error::Error for SelectorError {}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let (rest, steps) = steps(text).map_err(|_| expected(text, text))?;
        if rest.is_empty() {
            Ok(Self { steps, text: text.to_owned() })
        } else {
            Err(expected(text, rest))
        }
    }
}

fn expected(text: &str, rest: &str) -> SelectorError {
    SelectorError { column: text.len().saturating_sub(rest.len()).saturating_add(1) }
}

fn steps(input: &str) -> IResult<&str, Vec<SelectorStep>> {
    let name = take_while1(|c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '$');
    let field = map(name, |name: &str| SelectorStep::Field(name.to_owned()));
    let part = map((field, many0(items)), |(field, items)| {
        let mut steps = vec![field];
        steps.extend(items);
        steps
    });
    let bare = map((items, many0(items)), |(first, rest)| {
        let mut steps = vec![first];
        steps.extend(rest);
        steps
    });
    map(separated_list1(char('.'), alt((part, bare))), |parts| parts.concat()).parse(input)
}

fn items(input: &str) -> IResult<&str, SelectorStep> {
    let number = || map_res(digit1, str::parse::<u64>);
    let range = map(separated_pair(opt(number()), tag(".."), opt(number())), |(from, to)| {
        SelectorStep::Items(from.unwrap_or(0), to)
    });
    let one = map(number(), |n| SelectorStep::Items(n, n.checked_add(1)));
    let all = map(opt(char('*')), |_| SelectorStep::Items(0, None));
    delimited(char('['), alt((range, one, all)), char(']')).parse(input)
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Selector {
    /// Returns every selected node with its path, in display order. Selected rows of tables are
    /// read from `bytes`.
    pub fn select<'n>(
        &self,
        tree: &'n Node,
        bytes: Buffers<'_>,
        limits: Limits,
    ) -> Vec<(String, Cow<'n, Node>)> {
        let mut found = vec![(String::new(), Cow::Borrowed(tree))];
        for step in &self.steps {
            let next = found.into_iter().flat_map(|(path, node)| {
                let below = match node {
                    Cow::Borrowed(node) => step.below(node, bytes, limits),
                    Cow::Owned(node) => owned(step.below(&node, bytes, limits)),
                };
                below.into_iter().map(move |(name, node)| (format!("{path}{name}"), node))
            });
            found = next.collect();
        }
        for (path, _) in &mut found {
            if let Some(bare) = path.strip_prefix('.') {
                *path = bare.to_owned();
            }
        }
        found
    }
}

/// Selected nodes, each with its path.
type Selected<'n> = Vec<(String, Cow<'n, Node>)>;

fn owned<'a>(found: Selected<'_>) -> Selected<'a> {
    found.into_iter().map(|(name, node)| (name, Cow::Owned(node.into_owned()))).collect()
}

impl SelectorStep {
    fn below<'n>(&self, node: &'n Node, bytes: Buffers<'_>, limits: Limits) -> Selected<'n> {
        match self {
            Self::Field(name) => {
                let differs_in_case =
                    |n: &&Node| n.index.is_none() && n.meta.name.eq_ignore_ascii_case(name);
                let found = node.child(name).or_else(|| node.children.iter().find(differs_in_case));
                let named = |node: &'n Node| (format!(".{}", node.meta.name), Cow::Borrowed(node));
                found.map(named).into_iter().collect()
            }
            Self::Items(from, to) => {
                let in_range = |index: u64| index >= *from && to.is_none_or(|to| index < to);
                let mut found = Vec::new();
                if let Value::Table(rows) = &node.value {
                    let read = rows.rows(bytes, *from..to.unwrap_or(u64::MAX), limits);
                    found.extend(read.map(Cow::Owned));
                }
                let items = node.children_besides_rows();
                let items = items.filter(|c| c.index.is_some_and(in_range));
                found.extend(items.map(Cow::Borrowed));
                let name = |node: &Node| format!("[{}]", node.index.unwrap_or_default());
                found.into_iter().map(|node| (name(&node), node)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Selector, SelectorError, SelectorStep};

    #[test]
    fn paths_are_parsed() {
        let path: Selector = "chunks[2..5].data[].x[7]".parse().unwrap();
        let field = |name: &str| SelectorStep::Field(name.to_owned());
        let steps = [
            field("chunks"),
            SelectorStep::Items(2, Some(5)),
            field("data"),
            SelectorStep::Items(0, None),
            field("x"),
            SelectorStep::Items(7, Some(8)),
        ];
        assert_eq!(path.steps, steps);
    }

    #[test]
    fn syntax_errors_have_a_column() {
        for (text, column) in [("", 1), ("a..b", 2), ("a[x]", 2), ("a[1", 2), ("a.b c", 4)] {
            assert_eq!(text.parse::<Selector>(), Err(SelectorError { column }), "{text}");
        }
    }
}
