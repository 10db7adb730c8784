// SPDX-License-Identifier: Apache-2.0
//
// Templates by name and imported texts become operations that the unmodified SDK reads; events have what its types
// require; a composed mail is one that other people's parser reads.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { humanlayer } from '@humanlayer/sdk';

import { Console, otherSecret, run, temporaryDirectory } from './support/console.mjs';
import { Handler } from './support/handler.mjs';
import { unique } from './support/webhooks.mjs';

const operationTemplates = [
  'customer-email', 'purchase-materials', 'classify-ticket', 'delete-production-data', 'question-with-options',
  'large-state', 'order-in-steps',
];

function agent(console) {
  return humanlayer({ apiKey: console.apiKey, apiBaseUrl: console.apiBase, runId: unique('run') });
}

/** Runs a subcommand with --json and gives what it printed. */
async function json(console, ...args) {
  const { status, stdout, stderr } = await console.command(...args, '--json');
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** What the SDK reads of an operation that the command line created. */
function read(hl, { kind, call_id: callId }) {
  return kind === 'function_call' ? hl.getFunctionCall(callId) : hl.getHumanContact(callId);
}

function write(name, text) {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, text);
  return path;
}

test('each template by name creates what the SDK reads', async (t) => {
  const console = await Console.start(t);
  const hl = agent(console);
  const listed = await json(console, 'templates', 'list');
  assert.deepEqual(listed.items.filter(({ kind }) => kind === 'operations').map(({ name }) => name), operationTemplates);

  for (const name of operationTemplates) {
    await t.test(name, async () => {
      const { items } = await json(console, 'create', '--template', name);
      for (const item of items) {
        assert.equal(item.origin, 'console');
        const operation = await read(hl, item);
        assert.equal(operation.call_id, item.call_id);
        assert.equal(operation.run_id, item.run_id);
        assert.deepEqual(operation.spec, item.spec);
        assert.ok(!/\{(id|now|n|[a-z]\w*\.call_id)\}/.test(JSON.stringify(operation)), 'no placeholder is left');
        const decision = item.kind === 'function_call' ? { approved: true } : { response: 'yes' };
        await console.decide(item.call_id, decision);
        assert.equal((await read(hl, item)).status.responded_at !== null, true);
      }
    });
  }
  console.assertWell();
});

test('steps refer to each other, numbers go on, values are set', async (t) => {
  const console = await Console.start(t);
  const first = await json(console, 'create', '--template', 'order-in-steps', '--set', 'customer=é "x" {n} <b>');
  assert.deepEqual(first.items.map(({ call_id: id }) => id), ['quote-1', 'quote-1-purchase', 'quote-1-mail']);
  assert.deepEqual([...new Set(first.items.map(({ run_id: id }) => id))], ['run-quote-1']);
  assert.equal(first.items[1].spec.kwargs.for, 'quote-1');
  assert.deepEqual(first.items[2].spec.state, { quote: 'quote-1', purchase: 'quote-1-purchase' });
  assert.equal(first.items[2].spec.kwargs.to, 'é "x" {n} <b>');

  const second = await json(console, 'create', '--template', 'order-in-steps');
  assert.deepEqual(second.items.map(({ call_id: id }) => id), ['quote-2', 'quote-2-purchase', 'quote-2-mail']);

  // An id that somebody else took is passed over; the number after the greatest is next.
  await console.command('create', 'human-contact', '--msg', 'm', '--call-id', 'order-41');
  const purchase = await json(console, 'create', '--template', 'purchase-materials');
  assert.equal(purchase.items[0].call_id, 'order-42');
  assert.equal(purchase.items[0].spec.kwargs.reference, 'order-42');
});

test('a state of 100,000 elements comes back unchanged', async (t) => {
  const console = await Console.start(t);
  const { items: [item] } = await json(console, 'create', '--template', 'large-state');
  assert.equal(item.spec.state.elements.length, 100_000);
  const { spec } = await agent(console).getFunctionCall(item.call_id);
  assert.deepEqual(spec.state, item.spec.state);
  const shown = await console.command('templates', 'show', 'large-state', '--json');
  assert.ok(shown.stdout.length < 1000, 'it is made, and not stored');
});

