#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Everything is done with the keyboard alone, the focus is where one goes on, and every key is told of in the window of
# keyboard shortcuts. TAP on standard output.

import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import ask_console, running, send_request, wait_for  # noqa: E402

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'ui')
PLACES = ['Pending', 'Completed', 'All Operations', 'Received', 'Sent', 'Endpoints', 'Setup']


class Walk:
    """The steps, each of which begins in the list of the place Pending."""

    def __init__(self, instance, agent, window):
        self.instance = instance
        self.agent = agent
        self.window = window
        self.frame = window.find('frame', 'HumanLayer Console')

    def go(self, number):
        self.window.type(f'alt+{number}')
        self.window.find('label', PLACES[number - 1], self.frame)

    def ask(self, call_id, fn):
        self.agent.ask(call_id, fn, {'to': f'{call_id}@example.com'})
        self.window.find('list item', f'{fn}(to="{call_id}@example.com")')

    def has_focus(self):
        self.window.take_focus()
        wait_for('a focus', self.window.get_focused)

    def row(self, name):
        return self.window.expect_focus('list item', name)

    def leave_dialog(self, role, name, back_role, back_name):
        """Escape closes a dialog, and the focus is where it was."""
        self.window.type('Escape')
        wait_for('the end of the dialog', lambda: not self.window.find_now(role, name))
        self.window.expect_focus(back_role, back_name)

    def places(self):
        for number in (2, 3, 4, 5, 6, 7, 1):
            self.go(number)
            self.has_focus()
        self.row('third')

    def list_and_detail(self):
        self.window.type('Home', 'j')
        self.row('second')
        self.window.type('k')
        self.row('third')
        self.window.type('Return')
        self.window.expect_focus('page tab', 'Arguments')
        self.window.type('Escape')
        self.row('third')
        self.window.tab_to('push button', 'Approve', most=4)
        self.window.tab_to('list item', 'third', 'shift+Tab', most=4)

    def approve(self):
        self.window.decide('a')
        wait_for('the approval', lambda: self.agent.poll('call-3') is True)
        self.row('second')

    def approve_with_comment(self):
        self.window.tab_to('push button', 'More Ways to Approve', most=4)
        self.window.type('space', 'Return')
        self.window.expect_focus('text', 'Comment')
        self.leave_dialog('text', 'Comment', 'push button', 'More Ways to Approve')
        self.window.type('space', 'Return')
        self.window.expect_focus('text', 'Comment')
        self.window.type_text('fine')
        self.window.type('ctrl+Return')
        wait_for('the approval', lambda: self.agent.poll('call-2') is True)
        self.row('first')

    def deny(self):
        self.window.decide('d')
        self.window.expect_focus('text', 'What should the agent do instead?')
        self.leave_dialog('text', 'What should the agent do instead?', 'list item', 'first')
        self.window.type('d')
        self.window.expect_focus('text', 'What should the agent do instead?')
        self.window.type_text('not now')
        self.window.type('ctrl+Return')
        wait_for('the denial', lambda: self.agent.poll('call-1') is False)

    def answer(self):
        self.agent.request('POST', '/contact_requests', {'run_id': 'run-1', 'call_id': 'contact-1', 'spec': {
            'msg': 'Which region?', 'response_options': [{'name': 'eu', 'title': 'Europe', 'interactive': False}]}})
        self.window.find('list item', 'Which region?')
        self.go(1)
        self.window.type('j')
        self.row('Which region?')
        self.window.type('r')
        self.window.expect_focus('text', 'Your answer')
        self.window.tab_to('push button', 'Europe', most=3)
        self.window.type('space')
        wait_for('the answer', lambda: (self.agent.request('GET', '/contact_requests/contact-1')['status'] or {}).get('response'))

    def bulk_and_undo(self):
        for number in range(3):
            self.ask(f'bulk-{number}', 'many')
        self.window.type('Home', 'j', 'x', 'j', 'x')
        self.window.expect_focus('list item', 'Selected')
        self.window.tab_to('push button', 'Decide 2', most=5)
        self.window.type('Return')
        self.window.tab_to('text', 'Comment for all of them', most=15)
        self.window.type('alt+a')
        # The time to undo is running.
        wait_for('the end of the dialog', lambda: len(self.window.list_windows()) == 1)
        self.window.type('ctrl+z')
        self.row('many')
        # Whoever goes on to another operation can undo no more: what is not approved then was undone.
        self.window.type('End')
        self.row('bulk-0')
        self.window.decide('a')
        wait_for('the approval', lambda: self.agent.poll('bulk-0') is True)
        assert [self.agent.poll(f'bulk-{number}') for number in (1, 2)] == [None] * 2, 'it was not undone'
        self.row('bulk-1')

    def search(self):
        self.window.type('ctrl+f')
        self.window.expect_focus('entry', 'Search this list')
        self.window.type_text('bulk-2')
        rows = self.window.find('list', 'Operations and webhooks')
        wait_for('the result', lambda: len(rows) == 1)
        self.window.type('Return')
        self.row('bulk-2')
        self.window.type('ctrl+f')
        wait_for('the whole list', lambda: len(rows) == 2)
        self.has_focus()
        self.window.type('ctrl+f')
        self.window.expect_focus('entry', 'Search this list')
        self.window.type('Escape')
        self.window.expect_focus('list item', 'bulk')

    def endpoint(self):
        self.go(6)
        self.window.tab_to('push button', 'Add an Endpoint')
        self.window.type('Return')
        self.window.find('text', 'URL, as in')
        self.leave_dialog('text', 'URL, as in', 'push button', 'Add an Endpoint')
        self.window.type('Return')
        add = self.window.find('push button', 'Add', self.window.toplevel_of(self.window.find('text', 'URL, as in')))
        # The entry of a row does not tell that it has the focus; what is typed shows it.
        self.window.type_text('http://127.0.0.1:9/webhook')
        wait_for('an address that can be added', lambda: self.window.is_sensitive(add))
        self.window.tab_to('push button', 'Add', 'shift+Tab')
        self.window.type('Return')
        self.window.tab_to('push button', 'Done')
        self.window.type('Return')
        self.window.find('label', '127.0.0.1:9/webhook', self.frame)
        self.has_focus()

    def delivery(self):
        send_request('POST', self.instance['webhook_url'], '', {'run_id': 'r', 'call_id': 'call-8', 'spec': {'fn': 'g', 'kwargs': {}}})
        self.go(4)
        self.window.find('list item', 'function_call.completed')
        self.window.type('j')
        self.window.find('page tab', 'Signature')
        self.window.type('Return')
        self.window.expect_focus('page tab', 'Signature')
        self.window.tab_to('push button', 'Replay…', 'shift+Tab', most=6)
        self.window.type('Return')
        wait_for('the dialog', lambda: self.window.find_now('push button', 'Cancel', self.dialog()))
        self.has_focus()
        self.leave_dialog('label', 'Original Bytes and Original Signature', 'push button', 'Replay…')

    def dialog(self):
        return next((one for one in self.window.application if one and one != self.frame), None)

    def message(self):
        self.go(1)
        self.window.type('Home', 'j')
        self.row('bulk-2')
        self.window.decide('a')
        wait_for('the approval', lambda: ask_console(self.instance, 'GET', '/messages')['items'])
        self.go(5)
        self.window.find('list item', 'many(to=')
        self.window.type('j')
        self.window.find('page tab', 'Attempts')
        self.window.type('Return')
        self.window.expect_focus('page tab', 'Attempts')
        self.window.tab_to('push button', 'Resend', 'shift+Tab', most=6)

    def preferences(self):
        self.go(1)
        self.window.type('j', 'ctrl+comma')
        self.window.find('label', 'Signing Secrets')
        self.window.tab_to('page tab', 'Deciding')
        self.window.type('space')
        self.window.tab_to('page tab', 'Desktop')
        self.window.type('space')
        self.leave_dialog('label', 'Signing Secrets', 'list item', 'Pending')

    def tunnel(self):
        self.window.tab_to('push button', 'Tunnel: Off')
        self.window.type('Return')
        self.window.find('push button', 'Start a Tunnel')
        self.leave_dialog('push button', 'Start a Tunnel', 'push button', 'Tunnel: Off')

    def shortcuts(self):
        self.window.type('ctrl+question')
        self.window.find('label', 'Toggle Sidebar')
        self.window.type('Escape')
        wait_for('the end of the dialog', lambda: not self.window.find_now('label', 'Toggle Sidebar'))
        self.has_focus()

    def every_key(self):
        """What the code binds, and what the window of shortcuts shows."""
        with open(os.path.join(SOURCE, 'gtk', 'help-overlay.ui'), encoding='utf-8') as file:
            overlay = file.read()
        shown = set(re.findall(r'name="action-name">([^<]+)<', overlay))
        keys = set(' '.join(re.findall(r'name="accelerator">([^<]+)<', overlay)).replace('&lt;', '<').replace('&gt;', '>').lower().split())
        missing = []
        with open(os.path.join(SOURCE, 'hlc-application.c'), encoding='utf-8') as file:
            for action, accelerator in re.findall(r'{ "([a-z:.-]+)", { "([^"]+)" } }', file.read()):
                key = accelerator.lower().replace('control', 'ctrl')
                if action in shown:
                    keys.add(key)
                elif key not in keys:
                    missing.append(f'{accelerator} ({action})')
        for name in glob.glob(os.path.join(SOURCE, '*.c')):
            with open(name, encoding='utf-8') as file:
                for key, modifiers in re.findall(r'GDK_KEY_(\w+), (0|GDK_CONTROL_MASK)\b', file.read()):
                    key = ('<ctrl>' if modifiers != '0' else '') + key.lower()
                    if key not in keys:
                        missing.append(f'{key} ({os.path.basename(name)})')
        assert not missing, 'not shown: ' + ', '.join(missing)


