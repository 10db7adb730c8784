// SPDX-License-Identifier: Apache-2.0
//
// Agents on HumanLayer's TypeScript SDK, unmodified, against the console: every public call of it. What a human decides
// is decided through /console/v1.

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  ApprovalMethod, CloudFunctionCallStore, CloudHumanContactStore, CloudHumanLayerBackend, HumanLayer,
  HumanLayerCloudConnection, humanlayer,
} from '@humanlayer/sdk';

import { binary, Console, run } from './support/console.mjs';
import { unique } from './support/webhooks.mjs';

const DECIDE_KEY = 'hl_local_key_of_a_test_that_may_decide';

const state = { step: 3, ratio: 0.1, nested: { list: [1, 2.5, null, 'é'] }, '': true };
const rejectOptions = [
  { name: 'later', title: 'Later', description: 'not now', prompt_fill: 'Ask again tomorrow', interactive: false },
  { name: 'never', title: 'Never', prompt_fill: 'Do not ask again', interactive: true },
];
const responseOptions = [{ name: 'eu', title: 'Europe', prompt_fill: 'Europe' }, { name: 'us', title: 'America' }];
const channel = {
  slack: { channel_or_user_id: 'C1', context_about_channel_or_user: 'the team', experimental_slack_blocks: true },
  email: { address: 'a@example.com', additional_recipients: [{ address: 'b@example.com', field: 'cc' }] },
};

/** An SDK whose pause between polls is the human: it ends when @decide has been called for what waits. */
function agent(console, { decide = () => {}, apiKey = console.apiKey, ...params } = {}) {
  const seen = [];
  return humanlayer({
    apiKey,
    apiBaseUrl: console.apiBase,
    runId: unique('run'),
    genid: (prefix) => { seen.push(unique(prefix)); return seen.at(-1); },
    sleep: async () => decide(seen.at(-1)),
    ...params,
  });
}

/** Decides on the second poll, so that one poll finds the operation pending. */
function onSecondPoll(console, decision) {
  let polls = 0;
  return async (callId) => {
    polls += 1;
    if (polls === 2) await console.decide(callId, decision);
  };
}

async function refused(promise, status, pattern) {
  await assert.rejects(promise, (error) => {
    assert.match(error.message, new RegExp(` ${status}: \\{"error":\\{"message":"`));
    const body = JSON.parse(error.message.slice(error.message.indexOf(': {') + 2));
    assert.match(body.error.message, pattern);
    assert.ok(Array.isArray(body.detail));
    return true;
  });
}

