// SPDX-License-Identifier: Apache-2.0
//
// The way in from outside: tunnels are found, judged, started, stopped and tested. ngrok's agent is a STAND-IN
// (support/ngrok-standin.mjs) that behaves as ngrok's documentation says and really relays HTTP.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { Console, otherSecret, request, run, secret, temporaryDirectory } from './support/console.mjs';
import { NgrokStandIn } from './support/ngrok-standin.mjs';

const standIn = fileURLToPath(new URL('./support/ngrok-standin.mjs', import.meta.url));

/** A port on which nobody listens. */
async function closedPort() {
  const server = http.createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** A server that is not the console. */
async function otherServer(t, answer) {
  const server = http.createServer(answer);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => { server.close(); server.closeAllConnections(); });
  return `http://127.0.0.1:${server.address().port}`;
}

/** What stays on this machine goes through no proxy, such as this one that is not there. */
const noWay = { http_proxy: 'http://127.0.0.1:1', all_proxy: 'http://127.0.0.1:1', no_proxy: '' };

/** A console, and the agent that it asks. */
async function start(t, options = {}) {
  const agent = await NgrokStandIn.start(t);
  const console = await Console.start(t, { ...options, variables: { HLC_NGROK_API: agent.url, ...noWay, ...options.variables } });
  return { agent, console };
}

async function tunnel(console, ...args) {
  const { status, stdout, stderr } = await console.command('tunnel', ...args, '--json');
  return { exit: status, stderr, json: stdout === '' ? null : JSON.parse(stdout) };
}

test('a tunnel is started, tested and stopped', async (t) => {
  const { agent, console } = await start(t);
  const before = await tunnel(console);
  assert.equal(before.exit, 0, before.stderr);
  assert.equal(before.json.state, 'none');
  assert.equal(before.json.problem, null);

  const started = await tunnel(console, 'start');
  assert.equal(started.exit, 0, started.stderr);
  assert.equal(started.json.state, 'ready');
  assert.equal(started.json.has_secret, true);
  const made = agent.tunnels.get('humanlayer-console');
  assert.equal(made.addr, `http://127.0.0.1:${console.webhookPort}`);
  assert.equal(started.json.webhook_url, `${made.publicUrl}/webhook`);
  assert.deepEqual(started.json.tunnels, [{
    name: 'humanlayer-console', public_url: made.publicUrl, proto: 'http', addr: made.addr, target: 'receiver',
  }]);

  const tested = await tunnel(console, 'test');
  assert.equal(tested.exit, 0, tested.stderr);
  assert.equal(tested.json.outcome, 'verified', tested.json.detail);
  assert.equal(tested.json.http_status, 200);
  const delivery = await console.newestDelivery();
  assert.equal(delivery.id, tested.json.delivery);
  assert.equal(delivery.message_id, tested.json.message_id);
  assert.equal(delivery.is_test, true);
  assert.equal(delivery.verdict, 'verified');
  assert.deepEqual(await console.all('operations'), []);

  // Starting once more changes nothing.
  assert.equal((await tunnel(console, 'start')).json.webhook_url, started.json.webhook_url);
  assert.equal(agent.tunnels.size, 1);

  const stopped = await tunnel(console, 'stop');
  assert.equal(stopped.exit, 0, stopped.stderr);
  assert.equal(stopped.json.state, 'none');
  assert.equal(agent.tunnels.size, 0);
  const again = await tunnel(console, 'stop');
  assert.equal(again.exit, 1);
  assert.match(again.stderr, /No tunnel leads to this console/);
});

test('people read it', async (t) => {
  const { agent, console } = await start(t, { secrets: [] });
  await agent.add('mine', `http://localhost:${console.webhookPort}`);
  await agent.add('other', 'http://localhost:3000');
  const shown = await console.command('tunnel', 'status');
  assert.equal(shown.status, 0);
  assert.match(shown.stdout, /Webhook URL +http:\/\/127\.0\.0\.1:\d+\/webhook/);
  assert.match(shown.stdout, /mine .*the receiver/);
  assert.match(shown.stdout, /other .*http:\/\/localhost:3000/);
  assert.match(shown.stderr, /No signing secret is set/);

  const tested = await console.command('tunnel', 'test');
  assert.equal(tested.status, 0);
  assert.match(tested.stdout, /Outcome +unverified/);
});

