// SPDX-License-Identifier: Apache-2.0
//
// What a human decides reaches the developer's handler as the service would have told it: signed, in the version and
// under the names that the endpoint asks for. The handlers verify with other people's libraries.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { Handler, verifiers } from './support/handler.mjs';
import { bodyVersions, unique } from './support/webhooks.mjs';

/** An exact text: numbers and order that no parser would give back. */
const STATE = '{"z":12345678901234567890,"a":1e400,"ratio":0.10,"nested":[1.0,{"":null}]}';

async function create(console, kind, spec) {
  const callId = unique('call');
  const text = `{"kind":"${kind}","call_id":"${callId}","run_id":"run_1","spec":${spec}}`;
  const { status } = await console.postText('operations', text);
  assert.equal(status, 200);
  return callId;
}

const cases = [
  {
    kind: 'function_call',
    spec: `{"fn":"send_email","kwargs":{"to":"a@example.com"},"state":${STATE}}`,
    decision: { approved: true },
    check: (status) => assert.equal(status.approved, true),
  },
  {
    kind: 'function_call',
    spec: `{"fn":"send_email","kwargs":{"to":"a@example.com"},"state":${STATE}}`,
    decision: { approved: false, comment: 'not “today”' },
    check: (status) => assert.deepEqual([status.approved, status.comment], [false, 'not “today”']),
  },
  {
    kind: 'human_contact',
    spec: `{"msg":"Which region first?","state":${STATE}}`,
    decision: { response: 'Europe' },
    check: (status) => assert.equal(status.response, 'Europe'),
  },
];

/** The operation in a body of @version, after looking at what stands around it. */
function unwrap(version, kind, body) {
  if (version === 'v1') return body;
  assert.equal(body.type, `${kind}.completed`);
  assert.ok('is_test' in body);
  if (version === 'v1beta3') assert.ok('contact_channel_id' in body.event);
  return body.event;
}

for (const library of Object.keys(verifiers)) {
  test(`a handler that verifies with ${library}`, async (t) => {
    const console = await Console.start(t);

    for (const version of bodyVersions) {
      await t.test(`body ${version}`, async (t) => {
        const handler = await Handler.start(t, { library });
        const endpoint = await console.addEndpoint({ url: handler.url, body_version: version });
        handler.secret = endpoint.secret;

        for (const { kind, spec, decision, check } of cases) {
          const callId = await create(console, kind, spec);
          await console.decide(callId, decision);
          const received = await handler.about(callId);
          assert.equal(received.error, null);
          assert.ok(received.verified);
          assert.ok(received.text.includes(STATE), 'the state comes back byte for byte');
          const operation = unwrap(version, kind, JSON.parse(received.text));
          assert.equal(operation.call_id, callId);
          assert.equal(operation.run_id, 'run_1');
          check(operation.status);
        }
        assert.equal(handler.items.length, cases.length);
        assert.equal((await console.remove(`endpoints/${endpoint.id}`)).status, 200);
      });
    }

    // Each library reads one family only where the other one is missing.
    for (const [family, present, absent] of [
      ['both', ['svix', 'webhook'], []], ['svix', ['svix'], ['webhook']], ['webhook', ['webhook'], ['svix']],
    ]) {
      if (library === 'standardwebhooks' && family === 'svix') continue;
      await t.test(`header family ${family}`, async (t) => {
        const handler = await Handler.start(t, { library });
        const endpoint = await console.addEndpoint({ url: handler.url, header_family: family });
        handler.secret = endpoint.secret;
        const callId = await create(console, 'function_call', '{"fn":"f","kwargs":{}}');
        await console.decide(callId, { approved: true });
        const { headers, verified } = await handler.about(callId);
        assert.ok(verified);
        for (const part of ['id', 'timestamp', 'signature']) {
          for (const name of present) assert.ok(headers[`${name}-${part}`], `${name}-${part}`);
          for (const name of absent) assert.equal(headers[`${name}-${part}`], undefined);
        }
        assert.equal((await console.remove(`endpoints/${endpoint.id}`)).status, 200);
      });
    }

    await t.test('rotation: the old and the new secret verify', async (t) => {
      const handler = await Handler.start(t, { library });
      const endpoint = await console.addEndpoint({ url: handler.url });
      const { json: rotated } = await console.post(`endpoints/${endpoint.id}/rotate`);
      assert.match(rotated.secret, /^whsec_/);
      assert.notEqual(rotated.secret, endpoint.secret);
      for (const secret of [endpoint.secret, rotated.secret]) {
        handler.secret = secret;
        const callId = await create(console, 'function_call', '{"fn":"f","kwargs":{}}');
        await console.decide(callId, { approved: true });
        const received = await handler.about(callId);
        assert.ok(received.verified, received.error);
        assert.equal(received.headers['svix-signature'].split(' ').length, 2);
      }
      const { json } = await console.get(`endpoints/${endpoint.id}`);
      assert.equal(json.secret, undefined, 'it is told only once');
      assert.equal((await console.remove(`endpoints/${endpoint.id}`)).status, 200);
    });

    await t.test('a retry has the same id, a fresh timestamp and a fresh signature', async (t) => {
      // The first retry comes after 4 s at least: the timestamps, in whole seconds, differ.
      const handler = await Handler.start(t, { library, answer: (_, index) => (index === 0 ? 500 : 200) });
      const endpoint = await console.addEndpoint({ url: handler.url });
      handler.secret = endpoint.secret;
      const callId = await create(console, 'function_call', '{"fn":"f","kwargs":{}}');
      await console.decide(callId, { approved: true });
      const first = await handler.about(callId);
      const second = await handler.about(callId, 2);
      assert.ok(first.verified && second.verified);
      assert.equal(second.id, first.id);
      assert.deepEqual(second.body, first.body);
      assert.ok(second.timestamp > first.timestamp);
      assert.notEqual(second.headers['svix-signature'], first.headers['svix-signature']);
      const message = await console.message(first.id, ({ state }) => state === 'delivered');
      assert.deepEqual(message.attempts.map(({ number, http_status: status }) => [number, status]), [[1, 500], [2, 200]]);
    });
  });
}
