/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-rule-input.h"

#include <string.h>

#include "json-input.h"

#define WITH(members) "{\"endpoint_id\":\"ep_1\"," members "}"

static HlcForwardRule *
read_rule (const char *text, const HlcForwardRule *stored, const char *expected_problems)
{
  g_autoptr (HlcJsonDocument) document = parse_json (text);
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  HlcForwardRule *rule = hlc_rule_input_read (hlc_json_document_get_root (document), stored, problems);
  g_autofree char *found = describe_problems (problems);

  g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, expected_problems);
  g_assert_cmpint (rule != NULL, ==, *expected_problems == '\0');

  return rule;
}

static void
test_problems (void)
{
  static const struct
  {
    const char *text;
    const char *problems;
  } CASES[] = {
    { "[]", "body dict_type" },
    { "{}", "body.endpoint_id missing" },
    { "{\"endpoint_id\":null}", "body.endpoint_id string_type" },
    { "{\"endpoint_id\":\"\"}", "body.endpoint_id string_too_short" },
    { "{\"endpoint_id\":1}", "body.endpoint_id string_type" },
    { WITH ("\"event_type\":1,\"path\":[],\"run_id\":{}"),
      "body.event_type string_type, body.path string_type, body.run_id string_type" },
    { WITH ("\"path\":\"/elsewhere\""), "body.path value_error" },
    { WITH ("\"path\":\"/webhook/*/x\""), "body.path value_error" },
    { WITH ("\"run_id\":\"a\\u0000\""), "body.run_id value_error" },
    { WITH ("\"mode\":\"signed\""), "body.mode value_error" },
    { WITH ("\"ordered\":\"yes\",\"enabled\":0"), "body.ordered bool_type, body.enabled bool_type" },
    { WITH ("\"backlog_limit\":\"5\""), "body.backlog_limit int_type" },
    { WITH ("\"backlog_limit\":1.5"), "body.backlog_limit int_type" },
    { WITH ("\"backlog_limit\":99999999999999999999"), "body.backlog_limit int_type" },
    { WITH ("\"backlog_limit\":-1"), "body.backlog_limit value_error" },
    { WITH ("\"mode\":\"\",\"backlog_limit\":true"), "body.mode value_error, body.backlog_limit int_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcForwardRule) rule = read_rule (CASES[i].text, NULL, CASES[i].problems);

      g_assert_null (rule);
    }
}

static void
test_new (void)
{
  g_autoptr (HlcForwardRule) least = read_rule ("{\"endpoint_id\":\"ep_1\"}", NULL, "");
  g_autoptr (HlcForwardRule) nulls =
      read_rule (WITH ("\"event_type\":null,\"path\":null,\"run_id\":\"\",\"mode\":null,\"ordered\":null,"
                       "\"enabled\":null,\"backlog_limit\":null,\"x\":1"),
                 NULL, "");
  g_autoptr (HlcForwardRule) all =
      read_rule (WITH ("\"event_type\":\"function_call.completed\",\"path\":\"/webhook/*\",\"run_id\":\"r\","
                       "\"mode\":\"original\",\"ordered\":false,\"enabled\":false,\"backlog_limit\":5"),
                 NULL, "");
  HlcForwardRule *plain[] = { least, nulls };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_assert_cmpstr (plain[i]->endpoint_id, ==, "ep_1");
      g_assert_null (plain[i]->event_type);
      g_assert_null (plain[i]->path);
      g_assert_null (plain[i]->run_id);
      g_assert_cmpint (plain[i]->sign_mode, ==, HLC_SIGN_NOW);
      g_assert_true (plain[i]->ordered && plain[i]->enabled);
      g_assert_cmpint (plain[i]->backlog_limit, ==, HLC_FORWARD_BACKLOG_LIMIT);
    }

  g_assert_cmpstr (all->event_type, ==, "function_call.completed");
  g_assert_cmpstr (all->path, ==, "/webhook/*");
  g_assert_cmpstr (all->run_id, ==, "r");
  g_assert_cmpint (all->sign_mode, ==, HLC_SIGN_ORIGINAL);
  g_assert_false (all->ordered || all->enabled);
  g_assert_cmpint (all->backlog_limit, ==, 5);
}