const addresses = [
  ['PORT', 'ready'], ['localhost:PORT', 'ready'], ['127.0.0.1:PORT', 'ready'], ['http://localhost:PORT', 'ready'],
  ['http://127.0.0.1:PORT', 'ready'], ['http://[::1]:PORT', 'ready'], ['https://localhost:PORT', 'misfit'],
  ['http://localhost:1', 'other_port'], ['http://192.0.2.1:PORT', 'other_port'], ['API', 'api_port'],
  ['http://localhost:API', 'api_port'], ['[::1]:API', 'api_port'], ['https://localhost:API', 'api_port'],
];

test('where a tunnel leads is judged by port and host, however it is written', async (t) => {
  const { agent, console } = await start(t);
  for (const [addr, state] of addresses) {
    await agent.add('a', addr.replace('PORT', console.webhookPort).replace('API', console.apiPort));
    const { json } = await tunnel(console, 'status');
    assert.equal(json.state, state, addr);
    assert.equal(json.problem === null, false, 'there is no https, at least');
    await agent.remove('a');
  }
});

test('a tunnel to the API is a danger, is stopped, and gets nothing meanwhile', async (t) => {
  const { agent, console } = await start(t);
  const bad = await agent.add('bad one (http)', `http://localhost:${console.apiPort}`);
  const good = await agent.add('good', `http://localhost:${console.webhookPort}`);
  await agent.add('unrelated', 'http://localhost:3000');

  const { json } = await tunnel(console);
  assert.equal(json.state, 'api_port');
  assert.match(json.problem, /bad one \(http\).*Stop it now/);
  assert.equal(json.webhook_url, `${good.publicUrl}/webhook`);
  assert.match((await console.command('tunnel')).stdout, /THE API: STOP IT/);

  // Even with the token, what comes through the tunnel is turned away.
  const through = await request(`${bad.publicUrl}/console/v1/info`, {
    headers: { authorization: `Bearer ${console.token}` },
  });
  assert.equal(through.status, 403);

  const stopped = await tunnel(console, 'stop');
  assert.equal(stopped.exit, 0, stopped.stderr);
  assert.deepEqual([...agent.tunnels.keys()], ['unrelated']);
  assert.deepEqual(agent.requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url),
    ['/api/tunnels/bad%20one%20%28http%29', '/api/tunnels/good']);
});

test('one tunnel is stopped by its name, whatever it is called', async (t) => {
  const { agent, console } = await start(t);
  for (const name of ['command_line', 'a/b?c#d%20', 'Ünïcode ☃', '-']) {
    await agent.add(name, 'http://localhost:3000');
    const { exit, stderr } = await tunnel(console, 'stop', name);
    assert.equal(exit, 0, `${name}: ${stderr}`);
    assert.equal(agent.tunnels.size, 0, name);
  }
  const { exit, stderr } = await tunnel(console, 'stop', 'nobody');
  assert.equal(exit, 1);
  assert.match(stderr, /no tunnel of that name/);
});

test('an address that was copied is missed when the agent restarts with another, or ends', async (t) => {
  const { agent, console } = await start(t);
  const { json: first } = await tunnel(console, 'start');
  const copied = ['--copied', `${first.webhook_url}/inbound`];
  assert.equal((await tunnel(console, 'status', ...copied)).json.copied, 'valid');

  await agent.restart();
  const { json: second } = await tunnel(console, 'status', ...copied);
  assert.equal(second.copied, 'changed');
  assert.notEqual(second.webhook_url, first.webhook_url);
  assert.match(second.problem, new RegExp(`has changed .*${second.webhook_url}`));

  await agent.end();
  const { json: third, exit } = await tunnel(console, 'status', ...copied);
  assert.equal(exit, 0);
  assert.equal(third.state, 'not_running');
  assert.equal(third.copied, 'gone');
});

