#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# A developer sends events to a handler with the keyboard alone: an operation to a URL, and a mail to whoever wants it.
# The handler verifies each with the standard library. TAP on standard output.

import base64
import hashlib
import hmac
import json
import os
import sys
import threading
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import ask_console, running, wait_for  # noqa: E402

SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'


def keys_of(text):
    """The keys that write a text of letters, digits and a few signs."""
    names = {'_': 'underscore', '-': 'minus', '"': 'quotedbl', ':': 'colon', ',': 'comma', ' ': 'space', '/': 'slash',
             '.': 'period', '@': 'at', '<': 'less', '>': 'greater', '?': 'question', '{': 'braceleft', '}': 'braceright'}
    return [names.get(character, character) for character in text]


class Handler:
    """A webhook handler on a free loopback port, which keeps what it got."""

    def __init__(self):
        self.received = received = []

        class Request(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['content-length']))
                received.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(200)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Request)
        self.url = f'http://127.0.0.1:{self.server.server_port}/webhook'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, count, secret, family='webhook'):
        """What came as number @count, verified."""
        headers, body = wait_for(f'webhook {count}', lambda: self.received[count - 1] if len(self.received) >= count else None)
        key = base64.b64decode(secret.removeprefix('whsec_'))
        signed = f'{headers[family + "-id"]}.{headers[family + "-timestamp"]}.'.encode() + body
        wanted = 'v1,' + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert wanted in headers[family + '-signature'].split(' '), headers
        assert len(self.received) == count, self.received
        return headers, body


def open_dialog(window):
    window.type('ctrl+e')
    wait_for('the dialog', lambda: window.find_now('push button', 'Send and Keep Open'))
    wait_for('the endpoints', lambda: window.find_now('label', 'Sent as ') or window.find_now('label', 'Goes to '))


def is_closed(window):
    return not window.find_now('push button', 'Send and Keep Open')


def send_to_url(window, handler):
    open_dialog(window)
    window.type('ctrl+Return')
    window.find('label', 'Put right what is marked below')
    window.find('label', 'Say where to send it')
    # What is missing has the focus.
    window.type(*keys_of(handler.url), 'Tab', *keys_of(SECRET))
    print('ok 1 - Ctrl+E opens the dialog, and without a destination it is refused there')

    window.find('label', 'A handler that reads envelopes refuses it')
    window.type('alt+v', 'Down', 'Return')
    window.find('label', 'refuses the envelope with 422')
    window.find('label', 'Handlers may pass over events that say so')
    window.type('ctrl+Return')
    window.find('label', 'It must not be empty.')
    assert handler.received == []
    print('ok 2 - the dialog warns that a v1 handler refuses the envelope, and says what is wrong at its field')

    window.type(*keys_of('send_mail'))
    window.type('ctrl+Return')
    headers, body = handler.take(1, SECRET)
    assert headers['svix-id'] == headers['webhook-id'], headers
    envelope = json.loads(body)
    assert (envelope['type'], envelope['is_test']) == ('function_call.completed', False), envelope
    assert envelope['event']['spec'] == {'fn': 'send_mail', 'kwargs': {}}, envelope
    assert envelope['event']['status']['approved'] is True, envelope
    wait_for('the end of the dialog', lambda: is_closed(window))
    print('ok 3 - the handler at the URL gets the operation in the envelope')


def show(window):
    window.type('alt+5')
    window.select('function_call.completed')
    window.find('label', '200 OK')
    print('ok 4 - the message is among those that were sent')


def send_mail(window, handler, secret):
    open_dialog(window)
    window.type('space', 'Down', 'Down', 'Return')
    window.find('label', 'Goes to 1 endpoint')
    window.type('alt+f', 'Tab', 'Tab')
    window.type(*keys_of('A User <user@example.com>'), 'Tab', *keys_of('agent@example.com'), 'Tab',
                *keys_of('A report'), 'Tab', *keys_of('The one for May.'))
    window.type('alt+p')
    window.find('text', 'Event, as JSON')
    window.find('label', 'What Is Sent, as v1beta3')
    window.type('Tab', 'ctrl+End', 'x')
    window.find('label', 'column 2')
    window.type('ctrl+Return')
    window.find('label', 'Put right what is marked below')
    assert len(handler.received) == 1, handler.received
    print('ok 5 - a mail is shown as JSON, and what is no JSON is said with its place and not sent')

    window.type('ctrl+End', 'BackSpace')
    window.find('label', 'Valid JSON')
    window.type('alt+k')
    headers, body = handler.take(2, secret)
    event = json.loads(body)['event']
    assert (event['from_address'], event['subject']) == ('user@example.com', 'A report'), event
    assert event['contact_channel_id'] is None, event
    mail = message_from_string(event['raw_email'], policy=policy.default)
    assert mail['from'].addresses[0].display_name == 'A User', mail
    assert mail.get_content().strip() == 'The one for May.', mail
    window.find('label', 'The event is sent')
    print('ok 6 - whoever wants mails gets it, with raw_email, and the dialog stays open')


def close_after_toast(window):
    """The platform's first Escape takes a toast away, if it is still there."""
    window.type('Escape')
    wait_for('the end of the toast', lambda: not window.find_now('label', 'The event is sent'))
    if not is_closed(window):
        window.type('Escape')
    wait_for('the end of the dialog', lambda: is_closed(window))


def open_picker(window):
    window.type('alt+h')
    window.find('menu item', 'A Completed Operation')
    window.type('Down', 'Return')
    window.expect_focus('entry', 'Search the completed operations')


def send_operation(instance, agent, window, handler, secret):
    for call_id, comment in (('call_old', 'the old one'), ('call_new', 'the new one')):
        agent.ask(call_id, 'pay', {'n': 1})
        ask_console(instance, 'POST', f'/operations/{call_id}/decide', {'approved': True, 'comment': comment})
    # Both decisions went to the handler by themselves.
    wait_for('the decisions', lambda: len(handler.received) == 4)
    close_after_toast(window)
    open_dialog(window)
    open_picker(window)
    window.type('Escape')
    wait_for('the end of the picker', lambda: not window.find_now('entry', 'Search the completed operations'))
    assert not is_closed(window), 'the dialog stays'
    open_picker(window)
    window.find('label', 'pay(n=1)')
    # Enter means what is written, not what is still listed.
    window.type(*keys_of('call_old'), 'Return')
    window.find('label', 'Operation call_old')
    window.type('ctrl+Return')
    event = json.loads(handler.take(5, secret)[1])['event']
    assert (event['call_id'], event['status']['comment']) == ('call_old', 'the old one'), event
    wait_for('the end of the dialog', lambda: is_closed(window))
    print('ok 7 - Escape leaves the picker, and the operation that is searched in it is sent again')


def main():
    print('1..7', flush=True)
    handler = Handler()
    with running() as (instance, agent, window):
        send_to_url(window, handler)
        show(window)
        endpoint = ask_console(instance, 'POST', '/endpoints', {'url': handler.url, 'body_version': 'v1beta3'})
        send_mail(window, handler, endpoint['secret'])
        send_operation(instance, agent, window, handler, endpoint['secret'])


main()