test('own templates: made of an operation, of a file, renamed, removed, and one damaged', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const kwargs = '{"n": 12345678901234567890, "text": "{n} {{id}}"}';
  const made = await console.command('create', 'function-call', '--fn', 'pay', '--kwargs', kwargs, '--call-id', callId,
    '--channel', '{"slack":{"channel_or_user_id":"C1","bot_token":"xoxb-secret"}}');
  assert.equal(made.status, 0, made.stderr);
  assert.equal((await console.command('templates', 'save', 'pay', '--from', callId, '--title', 'Pay')).status, 0);

  const file = readFileSync(join(console.dataDir, 'templates', 'pay.json'), 'utf8');
  assert.ok(file.includes(`"kwargs":${kwargs}`), file);
  assert.ok(!/bot_token|xoxb/.test(file));
  const again = await console.command('create', '--template', 'pay', '--json');
  assert.ok(again.stdout.includes(`"kwargs":${kwargs}`), again.stdout);
  assert.notEqual(JSON.parse(again.stdout).items[0].call_id, callId);

  const taken = await console.command('templates', 'save', 'pay', '--from', callId);
  assert.equal(taken.status, 1);
  assert.match(taken.stderr, /“pay”/);
  assert.equal((await console.command('templates', 'rename', 'pay', 'pay-bill')).status, 0);

  const ask = { kind: 'operations', values: { who: 'you' }, steps: [{ kind: 'human_contact', spec: { msg: 'Ask {who}' } }] };
  assert.equal((await console.command('templates', 'save', 'ask', write('ask.json', JSON.stringify(ask)))).status, 0);
  writeFileSync(join(console.dataDir, 'templates', 'broken.json'), '{"kind":"operations",');
  const listed = await json(console, 'templates', 'list');
  assert.deepEqual(listed.items.filter(({ shipped }) => !shipped).map(({ name }) => name), ['ask', 'pay-bill']);
  assert.deepEqual(listed.damaged.map(({ file: name }) => name), ['broken.json']);
  const { items: [asked] } = await json(console, 'create', '--template', 'ask', '--set', 'who=them');
  assert.equal(asked.spec.msg, 'Ask them');

  assert.equal((await console.command('templates', 'remove', 'ask')).status, 0);
  assert.equal((await console.command('create', '--template', 'ask')).status, 1);
});

const spec = { fn: 'multiply', kwargs: { x: 2, y: 1.5 } };
const request = (callId) => ({ run_id: 'run_1', call_id: callId, spec });
const approved = { approved: true, requested_at: '2025-06-01T10:00:00Z', responded_at: '2025-06-01T10:01:00Z' };

const har = (callId) => ({
  log: {
    version: '1.2',
    entries: [
      { request: { method: 'GET', url: 'https://api.example.com/humanlayer/v1/project', headers: [] } },
      {
        request: {
          method: 'POST', url: 'https://api.example.com/humanlayer/v1/function_calls', headers: [],
          postData: { mimeType: 'application/json', text: JSON.stringify(request(callId)) },
        },
      },
    ],
  },
});

const imports = [
  { name: 'an operation as v1', text: (id) => JSON.stringify(request(id)), says: /A JSON text: a function call to create/ },
  { name: 'a completed one', text: (id) => JSON.stringify({ ...request(id), status: approved }), says: /function_call\.completed/ },
  {
    name: 'an envelope', says: /function_call\.completed/,
    text: (id) => JSON.stringify({ type: 'v1beta2.function_call.completed', is_test: null, event: { ...request(id), status: approved } }),
  },
  { name: 'an array', text: (id) => JSON.stringify([request(id), 7]), says: /1 was left out/ },
  { name: 'a HAR', text: (id) => JSON.stringify(har(id)), says: /A HAR: a function call to create/ },
  {
    name: 'a cURL line', says: /A cURL line: a function call to create/,
    text: (id) => `$ curl -sS "$HUMANLAYER_API_BASE/humanlayer/v1/function_calls" \\\n  -H 'Authorization: Bearer secret' `
      + `-H 'Content-Type: application/json' \\\n  --data-raw $'${JSON.stringify(request(id))}' | jq .`,
  },
];

