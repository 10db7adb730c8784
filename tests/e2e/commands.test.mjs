// SPDX-License-Identifier: Apache-2.0
//
// Deciding, creating and keys by the command line, against a running console; and the events that tell of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Console, request, temporaryDirectory } from './support/console.mjs';
import { denied, functionCall, send, unique } from './support/webhooks.mjs';

const options = '[{"name":"later","prompt_fill":"Not now"}]';

/** Starts `create … --wait` and gives its end, once the operation is there. */
async function createAndWait(console, callId, ...args) {
  const ended = console.command('create', ...args, '--call-id', callId, '--wait', '--json');
  await console.next((event) => event.event === 'operation' && event.operation.call_id === callId);
  return { ended };
}

function decision(console, callId) {
  return console.next((event) => event.event === 'decision' && event.decision.call_id === callId);
}

const cases = [
  {
    name: 'approved', create: ['function-call', '--fn', 'send_email', '--kwargs', '{"to":"user@example.com"}'],
    decide: ['approve'], state: 'approved', status: 0, member: 'comment', text: null,
  },
  {
    name: 'approved with a comment', create: ['function-call', '--fn', 'f'],
    decide: ['approve', '-m', 'fine'], state: 'approved', status: 0, member: 'comment', text: 'fine',
  },
  {
    name: 'denied', create: ['function-call', '--fn', 'f'],
    decide: ['deny', '-m', 'not today'], state: 'denied', status: 1, member: 'comment', text: 'not today',
  },
  {
    name: 'denied with an option', create: ['function-call', '--fn', 'f', '--options', options],
    decide: ['deny', '-m', 'Not now', '--option', 'later'], state: 'denied', status: 1, member: 'comment', text: 'Not now',
    option: ['reject_option_name', 'later'],
  },
  {
    name: 'answered', create: ['human-contact', '--msg', 'Which region first?', '--subject', 'Regions'],
    decide: ['respond', '-m', 'Europe'], state: 'responded', status: 0, member: 'response', text: 'Europe',
  },
  {
    name: 'answered with an option', create: ['human-contact', '--msg', 'Which?', '--options', options],
    decide: ['respond', '-m', 'Not now', '--option', 'later'], state: 'responded', status: 0, member: 'response',
    text: 'Not now', option: ['response_option_name', 'later'],
  },
];

for (const expected of cases) {
  test(`one process creates and waits, another decides: ${expected.name}`, async (t) => {
    const console = await Console.start(t);
    const callId = unique('call');
    const { ended } = await createAndWait(console, callId, ...expected.create);

    const [verb, ...rest] = expected.decide;
    const decided = await console.command(verb, callId, ...rest);
    assert.equal(decided.status, 0, decided.stderr);
    assert.match(decided.stdout, new RegExp(`State +${expected.state}`));

    const waited = await ended;
    assert.equal(waited.status, expected.status, waited.stderr);
    const operation = JSON.parse(waited.stdout);
    assert.equal(operation.state, expected.state);
    assert.equal(operation.status[expected.member], expected.text);
    assert.equal(operation.decided_by.channel, 'command');
    if (expected.option) assert.equal(operation.status[expected.option[0]], expected.option[1]);

    const told = await decision(console, callId);
    assert.deepEqual(told.decision, {
      call_id: callId, state: expected.state, decided_by: { channel: 'command' }, [expected.member]: expected.text,
    });
    assert.equal(console.events.filter(({ event }) => event === 'decision').length, 1);
  });
}

test('what is decided stays decided, and what cannot be is refused', async (t) => {
  const console = await Console.start(t);
  const contact = unique('call ? # % é');
  const made = await console.command('create', 'human-contact', '--msg', 'm', '--call-id', contact);
  assert.equal(made.status, 0, made.stderr);

  const refused = [
    [['approve', unique('nobody')], /nobody/],
    [['approve', contact], /answered with a response/],
    [['respond', contact, '-m', 'x', '--option', 'none'], /option/],
    [['create', 'function-call', '--fn', 'f', '--kwargs', '[]'], /kwargs/],
    [['create', 'human-contact', '--msg', 'other', '--call-id', contact], /call_id|already|other/],
  ];
  for (const [args, reason] of refused) {
    const { status, stdout, stderr } = await console.command(...args);
    assert.equal(status, 1, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, reason);
  }

  assert.equal((await console.command('respond', contact, '-m', 'yes')).status, 0);
  const again = await console.command('respond', contact, '-m', 'no');
  assert.equal(again.status, 1);
  assert.match(again.stderr, /final/);
  assert.equal((await console.operation(contact)).json.status.response, 'yes');
});

