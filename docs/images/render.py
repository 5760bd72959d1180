#!/usr/bin/env python3
"""Renders output of the program as images for the README: SVG files for light and dark pages.

    docs/images/render.py             runs the commands and writes the SVG files to the folder of this script
    docs/images/render.py --check     compares instead; exits with 1 if a file differs

Builds the program with `cargo build` unless BYTESCOPE is the path of a build. Requires Python 3.11 without packages.
"""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Name of each image, and the arguments of the command.
PICTURES = {
    "inspect": ["samples/png/bad-crc.png"],
}

# Size of a character cell, and margin, in pixels. The monospace font depends on the viewer: `textLength` fixes the
# width of the text, so columns align in every font.
CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.4, 19, 16

# Colors of page, text, dim text and the ANSI codes 31 to 36, as in GitHub's light and dark themes.
THEMES = {
    "light": {"page": "#f6f8fa", "text": "#1f2328", "dim": "#636c76", 31: "#cf222e", 32: "#116329", 33: "#7d4e00",
              34: "#0550ae", 35: "#8250df", 36: "#0b6e74"},
    "dark": {"page": "#161b22", "text": "#e6edf3", "dim": "#8d96a0", 31: "#ff7b72", 32: "#56d364", 33: "#e3b341",
             34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea"},
}  # fmt: skip


def program():
    if "BYTESCOPE" in os.environ:
        return os.environ["BYTESCOPE"]
    subprocess.run(["cargo", "build", "--quiet", "--locked"], cwd=ROOT, check=True)
    return ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug" / "bytescope"


def output_lines(arguments):
    """Returns the lines of a command's standard output and standard error, with colors."""
    done = subprocess.run(
        [program(), "--color", "always", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "110"},
    )  # fmt: skip
    return done.stdout.rstrip("\n").split("\n")


def style_runs(line):
    """Yields the runs of one style in a line: column, text and ANSI codes."""
    column, codes = 0, frozenset()
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            for code in part[2:-1].split(";"):
                codes = frozenset() if code in ("", "0") else codes | {int(code)}
        elif part:
            yield column, part, codes
            column += len(part)


def style(codes, theme):
    color = next((theme[code] for code in sorted(codes) if code in theme), None)
    if color is None:
        color = theme["dim"] if 2 in codes else theme["text"]
    return f'fill="{color}"' + (' font-weight="bold"' if 1 in codes else "")


def svg(command, lines, theme):
    texts = [[(0, "$ ", frozenset({2})), (2, command, frozenset({1}))], *map(list, map(style_runs, lines))]
    columns = max(column + len(text) for line in texts for column, text, _ in line)
    width = round(columns * CELL_WIDTH + 2 * MARGIN)
    height = round(len(texts) * LINE_HEIGHT + 2 * MARGIN)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="Output of {html.escape(command)}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{theme["page"]}"/>',
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">',
    ]
    for row, line in enumerate(texts):
        y = MARGIN + (row + 0.75) * LINE_HEIGHT
        for column, text, codes in line:
            # Text is split at consecutive spaces, which viewers may collapse.
            for part in re.finditer(r"\S+(?: \S+)*", text):
                x = MARGIN + (column + part.start()) * CELL_WIDTH
                length = len(part[0]) * CELL_WIDTH
                out.append(
                    f'<text x="{x:.1f}" y="{y:.1f}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs" '
                    f"{style(codes, theme)}>{html.escape(part[0])}</text>"
                )
    return "\n".join([*out, "</g>", "</svg>", ""])


def main():
    differ = []
    for name, arguments in PICTURES.items():
        lines = output_lines(arguments)
        for theme, colors in THEMES.items():
            file = HERE / f"{name}-{theme}.svg"
            text = svg("bytescope " + " ".join(arguments), lines, colors)
            if "--check" not in sys.argv:
                file.write_text(text)
            elif not file.exists() or file.read_text() != text:
                differ.append(file.relative_to(ROOT))
    for file in differ:
        print(f"{file}: differs from the program's output (run docs/images/render.py)", file=sys.stderr)
    return 1 if differ else 0


sys.exit(main())
