//! Parameters of the top-level type, whose values are given from outside.

use crate::diag::{Diagnostics, Severity, Sources};
use crate::expr::{Expr, ExprKind, TypeName};
use crate::ir::Ex;
use crate::model::ParamDef;
use crate::model::source::Reader;
use crate::value::Val;
use crate::yaml::{Quotes, Yaml, YamlKind};
use crate::{Schema, compile};
use std::fmt;
use std::sync::Arc;

/// A parameter of the top-level type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// Type as declared, such as `u1`.
    pub ty: String,
    /// True if the parameter has a value.
    pub has_value: bool,
}

/// Error in the values of parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamError {
    /// The top-level type has no parameter of this name.
    Unknown {
        /// Name of the schema.
        schema: String,
        /// Name that was given.
        name: String,
        /// Names of the parameters.
        known: Vec<String>,
    },
    /// The value is not valid for the type of the parameter.
    Invalid {
        /// Name of the parameter.
        name: String,
        /// Type of the parameter.
        ty: String,
        /// Value that was given.
        value: String,
        /// Description of the problem.
        problem: String,
    },
    /// The parameter has several values.
    Duplicate {
        /// Name of the parameter.
        name: String,
    },
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { schema, name, known } if known.is_empty() => {
                write!(f, "unknown parameter `{name}`: `{schema}` has no parameters")
            }
            Self::Unknown { schema, name, known } => {
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                let known = crate::diag::listed(&known, "and");
                write!(f, "unknown parameter `{name}`; parameters of `{schema}`: {known}")
            }
            Self::Invalid { name, ty, value, problem } => {
                write!(f, "invalid value `{value}` of parameter `{name}` of type `{ty}`: {problem}")
            }
            Self::Duplicate { name } => write!(f, "several values of parameter `{name}`"),
        }
    }
}

impl std::error::Error for ParamError {}

impl Schema {
    /// Returns the parameters of the top-level type.
    pub fn parameters(&self) -> Vec<Parameter> {
        let params = self.params().iter().enumerate();
        let values = &self.program.arguments;
        let params = params.map(|(slot, param)| Parameter {
            name: param.id.text.clone(),
            ty: type_of(param),
            has_value: values.get(slot).is_some_and(Option::is_some),
        });
        params.collect()
    }

    /// Returns the schema with values of the parameters of its top-level type, by name. Values
    /// given earlier are kept. A value is a constant expression of the parameter's type. Strings
    /// may be without quotes, enum values without the name of the enum, and bytes in hexadecimal.
    ///
    /// ```
    /// use bytescope_ksy::{Limits, Schema, SchemaSearch};
    ///
    /// let text = "
    /// meta: {id: entry, endian: be}
    /// params: [{id: wide, type: bool}]
    /// seq: [{id: size, type: {switch-on: wide, cases: {true: u4, false: u2}}}]
    /// ";
    /// let schema = Schema::parse("entry.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// let schema = schema.with_parameters(&[("wide", "true")])?;
    /// let outcome = schema.inspect(&[0, 1, 0, 0], Limits::default(), false);
    /// assert_eq!(outcome.tree.children[0].value.to_string(), "65536");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if there is no parameter of a name, or a value is not valid for its type.
    pub fn with_parameters<N, V>(&self, values: &[(N, V)]) -> Result<Self, ParamError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let mut schema = self.clone();
        let params = self.params();
        let mut given = vec![false; params.len()];
        for (name, value) in values {
            let (name, value) = (name.as_ref(), value.as_ref());
            let slot = params.iter().position(|param| param.id.text == name);
            let found = slot.and_then(|slot| Some((slot, params.get(slot)?, given.get_mut(slot)?)));
            let Some((slot, param, given)) = found else {
                return Err(ParamError::Unknown {
                    schema: self.name().to_owned(),
                    name: name.to_owned(),
                    known: params.iter().map(|param| param.id.text.clone()).collect(),
                });
            };
            if std::mem::replace(given, true) {
                return Err(ParamError::Duplicate { name: name.to_owned() });
            }
            let ex = self.argument(param, value).map_err(|problem| ParamError::Invalid {
                name: name.to_owned(),
                ty: type_of(param),
                value: value.to_owned(),
                problem,
            })?;
            let arguments = &mut Arc::make_mut(&mut schema.program).arguments;
            arguments.resize(params.len(), None);
            if let Some(argument) = arguments.get_mut(slot) {
                *argument = Some(ex);
            }
        }
        Ok(schema)
    }

    fn params(&self) -> &[ParamDef] {
        &self.model.ty(self.program.top).params
    }

    /// Compiles the value of a parameter.
    fn argument(&self, param: &ParamDef, text: &str) -> Result<Ex, String> {
        let simple = param.ty.as_ref().filter(|call| !call.name.array);
        let name = simple.and_then(|call| call.simple_name());
        let is_bytes = param.ty.is_none() || name == Some("bytes");
        let text = text.trim();
        if name == Some("str") && !text.starts_with(['"', '\'']) {
            return Ok(Ex::Val(Val::str(text)));
        }
        if is_bytes && !text.starts_with('[') {
            let bytes = hex::decode(text.replace(' ', ""));
            return bytes
                .map(|bytes| Ex::Val(Val::bytes(bytes)))
                .map_err(|_| "expected hexadecimal digits or a list of bytes".to_owned());
        }
        let file = Sources::default().add("<parameter>".into(), text.to_owned());
        let loc = crate::Loc { file, line: 1, col: 1, len: 0 };
        let yaml = Yaml { loc, kind: YamlKind::Text(text.to_owned(), Quotes::Block) };
        let mut reader = Reader::default();
        let src = reader.whole_expr(&yaml);
        let mut diagnostics: Diagnostics = reader.diagnostics;
        let ex = src.map(|mut src| {
            if let (Some(of), ExprKind::Name(label)) = (&param.enumeration, &src.expr.kind) {
                let of = TypeName { at: src.expr.at, ..of.name.clone() };
                src.expr.kind = ExprKind::Enum(of, label.clone());
            }
            if has_names(&src.expr) {
                let message = format!("expected a constant, found `{text}`");
                diagnostics.error(loc, "", message);
                return Ex::Val(Val::Null);
            }
            compile::argument(&self.model, &mut diagnostics, param, &src)
        });
        let error = diagnostics.list.into_iter().find(|d| d.severity == Severity::Error);
        match (ex, error) {
            (_, Some(error)) => Err(match error.help {
                Some(help) => format!("{}; {help}", error.message),
                None => error.message,
            }),
            (Some(ex), None) => Ok(ex),
            (None, None) => Err("expected a constant".to_owned()),
        }
    }
}

/// True if an expression refers to fields.
fn has_names(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_)) || expr.operands().into_iter().any(has_names)
}

/// Returns the declared type of a parameter.
fn type_of(param: &ParamDef) -> String {
    let ty = param.ty.as_ref().map_or_else(|| "bytes".to_owned(), |call| call.name.to_string());
    match &param.enumeration {
        Some(name) => format!("{ty} {}", name.name),
        None => ty,
    }
}
