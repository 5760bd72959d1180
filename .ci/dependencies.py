#!/usr/bin/env python3
"""Checks the dependencies: licenses, duplicate versions, and crates of the command line in the library.

Requires cargo and Python 3.11. Prints each problem. Exits with 1 if there are problems.
"""

import json
import re
import subprocess
import sys

# Licenses allowed for dependencies.
LICENSES = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0",
    "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "Zlib",
}  # fmt: skip
# License exceptions (after WITH). All grant additional rights.
EXCEPTIONS = {"LLVM-exception"}

# Crates of which a build may contain two versions, with the reason.
DUPLICATES = {
    "signal-hook": "crossterm uses 0.3; both share signal-hook-registry, which installs the handlers",
    "syn": "binrw, zerocopy and this workspace use 2; clap and serde use 3 (build time only)",
}

# Crates of the command line. The library without default features must not depend on them.
PROGRAM = {
    "anstream", "clap", "clap_complete", "clap_mangen", "glob", "indicatif", "ratatui", "signal-hook",
    "terminal_size",
}  # fmt: skip


def cargo(*args):
    return subprocess.run(["cargo", *args, "--locked"], stdout=subprocess.PIPE, text=True, check=True).stdout


def allowed(expression):
    """True if an SPDX expression permits use under the allowed licenses. AND binds tighter than OR."""
    # `MIT/Apache-2.0` is an old notation for OR.
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))
    position = 0

    def peek():
        return tokens[position] if position < len(tokens) else None

    def take():
        nonlocal position
        if peek() is None:
            raise ValueError("unexpected end")
        position += 1
        return tokens[position - 1]

    def operand():
        token = take()
        if token == "(":
            value = alternatives()
            if take() != ")":
                raise ValueError("expected )")
            return value
        if token in {")", "AND", "OR", "WITH"}:
            raise ValueError(f"unexpected {token}")
        value = token in LICENSES
        if peek() == "WITH":
            take()
            value &= take() in EXCEPTIONS
        return value

    def conjunction():
        value = operand()
        while peek() == "AND":
            take()
            value &= operand()
        return value

    def alternatives():
        value = conjunction()
        while peek() == "OR":
            take()
            value |= conjunction()
        return value

    value = alternatives()
    if peek() is not None:
        raise ValueError(f"unexpected {peek()}")
    return value


def licenses():
    """Checks the licenses of all packages in the lock file, including dev-dependencies, for all platforms."""
    for package in json.loads(cargo("metadata", "--format-version", "1"))["packages"]:
        name, expression = f"{package['name']} {package['version']}", package["license"]
        if expression is None:
            yield f"{name}: missing license expression"
            continue
        try:
            if not allowed(expression):
                yield f"{name}: license is not in the list of .ci/dependencies.py: {expression}"
        except ValueError as error:
            yield f"{name}: invalid license expression: {expression}: {error}"


def versions(*args):
    """Returns the versions of each dependency of `bytescope` that `cargo tree` lists with these arguments."""
    found = {}
    lines = cargo("tree", "-p", "bytescope", "--prefix", "none", "--format", "{p}", *args).splitlines()
    for name, version, *_ in filter(None, map(str.split, lines)):
        found.setdefault(name, set()).add(version)
    return found


def duplicates():
    """Checks for several versions of a crate in the default build."""
    found = {name: sorted(several) for name, several in versions("-e", "normal,build").items() if len(several) > 1}
    for name, several in sorted(found.items()):
        if name not in DUPLICATES:
            yield f"{name}: duplicate versions: {', '.join(several)} (see cargo tree --duplicates)"
    for name in sorted(DUPLICATES.keys() - found.keys()):
        yield f"{name}: no longer a duplicate (remove it from DUPLICATES in .ci/dependencies.py)"


def program():
    """Checks for crates of the command line in the library without default features."""
    for name in sorted(PROGRAM & versions("--no-default-features", "-e", "normal").keys()):
        yield f"{name}: crate of the command line in the library (make it optional, in the feature cli)"


def main():
    problems = [problem for check in (licenses, duplicates, program) for problem in check()]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    # Test of `allowed`.
    for expression, expected in {
        "MIT": True,
        "MIT/Apache-2.0": True,
        "GPL-3.0 OR MIT": True,
        "GPL-3.0 AND MIT": False,
        "(MIT OR GPL-3.0) AND Unicode-3.0": True,
        "MIT OR GPL-3.0 AND GPL-2.0": True,
        "Apache-2.0 WITH LLVM-exception": True,
        "GPL-2.0 WITH Classpath-exception-2.0": False,
    }.items():
        assert allowed(expression) == expected, expression
    sys.exit(main())
