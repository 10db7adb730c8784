/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api.h"

#include <string.h>

#include "hlc-agent-key.h"
#include "hlc-json-document.h"
#include "hlc-store-fixture.h"
#include "hlc-store-operations.h"
#include "raw-client.h"

#define TOKEN "token-of-this-test"
#define ASK_KEY "hl_local_may-only-ask"
#define DECIDE_KEY "hl_local_may-decide-too"
#define ASKER "Authorization: Bearer " ASK_KEY "\r\n"
#define DECIDER "Authorization: Bearer " DECIDE_KEY "\r\n"
#define JSON "Content-Type: application/json\r\n"
#define V1 "/humanlayer/v1"

typedef struct
{
  StoreFixture base;
  HlcApi *api;
  guint16 port;
  GString *used_keys;
} Fixture;

static void
key_used_cb (HlcApi *api, const char *name, Fixture *fixture)
{
  g_string_append_printf (fixture->used_keys, "%s ", name);
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);

  store_fixture_set_up (&fixture->base, NULL);
  fixture->used_keys = g_string_new (NULL);
  g_ptr_array_add (keys, hlc_agent_key_new ("asker", ASK_KEY, HLC_KEY_SCOPE_AGENT, 1));
  g_ptr_array_add (keys, hlc_agent_key_new ("decider", DECIDE_KEY, HLC_KEY_SCOPE_AGENT_DECIDE, 1));
  fixture->api = hlc_api_new (fixture->base.store, fixture->base.clock, TOKEN);
  hlc_api_set_agent_keys (fixture->api, keys);
  g_signal_connect (fixture->api, "key-used", G_CALLBACK (key_used_cb), fixture);
  hlc_api_listen (fixture->api, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_api_get_port (fixture->api);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_api_stop (fixture->api);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->api);
  store_fixture_tear_down (&fixture->base, NULL);
  g_string_free (fixture->used_keys, TRUE);
}

/* @host: NULL for the right one; @headers: each with its end of line; @body: NULL for none */
static char *
ask (Fixture *fixture, const char *target, const char *host, const char *headers, const char *body)
{
  g_autofree char *right_host = g_strdup_printf ("127.0.0.1:%u", fixture->port);
  g_autofree char *length = body != NULL
                                ? g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", strlen (body))
                                : g_strdup ("");
  g_autofree char *request =
      g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n%s", target, host != NULL ? host : right_host,
                       headers, length, body != NULL ? body : "");

  return raw_exchange (fixture->port, request);
}

static char *
post (Fixture *fixture, const char *path, const char *key, const char *body)
{
  g_autofree char *target = g_strconcat ("POST " V1, path, NULL);
  g_autofree char *headers = g_strconcat (key, JSON, NULL);

  return ask (fixture, target, NULL, headers, body);
}

static char *
get (Fixture *fixture, const char *path)
{
  g_autofree char *target = g_strconcat ("GET " V1, path, NULL);

  return ask (fixture, target, NULL, ASKER, NULL);
}

