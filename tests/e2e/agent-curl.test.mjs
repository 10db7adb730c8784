// SPDX-License-Identifier: Apache-2.0
//
// Agents that speak HTTP by themselves, here curl, with the explicit nulls that the Python SDK sends, and bytes that no
// JSON library would print the same.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';

import { binary, Console, run } from './support/console.mjs';
import { unique } from './support/webhooks.mjs';

const DECIDE_KEY = 'hl_local_key_of_a_test_that_may_decide';
const STATE = '{ "z":12345678901234567890,"a":0.10,"e":1e400,\t"s":"\\u00e9\\/","a":[1 ,2.0]}';

const callNulls = '"requested_at":null,"responded_at":null,"approved":null,"comment":null,"user_info":null,'
  + '"slack_context":null,"reject_option_name":null,"slack_message_ts":null';
const contactNulls = '"requested_at":null,"responded_at":null,"response":null,"response_option_name":null,'
  + '"slack_message_ts":null';

/** Runs curl; every answer has to be JSON and to say so. */
function curl(console, path, { body, key = console.apiKey, args = [] } = {}) {
  const all = ['--silent', '--show-error', '--max-time', '60', '--write-out', '\n%{http_code} %{content_type}'];
  if (key) all.push('--header', `Authorization: Bearer ${key}`);
  if (body !== undefined) all.push('--header', 'Content-Type: application/json', '--data-binary', '@-');
  all.push(...args, console.apiBase + path);
  return new Promise((resolve, reject) => {
    const child = execFile('curl', all, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) {
        reject(new Error(`${error.message}\n${stderr}`));
        return;
      }
      const end = stdout.lastIndexOf('\n');
      const [status, type] = stdout.slice(end + 1).split(' ');
      const text = stdout.slice(0, end);
      assert.equal(type, 'application/json');
      resolve({ status: Number(status), text, json: JSON.parse(text) });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(body ?? '');
  });
}

function functionCall(callId, { state = 'null', options = 'null' } = {}) {
  return `{"run_id":"run","call_id":${JSON.stringify(callId)},"spec":{"fn":"send_email","kwargs":{"to":"a@example.com",`
    + `"cc":null},"channel":null,"reject_options":${options},"state":${state}},"status":{${callNulls}}}`;
}

function humanContact(callId, { state = 'null', options = 'null' } = {}) {
  return `{"run_id":"run","call_id":${JSON.stringify(callId)},"spec":{"msg":"which?","subject":null,"channel":null,`
    + `"response_options":${options},"state":${state}},"status":null}`;
}

function assertRefused(answer, status, code) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.error.code, code);
  assert.ok(answer.json.error.message.length > 20);
  for (const detail of answer.json.detail) {
    assert.ok(Array.isArray(detail.loc));
    assert.equal(typeof detail.msg, 'string');
    assert.equal(typeof detail.type, 'string');
  }
}

