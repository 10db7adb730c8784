#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# What build-aux/screenshots.sh starts: see there.

import argparse
import fcntl
import gettext
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TERRITORIES = {'de': 'de_DE', 'es': 'es_ES', 'fr': 'fr_FR', 'en': 'en_US', 'ar': 'ar_EG', 'he': 'he_IL'}
# One that can be created, one whose id exists, and one that is nothing of ours.
IMPORT = json.dumps([{'call_id': 'call_chairs', 'run_id': 'run_5c02',
                      'spec': {'fn': 'purchase_materials', 'kwargs': {'material': 'chair legs', 'quantity': 160}}},
                     {'call_id': 'call_refund', 'run_id': 'run_5c02', 'spec': {'msg': 'Which supplier first?'}},
                     {'order': 'ord_58213'}])


def read_arguments():
    parser = argparse.ArgumentParser(prog='screenshots.sh', description='Pictures of every page and dialog')
    parser.add_argument('--language', metavar='XX')
    parser.add_argument('--catalogues', metavar='DIRECTORY', default=os.environ.get('HLC_LOCALE_DIR'))
    parser.add_argument('--dark', action='store_true')
    parser.add_argument('--high-contrast', action='store_true')
    parser.add_argument('--text-scale', type=float, default=1)
    parser.add_argument('--rtl', action='store_true')
    parser.add_argument('--size', default='1200x800')
    parser.add_argument('--only', metavar='WORD', default='')
    parser.add_argument('outdir')
    arguments = parser.parse_args()
    arguments.outdir = os.path.abspath(arguments.outdir)
    if arguments.catalogues:
        arguments.catalogues = os.path.abspath(arguments.catalogues)
    return arguments


def make_locale(directory, language):
    """The name of a locale for the language, made in the directory unless the system has one."""
    name = TERRITORIES.get(language, language) + '.UTF-8'
    there = subprocess.run(['locale', '-a'], capture_output=True, text=True, check=False).stdout.lower().split()
    if name.lower().replace('utf-8', 'utf8') in there:
        return name
    made = subprocess.run(['localedef', '-i', name.split('.', maxsplit=1)[0], '-f', 'UTF-8', os.path.join(directory, name)],
                          capture_output=True, check=False)
    if made.returncode > 1:
        return 'C.UTF-8'
    os.environ['LOCPATH'] = directory
    return name


def write_file(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def start_session(arguments, home):
    """Starts this file again on a display and a bus of its own, with settings of its own."""
    width, height = arguments.size.split('x')
    config = os.path.join(home, 'config')
    write_file(os.path.join(home, 'Xdefaults'), f'Xft.dpi: {round(96 * arguments.text_scale)}\n')
    write_file(os.path.join(config, 'gtk-4.0/settings.ini'), '[Settings]\ngtk-enable-animations=0\ngtk-font-name=Cantarell 11\n')
    write_file(os.path.join(config, 'glib-2.0/settings/keyfile'),
               f'[org/humanlayer/Console]\nwindow-width={width}\nwindow-height={height}\n')
    # The bus of accessibility has its socket there: in a common place another session's end takes it away.
    runtime = os.path.join(home, 'runtime')
    os.makedirs(runtime, mode=0o700)
    language = arguments.language
    os.environ.update({
        'XDG_RUNTIME_DIR': runtime,
        'HLC_OWN_SESSION': home, 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'GTK_A11Y': 'atspi', 'NO_AT_BRIDGE': '0',
        'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': config, 'XENVIRONMENT': os.path.join(home, 'Xdefaults'),
        'LANGUAGE': language or 'en', 'LC_ALL': make_locale(os.path.join(home, 'locale'), language) if language else 'C.UTF-8',
        'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if arguments.dark else 'default',
        'ADW_DEBUG_HIGH_CONTRAST': '1' if arguments.high_contrast else '0', 'ADW_DISABLE_PORTAL': '1'})
    if arguments.catalogues:
        os.environ['HLC_LOCALE_DIR'] = arguments.catalogues
    if arguments.rtl:
        os.environ['GTK_DEBUG'] = 'invert-text-dir'
    # What the session's services have to say is of no use: only the walk and the program get our standard error.
    error = fcntl.fcntl(2, fcntl.F_DUPFD, 10)
    os.environ['HLC_STANDARD_ERROR'] = str(error)
    return subprocess.run(['dbus-run-session', '--', 'xvfb-run', '-a', '-s', f'-screen 0 {arguments.size}x24 -noreset',
                           sys.executable, *sys.argv], check=False, stderr=subprocess.DEVNULL,
                          pass_fds=[error]).returncode


sys.path.insert(0, os.path.join(ROOT, 'tests/e2e/support'))
import notifications  # noqa: E402
import sample_data  # noqa: E402


def swallow_notifications():
    """A stand-in for the desktop's server of notifications, which shows none: without one the program complains."""
    from gi.repository import Gio, GLib
    context = GLib.MainContext.new()
    answers = {'GetCapabilities': GLib.Variant('(as)', ([],)), 'Notify': GLib.Variant('(u)', (1,))}

    def answer(_bus, _sender, _path, _interface, method, _parameters, invocation):
        invocation.return_value(answers.get(method))

    def serve():
        context.push_thread_default()
        notifications.serve(Gio.bus_get_sync(Gio.BusType.SESSION), answer)
        GLib.MainLoop.new(context, False).run()
    # The tree of what went away since it was asked for, which the library complains of.
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None)
    threading.Thread(target=serve, daemon=True).start()


