/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-payload-layout.h"

#include "hlc-json-document.h"
#include "hlc-json-printer.h"

/* Secrets that agents put into what they ask (PROTOCOL: ContactChannel). */
#define SECRET_MEMBER "bot_token"

/**
 * hlc_payload_layout_new:
 * @payload: a text as it was received; any bytes
 *
 * JSON is laid out from the text itself: numbers, order and escapes stay as they came. Anything else is shown line by
 * line. Takes a time that grows with @payload: above 256 KiB not for the main thread.
 *
 * Returns: (transfer full): the text to show and the text to copy
 */
HlcPayloadLayout *
hlc_payload_layout_new (GBytes *payload)
{
  HlcPayloadLayout *self = g_new0 (HlcPayloadLayout, 1);
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (payload, NULL, NULL);

  self->is_json = document != NULL;
  self->masked = hlc_json_mask_member (payload, SECRET_MEMBER);
  self->text = hlc_json_pretty_print (self->masked);

  return self;
}

/** hlc_payload_layout_free: frees @self */
void
hlc_payload_layout_free (HlcPayloadLayout *self)
{
  g_clear_pointer (&self->masked, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}
