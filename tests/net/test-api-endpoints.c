/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "raw-client.h"
#include "sending-fixture.h"

#define URL "\"url\":\"http://127.0.0.1:8000/webhook\""
#define SECRET_A "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define SECRET_B "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

/* clang-format off */
static const SendingCase cases[] = {
  { "list", "GET endpoints", NULL, 200, "{\"items\":[{\"id\":\"ep_a\"," },
  { "list-parameter", "GET endpoints?state=x", NULL, 422, "\"loc\":[\"query\",\"state\"]" },
  { "get", "GET endpoints/ep_a", NULL, 200, "\"id\":\"ep_a\"" },
  { "get-unknown", "GET endpoints/ep_b", NULL, 404, SENDING_CODE ("not_found") },
  { "get-encoded", "GET endpoints/ep%5Fa", NULL, 200, "\"id\":\"ep_a\"" },
  { "get-pattern", "GET endpoints/ep_%25", NULL, 404, SENDING_CODE ("not_found") },
  { "put", "PUT endpoints/ep_a", "{}", 405, "\r\nAllow: GET, PATCH, DELETE\r\n" },

  { "add-not-json", "POST endpoints", "url", 400, SENDING_CODE ("json_invalid") },
  { "add-array", "POST endpoints", "[]", 422, "\"loc\":[\"body\"]" },
  { "add-nothing", "POST endpoints", "{}", 422, SENDING_LOC ("url") },
  { "add-url", "POST endpoints", "{\"url\":\"handler\"}", 422, SENDING_LOC ("url") },
  { "add-scheme", "POST endpoints", "{\"url\":\"ftp://h/\"}", 422, SENDING_LOC ("url") },
  { "add-user", "POST endpoints", "{\"url\":\"http://u:hush@h/\"}", 422, SENDING_LOC ("url") },
  { "add-metadata", "POST endpoints", "{\"url\":\"http://169.254.169.254/\"}", 422, SENDING_LOC ("url") },
  { "add-secret", "POST endpoints", "{" URL ",\"secret\":\"whsec_hush***\"}", 422, SENDING_LOC ("secret") },
  { "add-event", "POST endpoints", "{" URL ",\"events\":[\"nonsense\"]}", 422, "\"events\"" },
  { "add-events", "POST endpoints", "{" URL ",\"events\":\"all\"}", 422, "\"events\"" },
  { "add-version", "POST endpoints", "{" URL ",\"body_version\":\"v2\"}", 422, SENDING_LOC ("body_version") },
  { "add-family", "POST endpoints", "{" URL ",\"header_family\":\"all\"}", 422, SENDING_LOC ("header_family") },
  { "add-header", "POST endpoints", "{" URL ",\"headers\":[[\"Host\",\"x\"]]}", 422, "\"headers\"" },
  { "add-header-lines", "POST endpoints", "{" URL ",\"headers\":[[\"X-A\",\"b\\r\\nX-C: d\"]]}", 422, "\"headers\"" },
  { "add-header-shape", "POST endpoints", "{" URL ",\"headers\":{\"X-A\":\"b\"}}", 422, "\"headers\"" },
  { "add-url-twice", "POST endpoints", "{" URL "," URL "}", 422, "url" },

  { "change", "PATCH endpoints/ep_a", "{\"enabled\":false}", 200, "\"enabled\":false" },
  { "change-unknown", "PATCH endpoints/ep_b", "{\"enabled\":false}", 404, SENDING_CODE ("not_found") },
  { "change-word", "PATCH endpoints/ep_a", "{\"enabled\":\"no\"}", 422, SENDING_LOC ("enabled") },
  { "change-url", "PATCH endpoints/ep_a", "{\"url\":\"x\"}", 422, SENDING_LOC ("url") },
  { "remove", "DELETE endpoints/ep_a", NULL, 200, "{\"removed\":\"ep_a\"}" },
  { "remove-unknown", "DELETE endpoints/ep_b", NULL, 404, SENDING_CODE ("not_found") },

  { "rotate-unknown", "POST endpoints/ep_b/rotate", "{}", 404, SENDING_CODE ("not_found") },
  { "rotate-secret", "POST endpoints/ep_a/rotate", "{\"secret\":\"hush***\"}", 422, SENDING_LOC ("secret") },
  { "rotate-word", "POST endpoints/ep_a/rotate", "{\"secret\":7}", 422, SENDING_LOC ("secret") },
  { "recover", "POST endpoints/ep_a/recover", "{\"since\":\"2020-01-01T00:00:00Z\"}", 200, "{\"recovered\":0}" },
  { "recover-unknown", "POST endpoints/ep_b/recover", "{\"since\":\"2020-01-01T00:00:00Z\"}", 404,
    SENDING_CODE ("not_found") },
  { "recover-nothing", "POST endpoints/ep_a/recover", "{}", 422, SENDING_LOC ("since") },
  { "recover-word", "POST endpoints/ep_a/recover", "{\"since\":\"2h\"}", 422, SENDING_LOC ("since") },
};
/* clang-format on */

