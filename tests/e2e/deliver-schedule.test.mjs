// SPDX-License-Identifier: Apache-2.0
//
// The whole retry schedule: 27.6 hours run in seconds, by --time-scale and under a clock that runs faster, with the
// program killed in between. What is compared are the planned times, so that a slow machine changes nothing.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Webhook } from 'svix';

import { Console } from './support/console.mjs';
import { Handler } from './support/handler.mjs';
import { unique } from './support/webhooks.mjs';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Seconds between an attempt and the next (Svix's schedule). */
const DELAYS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
const ATTEMPTS = DELAYS.length + 1;
const JITTER = 0.2;
const SCALE = 10_000;

async function decideOne(console) {
  const callId = unique('call');
  await console.post('operations', {
    kind: 'function_call', call_id: callId, run_id: 'run_1', spec: { fn: 'f', kwargs: {} },
  });
  await console.decide(callId, { approved: true });
  return callId;
}

/** Each wait is the schedule's, within its jitter; a millisecond is the grain of the times that are told. */
function assertSchedule(attempts, scale) {
  assert.equal(attempts.length, ATTEMPTS);
  attempts.forEach((attempt, index) => {
    assert.equal(attempt.number, index + 1);
    assert.ok(Date.parse(attempt.started_at) >= Date.parse(attempt.due_at) - 1, 'it is not made before its time');
    if (index === 0) return;
    const before = attempts[index - 1];
    assert.equal(before.next_at, attempt.due_at);
    const waited = (Date.parse(attempt.due_at) - Date.parse(before.started_at) - before.duration_ms) / 1000;
    const wanted = DELAYS[index - 1] / scale;
    // Between the end of an attempt and the commit that plans the next one some time may pass.
    assert.ok(waited >= wanted * (1 - JITTER) - 0.002, `${waited} s before attempt ${index + 1}`);
    assert.ok(waited <= wanted * (1 + JITTER) + 2, `${waited} s before attempt ${index + 1}`);
  });
}

test('under --time-scale', async (t) => {
  const console = await Console.start(t, { options: ['--time-scale', String(SCALE)] });
  const handler = await Handler.start(t, { answer: () => 503 });
  const endpoint = await console.addEndpoint({ url: handler.url });
  handler.secret = endpoint.secret;
  const callId = await decideOne(console);
  const first = await handler.about(callId);
  const message = await console.message(first.id, ({ state }) => state === 'failed');
  assertSchedule(message.attempts, SCALE);
  assert.equal(message.next_at, null);
  // The handler's own library verified each of them: the timestamps are of now, not of the faster time.
  assert.equal(handler.items.length, ATTEMPTS);
  assert.ok(handler.items.every(({ id, verified }) => verified && id === first.id));
});

test('with a kill and a restart in between', async (t) => {
  const options = ['--time-scale', String(SCALE)];
  const console = await Console.start(t, { options });
  const handler = await Handler.start(t, { answer: () => 503 });
  await console.addEndpoint({ url: handler.url });
  const callId = await decideOne(console);
  const first = await handler.about(callId);
  await console.next((event) => event.event === 'attempt' && event.attempt.number === 4);
  await console.kill('SIGKILL');

  const again = await Console.start(t, { options, dataDir: console.dataDir });
  const message = await again.message(first.id, ({ state }) => state === 'failed');
  assertSchedule(message.attempts, SCALE);
  assert.ok(handler.items.length >= ATTEMPTS, 'one that was under way is sent again');
  assert.ok(handler.items.every(({ id }) => id === first.id));
});

/** Where Debian and Fedora put the library that makes a clock run faster. */
function findFaketime() {
  const folders = ['/usr/lib64', ...readdirSync('/usr/lib').map((name) => join('/usr/lib', name))];
  return folders.map((folder) => join(folder, 'faketime/libfaketime.so.1')).find((path) => existsSync(path));
}

const library = findFaketime();
// A library that is loaded before the program is loaded before its sanitizer too, which does not allow that.
const obstacle = process.env.ASAN_OPTIONS ? 'the sanitizer comes first' : !library && 'libfaketime is not installed';

test('under a clock that runs faster', { skip: obstacle }, async (t) => {
  const console = await Console.start(t, {
    variables: { LD_PRELOAD: library, FAKETIME: `+0 x${SCALE / 10}`, FAKETIME_NO_CACHE: '1' },
  });
  const handler = await Handler.start(t, { answer: () => 503 });
  const endpoint = await console.addEndpoint({ url: handler.url });
  const callId = await decideOne(console);
  const first = await handler.about(callId);
  const message = await console.message(first.id, ({ state }) => state === 'failed');
  const attempts = message.attempts.map((attempt) => ({ ...attempt }));
  assertSchedule(attempts, 1);
  for (const received of handler.items) {
    const signature = new Webhook(endpoint.secret).sign(received.id, new Date(received.timestamp * 1000), received.text);
    assert.ok(received.headers['svix-signature'].split(' ').includes(signature));
  }
});