test('waiting for what is decided already ends at once', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const args = ['create', 'function-call', '--fn', 'f', '--call-id', callId, '--run-id', 'run_1'];
  assert.equal((await console.command(...args)).status, 0);
  assert.equal((await console.command('deny', callId, '-m', 'no')).status, 0);
  const { status, stdout } = await console.command(...args, '--wait', '--json');
  assert.equal(status, 1);
  assert.equal(JSON.parse(stdout).state, 'denied');
});

test('whoever waits learns that the console ended', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const { ended } = await createAndWait(console, callId, 'function-call', '--fn', 'f');
  await console.kill('SIGTERM');
  const { status, stderr } = await ended;
  assert.equal(status, 1);
  // Which of the two depends on whether the answer to its request came before the end.
  assert.match(stderr, /Not decided yet|does not answer/);
});

test('state and arguments come from files, byte for byte', async (t) => {
  const console = await Console.start(t);
  const directory = temporaryDirectory();
  const callId = unique('call');
  const state = '{ "n": 12345678901234567890, "x": 1e400 }';
  writeFileSync(join(directory, 'state.json'), state);
  const made = await console.command('create', 'function-call', '--fn', 'f', '--call-id', callId, '--state',
    `@${join(directory, 'state.json')}`, '--channel', '{"slack":{"channel_or_user_id":"","bot_token":"xoxb-1"}}');
  assert.equal(made.status, 0, made.stderr);
  const { text } = await console.operation(callId);
  assert.ok(text.includes(`"state":${state}`), text);
  assert.ok(!text.includes('xoxb-1'));
});

test('a table shows deceptive characters', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  await console.command('create', 'human-contact', '--msg', 'pay \u202Eevil\u200B now', '--call-id', callId);
  for (const args of [['list'], ['show', callId], ['respond', callId, '-m', 'no\u202E']]) {
    const { stdout } = await console.command(...args);
    assert.match(stdout, /\\u\{202E\}/i, args[0]);
    assert.doesNotMatch(stdout, /[\u202E\u200B]/);
  }
});

/** What an agent gets that asks for its project with @key. */
function askAs(console, key) {
  return request(`${console.ready.api_base}/project`, { headers: { authorization: `Bearer ${key}` } });
}

test('keys are made, used, listed and revoked', async (t) => {
  const console = await Console.start(t);
  const added = await console.command('keys', 'add', 'ci', '--scope', 'agent+decide');
  assert.equal(added.status, 0, added.stderr);
  const key = added.stdout.trim();
  assert.match(key, /^hl_local_[\w-]{32}$/);
  assert.equal((await askAs(console, key)).status, 200);

  const listed = await console.command('keys', 'list', '--json');
  const { items } = JSON.parse(listed.stdout);
  assert.deepEqual(items.map(({ name, scope, kept }) => [name, scope, kept]),
    [['default', 'agent', true], ['ci', 'agent+decide', true]]);
  assert.ok(items[1].last_used_at);
  assert.equal(items[0].last_used_at, null);
  assert.ok(!listed.stdout.includes('hl_local_'), 'no key is told twice');
  assert.match((await console.command('keys', 'list')).stdout, /ci +agent\+decide/);

  const again = await console.command('keys', 'add', 'ci');
  assert.equal(again.status, 1);
  assert.match(again.stderr, /ci/);

  assert.equal((await console.command('keys', 'revoke', 'ci')).status, 0);
  assert.equal((await askAs(console, key)).status, 401);
  assert.equal((await askAs(console, console.ready.api_key)).status, 200);
  assert.equal((await console.command('keys', 'revoke', 'ci')).status, 1);
  assert.equal((await console.command('keys', 'revoke', 'default')).status, 1, 'the last one stays');

  await console.stop();
  const stored = JSON.parse(readFileSync(join(console.dataDir, 'secrets.json'), 'utf8'));
  assert.equal(stored.agent_keys.length, 1);
  assert.ok(stored.agent_keys[0].last_used_at);
});