test('imports become what the SDK reads', async (t) => {
  const console = await Console.start(t);
  const hl = agent(console);

  for (const { name, text, says } of imports) {
    await t.test(name, async () => {
      const callId = unique('import');
      const path = write('dropped', text(callId));

      const dry = await run(['import', path, '--dry-run']);
      assert.equal(dry.status, 0, dry.stderr);
      assert.match(dry.stdout, says);
      assert.match(dry.stdout, new RegExp(callId));
      assert.ok(!`${dry.stdout}${dry.stderr}`.includes('secret'));
      assert.equal((await console.operation(callId)).status, 404, 'saying what it is creates nothing');

      const { items } = await json(console, 'import', path);
      assert.deepEqual(items.map(({ call_id: id }) => id), [callId]);
      const operation = await hl.getFunctionCall(callId);
      assert.deepEqual(operation.spec, spec);
      assert.equal(operation.status.approved, null, 'what is created is undecided');

      const again = await run(['import', '-', '--data-dir', console.dataDir], { input: text(callId) });
      assert.equal(again.status, 0, again.stderr);
      assert.match(again.stderr, says);
    });
  }

  await t.test('what is refused', async () => {
    const callId = unique('import');
    await json(console, 'import', write('one', JSON.stringify(request(callId))));
    const other = { ...request(callId), spec: { fn: 'other', kwargs: {} } };
    const fresh = unique('import');
    const refused = await console.command('import', write('two', JSON.stringify([other, request(fresh)])), '--json');
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, new RegExp(`item 1: .*${callId}`));
    assert.deepEqual(JSON.parse(refused.stdout).items.map(({ call_id: id }) => id), [fresh]);

    for (const [text, reason] of [
      ['{"spec":\n{]}', /line 2, column 2/],
      ['curl https://h/function_calls -d @/etc/passwd', /@\/etc\/passwd/],
      ['curl "https://h/$(id)" -d 1', /not run/],
      ['[{"spec":{"fn":"f"}}]', /item 1: spec\.kwargs/],
      ['{"type":"conversation.created","event":{"user_message":"hi"}}', /no operation in it/],
    ]) {
      const { status, stdout, stderr } = await console.command('import', write('wrong', text));
      assert.equal(status, 1, text);
      assert.equal(stdout, '');
      assert.match(stderr, reason);
    }
  });
  console.assertWell();
});

const string = (value) => assert.equal(typeof value, 'string');
const strings = (value) => { assert.ok(Array.isArray(value)); value.forEach(string); };

/** The types of the SDK's models_agent_webhook, as assertions. */
const types = {
  'agent_email.received': (event) => {
    for (const name of ['from_address', 'to_address', 'subject', 'body', 'message_id', 'raw_email']) string(event[name]);
    for (const mail of event.previous_thread) {
      for (const name of ['from_address', 'subject', 'content', 'datetime']) string(mail[name]);
      for (const name of ['to_address', 'cc_address', 'bcc_address']) strings(mail[name]);
      assert.ok(Date.parse(mail.datetime) < Date.now());
    }
  },
  'agent_slack.received': (event) => {
    for (const name of ['thread_ts', 'channel_id']) string(event[name]);
    for (const message of event.events) {
      for (const name of ['from_user_id', 'channel_id', 'content', 'message_id']) string(message[name]);
    }
    assert.equal(event.events[0].message_id, event.thread_ts);
  },
  'conversation.created': (event) => {
    string(event.user_message);
    assert.ok(Number.isInteger(event.contact_channel_id));
  },
};

test('each event template has what the SDK\'s types require', async () => {
  const { stdout } = await run(['templates', 'list', '--json', '--data-dir', temporaryDirectory()]);
  const events = JSON.parse(stdout).items.filter(({ kind }) => kind === 'event');
  assert.deepEqual(events.map(({ event_type: type }) => type), Object.keys(types));
  for (const { name, event_type: type } of events) {
    const filled = JSON.parse((await run(['templates', 'fill', name, '--json'])).stdout);
    assert.equal(filled.type, type);
    types[type](filled.event);
  }
});

