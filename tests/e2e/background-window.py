#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# With its window closed the console goes on, where the user wants that, until it is quit. TAP on standard output.

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import PATIENCE, running, wait_for  # noqa: E402

SETTINGS = '[org/humanlayer/Console]\nrun-in-background=true\n'


def close_and_open(agent, window):
    window.press(window.find('push button', 'Close'))
    wait_for('the end of the window', lambda: not window.find_now('frame', ''))
    agent.ask('call-1', 'send_email', {'to': 'user@example.com'})
    assert agent.poll('call-1') is None
    print('ok 1 - an agent is answered while no window is open', flush=True)

    subprocess.run([os.environ['HLC_BINARY']], check=True, timeout=PATIENCE)
    window.find('filler', 'send_email(to=')
    print('ok 2 - started again, it shows its window with what came meanwhile', flush=True)


def main():
    print('1..2', flush=True)
    with tempfile.TemporaryDirectory(prefix='hlc-settings-') as directory:
        os.makedirs(os.path.join(directory, 'glib-2.0/settings'))
        with open(os.path.join(directory, 'glib-2.0/settings/keyfile'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS)
        os.environ.update(GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=directory)
        with running(own_directory=False) as (_, agent, window):
            close_and_open(agent, window)


main()
