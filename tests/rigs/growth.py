"""Letters that once took quadratic time: CPU time per doubling of their length, and memory of many items.

usage: growth.py PROGRAM [LARGEST_KB]
"""
import os
import resource
import subprocess
import sys
import time

from rig import PROGRAM, Tally

largest = int(sys.argv[2]) * 1000 if len(sys.argv) > 2 else 1_000_000
tally = Tally("growth")

UNITS = {
    "broken words": ("txt", "arbeids-\nmarkeds-\n"),
    "capitals": ("txt", "ETATEN SKAL SVARE "),
    "footnotes": ("txt", "Etaten skal svare.7\n\n7 Note om dette\n"),
    "direction marks": ("txt", "\u202eEtaten skal svare\u202c "),
    "colons": ("txt", "Etaten skal: "),
    "no sentence end": ("txt", "Direktoratet skal rapportere om tiltak og "),
    "open links": ("md", "[a]("),
    "open pictures": ("md", "![a]("),
}


def spent(name, ending, text):
    """Seconds of CPU and top memory in MB of taking one letter in."""
    path = tally.folder / f"{name}.{ending}"
    path.write_text(text, "utf-8")
    store = tally.folder / f"store-{time.monotonic_ns()}"
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(PROGRAM, [PROGRAM, "--store", str(store), "ingest", "-q", str(path)])
    _, _, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


floor = spent("tom", "txt", "Etaten skal svare.")[0]
for name, (ending, unit) in UNITS.items():
    sizes = [size for size in (250_000, 500_000, 1_000_000, 2_000_000) if size <= largest]
    took = []
    for size in sizes:
        text = unit * (size // len(unit.encode()))
        took.append(max(spent(name.replace(" ", "-"), ending, text)[0] - floor, 0.01))
    grown = [after / before for before, after in zip(took, took[1:])]
    told = ", ".join(f"{seconds:.2f} s" for seconds in took)
    # Times below a tenth of a second say little of growth.
    steep = [ratio for ratio, seconds in zip(grown, took[1:]) if ratio > 2.6 and seconds > 0.3]
    tally.check(not steep, f"{name}: {told}")
    print(f"  {name}: {told}", flush=True)
seconds, memory = spent("punkter", "md", "# A\n\nDirektoratet skal:\n\n" + "- svare\n" * (largest // 8))
print(f"  {largest // 1000} kB of list items: {seconds:.1f} s, {memory} MB")
tally.end()
