//! Builds a file from JSON. Parts are placed at the offsets in their headers, or in sequence if the
//! offsets are omitted.

use super::class::ClassWord;
use super::end_mark::written_tail;
use super::labels::{OsAbi, Platform};
use super::layout::FileLayout;
use super::names::{FileSpan, Names};
use super::payload::ContentKind;
use super::sections::{Part, PartReaders};
use super::tables::SectionHeader;
use super::unclaimed::{self, ModuleSignature};
use super::{File, Header, offsets};
use binrw::{BinResult, Endian, VecArgs};
use bytescope_inspect::{Blob, BuildResult, Draft, FromJson, Table, Within};

/// Builds the file contents after the identification.
pub(super) fn file<W: ClassWord>(
    draft: &mut Draft<'_>,
    endian: Endian,
    (os,): (OsAbi,),
) -> BuildResult<File<W>> {
    draft.object()?;
    let mut header = Header::<W>::from_json(&mut draft.field("header"), endian, ())?;
    let names = Names {
        platform: Platform { os, machine: header.e_machine },
        file_type: header.e_type,
        is_64: W::IS_64,
        ..Names::default()
    };
    let (program_headers, segment_list) =
        table::<W::ProgramHeader>(draft, "program_headers", endian, names)?;
    let (mut section_headers, headers) =
        table::<SectionHeader<W>>(draft, "section_headers", endian, names)?;
    offsets::count(draft, &mut header, segment_list.len(), headers.len())?;
    let mut layout = FileLayout::of(&header, segment_list, headers, names);

    let mut field = draft.field("sections");
    let mut items = field.items()?;
    let strings = layout.section_names().and_then(|index| items.get(index)).map(Draft::bytes);
    let strings = strings.and_then(Result::ok).unwrap_or_default();
    let mut readers = PartReaders::new(&layout);
    let mut sections = Vec::new();
    if layout.has_sections() {
        check_count(&field, items.len(), layout.headers.len())?;
        for (header, item) in layout.headers.iter().zip(&mut items) {
            let name = strings.get(usize::try_from(header.sh_name.0).unwrap_or(usize::MAX)..);
            let name = name.and_then(|name| name.split(|byte| *byte == 0).next());
            let kind = readers.section(header, name.unwrap_or_default()).kind();
            sections.push(part(item, endian, kind, names)?);
        }
    } else {
        check_count(&field, items.len(), 0)?;
    }
    field = draft.field("segments");
    let mut items = field.items()?;
    let mut segments = Vec::new();
    if !layout.has_sections() && !layout.segments.is_empty() {
        check_count(&field, items.len(), layout.segments.len())?;
        for (header, item) in layout.segments.iter().zip(&mut items) {
            let kind = readers.segment(header, names).kind();
            segments.push(part(item, endian, kind, names)?);
        }
    } else {
        check_count(&field, items.len(), 0)?;
    }
    let mut field = draft.field("unclaimed");
    let args = VecArgs { count: 0, inner: VecArgs { count: 0, inner: () } };
    let unclaimed: Vec<Blob> = Vec::from_json(&mut field, endian, args)?;
    let mut signature = None;
    if draft.has("signature") {
        let args = (0,);
        signature = Some(ModuleSignature::from_json(&mut draft.field("signature"), endian, args)?);
    }
    draft.done()?;
    if !draft.missing().is_empty() {
        let FileLayout { segments, mut headers, .. } = layout;
        offsets::fill(draft, endian, &mut header, &mut headers, &sections)?;
        if section_headers.is_some() {
            let table = Table::from_records(&headers, endian);
            section_headers = Some(table.map_err(|error| draft.error(error.to_string()))?);
        }
        layout = FileLayout::of(&header, segments, headers, names);
    }
    let spans = layout.content_spans();
    let parts = if layout.has_sections() { &sections } else { &segments };
    layout.tails = parts.iter().zip(spans).map(|(part, span)| written_tail(part, span)).collect();
    let size = signature.as_ref().map(|signature| signature.signature.len());
    unclaimed::assign_spans(&mut layout, &unclaimed, size)
        .map_err(|message| field.error(message))?;
    let write_context = layout.write_context();
    Ok(File {
        header,
        program_headers,
        segments,
        section_headers,
        sections,
        unclaimed,
        signature,
        write_context,
    })
}

/// Table as stored, and its records.
type Records<T> = (Option<Table<T, (Names,)>>, Vec<T>);

/// Builds a header table.
fn table<T>(
    draft: &mut Draft<'_>,
    name: &str,
    endian: Endian,
    names: Names,
) -> BuildResult<Records<T>>
where
    T: super::class::FixedPart<(Names,)>,
{
    let mut field = draft.field(name);
    if field.is_missing() {
        return Ok((None, Vec::new()));
    }
    let args = VecArgs { count: 0, inner: (names,) };
    let table = Table::<T, (Names,)>::from_json(&mut field, endian, args)?;
    let records: BinResult<Vec<T>> = table.rows(&[]).collect();
    let records = records.map_err(|error| field.error(error.to_string()))?;
    Ok((Some(table), records))
}

fn check_count(field: &Draft<'_>, found: usize, expected: usize) -> BuildResult<()> {
    match found == expected {
        true => Ok(()),
        false => Err(field.error(format!(
            "does not match the number of headers: expected {expected} items, found {found}"
        ))),
    }
}

/// Builds the contents of a section or segment.
fn part<W: ClassWord>(
    item: &mut Draft<'_>,
    endian: Endian,
    kind: ContentKind,
    names: Names,
) -> BuildResult<Part<W>> {
    if item.json().is_some_and(serde_json::Value::is_null) {
        return Ok(None);
    }
    let args = VecArgs { count: 0, inner: (kind, names, FileSpan::default()) };
    Within::from_json(item, endian, args).map(Some)
}
