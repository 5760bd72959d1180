//! Fields at known offsets at the start of a frame: its constants, channel and sequence count.

use crate::flat::build::{Features, PartBuilder};
use crate::flat::leaf::FlatLeaf;
use crate::flat::number::View;
use crate::flat::part::FlatPart;
use crate::ir::{ElementKind, Ex, FieldExtent, FrameIdentity, Program, Repeat, Size};
use bytescope_frames::Identity;
use std::sync::Arc;

/// Leading fields of a frame.
#[derive(Debug)]
pub(super) struct FrameHead {
    program: Arc<Program>,
    part: FlatPart,
    /// Values by slot of the top-level type.
    slots: Vec<Option<FlatLeaf>>,
    /// Size of the data, if frames consist of the head and data without structure.
    data: Option<Ex>,
}

impl FrameHead {
    /// Returns the head of the frames of a schema; `None` if they have none.
    pub(super) fn of(program: &Arc<Program>) -> Option<Self> {
        let top = program.top;
        let class = program.classes.get(top.index()).filter(|class| class.params == 0)?;
        let mut builder = PartBuilder::new(program, Vec::new(), Features::Exact);
        let mut data = None;
        for (index, field) in class.fields.iter().enumerate() {
            if !matches!(field.kind, ElementKind::Bits { .. }) {
                builder.cursor.align();
            }
            // A condition, a list or a rule ends the head.
            let once = field.condition.is_none() && matches!(field.repeat, Repeat::Once);
            if once && builder.field(field, (top, class.field_slot(index))).is_some() {
                continue;
            }
            let is_last = index.saturating_add(1) == class.fields.len();
            let plain = once && !field.has_rules();
            if let ElementKind::Bytes(FieldExtent {
                size: Size::Bytes(size),
                terminator: None,
                pad: None,
                process: None,
                trimmed: None,
                ..
            }) = &field.kind
                && is_last
                && plain
            {
                data = Some(size.clone());
            }
            break;
        }
        let part = builder.part;
        // The head does not verify checksums.
        if class.fields.iter().any(|field| field.checksum.is_some())
            || part.leaves.iter().any(|placed| placed.optional)
        {
            data = None;
        }
        let own = |slot: usize| part.mandatory(&[(top, slot)]).cloned();
        let slots = (0..class.slots()).map(own).collect();
        (part.size > 0).then(|| Self { program: program.clone(), slots, part, data })
    }

    /// True unless the first bytes cannot be those of a frame.
    #[inline]
    pub(super) fn may_start(&self, bytes: &[u8]) -> bool {
        bytes.len() < self.part.size || self.part.is_valid(bytes)
    }

    /// True if `bytes` start with a complete head whose constants match.
    #[inline]
    pub(super) fn is_valid(&self, bytes: &[u8]) -> bool {
        self.part.is_valid(bytes)
    }

    /// Returns the size of the frame at the start of `bytes`, if it is valid and consists of the
    /// head and data.
    #[inline]
    pub(super) fn valid_frame(&self, bytes: &[u8]) -> Option<usize> {
        let size = self.data.as_ref()?;
        if !self.part.is_valid(bytes) {
            return None;
        }
        let len = self.part.size.checked_add(usize::try_from(self.int(bytes, size)?).ok()?)?;
        (len <= bytes.len()).then_some(len)
    }

    /// Returns the identity of the frame whose head is at the start of `bytes`, which must be
    /// [valid](Self::is_valid); `None` if it depends on fields after the head.
    #[inline]
    pub(super) fn identity(&self, bytes: &[u8], rule: &FrameIdentity) -> Option<Identity> {
        let number = |ex: &Ex| Some(self.int(bytes, ex)? as u64);
        Some(Identity {
            sequence: Some(number(&rule.sequence)?),
            channel: rule.channel.as_ref().map_or(Some(0), number)?,
            idle: rule.idle.as_ref().map_or(Some(0), number)? != 0,
        })
    }

    fn int(&self, frame: &[u8], ex: &Ex) -> Option<i128> {
        let class = self.program.classes.get(self.program.top.index())?;
        View { class, leaves: &self.slots, frame }.int(ex)
    }
}
