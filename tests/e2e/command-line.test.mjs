// SPDX-License-Identifier: Apache-2.0
//
// Exit statuses: 0 done, 1 refused or failed, 2 wrong usage, 3 no instance runs.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Webhook } from 'standardwebhooks';

import { Console, otherSecret, run, secret, temporaryDirectory } from './support/console.mjs';
import { functionCall, send, signedHeaders, unique } from './support/webhooks.mjs';

test('wrong usage is 2 and says what is right', async (t) => {
  const directory = temporaryDirectory();
  for (const args of [
    ['nonsense'],
    ['list', '--nonsense'],
    ['show'],
    ['delivery', 'abc'],
    ['deliveries', '--verdict', 'maybe'],
    ['serve', '--headless', '--data-dir', directory, '--webhook-port', '70000'],
    ['serve', '--headless', '--data-dir', directory, '--webhook-port', '0', '--api-port', '0',
      '--webhook-secret', 'whsec_***'],
  ]) {
    await t.test(args.slice(0, 3).join(' '), async () => {
      const { status, stderr } = await run(args);
      assert.equal(status, 2, stderr);
      assert.ok(stderr.trim().length > 10, 'it says why');
    });
  }
});

test('help and version are 0', async () => {
  for (const args of [['--help'], ['--version'], ['serve', '--help'], ['list', '--help']]) {
    const { status, stdout } = await run(args);
    assert.equal(status, 0, args.join(' '));
    assert.ok(stdout.length > 10);
  }
  const { stdout } = await run(['tunnel', '--help']);
  assert.match(stdout, /humanlayer-console tunnel SUBCOMMAND/);
  assert.match(stdout, /^ {2}test \[URL\] {2,}\S/m, 'what is typed after the subcommand stands in its line');
});

test('nothing runs: 3', async () => {
  const directory = temporaryDirectory();
  for (const args of [['list'], ['deliveries', '--json'], ['show', 'x'], ['delivery', '1']]) {
    const { status, stderr } = await run([...args, '--data-dir', directory]);
    assert.equal(status, 3, stderr);
  }
});

test('nothing runs any more after a kill: 3', async (t) => {
  const console = await Console.start(t);
  await console.kill('SIGKILL');
  assert.equal((await console.command('list')).status, 3);
});

test('what is not there: 1', async (t) => {
  const console = await Console.start(t);
  for (const args of [['show', 'nobody'], ['delivery', '4711']]) {
    const { status, stderr } = await console.command(...args);
    assert.equal(status, 1);
    assert.ok(stderr.trim().length > 10);
  }
});

test('lists and details, as tables and as JSON', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  await send(console, functionCall(callId));

  for (const args of [['list'], ['list', '--json'], ['show', callId], ['show', callId, '--json']]) {
    const { status, stdout, stderr } = await console.command(...args);
    assert.equal(status, 0, stderr);
    assert.ok(stdout.includes(callId), stdout);
    if (args.includes('--json')) JSON.parse(stdout);
  }
  const { id } = await console.newestDelivery();
  assert.ok((await console.command('delivery', String(id))).stdout.includes('verified'));
});

test('a second one on the same directory is refused, and told who holds it', async (t) => {
  const console = await Console.start(t);
  const { status, stderr } = await run([
    'serve', '--headless', '--data-dir', console.dataDir, '--webhook-port', '0', '--api-port', '0',
  ]);

  assert.equal(status, 1);
  assert.ok(stderr.includes(String(console.pid)), stderr);
  console.assertWell();
});

test('a port in use is refused', async (t) => {
  const console = await Console.start(t);
  const { status, stderr } = await run([
    'serve', '--headless', '--data-dir', join(temporaryDirectory(), 'data'),
    '--webhook-port', String(console.webhookPort), '--api-port', '0',
  ]);

  assert.equal(status, 1);
  assert.ok(stderr.includes(String(console.webhookPort)), stderr);
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} ends it cleanly`, async (t) => {
    const console = await Console.start(t);
    assert.ok(existsSync(join(console.dataDir, 'instance.json')));
    assert.deepEqual(await console.kill(signal), { status: 0, signal: null });
    assert.ok(!existsSync(join(console.dataDir, 'instance.json')));
  });
}

test('what sign makes, other libraries verify', async () => {
  const directory = temporaryDirectory();
  const body = functionCall('call_1');
  const file = join(directory, 'body.json');
  writeFileSync(file, body);

  const { status, stdout, stderr } = await run(['sign', file, '--secret', secret, '--json']);
  assert.equal(status, 0, stderr);
  const headers = Object.fromEntries(JSON.parse(stdout).headers);
  new Webhook(secret).verify(body, headers);
});

test('verify tells a good signature from a bad one', async () => {
  const directory = temporaryDirectory();
  const body = functionCall('call_1');
  const file = join(directory, 'body.json');
  writeFileSync(file, body);
  const headers = Object.entries(signedHeaders(body)).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);

  for (const [key, expected] of [[secret, 0], [otherSecret, 1]]) {
    const { status, stdout, stderr } = await run(['verify', file, '--secret', key, ...headers, '--json']);
    assert.equal(status, expected, stderr);
    assert.equal(JSON.parse(stdout).reason, expected === 0 ? 'verified' : 'no_match');
  }
});
