// SPDX-License-Identifier: Apache-2.0
//
// What was acknowledged is there, whatever is killed when, and was applied once.
// HLC_KILL_ROUNDS says how often (20).

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { approved, functionCall, send, unique } from './support/webhooks.mjs';

const ROUNDS = Number(process.env.HLC_KILL_ROUNDS ?? 20);
const SENDERS = 4;
const LATEST_KILL = 120;

/** Sends webhooks one after the other until the program is gone; each that was acknowledged is noted. */
async function sendUntilGone(console, acknowledged) {
  for (;;) {
    const callId = unique('call');
    for (const status of [null, approved]) {
      const id = unique('msg');
      let answer;
      try {
        answer = await send(console, functionCall(callId, { status }), { id });
      } catch {
        return;
      }
      assert.equal(answer.status, 200, answer.text);
      acknowledged.push({ id, callId, completed: status !== null });
    }
  }
}

/** Kills the program when it has acknowledged some more, at a moment within a commit as likely as between two. */
async function killAtRandom(console, acknowledged) {
  const goal = acknowledged.length + randomInt(1, LATEST_KILL);
  await console.next((event) => event.event === 'delivery' && acknowledged.length >= goal);
  const pause = process.hrtime.bigint() + BigInt(randomInt(0, 3_000_000));
  while (process.hrtime.bigint() < pause);
  await console.kill('SIGKILL');
}

async function assertAllThere(console, acknowledged) {
  const deliveries = await console.all('deliveries');
  const operations = new Map((await console.all('operations')).map((operation) => [operation.call_id, operation]));
  const byMessage = new Map();

  for (const delivery of deliveries) {
    assert.ok(!byMessage.has(delivery.message_id), `${delivery.message_id} is there twice`);
    assert.equal(delivery.conflict, false);
    assert.equal(delivery.duplicate_of ?? null, null);
    byMessage.set(delivery.message_id, delivery);
  }
  for (const { id, callId, completed } of acknowledged) {
    assert.equal(byMessage.get(id)?.call_id, callId, `${id} was acknowledged and is lost`);
    if (completed) assert.equal(operations.get(callId)?.state, 'approved', `${callId} was not completed`);
    else assert.ok(operations.has(callId), `${callId} was not made`);
  }
}

test(`killed ${ROUNDS} times under load`, async (t) => {
  const acknowledged = [];
  let dataDir;

  for (let round = 0; round < ROUNDS; round += 1) {
    const console = await Console.start(t, { dataDir });
    ({ dataDir } = console);
    const load = Array.from({ length: SENDERS }, () => sendUntilGone(console, acknowledged));
    await killAtRandom(console, acknowledged);
    await Promise.all(load);

    const checked = await Console.start(t, { dataDir });
    await assertAllThere(checked, acknowledged);
    await checked.stop();
  }
  assert.ok(acknowledged.length >= ROUNDS, 'something was acknowledged in each round');
  t.diagnostic(`${acknowledged.length} acknowledged webhooks`);
});
