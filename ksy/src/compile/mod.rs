//! Compilation of a model to a program: names are resolved to slots, and expressions are typed.

mod argument;
mod attr;
mod checksum;
mod class;
mod coverage;
mod expr;
mod extent;
mod kind;
mod member;
mod methods;
mod on_demand;
mod order;
mod parents;
mod presentation;
mod sizes;
mod style;
mod ty;
mod type_names;
mod valid;

use crate::diag::{Diagnostics, Loc, Severity};
use crate::expr::{Expr, ExprKind};
use crate::ir::{Ex, Program};
use crate::model::source::{ScalarSpan, Src};
use crate::model::{Model, ParamDef, TypeId};
use crate::value::Val;
pub(crate) use class::kind_size;
pub(crate) use on_demand::kind_uses_position;
use parents::ParentOf;
use std::collections::{HashMap, HashSet};
use ty::Ty;

/// Checks and compiles a model. The program is only usable if there are no errors.
pub(crate) fn compile(model: &Model, diagnostics: &mut Diagnostics) -> Program {
    let mut compiler = Compiler::new(model, diagnostics);
    let program = compiler.program();
    // After another error, the order of the fields may be meaningless.
    if !compiler.diagnostics.list.iter().any(|d| d.severity == Severity::Error) {
        compiler.reading_order();
    }
    compiler.style();
    program
}

/// Checks and compiles an expression in the scope of the top-level type.
pub(crate) fn expression(model: &Model, diagnostics: &mut Diagnostics, src: &Src) -> Ex {
    let top = model.files.first().map_or(TypeId(0), |f| f.top);
    Compiler::new(model, diagnostics).lower_src(src, Scope::of(top)).0
}

/// Checks and compiles the value of a parameter of the top-level type, which must be a constant.
pub(crate) fn argument(
    model: &Model,
    diagnostics: &mut Diagnostics,
    param: &ParamDef,
    src: &Src,
) -> Ex {
    let top = model.files.first().map_or(TypeId(0), |f| f.top);
    Compiler::new(model, diagnostics).argument(top, param, src)
}

/// A parameter, field or instance, identified by its type and slot.
type Member = (TypeId, usize);

struct Compiler<'m> {
    model: &'m Model,
    diagnostics: &'m mut Diagnostics,
    parents: Vec<ParentOf>,
    /// Cache of member types.
    types: HashMap<Member, Ty>,
    /// Members whose type is being inferred.
    busy: HashSet<Member>,
    /// Types of the expressions that refer to each member, one per reference.
    uses: HashMap<Member, Vec<TypeId>>,
    /// Greater than 0 during type inference, which reports nothing and counts no references.
    quiet: u32,
    /// Cache of the sizes of types and fields.
    sizes: sizes::TypeSizes,
    /// Nesting depth of the expression being lowered, including members that it refers to.
    depth: u32,
    /// Slots of the members of each type.
    slots: Vec<HashMap<&'m str, usize>>,
}

/// Scope of an expression.
#[derive(Clone, Copy)]
struct Scope<'s> {
    ty: TypeId,
    /// Type of `_`, if it is available.
    item: Option<&'s Ty>,
    /// True if `_index` is available.
    index: bool,
}

impl Scope<'_> {
    fn of(ty: TypeId) -> Self {
        Self { ty, item: None, index: false }
    }
}

/// Source text of an expression, for locations.
#[derive(Clone, Copy)]
struct ExprText<'s> {
    span: &'s ScalarSpan,
}

impl ExprText<'_> {
    fn loc(self, expr: &Expr) -> Loc {
        self.span.part(expr.at)
    }
}

/// Required type of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RequiredType {
    Int,
    Bool,
    Str,
    Io,
}

impl<'m> Compiler<'m> {
    fn new(model: &'m Model, diagnostics: &'m mut Diagnostics) -> Self {
        let mut compiler = Self {
            model,
            diagnostics,
            parents: vec![ParentOf::None; model.types.len()],
            types: HashMap::new(),
            busy: HashSet::new(),
            uses: HashMap::new(),
            quiet: 0,
            sizes: sizes::TypeSizes::default(),
            depth: 0,
            slots: model.types.iter().map(member::slots).collect(),
        };
        compiler.find_parents();
        compiler
    }
}

impl Compiler<'_> {
    fn error(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Diagnostics {
        self.diagnostics.error(loc, path, message)
    }

    /// Calls `work` and discards the diagnostics that it adds.
    fn silently<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.diagnostics.list.len();
        self.quiet = self.quiet.saturating_add(1);
        let result = work(self);
        self.quiet = self.quiet.saturating_sub(1);
        self.diagnostics.list.truncate(before);
        result
    }

    fn lower_src(&mut self, src: &Src, scope: Scope<'_>) -> (Ex, Ty) {
        if let ExprKind::Name(name) = &src.expr.kind
            && let Some(value) = old_boolean(name)
            && self.slot(scope.ty, name).is_none()
        {
            let message = format!("`{name}` is a boolean only in YAML 1.1: use `{value}`");
            self.diagnostics.warn(src.at.loc, &src.at.path, message);
            return (Ex::Val(Val::Bool(value)), Ty::Bool);
        }
        self.lower(&src.expr, scope, ExprText { span: &src.at })
    }

    /// Lowers an expression that must have a certain type; `what` is the key that contains it, for
    /// messages.
    fn lower_as(&mut self, src: &Src, scope: Scope<'_>, required: RequiredType, what: &str) -> Ex {
        let (ex, ty) = self.lower_src(src, scope);
        let (fits, expected) = match required {
            RequiredType::Int => (ty == Ty::Int, "an integer"),
            RequiredType::Bool => (ty == Ty::Bool, "a boolean"),
            RequiredType::Str => (ty == Ty::Str, "a string"),
            RequiredType::Io => (ty == Ty::Io, "a stream"),
        };
        if !fits && !ty.is_open() {
            let message = format!("{what} must be {expected}, not {}", ty.name(self.model));
            let diagnostics =
                self.diagnostics.error(src.at.part(src.expr.at), &src.at.path, message);
            if required == RequiredType::Bool && ty == Ty::Int {
                diagnostics.help("compare it with a value, for example `… != 0`");
            }
        }
        ex
    }
}

/// Returns the value of a boolean of YAML 1.1 that is also a valid name.
fn old_boolean(name: &str) -> Option<bool> {
    match name {
        "yes" | "on" => Some(true),
        "no" | "off" => Some(false),
        _ => None,
    }
}

/// Returns the placeholder for an invalid expression.
fn invalid() -> (Ex, Ty) {
    (Ex::Val(Val::Null), Ty::Unknown)
}
