#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Every rule of check-strings.py finds what it is for, and lets what is right pass.

import importlib
import os
import shutil
import tempfile
import unittest

import po_file

check_strings = importlib.import_module('check-strings')

SOURCE = '''/* a comment: _("not a string") */
void
f (void)
{
  gtk_label_set_text (label, _("_Open\\n"));
  g_strdup_printf (_("%s has %d:"), name, 3);
  g_strdup_printf (ngettext ("%u file…", "%u files…", n), n);
  g_date_time_format (time, _("%-d %B"));
  gtk_label_set_text (label, _("Set HUMANLAYER_API_KEY"));
}
'''
INTERFACE = '<interface><object class="GtkLabel"><property name="label" translatable="yes">Words</property></object></interface>\n'
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n'
STRINGS = {
    '_Open\n': ['_Öffnen\n'],
    '%s has %d:': ['%2$d in %1$s:'],
    '%u file…': ['%u Datei…', "%'u Dateien…"],
    '%-d %B': ['%-d. %B'],
    'Set HUMANLAYER_API_KEY': ['Setze HUMANLAYER_API_KEY'],
    'Words': ['Wörter'],
}


class Project:
    """A project in a folder of its own, with one language."""

    def __init__(self, root):
        self.root = root
        self.write('po/POTFILES', 'src/app/f.c\nsrc/ui/f.ui\n')
        self.write('po/LINGUAS', 'de\n')
        self.write('src/app/f.c', SOURCE)
        self.write('src/ui/f.ui', INTERFACE)
        self.translate({})

    def write(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)

    def translate(self, others, flags=''):
        parts = [HEADER]
        for msgid, strings in {**STRINGS, **others}.items():
            if strings is not None:
                plural = '%u files…' if len(strings) == 2 else None
                message = po_file.Message(msgid=msgid, plural=plural, flags={flags} if flags else set())
                parts.append(po_file.format_message(message, strings))
        self.write('po/de.po', '\n'.join(parts))