/* @expected: the texts of what signs, separated by spaces, the newest first */
static void
assert_signs (SendingFixture *fixture, const char *endpoint_id, const char *expected)
{
  g_autoptr (GPtrArray) secrets =
      hlc_endpoint_vault_dup_secrets (HLC_ENDPOINT_VAULT (fixture->vault), endpoint_id,
                                      hlc_clock_get_now (fixture->base.clock));
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < secrets->len; i++)
    g_string_append_printf (texts, "%s%s", i > 0 ? " " : "",
                            hlc_signing_secret_get_text (g_ptr_array_index (secrets, i)));
  g_assert_cmpstr (texts->str, ==, expected);
}

/* The secret is told to whoever made it, and to nobody after. */
static void
test_secret_told_once (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *added = sending_ask (fixture, "POST endpoints", "{" URL ",\"secret\":\"" SECRET_A "\"}");
  g_autofree char *id = sending_get_member (added, "id");
  g_autofree char *secret = sending_get_member (added, "secret");
  g_autofree char *rotate_target = g_strdup_printf ("POST endpoints/%s/rotate", id);
  g_autofree char *get_target = g_strdup_printf ("GET endpoints/%s", id);
  g_autofree char *got = NULL;
  g_autofree char *rotated = NULL;
  g_autofree char *new_secret = NULL;
  g_autofree char *listed = NULL;

  g_assert_cmpuint (raw_answer_get_status (added), ==, 200);
  g_assert_true (g_str_has_prefix (id, "ep_"));
  g_assert_cmpstr (secret, ==, SECRET_A);
  assert_signs (fixture, id, SECRET_A);
  got = sending_ask (fixture, get_target, NULL);
  g_assert_null (strstr (got, "whsec_"));

  rotated = sending_ask (fixture, rotate_target, "{\"secret\":\"" SECRET_B "\"}");
  g_assert_cmpuint (raw_answer_get_status (rotated), ==, 200);
  new_secret = sending_get_member (rotated, "secret");
  g_assert_cmpstr (new_secret, ==, SECRET_B);
  assert_signs (fixture, id, SECRET_B " " SECRET_A);
  listed = sending_ask (fixture, "GET endpoints", NULL);
  g_assert_null (strstr (listed, "whsec_"));
}

static void
test_made_secret (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = sending_ask (fixture, "POST endpoints", "{" URL "}");
  g_autofree char *second = sending_ask (fixture, "POST endpoints", "{" URL "}");
  g_autofree char *first_secret = sending_get_member (first, "secret");
  g_autofree char *second_secret = sending_get_member (second, "secret");
  g_autofree char *first_id = sending_get_member (first, "id");

  g_assert_true (g_str_has_prefix (first_secret, "whsec_"));
  g_assert_cmpstr (first_secret, !=, second_secret);
  assert_signs (fixture, first_id, first_secret);
}

/* What is not sent stays as it is; custom headers that are secret are never shown. */
static void
test_change (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *added = sending_ask (
      fixture, "POST endpoints",
      "{" URL ",\"description\":\"d\",\"events\":[\"function_call.completed\"],\"body_version\":\"v1beta3\","
      "\"header_family\":\"svix\",\"headers\":[[\"X-A\",\"b\"],[\"Authorization\",\"hush\"]]}");
  g_autofree char *id = sending_get_member (added, "id");
  g_autofree char *target = g_strdup_printf ("PATCH endpoints/%s", id);
  g_autofree char *changed = sending_ask (fixture, target, "{\"description\":null,\"enabled\":false}");
  g_autoptr (HlcEndpoint) stored = get_endpoint (&fixture->base, id);

  g_assert_cmpuint (raw_answer_get_status (changed), ==, 200);
  g_assert_null (strstr (added, "hush"));
  g_assert_null (strstr (changed, "hush"));
  g_assert_null (strstr (changed, "whsec_"));
  g_assert_nonnull (strstr (changed, "[\"X-A\",\"b\"]"));
  g_assert_nonnull (strstr (changed, "\"events\":[\"function_call.completed\"]"));
  g_assert_nonnull (strstr (changed, "\"body_version\":\"v1beta3\""));
  g_assert_nonnull (strstr (changed, "\"header_family\":\"svix\""));
  g_assert_null (stored->description);
  g_assert_false (stored->enabled);
  g_assert_cmpstr (hlc_header_list_lookup (stored->headers, "Authorization"), ==, "hush");
}

