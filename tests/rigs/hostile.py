"""Hostile requests by GET, POST, WebSocket and half-open connections: the process lives, health answers
all the while, refusals are cheap, memory stays low, and SIGTERM ends it.

usage: hostile.py PROGRAM [REQUESTS]
"""
import base64
import json
import os
import random
import socket
import sys
import threading
import time
import urllib.parse

from rig import Server, Tally

requests = int(sys.argv[2]) if len(sys.argv) > 2 else 300
rng = random.Random(1)
tally = Tally("hostile")
server = Server(tally.folder / "store", 18194)
own = server.status("VmRSS")


def nested(levels):
    return "{document(id:\"tildelingsbrev-2024\"){" + "sections{document{" * levels + "id" + "}}" * levels + "}}"


def chain(length):
    links = (f"fragment f{n} on Query{{...f{n + 1}}}" for n in range(length))
    return "{...f0}" + "".join(links)


KINDS = {
    "brackets": lambda n: "{__typename@skip(if:" + "[" * n + "]" * n + ")}",
    "objects": lambda n: "{search(filter:" + "{a:" * n + "1" + "}" * n + "){totalCount}}",
    "variables": lambda n: "query($a:Int=" + "[" * n + "1" + "]" * n + "){__typename}",
    "chain": lambda n: chain(min(n, 3000)),
    "unused chain": lambda n: "{__typename}" + chain(min(n, 3000))[7:],
    "fields": lambda n: "{" + "__typename " * n + "}",
    "aliases": lambda n: "{" + "".join(f"a{i}:__typename " for i in range(n)) + "}",
    "directives": lambda n: "{__typename" + "@skip(if:false)" * n + "}",
    "lists": lambda n: nested(3 + n % 4),
    "wide lists": lambda n: "{units{parts{parts{parts{parts{parts{id}}}}}}}",
    "series": lambda n: "{allSeries{documents{series{documents{series{documents{sections{id}}}}}}}}",
    "long word": lambda n: "{search(query:\"" + "a" * min(n * 20, 60000) + "\"){totalCount}}",
    "words": lambda n: "{search(query:\"" + "ord " * min(n, 10000) + "\"){totalCount}}",
    "quote": lambda n: "{search(query:\"" + "[" * n,
    "ids": lambda n: "{nodes(ids:[" + "\"a\"," * n + "]){id}}",
}

slowest, probes, dead = 0.0, 0, 0
going = True


def watch():
    global slowest, probes, dead
    while going:
        status, took, _ = server.get("/isalive", 5)
        probes += 1
        dead += status != 200
        slowest = max(slowest, took)
        time.sleep(0.02)


def web_socket(query):
    """Asks over a WebSocket; gives what comes back."""
    with socket.create_connection(("127.0.0.1", server.port), 20) as plug:
        key = base64.b64encode(os.urandom(16)).decode()
        plug.sendall((f"GET /graphql/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                      f"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n").encode())
        plug.recv(4096)
        for message in ({"type": "connection_init"}, {"type": "subscribe", "id": "1", "payload": {"query": query}}):
            body = json.dumps(message).encode()
            head = b"\x81" + (bytes([0x80 | len(body)]) if len(body) < 126 else
                              b"\xfe" + len(body).to_bytes(2, "big") if len(body) < 65536 else
                              b"\xff" + len(body).to_bytes(8, "big"))
            plug.sendall(head + bytes(4) + body)
        plug.settimeout(20)
        heard = b""
        while b'"1"' not in heard:
            more = plug.recv(65536)
            if not more:
                break
            heard += more
        return heard


watcher = threading.Thread(target=watch)
watcher.start()
names = list(KINDS)
for number in range(requests):
    name = names[number % len(names)]
    query = KINDS[name](rng.choice([100, 1700, 3600, 10000]))
    way = ["post", "get", "socket"][number // len(names) % 3]
    before = server.cpu()
    if way == "get" and len(query) < 20000:
        status, took, body = server.get("/graphql?query=" + urllib.parse.quote(query), 30)
    elif way == "socket" and len(query) < 200000:
        try:
            body, status = web_socket(query), 200
        except OSError as error:
            body, status = repr(error).encode(), None
    else:
        status, took, body = server.ask(query, timeout=30)
    spent = server.cpu() - before
    alive = server.process.poll() is None
    tally.check(alive and (status is not None or way == "socket"), f"{name} by {way}: {status} {body[:150]}")
    if not alive:
        break
    refused = b"LIMIT" in body or b"PARSE" in body
    if refused and name not in ("wide lists", "series"):
        tally.check(spent <= 0.2, f"{name} by {way}: the refusal took {spent:.2f} s of CPU")

plugs = []
if server.process.poll() is None:
    for number in range(1200):
        try:
            plug = socket.create_connection(("127.0.0.1", server.port), 5)
            plug.sendall([b"", b"GET / HTTP/1.1\r\nHost: x", b"POST /graphql HTTP/1.1\r\nHost: localhost\r\n"
                          b"content-type: application/json\r\ncontent-length: 100\r\n\r\n{"][number % 3])
            plugs.append(plug)
        except OSError:
            break
    status, took, _ = server.get("/brev", 10)
    tally.check(status == 200, f"with {len(plugs)} half-open connections: {status}")
    time.sleep(18)
    closed = 0
    for plug in plugs[1::3]:
        plug.setblocking(False)
        try:
            closed += plug.recv(4096) is not None
        except BlockingIOError:
            pass
        except OSError:
            closed += 1
    tally.check(closed >= len(plugs[1::3]) - 5, f"{closed} of {len(plugs[1::3])} half heads were ended after 18 s")
going = False
watcher.join()
tally.check(dead == 0, f"/isalive did not answer {dead} of {probes} times")
tally.check(slowest <= 0.25, f"/isalive took {slowest * 1000:.0f} ms")
top = server.status("VmHWM") if server.process.poll() is None else -1
tally.check(0 < top <= 300, f"top memory {top} MB (at the start {own} MB)")
took = server.stop()
tally.check(took is not None and took <= 12, f"SIGTERM took {took}")
tally.end(f"/isalive at most {slowest * 1000:.0f} ms in {probes} probes, top memory {top} MB, SIGTERM {took and round(took, 1)} s")