/* Whatever was asked, the answer is JSON, says so, and may be read by nobody else. */
static void
assert_answer (const char *answer, guint status, const char *code)
{
  const char *body = raw_answer_get_body (answer);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);
  g_autofree char *coded = g_strdup_printf ("\"code\":\"%s\"}", code);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_assert_cmpuint (raw_answer_get_status (answer), ==, status);
  g_assert_nonnull (strstr (answer, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nX-Content-Type-Options: nosniff\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nCache-Control: no-store\r\n"));
  g_assert_null (strstr (answer, "\r\nAccess-Control-"));
  if (code == NULL)
    return;

  g_assert_true (g_str_has_prefix (body, "{\"error\":{\"message\":\""));
  g_assert_nonnull (strstr (body, coded));
  g_assert_nonnull (strstr (body, ",\"detail\":[{\"loc\":["));
}

static void
assert_has (const char *answer, const char *text)
{
  if (strstr (answer, text) == NULL)
    g_error ("“%s” is not in: %s", text, answer);
}

/* Operations that every case finds: a function call, a contact, and one that is decided. */
#define CALL_BODY                                                                                            \
  "{\"run_id\":\"r\",\"call_id\":\"c1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1e400},"                    \
  "\"reject_options\":[{\"name\":\"later\",\"prompt_fill\":\"not now\"}]}}"
#define CONTACT_BODY                                                                                         \
  "{\"run_id\":\"r\",\"call_id\":\"h1\",\"spec\":{\"msg\":\"which?\","                                       \
  "\"response_options\":[{\"name\":\"eu\"}]}}"
#define DECIDED_BODY "{\"run_id\":\"r\",\"call_id\":\"d1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}"

static void
store_operations (Fixture *fixture)
{
  g_autofree char *call = post (fixture, "/function_calls", ASKER, CALL_BODY);
  g_autofree char *contact = post (fixture, "/contact_requests", ASKER, CONTACT_BODY);
  g_autofree char *other = post (fixture, "/function_calls", ASKER, DECIDED_BODY);
  g_autofree char *decided =
      post (fixture, "/agent/function_calls/d1/respond", DECIDER, "{\"approved\":true}");

  assert_answer (call, 200, NULL);
  assert_answer (contact, 200, NULL);
  assert_answer (other, 200, NULL);
  assert_answer (decided, 200, NULL);
}

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
#define SPEC "\"spec\":{\"fn\":\"f\",\"kwargs\":{}}"

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
  { "encoded-letter", "GET " V1 "/%61gent/function_calls/pending", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "two-slashes", "GET " V1 "//project", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "slashes-first", "GET /" V1 "/project", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "dot-segments", "GET " V1 "/x/../project", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "dots-to-console", "GET " V1 "/../../console/v1/info", ASKER, NULL, 404, "path_not_canonical", NULL },
  { "encoded-dots", "GET " V1 "/%2e%2e/project", ASKER, NULL, 404, "path_not_canonical", NULL },
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
  { "asterisk", "OPTIONS *", "", NULL, 404, "path_not_canonical", NULL },

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

  { "create-empty", CREATE, ASKER JSON, "", 400, "json_invalid", "\"loc\":[\"body\"]" },
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
  Fixture fixture = { 0 };
  g_autofree char *answer = NULL;

  set_up (&fixture, NULL);
  store_operations (&fixture);
  answer = ask (&fixture, test->target, NULL, test->headers, test->body);
  assert_answer (answer, test->status, test->code);
  if (test->text != NULL)
    assert_has (answer, test->text);
  g_assert_cmpint (strstr (answer, "\r\nWWW-Authenticate: Bearer\r\n") != NULL, ==, test->status == 401);
  g_assert_cmpint (strstr (answer, "\r\nAllow: ") != NULL, ==, test->status == 405);
  g_assert_null (strstr (answer, ASK_KEY));
  tear_down (&fixture, NULL);
}

/* Names that an attacker makes resolve to 127.0.0.1, and spellings of it that are not it. */
static void
test_rebinding (Fixture *fixture, gconstpointer user_data)
{
  static const char *const hosts[] = { "evil.example",
                                       "127.0.0.1.evil.example",
                                       "localhost.evil.example",
                                       "0.0.0.0",
                                       "127.1",
                                       "2130706433",
                                       "[::ffff:127.0.0.1]",
                                       "127.0.0.2" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *host = g_strdup_printf ("%s:%u", hosts[i], fixture->port);
      g_autofree char *answer = ask (fixture, PROJECT, host, ASKER, NULL);

      assert_answer (answer, 403, "host_forbidden");
    }
}

static void
test_local_hosts (Fixture *fixture, gconstpointer user_data)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]", "LOCALHOST" };
  g_autofree char *no_port = ask (fixture, PROJECT, "127.0.0.1", ASKER, NULL);

  assert_answer (no_port, 403, "host_forbidden");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *host = g_strdup_printf ("%s:%u", names[i], fixture->port);
      g_autofree char *answer = ask (fixture, PROJECT, host, ASKER, NULL);

      assert_answer (answer, 200, NULL);
    }
}

/* Everything that the Python SDK sends for one approval, nulls and all, and what the agent gets back for it. */
#define STATE "{\"z\":12345678901234567890,\"a\":0.10,\"e\":1e400,\"a\":[1 , 2],\"s\":\"\\u00e9\"}"

