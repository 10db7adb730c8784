/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-facts.h"

#include <glib/gi18n-lib.h>

#include "hlc-fact-row.h"
#include "hlc-presentation.h"

/**
 * hlc_operation_facts_fill_outcome:
 * @list: is emptied, then gets what was decided, by whom and when
 *
 * Returns: %FALSE while there is no outcome
 */
gboolean
hlc_operation_facts_fill_outcome (GtkListBox *list, HlcOperation *operation, HlcOperationText *text)
{
  g_autofree char *decider = hlc_present_decider (operation->decided_channel, operation->decided_name);
  g_autofree char *responded = hlc_present_absolute_time (operation->responded_at);
  const char *words = operation->kind == HLC_OPERATION_FUNCTION_CALL ? _ ("Comment") : _ ("Response");

  hlc_fact_list_clear (list);
  hlc_fact_list_append (list, words, text->comment, HLC_FACT_COPY);
  hlc_fact_list_append (list, _ ("Option"), text->option, HLC_FACT_PLAIN);
  hlc_fact_list_append (list, _ ("Decided by"), decider, HLC_FACT_PLAIN);
  hlc_fact_list_append (list, _ ("Responded"), responded, HLC_FACT_PLAIN);

  return operation->state != HLC_STATE_PENDING && gtk_list_box_get_row_at_index (list, 0) != NULL;
}

/**
 * hlc_operation_facts_fill:
 * @list: is emptied, then gets what identifies @operation
 */
void
hlc_operation_facts_fill (GtkListBox *list, HlcOperation *operation)
{
  g_autofree char *requested = hlc_present_absolute_time (operation->requested_at);
  g_autofree char *origin = hlc_present_operation_origin (operation);
  g_autofree char *polls =
      operation->polls > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, operation->polls) : NULL;

  hlc_fact_list_clear (list);
  hlc_fact_list_append (list, _ ("Call"), operation->call_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_fact_list_append (list, _ ("Run"), operation->run_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_fact_list_append (list, _ ("Kind"), hlc_present_kind (operation->kind), HLC_FACT_PLAIN);
  hlc_fact_list_append (list, _ ("Origin"), origin, HLC_FACT_PLAIN);
  hlc_fact_list_append (list, _ ("Requested"), requested, HLC_FACT_PLAIN);
  hlc_fact_list_append (list, _ ("Polls"), polls, HLC_FACT_PLAIN);
}

/**
 * hlc_operation_facts_fill_timeline:
 * @list: is emptied, then gets what happened
 * @timeline: (nullable) (element-type HlcTimelineEntry): what happened, in order
 *
 * Returns: %FALSE when nothing is known
 */
gboolean
hlc_operation_facts_fill_timeline (GtkListBox *list, GPtrArray *timeline)
{
  hlc_fact_list_clear (list);
  for (guint i = 0; timeline != NULL && i < timeline->len; i++)
    {
      const HlcTimelineEntry *entry = g_ptr_array_index (timeline, i);
      g_autofree char *at = hlc_present_absolute_time (entry->at);
      const char *event = hlc_present_event (entry->type);
      /* Translators: what happened to an operation, and what was said with it. */
      g_autofree char *what =
          entry->detail != NULL ? g_strdup_printf (_ ("%s: %s"), event, entry->detail) : g_strdup (event);

      hlc_fact_list_append (list, at, what, HLC_FACT_ABOVE);
    }

  return timeline != NULL && timeline->len > 0;
}
