/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-create.h"

#include <glib/gi18n-lib.h>

#include "hlc-operation-input.h"
#include "hlc-store-operations.h"
#include "hlc-store-remote.h"

/* An operation that is created elsewhere and kept here. */
typedef struct
{
  HlcOperation *operation; /* (owned): as it is to be stored */
  HlcOperation *received;  /* (owned) (nullable): as the remote told of it */
  GBytes *body;            /* (owned) */
} Creation;

static void
creation_free (gpointer data)
{
  Creation *creation = data;

  hlc_operation_unref (creation->operation);
  g_clear_pointer (&creation->received, hlc_operation_unref);
  g_bytes_unref (creation->body);
  g_free (creation);
}

static void
return_stored (GTask *task, HlcOperation *operation, GError *error)
{
  if (operation != NULL)
    g_task_return_pointer (task, operation, (GDestroyNotify) hlc_operation_unref);
  else
    g_task_return_error (task, error);
}

static void
created_and_completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  return_stored (task, hlc_store_complete_remote_finish (HLC_STORE (source), result, &error), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcRemoteFollower *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_create_operation_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* A request that is repeated may be decided there already. */
  if (creation->received->state != HLC_STATE_PENDING)
    {
      hlc_store_complete_remote_async (HLC_STORE (source), creation->received, created_and_completed_cb,
                                       g_steal_pointer (&task));
      return;
    }

  if (operation->state == HLC_STATE_PENDING)
    hlc_remote_follower_follow (self, operation);
  return_stored (task, g_steal_pointer (&operation), NULL);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcRemoteFollower *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  GError *error = NULL;

  creation->received = hlc_remote_client_create_finish (HLC_REMOTE_CLIENT (source), result, &error);
  if (creation->received == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (creation->received->requested_at != 0)
    creation->operation->requested_at = creation->received->requested_at;
  hlc_store_create_operation_async (hlc_remote_follower_get_store (self), creation->operation, stored_cb,
                                    g_steal_pointer (&task));
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcRemoteClient *client = hlc_remote_follower_get_client (g_task_get_source_object (task));
  GCancellable *cancellable = g_task_get_cancellable (task);
  Creation *creation = g_task_get_task_data (task);
  HlcOperationDraft draft = { NULL, creation->operation->kind, creation->operation->call_id,
                              creation->operation->run_id, creation->body };
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) stored = hlc_store_get_operation_finish (HLC_STORE (source), result, NULL, &error);

  if (client == NULL)
    g_task_return_new_error (task, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NONE_SET,
                             _ ("No remote API is set: its address and key are needed first."));
  else if (stored != NULL && g_strcmp0 (stored->remote_base, hlc_remote_client_get_base (client)) != 0)
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT,
                             _ ("The id %s is taken by an operation of this console: choose another one."),
                             creation->operation->call_id);
  else if (stored == NULL && !g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      creation->operation->remote_base = g_strdup (hlc_remote_client_get_base (client));
      hlc_remote_client_create_async (client, &draft, cancellable, created_cb, g_steal_pointer (&task));
    }
}

/* The operation as it is to be stored: what we send, byte for byte, and not what a server makes of it. */
static HlcOperation *
read_draft (HlcRemoteFollower *self, const HlcOperationDraft *draft, GError **error)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (draft->body, NULL, error);
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  HlcOperation *operation = NULL;

  if (document == NULL)
    return NULL;

  operation = hlc_operation_input_read (hlc_json_document_get_root (document), draft->kind, problems);
  if (operation == NULL)
    {
      g_autofree char *sentence = hlc_problems_to_sentence (problems);

      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, sentence);
      return NULL;
    }

  operation->origin = HLC_ORIGIN_REMOTE;
  operation->is_test = TRUE;
  operation->requested_at = hlc_clock_get_now (hlc_store_get_clock (hlc_remote_follower_get_store (self)));
  operation->responded_at = 0;
  return operation;
}

/**
 * hlc_remote_create_async:
 * @draft: with both ids
 * @cancellable: (nullable): stops it
 *
 * Creates an operation at the remote API, stores it here with its origin, and follows it. An id that an operation of
 * this console has is refused before anything is sent.
 */
void
hlc_remote_create_async (HlcRemoteFollower *self,
                         const HlcOperationDraft *draft,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  HlcOperation *operation = NULL;
  Creation *creation = NULL;
  GError *error = NULL;

  g_return_if_fail (HLC_IS_REMOTE_FOLLOWER (self));
  g_return_if_fail (draft->call_id != NULL && draft->run_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_remote_create_async);
  operation = read_draft (self, draft, &error);
  if (operation == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  creation = g_new0 (Creation, 1);
  creation->operation = operation;
  creation->body = g_bytes_ref (draft->body);
  g_task_set_task_data (task, creation, creation_free);
  hlc_store_get_operation_async (hlc_remote_follower_get_store (self), operation->call_id, cancellable,
                                 looked_up_cb, g_steal_pointer (&task));
}

/**
 * hlc_remote_create_finish:
 * @error: an #HlcRemoteError, %HLC_ERROR_CONFLICT for an id that is taken here, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the operation as it is stored
 */
HlcOperation *
hlc_remote_create_finish (HlcRemoteFollower *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
