// SPDX-License-Identifier: Apache-2.0
//
// A disk that is full: nothing is acknowledged that is not stored, what is stored can be read, and once there is room
// again the same process goes on. A limit of the size of files stands for the disk.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { functionCall, send, unique } from './support/webhooks.mjs';

function limitFileSize(console, bytes) {
  execFileSync('prlimit', ['--pid', String(console.pid), `--fsize=${bytes}:unlimited`]);
}

test('a full disk, and room again', async (t) => {
  const console = await Console.start(t);
  const stored = unique('call');
  const refused = unique('call');

  assert.equal((await send(console, functionCall(stored))).status, 200);

  limitFileSize(console, statSync(join(console.dataDir, 'console.db-wal')).size + 1);
  const answer = await send(console, functionCall(refused));
  assert.equal(answer.status, 503, answer.text);
  assert.ok(answer.headers['retry-after']);
  assert.equal((await console.operation(stored)).status, 200);
  assert.equal((await console.operation(refused)).status, 404);

  limitFileSize(console, 'unlimited');
  assert.equal((await send(console, functionCall(refused))).status, 200);
  assert.equal((await console.operation(refused)).status, 200);
});
