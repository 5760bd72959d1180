//! Evaluation of expressions against a file or a field tree.

use crate::diag::{Diagnostics, Report, Sources};
use crate::expr::Expr;
use crate::ir::{Ex, Program};
use crate::model::source::{Reader, Src};
use crate::run::Machine;
use crate::run::on_tree::{TreeEvaluator, TreeVal};
use crate::tree::NodeBuilder;
use crate::yaml::{Quotes, Yaml, YamlKind};
use crate::{Schema, compile};
use bytescope_inspect::{Buffer, Buffers, Fault, Limits, Node, Value};
use std::sync::{Arc, LazyLock};

/// A checked expression, evaluated against the root object of a file.
#[derive(Debug)]
pub struct Expression(Ex);

/// Results of expressions.
#[derive(Debug)]
pub struct EvalResults {
    /// Value of each expression as a node, or the fault that prevented its evaluation.
    pub values: Vec<Result<Node, Fault>>,
    /// Buffers of computed bytes that the values refer to.
    pub buffers: Vec<Buffer>,
    /// Fault that stopped reading before the end of the file.
    pub fault: Option<Fault>,
}

impl Schema {
    /// Compiles an expression in the scope of the schema's top-level type.
    ///
    /// # Errors
    /// Returns an error if the expression has a syntax error, an unknown name or a type error.
    pub fn expression(&self, text: &str) -> Result<Expression, Report> {
        let (sources, reader, src) = parse(text);
        let mut diagnostics: Diagnostics = reader.diagnostics;
        let ex = src.map(|src| compile::expression(&self.model, &mut diagnostics, &src));
        let report = diagnostics.finish(sources);
        match ex {
            Some(ex) if !report.has_errors() => Ok(Expression(ex)),
            _ => Err(report),
        }
    }

    /// Reads data and evaluates expressions against its root object.
    pub fn eval(&self, data: &[u8], limits: Limits, expressions: &[Expression]) -> EvalResults {
        self.eval_with(data, limits, expressions, &mut |_| ())
    }

    /// Reads data and evaluates expressions, like [`eval`](Self::eval). In a long list, calls
    /// `progress` every few megabytes with the offset in bytes up to which the list has been read.
    pub fn eval_with(
        &self,
        data: &[u8],
        limits: Limits,
        expressions: &[Expression],
        progress: &mut dyn FnMut(u64),
    ) -> EvalResults {
        let mut machine = Machine::new(&self.program, data, limits);
        machine.discards = true;
        machine.progress = Some(progress);
        let (root, result) = machine.run();
        let mut builder = NodeBuilder::new(machine, &self.program, false);
        let values = expressions.iter().map(|Expression(ex)| {
            let Some(root) = root else { return Err(no_root()) };
            let val = builder.machine.value_of(ex, root).map_err(|halt| halt.fault)?;
            Ok(builder.result_node(val))
        });
        let values = values.collect();
        let buffers = std::mem::take(&mut builder.machine.buffers);
        EvalResults { values, buffers, fault: result.err().map(|halt| halt.fault) }
    }
}

fn no_root() -> Fault {
    Fault::soft(bytescope_inspect::FaultKind::Rule, 0, "the file could not be read")
}

/// Parses an expression that is the whole source text.
fn parse(text: &str) -> (Sources, Reader, Option<Src>) {
    let mut sources = Sources::default();
    let file = sources.add("<expression>".into(), text.to_owned());
    let mut reader = Reader::default();
    let loc = crate::Loc { file, line: 1, col: 1, len: 0 };
    // The expression is the whole source text, so their columns are the same.
    let yaml = Yaml { loc, kind: YamlKind::Text(text.to_owned(), Quotes::Block) };
    let src = reader.whole_expr(&yaml);
    (sources, reader, src)
}

/// An expression for the field tree of any format, without a schema. Names are fields of the root.
/// Operators and methods are those of schemas.
#[derive(Debug)]
pub struct TreeExpression(Expr);

impl TreeExpression {
    /// Parses an expression.
    ///
    /// # Errors
    /// Returns an error if the expression has a syntax error.
    pub fn parse(text: &str) -> Result<Self, Report> {
        let (sources, reader, src) = parse(text);
        let report = reader.diagnostics.finish(sources);
        match src {
            Some(src) if !report.has_errors() => Ok(Self(src.expr)),
            _ => Err(report),
        }
    }

    /// Evaluates the expression on a tree whose spans refer to `buffers`.
    ///
    /// # Errors
    /// Returns an error if a field or method is unknown, an operator cannot be applied to its
    /// operands, or a limit is reached.
    pub fn eval(
        &self,
        tree: &Node,
        buffers: Buffers<'_>,
        limits: Limits,
    ) -> Result<TreeResult, Fault> {
        let machine = Machine::new(&NO_SCHEMA, &[], limits);
        let mut evaluator = TreeEvaluator { machine, root: tree, buffers };
        let val = evaluator.eval(&self.0).map_err(|halt| halt.fault)?;
        let TreeEvaluator { machine, .. } = evaluator;
        let mut builder = NodeBuilder::new(machine, &NO_SCHEMA, false);
        let node = match val {
            TreeVal::Node(node) => {
                return Ok(TreeResult { node: node.into_owned(), computed: None });
            }
            TreeVal::Val(val) => builder.result_node(val),
            TreeVal::List(items) => {
                let item = |(item, index)| {
                    let node = match item {
                        TreeVal::Val(val) => builder.result_node(val),
                        TreeVal::Node(node) => node.into_owned(),
                        TreeVal::List(_) => Node { value: Value::List, ..Node::default() },
                    };
                    Node { index: Some(index), ..node }
                };
                let children = items.into_iter().zip(0..).map(item).collect();
                Node { value: Value::List, children, ..Node::default() }
            }
        };
        Ok(TreeResult { node, computed: Some(std::mem::take(&mut builder.machine.buffers)) })
    }
}

/// Result of a [`TreeExpression`].
#[derive(Debug)]
pub struct TreeResult {
    /// The value, or a copy of a node of the tree.
    pub node: Node,
    /// Buffers of a computed value; `None` if the result is a node of the tree.
    pub computed: Option<Vec<Buffer>>,
}

/// A program without fields, for evaluation without a schema.
static NO_SCHEMA: LazyLock<Arc<Program>> = LazyLock::new(Default::default);
