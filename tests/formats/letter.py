#!/usr/bin/env python3
"""A letter without its front matter, as its readers see it: letter.py IN > OUT"""
import re
import sys

print(re.sub(r"\A---\n.*?\n---\n", "", open(sys.argv[1], encoding="utf-8").read(), flags=re.S), end="")
