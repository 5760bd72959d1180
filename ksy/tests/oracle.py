"""Reads data with the code that the official Kaitai Struct compiler generates, and shows what it read.

Used by record.py. Needs node with the packages kaitai-struct-compiler and js-yaml (found through NODE_PATH)
and the Python package kaitaistruct.
"""

import importlib, json, math, os, re, subprocess, sys, tempfile
from pathlib import Path

from kaitaistruct import KaitaiStream, KaitaiStruct, BytesIO

COMPILE = r"""
const ksc = require('kaitai-struct-compiler'), yaml = require('js-yaml');
const fs = require('fs'), path = require('path');
const [out, file, exprs, ...include] = process.argv.slice(1);
const seen = {};
const load = f => yaml.load(fs.readFileSync(f, 'utf8'), {schema: yaml.CORE_SCHEMA});
const importer = {importYaml(name, mode) {
  for (const dir of mode === 'abs' ? include : [path.dirname(file)]) {
    const f = path.join(dir, name + '.ksy');
    if (fs.existsSync(f)) { const y = load(f); seen[y.meta.id] = y; return Promise.resolve(y); }
  }
  return Promise.reject(new Error('cannot import ' + name));
}};
const top = load(file);
seen[top.meta.id] = top;
JSON.parse(exprs).forEach((value, i) => (top.instances ??= {})[`expr_${i}`] = {value});
ksc.compile('python', top, importer, true).then(files => {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(out, name), text);
  fs.writeFileSync(path.join(out, 'specs.json'), JSON.stringify([top.meta.id, seen]));
}, e => { console.error(String(e.message || e)); process.exit(1); });
"""


class Refused(Exception):
    """The compiler does not accept the schema."""


def camel(name):
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