class Rules(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.project = Project(self.folder)

    def finds(self, *words):
        problems = check_strings.check(self.folder)
        self.assertEqual(len(problems), 1, problems)
        for word in words:
            self.assertIn(word, problems[0])

    def passes(self):
        self.assertEqual(check_strings.check(self.folder), [])

    def test_what_is_right_passes(self):
        self.passes()

    def test_file_that_is_not_listed(self):
        self.project.write('src/core/g.c', 'const char *x = N_ ("Words");')
        self.finds('src/core/g.c has strings')

    def test_string_in_a_comment_is_none(self):
        self.project.write('src/core/g.c', '/* _("Words") */ const char *x = "/* ";')
        self.passes()

    def test_interface_that_is_not_listed(self):
        self.project.write('src/ui/g.ui', INTERFACE)
        self.finds('src/ui/g.ui has strings')

    def test_listed_file_that_is_not_there(self):
        self.project.write('po/POTFILES', 'src/app/e.c\nsrc/app/f.c\nsrc/ui/f.ui\n')
        self.finds('src/app/e.c is not there')

    def test_order(self):
        self.project.write('po/POTFILES', 'src/ui/f.ui\nsrc/app/f.c\n')
        self.finds('not sorted')

    def test_language_without_a_file(self):
        self.project.write('po/LINGUAS', 'de fr\n')
        self.finds('fr is listed')

    def test_file_without_a_language(self):
        self.project.write('po/LINGUAS', '')
        self.finds('de is not listed')

    def test_missing_message(self):
        self.project.translate({'Words': None})
        self.finds('“Words” is missing')

    def test_fuzzy_message(self):
        strings = {msgid: None for msgid in STRINGS if msgid != 'Words'}
        self.project.write('src/app/f.c', 'int i;')
        self.project.translate(strings, 'fuzzy')
        self.finds('“Words” is fuzzy')

    def test_untranslated_message(self):
        self.project.translate({'Words': ['']})
        self.finds('“Words” is not translated')

    def test_untranslated_plural(self):
        self.project.translate({'%u file…': ['%u Datei…', '']})
        self.finds('is not translated')

    def test_placeholder_of_another_type(self):
        self.project.translate({'%s has %d:': ['%s hat %s:']})
        self.finds('other placeholders')

    def test_placeholder_too_few(self):
        self.project.translate({'%s has %d:': ['%s hat:']})
        self.finds('other placeholders')

    def test_placeholders_in_another_order(self):
        self.project.translate({'%s has %d:': ['%d in %s:']})
        self.finds('other placeholders')

    def test_placeholder_of_a_plural(self):
        self.project.translate({'%u file…': ['%u Datei…', '%s Dateien…']})
        self.finds('other placeholders')

    def test_percent_sign_is_no_placeholder(self):
        self.project.translate({'%s has %d:': ['%s 100 %% %d:']})
        self.passes()

    def test_format_of_a_time(self):
        self.project.translate({'%-d %B': ['%Q']})
        self.finds('no format of a time')

    def test_mnemonic_that_is_missing(self):
        self.project.translate({'_Open\n': ['Öffnen\n']})
        self.finds('mnemonic')

    def test_mnemonic_that_is_new(self):
        self.project.translate({'Words': ['_Wörter']})
        self.finds('mnemonic')

    def test_mnemonic_beside_an_identifier(self):
        self.project.translate({'Set HUMANLAYER_API_KEY': ['_Setze HUMANLAYER_API_KEY']})
        self.finds('mnemonic')

    def test_name_of_a_value_has_no_mnemonic(self):
        self.project.translate({'Words': ['TYPE_D’ÉVÉNEMENT']})
        self.passes()

    def test_mnemonic_of_an_abbreviation(self):
        self.project.translate({'Words': ['_URL']})
        self.finds('mnemonic')

    def test_mnemonic_in_parentheses(self):
        self.project.translate({'_Open\n': ['打开(_O)\n']})
        self.passes()

    def test_line_feed_at_the_end(self):
        self.project.translate({'_Open\n': ['_Öffnen']})
        self.finds('line feed at the end')

    def test_line_feed_at_the_beginning(self):
        self.project.translate({'Words': ['\nWörter']})
        self.finds('line feed at the beginning')

    def test_ellipsis(self):
        self.project.translate({'Words': ['Wörter…']})
        self.finds('“…” at the end')

    def test_colon(self):
        self.project.translate({'Words': ['Wörter:']})
        self.finds('colon at the end')

    def test_wide_colon(self):
        self.project.translate({'%s has %d:': ['%s 有 %d：']})
        self.passes()

    def test_interface_text_that_is_not_marked(self):
        self.project.write('src/ui/g.ui', INTERFACE.replace(' translatable="yes"', ''))
        self.finds('src/ui/g.ui: “Words”')

    def test_interface_text_that_is_none_for_people(self):
        self.project.write('src/ui/g.ui', INTERFACE.replace('"yes"', '"no"'))
        self.passes()

    def test_literal_that_is_shown(self):
        for call in ('gtk_label_set_text (label (a, "b"), "Words")', 'adw_toast_new ("Words")', 'gtk_label_new ("Words")',
                     'hlc_x_set_title (self, "Words")', 'gtk_widget_set_tooltip_text (w, "Words")', 'g_printerr ("Words\\n")',
                     'g_set_error (error, D, C, "The file %s is gone.", name)', 'g_set_error_literal (error, D, C, "No file")'):
            with self.subTest(call):
                self.project.write('src/app/g.c', f'void g (void) {{ {call}; }}')
                self.finds('src/app/g.c:1', 'is not translated')

    def test_literal_that_is_no_text(self):
        for call in ('gtk_label_set_text (label, "—")', 'gtk_label_set_text (label, "%s: %d")', 'gtk_label_set_text (l, text)',
                     'g_set_error (error, D, C, "scope: not a name")', 'gtk_label_set_text (l, "GET"); /* no text */',
                     'g_printerr ("%s\\n", words)', 'gtk_window_set_icon_name (w, "words")'):
            with self.subTest(call):
                self.project.write('src/app/g.c', f'void g (void) {{ {call}; }}')
                self.passes()

    def put_template(self, name, parent, inner):
        self.project.write(f'src/ui/{name}.ui', f'<interface><template class="{name}" parent="{parent}">{inner}</template></interface>')
        self.project.write('po/POTFILES', '\n'.join(['src/app/f.c', *sorted(
            f'src/ui/{one}' for one in os.listdir(os.path.join(self.folder, 'src/ui'))), '']))

    def test_mnemonic_of_two(self):
        button = '<object class="GtkButton"><property name="use-underline">True</property>' \
                 '<property name="label" translatable="yes">{}</property></object>'
        page = '<object class="GtkStackPage"><property name="name">{}</property>{}</object>'
        self.project.translate({'_Send': ['_Senden'], '_Save': ['Spe_ichern'], '_Close': ['_Schließen']})
        self.put_template('HlcDialog', 'AdwWindow', button.format('_Send') + button.format('_Close'))
        self.finds('de: HlcDialog', '“_Schließen”', '“_Senden”')
        self.put_template('HlcDialog', 'AdwWindow', button.format('_Send') + '<object class="HlcInner"/>')
        self.put_template('HlcInner', 'AdwBin', button.format('_Save'))
        self.finds('en: HlcDialog', '“_Save”', '“_Send”')
        self.put_template('HlcDialog', 'AdwWindow', page.format('a', button.format('_Send')) +
                          page.format('b', '<object class="HlcInner"/>'))
        self.passes()

    def test_mnemonic_of_two_answers(self):
        self.project.translate({'_Send': ['_Senden'], '_Close': ['_Schließen']})
        self.project.write('src/app/f.c', SOURCE + 'void g (void) { adw_message_dialog_add_responses (d, "a", _ ("_Send"), "b", '
                           '_ ("_Close"), NULL); }')
        self.finds('de: src/app/f.c')

    def test_directive_that_a_macro_ends(self):
        self.project.write('src/app/f.c', SOURCE.replace('"%s has %d:"', '"%s has %d: %" G_GINT64_FORMAT'))
        self.project.translate({'%s has %d:': None, '%s has %d: %': ['%s hat %d: %']})
        problems = check_strings.check(self.folder)
        self.assertIn('ends in the middle of a directive', problems[0])


if __name__ == '__main__':
    unittest.main()
