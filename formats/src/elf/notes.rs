//! Notes.

use super::labels::{AbiSystem, AuxiliaryType, FileType, Machine, PropertyType, note_type};
use super::names::Names;
use super::word::{Word, wide};
use binrw::{BinRead, BinResult, BinWrite, Endian, NullString, VecArgs, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Counted, Cx, Draft, FromJson, Inspect, Load, Padded, Table, Text, Utf8,
    Value, Within, to_end,
};
use std::io::{Read, Seek, Write};

/// A note: who it is of, what it is, and what it says
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, align: u8))]
pub struct Note<N: Word> {
    /// Bytes of the owner's name, its NUL included
    #[inspect(unit = "bytes")]
    pub n_namesz: u32,
    /// Bytes of what it says
    #[inspect(unit = "bytes")]
    pub n_descsz: u32,
    /// What it is; the owner gives the number its meaning
    #[inspect(hex, note = note_type(n_name.trimmed(), n_type, names.file_type))]
    pub n_type: u32,
    #[br(calc = align)]
    #[bw(ignore)]
    boundary: u8,
    /// The owner
    #[br(count = n_namesz, pad_after = padding(align, 12, n_namesz))]
    #[bw(pad_after = padding(*boundary, 12, *n_namesz))]
    pub n_name: Terminated,
    /// What it says
    #[br(
        count = n_descsz,
        args { inner: (Kind::of(n_name.trimmed(), n_type, names), names.machine, n_descsz) },
        pad_after = padding(align, 0, n_descsz)
    )]
    #[bw(pad_after = padding(*boundary, 0, *n_descsz))]
    pub desc: Within<Description<N>>,
}

/// Bytes up to the boundary after `size` bytes that begin `head` bytes behind another.
fn padding(align: u8, head: u64, size: u32) -> i64 {
    let end = head.saturating_add(size.into());
    let up = end.checked_next_multiple_of(align.max(1).into()).unwrap_or(end);
    i64::try_from(up.saturating_sub(end)).unwrap_or(0)
}

/// Text that ends in NUL, and has a length nevertheless
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminated(pub Vec<u8>);

impl Terminated {
    /// The text without its NUL.
    pub fn trimmed(&self) -> &[u8] {
        let end = self.0.iter().rposition(|b| *b != 0).map_or(0, |last| last.saturating_add(1));
        self.0.get(..end).unwrap_or_default()
    }
}

impl Counted for Terminated {
    fn counted(&self, _: Endian) -> usize {
        self.0.len()
    }
}

impl BinRead for Terminated {
    type Args<'a> = VecArgs<()>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: Self::Args<'_>,
    ) -> BinResult<Self> {
        Text::<Utf8>::read_options(reader, endian, args).map(|text| Self(text.bytes))
    }
}

impl BinWrite for Terminated {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        Ok(writer.write_all(&self.0)?)
    }
}

impl Inspect for Terminated {
    const TYPE: &'static str = "text";

    fn inspect(cx: &mut Cx<'_>, _: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        let span = cx.skip(args.count as u64)?;
        let text = Self(cx.slice(span.start(), span.end()).to_vec());
        cx.leaf(Value::text(String::from_utf8_lossy(text.trimmed())));
        if let (Err(_), Some(node)) = (std::str::from_utf8(text.trimmed()), cx.top()) {
            node.extra_mut().lossy = true;
        }
        Ok(text)
    }
}

impl FromJson for Terminated {
    /// As many NULs are behind the text as its length says; one, when that is left out.
    fn from_json(draft: &mut Draft<'_>, _: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        let text = match draft.text()? {
            Err(bytes) => return Ok(Self(bytes)),
            Ok(text) => text,
        };
        let mut bytes = text.as_bytes().to_vec();
        let size = match args.count {
            0 if !bytes.is_empty() => bytes.len().saturating_add(1),
            count => count.max(bytes.len()),
        };
        // No more than a boundary asks for: the length comes from the JSON as well.
        if size.saturating_sub(bytes.len()) > MOST_NULS {
            return Err(draft.error(format!("is far shorter than the {size} bytes it should have")));
        }
        bytes.resize(size, 0);
        Ok(Self(bytes))
    }
}

impl Load for Terminated {}

/// More NULs behind a text than any writer puts there.
const MOST_NULS: usize = 1 << 16;

