/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outgoing.h"

#include "hlc-config.h"
#include "hlc-header-rules.h"

#define CONTENT_TYPE "content-type"
#define USER_AGENT "user-agent"
#define OUR_USER_AGENT "HumanLayer-Console/" HLC_VERSION

static HlcOutgoing *
outgoing_new (const char *url, GBytes *body)
{
  HlcOutgoing *self = g_new0 (HlcOutgoing, 1);

  self->url = g_strdup (url);
  self->headers = hlc_header_list_new ();
  self->body = g_bytes_ref (body);

  return self;
}

static gboolean
has_header (HlcHeaderList *headers, const char *name)
{
  return headers != NULL && hlc_header_list_count (headers, name) > 0;
}

/* Those of @more that none of @others replaces. */
static void
append_all (HlcHeaderList *headers, HlcHeaderList *more, HlcHeaderList *others)
{
  for (guint i = 0; more != NULL && i < hlc_header_list_get_length (more); i++)
    {
      const char *name = hlc_header_list_get_name (more, i);

      if (!has_header (others, name))
        hlc_header_list_append (headers, name, hlc_header_list_get_value (more, i));
    }
}

/* One signature for each secret that can sign, the newest first; NULL where none can. */
static char *
dup_signatures (GPtrArray *secrets, const char *webhook_id, gint64 timestamp, GBytes *body)
{
  g_autoptr (GString) signatures = g_string_new (NULL);

  for (guint i = 0; secrets != NULL && i < secrets->len; i++)
    {
      g_autofree char *signature =
          hlc_signing_secret_sign (g_ptr_array_index (secrets, i), webhook_id, timestamp, body);

      if (signature == NULL)
        continue;
      if (signatures->len > 0)
        g_string_append_c (signatures, ' ');
      g_string_append (signatures, signature);
    }

  return signatures->len > 0 ? g_string_free (g_steal_pointer (&signatures), FALSE) : NULL;
}

static void
append_signature (HlcHeaderList *headers,
                  const char *family,
                  const char *webhook_id,
                  const char *timestamp,
                  const char *signatures)
{
  g_autofree char *id_name = g_strconcat (family, "-id", NULL);
  g_autofree char *timestamp_name = g_strconcat (family, "-timestamp", NULL);
  g_autofree char *signature_name = g_strconcat (family, "-signature", NULL);

  hlc_header_list_append (headers, id_name, webhook_id);
  hlc_header_list_append (headers, timestamp_name, timestamp);
  hlc_header_list_append (headers, signature_name, signatures);
}

/**
 * hlc_outgoing_new_signed:
 * @webhook_id: the message's id as the handler sees it; the same for every attempt
 * @family: under which names id, timestamp and signature are sent
 * @custom_headers: (nullable): those of the endpoint
 * @secrets: (nullable) (element-type HlcSigningSecret): what signs, the newest first; during a rotation two
 * @console_id: what this console is called
 * @now: microseconds since the epoch, UTC: the second it lies in is the timestamp
 *
 * Makes a request that is signed afresh (Standard Webhooks specification, "Webhook headers"). Any thread.
 *
 * Returns: (transfer full) (nullable): the request; %NULL where no secret can sign
 */
HlcOutgoing *
hlc_outgoing_new_signed (const char *url,
                         const char *webhook_id,
                         GBytes *body,
                         HlcHeaderFamily family,
                         HlcHeaderList *custom_headers,
                         GPtrArray *secrets,
                         const char *console_id,
                         gint64 now)
{
  HlcOutgoing *self = NULL;
  gint64 seconds = now / G_USEC_PER_SEC;
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *signatures = NULL;

  g_return_val_if_fail (url != NULL && webhook_id != NULL && body != NULL && console_id != NULL, NULL);

  signatures = dup_signatures (secrets, webhook_id, seconds, body);
  if (signatures == NULL)
    return NULL;

  self = outgoing_new (url, body);
  hlc_header_list_append (self->headers, CONTENT_TYPE, "application/json");
  if (!has_header (custom_headers, USER_AGENT))
    hlc_header_list_append (self->headers, USER_AGENT, OUR_USER_AGENT);
  hlc_header_list_append (self->headers, HLC_LOOP_HEADER, console_id);
  if (family != HLC_HEADER_FAMILY_WEBHOOK)
    append_signature (self->headers, "svix", webhook_id, timestamp, signatures);
  if (family != HLC_HEADER_FAMILY_SVIX)
    append_signature (self->headers, "webhook", webhook_id, timestamp, signatures);
  append_all (self->headers, custom_headers, NULL);

  return self;
}

