#!/usr/bin/env python3
"""Compares what is read from rendered letters with what is read from the letters themselves.

    score.py PROGRAM RENDERED [--floors]

RENDERED is what render.sh made: letters `NAME.md`, and a folder for each way of rendering. With --floors
the exit code is 1 where a share lies below its floor.
"""
import collections
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# The least share of requirements that are all right, and whether all budget rows, indicators and days must be.
FLOORS = {
    "docx": (0.985, True), "docx-num": (0.985, True), "odt": (0.985, True), "odt-lo": (0.985, True),
    "odt-num": (0.985, True), "html": (0.985, True), "lo-tag": (0.98, True), "word-num": (0.98, True),
    "chromium": (0.98, True), "weasy": (0.95, True), "weasy2": (0.82, False), "lo": (0.60, False),
}


def plain(text):
    """Words alone: hyphens, blanks and case tell nothing here."""
    return re.sub(r"[\W_]+", "", text).lower()


def facts(program, file):
    """All facts of a file, by type; the id of the document is left out of their ids."""
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run([program, "ingest", "--store", folder, str(file)], capture_output=True, text=True)
        if said.returncode:
            print(said.stderr, file=sys.stderr)
        out = subprocess.run([program, "export", "--store", folder], capture_output=True, text=True, check=True).stdout
    rows = collections.defaultdict(list)
    for line in out.splitlines():
        row = json.loads(line)
        row["notes"] = said.stderr
        rows[row["type"]].append(row)
    return rows


def section(row):
    return row["section"].split("/", 1)[-1]


def paired(expected, found):
    """Pairs rows by their words: the same, else at least nine tenths alike."""
    by_words = collections.defaultdict(list)
    for row in found:
        by_words[plain(row["quote"])].append(row)
    pairs, left = [], []
    for row in expected:
        same = by_words[plain(row["quote"])]
        at = next((i for i, other in enumerate(same) if section(other) == section(row)), 0)
        if same:
            pairs.append((row, same.pop(at)))
        else:
            left.append(row)
    rest = [row for rows in by_words.values() for row in rows]
    for row in left:
        words = plain(row["quote"])
        near = [(difflib.SequenceMatcher(None, words, plain(other["quote"])).ratio(), i) for i, other in enumerate(rest)
                if 0.8 < len(words) / max(1, len(plain(other["quote"]))) < 1.25]
        best = max(near, default=(0, 0))
        pairs.append((row, rest.pop(best[1]) if best[0] >= 0.9 else None))
    return pairs, rest


def aspects(row):
    return {
        "modality": row["modality"], "kind": row["kind"], "units": sorted(unit["unit"] for unit in row["responsibleUnits"]),
        "deadlines": sorted(json.dumps(d.get("date") or d.get("rhythm") or d, sort_keys=True) if isinstance(d, dict) else str(d) for d in row["deadlines"]),
        "section": section(row),
    }


def share(expected, found, key):
    count = collections.Counter(map(key, expected))
    other = collections.Counter(map(key, found))
    return sum((count & other).values()), sum(count.values()), sum((other - count).values())


def main():
    program, rendered = sys.argv[1], pathlib.Path(sys.argv[2])
    letters = sorted(rendered.glob("*.md"))
    truth = {letter.stem: facts(program, letter) for letter in letters}
    failed = []
    print("kind       all right     found +extra  wrong by            sections    budget  indicators  calendar")
    for kind, (floor, exact) in FLOORS.items():
        right = found_count = total = extra = 0
        wrong = collections.Counter()
        shares = collections.defaultdict(lambda: [0, 0, 0])
        for letter in letters:
            files = list((rendered / kind).glob(letter.stem + ".*"))
            if not files:
                continue
            expected, read = truth[letter.stem], facts(program, files[0])
            pairs, rest = paired(expected["obligation"], read["obligation"])
            extra += len(rest)
            total += len(pairs)
            for row, other in pairs:
                if other is None:
                    wrong["lost"] += 1
                    if "-v" in sys.argv:
                        print("   lost", kind, row["section"], row["quote"][:160])
                    continue
                found_count += 1
                one, two = aspects(row), aspects(other)
                differing = [name for name in one if one[name] != two[name]]
                right += not differing
                wrong.update(differing)
                if "-v" in sys.argv and differing:
                    print("  ", kind, [(name, one[name], two[name]) for name in differing], row["quote"][:100])
            if "-v" in sys.argv:
                for row in rest:
                    print("   extra", kind, row["section"], row["quote"][:160])
            keys = {
                "section": lambda row: (row["id"].split("/", 1)[-1], plain(row["heading"])),
                "budgetItem": lambda row: (row.get("chapter"), row.get("post"), row.get("amount"), row.get("amountKnok")),
                "indicator": lambda row: plain(row.get("name") or row.get("text") or ""),
                "calendarEntry": lambda row: (row.get("date"), plain(row.get("text") or row.get("title") or "")),
            }
            for name, key in keys.items():
                for at, value in enumerate(share(expected[name], read[name], key)):
                    shares[name][at] += value
        if not total:
            continue
        of = {name: f"{a}/{b}" + (f"(+{c})" if c else "") for name, (a, b, c) in shares.items()}
        part = right / total
        print(f"{kind:10} {right}/{total} {part:.3f} {found_count} +{extra}  {dict(wrong)}  {of['section']}  {of['budgetItem']}  {of['indicator']}  {of['calendarEntry']}")
        is_exact = all(shares[name][0] == shares[name][1] for name in ("budgetItem", "indicator", "calendarEntry"))
        if part < floor or exact and not is_exact:
            failed.append(kind)
    if failed and "--floors" in sys.argv:
        print("below their floor:", ", ".join(failed))
        sys.exit(1)


main()
