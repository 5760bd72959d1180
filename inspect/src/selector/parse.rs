//! Syntax of selectors.

use super::condition::{Condition, FieldComparison};
use super::{ItemIndex, SelectorStep};
use nom::branch::alt;
use nom::bytes::complete::{escaped_transform, is_not, tag, take_while1};
use nom::character::complete::{char, digit1, one_of, space0};
use nom::combinator::{map, map_res, opt, recognize, value, verify};
use nom::multi::{many0, separated_list1};
use nom::sequence::{delimited, preceded, separated_pair, terminated};
use nom::{IResult, Parser};

/// Parses the steps of a path; the remaining input starts at the first invalid character.
pub(super) fn steps(input: &str) -> IResult<&str, Vec<SelectorStep>> {
    let part = map((named, many0(items)), |(field, items)| {
        let mut steps = vec![field];
        steps.extend(items);
        steps
    });
    let bare = map((items, many0(items)), |(first, rest)| {
        let mut steps = vec![first];
        steps.extend(rest);
        steps
    });
    map(separated_list1(char('.'), alt((part, bare))), |parts| parts.concat()).parse(input)
}

fn name(input: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '$').parse(input)
}

fn named(input: &str) -> IResult<&str, SelectorStep> {
    let anywhere = value(SelectorStep::Anywhere, tag("**"));
    alt((anywhere, map(name, |name: &str| SelectorStep::Field(name.to_owned())))).parse(input)
}

/// Parses items in brackets: an index, a range, a condition or all items.
fn items(input: &str) -> IResult<&str, SelectorStep> {
    let range = map(separated_pair(opt(index), tag(".."), opt(index)), |(from, to)| {
        SelectorStep::Items(from.unwrap_or(ItemIndex::FromStart(0)), to)
    });
    let one = map(index, SelectorStep::Item);
    let all = map(opt(char('*')), |_| SelectorStep::Items(ItemIndex::FromStart(0), None));
    let inner =
        alt((terminated(alt((range, one)), nom::combinator::peek(char(']'))), conditions, all));
    delimited(char('['), inner, char(']')).parse(input)
}

/// Parses an index; a negative one counts from the end.
fn index(input: &str) -> IResult<&str, ItemIndex> {
    let number = || map_res(digit1, str::parse::<u64>);
    let from_end = verify(preceded(char('-'), number()), |back| *back > 0);
    alt((map(from_end, ItemIndex::FromEnd), map(number(), ItemIndex::FromStart))).parse(input)
}

/// Parses conditions that must all hold: `type=IDAT, length>0`.
fn conditions(input: &str) -> IResult<&str, SelectorStep> {
    let comma = delimited(space0, char(','), space0);
    map(separated_list1(comma, condition), SelectorStep::Where).parse(input)
}

fn condition(input: &str) -> IResult<&str, Condition> {
    let fields = separated_list1(char('.'), map(name, str::to_owned));
    let path = alt((fields, map(char('.'), |_| Vec::new())));
    let comparison = alt((
        value(FieldComparison::Equal, tag("==")),
        value(FieldComparison::NotEqual, tag("!=")),
        value(FieldComparison::AtMost, tag("<=")),
        value(FieldComparison::AtLeast, tag(">=")),
        value(FieldComparison::Equal, tag("=")),
        value(FieldComparison::Less, tag("<")),
        value(FieldComparison::Greater, tag(">")),
        value(FieldComparison::Contains, tag("~")),
    ));
    let values = separated_list1(delimited(space0, char('|'), space0), operand);
    let parts = (path, delimited(space0, comparison, space0), values);
    map(parts, |(path, comparison, values)| Condition { path, comparison, values }).parse(input)
}

/// Parses a value: a word, or text in quotes.
fn operand(input: &str) -> IResult<&str, String> {
    let escapes = |quote: char| {
        let special = if quote == '"' { "\"\\" } else { "'\\" };
        let text = escaped_transform(is_not(special), '\\', recognize(one_of(special)));
        delimited(char(quote), map(opt(text), Option::unwrap_or_default), char(quote))
    };
    let word = map(is_not("[],|\"'"), |word: &str| word.trim().to_owned());
    alt((escapes('"'), escapes('\''), word)).parse(input)
}
