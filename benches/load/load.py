#!/usr/bin/env python3
"""Bounded load on a running server: so many connections, so many seconds, one kind of question after the other.

  load.py http://127.0.0.1:8080/graphql [--connections 16] [--seconds 5] [--only search]

Questions vary from request to request over the words of `words`, so that no answer given before serves
more than its share. Prints requests per second and the 50th and 99th of a hundred, in milliseconds.
Only the standard library is used; the load itself takes processor time on the same machine.
"""
import argparse, http.client, json, random, threading, time, urllib.parse

COMMON = "kontroll kartlegging vedlikehold beredskap veiledning opplæring kommunene ventetiden tilbud plan frist rapportere statistikk samordnes ansatte arbeidsgivere".split()
RARE = "tarefeltsberedskap gruvegangsmåling nødhavnsfornying lyngmarksrydding fiskekumsvarsling torvtaksutlån isbresovervåking".split()
BODIES = "fjelltilsynet havdirektoratet bruetaten fyrverket lyngvesenet".split()
SEARCH = "query($q: String!) { search(query: $q, first: 20) { totalCount facets { field values { value count } } edges { score quote document { id } } } }"
QUESTIONS = {
    "empty": lambda random: ("{ __typename }", {}),
    "search": lambda random: (SEARCH, {"q": " ".join(random.sample(COMMON, 2)) if random.random() < 0.6 else random.choice(RARE + COMMON)}),
    "search unlike": lambda random: (SEARCH, {"q": f"{random.choice(COMMON)} {random.choice(RARE)} {random.randrange(10**6)}"}),
    "obligations": lambda random: ("query($y: [Int!]) { obligations(filter: { years: $y }, first: 20) { totalCount nodes { id text quote modality kind leadIn } } }", {"y": [random.randrange(2013, 2027)]}),
    "requirements": lambda random: ("query($u: String!, $y: Int!) { requirements(unit: $u, year: $y, first: 20) { totalCount nodes { id text quote modality kind leadIn } } }", {"u": random.choice(BODIES), "y": random.randrange(2013, 2027)}),
}


def ask(address, question, until, seed, times, wrong):
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    chance = random.Random(seed)
    while time.monotonic() < until:
        query, variables = question(chance)
        body = json.dumps({"query": query, "variables": variables})
        start = time.monotonic()
        connection.request("POST", address.path, body, {"content-type": "application/json", "accept": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        times.append(time.monotonic() - start)
        if answer.status != 200 or b'"errors"' in text:
            wrong.append(text[:300])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("endpoint")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--only")
    asked = parser.parse_args()
    address = urllib.parse.urlparse(asked.endpoint)
    for name, question in QUESTIONS.items():
        if asked.only and name != asked.only:
            continue
        times, wrong = [], []
        until = time.monotonic() + asked.seconds
        threads = [
            threading.Thread(target=ask, args=(address, question, until, seed, times, wrong))
            for seed in range(asked.connections)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times.sort()
        if not times:
            print(f"{name:14} no answer")
            continue
        at = lambda share: 1000 * times[min(len(times) - 1, int(share * len(times)))]
        print(f"{name:14} {len(times) / asked.seconds:8.0f}/s  p50 {at(0.5):7.1f} ms  p99 {at(0.99):7.1f} ms  errors {len(wrong)}")
        if wrong:
            print("  ", wrong[0])


if __name__ == "__main__":
    main()
