#!/usr/bin/env python3
"""Makes files that try to break a reader, and ingests each: hostile.py PROGRAM [FOLDER]

Each must be read or refused within seconds, in one sentence and without a crash; the process that reads a
PDF may use 512 MB.
"""
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

SECONDS = 5


def pdf(objects, root=1, junk=b""):
    """A PDF of numbered objects, with its table of places."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    return bytes(out + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, root, start) + junk)


def stream(data, extra=b""):
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def page(content=b"", more=b"", **objects):
    base = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % more,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R /Y 7 0 R >> >> >>",
        4: stream(content),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    base.update({int(key[1:]): value for key, value in objects.items()})
    return pdf(base)


TEXT = b"BT /F 12 Tf 72 700 Td (Tilsynet skal telle fugler.) Tj ET"


def flate(size, wraps=1):
    data = TEXT + b"\n" + b" " * size
    for _ in range(wraps):
        data = zlib.compress(data, 9)
    return data


def pdfs():
    good = page(TEXT)
    yield "whole", good
    yield "truncated", good[: len(good) // 2]
    maker = random.Random(7)
    for number in range(4):
        data = bytearray(good)
        for _ in range(60):
            data[maker.randrange(len(data))] = maker.randrange(256)
        yield f"mutated{number}", bytes(data)
    yield "noxref", good.split(b"xref")[0]
    yield "empty", b"%PDF-1.7\n"
    yield "deep-catalog", page(TEXT, b"/X " + b"[" * 200_000 + b"]" * 200_000)
    yield "deep-content", page(b"[" * 200_000 + b"]" * 200_000 + b" TJ " + TEXT)
    data = flate(1 << 30)
    yield "flate-bomb", page(b"", o4=stream(data, b"/Filter /FlateDecode"))
    inner = zlib.compress(zlib.compress(b"\0" * (1 << 28), 9) * 16, 9)
    yield "flate-of-flate", page(b"", o4=stream(inner, b"/Filter [/FlateDecode /FlateDecode]"))
    calls = {}
    for level in range(9):
        number = 6 + level
        body = b" ".join([b"/N Do"] * 10) if level < 8 else TEXT
        following = b"/Resources << /Font << /F 5 0 R >> /XObject << /N %d 0 R >> >>" % (number + 1)
        calls[f"o{number}"] = stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + following)
    yield "form-calls", page(b"/X Do", **calls)
    loop = stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")
    yield "form-loop", page(b"/X Do " + TEXT, o6=loop)
    yield "page-loop", page(TEXT, o2=b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>")
    shared = {f"o{20 + n}": b"<< /Type /Pages /Count 10 /Kids [%s] >>" % (b"%d 0 R " % (21 + n) * 10) for n in range(8)}
    shared["o28"] = b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    yield "pages-shared", page(TEXT, o2=b"<< /Type /Pages /Kids [20 0 R] /Count 100000000 >>", **shared)
    yield "equal-pages", page(TEXT, o2=b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000_000 + b"] /Count 1000000 >>")
    tree = {"o8": b"<< /Type /StructTreeRoot /K 9 0 R >>", "o9": b"<< /S /P /K 9 0 R >>"}
    yield "tree-loop", page(TEXT, b"/StructTreeRoot 8 0 R /MarkInfo << /Marked true >>", **tree)
    deep = {f"o{9 + n}": b"<< /S /Div /K %d 0 R >>" % (10 + n) for n in range(60_000)}
    deep["o8"] = tree["o8"]
    yield "tree-deep", page(TEXT, b"/StructTreeRoot 8 0 R /MarkInfo << /Marked true >>", **deep)
    many = zlib.compress(b"BT /F 1 Tf " + b"(" + b"a" * 1000 + b") Tj " * 1 + (b"(" + b"a" * 1000 + b") Tj ") * 30_000 + b"ET", 9)
    yield "glyphs", page(b"", o4=stream(many, b"/Filter /FlateDecode"))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(document, compress=True, **parts):
    with tempfile.SpooledTemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as made:
            made.writestr("word/document.xml", document)
            for name, content in parts.items():
                made.writestr(f"word/{name}.xml", content)
        file.seek(0)
        return file.read()


def body(inner):
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>"


def words():
    sentence = "<w:p><w:r><w:t>Tilsynet skal telle fugler.</w:t></w:r></w:p>"
    good = word(body(sentence))
    yield "whole", good
    yield "truncated", good[: len(good) // 2]
    yield "zip-bomb", word(body(sentence + " " * (1 << 31)))
    yield "deep-tables", word(body("<w:tbl><w:tr><w:tc>" * 100_000 + sentence + "</w:tc></w:tr></w:tbl>" * 100_000))
    yield "paragraphs", word(body(sentence * 1_000_000))
    laughs = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 10))
    yield "laughs", word(f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>' + body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"))
    yield "wide", word(body("<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>' + sentence + "</w:tc></w:tr></w:tbl>"))
    loop = f'<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="A"/></w:style></w:styles>'
    yield "style-loop", word(body('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Tilsynet skal telle.</w:t></w:r></w:p>'), styles=loop)
    maker = random.Random(9)
    data = bytearray(good)
    for _ in range(60):
        data[maker.randrange(len(data))] = maker.randrange(256)
    yield "mutated", bytes(data)


def main():
    program = sys.argv[1]
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for ending, made in (("pdf", pdfs()), ("docx", words())):
        for name, content in made:
            file = folder / f"{name}.{ending}"
            file.write_bytes(content)
            with tempfile.TemporaryDirectory() as store:
                began = time.monotonic()
                try:
                    done = subprocess.run([program, "ingest", "--store", store, str(file)], capture_output=True, text=True, timeout=60)
                    code, said = done.returncode, (done.stderr or done.stdout).strip().splitlines()
                except subprocess.TimeoutExpired:
                    code, said = None, ["no end"]
                took = time.monotonic() - began
            sound = code in (0, 1, 2) and took <= SECONDS and "panicked" not in " ".join(said)
            failed += not sound
            print(f"{'ok  ' if sound else 'BAD '} {took:5.1f} s  {file.name:22} {len(content):>9}  {code}  {said[0][:110] if said else ''}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{failed} failed; the largest process had {peak} MB")
    sys.exit(bool(failed))


main()