/* The consoles that it has been through: with each of them known, none forwards it twice. */
static void
append_consoles (HlcHeaderList *headers, HlcHeaderList *received)
{
  for (guint i = 0; i < hlc_header_list_get_length (received); i++)
    {
      const char *value = hlc_header_list_get_value (received, i);

      if (g_ascii_strcasecmp (hlc_header_list_get_name (received, i), HLC_LOOP_HEADER) == 0 &&
          hlc_header_check (HLC_LOOP_HEADER, value, NULL))
        hlc_header_list_append (headers, HLC_LOOP_HEADER, value);
    }
}

/**
 * hlc_outgoing_new_original:
 * @received_headers: of a delivery: those that hlc_header_list_dup_forwardable() takes are sent, its signature too
 * @custom_headers: (nullable): those of the endpoint; they replace received ones of the same name
 * @body: the received bytes
 * @console_id: what this console is called
 *
 * Makes a request that says what was received, with the signature that came. Any thread.
 *
 * Returns: (transfer full): the request
 */
HlcOutgoing *
hlc_outgoing_new_original (const char *url,
                           HlcHeaderList *received_headers,
                           HlcHeaderList *custom_headers,
                           GBytes *body,
                           const char *console_id)
{
  HlcOutgoing *self = NULL;
  g_autoptr (HlcHeaderList) forwardable = NULL;

  g_return_val_if_fail (url != NULL && received_headers != NULL && body != NULL && console_id != NULL, NULL);

  self = outgoing_new (url, body);
  forwardable = hlc_header_list_dup_forwardable (received_headers);
  append_all (self->headers, forwardable, custom_headers);
  if (!has_header (self->headers, USER_AGENT) && !has_header (custom_headers, USER_AGENT))
    hlc_header_list_append (self->headers, USER_AGENT, OUR_USER_AGENT);
  append_consoles (self->headers, received_headers);
  hlc_header_list_append (self->headers, HLC_LOOP_HEADER, console_id);
  append_all (self->headers, custom_headers, NULL);

  return self;
}

/**
 * hlc_outgoing_free:
 * @self: (transfer full): a request
 *
 * Frees a request.
 */
void
hlc_outgoing_free (HlcOutgoing *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->url);
  hlc_header_list_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * hlc_outgoing_dup_log_headers:
 * @custom_headers: (nullable): those of the endpoint, which are there for credentials more often than others
 *
 * Makes what is kept of the headers: the values of secret ones become asterisks. A signature is none. Any thread.
 *
 * Returns: (transfer full): the headers, in their order
 */
HlcHeaderList *
hlc_outgoing_dup_log_headers (const HlcOutgoing *self, HlcHeaderList *custom_headers)
{
  HlcHeaderList *log = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  log = hlc_header_list_new ();
  for (guint i = 0; i < hlc_header_list_get_length (self->headers); i++)
    {
      const char *name = hlc_header_list_get_name (self->headers, i);
      gboolean is_secret =
          has_header (custom_headers, name) ? hlc_header_may_be_secret (name) : hlc_header_is_secret (name);

      hlc_header_list_append (log, name, is_secret ? "***" : hlc_header_list_get_value (self->headers, i));
    }

  return log;
}
