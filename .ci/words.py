#!/usr/bin/env python3
"""Finds words that violate the writing style of CONTRIBUTING.md, and type names that are defined in several files.

Checked text: comments and string literals of Rust; all lines of schemas, Markdown, manifests and scripts; and the
subjects of commits after SINCE. Prints each hit with its rule and the replacement. Exits with 1 if there are hits.
Requires git and Python 3.11 without packages.

    .ci/words.py             all rules and type names
    .ci/words.py behind      only the rule `behind`
    .ci/words.py --names     list type names that are defined in several files
"""

import collections
import re
import subprocess
import sys

# The last commit whose subject is not checked.
SINCE = "c23d05e"

# Name, pattern and replacement of each rule.
RULES = [
    ("stand", r"\b(stands?|stood|standing)\b", "is, starts, is stored"),
    ("lie", r"\b(lies|lie|lay)\b", "is, is located"),
    ("behind", r"\bbehind\b", "after, past, following"),
    ("so many", r"\bso (many|much)\b", "N, COUNT"),
    ("anew", r"\banew\b", "again, re-"),
    ("demand", r"(?<!on )\bdemand(s|ed|ing)?\b", "require, must be"),
    ("ask for", r"\bask(s|ed|ing)?\b", "request, require, query"),
    ("tell", r"\b(tell(s|ing)?|told)\b", "indicate, report, distinguish"),
    ("say", r"\b(say|says|said|saying)\b", "state, give, report"),
    ("is no", r"(?<!there )\b(is|are|was|were|be) no\b(?! (longer|more than))", "is not a, has no, invalid"),
    ("own", r"\bof (its|their|his) own\b", "separate, custom"),
    ("all together", r"\ball together\b", "in total"),
    ("all the same", r"\ball the same\b", "anyway"),
    ("nevertheless", r"\b(nevertheless|nonetheless)\b", "anyway"),
    ("upon", r"\bupon\b", "on"),
    ("mend", r"\bmend(s|ed|ing)?\b", "repair"),
    ("but for", r"\bbut for\b", "except"),
    ("go on", r"\b(goes|go|going|went|gone) on\b", "continue, extend"),
    ("go through", r"\b(gone|goes|going) through\b", "iterate over, traverse"),
    ("come to an end", r"\bcom(e|es|ing) to an end\b", "end, converge"),
    ("is had", r"\b(had back|(is|are|be) had)\b", "is available"),
    ("somebody", r"\b(nobody|somebody|whoever)\b", "name who it is, or use the passive"),
    ("as it should", r"\bas (it|they) should( be)?\b", "valid, correct"),
    ("cut short", r"\bcut short\b", "truncated"),
    ("good", r"\bgood (frame|file|data|sample|value|record|one|message|checksum|input)s?\b", "valid"),
    ("a line", r"\b(one|two|each|every) \w+ an? (line|second|row|file|field|thread|frame|record|sample)\b", "per"),
    ("check sum", r"\bcheck sums?\b", "checksum"),
    ("put together", r"\bput together\b", "assembled"),
    ("look for", r"\blook(s|ed)? for\b", "search for"),
    ("one after the other", r"\bone (after|behind) the other\b", "in sequence, consecutive"),
    ("spelling",
     r"\b(colou?r(?<=our)|colours?|coloured|licences?|licenced|metres?|behaviours?|centres?|centred|grey|recogni[s]\w+|"
     r"organi[s]\w+|initiali[s]\w+|normali[s]\w+|optimi[s]e\w*|seriali[s]\w+|summari[s]e\w*|neighbours?|neighbouring|"
     r"favours?|analyse[sd]?|catalogues?|artefacts?|misspelt|honours?)\b", "American spelling"),
]  # fmt: skip

# Invalid starts of doc comments. The second one applies to integers: use "Size of … in bytes".
OPENING = re.compile(r"^(What|Where|How|Whether|Why|Which|Who)\b")
SIZE = re.compile(r"^Bytes (of|in)\b")
NUMBER = re.compile(r"^(pub(\([^)]*\))? )?\w+: (Option<)?[ui](8|16|24|32|64|size)\b", re.I)

# Exceptions: patterns of path, rule and line, and the reason.
ALLOWED = [
    (r"^\.ci/words\.py$", r".", r".", "the rules themselves"),
    (r"^CONTRIBUTING\.md$", r".", r"^\| ", "table of words to avoid"),
    (r"^inspect/src/checksum/mod\.rs$", r"spelling", r"reveng\.sourceforge\.io", "URL"),
    (r"^ksy/tests/errors/enums_unknown\.ksy$", r"spelling", r"`?colour`?", "misspelled name for a correction"),
    (r"^tests/record_decode_vectors\.py$", r"say", r"NAMES = ", "test data with quotation marks"),
]

