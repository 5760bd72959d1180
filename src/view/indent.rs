//! Indented JSON.

use serde_json::ser::Formatter;
use std::io::{Result, Write};

/// Formats JSON like [`serde_json::ser::PrettyFormatter`], but writes the indentation of a line in
/// one call, since trees are deep.
#[derive(Debug, Default)]
pub struct Indented {
    depth: usize,
    has_value: bool,
}

/// Spaces that are written in one call.
const SPACES: &[u8] = &[b' '; 128];

impl Indented {
    fn line<W: ?Sized + Write>(&self, out: &mut W) -> Result<()> {
        out.write_all(b"\n")?;
        let mut left = self.depth.saturating_mul(2);
        while left > 0 {
            let part = SPACES.get(..left).unwrap_or(SPACES);
            out.write_all(part)?;
            left = left.saturating_sub(part.len());
        }
        Ok(())
    }

    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth = self.depth.saturating_add(1);
        self.has_value = false;
        out.write_all(bracket)
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.has_value {
            self.line(out)?;
        }
        self.has_value = true;
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.line(out)
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde_json::{Serializer, Value, json};

    #[test]
    fn output_equals_serde_json() {
        let mut deep = json!([1, {"a": null, "b": [], "c": {}, "d": [[], {}, "x\ny"]}]);
        for _ in 0..100 {
            deep = json!({"list": [deep], "empty": {}});
        }
        for value in [Value::Null, json!([]), json!({}), deep] {
            let mut ours = Serializer::with_formatter(Vec::new(), Indented::default());
            value.serialize(&mut ours).unwrap();
            let ours = String::from_utf8(ours.into_inner()).unwrap();
            assert_eq!(ours, serde_json::to_string_pretty(&value).unwrap());
        }
    }
}
