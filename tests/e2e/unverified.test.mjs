// SPDX-License-Identifier: Apache-2.0
//
// Without a signing secret webhooks are taken and marked, but not from a web page.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { functionCall, post, unique } from './support/webhooks.mjs';

const json = { 'content-type': 'application/json' };

test('no secret: accepted and marked', async (t) => {
  const console = await Console.start(t, { secrets: [] });
  const callId = unique('call');

  assert.equal((await post(console, functionCall(callId), json)).status, 200);
  const delivery = await console.newestDelivery();
  assert.equal(delivery.verdict, 'unverified');
  assert.equal(delivery.reason, 'no_secret');
  assert.equal((await console.operation(callId)).json.state, 'pending');
});

test('no secret: it is said at the start', async (t) => {
  const console = await Console.start(t, { secrets: [] });

  assert.equal((await post(console, functionCall(unique('call')), json)).status, 200);
  assert.match(console.log, /secret/i);
});

for (const [name, headers] of Object.entries({
  'Origin': { origin: 'https://attacker.example' },
  'Origin: null': { origin: 'null' },
  'Sec-Fetch-Site': { 'sec-fetch-site': 'cross-site' },
})) {
  test(`no secret: refused with ${name}`, async (t) => {
    const console = await Console.start(t, { secrets: [] });
    const answer = await post(console, functionCall(unique('call')), { ...json, ...headers });

    assert.equal(answer.status, 403, answer.text);
    assert.ok(JSON.parse(answer.text).error.message);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
    assert.deepEqual(await console.all('operations'), []);
  });
}