static void
test_explicit_nulls (Fixture *fixture, gconstpointer user_data)
{
  static const char body[] =
      "{\"run_id\":\"run\",\"call_id\":\"py\",\"spec\":{\"fn\":\"send\",\"kwargs\":{\"to\":null},\"channel\":"
      "{\"slack\":{\"channel_or_user_id\":\"\",\"context_about_channel_or_user\":null,\"bot_token\":\"xoxb-"
      "1\","
      "\"allowed_responder_ids\":null,\"experimental_slack_blocks\":null,\"thread_ts\":null},\"sms\":null,"
      "\"whatsapp\":null,\"email\":null},\"reject_options\":null,\"state\":" STATE
      "},\"status\":{\"requested_at\":null,\"responded_at\":null,\"approved\":null,\"comment\":null,"
      "\"reject_option_name\":null,\"slack_message_ts\":null,\"user_info\":null,\"slack_context\":null},"
      "\"new_field\":{\"n\":1.0}}";
  g_autofree char *created = post (fixture, "/function_calls", ASKER, body);
  g_autofree char *again = post (fixture, "/function_calls", ASKER, body);
  g_autofree char *polled = get (fixture, "/function_calls/py");

  assert_answer (created, 200, NULL);
  g_assert_cmpstr (raw_answer_get_body (again), ==, raw_answer_get_body (created));
  g_assert_cmpstr (raw_answer_get_body (polled), ==, raw_answer_get_body (created));
  assert_has (polled, "\"state\":" STATE "}");
  assert_has (polled, "\"new_field\":{\"n\":1.0}");
  assert_has (polled, "\"bot_token\":\"******\"");
  assert_has (polled, "\"approved\":null,\"comment\":null");
  assert_has (polled, "\"requested_at\":\"1970-01-02T00:00:00.000000Z\"");
}

static void
test_call_id (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *created =
      post (fixture, "/function_calls", ASKER, "{\"run_id\":\"r\",\"call_id\":\"id of ü:1\"," SPEC "}");
  g_autofree char *polled = get (fixture, "/function_calls/id%20of%20%C3%BC%3A1");
  g_autofree char *plain = get (fixture, "/function_calls/id%20of%20%C3%BC:1");
  g_autofree char *decided =
      post (fixture, "/agent/function_calls/id%20of%20%C3%BC:1/respond", DECIDER, "{\"approved\":true}");

  assert_answer (created, 200, NULL);
  assert_answer (polled, 200, NULL);
  assert_answer (plain, 200, NULL);
  assert_answer (decided, 200, NULL);
}

static void
test_contact_alias (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *created = post (fixture, "/human_contacts", ASKER, CONTACT_BODY);
  g_autofree char *again = post (fixture, "/contact_requests", ASKER, CONTACT_BODY);

  assert_answer (created, 200, NULL);
  g_assert_cmpstr (raw_answer_get_body (created), ==, raw_answer_get_body (again));
}

static void
test_decided_by (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *decided = NULL;
  g_autofree char *polled = NULL;

  store_operations (fixture);
  decided = post (fixture, "/agent/function_calls/c1/respond", DECIDER,
                  "{\"requested_at\":null,\"responded_at\":null,\"approved\":false,\"comment\":\"not now\","
                  "\"user_info\":{\"id\":1.50},\"mine\":[1]}");
  polled = get (fixture, "/function_calls/c1");
  operation = load_operation (&fixture->base, "c1", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (raw_answer_get_body (decided), ==, raw_answer_get_body (polled));
  assert_has (polled, "\"user_info\":{\"id\":1.50}");
  assert_has (polled, "\"mine\":[1]");
  assert_has (polled, "\"responded_at\":\"1970-01-02T00:00:00.000000Z\"");
  g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_API);
  g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_API);
  g_assert_cmpstr (operation->decided_name, ==, "decider");
  g_assert_false (operation->is_test);
}

