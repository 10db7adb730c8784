/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-forward-rule.h"

#include "hlc-enum-name.h"

static const char *const release_names[] = {
  [HLC_RELEASE_ALL] = "all",
  [HLC_RELEASE_NEWEST] = "newest",
  [HLC_RELEASE_DISCARD] = "discard",
};

/**
 * hlc_forward_rule_new:
 *
 * Makes a rule that forwards everything in order, signed now, and is not stored.
 *
 * Returns: (transfer full): the rule
 */
HlcForwardRule *
hlc_forward_rule_new (void)
{
  HlcForwardRule *self = g_new0 (HlcForwardRule, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sign_mode = HLC_SIGN_NOW;
  self->ordered = TRUE;
  self->enabled = TRUE;
  self->backlog_limit = HLC_FORWARD_BACKLOG_LIMIT;

  return self;
}

/**
 * hlc_forward_rule_copy:
 *
 * Returns: (transfer full): a rule with the same values, to be changed before it is shared
 */
HlcForwardRule *
hlc_forward_rule_copy (const HlcForwardRule *self)
{
  HlcForwardRule *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&copy->ref_count);
  copy->endpoint_id = g_strdup (self->endpoint_id);
  copy->event_type = g_strdup (self->event_type);
  copy->path = g_strdup (self->path);
  copy->run_id = g_strdup (self->run_id);

  return copy;
}

/**
 * hlc_forward_rule_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcForwardRule *
hlc_forward_rule_ref (HlcForwardRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_forward_rule_unref:
 *
 * Drops a reference; the last one frees the rule. Any thread.
 */
void
hlc_forward_rule_unref (HlcForwardRule *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->endpoint_id);
  g_free (self->event_type);
  g_free (self->path);
  g_free (self->run_id);
  g_free (self);
}

/**
 * hlc_release_to_string:
 *
 * Returns: (transfer none): the release's name, as "newest"
 */
const char *
hlc_release_to_string (HlcRelease release)
{
  g_return_val_if_fail ((gsize) release < G_N_ELEMENTS (release_names), NULL);

  return release_names[release];
}

/**
 * hlc_release_from_string:
 * @text: (nullable): a release's name
 * @release: (out): the release, untouched if there is none
 *
 * Returns: whether @text names a release
 */
gboolean
hlc_release_from_string (const char *text, HlcRelease *release)
{
  int found = hlc_enum_name_find (release_names, G_N_ELEMENTS (release_names), text);

  g_return_val_if_fail (release != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *release = (HlcRelease) found;
  return TRUE;
}
