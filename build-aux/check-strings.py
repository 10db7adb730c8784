#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Checks that every string for people can be translated, and that the translations hold what the strings hold.
#   build-aux/check-strings.py [ROOT]    prints what is wrong, a line each; exit status 1 when anything is
# What is no text for people says so: translatable="no" in a .ui file, and in C a comment "no text" on its line.
# build-aux/test-check-strings.py tests every rule.

import glob
import os
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import po_file

GETTEXT = re.compile(r'\b(?:_|N_|C_|NC_|Q_|gettext|ngettext|g_dgettext|g_dngettext)\s*\(\s*(?:GETTEXT_PACKAGE,\s*)?"|'
                     r'\bg_dpgettext2\s*\(\s*GETTEXT_PACKAGE,\s*"[^"]*",\s*"')
TRANSLATABLE = re.compile(r'translatable="(?:yes|true|1)"')

# Properties of widgets that people read.
SEEN = {'label', 'title', 'subtitle', 'description', 'tooltip-text', 'tooltip-markup', 'placeholder-text', 'heading', 'body',
        'dropdown-tooltip', 'secondary-text', 'text'}

# Functions that show a text, and which argument it is, from 0. What ends in _set_label and the like is found by its name.
SETTER = re.compile(r'(?:gtk|adw|hlc|g_notification)\w*_set_(?:label|title|subtitle|description|tooltip_text|tooltip_markup|'
                    r'text|markup|heading|body|placeholder_text|dropdown_tooltip|default_label)$')
SHOWN = {'gtk_label_new': 0, 'gtk_button_new_with_label': 0, 'gtk_button_new_with_mnemonic': 0, 'adw_toast_new': 0,
         'gtk_check_button_new_with_label': 0, 'gtk_label_new_with_mnemonic': 0, 'g_notification_new': 0,
         'g_notification_add_button': 1, 'adw_message_dialog_new': 1, 'adw_message_dialog_add_response': 2, 'g_menu_append': 1,
         'g_printerr': 0}
# Only in the window and the command line, and where a file translates at all: what the API answers is English.
FAILED = {'g_set_error': 3, 'g_set_error_literal': 3, 'g_error_new': 2, 'g_error_new_literal': 2}


