//! Detection of the format of nested content.

use crate::format::{AnyFormat, Formats};

use bytescope_formats::FileFormat;
use bytescope_formats::zip::{Zip, ZipEntry};
use bytescope_inspect::Inspect;

/// Minimum size in bytes of a field whose content is detected without a declaration.
pub(super) const MIN_SIZE: u64 = 16;

/// Minimum size in bytes of a magic that identifies a format without a declaration. Content with a
/// shorter one must also be valid.
const MIN_MAGIC: usize = 4;

impl Formats {
    /// Detects the format of bytes that may be anything by their first bytes. The second value is
    /// true if the magic is long enough to be conclusive.
    pub(super) fn detect_in_field(&self, bytes: &[u8]) -> Option<(AnyFormat, bool)> {
        let head = bytes.get(..bytes.len().min(MAX_HEAD)).unwrap_or(bytes);
        // A ZIP archive is also detected by the end of the data, which may be a coincidence.
        let start = if head.starts_with(ZipEntry::MAGIC) { bytes } else { head };
        let format = self.detect(start)?;
        if format.name() == Zip::NAME && !head.starts_with(ZipEntry::MAGIC) {
            return None;
        }
        let is_conclusive = magic_size(&format) >= MIN_MAGIC;
        Some((format, is_conclusive))
    }
}

/// Number of bytes at the start of a field that determine its format.
pub(super) const MAX_HEAD: usize = 4096;

/// Returns the size of the magic of a format in bytes; 0 if it has none.
fn magic_size(format: &AnyFormat) -> usize {
    if let Some(built_in) = format.built_in() {
        return if built_in.name == Zip::NAME {
            ZipEntry::MAGIC.len()
        } else {
            built_in.magic.len()
        };
    }
    let magic = format.schema().and_then(|schema| schema.magic());
    magic.and_then(|magic| magic.values.first().map(Vec::len)).unwrap_or(0)
}
