/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-words.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-words.h"
#include "hlc-event-fit.h"

static const char *const explanations[] = {
  [HLC_EVENT_FUNCTION_CALL_COMPLETED] = N_ ("A human approved or denied a function call"),
  [HLC_EVENT_HUMAN_CONTACT_COMPLETED] = N_ ("A human answered a question"),
  [HLC_EVENT_AGENT_EMAIL_RECEIVED] = N_ ("Somebody wrote a mail to the agent"),
  [HLC_EVENT_AGENT_SLACK_RECEIVED] = N_ ("Somebody wrote to the agent in Slack"),
  [HLC_EVENT_CONVERSATION_CREATED] = N_ ("A user began a conversation with the agent"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (explanations) == HLC_N_EVENT_TYPES);

/** hlc_words_event_type: Returns: (transfer none): what the event tells of, translated */
const char *
hlc_words_event_type (HlcEventType type)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (explanations), "");

  return _ (explanations[type]);
}

/**
 * hlc_words_event_destination:
 * @endpoint: (nullable): where it goes; %NULL for a URL
 * @version: what the handler reads
 * @is_warning: (out): whether it is likely to be refused
 *
 * Returns: (transfer full): what the handler gets, and who refuses it
 */
char *
hlc_words_event_destination (HlcEventType type,
                             HlcEndpoint *endpoint,
                             HlcBodyVersion version,
                             gboolean *is_warning)
{
  HlcEventFit fit = hlc_event_fit (type, version);
  g_autofree char *explanation = hlc_event_fit_explain (type, version);

  /* Whoever made an endpoint said what its handler reads. */
  *is_warning = fit == HLC_EVENT_FIT_BODILESS || (fit == HLC_EVENT_FIT_ENVELOPED && endpoint == NULL);
  if (endpoint == NULL || endpoint->enabled)
    return g_steal_pointer (&explanation);

  return g_strconcat (explanation, " ", _ ("The endpoint is off, but gets what is sent to it by hand."),
                      NULL);
}

/**
 * hlc_words_receivers:
 * @endpoints: (element-type HlcEndpoint): all that there are
 * @is_warning: (out): whether it goes nowhere, or to a handler that refuses it
 *
 * Returns: (transfer full): who gets an event that is sent to whoever wants it
 */
char *
hlc_words_receivers (HlcEventType type, GPtrArray *endpoints, gboolean *is_warning)
{
  g_autoptr (GPtrArray) receivers = hlc_event_list_receivers (endpoints, type);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *sentence = NULL;
  g_autofree char *refusal = NULL;

  *is_warning = receivers->len == 0;
  if (receivers->len == 0)
    return g_strdup_printf (
        _ ("No endpoint that is on wants %s: choose an endpoint or a URL, or let one subscribe to it."),
        hlc_event_type_to_string (type));

  for (guint i = 0; i < receivers->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (receivers, i);
      g_autofree char *title = hlc_words_endpoint_title (endpoint);

      g_string_append_printf (names, "%s%s (%s)", names->len > 0 ? ", " : "", title,
                              hlc_body_version_to_string (endpoint->body_version));
      if (refusal == NULL && hlc_event_fit (type, endpoint->body_version) == HLC_EVENT_FIT_BODILESS)
        refusal = hlc_event_fit_explain (type, endpoint->body_version);
    }
  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Goes to %u endpoint: %s.",
                                           "Goes to %u endpoints: %s.", receivers->len),
                              receivers->len, names->str);
  *is_warning = refusal != NULL;

  return refusal != NULL ? g_strconcat (sentence, " ", refusal, NULL) : g_steal_pointer (&sentence);
}
