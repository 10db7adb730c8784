/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-delivery.h"

#include <glib/gi18n-lib.h>

static void
refuse (HlcDelivery *self, guint http_status, const char *error)
{
  self->http_status = http_status;
  self->error = g_strdup (error);
}

static void
take_check (HlcDelivery *self, HlcSignatureCheck *check)
{
  self->verdict = check->verdict;
  self->reason = check->reason;
  self->diagnosis = check->diagnosis;
  self->detail = g_steal_pointer (&check->detail);
  self->secret_name = g_steal_pointer (&check->secret_name);
  self->message_id = g_steal_pointer (&check->message_id);
}

/* What a refused body says is shown beside it, but only one that passed may carry an operation. */
static void
take_payload (HlcDelivery *self, HlcPayload *payload)
{
  self->event_type = g_steal_pointer (&payload->event_type);
  self->body_version = payload->body_version;
  self->is_test = payload->is_test;
  if (payload->operation == NULL)
    return;

  self->call_id = g_strdup (payload->operation->call_id);
  if (self->verdict != HLC_VERDICT_FAILED)
    self->operation = g_steal_pointer (&payload->operation);
}

/**
 * hlc_delivery_assess:
 * @self: a new delivery with its headers and its body
 * @secrets: (nullable) (element-type HlcSigningSecret): the receiver's secrets
 * @other_secrets: (nullable) (element-type HlcSigningSecret): secrets of others, only to explain a failure
 * @now: the time of receipt: microseconds since the epoch, UTC
 *
 * Judges a webhook: scans its body, checks its signature, reads what it says, and decides what is answered:
 * 400 for a body that cannot be read, 401 for a signature that fails, otherwise 200. Fills everything that
 * follows from headers and body. A failed one never carries an operation. Changes nothing but @self; any
 * thread.
 */
void
hlc_delivery_assess (HlcDelivery *self, GPtrArray *secrets, GPtrArray *other_secrets, gint64 now)
{
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (HlcSignatureCheck) check = NULL;
  g_autoptr (HlcPayload) payload = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) payload_error = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->headers != NULL && self->body != NULL);
  g_return_if_fail (self->detail == NULL && self->operation == NULL);

  self->size = g_bytes_get_size (self->body);
  document = hlc_json_document_new (self->body, NULL, &error);
  check = hlc_signature_check_new (self->headers, self->body, secrets, other_secrets, now);
  take_check (self, check);

  if (document != NULL)
    payload = hlc_payload_new_detect (document, &payload_error);
  if (payload != NULL)
    take_payload (self, payload);

  if (document == NULL)
    {
      /* Translators: where and why, as in "line 2, column 6: expected a colon …". */
      g_autofree char *problem = g_strdup_printf (_ ("The body is not JSON: %s"), error->message);

      refuse (self, 400, problem);
    }
  else if (self->verdict == HLC_VERDICT_FAILED)
    refuse (self, 401, self->detail);
  else if (payload == NULL)
    refuse (self, 400, payload_error->message);
  else
    self->http_status = 200;
}
