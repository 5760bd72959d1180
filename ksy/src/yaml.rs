//! YAML with the place of every node.

use crate::diag::Loc;
use bytescope_inspect::Limit;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::collections::HashMap;

/// A node of a YAML file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Yaml {
    pub(crate) loc: Loc,
    pub(crate) kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A plain scalar, which may be a number, a boolean or nothing.
    Plain(String),
    /// A scalar in quotes, or a block: always text.
    Text(String, Quotes),
    Seq(Vec<Yaml>),
    Map(Vec<(Yaml, Yaml)>),
}

/// How a text is written: it says where its first character stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    Quoted,
    /// A block scalar: the text starts on a later line, and its place is that of its key.
    Block,
}

impl Yaml {
    /// The text of a scalar, however it is written; nothing for a null.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Plain(text) if is_null(text) => None,
            Kind::Plain(text) | Kind::Text(text, _) => Some(text),
            Kind::Seq(_) | Kind::Map(_) => None,
        }
    }

    /// A plain `true` or `false`.
    pub(crate) fn bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Plain(text) => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Plain(text) if is_null(text))
    }

    pub(crate) fn seq(&self) -> Option<&[Yaml]> {
        match &self.kind {
            Kind::Seq(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn map(&self) -> Option<&[(Yaml, Yaml)]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Yaml> {
        self.map()?.iter().find(|(k, _)| k.text() == Some(key)).map(|(_, value)| value)
    }

    /// What the node is, in a word or two.
    pub(crate) fn what(&self) -> String {
        match &self.kind {
            Kind::Plain(text) if is_null(text) => "nothing".to_owned(),
            Kind::Plain(text) | Kind::Text(text, _) => format!("`{text}`"),
            Kind::Seq(_) => "a list".to_owned(),
            Kind::Map(_) => "a mapping".to_owned(),
        }
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Why a text is no usable YAML.
#[derive(Debug)]
pub(crate) struct YamlError {
    pub(crate) loc: Loc,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) limit: Option<Limit>,
}

impl YamlError {
    fn new(loc: Loc, message: impl Into<String>) -> Self {
        Self { loc, message: message.into(), help: None, limit: None }
    }
}

/// Nodes within nodes; the parser itself is not recursive, but what walks the tree is.
const DEEPEST: usize = 100;

/// Bytes of text that weigh as much as a node.
const LONG: u64 = 64;

/// Reads the one document of a file; `most` bounds the nodes that aliases may add.
pub(crate) fn parse(text: &str, file: u32, most: u64) -> Result<Yaml, Box<YamlError>> {
    let mut builder = Builder { file, most, copied: 0, open: Vec::new(), anchors: HashMap::new() };
    let mut done = None;
    let mut last = Loc { file, line: 1, col: 1, len: 1 };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| {
            let loc = at(file, e.marker().line(), e.marker().col(), 1);
            YamlError::new(loc, format!("not valid YAML: {}", e.info()))
        })?;
        last = builder.loc(span);
        if let Some(node) = builder.event(event, span)? {
            if done.is_some() {
                return Err(YamlError::new(last, "a second document in one file").into());
            }
            done = Some(node);
        }
    }
    done.ok_or_else(|| {
        let help = Some("a schema starts with `meta:` and an `id:` in it".to_owned());
        let error = YamlError::new(Loc { file, ..last }, "the file is empty");
        Box::new(YamlError { help, ..error })
    })
}

fn at(file: u32, line: usize, col: usize, len: usize) -> Loc {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Loc { file, line: small(line), col: small(col).saturating_add(1), len: small(len) }
}

/// A list or mapping whose end has not been seen.
struct Open {
    node: Yaml,
    anchor: usize,
    key: Option<Yaml>,
    /// The lines of the keys of a mapping.
    keys: HashMap<String, u32>,
}

struct Builder {
    file: u32,
    most: u64,
    copied: u64,
    open: Vec<Open>,
    anchors: HashMap<usize, Yaml>,
}

impl Builder {
    fn loc(&self, span: Span) -> Loc {
        let (start, end) = (span.start, span.end);
        let len = if end.line() == start.line() {
            end.col().saturating_sub(start.col()).max(1)
        } else {
            1
        };
        at(self.file, start.line(), start.col(), len)
    }

    /// Takes an event; the whole document when that was its last one.
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<Option<Yaml>, Box<YamlError>> {
        let loc = self.loc(span);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let kind = match style {
                    ScalarStyle::Plain => Kind::Plain(text.into_owned()),
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        Kind::Text(text.into_owned(), Quotes::Block)
                    }
                    _ => Kind::Text(text.into_owned(), Quotes::Quoted),
                };
                self.add(Yaml { loc, kind }, anchor)
            }
            Event::Alias(id) => {
                let node = self.anchors.get(&id).cloned();
                let Some(node) = node else {
                    return Err(self.error(loc, "an alias of a node that is not complete here"));
                };
                self.copied = self.copied.saturating_add(size(&node));
                if self.copied > self.most {
                    let message = format!("aliases stand for more than {} nodes", self.most);
                    let limit = Some(Limit::Aliases);
                    return Err(Box::new(YamlError { limit, ..YamlError::new(loc, message) }));
                }
                self.add(node, 0)
            }
            Event::SequenceStart(anchor, _) => self.begin(Kind::Seq(Vec::new()), loc, anchor),
            Event::MappingStart(anchor, _) => self.begin(Kind::Map(Vec::new()), loc, anchor),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.add(open.node, open.anchor),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn begin(
        &mut self,
        kind: Kind,
        loc: Loc,
        anchor: usize,
    ) -> Result<Option<Yaml>, Box<YamlError>> {
        if self.open.len() >= DEEPEST {
            return Err(self.error(loc, format!("nested deeper than {DEEPEST} levels")));
        }
        let node = Yaml { loc: Loc { len: 1, ..loc }, kind };
        self.open.push(Open { node, anchor, key: None, keys: HashMap::new() });
        Ok(None)
    }

    fn add(&mut self, mut node: Yaml, anchor: usize) -> Result<Option<Yaml>, Box<YamlError>> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else { return Ok(Some(node)) };
        if let (Kind::Text(_, Quotes::Block), Some(key)) = (&node.kind, &open.key) {
            // The text starts on a later line; its key is what people look for.
            node.loc = key.loc;
        }
        match &mut open.node.kind {
            Kind::Seq(items) => items.push(node),
            Kind::Map(entries) => match open.key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    if let Some(name) = node.text() {
                        let first = open.keys.insert(name.to_owned(), node.loc.line);
                        if let Some(first) = first {
                            let message = format!("the key `{name}` stands here a second time");
                            let help = Some(format!("the first one is in line {first}"));
                            let error = YamlError::new(node.loc, message);
                            return Err(Box::new(YamlError { help, ..error }));
                        }
                    }
                    open.key = Some(node);
                }
            },
            Kind::Plain(_) | Kind::Text(..) => {}
        }
        Ok(None)
    }

    fn error(&self, loc: Loc, message: impl Into<String>) -> Box<YamlError> {
        Box::new(YamlError::new(loc, message))
    }
}

/// The number of nodes of a tree; long texts count as several.
fn size(node: &Yaml) -> u64 {
    let below: u64 = match &node.kind {
        Kind::Seq(items) => items.iter().map(size).sum(),
        Kind::Map(entries) => entries.iter().map(|(k, v)| size(k).saturating_add(size(v))).sum(),
        Kind::Plain(text) | Kind::Text(text, _) => text.len() as u64 / LONG,
    };
    below.saturating_add(1)
}
