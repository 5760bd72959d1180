//! YAML nodes with source locations.

mod indent;
mod syntax;

use crate::diag::Loc;
use bytescope_inspect::Limit;
use indent::IndentedText;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::collections::HashMap;

/// A node of a YAML file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Yaml {
    pub(crate) loc: Loc,
    pub(crate) kind: YamlKind,
}

/// Kind of a node.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum YamlKind {
    /// A plain scalar: a string, number, boolean or null.
    Plain(String),
    /// A quoted or block scalar: always a string.
    Text(String, Quotes),
    Seq(Vec<Yaml>),
    Map(Vec<(Yaml, Yaml)>),
}

/// Style of a string, which determines the location of its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    Quoted,
    /// A block scalar: the text starts on a later line, so the location of its key is used.
    Block,
}

impl Yaml {
    /// Returns the text of a scalar of any style; `None` for a null.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            YamlKind::Plain(text) if is_null(text) => None,
            YamlKind::Plain(text) | YamlKind::Text(text, _) => Some(text),
            YamlKind::Seq(_) | YamlKind::Map(_) => None,
        }
    }

    /// Returns the value of an unquoted `true` or `false`.
    pub(crate) fn bool(&self) -> Option<bool> {
        match &self.kind {
            YamlKind::Plain(text) => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.kind, YamlKind::Plain(text) if is_null(text))
    }

    pub(crate) fn seq(&self) -> Option<&[Yaml]> {
        match &self.kind {
            YamlKind::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the items of a list, or a single node as its only item.
    pub(crate) fn items(&self) -> &[Self] {
        self.seq().unwrap_or(std::slice::from_ref(self))
    }

    pub(crate) fn map(&self) -> Option<&[(Yaml, Yaml)]> {
        match &self.kind {
            YamlKind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the value of a key of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Yaml> {
        self.map()?.iter().find(|(k, _)| k.text() == Some(key)).map(|(_, value)| value)
    }

    /// Describes the node for messages: `` `text` ``, `a list`, `a mapping` or `nothing`.
    pub(crate) fn what(&self) -> String {
        match &self.kind {
            YamlKind::Plain(text) if is_null(text) => "nothing".to_owned(),
            YamlKind::Plain(text) | YamlKind::Text(text, _) => format!("`{text}`"),
            YamlKind::Seq(_) => "a list".to_owned(),
            YamlKind::Map(_) => "a mapping".to_owned(),
        }
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A YAML error.
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

    fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Maximum nesting depth. The parser is not recursive, but functions that walk the tree are.
const MAX_DEPTH: usize = 100;

/// Size in bytes of text that counts as one node.
const BYTES_PER_NODE: u64 = 64;

/// Maximum number of quoted strings and flow collections whose lines are indented to be accepted.
const MAX_INDENTED: usize = 1000;
/// Maximum size of the text parsed in total, in bytes, if the file is parsed again for such values.
const MAX_PARSED: usize = 32 << 20;

/// Parses the document of a file; aliases may add at most `max_aliases` nodes.
///
/// The parser requires that the lines of quoted strings and of flow collections are indented deeper
/// than their key. Other YAML libraries do not, so lines are indented as required.
pub(crate) fn parse(text: &str, file: u32, max_aliases: u64) -> Result<Yaml, Box<YamlError>> {
    let mut indented = IndentedText::new(text);
    let rounds = MAX_PARSED.checked_div(text.len()).unwrap_or(1).clamp(1, MAX_INDENTED);
    for _ in 0..rounds {
        let error = match build(&indented, file, max_aliases) {
            Ok(yaml) => return Ok(yaml),
            Err(ParseFailure::Node(error)) => return Err(error),
            Err(ParseFailure::Syntax(error)) => error,
        };
        if !indented.deepen(&error) {
            return Err(Box::new(syntax::diagnose(text, file, &error)));
        }
    }
    let message = format!("limit reached: more than {rounds} values with lines not indented");
    Err(Box::new(YamlError::new(Loc { file, line: 1, col: 1, len: 1 }, message)))
}

/// Error while the nodes of a file are built.
enum ParseFailure {
    Syntax(SyntaxError),
    Node(Box<YamlError>),
}

impl From<Box<YamlError>> for ParseFailure {
    fn from(error: Box<YamlError>) -> Self {
        Self::Node(error)
    }
}

/// Syntax error reported by the parser. Lines and columns count from 0.
struct SyntaxError {
    info: String,
    line: usize,
    col: usize,
    /// Line and column of the open lists and mappings, from the outermost.
    open: Vec<(usize, usize)>,
    /// Line and column of the end of the last event.
    last: (usize, usize),
}

fn build(text: &IndentedText<'_>, file: u32, max_aliases: u64) -> Result<Yaml, ParseFailure> {
    let mut builder = YamlBuilder {
        file,
        text,
        max_aliases,
        copied: 0,
        open: Vec::new(),
        anchors: HashMap::new(),
    };
    let mut done = None;
    let mut last = Loc { file, line: 1, col: 1, len: 1 };
    let mut end = (0, 0);
    for event in Parser::new_from_str(text.text()) {
        let (event, span) = event.map_err(|e| {
            let (line, col) = text.source(e.marker().line(), e.marker().col());
            let start = |open: &Open| (open.node.loc.line as usize, open.node.loc.col as usize);
            let open = builder.open.iter().map(start);
            let open = open.map(|(l, c)| (l.saturating_sub(1), c.saturating_sub(1))).collect();
            ParseFailure::Syntax(SyntaxError {
                info: e.info().to_owned(),
                line,
                col,
                open,
                last: end,
            })
        })?;
        last = builder.loc(span);
        end = text.source(span.end.line(), span.end.col());
        if done.is_some() && matches!(event, Event::DocumentStart(_)) {
            let error = YamlError::new(last, "more than one YAML document");
            return Err(ParseFailure::Node(error.with_help("a schema is one document").into()));
        }
        if let Some(node) = builder.event(event, span)? {
            done = Some(node);
        }
    }
    done.ok_or_else(|| {
        let help = Some("a schema starts with `meta:`, which contains `id:`".to_owned());
        let error = YamlError::new(Loc { file, ..last }, "empty file");
        ParseFailure::Node(Box::new(YamlError { help, ..error }))
    })
}

/// Returns a location; `line` and `col` count from 0.
fn at(file: u32, line: usize, col: usize, len: usize) -> Loc {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Loc {
        file,
        line: small(line).saturating_add(1),
        col: small(col).saturating_add(1),
        len: small(len),
    }
}

/// A list or mapping whose end has not been parsed yet.
struct Open {
    node: Yaml,
    anchor: usize,
    /// Key whose value has not been parsed yet.
    key: Option<Yaml>,
    /// Line number of each key of a mapping with many keys.
    keys: HashMap<String, u32>,
}

/// Maximum number of keys of a mapping that are compared one by one.
const FEW_KEYS: usize = 16;

impl Open {
    /// Adds a key of a mapping. If there is a key of the same name, returns its line number.
    fn add_key(&mut self, name: &str, line: u32) -> Option<u32> {
        let YamlKind::Map(entries) = &self.node.kind else { return None };
        if entries.len() < FEW_KEYS {
            let mut keys = entries.iter().map(|(key, _)| key);
            return keys.find(|key| key.text() == Some(name)).map(|key| key.loc.line);
        }
        if self.keys.is_empty() {
            self.keys = lines_of_keys(entries);
        }
        self.keys.insert(name.to_owned(), line)
    }
}

/// Returns the line number of each key of a mapping.
fn lines_of_keys(entries: &[(Yaml, Yaml)]) -> HashMap<String, u32> {
    let keys = entries.iter().map(|(key, _)| key);
    keys.filter_map(|key| Some((key.text()?.to_owned(), key.loc.line))).collect()
}

struct YamlBuilder<'t> {
    file: u32,
    text: &'t IndentedText<'t>,
    max_aliases: u64,
    /// Nodes added by aliases so far.
    copied: u64,
    open: Vec<Open>,
    anchors: HashMap<usize, Yaml>,
}

impl YamlBuilder<'_> {
    fn loc(&self, span: Span) -> Loc {
        let (start, end) = (span.start, span.end);
        let len = if end.line() == start.line() {
            end.col().saturating_sub(start.col()).max(1)
        } else {
            1
        };
        let (line, col) = self.text.source(start.line(), start.col());
        at(self.file, line, col, len)
    }

    /// Processes an event. Returns the document when it is complete.
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<Option<Yaml>, Box<YamlError>> {
        let loc = self.loc(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) {
                    let name = if tag.handle == "!" {
                        format!("!{}", tag.suffix)
                    } else {
                        tag.to_string()
                    };
                    // An empty value has the location of the next token.
                    let key = self.open.last().and_then(|open| open.key.as_ref());
                    let loc = key.filter(|key| key.loc.line < loc.line).map_or(loc, |key| key.loc);
                    let error = YamlError::new(loc, format!("unknown YAML tag `{name}`"));
                    return Err(error
                        .with_help("put quotes around a value that starts with `!`")
                        .into());
                }
                let kind = match style {
                    ScalarStyle::Plain => YamlKind::Plain(text.into_owned()),
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        YamlKind::Text(text.into_owned(), Quotes::Block)
                    }
                    _ => YamlKind::Text(text.into_owned(), Quotes::Quoted),
                };
                self.add(Yaml { loc, kind }, anchor)
            }
            Event::Alias(id) => {
                let node = self.anchors.get(&id).cloned();
                let Some(node) = node else {
                    return Err(self.error(loc, "alias refers to a node that contains it"));
                };
                self.copied = self.copied.saturating_add(count_nodes(&node));
                if self.copied > self.max_aliases {
                    let limit = Limit::Aliases;
                    let message = limit.message(self.max_aliases);
                    return Err(Box::new(YamlError {
                        limit: Some(limit),
                        ..YamlError::new(loc, message)
                    }));
                }
                self.add(node, 0)
            }
            Event::SequenceStart(anchor, _) => self.begin(YamlKind::Seq(Vec::new()), loc, anchor),
            Event::MappingStart(anchor, _) => self.begin(YamlKind::Map(Vec::new()), loc, anchor),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => {
                    let anchor = open.anchor;
                    let node = merge(open)?;
                    self.add(node, anchor)
                }
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn begin(
        &mut self,
        kind: YamlKind,
        loc: Loc,
        anchor: usize,
    ) -> Result<Option<Yaml>, Box<YamlError>> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("limit reached: more than {MAX_DEPTH} nested levels");
            return Err(self.error(loc, message));
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
        if let (YamlKind::Text(_, Quotes::Block), Some(key)) = (&node.kind, &open.key) {
            // Diagnostics about a block scalar point to its key.
            node.loc = key.loc;
        }
        if let (YamlKind::Plain(text), Some(key)) = (&node.kind, &open.key)
            && text.is_empty()
            && node.loc.line != key.loc.line
        {
            // An empty value has the location of the next token.
            node.loc = key.loc;
        }
        match &mut open.node.kind {
            YamlKind::Seq(items) => items.push(node),
            YamlKind::Map(entries) => match open.key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    if let Some(name) = node.text()
                        && let Some(first) = open.add_key(name, node.loc.line)
                    {
                        let message = format!("duplicate key `{name}`");
                        let help = Some(format!("first defined on line {first}"));
                        let error = YamlError::new(node.loc, message);
                        return Err(Box::new(YamlError { help, ..error }));
                    }
                    open.key = Some(node);
                }
            },
            YamlKind::Plain(_) | YamlKind::Text(..) => {}
        }
        Ok(None)
    }

    fn error(&self, loc: Loc, message: impl Into<String>) -> Box<YamlError> {
        Box::new(YamlError::new(loc, message))
    }
}

