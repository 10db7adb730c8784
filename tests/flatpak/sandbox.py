#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# The installed Flatpak in its sandbox, and what is outside: the desktop that starts it, a sender of webhooks, an agent,
# and a human who looks. Run by build-aux/flatpak-test.sh, with a display, a session bus and a home of its own.
# TAP on standard output; the window's picture goes to the file that is named.

import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

import pyatspi
from gi.repository import Gio, GLib

PATIENCE = 60
NAME = 'org.humanlayer.Console'
PATH = '/org/humanlayer/Console'
SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
KEY = 'hl_local_a-key-of-the-sandbox-test-0123456789'
HOME = pathlib.Path(os.environ['HOME'])
DATA = HOME / '.var/app' / NAME / 'data'

# What the README says: no file, no name on a bus, no device but the graphics card.
PERMISSIONS = {'shared': {'network', 'ipc'}, 'sockets': {'x11', 'wayland', 'fallback-x11'}, 'devices': {'dri'}}

# What the desktop gets to see of it, below share/.
EXPORTS = (f'applications/{NAME}.desktop', f'dbus-1/services/{NAME}.service',
           f'gnome-shell/search-providers/{NAME}.search-provider.ini', f'icons/hicolor/scalable/apps/{NAME}.svg',
           f'icons/hicolor/symbolic/apps/{NAME}-symbolic.svg')

done = 0


def ok(what):
    global done
    done += 1
    print(f'ok {done} - {what}', flush=True)


