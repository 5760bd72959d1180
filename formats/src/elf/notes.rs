//! Note sections and segments.

use super::class::{ClassWord, wide};
use super::labels::{AbiSystem, AuxiliaryType, ElfMachine, FileType, PropertyType, note_type};
use super::names::Names;
use super::padding::{implied, nonzero, padding};
use binrw::{BinRead, BinResult, BinWrite, Endian, NullString, VecArgs, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Charset, Counted, Cx, Draft, FromJson, Inspect, Load, Padded, Storage,
    Table, Terminated, Text, Utf8, Value, Within, to_end,
};
use std::io::{Read, Seek, Write};

/// Note: owner name, type and descriptor
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names, align: u8))]
#[inspect(summary = "{n_name}  {n_type:note}")]
pub struct Note<N: ClassWord> {
    /// Size of the owner name, including the terminating NUL
    #[inspect(unit = "bytes")]
    pub n_namesz: u32,
    /// Size of the descriptor
    #[inspect(unit = "bytes")]
    pub n_descsz: u32,
    /// Note type; meaning depends on the owner
    #[inspect(hex, note = note_type(n_name.trimmed(), n_type, names.file_type))]
    pub n_type: u32,
    #[br(calc = align)]
    #[bw(ignore)]
    alignment: u8,
    #[br(temp, parse_with = nonzero, args(n_namesz.into(), padding(align, 12, n_namesz)))]
    #[bw(ignore)]
    #[inspect(skip)]
    name_kept: u64,
    /// Owner name
    #[br(count = n_namesz, pad_after = implied(name_kept > 0, padding(align, 12, n_namesz)))]
    #[bw(pad_after = implied(name_padding.is_some(), padding(*alignment, 12, *n_namesz)))]
    pub n_name: NulTerminated,
    /// Padding after the owner name; only if it is not zero
    #[br(if(name_kept > 0), count = name_kept)]
    pub name_padding: Option<Blob>,
    #[br(temp, parse_with = nonzero, args(n_descsz.into(), padding(align, 0, n_descsz)))]
    #[bw(ignore)]
    #[inspect(skip)]
    desc_kept: u64,
    /// Descriptor
    #[br(
        count = n_descsz,
        args { inner: (NoteKind::of(n_name.trimmed(), n_type, names), names.platform.machine, n_descsz) },
        pad_after = implied(desc_kept > 0, padding(align, 0, n_descsz))
    )]
    #[bw(pad_after = implied(desc_padding.is_some(), padding(*alignment, 0, *n_descsz)))]
    pub desc: Within<Description<N>>,
    /// Padding after the descriptor; only if it is not zero
    #[br(if(desc_kept > 0), count = desc_kept)]
    pub desc_padding: Option<Blob>,
}

/// Null-terminated string in a field of a given size
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NulTerminated(pub Vec<u8>);

impl NulTerminated {
    /// Returns the string without trailing NULs.
    pub fn trimmed(&self) -> &[u8] {
        let end = self.0.iter().rposition(|b| *b != 0).map_or(0, |last| last.saturating_add(1));
        self.0.get(..end).unwrap_or_default()
    }
}

impl Counted for NulTerminated {
    fn counted(&self, _: Endian) -> usize {
        self.0.len()
    }
}

impl BinRead for NulTerminated {
    type Args<'a> = VecArgs<()>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: Self::Args<'_>,
    ) -> BinResult<Self> {
        Text::<Utf8>::read_options(reader, endian, args).map(|text| Self(text.bytes))
    }
}

impl BinWrite for NulTerminated {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        Ok(writer.write_all(&self.0)?)
    }
}

impl Inspect for NulTerminated {
    const TYPE: &'static str = "text";

    fn inspect(cx: &mut Cx<'_>, _: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        let span = cx.skip(args.count as u64)?;
        let text = Self(cx.slice(span.start(), span.end()).to_vec());
        cx.leaf(Value::text(String::from_utf8_lossy(text.trimmed())));
        cx.stored(Storage::Text(Terminated::encode));
        if let (Err(_), Some(node)) = (std::str::from_utf8(text.trimmed()), cx.top()) {
            node.extra_mut().lossy = true;
        }
        Ok(text)
    }
}

impl FromJson for NulTerminated {
    /// Pads the string with NULs to the given size, or with one NUL if the size is omitted.
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
        // The size comes from the JSON, so the padding is limited.
        if size.saturating_sub(bytes.len()) > MAX_NULS {
            return Err(draft.error(format!("is much shorter than the declared {size} bytes")));
        }
        bytes.resize(size, 0);
        Ok(Self(bytes))
    }
}

impl Load for NulTerminated {}

/// Maximum number of NULs appended to a string.
const MAX_NULS: usize = 1 << 16;

/// Format of a note descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Earliest compatible operating system version.
    AbiTag,
    /// Build ID.
    BuildId,
    /// Text.
    Text,
    /// Program properties.
    Properties,
    /// SystemTap static probe.
    Probe,
    /// Thread status.
    Status,
    /// Process information.
    Process,
    /// Auxiliary vector.
    Auxiliary,
    /// Mapped files.
    Files,
    /// Signal that terminated the process.
    Signal,
    /// Note without a decoded structure.
    Other,
}

