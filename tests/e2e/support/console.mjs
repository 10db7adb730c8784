// SPDX-License-Identifier: Apache-2.0
//
// Starts the real program without a window, in a directory of its own and on free ports, and waits for what it
// reports instead of sleeping.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const binary = process.env.HLC_BINARY;
assert.ok(binary, 'HLC_BINARY must name the program to test');

/** A signing secret for tests. */
export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const otherSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

const PATIENCE_MS = 60_000;
const BAD_LOG = /AddressSanitizer|LeakSanitizer|runtime error:|CRITICAL/;

const environment = {
  ...process.env,
  G_DEBUG: 'fatal-criticals',
  GSETTINGS_BACKEND: 'memory',
  HLC_SECRETS: 'file',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};
delete environment.DISPLAY;
delete environment.WAYLAND_DISPLAY;
delete environment.HLC_WEBHOOK_SECRET;
delete environment.HLC_API_KEY;
delete environment.HLC_SEND_SECRET;
delete environment.HLC_NGROK_API;

const directories = [];
process.on('exit', () => directories.forEach((directory) => rmSync(directory, { recursive: true, force: true })));

/** Makes a directory that is there until all tests of this file are done and what they started has ended. */
export function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'hlc-e2e-'));
  directories.push(directory);
  return directory;
}

/** Runs the program with @args to its end; `variables`: of its environment. */
export function run(args, { input = '', variables = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: { ...environment, ...variables } });
    const out = [];
    const err = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout: String(Buffer.concat(out)), stderr: String(Buffer.concat(err)) });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A running `serve --headless`. */
