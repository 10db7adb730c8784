#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Makes catalogues of languages that nobody speaks, to see what is not translated, too long or mirrored wrongly:
#   long   accented letters, and a third longer than English:  [Ŵáîţîñĝ···]
#   rtl    every word from right to left
#   build-aux/pseudo-locale.py OUTDIR    writes OUTDIR/{long,rtl}/LC_MESSAGES/humanlayer-console.mo
# src/README.md says how to look at the window with them.

import os
import re
import subprocess
import sys

import po_file

PLAIN = 'ABCDEFGHIJKLNOPRSTUVWYZabcdefghijklnoprstuvwyz'
ACCENTED = 'ÅßÇÐÉƑĜĤÎĴĶĻÑÖÞŔŠŢÛṼŴÝŽåƀçðéƒĝĥîĵķļñöþŕšţûṽŵýž'
LETTERS = str.maketrans(PLAIN, ACCENTED)
# What stays as it is: placeholders, mnemonics' underscores, markup, backslash escapes.
KEPT = re.compile(po_file.DIRECTIVE.pattern + r'|<[^>]*>|&\w+;|\\.')
# Letters that are written from right to left, as many as there are: only the direction matters.
HEBREW = str.maketrans({letter: 'אבגדהוזחטיכלמנסעפצקרשת'[(ord(letter.lower()) - ord('a')) % 22] for letter in
                        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'})


def edges(text):
    """The text without the white space and the punctuation that the check of translations wants at its edges."""
    return re.fullmatch(r'(\s*)(.*?)((?:…|:)?\s*)', text, re.DOTALL).groups()


def outside(text, change):
    """The text, changed where it is words."""
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [change(text[end:kept.start()]), kept.group()]
        end = kept.end()
    return ''.join([*parts, change(text[end:])])


def make_long(text):
    before, words, after = edges(text)
    return f'{before}[{outside(words, lambda part: part.translate(LETTERS))}{"·" * (len(words) // 3 + 1)}]{after}'


def make_rtl(text):
    before, words, after = edges(text)
    return before + outside(words, lambda part: part.translate(HEBREW)) + after


def write_catalogue(template, outdir, name, change):
    folder = os.path.join(outdir, name, 'LC_MESSAGES')
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, 'humanlayer-console.po')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
                   '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
        for message in po_file.read(template):
            if message.msgid:
                # What is no format of printf and has a percent sign is one of strftime.
                is_time = '%' in message.msgid and 'c-format' not in message.flags
                strings = [text if is_time else change(text) for text in filter(None, (message.msgid, message.plural))]
                file.write(po_file.format_message(message, strings))
    subprocess.run(['msgfmt', '--check-format', '-o', path.removesuffix('po') + 'mo', path], check=True)


def main():
    if len(sys.argv) != 2:
        sys.exit('usage: pseudo-locale.py OUTDIR')
    os.makedirs(sys.argv[1], exist_ok=True)
    template = os.path.join(os.path.abspath(sys.argv[1]), 'humanlayer-console.pot')
    po_file.make_template(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), template)
    for name, change in (('long', make_long), ('rtl', make_rtl)):
        write_catalogue(template, sys.argv[1], name, change)


main()
