#!/usr/bin/env python3
"""Opens pages of `inspect --html` in a headless Chromium: search, clicks, highlights, faults, keys, colors, printing.

    tests/html/check.py PROGRAM FOLDER     PROGRAM is bytescope; pages are written to FOLDER
    tests/html/check.py PROGRAM FOLDER --shots   also screenshots

Exits with 77 if there is no browser. Requires Python 3.11 without packages.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser, find_browser  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PROGRAM, FOLDER = sys.argv[1], Path(sys.argv[2])
SKIPPED = 77


def page_of(file, *options, status=0):
    """Writes the page of a file and returns its path."""
    page = FOLDER / (Path(file).name + ".html")
    done = subprocess.run([PROGRAM, "inspect", str(file), "--html", "-o", str(page), *options], cwd=ROOT,
                          stderr=subprocess.PIPE, text=True)  # fmt: skip
    assert done.returncode == status, (file, done.returncode, done.stderr)
    return page


def equal(actual, expected):
    assert actual == expected, f"expected {expected!r}, found {actual!r}"


def wait_for(browser, script):
    """Waits until an expression is true."""
    until = time.monotonic() + 10
    while not browser.run(script):
        assert time.monotonic() < until, script
        time.sleep(0.02)


def selected(browser):
    """Returns the path of the selected field."""
    path = browser.run("pathOf(state.selected)")
    row = browser.run("document.querySelector('.row.selected')?.getAttribute('aria-selected')")
    assert row == "true", f"the row of {path} is not visible"
    return path


def highlighted(browser, style="selected"):
    """Returns the offsets of the highlighted bytes."""
    return browser.run(
        f"[...document.querySelectorAll('.digits .byte.{style}')].map((cell) => Number(cell.dataset.offset))"
    )


def row_of(browser, path):
    """Returns the selector of a visible row."""
    index = browser.run(f"nodes.findIndex((node, index) => !node.t && pathOf(index) === {path!r})")
    assert index >= 0, path
    return f"#n{index}"


def search_for(browser, text):
    browser.run("query.value = ''; query.focus()")
    browser.type(text)
    wait_for(browser, "document.getElementById('matches').textContent !== ''")
    time.sleep(0.4)
    return browser.run("document.getElementById('matches').textContent")


def check_links(browser):
    """Clicks and the pointer link fields and bytes."""
    browser.open(page_of("samples/png/rgba.png"))
    equal(browser.run("document.getElementById('verdict').textContent"), "no faults")
    browser.click(row_of(browser, "chunks[0].data.width"))
    equal(selected(browser), "chunks[0].data.width")
    equal(highlighted(browser), [16, 17, 18, 19])
    details = browser.run("document.getElementById('details').innerText")
    assert "Width of the image" in details and "4 px" in details and "0x10..0x14" in details, details
    assert "u32 4" in details, details
    # The bytes of a field are highlighted under the pointer, in both directions.
    box = browser.run(
        f"(() => {{ const b = document.querySelector({row_of(browser, 'chunks[0].data.height')!r})"
        ".getBoundingClientRect(); return [b.x + 200, b.y + 5]; })()"
    )
    browser.mouse("mouseMoved", *box)
    equal(highlighted(browser, "hot"), [20, 21, 22, 23])
    browser.click(".digits [data-offset='24']")
    equal(selected(browser), "chunks[0].data.bit_depth")
    equal(highlighted(browser), [24])
    browser.click(".text [data-offset='13']")
    equal(selected(browser), "chunks[0].type")
    equal(browser.run("document.querySelector('.row.hot') !== null"), True)
    # Descriptions appear under the pointer.
    title = browser.run(f"document.querySelector({row_of(browser, 'chunks[0].data.width')!r}).title")
    equal(title, "Width of the image")
    # The address names the field.
    browser.open(FOLDER / "rgba.png.html", "#chunks%5B1%5D.crc")
    equal(selected(browser), "chunks[1].crc")


def check_keys(browser):
    """All functions are available from the keyboard."""
    browser.open(page_of("samples/png/rgba.png"))
    equal(browser.run("document.activeElement.id"), "tree")
    browser.key("Home")
    browser.key("ArrowDown")
    equal(selected(browser), "signature")
    browser.key("ArrowDown")
    equal(selected(browser), "chunks")
    browser.key("ArrowLeft")
    equal(browser.run("nodes[state.selected].open"), False)
    rows = browser.run("visible.length")
    browser.key("*")
    assert browser.run("visible.length") > rows
    browser.key("ArrowRight")
    equal(selected(browser), "chunks[0]")
    browser.run("hex.focus()")
    equal(browser.run("state.cursor"), 8)
    browser.key("ArrowDown")
    browser.key("ArrowRight")
    equal((browser.run("state.cursor"), selected(browser)), (25, "chunks[0].data.color_type"))
    browser.key("?")
    equal(browser.run("help.open"), True)
    browser.key("Escape")
    wait_for(browser, "!help.open")
    browser.key("/")
    equal(browser.run("document.activeElement.id"), "query")


def check_search(browser):
    """Names, values, bytes, offsets and paths are found."""
    browser.open(page_of("samples/png/rgba.png"))
    equal(search_for(browser, "crc")[:5], "1 of ")
    equal(selected(browser), "chunks[0].crc")
    assert browser.run("document.querySelectorAll('.row .name mark').length") >= 3
    browser.key("Enter")
    equal(selected(browser), "chunks[1].crc")
    browser.key("Enter", shift=True)
    equal(selected(browser), "chunks[0].crc")
    equal(search_for(browser, "rainbow"), "1 of 1")
    equal(selected(browser), "chunks[1].data.text")
    equal(search_for(browser, "49 44 41 54"), "1 of 1")
    equal(selected(browser), "chunks[2].type")
    equal(highlighted(browser, "match"), browser.run("[...Array(4).keys()].map((i) => i + nodes[state.selected].s)"))
    search_for(browser, '"IEND"')
    equal(browser.run("state.cursor"), 0x8C)
    assert search_for(browser, "0x12").startswith("1 of ")
    equal(selected(browser), "chunks[0].data.width")
    equal(search_for(browser, "chunks[2].data"), "1 of 1")
    equal(selected(browser), "chunks[2].data")
    equal(search_for(browser, "no such thing"), "no match")
    browser.key("Escape")
    equal(browser.run("document.getElementById('matches').textContent"), "")


def check_faults(browser):
    """Faults are listed, and select their fields."""
    browser.open(page_of("samples/png/bad-values.png", status=1))
    count = browser.run("document.querySelectorAll('#faults button').length")
    assert count > 1
    equal(browser.run("document.getElementById('verdict').textContent"), f"{count} faults")
    for index in range(count):
        browser.click("#faults button", index)
        path = browser.run(f"document.querySelectorAll('#faults code')[{index}].textContent")
        equal(selected(browser) or "file", path)
        assert browser.run("document.querySelector('.row.selected .fault')?.textContent.startsWith('✗ ')"), path
    browser.run("tree.focus()")
    browser.key("f")
    equal(browser.run("faultAt"), 0)
    browser.key("F", shift=True)
    equal(browser.run("faultAt"), count - 1)
    # The page of a fault starts at the fault.
    browser.open(page_of("samples/png/bad-crc.png", status=1))
    equal((selected(browser), highlighted(browser)), ("chunks[0].crc", [29, 30, 31, 32]))
    browser.open(page_of("samples/gzip/bad-cut-data.gz", status=1))
    assert browser.run("document.querySelector('.row .fault') !== null")


def check_colors(browser):
    """The page follows the system until a theme is chosen."""
    page = page_of("samples/png/rgba.png")
    background = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(255, 255, 255)", "rgb(13, 17, 23)"
    for name, color in (("light", light), ("dark", dark)):
        browser.theme(name)
        browser.open(page)
        equal(browser.run(background), color)
    browser.click("#theme")
    equal(browser.run(background), light)
    browser.theme("light")
    equal(browser.run(background), light)
    browser.run("tree.focus()")
    browser.key("t")
    equal(browser.run(background), dark)
    browser.run("localStorage.clear()")


def check_buffers(browser):
    """Decompressed buffers have tabs, and their fields select them."""
    browser.open(page_of("samples/png/texts.png"))
    inflated = browser.run("nodes.findIndex((node) => node.b === 1 && node.l > 0)")
    browser.run(f"select({inflated})")
    equal(browser.run("state.buffer"), 1)
    equal(browser.run("document.querySelector('#buffers [aria-selected=true]').textContent.slice(0, 16)"), "1: inflated from")
    assert browser.run("document.querySelector('.address').textContent") == "1:0"
    browser.click("#buffers button", 0)
    equal(browser.run("state.buffer"), 0)


def check_hostile(browser):
    """Text from the file is neither markup nor script, and does not reorder other text."""
    schema = FOLDER / "hostile.ksy"
    schema.write_text(
        "meta: {id: hostile, encoding: UTF-8}\n"
        "seq:\n  - {id: text, type: strz, doc: '<img src=x onerror=alert(1)>'}\n  - {id: rest, size-eos: true}\n"
    )
    file = FOLDER / "<b>name&.bin"
    text = "</script><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">\u202e&lt;"
    file.write_bytes(text.encode() + b"\0\xff\xfe\x1b[31m")
    browser.open(page_of(file, "-s", str(schema)))
    equal(browser.run("document.title"), "<b>name&.bin – bytescope")
    equal(browser.run("document.querySelectorAll('img, script').length"), 2)
    shown = browser.run("document.querySelector('.row .value.text').textContent")
    assert shown.startswith('"</script>') and "\\u{202e}" in shown and "\u202e" not in shown, shown


def check_large(browser):
    """A list of 100,000 items is elided, or complete with --all, and scrolls."""
    schema = FOLDER / "items.ksy"
    schema.write_text(
        "meta: {id: items, endian: le}\nseq: [{id: items, type: item, repeat: eos}]\n"
        "types: {item: {seq: [{id: id, type: u4}, {id: level, type: u2}]}}\n"
    )
    file = FOLDER / "items.bin"
    file.write_bytes(b"".join(i.to_bytes(4, "little") + (i % 1000).to_bytes(2, "little") for i in range(100_000)))
    page = page_of(file, "-s", str(schema))
    assert page.stat().st_size < 150_000, page.stat().st_size
    browser.open(page)
    equal(browser.run("document.querySelector('.omitted')?.textContent"), None)
    browser.run("toggle(1, true); tree.focus()")
    browser.key("End")
    assert "items not included, [64] to [99998]" in browser.run("document.getElementById('tree').innerText")
    assert "bytes not included" in browser.run("(hex.scrollTop = 1e9, drawHex(), hex.innerText)")
    assert browser.run("document.getElementById('note').textContent").startswith("Not included: 99,935 items")
    browser.open(page_of(file, "-s", str(schema), "--all"))
    equal(browser.run("nodes.length"), 2 + 3 * 100_000)
    browser.run("toggle(1, true)")
    equal(search_for(browser, "0x927bf"), "1 of 1")
    equal(selected(browser), "items[99999].level")
    equal(highlighted(browser), [599_998, 599_999])
    started = time.monotonic()
    browser.run("for (let i = 0; i < 50; i++) { tree.scrollTop = i * 40000; drawTree(); }")
    seconds = (time.monotonic() - started) / 50
    assert seconds < 0.05, f"{seconds * 1000:.1f} ms per screen"
    equal(browser.run("tree.querySelectorAll('.row').length < 100"), True)


def check_other(browser):
    """Unrecognized and empty files have a page; a page can be printed and fits on small screens."""
    for name, content in (("unknown.bin", bytes(range(256)) * 300), ("empty.bin", b"")):
        file = FOLDER / name
        file.write_bytes(content)
        browser.open(page_of(file, status=1))
        equal(browser.run("document.querySelector('#faults .message').textContent"), "unrecognized format")
        equal(browser.run("lines.length > 0"), bool(content))
    browser.open(page_of("samples/png/rgba.png"))
    browser.print(FOLDER / "rgba.pdf")
    assert (FOLDER / "rgba.pdf").read_bytes().startswith(b"%PDF")
    for width, height, per_line in ((1280, 800, 16), (420, 800, 8), (320, 480, 8)):
        browser.size(width, height)
        browser.open(FOLDER / "rgba.png.html")
        equal(browser.run("perLine"), per_line)
        equal(browser.run("document.documentElement.scrollWidth"), width)
        equal(browser.run("hex.scrollWidth <= hex.clientWidth"), True)
    browser.size(1280, 800)


def check_real(browser):
    """Pages of files of the system have no errors."""
    real = ["/bin/ls", "/usr/share/zoneinfo/Europe/Paris"]
    for file in filter(os.path.exists, real):
        browser.open(page_of(file))
        assert browser.run("visible.length") > 5, file
        browser.run("for (let i = 0; i < nodes.length; i += 7) select(i)")
        equal((file, browser.errors), (file, []))


CHECKS = [
    check_links, check_keys, check_search, check_faults, check_colors, check_buffers, check_hostile, check_large, check_other,
    check_real,
]  # fmt: skip


def main():
    program = find_browser()
    if program is None:
        print("skipped: Chromium is not installed")
        return SKIPPED
    failed = 0
    with Browser(program) as browser:
        browser.size(1280, 800)
        browser.theme("light")
        for check in CHECKS:
            try:
                check(browser)
                equal(browser.errors, [])
                equal([url for url in browser.requests if not url.startswith("file:///")], [])
                print(f"{check.__name__}: ok")
            except Exception as error:
                failed += 1
                print(f"{check.__name__}: {type(error).__name__}: {error}")
    return 1 if failed else 0


sys.exit(main())