STEPS = [
    ('Alt and a digit go to a place, and the focus goes along', Walk.places),
    ('j, k, Return, Escape and Tab go through the list and to the operation and back', Walk.list_and_detail),
    ('a approves, and the next one has the focus', Walk.approve),
    ('an approval has a comment', Walk.approve_with_comment),
    ('d denies with a comment', Walk.deny),
    ('r leads to the answer of a contact and to its options', Walk.answer),
    ('x selects several, which are decided together and undone', Walk.bulk_and_undo),
    ('Ctrl+F searches, Return goes to what was found, Escape back to the list', Walk.search),
    ('an endpoint is added', Walk.endpoint),
    ('a delivery is opened, and its dialog of replaying', Walk.delivery),
    ('a message is opened up to its button that resends', Walk.message),
    ('the pages of the preferences', Walk.preferences),
    ('the tunnel', Walk.tunnel),
    ('the window of shortcuts', Walk.shortcuts),
    ('the window of shortcuts shows every key that there is', Walk.every_key),
]


def main():
    print(f'1..{len(STEPS)}', flush=True)
    with running() as (instance, agent, window):
        walk = Walk(instance, agent, window)
        for number, fn in enumerate(('first', 'second', 'third'), 1):
            walk.ask(f'call-{number}', fn)
        for number, (name, step) in enumerate(STEPS, 1):
            try:
                step(walk)
                print(f'ok {number} - {name}', flush=True)
            except AssertionError as error:
                print(f'not ok {number} - {name}\n# {error}', flush=True)


main()
