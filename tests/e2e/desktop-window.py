#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# The console as the desktop asks it: its search provider and its links, over the session's bus. TAP on standard output.

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import PATIENCE, running, wait_for  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402

NAME = 'org.humanlayer.Console'
PATH = '/org/humanlayer/Console'
SEARCH = 'org.gnome.Shell.SearchProvider2'


def ask_search(bus, method, parameters, answer):
    return bus.call_sync(NAME, f'{PATH}/SearchProvider', SEARCH, method, parameters, GLib.VariantType(answer),
                         Gio.DBusCallFlags.NONE, PATIENCE * 1000, None).unpack()


def watch_badge(bus):
    """The numbers that docks are told."""
    counts = []

    def updated(_, sender, path, interface, signal, parameters):
        uri, values = parameters.unpack()
        assert uri == f'application://{NAME}.desktop', uri
        counts.append(values['count'] if values['count-visible'] else 0)
    bus.signal_subscribe(None, 'com.canonical.Unity.LauncherEntry', 'Update', None, None, Gio.DBusSignalFlags.NONE, updated)
    return counts


def wait_for_badge(counts, number):
    def look():
        while GLib.MainContext.default().iteration(False):
            pass
        return counts and counts[-1] == number
    wait_for(f'{number} on the icon', look)


def search(bus, agent, window):
    agent.ask('call/1', 'send_email', {'to': 'user@example.com'})
    agent.ask('call-2', 'delete_data', {})
    found = wait_for('a result', lambda: ask_search(bus, 'GetInitialResultSet', GLib.Variant('(as)', (['send'],)), '(as)')[0])
    assert found == ['call/1'], found
    narrower = ask_search(bus, 'GetSubsearchResultSet', GLib.Variant('(asas)', (found, ['send', 'nothing'])), '(as)')[0]
    assert narrower == [], narrower
    ask_search(bus, 'GetInitialResultSet', GLib.Variant('(as)', (['send'],)), '(as)')
    metas = ask_search(bus, 'GetResultMetas', GLib.Variant('(as)', (['call/1', 'unknown'],)), '(aa{sv})')[0]
    assert len(metas) == 1 and metas[0]['name'].startswith('send_email('), metas
    print('ok 1 - the desktop finds what waits', flush=True)

    bus.call_sync(NAME, f'{PATH}/SearchProvider', SEARCH, 'ActivateResult',
                  GLib.Variant('(sasu)', ('call/1', ['send'], 0)), None, Gio.DBusCallFlags.NONE, -1, None)
    window.find('push button', 'Deny…')
    window.find('label', 'send_email')
    print('ok 2 - what is chosen is shown in the window', flush=True)


def follow_link(window):
    program = os.environ['HLC_BINARY']
    subprocess.run([program, 'humanlayer-console:operation/call-2'], check=True, timeout=PATIENCE)
    window.find('label', 'delete_data')
    print('ok 3 - a link shows its operation in the console that runs', flush=True)
    subprocess.run([program, 'humanlayer-console:decide/call-2'], check=True, timeout=PATIENCE)
    window.find('label', 'no link into the console')
    print('ok 4 - any other link is refused', flush=True)


def main():
    print('1..5', flush=True)
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    counts = watch_badge(bus)
    with running(own_directory=False) as (_, agent, window):
        search(bus, agent, window)
        follow_link(window)
        wait_for_badge(counts, 2)
    wait_for_badge(counts, 0)
    print('ok 5 - docks are told how many wait, and that none does when the console ends', flush=True)


main()
