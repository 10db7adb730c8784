#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Every control that assistive technology can reach has a name, on every page and in every dialog. TAP on standard output.

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import ask_console, running, send_request, wait_for  # noqa: E402

import pyatspi  # noqa: E402

# What a human acts on.
CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'password text', 'entry', 'combo box',
            'spin button', 'slider', 'switch', 'link', 'menu item', 'check menu item', 'page tab'}
PLACES = ['Pending', 'Completed', 'All Operations', 'Received', 'Sent', 'Endpoints', 'Setup']


# GTK calls what nobody named after its class.
CLASS = re.compile(r'^(Gtk|Adw|Hlc)[A-Z][A-Za-z]+$')

# What libadwaita makes and leaves without a name: the search that the preferences switch off, and the eye of a password.
OWN_TO_LIBADWAITA = {('entry', 'GtkSearchEntry', ''), ('push button', 'GtkImage', 'Show Text')}


def is_name(text):
    return bool(text) and not CLASS.match(text)


def has_name(node):
    if is_name(node.name) or (node.getRoleName(), node.name, node.description) in OWN_TO_LIBADWAITA:
        return True
    return any(is_name(relation.getTarget(index).name) for relation in node.getRelationSet()
               if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY for index in range(relation.getNTargets()))


def is_misnamed(node):
    """A group that is called after its class is read so whenever the focus goes into it."""
    return node.getRoleName() in ('panel', 'dialog', 'frame', 'alert') and bool(CLASS.match(node.name))


def is_own_to_gtk(node):
    """What is in a drop down or a menu, and in the window of shortcuts, cannot be named."""
    return node.name == 'GtkShortcutsWindow' or (node.getRoleName() == 'panel' and node.name == 'GtkStackPage' and
                                                 any(one.getRoleName() == 'combo box' or one.name == 'GtkPopoverContent'
                                                     for one in nodes_above(node)))


def nodes_above(node):
    while node.parent:
        node = node.parent
        yield node


def find_unnamed(node, path=()):
    """The controls below a node that have no name, as what leads to them."""
    here = (*path, f'{node.getRoleName()} “{node.name}”' + (f' ({node.description})' if node.description else ''))
    is_wrong = node.getRoleName() in CONTROLS and not has_name(node) or is_misnamed(node)
    unnamed = [' / '.join(here[-5:])] if is_wrong else []
    for child in node:
        if child and not is_own_to_gtk(child):
            unnamed += find_unnamed(child, here)
    return unnamed


class Pages:
    def __init__(self, window):
        self.window = window
        self.number = 0

    def check(self, name, is_preferences=False):
        # A page may still be on its way: what has no name stays without one.
        last = []

        def look():
            last[:] = find_unnamed(self.window.application)
            # The pages within the window of preferences are libadwaita's own.
            if is_preferences:
                last[:] = [path for path in last if not path.endswith('panel “GtkStackPage”')]
            return not last
        self.number += 1
        try:
            wait_for('names', look)
            print(f'ok {self.number} - {name}', flush=True)
        except AssertionError:
            print(f'not ok {self.number} - {name}\n# ' + '\n# '.join(last), flush=True)

    def press(self, name, root=None):
        self.window.press(self.window.find('push button', name, root))


def walk(instance, agent, window):
    pages = Pages(window)
    agent.ask('call-1', 'send_email', {'to': 'user@example.com', 'cc': ['a', 'b']})
    agent.request('POST', '/contact_requests', {'run_id': 'run-1', 'call_id': 'call-2', 'spec': {
        'msg': 'Which region?', 'response_options': [{'name': 'eu', 'title': 'Europe'}]}})
    agent.ask('call-3', 'f', {})
    ask_console(instance, 'POST', '/operations/call-3/decide', {'approved': False, 'comment': 'no'})

    for number, name in enumerate(PLACES, 1):
        window.type(f'alt+{number}')
        window.find('label', name, window.find('frame', 'HumanLayer Console'))
        pages.check(name)
    window.type('alt+1')
    window.select('send_email(to=')

    window.find('push button', 'Deny…')
    pages.check('an operation')
    check_parts(window, pages, 'a contact', 'Message', ('State', 'Payload', 'Timeline'))
    check_rows(window, pages)
    walk_dialogs(window, pages)
    walk_others(window, pages)
    window.find('push button', 'Deny…')
    window.press(window.find('push button', 'Deny…'))
    comment = window.find('text', 'What should the agent do instead?')
    pages.check('the deny dialog')
    window.press(window.find('push button', 'Cancel', window.toplevel_of(comment)))
    wait_for('the end of the dialog', lambda: not window.find_now('text', 'What should the agent do instead?'))
    walk_templates(window, pages)
    walk_events(window, pages)
    walk_deliveries(instance, window, pages)
    window.type('ctrl+comma')
    window.find('label', 'Signing Secrets')
    pages.check('the preferences', is_preferences=True)
    # The plan may stand at the end.
    print(f'1..{pages.number}', flush=True)


