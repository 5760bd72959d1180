//! Expression language: the syntax tree, with the span of each node in the text.

mod literal;
mod parse;

pub(crate) use parse::{ParseError, parse, parse_type_call, parse_type_name};

/// Span of a part of an expression, in characters of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) start: usize,
    pub(crate) len: usize,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expr {
    pub(crate) at: At,
    /// Height of the subtree, including this node.
    height: u32,
    pub(crate) kind: ExprKind,
}

/// Kind of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ExprKind {
    Int(i128),
    Float(f64),
    Bool(bool),
    Str(String),
    /// A format string: its literal and embedded parts, in order.
    Format(Vec<Expr>),
    List(Vec<Expr>),
    Name(String),
    /// `path::label`.
    Enum(TypeName, String),
    Member(Box<Expr>, String),
    Call(Box<Expr>, String, Vec<Expr>),
    Cast(Box<Expr>, TypeName),
    Index(Box<Expr>, Box<Expr>),
    Unary(Unary, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `sizeof<type>` (in bytes) or `bitsizeof<type>`.
    SizeOf {
        bits: bool,
        of: TypeName,
    },
}

impl ExprKind {
    /// Returns the height of the tallest child.
    fn height(&self) -> u32 {
        let tallest = |list: &[Expr]| list.iter().map(|part| part.height).max().unwrap_or(0);
        match self {
            Self::Int(_) | Self::Float(_) | Self::Bool(_) | Self::Str(_) | Self::Name(_) => 0,
            Self::Enum(..) | Self::SizeOf { .. } => 0,
            Self::Format(list) | Self::List(list) => tallest(list),
            Self::Member(of, _) | Self::Cast(of, _) | Self::Unary(_, of) => of.height,
            Self::Call(of, _, args) => of.height.max(tallest(args)),
            Self::Index(a, b) | Self::Binary(_, a, b) => a.height.max(b.height),
            Self::Choice(a, b, c) => a.height.max(b.height).max(c.height),
        }
    }
}

impl Expr {
    /// Returns the operands, in the order of the text.
    pub(crate) fn operands(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bool(_) | ExprKind::Str(_) => {
                Vec::new()
            }
            ExprKind::Name(_) | ExprKind::Enum(..) | ExprKind::SizeOf { .. } => Vec::new(),
            ExprKind::Format(list) | ExprKind::List(list) => list.iter().collect(),
            ExprKind::Member(of, _) | ExprKind::Cast(of, _) | ExprKind::Unary(_, of) => vec![of],
            ExprKind::Call(of, _, args) => std::iter::once(&**of).chain(args).collect(),
            ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => vec![a, b],
            ExprKind::Choice(a, b, c) => vec![a, b, c],
        }
    }
}

/// Name of a type or enum: `a::b`, `::top`, `u4[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeName {
    pub(crate) at: At,
    pub(crate) path: Vec<String>,
    /// True if the name starts with `::`.
    pub(crate) absolute: bool,
    /// True if the name ends with `[]`.
    pub(crate) array: bool,
}

impl std::fmt::Display for TypeName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.absolute {
            f.write_str("::")?;
        }
        f.write_str(&self.path.join("::"))?;
        if self.array { f.write_str("[]") } else { Ok(()) }
    }
}

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Minus,
    Plus,
    Invert,
    Not,
}

/// An operator with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    And,
    Or,
}

impl BinaryOp {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Mod => "%",
            Self::BitAnd => "&",
            Self::BitOr => "|",
            Self::BitXor => "^",
            Self::Shl => "<<",
            Self::Shr => ">>",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::And => "and",
            Self::Or => "or",
        }
    }

    pub(crate) fn is_comparison(self) -> bool {
        matches!(self, Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }
}
