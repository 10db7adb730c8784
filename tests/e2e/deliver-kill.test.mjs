// SPDX-License-Identifier: Apache-2.0
//
// Killed between a decision and its delivery: each webhook arrives at least once, under one id, and none is forgotten.
// HLC_KILL_ROUNDS says how often (20).

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { Handler } from './support/handler.mjs';
import { unique } from './support/webhooks.mjs';

const ROUNDS = Number(process.env.HLC_KILL_ROUNDS ?? 20);
const AT_ONCE = 4;

async function createSome(console) {
  const callIds = Array.from({ length: AT_ONCE }, () => unique('call'));
  for (const callId of callIds) {
    const { status } = await console.post('operations', {
      kind: 'function_call', call_id: callId, run_id: 'run_1', spec: { fn: 'f', kwargs: {} },
    });
    assert.equal(status, 200);
  }
  return callIds;
}

test(`killed ${ROUNDS} times between decision and delivery`, async (t) => {
  const handler = await Handler.start(t);
  const decided = [];
  let dataDir;

  for (let round = 0; round < ROUNDS; round += 1) {
    const console = await Console.start(t, { dataDir });
    if (!dataDir) handler.secret = (await console.addEndpoint({ url: handler.url })).secret;
    ({ dataDir } = console);
    const callIds = await createSome(console);
    const decisions = callIds.map(async (callId) => {
      const { status } = await console.post(`operations/${callId}/decide`, { approved: true });
      if (status === 200) decided.push(callId);
    });
    // As soon as the first is acknowledged: the others are in any state.
    await Promise.any(decisions);
    const pause = process.hrtime.bigint() + BigInt(randomInt(0, 2_000_000));
    while (process.hrtime.bigint() < pause);
    await console.kill('SIGKILL');
    await Promise.allSettled(decisions);
  }

  const console = await Console.start(t, { dataDir });
  const ids = new Map();
  for (const callId of decided) {
    const { id } = await handler.about(callId);
    const message = await console.message(id, ({ state }) => state === 'delivered');
    assert.equal(message.call_id, callId);
    ids.set(callId, id);
  }
  assert.ok(decided.length >= ROUNDS);
  for (const received of handler.items) {
    assert.ok(received.verified, received.error);
    const { call_id: callId } = JSON.parse(received.text).event ?? JSON.parse(received.text);
    if (ids.has(callId)) assert.equal(received.id, ids.get(callId), `${callId} came under two ids`);
  }
  assert.equal((await console.all('messages')).filter(({ state }) => state !== 'delivered').length, 0);
  t.diagnostic(`${decided.length} acknowledged decisions, ${handler.items.length} webhooks`);
});
