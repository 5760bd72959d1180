//! Location of nested content in the outermost file.

use bytescope_inspect::{ContentCoding, DecodingEnd};
use std::fmt;

/// Location of a nested document: the fields that contain it, from the outermost file on, and how
/// their bytes were decoded.
///
/// The text names the buffer of each offset: `members[0].data → deflate → entries[3].data`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NestedLocation {
    /// Fields from the outermost file on, each with the coding of its bytes.
    pub(super) steps: Vec<NestedStep>,
    /// Reason for which decoding of the innermost field ended.
    pub(super) end: DecodingEnd,
    /// Maximum size of the decoded content in bytes.
    pub(super) max_size: u64,
}

/// A field that contains nested content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NestedStep {
    /// Path of the field in its document.
    pub(super) path: String,
    pub(super) coding: ContentCoding,
}

impl NestedLocation {
    /// Returns the path of the field in the outermost file, such as `members[0].data/entries[0].data`.
    pub fn path(&self) -> String {
        let paths: Vec<_> = self.steps.iter().map(|step| step.path.as_str()).collect();
        paths.join("/")
    }

    /// Returns the path of a field of the nested document in the outermost file. The path of the
    /// document itself ends with `/`.
    pub fn path_of(&self, field: &str) -> String {
        format!("{}/{field}", self.path())
    }

    /// Returns the number of documents around this one.
    pub fn level(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    /// Returns the innermost coding that is not [`ContentCoding::Identity`]. Offsets in the document
    /// are offsets in the bytes decoded with it; without a coding, they are offsets in the file.
    pub fn buffer(&self) -> Option<ContentCoding> {
        let codings = self.steps.iter().rev().map(|step| step.coding);
        codings.into_iter().find(|coding| *coding != ContentCoding::Identity)
    }

    /// Returns the coding of the innermost field, unless it is [`ContentCoding::Identity`].
    pub fn coding(&self) -> Option<ContentCoding> {
        let coding = self.steps.last().map(|step| step.coding);
        coding.filter(|coding| *coding != ContentCoding::Identity)
    }

    /// Returns the maximum size of decoded content in bytes, if the content is larger.
    pub fn limit(&self) -> Option<u64> {
        (self.end == DecodingEnd::Limit).then_some(self.max_size)
    }

    /// True if the end of the content is missing.
    pub(super) fn is_partial(&self) -> bool {
        self.end != DecodingEnd::Complete
    }
}

/// Returns an offset with the buffer that it refers to: `deflate:0x10`, or `0x10` in the file.
pub fn address(buffer: Option<ContentCoding>, offset: u64) -> String {
    match buffer {
        Some(coding) => format!("{}:{offset:#x}", coding.name()),
        None => format!("{offset:#x}"),
    }
}

impl fmt::Display for NestedLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            let arrow = if index > 0 { " → " } else { "" };
            write!(f, "{arrow}{}", step.path)?;
            if step.coding != ContentCoding::Identity {
                write!(f, " → {}", step.coding.name())?;
            }
        }
        Ok(())
    }
}