export class Console {
  /**
   * Starts one. It is stopped, and its log looked at, when the test ends.
   * `secrets`: signing secrets; `apiKeys`: agent keys for this run, each with `:scope` where it is not `agent`; `dataDir`: an existing directory;
   * `shell`: a command to run it through, as `ulimit …`; `options`: more options of `serve`; `variables`: of its environment.
   */
  static async start(t, {
    secrets = [secret], apiKeys = [], dataDir = join(temporaryDirectory(), 'data'), shell, options = [], variables = {},
  } = {}) {
    const args = ['serve', '--headless', '--data-dir', dataDir, '--webhook-port', '0', '--api-port', '0', ...options];
    for (const text of secrets) args.push('--webhook-secret', text);
    for (const key of apiKeys) args.push('--api-key', key);
    const [command, ...rest] = shell ? ['sh', '-c', `${shell}; exec "$@"`, 'sh', binary, ...args] : [binary, ...args];
    const env = { ...environment, ...variables };
    const self = new Console(spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] }), dataDir);
    t.after(() => self.stop());
    self.ready = await self.next((event) => event.event === 'ready');
    return self;
  }

  constructor(child, dataDir) {
    this.child = child;
    this.pid = child.pid;
    this.dataDir = dataDir;
    this.events = [];
    this.log = '';
    this.waiting = new Set();
    this.ended = new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal })));
    this.ended.then(({ status, signal }) => this.#giveUp(`the program ended (${status ?? signal})`));
    child.stderr.on('data', (chunk) => { this.log += chunk; });
    createInterface({ input: child.stdout }).on('line', (line) => this.#take(line));
  }

  #take(line) {
    const event = JSON.parse(line);
    event.line = line;
    this.events.push(event);
    for (const waiter of this.waiting) {
      if (waiter.matches(event)) waiter.resolve(event);
    }
  }

  #giveUp(why) {
    for (const waiter of this.waiting) waiter.reject(new Error(`${why}\n${this.log}`));
  }

  /** The first event that matches, whether it came already or is still to come. */
  next(matches) {
    const known = this.events.find(matches);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const waiter = {
        matches,
        resolve: (event) => { this.#forget(waiter); resolve(event); },
        reject: (error) => { this.#forget(waiter); reject(error); },
      };
      waiter.timer = setTimeout(() => waiter.reject(new Error(`no such event came\n${this.log}`)), PATIENCE_MS);
      this.waiting.add(waiter);
    });
  }

  #forget(waiter) {
    clearTimeout(waiter.timer);
    this.waiting.delete(waiter);
  }

  get webhookUrl() { return this.ready.webhook_url; }
  get webhookPort() { return Number(new URL(this.ready.webhook_url).port); }
  get apiPort() { return Number(new URL(this.ready.console_base).port); }
  get apiBase() { return this.ready.api_base; }
  get apiKey() { return this.ready.api_key; }
  get token() { return this.ready.console_token; }

  /** GET below /console/v1. The text is as it came, for comparing bytes. */
  async get(path, headers = { authorization: `Bearer ${this.token}` }) {
    const answer = await request(`${this.ready.console_base}/${path}`, { headers });
    return { ...answer, json: JSON.parse(answer.text) };
  }

  /** A request below /console/v1 that carries JSON; a DELETE carries nothing. */
  async call(method, path, body = {}) {
    return this.callText(method, path, method === 'DELETE' ? undefined : JSON.stringify(body));
  }

  async callText(method, path, text) {
    const carried = text === undefined ? {} : {
      'content-type': 'application/json', 'content-length': Buffer.byteLength(text),
    };
    const answer = await request(`${this.ready.console_base}/${path}`, {
      method, headers: { authorization: `Bearer ${this.token}`, ...carried }, body: text,
    });
    return { ...answer, json: JSON.parse(answer.text) };
  }

  /** POST below /console/v1, of a text that is to stay as it is. */
  postText(path, text) {
    return this.callText('POST', path, text);
  }

  /** DELETE below /console/v1, which carries no body. */
  async remove(path) {
    const answer = await request(`${this.ready.console_base}/${path}`, {
      method: 'DELETE', headers: { authorization: `Bearer ${this.token}` },
    });
    return { ...answer, json: JSON.parse(answer.text) };
  }

  /** POST below /console/v1. */
  post(path, body) {
    return this.call('POST', path, body);
  }

  /** Makes an endpoint; the answer has its secret. */
  async addEndpoint(endpoint) {
    const answer = await this.post('endpoints', endpoint);
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  /** A message with its attempts, as soon as @matches says so of it. */
  async message(id, matches = () => true) {
    for (;;) {
      const seen = this.events.length;
      const { json, status, text } = await this.get(`messages/${id}`);
      assert.equal(status, 200, text);
      if (matches(json)) return json;
      await this.next((event) => event.event === 'attempt' && this.events.indexOf(event) >= seen);
    }
  }

  /** Decides as a human at the console would. */
  async decide(callId, decision) {
    const answer = await this.post(`operations/${encodeURIComponent(callId)}/decide`, decision);
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  async operation(callId) {
    return this.get(`operations/${encodeURIComponent(callId)}`);
  }

  /** All operations or deliveries, newest first, over as many pages as there are. */
  async all(collection) {
    const items = [];
    let before = '';
    do {
      const { json } = await this.get(`${collection}?limit=100${before && `&before=${before}`}`);
      items.push(...json.items);
      before = json.next ?? '';
    } while (before);
    return items;
  }

  /** Runs a subcommand against this instance. */
  command(...args) {
    return run([...args, '--data-dir', this.dataDir]);
  }

  /** What `deliveries --json` says of the newest delivery. */
  async newestDelivery() {
    const { status, stdout, stderr } = await this.command('deliveries', '--json');
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout).items[0];
  }

  kill(signal) {
    this.child.kill(signal);
    return this.ended;
  }

  /** Asks it to end, and looks whether it ended well. After a kill() it does nothing. */
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const { status, signal } = await this.kill('SIGTERM');
    assert.deepEqual({ status, signal }, { status: 0, signal: null }, this.log);
    assert.doesNotMatch(this.log, BAD_LOG);
  }

  /** Asserts that it runs and has logged nothing of a broken program. */
  assertWell() {
    assert.equal(this.child.exitCode ?? this.child.signalCode, null, this.log);
    assert.doesNotMatch(this.log, BAD_LOG);
  }
}

/** One HTTP request on a connection of its own. */
export function request(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(url, { method, headers, agent: false }, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({
        status: incoming.statusCode,
        headers: incoming.headers,
        text: String(Buffer.concat(chunks)),
      }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
