//! Assigns offsets omitted from JSON. The program header table follows the ELF header. Next are the
//! sections, aligned and in the order of their headers, and finally the section header table.

use super::class::{ClassWord, wide};
use super::labels::SectionType;
use super::layout::PN_XNUM;
use super::sections::Part;
use super::tables::SectionHeader;
use super::{Header, sizes};
use crate::span::FileSpan;
use binrw::Endian;
use bytescope_inspect::{BuildResult, Draft, FixedSize, to_bytes};

/// Smallest count that is too large for `e_shnum`.
const SHN_LORESERVE: u16 = 0xff00;

/// Sets omitted header counts and rejects counts that do not match the tables.
pub(super) fn count<W: ClassWord>(
    draft: &Draft<'_>,
    header: &mut Header<W>,
    segments: usize,
    sections: usize,
) -> BuildResult<()> {
    // A count too large for its field is stored in section header 0. The field then contains an
    // escape value.
    let fields = [
        ("header.e_phnum", &mut header.e_phnum, segments, PN_XNUM, PN_XNUM),
        ("header.e_shnum", &mut header.e_shnum, sections, SHN_LORESERVE, 0),
    ];
    for (path, field, count, too_large, escape) in fields {
        match u16::try_from(count).ok().filter(|count| *count < too_large) {
            Some(count) if draft.is_open(path) => {
                *field = count;
                draft.mark_computed(path);
            }
            Some(_) if *field != escape => draft.check_count(path, Some((*field).into()), count)?,
            _ => {}
        }
    }
    Ok(())
}

/// Assigns omitted offsets and sizes of tables and sections. Segment offsets cannot be omitted,
/// because segments share their bytes with sections.
pub(super) fn fill<W: ClassWord>(
    draft: &Draft<'_>,
    endian: Endian,
    header: &mut Header<W>,
    headers: &mut [SectionHeader<W>],
    sections: &[Part<W>],
) -> BuildResult<()> {
    let mut at: u64 = sizes::<W>().0.into();
    let table = u64::from(header.e_phnum).saturating_mul(W::ProgramHeader::SIZE);
    let start = if table == 0 { 0 } else { at };
    set(draft, "header.e_phoff", &mut header.e_phoff, start)?;
    at = at.max(FileSpan::new(wide(header.e_phoff), table).end);
    for (index, section) in headers.iter_mut().enumerate() {
        let path = |field: &str| format!("section_headers[{index}].{field}");
        let is_null = section.sh_type.0 == SectionType::SHT_NULL;
        let in_file = !is_null && section.sh_type.0 != SectionType::SHT_NOBITS;
        if is_null || in_file {
            let part = sections.get(index).filter(|_| in_file);
            let bytes = part.map(|part| to_bytes(part, endian)).transpose();
            let bytes = bytes.map_err(|error| draft.error(error.to_string()))?;
            let size = bytes.map_or(0, |bytes| bytes.len() as u64);
            set(draft, &path("sh_size"), &mut section.sh_size, size)?;
        }
        let aligned = at.checked_next_multiple_of(wide(section.sh_addralign).max(1)).unwrap_or(at);
        let start = if is_null { 0 } else { aligned };
        set(draft, &path("sh_offset"), &mut section.sh_offset, start)?;
        at = at.max(section.span().end);
    }
    let alignment = if W::IS_64 { 8 } else { 4 };
    let start = at.checked_next_multiple_of(alignment).unwrap_or(at);
    let start = if headers.is_empty() { 0 } else { start };
    set(draft, "header.e_shoff", &mut header.e_shoff, start)
}

/// Sets an omitted field.
fn set<W: ClassWord>(draft: &Draft<'_>, path: &str, field: &mut W, value: u64) -> BuildResult<()> {
    if draft.is_open(path) {
        *field = W::try_from(value).map_err(|_| {
            let message = format!("is missing; the computed value {value} does not fit in 32 bits");
            draft.error_at(path, message)
        })?;
        draft.mark_computed(path);
    }
    Ok(())
}
