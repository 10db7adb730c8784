#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A human begins with a template, keeps one, and uses one of several steps, with the keyboard alone. TAP on standard
# output.

import json
import os
import subprocess
import sys
import urllib.error

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import ask_console, running, wait_for  # noqa: E402


def read(agent, path):
    try:
        return agent.request('GET', path)
    except urllib.error.HTTPError:
        return None


def screenshot(name):
    if 'HLC_SCREENSHOTS' in os.environ:
        subprocess.run(['import', '-window', 'root', os.path.join(os.environ['HLC_SCREENSHOTS'], name)], check=True)


def find_operations(instance, fn):
    return [one for one in ask_console(instance, 'GET', '/operations')['items'] if one['title'].startswith(fn)]


def use_templates(instance, agent, window):
    window.type('ctrl+n')
    wait_for('the dialog', lambda: window.find_now('push button', 'Create Another'))
    window.type('alt+t')
    window.find('list item', 'Email to a customer')
    screenshot('templates-menu.png')
    window.type('Return')
    # What was chosen is in the form.
    window.find('push button', 'Create Another')
    wait_for('the form', lambda: window.find_now('text', 'Argument Value') or window.find_now('text', 'Argument'))
    screenshot('templates-filled.png')
    window.type('ctrl+Return')
    emails = wait_for('the email', lambda: find_operations(instance, 'send_email'))
    assert emails[0]['is_test'], emails
    print('ok 1 - a template fills the form in, and the operation is created')

    ask_console(instance, 'POST', '/operations',
                {'kind': 'function_call', 'call_id': 'call_mine', 'run_id': 'r', 'spec': {'fn': 'mine', 'kwargs': {}}})
    subprocess.run([os.environ['HLC_BINARY'], 'templates', 'save', '--data-dir', os.environ['HLC_DIRECTORY'],
                    'mine', '--from', 'call_mine'], check=True, stdout=subprocess.DEVNULL)
    window.type('ctrl+n')
    wait_for('the dialog', lambda: window.find_now('push button', 'Create Another'))
    window.type('alt+t')
    window.find('list item', 'mine')
    # One's own are last.
    window.type('End', 'Return')
    wait_for('the function', lambda: 'mine' in texts_of(window))
    window.type('ctrl+Return')
    wait_for('the second one', lambda: len(find_operations(instance, 'mine')) == 2)
    print('ok 2 - a template that the command line kept is in the list')

    window.type('ctrl+n')
    wait_for('the dialog', lambda: window.find_now('push button', 'Create Another'))
    window.type('alt+t')
    window.find('list item', 'An order in three steps')
    window.type('End', 'Up', 'Return')
    wait_for('the steps', lambda: window.find_now('label', 'quote-1-purchase'))
    window.type('ctrl+Return')
    wait_for('the mail', lambda: read(agent, '/function_calls/quote-1-mail'))
    question = read(agent, '/contact_requests/quote-1') or read(agent, '/human_contacts/quote-1')
    assert question['run_id'] == 'run-quote-1', question
    print('ok 3 - a template of three steps creates them all')


def texts_of(window):
    """What stands in the text fields."""
    found = []

    def walk(node):
        try:
            if node.getRoleName() == 'text':
                text = node.queryText()
                found.append(text.getText(0, text.characterCount))
            children = [child for child in node if child]
        except Exception:  # it went away meanwhile
            return
        for child in children:
            walk(child)
    walk(window.application)
    return found


def keep(window):
    window.type('ctrl+n')
    wait_for('the dialog', lambda: window.find_now('push button', 'Create Another'))
    window.type('k', 'e', 'p', 't')
    window.type('alt+t')
    window.find('push button', 'Save as Template')
    window.type('alt+s')
    window.find('label', 'Bot tokens are not kept')
    screenshot('templates-save.png')
    window.type('Return')

    def read_template():
        with open(os.path.join(os.environ['HLC_DIRECTORY'], 'templates', 'kept.json'), encoding='utf-8') as file:
            return json.load(file)
    kept = wait_for('the file', read_template)
    assert kept['steps'][0]['spec']['fn'] == 'kept', kept
    wait_for('the end of the dialog', lambda: not window.find_now('label', 'Bot tokens are not kept'))
    print('ok 4 - what was typed is kept as a template')

    window.type('alt+t')
    window.find('push button', 'Manage Templates')
    window.type('alt+m')
    window.find('push button', 'Delete “kept”')
    screenshot('templates-manage.png')
    window.type('Escape')
    print('ok 5 - it can be managed')


def main():
    print('1..5', flush=True)
    with running() as (instance, agent, window):
        os.environ['HLC_DIRECTORY'] = instance['data_dir'] if 'data_dir' in instance else os.path.join(
            os.environ['XDG_DATA_HOME'], 'data')
        use_templates(instance, agent, window)
        keep(window)


main()