test('what ngrok refuses is told in its words', async (t) => {
  const { agent, console } = await start(t);
  const refusals = [
    [502, '{"error_code":103,"status_code":502,"msg":"failed to start tunnel","details":{"err":"session closed"}}',
      /ngrok refused: failed to start tunnel: session closed \(error 103\)/],
    [400, '{"error_code":102,"msg":"invalid tunnel configuration","details":{"err":"The tunnel x is\\r\\nrunning \\u001b[31m"}}',
      /invalid tunnel configuration: The tunnel x is running \\u\{001B\}\[31m \(error 102\)/],
    [500, '<html>', /HTTP 500/],
  ];
  for (const [status, body, reason] of refusals) {
    agent.interfere = (incoming, response) => {
      if (incoming.method !== 'POST') return false;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
      return true;
    };
    const { exit, stderr } = await tunnel(console, 'start');
    assert.equal(exit, 1);
    assert.match(stderr, reason);
    const answer = await console.post('tunnel/start', {});
    assert.equal(answer.status, 409);
    assert.equal(answer.json.error.code, 'tunnel_refused');
  }
});

test('garbage, a page, a flood and silence are no agent', async (t) => {
  const { agent, console } = await start(t);
  const answers = [
    (response) => response.end('{"tunnels":'),
    (response) => response.end('<html>nginx</html>'),
    (response) => { response.writeHead(404); response.end('404 page not found'); },
    (response) => { response.writeHead(302, { location: `${agent.url}/api/other` }); response.end(); },
    (response) => response.end(`{"tunnels":[]${' '.repeat(300 * 1024)}}`),
    (response) => { response.write('{"tunnels":['); },
    () => {},
  ];
  for (const answer of answers) {
    agent.interfere = (incoming, response) => { answer(response); return true; };
    const { exit, json, stderr } = await tunnel(console);
    assert.equal(exit, 0, stderr);
    assert.equal(json.state, 'unreadable', String(answer));
    assert.ok(json.problem);
  }
  agent.interfere = (incoming, response) => { answers[0](response); return true; };
  assert.equal((await tunnel(console, 'start')).exit, 1);
  assert.equal((await tunnel(console, 'stop')).exit, 1);
  assert.equal(console.log, '', 'none of this is worth a line in the log');
});

test('no agent is a state and no error, and starting says what to do', async (t) => {
  const console = await Console.start(t, {
    variables: { HLC_NGROK_API: `http://127.0.0.1:${await closedPort()}`, PATH: temporaryDirectory() },
  });
  const { exit, json } = await tunnel(console);
  assert.equal(exit, 0);
  assert.equal(json.state, 'not_running');
  assert.equal(json.problem, null);
  const started = await tunnel(console, 'start');
  assert.equal(started.exit, 1);
  assert.match(started.stderr, new RegExp(`ngrok http ${console.webhookPort}`));
  assert.equal((await tunnel(console, 'stop')).exit, 1);
  const tested = await tunnel(console, 'test');
  assert.equal(tested.exit, 1);
  assert.match(tested.stderr, /Start one, or name the address/);
  assert.equal(console.log, '');
});

/** What a relay on the way does, and what the test finds out. */
const relays = [
  {
    name: 'faithful', relay: (outgoing) => outgoing, outcome: 'verified', http_status: 200, reason: 'verified',
  },
  {
    name: 'prints the body anew', outcome: 'refused', http_status: 401, reason: 'no_match',
    relay: (outgoing) => ({ ...outgoing, body: Buffer.from(JSON.stringify(JSON.parse(outgoing.body), null, 2)) }),
  },
  {
    name: 'drops the signature', outcome: 'refused', http_status: 401, reason: 'missing_header',
    relay: (outgoing) => ({ ...outgoing, headers: without(outgoing.headers, /-signature$/) }),
  },
  {
    name: 'drops all headers of ours', outcome: 'refused', http_status: 401, reason: 'missing_header',
    relay: (outgoing) => ({ ...outgoing, headers: without(outgoing.headers, /^(svix|webhook)-/) }),
  },
  {
    name: 'changes the path', outcome: 'refused', http_status: 404, reason: 'not_checked',
    relay: (outgoing) => ({ ...outgoing, path: '/hooks' }),
  },
  {
    name: 'changes the type', outcome: 'refused', http_status: 415, reason: 'not_checked',
    relay: (outgoing) => ({ ...outgoing, headers: { ...outgoing.headers, 'content-type': 'text/plain' } }),
  },
  {
    name: 'answers before it delivers', outcome: 'verified', http_status: 202, reason: 'verified',
    relay: async (outgoing, response) => {
      response.writeHead(202);
      response.end();
      await new Promise((resolve) => { response.on('close', resolve); });
      return outgoing;
    },
  },
  {
    name: 'delivers to nobody', outcome: 'elsewhere', http_status: 503, reason: null,
    relay: (outgoing, response) => { response.writeHead(503); response.end(); return null; },
  },
  {
    name: 'redirects', outcome: 'elsewhere', http_status: 307, reason: null,
    relay: (outgoing, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/webhook' });
      response.end();
      return null;
    },
  },
  {
    name: 'hangs up', outcome: 'no_answer', http_status: null, reason: null,
    relay: (outgoing, response) => { response.destroy(); return null; },
  },
];

function without(headers, pattern) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !pattern.test(name)));
}

