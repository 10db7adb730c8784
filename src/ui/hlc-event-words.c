/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-words.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-words.h"
#include "hlc-event-fit.h"
#include "hlc-joined-text.h"

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
  const char *sentences[3] = { NULL };

  /* Whoever made an endpoint said what its handler reads. */
  *is_warning = fit == HLC_EVENT_FIT_BODILESS || (fit == HLC_EVENT_FIT_ENVELOPED && endpoint == NULL);
  if (endpoint == NULL || endpoint->enabled)
    return g_steal_pointer (&explanation);

  sentences[0] = explanation;
  sentences[1] = _ ("The endpoint is off, but gets what is sent to it by hand.");
  return hlc_join_sentences (sentences);
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
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *refusal = NULL;
  const char *sentences[3] = { NULL };

  *is_warning = receivers->len == 0;
  if (receivers->len == 0)
    return g_strdup_printf (
        _ ("No endpoint that is on wants %s: choose an endpoint or a URL, or let one subscribe to it."),
        hlc_event_type_to_string (type));

  for (guint i = 0; i < receivers->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (receivers, i);
      g_autofree char *title = hlc_words_endpoint_title (endpoint);

      /* Translators: an endpoint, and the version of the body that it gets: "My handler (v1beta2)". */
      g_ptr_array_add (names, g_strdup_printf (C_ ("endpoint", "%s (%s)"), title,
                                               hlc_body_version_to_string (endpoint->body_version)));
      if (refusal == NULL && hlc_event_fit (type, endpoint->body_version) == HLC_EVENT_FIT_BODILESS)
        refusal = hlc_event_fit_explain (type, endpoint->body_version);
    }
  g_ptr_array_add (names, NULL);
  list = hlc_join_words ((const char *const *) names->pdata);
  /* Translators: how many endpoints get an event, and which. */
  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Goes to %'u endpoint: %s.",
                                           "Goes to %'u endpoints: %s.", receivers->len),
                              receivers->len, list);
  *is_warning = refusal != NULL;

  sentences[0] = sentence;
  sentences[1] = refusal;
  return hlc_join_sentences (sentences);
}
