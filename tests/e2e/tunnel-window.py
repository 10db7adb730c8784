#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A tunnel is started, tested, followed and stopped in the real window. The ngrok that is run is a STAND-IN
# (support/ngrok-standin.mjs), which really relays HTTP on this machine. TAP on standard output.

import json
import os
import shutil
import socket
import sys
import tempfile
import urllib.request
from urllib.parse import quote, urlsplit

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402

STANDIN = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support', 'ngrok-standin.mjs')


def find_closed_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def install_ngrok(directory):
    """A program `ngrok`, the stand-in."""
    path = os.path.join(directory, 'ngrok')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'#!/bin/sh\nexec \'{shutil.which("node")}\' \'{STANDIN}\' "$@"\n')
    os.chmod(path, 0o755)


class Ngrok:
    """The API of the agent, as anybody on this machine may use it."""

    def __init__(self, port):
        self.base = f'http://127.0.0.1:{port}/api/tunnels'

    def ask(self, method, path='', body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method,
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or 'null')

    def list(self):
        return {one['name']: one for one in self.ask('GET')['tunnels']}

    def start(self, name, port):
        return self.ask('POST', body={'name': name, 'proto': 'http', 'addr': f'127.0.0.1:{port}'})

    def stop(self, name):
        self.ask('DELETE', '/' + quote(name, safe=''))


def tunnel(instance, window, ngrok):
    webhook_port = urlsplit(instance['webhook_url']).port
    api_port = urlsplit(instance['api_base']).port

    window.press(window.find('push button', 'Tunnel: Off'))
    dialog = window.toplevel_of(window.find('push button', 'Start a Tunnel'))
    window.press(window.find('push button', 'Start a Tunnel', dialog))
    window.find('push button', 'Stop the Tunnel', dialog)
    window.find('push button', 'Tunnel: 127.0.0.1')
    (first, ) = ngrok.list().values()
    window.find('label', first['public_url'] + '/webhook', dialog)
    window.find('label', 'whoever learns the public address can send')
    print('ok 1 - a tunnel is started, its address is shown, and the window warns that nothing is signed')

    window.press(window.find('push button', 'Test the Address', dialog))
    window.find('label', 'The test event arrived', dialog)
    print('ok 2 - the test sends an event through the public address and says that it arrived')

    window.press(window.find('push button', 'Copy', dialog))
    ngrok.stop(first['name'])
    window.find('label', 'does not lead here any more', dialog)
    ngrok.start('another', webhook_port)
    window.find('label', 'has changed since you copied it', dialog)
    window.find('push button', 'Tunnel: New address')
    window.press(window.find('push button', 'Copy', dialog))
    wait_for('the warning to go', lambda: not window.find_now('label', 'has changed since', dialog))
    print('ok 3 - an address that is not the copied one any more is told, until the new one is copied')

    ngrok.start('exposed', api_port)
    window.find('push button', 'Tunnel: Leads to the API')
    window.press(window.find('push button', 'Stop the Tunnel', window.toplevel_of(window.find('list', 'Places'))))
    wait_for('the end of the tunnel', lambda: list(ngrok.list()) == ['another'])
    window.find('push button', 'Tunnel: 127.0.0.1')
    print('ok 4 - a tunnel to the API is stopped from the window, and the other one stays')


def main():
    if shutil.which('node') is None:
        print('1..0 # SKIP node is not installed')
        return
    print('1..4', flush=True)
    port = find_closed_port()
    with tempfile.TemporaryDirectory(prefix='hlc-ngrok-') as directory:
        install_ngrok(directory)
        with running('--ngrok-api', f'http://127.0.0.1:{port}', NGROK_STANDIN_PORT=str(port),
                     PATH=f'{directory}:{os.environ["PATH"]}') as (instance, _, window):
            tunnel(instance, window, Ngrok(port))


main()
