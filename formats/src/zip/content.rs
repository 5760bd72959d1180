//! Verification of the content of local entries: the CRC-32 and the size of the uncompressed data
//! (4.4.7, 4.4.9).

use super::central::CentralEntry;
use super::labels::{CompressionMethod, GeneralPurposeFlags};
use super::local::{ZipEntry, repeated};
use crate::deflate::{CORRUPT, InflateError, Inflater, TRUNCATED};
use bytescope_inspect::{
    Algorithm, ContentCoding, Cx, Fact, Fault, FaultKind, Limit, Node, Verified,
};

/// Maximum total size of the decompressed entries, in multiples of
/// [`Limits::decompressed`](bytescope_inspect::Limits::decompressed). The data is not kept, so only
/// the time is limited.
const MAX_LIMITS: u64 = 4;
/// Maximum total size of the decompressed entries in multiples of the file size, if this is more.
const MAX_RATIO: u64 = 100;

/// Note on data that is not verified.
const UNVERIFIED: &str = "content not verified";

/// CRC-32 and size of the uncompressed data of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PlainContent {
    crc32: u32,
    size: u64,
}

/// Result of decompressing the data of an entry.
enum Verification {
    /// The data is valid. It is followed by this number of unused bytes.
    Valid(PlainContent, u64),
    Invalid(Fault),
    Unverified,
}

/// Verifies the content of the entries of one archive.
#[derive(Debug)]
pub(super) struct ContentVerifier {
    inflater: Inflater,
    /// Maximum total size of the decompressed data in bytes.
    max: u64,
    /// Size of the data decompressed up to now, in bytes.
    used: u64,
    limit_reached: bool,
}

impl ContentVerifier {
    /// Creates a verifier for the archive in `cx`.
    pub(super) fn new(cx: &Cx<'_>) -> Self {
        let max = cx.limits().decompressed.saturating_mul(MAX_LIMITS);
        let max = max.max(cx.len().saturating_mul(MAX_RATIO));
        Self { inflater: Inflater::new(), max, used: 0, limit_reached: false }
    }

    /// Verifies the data of item `index` of the open list, and records the result at its node.
    pub(super) fn verify(
        &mut self,
        cx: &mut Cx<'_>,
        index: u64,
        entry: &ZipEntry,
        central: Option<&CentralEntry>,
    ) {
        // Encrypted data cannot be decompressed.
        let flags = [Some(entry.flags), central.map(|c| c.flags)];
        if cx.is_muted() || flags.into_iter().flatten().any(|flags| flags.encrypted() == 1) {
            return;
        }
        let Some(span) = entry.data.span() else { return };
        let (start, data) = (span.start(), cx.slice(span.start(), span.end()));
        let method = central.map_or(entry.compression_method, |c| c.compression_method);
        let coding = coding(method).filter(|_| entry.flags.patched() == 0 && !data.is_empty());
        if let (Some(coding), Some(node)) =
            (coding, cx.top().and_then(|list| data_node(list, index)))
        {
            node.extra_mut().nested = Some(Box::new(coding.into()));
        }
        if !cx.limits().content {
            return;
        }
        let result = self.decompress(start, data, method, entry.flags);
        let Some(list) = cx.top() else { return };
        let (mut fault, mut note, mut verified) = (None, None, None);
        match result {
            Verification::Valid(found, unused) => {
                let declared = declared(entry, central);
                match declared.first() {
                    Some(expected) if *expected == found => {
                        verified = Some(Verified::Checksum(Algorithm::CRC_32.name()));
                    }
                    Some(expected) if !declared.contains(&found) => {
                        fault = Some(mismatch(*expected, found).at(start));
                    }
                    _ => {}
                }
                if unused > 0 {
                    note = Some(format!("{} after the final block", Fact::Size(unused)).into());
                }
            }
            Verification::Invalid(found) => fault = Some(found),
            Verification::Unverified => note = Some(UNVERIFIED.into()),
        }
        match data_node(list, index) {
            Some(data) if fault.is_some() || note.is_some() || verified.is_some() => {
                let extra = data.extra_mut();
                extra.fault = extra.fault.take().or(fault);
                (extra.note, extra.verified) = (note, verified);
            }
            Some(_) => {}
            // The node limit is reached, so the item has no node.
            None => {
                if let Some(fault) = fault {
                    list.extra_mut().fault.get_or_insert(fault);
                }
            }
        }
    }

