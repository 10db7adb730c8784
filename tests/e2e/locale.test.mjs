// SPDX-License-Identifier: Apache-2.0
//
// In a language with a decimal comma, people read their own words and numbers, and programs what they always read.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { Console, run, temporaryDirectory } from './support/console.mjs';

const catalogue = `msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "STATE"
msgstr "ZUSTAND"

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
});
