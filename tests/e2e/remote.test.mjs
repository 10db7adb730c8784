// SPDX-License-Identifier: Apache-2.0
//
// A second console is the remote API: what is created there from the first is decided there and shown by the first,
// through a kill, a remote that is down and a key that is revoked; and servers that are wrong in other ways.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import test from 'node:test';

import { Console, run, temporaryDirectory } from './support/console.mjs';
import { unique } from './support/webhooks.mjs';

const hasty = ['--time-scale', '50']; // the first poll after 60 ms instead of 3 s

function writeKey(key) {
  const path = join(temporaryDirectory(), 'key');
  writeFileSync(path, `${key}\n`);
  return path;
}

async function setRemote(local, base, key) {
  const { status, stderr } = await local.command('remote', 'set', base, '--key-file', writeKey(key));
  assert.equal(status, 0, stderr);
}

async function create(local, callId, ...more) {
  const { status, stdout, stderr } = await local.command(
    'create', 'function-call', '--fn', 'send_email', '--kwargs', '{"n": 12345678901234567890}', '--call-id', callId,
    '--remote', '--json', ...more);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

function decided(local, callId) {
  return local.next((event) => event.event === 'operation' && event.operation.call_id === callId
    && event.operation.state !== 'pending');
}

async function remote(local) {
  return (await local.get('remote')).json;
}

/** Asks until it is so: the first console polls, and tells nobody of that. */
async function until(local, matches) {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const found = await remote(local);
    if (matches(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`it did not become so: ${JSON.stringify(await remote(local))}`);
}

test('what is created at a second console is decided there', async (t) => {
  const local = await Console.start(t, { options: hasty });
  const other = await Console.start(t);
  const callId = unique('call');
  await setRemote(local, `${other.apiBase}/`, other.apiKey);

  const created = await create(local, callId);
  assert.equal(created.origin, 'remote');
  assert.equal(created.remote, other.apiBase);
  assert.equal(created.state, 'pending');
  const there = await other.operation(callId);
  assert.equal(there.json.origin, 'api');
  assert.match(there.text, /"n":\s?12345678901234567890/);

  const refused = await local.command('approve', callId);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /is decided at http/);
  assert.equal((await local.operation(callId)).json.state, 'pending');

  await other.decide(callId, { approved: false, comment: 'not there' });
  await decided(local, callId);
  const { json } = await local.operation(callId);
  assert.equal(json.state, 'denied');
  assert.equal(json.status.comment, 'not there');
  assert.deepEqual(json.decided_by, { channel: 'api', name: 'remote' });

  const taken = await local.command('create', 'human-contact', '--msg', 'Which?', '--call-id', callId, '--remote');
  assert.equal(taken.status, 1);
  assert.match(taken.stderr, /is taken/);
});

test('--wait waits for the decision there', async (t) => {
  const local = await Console.start(t, { options: hasty });
  const other = await Console.start(t);
  const callId = unique('call');
  await setRemote(local, other.apiBase, other.apiKey);

  const waiting = create(local, callId, '--wait');
  await other.next((event) => event.event === 'operation' && event.operation.call_id === callId);
  await other.decide(callId, { approved: true, comment: 'go' });
  const operation = await waiting;
  assert.equal(operation.state, 'approved');
  assert.equal(operation.status.comment, 'go');
});

test('it goes on following after a kill', async (t) => {
  const other = await Console.start(t);
  const first = await Console.start(t, { options: hasty });
  const callId = unique('call');
  await setRemote(first, other.apiBase, other.apiKey);
  await create(first, callId);
  await first.kill('SIGKILL');
  await other.decide(callId, { approved: true });

  const second = await Console.start(t, { dataDir: first.dataDir, options: hasty });
  await decided(second, callId);
  assert.equal((await remote(second)).base, other.apiBase);
});

test('a remote that is down for a while', async (t) => {
  const local = await Console.start(t, { options: hasty });
  const before = await Console.start(t);
  const callId = unique('call');
  await setRemote(local, before.apiBase, before.apiKey);
  await create(local, callId);
  await before.kill('SIGKILL');
  const down = await until(local, ({ problem }) => problem !== null);
  assert.match(down.problem, /nothing listens there/);
  assert.ok(down.next_poll_at, 'it says when it asks again');
  const failed = await local.command('create', 'function-call', '--fn', 'f', '--remote');
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /cannot be reached/);

  const options = ['--api-port', String(before.apiPort)];
  const after = await Console.start(t, { dataDir: before.dataDir, options });
  await after.decide(callId, { approved: true });
  await decided(local, callId);
  await until(local, ({ problem, following }) => problem === null && following === 0);
});

test('a key that is revoked, and another one', async (t) => {
  const local = await Console.start(t, { options: hasty });
  const other = await Console.start(t);
  const callId = unique('call');
  const { json: { key } } = await other.post('keys', { name: 'remote', scope: 'agent' });
  await setRemote(local, other.apiBase, key);
  await create(local, callId);
  await other.remove('keys/remote');
  const refused = await until(local, ({ problem }) => problem !== null);
  assert.match(refused.problem, /does not take the key \(401\)/);
  assert.equal(refused.next_poll_at, null);
  assert.equal(refused.following, 0);

  await setRemote(local, other.apiBase, other.apiKey);
  await other.decide(callId, { approved: true });
  await decided(local, callId);
  assert.equal((await remote(local)).problem, null);
});

