"""Writes the Java class files to this folder.

Empty.class        minimal class: version 1.1, no constructor
Hello.class        fields with constants of every type, a method with code, lines, variables, a handler
Frames.class       stack map with a frame of each kind
Annotated.class    annotations with values of each type; parameters; an unknown attribute
Lambda.class       method handles, dynamic constants, bootstrap methods, nested classes
Point.class        record with permitted subclasses and a nest
module-info.class  module
Utf8.class         strings with NUL, an emoji and a surrogate without a partner

bad-magic.class       starts with cafebabf
bad-version.class     version 44
bad-cut-pool.class    truncated in a constant
bad-cut-code.class    truncated in code
bad-tag.class         constant tag 2
bad-index.class       index of the superclass is out of range
bad-length.class      attribute extends past the end of the file
bad-trailing.class    bytes after the last attribute
bad-utf8.class        emoji in standard UTF-8
bad-member.class      class where a field reference requires a name and type
bad-ranges.class      line, variable and exception handler past the end of the code
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def u1(*numbers):
    return struct.pack(">%dB" % len(numbers), *numbers)


def u2(*numbers):
    return struct.pack(">%dH" % len(numbers), *numbers)


def listed(items, count=u2):
    return count(len(items)) + b"".join(items)


def mutf8(text):
    """Encodes text as modified UTF-8: the surrogates of a character are encoded separately."""
    units = struct.unpack(">%dH" % (len(text.encode("utf-16-be", "surrogatepass")) // 2),
                          text.encode("utf-16-be", "surrogatepass"))
    return b"".join(chr(u).encode("utf-8", "surrogatepass") if u else b"\xc0\x80" for u in units)


class Pool:
    """Constant pool without duplicates, with the index of each constant."""

    def __init__(self):
        self.numbers, self.bytes, self.next = {}, b"", 1

    def add(self, tag, body, slots=1):
        if (tag, body) not in self.numbers:
            self.numbers[tag, body] = self.next
            self.bytes += u1(tag) + body
            self.next += slots
        return self.numbers[tag, body]

    def utf8(self, text):
        return self.raw_utf8(mutf8(text))

    def raw_utf8(self, data):
        return self.add(1, u2(len(data)) + data)

    def integer(self, n):
        return self.add(3, struct.pack(">i", n))

    def float(self, n):
        return self.add(4, struct.pack(">f", n))

    def long(self, n):
        return self.add(5, struct.pack(">q", n), 2)

    def double(self, n):
        return self.add(6, struct.pack(">d", n), 2)

    def named(self, tag, name):
        return self.add(tag, u2(self.utf8(name)))

    def cls(self, name):
        return self.named(7, name)

    def string(self, text):
        return self.named(8, text)

    def name_and_type(self, name, descriptor):
        return self.add(12, u2(self.utf8(name), self.utf8(descriptor)))

    def member(self, tag, owner, name, descriptor):
        return self.add(tag, u2(self.cls(owner), self.name_and_type(name, descriptor)))

    def attribute(self, name, body):
        return u2(self.utf8(name)) + struct.pack(">I", len(body)) + body

    def entry(self, flags, name, descriptor, *attributes):
        return u2(flags, self.utf8(name), self.utf8(descriptor)) + listed(attributes)

    def code(self, code, *attributes, stack=2, variables=1, handlers=()):
        body = u2(stack, variables) + struct.pack(">I", len(code)) + code + listed(handlers) + listed(attributes)
        return self.attribute("Code", body)

    def file(self, name, version, parent="java/lang/Object", flags=0x21, interfaces=(), fields=(), methods=(),
             attributes=()):
        this = self.cls(name)
        above = self.cls(parent) if parent else 0
        rest = u2(flags, this, above) + u2(len(interfaces), *map(self.cls, interfaces))
        rest += listed(fields) + listed(methods) + listed(attributes)
        return struct.pack(">IHHH", 0xCAFEBABE, 0, version, self.next) + self.bytes + rest


def hello():
    p = Pool()
    init = p.member(10, "java/lang/Object", "<init>", "()V")
    out = p.member(9, "java/lang/System", "out", "Ljava/io/PrintStream;")
    say = p.member(10, "java/io/PrintStream", "println", "(Ljava/lang/String;)V")
    constant = lambda number: p.attribute("ConstantValue", u2(number))
    fields = [p.entry(0x19, "INT", "I", constant(p.integer(-7))),
              p.entry(0x1A, "LONG", "J", constant(p.long(-(1 << 63)))),
              p.entry(0x1C, "FLOAT", "F", constant(p.float(1.5))),
              p.entry(0x18, "DOUBLE", "D", constant(p.double(0.1))),
              p.entry(0x18, "TEXT", "Ljava/lang/String;", constant(p.string("grüß dich"))),
              p.entry(0x00C2, "changing", "I", p.attribute("Synthetic", b"")),
              p.entry(0x00, "list", "Ljava/util/List;",
                      p.attribute("Signature", u2(p.utf8("Ljava/util/List<TT;>;"))))]
    lines = p.attribute("LineNumberTable", listed([u2(0, 3), u2(8, 4)]))
    variable = u2(0, 9, p.utf8("args"), p.utf8("[Ljava/lang/String;"), 0)
    variables = p.attribute("LocalVariableTable", listed([variable]))
    main = b"\xb2" + u2(out) + u1(0x12, p.string("Hello")) + b"\xb6" + u2(say) + b"\xb1"
    methods = [p.entry(1, "<init>", "()V", p.code(b"\x2a\xb7" + u2(init) + b"\xb1")),
               p.entry(9, "main", "([Ljava/lang/String;)V",
                       p.code(main, lines, variables, handlers=[u2(0, 8, 8, p.cls("java/lang/Error")), u2(0, 8, 8, 0)]),
                       p.attribute("Exceptions", u2(1, p.cls("java/io/IOException")))),
               p.entry(0x0501, "none", "()V", p.attribute("Deprecated", b""))]
    source = p.attribute("SourceFile", u2(p.utf8("Hello.java")))
    return p.file("Hello", 49, interfaces=["java/lang/Runnable"], fields=fields, methods=methods, attributes=[source])


def frames():
    p = Pool()
    kinds = [u1(3), u1(64 + 5, 1), u1(247) + u2(70) + u1(7) + u2(p.cls("java/lang/String")), u1(249) + u2(4),
             u1(251) + u2(100), u1(253) + u2(1) + u1(4, 3),
             u1(255) + u2(9, 3) + u1(0, 6, 8) + u2(12) + u2(2) + u1(2, 5)]
    code = p.code(b"\0" * 300 + b"\xb1", p.attribute("StackMapTable", listed(kinds)))
    return p.file("Frames", 51, methods=[p.entry(9, "run", "()V", code)])


def annotated():
    p = Pool()
    number = lambda tag, constant: tag + u2(constant)
    values = [number(b"B", p.integer(1)), number(b"Z", p.integer(1)), number(b"D", p.double(2.5)),
              number(b"J", p.long(1 << 40)), number(b"s", p.utf8("text")), number(b"c", p.utf8("V")),
              b"e" + u2(p.utf8("Ljava/lang/Thread$State;"), p.utf8("NEW")),
              b"@" + u2(p.utf8("Ljava/lang/Deprecated;"), 0)]
    elements = [u2(p.utf8("v%d" % i)) + v for i, v in enumerate(values)]
    elements.append(u2(p.utf8("all")) + b"[" + listed([number(b"I", p.integer(i)) for i in range(3)]))
    annotation = u2(p.utf8("LSample;")) + listed(elements)
    plain = u2(p.utf8("LPlain;"), 0)
    method = p.entry(0x401, "f", "(IJ)I", p.attribute("AnnotationDefault", number(b"I", p.integer(9))),
                     p.attribute("RuntimeInvisibleParameterAnnotations", listed([listed([plain]), u2(0)], u1)),
                     p.attribute("MethodParameters", listed([u2(p.utf8("n"), 0x10), u2(0, 0x1000)], u1)))
    return p.file("Annotated", 52, flags=0x2601, methods=[method], attributes=[
        p.attribute("RuntimeVisibleAnnotations", listed([annotation, plain])),
        p.attribute("org.example.Unknown", b"\x01\x02\x03")])


def lambdas():
    p = Pool()
    factory = p.add(15, u1(6) + u2(p.member(10, "java/lang/invoke/LambdaMetafactory", "metafactory", "()V")))
    body = p.add(15, u1(9) + u2(p.member(11, "Lambda$Inner", "call", "()V")))
    kind = p.named(16, "()V")
    p.add(18, u2(0, p.name_and_type("run", "()Ljava/lang/Runnable;")))
    p.add(17, u2(1, p.name_and_type("value", "I")))
    inner = [u2(p.cls("Lambda$Inner"), p.cls("Lambda"), p.utf8("Inner"), 0x609), u2(p.cls("Lambda$1"), 0, 0, 0)]
    return p.file("Lambda", 55, attributes=[
        p.attribute("BootstrapMethods", listed([u2(factory, 3, kind, body, kind), u2(factory, 0)])),
        p.attribute("InnerClasses", listed(inner)),
        p.attribute("EnclosingMethod", u2(p.cls("Outer"), p.name_and_type("make", "()V"))),
        p.attribute("NestHost", u2(p.cls("Outer")))])


def point():
    p = Pool()
    component = lambda name, kind, *a: u2(p.utf8(name), p.utf8(kind)) + listed(a)
    signature = p.attribute("Signature", u2(p.utf8("TT;")))
    return p.file("Point", 61, "java/lang/Record", 0x20, attributes=[
        p.attribute("Record", listed([component("x", "I"), component("y", "Ljava/lang/Object;", signature)])),
        p.attribute("NestMembers", u2(1, p.cls("Point$Builder"))),
        p.attribute("PermittedSubclasses", u2(2, p.cls("A"), p.cls("B")))])


def module():
    p = Pool()
    name = lambda text: p.named(19, text)
    package = lambda text: p.named(20, text)
    body = u2(name("org.example"), 0x20, p.utf8("1.0"))
    body += listed([u2(name("java.base"), 0x8000, 0), u2(name("java.sql"), 0x20, p.utf8("21"))])
    body += listed([u2(package("org/example/api"), 0, 0)])
    body += listed([u2(package("org/example/impl"), 0, 1, name("org.friend"))])
    body += u2(1, p.cls("org/example/Service"))
    body += listed([u2(p.cls("org/example/Service"), 1, p.cls("org/example/impl/Served"))])
    return p.file("module-info", 53, None, 0x8000, attributes=[
        p.attribute("Module", body), p.attribute("ModulePackages", u2(1, package("org/example/api"))),
        p.attribute("ModuleMainClass", u2(p.cls("org/example/Main")))])


def texts(*texts):
    p = Pool()
    for text in texts:
        p.raw_utf8(text)
    return p.file("Texts", 52)


def member():
    p = Pool()
    p.add(9, u2(p.cls("Member"), p.cls("Member")))
    return p.file("Member", 52)


empty = Pool().file("Empty", 45)
write("Empty.class", empty)
good = hello()
write("Hello.class", good)
write("Frames.class", frames())
write("Annotated.class", annotated())
write("Lambda.class", lambdas())
write("Point.class", point())
write("module-info.class", module())
write("Utf8.class", texts(mutf8("a\0b"), mutf8("x😀y"), mutf8("\ud83d"), mutf8("grüß €")))

write("bad-magic.class", b"\xca\xfe\xba\xbf" + good[4:])
write("bad-version.class", good[:6] + u2(44) + good[8:])
write("bad-cut-pool.class", good[:30])
write("bad-cut-code.class", good[:good.rindex(b"\xb2") + 4])
write("bad-tag.class", empty[:10] + b"\x02" + empty[11:])
write("bad-index.class", empty[:-10] + u2(99) + empty[-8:])
write("bad-length.class", good[:-6] + struct.pack(">I", 0x7FFFFFFF) + good[-2:])
write("bad-trailing.class", empty + b"\0\0")
write("bad-utf8.class", texts("x😀y".encode(), b"after"))
write("bad-member.class", member())
ranges = good.replace(u2(2, 0, 3, 8, 4), u2(2, 0, 3, 9, 4)).replace(u2(12, 1, 0, 9), u2(12, 1, 1, 9))
write("bad-ranges.class", ranges.replace(u2(2, 0, 8, 8), u2(2, 0, 10, 10)))
