// SPDX-License-Identifier: Apache-2.0
//
// What was received is what is shown: nothing prints it anew.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { functionCall, send, unique } from './support/webhooks.mjs';

const specs = {
  'numbers beyond int64 and double': '{"fn":"f","kwargs":{"a":12345678901234567890,"b":1e400,"c":0.1,"d":-0,"e":1.0}}',
  'member order that no map keeps': '{"state":{"z":1,"a":2,"10":3,"2":4},"kwargs":{},"fn":"f"}',
  'white space': '{ "fn" :\t"f",\n  "kwargs" : { } }',
  'escapes': '{"fn":"f","kwargs":{"a":"\\u00e4\\/ä\\ud83d\\ude00"}}',
  'a NUL in an argument': '{"fn":"f","kwargs":{"cmd":"ls\\u0000 && rm"}}',
  'unknown members': '{"fn":"f","kwargs":{},"later":{"version":[null,true]}}',
};

test('the text of spec comes back byte for byte', async (t) => {
  const console = await Console.start(t);

  for (const [name, spec] of Object.entries(specs)) {
    await t.test(name, async () => {
      const callId = unique('call');
      const body = functionCall(callId, { spec });
      assert.equal((await send(console, body)).status, 200);

      const { text } = await console.operation(callId);
      assert.ok(text.includes(`"spec":${spec}`), text);

      const shown = await console.command('show', callId, '--json');
      assert.ok(shown.stdout.includes(`"spec":${spec}`), shown.stdout);

      const delivery = (await console.get(`deliveries/${(await console.newestDelivery()).id}`)).json;
      assert.equal(Buffer.from(delivery.body_base64, 'base64').toString(), body);
      assert.equal(delivery.size, Buffer.byteLength(body));
    });
  }
});

test('the text survives a restart', async (t) => {
  const first = await Console.start(t);
  const callId = unique('call');
  const spec = specs['numbers beyond int64 and double'];
  await send(first, functionCall(callId, { spec }));
  await first.stop();

  const second = await Console.start(t, { dataDir: first.dataDir });
  assert.ok((await second.operation(callId)).text.includes(`"spec":${spec}`));
});

test('a body of nearly 20 MiB is taken', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const filler = randomBytes(7 * 1024 * 1024).toString('hex');
  const spec = `{"fn":"f","kwargs":{},"state":"${filler}"}`;
  const body = functionCall(callId, { spec });

  assert.equal((await send(console, body)).status, 200);
  assert.ok((await console.operation(callId)).text.includes(`"spec":${spec}`));

  const limit = 20 * 1024 * 1024;
  const padding = ' '.repeat(limit - Buffer.byteLength(body));
  assert.equal((await send(console, body + padding)).status, 200);
  assert.equal((await send(console, `${body}${padding} `)).status, 413);
});

test('what is on disk is for nobody else', async (t) => {
  const console = await Console.start(t);
  await send(console, functionCall(unique('call')));

  assert.equal(statSync(console.dataDir).mode & 0o777, 0o700);
  for (const name of ['console.db', 'console.db-wal', 'instance.json']) {
    assert.equal(statSync(join(console.dataDir, name)).mode & 0o777, 0o600, name);
  }
});
