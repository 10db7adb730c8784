/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api.h"
#include "hlc-store-fixture.h"

G_BEGIN_DECLS

#define TOKEN "token-of-this-test"
#define ASK_KEY "hl_local_may-only-ask"
#define DECIDE_KEY "hl_local_may-decide-too"
#define ASKER "Authorization: Bearer " ASK_KEY "\r\n"
#define DECIDER "Authorization: Bearer " DECIDE_KEY "\r\n"
#define JSON "Content-Type: application/json\r\n"
#define V1 "/humanlayer/v1"

#define SPEC "\"spec\":{\"fn\":\"f\",\"kwargs\":{}}"

/* Operations that every case finds: a function call, a contact, and one that is decided. */
#define CALL_BODY                                                                                            \
  "{\"run_id\":\"r\",\"call_id\":\"c1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1e400},"                    \
  "\"reject_options\":[{\"name\":\"later\",\"prompt_fill\":\"not now\"}]}}"
#define CONTACT_BODY                                                                                         \
  "{\"run_id\":\"r\",\"call_id\":\"h1\",\"spec\":{\"msg\":\"which?\","                                       \
  "\"response_options\":[{\"name\":\"eu\"}]}}"
#define DECIDED_BODY "{\"run_id\":\"r\",\"call_id\":\"d1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}"

/**
 * AgentFixture:
 *
 * An API over a store of its own, with a key that may ask and one that may decide too.
 */
typedef struct
{
  StoreFixture base;
  HlcApi *api;
  guint16 port;
  GString *used_keys;
} AgentFixture;

void agent_set_up (AgentFixture *fixture, gconstpointer user_data);
void agent_tear_down (AgentFixture *fixture, gconstpointer user_data);
char *agent_ask (AgentFixture *fixture,
                 const char *target,
                 const char *host,
                 const char *headers,
                 const char *body);
char *agent_post (AgentFixture *fixture, const char *path, const char *key, const char *body);
char *agent_get (AgentFixture *fixture, const char *path);
void agent_store_operations (AgentFixture *fixture);
void assert_agent_answer (const char *answer, guint status, const char *code);
void assert_agent_answer_has (const char *answer, const char *text);

G_END_DECLS
