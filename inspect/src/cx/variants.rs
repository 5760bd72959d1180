//! Enums: integers with named values, and variants that are tried in sequence.

use super::Cx;
use crate::{FaultKind, Inspect, Label, Node, Presentation, PresentationRef, Span, Value};
use binrw::{BinResult, Endian, Error};

/// A variant that failed to match.
pub(crate) struct FailedVariant {
    /// Largest end offset of the variant's fields.
    end: u64,
    /// Fields that were read.
    node: Node,
}

/// Methods for reading enums.
impl Cx<'_> {
    /// Reads the integer of a unit enum and shows the name of its variant.
    ///
    /// # Errors
    /// Returns [`Error::NoVariantMatch`] if no variant has this integer, or the error of reading
    /// it.
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

    /// Tries one variant of an enum. After a failed attempt, the reader returns to the start of the
    /// variant. The failed attempt that read furthest is kept for [`no_variant`](Self::no_variant).
    ///
    /// # Errors
    /// The outer result is always `Ok`. The inner result is the value or the error of `read`.
    pub fn variant<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> BinResult<T>,
    ) -> BinResult<Result<T, Error>> {
        let start = self.pos;
        let outer_furthest = self.furthest.take();
        let span = Span::bytes(self.buffer, start, start);
        self.open.push(Node { span, ..Node::default() });
        self.open.last_mut().map(|n| n.extra_mut().variant.replace(name));
        let result = read(self);
        let mut tried = self.open.pop().unwrap_or_default();
        self.furthest = outer_furthest;
        match result {
            Ok(value) => {
                self.furthest = None;
                self.adopt(tried);
                Ok(Ok(value))
            }
            Err(error) => {
                self.record_error_at(&mut tried, &error);
                self.clear_error();
                let end = tried.children.iter().map(|c| c.span.end()).max().unwrap_or(start);
                // Bad magic means that the data is probably another variant, so such an attempt is
                // not kept.
                let magic_matches =
                    |first: &Node| first.fault().is_none_or(|f| f.kind != FaultKind::Magic);
                let plausible = tried.children.first().map_or(error.is_eof(), magic_matches);
                let further = self.furthest.as_ref().is_none_or(|furthest| end > furthest.end);
                if plausible && further {
                    self.furthest = Some(FailedVariant { end, node: tried });
                }
                self.pos = start;
                Ok(Err(error))
            }
        }
    }

    /// Sets the presentation of the open structure, unless it has one: that of its variant or, for
    /// a list item, of its metadata.
    pub fn present(&mut self, presentation: Option<&'static Presentation>) {
        if let (Some(presentation), Some(node)) = (presentation, self.open.last_mut())
            && node.presentation().is_none()
        {
            node.extra_mut().presentation = Some(PresentationRef::Static(presentation));
        }
    }

    /// Fails because no variant matched, and shows the failed attempt that read furthest.
    ///
    /// # Errors
    /// Always returns [`Error::EnumErrors`].
    pub fn no_variant<T>(&mut self, pos: u64, errors: Vec<(&'static str, Error)>) -> BinResult<T> {
        if let Some(furthest) = self.furthest.take() {
            self.error_recorded = furthest.node.has_fault();
            self.pos = furthest.end;
            self.adopt(furthest.node);
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
            extra.target = extra.target.take().or(from.target);
            extra.presentation = extra.presentation.take().or(from.presentation);
            extra.storage = extra.storage.or(from.storage);
        }
    }
}
