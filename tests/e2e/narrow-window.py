#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# In one column the keyboard goes into the sidebar, the list and the operation, and back, with animations and without. TAP on
# standard output.

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402

import pyatspi  # noqa: E402


def set_up(directory, width, height, is_animated):
    """Where the window reads its size from, and GTK whether to animate."""
    os.makedirs(os.path.join(directory, 'gtk-4.0'))
    with open(os.path.join(directory, 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write(f'[Settings]\ngtk-enable-animations={int(is_animated)}\n')
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
        self.window.decide('a')
        wait_for('the approval', lambda: self.agent.poll('call-3') is True)


STEPS = [
    ('the window has one column, and the list has the focus', Walk.is_narrow),
    ('F9 goes into the sidebar, F9 and Escape go back', Walk.sidebar),
    ('a place of the sidebar is gone to, and the sidebar goes', Walk.place),
    ('Return opens the operation, and Escape goes back to its row', Walk.detail),
    ('F9 goes into the sidebar from the operation, and back', Walk.sidebar_from_detail),
    ('an operation is approved', Walk.approve),
]


def walk(is_animated, number):
    with tempfile.TemporaryDirectory(prefix='hlc-narrow-') as config:
        set_up(config, 480, 800, is_animated)
        with running(GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=config) as (_, agent, window):
            steps = Walk(agent, window)
            for call, fn in enumerate(('first', 'second', 'third'), 1):
                agent.ask(f'call-{call}', fn, {'to': f'call-{call}@example.com'})
                window.find('list item', f'{fn}(to="call-{call}@example.com")')
            window.type('alt+1')
            for name, step in STEPS:
                number += 1
                name = f'{name}, {"with" if is_animated else "without"} animations'
                try:
                    step(steps)
                    print(f'ok {number} - {name}', flush=True)
                except AssertionError as error:
                    print(f'not ok {number} - {name}\n# {error}', flush=True)


def main():
    print(f'1..{2 * len(STEPS)}', flush=True)
    walk(True, 0)
    walk(False, len(STEPS))


main()
