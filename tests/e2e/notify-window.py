#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Notifications, as a desktop gets them: a stand-in for the desktop's org.freedesktop.Notifications (as its specification
# describes it, with markup in bodies) takes what the real program sends, and presses its buttons. TAP on standard output.

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import notifications  # noqa: E402
from window import ask_console, running, wait_for  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402

class Desktop:
    """A stand-in for a server of notifications, in this process's main loop."""

    def __init__(self):
        self.last = 0
        self.shown = {}
        self.told = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        notifications.serve(self.bus, self.call)

    def call(self, bus, sender, path, interface, method, parameters, invocation):
        arguments = parameters.unpack()
        if method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body', 'body-markup'],)))
        elif method == 'Notify':
            _, replaces, _, title, body, actions, hints, _ = arguments
            number = replaces or self.last + 1
            self.last = max(self.last, number)
            self.shown[number] = {'title': title, 'body': body, 'urgency': hints.get('urgency'),
                                  'buttons': dict(zip(actions[1::2], actions[0::2]))}
            self.told.append(self.shown[number])
            invocation.return_value(GLib.Variant('(u)', (number,)))
        else:
            self.shown.pop(arguments[0], None)
            invocation.return_value(None)

    def wait(self, what, find):
        """As wait_for, with the bus served meanwhile."""
        def look():
            while GLib.MainContext.default().iteration(False):
                pass
            return find()
        return wait_for(what, look)

    def find(self, title):
        return self.wait(f'the notification “{title}”', lambda: next(
            ((number, one) for number, one in self.shown.items() if one['title'] == title), None))

    def press(self, number, label):
        """A pressed notification closes by itself."""
        key = self.shown.pop(number)['buttons'][label]
        self.bus.emit_signal(None, notifications.PATH, notifications.INTERFACE, 'ActionInvoked', GLib.Variant('(us)', (number, key)))
        self.bus.emit_signal(None, notifications.PATH, notifications.INTERFACE, 'NotificationClosed', GLib.Variant('(uu)', (number, 2)))


def notify(instance, agent, window, desktop):
    # Nothing is selected, so nothing is on the page.
    agent.ask('call-1', 'send_email', {'to': 'a <b> & c'})
    number, one = desktop.find('Approve send_email?')
    assert one['body'] == 'to: a &lt;b&gt; &amp; c', one
    assert {'Approve', 'Deny…', 'Show'} <= set(one['buttons']), one
    print('ok 1 - a request is notified, with its arguments as plain text', flush=True)

    desktop.press(number, 'Approve')
    desktop.wait('the approval', lambda: agent.poll('call-1') is True)
    assert 'notification' in ask_console(instance, 'GET', '/operations/call-1')['decided_by']['channel']
    print('ok 2 - Approve on the notification approves', flush=True)

    agent.ask('call-3', 'f', {})
    desktop.find('Approve f?')
    ask_console(instance, 'POST', '/operations/call-3/decide', {'approved': True})
    desktop.wait('the end of the notification', lambda: not desktop.shown)
    print('ok 3 - decided elsewhere, a notification goes', flush=True)

    agent.ask('call-2', 'run', {'cmd': 'ls\u0000 && rm -rf /'})
    number, one = desktop.find('Approve run?')
    assert 'Approve' not in one['buttons'], one
    assert 'rm -rf' in one['body'], one
    desktop.press(number, 'Deny…')
    desktop.wait('the deny dialog', lambda: window.find_now('text', 'What should the agent do instead?'))
    print('ok 4 - what deceives offers no Approve; Deny… asks for the comment in the window', flush=True)
    window.press(window.find('push button', 'Cancel'))

    count = len(desktop.told)
    for index in range(40):
        agent.ask(f'burst-{index}', 'f', {'n': index})
    desktop.wait('the summary', lambda: any('wait for you' in one['title'] for one in desktop.shown.values()))
    desktop.find('41 operations wait for you')
    assert sum(one['title'].startswith('Approve') for one in desktop.told[count:]) <= 3, desktop.told[count:]
    print('ok 5 - many at once are one notification', flush=True)

    agent.request('POST', '/agent/function_calls/burst-7/escalate_email', {'escalation_msg': 'please'})
    number, one = desktop.find('Still waiting: approve f?')
    assert one['urgency'] == 2, one
    print('ok 6 - an escalation is notified again, with more weight', flush=True)


def main():
    print('1..6', flush=True)
    desktop = Desktop()
    with running() as (instance, agent, window):
        notify(instance, agent, window, desktop)


main()
