#!/usr/bin/env python3
"""Makes the typed numbers of headings in a Word file automatic: number.py IN OUT"""
import re
import sys
import zipfile

source, target = sys.argv[1:]
package = zipfile.ZipFile(source)
parts = {name: package.read(name) for name in package.namelist()}
document = parts["word/document.xml"].decode()
numbering = parts["word/numbering.xml"].decode()
LIST, ABSTRACT = "9001", "9001"


def heading(match):
    """A heading whose number is typed gets it from the list, on the level that the number tells."""
    paragraph = match.group(0)
    style = re.search(r'<w:pStyle w:val="Heading(\d)" ?/>', paragraph)
    if not style:
        return paragraph
    text = re.search(r"(<w:t(?: [^>]*)?>)(\d+(?:\.\d+)*)\.?(?:</w:t>.*?<w:t(?: [^>]*)?>)?\s+", paragraph, re.S)
    before = paragraph[: text.start()] if text else ""
    if not text or "<w:t" in before:
        return paragraph
    level = text.group(2).count(".")
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{LIST}"/></w:numPr>'
    paragraph = paragraph[: text.start()] + '<w:t xml:space="preserve">' + paragraph[text.end() :]
    return paragraph.replace(style.group(0), style.group(0) + number, 1)


document = re.sub(r"<w:p>.*?</w:p>|<w:p [^>]*>.*?</w:p>", heading, document, flags=re.S)
levels = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
    f'<w:lvlText w:val="{".".join(f"%{at + 1}" for at in range(level + 1))}"/><w:lvlJc w:val="left"/></w:lvl>'
    for level in range(9)
)
abstract = f'<w:abstractNum w:abstractNumId="{ABSTRACT}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
number = f'<w:num w:numId="{LIST}"><w:abstractNumId w:val="{ABSTRACT}"/></w:num>'
numbering = re.sub(r"(<w:num )", abstract + r"\1", numbering, count=1) if "<w:num " in numbering else numbering.replace("</w:numbering>", abstract + "</w:numbering>")
numbering = numbering.replace("</w:numbering>", number + "</w:numbering>")
parts["word/document.xml"] = document.encode()
parts["word/numbering.xml"] = numbering.encode()
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
    for name, content in parts.items():
        made.writestr(name, content)
