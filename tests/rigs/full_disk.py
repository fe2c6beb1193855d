"""A full disk: letters are taken in until there is no room, readers start meanwhile, room is given again.

usage: full_disk.py PROGRAM      (root)
"""
import subprocess
import time

from rig import Server, Tally, documents, letter, letters, reported, run

tally = Tally("full-disk")
R = tally.folder
TOKEN = "en-lang-nok-nokkel"
old = letters(R / "old", range(3))
letters(R / "new", range(100, 140), 300)


def mounted(size):
    folder = R / f"small-{size}-{time.monotonic_ns()}"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", folder], check=True)
    return folder


# Megabytes, and readers that start while the disk is full.
for size, readers in ((3, 0), (3, 5), (4, 1), (5, 5)):
    live = mounted(size)
    store = live / "store"
    try:
        run(store, "ingest", R / "old")
        code, out, err = run(store, "ingest", R / "new", timeout=60)
        told = reported(out)
        name = f"{size} MB, {readers} readers"
        tally.check(code == 2, f"{name}: the ingest ends with {code}: {err[-200:]}")
        tally.check(err.count("No space left") <= 3, f"{name}: told {err.count('No space left')} times")
        for _ in range(readers):
            found, err = documents(store, 60)
            missing = [id for id in old + told if found is None or id not in found]
            tally.check(not missing, f"{name}, full: {len(missing)} not read: {err[-200:]}")
        subprocess.run(["mount", "-o", "remount,size=64m", live], check=True)
        found, err = documents(store, 60)
        missing = [id for id in old + told if found is None or id not in found]
        tally.check(not missing, f"{name}, room again: {len(missing)} lost: {err[-200:]}")
        code, _, err = run(store, "ingest", R / "new", timeout=120)
        tally.check(code == 0, f"{name}, again: {code} {err[-200:]}")
    finally:
        subprocess.run(["umount", live])

live = mounted(5)
try:
    store = live / "store"
    run(store, "ingest", R / "old")
    server = Server(store, 18191, "--token", TOKEN)
    query = "mutation($i: IngestInput!) { ingest(input: $i) { documents { outcome message } } }"
    body = b""
    for seed in range(100, 140):
        document = {"fileName": f"brev-{seed}.md", "text": letter(seed, 300)}
        status, _, body = server.ask(query, {"i": {"documents": [document]}}, TOKEN)
        if b"STORE_UNAVAILABLE" in body:
            break
    tally.check(b"STORE_UNAVAILABLE" in body and b"No space left" in body, f"the mutation tells {body[:200]}")
    status, _, body = server.get("/isready")
    tally.check(status == 503 and b"No space left" in body, f"ready on a full disk: {status} {body[:100]}")
    tally.check(server.ask("{ documents { totalCount } }")[0] == 200, "reading stopped")
    subprocess.run(["mount", "-o", "remount,size=64m", live], check=True)
    time.sleep(6)
    tally.check(server.get("/isready")[0] == 200, "not ready though there is room")
    document = {"fileName": "nytt.md", "text": letter(7)}
    _, _, body = server.ask(query, {"i": {"documents": [document]}}, TOKEN)
    tally.check(b"ADDED" in body, f"not healed without a restart: {body[:200]}")
    took = server.stop()
    tally.check(took is not None and took <= 12, f"SIGTERM took {took}")
    found, err = documents(store)
    tally.check(found is not None and "nytt" in found, f"after the end: {err[-200:]}")
finally:
    subprocess.run(["umount", live])
tally.end()