/** The same of its FunctionCall and HumanContact, completed. */
const completed = {
  'function_call.completed': (event) => {
    for (const name of ['run_id', 'call_id']) string(event[name]);
    string(event.spec.fn);
    assert.equal(typeof event.spec.kwargs, 'object');
    assert.equal(typeof event.status.approved, 'boolean');
    string(event.status.comment);
    for (const name of ['requested_at', 'responded_at']) assert.ok(Date.parse(event.status[name]) <= Date.now());
  },
  'human_contact.completed': (event) => {
    for (const name of ['run_id', 'call_id']) string(event[name]);
    string(event.spec.msg);
    string(event.status.response);
    for (const name of ['requested_at', 'responded_at']) assert.ok(Date.parse(event.status[name]) <= Date.now());
  },
};

/** One event of each type, by type: from templates, and from operations that were decided. */
async function makeEvents(console) {
  const hl = agent(console);
  const events = {};
  for (const name of ['agent-email', 'agent-slack', 'conversation']) {
    const { type, event } = JSON.parse((await run(['templates', 'fill', name, '--json'])).stdout);
    events[type] = event;
  }
  for (const [template, decision] of [['customer-email', { approved: false, comment: 'No.' }],
    ['question-with-options', { response: 'yes' }]]) {
    const { items: [item] } = await json(console, 'create', '--template', template);
    await console.decide(item.call_id, decision);
    events[`${item.kind}.completed`] = await read(hl, item);
  }
  return events;
}

test('each of the five events reaches a handler in each body version, as the SDK\'s types read it', async (t) => {
  const console = await Console.start(t);
  const events = await makeEvents(console);
  const check = { ...types, ...completed };
  assert.deepEqual(Object.keys(events).sort(), Object.keys(check).sort());
  const secretFile = write('secret', otherSecret);

  for (const [type, event] of Object.entries(events)) {
    const file = write('event.json', JSON.stringify(event));
    for (const version of ['v1', 'v1beta2', 'v1beta3']) {
      await t.test(`${type} as ${version}`, async (subtest) => {
        const handler = await Handler.start(subtest, { secret: otherSecret, library: 'standardwebhooks' });
        await json(console, 'send', type, '--data', `@${file}`, '--to', handler.url, '--secret-file', secretFile,
          '--body-version', version, '--headers-family', 'webhook', '--test');
        const received = await handler.wait();
        assert.ok(received.verified, received.error);
        assert.equal(received.headers['svix-id'], undefined, 'only the headers that were asked for');
        const body = received.event;
        if (version !== 'v1') assert.deepEqual([body.type, body.is_test], [type, true]);
        // A channel is what tells v1beta3 from v1beta2, but for the one event that always has one.
        if (type !== 'conversation.created') assert.equal('contact_channel_id' in (body.event ?? {}), version === 'v1beta3');
        check[type](version === 'v1' ? body : body.event);
      });
    }
  }
  console.assertWell();
});

/** What Python's email package reads of a mail. */
function parseMail(raw) {
  const program = `
import email, email.policy, json, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({
  "headers": {name.lower(): str(value) for name, value in mail.items()},
  "from": mail["from"].addresses[0].addr_spec, "name": mail["from"].addresses[0].display_name,
  "to": mail["to"].addresses[0].addr_spec, "date": mail["date"].datetime.timestamp(),
  "body": mail.get_content(), "defects": [str(d) for d in mail.defects] + [str(d) for v in mail.values() for d in v.defects],
}))`;
  return JSON.parse(execFileSync('python3', ['-c', program], { input: raw }));
}

