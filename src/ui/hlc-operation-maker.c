/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-maker.h"

#include <glib/gi18n-lib.h>

#include "hlc-operation-input.h"
#include "hlc-random.h"
#include "hlc-remote-create.h"
#include "hlc-remote-words.h"
#include "hlc-store-numbering.h"
#include "hlc-store-operations.h"

/* Characters of an id that we make, after its prefix: 96 random bits. */
#define ID_CHARACTERS 16

/* One operation on its way. */
typedef struct
{
  HlcOperationForm *form;
  HlcIdKind id_kind;
  gint64 now;
  HlcRemoteFollower *remote; /* (nullable) */
  HlcOperationDraft *draft;  /* (nullable) */
  GPtrArray *problems;       /* (element-type HlcFormProblem) */
  HlcOperation *operation;   /* (nullable) */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  hlc_operation_form_free (order->form);
  g_clear_object (&order->remote);
  g_clear_pointer (&order->draft, hlc_operation_draft_free);
  g_clear_pointer (&order->problems, g_ptr_array_unref);
  g_clear_pointer (&order->operation, hlc_operation_unref);
  g_free (order);
}

static gboolean
check_id (const HlcOperationForm *form, HlcIdKind id_kind, GPtrArray *problems)
{
  const char *typed = form->call_id != NULL ? form->call_id : "";
  g_autoptr (GError) error = NULL;

  if (id_kind == HLC_ID_MADE || (id_kind == HLC_ID_EXTERNAL && hlc_id_check (typed, &error)) ||
      (id_kind == HLC_ID_SCHEME && hlc_id_scheme_check (typed, &error)))
    return TRUE;

  hlc_form_problems_add (problems, "call_id", "%s", error->message);
  return FALSE;
}

static void
return_order (GTask *task)
{
  g_task_return_boolean (task, TRUE);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Order *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  HlcOperation *stored = hlc_store_create_operation_finish (HLC_STORE (source), result, &error);

  g_clear_pointer (&order->operation, hlc_operation_unref);
  order->operation = stored;
  if (stored == NULL)
    hlc_form_problems_add (order->problems,
                           g_error_matches (error, HLC_ERROR, HLC_ERROR_CONFLICT) ? "call_id" : "", "%s",
                           error->message);
  return_order (task);
}

/* Other thread: a state may have a hundred thousand elements. */
static void
compose (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Order *order = task_data;
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (GPtrArray) input = hlc_problems_new ();

  order->draft = hlc_operation_form_to_draft (order->form, order->problems);
  if (order->draft != NULL)
    {
      document = hlc_json_document_new (order->draft->body, NULL, NULL);
      g_assert (document != NULL);
      order->operation =
          hlc_operation_input_read (hlc_json_document_get_root (document), order->draft->kind, input);
      if (order->operation == NULL)
        hlc_form_problems_add_input (order->problems, input, NULL);
    }
  g_task_return_boolean (task, order->operation != NULL);
}

static void
created_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Order *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  HlcOperation *stored = hlc_remote_create_finish (HLC_REMOTE_FOLLOWER (source), result, &error);

  g_clear_pointer (&order->operation, hlc_operation_unref);
  order->operation = stored;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hlc_form_problems_add (order->problems, "", "%s",
                           _ ("You stopped it. The remote API may have created the operation all the same."));
  else if (stored == NULL)
    hlc_words_add_remote_problem (order->problems, error);
  return_order (task);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Order *order = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    {
      return_order (task);
      return;
    }

  if (order->remote != NULL)
    {
      hlc_remote_create_async (order->remote, order->draft, cancellable, created_there_cb,
                               g_steal_pointer (&task));
      return;
    }

  order->operation->origin = HLC_ORIGIN_CONSOLE;
  order->operation->is_test = TRUE;
  order->operation->requested_at = order->now;
  order->operation->responded_at = 0;
  hlc_store_create_operation_async (HLC_STORE (source), order->operation, stored_cb, g_steal_pointer (&task));
}