static void
test_escalation (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  HlcTimelineEntry *entry = NULL;

  store_operations (fixture);
  answer = post (fixture, "/agent/function_calls/c1/escalate_email", ASKER, "{\"escalation_msg\":\"help\"}");
  operation = load_operation (&fixture->base, "c1", &timeline, &error);

  assert_answer (answer, 200, NULL);
  g_assert_no_error (error);
  entry = g_ptr_array_index (timeline, 1);
  g_assert_cmpstr (entry->type, ==, "escalated");
  g_assert_cmpstr (entry->detail, ==, "help");
  g_assert_cmpint (operation->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (operation->escalated_at, >, 0);
}

static void
test_pending (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *array = NULL;
  g_autofree char *contacts = NULL;
  g_autofree char *beyond = NULL;

  store_operations (fixture);
  for (guint i = 2; i <= 3; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"run_id\":\"r\",\"call_id\":\"c%u\"," SPEC "}", i);
      g_autofree char *created = post (fixture, "/function_calls", ASKER, body);

      assert_answer (created, 200, NULL);
    }

  first = get (fixture, "/agent/function_calls/pending?limit=2");
  second = get (fixture, "/agent/function_calls/pending?limit=2&offset=2");
  array = get (fixture, "/agent/function_calls/pending?format=array&offset=1");
  contacts = get (fixture, "/agent/human_contacts/pending");
  beyond = get (fixture, "/agent/human_contacts/pending?offset=9223372036854775807");

  assert_answer (first, 200, NULL);
  g_assert_true (
      g_str_has_prefix (raw_answer_get_body (first), "{\"items\":[{\"run_id\":\"r\",\"call_id\":\"c1\","));
  assert_has (first, "\"call_id\":\"c2\"");
  g_assert_null (strstr (first, "\"call_id\":\"c3\""));
  g_assert_true (g_str_has_suffix (first, "],\"total\":3,\"limit\":2,\"offset\":0,\"has_more\":true}"));
  assert_has (second, "\"call_id\":\"c3\"");
  g_assert_true (g_str_has_suffix (second, "],\"total\":3,\"limit\":2,\"offset\":2,\"has_more\":false}"));
  g_assert_true (g_str_has_prefix (raw_answer_get_body (array), "[{\"run_id\":\"r\",\"call_id\":\"c2\","));
  assert_has (contacts, "\"call_id\":\"h1\"");
  g_assert_true (g_str_has_suffix (contacts, "],\"total\":1,\"limit\":100,\"offset\":0,\"has_more\":false}"));
  assert_has (beyond, "{\"items\":[],\"total\":1,");
}

/* A page is held in memory as a whole. */
static void
test_pending_page_is_bounded (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *filling = g_strnfill (15 * 1024 * 1024, 'x');
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_more = FALSE;
  gint64 total = 0;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (HlcOperation) operation = hlc_operation_new ();
      g_autoptr (HlcOperation) stored = NULL;
      g_autoptr (GAsyncResult) created = NULL;
      g_autofree char *spec =
          g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{},\"state\":{\"x\":\"%s\"}}", filling);

      operation->call_id = g_strdup_printf ("c%u", i);
      operation->run_id = g_strdup ("r");
      operation->title = g_strdup ("f()");
      operation->spec = g_bytes_new (spec, strlen (spec));
      hlc_store_create_operation_async (fixture->base.store, operation, keep_result_cb, &created);
      stored = hlc_store_create_operation_finish (fixture->base.store, wait_for_result (&created), &error);
      g_assert_no_error (error);
    }

  hlc_store_list_pending_async (fixture->base.store, HLC_OPERATION_FUNCTION_CALL, 100, 0, NULL,
                                keep_result_cb, &result);
  page = hlc_store_list_pending_finish (fixture->base.store, wait_for_result (&result), &total, &has_more,
                                        &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 5);
  g_assert_cmpint (total, ==, 6);
  g_assert_true (has_more);
}

