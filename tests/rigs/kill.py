"""SIGKILL at random moments of ingest, mutation, reindex, removal and first start; and placed in the
store's own writes. What was told must be there, whole.

usage: kill.py PROGRAM [KILLS] [SEED]
"""
import random
import shutil
import signal
import subprocess
import sys
import time

from rig import PROGRAM, Server, Tally, documents, letter, letters, reported, run

kills = int(sys.argv[2]) if len(sys.argv) > 2 else 60
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
rng = random.Random(seed)
tally = Tally("kill")
R = tally.folder
TOKEN = "en-lang-nok-nokkel"


def killed(store, *arguments, delay):
    """Starts a command, kills it, and gives what it had told."""
    command = [PROGRAM, "--store", str(store), *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    return reported(process.communicate()[0])


reference = {}
store = R / "reference"
letters(R / "all", range(400), 8)
run(store, "ingest", R / "all")
reference = documents(store)[0]


def examine(name, store, expected):
    found, err = documents(store)
    if found is None:
        tally.check(False, f"{name}: does not open: {err[-200:]}")
        return
    missing = [id for id in expected if id not in found]
    tally.check(not missing, f"{name}: lost {missing[:5]}")
    partial = [id for id, row in found.items() if id in reference and row != reference[id]]
    tally.check(not partial, f"{name}: not whole {partial[:5]}")


for number in range(kills):
    kind = ["ingest", "ingest", "mutation", "reindex", "remove", "first"][number % 6]
    store = R / f"store-{number}"
    base = letters(R / f"base-{number}", rng.sample(range(400), 5), 8)
    name = f"kill {number} in {kind}"
    if kind != "first":
        run(store, "ingest", R / f"base-{number}")
    if kind == "ingest":
        letters(R / f"more-{number}", rng.sample(range(400), 30), 8)
        told = killed(store, "ingest", R / f"more-{number}", delay=rng.uniform(0.005, 0.8))
        examine(name, store, base + told)
    elif kind == "mutation":
        server = Server(store, 18192, "--token", TOKEN)
        told, end = [], time.monotonic() + rng.uniform(0.02, 1.0)
        query = "mutation($i: IngestInput!) { ingest(input: $i) { documents { outcome } } }"
        for other in rng.sample(range(400), 30):
            if time.monotonic() > end:
                break
            document = {"fileName": f"brev-{other}.md", "text": letter(other, 8)}
            if b"errors" not in server.ask(query, {"i": {"documents": [document]}}, TOKEN)[2]:
                told.append(f"brev-{other}")
        server.process.kill()
        server.process.wait()
        examine(name, store, base + told)
    elif kind == "reindex":
        killed(store, "reindex", delay=rng.uniform(0.005, 0.5))
        examine(name, store, base)
    elif kind == "remove":
        killed(store, "remove", *base[:2], delay=rng.uniform(0.001, 0.2))
        examine(name, store, base[2:])
    else:
        server = Server(store, 18193, wait=False)
        time.sleep(rng.uniform(0.05, 3))
        server.process.kill()
        server.process.wait()
        server = Server(store, 18193)
        body = server.ask("{ documents { totalCount } }")[2]
        tally.check(b'"totalCount":5' in body, f"{name}: {body[:100]}")
        server.stop()
    shutil.rmtree(store, ignore_errors=True)

if shutil.which("strace"):
    for when in range(1, 7):
        store = R / f"placed-{when}"
        base = letters(R / f"placed-base-{when}", range(when, when + 4), 8)
        run(store, "ingest", R / f"placed-base-{when}")
        trace = ["strace", "-f", "-o", "/dev/null", "-e", "trace=write,pwrite64,rename,fsync",
                 "-e", f"inject=write,pwrite64,rename,fsync:signal=KILL:when={when}"]
        subprocess.run([*trace, PROGRAM, "--store", str(store), "documents"], capture_output=True, timeout=60)
        examine(f"kill placed at write {when} of a reader", store, base)
        subprocess.run([*trace, PROGRAM, "--store", str(store), "ingest", str(R / "all")], capture_output=True, timeout=60)
        examine(f"kill placed at write {when} of an ingest", store, base)
tally.end(f"{kills} kills at random moments, seed {seed}")