def number_of_line(text, position):
    return text.count('\n', 0, position) + 1


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def blank_comments(text):
    """The C text without its comments, its lines where they were."""
    def blank(match):
        return match[0] if match[0][0] in '"\'' else re.sub(r'[^\n]', ' ', match[0])
    return re.sub(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|/\*.*?\*/|//[^\n]*', blank, text, flags=re.DOTALL)


def sources(root):
    found = glob.glob(os.path.join(root, 'src/**/*'), recursive=True)
    return sorted(os.path.relpath(path, root) for path in found if path.endswith(('.c', '.h', '.ui')))


def check_list(root):
    """po/POTFILES lists every file with strings, once, in order, and none that is not there."""
    listed = [line.strip() for line in read(os.path.join(root, 'po/POTFILES')).splitlines()
              if line.strip() and not line.startswith('#')]
    for path in sorted(set(listed)):
        if not os.path.exists(os.path.join(root, path)):
            yield f'po/POTFILES: {path} is not there'
        if listed.count(path) > 1:
            yield f'po/POTFILES: {path} is listed twice'
    if listed != sorted(listed):
        yield 'po/POTFILES: it is not sorted'
    for path in sources(root):
        text = read(os.path.join(root, path))
        has_strings = TRANSLATABLE.search(text) if path.endswith('.ui') else GETTEXT.search(blank_comments(text))
        if has_strings and path not in listed:
            yield f'po/POTFILES: {path} has strings and is not listed'


def check_interface(root):
    """What people read in a .ui file is marked."""
    for path in sources(root):
        if not path.endswith('.ui'):
            continue
        for element in ElementTree.parse(os.path.join(root, path)).iter():
            is_seen = (element.tag in ('property', 'attribute') and element.get('name') in SEEN) or element.tag == 'item'
            is_bound = element.get('bind-source') or len(element) > 0
            text = (element.text or '').strip()
            if is_seen and not is_bound and not element.get('translatable') and re.search(r'[^\W\d_]{2}', text):
                yield f'{path}: “{text}” is not marked translatable'


def split_arguments(text, start):
    """The arguments of the call whose parenthesis opened before start, as they stand there."""
    arguments, depth, begin, position = [], 0, start, start
    while position < len(text):
        character = text[position]
        if character in '"\'':
            position = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', re.DOTALL).match(text, position).end()
            continue
        if character in '([{':
            depth += 1
        elif character in ')]}' and depth > 0:
            depth -= 1
        elif character == ')' or (character == ',' and depth == 0):
            arguments.append(text[begin:position].strip())
            begin = position + 1
            if character == ')':
                break
        position += 1
    return arguments


def find_shown(name, translates):
    if SETTER.match(name):
        return 1
    if name in SHOWN:
        return SHOWN[name]
    return FAILED.get(name) if translates else None


def is_for_people(name, literal):
    """Whether a literal is words. An error that names a member first, as "scope: …", is one of the API's or of a file's."""
    words = po_file.DIRECTIVE.sub('', literal).replace('humanlayer-console: ', '')
    if name in FAILED:
        return bool(re.match(r'[“"]?[A-Z%].* ', literal)) and bool(re.search(r'[^\W\d_]{3}', words)) and \
            not re.match(r'%s: ', literal)
    return bool(re.search(r'[^\W\d_]{2}', words))


def check_calls(root):
    """What C code shows to people goes through gettext."""
    for path in sources(root):
        if not path.endswith('.c'):
            continue
        original = read(os.path.join(root, path))
        text = blank_comments(original)
        translates = path.startswith(('src/app/', 'src/ui/', 'src/main')) or 'gi18n' in text
        for call in re.finditer(r'\b(\w+) ?\(', text):
            index = find_shown(call[1], translates)
            if index is None:
                continue
            arguments = split_arguments(text, call.end())
            literal = ''.join(re.findall(r'"((?:\\.|[^"\\])*)"', arguments[index])) if len(arguments) > index else ''
            line = number_of_line(text, call.start())
            if len(arguments) > index and arguments[index].startswith('"') and is_for_people(call[1], literal) and \
                    'no text' not in original.splitlines()[line - 1]:
                yield f'{path}:{line}: {call[1]} gets “{literal}”, which is not translated'


def placeholders(text):
    """What a format takes: the type of each argument by its number, from 1."""
    taken, number = {}, 0
    for directive in po_file.DIRECTIVE.finditer(text):
        if directive['type'] == '%':
            continue
        for star in (directive['width'], directive['precision']):
            if star == '*':
                number += 1
                taken[number] = '*'
        number = int(directive['position'][:-1]) if directive['position'] else number + 1
        kind = directive['type']
        taken[number] = {'i': 'd'}.get(kind, kind)
    return taken


TIME = re.compile(r'%[-_0^#EO]?[aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%]')


def check_placeholders(message, text):
    if 'c-format' in message.flags:
        wanted = [placeholders(form) for form in (message.msgid, message.plural) if form is not None]
        if placeholders(text) not in wanted:
            yield 'has other placeholders'
    elif '%' in message.msgid:
        if '%' in TIME.sub('', text):
            yield 'is no format of a time'


# Identifiers of the protocol have underscores too.
IDENTIFIER = re.compile(r'\b(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b')


def count_mnemonics(message, text):
    for identifier in sorted(set(IDENTIFIER.findall(message.msgid)), key=len, reverse=True):
        text = text.replace(identifier, '')
    # What stands for a value on the command line is upper case, in every language: EVENT_TYPE.
    words = re.findall(r'\w*_\w+', text)
    return sum(word.count('_') for word in words if not (word.isupper() and re.match(r'[^\W\d_]{2,}_', word)))


def check_edges(message, text):
    for name, pattern in (('line feed at the beginning', r'\A\n'), ('line feed at the end', r'\n\Z'),
                          ('“…” at the end', r'(?:…|\.\.\.)\s*\Z'), ('colon at the end', r'[:：]\s*\Z')):
        if bool(re.search(pattern, message.msgid)) != bool(re.search(pattern, text)):
            yield f'differs in the {name}'


def check_string(message, text):
    yield from check_placeholders(message, text)
    yield from check_edges(message, text)
    if count_mnemonics(message, text) != count_mnemonics(message, message.msgid):
        yield 'differs in its mnemonic'


def count_forms(header):
    found = re.search(r'nplurals\s*=\s*(\d+)', header)
    return int(found[1]) if found else 0


def check_translation(path, template):
    """The translation has every message of the template, whole."""
    messages = {message.key: message for message in po_file.read(path)}
    header = messages.get((None, ''))
    forms = count_forms(header.strings[0]) if header else 0
    for wanted in template:
        if not wanted.msgid:
            continue
        message = messages.get(wanted.key)
        where = f'{path}:{message.line if message else 0}: “{wanted.msgid}”'
        if message is None:
            yield f'{where} is missing'
        elif 'fuzzy' in message.flags:
            yield f'{where} is fuzzy'
        elif not all(message.strings) or len(message.strings) != (1 if wanted.plural is None else forms) or \
                message.plural != wanted.plural:
            yield f'{where} is not translated'
        else:
            for text in message.strings:
                for problem in check_string(wanted, text):
                    yield f'{where}: “{text}” {problem}'


def check_translations(root):
    listed = [name for line in read(os.path.join(root, 'po/LINGUAS')).splitlines() if not line.startswith('#')
              for name in line.split()]
    there = sorted(os.path.basename(path)[:-3] for path in glob.glob(os.path.join(root, 'po/*.po')))
    for name in sorted(set(listed) ^ set(there)):
        yield f'po/LINGUAS: {name} is ' + ('listed and has no translation' if name in listed else 'not listed')
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'template.pot')
        warnings = po_file.make_template(os.path.abspath(root), template)
        yield from (line for line in warnings.splitlines() if 'warning' in line)
        messages = po_file.read(template)
    for name in there:
        yield from check_translation(os.path.join(root, 'po', name + '.po'), messages)


