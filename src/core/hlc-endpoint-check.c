/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-error.h"
#include "hlc-header-rules.h"
#include "hlc-target-url.h"

#define MAX_DESCRIPTION 1024 /* bytes */

#define KNOWN_EVENTS ((1u << HLC_N_EVENT_TYPES) - 1)

static gboolean
fail (GError **error, const char *problem)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, "%s", problem);
  return FALSE;
}

/* The name of the first of @events that v1 has no body for; %NULL where there is none. */
static const char *
find_without_operation (guint events)
{
  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    if ((events & (1u << i)) != 0 && !hlc_event_type_carries_operation (i))
      return hlc_event_type_to_string (i);

  return NULL;
}

static gboolean
check_events (const HlcEndpoint *self, GError **error)
{
  const char *other = NULL;

  if ((self->events & ~KNOWN_EVENTS) != 0)
    return fail (
        error, _ ("The endpoint is subscribed to an event that this version does not know. Choose its events "
                  "again."));
  if (self->body_version == HLC_BODY_UNKNOWN)
    return fail (error, _ ("The endpoint has no body version. Choose v1, v1beta2 or v1beta3."));

  other = self->body_version == HLC_BODY_V1 ? find_without_operation (self->events) : NULL;
  if (other == NULL)
    return TRUE;

  g_set_error (
      error, HLC_ERROR, HLC_ERROR_ARGUMENT,
      _ ("A v1 body is an operation, and %s has none. Choose v1beta2 or v1beta3, or only the completed "
         "events."),
      other);
  return FALSE;
}

static gboolean
check_description (const char *description, GError **error)
{
  if (strlen (description) > MAX_DESCRIPTION)
    return fail (error, _ ("The description has more than 1024 bytes. Use a shorter one."));
  if (!g_utf8_validate (description, -1, NULL))
    return fail (error, _ ("The description is not UTF-8. Type it again."));

  for (const char *p = description; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return fail (
          error, _ ("The description has a line break or another control character. Write it in one line."));

  return TRUE;
}

/**
 * hlc_endpoint_check_members:
 * @member: (out) (transfer none): which member is wrong, as it is called in our interfaces
 *
 * As hlc_endpoint_check(), for those who show a problem where it is. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_endpoint_check_members (const HlcEndpoint *self, const char **member, GError **error)
{
  g_return_val_if_fail (self != NULL && member != NULL, FALSE);

  *member = "url";
  if (!hlc_target_url_check (self->url != NULL ? self->url : "", error))
    return FALSE;

  *member = "events";
  if (!check_events (self, error))
    return FALSE;

  *member = "headers";
  if (self->headers != NULL && !hlc_header_list_check_custom (self->headers, error))
    return FALSE;

  *member = "description";
  return self->description == NULL || check_description (self->description, error);
}

/**
 * hlc_endpoint_check:
 *
 * Checks whether an endpoint may be stored and sent to: its URL as of hlc_target_url_check(), its headers as of
 * hlc_header_list_check_custom(), events that we know, and that a v1 body can carry unless all are meant, and a
 * description of one line. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT, which says what to do
 */
gboolean
hlc_endpoint_check (const HlcEndpoint *self, GError **error)
{
  const char *member = NULL;

  return hlc_endpoint_check_members (self, &member, error);
}
