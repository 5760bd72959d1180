//! Enums: labels of one integer, and forms tried one after the other.

use super::Cx;
use crate::{FaultKind, Inspect, Label, Node, Span, Value};
use binrw::{BinResult, Endian, Error};

/// The form of an enum that got furthest before it failed.
pub(crate) struct Tried {
    reach: u64,
    node: Node,
}

/// How a variant's fields become part of the node of its enum.
impl Cx<'_> {
    /// Reads the integer of a unit enum and gives it its name.
    ///
    /// # Errors
    /// [`Error::NoVariantMatch`] when no variant has the integer.
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

    /// Tries one form of an enum. A failed try is rewound and set aside; the furthest is kept.
    ///
    /// # Errors
    /// Only those that end the reading altogether; a form that does not fit is the inner error.
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
                // A wrong constant says that another form was meant; any other fault is news.
                let meant = |first: &Node| first.fault().is_none_or(|f| f.kind != FaultKind::Magic);
                let began = tried.children.first().map_or(error.is_eof(), meant);
                let further = self.best.as_ref().is_none_or(|best| reach > best.reach);
                if began && further {
                    self.best = Some(Tried { reach, node: tried });
                }
                self.pos = start;
                Ok(Err(error))
            }
        }
    }

    /// Ends an enum none of whose forms fitted, showing the one that got furthest.
    ///
    /// # Errors
    /// Always: binrw's error for it.
    pub fn no_variant<T>(&mut self, pos: u64, errors: Vec<(&'static str, Error)>) -> BinResult<T> {
        if let Some(best) = self.best.take() {
            self.placed = best.node.has_fault();
            self.pos = best.reach;
            self.adopt(best.node);
        }
        Err(Error::EnumErrors { pos, variant_errors: errors })
    }

    /// Takes what a form has read into the node that is open.
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
