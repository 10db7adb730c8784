#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# What arrives and what goes wrong is said to a screen reader without the focus going there. TAP on standard output.

import os
import sys
import threading
import time
import urllib.error
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from ears import Ears  # noqa: E402
from window import ask_console, running, send_request, wait_for  # noqa: E402

SECRET = 'whsec_' + 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='


@contextmanager
def gone():
    """A handler that wants to hear no more."""
    class Request(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers['content-length']))
            self.send_response(410)
            self.send_header('Content-Length', '0')
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(('127.0.0.1', 0), Request) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{server.server_port}/webhook'
        server.shutdown()


def refuse(instance, call_id):
    try:
        send_request('POST', instance['webhook_url'], '', {'run_id': 'r', 'call_id': call_id, 'spec': {'fn': 'f', 'kwargs': {}}})
    except urllib.error.HTTPError as error:
        assert error.code in (400, 401, 403), error


def walk(instance, agent, window, ears):
    window.type('alt+3')
    window.find('label', 'All Operations', window.find('frame', 'HumanLayer Console'))
    agent.ask('call-1', 'send_email', {'to': 'user@example.com'})
    ears.expect('Waiting for a decision: send_email(to="user@example.com")')
    print('ok 1 - one operation that arrives is said by its title', flush=True)

    ears.heard.clear()
    began = time.monotonic()
    for number in range(40):
        agent.ask(f'burst-{number}', 'f', {})
    wait_for('the last of the burst', lambda: window.find_now('list item', 'Pending, 41 operations wait'))
    ears.expect('new operations wait for a decision')
    # When it was said is not known, only that it was between the first request and now.
    said = [text for text in ears.heard if 'wait' in text]
    took = time.monotonic() - began
    assert len(said) <= 2 + took, f'{len(said)} announcements in {took} s'
    print('ok 2 - a burst is a number, and said no more than once a second', flush=True)

    refuse(instance, 'call-2')
    ears.expect('webhook was refused: it could not be verified')
    print('ok 3 - a webhook that does not verify is said', flush=True)

    with gone() as url:
        ask_console(instance, 'POST', '/endpoints', {'url': url})
        ask_console(instance, 'POST', '/operations/call-1/decide', {'approved': True})
        ears.expect('1 endpoint fails or was disabled')
    print('ok 4 - an endpoint that is disabled is said', flush=True)

    window.type('alt+3')
    window.select('send_email(to=')
    window.find('label', 'user@example.com')
    window.press(window.find('push button', 'Copy Call'))
    ears.expect('Copied')
    print('ok 5 - what a toast says is said', flush=True)


def main():
    print('1..5', flush=True)
    with running('--webhook-secret', SECRET) as (instance, agent, window):
        walk(instance, agent, window, Ears())


main()
