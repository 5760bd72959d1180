#!/usr/bin/env python3
"""Writes the ELF samples to this folder, without a compiler or linker.

Valid files:
  object-x86-64.o      relocatable: symbols, relocations with addends, group, NOBITS, comment,
                       compressed debug data, debug link, extended section indices
  object-s390x.o       relocatable, 64-bit big-endian, hash table with 64-bit words
  object-mips64el.o    relocatable, relocations with three types each
  library-x86-64.so    shared object: notes of all kinds, GNU hash table, version needs and
                       definitions, dynamic section, packed relocations, function arrays
  program-mips.elf     executable, 32-bit big-endian: segments and sections, relocations without
                       addends, System V hash table, processor-specific section type
  stripped-arm.elf     32-bit, without section headers: the segments are shown
  core-x86-64.core     core dump: state, process, auxiliary vector, files, signal
  core-i386.core       32-bit core dump with 16-bit user and group IDs
  extended.o           section and segment counts stored in the first section header
  module-signed.ko     kernel module with an appended signature
  patched.so           segment with bytes not covered by any section, zeros at the end
  header-only.elf      header only
  debug-link.o         debug links at odd offsets, one with nonzero padding
  spare-dynamic.so     spare entries and other bytes after DT_NULL, interpreter path with padding
  moved-sections.so    bytes in no section or segment, as left by patchelf
  solaris.so           names of Solaris: dynamic tags, section and segment types
  hpux-parisc.so       names of HP-UX and PA-RISC: dynamic tags, types, symbols, section indices

Invalid files are listed in `main`; their names describe the faults.
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent
LITTLE, BIG = "<", ">"
NULL, PROGBITS, SYMTAB, STRTAB, RELA, HASH, DYNAMIC, NOTE, NOBITS, REL = range(10)
DYNSYM, INIT_ARRAY, FINI_ARRAY, GROUP, SYMTAB_SHNDX, RELR = 11, 14, 15, 17, 18, 19
GNU_HASH, VERDEF, VERNEED, VERSYM = 0x6FFFFFF6, 0x6FFFFFFD, 0x6FFFFFFE, 0x6FFFFFFF
PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_NOTE, PT_PHDR = 1, 2, 3, 4, 6
GNU_STACK, GNU_RELRO, GNU_PROPERTY = 0x6474E551, 0x6474E552, 0x6474E553


class Strings:
    """A string table; calling it returns the offset of a string."""

    def __init__(self):
        self.bytes = b"\0"

    def __call__(self, text):
        if not text:
            return 0
        at = self.bytes.find(b"\0" + text.encode() + b"\0")
        if at < 0:
            at = len(self.bytes) - 1
            self.bytes += text.encode() + b"\0"
        return at + 1


class Elf:
    """A file assembled from segments and sections."""

    def __init__(self, bits, order, kind, machine, flags=0, osabi=0):
        self.bits, self.order = bits, order
        self.kind, self.machine, self.flags, self.osabi = kind, machine, flags, osabi
        self.word = "Q" if bits == 64 else "I"
        self.sections = [("", NULL, 0, 0, b"", 0, 0, 0, 0)]
        self.segments = []
        self.names = Strings()
        self.entry = 0

    def pack(self, form, *values):
        """Packs values; W is a word of the file class."""
        return struct.pack(self.order + form.replace("W", self.word), *values)

    def add(self, name, kind, data=b"", flags=0, addr=0, link=0, info=0, align=1, entsize=0):
        self.sections.append((name, kind, flags, addr, data, link, info, align, entsize))
        return len(self.sections) - 1

    def symbol(self, name, value=0, size=0, bind=0, kind=0, other=0, section=0):
        info = bind << 4 | kind
        if self.bits == 64:
            return self.pack("IBBHQQ", name, info, other, section, value, size)
        return self.pack("IIIBBH", name, value, size, info, other, section)

    def segment(self, kind, offset, size, flags=4, align=4, memory=None, base=0):
        """Adds a program header; addresses are `base` plus the offset."""
        memory = size if memory is None else memory
        at = base + offset
        if self.bits == 64:
            row = (kind, flags, offset, at, at, size, memory, align)
            self.segments.append(self.pack("IIQQQQQQ", *row))
        else:
            row = (kind, offset, at, at, size, memory, flags, align)
            self.segments.append(self.pack("IIIIIIII", *row))

    def header(self, phoff, shoff, phnum, shnum, shstrndx):
        data = 1 if self.order == LITTLE else 2
        sizes = (64, 56, 64) if self.bits == 64 else (52, 32, 40)
        ident = b"\x7fELF" + bytes([self.bits // 32, data, 1, self.osabi]) + bytes(8)
        rest = (self.kind, self.machine, 1, self.entry, phoff, shoff, self.flags)
        counts = (sizes[0], sizes[1] if phnum else 0, phnum, sizes[2] if shoff else 0)
        return ident + self.pack("HHIWWWIHHHHHH", *rest, *counts, shnum, shstrndx)

    def body(self, count):
        """Returns the offset of the first section after `count` program headers."""
        return (64 + 56 * count) if self.bits == 64 else (52 + 32 * count)

    def build(self, segments=None, extended=False):
        """Returns the file: header, program headers, sections, section headers.

        `segments(self, places)` adds program headers; `places` has offset and size by section name.
        """
        names = self.add(".shstrtab", STRTAB)
        for section in self.sections:
            self.names(section[0])
        self.sections[names] = (".shstrtab", STRTAB, 0, 0, self.names.bytes, 0, 0, 1, 0)
        count = segments.count if segments else 0
        at, places, rows, body = self.body(count), {}, [], b""
        start = at
        for name, kind, flags, addr, data, link, info, align, entsize in self.sections:
            size = len(data)
            if kind == NOBITS:
                size, data = data[0], b""
            if kind != NULL:
                pad = -at % max(align, 1)
                body, at = body + bytes(pad), at + pad
                places[name] = (at, size)
            offset = at if kind != NULL else 0
            body, at = body + data, at + len(data)
            rows.append([self.names(name), kind, flags, addr, offset, size, link, info, align, entsize])
        pad = -at % 8
        body, shoff = body + bytes(pad), at + pad
        if segments:
            segments(self, places)
        phnum, shnum, shstrndx = len(self.segments), len(rows), names
        if extended:
            rows[0][5], rows[0][6], rows[0][7] = shnum, shstrndx, phnum
            phnum, shnum, shstrndx = 0xFFFF, 0, 0xFFFF
        phoff = start - len(b"".join(self.segments)) if self.segments else 0
        table = b"".join(self.pack("IIWWWWIIWW", *row) for row in rows)
        head = self.header(phoff, shoff, phnum, shnum, shstrndx)
        return head + b"".join(self.segments) + body + table


def segments(count):
    """Decorates a function that adds `count` program headers."""

    def mark(function):
        function.count = count
        return function

    return mark


def note(elf, name, kind, desc, align=4):
    """Returns a note with padded name and description."""
    name = name.encode() + b"\0"
    head = elf.pack("III", len(name), len(desc), kind) + name
    head += bytes(-len(head) % align)
    return head + desc + bytes(-len(desc) % align)


def object_x86_64():
    elf = Elf(64, LITTLE, 1, 62)
    names = Strings()
    group = elf.add(".group", GROUP, elf.pack("II", 1, 3), link=4, info=3, align=4, entsize=4)
    text = elf.add(".text", PROGBITS, bytes.fromhex("e800000000c3"), flags=6, align=16)
    one = elf.add(".text.one", PROGBITS, bytes.fromhex("31c0c3"), flags=0x206, align=1)
    symbols = [
        elf.symbol(0),
        elf.symbol(names("one.c"), kind=4, section=0xFFF1),
        elf.symbol(0, kind=3, section=text),
        elf.symbol(names("one"), size=3, bind=2, kind=2, other=2, section=one),
        elf.symbol(names("main"), size=6, bind=1, kind=2, section=text),
        elf.symbol(names("shared"), value=8, size=4, bind=1, kind=1, section=0xFFF2),
        elf.symbol(names("far"), bind=1, section=0xFFFF),
    ]
    symtab = elf.add(".symtab", SYMTAB, b"".join(symbols), link=5, info=3, align=8, entsize=24)
    elf.add(".strtab", STRTAB, names.bytes)
    rela = elf.pack("QQq", 1, 3 << 32 | 4, -4) + elf.pack("QQq", 2, 2 << 32 | 1, 16)
    elf.add(".rela.text", RELA, rela, flags=0x40, link=symtab, info=text, align=8, entsize=24)
    numbers = elf.pack("7I", 0, 0, 0, 0, 0, 0, text)
    elf.add(".symtab_shndx", SYMTAB_SHNDX, numbers, link=symtab, align=4, entsize=4)
    elf.add(".bss", NOBITS, [64], flags=3, align=8)
    elf.add(".comment", PROGBITS, b"\0one compiler 1.0\0other\0", flags=0x30, entsize=1)
    zlib = bytes.fromhex("789c4b4c4a4e494d4bcfc8cccace010011350362")
    elf.add(".debug_str", PROGBITS, elf.pack("IIQQ", 1, 0, 11, 1) + zlib, flags=0x830, align=8)
    link = b"one.debug\0" + bytes(2) + elf.pack("I", 0x12345678)
    elf.add(".gnu_debuglink", PROGBITS, link, align=4)
    elf.add(".gnu_debugaltlink", PROGBITS, b"alt.debug\0" + bytes(range(20)))
    elf.add(".note.GNU-stack", PROGBITS)
    assert group == 1
    return elf.build()


def object_s390x():
    elf = Elf(64, BIG, 1, 22)
    names = Strings()
    elf.add(".text", PROGBITS, bytes.fromhex("c0e50000000007fe"), flags=6, align=4)
    symbols = elf.symbol(0) + elf.symbol(names("callee"), bind=1)
    elf.add(".symtab", SYMTAB, symbols, link=3, info=1, align=8, entsize=24)
    elf.add(".strtab", STRTAB, names.bytes)
    rela = elf.pack("QQq", 2, 1 << 32 | 20, 2)
    elf.add(".rela.text", RELA, rela, flags=0x40, link=2, info=1, align=8, entsize=24)
    table = elf.pack("QQQQQ", 1, 2, 1, 0, 0)
    elf.add(".hash", HASH, table, link=2, align=8, entsize=8)
    return elf.build()


def object_mips64el():
    elf = Elf(64, LITTLE, 1, 8, flags=0x80000007)
    names = Strings()
    elf.add(".text", PROGBITS, bytes(8), flags=6, align=4)
    symbols = elf.symbol(0) + elf.symbol(names("gp"), bind=1, section=1)
    elf.add(".symtab", SYMTAB, symbols, link=3, info=1, align=8, entsize=24)
    elf.add(".strtab", STRTAB, names.bytes)
    rela = elf.pack("QIBBBBq", 4, 1, 0, 5, 24, 7, 0)
    elf.add(".rela.text", RELA, rela, flags=0x40, link=2, info=1, align=8, entsize=24)
    return elf.build()


def library_x86_64():
    elf = Elf(64, LITTLE, 3, 62, osabi=3)
    names = Strings()
    property_ = elf.pack("IIII", 0xC0000002, 4, 3, 0) + elf.pack("IIII", 0xC0008002, 4, 1, 0)
    property_ += elf.pack("IIQ", 1, 8, 0x10000)
    elf.add(".note.gnu.property", NOTE, note(elf, "GNU", 5, property_, 8), flags=2, align=8)
    build = note(elf, "GNU", 3, bytes(range(0xA0, 0xB4)))
    build += note(elf, "GNU", 1, elf.pack("IIII", 0, 3, 2, 0))
    build += note(elf, "FDO", 0xCAFE1A7E, b'{"type":"deb"}\0')
    build += note(elf, "none", 9, b"12345")
    elf.add(".note.gnu.build-id", NOTE, build, flags=2, align=4)
    hashes = elf.pack("IIII", 1, 1, 1, 6) + elf.pack("Q", 0x2000100000001) + elf.pack("III", 1, 10, 11)
    elf.add(".gnu.hash", GNU_HASH, hashes, flags=2, link=4, align=8)
    symbols = elf.symbol(0) + elf.symbol(names("puts"), bind=1, kind=2)
    symbols += elf.symbol(names("run"), value=0x900, size=1, bind=1, kind=10, other=3, section=9)
    elf.add(".dynsym", DYNSYM, symbols, flags=2, link=5, info=1, align=8, entsize=24)
    libc, version, own = names("libc.so.6"), names("GLIBC_2.2.5"), names("OWN_1")
    soname, path = names("libown.so.1"), names("$ORIGIN/lib")
    elf.add(".dynstr", STRTAB, names.bytes, flags=2)
    elf.add(".gnu.version", VERSYM, elf.pack("HHH", 0, 3, 0x8002), flags=2, link=4, align=2, entsize=2)
    definitions = elf.pack("HHHHIII", 1, 1, 1, 1, 0x1234, 40, 20) + elf.pack("HHHHIII", 1, 0, 2, 2, 0x77, 28, 0)
    definitions += elf.pack("II", soname, 0) + elf.pack("II", own, 8) + elf.pack("II", soname, 0)
    elf.add(".gnu.version_d", VERDEF, definitions, flags=2, link=5, info=2, align=8)
    needs = elf.pack("HHIII", 1, 1, libc, 16, 0) + elf.pack("IHHII", 0x09691A75, 0, 3, version, 0)
    elf.add(".gnu.version_r", VERNEED, needs, flags=2, link=5, info=1, align=8)
    elf.add(".text", PROGBITS, b"\xc3", flags=6, align=16)
    elf.add(".init_array", INIT_ARRAY, elf.pack("QQ", 0x900, 0x901), flags=3, align=8, entsize=8)
    elf.add(".fini_array", FINI_ARRAY, elf.pack("Q", 0x900), flags=3, align=8, entsize=8)
    elf.add(".relr.dyn", RELR, elf.pack("QQ", 0x900, 3), flags=2, align=8, entsize=8)
    entries = [
        (1, libc), (14, soname), (29, path), (10, len(names.bytes)), (20, 7), (30, 9),
        (0x6FFFFFFB, 0x8000001), (0x6FFFFFFE, 0x400), (0x6FFFFFFF, 1), (0x70000001, 5), (0, 0),
    ]
    dynamic = b"".join(elf.pack("QQ", *entry) for entry in entries)
    elf.add(".dynamic", DYNAMIC, dynamic, flags=3, link=5, align=8, entsize=16)
    probe = elf.pack("QQQ", 0x900, 0x910, 0) + b"own\0start\0-4@%edi\0"
    elf.add(".note.stapsdt", NOTE, note(elf, "stapsdt", 3, probe), align=4)

    @segments(3)
    def table(elf, places):
        elf.segment(PT_DYNAMIC, *places[".dynamic"], 6, 8)
        elf.segment(GNU_PROPERTY, *places[".note.gnu.property"], 4, 8)
        elf.segment(GNU_STACK, 0, 0, 6, 16)

    return elf.build(table)


def program_mips():
    elf = Elf(32, BIG, 2, 8, flags=0x70001007)
    elf.entry = 0x400000
    names = Strings()
    elf.add(".interp", PROGBITS, b"/lib/ld.so.1\0", flags=2)
    elf.add(".MIPS.abiflags", 0x7000002A, bytes([0, 0, 32, 2, 1, 1, 0, 1]) + bytes(16), flags=2, align=8, entsize=24)
    symbols = elf.symbol(0) + elf.symbol(names("start"), 0x400000, 8, 1, 2, section=6)
    elf.add(".dynsym", DYNSYM, symbols, flags=2, link=4, info=1, align=4, entsize=16)
    needed, old = names("libm.so.6"), names("/old/path")
    elf.add(".dynstr", STRTAB, names.bytes, flags=2)
    elf.add(".hash", HASH, elf.pack("IIIII", 1, 2, 1, 0, 0), flags=2, link=3, align=4, entsize=4)
    elf.add(".text", PROGBITS, bytes(8), flags=6, addr=0x400000, align=4)
    rel = elf.pack("II", 0x400004, 1 << 8 | 3)
    elf.add(".rel.dyn", REL, rel, flags=2, link=3, align=4, entsize=8)
    entries = [(1, needed), (15, old), (17, 0x400), (18, 8), (0x70000001, 1), (0, 0)]
    dynamic = b"".join(elf.pack("II", *entry) for entry in entries)
    elf.add(".dynamic", DYNAMIC, dynamic, flags=3, link=4, align=4, entsize=8)
    elf.add(".bss", NOBITS, [4096], flags=3, align=16)

    @segments(3)
    def table(elf, places):
        elf.segment(PT_PHDR, 52, 96)
        elf.segment(PT_INTERP, *places[".interp"], base=0x3FFF00)
        elf.segment(PT_LOAD, 0, places[".dynamic"][0] + 48, 5, 0x10000, 8192, base=0x3FFF00)

    return elf.build(table)


def stripped_arm():
    elf = Elf(32, LITTLE, 3, 40, flags=0x5000400)
    start = elf.body(6)
    interp = b"/lib/ld-linux-armhf.so.3\0"
    notes = note(elf, "GNU", 3, bytes(range(20)))
    strings = b"\0libc.so.6\0libown.so\0\0\0"
    at = start + len(interp) + len(notes)
    entries = [(1, 1), (14, 11), (5, 0x10000 + at), (10, len(strings)), (0, 0)]
    dynamic = b"".join(elf.pack("II", *entry) for entry in entries)
    data = interp + notes + strings + dynamic
    elf.segment(PT_PHDR, 52, 192, base=0x10000)
    elf.segment(PT_INTERP, start, len(interp), base=0x10000)
    elf.segment(PT_LOAD, 0, start + len(data), 5, 0x10000, base=0x10000)
    elf.segment(PT_DYNAMIC, at + len(strings), len(dynamic), 6, base=0x10000)
    elf.segment(PT_NOTE, start + len(interp), len(notes), base=0x10000)
    elf.segment(0x70000001, start + len(interp), 8, base=0x10000)
    return elf.header(52, 0, 6, 0, 0) + b"".join(elf.segments) + data


def core(bits, machine):
    elf = Elf(bits, LITTLE, 4, machine)
    state = elf.pack("iiihHWWiiii", 11, 1, 0, 11, 0, 0, 0, 4711, 1, 4711, 4711)
    state += elf.pack("8W", 1, 500, 0, 0, 2, 0, 0, 0) + elf.pack("4W", 1, 2, 3, 4) + bytes(8)
    ids = "II" if bits == 64 else "HH"
    process = elf.pack("bBbb", 0, ord("R"), 0, -5) + (bytes(4) if bits == 64 else b"")
    process += elf.pack("W" + ids + "iiii", 0x400600, 1000, 100, 4711, 1, 4711, 4711)
    process += b"sleep".ljust(16, b"\0") + b"sleep 1000".ljust(80, b"\0")
    auxiliary = elf.pack("6W", 6, 4096, 9, 0x401000, 0, 0)
    files = elf.pack("WW", 2, 4096) + elf.pack("6W", 0x400000, 0x401000, 0, 0x401000, 0x402000, 1)
    files += b"/bin/sleep\0/bin/sleep\0"
    signal = elf.pack("iii", 11, 0, 1) + bytes(116)
    notes = note(elf, "CORE", 1, state) + note(elf, "CORE", 3, process)
    notes += note(elf, "CORE", 0x53494749, signal) + note(elf, "CORE", 6, auxiliary)
    notes += note(elf, "CORE", 0x46494C45, files) + note(elf, "LINUX", 0x202, bytes(8))
    start = elf.body(3)
    elf.segment(PT_NOTE, start, len(notes), 0)
    elf.segment(PT_LOAD, start + len(notes), 64, 6, 1, base=0x400000)
    elf.segment(PT_LOAD, start + len(notes) + 64, 0, 6, 1, 4096, base=0x400000)
    head = elf.header(elf.body(0), 0, 3, 0, 0)
    return head + b"".join(elf.segments) + notes + bytes(range(64))


def extended():
    elf = Elf(64, LITTLE, 1, 62)
    elf.add(".text", PROGBITS, b"\xc3", flags=6)

    @segments(1)
    def table(elf, places):
        elf.segment(PT_LOAD, *places[".text"], 5)

    return elf.build(table, extended=True)


def small(order=LITTLE, bits=64):
    """Returns an object file with a symbol table, as a base for invalid files."""
    elf = Elf(bits, order, 1, 62 if bits == 64 else 3)
    names = Strings()
    elf.add(".text", PROGBITS, b"\xc3" * 16, flags=6)
    symbols = elf.symbol(0) + elf.symbol(names("main"), bind=1, kind=2, section=1)
    elf.add(".symtab", SYMTAB, symbols, link=3, info=1, align=8, entsize=len(symbols) // 2)
    elf.add(".strtab", STRTAB, names.bytes)
    return elf


def module_signed():
    signature = bytes(range(0x30, 0x50))
    tail = bytes([0, 0, 2, 0, 0, 0, 0, 0]) + struct.pack(">I", len(signature))
    return small().build() + signature + tail + b"~Module signature appended~\n"


def patched():
    elf = small()
    elf.kind = 3
    elf.sections[1] = (".text", PROGBITS, 6, 0, b"\xc3" * 5, 0, 0, 64, 0)

    @segments(2)
    def table(elf, places):
        elf.segment(PT_LOAD, 0, 256, 5)
        elf.segment(PT_LOAD, 0x200, 256, 5)

    data = bytearray(elf.build(table))
    start = data.index(b"\xc3" * 5)
    data[start - 8 : start] = b"XXXXXXXX"
    return bytes(data) + b"behind".rjust(0x300 - len(data), b"\0")[: 0x300 - len(data)] + bytes(5)


def debug_link():
    elf = Elf(64, LITTLE, 1, 62)
    elf.add(".comment", PROGBITS, b"one\0two")
    link = b"echo.debug\0\0" + elf.pack("I", 0x12345678)
    elf.add(".gnu_debuglink", PROGBITS, link)
    elf.add(".data", PROGBITS, b"\x01\x02")
    link = b"echo.debug\0\x18" + elf.pack("I", 0x12345678)
    elf.add(".gnu_debuglink", PROGBITS, link)
    return elf.build()


def spare_dynamic():
    elf = Elf(64, LITTLE, 3, 62)
    elf.add(".interp", PROGBITS, b"/lib/ld.so.1\0\0\0\0", flags=2)
    elf.add(".dynstr", STRTAB, b"\0libc.so.6\0", flags=2)
    entries = b"".join(elf.pack("QQ", *entry) for entry in [(1, 1), (5, 0), (0, 0)])
    elf.add(".dynamic", DYNAMIC, entries + bytes(48), flags=3, link=2, align=8, entsize=16)
    text = b"/lib/garbage_that_is_not_dynamic"
    elf.add(".dynamic", DYNAMIC, entries + text, flags=3, link=2, align=8, entsize=16)

    @segments(1)
    def table(elf, places):
        elf.segment(PT_INTERP, *places[".interp"])

    return elf.build(table)


def moved_sections():
    elf = Elf(64, LITTLE, 3, 62)
    elf.add(".text", PROGBITS, b"\xc3" * 24, flags=6, align=8)
    elf.add(".old", PROGBITS, b"old section headers".ljust(64, b"\0"), align=8)
    elf.add(".new", PROGBITS, b"new contents", flags=2, align=8)

    @segments(2)
    def table(elf, places):
        elf.segment(PT_LOAD, 0, places[".old"][0], 5)
        elf.segment(PT_LOAD, *places[".new"], 4)

    data = elf.build(table)
    return put(data, header_field(data, 2, "size"), "<Q", 0)


def platform(osabi, machine, order, tags, types, kinds, infos, indices):
    """Returns a library with these dynamic tags, section and segment types, and symbols."""
    elf = Elf(64, order, 3, machine, osabi=osabi)
    elf.add(".dynstr", STRTAB, b"\0one\0", flags=2)
    symbols = [elf.symbol(0)]
    symbols += [elf.symbol(1, bind=info >> 4, kind=info & 15, section=1) for info in infos]
    symbols += [elf.symbol(1, bind=1, section=index) for index in indices]
    elf.add(".dynsym", DYNSYM, b"".join(symbols), flags=2, link=1, info=1, align=8, entsize=24)
    entries = b"".join(elf.pack("QQ", tag, 1) for tag in tags) + bytes(16)
    elf.add(".dynamic", DYNAMIC, entries, flags=3, link=1, align=8, entsize=16)
    for kind in types:
        elf.add("", kind, elf.symbol(1), link=1, align=8, entsize=24)

    @segments(len(kinds))
    def table(elf, places):
        for kind in kinds:
            elf.segment(kind, *places[".dynamic"])

    return elf.build(table)


def solaris():
    tags = [0x6000000D, 0x60000010, 0x60000011, 0x60000019, 0x6FFFFDF8, 0x6FFFFFFB]
    types = [0x6FFFFFF3, 0x6FFFFFF5, 0x6FFFFFF6]
    return platform(6, 62, LITTLE, tags, types, [0x6464E550, 0x6FFFFFFD], [0x1A], [0xFF3F])


def hpux_parisc():
    tags = [0x60000000, 0x60000007, 0x60000010, 0x60000012]
    types = [0x60000001, 0x60000004, 0x70000004]
    kinds = [0x60000000, 0x60000014, 0x70000001]
    return platform(1, 15, BIG, tags, types, kinds, [0x1B, 0x1D, 0xA0], [0xFF00, 0xFF20])


def put(data, at, form, *values):
    """Returns the data with the bytes at offset `at` replaced."""
    new = struct.pack(form, *values)
    return data[:at] + new + data[at + len(new) :]


def header_field(data, section, field):
    """Returns the offset of a section header field in a 64-bit little-endian file."""
    fields = dict(name=0, type=4, flags=8, addr=16, offset=24, size=32, link=40, info=44, align=48, entsize=56)
    return struct.unpack_from("<Q", data, 40)[0] + 64 * section + fields[field]


def note_object(notes, count):
    """Returns an object file whose note sections have the same offset and size."""
    elf = Elf(64, LITTLE, 1, 62)
    for i in range(count):
        elf.add(".note", NOTE, notes if i == 0 else b"", align=4)
    data = elf.build()
    offset = data[header_field(data, 1, "offset") :][:16]
    for i in range(count):
        at = header_field(data, 1 + i, "offset")
        data = data[:at] + offset + data[at + 16 :]
    return data


def main():
    good = {
        "object-x86-64.o": object_x86_64(),
        "object-s390x.o": object_s390x(),
        "object-mips64el.o": object_mips64el(),
        "library-x86-64.so": library_x86_64(),
        "program-mips.elf": program_mips(),
        "stripped-arm.elf": stripped_arm(),
        "core-x86-64.core": core(64, 62),
        "core-i386.core": core(32, 3),
        "extended.o": extended(),
        "module-signed.ko": module_signed(),
        "patched.so": patched(),
        "header-only.elf": Elf(32, BIG, 0, 0).header(0, 0, 0, 0, 0),
        "debug-link.o": debug_link(),
        "spare-dynamic.so": spare_dynamic(),
        "moved-sections.so": moved_sections(),
        "solaris.so": solaris(),
        "hpux-parisc.so": hpux_parisc(),
    }
    base, library = small().build(), good["library-x86-64.so"]
    field = lambda section, name: header_field(base, section, name)
    needs = struct.unpack_from("<Q", library, header_field(library, 8, "offset"))[0]
    notes = note(Elf(64, LITTLE, 1, 62), "GNU", 3, bytes(20))
    bad = {
        "magic": put(base, 1, "3s", b"elf"),
        "class": put(base, 4, "B", 3),
        "byte-order": put(base, 5, "B", 0),
        "version": put(base, 20, "<I", 2),
        "cut-in-header": base[:50],
        "cut-in-section-headers": base[:-80],
        "cut-in-sections": base[:70],
        "cut-without-sections": good["stripped-arm.elf"][:300],
        "section-headers-past-end": put(base, 40, "<Q", 1 << 40),
        "program-headers-past-end": put(put(base, 32, "<Q", 1 << 63), 54, "<HH", 56, 2),
        "section-header-size": put(base, 58, "<H", 40),
        "section-count": put(base, 60, "<H", 0xFF00),
        "section-count-extended": put(put(base, 60, "<H", 0), field(0, "size"), "<Q", 1 << 62),
        "name-table-number": put(base, 62, "<H", 99),
        "section-past-end": put(base, field(1, "offset"), "<Q", 1 << 62),
        "section-too-long": put(base, field(1, "size"), "<Q", (1 << 64) - 1),
        "entry-size-zero": put(base, field(2, "entsize"), "<Q", 0),
        "entry-size": put(base, field(2, "entsize"), "<Q", 23),
        "table-size": put(base, field(2, "size"), "<Q", 47),
        "name-outside": put(base, field(1, "name"), "<I", 1 << 31),
        "string-table-is-itself": put(base, field(2, "link"), "<I", 2),
        "note-too-long": put(library, library.index(b"GNU\0") - 8, "<I", 0xFFFFFFF0),
        "overlapping-notes": note_object(notes * 6, 4),
        "version-chain-loops": put(library, needs + 12, "<I", 1),
        "version-chain-outside": put(library, needs + 8, "<I", 1 << 30),
        "hash-table-count": put(library, library.index(struct.pack("<4I", 1, 1, 1, 6)), "<I", 1 << 30),
        "trailing-bytes": base + b"more",
    }
    for name, data in good.items():
        (HERE / name).write_bytes(data)
    for name, data in bad.items():
        (HERE / f"bad-{name}.elf").write_bytes(data)


main()