def wait_for(what, find):
    """What find() returns as soon as it is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except (OSError, ValueError, LookupError, RuntimeError, GLib.Error):
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f'{what} did not come')


def run(*command, given=None):
    return subprocess.run(command, check=True, capture_output=True, text=True, input=given).stdout


def run_inside(command, *arguments, given=None):
    """Another sandbox of the console, as `flatpak run` makes one for each command."""
    return run('flatpak', 'run', f'--command={command}', NAME, *arguments, given=given)


def console(*arguments):
    return json.loads(run_inside('humanlayer-console', *arguments, '--json'))


def request(url, key, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {'Authorization': f'Bearer {key}', 'Content-Type': 'application/json'}
    with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers), timeout=10) as answer:
        return json.load(answer)


def call_console(path, interface, method, signature, *arguments):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(NAME, path, interface, method, GLib.Variant(signature, arguments), None,
                         Gio.DBusCallFlags.NONE, PATIENCE * 1000).unpack()


def ask_application(method, signature, *arguments):
    call_console(PATH, 'org.freedesktop.Application', method, signature, *arguments)


def shown(text):
    """Whether the window has a node of that name; accessibility reaches out of the sandbox."""
    def search(node):
        if node is None:
            return False
        return text in node.name or any(map(search, node))
    return any(map(search, pyatspi.Registry.getDesktop(0)))


def check_permissions():
    permissions = GLib.KeyFile()
    text = run('flatpak', 'info', '--show-permissions', NAME)
    permissions.load_from_data(text, len(text.encode()), GLib.KeyFileFlags.NONE)
    assert permissions.get_groups()[0] == ['Context'], text
    found = {key: set(permissions.get_string_list('Context', key)) for key in permissions.get_keys('Context')[0]}
    assert found == PERMISSIONS, text
    ok('it may use what the README says, and nothing else')


def check_exports():
    exports = pathlib.Path(os.environ['FLATPAK_USER_DIR']) / 'exports/share'
    absent = [name for name in EXPORTS if not (exports / name).is_file()]
    assert not absent, absent
    run('desktop-file-validate', str(exports / EXPORTS[0]))
    for name, group, key, value in ((EXPORTS[0], 'Desktop Entry', 'DBusActivatable', 'true'),
                                    (EXPORTS[1], 'D-BUS Service', 'Name', NAME),
                                    (EXPORTS[2], 'Shell Search Provider', 'BusName', NAME)):
        file = GLib.KeyFile()
        file.load_from_file(str(exports / name), GLib.KeyFileFlags.NONE)
        assert file.get_string(group, key) == value, name
    ok('the desktop finds its launcher, service, search provider and icons')


def check_activation():
    ask_application('Activate', '(a{sv})', {})
    file = DATA / 'humanlayer-console/instance.json'
    instance = wait_for('instance.json', lambda: json.loads(file.read_text(encoding='utf-8')))
    wait_for('the window', lambda: shown('Setup'))
    assert NAME in run('flatpak', 'ps', '--columns=application')
    ok('the desktop starts it by its name, in the sandbox')
    return instance


def check_sandbox():
    (HOME / 'outside').write_text('outside', encoding='utf-8')
    inside = subprocess.run(['flatpak', 'run', '--command=cat', NAME, str(HOME / 'outside')], check=False,
                            capture_output=True)
    assert inside.returncode != 0, 'a file of the user can be read in the sandbox'
    operation = json.dumps({'run_id': 'r', 'call_id': 'c', 'spec': {'fn': 'from_a_file', 'kwargs': {}}})
    assert 'from_a_file' in run_inside('humanlayer-console', 'import', '-', '--dry-run', given=operation)
    ok("it reads no file of the user's, but what it is given on standard input")


def check_secrets(instance):
    kept_in = request(instance['console_base'] + '/info', instance['console_token'])['secrets_in']
    version = tuple(map(int, os.environ['HLC_STANDIN_LIBSECRET'].split('.')))
    if version >= (0, 21, 4):
        assert kept_in == 'secret_portal', kept_in
        assert (DATA / 'keyrings/default.keyring').exists() and not (DATA / 'humanlayer-console/secrets.json').exists()
    else:
        assert kept_in == 'file', kept_in
    ok(f'its secrets are where they should be with this libsecret: {kept_in}')


def check_webhook(instance):
    sender = pathlib.Path(__file__).with_name('send-webhook.mjs')
    status = subprocess.run(['node', sender, instance['webhook_url'], SECRET, 'call-from-outside'], check=True,
                            capture_output=True, text=True, env={**os.environ, 'HLC_BINARY': 'flatpak'}).stdout
    assert status.strip() == '200', status
    delivery = console('deliveries')['items'][0]
    assert (delivery['verdict'], delivery['call_id']) == ('verified', 'call-from-outside'), delivery
    operation = console('list')['items'][0]
    assert (operation['call_id'], operation['state']) == ('call-from-outside', 'approved'), operation
    ok('a signed webhook from outside arrives and is verified')


def check_agent(instance):
    spec = {'fn': 'purchase_materials', 'kwargs': {'item': 'steel', 'count': 3}}
    request(instance['api_base'] + '/function_calls', KEY, {'run_id': 'r', 'call_id': 'call-to-decide', 'spec': spec})
    found = call_console(PATH + '/SearchProvider', 'org.gnome.Shell.SearchProvider2', 'GetInitialResultSet', '(as)', ['purchase'])
    assert found == (['call-to-decide'],), found
    ok("the desktop's search finds it")

    run_inside('humanlayer-console', 'approve', 'call-to-decide')
    status = request(instance['api_base'] + '/function_calls/call-to-decide', KEY)['status']
    assert status['approved'] is True, status
    ok('the agent outside that asks is answered from another sandbox')


def check_window(picture):
    ask_application('Activate', '(a{sv})', {})
    wait_for('the webhook in the window', lambda: shown('send_email(to='))
    subprocess.run(['import', '-window', 'root', picture], check=True)
    ok('the window shows what arrived')


def check_german(picture):
    window = subprocess.Popen(['flatpak', 'run', '--env=LANGUAGE=de', NAME])
    wait_for('the window in German', lambda: shown('Alle Vorgänge'))
    subprocess.run(['import', '-window', 'root', picture], check=True)
    ask_application('ActivateAction', '(sava{sv})', 'quit', [], {})
    assert window.wait(timeout=PATIENCE) == 0
    ok('it speaks German where the user does')


def check_quit():
    ask_application('ActivateAction', '(sava{sv})', 'quit', [], {})
    wait_for('the end', lambda: NAME not in run('flatpak', 'ps', '--columns=application'))
    ok('it quits when it is asked to')


def main():
    print('1..11', flush=True)
    keyring = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    keyring.stdin.write(b'password')
    keyring.stdin.close()
    try:
        check_permissions()
        check_exports()
        instance = check_activation()
        check_sandbox()
        check_secrets(instance)
        check_webhook(instance)
        check_agent(instance)
        check_window(sys.argv[1])
        check_quit()
        check_german(sys.argv[2])
    finally:
        keyring.terminate()
        keyring.wait()


main()
