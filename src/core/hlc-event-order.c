/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-order.h"

#include <string.h>

#include "hlc-envelope.h"
#include "hlc-event-type.h"
#include "hlc-json-document.h"

/* Bytes of a call_id, as agents may send it. */
#define MAX_CALL_ID 1024

/* An event that is an operation is about that operation, also where nobody says so. */
static void
take_call_id (HlcSendOrder *order, HlcJsonValue event)
{
  HlcEventType type = 0;
  g_autofree char *call_id = NULL;

  if (order->call_id == NULL && hlc_event_type_from_string (order->event_type, &type) &&
      hlc_event_type_carries_operation (type) &&
      hlc_json_read_string (event, "call_id", TRUE, &call_id, NULL) && *call_id != '\0' &&
      strlen (call_id) <= MAX_CALL_ID)
    order->call_id = g_steal_pointer (&call_id);
}

/**
 * hlc_event_order_fill:
 * @order: its destination, its event_type and is_test are set
 * @event: the event object, a text that our scanner accepted
 * @version: what the handler at a URL reads, which nobody else knows; of no account for endpoints, which have their own
 *
 * Says what is sent: an event. Any thread.
 */
void
hlc_event_order_fill (HlcSendOrder *order, GBytes *event, HlcBodyVersion version)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (event, NULL, NULL);

  g_return_if_fail (document != NULL && order->event_type != NULL);

  take_call_id (order, hlc_json_document_get_root (document));
  g_clear_pointer (&order->payload, g_bytes_unref);
  if (order->url == NULL || version == HLC_BODY_UNKNOWN)
    {
      order->content = HLC_CONTENT_EVENT;
      order->payload = g_bytes_ref (event);
      return;
    }

  order->content = HLC_CONTENT_BODY;
  order->payload = hlc_envelope_from_event (event, order->event_type, order->is_test, version);
}
