#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# In one column the keyboard goes into the sidebar, the list and the operation, and back. TAP on standard output.

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402

import pyatspi  # noqa: E402


def keep_size(directory, width, height):
    """Where the window reads its size from."""
    folder = os.path.join(directory, 'glib-2.0', 'settings')
    os.makedirs(folder)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as file:
        file.write(f'[org/humanlayer/Console]\nwindow-width={width}\nwindow-height={height}\n')


class Walk:
    """The steps, each of which begins in the list of the place Pending."""

    def __init__(self, agent, window):
        self.agent = agent
        self.window = window
        self.frame = window.find('frame', 'HumanLayer Console')

    def row(self, name):
        return self.window.expect_focus('list item', name)

    def is_narrow(self):
        size = self.frame.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        assert size.width <= 480, size
        self.window.type('Home')
        self.row('third')

    def sidebar(self):
        for back in ('F9', 'Escape'):
            self.window.type('F9')
            self.row('Pending, ')
            self.window.type(back)
            self.row('third')

    def place(self):
        self.window.type('F9')
        self.row('Pending, ')
        self.window.type('Down', 'Down', 'Return')
        self.window.find('label', 'All Operations', self.frame)
        self.row('third')
        self.window.type('alt+1')
        self.window.find('label', 'Pending', self.frame)
        self.row('third')

    def detail(self):
        for fn in ('third', 'second'):
            self.window.type('Return')
            self.window.expect_focus('page tab', 'Arguments')
            self.window.type('Escape')
            self.row(fn)
            self.window.type('j')
        self.row('first')
        self.window.type('Home')
        self.row('third')

    def sidebar_from_detail(self):
        self.window.type('Return')
        self.window.expect_focus('page tab', 'Arguments')
        self.window.type('F9')
        self.row('Pending, ')
        self.window.type('F9')
        self.window.expect_focus('page tab', 'Arguments')
        self.window.type('Escape')
        self.row('third')

    def approve(self):
        self.window.type('Return')
        self.window.expect_focus('page tab', 'Arguments')
        wait_for('an operation to decide', lambda: self.window.is_sensitive(self.window.find_now('push button', 'Deny…')))
        self.window.type('a')
        wait_for('the approval', lambda: self.agent.poll('call-3') is True)


STEPS = [
    ('the window has one column, and the list has the focus', Walk.is_narrow),
    ('F9 goes into the sidebar, F9 and Escape go back', Walk.sidebar),
    ('a place of the sidebar is gone to, and the sidebar goes', Walk.place),
    ('Return opens the operation, and Escape goes back to its row', Walk.detail),
    ('F9 goes into the sidebar from the operation, and back', Walk.sidebar_from_detail),
    ('an operation is approved', Walk.approve),
]


def main():
    print(f'1..{len(STEPS)}', flush=True)
    with tempfile.TemporaryDirectory(prefix='hlc-narrow-') as config:
        keep_size(config, 480, 800)
        with running(GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=config) as (_, agent, window):
            walk = Walk(agent, window)
            for number, fn in enumerate(('first', 'second', 'third'), 1):
                agent.ask(f'call-{number}', fn, {'to': f'call-{number}@example.com'})
                window.find('list item', f'{fn}(to="call-{number}@example.com")')
            window.type('alt+1')
            for number, (name, step) in enumerate(STEPS, 1):
                try:
                    step(walk)
                    print(f'ok {number} - {name}', flush=True)
                except AssertionError as error:
                    print(f'not ok {number} - {name}\n# {error}', flush=True)


main()
