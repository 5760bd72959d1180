//! Parser of expressions.

use super::literal::{
    UNCLOSED_DOUBLE, UNCLOSED_SINGLE, character, double_quoted, float, integer, is_word, name,
    single_quoted,
};
use super::{At, BinaryOp, Expr, ExprKind, TypeName, Unary};
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, multispace0};
use nom::combinator::{opt, value};
use nom::error::{ErrorKind, ParseError as NomError};
use nom::multi::separated_list1;
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// Parser input: the rest of the text, so its size determines where it starts.
pub(super) type In<'i> = &'i str;
pub(super) type Res<'i, T> = IResult<In<'i>, T, Fail>;

/// Parse failure.
#[derive(Debug)]
pub(super) struct Fail {
    /// Size of the remaining input in bytes.
    left: usize,
    /// Expected token, for the message.
    expected: &'static str,
}

impl NomError<In<'_>> for Fail {
    fn from_error_kind(i: In<'_>, _: ErrorKind) -> Self {
        Self { left: i.len(), expected: "an expression" }
    }

    fn append(_: In<'_>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Prefers the failure of the branch that consumed more input.
    fn or(self, other: Self) -> Self {
        if self.left < other.left { self } else { other }
    }
}

pub(super) fn fail(i: In<'_>, expected: &'static str) -> nom::Err<Fail> {
    nom::Err::Error(Fail { left: i.len(), expected })
}

/// Replaces any failure with the failure to find `what` at `i`.
pub(super) fn expected(
    i: In<'_>,
    what: &'static str,
) -> impl FnOnce(nom::Err<Fail>) -> nom::Err<Fail> {
    let error = fail(i, what);
    move |_| error
}

/// Syntax error in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParseError {
    pub(crate) at: At,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// Maximum recursion depth of the parser (nested brackets, signs and conditionals), which bounds
/// its stack use.
const MAX_DEPTH: u32 = 64;

/// Maximum height of an expression tree, which bounds the stack use of recursive walks. Chains of
/// operators count, too: each operator contains the previous operator.
const MAX_HEIGHT: u32 = 128;

/// Parses an expression.
pub(crate) fn parse(text: &str) -> Result<Expr, ParseError> {
    run(text, |i| choice(i, 0)).map(|mut expr| {
        convert_spans(&mut expr, text);
        expr
    })
}

/// Parses the value of `type`: a name with arguments.
pub(crate) fn parse_type_call(text: &str) -> Result<(TypeName, Vec<Expr>), ParseError> {
    let call = |i| {
        let (i, of) = type_name(i)?;
        let (i, args) = opt(|i| arguments(i, 0)).parse(i)?;
        Ok((i, (of, args.unwrap_or_default())))
    };
    run(text, call).map(|(mut of, mut args)| {
        convert_span(&mut of.at, text);
        args.iter_mut().for_each(|arg| convert_spans(arg, text));
        (of, args)
    })
}

/// Parses the name of a type or enum.
pub(crate) fn parse_type_name(text: &str) -> Result<TypeName, ParseError> {
    run(text, type_name).map(|mut of| {
        convert_span(&mut of.at, text);
        of
    })
}

