/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint.h"

#include "hlc-enum-name.h"
#include "hlc-random.h"

/* Characters after "ep_": 162 random bits, as many as those of messages. */
#define ID_CHARACTERS 27

static const char *const family_names[] = {
  [HLC_HEADER_FAMILY_BOTH] = "both",
  [HLC_HEADER_FAMILY_SVIX] = "svix",
  [HLC_HEADER_FAMILY_WEBHOOK] = "webhook",
};

/**
 * hlc_endpoint_new:
 *
 * Makes an endpoint that gets every event, as v1 and under both header families, and is not stored.
 *
 * Returns: (transfer full): the endpoint
 */
HlcEndpoint *
hlc_endpoint_new (void)
{
  HlcEndpoint *self = g_new0 (HlcEndpoint, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->events = HLC_EVENTS_ALL;
  self->body_version = HLC_BODY_V1;
  self->header_family = HLC_HEADER_FAMILY_BOTH;
  self->headers = hlc_header_list_new ();
  self->enabled = TRUE;

  return self;
}

/**
 * hlc_endpoint_make_id:
 *
 * Returns: (transfer full): a new `ep_…` that nothing else has. Any thread
 */
char *
hlc_endpoint_make_id (void)
{
  return hlc_random_token ("ep_", ID_CHARACTERS);
}

/**
 * hlc_endpoint_copy:
 *
 * Returns: (transfer full): an endpoint with the same values, to be changed before it is shared
 */
HlcEndpoint *
hlc_endpoint_copy (const HlcEndpoint *self)
{
  HlcEndpoint *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&copy->ref_count);
  copy->endpoint_id = g_strdup (self->endpoint_id);
  copy->url = g_strdup (self->url);
  copy->description = g_strdup (self->description);
  copy->headers = self->headers != NULL ? hlc_header_list_ref (self->headers) : NULL;
  copy->disabled_reason = g_strdup (self->disabled_reason);
  copy->last_error = g_strdup (self->last_error);

  return copy;
}

/**
 * hlc_endpoint_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcEndpoint *
hlc_endpoint_ref (HlcEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_endpoint_unref:
 *
 * Drops a reference; the last one frees the endpoint. Any thread.
 */
void
hlc_endpoint_unref (HlcEndpoint *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->endpoint_id);
  g_free (self->url);
  g_free (self->description);
  g_clear_pointer (&self->headers, hlc_header_list_unref);
  g_free (self->disabled_reason);
  g_free (self->last_error);
  g_free (self);
}

/**
 * hlc_endpoint_wants:
 * @type: an event
 *
 * Returns: whether @self is subscribed to @type, be it enabled or not
 */
gboolean
hlc_endpoint_wants (const HlcEndpoint *self, HlcEventType type)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return hlc_events_contain (self->events, type);
}

/**
 * hlc_endpoint_wants_event:
 * @event_type: an event's name on the wire; one that we do not know goes to whoever wants everything
 *
 * As hlc_endpoint_wants().
 */
gboolean
hlc_endpoint_wants_event (const HlcEndpoint *self, const char *event_type)
{
  HlcEventType type = 0;

  g_return_val_if_fail (self != NULL && event_type != NULL, FALSE);

  if (hlc_event_type_from_string (event_type, &type))
    return hlc_endpoint_wants (self, type);

  return self->events == HLC_EVENTS_ALL;
}

/**
 * hlc_endpoint_is_failing:
 *
 * Returns: whether somebody should look at it: its last attempt failed, or failures have disabled it
 */
gboolean
hlc_endpoint_is_failing (const HlcEndpoint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->enabled ? self->failing_since != 0 : self->disabled_reason != NULL;
}

/**
 * hlc_header_family_to_string:
 *
 * Returns: (transfer none): the family's name, as "both"
 */
const char *
hlc_header_family_to_string (HlcHeaderFamily family)
{
  g_return_val_if_fail ((gsize) family < G_N_ELEMENTS (family_names), NULL);

  return family_names[family];
}

/**
 * hlc_header_family_from_string:
 * @text: (nullable): a family's name
 * @family: (out): the family, untouched if there is none
 *
 * Returns: whether @text names a family
 */
gboolean
hlc_header_family_from_string (const char *text, HlcHeaderFamily *family)
{
  int found = hlc_enum_name_find (family_names, G_N_ELEMENTS (family_names), text);

  g_return_val_if_fail (family != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *family = (HlcHeaderFamily) found;
  return TRUE;
}