impl NoteKind {
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

/// Note descriptor
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(kind: NoteKind, machine: ElfMachine, size: u32))]
pub enum Description<N: ClassWord> {
    /// Descriptor of a note without a decoded structure
    #[br(pre_assert(kind == NoteKind::Other))]
    Other(#[br(parse_with = to_end)] Blob),
    /// Build ID
    #[br(pre_assert(kind == NoteKind::BuildId))]
    BuildId(#[br(parse_with = to_end)] Blob),
    /// Earliest compatible operating system version
    #[br(pre_assert(kind == NoteKind::AbiTag))]
    AbiTag {
        /// Operating system
        os: AbiSystem,
        /// Major version of the earliest compatible ABI
        major: u32,
        /// Minor version
        minor: u32,
        /// Subminor version
        subminor: u32,
    },
    /// Program properties
    #[br(pre_assert(kind == NoteKind::Properties))]
    Properties(#[br(parse_with = to_end, args(if N::IS_64 { 8 } else { 4 }))] Vec<Property>),
    /// Text
    #[br(pre_assert(kind == NoteKind::Text))]
    Text(#[br(count = size)] NulTerminated),
    /// SystemTap static probe
    #[br(pre_assert(kind == NoteKind::Probe))]
    Probe {
        /// Address of the probe
        #[inspect(hex)]
        address: N,
        /// Link-time address of the section `.stapsdt.base`
        #[inspect(hex)]
        base: N,
        /// Address of the semaphore; 0 if none
        #[inspect(hex)]
        semaphore: N,
        /// Provider name
        provider: NullString,
        /// Probe name
        name: NullString,
        /// Argument format string
        arguments: NullString,
    },
    /// Thread status
    #[br(pre_assert(kind == NoteKind::Status))]
    Status(ThreadStatus<N>),
    /// Process information
    #[br(pre_assert(kind == NoteKind::Process))]
    Process(#[br(args(short_ids(machine)))] ProcessInfo<N>),
    /// Auxiliary vector
    #[br(pre_assert(kind == NoteKind::Auxiliary))]
    Auxiliary(#[br(parse_with = to_end)] Table<Auxiliary<N>>),
    /// Mapped files
    #[br(pre_assert(kind == NoteKind::Files))]
    Files {
        /// Number of mapped files
        count: N,
        /// Page size, the unit of file offsets
        #[inspect(unit = "bytes")]
        page_size: N,
        /// Mapped address ranges
        #[br(count = wide(count))]
        ranges: Table<MappedRange<N>>,
        /// File names, in the order of the ranges
        #[br(parse_with = to_end)]
        names: Vec<NullString>,
    },
    /// Signal that terminated the process
    #[br(pre_assert(kind == NoteKind::Signal))]
    Signal {
        /// Signal number
        si_signo: i32,
        /// Error number
        si_errno: i32,
        /// Signal code
        si_code: i32,
        /// Signal-specific data
        #[br(parse_with = to_end)]
        fields: Blob,
    },
}

/// Program property
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(align: u8))]
pub struct Property {
    /// Property type
    #[inspect(hex)]
    pub pr_type: PropertyType,
    /// Size of the value
    #[inspect(unit = "bytes")]
    pub pr_datasz: u32,
    #[br(calc = align)]
    #[bw(ignore)]
    alignment: u8,
    #[br(temp, parse_with = nonzero, args(pr_datasz.into(), padding(align, 0, pr_datasz)))]
    #[bw(ignore)]
    #[inspect(skip)]
    kept: u64,
    /// Property value, if 4 bytes long
    #[br(if(pr_datasz == 4), pad_after = implied(kept > 0, padding(align, 0, pr_datasz)))]
    #[bw(
        if(*pr_datasz == 4),
        pad_after = implied(padding_bytes.is_some(), padding(*alignment, 0, *pr_datasz))
    )]
    #[inspect(hex, note = word.map(|word| pr_type.flag_names(word)))]
    pub word: Option<u32>,
    /// Property value, of any other size
    #[br(
        if(pr_datasz != 4),
        count = pr_datasz,
        pad_after = implied(kept > 0, padding(align, 0, pr_datasz))
    )]
    #[bw(
        if(*pr_datasz != 4),
        pad_after = implied(padding_bytes.is_some(), padding(*alignment, 0, *pr_datasz))
    )]
    pub data: Option<Blob>,
    /// Padding after the value; only if it is not zero
    #[br(if(kept > 0), count = kept)]
    pub padding_bytes: Option<Blob>,
}

/// True for architectures with 16-bit user and group IDs in the process note.
fn short_ids(machine: ElfMachine) -> bool {
    matches!(
        machine,
        ElfMachine::EM_386 | ElfMachine::EM_ARM | ElfMachine::EM_68K | ElfMachine::EM_SH
    )
}

