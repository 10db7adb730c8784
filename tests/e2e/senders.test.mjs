// SPDX-License-Identifier: Apache-2.0
//
// Webhooks signed by other people's libraries are accepted, shown, and complete the right operation.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Console } from './support/console.mjs';
import {
  approved, bodyVersions, denied, envelope, families, functionCall, humanContact, post, responded, send, senders, signedHeaders, unique,
} from './support/webhooks.mjs';

const outcomes = [
  { name: 'approved', type: 'function_call.completed', kind: 'function_call', write: functionCall, status: approved },
  { name: 'denied', type: 'function_call.completed', kind: 'function_call', write: functionCall, status: denied },
  { name: 'responded', type: 'human_contact.completed', kind: 'human_contact', write: humanContact, status: responded },
];

function assertAccepted(answer) {
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.deepEqual(JSON.parse(answer.text), { status: 'ok' });
}

test('every sender, header family, body version and outcome', async (t) => {
  const console = await Console.start(t);
  const bystander = unique('call');
  await send(console, functionCall(bystander));

  for (const [senderName, sender] of Object.entries(senders)) {
    for (const [familyName, family] of Object.entries(families)) {
      for (const version of bodyVersions) {
        for (const { name, type, kind, write, status } of outcomes) {
          await t.test(`${senderName}, ${familyName}-*, ${version}, ${name}`, async () => {
            const callId = unique('call');

            assertAccepted(await send(console, envelope(version, type, write(callId)), { sender, family }));
            const { json: pending } = await console.operation(callId);
            assert.equal(pending.state, 'pending');
            assert.equal(pending.kind, kind);
            assert.equal(pending.run_id, 'run_1');
            assert.equal(pending.origin, 'webhook');
            assert.equal(pending.decided_by, null);

            assertAccepted(await send(console, envelope(version, type, write(callId, { status })), { sender, family }));
            const { json: completed } = await console.operation(callId);
            assert.equal(completed.state, name);
            assert.equal(completed.decided_by.channel, 'webhook');
            assert.deepEqual(completed.status, status);
            assert.ok(completed.timeline.length >= 2, 'the timeline tells of both webhooks');

            const delivery = await console.newestDelivery();
            assert.equal(delivery.verdict, 'verified');
            assert.equal(delivery.reason, 'verified');
            assert.equal(delivery.http_status, 200);
            assert.equal(delivery.body_version, version);
            assert.equal(delivery.call_id, callId);
            assert.equal(delivery.event_type, type);
          });
        }
      }
    }
  }

  const listed = await console.all('operations');
  const expected = 2 * 2 * bodyVersions.length * outcomes.length + 1;
  assert.equal(listed.length, expected);
  assert.equal((await console.operation(bystander)).json.state, 'pending', 'nobody else was completed');
});

test('a completed operation that was not known is made', async (t) => {
  const console = await Console.start(t);
  const callId = 'call: with spaces, ünicode & a question?';

  assertAccepted(await send(console, functionCall(callId, { status: denied })));
  const { json } = await console.operation(callId);
  assert.equal(json.state, 'denied');
  assert.equal(json.status.comment, 'not today');
});

test('a type with a version before it is the same event', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const body = envelope('v1beta2', 'v1beta2.function_call.completed', functionCall(callId, { status: approved }));

  assertAccepted(await send(console, body));
  assert.equal((await console.operation(callId)).json.state, 'approved');
  assert.equal((await console.newestDelivery()).event_type, 'function_call.completed');
});

const otherEvents = {
  'agent_email.received': {
    from_address: 'user@example.com', to_address: 'agent@example.com', subject: 'Hello', body: 'text',
    message_id: '<1@example.com>', previous_thread: [], raw_email: 'raw',
  },
  'agent_slack.received': {
    thread_ts: '1.2', channel_id: 'C1',
    events: [{ from_user_id: 'U1', channel_id: 'C1', content: 'hi', message_ts: '1.2' }],
  },
  'conversation.created': { thread_id: 't1', user_message: 'hi' },
  'something.else': { whatever: [1, 2, 3] },
};

test('events that carry no operation are stored and shown', async (t) => {
  const console = await Console.start(t);

  for (const [type, event] of Object.entries(otherEvents)) {
    await t.test(type, async () => {
      const body = JSON.stringify({ type, is_test: false, event });
      assertAccepted(await send(console, body));

      const listed = await console.newestDelivery();
      assert.equal(listed.event_type, type);
      assert.equal(listed.verdict, 'verified');
      assert.equal(listed.call_id, null);

      const { stdout } = await console.command('delivery', String(listed.id), '--json');
      assert.equal(Buffer.from(JSON.parse(stdout).body_base64, 'base64').toString(), body);
    });
  }
  assert.deepEqual(await console.all('operations'), []);
});

test('several secrets: either one verifies', async (t) => {
  const keys = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];
  const console = await Console.start(t, { secrets: keys });

  for (const key of keys) assertAccepted(await send(console, functionCall(unique('call')), { key }));
});

test('handlers below /webhook are received too', async (t) => {
  const console = await Console.start(t);

  for (const path of ['/inbound', '/function-call-completed', '/new-email-thread']) {
    const body = functionCall(unique('call'));
    assertAccepted(await post(console, body, signedHeaders(body), path));
    assert.equal((await console.newestDelivery()).path, `/webhook${path}`);
  }
});