static void
start_composing (GTask *task)
{
  Order *order = g_task_get_task_data (task);
  g_autoptr (GTask) inner = NULL;

  if (order->form->run_id == NULL || *order->form->run_id == '\0')
    {
      g_free (order->form->run_id);
      order->form->run_id = hlc_random_token ("run_", ID_CHARACTERS);
    }
  inner = g_task_new (g_task_get_source_object (task), NULL, composed_cb, g_object_ref (task));
  g_task_set_source_tag (inner, start_composing);
  g_task_set_task_data (inner, order, NULL);
  g_task_run_in_thread (inner, compose);
}

static void
number_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Order *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gint64 number = hlc_store_find_next_number_finish (HLC_STORE (source), result, &error);
  g_autofree char *scheme = NULL;

  if (error != NULL)
    {
      hlc_form_problems_add (order->problems, "call_id", "%s", error->message);
      return_order (task);
      return;
    }

  scheme = g_steal_pointer (&order->form->call_id);
  order->form->call_id = hlc_id_scheme_format (scheme, number);
  start_composing (task);
}

/**
 * hlc_operation_maker_check:
 * @form: what was typed; its call_id is the id, or the scheme
 * @id_kind: how the operation is identified
 * @problems: (element-type HlcFormProblem): where what is wrong is added
 *
 * Returns: whether nothing is wrong, as far as it can be known without the store; pure
 */
gboolean
hlc_operation_maker_check (const HlcOperationForm *form, HlcIdKind id_kind, GPtrArray *problems)
{
  gboolean has_id = check_id (form, id_kind, problems);
  g_autoptr (HlcOperationDraft) draft = hlc_operation_form_to_draft (form, problems);

  return has_id && draft != NULL;
}

/**
 * hlc_operation_maker_make_async:
 * @form: (transfer full): what was typed; its call_id is the id, or the scheme
 * @id_kind: how the operation is identified
 * @now: microseconds since the epoch
 * @remote: (nullable): creates it at the remote API that this follows, instead of here
 * @cancellable: (nullable): stops what takes long
 *
 * Creates the operation, with the ids that it lacks.
 */
void
hlc_operation_maker_make_async (HlcStore *store,
                                HlcOperationForm *form,
                                HlcIdKind id_kind,
                                gint64 now,
                                HlcRemoteFollower *remote,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  g_return_if_fail (HLC_IS_STORE (store));

  order->form = form;
  order->id_kind = id_kind;
  order->now = now;
  order->remote = remote != NULL ? g_object_ref (remote) : NULL;
  order->problems = hlc_form_problems_new ();
  g_task_set_source_tag (task, hlc_operation_maker_make_async);
  g_task_set_task_data (task, order, order_free);

  if (!check_id (form, id_kind, order->problems))
    {
      /* What else is wrong is said at once. */
      g_autoptr (HlcOperationDraft) draft = hlc_operation_form_to_draft (form, order->problems);

      return_order (task);
      return;
    }

  if (id_kind == HLC_ID_SCHEME)
    {
      hlc_store_find_next_number_async (store, form->call_id, NULL, number_cb, g_steal_pointer (&task));
      return;
    }

  if (id_kind == HLC_ID_MADE)
    {
      g_free (form->call_id);
      form->call_id = hlc_id_choose (HLC_ID_MADE, NULL, NULL, NULL);
    }
  start_composing (task);
}

/**
 * hlc_operation_maker_make_finish:
 * @problems: (out) (transfer full) (element-type HlcFormProblem): what is wrong, where nothing was created
 *
 * Returns: (transfer full) (nullable): the operation as it is stored
 */
HlcOperation *
hlc_operation_maker_make_finish (HlcStore *store, GAsyncResult *result, GPtrArray **problems)
{
  Order *order = NULL;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  order = g_task_get_task_data (G_TASK (result));
  *problems = g_ptr_array_ref (order->problems);

  return order->problems->len == 0 ? g_steal_pointer (&order->operation) : NULL;
}
