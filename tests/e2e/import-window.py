#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A human imports a file with the keyboard alone: what is wrong is said, what is right is created, and what exists already
# is said beforehand. TAP on standard output.

import os
import subprocess
import sys
import tempfile
import urllib.error

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402


def read(agent, path):
    try:
        return agent.request('GET', path)
    except urllib.error.HTTPError:
        return None


def keys_of(path):
    names = {'_': 'underscore', '-': 'minus', '/': 'slash', '.': 'period'}
    return [names.get(character, character) for character in path]


def screenshot(name):
    if 'HLC_SCREENSHOTS' in os.environ:
        subprocess.run(['import', '-window', 'root', os.path.join(os.environ['HLC_SCREENSHOTS'], name)], check=True)


def choose(window, path):
    """In the dialog of import, which has the focus."""
    window.type('alt+f')
    window.find('push button', 'Open')
    # A slash begins a path in GTK's file dialog.
    window.type(*keys_of(path))
    screenshot('import-chooser.png')
    window.type('Return')


def write(directory, name, text):
    path = os.path.join(directory, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def import_files(agent, window, directory):
    wrong = write(directory, 'wrong.json', '{"spec":\n{"fn":}}')
    right = write(directory, 'right.json',
                  '[{"call_id":"call_a","run_id":"r","spec":{"fn":"buy","kwargs":{"n":1}}},'
                  '{"call_id":"call_b","run_id":"r","spec":{"msg":"Which one?"}},{"what":"else"}]')

    window.type('ctrl+o')
    window.find('push button', 'Choose a File')
    choose(window, wrong)
    window.find('label', 'line 2, column 7')
    screenshot('import-wrong.png')
    print('ok 1 - wrong JSON is refused with its place')

    choose(window, right)
    window.find('label', '2 operations. 1 was left out')
    window.find('push button', 'Create 2 Operations')
    screenshot('import-right.png')
    assert read(agent, '/function_calls/call_a') is None, 'nothing is created before somebody says so'
    window.type('ctrl+Return')
    wait_for('the call', lambda: read(agent, '/function_calls/call_a'))
    wait_for('the question', lambda: read(agent, '/contact_requests/call_b'))
    print('ok 2 - what was understood is said, and created together')

    window.type('ctrl+o')
    window.find('push button', 'Choose a File')
    choose(window, right)
    window.find('label', 'this id exists already')
    button = window.find('push button', 'Create 2 Operations')
    wait_for('the refusal', lambda: not window.is_sensitive(button))
    window.type('alt+n')
    wait_for('new ids', lambda: window.is_sensitive(button))
    screenshot('import-taken.png')
    window.type('ctrl+Return')
    wait_for('the end', lambda: not window.find_now('push button', 'Create 2 Operations'))
    print('ok 3 - ids that exist already are said, and new ones can be given')


def main():
    print('1..3', flush=True)
    with tempfile.TemporaryDirectory(prefix='hlcimport') as directory, running() as (_, agent, window):
        import_files(agent, window, directory)


main()
