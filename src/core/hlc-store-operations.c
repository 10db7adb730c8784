/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-operations.h"

#include <glib/gi18n-lib.h>

#include "hlc-json-document.h"
#include "hlc-store-outbox.h"
#include "hlc-store-rows.h"

typedef struct
{
  char *call_id;         /* (owned) */
  HlcDecision *decision; /* (owned) (nullable) */
  HlcOperationKind kind;
  char *message; /* (owned) (nullable) */
  gint64 now;
} OperationInput;

static void
operation_input_free (gpointer data)
{
  OperationInput *input = data;

  g_free (input->call_id);
  g_clear_pointer (&input->decision, hlc_decision_free);
  g_free (input->message);
  g_free (input);
}

static gboolean
is_same_json (GBytes *stored, GBytes *wanted)
{
  g_autoptr (HlcJsonDocument) one = NULL;
  g_autoptr (HlcJsonDocument) other = NULL;

  if (g_bytes_equal (stored, wanted))
    return TRUE;

  one = hlc_json_document_new (stored, NULL, NULL);
  other = hlc_json_document_new (wanted, NULL, NULL);
  return one != NULL && other != NULL &&
         hlc_json_value_equal (hlc_json_document_get_root (one), hlc_json_document_get_root (other));
}

/* The members that the protocol does not name, as an object. */
static GBytes *
dup_extra_object (HlcOperation *operation)
{
  gsize size = 0;
  const char *members = operation->extra != NULL ? g_bytes_get_data (operation->extra, &size) : "";
  GString *object = g_string_sized_new (size + 2);

  g_string_append_c (object, '{');
  g_string_append_len (object, members, size);
  g_string_append_c (object, '}');
  return g_string_free_to_bytes (object);
}

static gboolean
is_same_request (HlcOperation *stored, HlcOperation *wanted)
{
  g_autoptr (GBytes) stored_extra = NULL;
  g_autoptr (GBytes) wanted_extra = NULL;

  if (stored->kind != wanted->kind || !g_str_equal (stored->run_id, wanted->run_id) ||
      !is_same_json (stored->spec, wanted->spec))
    return FALSE;

  stored_extra = dup_extra_object (stored);
  wanted_extra = dup_extra_object (wanted);
  return is_same_json (stored_extra, wanted_extra);
}

static gboolean
insert_operation (HlcSql *sql, HlcOperation *operation, HlcStoreChanges *changes, GError **error)
{
  if (!hlc_store_insert_operation (sql, operation, &operation->id, error) ||
      !hlc_store_add_timeline (sql, operation->id, operation->requested_at, "requested", NULL, error))
    return FALSE;

  g_array_append_val (changes->operations, operation->id);
  g_array_append_val (changes->requested, operation->id);
  return TRUE;
}

static gpointer
create_operation (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  HlcOperation *operation = input;
  g_autoptr (HlcOperation) stored = NULL;

  if (!hlc_store_find_operation (sql, operation->call_id, &stored, error))
    return NULL;

  if (stored != NULL && is_same_request (stored, operation))
    return g_steal_pointer (&stored);

  if (stored != NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The call_id %s is taken by another operation. Use a new call_id for a new request; "
                      "send the same body to repeat this one."),
                   operation->call_id);
      return NULL;
    }

  return insert_operation (sql, operation, changes, error) ? hlc_operation_ref (operation) : NULL;
}

/**
 * hlc_store_create_operation_async:
 * @operation: pending, with its `spec`, origin and time; not to be touched until the call finishes
 *
 * Stores a new operation. The same body under the same call_id is a client's retry and gives the stored operation.
 */
void
hlc_store_create_operation_async (HlcStore *self,
                                  HlcOperation *operation,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (operation != NULL && operation->spec != NULL);

  hlc_store_write_async (self, create_operation, (GDestroyNotify) hlc_operation_unref,
                         hlc_operation_ref (operation), (GDestroyNotify) hlc_operation_unref, callback,
                         user_data);
}

/**
 * hlc_store_create_operation_finish:
 *
 * Returns: (transfer full) (nullable): the stored operation, or %NULL with @error set: %HLC_ERROR_CONFLICT when the
 *   call_id belongs to another request
 */
HlcOperation *
hlc_store_create_operation_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

/* The writer undoes what the first ones did where a later one fails. */
static gpointer
create_operations (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  GPtrArray *operations = input;

  for (guint i = 0; i < operations->len; i++)
    {
      HlcOperation *operation = g_ptr_array_index (operations, i);
      g_autoptr (HlcOperation) stored = NULL;

      if (!hlc_store_find_operation (sql, operation->call_id, &stored, error))
        return NULL;
      if (stored != NULL)
        {
          g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                       _ ("The call_id %s is taken by another operation, so none was created."),
                       operation->call_id);
          return NULL;
        }
      if (!insert_operation (sql, operation, changes, error))
        return NULL;
    }

  return g_ptr_array_ref (operations);
}

/**
 * hlc_store_create_operations_async:
 * @operations: (element-type HlcOperation): as hlc_store_create_operation_async() wants each; not to be touched until
 *   the call finishes
 *
 * Stores several new operations, all or none. An id that is taken is refused, whoever has it.
 */