test('keys of one run: from the command line, a file and the environment', async (t) => {
  const file = join(temporaryDirectory(), 'keys');
  writeFileSync(file, 'from-file\n');
  const console = await Console.start(t, {
    shell: `export HLC_API_KEY=from-environment; set -- "$@" --api-key typed:agent+decide --api-key-file ${file}`,
  });
  const { items } = JSON.parse((await console.command('keys', 'list', '--json')).stdout);
  assert.deepEqual(items.map(({ name, scope, kept }) => [name, scope, kept]), [
    ['default', 'agent', true],
    ['start-option', 'agent+decide', false],
    ['start-option-2', 'agent', false],
    ['environment', 'agent', false],
  ]);
  assert.equal((await console.command('keys', 'revoke', 'environment')).status, 1);

  for (const [key, status] of [['typed', 200], ['from-file', 403], ['from-environment', 403], ['other', 401]]) {
    const callId = unique('call');
    assert.equal((await console.command('create', 'function-call', '--fn', 'f', '--call-id', callId)).status, 0);
    const body = '{"approved":true}';
    const answer = await request(`${console.ready.api_base}/agent/function_calls/${callId}/respond`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': body.length },
      body,
    });
    assert.equal(answer.status, status, answer.text);
    if (status === 403) assert.match(answer.text, /keys add NAME --scope agent\+decide/);
  }

  const told = await console.next((event) => event.event === 'decision');
  assert.deepEqual(told.decision.decided_by, { channel: 'api', name: 'start-option' });
  await console.stop();
  assert.ok(!readFileSync(join(console.dataDir, 'secrets.json'), 'utf8').includes('typed'));
});

test('the routes of keys refuse what is no key', async (t) => {
  const console = await Console.start(t);
  const url = `${console.ready.console_base}/keys`;
  const headers = { authorization: `Bearer ${console.token}`, 'content-type': 'application/json' };
  const post = (body) => request(url, { method: 'POST', headers: { ...headers, 'content-length': body.length }, body });

  for (const [body, status, loc] of [
    ['{', 400, null],
    ['[]', 422, null],
    ['{}', 422, 'name'],
    ['{"name":""}', 422, 'name'],
    ['{"name":"a/b"}', 422, 'name'],
    ['{"name":7}', 422, 'name'],
    ['{"name":"a","scope":"all"}', 422, 'scope'],
    ['{"name":"default"}', 409, null],
  ]) {
    const answer = await post(body);
    assert.equal(answer.status, status, body);
    const json = JSON.parse(answer.text);
    assert.ok(json.error.message);
    if (loc) assert.ok(json.detail.some((detail) => detail.loc.includes(loc)), answer.text);
  }

  const unauthorised = await request(url, { headers: { authorization: `Bearer ${console.ready.api_key}` } });
  assert.equal(unauthorised.status, 401);
  assert.equal((await request(`${url}/nobody`, { method: 'DELETE', headers })).status, 404);
});

test('a webhook that decides is told as a decision, once', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const body = functionCall(callId, { status: denied });
  assert.equal((await send(console, body)).status, 200);
  const told = await decision(console, callId);
  assert.deepEqual(told.decision, {
    call_id: callId, state: 'denied', decided_by: { channel: 'webhook' }, comment: denied.comment,
  });
  assert.equal((await send(console, body)).status, 200);
  assert.equal((await send(console, functionCall(unique('call')))).status, 200);
  await console.next((event) => event.event === 'operation' && event.operation.state === 'pending');
  assert.equal(console.events.filter(({ event }) => event === 'decision').length, 1);
});

test('info says where the secrets are', async (t) => {
  const console = await Console.start(t);
  assert.equal((await console.get('info')).json.secrets_in, 'file');
});