/// The form of what a note says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The system that the program is for.
    AbiTag,
    /// An identifier of the build.
    BuildId,
    /// Text.
    Text,
    /// Properties of the program.
    Properties,
    /// A static probe for tracing.
    Probe,
    /// The state of a thread.
    Status,
    /// What the process was.
    Process,
    /// The auxiliary vector.
    Auxiliary,
    /// The files that were mapped.
    Files,
    /// The signal that ended the process.
    Signal,
    /// Anything else.
    Other,
}

impl Kind {
    fn of(owner: &[u8], n_type: u32, names: Names) -> Self {
        match (owner, n_type) {
            (b"GNU", 1) => Self::AbiTag,
            (b"GNU", 3) => Self::BuildId,
            (b"GNU", 4) | (b"Go", 4) | (b"FDO", _) => Self::Text,
            (b"GNU", 5) => Self::Properties,
            (b"stapsdt", 3) => Self::Probe,
            (b"CORE", _) if names.file_type == FileType::ET_CORE => match n_type {
                1 => Self::Status,
                3 => Self::Process,
                6 => Self::Auxiliary,
                0x4649_4c45 => Self::Files,
                0x5349_4749 => Self::Signal,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

/// What a note says
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(kind: Kind, machine: Machine, size: u32))]
pub enum Description<N: Word> {
    /// Anything else
    #[br(pre_assert(kind == Kind::Other))]
    Other(#[br(parse_with = to_end)] Blob),
    /// An identifier of the build, equal for equal input
    #[br(pre_assert(kind == Kind::BuildId))]
    BuildId(#[br(parse_with = to_end)] Blob),
    /// The system that the program is for
    #[br(pre_assert(kind == Kind::AbiTag))]
    AbiTag {
        /// The operating system
        os: AbiSystem,
        /// Oldest version that will do: the first number
        major: u32,
        /// The second number
        minor: u32,
        /// The third number
        subminor: u32,
    },
    /// Properties of the program
    #[br(pre_assert(kind == Kind::Properties))]
    Properties(#[br(parse_with = to_end, args(if N::IS_64 { 8 } else { 4 }))] Vec<Property>),
    /// Text
    #[br(pre_assert(kind == Kind::Text))]
    Text(#[br(count = size)] Terminated),
    /// A static probe for tracing
    #[br(pre_assert(kind == Kind::Probe))]
    Probe {
        /// Where it stands
        #[inspect(hex)]
        address: N,
        /// Address of the section `.stapsdt.base` when it was linked
        #[inspect(hex)]
        base: N,
        /// Address of its semaphore; zero for none
        #[inspect(hex)]
        semaphore: N,
        /// Who provides it
        provider: NullString,
        /// What it is called
        name: NullString,
        /// Where its arguments are
        arguments: NullString,
    },
    /// The state of a thread
    #[br(pre_assert(kind == Kind::Status))]
    Status(Status<N>),
    /// What the process was
    #[br(pre_assert(kind == Kind::Process))]
    Process(#[br(args(short_ids(machine)))] Process<N>),
    /// The auxiliary vector
    #[br(pre_assert(kind == Kind::Auxiliary))]
    Auxiliary(#[br(parse_with = to_end)] Table<Auxiliary<N>>),
    /// The files that were mapped
    #[br(pre_assert(kind == Kind::Files))]
    Files {
        /// How many there are
        count: N,
        /// The unit of the offsets
        #[inspect(unit = "bytes")]
        page_size: N,
        /// Where they were mapped
        #[br(count = wide(count))]
        ranges: Table<MappedRange<N>>,
        /// Their names, in the same order
        #[br(parse_with = to_end)]
        names: Vec<NullString>,
    },
    /// The signal that ended the process
    #[br(pre_assert(kind == Kind::Signal))]
    Signal {
        /// Its number
        si_signo: i32,
        /// An error number
        si_errno: i32,
        /// Why it was sent
        si_code: i32,
        /// More, depending on the signal
        #[br(parse_with = to_end)]
        fields: Blob,
    },
}

/// A property of a program
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(align: u8))]
pub struct Property {
    /// What it says
    #[inspect(hex)]
    pub pr_type: PropertyType,
    /// Bytes of its value
    #[inspect(unit = "bytes")]
    pub pr_datasz: u32,
    #[br(calc = align)]
    #[bw(ignore)]
    boundary: u8,
    /// Its value
    #[br(if(pr_datasz == 4), pad_after = padding(align, 0, pr_datasz))]
    #[bw(if(*pr_datasz == 4), pad_after = padding(*boundary, 0, *pr_datasz))]
    #[inspect(hex, note = word.map(|word| pr_type.word(word)))]
    pub word: Option<u32>,
    /// Its value
    #[br(if(pr_datasz != 4), count = pr_datasz, pad_after = padding(align, 0, pr_datasz))]
    #[bw(if(*pr_datasz != 4), pad_after = padding(*boundary, 0, *pr_datasz))]
    pub data: Option<Blob>,
}

/// The machines on which the identifiers of the process note are of 16 bits.
fn short_ids(machine: Machine) -> bool {
    matches!(machine, Machine::EM_386 | Machine::EM_ARM | Machine::EM_68K | Machine::EM_SH)
}

/// The state of a thread (`elf_prstatus`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Status<N: Word> {
    /// The signal that ended the process
    pub si_signo: i32,
    /// Why it was sent
    pub si_code: i32,
    /// An error number
    pub si_errno: i32,
    /// The signal
    #[brw(pad_after = 2)]
    pub pr_cursig: i16,
    /// Signals that are pending
    #[inspect(hex)]
    pub pr_sigpend: N,
    /// Signals that are held back
    #[inspect(hex)]
    pub pr_sighold: N,
    /// The thread
    pub pr_pid: i32,
    /// The parent of its process
    pub pr_ppid: i32,
    /// Its process group
    pub pr_pgrp: i32,
    /// Its session
    pub pr_sid: i32,
    /// Time that it ran
    pub pr_utime: Time<N>,
    /// Time that the kernel ran for it
    pub pr_stime: Time<N>,
    /// The same for its children that ended
    pub pr_cutime: Time<N>,
    /// The same for its children that ended
    pub pr_cstime: Time<N>,
    /// The general registers in the order of the processor's `user_regs_struct`, then whether the
    /// floating-point registers are valid
    #[br(parse_with = to_end)]
    pub pr_reg: Blob,
}

/// A span of time
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Time<N: Word> {
    /// Seconds
    #[inspect(unit = "s")]
    pub tv_sec: N::Signed,
    /// Microseconds
    #[inspect(unit = "µs")]
    pub tv_usec: N::Signed,
}

/// What the process was (`elf_prpsinfo`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(short_ids: bool))]
pub struct Process<N: Word> {
    /// Number of its state
    pub pr_state: i8,
    /// Letter of its state
    #[inspect(note = char::from(pr_sname).to_string())]
    pub pr_sname: u8,
    /// Whether it is a zombie
    pub pr_zomb: i8,
    /// How nice it is
    #[brw(pad_after = if N::IS_64 { 4 } else { 0 })]
    pub pr_nice: i8,
    /// Flags of the kernel
    #[inspect(hex)]
    pub pr_flag: N,
    /// The user
    #[br(if(!short_ids))]
    pub pr_uid: Option<u32>,
    /// The group
    #[br(if(!short_ids))]
    pub pr_gid: Option<u32>,
    /// The user
    #[br(if(short_ids))]
    pub pr_uid16: Option<u16>,
    /// The group
    #[br(if(short_ids))]
    pub pr_gid16: Option<u16>,
    /// The process
    pub pr_pid: i32,
    /// Its parent
    pub pr_ppid: i32,
    /// Its process group
    pub pr_pgrp: i32,
    /// Its session
    pub pr_sid: i32,
    /// Name of the program's file
    pub pr_fname: Padded<16>,
    /// How it was called, as far as there is room
    pub pr_psargs: Padded<80>,
}

/// An entry of the auxiliary vector
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Auxiliary<N: Word> {
    /// What it is
    pub a_type: AuxiliaryTag<N>,
    /// Its value
    #[inspect(hex)]
    pub a_val: N,
}

/// What an entry of the auxiliary vector is
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[inspect(
    fixed,
    name = "AuxiliaryType",
    from_json = auxiliary_tag,
    show = |cx, _| cx.leaf(AuxiliaryType(wide(self_0)).labelled())
)]
pub struct AuxiliaryTag<N: Word>(pub N);

fn auxiliary_tag<N: Word>(
    draft: &mut Draft<'_>,
    endian: Endian,
    (): (),
) -> BuildResult<AuxiliaryTag<N>> {
    let tag = N::try_from(AuxiliaryType::from_json(draft, endian, ())?.0);
    tag.map(AuxiliaryTag).map_err(|_| draft.error("this tag does not fit in 32 bits"))
}

/// Where a part of a file was mapped
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct MappedRange<N: Word> {
    /// First address
    #[inspect(hex)]
    pub start: N,
    /// One past the last address
    #[inspect(hex)]
    pub end: N,
    /// Where it begins in the file, in pages
    pub file_offset: N,
}