/* States of megabytes are normal. They are read and printed on a worker thread. */
static void
test_large (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *numbers = g_strnfill (4 * 1024 * 1024, '1');
  g_autofree char *body = g_strdup_printf (
      "{\"run_id\":\"r\",\"call_id\":\"big\",\"spec\":{\"fn\":\"f\",\"kwargs\":{},\"state\":{\"n\":%s}}}",
      numbers);
  g_autofree char *wrong = g_strdup_printf (
      "{\"run_id\":\"r\",\"call_id\":\"big\",\"spec\":{\"fn\":7,\"kwargs\":{},\"state\":{\"n\":%s}}}",
      numbers);
  g_autofree char *broken = g_strdup_printf ("{\"n\":%s", numbers);
  g_autofree char *created = post (fixture, "/function_calls", ASKER, body);
  g_autofree char *polled = get (fixture, "/function_calls/big");
  g_autofree char *pending = get (fixture, "/agent/function_calls/pending");
  g_autofree char *refused = post (fixture, "/function_calls", ASKER, wrong);
  g_autofree char *not_json = post (fixture, "/function_calls", ASKER, broken);

  assert_answer (created, 200, NULL);
  g_assert_cmpstr (raw_answer_get_body (polled), ==, raw_answer_get_body (created));
  g_assert_nonnull (strstr (polled, numbers));
  g_assert_nonnull (strstr (pending, numbers));
  assert_answer (refused, 422, "validation_error");
  assert_answer (not_json, 400, "json_invalid");
}

static void
test_too_large (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *body = g_strnfill (20 * 1024 * 1024 + 1, ' ');
  g_autofree char *answer = post (fixture, "/function_calls", ASKER, body);

  assert_answer (answer, 413, "body_too_large");
}

static void
test_store_closed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *status = NULL;
  g_autofree char *created = NULL;
  g_autofree char *polled = NULL;
  g_autofree char *pending = NULL;

  hlc_store_close (fixture->base.store);
  created = post (fixture, "/function_calls", ASKER, CALL_BODY);
  polled = get (fixture, "/function_calls/c1");
  pending = get (fixture, "/agent/function_calls/pending");
  assert_answer (created, 503, "store_unavailable");
  assert_has (created, "\r\nRetry-After: ");
  assert_answer (polled, 503, "store_unavailable");
  assert_answer (pending, 503, "store_unavailable");
}

static void
test_keys (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);
  HlcAgentKey *key = hlc_agent_key_new ("new", "hl_local_new", HLC_KEY_SCOPE_AGENT, 1);
  g_autofree char *before = get (fixture, "/project");
  g_autofree char *after = NULL;
  g_autofree char *with_new = NULL;

  g_ptr_array_add (keys, key);
  hlc_api_set_agent_keys (fixture->api, keys);
  after = get (fixture, "/project");
  with_new = ask (fixture, PROJECT, NULL, "Authorization: Bearer hl_local_new\r\n", NULL);

  assert_answer (before, 200, NULL);
  assert_answer (after, 401, "key_wrong");
  assert_answer (with_new, 200, NULL);
  g_assert_cmpstr (fixture->used_keys->str, ==, "asker new ");
  g_assert_cmpint (hlc_agent_key_get_last_used_at (key), ==, hlc_clock_get_now (fixture->base.clock));
}

static gboolean
has_polls (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = load_operation (&fixture->base, "c1", NULL, &error);

  g_assert_no_error (error);
  return operation->polls == 2;
}

static void
test_polls (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  store_operations (fixture);
  first = get (fixture, "/function_calls/c1");
  second = get (fixture, "/function_calls/c1");
  assert_answer (first, 200, NULL);
  assert_answer (second, 200, NULL);
  raw_run_until (has_polls, fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api-agent/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

#define ADD(path, function) g_test_add ("/api-agent/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("rebinding", test_rebinding);
  ADD ("local-hosts", test_local_hosts);
  ADD ("explicit-nulls", test_explicit_nulls);
  ADD ("call-id", test_call_id);
  ADD ("contact-alias", test_contact_alias);
  ADD ("decided-by", test_decided_by);
  ADD ("escalation", test_escalation);
  ADD ("pending", test_pending);
  ADD ("pending-page-is-bounded", test_pending_page_is_bounded);
  ADD ("large", test_large);
  ADD ("too-large", test_too_large);
  ADD ("store-closed", test_store_closed);
  ADD ("keys", test_keys);
  ADD ("polls", test_polls);

  return g_test_run ();
}