# Type names that may be defined in several files, each with the reason.
SHARED_NAMES = {}

TEXT = (".md", ".toml", ".sh", ".yml")
LITERAL = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(?P<hash>\#*)".*?"(?P=hash)|b?"(?:[^"\\]|\\.)*"|'(?:[^'\\\n]|\\[^\n]{1,8}?)'""",
    re.S,
)


def tracked():
    files = subprocess.run(["git", "ls-files", "-z"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [path for path in files.split("\0") if path and not path.startswith(("fuzz/corpus/", "samples/"))]


def rust(source):
    """Yields number and text of each line in comments and string literals of Rust."""
    for found in LITERAL.finditer(source):
        text = found[0]
        if text.startswith("'"):
            continue
        # `\` at the end of a line continues a string literal.
        text = re.sub(r"\\\n\s*", " ", text)
        first = source.count("\n", 0, found.start()) + 1
        for extra, line in enumerate(text.split("\n")):
            yield first + extra, line


def paragraphs(lines):
    """Yields number and text of each line, and the text with the next line's first words, for wrapped phrases."""
    lines = list(lines)
    for (number, line), (_, following) in zip(lines, lines[1:] + [(0, "")]):
        start = re.sub(r"^[\s/#!|*>-]+", "", following).split(" ")[:3]
        yield number, line, line.rstrip() + " " + " ".join(start)


def texts(path, source):
    if path.endswith(".rs"):
        return rust(source)
    return enumerate(source.split("\n"), 1)


def is_text(path, source):
    return path.endswith((".rs", ".ksy", ".py", *TEXT)) or source.startswith("#!")


def allowed(path, rule, line):
    return any(re.search(p, path) and re.search(r, rule) and re.search(t, line) for p, r, t, _ in ALLOWED)


def hits():
    for path in tracked():
        try:
            source = open(path, encoding="utf-8").read()
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        if not is_text(path, source):
            continue
        documented, lines = 0, source.split("\n")
        for number, line, joined in paragraphs(texts(path, source)):
            for rule, pattern, instead in RULES:
                found = re.search(pattern, joined, re.I)
                if found and found.start() < len(line.rstrip()) and not allowed(path, rule, line):
                    yield f"{path}:{number}", rule, instead, line
            opening = re.match(r"///\s*(.*)", line.strip())
            if opening and documented != number - 1 and not allowed(path, "opening", line):
                item = (l.strip() for l in lines[number:] if not re.match(r"\s*(///|#)", l))
                if OPENING.match(opening[1]):
                    yield f"{path}:{number}", "opening", "a noun phrase, or a verb", line
                elif SIZE.match(opening[1]) and NUMBER.match(next(item, "")):
                    yield f"{path}:{number}", "opening", "Size of … in bytes", line
            documented = number if opening else 0
    subjects = subprocess.run(["git", "log", "--format=%h %s", f"{SINCE}..HEAD"], stdout=subprocess.PIPE, text=True)
    for line in subjects.stdout.splitlines():
        name, subject = line.split(" ", 1)
        for rule, pattern, instead in RULES:
            if re.search(pattern, subject, re.I) and not allowed("commit", rule, subject):
                yield f"commit {name}", rule, instead, subject


def names():
    """Returns the type names that are defined in several files, and the number of all type names."""
    skipped = re.compile(r"(^|/)(tests?|benches|examples|fuzz|target)/|(^|/)tests?\.rs$")
    where = collections.defaultdict(set)
    for path in tracked():
        if not path.endswith(".rs") or skipped.search(path):
            continue
        body = re.split(r"#\[cfg\(test\)\]\s*mod ", open(path, encoding="utf-8").read())[0]
        for found in re.finditer(r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait)\s+([A-Z]\w*)", body, re.M):
            where[found[1]].add(path)
    return {name: sorted(files) for name, files in where.items() if len(files) > 1}, len(where)


def main():
    several, total = names()
    if "--names" in sys.argv:
        for name, files in sorted(several.items()):
            print(f"{name}: {', '.join(files)}")
        print(f"{len(several)} of {total} type names are defined in more than one file")
        return 0
    only = sys.argv[1] if len(sys.argv) > 1 else None
    found = [hit for hit in hits() if only in (None, hit[1])]
    for location, rule, instead, line in found:
        print(f"{location}: {rule} (write: {instead}): {line.strip()[:120]}")
    wrong = {name: files for name, files in several.items() if name not in SHARED_NAMES}
    if only is None:
        for name, files in sorted(wrong.items()):
            print(f"type name {name} is defined in {', '.join(files)}")
    print(f"{len(found)} words to replace, {len(wrong)} type names with several meanings", file=sys.stderr)
    return 1 if found or (wrong and only is None) else 0


sys.exit(main())
