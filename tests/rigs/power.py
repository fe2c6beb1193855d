"""A power cut: a file system on a loop device is copied unsynced at a moment, as the disk would be found.

usage: power.py PROGRAM [ROUNDS]      (root)
"""
import subprocess
import sys
import time

from rig import Server, Tally, documents, letter, letters, reported, run

rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 8
tally = Tally("power")
R = tally.folder
TOKEN = "en-lang-nok-nokkel"


def sh(*command):
    subprocess.run(list(map(str, command)), check=True, capture_output=True)


def mount(image, folder):
    folder.mkdir(exist_ok=True)
    sh("mount", "-o", "loop", image, folder)


lost = 0
for number in range(rounds):
    wait = [0, 2, 8, 0, 20, 0, 2, 0][number % 8] if rounds > 4 else [0, 2][number % 2]
    disk, copy, live, after = (R / f"{name}-{number}" for name in ("disk", "copy", "live", "after"))
    sh("truncate", "-s", "120M", disk)
    sh("mkfs.ext4", "-q", disk)
    mount(disk, live)
    try:
        store = live / "store"
        old = letters(R / f"old-{number}", range(3))
        run(store, "ingest", R / f"old-{number}")
        subprocess.run(["sync"])
        time.sleep(0.5)
        if number % 2:
            server = Server(store, 18190, "--no-corpus", "--token", TOKEN)
            told = []
            for seed in range(100, 110):
                query = "mutation($i: IngestInput!) { ingest(input: $i) { documents { outcome document { id } } } }"
                document = {"fileName": f"brev-{seed}.md", "text": letter(seed, 60)}
                status, _, body = server.ask(query, {"i": {"documents": [document]}}, TOKEN)
                if status == 200 and b"ADDED" in body:
                    told.append(f"brev-{seed}")
        else:
            server = None
            letters(R / f"new-{number}", range(100, 130), 60)
            told = reported(run(store, "ingest", R / f"new-{number}")[1])
        time.sleep(wait)
        sh("cp", "--sparse=always", disk, copy)
        if server:
            server.stop()
    finally:
        subprocess.run(["umount", live], capture_output=True)
    mount(copy, after)
    try:
        found, err = documents(after / "store")
        missing = [id for id in old + told if found is None or id not in found]
        lost += len(missing)
        tally.check(told and not missing, f"round {number}, cut {wait} s later: {len(missing)} of {len(old + told)} lost: {err[:200]}")
    finally:
        subprocess.run(["umount", after], capture_output=True)
    disk.unlink()
    copy.unlink()
tally.end(f"{lost} letters lost")
