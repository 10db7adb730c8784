/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-composition.h"

#include "hlc-envelope.h"
#include "hlc-event-order.h"

/* What is to be composed. */
typedef struct
{
  HlcEventSheet *sheet;
  HlcEventTerms terms;
  char *token;
  HlcSendOrder *order; /* (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  hlc_event_sheet_free (request->sheet);
  g_free (request->token);
  g_clear_pointer (&request->order, hlc_send_order_free);
  g_free (request);
}

/* Other thread. */
static void
compose (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  HlcEventComposition *made = g_new0 (HlcEventComposition, 1);

  made->problems = hlc_form_problems_new ();
  made->draft = hlc_event_sheet_to_draft (request->sheet, request->terms.now, request->token, made->problems);
  made->order = g_steal_pointer (&request->order);
  if (made->draft != NULL && request->terms.version != HLC_BODY_UNKNOWN)
    made->body = hlc_envelope_from_event (made->draft->event, made->draft->type, made->draft->is_test,
                                          request->terms.version);
  if (made->draft != NULL && made->order != NULL)
    {
      made->order->event_type = g_strdup (made->draft->type);
      made->order->is_test = made->draft->is_test;
      hlc_event_order_fill (made->order, made->draft->event, request->terms.version);
    }
  if (made->draft != NULL && request->terms.reads_form)
    made->sheet =
        hlc_event_sheet_new_from_draft (made->draft, request->terms.now, request->token, &made->loss);
  g_task_return_pointer (task, made, (GDestroyNotify) hlc_event_composition_free);
}

/**
 * hlc_event_composition_make_async:
 * @sheet: (transfer full): what is written
 * @terms: how
 * @order: (transfer full) (nullable): where it is to be sent; what is sent is filled in
 *
 * Makes of what is written what is sent.
 */
void
hlc_event_composition_make_async (HlcEventSheet *sheet,
                                  const HlcEventTerms *terms,
                                  HlcSendOrder *order,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->sheet = sheet;
  request->terms = *terms;
  request->token = g_strdup (terms->token);
  request->order = order;
  g_task_set_source_tag (task, hlc_event_composition_make_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, compose);
}

/** hlc_event_composition_make_finish: Returns: (transfer full): what became of it */
HlcEventComposition *
hlc_event_composition_make_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/** hlc_event_composition_free: @self: (transfer full): a composition */
void
hlc_event_composition_free (HlcEventComposition *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->draft, hlc_event_draft_free);
  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->order, hlc_send_order_free);
  g_clear_pointer (&self->sheet, hlc_event_sheet_free);
  g_free (self->loss);
  g_free (self);
}
