/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-rule-input.h"

#include <glib/gi18n-lib.h>

#include "hlc-input.h"

#define OPTIONAL                                                                                             \
  { "event_type", HLC_SHAPE_TEXT, FALSE, NULL, FALSE }, { "path", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },      \
      { "run_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE }, { "mode", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },      \
      { "ordered", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },                                                  \
  {                                                                                                          \
    "enabled", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE                                                         \
  }

static const HlcShapeField NEW_RULE[] = {
  { "endpoint_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  OPTIONAL,
  HLC_SHAPE_END,
};

static const HlcShapeField CHANGE[] = {
  { "endpoint_id", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  OPTIONAL,
  HLC_SHAPE_END,
};

static const HlcShapeField RELEASE[] = {
  { "what", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  HLC_SHAPE_END,
};

static void
take_endpoint (HlcJsonValue body, HlcForwardRule *rule)
{
  g_autofree char *endpoint_id = hlc_input_dup_text (body, "endpoint_id");

  if (endpoint_id == NULL || g_strcmp0 (endpoint_id, rule->endpoint_id) == 0)
    return;

  /* The row is that of the name that was there; the store looks for the new one. */
  rule->endpoint = 0;
  g_free (rule->endpoint_id);
  rule->endpoint_id = g_steal_pointer (&endpoint_id);
}

static void
take_mode (HlcJsonValue body, HlcSignMode *mode, GPtrArray *problems)
{
  g_autofree char *name = hlc_input_dup_text (body, "mode");

  if (name != NULL && !hlc_sign_mode_from_string (name, mode))
    hlc_problems_add (problems, "body.mode", "value_error", _ ("It must be original or resign."));
}

static void
take_backlog_limit (HlcJsonValue body, gint64 *limit, GPtrArray *problems)
{
  HlcJsonValue value;

  if (!hlc_input_has (body, "backlog_limit") || !hlc_json_value_get_member (body, "backlog_limit", &value))
    return;

  if (hlc_json_value_get_type (value) != HLC_JSON_NUMBER || !hlc_json_value_get_int (value, limit))
    hlc_problems_add (problems, "body.backlog_limit", "int_type", _ ("It must be a whole number."));
}

static void
check_rule (const HlcForwardRule *rule, GPtrArray *problems)
{
  const char *member = NULL;
  g_autoptr (GError) error = NULL;

  if (!hlc_forward_rule_check_members (rule, &member, &error))
    hlc_input_add_error (problems, member, error);
}

/**
 * hlc_rule_input_read:
 * @body: the body of a request that makes a rule, or changes one
 * @stored: (nullable): the one to be changed: what the body does not name stays, and null takes a condition away; %NULL
 *   for a new one
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{endpoint_id, event_type?, path?, run_id?, mode?, ordered?, enabled?, backlog_limit?}`. A new rule signs now.
 *
 * Returns: (transfer full) (nullable): the rule, or %NULL when there are problems
 */
HlcForwardRule *
hlc_rule_input_read (HlcJsonValue body, const HlcForwardRule *stored, GPtrArray *problems)
{
  g_autoptr (HlcForwardRule) rule = NULL;

  if (!hlc_input_check (body, stored != NULL ? CHANGE : NEW_RULE,
                        "{endpoint_id, event_type, path, run_id, mode, ordered, enabled, backlog_limit}",
                        problems))
    return NULL;

  rule = stored != NULL ? hlc_forward_rule_copy (stored) : hlc_forward_rule_new ();
  take_endpoint (body, rule);
  hlc_input_take_text (body, "event_type", &rule->event_type);
  hlc_input_take_text (body, "path", &rule->path);
  hlc_input_take_text (body, "run_id", &rule->run_id);
  hlc_input_take_boolean (body, "ordered", &rule->ordered);
  hlc_input_take_boolean (body, "enabled", &rule->enabled);
  take_mode (body, &rule->sign_mode, problems);
  take_backlog_limit (body, &rule->backlog_limit, problems);
  if (problems->len == 0)
    check_rule (rule, problems);

  return problems->len == 0 ? g_steal_pointer (&rule) : NULL;
}

/**
 * hlc_rule_input_read_release:
 * @release: (out): what becomes of the backlog
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{what}`.
 *
 * Returns: whether there are no problems
 */
gboolean
hlc_rule_input_read_release (HlcJsonValue body, HlcRelease *release, GPtrArray *problems)
{
  g_autofree char *what = NULL;

  if (!hlc_input_check (body, RELEASE, "{what}", problems))
    return FALSE;

  what = hlc_input_dup_text (body, "what");
  if (!hlc_release_from_string (what, release))
    hlc_problems_add (problems, "body.what", "value_error", _ ("It must be all, newest or discard."));

  return problems->len == 0;
}