def check_parts(window, pages, name, first, parts):
    """The parts of what the row of the list opens, which has the focus; the first is shown again then."""
    window.type('Return')
    for part in parts:
        window.tab_to('page tab', part)
        window.type('space')
        pages.check(f'{name}, {part}')
    window.tab_to('page tab', first, 'shift+Tab')
    window.type('space', 'Escape')


def walk_others(window, pages):
    """A contact, what was denied, the search and the menus."""
    window.select('Which region?')
    window.find('push button', 'Europe')
    pages.check('a contact')
    window.type('alt+2')
    window.select('f()')
    window.find('label', 'no')
    pages.check('an operation that was denied')
    window.type('ctrl+f')
    window.expect_focus('entry', 'Search this list')
    pages.check('the search')
    window.type('Escape', 'F10')
    window.find('menu item', 'About HumanLayer Console')
    pages.check('the main menu')
    window.type('Escape')
    wait_for('the end of the menu', lambda: not window.find_now('menu item', 'About HumanLayer Console'))
    window.type('alt+1')
    window.select('send_email(to=')


def close(window, node, role, words):
    """Closes the dialog that a control is in, and waits until the words are gone."""
    window.press(window.find('push button', 'Cancel', window.toplevel_of(node)))
    wait_for('the end of the dialog', lambda: not window.find_now(role, words))


def walk_composing(window, pages):
    window.type('ctrl+n')
    another = window.find('push button', 'Create Another')
    window.type(*'kept')
    window.type('alt+t')
    window.find('push button', 'Save as Template')
    window.type('alt+s')
    hint = window.find('label', 'Bot tokens are not kept')
    pages.check('the dialog that saves a template')
    window.press(window.find('push button', 'Save', window.toplevel_of(hint)))
    wait_for('the end of the dialog', lambda: not window.find_now('label', 'Bot tokens are not kept'))
    window.type('alt+t')
    window.find('push button', 'Manage Templates')
    window.type('alt+m')
    window.find('push button', 'Delete “kept”')
    pages.check('the templates of one’s own')
    window.type('Escape')
    wait_for('the end of the dialog', lambda: not window.find_now('push button', 'Delete “kept”'))
    window.type('alt+a')
    window.find('text', 'Argument Name')
    pages.check('the dialog of a new function call')
    for channel in ('Slack', 'Email', 'SMS', 'WhatsApp'):
        window.press(window.find('check box', channel))
    window.find('text', 'Channel or user id')
    pages.check('the channels of a new operation')
    window.type('alt+h')
    window.find('text', 'Message to the human')
    pages.check('the dialog of a new human contact')
    # Before the kind stands what sets up a remote.
    window.tab_to('list item', 'Set Up a Remote', 'shift+Tab')
    window.type('Return')
    test = window.find('push button', 'Test Connection')
    pages.check('the dialog of a remote API')
    close(window, test, 'push button', 'Test Connection')


def walk_templates(window, pages):
    walk_composing(window, pages)
    another = window.find('push button', 'Create Another')
    window.type('alt+t')
    window.find('list item', 'An order in three steps')
    pages.check('the list of templates')
    # One's own is last.
    window.type('End', 'Up', 'Return')
    step = window.find('label', 'quote-1-purchase')
    pages.check('a template of several steps')
    close(window, step, 'label', 'quote-1-purchase')
    window.press(window.find('push button', 'Cancel', window.toplevel_of(another)))
    window.press(window.find('push button', 'Discard'))
    wait_for('the end of the dialog', lambda: not window.find_now('push button', 'Create Another'))
    window.type('ctrl+o')
    choose = window.find('push button', 'Choose a File')
    pages.check('the dialog of import')
    close(window, choose, 'push button', 'Choose a File')


