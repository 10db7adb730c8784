#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# The desktop starts the console by its name on the session bus, as a notification or a launcher does, shows its window
# and ends it. Runs itself again with a display and a session bus that know the console's service file. TAP on standard
# output.

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = 60
ROOT = pathlib.Path(__file__).resolve().parents[2]
NAME = 'org.humanlayer.Console'
PATH = '/org/humanlayer/Console'


def in_own_session():
    """Starts this file again in a directory of its own, and ends with its status."""
    with tempfile.TemporaryDirectory(prefix='hlc-activation-') as directory:
        services = pathlib.Path(directory, 'share/dbus-1/services')
        services.mkdir(parents=True)
        text = (ROOT / f'data/{NAME}.service.in').read_text(encoding='utf-8')
        text = text.replace('@APPLICATION_ID@', NAME).replace('@BINDIR@', os.path.dirname(os.environ['HLC_BINARY']))
        (services / f'{NAME}.service').write_text(text, encoding='utf-8')
        environment = {**os.environ, 'HLC_OWN_SESSION': directory, 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
                       'GSETTINGS_BACKEND': 'memory', 'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals',
                       'HLC_SECRETS': 'file', 'XDG_DATA_HOME': f'{directory}/data',
                       'XDG_DATA_DIRS': f'{directory}/share:/usr/local/share:/usr/share'}
        # The display comes first: what the bus starts inherits from the bus.
        sys.exit(subprocess.run(['xvfb-run', '-a', '-s', '-screen 0 1300x900x24', 'dbus-run-session', '--',
                                 sys.executable, *sys.argv], env=environment, check=False).returncode)


if not all(map(shutil.which, ('xvfb-run', 'dbus-run-session'))):
    print('1..0 # SKIP xvfb-run and dbus-run-session are not installed')
    sys.exit(0)
try:
    from gi.repository import Gio, GLib
except ImportError:
    print('1..0 # SKIP python3-gi is not installed')
    sys.exit(0)
if not os.environ.get('HLC_OWN_SESSION'):
    in_own_session()


def wait_for(what, find):
    """What find() returns as soon as it is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except (OSError, ValueError):
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f'{what} did not come')


class Bus:
    """The console, as the desktop sees it on the session bus."""

    def __init__(self):
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(self, name, path, interface, method, arguments):
        return self.connection.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                                         PATIENCE * 1000).unpack()

    def ask_application(self, method, signature, *arguments):
        return self.call(NAME, PATH, 'org.freedesktop.Application', method, GLib.Variant(signature, arguments))

    def get_owner(self):
        try:
            return self.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetNameOwner',
                             GLib.Variant('(s)', (NAME,)))[0]
        except GLib.Error:
            return None

    def count_windows(self):
        """GTK exports each window as an object below the application's."""
        xml = self.call(NAME, f'{PATH}/window', 'org.freedesktop.DBus.Introspectable', 'Introspect', None)[0]
        return len(Gio.DBusNodeInfo.new_for_xml(xml).nodes)


def main():
    print('1..3', flush=True)
    bus = Bus()
    instance = pathlib.Path(os.environ['HLC_OWN_SESSION'], 'data/humanlayer-console/instance.json')

    assert bus.get_owner() is None and not instance.exists()
    bus.ask_application('Activate', '(a{sv})', {})
    wait_for('the window', lambda: bus.count_windows() == 1)
    assert wait_for('the running console', lambda: json.loads(instance.read_text(encoding='utf-8')))['pid']
    print('ok 1 - asked for by its name, the console starts and opens its window', flush=True)

    owner = bus.get_owner()
    bus.ask_application('Activate', '(a{sv})', {})
    assert bus.get_owner() == owner and bus.count_windows() == 1
    print('ok 2 - asked again, it is the same console with the same window', flush=True)

    bus.ask_application('ActivateAction', '(sava{sv})', 'quit', [], {})
    wait_for('the end', lambda: bus.get_owner() is None)
    assert not instance.exists()
    print('ok 3 - asked to quit, it ends and leaves nothing that says it runs', flush=True)


main()
