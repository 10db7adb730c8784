#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A human sets up a second console as the remote API with the keyboard alone, creates an operation there, and sees what
# was decided there. TAP on standard output.

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import KEY, PATIENCE, ask_console, running, wait_for  # noqa: E402

NAMES = {'_': 'underscore', '-': 'minus', ':': 'colon', '/': 'slash', '.': 'period'}


def keys_of(text):
    """The keys that write a text of small letters, digits and a few signs."""
    return [NAMES.get(character, character) for character in text]


@contextmanager
def second_console():
    """Another console, without a window: its instance.json."""
    with tempfile.TemporaryDirectory(prefix='hlc-remote-') as directory:
        program = subprocess.Popen([os.environ['HLC_BINARY'], 'serve', '--headless', '--webhook-port', '0',
                                    '--api-port', '0', '--secrets', 'file', '--data-dir', directory],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, 'HLC_API_KEY': KEY})
        try:
            def read_instance():
                with open(os.path.join(directory, 'instance.json'), encoding='utf-8') as file:
                    instance = json.load(file)
                return instance if instance.get('api_base') else None
            yield wait_for('the second instance.json', read_instance)
        finally:
            program.terminate()
            program.wait(PATIENCE)


def set_up(window, base):
    window.type('ctrl+n')
    wait_for('the dialog', lambda: window.find_now('push button', 'Create Another'))
    # Before the function stand the two kinds, what sets up a remote, and the target.
    window.type('shift+Tab', 'shift+Tab', 'shift+Tab', 'Return')
    window.find('push button', 'Test Connection')
    window.type(*keys_of(base), 'Tab', *keys_of('hl_wrong'), 'alt+t')
    window.find('label', 'does not take the key (401)')
    print('ok 1 - a wrong key is said', flush=True)

    window.type('ctrl+a', *keys_of(KEY), 'alt+t')
    window.find('label', 'It takes the key, which is of the project')
    window.type('alt+s')
    window.find('label', 'Change the Remote')
    print('ok 2 - the connection is tested and kept', flush=True)


def create(window, remote, callee):
    window.type('Tab', 'Tab', 'Tab', *keys_of(callee), 'ctrl+Return')
    window.find('label', 'Decided Elsewhere')
    items = ask_console(remote, 'GET', '/operations')['items']
    assert [item['title'] for item in items] == [f'{callee}()'], items
    assert not window.find_now('push button', 'Approve'), 'it is decided there'
    print('ok 3 - it is created there, and not to be decided here', flush=True)
    return items[0]['call_id']


def decide(window, remote, call_id):
    ask_console(remote, 'POST', f'/operations/{call_id}/decide', {'approved': False, 'comment': 'not from there'})
    window.find('label', 'not from there')
    assert not window.find_now('label', 'Decided Elsewhere')
    print('ok 4 - what was decided there is shown here', flush=True)


def main():
    print('1..4', flush=True)
    with second_console() as remote, running('--time-scale', '20') as (_, _, window):
        set_up(window, remote['api_base'])
        decide(window, remote, create(window, remote, 'send_mail'))


main()
