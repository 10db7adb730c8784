/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api.h"

#include <string.h>

#include "hlc-store-fixture.h"
#include "raw-client.h"

#define TOKEN "token-of-this-test"
#define OPERATIONS "POST /console/v1/operations"
#define DECIDE_CALL OPERATIONS "/c1/decide"
#define DECIDE_CONTACT OPERATIONS "/h1/decide"
#define CALL_BODY                                                                                            \
  "{\"kind\":\"function_call\",\"call_id\":\"c1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1.50},"           \
  "\"reject_options\":[{\"name\":\"later\"}]}}"
#define CONTACT_BODY                                                                                         \
  "{\"kind\":\"human_contact\",\"call_id\":\"h1\",\"run_id\":null,\"spec\":{\"msg\":\"m\","                  \
  "\"response_options\":[{\"name\":\"eu\"}]}}"

typedef struct
{
  StoreFixture base;
  HlcApi *api;
  guint16 port;
} Fixture;

static char *
post (Fixture *fixture, const char *target, const char *body)
{
  g_autofree char *request =
      g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAuthorization: Bearer " TOKEN
                       "\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       target, fixture->port, strlen (body), body);

  return raw_exchange (fixture->port, request);
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *call = NULL;
  g_autofree char *contact = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->api = hlc_api_new (fixture->base.store, fixture->base.clock, TOKEN);
  hlc_api_listen (fixture->api, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_api_get_port (fixture->api);
  call = post (fixture, OPERATIONS, CALL_BODY);
  contact = post (fixture, OPERATIONS, CONTACT_BODY);
  g_assert_cmpuint (raw_answer_get_status (call), ==, 200);
  g_assert_cmpuint (raw_answer_get_status (contact), ==, 200);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_api_stop (fixture->api);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->api);
  store_fixture_tear_down (&fixture->base, NULL);
}

typedef struct
{
  const char *name;
  const char *target;
  const char *body;
  guint status;
  const char *text; /* that the answer holds */
} Case;

#define CODE(name) "\"code\":\"" name "\""

