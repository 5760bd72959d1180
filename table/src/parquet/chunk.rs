//! Column chunks: the pages of a leaf in a row group.

use super::codec::PageCompressor;
use super::runs::{bit_width, write_runs};
use super::shred::{Leaf, LeafValues};
use super::values::EncodedValues;
use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use std::io;

/// Approximate size of the values of a data page in bytes.
const PAGE_SIZE: usize = 1 << 20;

/// A column chunk in the bytes of its row group, or in a file.
#[derive(Clone, Debug)]
pub(super) struct ColumnChunk {
    /// Offset of the first page.
    pub(super) offset: u64,
    /// Size of the dictionary page in bytes, if there is one.
    pub(super) dictionary_size: Option<u32>,
    pub(super) size: u64,
    /// Size with uncompressed pages.
    pub(super) plain_size: u64,
    /// Number of values, including nulls and empty lists.
    pub(super) entries: u64,
    pub(super) encoding: Encoding,
    pub(super) statistics: Option<Box<Statistics>>,
}

/// Writer of column chunks.
#[derive(Debug)]
pub(super) struct ChunkWriter {
    compressor: PageCompressor,
    pub(super) bytes: Vec<u8>,
}

impl ChunkWriter {
    pub(super) fn new(compressor: PageCompressor) -> Self {
        Self { compressor, bytes: Vec::new() }
    }

    /// Adds a chunk. `encoded_def` contains the encoded definition levels, if they are known.
    pub(super) fn add(
        &mut self,
        leaf: Leaf,
        leaf_values: LeafValues<'_>,
        encoded_def: Option<&[u8]>,
    ) -> io::Result<ColumnChunk> {
        let LeafValues { def, rep, entries, values } = leaf_values;
        let count = values.len();
        let nulls = entries.saturating_sub(count) as u64;
        let values = EncodedValues::new(values, leaf.kind, nulls);
        let mut chunk = ColumnChunk {
            offset: self.bytes.len() as u64,
            dictionary_size: None,
            size: 0,
            plain_size: 0,
            entries: entries as u64,
            encoding: values.encoding,
            statistics: values.statistics.clone().map(Box::new),
        };
        if let Some((count, page)) = &values.dictionary {
            let written = self.page(page.clone(), |buf| Page::DictionaryPage {
                buf,
                num_values: *count as u32,
                encoding: Encoding::PLAIN,
                is_sorted: false,
            })?;
            chunk.dictionary_size = u32::try_from(written.0).ok();
            chunk.plain_size = written.1;
        }
        let pages = values.size().div_ceil(PAGE_SIZE).max(1);
        let page_entries = entries.div_ceil(pages).max(1);
        let (mut at, mut first_value) = (0_usize, 0_usize);
        loop {
            // A page starts with a row.
            let mut end = at.saturating_add(page_entries).min(entries);
            while rep.get(end).is_some_and(|rep| *rep > 0) {
                end = end.saturating_add(1);
            }
            let is_all = at == 0 && end == entries;
            let levels = def.get(at..end).unwrap_or_default();
            let in_page = match () {
                () if is_all => count,
                () if leaf.max_def == 0 => end.saturating_sub(at),
                () => levels.iter().filter(|level| **level == leaf.max_def).count(),
            };
            let mut page = Vec::new();
            if leaf.max_rep > 0 {
                write_levels(rep.get(at..end).unwrap_or_default(), leaf.max_rep, &mut page);
            }
            match encoded_def.filter(|_| is_all) {
                Some(encoded) => page.extend_from_slice(encoded),
                None if leaf.max_def > 0 => write_levels(levels, leaf.max_def, &mut page),
                None => {}
            }
            let last_value = first_value.saturating_add(in_page);
            values.write(first_value..last_value, &mut page);
            let written =
                self.page(page, |buf| data_page(buf, end.saturating_sub(at), values.encoding))?;
            chunk.plain_size = chunk.plain_size.saturating_add(written.1);
            (at, first_value) = (end, last_value);
            if at >= entries {
                break;
            }
        }
        chunk.size = (self.bytes.len() as u64).saturating_sub(chunk.offset);
        Ok(chunk)
    }

    /// Adds a chunk without values: `rows` nulls of the outermost optional field.
    pub(super) fn add_nulls(&mut self, leaf: Leaf, rows: usize) -> io::Result<ColumnChunk> {
        let offset = self.bytes.len() as u64;
        let mut page = Vec::new();
        for max in [leaf.max_rep, leaf.max_def].into_iter().filter(|max| *max > 0) {
            write_levels(&vec![0_u8; rows], max, &mut page);
        }
        let (size, plain_size) = self.page(page, |buf| data_page(buf, rows, Encoding::PLAIN))?;
        Ok(ColumnChunk {
            offset,
            dictionary_size: None,
            size,
            plain_size,
            entries: rows as u64,
            encoding: Encoding::PLAIN,
            statistics: None,
        })
    }

    /// Compresses and adds a page. Returns its size, and its size without compression.
    fn page(&mut self, page: Vec<u8>, of: impl FnOnce(Bytes) -> Page) -> io::Result<(u64, u64)> {
        let plain_size = page.len();
        let too_large = || io::Error::other("page exceeds 2 GiB");
        i32::try_from(plain_size).map_err(|_| too_large())?;
        let page = of(self.compressor.compress(page)?.into());
        let mut out = TrackedWrite::new(std::mem::take(&mut self.bytes));
        let written = SerializedPageWriter::new(&mut out)
            .write_page(CompressedPage::new(page, plain_size))
            .map_err(super::io_error);
        self.bytes = out.into_inner().map_err(super::io_error)?;
        let written = written?;
        let header = written.bytes_written.saturating_sub(written.compressed_size as u64);
        Ok((written.bytes_written, header.saturating_add(plain_size as u64)))
    }
}

fn data_page(buf: Bytes, entries: usize, encoding: Encoding) -> Page {
    Page::DataPage {
        buf,
        num_values: entries as u32,
        encoding,
        def_level_encoding: Encoding::RLE,
        rep_level_encoding: Encoding::RLE,
        statistics: None,
    }
}

/// Appends levels, preceded by their size.
pub(super) fn write_levels(levels: &[u8], max: u8, to: &mut Vec<u8>) {
    let mut encoded = Vec::new();
    write_runs(levels, bit_width(max.into()), &mut encoded);
    to.extend_from_slice(&(encoded.len() as u32).to_le_bytes());
    to.extend_from_slice(&encoded);
}