static void
test_change (void)
{
  static const struct
  {
    const char *text;
    gint64 endpoint; /* the row goes with the name */
    const char *endpoint_id;
    const char *path;
    const char *run_id;
    HlcSignMode sign_mode;
    gboolean enabled;
    gint64 backlog_limit;
  } CASES[] = {
    { "{}", 7, "ep_1", "/webhook/a", "r", HLC_SIGN_ORIGINAL, FALSE, 5 },
    { "{\"enabled\":true,\"backlog_limit\":0}", 7, "ep_1", "/webhook/a", "r", HLC_SIGN_ORIGINAL, TRUE, 0 },
    { "{\"path\":null,\"run_id\":\"\",\"mode\":\"resign\"}", 7, "ep_1", NULL, NULL, HLC_SIGN_NOW, FALSE, 5 },
    { "{\"endpoint_id\":\"ep_1\"}", 7, "ep_1", "/webhook/a", "r", HLC_SIGN_ORIGINAL, FALSE, 5 },
    { "{\"endpoint_id\":null}", 7, "ep_1", "/webhook/a", "r", HLC_SIGN_ORIGINAL, FALSE, 5 },
    { "{\"endpoint_id\":\"ep_2\"}", 0, "ep_2", "/webhook/a", "r", HLC_SIGN_ORIGINAL, FALSE, 5 },
  };
  g_autoptr (HlcForwardRule) stored = hlc_forward_rule_new ();

  stored->id = 3;
  stored->endpoint = 7;
  stored->endpoint_id = g_strdup ("ep_1");
  stored->path = g_strdup ("/webhook/a");
  stored->run_id = g_strdup ("r");
  stored->sign_mode = HLC_SIGN_ORIGINAL;
  stored->enabled = FALSE;
  stored->backlog_limit = 5;
  stored->is_asking = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcForwardRule) rule = read_rule (CASES[i].text, stored, "");

      g_assert_cmpint (rule->id, ==, 3);
      g_assert_cmpint (rule->endpoint, ==, CASES[i].endpoint);
      g_assert_cmpstr (rule->endpoint_id, ==, CASES[i].endpoint_id);
      g_assert_cmpstr (rule->path, ==, CASES[i].path);
      g_assert_cmpstr (rule->run_id, ==, CASES[i].run_id);
      g_assert_cmpint (rule->sign_mode, ==, CASES[i].sign_mode);
      g_assert_cmpint (rule->enabled, ==, CASES[i].enabled);
      g_assert_cmpint (rule->backlog_limit, ==, CASES[i].backlog_limit);
      g_assert_true (rule->ordered && rule->is_asking);
    }
  g_assert_cmpstr (stored->endpoint_id, ==, "ep_1");
}

static void
test_release (void)
{
  static const struct
  {
    const char *text;
    int release; /* -1: none */
    const char *problems;
  } CASES[] = {
    { "{\"what\":\"all\"}", HLC_RELEASE_ALL, "" },
    { "{\"what\":\"newest\"}", HLC_RELEASE_NEWEST, "" },
    { "{\"what\":\"discard\"}", HLC_RELEASE_DISCARD, "" },
    { "{\"what\":\"some\"}", -1, "body.what value_error" },
    { "{\"what\":1}", -1, "body.what string_type" },
    { "{}", -1, "body.what missing" },
    { "\"all\"", -1, "body dict_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      HlcRelease release = 0;
      gboolean ok = hlc_rule_input_read_release (hlc_json_document_get_root (document), &release, problems);
      g_autofree char *found = describe_problems (problems);

      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (ok, ==, CASES[i].release >= 0);
      if (ok)
        g_assert_cmpint (release, ==, CASES[i].release);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rule-input/problems", test_problems);
  g_test_add_func ("/rule-input/new", test_new);
  g_test_add_func ("/rule-input/change", test_change);
  g_test_add_func ("/rule-input/release", test_release);

  return g_test_run ();
}
