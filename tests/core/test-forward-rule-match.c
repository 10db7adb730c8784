/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-forward-rule.h"

#include <string.h>

#include "hlc-error.h"

static void
test_check (void)
{
  g_autofree char *long_type = g_strnfill (201, 't');
  g_autofree char *long_run = g_strnfill (1025, 'r');
  g_autofree char *path_1015 = g_strnfill (1015, 'p');
  g_autofree char *long_path = g_strconcat ("/webhook/", path_1015, "q", NULL);
  const struct
  {
    const char *endpoint_id;
    const char *event_type;
    const char *path;
    const char *run_id;
    gint64 backlog_limit;
    const char *problem; /* NULL: none */
  } CASES[] = {
    { "ep_1", NULL, NULL, NULL, 100, NULL },
    { "ep_1", "function_call.completed", "/webhook/inbound", "run-1", 0, NULL },
    { "ep_1", "v1beta2.something.new", "/webhook", "r", 1000000, NULL },
    { "ep_1", NULL, "/webhook/*", NULL, 1, NULL },
    { "ep_1", NULL, "/webhook*", NULL, 1, NULL },
    { "ep_1", NULL, "/webhook/caf\xc3\xa9 1*", NULL, 1, NULL },
    { NULL, NULL, NULL, NULL, 100, "Choose an endpoint" },
    { "", NULL, NULL, NULL, 100, "Choose an endpoint" },
    { "ep_1", "", NULL, NULL, 100, "event_type" },
    { "ep_1", long_type, NULL, NULL, 100, "event_type" },
    { "ep_1", "a\xff", NULL, NULL, 100, "UTF-8" },
    { "ep_1", NULL, "", NULL, 100, "path" },
    { "ep_1", NULL, long_path, NULL, 100, "path" },
    { "ep_1", NULL, "*", NULL, 100, "path is none" },
    { "ep_1", NULL, "/*", NULL, 100, "path is none" },
    { "ep_1", NULL, "/other", NULL, 100, "path is none" },
    { "ep_1", NULL, "webhook", NULL, 100, "path is none" },
    { "ep_1", NULL, "/webhooks", NULL, 100, "path is none" },
    { "ep_1", NULL, "/webhook/*/x", NULL, 100, "asterisk" },
    { "ep_1", NULL, "/webhook/**", NULL, 100, "asterisk" },
    { "ep_1", NULL, NULL, "", 100, "run_id" },
    { "ep_1", NULL, NULL, long_run, 100, "run_id" },
    { "ep_1", NULL, NULL, NULL, -1, "backlog" },
    { "ep_1", NULL, NULL, NULL, 1000001, "backlog" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
      g_autoptr (GError) error = NULL;
      gboolean ok = FALSE;

      rule->endpoint_id = g_strdup (CASES[i].endpoint_id);
      rule->event_type = g_strdup (CASES[i].event_type);
      rule->path = g_strdup (CASES[i].path);
      rule->run_id = g_strdup (CASES[i].run_id);
      rule->backlog_limit = CASES[i].backlog_limit;
      ok = hlc_forward_rule_check (rule, &error);

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, error != NULL ? error->message : "");
      g_assert_cmpint (ok, ==, CASES[i].problem == NULL);
      if (ok)
        continue;
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, CASES[i].problem));
    }
}

/* A stored rule knows its endpoint by its row. */
static void
test_check_row (void)
{
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
  g_autoptr (GError) error = NULL;

  rule->endpoint = 7;
  g_assert_true (hlc_forward_rule_check (rule, &error));
  g_assert_no_error (error);
}

static HlcDelivery *
make_delivery (void)
{
  HlcDelivery *delivery = hlc_delivery_new ();

  delivery->http_status = 200;
  delivery->verdict = HLC_VERDICT_VERIFIED;
  delivery->event_type = g_strdup ("function_call.completed");
  delivery->path = g_strdup ("/webhook/inbound");
  delivery->operation = hlc_operation_new ();
  delivery->operation->run_id = g_strdup ("run-1");

  return delivery;
}