test('the TypeScript SDK', async (t) => {
  const console = await Console.start(t);

  await t.test('requireApproval, approved', async () => {
    const calls = [];
    const hl = agent(console, { decide: onSecondPoll(console, { approved: true }) });
    async function sendEmail(kwargs) { calls.push(kwargs); return `sent to ${kwargs.to}`; }
    const send = hl.requireApproval()(sendEmail);
    assert.equal(send.name, 'sendEmail');
    assert.equal(await send({ to: 'a@example.com' }), 'sent to a@example.com');
    assert.deepEqual(calls, [{ to: 'a@example.com' }]);
  });

  await t.test('requireApproval, denied with a comment', async () => {
    const hl = agent(console, { decide: onSecondPoll(console, { approved: false, comment: 'use “bcc”\nplease' }) });
    const send = hl.requireApproval(channel)(async function sendEmail() { assert.fail('it was denied'); });
    assert.equal(await send({ to: 'a' }), 'User denied function sendEmail with comment: use “bcc”\nplease');
  });

  await t.test('humanAsTool', async () => {
    const hl = agent(console, { decide: onSecondPoll(console, { response: 'the blue one' }), contactChannel: channel });
    assert.equal(await hl.humanAsTool()({ message: 'which one?' }), 'the blue one');
  });

  await t.test('fetchHumanResponse, with options', async () => {
    const hl = agent(console, { decide: onSecondPoll(console, { response: 'Europe', option: 'eu' }) });
    const spec = { msg: 'where?', response_options: responseOptions };
    assert.equal(await hl.fetchHumanResponse({ spec }), 'Europe');
  });

  await t.test('fetchHumanApproval, approved with a comment', async () => {
    const hl = agent(console, { decide: onSecondPoll(console, { approved: true, comment: 'go' }) });
    const status = await hl.fetchHumanApproval({ spec: { fn: 'f', kwargs: {} } });
    assert.equal(status.approved, true);
    assert.equal(status.comment, 'go');
    assert.ok(Date.parse(status.responded_at) >= Date.parse(status.requested_at));
  });

  await t.test('fetchHumanApproval, denied with an option', async () => {
    const decision = { approved: false, comment: 'Ask again tomorrow', option: 'later' };
    const hl = agent(console, { decide: onSecondPoll(console, decision) });
    const status = await hl.fetchHumanApproval({ spec: { fn: 'f', kwargs: {}, reject_options: rejectOptions } });
    assert.equal(status.approved, false);
    assert.equal(status.comment, 'Ask again tomorrow');
    assert.equal(status.reject_option_name, 'later');
  });

  await t.test('createFunctionCall and getFunctionCall, with state', async () => {
    const hl = agent(console);
    const spec = { fn: 'pay', kwargs: { amount: 1.5 }, reject_options: rejectOptions, channel, state };
    const created = await hl.createFunctionCall({ spec });
    assert.deepEqual(created.spec, spec);
    assert.equal(created.run_id, hl.runId);
    assert.equal(created.status.approved, null);
    assert.deepEqual(await hl.getFunctionCall(created.call_id), created);

    await console.decide(created.call_id, { approved: true });
    const decided = await hl.getFunctionCall(created.call_id);
    assert.equal(decided.status.approved, true);
    assert.deepEqual(decided.spec, spec);
  });

  await t.test('createHumanContact and getHumanContact, with state', async () => {
    const hl = agent(console);
    const spec = { msg: 'which region?', response_options: responseOptions, channel, state };
    const created = await hl.createHumanContact({ spec });
    assert.deepEqual(created.spec, spec);
    assert.equal(created.status.response, null);

    await console.decide(created.call_id, { response: 'America', option: 'us' });
    const decided = await hl.getHumanContact(created.call_id);
    assert.equal(decided.status.response, 'America');
    assert.equal(decided.status.response_option_name, 'us');
    assert.deepEqual(decided.spec, spec);
  });

  await t.test('escalateEmailFunctionCall and escalateEmailHumanContact', async () => {
    const hl = agent(console);
    const escalation = {
      escalation_msg: 'please look',
      additional_recipients: [{ address: 'boss@example.com', field: 'to', context_about_user: 'the boss' }],
      channel,
    };
    const call = await hl.createFunctionCall({ spec: { fn: 'f', kwargs: {} } });
    const contact = await hl.createHumanContact({ spec: { msg: 'm' } });
    assert.deepEqual(await hl.escalateEmailFunctionCall(call.call_id, escalation), call);
    assert.deepEqual(await hl.escalateEmailHumanContact(contact.call_id, escalation), contact);

    for (const { call_id: callId } of [call, contact]) {
      const { json } = await console.operation(callId);
      assert.deepEqual(json.timeline.map((entry) => entry.type), ['requested', 'escalated']);
      assert.equal(json.timeline[1].detail, 'please look');
    }
    await refused(hl.escalateEmailFunctionCall(contact.call_id, escalation), 404, /human contact/);
    await refused(hl.escalateEmailHumanContact(unique('nope'), escalation), 404, /no operation/);
  });

  await t.test('an id that the agent chose, sent again and taken', async () => {
    const connection = new HumanLayerCloudConnection(console.apiKey, console.apiBase);
    const store = new CloudFunctionCallStore(connection);
    const call = { run_id: 'run', call_id: unique('toolu'), spec: { fn: 'f', kwargs: { a: 1 } } };
    const created = await store.add(call);
    assert.deepEqual(await store.add(call), created);
    await refused(store.add({ ...call, spec: { fn: 'g', kwargs: {} } }), 409, /taken/);
    await refused(new CloudHumanContactStore(connection).add({ ...call, spec: { msg: 'm' } }), 409, /taken/);
    await refused(store.add({ ...call, spec: { kwargs: {} } }), 422, /spec\.fn/);
  });

  await t.test('ids that are unknown or of the other kind', async () => {
    const hl = agent(console);
    const contact = await hl.createHumanContact({ spec: { msg: 'm' } });
    await refused(hl.getFunctionCall(unique('nope')), 404, /no operation/);
    await refused(hl.getHumanContact(unique('nope')), 404, /no operation/);
    await refused(hl.getFunctionCall(contact.call_id), 404, /human_contacts/);
  });

  await t.test('HumanLayer.cloud and the environment', async () => {
    const cloud = HumanLayer.cloud({ apiKey: console.apiKey, apiBaseUrl: console.apiBase });
    const connected = HumanLayer.cloud({ connection: new HumanLayerCloudConnection(console.apiKey, console.apiBase) });
    process.env.HUMANLAYER_API_KEY = console.apiKey;
    process.env.HUMANLAYER_API_BASE = console.apiBase;
    const fromEnvironment = humanlayer();
    delete process.env.HUMANLAYER_API_KEY;
    delete process.env.HUMANLAYER_API_BASE;
    assert.equal(fromEnvironment.approvalMethod, ApprovalMethod.backend);
    assert.equal(HumanLayer.cli().approvalMethod, ApprovalMethod.cli);
    for (const hl of [cloud, connected, fromEnvironment]) {
      const { call_id: callId } = await hl.createFunctionCall({ spec: { fn: 'f', kwargs: {} } });
      assert.equal((await hl.getFunctionCall(callId)).call_id, callId);
    }
  });

  await t.test('a wrong key, and a base without the prefix', async () => {
    await refused(agent(console, { apiKey: 'hl_local_wrong' }).getFunctionCall('x'), 401, /HUMANLAYER_API_KEY/);
    const { origin } = new URL(console.apiBase);
    await refused(agent(console, { apiBaseUrl: origin }).getFunctionCall('x'), 404, /HUMANLAYER_API_BASE/);
  });

  await t.test('a key that may only ask does not decide', async () => {
    const hl = agent(console);
    const { call_id: callId } = await hl.createFunctionCall({ spec: { fn: 'f', kwargs: {} } });
    await refused(hl.backend.functions().respond(callId, { approved: true }), 403, /agent\+decide/);
    assert.equal((await hl.getFunctionCall(callId)).status.approved, null);
  });

  console.assertWell();
});

