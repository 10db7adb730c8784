// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a signature is refused with 401, stored apart, and explained.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Console, otherSecret } from './support/console.mjs';
import { families, functionCall, post, send, signedHeaders, unique } from './support/webhooks.mjs';

const TOLERANCE_S = 300;
const MARGIN_S = 60;

function secondsFromNow(seconds) {
  return new Date(Date.now() + seconds * 1000);
}

/** Sends and asserts that it was refused; returns what is told of it afterwards. */
async function refused(console, body, headers, reason) {
  const answer = await post(console, body, headers);
  assert.equal(answer.status, 401, answer.text);
  const { error } = JSON.parse(answer.text);
  assert.ok(error.message.length > 20, 'the answer says why');

  const delivery = await console.newestDelivery();
  assert.equal(delivery.verdict, 'failed');
  assert.equal(delivery.reason, reason);
  assert.equal(delivery.http_status, 401);
  assert.ok(delivery.detail.length > 20, 'and so does the delivery');
  assert.deepEqual(await console.all('operations'), []);
  return delivery;
}

test('a webhook that is not what was signed', async (t) => {
  const console = await Console.start(t);

  await t.test('a wrong secret', async () => {
    const body = functionCall(unique('call'));
    const delivery = await refused(console, body, signedHeaders(body, { key: otherSecret }), 'no_match');
    assert.equal(delivery.diagnosis ?? null, null);
  });

  for (const [familyName, family] of Object.entries(families)) {
    for (const [part, name] of Object.entries(family)) {
      await t.test(`no ${familyName} ${part}`, async () => {
        const body = functionCall(unique('call'));
        const headers = signedHeaders(body, { family });
        delete headers[name];
        const delivery = await refused(console, body, headers, 'missing_header');
        assert.ok(delivery.detail.includes(name), `“${delivery.detail}” names ${name}`);
      });
    }
  }

  await t.test('no signature at all', async () => {
    await refused(console, functionCall(unique('call')), { 'content-type': 'application/json' }, 'missing_header');
  });

  for (const [name, seconds, reason] of [
    ['stale', -(TOLERANCE_S + MARGIN_S), 'timestamp_too_old'],
    ['future', TOLERANCE_S + MARGIN_S, 'timestamp_too_new'],
  ]) {
    await t.test(`a ${name} timestamp`, async () => {
      const body = functionCall(unique('call'));
      const delivery = await refused(console, body, signedHeaders(body, { at: secondsFromNow(seconds) }), reason);
      assert.match(delivery.detail, /6 minutes/, 'it says by how much');
    });
  }

  await t.test('a changed byte', async () => {
    const body = functionCall('call_a');
    const delivery = await refused(console, body.replace('call_a', 'call_b'), signedHeaders(body), 'no_match');
    assert.equal(delivery.diagnosis ?? null, null);
  });

  const operation = JSON.parse(functionCall('call_ü', { spec: '{"fn":"pay","kwargs":{"amount":1}}' }));
  const compact = JSON.stringify(operation);
  const python = compact.replace('ü', '\\u00fc').replaceAll(':', ': ').replaceAll(',', ', ');
  for (const [name, sent, signed] of [
    ['printed compact after it was signed indented', compact, JSON.stringify(operation, null, 2)],
    ['printed indented after it was signed compact', JSON.stringify(operation, null, 2), compact],
    ['printed by JavaScript after Python signed it', compact, python],
    ['printed by Python after JavaScript signed it', python, compact],
  ]) {
    await t.test(name, async () => {
      const delivery = await refused(console, sent, signedHeaders(signed), 'no_match');
      assert.equal(delivery.diagnosis, 'body_reserialised');
    });
  }

  await t.test('a line end added', async () => {
    const body = functionCall(unique('call'));
    const delivery = await refused(console, `${body}\n`, signedHeaders(body), 'no_match');
    assert.equal(delivery.diagnosis, 'whitespace_changed');
  });

  for (const [name, change, reason] of [
    ['a timestamp that is a date', { 'svix-timestamp': '2025-06-01T10:00:00Z' }, 'malformed_timestamp'],
    ['a timestamp with a sign', { 'svix-timestamp': '+12' }, 'malformed_timestamp'],
    ['a signature without a version', { 'svix-signature': 'abc' }, 'malformed_signature'],
    ['a signature that is not base64', { 'svix-signature': 'v1,***' }, 'malformed_signature'],
    ['only an unsupported version', { 'svix-signature': 'v1a,AAAA' }, 'unsupported_version'],
  ]) {
    await t.test(name, async () => {
      const body = functionCall(unique('call'));
      await refused(console, body, { ...signedHeaders(body), ...change }, reason);
    });
  }
});

test('one signature of several is enough, and unknown versions are passed over', async (t) => {
  const console = await Console.start(t);
  const body = functionCall(unique('call'));
  const headers = signedHeaders(body);
  const wrong = signedHeaders(body, { key: otherSecret })['svix-signature'];

  headers['svix-signature'] = `v1a,AAAA ${wrong} ${headers['svix-signature']}`;
  assert.equal((await post(console, body, headers)).status, 200);
});

test('just within the tolerance', async (t) => {
  const console = await Console.start(t);

  for (const seconds of [-(TOLERANCE_S - MARGIN_S), TOLERANCE_S - MARGIN_S]) {
    const answer = await send(console, functionCall(unique('call')), { at: secondsFromNow(seconds) });
    assert.equal(answer.status, 200, answer.text);
  }
});

test('no secret appears in a refusal or in the log', async (t) => {
  const console = await Console.start(t);
  const body = functionCall(unique('call'));
  const answer = await post(console, body, signedHeaders(body, { key: otherSecret }));
  const { stdout } = await console.command('deliveries', '--json');

  for (const text of [answer.text, stdout, console.log, console.events.map((event) => event.line).join()]) {
    assert.ok(!text.includes('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'));
  }
});

test('deliveries can be listed by verdict', async (t) => {
  const console = await Console.start(t);
  const body = functionCall(unique('call'));

  await send(console, body);
  await send(console, body, { key: otherSecret });
  for (const [verdict, status] of [['verified', 200], ['failed', 401]]) {
    const { json } = await console.get(`deliveries?verdict=${verdict}`);
    assert.deepEqual(json.items.map((item) => item.http_status), [status]);
  }
});
