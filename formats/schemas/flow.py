"""Lists and mappings in flow style on lines of limited length, for the scripts in this folder."""

MAX_LINE = 118


def filled(items, indent):
    """Returns lines with all items, each followed by a comma."""
    lines, line = [], indent
    for item in items:
        if len(line) + len(item) > MAX_LINE - 1:
            lines.append(line.rstrip())
            line = indent
        line += item + ", "
    return [*lines, line.rstrip()]


def wrapped(start, items, indent, end):
    """Returns a list or mapping in flow style on as many lines as required."""
    line = start + ", ".join(items) + end.strip()
    if len(line) <= 100:
        return [line]
    return [start.rstrip(), *filled(items, indent), end]
