//! Evaluation of expressions against a file.

use crate::diag::{Diagnostics, Report, Sources};
use crate::ir::Ex;
use crate::model::source::Reader;
use crate::run::Machine;
use crate::tree::NodeBuilder;
use crate::yaml::{Quotes, Yaml, YamlKind};
use crate::{Schema, compile};
use bytescope_inspect::{Buffer, Fault, Limits, Node};

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
        let mut sources = Sources::default();
        let file = sources.add("<expression>".into(), text.to_owned());
        let mut reader = Reader::default();
        let loc = crate::Loc { file, line: 1, col: 1, len: 0 };
        // The expression is the whole source text, so their columns are the same.
        let yaml = Yaml { loc, kind: YamlKind::Text(text.to_owned(), Quotes::Block) };
        let src = reader.whole_expr(&yaml);
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
        let mut machine = Machine::new(&self.program, data, limits);
        let (root, result) = machine.run();
        let mut builder = NodeBuilder {
            machine,
            program: &self.program,
            instances: false,
            depth: 0,
            items: 0,
            covered: Default::default(),
            limit: None,
        };
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
