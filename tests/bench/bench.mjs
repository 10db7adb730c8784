// SPDX-License-Identifier: Apache-2.0
//
// Measures ours against yardsticks built beside it, in turns within one run, and prints one table. Medians.
// Usage: node bench.mjs BUILD_DIRECTORY [receiver] [deliver] [decision] [frames] [start]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const [build, ...wanted] = process.argv.slice(2);
if (!build || !existsSync(join(build, 'tests/bench/bench-load'))) {
  console.error('Usage: node bench.mjs BUILD_DIRECTORY, of a build with -Dbench=true');
  process.exit(2);
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const TURNS = 3;
const LOADS = [{ connections: 1, count: 5_000 }, { connections: 8, count: 15_000 }, { connections: 32, count: 15_000 }];
const DELIVER = { count: 10_000, connections: 8, decisions: 200 };
const FRAMES = { rate: 2000, seconds: 10 };
const PATIENCE_MS = 60_000;

const program = (name) => join(build, 'tests/bench', name);
const environment = {
  ...process.env,
  GSETTINGS_SCHEMA_DIR: join(build, 'data'),
  GSETTINGS_BACKEND: 'memory',
  GSK_RENDERER: 'cairo',
  GTK_A11Y: 'none',
  HLC_SECRETS: 'file',
};
const directories = [];

function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'hlc-bench-'));
  directories.push(directory);
  return directory;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs a program to its end; its last line of output is JSON. */
async function measure(name, args = []) {
  const child = spawn(program(name), args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (piece) => { text += piece; });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${name} failed with ${status}`);
  return JSON.parse(text.trim().split('\n').at(-1));
}

/** The time now, for programs that tell how long after it they painted. The same clock as GLib's monotonic time. */
const started = () => [`--started=${process.hrtime.bigint() / 1000n}`];

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

/** The console without a window. What it prints goes nowhere, so that reading it costs no processor time here. */
async function startOurs() {
  const dataDir = join(temporaryDirectory(), 'data');
  const child = spawn(join(build, 'src/humanlayer-console'), [
    'serve', '--headless', '--data-dir', dataDir, '--webhook-port', '0', '--api-port', '0', '--webhook-secret', secret,
  ], { env: environment, stdio: 'ignore' });
  const file = join(dataDir, 'instance.json');
  const deadline = Date.now() + PATIENCE_MS;
  while (!existsSync(file)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('the console did not start');
    await pause(20);
  }
  const instance = JSON.parse(readFileSync(file));
  return { child, instance, port: Number(new URL(instance.webhook_url).port) };
}

async function startBare() {
  const child = spawn(program('bench-bare-server'), { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, port: JSON.parse(line).port };
}

function load(port, { connections, count }) {
  return measure('bench-load', [`--port=${port}`, `--secret=${secret}`, `--connections=${connections}`, `--count=${count}`]);
}

const rows = [];

function row(what, ours, yardstick, ratio, goal = '', met = false) {
  rows.push([what, ours, yardstick, ratio, goal, goal && (met ? 'yes' : 'no')]);
}

/** Deliveries a second and how long one takes, against a server that only answers. */
async function benchReceiver() {
  const starters = { ours: startOurs, bare: startBare };
  const results = { ours: {}, bare: {} };

  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [name, start] of Object.entries(starters)) {
      const { child, port } = await start();
      await load(port, { connections: 2, count: 500 });
      for (const setting of LOADS) {
        const result = await load(port, setting);
        if (result.failed > 0) throw new Error(`${name}: ${result.failed} were not acknowledged`);
        (results[name][setting.connections] ??= []).push(result);
      }
      await stop(child);
    }
  }

  for (const { connections } of LOADS) {
    const of = (name, field) => median(results[name][connections].map((result) => result[field]));
    const rate = of('ours', 'per_second') / of('bare', 'per_second');
    const p99 = of('ours', 'p99_ms') / of('bare', 'p99_ms');
    row(`verified, durable deliveries/s, ${connections} connections`, of('ours', 'per_second').toFixed(0),
      of('bare', 'per_second').toFixed(0), `${rate.toFixed(2)} ×`, '≥ 0.80 ×', rate >= 0.8);
    row(`p50, ${connections} connections`, `${of('ours', 'p50_ms').toFixed(2)} ms`, `${of('bare', 'p50_ms').toFixed(2)} ms`,
      `${(of('ours', 'p50_ms') / of('bare', 'p50_ms')).toFixed(2)} ×`);
    row(`p99, ${connections} connections`, `${of('ours', 'p99_ms').toFixed(2)} ms`, `${of('bare', 'p99_ms').toFixed(2)} ms`,
      `${p99.toFixed(2)} ×`, connections === 32 ? '≤ 3 ×' : '', p99 <= 3);
  }
}

/** A handler that tells how long each DELIVER.count requests took. */
async function startHandler() {
  const child = spawn(program('bench-handler'), [`--count=${DELIVER.count}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  return { child, next, port: (await next()).port };
}

const agent = new http.Agent({ keepAlive: false });