def walk_events(window, pages):
    window.type('ctrl+e')
    keep = window.find('push button', 'Send and Keep Open')
    pages.check('the dialog that sends a completed operation')
    window.type('space', 'Down', 'Down', 'Return')
    mail = window.find('push button', 'Add an Earlier Mail')
    window.press(mail)
    pages.check('the dialog that sends a mail')
    window.type('space', 'Down', 'Return')
    window.press(window.find('push button', 'Add a Message'))
    pages.check('the dialog that sends a message of Slack')
    window.press(window.find('push button', 'Cancel', window.toplevel_of(keep)))
    window.press(window.find('push button', 'Discard'))
    wait_for('the end of the dialog', lambda: not window.find_now('push button', 'Send and Keep Open'))


def check_rows(window, pages):
    """A screen reader stands on the row: it says what it is and how it stands, and describes the rest."""
    row = window.find('list item', 'send_email(to="user@example.com"')
    pages.number += 1
    good = row.name.endswith(', Function call, Pending') and 'call-1' in row.description
    print(f'{"ok" if good else "not ok"} {pages.number} - what a row says' + ('' if good else f'\n# {row.name} ({row.description})'),
          flush=True)


def walk_dialogs(window, pages):
    """What opens from the keyboard, and closes by Escape."""
    for name, keys, role, words in (
            ('the dialog that approves', ('space', 'Return'), 'text', 'Comment'),
            ('the dialog that decides several', ('x', 'Return'), 'text', 'Comment for all of them'),
            ('the window of shortcuts', ('ctrl+question', ), 'label', 'Toggle Sidebar')):
        window.type('alt+1')
        window.select('send_email(to=')
        if keys[0] == 'space':
            window.tab_to('push button', 'More Ways to Approve')
        if keys[0] == 'x':
            window.type('x')
            window.tab_to('push button', 'Decide 1')
            keys = ('Return', )
        window.type(*keys)
        window.find(role, words)
        pages.check(name)
        window.type('Escape')
        wait_for('the end of the dialog', lambda: not window.find_now(role, words))
    window.press(window.find('push button', 'Cancel', window.find('frame', 'HumanLayer Console')))
    window.press(window.find('push button', 'Tunnel: Off'))
    start = window.find('push button', 'Start a Tunnel')
    pages.check('the tunnel dialog')
    window.press(window.find('push button', 'Close', window.toplevel_of(start)))
    wait_for('the end of the dialog', lambda: not window.find_now('push button', 'Start a Tunnel'))


def walk_deliveries(instance, window, pages):
    """The dialogs and pages of what is sent; nothing listens where it goes."""
    window.type('alt+6')
    window.press(window.find_near('No Endpoints Yet', 'push button', 'Add an Endpoint…'))
    entry = window.find('text', 'URL, as in')
    window.press(window.find('push button', 'Add a Header'))
    pages.check('the endpoint dialog')
    window.press(window.find('push button', 'Cancel', window.toplevel_of(entry)))
    wait_for('the end of the dialog', lambda: not window.find_now('text', 'URL, as in'))

    endpoint = ask_console(instance, 'POST', '/endpoints', {'url': 'http://127.0.0.1:9/webhook'})
    window.find('label', '127.0.0.1:9/webhook')
    pages.check('an endpoint')
    window.press(window.find_near('127.0.0.1:9/webhook', 'push button', 'Add a Forwarding Rule…'))
    path = window.find('text', 'Path, as in')
    pages.check('the rule dialog')
    window.press(window.find('push button', 'Cancel', window.toplevel_of(path)))
    wait_for('the end of the dialog', lambda: not window.find_now('text', 'Path, as in'))

    send_request('POST', instance['webhook_url'], '', {'run_id': 'r', 'call_id': 'call-8', 'spec': {'fn': 'g', 'kwargs': {}}})
    window.type('alt+4')
    window.select('function_call.completed')
    window.press(window.find_near('HTTP 200 · /webhook', 'push button', 'Replay…'))
    body = window.find('label', 'Original Bytes and Original Signature')
    pages.check('the dialog that sends')
    window.press(window.find('push button', 'Cancel', window.toplevel_of(body)))
    wait_for('the end of the dialog', lambda: not window.find_now('label', 'Original Bytes and Original Signature'))

    ask_console(instance, 'POST', '/messages', {'event_type': 'function_call.completed', 'to': endpoint['id'],
                                                'data': {'run_id': 'r', 'call_id': 'call-9', 'spec': {'fn': 'f', 'kwargs': {}},
                                                         'status': {'approved': True}}})
    window.type('alt+5')
    window.select('function_call.completed')
    window.find('label', 'Due in')
    pages.check('a message')
    window.press(window.find('push button', 'Copy as cURL'))


def main():
    with running() as (instance, agent, window):
        walk(instance, agent, window)


main()
