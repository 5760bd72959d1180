"""Records, or compares, the results of the official Kaitai Struct tools for the cases in suite/*.txt.

    python3 record.py [--check] [NAME …]

A case is a text file of sections, each preceded by a line `-- NAME --`. The text before the first section
describes the case. `schema.ksy` is the schema, other `.ksy` files are its imports. `X.hex` is the data (`#`
starts a comment; text in double quotes is converted to its bytes). The expected results are:

    X.json       the tree of `seq`
    X.all.json   the tree with instances, if it differs
    X.eval       expressions, each followed by a line `= VALUE`, or `!` if it must fail
    X.fault      the path (with `*` at the end: any path with this prefix), kind and offset of the fault that
                 ends reading; if this section is written by hand and there is no X.json, the tree is not
                 compared

A section whose name ends in `*` is written by hand and not recorded, because the official tools give a
different result; the description of the case explains the difference.
"""

import json, re, sys, tempfile
from pathlib import Path

import oracle

SUITE = Path(__file__).parent / "suite"
KINDS = {"contents": "magic", "EndOfStreamError": "truncated", "NoTerminatorFoundError": "truncated"}


def sections(text):
    parts = re.split(r"^-- (\S+) --\n", text, flags=re.M)
    return parts[0], dict(zip(parts[1::2], parts[2::2]))


def data(text):
    out = b""
    for line in text.splitlines():
        for string, pair in re.findall(r'"([^"]*)"|#.*|([0-9a-fA-F]{2})', line):
            out += string.encode() if string else bytes.fromhex(pair)
    return out


def pretty(value):
    dump = lambda v: json.dumps(v, ensure_ascii=False)
    if isinstance(value, dict) and len(dump(value)) > 90:
        rows = [f"  {dump(k)}: {dump(v)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + "\n}\n"
    return dump(value) + "\n"


def record(head, parts, folder):
    """Returns the sections with the results of the official tools."""
    for name, text in parts.items():
        if name.rstrip("*").endswith(".ksy"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name.rstrip("*")).write_text(text)
    opaque = [folder / n for n in parts if n.startswith("opaque_")]
    main = folder / "schema.ksy"
    include = [folder / "path"]
    schema = oracle.Schema(main, include, opaque)
    out = {}
    for name, text in parts.items():
        stem = name.split(".")[0]
        if name.endswith("*") or name.endswith(".ksy"):
            out[name] = text
        if not name.endswith(".hex"):
            continue
        out[name] = text
        if f"{stem}.fault*" in parts and not {f"{stem}.json", f"{stem}.json*"} & parts.keys():
            continue  # The fault is a resource limit, which the official tools do not have.
        root, error = schema.read(data(text))
        seq = schema.tree(root, False)
        def put(kind, value):
            if f"{stem}.{kind}*" not in parts:
                out[f"{stem}.{kind}"] = value
        put("json", pretty(seq))
        if error is None:
            tree = schema.tree(root, True)
            if tree != seq:
                put("all.json", pretty(tree))
        elif f"{stem}.json*" not in parts:
            path, at, kind = oracle.fault(schema, root, error)
            kind = KINDS.get(kind, "rule")
            put("fault", f"{path} {kind} {at}\n")
        if f"{stem}.eval" in parts:
            exprs = [l for l in parts[f"{stem}.eval"].splitlines() if l and not re.match(r"[=!]( |$)", l)]
            evaluated = oracle.Schema(main, include, opaque, exprs)
            root, _ = evaluated.read(data(text))
            lines = []
            for i, e in enumerate(exprs):
                try:
                    v = getattr(root, f"expr_{i}")
                    v = [oracle.plain(x) for x in v] if isinstance(v, list) else oracle.plain(v)
                    lines.append(f"{e}\n= {json.dumps(v, ensure_ascii=False)}\n")
                except Exception as x:
                    lines.append(f"{e}\n!\n")
            put("eval", "".join(lines))
    return head + "".join(f"-- {n} --\n{t}" for n, t in out.items())


def main():
    check = "--check" in sys.argv
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    bad = 0
    for path in sorted(SUITE.glob("*.txt")):
        if names and path.stem not in names:
            continue
        text = path.read_text()
        head, parts = sections(text)
        with tempfile.TemporaryDirectory() as folder:
            try:
                made = record(head, parts, Path(folder))
            except (oracle.Refused, ImportError) as error:
                if any(n.endswith("*") for n in parts):
                    continue
                print(f"{path.stem}: refused: {error}")
                bad += 1
                continue
        if made != text:
            bad += 1
            print(f"{path.stem}: {'differs' if check else 'recorded'}")
            if not check:
                path.write_text(made)
    return bad if check else 0


sys.exit(main())
