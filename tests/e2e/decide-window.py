#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# An agent asks over HTTP and polls; a human decides in the real window. TAP on standard output.

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
from window import running, wait_for  # noqa: E402


def decide(agent, window):
    agent.ask('call-1', 'send_email', {'to': 'user@example.com'})
    assert agent.poll('call-1') is None
    window.find('filler', 'send_email(to=')
    print('ok 1 - the request of an agent appears in the list')

    window.find('list', 'Operations and webhooks').querySelection().selectChild(0)
    window.press(window.find('push button', 'Deny…'))
    comment = window.find('text', 'What should the agent do instead?')
    dialog = window.toplevel_of(comment)
    deny = window.find('push button', 'Deny', dialog)
    assert not window.is_sensitive(deny), 'an empty comment can be sent'
    try:
        window.press(deny)
    except Exception:  # what cannot be pressed may say so
        pass
    assert agent.poll('call-1') is None, 'an empty comment was sent'
    comment.queryEditableText().setTextContents('Not now.')
    wait_for('a button that can be pressed', lambda: window.is_sensitive(deny))
    comment.queryEditableText().setTextContents('')
    wait_for('a button that cannot be pressed', lambda: not window.is_sensitive(deny))
    print('ok 2 - the deny dialog refuses an empty comment')

    window.press(window.find('push button', 'Cancel', dialog))
    window.press(window.find('push button', 'Approve'))
    wait_for('the approval', lambda: agent.poll('call-1') is True)
    print('ok 3 - Approve is pressed, and the poll returns approved: true')


def main():
    print('1..3', flush=True)
    with running() as (_, agent, window):
        decide(agent, window)


main()
