// SPDX-License-Identifier: Apache-2.0
//
// HTTP by hand, for requests that no HTTP library would send.

import net from 'node:net';

/**
 * Writes @bytes to the port and reads until the other side closes. What could be read is returned: a server may
 * answer and hang up before it has read all.
 */
export function rawRequest(port, bytes, { end = false } = {}) {
  return new Promise((resolve) => {
    const chunks = [];
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    // Who is hung up on does not go on writing.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => resolve(parse(Buffer.concat(chunks))));
    socket.on('connect', () => {
      if (end) socket.end(bytes);
      else socket.write(bytes);
    });
  });
}

/** The text of a request. */
export function requestText(method, target, headers, body = '') {
  const lines = [`${method} ${target} HTTP/1.1`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** Splits what was read into status, headers and body; the status is null when nothing came. */
export function parse(bytes) {
  const text = String(bytes);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text);
  if (!status) return { status: null, headers: {}, text: '' };
  const split = text.indexOf('\r\n\r\n');
  const headers = {};
  for (const line of text.slice(0, split).split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { status: Number(status[1]), headers, text: text.slice(split + 4) };
}
