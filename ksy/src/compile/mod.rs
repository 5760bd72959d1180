//! Checking a model, and making a program of it: every name becomes a slot, every expression has a
//! type.

mod attr;
mod class;
mod expr;
mod extent;
mod kind;
mod member;
mod methods;
mod parents;
mod sizes;
mod style;
mod ty;
mod valid;

use crate::diag::{Diagnostics, Loc};
use crate::expr::Expr;
use crate::ir::{Ex, Program};
use crate::model::source::{Spot, Src};
use crate::model::{Model, TypeId};
use crate::value::Val;
pub(crate) use class::kind_size;
use parents::ParentOf;
use std::collections::{HashMap, HashSet};
use ty::Ty;

/// Checks everything; the program is of use only when no error was found.
pub(crate) fn compile(model: &Model, found: &mut Diagnostics) -> Program {
    let mut compiler = Compiler::new(model, found);
    let program = compiler.program();
    compiler.style();
    program
}

/// Checks an expression about an object of the top type.
pub(crate) fn expression(model: &Model, found: &mut Diagnostics, src: &Src) -> Ex {
    let top = model.files.first().map_or(TypeId(0), |f| f.top);
    Compiler::new(model, found).lower_src(src, Scope::of(top)).0
}

/// A member of a type: a parameter, field or instance by its slot.
type Member = (TypeId, usize);

struct Compiler<'m> {
    model: &'m Model,
    found: &'m mut Diagnostics,
    parents: Vec<ParentOf>,
    /// Types of members, once they are known.
    types: HashMap<Member, Ty>,
    /// Members whose type is being found.
    busy: HashSet<Member>,
    /// How often each member is named.
    uses: HashMap<Member, usize>,
    /// While types are being found, nothing is reported and nothing counts as used.
    quiet: u32,
    /// Sizes of types and of fields that were found, or are being found.
    sizes: sizes::Sizes,
    /// Expressions within expressions that are being lowered, also of members that they name.
    depth: u32,
    /// The slots of the members of each type.
    slots: Vec<HashMap<&'m str, usize>>,
}

/// What an expression can see.
#[derive(Clone, Copy)]
struct Scope<'s> {
    ty: TypeId,
    /// The type of `_`.
    item: Option<&'s Ty>,
    /// Whether there is an `_index`.
    index: bool,
}

impl Scope<'_> {
    fn of(ty: TypeId) -> Self {
        Self { ty, item: None, index: false }
    }
}

/// A place in the text of an expression.
#[derive(Clone, Copy)]
struct Text<'s> {
    spot: &'s Spot,
}

impl Text<'_> {
    fn loc(self, expr: &Expr) -> Loc {
        self.spot.part(expr.at)
    }
}

/// What an expression must give.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Int,
    Bool,
    Str,
    Io,
}

impl<'m> Compiler<'m> {
    fn new(model: &'m Model, found: &'m mut Diagnostics) -> Self {
        let mut compiler = Self {
            model,
            found,
            parents: vec![ParentOf::Nobody; model.types.len()],
            types: HashMap::new(),
            busy: HashSet::new(),
            uses: HashMap::new(),
            quiet: 0,
            sizes: sizes::Sizes::default(),
            depth: 0,
            slots: model.types.iter().map(member::slots).collect(),
        };
        compiler.find_parents();
        compiler
    }
}

impl Compiler<'_> {
    fn error(&mut self, loc: Loc, path: &str, message: impl Into<String>) -> &mut Diagnostics {
        self.found.error(loc, path, message)
    }

    /// Does something without reporting what is wrong with it.
    fn silently<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.found.list.len();
        self.quiet = self.quiet.saturating_add(1);
        let result = work(self);
        self.quiet = self.quiet.saturating_sub(1);
        self.found.list.truncate(before);
        result
    }

    fn lower_src(&mut self, src: &Src, scope: Scope<'_>) -> (Ex, Ty) {
        self.lower(&src.expr, scope, Text { spot: &src.at })
    }

    /// An expression that must give a value of some type; `what` needs it.
    fn want(&mut self, src: &Src, scope: Scope<'_>, want: Want, what: &str) -> Ex {
        let (ex, ty) = self.lower_src(src, scope);
        let (fits, wanted) = match want {
            Want::Int => (ty == Ty::Int, "an integer"),
            Want::Bool => (ty == Ty::Bool, "a boolean"),
            Want::Str => (ty == Ty::Str, "a string"),
            Want::Io => (ty == Ty::Io, "a stream"),
        };
        if !fits && !ty.is_open() {
            let message = format!("{what} must be {wanted}, not {}", ty.name(self.model));
            let found = self.found.error(src.at.part(src.expr.at), &src.at.path, message);
            if want == Want::Bool && ty == Ty::Int {
                found.help("compare it with something, as in `… != 0`");
            }
        }
        ex
    }
}

/// What stands in for an expression that is wrong.
fn nothing() -> (Ex, Ty) {
    (Ex::Val(Val::Null), Ty::Unknown)
}