for (const expected of relays) {
  test(`the self-test through a relay that ${expected.name}`, async (t) => {
    const { agent, console } = await start(t);
    agent.relay = expected.relay;
    await agent.add('a', `http://127.0.0.1:${console.webhookPort}`);
    const { exit, json, stderr } = await tunnel(console, 'test');
    assert.ok(json, stderr);
    assert.equal(json.outcome, expected.outcome, json.detail);
    assert.equal(json.http_status, expected.http_status, json.detail);
    assert.equal(json.reason, expected.reason);
    assert.equal(exit, expected.outcome === 'verified' ? 0 : 1);
    assert.equal(json.delivery !== null, expected.reason !== null);
  });
}

test('the self-test names what else may be at the address', async (t) => {
  const { agent, console } = await start(t);
  await agent.add('a', `http://127.0.0.1:${console.webhookPort}`, { target: `http://127.0.0.1:${await closedPort()}` });
  const broken = await tunnel(console, 'test');
  assert.equal(broken.exit, 1);
  assert.equal(broken.json.outcome, 'elsewhere');
  assert.equal(broken.json.http_status, 502);

  const nobody = await tunnel(console, 'test', `http://127.0.0.1:${await closedPort()}`);
  assert.equal(nobody.exit, 1);
  assert.equal(nobody.json.outcome, 'no_answer');
  assert.match(nobody.json.detail, /nothing listens there/);

  // Another console, which has another secret: it is not this one.
  const other = await Console.start(t, { secrets: [otherSecret] });
  const elsewhere = await tunnel(console, 'test', other.webhookUrl);
  assert.equal(elsewhere.json.outcome, 'elsewhere');
  assert.equal(elsewhere.json.http_status, 401);
});

test('somebody else who takes everything is told from this console', async (t) => {
  const { console } = await start(t);
  const url = await otherServer(t, (incoming, response) => response.end('{"status":"ok"}'));
  const { exit, json } = await tunnel(console, 'test', url);
  assert.equal(exit, 1);
  assert.equal(json.outcome, 'elsewhere');
  assert.equal(json.http_status, 200);
  assert.equal(json.url, `${url}/webhook`);
});