/* clang-format off */
static const Case cases[] = {
  { "create-not-json", OPERATIONS, "kind", 400, CODE ("json_invalid") },
  { "create-array", OPERATIONS, "[]", 422, "\"loc\":[\"body\"]" },
  { "create-no-kind", OPERATIONS, "{\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}", 422, "\"loc\":[\"body\",\"kind\"]" },
  { "create-kind", OPERATIONS, "{\"kind\":\"email\",\"spec\":{}}", 422, "\"loc\":[\"body\",\"kind\"]" },
  { "create-kind-twice", OPERATIONS, "{\"kind\":\"function_call\",\"kind\":\"human_contact\"}", 422, "kind" },
  { "create-no-spec", OPERATIONS, "{\"kind\":\"function_call\"}", 422, "\"loc\":[\"body\",\"spec\"]" },
  { "create-no-msg", OPERATIONS, "{\"kind\":\"human_contact\",\"spec\":{}}", 422,
    "\"loc\":[\"body\",\"spec\",\"msg\"]" },
  { "create-empty-id", OPERATIONS, "{\"kind\":\"human_contact\",\"call_id\":\"\",\"spec\":{\"msg\":\"m\"}}", 422,
    "\"loc\":[\"body\",\"call_id\"]" },
  { "create-taken", OPERATIONS, "{\"kind\":\"human_contact\",\"call_id\":\"c1\",\"spec\":{\"msg\":\"m\"}}", 409,
    CODE ("call_id_taken") },
  { "create", OPERATIONS, "{\"kind\":\"human_contact\",\"run_id\":\"mine\",\"spec\":{\"msg\":\"m\"}}", 200,
    "\"run_id\":\"mine\"" },
  { "create-put", "PUT /console/v1/operations", "{}", 405, "\r\nAllow: GET, POST\r\n" },

  { "approve", DECIDE_CALL, "{\"approved\":true,\"comment\":null}", 200,
    "\"decided_by\":{\"channel\":\"api\"}" },
  { "approve-by-command", DECIDE_CALL "?channel=command", "{\"approved\":true}", 200,
    "\"decided_by\":{\"channel\":\"command\"}" },
  { "deny", DECIDE_CALL, "{\"approved\":false,\"comment\":\"no\",\"option\":\"later\"}", 200,
    "\"reject_option_name\":\"later\"" },
  { "answer", DECIDE_CONTACT, "{\"response\":\"yes\",\"option\":\"eu\"}", 200, "\"state\":\"responded\"" },
  { "decide-unknown", OPERATIONS "/nope/decide", "{\"approved\":true}", 404, CODE ("not_found") },
  { "decide-not-json", DECIDE_CALL, "yes", 400, CODE ("json_invalid") },
  { "decide-nothing", DECIDE_CALL, "{}", 422, "\"loc\":[\"body\"]" },
  { "decide-both", DECIDE_CALL, "{\"approved\":true,\"response\":\"x\"}", 422, "\"loc\":[\"body\"]" },
  { "decide-word", DECIDE_CALL, "{\"approved\":\"true\"}", 422, "\"loc\":[\"body\",\"approved\"]" },
  { "deny-no-comment", DECIDE_CALL, "{\"approved\":false}", 422, "\"loc\":[\"body\",\"comment\"]" },
  { "deny-option", DECIDE_CALL, "{\"approved\":false,\"comment\":\"no\",\"option\":\"never\"}", 422,
    "\"loc\":[\"body\",\"option\"]" },
  { "answer-call", DECIDE_CALL, "{\"response\":\"x\"}", 422, "\"loc\":[\"body\",\"response\"]" },
  { "approve-contact", DECIDE_CONTACT, "{\"approved\":true}", 422, "is answered" },
  { "answer-empty", DECIDE_CONTACT, "{\"response\":\"\"}", 422, "\"loc\":[\"body\",\"response\"]" },
  { "answer-comment", DECIDE_CONTACT, "{\"response\":\"x\",\"comment\":\"y\"}", 422,
    "\"loc\":[\"body\",\"comment\"]" },
  { "decide-window", DECIDE_CALL "?channel=window", "{\"approved\":true}", 422, "\"loc\":[\"query\",\"channel\"]" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  Fixture fixture = { 0 };
  g_autofree char *answer = NULL;

  set_up (&fixture, NULL);
  answer = post (&fixture, test->target, test->body);
  g_assert_cmpuint (raw_answer_get_status (answer), ==, test->status);
  g_assert_nonnull (strstr (answer, test->text));
  g_assert_nonnull (strstr (answer, "\r\nContent-Type: application/json\r\n"));
  tear_down (&fixture, NULL);
}

static void
test_made_ids (Fixture *fixture, gconstpointer user_data)
{
  static const char body[] =
      "{\"kind\":\"function_call\",\"call_id\":null,\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1.50}}}";
  g_autofree char *first = post (fixture, OPERATIONS, body);
  g_autofree char *second = post (fixture, OPERATIONS, body);

  g_assert_nonnull (strstr (first, "\"call_id\":\"call_"));
  g_assert_nonnull (strstr (first, "\"run_id\":\"run_"));
  g_assert_nonnull (strstr (first, "\"origin\":\"console\""));
  g_assert_nonnull (strstr (first, "\"is_test\":true"));
  g_assert_nonnull (strstr (first, "\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1.50}}"));
  g_assert_cmpstr (raw_answer_get_body (first), !=, raw_answer_get_body (second));
}

static char *
get (Fixture *fixture, const char *path)
{
  g_autofree char *request =
      g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAuthorization: Bearer " TOKEN "\r\n\r\n",
                       path, fixture->port);

  return raw_exchange (fixture->port, request);
}

/* The numbers of a scheme go on from what is stored. */
static void
test_next_id (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *path;
    guint status;
    const char *text;
  } NEXT_IDS[] = {
    { "/console/v1/next_id?scheme=order-%7Bn%7D", 200, "{\"number\":1,\"call_id\":\"order-1\"}" },
    { "/console/v1/next_id?scheme=c%7Bn%7D", 200, "{\"number\":2,\"call_id\":\"c2\"}" },
    { "/console/v1/next_id?scheme=%C3%A9%20%7Bn%7D%2F", 200, "\"call_id\":\"\xc3\xa9 1/\"" },
    { "/console/v1/next_id", 422, "\"loc\":[\"query\",\"scheme\"]" },
    { "/console/v1/next_id?scheme=order", 422, "\"loc\":[\"query\",\"scheme\"]" },
    { "/console/v1/next_id?scheme=%7Bn%7D%7Bn%7D", 422, "\"loc\":[\"query\",\"scheme\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (NEXT_IDS); i++)
    {
      g_autofree char *answer = get (fixture, NEXT_IDS[i].path);

      g_test_message ("%s", NEXT_IDS[i].path);
      g_assert_cmpuint (raw_answer_get_status (answer), ==, NEXT_IDS[i].status);
      g_assert_nonnull (strstr (answer, NEXT_IDS[i].text));
    }
}

static void
test_decided_once (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = post (fixture, DECIDE_CALL, "{\"approved\":true}");
  g_autofree char *second = post (fixture, DECIDE_CALL, "{\"approved\":true}");

  g_assert_cmpuint (raw_answer_get_status (first), ==, 200);
  raw_assert_json_error (second, 409, "already_decided");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api-operations/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

#define ADD(path, function) g_test_add ("/api-operations/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("made-ids", test_made_ids);
  ADD ("next-id", test_next_id);
  ADD ("decided-once", test_decided_once);

  return g_test_run ();
}
