# SPDX-License-Identifier: Apache-2.0
#
# What tests of the real window share: a session of their own, an agent, and the accessibility tree, through which
# buttons are found and pressed.

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager

PATIENCE = 60
KEY = 'hl_local_a-key-of-the-window-tests-0123456789'


def in_own_session():
    """Starts this file again where nothing else is, with accessibility switched on."""
    if os.environ.get('HLC_OWN_SESSION') or not all(map(shutil.which, ('xvfb-run', 'dbus-run-session'))):
        return
    home = tempfile.mkdtemp(prefix='hlc-session-')
    try:
        # The bus of accessibility has its socket there: in a common place another session's end takes it away.
        runtime, cache = os.path.join(home, 'runtime'), os.path.join(home, 'cache')
        for directory in (runtime, cache):
            os.mkdir(directory, mode=0o700)
        environment = {**os.environ, 'HLC_OWN_SESSION': '1', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
                       'GTK_A11Y': 'atspi', 'GSETTINGS_BACKEND': 'memory', 'LC_ALL': 'C.UTF-8', 'NO_AT_BRIDGE': '0',
                       'XDG_RUNTIME_DIR': runtime, 'XDG_CACHE_HOME': cache}
        ended = subprocess.run(['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1300x900x24',
                                sys.executable, *sys.argv], env=environment, check=False)
    finally:
        # A portal of documents that the session started may still be mounted there.
        subprocess.run(['rm', '-rf', '--one-file-system', home], stderr=subprocess.DEVNULL, check=False)
    sys.exit(ended.returncode)


in_own_session()
try:
    import pyatspi
except ImportError:
    print('1..0 # SKIP python3-pyatspi is not installed')
    sys.exit(0)


def wait_for(what, find, patience=PATIENCE):
    """What find() returns as soon as it is something: what a window shows cannot be waited for by an event."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            found = find()
        except (LookupError, RuntimeError, OSError, StopIteration):
            found = None
        except Exception as error:  # the tree changes while it is read
            if 'atspi' not in str(type(error)).lower() and 'GLib' not in str(type(error)):
                raise
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f'{what} did not come')


def send_request(method, url, key, body):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method)
    request.add_header('Authorization', f'Bearer {key}')
    if data is not None:
        request.add_header('Content-Type', 'application/json')
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def ask_console(instance, method, path, body=None):
    """A request below /console/v1."""
    return send_request(method, instance['console_base'] + path, instance['console_token'], body)


class Agent:
    """What an agent's SDK does, with nothing in between."""

    def __init__(self, base):
        self.base = base

    def request(self, method, path, body=None):
        return send_request(method, self.base + path, KEY, body)

    def ask(self, call_id, fn, kwargs):
        return self.request('POST', '/function_calls',
                            {'run_id': 'run-1', 'call_id': call_id, 'spec': {'fn': fn, 'kwargs': kwargs}})

    def poll(self, call_id):
        return (self.request('GET', f'/function_calls/{call_id}').get('status') or {}).get('approved')


