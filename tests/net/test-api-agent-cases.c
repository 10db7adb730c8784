/* SPDX-License-Identifier: Apache-2.0 */
#include "agent-fixture.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *target;
  const char *headers;
  const char *body;
  guint status;
  const char *code; /* of an error */
  const char *text; /* that the answer holds */
} Case;

#define PROJECT "GET " V1 "/project"
#define CREATE "POST " V1 "/function_calls"
#define ASK "POST " V1 "/human_contacts"
#define CALL_RESPOND "POST " V1 "/agent/function_calls/c1/respond"
#define CONTACT_RESPOND "POST " V1 "/agent/human_contacts/h1/respond"
#define CALL_ESCALATE "POST " V1 "/agent/function_calls/c1/escalate_email"

/* clang-format off */
static const Case cases[] = {
  { "status", "GET " V1 "/status", "", NULL, 200, NULL, "{\"status\":\"ok\"}" },
  { "version", "GET /version", "", NULL, 200, NULL, "\"version\":" },
  { "health", "GET /healthz", "", NULL, 200, NULL, NULL },
  { "project", PROJECT, ASKER, NULL, 200, NULL, "\"project_slug\":" },
  { "scheme-case", PROJECT, "authorization: bearer " ASK_KEY "\r\n", NULL, 200, NULL, NULL },

  { "no-key", PROJECT, "", NULL, 401, "key_wrong", "HUMANLAYER_API_KEY" },
  { "wrong-key", PROJECT, "Authorization: Bearer hl_local_other\r\n", NULL, 401, "key_wrong", NULL },
  { "key-prefix", PROJECT, "Authorization: Bearer hl_local_may-only-as\r\n", NULL, 401, "key_wrong", NULL },
  { "key-longer", PROJECT, "Authorization: Bearer " ASK_KEY "x\r\n", NULL, 401, "key_wrong", NULL },
  { "key-empty", PROJECT, "Authorization: Bearer \r\n", NULL, 401, "key_wrong", NULL },
  { "key-basic", PROJECT, "Authorization: Basic " ASK_KEY "\r\n", NULL, 401, "key_wrong", NULL },
  { "key-twice", PROJECT, ASKER ASKER, NULL, 401, "key_wrong", NULL },
  { "two-keys", PROJECT, "Authorization: Bearer x\r\n" ASKER, NULL, 401, "key_wrong", NULL },
  { "key-in-query", PROJECT "?api_key=" ASK_KEY, "", NULL, 401, "key_wrong", NULL },
  { "console-token", PROJECT, "Authorization: Bearer " TOKEN "\r\n", NULL, 401, "key_wrong", NULL },
  { "key-for-console", "GET /console/v1/info", DECIDER, NULL, 401, "token_wrong", NULL },
  { "create-no-key", CREATE, JSON, CALL_BODY, 401, "key_wrong", NULL },
  { "poll-no-key", "GET " V1 "/function_calls/c1", "", NULL, 401, "key_wrong", NULL },
  { "pending-no-key", "GET " V1 "/agent/function_calls/pending", "", NULL, 401, "key_wrong", NULL },
  { "respond-no-key", CALL_RESPOND, JSON, "{\"approved\":true}", 401, "key_wrong", NULL },
  { "respond-may-ask", CALL_RESPOND, ASKER JSON, "{\"approved\":true}", 403, "scope_insufficient",
    "humanlayer-console keys add NAME --scope agent+decide" },
  { "answer-may-ask", CONTACT_RESPOND, ASKER JSON, "{\"response\":\"x\"}", 403, "scope_insufficient", NULL },

  { "two-hosts", PROJECT, ASKER "Host: evil.example\r\n", NULL, 400, "host_ambiguous", NULL },
  { "absolute", "GET http://evil.example" V1 "/project", ASKER, NULL, 400, "host_ambiguous", NULL },
  /* libsoup shows the letter decoded, so it is the path itself, and wants what the path wants. */
  { "encoded-letter", "GET " V1 "/%61gent/function_calls/pending", ASKER, NULL, 200, NULL, "\"has_more\":false" },
  { "encoded-letter-no-key", "GET " V1 "/%61gent/function_calls/pending", "", NULL, 401, "key_wrong", NULL },
  { "encoded-letter-scope", "POST " V1 "/%61gent/function_calls/c1/%72espond", ASKER JSON, "{\"approved\":true}", 403,
    "scope_insufficient", NULL },
  { "two-slashes", "GET " V1 "//project", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "slashes-first", "GET /" V1 "/project", ASKER, NULL, 404, "path_not_canonical", NULL },
  /* libsoup resolves dots too: what is left is the path that decides. */
  { "dot-segments", "GET " V1 "/x/../project", "", NULL, 401, "key_wrong", NULL },
  { "dots-to-agent", "GET /webhook/.." V1 "/project", "", NULL, 401, "key_wrong", NULL },
  { "dots-to-console", "GET " V1 "/../../console/v1/info", ASKER, NULL, 401, "token_wrong", NULL },
  { "dots-to-respond", "POST " V1 "/status/../agent/function_calls/c1/respond", ASKER JSON, "{\"approved\":true}", 403,
    "scope_insufficient", NULL },
  { "encoded-dots", "GET " V1 "/x/%2e%2e/project", "", NULL, 401, "key_wrong", NULL },
  { "encoded-slash", "GET " V1 "/function_calls/a%2Fb", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "encoded-nul", "GET " V1 "/function_calls/a%00b", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "not-utf8", "GET " V1 "/function_calls/%ff", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "longer-prefix", "GET " V1 "x/project", ASKER, NULL, 404, "path_unknown", NULL },
  { "other-version", "GET /humanlayer/v2/project", ASKER, NULL, 404, "path_unknown", NULL },
  { "longer-path", "GET " V1 "/projects", ASKER, NULL, 404, "path_unknown", NULL },
  { "longer-status", "GET " V1 "/statusx", "", NULL, 404, "path_unknown", NULL },
  { "prefix-case", "GET /HumanLayer/v1/project", ASKER, NULL, 404, "path_unknown", NULL },
  { "prefix-twice", "GET " V1 V1 "/project", ASKER, NULL, 404, "path_unknown", NULL },
  { "prefix-alone", "GET " V1, ASKER, NULL, 404, "path_unknown", NULL },
  { "no-call-id", "GET " V1 "/function_calls/", ASKER, NULL, 404, "path_unknown", NULL },
  { "deeper", "GET " V1 "/function_calls/c1/x", ASKER, NULL, 404, "path_unknown", NULL },
  { "no-prefix", "POST /function_calls", ASKER JSON, CALL_BODY, 404, "path_unknown",
    "HUMANLAYER_API_BASE must include it. Set HUMANLAYER_API_BASE=http://127.0.0.1:" },
  { "no-prefix-poll", "GET /human_contacts/h1", ASKER, NULL, 404, "path_unknown", "HUMANLAYER_API_BASE=http" },
  { "nowhere", "GET /", "", NULL, 404, "path_unknown", "HUMANLAYER_API_BASE" },
  { "asterisk", "OPTIONS *", "", NULL, 404, "path_unknown", NULL },

  { "text", CREATE, ASKER "Content-Type: text/plain\r\n", CALL_BODY, 415, "content_type_unsupported", NULL },
  { "no-type", CREATE, ASKER, CALL_BODY, 415, "content_type_unsupported", NULL },
  { "form", CREATE, ASKER "Content-Type: application/x-www-form-urlencoded\r\n", "a=b", 415,
    "content_type_unsupported", NULL },
  { "compressed", CREATE, ASKER JSON "Content-Encoding: gzip\r\n", "x", 415, "content_encoding_unsupported", NULL },
  { "origin", CREATE, ASKER JSON "Origin: http://127.0.0.1:4881\r\n", CALL_BODY, 403, "browser_forbidden", NULL },
  { "origin-null", PROJECT, ASKER "Origin: null\r\n", NULL, 403, "browser_forbidden", NULL },
  { "cross-site", PROJECT, ASKER "Sec-Fetch-Site: cross-site\r\n", NULL, 403, "browser_forbidden", NULL },
  { "forwarded-for", PROJECT, ASKER "X-Forwarded-For: 1.2.3.4\r\n", NULL, 403, "forwarded_forbidden", NULL },
  { "forwarded-host", PROJECT, ASKER "x-forwarded-host: a\r\n", NULL, 403, "forwarded_forbidden", NULL },
  { "forwarded", PROJECT, ASKER "Forwarded: for=1.2.3.4\r\n", NULL, 403, "forwarded_forbidden", NULL },
  { "cloudflare", PROJECT, ASKER "CF-Connecting-IP: 1.2.3.4\r\n", NULL, 403, "forwarded_forbidden", NULL },
  { "ngrok", PROJECT, ASKER "ngrok-trace-id: 1\r\n", NULL, 403, "forwarded_forbidden", NULL },
  { "two-lengths", CREATE, ASKER JSON "Content-Length: 2\r\n", "{}", 400, "length_ambiguous", NULL },
  { "chunked", CREATE, ASKER JSON "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", NULL, 400,
    "transfer_encoding_refused", NULL },
  { "no-length", CREATE, ASKER JSON, NULL, 411, "length_required", NULL },
  { "too-large", CREATE, ASKER JSON "Expect: 100-continue\r\nContent-Length: 20971521\r\n", NULL, 413,
    "body_too_large", NULL },

  { "delete", "DELETE " V1 "/function_calls/c1", ASKER, NULL, 405, "method_not_allowed", "\r\nAllow: GET\r\n" },
  { "put", "PUT " V1 "/function_calls", ASKER JSON, CALL_BODY, 405, "method_not_allowed", "\r\nAllow: POST\r\n" },
  { "get-create", "GET " V1 "/human_contacts", ASKER, NULL, 405, "method_not_allowed", "\r\nAllow: POST\r\n" },
  { "options", "OPTIONS " V1 "/function_calls", ASKER, NULL, 405, "method_not_allowed", "\r\nAllow: POST\r\n" },
  { "get-respond", "GET " V1 "/agent/function_calls/c1/respond", DECIDER, NULL, 405, "method_not_allowed", NULL },
  { "post-pending", "POST " V1 "/agent/function_calls/pending", ASKER JSON, "{}", 405, "method_not_allowed", NULL },
  { "post-status", "POST " V1 "/status", JSON, "{}", 405, "method_not_allowed", "\r\nAllow: GET\r\n" },
  { "method-unknown", "BREW " V1 "/project", ASKER, NULL, 405, "method_not_allowed", NULL },

  { "create-empty", CREATE, ASKER JSON, "", 400, "json_invalid", "JSON (RFC 8259): line 1, column 1: expected a value, but the text is empty. Correct it" },
  { "create-broken", CREATE, ASKER JSON, "{\"run_id\":\n  nope}", 400, "json_invalid", "line 2, column 3" },
  { "create-two", CREATE, ASKER JSON, CALL_BODY CALL_BODY, 400, "json_invalid", NULL },
  { "create-latin1", CREATE, ASKER JSON, "{\"a\":\"\xfc\"}", 400, "json_invalid", NULL },
  { "create-array", CREATE, ASKER JSON, "[]", 422, "validation_error", "\"loc\":[\"body\"]" },
  { "create-null", CREATE, ASKER JSON, "null", 422, "validation_error", NULL },
  { "create-no-spec", CREATE, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"x\"}", 422, "validation_error",
    "\"loc\":[\"body\",\"spec\"]" },
  { "create-no-fn", CREATE, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"x\",\"spec\":{\"kwargs\":{}}}", 422,
    "validation_error", "\"loc\":[\"body\",\"spec\",\"fn\"]" },
  { "create-no-call-id", CREATE, ASKER JSON, "{\"run_id\":\"r\"," SPEC "}", 422, "validation_error",
    "\"loc\":[\"body\",\"call_id\"]" },
  { "create-fn-number", CREATE, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"x\",\"spec\":{\"fn\":1,\"kwargs\":{}}}",
    422, "validation_error", "\"loc\":[\"body\",\"spec\",\"fn\"]" },
  { "create-kwargs-array", CREATE, ASKER JSON,
    "{\"run_id\":\"r\",\"call_id\":\"x\",\"spec\":{\"fn\":\"f\",\"kwargs\":[]}}", 422, "validation_error",
    "\"loc\":[\"body\",\"spec\",\"kwargs\"]" },
  { "create-option", CREATE, ASKER JSON,
    "{\"run_id\":\"r\",\"call_id\":\"x\",\"spec\":{\"fn\":\"f\",\"kwargs\":{},\"reject_options\":[{\"name\":\"a\"},{}]}}",
    422, "validation_error", "\"loc\":[\"body\",\"spec\",\"reject_options\",1,\"name\"]" },
  { "create-name-twice", CREATE, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"x\",\"call_id\":\"y\"," SPEC "}", 422,
    "validation_error", "call_id" },
  { "create-nul", CREATE, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"x\\u0000y\"," SPEC "}", 422,
    "validation_error", "\"loc\":[\"body\",\"call_id\"]" },
  { "create-decided", CREATE, ASKER JSON,
    "{\"run_id\":\"r\",\"call_id\":\"x\"," SPEC ",\"status\":{\"approved\":true}}", 422, "validation_error",
    "\"loc\":[\"body\",\"status\",\"approved\"]" },
  { "create-taken", CREATE, ASKER JSON, DECIDED_BODY " ", 200, NULL, "\"approved\":true" },
  { "create-conflict", CREATE, ASKER JSON, "{\"run_id\":\"other\",\"call_id\":\"c1\"," SPEC "}", 409, "call_id_taken",
    NULL },
  { "create-other-kind", ASK, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"c1\",\"spec\":{\"msg\":\"m\"}}", 409,
    "call_id_taken", NULL },
  { "contact-no-msg", ASK, ASKER JSON, "{\"run_id\":\"r\",\"call_id\":\"x\",\"spec\":{}}", 422, "validation_error",
    "\"loc\":[\"body\",\"spec\",\"msg\"]" },

  { "poll-unknown", "GET " V1 "/function_calls/nope", ASKER, NULL, 404, "not_found", "“nope”" },
  { "poll-pending-id", "GET " V1 "/function_calls/pending", ASKER, NULL, 404, "not_found", "“pending”" },
  { "poll-call-as-contact", "GET " V1 "/human_contacts/c1", ASKER, NULL, 404, "not_found", V1 "/function_calls" },
  { "poll-contact-as-call", "GET " V1 "/function_calls/h1", ASKER, NULL, 404, "not_found", V1 "/human_contacts" },
  { "poll-call", "GET " V1 "/function_calls/c1", ASKER, NULL, 200, NULL, "\"approved\":null" },
  { "poll-contact", "GET " V1 "/contact_requests/h1", ASKER, NULL, 200, NULL, "\"response\":null" },
  { "poll-alias", "GET " V1 "/human_contacts/h1", ASKER, NULL, 200, NULL, "\"msg\":\"which?\"" },
  { "poll-query", "GET " V1 "/function_calls/c1?t=1", ASKER, NULL, 200, NULL, "\"n\":1e400" },

  { "respond-unknown", "POST " V1 "/agent/function_calls/nope/respond", DECIDER JSON, "{\"approved\":true}", 404,
    "not_found", NULL },
  { "respond-other-kind", "POST " V1 "/agent/function_calls/h1/respond", DECIDER JSON, "{\"approved\":true}", 404,
    "not_found", V1 "/agent/human_contacts" },
  { "answer-other-kind", "POST " V1 "/agent/human_contacts/c1/respond", DECIDER JSON, "{\"response\":\"x\"}", 404,
    "not_found", V1 "/agent/function_calls" },
  { "respond-decided", "POST " V1 "/agent/function_calls/d1/respond", DECIDER JSON,
    "{\"approved\":false,\"comment\":\"no\"}", 409, "already_decided", "final" },
  { "respond-broken", CALL_RESPOND, DECIDER JSON, "{", 400, "json_invalid", NULL },
  { "respond-nothing", CALL_RESPOND, DECIDER JSON, "{}", 422, "validation_error", "\"loc\":[\"body\",\"approved\"]" },
  { "respond-null", CALL_RESPOND, DECIDER JSON, "{\"approved\":null}", 422, "validation_error",
    "\"loc\":[\"body\",\"approved\"]" },
  { "respond-text", CALL_RESPOND, DECIDER JSON, "{\"approved\":\"yes\"}", 422, "validation_error",
    "\"loc\":[\"body\",\"approved\"]" },
  { "deny-without-comment", CALL_RESPOND, DECIDER JSON, "{\"approved\":false,\"comment\":null}", 422,
    "validation_error", "\"loc\":[\"body\",\"comment\"]" },
  { "deny-option-unknown", CALL_RESPOND, DECIDER JSON,
    "{\"approved\":false,\"comment\":\"no\",\"reject_option_name\":\"never\"}", 422, "validation_error",
    "\"loc\":[\"body\",\"reject_option_name\"]" },
  { "approve-with-option", CALL_RESPOND, DECIDER JSON, "{\"approved\":true,\"reject_option_name\":\"later\"}", 422,
    "validation_error", "\"loc\":[\"body\",\"reject_option_name\"]" },
  { "deny", CALL_RESPOND, DECIDER JSON, "{\"approved\":false,\"comment\":\"no\",\"reject_option_name\":\"later\"}",
    200, NULL, "\"reject_option_name\":\"later\"" },
  { "answer-empty", CONTACT_RESPOND, DECIDER JSON, "{\"response\":\"\"}", 422, "validation_error",
    "\"loc\":[\"body\",\"response\"]" },
  { "answer-option-unknown", CONTACT_RESPOND, DECIDER JSON,
    "{\"response\":\"x\",\"response_option_name\":\"us\"}", 422, "validation_error",
    "\"loc\":[\"body\",\"response_option_name\"]" },
  { "answer", CONTACT_RESPOND, DECIDER JSON, "{\"response\":\"x\",\"response_option_name\":\"eu\"}", 200, NULL,
    "\"response_option_name\":\"eu\"" },

  { "escalate", CALL_ESCALATE, ASKER JSON,
    "{\"escalation_msg\":\"please\",\"additional_recipients\":null,\"channel\":null}", 200, NULL, "\"approved\":null" },
  { "escalate-contact", "POST " V1 "/agent/human_contacts/h1/escalate_email", ASKER JSON,
    "{\"escalation_msg\":\"please\"}", 200, NULL, "\"response\":null" },
  { "escalate-decided", "POST " V1 "/agent/function_calls/d1/escalate_email", ASKER JSON,
    "{\"escalation_msg\":\"please\"}", 200, NULL, "\"approved\":true" },
  { "escalate-nothing", CALL_ESCALATE, ASKER JSON, "{}", 422, "validation_error",
    "\"loc\":[\"body\",\"escalation_msg\"]" },
  { "escalate-recipient", CALL_ESCALATE, ASKER JSON,
    "{\"escalation_msg\":\"m\",\"additional_recipients\":[{\"field\":\"cc\"}]}", 422, "validation_error",
    "\"loc\":[\"body\",\"additional_recipients\",0,\"address\"]" },
  { "escalate-broken", CALL_ESCALATE, ASKER JSON, "please", 400, "json_invalid", NULL },
  { "escalate-unknown", "POST " V1 "/agent/function_calls/nope/escalate_email", ASKER JSON,
    "{\"escalation_msg\":\"m\"}", 404, "not_found", NULL },
  { "escalate-other-kind", "POST " V1 "/agent/human_contacts/c1/escalate_email", ASKER JSON,
    "{\"escalation_msg\":\"m\"}", 404, "not_found", NULL },

  { "pending-limit", "GET " V1 "/agent/function_calls/pending?limit=0", ASKER, NULL, 422, "parameter_invalid",
    "\"loc\":[\"query\",\"limit\"]" },
  { "pending-limit-large", "GET " V1 "/agent/function_calls/pending?limit=1001", ASKER, NULL, 422,
    "parameter_invalid", NULL },
  { "pending-offset", "GET " V1 "/agent/function_calls/pending?offset=-1", ASKER, NULL, 422, "parameter_invalid",
    "\"loc\":[\"query\",\"offset\"]" },
  { "pending-format", "GET " V1 "/agent/function_calls/pending?format=xml", ASKER, NULL, 422, "parameter_invalid",
    "\"loc\":[\"query\",\"format\"]" },
  { "pending-unknown-parameter", "GET " V1 "/agent/function_calls/pending?new=1", ASKER, NULL, 200, NULL, NULL },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  AgentFixture fixture = { 0 };
  g_autofree char *answer = NULL;

  agent_set_up (&fixture, NULL);
  agent_store_operations (&fixture);
  answer = agent_ask (&fixture, test->target, NULL, test->headers, test->body);
  assert_agent_answer (answer, test->status, test->code);
  if (test->text != NULL)
    assert_agent_answer_has (answer, test->text);
  g_assert_cmpint (strstr (answer, "\r\nWWW-Authenticate: Bearer\r\n") != NULL, ==, test->status == 401);
  g_assert_cmpint (strstr (answer, "\r\nAllow: ") != NULL, ==, test->status == 405);
  g_assert_null (strstr (answer, ASK_KEY));
  agent_tear_down (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api-agent-cases/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
