# SPDX-License-Identifier: Apache-2.0
#
# A console as a developer has it after some hours of work: requests of agents, decided and waiting ones, webhooks that
# verified and that did not, endpoints that answer and one that does not.

import base64
import glob
import hashlib
import hmac
import json
import os
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = 'whsec_' + base64.b64encode(b'the secret of the sample data').decode()

WAITING = [
    ('function_calls', 'run_7c21', 'call_refund', {'spec': {
        'fn': 'issue_refund', 'kwargs': {'order_id': 'ord_58213', 'amount': 249.9, 'currency': 'EUR',
                                         'reason': 'The parcel arrived damaged'}}}),
    ('function_calls', 'run_7c21', 'call_email', {'spec': {
        'fn': 'send_email',
        'kwargs': {'to': 'ada@example.com', 'cc': ['grace@example.com', 'support@example.com'],
                   'subject': 'Your order of last week',
                   'body': 'Dear Ada,\n\nwe are sorry that the parcel arrived damaged. The refund of € 249.90 is on its '
                           'way, and a new one leaves our warehouse today.\n\nKind regards\nThe support team'},
        'reject_options': [{'name': 'too_formal', 'title': 'Too formal', 'prompt_fill': 'Write it in a friendlier tone'},
                           {'name': 'wrong_amount', 'title': 'Wrong amount', 'prompt_fill': 'Check the amount'}],
        'state': {'step': 4, 'customer': {'id': 'cus_991', 'tier': 'gold'}, 'seen': ['ord_58213']}}}),
    ('contact_requests', 'run_91ab', 'contact_region', {'spec': {
        'msg': 'Which region shall I start the campaign in? The budget is enough for one.',
        'subject': 'Region of the campaign',
        'response_options': [{'name': 'emea', 'title': 'EMEA'}, {'name': 'apac', 'title': 'APAC'},
                             {'name': 'us', 'title': 'United States'}]}}),
    ('function_calls', 'run_03fe', 'call_drop', {'spec': {
        'fn': 'run_sql', 'kwargs': {'database': 'production', 'statement': "DELETE FROM sessions WHERE seen_at < '2026-01-01'",
                                    'expected_rows': 1843201}}}),
]

DECIDED = [
    ('function_calls', 'run_02aa', 'call_buy', {'spec': {
        'fn': 'purchase_materials', 'kwargs': {'material': 'oak boards', 'quantity': 40, 'supplier': 'Holz GmbH'}}},
     {'approved': True}),
    ('function_calls', 'run_02aa', 'call_post', {'spec': {
        'fn': 'post_to_slack', 'kwargs': {'channel': '#general', 'text': 'The build is green again.'}}},
     {'approved': False, 'comment': 'Post it to #builds: nobody in #general waits for it'}),
    ('contact_requests', 'run_02ab', 'contact_name', {'spec': {'msg': 'What shall the new project be called?'}},
     {'response': 'Lighthouse'}),
]

DECIDED_NOW = [
    ('contact_requests', 'run_02ab', 'contact_logo', {'spec': {'msg': 'Does the new logo have to be blue?'}},
     {'response': 'No, green is fine too'}),
]

ENDPOINT = 'The agent of support'


def sign(body, message_id, secret):
    """The headers of Standard Webhooks."""
    timestamp = str(int(time.time()))
    key = base64.b64decode(secret.removeprefix('whsec_'))
    signature = hmac.new(key, f'{message_id}.{timestamp}.'.encode() + body, hashlib.sha256).digest()
    return {'webhook-id': message_id, 'webhook-timestamp': timestamp,
            'webhook-signature': 'v1,' + base64.b64encode(signature).decode()}


def post_webhook(url, content, message_id, secret=SECRET):
    body = json.dumps(content).encode()
    headers = {'Content-Type': 'application/json', 'User-Agent': 'Svix-Webhooks/1.40', **sign(body, message_id, secret)}
    request = urllib.request.Request(url, data=body, method='POST', headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10):
            pass
    except urllib.error.HTTPError:  # refused, as it is meant to be
        pass


class Handler:
    """A webhook handler on loopback that answers with a status."""

    def __init__(self, status, answer):
        class Request(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers['content-length']))
                self.send_response(status)
                self.send_header('Content-Type', 'application/json')
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Request)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.server.server_port}/webhooks/humanlayer'


def fill_decided(agent, ask_console, instance, decided):
    """Operations that were asked for and decided."""
    for path, run_id, call_id, request, decision in decided:
        agent.request('POST', f'/{path}', {'run_id': run_id, 'call_id': call_id, **request})
        ask_console(instance, 'POST', f'/operations/{call_id}/decide', decision)


def fill_received(instance):
    """Webhooks: one that verifies, one that nobody here can verify, one that is not JSON."""
    operation = {'run_id': 'run_44d0', 'call_id': 'call_deploy',
                 'spec': {'fn': 'deploy', 'kwargs': {'service': 'billing', 'version': '2.14.0'}},
                 'status': {'approved': True, 'comment': 'After 18:00, please'}}
    post_webhook(instance['webhook_url'], {'type': 'function_call.completed', 'event': operation}, 'msg_2aX8')
    post_webhook(instance['webhook_url'], operation, 'msg_2aX9', 'whsec_' + base64.b64encode(b'of somebody else').decode())
    post_webhook(instance['webhook_url'] + '/inbound', ['neither', 'nor'], 'msg_2aXA')


def fill_waiting(agent):
    """What waits for a human."""
    for path, run_id, call_id, request in WAITING:
        agent.request('POST', f'/{path}', {'run_id': run_id, 'call_id': call_id, **request})


def find_faketime():
    return next(iter(glob.glob('/usr/lib*/faketime/libfaketime.so.1') + glob.glob('/usr/lib/*/faketime/libfaketime.so.1')), None)


def start_earlier(command, hours, environment):
    """The program as it ran some hours ago, where libfaketime is installed; otherwise now."""
    library = find_faketime()
    earlier = {'LD_PRELOAD': library, 'FAKETIME': f'-{hours}h', 'FAKETIME_DONT_FAKE_MONOTONIC': '1'} if library else {}
    return subprocess.Popen(command, env={**os.environ, **environment, **earlier}, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True)
