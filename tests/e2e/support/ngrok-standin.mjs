// SPDX-License-Identifier: Apache-2.0
//
// A STAND-IN for an ngrok agent, for tests: it is not ngrok, and nothing leaves this machine. Its local API answers as
// ngrok's documentation of the agent API says (list, start, detail, stop; names; 201, 204, 400, 404, 502; the error
// object), and each tunnel really relays HTTP from a "public" listener on loopback to where the tunnel leads. What it
// cannot be: https, another machine, and the service behind the agent.
//
// Run as a program, as `ngrok http ADDR`, it is the agent that somebody starts in a terminal.

import { writeSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const listen = (server, port = 0) => new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(server.address().port));
});

const close = (server) => new Promise((resolve) => {
  server.close(resolve);
  server.closeAllConnections();
});

/** An error of the agent's API. */
const apiError = (code, status, msg, details) => ({ error_code: code, status_code: status, msg, details });

function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('error', reject);
    request.on('end', () => resolve(Buffer.concat(chunks)));
  });
}

export class NgrokStandIn {
  /** Starts one on @port, or on a free one. It ends with the test. */
  static async start(t, { port = 0 } = {}) {
    const self = new NgrokStandIn();
    await self.listen(port);
    t?.after(() => self.end());
    return self;
  }

  constructor() {
    this.tunnels = new Map();
    this.requests = [];
    /** (request, response) => whether it has answered in the API's place. */
    this.interfere = null;
    /** (outgoing: {method, path, headers, body}) => what is relayed instead, or null for an answer of its own. */
    this.relay = null;
    this.server = http.createServer((request, response) => this.#handle(request, response));
  }

  async listen(port) {
    this.port = await listen(this.server, port);
  }

  get url() { return `http://127.0.0.1:${this.port}`; }

  async end() {
    for (const { server } of this.tunnels.values()) await close(server);
    if (this.server.listening) await close(this.server);
  }

  /** Begins a tunnel, as by the command line of an agent. `addr` and `public_url` are told as they are given. */
  async add(name, addr, { proto = 'http', public_url = null, target = addr } = {}) {
    const tunnel = { name, proto, addr, target, server: null };
    tunnel.server = http.createServer((request, response) => this.#relay(tunnel, request, response));
    tunnel.publicPort = await listen(tunnel.server);
    tunnel.publicUrl = public_url ?? `http://127.0.0.1:${tunnel.publicPort}`;
    this.tunnels.set(name, tunnel);
    return tunnel;
  }

  async remove(name) {
    const tunnel = this.tunnels.get(name);
    this.tunnels.delete(name);
    await close(tunnel.server);
  }

  /** The agent is started anew: the same tunnels under other addresses. */
  async restart() {
    for (const tunnel of [...this.tunnels.values()]) {
      await this.remove(tunnel.name);
      await this.add(tunnel.name, tunnel.addr);
    }
  }

  #describe(tunnel) {
    const rates = { count: 0, rate1: 0, rate5: 0, rate15: 0, p50: 0, p90: 0, p95: 0, p99: 0 };
    return {
      name: tunnel.name,
      ID: 'd41d8cd98f00b204e9800998ecf8427e',
      uri: `/api/tunnels/${encodeURIComponent(tunnel.name)}`,
      public_url: tunnel.publicUrl,
      proto: tunnel.proto,
      config: { addr: tunnel.addr, inspect: true },
      metrics: { conns: { ...rates, gauge: 0 }, http: rates },
    };
  }

  async #handle(request, response) {
    const body = String(await readBody(request));
    this.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (this.interfere?.(request, response)) return;

    const answer = (status, object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(object === undefined ? undefined : JSON.stringify(object));
    };
    const notFound = () => answer(404, apiError(100, 404, 'The requested resource was not found', { path: request.url }));

    if (request.url === '/api/tunnels' && request.method === 'GET') {
      answer(200, { tunnels: [...this.tunnels.values()].map((tunnel) => this.#describe(tunnel)), uri: '/api/tunnels' });
    } else if (request.url === '/api/tunnels' && request.method === 'POST') {
      await this.#start(request, body, answer);
    } else if (request.url.startsWith('/api/tunnels/') && ['GET', 'DELETE'].includes(request.method)) {
      const name = decodeURIComponent(request.url.slice('/api/tunnels/'.length));
      const tunnel = this.tunnels.get(name);
      if (!tunnel) notFound();
      else if (request.method === 'GET') answer(200, this.#describe(tunnel));
      else {
        await this.remove(name);
        answer(204);
      }
    } else {
      notFound();
    }
  }

  async #start(request, body, answer) {
    const invalid = (err) => answer(400, apiError(102, 400, 'invalid tunnel configuration', { err }));
    if (request.headers['content-type'] !== 'application/json') {
      answer(415, apiError(101, 415, 'unsupported content type', {}));
      return;
    }
    const { name, proto, addr } = JSON.parse(body);
    if (!name) invalid('Tunnel name is required');
    else if (!['http', 'tcp', 'tls'].includes(proto)) invalid(`Invalid tunnel proto: ${proto}`);
    else if (!addr) invalid('Tunnel addr is required');
    else if (this.tunnels.has(name)) invalid(`The tunnel ${name} is already running.\r\n`);
    else {
      const target = /^\d+$/.test(addr) ? `localhost:${addr}` : addr;
      await this.add(name, `http://${target}`, { target });
      answer(201, this.#describe(this.tunnels.get(name)));
    }
  }

  async #relay(tunnel, request, response) {
    let outgoing = {
      method: request.method, path: request.url, headers: { ...request.headers }, body: await readBody(request),
    };
    outgoing.headers['x-forwarded-for'] = '203.0.113.7';
    outgoing.headers['x-forwarded-proto'] = 'https';
    outgoing.headers['x-forwarded-host'] = request.headers.host;
    if (this.relay) outgoing = await this.relay(outgoing, response);
    if (!outgoing) return;

    const { port } = new URL(/^https?:/.test(tunnel.target) ? tunnel.target : `http://${tunnel.target}`);
    outgoing.headers['content-length'] = outgoing.body.length;
    const upstream = http.request({
      host: '127.0.0.1', port, method: outgoing.method, path: outgoing.path, headers: outgoing.headers, agent: false,
    }, (incoming) => {
      if (response.headersSent) {
        incoming.resume();
        return;
      }
      response.writeHead(incoming.statusCode, incoming.headers);
      incoming.pipe(response);
    });
    upstream.on('error', () => {
      response.writeHead(502, { 'content-type': 'text/html', 'ngrok-error-code': 'ERR_NGROK_8012' });
      response.end('<html>the agent failed to establish a connection</html>');
    });
    upstream.end(outgoing.body);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, addr] = process.argv.slice(2);
  if (command !== 'http' || process.env.NGROK_STANDIN_FAILS) {
    process.stderr.write(`ERROR:  authentication failed: The authtoken is not right.\n`
      + `ERROR:  Your authtoken: 2abcSECRETdef\nERROR:\nERROR:  ERR_NGROK_105\n`);
    process.exit(1);
  }
  // Nobody reads what it prints for a terminal: it must not have to wait for that.
  writeSync(1, 'x'.repeat(1024 * 1024));
  const agent = new NgrokStandIn();
  await agent.listen(Number(process.env.NGROK_STANDIN_PORT));
  await agent.add('command_line', `http://${addr}`);
  agent.environment = { ...process.env };
  agent.interfere = (request, response) => {
    if (request.url !== '/standin/environment') return false;
    response.end(JSON.stringify(agent.environment));
    return true;
  };
}