/// Adds the entries of the mappings of a merge key (`<<`) to a mapping. Own entries take precedence.
fn merge(open: Open) -> Result<Yaml, Box<YamlError>> {
    let Open { mut node, .. } = open;
    let YamlKind::Map(entries) = &mut node.kind else { return Ok(node) };
    let is_merge = |key: &Yaml| matches!(&key.kind, YamlKind::Plain(text) if text == "<<");
    let Some(at) = entries.iter().position(|(key, _)| is_merge(key)) else { return Ok(node) };
    let mut keys = lines_of_keys(entries);
    let (_, from) = entries.remove(at);
    let maps = match &from.kind {
        YamlKind::Seq(items) => items.as_slice(),
        _ => std::slice::from_ref(&from),
    };
    for map in maps {
        let Some(merged) = map.map() else {
            let message = format!("`<<` must be a mapping, not {}", map.what());
            return Err(Box::new(YamlError::new(map.loc, message)));
        };
        for (key, value) in merged {
            let name = key.text().unwrap_or_default().to_owned();
            if keys.insert(name, key.loc.line).is_none() {
                entries.push((key.clone(), value.clone()));
            }
        }
    }
    Ok(node)
}

/// Returns the number of nodes of a tree; a long scalar counts as several nodes.
fn count_nodes(node: &Yaml) -> u64 {
    let below: u64 = match &node.kind {
        YamlKind::Seq(items) => items.iter().map(count_nodes).sum(),
        YamlKind::Map(entries) => {
            entries.iter().map(|(k, v)| count_nodes(k).saturating_add(count_nodes(v))).sum()
        }
        YamlKind::Plain(text) | YamlKind::Text(text, _) => text.len() as u64 / BYTES_PER_NODE,
    };
    below.saturating_add(1)
}
