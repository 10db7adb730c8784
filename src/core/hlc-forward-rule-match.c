/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-forward-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-error.h"
#include "hlc-event-type.h"

/* Bytes of an event type, a path and a run_id; the last as agents may send it. */
#define MAX_EVENT_TYPE 200
#define MAX_PATH 1024
#define MAX_RUN_ID 1024

#define MAX_BACKLOG 1000000

static gboolean
check_text (const char *text, const char *what, guint max_bytes, GError **error)
{
  if (text == NULL)
    return TRUE;

  if (*text == '\0' || strlen (text) > max_bytes)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   /* Translators: the name of a member, as "event_type". */
                   _ ("The rule's %s must have 1 to %u bytes. Leave it out to forward any."), what,
                   max_bytes);
      return FALSE;
    }
  if (g_utf8_validate (text, -1, NULL))
    return TRUE;

  /* Translators: the name of a member, as "event_type". */
  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("The rule's %s is not UTF-8. Type it again."), what);
  return FALSE;
}

static gboolean
check_path (const char *path, GError **error)
{
  const char *asterisk = NULL;

  if (path == NULL)
    return TRUE;

  asterisk = strchr (path, '*');
  if (asterisk != NULL && asterisk[1] != '\0')
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_ARGUMENT,
          _ ("The rule's path has an asterisk within it. An asterisk at the end stands for all that follows: "
             "%s/*."),
          HLC_RECEIVER_PATH);
      return FALSE;
    }
  if (strcmp (path, HLC_RECEIVER_PATH) == 0 || strcmp (path, HLC_RECEIVER_PATH "*") == 0 ||
      g_str_has_prefix (path, HLC_RECEIVER_PATH "/"))
    return TRUE;

  g_set_error (
      error, HLC_ERROR, HLC_ERROR_ARGUMENT,
      _ ("The rule's path is none that webhooks are received at. Use %s, a path below it, or %s/* for all of "
         "them."),
      HLC_RECEIVER_PATH, HLC_RECEIVER_PATH);
  return FALSE;
}

/**
 * hlc_forward_rule_check_members:
 * @member: (out) (transfer none): which member is wrong, as it is called in our interfaces
 *
 * As hlc_forward_rule_check(), for those who show a problem where it is. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_forward_rule_check_members (const HlcForwardRule *self, const char **member, GError **error)
{
  g_return_val_if_fail (self != NULL && member != NULL, FALSE);

  *member = "endpoint_id";
  if (self->endpoint == 0 && (self->endpoint_id == NULL || *self->endpoint_id == '\0'))
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("The rule does not say where to forward to. Choose an endpoint."));
      return FALSE;
    }

  *member = "backlog_limit";
  if (self->backlog_limit < 0 || self->backlog_limit > MAX_BACKLOG)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                   _ ("The rule's backlog limit must be a number from 0 to %d."), MAX_BACKLOG);
      return FALSE;
    }

  *member = "event_type";
  if (!check_text (self->event_type, "event_type", MAX_EVENT_TYPE, error))
    return FALSE;

  *member = "path";
  if (!check_text (self->path, "path", MAX_PATH, error) || !check_path (self->path, error))
    return FALSE;

  *member = "run_id";
  return check_text (self->run_id, "run_id", MAX_RUN_ID, error);
}

/**
 * hlc_forward_rule_check:
 *
 * Checks whether a rule may be stored: it says where to, and what it asks for can come. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_forward_rule_check (const HlcForwardRule *self, GError **error)
{
  const char *member = NULL;

  return hlc_forward_rule_check_members (self, &member, error);
}

static gboolean
matches_event_type (const char *wanted, const char *event_type)
{
  if (wanted == NULL)
    return TRUE;

  return event_type != NULL &&
         strcmp (hlc_event_type_skip_version (wanted), hlc_event_type_skip_version (event_type)) == 0;
}

static gboolean
matches_path (const char *wanted, const char *path)
{
  gsize length = wanted != NULL ? strlen (wanted) : 0;

  if (wanted == NULL)
    return TRUE;
  if (path == NULL)
    return FALSE;
  if (length > 0 && wanted[length - 1] == '*')
    return strncmp (path, wanted, length - 1) == 0;

  return strcmp (path, wanted) == 0;
}

static gboolean
matches_run_id (const char *wanted, HlcOperation *operation)
{
  return wanted == NULL || (operation != NULL && g_strcmp0 (operation->run_id, wanted) == 0);
}

/* What a rule vouches for by signing it anew must have been verified. */
static gboolean
may_forward (const HlcForwardRule *self, const HlcDelivery *delivery)
{
  return delivery->verdict == HLC_VERDICT_VERIFIED ||
         (delivery->verdict == HLC_VERDICT_UNVERIFIED && self->sign_mode == HLC_SIGN_ORIGINAL);
}

/**
 * hlc_forward_rule_matches:
 * @delivery: as it is about to be stored, with its operation
 *
 * Decides whether a rule forwards a delivery: it is enabled, the delivery was accepted, is no duplicate, in no conflict
 * and not one of our own that came back, it was verified or goes on with its original signature, and event type, path
 * and run are those that the rule asks for. Any thread.
 *
 * Returns: whether it is forwarded
 */
gboolean
hlc_forward_rule_matches (const HlcForwardRule *self, const HlcDelivery *delivery)
{
  g_return_val_if_fail (self != NULL && delivery != NULL, FALSE);

  return self->enabled && delivery->http_status == 200 && delivery->duplicate_of == 0 &&
         !delivery->conflict && !delivery->is_own && may_forward (self, delivery) &&
         matches_event_type (self->event_type, delivery->event_type) &&
         matches_path (self->path, delivery->path) && matches_run_id (self->run_id, delivery->operation);
}
