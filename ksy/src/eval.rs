//! Expressions asked of a file that was read.

use crate::diag::{Diagnostics, Report, Sources};
use crate::ir::Ex;
use crate::model::source::Reader;
use crate::run::Machine;
use crate::tree::Maker;
use crate::yaml::{Kind, Quotes, Yaml};
use crate::{Schema, compile};
use bytescope_inspect::{Buffer, Fault, Limits, Node};

/// An expression of the schema's language, about the file as a whole.
#[derive(Debug)]
pub struct Expression(Ex);

/// What expressions gave.
#[derive(Debug)]
pub struct Answers {
    /// A value as a node, or why there is none, for each expression.
    pub values: Vec<Result<Node, Fault>>,
    /// Where the bytes of values stand that were made.
    pub buffers: Vec<Buffer>,
    /// Why the file could not be read to its end.
    pub fault: Option<Fault>,
}

impl Schema {
    /// Checks an expression against the schema's top type.
    ///
    /// # Errors
    /// It is no expression, or names what there is not.
    pub fn expression(&self, text: &str) -> Result<Expression, Report> {
        let mut sources = Sources::default();
        let file = sources.add("<expression>".into(), text.to_owned());
        let mut reader = Reader::default();
        let loc = crate::Loc { file, line: 1, col: 1, len: 0 };
        // As if it stood in quotes just before the first column.
        let yaml = Yaml { loc, kind: Kind::Text(text.to_owned(), Quotes::Block) };
        let src = reader.whole_expr(&yaml);
        let mut found: Diagnostics = reader.found;
        let ex = src.map(|src| compile::expression(&self.model, &mut found, &src));
        let report = found.finish(sources);
        match ex {
            Some(ex) if !report.has_errors() => Ok(Expression(ex)),
            _ => Err(report),
        }
    }

    /// Reads data and finds the values of expressions.
    pub fn eval(&self, data: &[u8], limits: Limits, expressions: &[Expression]) -> Answers {
        let mut machine = Machine::new(&self.program, data, limits);
        let (root, result) = machine.run();
        let mut maker = Maker {
            machine,
            program: &self.program,
            instances: false,
            depth: 0,
            items: 0,
            covered: Default::default(),
        };
        let values = expressions.iter().map(|Expression(ex)| {
            let Some(root) = root else { return Err(no_root()) };
            let val = maker.machine.value_of(ex, root).map_err(|stop| stop.fault)?;
            Ok(maker.loose(val))
        });
        let values = values.collect();
        let buffers = std::mem::take(&mut maker.machine.buffers);
        Answers { values, buffers, fault: result.err().map(|stop| stop.fault) }
    }
}

fn no_root() -> Fault {
    Fault::soft(bytescope_inspect::FaultKind::Rule, 0, "nothing could be read")
}
