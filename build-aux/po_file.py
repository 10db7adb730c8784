# SPDX-License-Identifier: Apache-2.0
#
# Reads PO files (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html) and makes the template.

import re
import subprocess
from dataclasses import dataclass, field

# A directive of printf: flags, width, precision, length, conversion. %% prints a percent sign.
DIRECTIVE = re.compile(r"%(?P<position>\d+\$)?(?P<flags>[-+ #0'I]*)(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+))?"
                       r'(?P<type>(?:hh|h|ll|l|q|j|z|t|L)?[diouxXeEfFgGaAcspm%])')

# As meson's preset "glib" calls it for po/meson.build.
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3',
            '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format',
            '--flag=g_dngettext:2:pass-c-format', '--flag=g_strdup_printf:1:c-format', '--flag=g_string_printf:2:c-format',
            '--flag=g_string_append_printf:2:c-format', '--flag=g_error_new:3:c-format', '--flag=g_set_error:4:c-format',
            '--flag=g_markup_printf_escaped:1:c-format', '--flag=g_log:3:c-format', '--flag=g_print:1:c-format',
            '--flag=g_printerr:1:c-format', '--flag=g_printf:1:c-format', '--flag=g_fprintf:2:c-format',
            '--flag=g_sprintf:2:c-format', '--flag=g_snprintf:3:c-format']


def make_template(root, path):
    """Writes the template of what po/POTFILES lists below the root; returns what xgettext warned of."""
    done = subprocess.run([*XGETTEXT, '--files-from=po/POTFILES', '--force-po', '--output=' + path], cwd=root,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return done.stderr


@dataclass
class Message:
    line: int = 0
    context: str | None = None
    msgid: str = ''
    plural: str | None = None
    strings: list = field(default_factory=list)
    flags: set = field(default_factory=set)
    places: list = field(default_factory=list)

    @property
    def key(self):
        return (self.context, self.msgid)


ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v', '\\': '\\', '"': '"'}


def unescape(quoted):
    return re.sub(r'\\(.)', lambda escape: ESCAPES.get(escape[1], escape[1]), quoted[1:-1])


def escape(text):
    return '"' + re.sub(r'[\\"\n\t\r]', lambda match: {'\n': '\\n', '\t': '\\t', '\r': '\\r'}.get(match[0], '\\' + match[0]),
                        text) + '"'


def read(path):
    """The messages of a PO file or template, its header among them; obsolete ones are left out."""
    messages, message, add = [], Message(), None
    with open(path, encoding='utf-8') as file:
        for number, line in enumerate([*file, '\n'], 1):
            line = line.strip()
            keyword, _, rest = line.partition(' ')
            if not line or (line.startswith('#') and message.strings):
                if message.strings:
                    messages.append(message)
                message, add = Message(), None
            if line.startswith('#,'):
                message.flags |= {flag.strip() for flag in line[2:].split(',')}
            elif line.startswith('#:'):
                message.places += line[2:].split()
            elif line.startswith('"') and add:
                add(unescape(line))
            elif keyword in ('msgctxt', 'msgid', 'msgid_plural') or keyword.startswith('msgstr'):
                if keyword in ('msgctxt', 'msgid') and message.strings:
                    messages.append(message)
                    message = Message()
                message.line = message.line or number
                add = adder(message, keyword)
                add(unescape(rest))
    return messages


def adder(message, keyword):
    """What puts text into the part of the message that a keyword begins."""
    if keyword.startswith('msgstr'):
        message.strings.append('')

        def add(text):
            message.strings[-1] += text
        return add
    name = {'msgctxt': 'context', 'msgid': 'msgid', 'msgid_plural': 'plural'}[keyword]

    def append(text):
        setattr(message, name, (getattr(message, name) or '') + text)
    return append


def format_message(message, strings):
    """The message as it stands in a PO file, with these strings for its one or two forms."""
    lines = [f'#, {", ".join(sorted(message.flags))}'] if message.flags else []
    if message.context is not None:
        lines.append(f'msgctxt {escape(message.context)}')
    lines.append(f'msgid {escape(message.msgid)}')
    if message.plural is None:
        lines.append(f'msgstr {escape(strings[0])}')
    else:
        lines.append(f'msgid_plural {escape(message.plural)}')
        lines += [f'msgstr[{index}] {escape(text)}' for index, text in enumerate(strings)]
    return '\n'.join(lines) + '\n\n'