class Window:
    """The program's part of the accessibility tree."""

    def __init__(self, pid):
        self.pid = pid
        self.application = wait_for('the window', lambda: next(
            (one for one in pyatspi.Registry.getDesktop(0) if one and one.get_process_id() == pid), None))

    def find_now(self, role, name, root=None):
        """The first of a role whose name has these words. What is hidden is not in the tree."""
        def search(node):
            try:
                if node.getRoleName() == role and name in node.name:
                    return node
                children = [child for child in node if child]
            except Exception:  # it went away meanwhile
                return None
            return next(filter(None, map(search, children)), None)
        return search(root or self.application)

    def find(self, role, name, root=None):
        return wait_for(f'{role} “{name}”', lambda: self.find_now(role, name, root))

    def find_near(self, text, role, name):
        """The control that stands nearest to a label: pages that are not looked at are in the tree too."""
        def search():
            node = self.find_now('label', text)
            while node:
                found = self.find_now(role, name, node)
                if found:
                    return found
                node = node.parent
            return None
        return wait_for(f'{role} “{name}” near “{text}”', search)

    def select(self, title):
        """Selects the row of the list whose text has these words."""
        def select_now():
            rows = self.find_now('list', 'Operations and webhooks')
            index = next(index for index, row in enumerate(rows) if self.find_now('filler', title, row))
            return rows.querySelection().selectChild(index)
        wait_for(f'the row “{title}”', select_now)

    def toplevel_of(self, node):
        while node.parent and node.parent != self.application:
            node = node.parent
        return node

    @staticmethod
    def press(node):
        node.queryAction().doAction(0)

    def list_windows(self):
        """The ids of its windows on the display, the newest last."""
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.pid)], capture_output=True,
                              text=True, check=False).stdout.split()

    def take_focus(self):
        """Gives the keyboard to the newest window: there is no window manager that does it."""
        window = wait_for('a window on the display', self.list_windows)[-1]
        subprocess.run(['xdotool', 'windowfocus', window], capture_output=True, check=False)
        return window

    def type(self, *keys):
        """Presses keys, as “alt+1” or “Tab”, on the keyboard of the display."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', self.take_focus(), 'key', '--delay', '30', *keys], check=True)

    def type_text(self, text):
        """Presses the keys that write a text of small letters, digits and a few signs."""
        names = {'_': 'underscore', '-': 'minus', '"': 'quotedbl', ':': 'colon', ',': 'comma', ' ': 'space', '/': 'slash',
                 '.': 'period', '{': 'braceleft', '}': 'braceright'}
        self.type(*[names.get(character, character) for character in text])

    def get_focused(self):
        """What has the keyboard: GTK leaves the state on what had it in the window below."""
        def search(node):
            try:
                if node.getState().contains(pyatspi.STATE_FOCUSED):
                    return node
                children = [child for child in node if child]
            except Exception:  # it went away meanwhile
                return None
            return next(filter(None, map(search, children)), None)
        return next(filter(None, map(search, reversed([one for one in self.application if one]))), None)

    def expect_focus(self, role, name):
        """Waits until the keyboard is on a control whose name has these words."""
        seen = []

        def look():
            self.take_focus()
            node = self.get_focused()
            seen[:] = [f'{node.getRoleName()} “{node.name}”' if node else 'nothing']
            return node if node and node.getRoleName() == role and name in node.name else None
        try:
            return wait_for('the focus', look, 10)
        except AssertionError:
            raise AssertionError(f'the focus is on {seen[0]}, and not on {role} “{name}”') from None

    def tab_to(self, role, name, key='Tab', most=40):
        """Presses Tab until the keyboard is on a control; what has it for ever would be a trap."""
        passed = []
        for _ in range(most):
            node = self.get_focused()
            if node and node.getRoleName() == role and name in node.name:
                return node
            passed.append(f'{node.getRoleName()} “{node.name}”' if node else 'nothing')
            self.type(key)
        raise AssertionError(f'{key} does not lead to {role} “{name}” but over {", ".join(passed)}')

    def decide(self, key):
        """Right after a decision, and while an operation is fetched, no key decides: nobody has read it yet."""
        wait_for('an operation to decide', lambda: self.is_sensitive(self.find_now('push button', 'Deny…')))
        self.type(key)

    @staticmethod
    def is_sensitive(node):
        return node.getState().contains(pyatspi.STATE_SENSITIVE)


@contextmanager
def running(*options, own_directory=True, prepare=None, **variables):
    """The real program with its window: its instance.json, its agent and its window. With its data in the user's own
    directory, which is an empty one here, it is the one console of the session. Before it starts, prepare(directory)
    may put something there."""
    with tempfile.TemporaryDirectory(prefix='hlc-window-') as parent:
        os.environ['XDG_DATA_HOME'] = parent
        directory = os.path.join(parent, 'data' if own_directory else 'humanlayer-console')
        place = ['--data-dir', directory] if own_directory else []
        if prepare:
            prepare(directory)
        program = subprocess.Popen([os.environ['HLC_BINARY'], 'serve', '--webhook-port', '0', '--api-port', '0',
                                    '--secrets', 'file', *place, *options],
                                   env={**os.environ, 'HLC_API_KEY': KEY, 'G_DEBUG': 'fatal-criticals', **variables})
        try:
            def read_instance():
                with open(os.path.join(directory, 'instance.json'), encoding='utf-8') as file:
                    instance = json.load(file)
                return instance if instance.get('api_base') else None
            instance = wait_for('instance.json', read_instance)
            yield instance, Agent(instance['api_base']), Window(program.pid)
        finally:
            program.terminate()
            program.wait(PATIENCE)
        assert program.returncode == 0, f'the program ended with {program.returncode}'
