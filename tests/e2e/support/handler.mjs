// SPDX-License-Identifier: Apache-2.0
//
// Handlers as developers write them: they verify with somebody else's library, and some of them misbehave.

import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

const PATIENCE_MS = 60_000;

/** What verifies, by name. */
export const verifiers = { svix: SvixWebhook, standardwebhooks: StandardWebhook };

/** Things that come one by one, and can be waited for. */
class Feed {
  constructor() {
    this.items = [];
    this.waiting = new Set();
  }

  push(item) {
    this.items.push(item);
    for (const look of [...this.waiting]) look();
  }

  /** The first item that matches, and with it that there are @count of them. */
  wait(matches = () => true, count = 1) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.items.filter(matches);
        if (found.length < count) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found[count - 1]);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`only ${this.items.filter(matches).length} of ${count} came`));
      }, PATIENCE_MS);
      this.waiting.add(look);
      look();
    });
  }
}

/** A handler that verifies each webhook and answers as it is told. */
export class Handler extends Feed {
  /**
   * `secret`: what it verifies with; `library`: a name of `verifiers`; `answer (received, index)`: a status, or
   * `{ status, headers, body }`. What does not verify is answered with 401, as the documented handlers do.
   */
  static async start(t, { secret, library = 'svix', answer = () => 200, port = 0 } = {}) {
    const self = new Handler();
    Object.assign(self, { secret, library, answer });
    self.server = http.createServer((incoming, outgoing) => self.#take(incoming, outgoing));
    self.server.listen(port, '127.0.0.1');
    await once(self.server, 'listening');
    self.port = self.server.address().port;
    self.url = `http://127.0.0.1:${self.port}/webhook/inbound`;
    t.after(() => self.stop());
    return self;
  }

  async #take(incoming, outgoing) {
    const chunks = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      return; // who sent it was killed meanwhile
    }
    const body = Buffer.concat(chunks);
    const received = {
      at: Date.now(),
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      rawHeaders: incoming.rawHeaders,
      id: incoming.headers['webhook-id'] ?? incoming.headers['svix-id'],
      timestamp: Number(incoming.headers['webhook-timestamp'] ?? incoming.headers['svix-timestamp']),
      body,
      text: String(body),
      verified: false,
      error: null,
    };
    if (this.secret) this.#verify(received);
    const answer = received.error ? 401 : this.answer(received, this.items.length);
    const { status, headers = {}, body: text = '{"status":"ok"}' } = typeof answer === 'number' ? { status: answer } : answer;
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(text);
    this.push(received);
  }

  #verify(received) {
    try {
      received.event = new verifiers[this.library](this.secret).verify(received.text, received.headers);
      received.verified = true;
    } catch (error) {
      received.error = error.message;
    }
  }

  /** Waits for the webhook about an operation. */
  about(callId, count = 1) {
    return this.wait((received) => received.text.includes(callId), count);
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => { this.server.close(resolve); });
  }
}

/** A server that does with each connection what @behave says, once a request's head has come. */
export class RawHandler extends Feed {
  static async start(t, behave) {
    const self = new RawHandler();
    self.sockets = new Set();
    self.server = net.createServer((socket) => {
      self.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => self.sockets.delete(socket));
      let head = '';
      socket.on('data', (chunk) => {
        const wasComplete = head.includes('\r\n\r\n');
        head += chunk;
        if (wasComplete || !head.includes('\r\n\r\n')) return;
        self.push({ at: Date.now(), head });
        behave(socket, self.items.length - 1);
      });
    });
    self.server.listen(0, '127.0.0.1');
    await once(self.server, 'listening');
    self.port = self.server.address().port;
    self.url = `http://127.0.0.1:${self.port}/webhook`;
    t.after(() => self.stop());
    return self;
  }

  stop() {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => { this.server.close(resolve); });
  }
}

/** A port on which nothing listens: it was free a moment ago. */
export async function freePort() {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