    /// Decompresses the data at `start`.
    fn decompress(
        &mut self,
        start: u64,
        data: &[u8],
        method: CompressionMethod,
        flags: GeneralPurposeFlags,
    ) -> Verification {
        match method {
            _ if flags.patched() == 1 => Verification::Unverified,
            CompressionMethod::STORED => {
                let content =
                    PlainContent { crc32: crc32fast::hash(data), size: data.len() as u64 };
                Verification::Valid(content, 0)
            }
            CompressionMethod::DEFLATED if self.limit_reached => Verification::Unverified,
            CompressionMethod::DEFLATED => {
                let result = self.inflater.inflate(data, self.max.saturating_sub(self.used));
                self.used = self.used.saturating_add(self.inflater.inflated_len());
                self.limit_reached = result == Err(InflateError::LimitReached);
                match result {
                    Ok(done) => {
                        let content = PlainContent { crc32: done.crc32, size: done.inflated_len };
                        let unused = (data.len() as u64).saturating_sub(done.compressed_len);
                        Verification::Valid(content, unused)
                    }
                    Err(error) => Verification::Invalid(self.fault(error, start)),
                }
            }
            _ => Verification::Unverified,
        }
    }

    /// Returns the fault of compressed data at `start`.
    fn fault(&self, error: InflateError, start: u64) -> Fault {
        match error {
            InflateError::Truncated => Fault::soft(FaultKind::Truncated, start, TRUNCATED)
                .with(Fact::description("a final block"), Fact::description("end of data")),
            InflateError::Corrupt(at) => {
                Fault::soft(FaultKind::Rule, start.saturating_add(at), CORRUPT)
            }
            InflateError::LimitReached => {
                Fault::limit_reached(Limit::Decompressed, start, self.max)
            }
        }
    }
}

/// Returns the coding of data that is compressed with `method`, if it can be decoded.
fn coding(method: CompressionMethod) -> Option<ContentCoding> {
    match method {
        CompressionMethod::STORED => Some(ContentCoding::Identity),
        CompressionMethod::DEFLATED => Some(ContentCoding::Deflate),
        _ => None,
    }
}

/// Returns the declared content of an entry. If both headers must contain it, the first is that of
/// the central directory. A difference between them is a fault of the local header, so data that
/// matches either is valid.
fn declared(entry: &ZipEntry, central: Option<&CentralEntry>) -> Vec<PlainContent> {
    let local = || {
        let size = entry.uncompressed_size();
        Some(PlainContent { crc32: entry.crc32, size })
            .filter(|_| entry.flags.data_descriptor() == 0)
    };
    match central {
        Some(header) => {
            let own = repeated(central, entry.flags).and_then(|_| local());
            let central = PlainContent { crc32: header.crc32, size: header.uncompressed_size() };
            [central].into_iter().chain(own).collect()
        }
        None => {
            let descriptor = entry.data_descriptor.as_ref();
            let after = descriptor
                .map(|d| PlainContent { crc32: d.crc32, size: d.uncompressed_size.value });
            after.or_else(local).into_iter().collect()
        }
    }
}

/// Returns the fault of data with another content than declared, at offset 0.
fn mismatch(expected: PlainContent, found: PlainContent) -> Fault {
    let fault = |message: &str| Fault::soft(FaultKind::Mismatch, 0, message);
    if expected.crc32 == found.crc32 {
        let message = "does not match the uncompressed size";
        return fault(message).with(Fact::Size(expected.size), Fact::Size(found.size));
    }
    let crc = |content: PlainContent| Fact::Hex { value: content.crc32.into(), digits: 8 };
    fault("CRC-32 mismatch").with(crc(expected), crc(found))
}

/// Returns the node of the data of item `index`, which must be the last of the list.
fn data_node(list: &mut Node, index: u64) -> Option<&mut Node> {
    let item = list.children.last_mut().filter(|item| item.index == Some(index))?;
    item.children.iter_mut().find(|field| field.meta.name == "data")
}