fn run<'i, T>(text: &'i str, grammar: impl Fn(In<'i>) -> Res<'i, T>) -> Result<T, ParseError> {
    let error = |left: usize, expected: &str| {
        let start = text.len().saturating_sub(left);
        let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
        let found = rest.chars().next();
        let word: String = rest.chars().take_while(|c| is_word(*c)).collect();
        let shown = match found {
            None => "the end of the expression".to_owned(),
            Some(c) if word.is_empty() => {
                let double = ["&&", "||", "**", "->", "//"].iter().find(|d| rest.starts_with(**d));
                double.map_or_else(|| format!("`{c}`"), |d| format!("`{d}`"))
            }
            Some(_) => format!("`{word}`"),
        };
        let help = match () {
            () if rest.starts_with("&&") => Some("did you mean `and`?"),
            () if rest.starts_with("||") => Some("did you mean `or`?"),
            () if rest.starts_with('!') => Some("did you mean `not`?"),
            () if rest.starts_with('=') => Some("did you mean `==`?"),
            () => None,
        };
        // The length does not include the backticks in `shown`.
        let len = if found.is_none() { 1 } else { shown.chars().count().saturating_sub(2) };
        if let (UNCLOSED_SINGLE | UNCLOSED_DOUBLE, Some(quote)) = (expected, found) {
            return ParseError {
                at: At { start: before.chars().count(), len },
                message: format!("quote `{quote}` is never closed"),
                help: Some(format!("add {expected}")),
            };
        }
        ParseError {
            at: At { start: before.chars().count(), len },
            message: format!("expected {expected}, found {shown}"),
            help: help.map(str::to_owned),
        }
    };
    match preceded(multispace0, grammar).parse(text) {
        Ok((rest, found)) if rest.trim_start().is_empty() => Ok(found),
        Ok((rest, _)) => {
            Err(error(rest.trim_start().len(), "an operator or the end of the expression"))
        }
        Err(nom::Err::Error(e) | nom::Err::Failure(e)) => Err(error(e.left, e.expected)),
        Err(nom::Err::Incomplete(_)) => Err(error(0, "more")),
    }
}

/// Converts a span from parser form, in bytes with the start counted from the end of the text, to
/// characters.
fn convert_span(at: &mut At, text: &str) {
    let start = text.len().saturating_sub(at.start);
    let chars = |s: Option<&str>| s.map_or(0, |s| s.chars().count());
    let len = chars(text.get(start..start.saturating_add(at.len)));
    *at = At { start: chars(text.get(..start)), len };
}

/// Converts all spans of an expression.
fn convert_spans(expr: &mut Expr, text: &str) {
    convert_span(&mut expr.at, text);
    let each = |list: &mut [Expr]| list.iter_mut().for_each(|e| convert_spans(e, text));
    match &mut expr.kind {
        ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Bool(_)
        | ExprKind::Str(_)
        | ExprKind::Name(_) => {}
        ExprKind::Enum(of, _) | ExprKind::SizeOf { of, .. } => convert_span(&mut of.at, text),
        ExprKind::Format(list) | ExprKind::List(list) => each(list),
        ExprKind::Member(of, _) | ExprKind::Unary(_, of) => convert_spans(of, text),
        ExprKind::Call(of, _, args) => {
            each(args);
            convert_spans(of, text);
        }
        ExprKind::Cast(of, to) => {
            convert_span(&mut to.at, text);
            convert_spans(of, text);
        }
        ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => {
            convert_spans(a, text);
            convert_spans(b, text);
        }
        ExprKind::Choice(a, b, c) => {
            convert_spans(a, text);
            convert_spans(b, text);
            convert_spans(c, text);
        }
    }
}

fn ws<'i, T>(
    inner: impl Parser<In<'i>, Output = T, Error = Fail>,
) -> impl Parser<In<'i>, Output = T, Error = Fail> {
    preceded(multispace0, inner)
}

/// Parses a symbol after optional whitespace.
fn symbol<'i>(text: &'static str) -> impl Parser<In<'i>, Output = &'i str, Error = Fail> {
    preceded(multispace0, tag(text))
}

/// Parses a whole word after optional whitespace.
fn word<'i>(text: &'static str) -> impl FnMut(In<'i>) -> Res<'i, ()> {
    move |i| {
        let (rest, _) = symbol(text).parse(i)?;
        if rest.starts_with(is_word) { Err(fail(i, "an operator")) } else { Ok((rest, ())) }
    }
}

/// Returns the node for the input from `from` up to `to`.
fn node<'i>(from: In<'i>, to: In<'i>, kind: ExprKind) -> Result<Expr, nom::Err<Fail>> {
    let from = from.trim_start();
    let height = kind.height().saturating_add(1);
    if height > MAX_HEIGHT {
        return Err(too_complex(from));
    }
    let at = At { start: from.len(), len: from.len().saturating_sub(to.len()) };
    Ok(Expr { at, height, kind })
}

fn too_complex(i: In<'_>) -> nom::Err<Fail> {
    nom::Err::Failure(Fail {
        left: i.len(),
        expected: "a simpler expression with fewer nested parts",
    })
}

