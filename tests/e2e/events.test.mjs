// SPDX-License-Identifier: Apache-2.0
//
// What happens is told at once: as JSON Lines on standard output and as server-sent events.

import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { approved, functionCall, send, unique } from './support/webhooks.mjs';

test('the first line says where everything is', async (t) => {
  const console = await Console.start(t);
  const [first] = console.events;

  assert.equal(first.event, 'ready');
  assert.match(first.webhook_url, /^http:\/\/127\.0\.0\.1:\d+\/webhook$/);
  assert.match(first.console_base, /^http:\/\/127\.0\.0\.1:\d+\/console\/v1$/);
  assert.notEqual(console.webhookPort, console.apiPort);
  assert.equal(first.data_dir, console.dataDir);
  assert.ok(first.console_token.length >= 32);

  const { json } = await console.get('info');
  assert.equal(json.webhook_url, first.webhook_url);
  assert.ok(!JSON.stringify(json).includes(first.console_token), 'info tells no secret');
});

test('JSON Lines: an operation and a delivery for each webhook', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');

  await send(console, functionCall(callId));
  const made = await console.next((event) => event.operation?.call_id === callId);
  assert.equal(made.event, 'operation');
  assert.equal(made.operation.state, 'pending');

  await send(console, functionCall(callId, { status: approved }));
  await console.next((event) => event.operation?.state === 'approved');
  const delivery = await console.next((event) => event.event === 'delivery');
  assert.equal(delivery.delivery.verdict, 'verified');
});

test('JSON Lines: a refused webhook is told too', async (t) => {
  const console = await Console.start(t);

  await send(console, functionCall(unique('call')), { key: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' });
  const { delivery } = await console.next((event) => event.event === 'delivery');
  assert.equal(delivery.verdict, 'failed');
});

/** Opens GET events; next() waits for the next one. */
async function openStream(t, console) {
  const url = `${console.ready.console_base}/events`;
  const response = await new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${console.token}` };
    const outgoing = http.get(url, { headers, agent: false }, resolve).on('error', reject);
    t.after(() => outgoing.destroy());
  });
  response.setEncoding('utf8');
  response.on('error', () => {});

  async function* events() {
    let text = '';
    for await (const piece of response) {
      text += piece;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const event = /^event: (.*)$/m.exec(block);
        const data = /^data: (.*)$/m.exec(block);
        if (data) yield { event: event?.[1], data: JSON.parse(data[1]) };
      }
    }
  }
  return { response, events: events() };
}

test('server-sent events: the same objects', async (t) => {
  const console = await Console.start(t);
  const { response, events } = await openStream(t, console);
  assert.equal(response.statusCode, 200);
  assert.match(response.headers['content-type'], /^text\/event-stream/);

  const callId = unique('call');
  const sent = send(console, functionCall(callId));
  const seen = new Map();
  while (!seen.has('operation') || !seen.has('delivery')) {
    const { value } = await events.next();
    seen.set(value.event, value.data);
  }
  const operation = seen.get('operation').operation ?? seen.get('operation');
  assert.equal(operation.call_id, callId);
  assert.equal((await sent).status, 200);
});

test('server-sent events: a reader that leaves does no harm', async (t) => {
  const console = await Console.start(t);
  for (let i = 0; i < 5; i += 1) {
    const { response } = await openStream(t, console);
    response.destroy();
  }
  for (let i = 0; i < 20; i += 1) assert.equal((await send(console, functionCall(unique('call')))).status, 200);
  console.assertWell();
});

test('the program ends while somebody reads events', async (t) => {
  const console = await Console.start(t);
  await openStream(t, console);
  assert.deepEqual(await console.kill('SIGTERM'), { status: 0, signal: null });
});
