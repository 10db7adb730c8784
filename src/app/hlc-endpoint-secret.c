/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint-secret.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-clock.h"
#include "hlc-error.h"

struct _HlcEndpointSecret
{
  char *endpoint_id;          /* (owned) */
  HlcSigningSecret *secret;   /* (owned) */
  HlcSigningSecret *previous; /* (owned) (nullable) */
  gint64 previous_until;      /* microseconds since the epoch, UTC; 0 where there is no previous one */
  gatomicrefcount ref_count;
};

/**
 * hlc_endpoint_secret_new:
 * @endpoint_id: what the endpoint is called
 * @secret: its first secret
 *
 * Returns: (transfer full): what signs for the endpoint
 */
HlcEndpointSecret *
hlc_endpoint_secret_new (const char *endpoint_id, HlcSigningSecret *secret)
{
  HlcEndpointSecret *self;

  g_return_val_if_fail (endpoint_id != NULL && secret != NULL, NULL);

  self = g_new0 (HlcEndpointSecret, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->endpoint_id = g_strdup (endpoint_id);
  self->secret = hlc_signing_secret_ref (secret);
  return self;
}

/**
 * hlc_endpoint_secret_new_rotated:
 * @before: what signed until now
 * @secret: what signs from now on
 * @previous_until: until when the secret of @before signs too, microseconds since the epoch, UTC
 *
 * There is one previous secret: one from before @before signs no more.
 *
 * Returns: (transfer full): what signs for the endpoint
 */
HlcEndpointSecret *
hlc_endpoint_secret_new_rotated (HlcEndpointSecret *before, HlcSigningSecret *secret, gint64 previous_until)
{
  HlcEndpointSecret *self;

  g_return_val_if_fail (before != NULL && secret != NULL, NULL);

  self = hlc_endpoint_secret_new (before->endpoint_id, secret);
  self->previous = hlc_signing_secret_ref (before->secret);
  self->previous_until = previous_until;
  return self;
}

/**
 * hlc_endpoint_secret_ref:
 * @self: an endpoint's secret
 *
 * Returns: (transfer full): @self
 */
HlcEndpointSecret *
hlc_endpoint_secret_ref (HlcEndpointSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * hlc_endpoint_secret_unref:
 * @self: (transfer full): an endpoint's secret
 */
void
hlc_endpoint_secret_unref (HlcEndpointSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->endpoint_id);
  hlc_signing_secret_unref (self->secret);
  g_clear_pointer (&self->previous, hlc_signing_secret_unref);
  g_free (self);
}

/**
 * hlc_endpoint_secret_get_endpoint_id:
 * @self: an endpoint's secret
 *
 * Returns: (transfer none): what the endpoint is called
 */
const char *
hlc_endpoint_secret_get_endpoint_id (HlcEndpointSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->endpoint_id;
}

/**
 * hlc_endpoint_secret_get_secret:
 * @self: an endpoint's secret
 *
 * Returns: (transfer none): what signs
 */
HlcSigningSecret *
hlc_endpoint_secret_get_secret (HlcEndpointSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret;
}

/**
 * hlc_endpoint_secret_get_previous:
 * @self: an endpoint's secret
 * @now: microseconds since the epoch, UTC
 *
 * Returns: (transfer none) (nullable): what signs too at that time
 */
HlcSigningSecret *
hlc_endpoint_secret_get_previous (HlcEndpointSecret *self, gint64 now)
{
  g_return_val_if_fail (self != NULL, NULL);

  return now < self->previous_until ? self->previous : NULL;
}

/**
 * hlc_endpoint_secret_get_previous_until:
 * @self: an endpoint's secret
 *
 * Returns: until when the previous secret signs too, microseconds since the epoch, UTC; 0 where there is none
 */
gint64
hlc_endpoint_secret_get_previous_until (HlcEndpointSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->previous_until;
}

/* Reads a secret and wipes the copy. Sets nothing where it is absent, which may only be where it is not @required. */
static gboolean
read_secret (HlcJsonValue object,
             const char *name,
             gboolean required,
             const char *endpoint_id,
             HlcSigningSecret **secret,
             GError **error)
{
  char *text = NULL;

  if (!hlc_json_read_string (object, name, required, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  *secret = hlc_signing_secret_new (endpoint_id, text);
  explicit_bzero (text, strlen (text));
  g_free (text);
  return TRUE;
}

/**
 * hlc_endpoint_secret_new_from_json:
 * @object: what hlc_endpoint_secret_write() wrote
 * @error: what is wrong with it; without any secret
 *
 * Returns: (transfer full) (nullable): what signs for an endpoint
 */
HlcEndpointSecret *
hlc_endpoint_secret_new_from_json (HlcJsonValue object, GError **error)
{
  g_autofree char *endpoint_id = NULL;
  g_autofree char *until = NULL;
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (HlcSigningSecret) previous = NULL;
  g_autoptr (HlcEndpointSecret) self = NULL;
  gint64 previous_until = 0;

  if (!hlc_json_read_string (object, "endpoint_id", TRUE, &endpoint_id, error) ||
      !read_secret (object, "secret", TRUE, endpoint_id, &secret, error) ||
      !read_secret (object, "previous", FALSE, endpoint_id, &previous, error) ||
      !hlc_json_read_string (object, "previous_until", previous != NULL, &until, error))
    return NULL;

  if (previous != NULL && !hlc_time_parse (until, &previous_until))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("previous_until: not a time"));
      return NULL;
    }

  self = hlc_endpoint_secret_new (endpoint_id, secret);
  self->previous = g_steal_pointer (&previous);
  self->previous_until = previous_until;
  return g_steal_pointer (&self);
}

/**
 * hlc_endpoint_secret_write:
 * @self: an endpoint's secret
 * @writer: where it is written, for where secrets are kept
 */
void
hlc_endpoint_secret_write (HlcEndpointSecret *self, HlcJsonWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "endpoint_id");
  hlc_json_writer_string (writer, self->endpoint_id);
  hlc_json_writer_name (writer, "secret");
  hlc_json_writer_string (writer, hlc_signing_secret_get_text (self->secret));
  if (self->previous != NULL)
    {
      hlc_json_writer_name (writer, "previous");
      hlc_json_writer_string (writer, hlc_signing_secret_get_text (self->previous));
      hlc_json_writer_name (writer, "previous_until");
      hlc_json_writer_time (writer, self->previous_until);
    }
  hlc_json_writer_end_object (writer);
}