class Schema:
    """A compiled schema, with those that it imports.

    `extra` are files of opaque types, `exprs` become instances expr_0, expr_1, … of the root.
    """

    def __init__(self, file, include=(), extra=(), exprs=()):
        self.dir = tempfile.TemporaryDirectory()
        self.types = {}
        for f in [*extra, file]:
            more = json.dumps(list(exprs) if f == file else [])
            run = subprocess.run(["node", "-e", COMPILE, "--", self.dir.name, str(f), more, *map(str, include)],
                                 capture_output=True, text=True)
            if run.returncode:
                raise Refused(run.stderr.strip()[:600])
            top, specs = json.load(open(os.path.join(self.dir.name, "specs.json")))
            for name, spec in specs.items():
                self.walk(camel(name), spec)
        names = [p.stem for p in Path(self.dir.name).glob("*.py")]
        for name in names:
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        sys.path.insert(0, self.dir.name)
        try:
            self.root = getattr(importlib.import_module(top), camel(top))
        finally:
            sys.path.pop(0)
            for name in names:
                sys.modules.pop(name, None)

    def walk(self, path, spec):
        self.types[path] = spec
        for name, sub in (spec.get("types") or {}).items():
            self.walk(path + "." + camel(name), sub)

    def read(self, data):
        """The root object, perhaps in part, and the exception that ended the reading."""
        root = self.root(KaitaiStream(BytesIO(data)))
        try:
            root._read()
        except Exception as error:
            return root, error
        return root, None

    def spec(self, obj):
        return self.types[type(obj).__qualname__]

    def fields(self, obj):
        """The members of `seq` that have been read."""
        for name in obj.SEQ_FIELDS:
            if getattr(obj, name, None) is not None:
                yield name

    def tree(self, root, instances):
        """The normal form of a tree: what `inspect --json` prints."""
        places, failed = {}, {}

        def place(value, path):
            if isinstance(value, KaitaiStruct) and id(value) not in places:
                places[id(value)] = path
                for name in self.fields(value):
                    place(getattr(value, name), f"{path}/{name}")
                for name, spec in (self.spec(value).get("instances") or {}).items() if instances else ():
                    if "value" not in spec:
                        try:
                            place(getattr(value, name), f"{path}/{name}")
                        except Exception as error:
                            # What the rule refuses is cached all the same, and would be there next time.
                            failed[id(value), name] = error
            elif isinstance(value, list):
                for i, item in enumerate(value):
                    place(item, f"{path}/{i}")

        def show(value, by_value=False):
            if isinstance(value, KaitaiStruct):
                if by_value:
                    return {"$ref": places.get(id(value), "?") or "/"}
                out = {}
                for name in self.fields(value):
                    out[name] = show(getattr(value, name))
                for name, spec in (self.spec(value).get("instances") or {}).items() if instances else ():
                    try:
                        if (id(value), name) in failed:
                            raise failed[id(value), name]
                        got = getattr(value, name)
                    except Exception as error:
                        out[name] = {"$error": type(error).__name__}
                        continue
                    if got is not None:
                        out[name] = show(got, "value" in spec)
                return out
            if isinstance(value, list):
                return [show(item, by_value) for item in value]
            return plain(value)

        place(root, "")
        return show(root)

    def gaps(self, root):
        """Bytes that no field covers, per stream: [(stream's path, start, end)]."""
        covered, names = {}, {}

        def visit(obj, path):
            io = obj._io
            names.setdefault(id(io), (io, path))
            spans = covered.setdefault(id(io), [])
            spec = self.spec(obj)
            todo = list(self.fields(obj))
            for name, s in (spec.get("instances") or {}).items():
                if "value" not in s:
                    getattr(obj, name)
                    todo.append(name)
            for name in todo:
                value = getattr(obj, name)
                debug = obj._debug.get(name) or obj._debug.get("_m_" + name) or {}
                items = zip(value, debug.get("arr", [])) if isinstance(value, list) else [(value, debug)]
                for i, (item, d) in enumerate(items):
                    if isinstance(item, KaitaiStruct):
                        at = f"{path}/{name}" + (f"/{i}" if isinstance(value, list) else "")
                        visit(item, at)
                        if item._io is io:
                            continue
                    if d.get("end") is not None:
                        spans.append((d["start"], d["end"]))

        visit(root, "")
        for key, (io, path) in names.items():
            at = 0
            for start, end in sorted(covered[key]) + [(io.size(), io.size())]:
                if start > at:
                    yield path or "/", at, start
                at = max(at, end)


def plain(value):
    if value is None or isinstance(value, bool):
        return value
    if hasattr(value, "name") and isinstance(value, int):
        return value.name
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        return value if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, KaitaiStream):
        return None
    return value


def fault(schema, root, error):
    """Where the reading ended: path, absolute offset of the field (None if not known), kind."""
    kind = type(error).__name__
    path, obj, base, at = "", root, 0, 0
    while True:
        nested = None
        for name, d in obj._debug.items():
            if "start" in d and "end" not in d and not name.startswith("_m_"):
                nested = name, d
        if nested is None:
            source = getattr(error, "src_path", None)
            if source and "/seq/" in source:
                index = int(source.rsplit("/", 1)[1])
                name = obj.SEQ_FIELDS[index]
                kind = "contents" if "contents" in schema.spec(obj)["seq"][index] else kind
                d = obj._debug[name]
                if d.get("arr"):
                    return f"{path}/{name}/{len(d['arr']) - 1}", base + d["arr"][-1]["start"], kind
                return f"{path}/{name}", base + d["start"], kind
            return path or "/", at, kind
        name, d = nested
        path, at, value = f"{path}/{name}", d["start"], getattr(obj, name, None)
        if "arr" in d:
            if not d["arr"]:
                return path, base + at, kind
            path, at = f"{path}/{len(d['arr']) - 1}", d["arr"][-1]["start"]
            # The element that failed is in the list only if it is an object.
            value = value[-1] if value and len(value) == len(d["arr"]) else None
        if not isinstance(value, KaitaiStruct):
            return path, base + at, kind
        if value._io is not obj._io:
            base += at
            at = 0
        at += base
        obj = value