test('raw_email is a mail that other people\'s parser reads', async () => {
  const mails = [
    { from: 'a@example.com', to: 'b@example.com', subject: 'Plain', body: 'One\nTwo\n' },
    { from: 'Zoë Größe <z@example.com>', to: 'b@example.com', subject: 'Grüße 👋 an alle', body: 'Schöne Grüße\n=20\n' },
    { from: '"Last, First" <a@example.com>', to: 'B <b@example.com>', subject: '=?utf-8?Q?not_encoded?=', body: '.\n' },
    { from: 'a@example.com', to: 'b@example.com', subject: 'é'.repeat(300), body: `${'long '.repeat(500)}é\n` },
    { from: 'a@example.com', to: 'b@example.com', subject: 'word '.repeat(100).trim(), body: `${'x'.repeat(2000)}\n` },
  ];
  for (const mail of mails) {
    const args = Object.entries(mail).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const { stdout, stderr } = await run(['templates', 'fill', 'agent-email', '--json', ...args]);
    const { event } = JSON.parse(stdout || assert.fail(stderr));
    assert.ok(event.raw_email.split('\r\n').every((line) => !/[\r\n]/.test(line) && line.length <= 998));
    const parsed = parseMail(event.raw_email);
    assert.deepEqual(parsed.defects, []);
    assert.equal(parsed.from, event.from_address);
    assert.equal(parsed.to, event.to_address);
    assert.equal(parsed.name, /^"?([^"<]*)"? </.exec(mail.from)?.[1] ?? '');
    assert.equal(parsed.headers.subject, mail.subject);
    assert.equal(parsed.headers['message-id'], event.message_id);
    assert.equal(parsed.body.replaceAll('\r\n', '\n'), mail.body);
    assert.ok(Math.abs(parsed.date * 1000 - Date.now()) < 60_000);
  }

  for (const [name, value] of [['subject', 'x\r\nBcc: z@example.com'], ['from', 'a@b.c\nBcc: z@b.c'], ['to', 'a@b.c, d@e.f']]) {
    const { status, stdout } = await run(['templates', 'fill', 'agent-email', '--json', '--set', `${name}=${value}`]);
    assert.equal(status, 1, name);
    assert.equal(stdout, '');
  }
});

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

test('events of templates and of imported texts reach a handler that verifies them', async (t) => {
  const console = await Console.start(t);
  const handler = await Handler.start(t, { secret: SECRET, library: 'standardwebhooks' });
  const secretFile = write('secret', SECRET);
  const to = ['--to', handler.url, '--secret-file', secretFile, '--body-version', 'v1beta2'];

  await t.test('each template of an event', async () => {
    for (const [index, name] of ['agent-email', 'agent-slack', 'conversation'].entries()) {
      const { items: [message] } = await json(console, 'send', '--template', name, ...to);
      const received = await handler.wait(({ id }) => id === message.id);
      const type = Object.keys(types)[index];
      assert.equal(received.event.type, type);
      types[type](received.event.event);
    }
    const { items: [message] } = await json(console, 'send', '--template', 'agent-email', '--set', 'subject=Überraschung', ...to);
    const received = await handler.wait(({ id }) => id === message.id);
    assert.equal(received.event.event.subject, 'Überraschung');
  });

  await t.test('a text with events', async () => {
    const callId = unique('event');
    const events = [
      { type: 'v1beta2.function_call.completed', is_test: true, event: { ...request(callId), status: approved } },
      { type: 'conversation.created', event: { user_message: 'hi', contact_channel_id: 3 } },
      request(unique('not-an-event')),
    ];
    const sent = await console.command('import', write('events', JSON.stringify(events)), '--send', ...to, '--json');
    assert.equal(sent.status, 0, sent.stderr);
    assert.match(sent.stderr, /1 is no event/);
    assert.equal(JSON.parse(sent.stdout).items.length, 2);
    const completed = await handler.about(callId);
    assert.equal(completed.event.type, 'function_call.completed');
    assert.equal(completed.event.is_test, true);
    assert.deepEqual(completed.event.event.spec, spec);
    assert.equal((await handler.about('"hi"')).event.type, 'conversation.created');
  });

  await t.test('what is refused', async () => {
    for (const [args, status, reason] of [
      [['send', '--template', 'customer-email', ...to], 1, /created and not sent/],
      [['create', '--template', 'agent-email'], 1, /sent and not created/],
      [['send', '--template', 'no-such', ...to], 1, /templates list/],
      [['send', '--template', 'agent-email', '--data', '{}'], 2, /leave --data/],
      [['send', 'function_call.completed', '--set', 'a=b', '--data', '{}'], 2, /--template/],
      [['import', write('one', JSON.stringify(request('x'))), '--send', ...to], 1, /no event in it/],
      [['import', write('one', JSON.stringify(request('x'))), ...to], 2, /--send/],
    ]) {
      const refused = await console.command(...args);
      assert.equal(refused.status, status, `${args} ${refused.stderr}`);
      assert.match(refused.stderr, reason);
    }
  });
});
