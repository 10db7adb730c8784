// SPDX-License-Identifier: Apache-2.0
//
// In a language with a decimal comma, people read their own words and numbers, and programs what they always read.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Console, request, run, temporaryDirectory } from './support/console.mjs';

const catalogue = `msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "STATE"
msgstr "ZUSTAND"

msgid "There is no operation with the call_id “%s”. Check the id, or create the operation first."
msgstr "Es gibt keinen Vorgang „%s“."

msgid "It is required: send %s."
msgstr "Das fehlt: %s."

msgctxt "JSON type"
msgid "an object"
msgstr "ein Objekt"

msgid "The call_id %s is taken by another operation. Use a new call_id for a new request; send the same body to repeat this one."
msgstr "Die call_id %s ist vergeben."

msgid "“%s” is no state: all, pending, completed, approved, denied or responded."
msgstr "„%s“ ist kein Zustand."
`;

/** An environment in German, with a locale and a catalogue that are made here. */
function makeGerman() {
  const directory = temporaryDirectory();
  const messages = join(directory, 'catalogues/de/LC_MESSAGES');
  mkdirSync(messages, { recursive: true });
  writeFileSync(join(directory, 'de.po'), catalogue);
  execFileSync('msgfmt', ['-o', join(messages, 'humanlayer-console.mo'), join(directory, 'de.po')]);
  spawnSync('localedef', ['-i', 'de_DE', '-f', 'UTF-8', join(directory, 'de_DE.UTF-8')]);
  return {
    LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de', LOCPATH: directory, HLC_LOCALE_DIR: join(directory, 'catalogues'),
  };
}

const obstacle = !existsSync('/usr/share/i18n/locales/de_DE') && 'the package locales is not installed';

test('words are translated for people, and JSON is the same everywhere', { skip: obstacle }, async (t) => {
  const variables = makeGerman();
  const comma = spawnSync('printf', ['%.1f', '0,5'], { env: { ...process.env, ...variables } });
  assert.equal(String(comma.stdout), '0,5', 'the locale has a decimal comma');

  const console = await Console.start(t, { variables, options: ['--time-scale', '2.5'] });
  const ask = (...args) => run([...args, '--data-dir', console.dataDir], { variables });
  const made = await ask('create', 'function-call', '--fn', 'f', '--kwargs', '{"amount":1234567.5}', '--json');
  assert.equal(made.status, 0, made.stderr);
  assert.deepEqual(JSON.parse(made.stdout).spec.kwargs, { amount: 1234567.5 });

  await t.test('people', async () => {
    const { stdout } = await ask('list');
    assert.match(stdout, /ZUSTAND/);
    const { stderr, status } = await ask('list', '--state', 'odd');
    assert.equal(status, 2);
    assert.match(stderr, /„odd“ ist kein Zustand\./);
  });

  await t.test('programs', async () => {
    assert.equal((await console.get('time-scale')).json.time_scale, 2.5);
    assert.equal(JSON.parse((await ask('time-scale', '--json')).stdout).time_scale, 2.5);
    assert.equal((await ask('time-scale', '20.5')).status, 0);
    assert.match((await console.get('time-scale')).text, /"time_scale":20\.5\b/);
    const operation = JSON.parse((await ask('list', '--json')).stdout).items[0];
    assert.equal(operation.state, 'pending');
    assert.match(operation.requested_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    for (const event of console.events) assert.doesNotMatch(event.line, /ZUSTAND/);
  });

  await t.test('agents', async () => {
    const agent = async (method, path, body) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const carried = text === undefined ? {} : {
        'content-type': 'application/json', 'content-length': Buffer.byteLength(text),
      };
      const answer = await request(`${console.apiBase}/${path}`, {
        method, headers: { authorization: `Bearer ${console.apiKey}`, ...carried }, body: text,
      });
      return { ...answer, json: JSON.parse(answer.text) };
    };
    const call = (id, spec) => agent('POST', 'function_calls', { call_id: id, run_id: 'r', spec });
    const wrong = await call('c1', {});
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /It is required: send a string\./);
    assert.match(wrong.text, /It is required: send an object\./);

    const unknown = await agent('GET', 'function_calls/none');
    assert.equal(unknown.status, 404);
    assert.match(unknown.json.error.message, /^There is no operation with the call_id “none”\./);

    assert.equal((await call('c2', { fn: 'f', kwargs: {} })).status, 200);
    const taken = await call('c2', { fn: 'g', kwargs: {} });
    assert.equal(taken.status, 409);
    assert.match(taken.json.error.message, /^The call_id c2 is taken by another operation\./);

    // What people read on the command line is in their language, and so is what the console answers to it.
    const { stderr, status } = await ask('show', 'none');
    assert.equal(status, 1);
    assert.match(stderr, /Es gibt keinen Vorgang „none“\./);
  });
});