/// Returns the next recursion level; fails at the maximum.
fn next_level(i: In<'_>, level: u32) -> Result<u32, nom::Err<Fail>> {
    if level >= MAX_DEPTH { Err(too_complex(i)) } else { Ok(level.saturating_add(1)) }
}

fn choice(i: In<'_>, depth: u32) -> Res<'_, Expr> {
    let depth = next_level(i, depth)?;
    let (rest, condition) = binary(i, 0, depth)?;
    let Ok((rest, _)) = symbol("?").parse(rest) else { return Ok((rest, condition)) };
    let (rest, then) = choice(rest, depth)?;
    let (rest, _) =
        symbol(":").parse(rest).map_err(expected(rest.trim_start(), "the `:` of `… ? … : …`"))?;
    let (rest, other) = choice(rest, depth)?;
    let kind = ExprKind::Choice(Box::new(condition), Box::new(then), Box::new(other));
    Ok((rest, node(i, rest, kind)?))
}

/// Operator precedence levels: a higher level binds more tightly.
const LOGIC: u8 = 2;
const COMPARISON: u8 = 3;
const TIGHTEST: u8 = 8;

/// Parses an operator of a precedence level.
fn operator(i: In<'_>, level: u8) -> Res<'_, BinaryOp> {
    use BinaryOp as B;
    let i = i.trim_start();
    let one = |op: B| value(op, tag(op.symbol()));
    match level {
        0 => value(B::Or, word("or")).parse(i),
        1 => value(B::And, word("and")).parse(i),
        COMPARISON => {
            alt((one(B::Le), one(B::Ge), one(B::Eq), one(B::Ne), one(B::Lt), one(B::Gt))).parse(i)
        }
        4 => one(B::BitOr).parse(i).and_then(single("|")),
        5 => one(B::BitXor).parse(i),
        6 => one(B::BitAnd).parse(i).and_then(single("&")),
        7 => alt((one(B::Shl), one(B::Shr))).parse(i),
        TIGHTEST => alt((one(B::Add), one(B::Sub))).parse(i),
        _ => alt((one(B::Mul), one(B::Div), one(B::Mod))).parse(i),
    }
}

/// Rejects a doubled operator, such as `&&` from other languages.
fn single<'i>(symbol: &'static str) -> impl FnOnce((In<'i>, BinaryOp)) -> Res<'i, BinaryOp> {
    move |(rest, op)| if rest.starts_with(symbol) { Err(fail(rest, "")) } else { Ok((rest, op)) }
}

fn binary(i: In<'_>, level: u8, depth: u32) -> Res<'_, Expr> {
    if level == LOGIC {
        return not(i, depth);
    }
    if level > TIGHTEST.saturating_add(1) {
        return unary(i, depth);
    }
    let next = level.saturating_add(1);
    let (mut rest, mut left) = binary(i, next, depth)?;
    while let Ok((after, op)) = operator(rest, level) {
        let (after, right) = binary(after, next, depth)?;
        left = node(i, after, ExprKind::Binary(op, Box::new(left), Box::new(right)))?;
        rest = after;
        if level == COMPARISON {
            break;
        }
    }
    Ok((rest, left))
}

fn not(i: In<'_>, depth: u32) -> Res<'_, Expr> {
    match word("not")(i) {
        Ok((rest, ())) => {
            let (rest, of) = not(rest, next_level(rest, depth)?)?;
            Ok((rest, node(i, rest, ExprKind::Unary(Unary::Not, Box::new(of)))?))
        }
        Err(_) => binary(i, COMPARISON, depth),
    }
}

fn unary(i: In<'_>, depth: u32) -> Res<'_, Expr> {
    let mut signs = alt((
        value(Unary::Minus, symbol("-")),
        value(Unary::Plus, symbol("+")),
        value(Unary::Invert, symbol("~")),
    ));
    match signs.parse(i) {
        Ok((rest, op)) => {
            let (rest, of) = unary(rest, next_level(rest, depth)?)?;
            Ok((rest, node(i, rest, ExprKind::Unary(op, Box::new(of)))?))
        }
        Err(_) => postfix(i, depth),
    }
}

fn postfix(i: In<'_>, depth: u32) -> Res<'_, Expr> {
    let (mut rest, mut of) = atom(i, depth)?;
    loop {
        if let Ok((after, _)) = symbol("[").parse(rest) {
            let (after, index) = choice(after, depth)?;
            let (after, _) =
                symbol("]").parse(after).map_err(expected(after.trim_start(), "a closing `]`"))?;
            of = node(i, after, ExprKind::Index(Box::new(of), Box::new(index)))?;
            rest = after;
        } else if let Ok((after, _)) = symbol(".").parse(rest) {
            let (after, member) = ws(name).parse(after)?;
            let cast = if member == "as" { symbol("<").parse(after).ok() } else { None };
            if let Some((to, _)) = cast {
                let (to, of_type) = type_name(to)?;
                let (to, _) = symbol(">").parse(to).map_err(expected(to, "a closing `>`"))?;
                of = node(i, to, ExprKind::Cast(Box::new(of), of_type))?;
                rest = to;
            } else if after.trim_start().starts_with('(') {
                let (after, args) = arguments(after, depth)?;
                of = node(i, after, ExprKind::Call(Box::new(of), member.to_owned(), args))?;
                rest = after;
            } else {
                of = node(i, after, ExprKind::Member(Box::new(of), member.to_owned()))?;
                rest = after;
            }
        } else {
            return Ok((rest, of));
        }
    }
}

/// Parses arguments: `(a, b)`.
fn arguments(i: In<'_>, depth: u32) -> Res<'_, Vec<Expr>> {
    let (rest, _) = symbol("(").parse(i)?;
    list(rest, depth, ")", "a closing `)`")
}

/// Parses comma-separated expressions up to `close`.
fn list<'i>(
    i: In<'i>,
    depth: u32,
    close: &'static str,
    expected: &'static str,
) -> Res<'i, Vec<Expr>> {
    let mut items = Vec::new();
    let mut rest = i;
    loop {
        if let Ok((after, _)) = symbol(close).parse(rest) {
            return Ok((after, items));
        }
        let (after, item) = choice(rest, depth)?;
        items.push(item);
        match symbol(",").parse(after) {
            Ok((after, _)) => rest = after,
            Err::<_, nom::Err<Fail>>(_) => {
                let closed = symbol(close).parse(after);
                let (after, _) = closed.map_err(|_| fail(after.trim_start(), expected))?;
                return Ok((after, items));
            }
        }
    }
}

fn type_name(i: In<'_>) -> Res<'_, TypeName> {
    let i = i.trim_start();
    let (rest, absolute) = opt(tag("::")).parse(i)?;
    let (rest, path) = separated_list1(symbol("::"), ws(name)).parse(rest)?;
    let (rest, array) = opt((symbol("["), symbol("]"))).parse(rest)?;
    let path = path.into_iter().map(str::to_owned).collect();
    let at = At { start: i.len(), len: i.len().saturating_sub(rest.len()) };
    Ok((rest, TypeName { at, path, absolute: absolute.is_some(), array: array.is_some() }))
}

fn atom(i: In<'_>, depth: u32) -> Res<'_, Expr> {
    let start = i.trim_start();
    let leaf = |(rest, kind)| Ok((rest, node(start, rest, kind)?));
    match start.chars().next() {
        Some('(') => {
            let (rest, inner) = choice(start.get(1..).unwrap_or_default(), depth)?;
            let closed = symbol(")").parse(rest);
            let (rest, _) = closed.map_err(expected(rest.trim_start(), "a closing `)`"))?;
            leaf((rest, inner.kind))
        }
        Some('[') => {
            let (rest, items) =
                list(start.get(1..).unwrap_or_default(), depth, "]", "a closing `]`")?;
            leaf((rest, ExprKind::List(items)))
        }
        Some('\'') => single_quoted(start).map(|(rest, s)| (rest, ExprKind::Str(s))).and_then(leaf),
        Some('"') => double_quoted(start).map(|(rest, s)| (rest, ExprKind::Str(s))).and_then(leaf),
        Some(c) if c.is_ascii_digit() || c == '.' => match float(start) {
            Ok((rest, number)) => leaf((rest, ExprKind::Float(number))),
            Err(_) => integer(start).map(|(rest, n)| (rest, ExprKind::Int(n))).and_then(leaf),
        },
        Some('f') if start.starts_with("f\"") => format_string(start, depth)
            .and_then(|(rest, parts)| leaf((rest, ExprKind::Format(parts)))),
        Some(c) if is_word(c) || c == ':' => named(start).and_then(leaf),
        _ => Err(fail(start, "a value")),
    }
}

/// Parses a name, a boolean, an enum value, or `sizeof<…>`.
fn named(i: In<'_>) -> Res<'_, ExprKind> {
    for (text, bits) in [("sizeof", false), ("bitsizeof", true)] {
        if let Ok((rest, ())) = word(text)(i)
            && let Ok((rest, _)) = symbol("<").parse(rest)
        {
            let (rest, of) = type_name(rest)?;
            let (rest, _) = symbol(">").parse(rest).map_err(expected(rest, "a closing `>`"))?;
            return Ok((rest, ExprKind::SizeOf { bits, of }));
        }
    }
    let (rest, absolute) = opt(tag("::")).parse(i)?;
    let (rest, mut path) = separated_list1(symbol("::"), ws(name)).parse(rest)?;
    let label = path.pop().unwrap_or_default().to_owned();
    if path.is_empty() && absolute.is_none() {
        let kind = match label.as_str() {
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "not" | "and" | "or" => return Err(fail(i, "a value")),
            _ => ExprKind::Name(label),
        };
        return Ok((rest, kind));
    }
    let at = At { start: i.len(), len: i.len().saturating_sub(rest.len()) };
    let path = path.into_iter().map(str::to_owned).collect();
    let of = TypeName { at, path, absolute: absolute.is_some(), array: false };
    Ok((rest, ExprKind::Enum(of, label)))
}

/// Parses a format string: `f"text {expression} text"`.
fn format_string(i: In<'_>, depth: u32) -> Res<'_, Vec<Expr>> {
    let mut rest = i.get(2..).unwrap_or_default();
    let mut parts = Vec::new();
    let (mut text, mut from) = (String::new(), rest);
    loop {
        let mut chars = rest.chars();
        let next = chars.next();
        if matches!(next, Some('"' | '{')) && !text.is_empty() {
            parts.push(node(from, rest, ExprKind::Str(std::mem::take(&mut text)))?);
        }
        match next {
            Some('"') => return Ok((chars.as_str(), parts)),
            Some('{') => {
                let (after, part) = choice(chars.as_str(), depth)?;
                let (after, _) =
                    ws(char('}')).parse(after).map_err(expected(after, "a closing `}`"))?;
                parts.push(part);
                (rest, from) = (after, after);
            }
            _ => {
                let (after, c) = character(i, rest)?;
                text.push(c);
                rest = after;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats an expression with parentheses around every operator, to show the tree structure.
    fn shape(expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Int(n) => n.to_string(),
            ExprKind::Float(n) => format!("{n:?}"),
            ExprKind::Bool(b) => b.to_string(),
            ExprKind::Str(s) => format!("{s:?}"),
            ExprKind::Name(n) => n.clone(),
            ExprKind::Enum(of, label) => format!("{of}::{label}"),
            ExprKind::Member(of, name) => format!("{}.{name}", shape(of)),
            ExprKind::Cast(of, to) => format!("{}.as<{to}>", shape(of)),
            ExprKind::Index(of, at) => format!("{}[{}]", shape(of), shape(at)),
            ExprKind::Unary(op, of) => format!("({op:?} {})", shape(of)),
            ExprKind::Binary(op, a, b) => format!("({} {} {})", shape(a), op.symbol(), shape(b)),
            ExprKind::Choice(a, b, c) => format!("({} ? {} : {})", shape(a), shape(b), shape(c)),
            ExprKind::SizeOf { bits, of } => {
                format!("{}<{of}>", if *bits { "bits" } else { "bytes" })
            }
            ExprKind::List(items) => format!("{:?}", items.iter().map(shape).collect::<Vec<_>>()),
            ExprKind::Format(items) => {
                format!("f{:?}", items.iter().map(shape).collect::<Vec<_>>())
            }
            ExprKind::Call(of, name, args) => {
                let args: Vec<_> = args.iter().map(shape).collect();
                format!("{}.{name}({})", shape(of), args.join(", "))
            }
        }
    }

    #[test]
    fn operators_have_the_precedence_of_the_language() {
        for (text, expected) in [
            ("1 + 2 * 3", "(1 + (2 * 3))"),
            ("a - b - c", "((a - b) - c)"),
            ("not a and b or c", "(((Not a) and b) or c)"),
            ("not a == b", "(Not (a == b))"),
            ("a & 3 == 0", "((a & 3) == 0)"),
            ("a | b ^ c & d << 1 + 2", "(a | (b ^ (c & (d << (1 + 2)))))"),
            ("-a.b[1] % 2", "((Minus a.b[1]) % 2)"),
            ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
            ("x.as<a::b>.c", "x.as<a::b>.c"),
            ("a::b::c == 1", "(a::b::c == 1)"),
            ("sizeof<u4> + bitsizeof<a::b>", "(bytes<u4> + bits<a::b>)"),
            ("[1, 0x2, 0b11, 0o17, 1_000,]", r#"["1", "2", "3", "15", "1000"]"#),
            (r#"'a\n' + "\n\101\u263b""#, r#"("a\\n" + "\nA☻")"#),
            (r#"f"a{x + 1}b""#, r#"f["\"a\"", "(x + 1)", "\"b\""]"#),
            ("s.substring(1, 2).to_i(16)", "s.substring(1, 2).to_i(16)"),
            ("1.5e3 + .5 + 2e-1", "((1500.0 + 0.5) + 0.2)"),
            ("x * 24000. + 1.to_s.length", "((x * 24000.0) + 1.to_s.length)"),
            ("nothing and orange", "(nothing and orange)"),
            ("~ 1 - - 2", "((Invert 1) - (Minus 2))"),
        ] {
            assert_eq!(parse(text).map(|e| shape(&e)).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn errors_have_positions() {
        for (text, start, message) in [
            ("1 *", 3, "expected a value, found the end of the expression"),
            ("(1 + 5", 6, "expected a closing `)`, found the end of the expression"),
            ("a == 1 && b", 7, "expected an operator or the end of the expression, found `&&`"),
            ("^AHEM", 0, "expected a value, found `^`"),
            ("a.", 2, "expected a name, found the end of the expression"),
            ("'abc", 0, "quote `'` is never closed"),
            ("é ", 0, "expected a value, found `é`"),
            ("12ab", 2, "expected the end of the number, found `ab`"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((error.at.start, error.message.as_str()), (start, message), "{text}");
        }
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(100_000)).is_err());
        assert!(parse(&"not ".repeat(100_000)).is_err());
    }

    /// Includes brackets that are closed only within a string, signs after tabs, and left-nested
    /// chains.
    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        for part in ["(\")\" + ", "-\t", "f\"{", "a ? ", "a ? b : ", "not\n", "[[", "a.b("] {
            let error = parse(&part.repeat(50_000)).unwrap_err();
            assert!(error.message.starts_with("expected a simpler expression"), "{error:?}");
        }
        for part in ["1 + ", "a.", "a and "] {
            assert!(parse(&(part.repeat(100) + "a")).is_ok(), "{part}");
            assert!(parse(&(part.repeat(50_000) + "a")).is_err(), "{part}");
        }
        assert!(parse(&("a".to_owned() + &"[0]".repeat(50_000))).is_err());
        assert!(parse(&("[1".to_owned() + &", 1".repeat(50_000) + "]")).is_ok());
    }

    #[test]
    fn spans_count_characters() {
        let expr = parse("  éé or foo.bar").map_err(|e| e.at.start);
        assert_eq!(expr.map(|e| e.at), Err(2));
        let expr = parse("  aa or foo.bar").unwrap();
        assert_eq!(expr.at, At { start: 2, len: 13 });
        let ExprKind::Binary(_, _, right) = expr.kind else { panic!("no operator") };
        assert_eq!(right.at, At { start: 8, len: 7 });
    }
}
