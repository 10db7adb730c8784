#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A human composes a function call with the keyboard alone, and the agent that polls for it reads it. TAP on standard
# output.

import os
import sys
import urllib.error

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402


def keys_of(text):
    """The keys that write a text of small letters, digits and a few signs."""
    names = {'_': 'underscore', '-': 'minus', '"': 'quotedbl', ':': 'colon', ',': 'comma', ' ': 'space'}
    names.update({'{': 'braceleft', '}': 'braceright'})
    return [names.get(character, character) for character in text]


def read(agent, call_id):
    try:
        return agent.request('GET', f'/function_calls/{call_id}')
    except urllib.error.HTTPError:
        return None


def create(agent, window):
    window.type('ctrl+n')
    wait_for('the dialog', lambda: window.find_now('push button', 'Create Another'))
    window.type('ctrl+Return')
    window.find('label', 'Put right what is marked below')
    window.find('label', 'It must not be empty.')
    print('ok 1 - Ctrl+N opens the dialog, and an empty form is refused at its field')

    # The refused field has the focus.
    window.type(*keys_of('send_mail'))
    window.type('alt+a')
    window.find('text', 'Argument Name')
    window.type(*keys_of('to'), 'Tab', 'Tab', 'Tab', *keys_of('nobody'))
    window.type('alt+j')
    window.find('text', 'Arguments, as JSON')
    window.find('label', 'Valid JSON')
    print('ok 2 - an argument is written as a row, and shown as JSON')

    window.type('Tab', 'ctrl+End', 'x')
    window.find('label', 'ine 3, column 2')
    window.type('alt+r', 'ctrl+Return')
    window.find('label', 'Put right what is marked below')
    window.find('text', 'Arguments, as JSON')
    print('ok 3 - wrong JSON says line and column, is not left, and is not sent')

    window.type('ctrl+End', 'BackSpace')
    window.find('label', 'Valid JSON')
    window.type('Tab', 'Tab', 'space', 'Down', 'Return')
    wait_for('the explanation of an external id', lambda: window.find_now('label', 'tool_call_id of a model'))
    window.type('Tab', *keys_of('order-1'))
    window.type('ctrl+Return')
    call = wait_for('the call', lambda: read(agent, 'order-1'))
    assert call['spec']['fn'] == 'send_mail', call
    assert call['spec']['kwargs'] == {'to': 'nobody'}, call
    window.find('push button', 'Approve')
    print('ok 4 - the agent reads the call, and the window shows it')


def main():
    print('1..4', flush=True)
    with running() as (_, agent, window):
        create(agent, window)


main()
