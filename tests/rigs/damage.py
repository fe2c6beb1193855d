"""Damaged files: bits turned, files cut, zeroed, deleted in a store. Every damage that matters is told,
and every letter that has its file comes back.

usage: damage.py PROGRAM [TRIALS] [SEED]
"""
import random
import shutil
import sys

from rig import Tally, documents, letters, run

trials = int(sys.argv[2]) if len(sys.argv) > 2 else 60
rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
tally = Tally("damage")
R = tally.folder
letters(R / "letters", range(8), 20)
good = R / "good"
run(good, "ingest", R / "letters")
whole = documents(good)[0]
files = sorted(path.relative_to(good) for path in good.rglob("*") if path.is_file() and path.name != "lock")


def flip(data):
    used = len(data.rstrip(b"\0")) or len(data)
    data[rng.randrange(used)] ^= 1 << rng.randrange(8)


def cut(data):
    del data[rng.randrange(len(data)):]


def zero(data):
    at = rng.randrange(len(data))
    data[at:at + 512] = bytes(min(512, len(data) - at))


told_in = {}
for number in range(trials):
    store = R / "trial"
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(good, store)
    file = rng.choice(files)
    how = rng.choice([flip, flip, flip, cut, zero, None])
    path = store / file
    before = path.read_bytes()
    if how is None:
        path.unlink()
    elif before:
        data = bytearray(before)
        how(data)
        path.write_bytes(data)
    changed = not path.exists() or path.read_bytes() != before
    name = f"trial {number}: {how.__name__ if how else 'delete'} {file}"
    code, out, check_err = run(store, "check", timeout=60)
    found, err = documents(store, 60)
    is_letter = file.parts[0] == "letters"
    if changed and is_letter:
        tally.check(code == 2 and "damaged" in out, f"{name}: check tells nothing: {out[-200:]}")
    # A letter that is hit is still there by what was read out of it; all else comes from the letters.
    tally.check(found == whole, f"{name}: {len(found or {})} of 8: {(check_err + err)[-300:]}")
    code, out, err = run(store, "check", "--repair", timeout=60)
    code, out, err = run(store, "check", timeout=60)
    tally.check(code == 0, f"{name}: not repaired: {out[-200:]}{err[-200:]}")
tally.end()
