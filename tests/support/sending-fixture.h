/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "fake-vault.h"
#include "hlc-api-sending.h"
#include "hlc-outbox-fixture.h"

G_BEGIN_DECLS

/** The console token of these tests. */
#define SENDING_TOKEN "token-of-this-test"

/**
 * SendingFixture:
 *
 * An API with all that sends, but for the sending: the dispatcher never starts.
 */
typedef struct
{
  StoreFixture base;
  FakeVault *vault;
  HlcDispatcher *dispatcher;
  HlcApi *api;
  guint16 port;
} SendingFixture;

void sending_set_up (SendingFixture *fixture, gconstpointer user_data);
void sending_tear_down (SendingFixture *fixture, gconstpointer user_data);
char *sending_ask (SendingFixture *fixture, const char *target, const char *body) G_GNUC_WARN_UNUSED_RESULT;
void sending_add_message (SendingFixture *fixture, const char *message_id);
char *sending_get_member (const char *answer, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SendingCase:
 * @target: a method and what follows `/console/v1/`
 * @body: (nullable): none for GET and DELETE
 * @text: what the answer holds
 *
 * One request and its answer, where the store holds the endpoint `ep_a` and the message `msg_a`.
 */
typedef struct
{
  const char *name;
  const char *target;
  const char *body;
  guint status;
  const char *text;
} SendingCase;

void sending_add_cases (const char *prefix, const SendingCase *cases, guint n_cases);

#define SENDING_CODE(name) "\"code\":\"" name "\""
#define SENDING_LOC(name) "\"loc\":[\"body\",\"" name "\"]"

G_END_DECLS