test('curl', async (t) => {
  const console = await Console.start(t);

  await t.test('a function call is asked for, polled, approved', async () => {
    const callId = unique('call');
    const created = await curl(console, '/function_calls', { body: functionCall(callId, { state: STATE }) });
    assert.equal(created.status, 200, created.text);
    assert.ok(created.text.includes(`"state":${STATE}`), 'the state came back byte for byte');
    assert.equal(created.json.status.approved, null);

    const waiting = await curl(console, `/function_calls/${callId}`);
    assert.equal(waiting.text, created.text);

    await console.decide(callId, { approved: true });
    const decided = await curl(console, `/function_calls/${callId}`);
    assert.equal(decided.json.status.approved, true);
    assert.equal(decided.json.status.comment, null);
    assert.ok(decided.text.includes(`"state":${STATE}`));
    assert.match(decided.json.status.responded_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  await t.test('a denial carries its comment and option', async () => {
    const callId = unique('call');
    await curl(console, '/function_calls', {
      body: functionCall(callId, { options: '[{"name":"later","title":null,"prompt_fill":"not now","interactive":false}]' }),
    });
    await console.decide(callId, { approved: false, comment: 'not now', option: 'later' });
    const { json } = await curl(console, `/function_calls/${callId}`);
    assert.equal(json.status.approved, false);
    assert.equal(json.status.comment, 'not now');
    assert.equal(json.status.reject_option_name, 'later');
  });

  for (const path of ['/contact_requests', '/human_contacts']) {
    await t.test(`a human contact by ${path}`, async () => {
      const callId = unique('human_call');
      const body = humanContact(callId, { state: STATE, options: '[{"name":"eu","interactive":null}]' });
      const created = await curl(console, path, { body });
      assert.equal(created.status, 200, created.text);
      assert.equal(created.json.status.response, null);
      await console.decide(callId, { response: 'Europe', option: 'eu' });
      for (const other of ['/contact_requests', '/human_contacts']) {
        const { json, text } = await curl(console, `${other}/${callId}`);
        assert.equal(json.status.response, 'Europe');
        assert.equal(json.status.response_option_name, 'eu');
        assert.ok(text.includes(`"state":${STATE}`));
      }
    });
  }

  await t.test('a state of megabytes', async () => {
    const callId = unique('call');
    const state = `{"list":[${Array.from({ length: 100_000 }, (_, i) => `${i}.50`).join(',')}]}`;
    const created = await curl(console, '/function_calls', { body: functionCall(callId, { state }) });
    assert.equal(created.status, 200);
    const polled = await curl(console, `/function_calls/${callId}`);
    assert.ok(polled.text.includes(`"state":${state}`));
  });

  await t.test('what waits', async () => {
    const ids = [unique('wait'), unique('wait')];
    for (const id of ids) await curl(console, '/function_calls', { body: functionCall(id) });
    const { json } = await curl(console, '/agent/function_calls/pending');
    const list = await curl(console, '/agent/function_calls/pending?format=array');
    assert.equal(json.total, json.items.length);
    assert.equal(json.limit, 100);
    assert.equal(json.has_more, false);
    assert.deepEqual(list.json, json.items);
    assert.deepEqual(json.items.slice(-2).map((item) => item.call_id), ids);

    const page = await curl(console, `/agent/function_calls/pending?limit=1&offset=${json.total - 1}`);
    assert.deepEqual(page.json, { items: json.items.slice(-1), total: json.total, limit: 1, offset: json.total - 1, has_more: false });
    assert.deepEqual((await curl(console, '/agent/human_contacts/pending')).json.items, []);
  });

  await t.test('an escalation raises it again and decides nothing', async () => {
    const callId = unique('call');
    await curl(console, '/function_calls', { body: functionCall(callId) });
    const path = `/agent/function_calls/${callId}/escalate_email`;
    const answer = await curl(console, path, {
      body: '{"escalation_msg":"please","additional_recipients":null,"channel":null}',
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.status.approved, null);
    assertRefused(await curl(console, path, { body: '{}' }), 422, 'validation_error');
  });

  await t.test('probes and the project', async () => {
    assert.deepEqual((await curl(console, '/status', { key: null })).json, { status: 'ok' });
    const { json } = await curl(console, '/project');
    for (const name of ['name', 'slug', 'organization', 'project_slug', 'org_slug']) assert.ok(json[name], name);
  });

  await t.test('refusals', async () => {
    const callId = unique('call');
    assert.equal((await curl(console, '/function_calls', { body: functionCall(callId) })).status, 200);
    assert.equal((await curl(console, '/function_calls', { body: functionCall(callId) })).status, 200);
    assertRefused(await curl(console, '/function_calls', { body: functionCall(callId, { state: '{}' }) }), 409, 'call_id_taken');
    assertRefused(await curl(console, '/function_calls', { body: '{"run_id":"r"' }), 400, 'json_invalid');
    assertRefused(await curl(console, '/function_calls', { body: '{}' }), 422, 'validation_error');
    assertRefused(await curl(console, '/function_calls', { body: '{}', key: null }), 401, 'key_wrong');
    assertRefused(await curl(console, '/nothing'), 404, 'path_unknown');
    assertRefused(await curl(console, `/function_calls/${unique('nope')}`), 404, 'not_found');
    assertRefused(await curl(console, '/project', { args: ['--header', 'Origin: https://evil.example'] }), 403, 'browser_forbidden');
    assertRefused(await curl(console, '/project', { args: ['--header', 'X-Forwarded-For: 1.2.3.4'] }), 403, 'forwarded_forbidden');
    assertRefused(await curl(console, '/project', { args: ['--header', 'Host: evil.example'] }), 403, 'host_forbidden');
    assertRefused(await curl(console, '/project', { args: ['--request', 'PATCH'] }), 411, 'length_required');
    assertRefused(await curl(console, '/project', { args: ['--request', 'DELETE'] }), 405, 'method_not_allowed');
    assertRefused(await curl(console, `/agent/function_calls/${callId}/respond`, { body: '{"approved":true}' }), 403, 'scope_insufficient');
    const text = { body: functionCall(unique('call')), args: ['--header', 'Content-Type: text/plain'] };
    assertRefused(await curl(console, '/function_calls', text), 415, 'content_type_unsupported');
    assertRefused(await curl(console, '/function_calls', { body: ' '.repeat(21 * 1024 * 1024) }), 413, 'body_too_large');
  });

  await t.test('polls are counted', async () => {
    const callId = unique('call');
    await curl(console, '/function_calls', { body: functionCall(callId) });
    await curl(console, `/function_calls/${callId}`);
    await curl(console, `/function_calls/${callId}`);
    await console.next((event) => event.operation?.call_id === callId && event.operation.polls.count === 2);
  });

  console.assertWell();
});

const { stdout: help } = await run(['serve', '--help']);

test('curl, deciding', { skip: !help.includes('--api-key') && `${binary} takes no --api-key` }, async (t) => {
  const console = await Console.start(t, { apiKeys: [`${DECIDE_KEY}:agent+decide`] });

  await t.test('a function call, with the nulls of a status', async () => {
    const callId = unique('call');
    const path = `/agent/function_calls/${callId}/respond`;
    const body = `{${callNulls.replace('"approved":null', '"approved":true')}}`;
    await curl(console, '/function_calls', { body: functionCall(callId) });
    const decided = await curl(console, path, { body, key: DECIDE_KEY });
    assert.equal(decided.json.status.approved, true);
    assertRefused(await curl(console, path, { body, key: DECIDE_KEY }), 409, 'already_decided');
  });

  await t.test('a human contact, with the nulls of a status', async () => {
    const callId = unique('human_call');
    const path = `/agent/human_contacts/${callId}/respond`;
    const body = `{${contactNulls.replace('"response":null', '"response":"yes"')}}`;
    await curl(console, '/human_contacts', { body: humanContact(callId) });
    const decided = await curl(console, path, { body, key: DECIDE_KEY });
    assert.equal(decided.json.status.response, 'yes');
    assertRefused(await curl(console, path, { body, key: DECIDE_KEY }), 409, 'already_decided');
  });
});
