/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "raw-client.h"
#include "sending-fixture.h"

#define TO "\"endpoint_id\":\"ep_a\""

/* clang-format off */
static const SendingCase cases[] = {
  { "list", "GET rules", NULL, 200, "{\"items\":[],\"next\":null}" },
  { "list-parameter", "GET rules?x=1", NULL, 422, "\"loc\":[\"query\",\"x\"]" },
  { "add", "POST rules", "{" TO "}", 200, "\"endpoint_id\":\"ep_a\"" },
  { "add-not-json", "POST rules", "x", 400, SENDING_CODE ("json_invalid") },
  { "add-nothing", "POST rules", "{}", 422, SENDING_LOC ("endpoint_id") },
  { "add-unknown", "POST rules", "{\"endpoint_id\":\"ep_b\"}", 404, SENDING_CODE ("not_found") },
  { "add-path", "POST rules", "{" TO ",\"path\":\"inbound\"}", 422, "path" },
  { "add-mode", "POST rules", "{" TO ",\"mode\":\"x\"}", 422, SENDING_LOC ("mode") },
  { "add-ordered", "POST rules", "{" TO ",\"ordered\":1}", 422, SENDING_LOC ("ordered") },
  { "add-limit", "POST rules", "{" TO ",\"backlog_limit\":-1}", 422, "backlog_limit" },
  { "add-limit-word", "POST rules", "{" TO ",\"backlog_limit\":\"9\"}", 422, SENDING_LOC ("backlog_limit") },
  { "change-unknown", "PATCH rules/7", "{\"enabled\":false}", 404, SENDING_CODE ("not_found") },
  { "change-word", "PATCH rules/x", "{\"enabled\":false}", 404, SENDING_CODE ("not_found") },
  { "remove-unknown", "DELETE rules/7", NULL, 404, SENDING_CODE ("not_found") },
  { "remove-word", "DELETE rules/x", NULL, 404, SENDING_CODE ("not_found") },
  { "release-unknown", "POST rules/7/release", "{\"what\":\"all\"}", 404, SENDING_CODE ("not_found") },
  { "release-word", "POST rules/x/release", "{\"what\":\"all\"}", 404, SENDING_CODE ("not_found") },
  { "release-what", "POST rules/7/release", "{\"what\":\"some\"}", 422, SENDING_LOC ("what") },
  { "release-nothing", "POST rules/7/release", "{}", 422, SENDING_LOC ("what") },
};
/* clang-format on */

static void
test_change (SendingFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) first = add_endpoint (&fixture->base, "ep_a");
  g_autoptr (HlcEndpoint) second = add_endpoint (&fixture->base, "ep_b");
  g_autofree char *added =
      sending_ask (fixture, "POST rules",
                   "{" TO
                   ",\"event_type\":\"function_call.completed\",\"path\":\"/webhook/*\",\"run_id\":\"r\","
                   "\"mode\":\"original\",\"ordered\":false,\"backlog_limit\":7}");
  g_autofree char *id = sending_get_member (added, "id");
  g_autofree char *target = g_strdup_printf ("PATCH rules/%s", id);
  g_autofree char *changed =
      sending_ask (fixture, target, "{\"endpoint_id\":\"ep_b\",\"run_id\":null,\"enabled\":false}");
  g_autoptr (HlcForwardRule) stored = get_rule (&fixture->base, g_ascii_strtoll (id, NULL, 10));

  g_assert_cmpuint (raw_answer_get_status (added), ==, 200);
  g_assert_cmpuint (raw_answer_get_status (changed), ==, 200);
  g_assert_cmpstr (stored->endpoint_id, ==, "ep_b");
  g_assert_cmpstr (stored->event_type, ==, "function_call.completed");
  g_assert_cmpstr (stored->path, ==, "/webhook/*");
  g_assert_null (stored->run_id);
  g_assert_cmpint (stored->sign_mode, ==, HLC_SIGN_ORIGINAL);
  g_assert_false (stored->ordered);
  g_assert_false (stored->enabled);
  g_assert_cmpint (stored->backlog_limit, ==, 7);
}

static void
test_release_and_remove (SendingFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (&fixture->base, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (&fixture->base, "ep_a", TRUE);
  g_autofree char *release = g_strdup_printf ("POST rules/%" G_GINT64_FORMAT "/release", rule->id);
  g_autofree char *remove = g_strdup_printf ("DELETE rules/%" G_GINT64_FORMAT, rule->id);
  g_autoptr (HlcDelivery) delivery =
      store_delivery (&fixture->base, make_call_delivery ("m1", "c1", NULL), NULL);
  g_autofree char *listed = sending_ask (fixture, "GET rules", NULL);
  g_autofree char *released = sending_ask (fixture, release, "{\"what\":\"discard\"}");
  g_autofree char *removed = sending_ask (fixture, remove, NULL);
  g_autofree char *again = sending_ask (fixture, remove, NULL);

  g_assert_nonnull (strstr (listed, "\"waiting\":1"));
  g_assert_nonnull (strstr (released, "\"waiting\":0"));
  g_assert_cmpuint (raw_answer_get_status (removed), ==, 200);
  g_assert_nonnull (strstr (removed, "\"removed\":"));
  g_assert_cmpuint (raw_answer_get_status (again), ==, 404);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sending_add_cases ("api-rules", cases, G_N_ELEMENTS (cases));

#define ADD(path, function)                                                                                  \
  g_test_add ("/api-rules/" path, SendingFixture, NULL, sending_set_up, function, sending_tear_down)
  ADD ("change", test_change);
  ADD ("release-and-remove", test_release_and_remove);

  return g_test_run ();
}
