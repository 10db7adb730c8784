// SPDX-License-Identifier: Apache-2.0
//
// Sends one completed function call, signed by svix: node send-webhook.mjs URL SECRET CALL_ID. Prints the answer's status.

import { approved, functionCall, signedHeaders } from '../e2e/support/webhooks.mjs';

const [url, key, callId] = process.argv.slice(2);
const body = functionCall(callId, { status: approved });
const answer = await fetch(url, { method: 'POST', headers: signedHeaders(body, { key }), body });
console.log(answer.status);
