//! What the dynamic linker needs.

use super::labels::{DynamicFlags, DynamicFlags1, DynamicTag, processor};
use super::names::{Names, remark};
use super::word::Word;
use binrw::{BinRead, BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{BuildResult, Columns, Cx, Draft, FixedSize, Inspect, derived};
use std::borrow::Cow;
use std::io::{Read, Seek, Write};

/// An entry of the dynamic section (`Elf32_Dyn`, `Elf64_Dyn`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct Dynamic<N: Word> {
    /// What it is
    #[br(args(names))]
    #[inspect(hex)]
    pub d_tag: Tag<N>,
    /// Its value: an address, a size, a number or a string
    #[br(args(d_tag, names))]
    #[inspect(hex)]
    pub d_val: TagValue<N>,
}

impl<W: Word> Dynamic<W> {
    /// The tag and the value.
    pub(super) fn pair(&self) -> (DynamicTag, u64) {
        (DynamicTag(self.d_tag.0.into()), self.d_val.0.into())
    }
}

/// What an entry of the dynamic section is
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<W>(pub W);

impl<W: Word> BinRead for Tag<W> {
    type Args<'a> = (Names,);

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        _: (Names,),
    ) -> BinResult<Self> {
        W::read_options(reader, endian, ()).map(Self)
    }
}

impl<W: Word> BinWrite for Tag<W> {
    type Args<'a> = ();

    fn write_options<O: Write + Seek>(
        &self,
        writer: &mut O,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        self.0.write_options(writer, endian, ())
    }
}

impl<W: Word> FixedSize for Tag<W> {
    const SIZE: u64 = W::SIZE;

    fn columns(to: &mut Columns, endian: Endian) {
        W::columns(to, endian);
    }
}

impl<W: Word> Inspect for Tag<W> {
    const TYPE: &'static str = "DynamicTag";
    const TOTAL: bool = true;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (names,): (Names,)) -> BinResult<Self> {
        let tag = W::read_options(cx, endian, ())?;
        if !cx.is_muted() {
            cx.leaf(DynamicTag(tag.into()).labelled());
            if let Some(name) = processor::dynamic_tag(names.machine, tag.into()) {
                remark(cx, name);
            }
        }
        Ok(Self(tag))
    }

    fn build(draft: &mut Draft<'_>, endian: Endian, _: (Names,)) -> BuildResult<Self> {
        let tag = DynamicTag::build(draft, endian, ())?;
        let tag = W::try_from(tag.0);
        tag.map(Self).map_err(|_| draft.error("this tag does not fit in 32 bits"))
    }

    fn encode(&self, endian: Endian) -> BinResult<Vec<u8>> {
        derived::encode(self, endian)
    }
}

/// The value of an entry of the dynamic section
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagValue<W>(pub W);

impl<W: Word> BinRead for TagValue<W> {
    type Args<'a> = (Tag<W>, Names);

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        _: Self::Args<'_>,
    ) -> BinResult<Self> {
        W::read_options(reader, endian, ()).map(Self)
    }
}

impl<W: Word> BinWrite for TagValue<W> {
    type Args<'a> = ();

    fn write_options<O: Write + Seek>(
        &self,
        writer: &mut O,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        self.0.write_options(writer, endian, ())
    }
}

impl<W: Word> FixedSize for TagValue<W> {
    const SIZE: u64 = W::SIZE;

    fn columns(to: &mut Columns, endian: Endian) {
        W::columns(to, endian);
    }
}

impl<W: Word> Inspect for TagValue<W> {
    const TYPE: &'static str = W::TYPE;
    const TOTAL: bool = true;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (tag, names): Self::Args<'_>) -> BinResult<Self> {
        let value = W::inspect(cx, endian, ())?;
        if !cx.is_muted()
            && let Some(text) = meaning(cx, DynamicTag(tag.0.into()), value.into(), &names)
        {
            remark(cx, text);
        }
        Ok(Self(value))
    }

    fn build(draft: &mut Draft<'_>, endian: Endian, _: Self::Args<'_>) -> BuildResult<Self> {
        W::build(draft, endian, ()).map(Self)
    }

    fn encode(&self, endian: Endian) -> BinResult<Vec<u8>> {
        derived::encode(self, endian)
    }
}

/// What the value of an entry means; nothing where the number says it all.
fn meaning<'s>(cx: &Cx<'s>, tag: DynamicTag, value: u64, names: &Names) -> Option<Cow<'s, str>> {
    match tag {
        DynamicTag::DT_NEEDED
        | DynamicTag::DT_SONAME
        | DynamicTag::DT_RPATH
        | DynamicTag::DT_RUNPATH
        | DynamicTag::DT_CONFIG
        | DynamicTag::DT_DEPAUDIT
        | DynamicTag::DT_AUDIT
        | DynamicTag::DT_AUXILIARY
        | DynamicTag::DT_FILTER => match names.strings.text(cx, value) {
            None => Some("outside the string table".into()),
            name => name,
        },
        DynamicTag::DT_FLAGS => Some(DynamicFlags(value).in_words().into()),
        DynamicTag::DT_FLAGS_1 => Some(DynamicFlags1(value).in_words().into()),
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
        | DynamicTag::DT_RELRENT => Some(format!("{value} bytes").into()),
        DynamicTag::DT_RELACOUNT
        | DynamicTag::DT_RELCOUNT
        | DynamicTag::DT_VERDEFNUM
        | DynamicTag::DT_VERNEEDNUM => Some(format!("{value} entries").into()),
        _ => None,
    }
}
