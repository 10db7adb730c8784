#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Where a dialog did not do what it was asked for, a screen reader says so without being asked, and the focus is where one
# can mend it. While one writes, it is silent. TAP on standard output.

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from ears import Ears  # noqa: E402
from window import running, wait_for  # noqa: E402

# Nothing listens there.
NOBODY = 'http://127.0.0.1:9/humanlayer/v1'


def write(directory, name, text):
    path = os.path.join(directory, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def put_templates(directory):
    """Two of one's own: one of two steps whose ids are fixed, and one that can be renamed to it."""
    folder = os.path.join(directory, 'templates')
    os.makedirs(folder, mode=0o700)
    steps = [{'kind': 'function_call', 'call_id': f'fixed-{number}', 'spec': {'fn': 'f', 'kwargs': {'n': '{n_of_it}'}}}
             for number in (1, 2)]
    write(folder, 'fixed.json', json.dumps({'title': 'Zz fixed', 'kind': 'operations', 'values': {'n_of_it': '1'}, 'steps': steps}))
    write(folder, 'any.json', json.dumps({'title': 'Other', 'kind': 'operations', 'steps': steps[:1]}))


class Walk:
    """The steps, each of which begins and ends in the main window."""

    def __init__(self, window, agent, directory):
        self.window = window
        self.agent = agent
        self.directory = directory
        self.ears = Ears()

    def refuse(self, keys, words, role, name):
        """Keys that ask for what is not done: what is said of it, and where the focus is then."""
        self.ears.forget()
        self.window.type(*keys)
        self.ears.expect(words)
        self.window.expect_focus(role, name)

    def close(self, role, name):
        self.window.type('Escape')
        wait_for('the end of the dialog', lambda: not self.window.find_now(role, name))

    def open_create(self):
        self.window.type('ctrl+n')
        self.window.find('push button', 'Create Another')

    def discard(self, role, name):
        self.window.type('Escape')
        self.window.press(self.window.find('push button', 'Discard'))
        wait_for('the end of the dialog', lambda: not self.window.find_now(role, name))

    def create(self):
        self.open_create()
        self.refuse(['ctrl+Return'], 'Not Created: Put right what is marked below', 'text', 'Function')
        self.ears.forget()
        self.window.type('x')
        wait_for('the end of the problem', lambda: not self.window.find_now('alert', 'Not Created'))
        self.window.type('BackSpace')
        self.window.find('alert', 'Not Created')
        self.ears.expect_silence('Not Created')
        # From the button, which cannot be pressed meanwhile.
        self.window.tab_to('push button', 'Create', 'shift+Tab')
        self.refuse(['Return'], 'Not Created: Put right what is marked below', 'text', 'Function')

    def remote(self):
        self.window.tab_to('list item', 'Set Up a Remote', 'shift+Tab')
        self.window.type('Return')
        self.window.find('push button', 'Test Connection')
        self.refuse(['alt+t'], 'Not Tested: ', 'text', 'Base URL')
        self.refuse(['alt+s'], 'Not Saved: ', 'text', 'Base URL')
        self.window.type_text(NOBODY)
        self.refuse(['alt+s'], 'Not Saved: ', 'text', 'API key')
        self.window.type_text('hl_any')
        self.refuse(['alt+t'], 'Not Connected: ', 'text', 'Base URL')
        self.close('push button', 'Test Connection')
        self.discard('push button', 'Create Another')

    def save_template(self):
        self.open_create()
        self.window.type('f', 'alt+t')
        self.window.find('push button', 'Save as Template')
        self.window.type('alt+s')
        self.window.find('label', 'Bot tokens are not kept')
        self.window.expect_focus('text', 'Title')
        self.window.type('Tab', 'ctrl+a', 'slash')
        self.refuse(['alt+s'], 'name', 'text', 'Name')
        # What cannot be written: the folder is gone, and something else is in its place.
        folder = os.path.join(self.directory, 'templates')
        os.rename(folder, folder + '.aside')
        write(self.directory, 'templates', '')
        self.window.type('ctrl+a', 'a')
        self.refuse(['alt+s'], 'Not Saved: ', 'text', 'Name')
        os.remove(folder)
        os.rename(folder + '.aside', folder)
        self.close('label', 'Bot tokens are not kept')

    def rename_template(self):
        self.window.type('alt+t')
        self.window.find('push button', 'Manage Templates')
        self.window.type('alt+m')
        self.window.press(self.window.find('push button', 'Rename “Other”'))
        self.window.expect_focus('text', 'Name')
        self.window.type('ctrl+a')
        self.window.type_text('fixed')
        self.ears.forget()
        self.window.type('Return')
        wait_for('the end of the question', lambda: len(self.window.list_windows()) == 3)
        self.window.take_focus()
        self.ears.expect('fixed')
        # The platform's first Escape takes a toast away.
        self.window.type('Escape')
        self.close('push button', 'Rename “Other”')

    def sheet(self):
        self.agent.ask('fixed-1', 'f', {})
        self.window.type('alt+t')
        self.window.find('list item', 'Zz fixed')
        self.ears.forget()
        # So many are searched.
        self.window.expect_focus('entry', '')
        self.window.type_text('zz')
        wait_for('the only one', lambda: not self.window.find_now('list item', 'Email to a customer'))
        self.window.type('Return')
        self.window.find('label', 'this id exists already')
        self.ears.expect('Ids Exist Already: ')
        self.refuse(['ctrl+Return'], 'Ids Exist Already: ', 'text', 'n_of_it')
        self.ears.forget()
        self.window.type('2')
        wait_for('the new value', lambda: self.window.find_now('label', 'f(n="2') or self.window.find_now('label', 'f(n="12'))
        self.ears.expect_silence('Ids Exist Already')
        self.close('label', 'this id exists already')
        self.discard('push button', 'Create Another')

    def event(self):
        self.window.type('ctrl+e')
        self.window.find('push button', 'Send and Keep Open')
        wait_for('the endpoints', lambda: self.window.find_now('label', 'Sent as '))
        self.refuse(['ctrl+Return'], 'Not Sent: Put right what is marked below', 'text', 'URL')
        self.refuse(['alt+p'], 'Not Sent: Put right what is marked below', 'text', 'Function')
        self.close('push button', 'Send and Keep Open')

    def import_text(self):
        self.window.type('ctrl+o')
        self.window.find('push button', 'Choose a File')
        self.refuse(['alt+p'], 'Nothing to Paste: ', 'push button', 'Choose a File')
        self.choose(write(self.directory, 'wrong.json', '{"spec":\n{"fn":}}'))
        self.ears.expect('Not Understood: ')
        self.window.expect_focus('push button', 'Choose a File')

    def choose(self, path):
        """In the dialog of import, which has the focus."""
        self.ears.forget()
        self.window.type('alt+f')
        self.window.find('push button', 'Open')
        # A slash begins a path in GTK's file dialog.
        self.window.type_text(path)
        self.window.type('Return')
        wait_for('the end of the file dialog', lambda: len(self.window.list_windows()) == 2)
        self.window.take_focus()

    def import_taken(self):
        self.choose(write(self.directory, 'right.json',
                          '[{"call_id":"fixed-1","run_id":"r","spec":{"fn":"f","kwargs":{}}}]'))
        self.window.find('label', 'this id exists already')
        self.window.type('ctrl+Return')
        self.window.expect_focus('check box', 'new ids')
        self.window.type('Escape')
        wait_for('the end of the dialog', lambda: not self.window.find_now('label', 'this id exists already'))

    def request(self):
        self.window.type('ctrl+o')
        self.window.find('push button', 'Choose a File')
        self.choose(write(self.directory, 'request.sh', f"curl -X POST '{NOBODY}/any' -d '{{}}'\n"))
        self.window.find('push button', 'Send')
        self.window.type('ctrl+Return')
        self.window.find('label', 'Method')
        self.refuse(['ctrl+Return'], 'Not Sent: ', 'push button', 'Send')


STEPS = [
    ('an operation that is not created', Walk.create),
    ('a remote that is neither tested nor saved', Walk.remote),
    ('a template that is not saved', Walk.save_template),
    ('a template that is not renamed', Walk.rename_template),
    ('steps whose ids exist already', Walk.sheet),
    ('an event that is neither sent nor shown as JSON', Walk.event),
    ('a file that is not understood, and an empty clipboard', Walk.import_text),
    ('an import whose ids exist already', Walk.import_taken),
    ('a request that is not sent', Walk.request),
]


def main():
    print(f'1..{len(STEPS)}', flush=True)
    with running(prepare=put_templates) as (_, agent, window):
        walk = Walk(window, agent, os.path.join(os.environ['XDG_DATA_HOME'], 'data'))
        for number, (name, step) in enumerate(STEPS, 1):
            step(walk)
            print(f'ok {number} - {name}', flush=True)


main()
