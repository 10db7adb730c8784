/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-remote.h"

#include <glib/gi18n-lib.h>

#include "hlc-payload.h"
#include "hlc-store-rows.h"

typedef struct
{
  HlcOperation *received; /* (owned) */
  gint64 now;
} RemoteInput;

static void
remote_input_free (gpointer data)
{
  RemoteInput *input = data;

  hlc_operation_unref (input->received);
  g_free (input);
}

/* The outcome as it is stored: what the remote does not say is filled in. */
static HlcOperation *
make_outcome (const RemoteInput *input)
{
  HlcOperation *outcome = hlc_operation_new ();

  outcome->state = input->received->state;
  outcome->status = g_bytes_ref (input->received->status);
  outcome->responded_at = input->received->responded_at != 0 ? input->received->responded_at : input->now;
  outcome->decided_channel = HLC_CHANNEL_API;
  outcome->decided_name = g_strdup (HLC_REMOTE_DECIDER);
  return outcome;
}

static gboolean
complete (HlcSql *sql, HlcOperation *stored, const RemoteInput *input, GError **error)
{
  g_autoptr (HlcOperation) outcome = make_outcome (input);

  return hlc_store_complete_operation (sql, stored->id, outcome, error) &&
         hlc_store_add_timeline (sql, stored->id, input->now, "remote", NULL, error) &&
         hlc_store_add_timeline (sql, stored->id, outcome->responded_at,
                                 hlc_operation_state_to_string (outcome->state), NULL, error);
}

static gboolean
note_conflict (HlcSql *sql, HlcOperation *stored, const RemoteInput *input, GError **error)
{
  return hlc_store_flag_conflict (sql, stored->id, error) &&
         hlc_store_add_timeline (
             sql, stored->id, input->now, "remote_conflict",
             _ ("The remote API says otherwise than what is stored: that stays, since the first "
                "decision is final."),
             error);
}

static gpointer
complete_remote (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  const RemoteInput *input = data;
  const char *call_id = input->received->call_id;
  g_autoptr (HlcOperation) stored = NULL;
  HlcOperation *current = NULL;

  if (!hlc_store_find_operation (sql, call_id, &stored, error))
    return NULL;

  if (stored == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no operation with the call_id “%s”."),
                   call_id);
      return NULL;
    }

  switch (hlc_operation_merge (stored, input->received, NULL))
    {
    case HLC_MERGE_COMPLETE:
      if (!complete (sql, stored, input, error))
        return NULL;
      break;

    case HLC_MERGE_CONFLICT:
      /* It is asked for again and again; once is enough. */
      if (stored->conflict)
        return g_steal_pointer (&stored);
      if (!note_conflict (sql, stored, input, error))
        return NULL;
      break;

    case HLC_MERGE_CREATE:
    case HLC_MERGE_REPEAT:
    case HLC_MERGE_STALE:
    default:
      return g_steal_pointer (&stored);
    }

  g_array_append_val (changes->operations, stored->id);
  return hlc_store_find_operation_by_id (sql, stored->id, &current, error) ? current : NULL;
}

/**
 * hlc_store_complete_remote_async:
 * @received: the operation as the remote API told of it, with its `status`
 *
 * The one way in which an operation that is followed is completed: what the remote decided is applied once, as decided
 * by channel `api`, name `remote`. What contradicts the stored is flagged and never applied over it. No message goes to
 * the developer's handlers: whoever decides tells them, and that is the remote.
 */
void
hlc_store_complete_remote_async (HlcStore *self,
                                 HlcOperation *received,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  RemoteInput *input = g_new0 (RemoteInput, 1);

  g_return_if_fail (received != NULL && received->call_id != NULL);

  input->received = hlc_operation_ref (received);
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_async (self, complete_remote, (GDestroyNotify) hlc_operation_unref, input,
                         remote_input_free, callback, user_data);
}

/**
 * hlc_store_complete_remote_finish:
 *
 * Returns: (transfer full) (nullable): the operation as it is stored now, or %NULL with @error set:
 *   %HLC_ERROR_NOT_FOUND when it is not stored
 */
HlcOperation *
hlc_store_complete_remote_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

typedef struct
{
  char *base; /* (owned) */
  guint limit;
} FollowedInput;

static void
followed_input_free (gpointer data)
{
  FollowedInput *input = data;

  g_free (input->base);
  g_free (input);
}

static gpointer
list_followed (HlcSql *sql, gpointer data, GError **error)
{
  const FollowedInput *input = data;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  sqlite3_stmt *statement = hlc_sql_prepare (sql,
                                             "SELECT " HLC_OPERATION_COLUMNS " FROM operation o"
                                             " WHERE o.state = 0 AND o.origin = ?1 AND o.remote_base = ?2"
                                             " ORDER BY o.id DESC LIMIT ?3",
                                             error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int (statement, 1, HLC_ORIGIN_REMOTE);
  hlc_sql_bind_text (statement, 2, input->base);
  sqlite3_bind_int64 (statement, 3, input->limit);
  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, hlc_store_row_to_operation (statement));
    }
  while (has_row);

  return g_steal_pointer (&list);
}

/**
 * hlc_store_list_followed_async:
 * @base: the base URL of a remote API
 * @limit: at most so many
 *
 * Lists the operations that were created at that API and are pending, the newest first: what is to be asked for after a
 * start.
 */
void
hlc_store_list_followed_async (HlcStore *self,
                               const char *base,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  FollowedInput *input = g_new0 (FollowedInput, 1);

  input->base = g_strdup (base);
  input->limit = limit;
  hlc_store_read_async (self, HLC_READ_LIST, list_followed, (GDestroyNotify) g_ptr_array_unref, input,
                        followed_input_free, cancellable, callback, user_data);
}

/**
 * hlc_store_list_followed_finish:
 *
 * Returns: (transfer full) (element-type HlcOperation) (nullable): list columns only, or %NULL with @error set
 */
GPtrArray *
hlc_store_list_followed_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}
