#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A developer's handler hears of what is decided in the real window: an endpoint is added through the dialog, an approval
# arrives and verifies, one that could not arrive says why, and arrives when it is resent. TAP on standard output.

import base64
import hashlib
import hmac
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402


class Handler:
    """A webhook handler on a loopback port of its own, which keeps what it got."""

    def __init__(self):
        self.received = []
        self.port = 0
        self.open()

    def open(self):
        received = self.received

        class Request(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['content-length']))
                received.append((dict(self.headers.items()), body))
                self.send_response(200)
                self.send_header('Content-Type', 'application/json')
                self.end_headers()
                self.wfile.write(b'{"status": "ok"}')

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', self.port), Request)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.port}/webhook'

    def find(self, call_id):
        return next(((headers, body) for headers, body in self.received if json.loads(body)['call_id'] == call_id), None)


def verify(secret, headers, body):
    """Standard Webhooks: the signature covers id, timestamp and body, and is fresh."""
    signed = f'{headers["webhook-id"]}.{headers["webhook-timestamp"]}.'.encode() + body
    key = base64.b64decode(secret.removeprefix('whsec_'))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert abs(time.time() - int(headers['webhook-timestamp'])) < 300, 'the timestamp is stale'
    assert f'v1,{signature}' in headers['webhook-signature'].split(), 'the signature does not verify'


def add_endpoint(window, url):
    window.type('alt+6')
    window.press(window.find_near('No Endpoints Yet', 'push button', 'Add an Endpoint…'))
    entry = window.find('text', 'URL, as in')
    dialog = window.toplevel_of(entry)
    add = window.find('push button', 'Add', dialog)
    entry.queryEditableText().setTextContents('ftp://127.0.0.1/')
    wait_for('words about the wrong URL', lambda: 'http' in add.description and not window.is_sensitive(add))
    entry.queryEditableText().setTextContents(url)
    wait_for('a button that can be pressed', lambda: window.is_sensitive(add))
    window.press(add)
    secret = window.find_near('Give its signing secret to the handler', 'label', 'whsec_').name.strip()
    window.press(window.find('push button', 'Done', dialog))
    window.find('label', url.removeprefix('http://'))
    return secret


def approve(agent, window, call_id):
    agent.ask(call_id, 'send_email', {'to': f'{call_id}@example.com'})
    window.type('alt+1')
    window.select(f'send_email(to="{call_id}')
    window.press(window.find_near(f'{call_id}@example.com', 'push button', 'Approve'))
    wait_for('the approval', lambda: agent.poll(call_id) is True)


def open_newest(window, title):
    window.type('alt+5')
    window.select(title)


def walk(agent, window, handler):
    secret = add_endpoint(window, handler.url)
    print('ok 1 - an endpoint is added through the dialog, which refuses a wrong URL and shows the secret', flush=True)

    approve(agent, window, 'call-1')
    headers, body = wait_for('the webhook', lambda: handler.find('call-1'))
    verify(secret, headers, body)
    assert json.loads(body)['status']['approved'] is True
    open_newest(window, 'send_email(to="call-1')
    window.find('label', '200 OK')
    print('ok 2 - an approval arrives, verifies, and is seen to be delivered', flush=True)

    handler.close()
    approve(agent, window, 'call-2')
    open_newest(window, 'send_email(to="call-2')
    window.find('label', f'Connection refused: nothing listens on 127.0.0.1:{handler.port}')
    window.find('label', 'Retry in')
    print('ok 3 - a handler that is not there is told of in words, with the next attempt', flush=True)

    handler.open()
    window.press(window.find('push button', 'Resend Now'))
    headers, body = wait_for('the webhook', lambda: handler.find('call-2'))
    verify(secret, headers, body)
    wait_for('the end of the retries', lambda: not window.find_now('label', 'Retry in'))
    print('ok 4 - it is resent by a press, and verifies', flush=True)


def main():
    print('1..4', flush=True)
    handler = Handler()
    with running() as (_, agent, window):
        walk(agent, window, handler)
    handler.close()


main()
