// SPDX-License-Identifier: Apache-2.0
//
// Handlers that fail in every way: the log says exactly what happened, the schedule goes on, and the next endpoint
// gets its webhook at once.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { freePort, Handler, RawHandler } from './support/handler.mjs';
import { unique } from './support/webhooks.mjs';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
const MANY = 100 * 1024 * 1024;
const KEPT = 64 * 1024;
/** More than sockets buffer, and much less than MANY. */
const BOUND = 24 * 1024 * 1024;

async function decideOne(console) {
  const callId = unique('call');
  const created = await console.post('operations', {
    kind: 'function_call', call_id: callId, run_id: 'run_1', spec: { fn: 'f', kwargs: {} },
  });
  assert.equal(created.status, 200);
  await console.decide(callId, { approved: true });
  return callId;
}

/** The first attempt at an endpoint, as soon as its outcome is known. */
async function firstAttempt(console, endpointId) {
  const { attempt } = await console.next((event) => event.event === 'attempt' && event.attempt.endpoint_id === endpointId);
  assert.equal(attempt.number, 1);
  return attempt;
}

function residentPeak(pid) {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}

/** Writes as fast as it is read, and counts. */
function pour(socket, count) {
  const piece = Buffer.alloc(64 * 1024, 'x');
  const more = () => {
    while (!socket.destroyed && count.sent < MANY) {
      count.sent += piece.length;
      if (!socket.write(piece)) return;
    }
    if (!socket.destroyed) socket.end();
  };
  socket.write(`${HEAD}Content-Length: ${MANY}\r\n\r\n`);
  socket.on('drain', more);
  socket.on('close', () => { count.closed = true; });
  more();
}

test('handlers that misbehave', async (t) => {
  const console = await Console.start(t);
  const poured = { sent: 0 };
  const drips = [];
  const drip = (socket, text) => {
    if (text) socket.write(text);
    drips.push(setInterval(() => socket.write('x'), 1000));
  };
  t.after(() => drips.forEach(clearInterval));

  const good = await Handler.start(t);
  const elsewhere = await Handler.start(t);
  const port = await freePort();
  const troubles = {
    'answers 500': { server: await Handler.start(t, { answer: () => ({ status: 500, body: 'no <b>luck</b>' }) }), status: 500, failure: 'status', retried: true },
    'answers 302': {
      server: await Handler.start(t, { answer: () => ({ status: 302, headers: { location: elsewhere.url } }) }),
      status: 302, failure: 'status', error: new RegExp(elsewhere.url), retried: true,
    },
    'answers 410': { server: await Handler.start(t, { answer: () => 410 }), status: 410, failure: 'gone', retried: false },
    'answers 429 with Retry-After': {
      server: await Handler.start(t, { answer: () => ({ status: 429, headers: { 'retry-after': '3600' } }) }),
      status: 429, failure: 'status', retried: true, delay: [3600, 3600],
    },
    'never answers': { server: await RawHandler.start(t, () => {}), failure: 'timeout', error: /15/, retried: true },
    'drips the head of its answer': {
      server: await RawHandler.start(t, (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-Slow: ')),
      failure: 'timeout', error: /15/, retried: true,
    },
    'drips a body': {
      server: await RawHandler.start(t, (socket) => drip(socket, `${HEAD}Content-Length: 1000\r\n\r\n`)),
      status: 200, succeeded: true, truncated: true,
    },
    'resets': { server: await RawHandler.start(t, (socket) => socket.resetAndDestroy()), failure: 'broken', retried: true },
    'closes without an answer': { server: await RawHandler.start(t, (socket) => socket.end()), failure: 'broken', retried: true },
    'answers what is no HTTP': { server: await RawHandler.start(t, (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')), failure: 'broken', retried: true },
    'sends 100 MB': { server: await RawHandler.start(t, (socket) => pour(socket, poured)), status: 200, succeeded: true, truncated: true },
    'is not there': {
      server: { url: `http://127.0.0.1:${port}/webhook` }, failure: 'unreachable',
      error: new RegExp(`nothing listens on 127\\.0\\.0\\.1:${port}`), retried: true,
    },
  };

  for (const trouble of Object.values(troubles)) trouble.endpoint = await console.addEndpoint({ url: trouble.server.url });
  const last = await console.addEndpoint({ url: good.url });
  const before = residentPeak(console.pid);
  const callId = await decideOne(console);

  await t.test('the next endpoint is not delayed', async () => {
    await good.about(callId);
    const attempt = await firstAttempt(console, last.id);
    assert.equal(attempt.http_status, 200);
    // It has its answer while the one that hangs is still waited for.
    assert.ok(!console.events.some((event) => event.event === 'attempt'
      && event.attempt.endpoint_id === troubles['never answers'].endpoint.id));
  });

  for (const [name, trouble] of Object.entries(troubles)) {
    await t.test(name, async () => {
      const attempt = await firstAttempt(console, trouble.endpoint.id);
      assert.equal(attempt.http_status || 0, trouble.status ?? 0);
      assert.equal(attempt.url, trouble.server.url);
      assert.equal(attempt.state, trouble.succeeded ? 'succeeded' : 'failed');
      assert.equal(attempt.response_truncated, trouble.truncated ?? false);
      if (trouble.succeeded) {
        assert.equal(attempt.next_at, null);
        return;
      }
      assert.equal(attempt.failure, trouble.failure);
      assert.ok(attempt.error.length > 0, 'it says what went wrong');
      if (trouble.error) assert.match(attempt.error, trouble.error);
      assert.equal(attempt.next_at !== null, trouble.retried);
      if (!trouble.retried) return;
      const ended = Date.parse(attempt.started_at) + attempt.duration_ms;
      const [least, most] = trouble.delay ?? [4, 6];
      const delay = (Date.parse(attempt.next_at) - ended) / 1000;
      assert.ok(delay > least - 0.5 && delay < most + 1.5, `the next one comes after ${delay} s`);
    });
  }

  assert.equal(elsewhere.items.length, 0, 'a redirect is not followed');
  const { json: gone } = await console.get(`endpoints/${troubles['answers 410'].endpoint.id}`);
  assert.equal(gone.enabled, false);
  assert.match(gone.disabled_reason, /410/);

  const answered = await firstAttempt(console, troubles['answers 500'].endpoint.id);
  assert.equal(String(Buffer.from(answered.response_body_base64, 'base64')), 'no <b>luck</b>');
  const long = await firstAttempt(console, troubles['sends 100 MB'].endpoint.id);
  assert.equal(Buffer.from(long.response_body_base64, 'base64').length, KEPT);
  assert.ok(poured.sent < BOUND, `${poured.sent} bytes were taken`);
  assert.ok(residentPeak(console.pid) - before < BOUND, 'memory does not grow');
  console.assertWell();
});