class Camera:
    def __init__(self, outdir, only):
        self.outdir = outdir
        self.only = only
        self.number = 0
        os.makedirs(outdir, exist_ok=True)

    def take(self, name, window_id='root'):
        """A picture, once the display has come to rest: two in a row are the same."""
        self.number += 1
        if self.only not in name:
            return
        before, picture = None, b''
        for _ in range(20):
            time.sleep(0.15)
            picture = subprocess.run(['import', '-window', window_id, 'png:-'], capture_output=True, check=True).stdout
            if picture == before:
                break
            before = picture
        path = os.path.join(self.outdir, f'{self.number:02}-{name}.png')
        with open(path, 'wb') as file:
            file.write(picture)
        print(path, flush=True)


class Walk:
    """The way through the window. Controls are found by their words in the language of the window."""

    def __init__(self, tools, camera, catalogue, home, url, window):
        self.tools, self.camera, self.catalogue = tools, camera, catalogue
        self.home, self.url, self.window = home, url, window

    def tr(self, words, context=None):
        translated = self.catalogue.pgettext(context, words) if context else self.catalogue.gettext(words)
        return translated.replace('_', '')

    def windows(self, title='.'):
        def search():
            return subprocess.run(['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(self.window.pid), '--name', title],
                                  capture_output=True, text=True, check=False).stdout.split()
        # One that goes away meanwhile ends the search with nothing, and the main window is always there.
        return self.tools.wait_for('the main window', search) if title == '.' else search()

    def place(self, number):
        self.window.type(f'alt+{number}')

    def open_row(self, title):
        """Selects the row, and opens it where the window has one column."""
        def count_before():
            rows = self.window.find_now('list', self.tr('Operations and webhooks'))
            for index, row in enumerate(rows):
                if self.window.find_now('filler', title, row):
                    return [index]
            return None
        index = self.tools.wait_for(f'the row “{title}”', count_before)[0]
        self.window.type('Home', *['Down'] * index, 'Return')

    def press(self, words, near=None, role='push button', context=None):
        """Presses the innermost control of that name: a menu button is one in another. Near a label, where pages that
        are not looked at have one of the same name."""
        def press_now():
            name = self.tr(words, context)
            node = self.window.find_near(near, role, name) if near else self.window.find_now(role, name)
            while node:
                inner = next(filter(None, (self.window.find_now(role, '', child) for child in node if child)), None)
                if not inner:
                    break
                node = inner
            if node:
                node.queryAction().doAction(0)
            return node
        self.tools.wait_for(f'{role} “{self.tr(words, context)}”', press_now)

    def click(self, role, name):
        """A click on what can only be clicked. Windows stand in the corner of the display, and what is not drawn has no size."""
        def find_place(node):
            if node.getRoleName() == role and name in node.name:
                place = node.queryComponent().getExtents(self.tools.pyatspi.WINDOW_COORDS)
                if place.width > 0 and place.x >= 0:
                    return place
            return next(filter(None, (find_place(child) for child in node if child)), None)
        place = self.tools.wait_for(f'{role} “{name}”', lambda: find_place(self.window.application))
        subprocess.run(['xdotool', 'mousemove', '--sync', str(place.x + place.width // 2), str(place.y + place.height // 2),
                        'click', '1', 'mousemove', '0', '0'], check=True)

    def type_into(self, window_id, *keys):
        """Presses keys in a window of which the newest may be a popover."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', window_id, 'key', '--delay', '30', *keys], check=True)

    def dialog(self, name, act, title='.'):
        """Opens a dialog by act() and takes its picture. It needs a title where act() opens a popover too."""
        before = self.windows()
        act()
        opened = self.tools.wait_for(f'the dialog {name}', lambda: [one for one in self.windows(title) if one not in before])[-1]
        self.camera.take(name, opened)
        return opened

    def close(self, opened):
        for _ in range(5):
            subprocess.run(['xdotool', 'windowfocus', '--sync', opened, 'key', 'Escape'], check=False, stderr=subprocess.DEVNULL)
            time.sleep(0.3)
            if opened not in self.windows():
                return
        raise AssertionError('a dialog does not close')

    def look(self, name, act, title='.'):
        try:
            self.close(self.dialog(name, act, title))
        except AssertionError as error:
            print(f'{name}: {error}', file=sys.stderr, flush=True)
            self.camera.take(f'{name}-failed')
            self.window.type('Escape', 'Escape')

    def empty_places(self):
        self.place(7)
        self.camera.take('setup')
        for number, name in ((1, 'pending-empty'), (5, 'sent-empty'), (6, 'endpoints-empty')):
            self.place(number)
            self.camera.take(name)

    def operations(self):
        self.place(1)
        self.camera.take('pending')
        self.open_row('issue_refund')
        self.camera.take('operation-call')
        self.place(1)
        self.open_row('send_email')
        self.camera.take('operation-options')
        for part in ('State', 'Payload', 'Timeline', 'Arguments'):
            self.click('page tab', self.tr(part))
            if part != 'Arguments':
                self.camera.take(f'operation-{part.lower()}')
        self.look('deny', lambda: self.press('_Deny…'))
        self.look('approve', self.approve_with_comment, self.tr('Approve with Comment'))
        self.place(1)
        self.open_row('Region of the campaign')
        self.camera.take('operation-contact')
        self.place(2)
        self.open_row('post_to_slack')
        self.camera.take('operation-denied')
        self.place(3)
        self.camera.take('all-operations')
        self.window.type('ctrl+f', *'refund')
        self.camera.take('search')
        self.window.type('Escape', 'Escape')
        self.place(1)
        self.window.type('Home', 'x', 'Down', 'x')
        self.camera.take('select')
        self.look('bulk', lambda: self.window.press(self.window.find('push button', self.tr("_Decide %'u…").replace("%'u", '2'))))
        self.window.type('Escape')

    def approve_with_comment(self):
        # A menu of a window without the focus does nothing, and nobody gives it back after a dialog.
        self.window.type('Shift_L')
        self.press('More Ways to Approve')
        self.press('Approve with _Comment…', role='menu item')

    def sending(self):
        self.place(4)
        self.camera.take('received')
        self.open_row('function_call.completed')
        self.camera.take('delivery')
        for part in ('Headers', 'Body'):
            self.click('page tab', self.tr(part))
            self.camera.take(f'delivery-{part.lower()}')
        self.look('replay', lambda: self.press('_Replay…'))
        self.place(5)
        self.camera.take('sent')
        self.open_row('purchase_materials')
        self.camera.take('message')
        self.place(6)
        self.camera.take('endpoints')
        near = self.tr('Each gets a signed webhook when an operation is decided.')
        self.look('endpoint-new', lambda: self.press('Add an Endpoint…', near))
        self.look('rule-new', lambda: self.press('Add a Forwarding Rule…'))
        self.click('list item', sample_data.ENDPOINT)
        self.camera.take('endpoint')
        self.look('endpoint-rotate', lambda: self.press('Rotate the Secret…'))
        self.look('endpoint-recover', lambda: self.press('Re_cover…'))
        self.look('endpoint-test', lambda: self.press('Send _Test Event…'))
        self.look('endpoint-remove', lambda: self.press('_Remove…'))

    def composing(self):
        opened = self.dialog('new-operation', lambda: self.window.type('ctrl+n'))
        self.press('_Add an Argument')
        self.camera.take('new-operation-argument', opened)
        self.press('_Human Contact')
        self.camera.take('new-operation-contact', opened)
        self.press('_Templates')
        self.camera.take('templates')
        self.look('template-manager', lambda: self.press('Manage Templates…'), self.tr('Templates'))
        self.press('_Templates')
        self.look('template-sheet', self.choose_steps, self.tr('An order in three steps'))
        self.press('_Templates')
        self.look('template-save', lambda: self.press('Save as Template…', self.tr('To Begin With')),
                  self.tr('Save as Template'))
        self.look('remote', lambda: self.click('label', self.tr('Set Up a Remote…')))
        self.window.type('Escape')
        self.camera.take('discard')
        self.press('_Discard')
        self.tools.wait_for('the end of the dialog', lambda: opened not in self.windows())
        opened = self.dialog('event', lambda: self.window.type('ctrl+e'))
        self.window.type('space', 'Down', 'Down', 'Return')
        self.camera.take('event-mail', opened)
        self.press('_Payload')
        self.camera.take('event-wrong', opened)
        self.press('C_hoose…')
        self.press('An email arrives', role='menu item')
        self.window.find('label', self.tr('An email arrives'))
        self.press('_Payload')
        self.camera.take('event-payload', opened)
        self.close(opened)

    def choose_steps(self):
        self.window.find('list item', self.tr('An order in three steps'))
        self.window.type('End', 'Return')

    def importing(self):
        opened = self.dialog('import', lambda: self.window.type('ctrl+o'))
        self.choose_file(IMPORT)
        self.camera.take('import-found', opened)
        self.press('Import _Another…')
        self.choose_file(f"curl '{self.url}?part=1' -H 'Authorization: Bearer key_of_the_handler' "
                         "-H 'Content-Type: application/json' --data-raw '{\"call_id\": \"call_refund\"}'")
        request = self.dialog('request', lambda: self.type_into(opened, 'ctrl+Return'))
        self.type_into(request, 'ctrl+Return')
        self.window.find('label', self.tr('Answer'))
        self.camera.take('request-answer', request)
        self.close(request)
        self.close(opened)

    def choose_file(self, text):
        """In the dialog of import: a slash begins a path in GTK's dialog of files."""
        path = os.path.join(self.home, 'import.txt')
        write_file(path, text)
        before = self.windows()
        self.press('Choose a _File…')
        self.tools.wait_for('the dialog of files', lambda: [one for one in self.windows() if one not in before])
        self.window.type_text(path)
        self.window.type('Return')
        self.window.find('push button', self.tr('Import _Another…'))

    def others(self):
        self.place(1)
        self.composing()
        self.importing()
        self.look('shortcuts', lambda: self.window.type('ctrl+question'))
        opened = self.dialog('preferences', lambda: self.window.type('ctrl+comma'))
        for page in ('Agents', 'Deciding', 'Desktop'):
            self.click('page tab', self.tr(page))
            self.camera.take(f'preferences-{page.lower()}', opened)
        self.close(opened)
        self.place(7)
        self.camera.take('setup-used')
        self.look('tunnel', lambda: self.press('Open the Tunnel'))
        self.window.type('F10')
        self.camera.take('menu')
        self.window.type('Escape')


def photograph(arguments, home):
    # It wants a session, which there is now.
    import window as tools
    tools.PATIENCE = 40
    swallow_notifications()
    camera = Camera(arguments.outdir, arguments.only)
    catalogue = gettext.translation('humanlayer-console', arguments.catalogues, [arguments.language or 'en'], fallback=True)
    handlers = [sample_data.Handler(200, b'{"status": "ok"}'), sample_data.Handler(503, b'{"error": "The database is being moved"}')]

    def live_before(directory):
        """The console's past: what it was told hours ago."""
        command = [os.environ['HLC_BINARY'], 'serve', '--headless', '--webhook-port', '0', '--api-port', '0', '--secrets', 'file',
                   '--webhook-secret', sample_data.SECRET, '--data-dir', directory]
        program = sample_data.start_earlier(command, 3, {'HLC_API_KEY': tools.KEY})
        json.loads(program.stdout.readline())
        with open(os.path.join(directory, 'instance.json'), encoding='utf-8') as file:
            instance = json.load(file)
        tools.ask_console(instance, 'POST', '/endpoints', {'url': handlers[0].url, 'description': sample_data.ENDPOINT})
        sample_data.fill_decided(tools.Agent(instance['api_base']), tools.ask_console, instance, sample_data.DECIDED)
        tools.wait_for('the end of what is sent', lambda: all(
            message['state'] != 'pending' for message in tools.ask_console(instance, 'GET', '/messages')['items']))
        program.terminate()
        program.communicate(timeout=30)

    with tools.running(HLC_API_KEY=tools.KEY) as (_, _, window):
        Walk(tools, camera, catalogue, home, handlers[0].url, window).empty_places()
    with tools.running('--webhook-secret', sample_data.SECRET, prepare=live_before) as (instance, agent, window):
        walk = Walk(tools, camera, catalogue, home, handlers[0].url, window)
        tools.ask_console(instance, 'POST', '/endpoints', {'url': handlers[1].url, 'events': ['human_contact.completed']})
        sample_data.fill_received(instance)
        sample_data.fill_decided(agent, tools.ask_console, instance, sample_data.DECIDED_NOW)
        sample_data.fill_waiting(agent)
        walk.operations()
        walk.sending()
        walk.others()
    for handler in handlers:
        handler.close()


def main():
    arguments = read_arguments()
    home = os.environ.get('HLC_OWN_SESSION')
    if home:
        os.dup2(int(os.environ['HLC_STANDARD_ERROR']), 2)
        return photograph(arguments, home)
    # A portal may have mounted something there that goes with its session, a little later than we do.
    with tempfile.TemporaryDirectory(prefix='hlc-screenshots-', ignore_cleanup_errors=True) as made:
        return start_session(arguments, made)


sys.exit(main())