static void
test_filters (void)
{
  static const struct
  {
    const char *event_type;
    const char *path;
    const char *run_id;
    gboolean matches;
  } CASES[] = {
    { NULL, NULL, NULL, TRUE },
    { "function_call.completed", "/webhook/inbound", "run-1", TRUE },
    { "v1beta2.function_call.completed", NULL, NULL, TRUE },
    { "human_contact.completed", NULL, NULL, FALSE },
    { "function_call", NULL, NULL, FALSE },
    { NULL, "/webhook/*", NULL, TRUE },
    { NULL, "/webhook*", NULL, TRUE },
    { NULL, "/webhook/inbound*", NULL, TRUE },
    { NULL, "/webhook/in*", NULL, TRUE },
    { NULL, "/webhook", NULL, FALSE },
    { NULL, "/webhook/inbound/", NULL, FALSE },
    { NULL, "/webhook/inbound/*", NULL, FALSE },
    { NULL, "/webhook/INBOUND", NULL, FALSE },
    { NULL, NULL, "run-2", FALSE },
    { NULL, NULL, "run", FALSE },
    { "function_call.completed", "/webhook/inbound", "run-2", FALSE },
    { "human_contact.completed", "/webhook/inbound", "run-1", FALSE },
  };
  g_autoptr (HlcDelivery) delivery = make_delivery ();

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      rule->event_type = g_strdup (CASES[i].event_type);
      rule->path = g_strdup (CASES[i].path);
      rule->run_id = g_strdup (CASES[i].run_id);
      g_assert_cmpint (hlc_forward_rule_matches (rule, delivery), ==, CASES[i].matches);
    }
}

/* An event that carries no operation has no run, and one without a type is only any event. */
static void
test_without_operation (void)
{
  g_autoptr (HlcDelivery) delivery = make_delivery ();
  g_autoptr (HlcForwardRule) any = hlc_forward_rule_new ();
  g_autoptr (HlcForwardRule) of_run = hlc_forward_rule_new ();
  g_autoptr (HlcForwardRule) of_type = hlc_forward_rule_new ();

  of_run->run_id = g_strdup ("run-1");
  of_type->event_type = g_strdup ("function_call.completed");
  g_clear_pointer (&delivery->operation, hlc_operation_unref);
  g_clear_pointer (&delivery->event_type, g_free);

  g_assert_true (hlc_forward_rule_matches (any, delivery));
  g_assert_false (hlc_forward_rule_matches (of_run, delivery));
  g_assert_false (hlc_forward_rule_matches (of_type, delivery));
}

static void
test_may_forward (void)
{
  static const struct
  {
    gboolean enabled;
    HlcSignMode sign_mode;
    guint http_status;
    HlcVerdict verdict;
    gint64 duplicate_of;
    gboolean conflict;
    gboolean is_own;
    gboolean matches;
  } CASES[] = {
    { TRUE, HLC_SIGN_NOW, 200, HLC_VERDICT_VERIFIED, 0, FALSE, FALSE, TRUE },
    { TRUE, HLC_SIGN_ORIGINAL, 200, HLC_VERDICT_VERIFIED, 0, FALSE, FALSE, TRUE },
    { TRUE, HLC_SIGN_ORIGINAL, 200, HLC_VERDICT_UNVERIFIED, 0, FALSE, FALSE, TRUE },
    { TRUE, HLC_SIGN_NOW, 200, HLC_VERDICT_UNVERIFIED, 0, FALSE, FALSE, FALSE },
    { TRUE, HLC_SIGN_ORIGINAL, 401, HLC_VERDICT_FAILED, 0, FALSE, FALSE, FALSE },
    { TRUE, HLC_SIGN_ORIGINAL, 200, HLC_VERDICT_FAILED, 0, FALSE, FALSE, FALSE },
    { FALSE, HLC_SIGN_NOW, 200, HLC_VERDICT_VERIFIED, 0, FALSE, FALSE, FALSE },
    { TRUE, HLC_SIGN_NOW, 400, HLC_VERDICT_VERIFIED, 0, FALSE, FALSE, FALSE },
    { TRUE, HLC_SIGN_NOW, 200, HLC_VERDICT_VERIFIED, 3, FALSE, FALSE, FALSE },
    { TRUE, HLC_SIGN_NOW, 200, HLC_VERDICT_VERIFIED, 0, TRUE, FALSE, FALSE },
    { TRUE, HLC_SIGN_ORIGINAL, 200, HLC_VERDICT_VERIFIED, 0, FALSE, TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
      g_autoptr (HlcDelivery) delivery = make_delivery ();

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      rule->enabled = CASES[i].enabled;
      rule->sign_mode = CASES[i].sign_mode;
      delivery->http_status = CASES[i].http_status;
      delivery->verdict = CASES[i].verdict;
      delivery->duplicate_of = CASES[i].duplicate_of;
      delivery->conflict = CASES[i].conflict;
      delivery->is_own = CASES[i].is_own;
      g_assert_cmpint (hlc_forward_rule_matches (rule, delivery), ==, CASES[i].matches);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forward-rule-match/check", test_check);
  g_test_add_func ("/forward-rule-match/check-row", test_check_row);
  g_test_add_func ("/forward-rule-match/filters", test_filters);
  g_test_add_func ("/forward-rule-match/without-operation", test_without_operation);
  g_test_add_func ("/forward-rule-match/may-forward", test_may_forward);

  return g_test_run ();
}