test('an address that is none is refused, and never repeated where it may hold a password', async (t) => {
  const { console } = await start(t);
  for (const url of ['javascript:alert(1)', 'relay.example.com', 'https://me:hunter2@relay.example.com', 'https://a b/']) {
    const { exit, json, stderr } = await tunnel(console, 'test', url);
    assert.equal(exit, 1, url);
    assert.equal(json, null);
    assert.doesNotMatch(stderr, /hunter2/);
    const answer = await console.post('tunnel/test', { url });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.json.detail[0].loc, ['body', 'url']);
  }
  assert.equal((await console.post('tunnel/test', { url: 7 })).status, 422);
  assert.equal((await console.post('tunnel/stop', [])).status, 422);
  assert.equal((await console.post('tunnel/start', [])).status, 422);
  assert.equal((await console.get('tunnel?copy=x')).status, 422);
  assert.equal((await console.get('tunnel', {})).status, 401);
});

/** A directory with a program `ngrok`, the stand-in. */
function installNgrok() {
  const directory = join(temporaryDirectory(), 'bin');
  mkdirSync(directory);
  writeFileSync(join(directory, 'ngrok'), `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`);
  chmodSync(join(directory, 'ngrok'), 0o755);
  return directory;
}

/** Waits until nobody answers at @url any more. */
async function hasEnded(url) {
  for (;;) {
    try {
      await request(url);
    } catch {
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

for (const how of ['is told to', 'is asked to end', 'is killed']) {
  test(`where no agent runs, ngrok is run, and ends when the console ${how}`, async (t) => {
    const port = await closedPort();
    const api = `http://127.0.0.1:${port}`;
    const console = await Console.start(t, {
      secrets: [],
      variables: {
        HLC_NGROK_API: api, NGROK_STANDIN_PORT: String(port), PATH: `${installNgrok()}:${process.env.PATH}`,
        HLC_WEBHOOK_SECRET: secret, HLC_API_KEY: 'a-key',
      },
    });
    const started = await tunnel(console, 'start');
    assert.equal(started.exit, 0, started.stderr);
    assert.equal(started.json.state, 'ready');
    assert.equal(started.json.tunnels[0].name, 'command_line');
    assert.equal((await tunnel(console, 'test')).json.outcome, 'verified');

    // Our secrets are not ngrok's.
    const environment = JSON.parse((await request(`${api}/standin/environment`)).text);
    assert.equal(environment.HLC_WEBHOOK_SECRET, undefined);
    assert.equal(environment.HLC_API_KEY, undefined);

    if (how === 'is told to') {
      const stopped = await tunnel(console, 'stop');
      assert.equal(stopped.exit, 0, stopped.stderr);
      assert.equal(stopped.json.state, 'not_running');
    } else {
      await console.kill(how === 'is killed' ? 'SIGKILL' : 'SIGTERM');
    }
    await hasEnded(api);
  });
}

test('an ngrok that ends at once says why, without the authtoken', async (t) => {
  const port = await closedPort();
  const console = await Console.start(t, {
    variables: {
      HLC_NGROK_API: `http://127.0.0.1:${port}`, NGROK_STANDIN_PORT: String(port), NGROK_STANDIN_FAILS: '1',
      PATH: `${installNgrok()}:${process.env.PATH}`,
    },
  });
  const { exit, stderr } = await tunnel(console, 'start');
  assert.equal(exit, 1);
  assert.match(stderr, /ngrok ended: ERROR: authentication failed: .* ERR_NGROK_105/);
  assert.doesNotMatch(stderr, /SECRET/);
  console.assertWell();
});

test('the agent is asked on this machine only', async () => {
  for (const url of ['http://192.0.2.1:4040', 'https://127.0.0.1:4040', 'http://127.0.0.1:4040/api', '4040']) {
    const args = ['serve', '--headless', '--data-dir', join(temporaryDirectory(), 'data')];
    const option = await run([...args, '--ngrok-api', url]);
    assert.equal(option.status, 2, url);
    assert.match(option.stderr, /--ngrok-api/);
    const variable = await run(args, { variables: { HLC_NGROK_API: url } });
    assert.equal(variable.status, 2, url);
  }
});
