/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-fit.h"

#include <glib/gi18n-lib.h>

/**
 * hlc_event_fit:
 *
 * Returns: what a handler that reads another body version than @version, or reads it strictly, may have against it
 */
HlcEventFit
hlc_event_fit (HlcEventType type, HlcBodyVersion version)
{
  gboolean is_enveloped = version == HLC_BODY_V1BETA2 || version == HLC_BODY_V1BETA3;

  if (hlc_event_type_carries_operation (type))
    return is_enveloped ? HLC_EVENT_FIT_ENVELOPED : HLC_EVENT_FITS;

  return is_enveloped ? HLC_EVENT_FITS : HLC_EVENT_FIT_BODILESS;
}

/**
 * hlc_event_fit_explain:
 *
 * Returns: (transfer full): what the body is, and who refuses it: translated sentences
 */
char *
hlc_event_fit_explain (HlcEventType type, HlcBodyVersion version)
{
  const char *name = hlc_body_version_to_string (version);

  switch (hlc_event_fit (type, version))
    {
    case HLC_EVENT_FIT_ENVELOPED:
      return g_strdup_printf (_ ("Sent as %s: the operation in an envelope. A handler that reads v1, as the "
                                 "documented example handlers do, refuses the envelope with 422."),
                              name);

    case HLC_EVENT_FIT_BODILESS:
      return g_strdup_printf (
          _ ("A v1 body is an operation, and %s has none: a handler that reads v1 refuses "
             "it with 422. Handlers of this event read v1beta2 or v1beta3."),
          hlc_event_type_to_string (type));

    case HLC_EVENT_FITS:
    default:
      break;
    }

  if (version == HLC_BODY_V1)
    return g_strdup (_ ("Sent as v1: the body is the completed operation itself. A handler that reads "
                        "envelopes refuses it."));

  return g_strdup_printf (_ ("Sent as %s: the event in an envelope."), name);
}

/**
 * hlc_event_has_test_mark:
 *
 * Returns: whether what is sent says whether it is a test: envelopes do, and mails
 */
gboolean
hlc_event_has_test_mark (HlcEventType type, HlcBodyVersion version)
{
  return version == HLC_BODY_V1BETA2 || version == HLC_BODY_V1BETA3 || type == HLC_EVENT_AGENT_EMAIL_RECEIVED;
}

/**
 * hlc_event_list_receivers:
 * @endpoints: (element-type HlcEndpoint): all that there are
 * @type: an event
 *
 * Returns: (transfer full) (element-type HlcEndpoint): those that get an event that is sent to whoever wants it
 */
GPtrArray *
hlc_event_list_receivers (GPtrArray *endpoints, HlcEventType type)
{
  GPtrArray *receivers = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_endpoint_unref);

  g_return_val_if_fail (endpoints != NULL, receivers);

  for (guint i = 0; i < endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);

      if (endpoint->enabled && hlc_endpoint_wants (endpoint, type))
        g_ptr_array_add (receivers, hlc_endpoint_ref (endpoint));
    }

  return receivers;
}