void
hlc_store_create_operations_async (HlcStore *self,
                                   GPtrArray *operations,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (operations != NULL);

  hlc_store_write_async (self, create_operations, (GDestroyNotify) g_ptr_array_unref,
                         g_ptr_array_ref (operations), (GDestroyNotify) g_ptr_array_unref, callback,
                         user_data);
}

/**
 * hlc_store_create_operations_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HlcOperation): what is stored, or %NULL with %HLC_ERROR_CONFLICT,
 *   which names the id that is taken
 */
GPtrArray *
hlc_store_create_operations_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

static HlcOperation *
find_or_fail (HlcSql *sql, const char *call_id, GError **error)
{
  HlcOperation *stored = NULL;

  if (hlc_store_find_operation (sql, call_id, &stored, error) && stored == NULL)
    g_set_error (
        error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
        _ ("There is no operation with the call_id “%s”. Check the id, or create the operation first."),
        call_id);
  return stored;
}

static gpointer
decide (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  OperationInput *input = data;
  HlcDecision *decision = input->decision;
  g_autoptr (HlcOperation) operation = find_or_fail (sql, input->call_id, error);

  if (operation == NULL || !hlc_decision_check (decision, operation, error))
    return NULL;

  decision->at = input->now;
  operation->state = hlc_decision_get_state (decision);
  operation->responded_at = decision->at;
  operation->decided_channel = decision->channel;
  operation->decided_name = g_strdup (decision->name);
  g_clear_pointer (&operation->status, g_bytes_unref);
  operation->status = hlc_decision_to_status (decision, operation);

  if (!hlc_store_complete_operation (sql, operation->id, operation, error) ||
      !hlc_store_add_timeline (sql, operation->id, decision->at,
                               hlc_operation_state_to_string (operation->state), NULL, error) ||
      !hlc_store_outbox_add_completed (sql, operation, decision->at, changes, error))
    return NULL;

  g_array_append_val (changes->operations, operation->id);
  return g_steal_pointer (&operation);
}

/**
 * hlc_store_decide_async:
 * @decision: copied; its time is set by the store
 *
 * The one way in which an operation is decided, whatever channel asks: pending becomes final, with who decided, and
 * the message to the developer's handlers is stored in the same transaction.
 */
void
hlc_store_decide_async (HlcStore *self,
                        const char *call_id,
                        const HlcDecision *decision,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  OperationInput *input = g_new0 (OperationInput, 1);

  g_return_if_fail (call_id != NULL && decision != NULL);

  input->call_id = g_strdup (call_id);
  input->decision = hlc_decision_copy (decision);
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_async (self, decide, (GDestroyNotify) hlc_operation_unref, input, operation_input_free,
                         callback, user_data);
}

/**
 * hlc_store_decide_finish:
 *
 * Returns: (transfer full) (nullable): the decided operation, or %NULL with @error set: %HLC_ERROR_NOT_FOUND,
 *   %HLC_ERROR_CONFLICT when it is decided already, %HLC_ERROR_ARGUMENT when the decision is not a possible one
 */
HlcOperation *
hlc_store_decide_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

static gboolean
note_escalation (HlcSql *sql, gint64 id, gint64 now, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "UPDATE operation SET escalated_at = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, now);
  return hlc_sql_run (sql, statement, error);
}

static gpointer
escalate (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  OperationInput *input = data;
  g_autoptr (HlcOperation) operation = find_or_fail (sql, input->call_id, error);

  if (operation == NULL)
    return NULL;

  if (operation->kind != input->kind)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
                   operation->kind == HLC_OPERATION_FUNCTION_CALL
                       ? _ ("The operation %s is a function call; escalate it under its own path.")
                       : _ ("The operation %s is a human contact; escalate it under its own path."),
                   input->call_id);
      return NULL;
    }

  operation->escalated_at = input->now;
  if (!note_escalation (sql, operation->id, input->now, error) ||
      !hlc_store_add_timeline (sql, operation->id, input->now, "escalated", input->message, error))
    return NULL;

  g_array_append_val (changes->escalated, operation->id);
  g_array_append_val (changes->operations, operation->id);
  return g_steal_pointer (&operation);
}

/**
 * hlc_store_escalate_async:
 * @kind: the kind that the path names
 * @message: what the agent says
 *
 * Notes an escalation on the operation's timeline; its status stays.
 */
void
hlc_store_escalate_async (HlcStore *self,
                          const char *call_id,
                          HlcOperationKind kind,
                          const char *message,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  OperationInput *input = g_new0 (OperationInput, 1);

  g_return_if_fail (call_id != NULL);

  input->call_id = g_strdup (call_id);
  input->kind = kind;
  input->message = g_strdup (message);
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_async (self, escalate, (GDestroyNotify) hlc_operation_unref, input, operation_input_free,
                         callback, user_data);
}

/**
 * hlc_store_escalate_finish:
 *
 * Returns: (transfer full) (nullable): the operation, or %NULL with @error set
 */
HlcOperation *
hlc_store_escalate_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}
