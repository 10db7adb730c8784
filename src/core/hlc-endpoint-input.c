/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-clock.h"
#include "hlc-header-rules.h"
#include "hlc-input.h"
#include "hlc-json-member.h"
#include "hlc-visible-text.h"

/* Characters of a wrong word that a problem shows. */
#define SHOWN_WORD 60

#define OPTIONAL                                                                                             \
  { "description", HLC_SHAPE_TEXT, FALSE, NULL, FALSE }, { "events", HLC_SHAPE_TEXTS, FALSE, NULL, FALSE },  \
      { "body_version", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },                                                \
      { "header_family", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },                                               \
      { "enabled", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },                                                  \
  {                                                                                                          \
    "secret", HLC_SHAPE_TEXT, FALSE, NULL, FALSE                                                             \
  }

static const HlcShapeField NEW_ENDPOINT[] = {
  { "url", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  OPTIONAL,
  HLC_SHAPE_END,
};

static const HlcShapeField CHANGE[] = {
  { "url", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  OPTIONAL,
  HLC_SHAPE_END,
};

static const HlcShapeField ROTATION[] = {
  { "secret", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  HLC_SHAPE_END,
};

static const HlcShapeField RECOVERY[] = {
  { "since", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  HLC_SHAPE_END,
};

static void
add_unknown_event (GPtrArray *problems, const char *path, const char *name)
{
  g_autofree char *shown = hlc_visible_text_bounded (name, -1, HLC_VISIBLE_ONE_LINE, SHOWN_WORD);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", hlc_event_type_to_string (i));
  hlc_problems_add (problems, path, "value_error",
                    _ ("“%s” is no event type. Send some of %s; an empty array stands for all."), shown,
                    known->str);
}

static void
take_events (HlcJsonValue body, guint *events, GPtrArray *problems)
{
  HlcJsonValue array;
  HlcJsonValue element;
  HlcJsonIter iter;
  guint index = 0;

  if (!hlc_json_value_get_member (body, "events", &array))
    return;

  *events = HLC_EVENTS_ALL;
  if (hlc_json_value_get_type (array) == HLC_JSON_NULL)
    return;

  hlc_json_iter_init (&iter, array);
  for (; hlc_json_iter_next (&iter, NULL, &element); index++)
    {
      g_autofree char *path = g_strdup_printf ("body.events.%u", index);
      g_autofree char *name = hlc_json_value_dup_string (element, NULL);
      HlcEventType type = 0;

      if (hlc_event_type_from_string (name, &type))
        *events |= 1u << type;
      else
        add_unknown_event (problems, path, name);
    }
}

/* The parts of a pair of strings; %FALSE where it is none. */
static gboolean
read_pair (HlcJsonValue pair, char *parts[2])
{
  HlcJsonValue element;
  HlcJsonIter iter;
  guint n_elements = 0;

  if (hlc_json_value_get_type (pair) != HLC_JSON_ARRAY)
    return FALSE;

  hlc_json_iter_init (&iter, pair);
  while (hlc_json_iter_next (&iter, NULL, &element))
    {
      gsize length = 0;

      if (n_elements == 2 || hlc_json_value_get_type (element) != HLC_JSON_STRING)
        return FALSE;
      parts[n_elements] = hlc_json_value_dup_string (element, &length);
      if (strlen (parts[n_elements++]) != length)
        return FALSE;
    }

  return n_elements == 2;
}

/* What we show in place of a secret value means the value that is stored. */
static const char *
find_value (const char *name, const char *value, HlcHeaderList *stored)
{
  if (strcmp (value, HLC_JSON_MASK) != 0 || !hlc_header_may_be_secret (name))
    return value;

  return stored != NULL ? hlc_header_list_lookup (stored, name) : NULL;
}

static void
append_header (HlcHeaderList *headers,
               HlcJsonValue pair,
               guint index,
               HlcHeaderList *stored,
               GPtrArray *problems)
{
  g_autofree char *member = g_strdup_printf ("headers.%u", index);
  g_autofree char *path = g_strconcat ("body.", member, NULL);
  char *parts[2] = { NULL, NULL };
  gboolean is_pair = read_pair (pair, parts);
  g_autofree char *name = parts[0];
  g_autofree char *value = parts[1];
  const char *found = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_pair)
    {
      hlc_problems_add (problems, path, "list_type",
                        _ ("It must be a pair of strings without U+0000: [name, value]."));
      return;
    }

  found = find_value (name, value, stored);
  if (found == NULL)
    hlc_problems_add (
        problems, path, "value_error",
        _ ("“%s” stands for a secret value, and none is stored under this name. Send the value itself."),
        HLC_JSON_MASK);
  else if (!hlc_header_check (name, found, &error))
    hlc_input_add_error (problems, member, error);
  else
    hlc_header_list_append (headers, name, found);
}

static void
take_headers (HlcJsonValue body, HlcEndpoint *endpoint, GPtrArray *problems)
{
  g_autoptr (HlcHeaderList) headers = hlc_header_list_new ();
  HlcJsonValue array;
  HlcJsonValue pair;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (body, "headers", &array))
    return;

  if (hlc_json_value_get_type (array) == HLC_JSON_ARRAY)
    {
      hlc_json_iter_init (&iter, array);
      for (guint i = 0; hlc_json_iter_next (&iter, NULL, &pair); i++)
        append_header (headers, pair, i, endpoint->headers, problems);
    }
  else if (hlc_json_value_get_type (array) != HLC_JSON_NULL)
    {
      hlc_problems_add (problems, "body.headers", "list_type",
                        _ ("It must be an array of pairs: [[name, value]]."));
      return;
    }

  g_clear_pointer (&endpoint->headers, hlc_header_list_unref);
  endpoint->headers = g_steal_pointer (&headers);
}

static void
take_names (HlcJsonValue body, HlcEndpoint *endpoint, GPtrArray *problems)
{
  g_autofree char *version = hlc_input_dup_text (body, "body_version");
  g_autofree char *family = hlc_input_dup_text (body, "header_family");

  if (version != NULL && !hlc_body_version_from_string (version, &endpoint->body_version))
    hlc_problems_add (problems, "body.body_version", "value_error", _ ("It must be v1, v1beta2 or v1beta3."));
  if (family != NULL && !hlc_header_family_from_string (family, &endpoint->header_family))
    hlc_problems_add (problems, "body.header_family", "value_error", _ ("It must be both, svix or webhook."));
}

static void
check_endpoint (const HlcEndpoint *endpoint, GPtrArray *problems)
{
  const char *member = NULL;
  g_autoptr (GError) error = NULL;

  if (!hlc_endpoint_check_members (endpoint, &member, &error))
    hlc_input_add_error (problems, member, error);
}

/**
 * hlc_endpoint_input_read:
 * @body: the body of a request that makes an endpoint, or changes one
 * @stored: (nullable): the one to be changed: what the body does not name stays; %NULL for a new one
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{url, description?, events?, body_version?, header_family?, headers?, enabled?, secret?}`; the secret only for
 * a new one. No events, and an empty array of them, are all. A header whose value is "***", as we show a secret one,
 * keeps the value that is stored.
 *
 * Returns: (transfer full) (nullable): the endpoint, or %NULL when there are problems
 */
HlcEndpointInput *
hlc_endpoint_input_read (HlcJsonValue body, const HlcEndpoint *stored, GPtrArray *problems)
{
  g_autoptr (HlcEndpointInput) self = NULL;

  if (!hlc_input_check (body, stored != NULL ? CHANGE : NEW_ENDPOINT,
                        "{url, description, events, body_version, header_family, headers, enabled}",
                        problems))
    return NULL;
  if (stored != NULL && hlc_input_has (body, "secret"))
    hlc_problems_add (
        problems, "body.secret", "value_error",
        _ ("A secret is not changed but rotated, so that the old one still verifies: POST to the "
           "endpoint's rotate."));

  self = g_new0 (HlcEndpointInput, 1);
  self->endpoint = stored != NULL ? hlc_endpoint_copy (stored) : hlc_endpoint_new ();
  self->secret = hlc_input_read_secret (body, problems);
  if (hlc_input_has (body, "url"))
    hlc_input_take_text (body, "url", &self->endpoint->url);
  self->has_new_url = stored == NULL || g_strcmp0 (stored->url, self->endpoint->url) != 0;
  hlc_input_take_text (body, "description", &self->endpoint->description);
  hlc_input_take_boolean (body, "enabled", &self->endpoint->enabled);
  take_events (body, &self->endpoint->events, problems);
  take_names (body, self->endpoint, problems);
  take_headers (body, self->endpoint, problems);
  if (problems->len == 0)
    check_endpoint (self->endpoint, problems);

  return problems->len == 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * hlc_endpoint_input_read_rotation:
 * @secret: (out) (transfer full) (nullable): the new secret; %NULL for one of our own
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{secret?}`.
 *
 * Returns: whether there are no problems
 */
gboolean
hlc_endpoint_input_read_rotation (HlcJsonValue body, HlcSigningSecret **secret, GPtrArray *problems)
{
  *secret = NULL;
  if (hlc_input_check (body, ROTATION, "{secret}, or {} for a new one of the console's", problems))
    *secret = hlc_input_read_secret (body, problems);

  return problems->len == 0;
}

/**
 * hlc_endpoint_input_read_recovery:
 * @since: (out): microseconds since the epoch, UTC
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{since}`, a time as of hlc_time_parse().
 *
 * Returns: whether there are no problems
 */
gboolean
hlc_endpoint_input_read_recovery (HlcJsonValue body, gint64 *since, GPtrArray *problems)
{
  g_autofree char *text = NULL;

  *since = 0;
  if (!hlc_input_check (body, RECOVERY, "{since}", problems))
    return FALSE;

  text = hlc_input_dup_text (body, "since");
  if (!hlc_time_parse (text, since))
    hlc_problems_add (problems, "body.since", "value_error",
                      _ ("It must be a time, as 2026-01-31T08:00:00Z."));

  return problems->len == 0;
}

/**
 * hlc_endpoint_input_free:
 * @self: (transfer full): what was read
 *
 * Frees it.
 */
void
hlc_endpoint_input_free (HlcEndpointInput *self)
{
  g_return_if_fail (self != NULL);

  hlc_endpoint_unref (self->endpoint);
  g_clear_pointer (&self->secret, hlc_signing_secret_unref);
  g_free (self);
}
