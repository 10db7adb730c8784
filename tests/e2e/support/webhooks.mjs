// SPDX-License-Identifier: Apache-2.0
//
// Response webhooks as the services in the wild send them: bodies in each version, signed by other people's libraries.

import { createHmac } from 'node:crypto';

import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

import { request, secret } from './console.mjs';

/** The libraries that sign, by name. */
export const senders = { svix: SvixWebhook, standardwebhooks: StandardWebhook };

/** The names of the three headers, by family. */
export const families = {
  svix: { id: 'svix-id', timestamp: 'svix-timestamp', signature: 'svix-signature' },
  webhook: { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' },
};

export const bodyVersions = ['v1', 'v1beta2', 'v1beta3'];

let counter = 0;

/** A name that no other test of this run uses. */
export function unique(prefix) {
  counter += 1;
  return `${prefix}_${process.pid}_${counter}`;
}

/** The text of a function call. `status` null: it waits. */
export function functionCall(callId, { status = null, spec = '{"fn":"send_email","kwargs":{"to":"user@example.com"}}' } = {}) {
  return `{"run_id":"run_1","call_id":${JSON.stringify(callId)},"spec":${spec},"status":${JSON.stringify(status)}}`;
}

/** The text of a human contact. */
export function humanContact(callId, { status = null } = {}) {
  return `{"run_id":"run_1","call_id":${JSON.stringify(callId)},"spec":{"msg":"Which region first?"},`
    + `"status":${JSON.stringify(status)}}`;
}

export const approved = {
  requested_at: '2025-06-01T10:00:00.000000Z',
  responded_at: '2025-06-01T10:01:00.000000Z',
  approved: true,
  comment: null,
};
export const denied = { ...approved, approved: false, comment: 'not today' };
export const responded = {
  requested_at: '2025-06-01T10:00:00.000000Z',
  responded_at: '2025-06-01T10:01:00.000000Z',
  response: 'Europe',
};

/** Puts the text of an operation into a body of @version. */
export function envelope(version, type, operation) {
  switch (version) {
    case 'v1':
      return operation;
    case 'v1beta2':
      return `{"type":"${type}","is_test":null,"event":${operation}}`;
    case 'v1beta3':
      return `{"type":"${type}","is_test":false,"event":${operation.slice(0, -1)},"contact_channel_id":7}}`;
    default:
      throw new Error(`no body version ${version}`);
  }
}

/** The headers of a signed webhook. */
export function signedHeaders(body, {
  id = unique('msg'), at = new Date(), sender = SvixWebhook, family = families.svix, key = secret,
} = {}) {
  return {
    'content-type': 'application/json',
    [family.id]: id,
    [family.timestamp]: String(Math.floor(at.getTime() / 1000)),
    [family.signature]: new sender(key).sign(id, at, body),
  };
}

/** The headers of any bytes, signed by hand: the libraries sign text only. */
export function signedBytes(bytes) {
  const id = unique('msg');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  };
}

/** Sends @body, signed as the options say, and returns the answer. */
export function send(console, body, options) {
  return post(console, body, signedHeaders(String(body), options));
}

/** Sends @body with exactly these headers. */
export function post(console, body, headers, path = '') {
  return request(console.webhookUrl + path, {
    method: 'POST',
    headers: { 'content-length': Buffer.byteLength(body), ...headers },
    body,
  });
}
