#!/usr/bin/env bash
# Renders letters in Markdown as PDF, Word, OpenDocument and HTML files by programs that people use.
#   render.sh LETTERS OUT [NAME...]     names of letters without ending; all when left out
# Needs pandoc, LibreOffice Writer, Chromium and WeasyPrint (Debian: pandoc libreoffice-writer chromium weasyprint).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
letters=$(cd "$1" && pwd) out=$2
shift 2
mkdir -p "$out"
out=$(cd "$out" && pwd)
profile="-env:UserInstallation=file://$out/.office"
[ $# -gt 0 ] || set -- $(cd "$letters" && ls ./*.md | sed 's,^\./,,; s,\.md$,,')

office() { # office FILTER DIR FILE...
  local filter=$1 dir=$2
  shift 2
  soffice "$profile" --headless --convert-to "$filter" --outdir "$out/$dir" "$@" >/dev/null 2>&1
}
# The letters begin lists right below their paragraphs.
from=markdown+lists_without_preceding_blankline
tagged() { echo "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"$1\"}}"; }

for kind in docx docx-num odt odt-lo odt-num html lo lo-tag word-num chromium weasy weasy2; do mkdir -p "$out/$kind"; done
for name in "$@"; do
  text=$out/$name.md
  python3 "$here/letter.py" "$letters/$name.md" >"$text"
  pandoc -f "$from" "$text" -t docx -o "$out/docx/$name.docx"
  python3 "$here/number.py" "$out/docx/$name.docx" "$out/docx-num/$name.docx"
  pandoc -f "$from" "$text" -t odt -o "$out/odt/$name.odt"
  pandoc -f "$from" "$text" -t html -s --metadata title=' ' -o "$out/html/$name.html" 2>/dev/null
  weasyprint -q -s "$here/one.css" "$out/html/$name.html" "$out/weasy/$name.pdf" 2>/dev/null
  weasyprint -q -s "$here/one.css" -s "$here/two.css" "$out/html/$name.html" "$out/weasy2/$name.pdf" 2>/dev/null
  chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$out/chromium/$name.pdf" \
    "file://$out/html/$name.html" >/dev/null 2>&1
done
office odt odt-lo "$out"/docx/*.docx
office odt odt-num "$out"/docx-num/*.docx
office "$(tagged false)" lo "$out"/docx/*.docx
office "$(tagged true)" lo-tag "$out"/docx/*.docx
office "$(tagged true)" word-num "$out"/docx-num/*.docx
rm -rf "$out/.office"
