// SPDX-License-Identifier: Apache-2.0
//
// Whatever arrives: a JSON error, no crash, and nothing stored as an operation.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Console } from './support/console.mjs';
import { rawRequest, requestText } from './support/raw-http.mjs';
import { functionCall, post, senders, signedBytes, signedHeaders, unique } from './support/webhooks.mjs';

const MIB = 1024 * 1024;

function assertJsonError(answer, statuses) {
  assert.ok(statuses.includes(answer.status), `${answer.status} is none of ${statuses}: ${answer.text}`);
  assert.match(answer.headers['content-type'], /^application\/json/);
  const { error, detail } = JSON.parse(answer.text);
  assert.ok(error.message.length > 10, answer.text);
  assert.equal(typeof error.code, 'string');
  assert.ok(Array.isArray(detail) || detail === undefined);
}

async function assertUnharmed(console) {
  console.assertWell();
  assert.deepEqual(await console.all('operations'), []);
}

const wellFormed = functionCall('call_hostile');
const badBodies = {
  'an empty body': '',
  'white space only': ' \n\t ',
  'no JSON': 'hello',
  'a truncated object': wellFormed.slice(0, -1),
  'a truncated string': '{"run_id":"r","call_id":"c","spec":{"fn":"f',
  'two documents': '{"a":1}{"b":2}',
  'a trailing comma': '{"a":1,}',
  'a comment': '{"a":1} /* */',
  'single quotes': "{'a':1}",
  'a hexadecimal number': '{"a":0x1F}',
  'a leading zero': '{"a":010}',
  'NaN': '{"a":NaN}',
  'JavaScript': 'var x = {};',
  'a raw line end in a string': '{"a":"b\nc"}',
  'a byte order mark': '\ufeff{"a":1}',
  '60,000 nested arrays': '['.repeat(60_000) + ']'.repeat(60_000),
  '60,000 nested objects': '{"a":'.repeat(60_000) + '1' + '}'.repeat(60_000),
  '60,000 open arrays': '['.repeat(60_000),
  'an operation nested too deep': functionCall('deep', {
    spec: `{"fn":"f","kwargs":{"a":${'['.repeat(200)}${']'.repeat(200)}}}`,
  }),
  'a repeated call_id': '{"run_id":"r","call_id":"c","call_id":"d","spec":{"fn":"f","kwargs":{}}}',
  'a repeated fn': '{"run_id":"r","call_id":"c","spec":{"fn":"f","fn":"g","kwargs":{}}}',
  'NUL in fn': '{"run_id":"r","call_id":"c","spec":{"fn":"ls\\u0000 -l","kwargs":{}}}',
  'NUL in call_id': '{"run_id":"r","call_id":"c\\u0000d","spec":{"fn":"f","kwargs":{}}}',
  'NUL in msg': '{"run_id":"r","call_id":"c","spec":{"msg":"hi\\u0000 there"}}',
  'a call_id that is a number': '{"run_id":"r","call_id":7,"spec":{"fn":"f","kwargs":{}}}',
  'no call_id': '{"run_id":"r","spec":{"fn":"f","kwargs":{}}}',
  'spec that is a string': '{"run_id":"r","call_id":"c","spec":"f"}',
};
const badBytes = {
  'a byte that is not UTF-8': Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]),
  'an overlong encoding': Buffer.from([...Buffer.from('{"a":"'), 0xc0, 0xaf, ...Buffer.from('"}')]),
  'a surrogate in UTF-8': Buffer.from([...Buffer.from('{"a":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
  'UTF-16': Buffer.from('{"a":1}', 'utf16le'),
  'a NUL byte': Buffer.from('{"a":"\0"}'),
};

test('bodies that are signed and bad', async (t) => {
  const console = await Console.start(t);

  for (const [name, body] of Object.entries({ ...badBodies, ...badBytes })) {
    await t.test(name, async () => {
      const bytes = Buffer.from(body);
      const answer = await post(console, bytes, signedBytes(bytes));
      // A document that is no operation may be an event of a type that we do not know: stored, and nothing more.
      const isPlainDocument = ['no call_id', 'spec that is a string'].includes(name);
      if (isPlainDocument && answer.status === 200) return;
      assertJsonError(answer, [400]);
    });
  }
  await assertUnharmed(console);
});

test('bodies that are too large', async (t) => {
  const console = await Console.start(t);

  await t.test('25 MiB', async () => {
    const head = requestText('POST', '/webhook', [
      ['Host', `127.0.0.1:${console.webhookPort}`], ['Content-Type', 'application/json'],
      ['Content-Length', 25 * MIB],
    ]);
    const answer = await rawRequest(console.webhookPort, Buffer.concat([head, Buffer.alloc(25 * MIB, 0x20)]));
    assertJsonError(answer, [413]);
  });

  await t.test('25 MiB announced, to be sent when welcome', async () => {
    const answer = await rawRequest(console.webhookPort, requestText('POST', '/webhook', [
      ['Host', `127.0.0.1:${console.webhookPort}`], ['Content-Type', 'application/json'],
      ['Content-Length', 25 * MIB], ['Expect', '100-continue'],
    ]));
    assertJsonError(answer, [413]);
  });

  await t.test('25 MiB in chunks', async () => {
    const chunk = Buffer.concat([Buffer.from(`${MIB.toString(16)}\r\n`), Buffer.alloc(MIB, 0x20), Buffer.from('\r\n')]);
    const answer = await rawRequest(console.webhookPort, Buffer.concat([
      requestText('POST', '/webhook', [
        ['Host', `127.0.0.1:${console.webhookPort}`], ['Content-Type', 'application/json'],
        ['Transfer-Encoding', 'chunked'],
      ]),
      ...Array.from({ length: 25 }, () => chunk), Buffer.from('0\r\n\r\n'),
    ]));
    assertJsonError(answer, [413]);
  });

  await t.test('50 MiB: hung up on', async () => {
    const head = requestText('POST', '/webhook', [
      ['Host', `127.0.0.1:${console.webhookPort}`], ['Content-Type', 'application/json'],
      ['Content-Length', 50 * MIB],
    ]);
    const answer = await rawRequest(console.webhookPort, Buffer.concat([head, Buffer.alloc(50 * MIB, 0x20)]));
    // A sender that is hung up on while it writes may lose the answer, never the refusal.
    if (answer.status !== null) assertJsonError(answer, [413]);
  });
  await assertUnharmed(console);
});

function chunkedRequest(console, body, headers, { truncate = false } = {}) {
  const bytes = Buffer.from(body);
  const chunks = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const piece = bytes.subarray(at, at + 16);
    chunks.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  if (truncate) chunks.splice(-3);
  else chunks.push(Buffer.from('0\r\n\r\n'));
  return rawRequest(console.webhookPort, Buffer.concat([
    requestText('POST', '/webhook', [
      ['Host', `127.0.0.1:${console.webhookPort}`], ['Transfer-Encoding', 'chunked'], ...Object.entries(headers),
    ]),
    ...chunks,
  ]), { end: truncate });
}

test('a chunked body: taken where a signature covers it', async (t) => {
  const console = await Console.start(t);
  const callId = unique('call');
  const body = functionCall(callId);
  const answer = await chunkedRequest(console, body, signedHeaders(body, { sender: senders.svix }));

  assert.equal(answer.status, 200, answer.text);
  assert.equal((await console.operation(callId)).json.state, 'pending');
});

test('a chunked body that is cut off is no webhook', async (t) => {
  const console = await Console.start(t);
  const body = functionCall(unique('call'));
  const answer = await chunkedRequest(console, body, signedHeaders(body), { truncate: true });

  if (answer.status !== null) assertJsonError(answer, [400, 401]);
  await assertUnharmed(console);
});

test('a chunked body without a secret is refused', async (t) => {
  const console = await Console.start(t, { secrets: [] });
  const body = functionCall(unique('call'));

  assertJsonError(await chunkedRequest(console, body, { 'content-type': 'application/json' }), [411]);
  await assertUnharmed(console);
});

const body = functionCall('call_request');
const json = ['Content-Type', 'application/json'];
const length = ['Content-Length', Buffer.byteLength(body)];

/** Requests whose head is wrong: method, target, headers without Host, and the statuses that answer it. */
const badRequests = {
  'GET': ['GET', '/webhook', [], [405], ''],
  'DELETE': ['DELETE', '/webhook', [], [405], ''],
  'PUT': ['PUT', '/webhook', [json, length], [405]],
  'OPTIONS': ['OPTIONS', '/webhook', [], [405], ''],
  'TRACE': ['TRACE', '/webhook', [], [405], ''],
  'a method nobody knows': ['BREW', '/webhook', [json, length], [400, 405, 501]],
  'CONNECT': ['CONNECT', '127.0.0.1:80', [], [400, 404, 405], ''],
  'another path': ['POST', '/', [json, length], [404]],
  'a path with the same beginning': ['POST', '/webhooks', [json, length], [404]],
  'a path with a detour': ['POST', '/webhook/../console/v1/info', [json, length], [400, 404]],
  'a path with an encoded detour': ['POST', '/webhook/%2e%2e/x', [json, length], [400, 404]],
  'an encoded slash': ['POST', '/webhook%2finbound', [json, length], [400, 404]],
  'an encoded NUL': ['POST', '/webhook/%00', [json, length], [400, 404]],
  'a path that is not UTF-8': ['POST', '/webhook/%ff', [json, length], [400, 404]],
  'the API on the receiver': ['GET', '/console/v1/info', [], [404], ''],
  'a target without a slash': ['POST', 'webhook', [json, length], [400, 404]],
  'no length': ['POST', '/webhook', [json], [400, 411], ''],
  'two lengths': ['POST', '/webhook', [json, length, ['Content-Length', 5]], [400]],
  'a length with a sign': ['POST', '/webhook', [json, ['Content-Length', '+5']], [400]],
  'a negative length': ['POST', '/webhook', [json, ['Content-Length', '-5']], [400]],
  'length and chunks': ['POST', '/webhook', [json, length, ['Transfer-Encoding', 'chunked']], [400], '1\r\n1\r\n0\r\n\r\n'],
  'gzip as transfer encoding': ['POST', '/webhook', [json, ['Transfer-Encoding', 'gzip, chunked']], [400, 411, 501]],
  'a compressed body': ['POST', '/webhook', [json, length, ['Content-Encoding', 'gzip']], [415]],
  'a form': ['POST', '/webhook', [['Content-Type', 'application/x-www-form-urlencoded'], length], [415]],
  'no content type': ['POST', '/webhook', [length], [415]],
  'text': ['POST', '/webhook', [['Content-Type', 'text/plain'], length], [415]],
  'a second Host': ['POST', '/webhook', [json, length, ['Host', 'example.com']], [400]],
  'an absolute target with another host': ['POST', 'http://example.com/webhook', [json, length], [400]],
  'an expectation nobody knows': ['POST', '/webhook', [json, length, ['Expect', 'a miracle']], [400, 417]],
};

test('requests that no library would send', async (t) => {
  const console = await Console.start(t);
  const host = ['Host', `127.0.0.1:${console.webhookPort}`];

  for (const [name, [method, target, headers, statuses, content = body]] of Object.entries(badRequests)) {
    await t.test(name, async () => {
      const bytes = requestText(method, target, [host, ...headers], content);
      assertJsonError(await rawRequest(console.webhookPort, bytes, { end: true }), statuses);
    });
  }

  await t.test('a wrong method says which is right', async () => {
    const bytes = requestText('GET', '/webhook', [host]);
    const answer = await rawRequest(console.webhookPort, bytes, { end: true });
    assert.equal(answer.headers.allow, 'POST');
  });
  await t.test('no Host', async () => {
    const bytes = requestText('POST', '/webhook', [json, length], body);
    assertJsonError(await rawRequest(console.webhookPort, bytes, { end: true }), [400]);
  });

  // What is not HTTP at all is hung up on.
  for (const [name, bytes] of Object.entries({
    'noise': Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10]),
    'a TLS greeting': Buffer.from('1603010200010001fc0303', 'hex'),
    '100,000 header bytes': requestText('POST', '/webhook', [host, ['X-Long', 'a'.repeat(100_000)]]),
    '5,000 headers': requestText('POST', '/webhook', [host, ...Array.from({ length: 5000 }, (_, i) => [`X-${i}`, 'a'])]),
    'a target of 100,000 bytes': requestText('POST', `/webhook/${'a'.repeat(100_000)}`, [host]),
    'HTTP/0.9': Buffer.from('GET /webhook\r\n\r\n'),
    'a bare line feed': Buffer.from(`POST /webhook HTTP/1.1\nHost: ${host[1]}\n\n`),
    'a length beyond 64 bits': requestText('POST', '/webhook', [host, json, ['Content-Length', '9'.repeat(20)]], body),
    'half a request': Buffer.from('POST /webh'),
  })) {
    await t.test(name, async () => {
      const { status } = await rawRequest(console.webhookPort, bytes, { end: true });
      assert.ok(status === null || (status >= 400 && status < 500), `answered ${status}`);
    });
  }
  await assertUnharmed(console);

  const callId = unique('call');
  const good = functionCall(callId);
  assert.equal((await post(console, good, signedHeaders(good))).status, 200, 'it still receives');
});

const api = {
  'no token': [[], [401]],
  'a wrong token': [[['Authorization', 'Bearer wrong']], [401]],
  'another host': [[['Host', 'attacker.example']], [400, 403]],
  'a web page': [[['Origin', 'https://attacker.example']], [403]],
  'a tunnel': [[['X-Forwarded-For', '203.0.113.1']], [403]],
};

test('the API is for this machine and this token', async (t) => {
  const console = await Console.start(t);

  for (const [name, [headers, statuses]] of Object.entries(api)) {
    await t.test(name, async () => {
      const all = new Map([['Host', `127.0.0.1:${console.apiPort}`], ['Authorization', `Bearer ${console.token}`]]);
      if (name === 'no token') all.delete('Authorization');
      for (const [header, value] of headers) all.set(header, value);
      const bytes = requestText('GET', '/console/v1/operations', [...all]);
      assertJsonError(await rawRequest(console.apiPort, bytes, { end: true }), statuses);
    });
  }
  await t.test('an unknown path', async () => {
    const answer = await console.get('nothing');
    assertJsonError(answer, [404]);
  });
  await t.test('an unknown operation', async () => {
    assertJsonError(await console.operation('nobody'), [404]);
  });
});