def find_mnemonic(text):
    """The letter that is pressed with Alt."""
    found = re.search(r'_(\w)', text)
    return found[1].lower() if found else None


def read_template(root, path):
    """Of a .ui file with a template: its class, the class that it is made of, and the texts with mnemonics and the classes in
    it, each with the pages of stacks that they are on: only one of these is seen."""
    template = ElementTree.parse(os.path.join(root, path)).getroot().find('template')
    texts, classes = [], []

    def walk(element, pages):
        properties = {child.get('name'): child for child in element if child.tag == 'property'}
        if element.get('class') == 'GtkStackPage':
            pages = (*pages, f'{path} {properties["name"].text}')
        for name in ('label', 'title'):
            if name in properties and 'use-underline' in properties and find_mnemonic(properties[name].text or ''):
                texts.append(((properties[name].get('context'), properties[name].text), pages))
        if element.tag == 'object' and element.get('class').startswith('Hlc'):
            classes.append((element.get('class'), pages))
        for child in element:
            walk(child, pages)
    if template is None:
        return None
    walk(template, ())
    source = os.path.join(root, path[:-3] + '.c')
    texts = add_calls(path, read(source), texts) if os.path.exists(source) else texts
    return template.get('class'), template.get('parent'), texts, classes


LABELLED = re.compile(r'(?:adw_toast_set_button_label|gtk_button_set_label) \(.*?\);', re.DOTALL)


def add_calls(path, source, texts):
    """The texts of a template, and those that its code sets: of what one call chooses from, only one is seen."""
    for number, call in enumerate(LABELLED.findall(source)):
        choice = [text for text in re.findall(r'_ \("([^"]*)"\)', call) if find_mnemonic(text)]
        pages = {(None, text): (f'{path}#{number} {place}',) for place, text in enumerate(choice)}
        texts = [(key, own + pages.pop(key, ())) for key, own in texts] + list(pages.items())
    return texts


def find_seen_together(templates, name, pages=(), above=()):
    """The texts with mnemonics in a template and in what is in it."""
    _, texts, classes = templates[name]
    for key, own in texts:
        yield key, pages + own
    for inner, own in classes:
        if inner in templates and inner not in above:
            yield from find_seen_together(templates, inner, pages + own, (*above, inner))


def are_seen_together(one, other):
    stacks = {page.split(' ')[0]: page for page in one}
    return all(stacks.get(page.split(' ')[0], page) == page for page in other)


def read_languages(root):
    """The strings of every language, each by its message."""
    return {'en': {}, **{os.path.basename(path)[:-3]: {message.key: message.strings[0] for message in po_file.read(path)}
                         for path in sorted(glob.glob(os.path.join(root, 'po/*.po')))}}


def check_questions(root):
    """The answers to a question have a mnemonic each."""
    languages = read_languages(root)
    for path in sources(root):
        for call in re.findall(r'adw_message_dialog_add_responses \(.*?\);', read(os.path.join(root, path)), re.DOTALL):
            texts = [(None, text) for text in re.findall(r'_ \("([^"]*)"\)', call)]
            for language, strings in languages.items():
                shown = [strings.get(text, text[1]) for text in texts]
                if len(set(map(find_mnemonic, shown))) < len(shown):
                    yield f'{language}: {path} has one mnemonic twice: {", ".join(shown)}'


def check_mnemonics(root):
    """A key with Alt does one thing in a dialog, in every language. What is seen together in the main window is not known."""
    found = [read_template(root, path) for path in sources(root) if path.endswith('.ui')]
    templates = {one[0]: one[1:] for one in found if one}
    languages = read_languages(root)
    for name, (parent, texts, _) in sorted(templates.items()):
        seen = sorted(set(texts) if parent.endswith(('ApplicationWindow', 'PreferencesWindow')) else
                      set(find_seen_together(templates, name, (), (name,))), key=str)
        for language, strings in languages.items():
            for number, (key, pages) in enumerate(seen):
                for other, other_pages in seen[:number]:
                    one, two = (strings.get(text, text[1]) for text in (key, other))
                    if key != other and find_mnemonic(one) == find_mnemonic(two) and are_seen_together(pages, other_pages):
                        yield f'{language}: {name} has “{two}” and “{one}”'


def check(root):
    problems = list(check_list(root))
    problems += check_interface(root)
    problems += check_calls(root)
    # The template is made of the files that are listed.
    if not any('is not there' in problem for problem in problems):
        problems += check_translations(root)
        problems += check_questions(root)
        problems += check_mnemonics(root)
    return problems


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    problems = check(root)
    print('\n'.join(problems) if problems else 'Every string can be translated, and the translations are whole.')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
