#!/usr/bin/env python3
"""Takes the screenshots of HTML reports in the manual with a headless Chromium.

    docs/images/screenshot.py PROGRAM     PROGRAM is bytescope

Requires Python 3.11 with Pillow, which reduces the size of the images.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "html"))
from browser import Browser, find_browser  # noqa: E402

SAMPLE = "samples/zip/bad-crc-deflated.zip"
COLORS = 200


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder, Browser(find_browser()) as browser:
        page = Path(folder) / "report.html"
        subprocess.run([program, SAMPLE, "--html", "-o", page], cwd=ROOT, stderr=subprocess.DEVNULL)
        browser.size(1280, 720)
        browser.theme("light")
        browser.open(page)
        shot = HERE / "report.png"
        browser.screenshot(shot)
        Image.open(shot).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(shot, optimize=True)


main()
