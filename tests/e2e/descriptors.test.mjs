// SPDX-License-Identifier: Apache-2.0
//
// Clients that come, send and go leave nothing behind. HLC_KEEP_ALIVE_CLIENTS says how many (5,000).

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import net from 'node:net';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { functionCall, send, signedHeaders, unique } from './support/webhooks.mjs';
import { requestText } from './support/raw-http.mjs';

const CLIENTS = Number(process.env.HLC_KEEP_ALIVE_CLIENTS ?? 5000);
const PARALLEL = 8;
const LIMIT = 256;

function countDescriptors(pid) {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** A client that asks for a lasting connection, sends one webhook, reads the answer and closes. */
function visit(console) {
  return new Promise((resolve, reject) => {
    const body = functionCall(unique('call'));
    const socket = net.connect({ port: console.webhookPort, host: '127.0.0.1' });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', reject);
    socket.on('connect', () => socket.write(requestText('POST', '/webhook', [
      ['Host', `127.0.0.1:${console.webhookPort}`], ['Connection', 'keep-alive'],
      ['Content-Length', Buffer.byteLength(body)], ...Object.entries(signedHeaders(body)),
    ], body)));
    socket.on('data', (piece) => {
      text += piece;
      if (text.includes('{"status":"ok"}')) socket.end();
    });
    socket.on('close', () => resolve(text));
  });
}

test(`${CLIENTS} keep-alive clients under ulimit -n ${LIMIT}`, async (t) => {
  const console = await Console.start(t, { shell: `ulimit -n ${LIMIT}` });
  // The first visits make what is made once: reader threads, caches.
  for (let i = 0; i < 2 * PARALLEL; i += 1) await visit(console);
  const before = countDescriptors(console.pid);

  let left = CLIENTS;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      assert.match(await visit(console), /^HTTP\/1\.1 200 /);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));

  // The last connections may still be closing: each request that follows gives the program a turn.
  for (let i = 0; i < 100 && countDescriptors(console.pid) > before; i += 1) {
    assert.equal((await send(console, functionCall(unique('call')))).status, 200);
  }
  assert.ok(countDescriptors(console.pid) <= before, `${countDescriptors(console.pid)} open, ${before} before`);
});

test('more clients than descriptors: it survives and answers', async (t) => {
  const console = await Console.start(t, { shell: 'ulimit -S -n 64; ulimit -H -n 64' });
  const sockets = Array.from({ length: 200 }, () => {
    const socket = net.connect({ port: console.webhookPort, host: '127.0.0.1' });
    socket.on('error', () => {});
    return socket;
  });
  await Promise.all(sockets.map((socket) => new Promise((resolve) => {
    socket.on('connect', resolve);
    socket.on('close', resolve);
  })));
  const gone = sockets.map((socket) => new Promise((resolve) => socket.on('close', resolve)));
  for (const socket of sockets) socket.destroy();
  await Promise.all(gone);

  assert.equal((await send(console, functionCall(unique('call')))).status, 200);
  console.assertWell();
});
