#!/usr/bin/env python3
"""Renders a screen of `bytescope explore` as images for the manual: SVG files for light and dark pages.

    docs/images/explore.py PROGRAM     PROGRAM is bytescope

Requires tmux, and Python 3.11 without packages.
"""

import html
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

ARGUMENTS = ["explore", "samples/png/bad-crc.png"]
KEYS = ["n"]
COLUMNS, ROWS = 110, 26

# Size of a character cell, and margin, in pixels, as in render.py.
CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.4, 19, 16

# Colors of page, text, dim text and the first colors of the terminal.
THEMES = {
    "light": {"page": "#f6f8fa", "text": "#1f2328", "dim": "#636c76", 1: "#cf222e", 2: "#116329", 3: "#7d4e00",
              4: "#0550ae", 5: "#8250df", 6: "#0b6e74"},
    "dark": {"page": "#161b22", "text": "#e6edf3", "dim": "#8d96a0", 1: "#ff7b72", 2: "#56d364", 3: "#e3b341",
             4: "#79c0ff", 5: "#d2a8ff", 6: "#76e3ea"},
}  # fmt: skip


def tmux(*args):
    command = ["tmux", "-L", "bytescope-images", "-f", "/dev/null", *args]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def screen(program):
    """Returns the lines of the screen with escape sequences."""
    tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), program, *ARGUMENTS, ";", "set", "status", "off")
    time.sleep(1)
    for key in KEYS:
        tmux("send-keys", key)
        time.sleep(0.5)
    lines = tmux("capture-pane", "-e", "-p").rstrip("\n").split("\n")
    tmux("kill-server")
    return lines


def cells(lines):
    """Yields the runs of one style: row, column, text, and the style as a dictionary."""
    style = {}
    for row, line in enumerate(lines):
        column = 0
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b"):
                style = changed(style, [int(code or 0) for code in part[2:-1].split(";")])
            elif part:
                yield row, column, part, style
                column += len(part)


def changed(style, codes):
    style = dict(style)
    while codes:
        match codes:
            case [0, *_]:
                style = {}
            case [38, 5, color, *rest]:
                style["color"] = color
                codes = [0, *rest]
            case [39, *_]:
                style.pop("color", None)
            case [1 | 2 | 4 | 7 as code, *_]:
                style[code] = True
        codes = codes[1:]
    return style


def svg(lines, theme):
    width, height = round(COLUMNS * CELL_WIDTH + 2 * MARGIN), round(ROWS * LINE_HEIGHT + 2 * MARGIN)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="Screen of bytescope {html.escape(" ".join(ARGUMENTS))}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{theme["page"]}"/>',
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">',
    ]
    for row, column, text, style in cells(lines):
        color = theme.get(style.get("color"), theme["dim"] if style.get(2) else theme["text"])
        x, y = MARGIN + column * CELL_WIDTH, MARGIN + row * LINE_HEIGHT
        if style.get(7):
            out.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{len(text) * CELL_WIDTH:.1f}" height="{LINE_HEIGHT}" fill="{color}"/>'
            )
            color = theme["page"]
        weight = ' font-weight="bold"' if style.get(1) else ""
        # Text is split at consecutive spaces, which viewers may collapse.
        for part in re.finditer(r"\S+(?: \S+)*", text):
            start, length = x + part.start() * CELL_WIDTH, len(part[0]) * CELL_WIDTH
            out.append(
                f'<text x="{start:.1f}" y="{y + 0.75 * LINE_HEIGHT:.1f}" textLength="{length:.1f}" '
                f'lengthAdjust="spacingAndGlyphs" fill="{color}"{weight}>{html.escape(part[0])}</text>'
            )
    return "\n".join([*out, "</g>", "</svg>", ""])


def main():
    lines = screen(str(Path(sys.argv[1]).resolve()))
    for theme, colors in THEMES.items():
        (HERE / f"explore-{theme}.svg").write_text(svg(lines, colors))


main()