/* Our own ports are refused at once. An endpoint that was there before them may still be disabled. */
static void
test_own_url (SendingFixture *fixture, gconstpointer user_data)
{
  static const guint16 PORTS[] = { 4880, 8000 };
  g_autofree char *before = sending_ask (fixture, "POST endpoints", "{" URL "}");
  g_autofree char *id = sending_get_member (before, "id");
  g_autofree char *target = g_strdup_printf ("PATCH endpoints/%s", id);
  g_autofree char *added = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *disabled = NULL;
  g_autofree char *sent = NULL;
  guint n_kept = fake_vault_get_n_endpoints (fixture->vault);

  hlc_dispatcher_set_own_ports (fixture->dispatcher, PORTS, G_N_ELEMENTS (PORTS));
  added = sending_ask (fixture, "POST endpoints", "{" URL "}");
  changed = sending_ask (fixture, target, "{\"url\":\"http://localhost:4880/\"}");
  disabled = sending_ask (fixture, target, "{" URL ",\"enabled\":false}");
  sent =
      sending_ask (fixture, "POST messages",
                   "{\"event_type\":\"x\",\"body\":\"b\",\"to\":\"http://[::1]:4880/\",\"secret\":\"" SECRET_A
                   "\"}");

  g_assert_cmpuint (raw_answer_get_status (before), ==, 200);
  g_assert_cmpuint (raw_answer_get_status (added), ==, 422);
  g_assert_nonnull (strstr (added, SENDING_LOC ("url")));
  g_assert_nonnull (strstr (added, "this console itself"));
  g_assert_cmpuint (fake_vault_get_n_endpoints (fixture->vault), ==, n_kept);
  g_assert_cmpuint (raw_answer_get_status (changed), ==, 422);
  g_assert_nonnull (strstr (changed, SENDING_LOC ("url")));
  g_assert_cmpuint (raw_answer_get_status (disabled), ==, 200);
  g_assert_cmpuint (raw_answer_get_status (sent), ==, 422);
}

static void
test_removed (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *added = sending_ask (fixture, "POST endpoints", "{" URL ",\"secret\":\"" SECRET_A "\"}");
  g_autofree char *id = sending_get_member (added, "id");
  g_autofree char *target = g_strdup_printf ("DELETE endpoints/%s", id);
  g_autofree char *removed = sending_ask (fixture, target, NULL);
  g_autofree char *again = sending_ask (fixture, target, NULL);

  g_assert_cmpuint (raw_answer_get_status (removed), ==, 200);
  g_assert_cmpuint (raw_answer_get_status (again), ==, 404);
  assert_signs (fixture, id, "");
}

/* An endpoint that cannot be stored leaves no secret behind. */
static void
test_not_stored (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *answer = NULL;

  hlc_store_close (fixture->base.store);
  answer = sending_ask (fixture, "POST endpoints", "{" URL "}");
  raw_assert_json_error (answer, 503, "store_unavailable");
  g_assert_cmpuint (fake_vault_get_n_endpoints (fixture->vault), ==, 0);
}

/* While the console stops, nothing that sends is there any more. */
static void
test_no_sending (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *added = NULL;
  g_autofree char *listed = NULL;

  hlc_api_set_sending (fixture->api, NULL, NULL);
  added = sending_ask (fixture, "POST endpoints", "{" URL "}");
  listed = sending_ask (fixture, "GET endpoints", NULL);
  raw_assert_json_error (added, 404, "not_found");
  raw_assert_json_error (listed, 404, "not_found");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sending_add_cases ("api-endpoints", cases, G_N_ELEMENTS (cases));

#define ADD(path, function)                                                                                  \
  g_test_add ("/api-endpoints/" path, SendingFixture, NULL, sending_set_up, function, sending_tear_down)
  ADD ("secret-told-once", test_secret_told_once);
  ADD ("made-secret", test_made_secret);
  ADD ("change", test_change);
  ADD ("own-url", test_own_url);
  ADD ("removed", test_removed);
  ADD ("not-stored", test_not_stored);
  ADD ("no-sending", test_no_sending);

  return g_test_run ();
}