/** A request below /console/v1 of a running console. */
function ask({ instance }, method, path, body) {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const outgoing = http.request(`${instance.console_base}/${path}`, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${instance.console_token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      },
    }, (incoming) => {
      let answer = '';
      incoming.on('data', (piece) => { answer += piece; });
      incoming.on('end', () => (incoming.statusCode === 200
        ? resolve(JSON.parse(answer)) : reject(new Error(`${path}: ${incoming.statusCode} ${answer}`))));
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

const operation = (callId) => ({
  run_id: 'run_1',
  call_id: callId,
  spec: {
    fn: 'send_email',
    kwargs: {
      to: 'user@example.com',
      subject: 'Hello',
      body: 'A message of the usual length, as agents write them to the people that they work for.',
    },
  },
  status: { requested_at: '2025-06-01T10:00:00Z', responded_at: '2025-06-01T10:01:00Z', approved: true, comment: null },
});

/** Messages that nobody wants yet, so that all of them become due at once when an endpoint asks for them. */
async function makeMessages(ours) {
  let made = 0;
  const one = async () => {
    while (made < DELIVER.count) {
      made += 1;
      await ask(ours, 'POST', 'messages', { event_type: 'function_call.completed', data: operation(`call_${made}`) });
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

/** Signed, logged webhooks a second to a local handler, against a loop that posts the same bytes and keeps nothing. */
async function benchDeliver() {
  const rates = { ours: [], bare: [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const handler = await startHandler();
    const loop = spawn(program('bench-post-loop'), [`--port=${handler.port}`, `--count=${DELIVER.count}`,
      `--connections=${DELIVER.connections}`], { stdio: 'inherit' });
    rates.bare.push(DELIVER.count / (await handler.next()).seconds);
    await once(loop, 'close');

    const ours = await startOurs();
    await makeMessages(ours);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const { id } = await ask(ours, 'POST', 'endpoints', { url: `http://127.0.0.1:${handler.port}/webhook` });
    await ask(ours, 'POST', `endpoints/${id}/recover`, { since });
    rates.ours.push(DELIVER.count / (await handler.next()).seconds);
    await stop(ours.child);
    await stop(handler.child);
  }
  const ratio = median(rates.ours) / median(rates.bare);
  row(`${DELIVER.count} messages to a local handler, messages/s`, median(rates.ours).toFixed(0),
    median(rates.bare).toFixed(0), `${ratio.toFixed(2)} ×`);
}

/** From the request that decides to the head of the signed webhook at a local handler. */
async function benchDecision() {
  const durations = [];
  const arrived = new Map();
  const handler = http.createServer((incoming, outgoing) => {
    const at = process.hrtime.bigint();
    let text = '';
    incoming.on('data', (piece) => { text += piece; });
    incoming.on('end', () => {
      outgoing.end();
      arrived.get(JSON.parse(text).call_id)(at);
    });
  });
  handler.listen(0, '127.0.0.1');
  await once(handler, 'listening');

  const ours = await startOurs();
  await ask(ours, 'POST', 'endpoints', { url: `http://127.0.0.1:${handler.address().port}/webhook`, body_version: 'v1' });
  for (let n = 0; n < DELIVER.decisions; n += 1) {
    const callId = `decided_${n}`;
    const { run_id: runId, spec } = operation(callId);
    await ask(ours, 'POST', 'operations', { kind: 'function_call', call_id: callId, run_id: runId, spec });
    const arrival = new Promise((resolve) => { arrived.set(callId, resolve); });
    const begin = process.hrtime.bigint();
    const decided = ask(ours, 'POST', `operations/${callId}/decide`, { approved: true });
    durations.push(Number(await arrival - begin) / 1e6);
    await decided;
  }
  await stop(ours.child);
  handler.closeAllConnections();
  handler.close();
  row('decision to signed webhook at a local handler, median', `${median(durations).toFixed(1)} ms`, '', '', '≤ 10 ms',
    median(durations) <= 10);
}

/** Frames painted by the real window while deliveries arrive from another process. */
async function benchFrames() {
  const results = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    results.push(await measure('bench-frames', [`--rate=${FRAMES.rate}`, `--seconds=${FRAMES.seconds}`,
      `--load=${program('bench-load')}`, `--data-dir=${join(temporaryDirectory(), 'data')}`]));
  }
  const of = (field) => median(results.map((result) => result[field]));
  row('frames/s, nothing arriving', of('idle_frames_per_second').toFixed(1), '', '');
  row(`frames/s while ${of('deliveries_per_second').toFixed(0)} deliveries/s arrive`, of('frames_per_second').toFixed(1),
    '', '', '≥ 50', of('frames_per_second') >= 50);
  row('longest stall of the main loop, meanwhile', `${of('longest_stall_ms').toFixed(1)} ms`, '', '', '≤ 16 ms',
    of('longest_stall_ms') <= 16);
}

/** First frame and memory of the window, against one of libadwaita with nothing in it. */
async function benchStart() {
  const results = { ours: [], bare: [] };
  for (let turn = 0; turn < 2 * TURNS + 1; turn += 1) {
    results.bare.push(await measure('bench-bare-window', started()));
    results.ours.push(await measure('bench-window', [...started(), `--data-dir=${join(temporaryDirectory(), 'data')}`]));
  }
  for (const [what, field, unit] of [['first frame', 'first_frame_ms', 'ms'], ['resident memory', 'resident_mib', 'MiB']]) {
    const of = (name) => median(results[name].map((result) => result[field]));
    const ratio = of('ours') / of('bare');
    row(`window: ${what}`, `${of('ours').toFixed(0)} ${unit}`, `${of('bare').toFixed(0)} ${unit}`,
      `${ratio.toFixed(2)} ×`, '≤ 1.5 ×', ratio <= 1.5);
  }
}

function printTable() {
  const head = ['what', 'ours', 'yardstick', 'ratio', 'goal', 'met'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((cells) => cells[column].length)));
  const print = (cells) => console.log(`| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`);
  print(head);
  print(widths.map((width) => '-'.repeat(width)));
  rows.forEach(print);
}

try {
  console.log(`Medians of ${TURNS} turns, on ${cpus().length} processors`);
  for (const [name, bench] of Object.entries({
    receiver: benchReceiver, deliver: benchDeliver, decision: benchDecision, frames: benchFrames, start: benchStart,
  })) {
    if (wanted.length === 0 || wanted.includes(name)) await bench();
  }
  printTable();
} finally {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}
