//! Enums: labels of an integer, and variants that are tried in sequence.

use super::Cx;
use crate::{FaultKind, Inspect, Label, Node, Span, Value};
use binrw::{BinResult, Endian, Error};

/// A variant that failed to match.
pub(crate) struct FailedVariant {
    /// Largest end offset of its fields.
    reach: u64,
    node: Node,
}

/// Reading of enums.
impl Cx<'_> {
    /// Reads the integer of a unit enum and shows the name of its variant.
    ///
    /// # Errors
    /// [`Error::NoVariantMatch`] if no variant has the integer.
    pub fn label<T, V>(
        &mut self,
        endian: Endian,
        name: impl FnOnce(T) -> Option<(V, &'static str, &'static str)>,
    ) -> BinResult<V>
    where
        T: for<'a> Inspect<Args<'a> = ()> + Copy + Into<Value>,
    {
        let pos = self.pos;
        let raw = T::inspect(self, endian, ())?;
        match name(raw) {
            Some((value, name, doc)) => {
                let raw = Into::<Value>::into(raw).as_int().unwrap_or_default();
                self.leaf(Value::Label(Box::new(Label {
                    raw,
                    name: name.into(),
                    doc: doc.into(),
                    set: None,
                })));
                Ok(value)
            }
            None => Err(Error::NoVariantMatch { pos }),
        }
    }

    /// Tries one variant of an enum. A failed attempt is rewound; the furthest one is kept.
    ///
    /// # Errors
    /// Errors that end the whole read. A variant that does not match is the inner error.
    pub fn variant<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> BinResult<T>,
    ) -> BinResult<Result<T, Error>> {
        let start = self.pos;
        let outer_best = self.best.take();
        let span = Span::bytes(self.buffer, start, start);
        self.open.push(Node { span, ..Node::default() });
        self.open.last_mut().map(|n| n.extra_mut().variant.replace(name));
        let result = read(self);
        let mut tried = self.open.pop().unwrap_or_default();
        self.best = outer_best;
        match result {
            Ok(value) => {
                self.best = None;
                self.adopt(tried);
                Ok(Ok(value))
            }
            Err(error) => {
                self.place(&mut tried, &error);
                self.recovered();
                let reach = tried.children.iter().map(|c| c.span.end()).max().unwrap_or(start);
                // If the magic differs, another variant is meant, so the attempt is not shown.
                let matched =
                    |first: &Node| first.fault().is_none_or(|f| f.kind != FaultKind::Magic);
                let started = tried.children.first().map_or(error.is_eof(), matched);
                let further = self.best.as_ref().is_none_or(|best| reach > best.reach);
                if started && further {
                    self.best = Some(FailedVariant { reach, node: tried });
                }
                self.pos = start;
                Ok(Err(error))
            }
        }
    }

    /// Ends an enum without a matching variant, showing the one that read furthest.
    ///
    /// # Errors
    /// Always binrw's error for it.
    pub fn no_variant<T>(&mut self, pos: u64, errors: Vec<(&'static str, Error)>) -> BinResult<T> {
        if let Some(best) = self.best.take() {
            self.placed = best.node.has_fault();
            self.pos = best.reach;
            self.adopt(best.node);
        }
        Err(Error::EnumErrors { pos, variant_errors: errors })
    }

    /// Moves the fields and value of a variant into the open node.
    fn adopt(&mut self, tried: Node) {
        let Some(node) = self.top() else { return };
        node.children.extend(tried.children);
        if !matches!(tried.value, Value::Group) {
            node.value = tried.value;
        }
        if let Some(from) = tried.extra {
            let extra = node.extra_mut();
            extra.variant = extra.variant.or(from.variant);
            extra.note = extra.note.take().or(from.note);
            extra.fault = extra.fault.take().or(from.fault);
            extra.lossy |= from.lossy;
            extra.labels = extra.labels.or(from.labels);
        }
    }
}
