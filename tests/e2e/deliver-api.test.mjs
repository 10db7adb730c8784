// SPDX-License-Identifier: Apache-2.0
//
// Endpoints, messages, rules and replays by the command line and the console API, against the real program and handlers
// that verify with other people's libraries.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Console, otherSecret, request, run, secret, temporaryDirectory } from './support/console.mjs';
import { Handler, verifiers } from './support/handler.mjs';
import { denied, functionCall, send, signedHeaders, unique } from './support/webhooks.mjs';

/** Runs a subcommand that is to succeed, and gives what it printed as JSON. */
async function json(console, ...args) {
  const { status, stdout, stderr } = await console.command(...args, '--json');
  assert.equal(status, 0, `${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The same, as people see it. */
async function text(console, ...args) {
  const { status, stdout, stderr } = await console.command(...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A function call that waits, made as an agent's. */
async function create(console) {
  const callId = unique('call');
  await json(console, 'create', 'function-call', '--fn', 'f', '--call-id', callId);
  return callId;
}

/** The attempts of a message, as soon as there are @count that were made. */
async function attempts(console, id, count) {
  const { attempts: all } = await console.message(id, (message) => message.attempts
    .filter(({ state }) => state === 'succeeded' || state === 'failed').length >= count);
  return all;
}

for (const library of Object.keys(verifiers)) {
  test(`by the command line, to a handler that verifies with ${library}`, async (t) => {
    const console = await Console.start(t);
    const handler = await Handler.start(t, { library });
    const endpoint = await json(console, 'endpoints', 'add', handler.url, '--events', 'function_call.completed',
      '--body', 'v1beta2', '--header', 'X-Team: payments', '--header', 'Authorization: Bearer hush', '--description', 'mine');
    handler.secret = endpoint.secret;
    assert.match(endpoint.secret, /^whsec_/);
    assert.match(endpoint.id, /^ep_/);

    const callId = await create(console);
    assert.equal((await console.command('approve', callId, '-m', 'fine')).status, 0);
    const received = await handler.about(callId);
    assert.ok(received.verified, received.error);
    assert.equal(received.event.type, 'function_call.completed');
    assert.equal(received.event.event.status.comment, 'fine');
    assert.equal(received.headers['x-team'], 'payments');
    assert.equal(received.headers.authorization, 'Bearer hush');
    assert.match(received.id, /^msg_/);

    // The attempt is told as an event, and is in the log, without what is secret.
    const { attempt } = await console.next((event) => event.event === 'attempt');
    assert.equal(attempt.message_id, received.id);
    assert.equal(attempt.endpoint_id, endpoint.id);
    assert.equal(attempt.http_status, 200);
    const message = await json(console, 'message', received.id);
    assert.equal(message.state, 'delivered');
    assert.equal(message.call_id, callId);
    assert.equal(message.is_test, true);
    assert.deepEqual(message.attempts.map(({ number, state, trigger }) => [number, state, trigger]), [[1, 'succeeded', 'event']]);
    assert.equal(message.attempts[0].address, `127.0.0.1:${handler.port}`);
    const headers = Object.fromEntries(message.attempts[0].request_headers.map(([name, value]) => [name.toLowerCase(), value]));
    assert.equal(headers['x-team'], 'payments');
    assert.equal(headers['webhook-signature'], received.headers['webhook-signature']);
    assert.notEqual(headers.authorization, 'Bearer hush');
    for (const told of [JSON.stringify(message), JSON.stringify(attempt), console.log]) {
      assert.ok(!told.includes('hush'));
      assert.ok(!told.includes(endpoint.secret));
    }
    assert.match(await text(console, 'message', received.id), /Attempt 1 +\d{4}-\S+ \S+ +answered 200, after \d+ ms/);

    const { items } = await json(console, 'messages', '--call-id', callId);
    assert.deepEqual(items.map(({ id, state }) => [id, state]), [[received.id, 'delivered']]);
    assert.match(await text(console, 'messages', '--state', 'delivered', '--endpoint', endpoint.id), new RegExp(callId));
    assert.equal((await json(console, 'messages', '--state', 'failed')).items.length, 0);

    // A contact is not what the endpoint asked for.
    const contact = unique('contact');
    await json(console, 'create', 'human-contact', '--msg', 'm', '--call-id', contact);
    assert.equal((await console.command('respond', contact, '-m', 'yes')).status, 0);
    const { items: unsent } = await json(console, 'messages', '--state', 'unsent');
    assert.deepEqual(unsent.map(({ call_id: id }) => id), [contact]);

    // The operation says so too.
    const { json: operation } = await console.operation(callId);
    const delivered = operation.timeline.find(({ type }) => type === 'delivered');
    assert.match(delivered.detail, new RegExp(`${handler.url} answered 200`));
  });
}

test('endpoints are listed, edited, disabled, rotated and removed', async (t) => {
  const console = await Console.start(t);
  const handler = await Handler.start(t);
  const other = await Handler.start(t);
  const file = join(temporaryDirectory(), 'secret');
  writeFileSync(file, `${secret}\n`);
  const endpoint = await json(console, 'endpoints', 'add', handler.url, '--secret-file', file);
  assert.equal(endpoint.secret, secret);
  assert.deepEqual([endpoint.body_version, endpoint.header_family, endpoint.enabled], ['v1', 'both', true]);
  assert.equal((await json(console, 'endpoints', 'show', endpoint.id)).secret, undefined);
  assert.equal((await json(console, 'endpoints', 'list')).items.length, 1);
  assert.match(await text(console, 'endpoints', 'list'), new RegExp(`${endpoint.id} +enabled +${handler.url}`));

  const edited = await json(console, 'endpoints', 'edit', endpoint.id, '--body', 'v1beta3', '--headers-family', 'webhook',
    '--description', 'another', '-H', 'X-One: 1');
  assert.deepEqual([edited.url, edited.body_version, edited.header_family, edited.description, edited.headers],
    [handler.url, 'v1beta3', 'webhook', 'another', [['X-One', '1']]]);
  const plain = await json(console, 'endpoints', 'edit', endpoint.id, '--no-headers', '--url', other.url);
  assert.deepEqual([plain.url, plain.headers, plain.body_version], [other.url, [], 'v1beta3']);
  await console.next((event) => event.event === 'endpoint' && event.endpoint.url === other.url);

  // What is decided while it is disabled is not sent to it, and nothing waits.
  assert.equal((await json(console, 'endpoints', 'disable', endpoint.id)).enabled, false);
  const callId = await create(console);
  assert.equal((await console.command('approve', callId)).status, 0);
  assert.equal((await json(console, 'messages', '--call-id', callId, '--state', 'unsent')).items.length, 1);
  assert.equal((await json(console, 'endpoints', 'enable', endpoint.id)).enabled, true);
  other.secret = secret;
  assert.match(await text(console, 'endpoints', 'recover', endpoint.id, '--since', '1h'), /1 message is sent again/);
  const recovered = await other.about(callId);
  assert.ok(recovered.verified, recovered.error);
  assert.equal((await json(console, 'endpoints', 'recover', endpoint.id, '--since', '1h')).recovered, 0);

  // Both secrets sign for a day.
  const rotated = await json(console, 'endpoints', 'rotate', endpoint.id);
  assert.match(rotated.secret, /^whsec_/);
  assert.notEqual(rotated.secret, secret);
  const until = Date.parse(rotated.secret_overlap_until) - Date.now();
  assert.ok(until > 23.9 * 3600_000 && until <= 24 * 3600_000);
  for (const key of [secret, rotated.secret]) {
    other.secret = key;
    const again = await create(console);
    assert.equal((await console.command('deny', again, '-m', 'no')).status, 0);
    const received = await other.about(again);
    assert.ok(received.verified, received.error);
  }

  // They are kept with the other secrets, and nowhere else.
  const stored = JSON.parse(readFileSync(join(console.dataDir, 'secrets.json'), 'utf8'));
  assert.deepEqual(stored.endpoint_secrets.map(({ endpoint_id: id, secret: key, previous }) => [id, key, previous]),
    [[endpoint.id, rotated.secret, secret]]);
  assert.ok(!readFileSync(join(console.dataDir, 'console.db'), 'latin1').includes(rotated.secret));

  assert.match(await text(console, 'endpoints', 'remove', endpoint.id), new RegExp(endpoint.id));
  assert.equal((await json(console, 'endpoints', 'list')).items.length, 0);
  assert.ok(!readFileSync(join(console.dataDir, 'secrets.json'), 'utf8').includes(rotated.secret));
  for (const args of [['show'], ['remove'], ['enable'], ['rotate'], ['recover', '--since', '1h']]) {
    const [verb, ...rest] = args;
    const { status, stderr } = await console.command('endpoints', verb, endpoint.id, ...rest);
    assert.equal(status, 1, verb);
    assert.match(stderr, new RegExp(endpoint.id));
  }
});

test('a secret of an endpoint that is no more is forgotten at the start, others sign on', async (t) => {
  const handler = await Handler.start(t);
  const first = await Console.start(t);
  const endpoint = await json(first, 'endpoints', 'add', handler.url);
  await first.stop();

  // As if it had been killed between keeping a secret and storing its endpoint.
  const file = join(first.dataDir, 'secrets.json');
  const stored = JSON.parse(readFileSync(file, 'utf8'));
  stored.endpoint_secrets.push({ endpoint_id: 'ep_lost', secret: otherSecret });
  writeFileSync(file, JSON.stringify(stored));

  const console = await Console.start(t, { dataDir: first.dataDir });
  handler.secret = endpoint.secret;
  const callId = await create(console);
  assert.equal((await console.command('approve', callId)).status, 0);
  assert.ok((await handler.about(callId)).verified);
  await console.stop();
  const { endpoint_secrets: kept, console_id: id } = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(kept.map(({ endpoint_id: name }) => name), [endpoint.id]);
  assert.equal(id, stored.console_id);
});

test('a failed message is resent, and its log says what happened', async (t) => {
  const console = await Console.start(t);
  let status = 503;
  const handler = await Handler.start(t, { answer: () => ({ status, body: 'out of <order>' }) });
  const endpoint = await console.addEndpoint({ url: handler.url });
  handler.secret = endpoint.secret;
  const callId = await create(console);
  assert.equal((await console.command('approve', callId)).status, 0);
  const { id } = await handler.about(callId);
  await attempts(console, id, 1);

  const log = await text(console, 'message', id);
  assert.match(log, /State +pending/);
  assert.match(log, new RegExp(`To +${handler.url}`));
  assert.match(log, /Attempt 1 +\d{4}-\S+ \S+ +answered 503 Service Unavailable, after \d+ ms/);
  assert.match(log, /out of <order>/);
  assert.match(log, /Attempt 2 +waits until \d{4}-/);
  assert.match(await text(console, 'endpoints', 'list'), new RegExp(`${endpoint.id} +failing`));
  assert.match(await text(console, 'endpoints', 'show', endpoint.id), /Failing since +\d{4}-/);

  // The one that waits is made now.
  status = 200;
  await text(console, 'resend', id);
  const made = await attempts(console, id, 2);
  assert.deepEqual(made.map(({ number, state, trigger, http_status: answer }) => [number, state, trigger, answer]),
    [[1, 'failed', 'event', 503], [2, 'succeeded', 'resend', 200]]);
  assert.equal(handler.items[1].id, id);
  assert.ok(handler.items[1].verified);

  // To one endpoint that it never went to; and again to where it was delivered.
  const other = await Handler.start(t);
  const late = await json(console, 'endpoints', 'add', other.url, '--body', 'v1beta2');
  other.secret = late.secret;
  await json(console, 'resend', id, '--to', late.id);
  const received = await other.about(callId);
  assert.ok(received.verified, received.error);
  assert.equal(received.id, id);
  assert.equal(received.event.type, 'function_call.completed');
  await attempts(console, id, 3);
  await json(console, 'resend', id);
  await handler.about(callId, 3);

  for (const args of [['resend', 'msg_nobody'], ['resend', id, '--to', 'ep_nobody'], ['message', 'msg_nobody']]) {
    const { status: exit, stderr } = await console.command(...args);
    assert.equal(exit, 1);
    assert.match(stderr, /nobody/);
  }
});

test('a received webhook is replayed as it came and signed now', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const body = `${functionCall(callId, { status: denied })} `;
  // A minute ago, so that a new signature is another one.
  const at = new Date(Date.now() - 60_000);
  const headers = { ...signedHeaders(body, { at }), 'x-custom': 'kept', cookie: 'a=b', authorization: 'Bearer hush' };
  const answer = await request(console.webhookUrl, {
    method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, body,
  });
  assert.equal(answer.status, 200);
  const { id } = await console.newestDelivery();
  const handler = await Handler.start(t, { secret });

  await t.test('original, to a URL', async () => {
    const message = await json(console, 'replay', String(id), '--to', handler.url, '--original');
    assert.equal(message.delivery_id, id);
    const received = await handler.about(callId);
    assert.ok(received.verified, received.error);
    assert.equal(received.text, body);
    assert.equal(received.headers['svix-signature'], headers['svix-signature']);
    assert.equal(received.headers['x-custom'], 'kept');
    assert.equal(received.headers.cookie, undefined);
    assert.equal(received.headers.authorization, undefined);
    const [attempt] = await attempts(console, message.id, 1);
    assert.deepEqual([attempt.trigger, attempt.sign_mode, attempt.endpoint_id], ['replay', 'original', null]);
  });

  await t.test('signed now, to a URL: with the receiver’s secret, with one from a file, from the environment', async () => {
    const file = join(temporaryDirectory(), 'secret');
    writeFileSync(file, otherSecret);
    for (const [key, args, variables] of [
      [secret, [], {}],
      [otherSecret, ['--secret-file', file], {}],
      [otherSecret, [], { HLC_SEND_SECRET: otherSecret }],
    ]) {
      handler.secret = key;
      const count = handler.items.length;
      const replayed = await run(['replay', String(id), '--to', handler.url, ...args, '--data-dir', console.dataDir],
        { variables });
      assert.equal(replayed.status, 0, replayed.stderr);
      const received = await handler.about(callId, count + 1);
      assert.ok(received.verified, received.error);
      assert.equal(received.text, body);
      assert.notEqual(received.headers['svix-signature'], headers['svix-signature']);
    }
  });

  await t.test('signed now, to an endpoint', async () => {
    const endpointHandler = await Handler.start(t);
    const endpoint = await json(console, 'endpoints', 'add', endpointHandler.url, '--headers-family', 'svix');
    endpointHandler.secret = endpoint.secret;
    await json(console, 'replay', String(id), '--to', endpoint.id, '--resign');
    const received = await endpointHandler.about(callId);
    assert.ok(received.verified, received.error);
    assert.equal(received.text, body);

    // Without a destination: every endpoint that wants the event.
    const message = await json(console, 'replay', String(id));
    assert.ok((await endpointHandler.about(callId, 2)).verified);
    assert.equal(message.event_type, 'function_call.completed');
  });

  const { status, stderr } = await console.command('replay', '999', '--to', handler.url);
  assert.equal(status, 1);
  assert.match(stderr, /999/);
});

test('a replay that is signed now needs a secret', async (t) => {
  const console = await Console.start(t, { secrets: [] });
  const callId = unique('call');
  const body = functionCall(callId);
  await request(console.webhookUrl, {
    method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }, body,
  });
  const { id } = await console.newestDelivery();
  const handler = await Handler.start(t, { secret: otherSecret });
  const refused = await console.post(`deliveries/${id}/replay`, { to: handler.url, mode: 'resign' });
  assert.equal(refused.status, 422, refused.text);
  assert.match(refused.json.error.message, /secret/);
  const sent = await console.post(`deliveries/${id}/replay`, { to: handler.url, mode: 'resign', secret: otherSecret });
  assert.equal(sent.status, 200, sent.text);
  assert.ok(!sent.text.includes(otherSecret));
  assert.ok((await handler.about(callId)).verified);
});

test('events of one’s own are sent', async (t) => {
  const console = await Console.start(t);
  const wanting = await Handler.start(t);
  const endpoint = await json(console, 'endpoints', 'add', wanting.url, '--events', 'agent_email.received', '--body', 'v1beta2');
  wanting.secret = endpoint.secret;
  const directory = temporaryDirectory();
  const event = '{ "from_address": "a@example.com", "subject": "s", "n": 12345678901234567890 }';
  writeFileSync(join(directory, 'event.json'), event);
  writeFileSync(join(directory, 'body.txt'), 'not { JSON, é\n');
  writeFileSync(join(directory, 'secret'), otherSecret);

  const message = await json(console, 'send', 'agent_email.received', '--data', `@${join(directory, 'event.json')}`, '--test');
  const received = await wanting.wait();
  assert.ok(received.verified, received.error);
  assert.equal(received.id, message.id);
  assert.ok(received.text.includes(event), 'byte for byte');
  assert.deepEqual([received.event.type, received.event.is_test], ['agent_email.received', true]);

  // To a URL, once, with a secret of its own; a whole body goes as it is.
  const handler = await Handler.start(t, { secret: otherSecret, answer: () => 500 });
  const alone = await json(console, 'send', 'agent_email.received', '--body', join(directory, 'body.txt'), '--to', handler.url,
    '--secret-file', join(directory, 'secret'));
  const raw = await handler.wait();
  assert.equal(raw.text, 'not { JSON, é\n');
  assert.match(raw.error, /JSON|token/, 'the library verifies before it parses');
  const failed = await console.message(alone.id, ({ state }) => state === 'failed');
  assert.equal(failed.attempts.length, 1);
  assert.equal(failed.next_at, null);
});

test('rules forward what is received', async (t) => {
  const console = await Console.start(t);
  const handler = await Handler.start(t, { secret });
  const signed = await Handler.start(t);
  const original = await json(console, 'endpoints', 'add', handler.url);
  const resigning = await json(console, 'endpoints', 'add', signed.url);
  signed.secret = resigning.secret;

  const rule = await json(console, 'rules', 'add', '--to', original.id, '--path', '/webhook/in*');
  assert.deepEqual([rule.endpoint_id, rule.path, rule.mode, rule.ordered, rule.enabled],
    [original.id, '/webhook/in*', 'original', true, true]);
  const second = await json(console, 'rules', 'add', '--to', resigning.id, '--event-type', 'function_call.completed',
    '--resign', '--unordered', '--backlog-limit', '5');
  assert.deepEqual([second.mode, second.ordered, second.backlog_limit], ['resign', false, 5]);
  assert.equal((await json(console, 'rules', 'list')).items.length, 2);
  assert.match(await text(console, 'rules', 'list'), new RegExp(`${rule.id} +enabled +/webhook/in\\* +${original.id}`));

  const callId = unique('call');
  const body = functionCall(callId, { status: denied });
  const headers = signedHeaders(body);
  const answer = await request(`${console.webhookUrl}/inbound`, {
    method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, body,
  });
  assert.equal(answer.status, 200);
  for (const receiver of [handler, signed]) {
    const received = await receiver.about(callId);
    assert.ok(received.verified, received.error);
    assert.equal(received.text, body);
    assert.equal(received.id, headers['svix-id'], 'the sender’s id goes on');
  }
  assert.equal(handler.items[0].headers['svix-signature'], headers['svix-signature']);
  const { items } = await json(console, 'messages', '--endpoint', original.id);
  assert.equal(items[0].delivery_id, (await console.newestDelivery()).id);

  // What came from this console is not forwarded to it again, nor is what another path got.
  const consoleId = handler.items[0].headers['x-humanlayer-console'];
  assert.match(consoleId, /^console_/);
  const own = unique('call');
  const ownBody = functionCall(own);
  await request(`${console.webhookUrl}/inbound`, {
    method: 'POST',
    headers: { ...signedHeaders(ownBody), 'x-humanlayer-console': consoleId, 'content-length': Buffer.byteLength(ownBody) },
    body: ownBody,
  });
  const elsewhere = unique('call');
  assert.equal((await send(console, functionCall(elsewhere))).status, 200);
  await signed.about(elsewhere);
  assert.ok(!handler.items.some(({ text: got }) => got.includes(own) || got.includes(elsewhere)));
  assert.ok(!signed.items.some(({ text: got }) => got.includes(own)));

  assert.equal((await json(console, 'rules', 'disable', String(rule.id))).enabled, false);
  assert.equal((await json(console, 'rules', 'release', String(rule.id), 'discard')).waiting, 0);
  assert.equal((await console.command('rules', 'remove', String(rule.id))).status, 0);
  assert.equal((await console.command('rules', 'remove', String(rule.id))).status, 1);
  assert.equal((await console.command('rules', 'add', '--to', 'ep_nobody')).status, 1);
  assert.equal((await json(console, 'rules', 'list')).items.length, 1);
});

test('the time scale is shown and set', async (t) => {
  const console = await Console.start(t, { options: ['--time-scale', '1000'] });
  assert.equal((await json(console, 'time-scale')).time_scale, 1000);
  assert.match(await text(console, 'time-scale', '20000.5'), /20000\.5/);
  assert.equal((await console.get('time-scale')).json.time_scale, 20000.5);
  for (const wrong of [{}, { time_scale: 0 }, { time_scale: '10' }, { time_scale: 1e9 }]) {
    const answer = await console.call('PUT', 'time-scale', wrong);
    assert.equal(answer.status, 422, JSON.stringify(wrong));
  }
});

test('the API says what is wrong', async (t) => {
  const console = await Console.start(t);
  const handler = await Handler.start(t);
  const { id } = await console.addEndpoint({ url: handler.url });
  const webhook = console.webhookUrl;
  const api = console.ready.console_base;

  const cases = [
    ['POST', 'endpoints', {}, 422, 'url'],
    ['POST', 'endpoints', { url: 'handler' }, 422, 'url'],
    ['POST', 'endpoints', { url: 'ftp://127.0.0.1/x' }, 422, 'url'],
    ['POST', 'endpoints', { url: 'http://user:hush@127.0.0.1/x' }, 422, 'url'],
    ['POST', 'endpoints', { url: 'http://169.254.169.254/latest/meta-data' }, 422, 'url'],
    ['POST', 'endpoints', { url: handler.url, events: ['nonsense'] }, 422, 'events'],
    ['POST', 'endpoints', { url: handler.url, body_version: 'v2' }, 422, 'body_version'],
    ['POST', 'endpoints', { url: handler.url, header_family: 'all' }, 422, 'header_family'],
    ['POST', 'endpoints', { url: handler.url, headers: [['Content-Length', '1']] }, 422, 'headers'],
    ['POST', 'endpoints', { url: handler.url, headers: [['X-A', 'b\r\nX-C: d']] }, 422, 'headers'],
    ['POST', 'endpoints', { url: handler.url, headers: [['X A', 'b']] }, 422, 'headers'],
    ['POST', 'endpoints', { url: handler.url, secret: 'whsec_hush***' }, 422, 'secret'],
    ['PATCH', `endpoints/${id}`, { url: 'x' }, 422, 'url'],
    ['PATCH', `endpoints/${id}`, { enabled: 'yes' }, 422, 'enabled'],
    ['PATCH', 'endpoints/ep_nobody', { enabled: true }, 404, null],
    ['POST', 'endpoints/ep_nobody/rotate', {}, 404, null],
    ['POST', `endpoints/${id}/rotate`, { secret: 'hush***' }, 422, 'secret'],
    ['POST', 'endpoints/ep_nobody/recover', { since: '2026-01-01T00:00:00Z' }, 404, null],
    ['POST', `endpoints/${id}/recover`, {}, 422, 'since'],
    ['POST', `endpoints/${id}/recover`, { since: 'yesterday' }, 422, 'since'],
    ['POST', 'messages', {}, 422, 'body'],
    ['POST', 'messages', { data: {} }, 422, 'event_type'],
    ['POST', 'messages', { event_type: 'function_call.completed' }, 422, null],
    ['POST', 'messages', { event_type: 'function_call.completed', data: [] }, 422, 'data'],
    ['POST', 'messages', { event_type: 'function_call.completed', data: {}, body: '' }, 422, null],
    ['POST', 'messages', { event_type: 'function_call.completed', data: {}, to: 'ep_nobody' }, 404, null],
    ['POST', 'messages', { event_type: 'function_call.completed', data: {}, to: 'gopher://x/' }, 422, 'to'],
    ['POST', 'messages/msg_nobody/resend', {}, 404, null],
    ['POST', 'deliveries/1/replay', { mode: 'original' }, 404, null],
    ['POST', 'deliveries/x/replay', { mode: 'original' }, 404, null],
    ['POST', 'deliveries/1/replay', { mode: 'sideways' }, 422, 'mode'],
    ['POST', 'rules', {}, 422, 'endpoint_id'],
    ['POST', 'rules', { endpoint_id: 'ep_nobody' }, 404, null],
    ['POST', 'rules', { endpoint_id: id, path: 'inbound' }, 422, 'path'],
    ['POST', 'rules', { endpoint_id: id, backlog_limit: -1 }, 422, 'backlog_limit'],
    ['PATCH', 'rules/1', { enabled: false }, 404, null],
    ['PATCH', 'rules/x', { enabled: false }, 404, null],
    ['POST', 'rules/1/release', { what: 'some' }, 422, 'what'],
    ['POST', 'rules/1/release', { what: 'all' }, 404, null],
  ];
  for (const [method, path, body, status, loc] of cases) {
    const answer = await console.call(method, path, body);
    const what = `${method} ${path} ${JSON.stringify(body)}: ${answer.text}`;
    assert.equal(answer.status, status, what);
    assert.ok(answer.json.error.message, what);
    if (loc) assert.ok(answer.json.detail.some((detail) => detail.loc.includes(loc)), what);
    assert.ok(!answer.text.includes('hush'), what);
  }

  for (const path of ['endpoints/ep_nobody', 'messages/msg_nobody', 'messages?state=lost', 'messages?nonsense=1', 'rules?x=1', 'endpoints?x=1']) {
    const { status } = await console.get(path);
    assert.equal(status, path.includes('?') ? 422 : 404, path);
  }
  assert.equal((await console.call('DELETE', 'endpoints/ep_nobody')).status, 404);
  assert.equal((await console.call('DELETE', 'rules/7')).status, 404);

  // Our own ports are refused at once, whoever names them, and nothing is made.
  const messages = (await console.all('messages')).length;
  for (const own of [webhook, `${api}/endpoints`, webhook.replace('127.0.0.1', 'localhost'), webhook.replace('127.0.0.1', '[::1]')]) {
    for (const [method, path, body] of [
      ['POST', 'messages', { event_type: 'function_call.completed', data: {}, to: own, secret }],
      ['POST', 'endpoints', { url: own }],
      ['PATCH', `endpoints/${id}`, { url: own }],
    ]) {
      const answer = await console.call(method, path, body);
      assert.equal(answer.status, 422, `${method} ${path} ${own}: ${answer.text}`);
      assert.match(answer.json.error.message, /this console/);
    }
  }
  assert.equal((await console.all('messages')).length, messages);
  assert.equal((await console.get(`endpoints/${id}`)).json.url, handler.url);
  assert.equal((await console.all('deliveries')).length, 0);
  assert.equal((await console.get('endpoints')).json.items.length, 1, 'what was refused left nothing');
  assert.equal(JSON.parse(readFileSync(join(console.dataDir, 'secrets.json'), 'utf8')).endpoint_secrets.length, 1);
});