test('a webhook ends the polling', async (t) => {
  const local = await Console.start(t, { options: hasty, secrets: [] });
  const other = await Console.start(t);
  const callId = unique('call');
  await setRemote(local, other.apiBase, other.apiKey);
  const created = await create(local, callId);
  await other.kill('SIGKILL');
  await until(local, ({ problem }) => problem !== null);

  const body = JSON.stringify({
    call_id: callId, run_id: created.run_id, spec: created.spec, status: { approved: true, comment: 'go' },
  }).replace('12345678901234567000', '12345678901234567890');
  const answer = await fetch(local.webhookUrl, {
    method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': unique('msg') },
  });
  assert.equal(answer.status, 200);
  await decided(local, callId);
  await until(local, ({ following, problem }) => following === 0 && problem === null);
});

test('the console itself is refused, and no key goes elsewhere', async (t) => {
  const local = await Console.start(t);
  const other = await Console.start(t);
  const keyFile = writeKey(other.apiKey);

  for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST', 'a.localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0']) {
    for (const port of [local.apiPort, local.webhookPort]) {
      const own = await local.command('remote', 'set', `http://${host}:${port}/humanlayer/v1`, '--key-file', keyFile);
      assert.equal(own.status, 1, `${host}:${port}`);
      assert.match(own.stderr, /this console itself/);
    }
  }

  await setRemote(local, other.apiBase, other.apiKey);
  const elsewhere = await local.command('remote', 'set', 'https://elsewhere.invalid/humanlayer/v1');
  assert.equal(elsewhere.status, 1);
  assert.match(elsewhere.stderr, /no key for this address/);
  assert.equal((await remote(local)).base, other.apiBase);
  assert.equal((await local.command('remote', 'set', other.apiBase)).status, 0, 'the key that is kept stays');

  const tested = await local.command('remote', 'test', '--json');
  assert.equal(tested.status, 0, tested.stderr);
  assert.equal(JSON.parse(tested.stdout).ok, true);
  for (const text of [tested.stdout, local.log, JSON.stringify(local.events), (await local.get('remote')).text,
    (await local.get('info')).text, readFileSync(join(local.dataDir, 'console.db'), 'latin1')]) {
    assert.ok(!text.includes(other.apiKey), 'the key is nowhere to be read');
  }

  assert.equal((await local.command('remote', 'clear')).status, 0);
  assert.equal((await remote(local)).base, null);
  assert.ok(!readFileSync(join(local.dataDir, 'secrets.json'), 'utf8').includes(other.apiKey));
  assert.match((await local.command('create', 'function-call', '--fn', 'f', '--remote')).stderr, /No remote API is set/);
});

/** A server on loopback; @answer gets what node's server gets. */
async function serve(t, answer) {
  const server = http.createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${server.address().port}/v1`;
}

const says = (status, text, headers = {}) => (incoming, answer) => {
  incoming.resume();
  incoming.on('end', () => { answer.writeHead(status, headers); answer.end(text); });
};

const wrong = [
  ['401', says(401, '{"detail":"no"}'), /does not take the key \(401\)/],
  ['404', says(404, '<html>'), /no such API at .* \(404\)/],
  ['409', says(409, '{}'), /is taken at .* \(409\)/],
  ['422', says(422, '{"detail":[{"loc":["body","spec","fn"],"msg":"too short"}]}'), /spec\.fn: too short/],
  ['500', says(500, 'oops'), /failed \(500\)/],
  ['garbage', says(200, 'ok'), /no HumanLayer API/],
  ['another shape', says(200, '[1, 2]'), /no HumanLayer API/],
  ['another operation', says(200, '{"call_id":"x","run_id":"r","spec":{"fn":"f","kwargs":{}}}'), /another operation/],
  ['half an answer', (incoming, answer) => {
    answer.writeHead(200, { 'content-length': 100 });
    answer.write('{"call_id"', () => answer.destroy());
  }, /./],
  ['a redirect', says(302, '', { location: 'http://127.0.0.1:1/' }), /redirects to another address/],
  ['nothing', (incoming) => incoming.socket.destroy(), /./],
];

test('servers that are no such API', async (t) => {
  const local = await Console.start(t);

  for (const [name, answer, words] of wrong) {
    await t.test(name, async () => {
      const key = unique('hl_key');
      await setRemote(local, await serve(t, answer), key);
      const { status, stdout, stderr } = await local.command('create', 'function-call', '--fn', 'f', '--remote');
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.match(stderr, words);
      assert.ok(!stderr.includes(key) && !local.log.includes(key));
    });
  }
  assert.deepEqual((await local.get('operations')).json.items, [], 'nothing is kept of them');
  local.assertWell();
});

test('whoever leaves while a server does not answer stops nothing else', async (t) => {
  const local = await Console.start(t);
  const silent = net.createServer(() => {});
  await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  await setRemote(local, `http://127.0.0.1:${silent.address().port}/v1`, 'hl_key');

  const connected = new Promise((resolve) => silent.once('connection', resolve));
  const asking = local.command('remote', 'test');
  const socket = await connected;
  assert.equal((await remote(local)).following, 0, 'others are answered meanwhile');
  socket.destroy();
  assert.equal((await asking).status, 1);
});

test('a key is read from standard input', async (t) => {
  const local = await Console.start(t);
  const other = await Console.start(t);
  const set = await run(['remote', 'set', other.apiBase, '--key-file', '-', '--data-dir', local.dataDir],
    { input: `${other.apiKey}\n` });
  assert.equal(set.status, 0, set.stderr);
  assert.equal((await local.command('remote', 'test')).status, 0);
});