const { stdout: help } = await run(['serve', '--help']);

test('the TypeScript SDK, deciding', { skip: !help.includes('--api-key') && `${binary} takes no --api-key` }, async (t) => {
  const console = await Console.start(t, { apiKeys: [`${DECIDE_KEY}:agent+decide`] });
  const backend = new CloudHumanLayerBackend(new HumanLayerCloudConnection(DECIDE_KEY, console.apiBase));
  const hl = agent(console, { apiKey: undefined, backend });

  await t.test('respond to a function call, once', async () => {
    const { call_id: callId } = await hl.createFunctionCall({
      spec: { fn: 'f', kwargs: {}, reject_options: rejectOptions, state },
    });
    const status = { requested_at: new Date(0), approved: false, comment: 'no', reject_option_name: 'never' };
    const decided = await backend.functions().respond(callId, status);
    assert.equal(decided.status.approved, false);
    assert.equal(decided.status.reject_option_name, 'never');
    assert.deepEqual(decided.spec.state, state);
    assert.deepEqual(await hl.getFunctionCall(callId), decided);
    await refused(backend.functions().respond(callId, { approved: true }), 409, /first decision is final/);
    await refused(backend.functions().respond(unique('nope'), { approved: true }), 404, /no operation/);
    const { json } = await console.operation(callId);
    assert.equal(json.decided_by.channel, 'api');
    assert.ok(json.decided_by.name, 'the key is named');
  });

  await t.test('a denial needs a comment, an option one that was offered', async () => {
    const { call_id: callId } = await hl.createFunctionCall({ spec: { fn: 'f', kwargs: {} } });
    await refused(backend.functions().respond(callId, { approved: false }), 422, /comment/);
    const unknown = { approved: false, comment: 'no', reject_option_name: 'later' };
    await refused(backend.functions().respond(callId, unknown), 422, /later/);
    assert.equal((await hl.getFunctionCall(callId)).status.approved, null);
  });

  await t.test('respond to a human contact, once', async () => {
    const { call_id: callId } = await hl.createHumanContact({ spec: { msg: 'm', response_options: responseOptions } });
    await refused(backend.contacts().respond(callId, { response: '' }), 422, /response/);
    const decided = await backend.contacts().respond(callId, { response: 'Europe', response_option_name: 'eu' });
    assert.equal(decided.status.response, 'Europe');
    assert.equal(decided.status.response_option_name, 'eu');
    await refused(backend.contacts().respond(callId, { response: 'America' }), 409, /final/);
  });
});
