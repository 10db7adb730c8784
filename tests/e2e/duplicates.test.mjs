// SPDX-License-Identifier: Apache-2.0
//
// An operation is decided once, whatever is sent again.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { approved, denied, functionCall, send, unique } from './support/webhooks.mjs';

test('the same message id and body again: 200, applied once', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const id = unique('msg');
  const body = functionCall(callId, { status: approved });

  for (let i = 0; i < 3; i += 1) assert.equal((await send(console, body, { id })).status, 200);

  const deliveries = await console.all('deliveries');
  assert.equal(deliveries.length, 3);
  const [third, second, first] = deliveries;
  assert.equal(first.duplicate_of ?? null, null);
  assert.equal(second.duplicate_of, first.id);
  assert.equal(third.duplicate_of, first.id);
  assert.deepEqual(deliveries.map((delivery) => delivery.conflict), [false, false, false]);

  const { json } = await console.operation(callId);
  assert.equal(json.state, 'approved');
  assert.equal((await console.all('operations')).length, 1);
});

test('many at once under one message id: one is the first', async (t) => {
  const console = await Console.start(t);
  const id = unique('msg');
  const body = functionCall(unique('call'), { status: approved });
  const answers = await Promise.all(Array.from({ length: 24 }, () => send(console, body, { id })));

  assert.ok(answers.every((answer) => answer.status === 200));
  const deliveries = await console.all('deliveries');
  assert.equal(deliveries.length, 24);
  assert.equal(deliveries.filter((delivery) => delivery.duplicate_of === null).length, 1);
});

test('the same message id with another body: kept, flagged, not applied', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const id = unique('msg');

  await send(console, functionCall(callId), { id });
  const answer = await send(console, functionCall(callId, { status: approved }), { id });
  assert.equal(answer.status, 200, answer.text);

  const delivery = await console.newestDelivery();
  assert.equal(delivery.conflict, true);
  assert.ok(delivery.duplicate_of !== null);
  assert.equal((await console.operation(callId)).json.state, 'pending');
});

test('a webhook that contradicts the decision: kept, flagged, not applied', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');

  await send(console, functionCall(callId, { status: approved }));
  assert.equal((await send(console, functionCall(callId, { status: denied }))).status, 200);

  assert.equal((await console.newestDelivery()).conflict, true);
  const { json } = await console.operation(callId);
  assert.equal(json.state, 'approved');
  assert.deepEqual(json.status, approved);
});

test('a webhook under a decided call_id with other arguments: flagged', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');

  await send(console, functionCall(callId));
  const spec = '{"fn":"send_email","kwargs":{"to":"attacker@example.com"}}';
  await send(console, functionCall(callId, { spec, status: approved }));

  assert.equal((await console.newestDelivery()).conflict, true);
  const { json } = await console.operation(callId);
  assert.equal(json.spec.kwargs.to, 'user@example.com');
  assert.equal(json.state, 'pending');
});

test('disorder: the pending webhook comes after the completed one', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');

  await send(console, functionCall(callId, { status: approved }));
  await send(console, functionCall(callId));

  assert.equal((await console.newestDelivery()).conflict, false);
  assert.equal((await console.operation(callId)).json.state, 'approved');
});

test('a refused message id may come again with a good signature', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const id = unique('msg');
  const body = functionCall(callId, { status: approved });

  assert.equal((await send(console, body, { id, key: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' })).status, 401);
  assert.equal((await send(console, body, { id })).status, 200);
  const delivery = await console.newestDelivery();
  assert.equal(delivery.duplicate_of ?? null, null);
  assert.equal((await console.operation(callId)).json.state, 'approved');
});
