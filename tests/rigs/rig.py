"""What the rigs share: made-up letters, the program, a server, and one way to tell what failed.

Every rig takes the program's path as its first argument and ends with 0 when all held. Each is bounded
in rounds and time; seeds are fixed, so that a failure comes again.
"""
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "target/release/styringsgraf"

VERBS = ["kartlegge", "vedlikeholde", "overvåke", "merke", "sikre", "måle", "telle", "fornye"]
THINGS = ["fyrlykter", "kaianlegg", "moloer", "farleder", "losbåter", "slipper", "sjømerker", "havneleier"]
PLACES = ["Vestlandet", "Nordland", "Trøndelag", "Agder", "Finnmark", "Rogaland"]


def letter(seed, sentences=12):
    """The text of a letter; the seed makes its words its own."""
    rng = random.Random(seed)
    lines = [f"# Tildelingsbrev {2020 + seed % 8} til Havneverket, utgave {seed}", ""]
    for number in range(sentences):
        if number % 4 == 0:
            lines += [f"## {1 + number // 4} Oppgaver del {number // 4 + 1}", ""]
        lines += [
            f"Havneverket skal {rng.choice(VERBS)} {rng.randrange(2, 900)} {rng.choice(THINGS)} "
            f"i {rng.choice(PLACES)} innen {rng.randrange(1, 28)}. mai {2020 + seed % 8}.",
            "",
        ]
    return "\n".join(lines)


def letters(folder, seeds, sentences=12):
    """Writes letters into a folder; gives their ids."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / f"brev-{seed}.md").write_text(letter(seed, sentences), "utf-8")
    return [f"brev-{seed}" for seed in seeds]


def run(store, *arguments, timeout=120, **options):
    """Runs the program: exit code, output, errors; code None when it hung."""
    try:
        done = subprocess.run([PROGRAM, "--store", str(store), *map(str, arguments)],
                              capture_output=True, text=True, errors="replace", timeout=timeout, **options)
    except subprocess.TimeoutExpired:
        return None, "", "hangs"
    return done.returncode, done.stdout, done.stderr


def documents(store, timeout=120):
    """What is in the store, by id: bytes and number of requirements; none when it cannot be read."""
    code, out, err = run(store, "documents", "--format", "json", timeout=timeout)
    if code not in (0, 1):
        return None, err if code is not None else "hangs"
    rows = json.loads(out)
    return {row["id"]: (row["bytes"], row["obligations"]) for row in rows}, err


def reported(out):
    """Ids that an ingest has told as stored."""
    lines = (line.split() for line in out.splitlines())
    return [words[1].rstrip(":") for words in lines if len(words) > 1 and words[0] in ("added", "replaced", "unchanged")]


class Server:
    """A server on a port of its own."""

    def __init__(self, store, port, *arguments, env=None, wait=True):
        self.port = port
        self.log = tempfile.TemporaryFile()
        command = [PROGRAM, "serve", "--store", str(store), "--listen", f"127.0.0.1:{port}", *arguments]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=env)
        if wait and not self.until_ready():
            self.log.seek(0)
            sys.exit(f"the server does not start: {self.log.read()[-2000:]!r}")

    def until_ready(self, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if self.get("/isready", 2)[0] == 200:
                return True
            time.sleep(0.05)
        return False

    def get(self, path, timeout=60, **headers):
        return self.send("GET", path, None, timeout, headers)

    def send(self, method, path, body, timeout=60, headers=None):
        """Status (None when there was no answer), seconds, body."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, time.monotonic() - began, answer.read()
        except OSError as error:
            return None, time.monotonic() - began, repr(error).encode()
        except http.client.HTTPException as error:
            return None, time.monotonic() - began, repr(error).encode()
        finally:
            connection.close()

    def ask(self, query, variables=None, token=None, timeout=60):
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        body = json.dumps({"query": query, "variables": variables or {}})
        return self.send("POST", "/graphql", body, timeout, headers)

    def status(self, name):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith(name):
                return int(line.split()[1]) // 1024
        return -1

    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, seconds=15):
        """Ends it as a platform does; gives the seconds it took, none when it had to be killed."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None
        return time.monotonic() - began


class Tally:
    """What was tried and what failed."""

    def __init__(self, name):
        self.name, self.tried, self.failed = name, 0, []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"styringsgraf-{name}-"))

    def check(self, held, told):
        self.tried += 1
        if not held:
            self.failed.append(told)
            print(f"  FAILED {told}", flush=True)

    def end(self, summary=""):
        shutil.rmtree(self.folder, ignore_errors=True)
        print(f"{self.name}: {self.tried} checks, {len(self.failed)} failed{'; ' + summary if summary else ''}")
        sys.exit(1 if self.failed else 0)
