//! Dynamic section.

use super::class::{ClassWord, wide};
use super::labels::system::PlatformName;
use super::labels::{DynamicFlags, DynamicFlags1, DynamicTag};
use super::names::{Names, set_note, show_name, show_target};
use binrw::{Endian, binrw};
use bytescope_inspect::{BuildResult, Draft, FromJson, Inspect, Quantity};
use std::borrow::Cow;

/// Entry of the dynamic array (`Elf32_Dyn`, `Elf64_Dyn`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct Dynamic<N: ClassWord> {
    /// Dynamic tag
    #[br(args(names))]
    #[inspect(hex)]
    pub d_tag: ClassTag<N>,
    /// Value: address, size, count, flags or string table offset
    #[br(args(d_tag, names))]
    #[inspect(hex)]
    pub d_val: TagValue<N>,
}

impl<W: ClassWord> Dynamic<W> {
    /// Returns the tag and the value.
    pub(super) fn pair(&self) -> (DynamicTag, u64) {
        (DynamicTag(self.d_tag.0.into()), self.d_val.0.into())
    }
}

/// Tag of an entry of the dynamic array
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, name = "DynamicTag", from_json = tag, show = |cx, _| {
    let tag = wide(self_0);
    cx.leaf(DynamicTag(tag).labeled());
    show_name(cx, names.platform.dynamic_tag(tag), self_0);
})]
pub struct ClassTag<N: ClassWord>(pub N);

fn tag<N: ClassWord>(
    draft: &mut Draft<'_>,
    endian: Endian,
    _: (Names,),
) -> BuildResult<ClassTag<N>> {
    let tag = N::try_from(DynamicTag::from_json(draft, endian, ())?.0);
    tag.map(ClassTag).map_err(|_| draft.error("tag does not fit in 32 bits"))
}

/// Value of an entry of the dynamic array
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[br(import(tag: ClassTag<N>, names: Names))]
#[inspect(transparent, fixed, show = |cx, _| {
    let (tag, value) = (DynamicTag(wide(tag.0)), wide(self_0));
    match is_name(tag, &names) {
        true => show_target(cx, names.strings.text(cx, value)),
        false => set_note(cx, meaning(tag, value, &names).unwrap_or_default()),
    }
})]
pub struct TagValue<N: ClassWord>(pub N);

/// True if the value of an entry is the offset of a string.
fn is_name(tag: DynamicTag, names: &Names) -> bool {
    match names.platform.dynamic_tag(tag.0) {
        PlatformName::General => matches!(
            tag,
            DynamicTag::DT_NEEDED
                | DynamicTag::DT_SONAME
                | DynamicTag::DT_RPATH
                | DynamicTag::DT_RUNPATH
                | DynamicTag::DT_CONFIG
                | DynamicTag::DT_DEPAUDIT
                | DynamicTag::DT_AUDIT
                | DynamicTag::DT_AUXILIARY
                | DynamicTag::DT_USED
                | DynamicTag::DT_FILTER
        ),
        PlatformName::Specific(name) => {
            matches!(name, "DT_SUNW_AUXILIARY" | "DT_SUNW_FILTER" | "DT_HP_NEEDED")
        }
        PlatformName::Foreign => false,
    }
}

/// Returns the meaning of an entry's value; `None` for values that need no explanation.
fn meaning(tag: DynamicTag, value: u64, names: &Names) -> Option<Cow<'static, str>> {
    if !matches!(names.platform.dynamic_tag(tag.0), PlatformName::General) {
        return None;
    }
    match tag {
        DynamicTag::DT_FLAGS => Some(DynamicFlags(value).describe().into()),
        DynamicTag::DT_FLAGS_1 => Some(DynamicFlags1(value).describe().into()),
        DynamicTag::DT_PLTREL => DynamicTag(value).name().map(Cow::Borrowed),
        DynamicTag::DT_PLTRELSZ
        | DynamicTag::DT_RELASZ
        | DynamicTag::DT_RELAENT
        | DynamicTag::DT_STRSZ
        | DynamicTag::DT_SYMENT
        | DynamicTag::DT_RELSZ
        | DynamicTag::DT_RELENT
        | DynamicTag::DT_INIT_ARRAYSZ
        | DynamicTag::DT_FINI_ARRAYSZ
        | DynamicTag::DT_PREINIT_ARRAYSZ
        | DynamicTag::DT_RELRSZ
        | DynamicTag::DT_RELRENT => Some(Quantity::bytes(value).to_string().into()),
        DynamicTag::DT_RELACOUNT
        | DynamicTag::DT_RELCOUNT
        | DynamicTag::DT_VERDEFNUM
        | DynamicTag::DT_VERNEEDNUM => Some(Quantity::new(value, "entry").to_string().into()),
        _ => None,
    }
}