/// Thread status (`elf_prstatus`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadStatus<N: ClassWord> {
    /// Signal number
    pub si_signo: i32,
    /// Signal code
    pub si_code: i32,
    /// Error number
    pub si_errno: i32,
    #[br(temp, parse_with = nonzero, args(2, 2))]
    #[bw(ignore)]
    #[inspect(skip)]
    kept: u64,
    /// Current signal
    #[br(pad_after = implied(kept > 0, 2))]
    #[bw(pad_after = implied(cursig_padding.is_some(), 2))]
    pub pr_cursig: i16,
    /// Padding after the current signal; only if it is not zero
    #[br(if(kept > 0), count = kept)]
    pub cursig_padding: Option<Blob>,
    /// Set of pending signals
    #[inspect(hex)]
    pub pr_sigpend: N,
    /// Set of blocked signals
    #[inspect(hex)]
    pub pr_sighold: N,
    /// Thread ID
    pub pr_pid: i32,
    /// Parent process ID
    pub pr_ppid: i32,
    /// Process group ID
    pub pr_pgrp: i32,
    /// Session ID
    pub pr_sid: i32,
    /// User time
    pub pr_utime: TimeVal<N>,
    /// System time
    pub pr_stime: TimeVal<N>,
    /// Cumulative user time of terminated children
    pub pr_cutime: TimeVal<N>,
    /// Cumulative system time of terminated children
    pub pr_cstime: TimeVal<N>,
    /// General-purpose registers (`elf_gregset_t`), then `pr_fpvalid`: nonzero if floating-point
    /// registers are valid
    #[br(parse_with = to_end)]
    pub pr_reg: Blob,
}

/// Duration (`timeval`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct TimeVal<N: ClassWord> {
    /// Seconds
    #[inspect(unit = "s")]
    pub tv_sec: N::Signed,
    /// Microseconds
    #[inspect(unit = "µs")]
    pub tv_usec: N::Signed,
}

/// Returns the size of the padding between `pr_nice` and `pr_flag` in bytes.
fn nice_padding_size<N: ClassWord>() -> i64 {
    if N::IS_64 { 4 } else { 0 }
}

/// Process information (`elf_prpsinfo`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(short_ids: bool))]
pub struct ProcessInfo<N: ClassWord> {
    /// Numeric process state
    pub pr_state: i8,
    /// Process state as a letter
    #[inspect(note = char::from(pr_sname).to_string())]
    pub pr_sname: u8,
    /// Nonzero for a zombie process
    pub pr_zomb: i8,
    #[br(temp, parse_with = nonzero, args(1, nice_padding_size::<N>()))]
    #[bw(ignore)]
    #[inspect(skip)]
    kept: u64,
    /// Nice value
    #[br(pad_after = implied(kept > 0, nice_padding_size::<N>()))]
    #[bw(pad_after = implied(nice_padding.is_some(), nice_padding_size::<N>()))]
    pub pr_nice: i8,
    /// Padding after the nice value; only if it is not zero
    #[br(if(kept > 0), count = kept)]
    pub nice_padding: Option<Blob>,
    /// Process flags
    #[inspect(hex)]
    pub pr_flag: N,
    /// User ID
    #[br(if(!short_ids))]
    pub pr_uid: Option<u32>,
    /// Group ID
    #[br(if(!short_ids))]
    pub pr_gid: Option<u32>,
    /// User ID, 16 bits
    #[br(if(short_ids))]
    pub pr_uid16: Option<u16>,
    /// Group ID, 16 bits
    #[br(if(short_ids))]
    pub pr_gid16: Option<u16>,
    /// Process ID
    pub pr_pid: i32,
    /// Parent process ID
    pub pr_ppid: i32,
    /// Process group ID
    pub pr_pgrp: i32,
    /// Session ID
    pub pr_sid: i32,
    /// File name of the executable
    pub pr_fname: Padded<16>,
    /// Initial part of the argument list
    pub pr_psargs: Padded<80>,
}

/// Auxiliary vector entry
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Auxiliary<N: ClassWord> {
    /// Entry type
    pub a_type: AuxiliaryTag<N>,
    /// Value
    #[inspect(hex)]
    pub a_val: N,
}

/// Type of an auxiliary vector entry
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[inspect(
    fixed,
    name = "AuxiliaryType",
    from_json = auxiliary_tag,
    show = |cx, _| cx.leaf(AuxiliaryType(wide(self_0)).labeled())
)]
pub struct AuxiliaryTag<N: ClassWord>(pub N);

fn auxiliary_tag<N: ClassWord>(
    draft: &mut Draft<'_>,
    endian: Endian,
    (): (),
) -> BuildResult<AuxiliaryTag<N>> {
    let tag = N::try_from(AuxiliaryType::from_json(draft, endian, ())?.0);
    tag.map(AuxiliaryTag).map_err(|_| draft.error("type does not fit in 32 bits"))
}

/// Address range of a mapped file
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct MappedRange<N: ClassWord> {
    /// Start address
    #[inspect(hex)]
    pub start: N,
    /// End address (exclusive)
    #[inspect(hex)]
    pub end: N,
    /// File offset, in pages
    pub file_offset: N,
}
