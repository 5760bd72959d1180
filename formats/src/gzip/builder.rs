//! Builds gzip files.

use super::{ExtraFlags, Gzip, GzipCompression, GzipFlags, Member, MemberHeader, OperatingSystem};
use crate::deflate::Deflate;
use crate::{Error, FileFormat, typed};
use binrw::NullString;

/// Builds a gzip file with a single member.
///
/// ```
/// use bytescope_formats::{FileFormat, gzip::{Gzip, GzipBuilder}};
///
/// let file = GzipBuilder::new().name("hello.txt").mtime(1_700_000_000).build(b"hello")?;
/// assert_eq!((file.members[0].crc32, file.members[0].isize), (0x3610_a686, 5));
/// assert_eq!(Gzip::from_bytes(&file.to_bytes()?)?, file);
/// # Ok::<(), bytescope_formats::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct GzipBuilder {
    name: Option<String>,
    comment: Option<String>,
    mtime: u32,
}

impl GzipBuilder {
    /// Creates a builder without file name, comment or modification time.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the original file name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the file comment.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Sets the modification time, in seconds since 1970-01-01 00:00:00 UTC.
    #[must_use]
    pub fn mtime(mut self, mtime: u32) -> Self {
        self.mtime = mtime;
        self
    }

    /// Compresses `content` and builds the file.
    ///
    /// # Errors
    /// Returns an error if the name or comment is not Latin-1 or contains a NUL.
    pub fn build(self, content: &[u8]) -> Result<Gzip, Error> {
        let name = self.name.as_deref().map(|text| latin1("name", text)).transpose()?;
        let comment = self.comment.as_deref().map(|text| latin1("comment", text)).transpose()?;
        // `typed::checked` would detect a wrong bit.
        let flag = |text: &Option<NullString>, bit: u8| if text.is_some() { bit } else { 0 };
        let header = MemberHeader {
            compression_method: GzipCompression::DEFLATE,
            flags: GzipFlags(flag(&name, 1 << 3) | flag(&comment, 1 << 4)),
            mtime: self.mtime,
            extra_flags: ExtraFlags::NONE,
            os: OperatingSystem::UNKNOWN,
            extra_length: None,
            extra_field: None,
            name,
            comment,
        };
        let data = Deflate::compress(content);
        let (crc32, [a, b, c, d, ..]) = (data.crc32, data.inflated_len.to_le_bytes());
        let isize = u32::from_le_bytes([a, b, c, d]);
        let member = Member { header, crc16: None, data, crc32, isize, has_next: false };
        typed::checked(Gzip { members: vec![member], zeros: 0, padding: None })
    }
}

/// Encodes text as Latin-1 without NULs.
fn latin1(field: &str, text: &str) -> Result<NullString, Error> {
    let byte = |letter| u8::try_from(letter).ok().filter(|byte| *byte != 0);
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    bytes.map(NullString).ok_or_else(|| Error::Rule {
        format: Gzip::NAME,
        field: field.to_owned(),
        message: "must be Latin-1 without NUL".to_owned(),
    })
}
