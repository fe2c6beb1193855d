#!/usr/bin/env python3
"""Checks the dependency tree: every licence is one that we may ship, none comes from outside the registry,
and none needs a newer Rust than Cargo.toml names.  cargo metadata --locked --format-version 1 | dependencies.py"""
import json
import sys

ALLOWED = {"MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib",
           "Unicode-3.0", "Unicode-DFS-2016", "CC0-1.0", "Unlicense", "BSL-1.0", "MIT-0", "CDLA-Permissive-2.0"}


def allowed(expression):
    """Whether a licence expression can be met with what is allowed: OR needs one side, AND both."""
    text = expression.replace("/", " OR ").replace("(", " ( ").replace(")", " ) ").replace(" WITH ", "\0WITH\0")
    words = [word.replace("\0WITH\0", " WITH ") for word in text.split()]

    def either(at):
        met, at = both(at)
        while at < len(words) and words[at] == "OR":
            other, at = both(at + 1)
            met = met or other
        return met, at

    def both(at):
        met, at = one(at)
        while at < len(words) and words[at] == "AND":
            other, at = one(at + 1)
            met = met and other
        return met, at

    def one(at):
        if words[at] == "(":
            met, at = either(at + 1)
            return met, at + 1
        return words[at] in ALLOWED, at + 1

    return either(0)[0]


def version(text):
    return tuple(int(part) for part in (text + ".0.0").split(".")[:3])


def main():
    metadata = json.load(sys.stdin)
    own = next(package for package in metadata["packages"] if package["source"] is None)
    faults = []
    for package in metadata["packages"]:
        name = f"{package['name']} {package['version']}"
        if package["source"] is None:
            continue
        if not package["source"].startswith("registry+"):
            faults.append(f"{name} comes from {package['source']}, not from the registry")
        if not package["license"] or not allowed(package["license"]):
            faults.append(f"{name} has the licence {package['license']!r}, which is not on the list")
        if package["rust_version"] and version(package["rust_version"]) > version(own["rust_version"]):
            faults.append(f"{name} needs Rust {package['rust_version']}; Cargo.toml names {own['rust_version']}")
    print("\n".join(faults) or f"{len(metadata['packages']) - 1} packages: licences, sources and Rust versions are in order")
    sys.exit(bool(faults))


main()
