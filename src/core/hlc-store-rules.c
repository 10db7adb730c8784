/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-rules.h"

#include "hlc-outbox-plan.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-portions.h"

typedef struct
{
  HlcForwardRule *rule; /* (owned) (nullable) */
  gint64 id;
  HlcRelease release;
  gint64 now;
} RuleInput;

static void
rule_input_free (gpointer data)
{
  RuleInput *input = data;

  g_clear_pointer (&input->rule, hlc_forward_rule_unref);
  g_free (input);
}

static RuleInput *
rule_input_new (HlcStore *store, HlcForwardRule *rule, gint64 id)
{
  RuleInput *input = g_new0 (RuleInput, 1);

  input->rule = rule != NULL ? hlc_forward_rule_ref (rule) : NULL;
  input->id = id;
  input->now = hlc_clock_get_now (hlc_store_get_clock (store));
  return input;
}

static HlcForwardRule *
read_whole (HlcSql *sql, gint64 id, GError **error)
{
  g_autoptr (HlcForwardRule) rule = hlc_store_require_rule (sql, id, error);

  if (rule == NULL || !hlc_store_read_rule_figures (sql, rule, error))
    return NULL;

  return g_steal_pointer (&rule);
}

/* What people set: ?2 to ?9 of both statements. */
static void
bind_settings (sqlite3_stmt *statement, HlcForwardRule *rule, gint64 endpoint)
{
  sqlite3_bind_int64 (statement, 2, endpoint);
  hlc_sql_bind_text (statement, 3, rule->event_type);
  hlc_sql_bind_text (statement, 4, rule->path);
  hlc_sql_bind_text (statement, 5, rule->run_id);
  sqlite3_bind_int (statement, 6, rule->sign_mode);
  sqlite3_bind_int (statement, 7, rule->ordered);
  sqlite3_bind_int (statement, 8, rule->enabled);
  sqlite3_bind_int64 (statement, 9, rule->backlog_limit);
}

static gpointer
add_rule (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  RuleInput *input = data;
  g_autoptr (HlcEndpoint) endpoint = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 id = 0;

  if (!hlc_forward_rule_check (input->rule, error))
    return NULL;

  endpoint = hlc_store_require_endpoint (sql, input->rule->endpoint_id, error);
  if (endpoint == NULL)
    return NULL;

  statement = hlc_sql_prepare (
      sql,
      "INSERT INTO forward_rule (created_at, endpoint, event_type, path, run_id, sign_mode, ordered, enabled,"
      " backlog_limit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, input->now);
  bind_settings (statement, input->rule, endpoint->id);
  if (!hlc_sql_run (sql, statement, error))
    return NULL;

  id = sqlite3_last_insert_rowid (hlc_sql_get_handle (sql));
  g_array_append_val (changes->rules, id);
  return read_whole (sql, id, error);
}

/**
 * hlc_store_add_rule_async:
 * @rule: what people set, with its endpoint_id
 *
 * Adds a forwarding rule. It applies to what is received from now on.
 */
void
hlc_store_add_rule_async (HlcStore *self,
                          HlcForwardRule *rule,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (rule != NULL && rule->endpoint_id != NULL);

  hlc_store_write_async (self, add_rule, (GDestroyNotify) hlc_forward_rule_unref,
                         rule_input_new (self, rule, 0), rule_input_free, callback, user_data);
}

/* Only this rule has attempts in its lane, so that they keep their turns where they go elsewhere. */
static gboolean
move_waiting (HlcSql *sql, HlcForwardRule *stored, HlcEndpoint *endpoint, GError **error)
{
  return stored->endpoint == endpoint->id ||
         hlc_sql_run_with (sql,
                           "UPDATE attempt SET endpoint = ?2 WHERE state = 0 AND rule <> 0 AND rule = ?1",
                           HLC_SQL_INTS (stored->id, endpoint->id), error);
}

static gpointer
update_rule (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  RuleInput *input = data;
  g_autoptr (HlcForwardRule) stored = NULL;
  g_autoptr (HlcEndpoint) endpoint = NULL;
  sqlite3_stmt *statement = NULL;

  if (!hlc_forward_rule_check (input->rule, error))
    return NULL;

  stored = hlc_store_require_rule (sql, input->id, error);
  if (stored == NULL)
    return NULL;
  endpoint = hlc_store_require_endpoint (sql, input->rule->endpoint_id, error);
  if (endpoint == NULL || !move_waiting (sql, stored, endpoint, error))
    return NULL;

  statement = hlc_sql_prepare (
      sql,
      "UPDATE forward_rule SET n_down = CASE endpoint WHEN ?2 THEN n_down ELSE 0 END, endpoint = ?2,"
      " event_type = ?3, path = ?4, run_id = ?5, sign_mode = ?6, ordered = ?7, enabled = ?8,"
      " backlog_limit = ?9 WHERE id = ?1",
      error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, stored->id);
  bind_settings (statement, input->rule, endpoint->id);
  if (!hlc_sql_run (sql, statement, error))
    return NULL;

  g_array_append_val (changes->rules, stored->id);
  return read_whole (sql, stored->id, error);
}

/**
 * hlc_store_update_rule_async:
 * @rule: what people set, for the rule with its id
 *
 * Changes a forwarding rule. What waits for it goes where it forwards to from now on; while it is not enabled, that stays.
 */
void
hlc_store_update_rule_async (HlcStore *self,
                             HlcForwardRule *rule,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (rule != NULL && rule->id != 0 && rule->endpoint_id != NULL);

  hlc_store_write_async (self, update_rule, (GDestroyNotify) hlc_forward_rule_unref,
                         rule_input_new (self, rule, rule->id), rule_input_free, callback, user_data);
}

/* What is discarded is what waits now: up to the newest message, or all but that. */
static gboolean
find_last_discarded (HlcSql *sql, gint64 rule, HlcRelease release, gint64 *last_message, GError **error)
{
  gint64 newest = 0;

  if (release == HLC_RELEASE_ALL)
    return TRUE;
  if (!hlc_sql_get_int_with (sql,
                             "SELECT message FROM attempt WHERE state = 0 AND rule <> 0 AND rule = ?1"
                             " ORDER BY message DESC LIMIT 1",
                             HLC_SQL_INTS (rule), &newest, error))
    return FALSE;

  *last_message = release == HLC_RELEASE_NEWEST ? newest - 1 : newest;
  return TRUE;
}

/* It asks until all of that is discarded, so that nothing is sent meanwhile. */
static gpointer
release_rule (HlcSql *sql,
              gconstpointer data,
              HlcProgress *progress,
              HlcStoreChanges *changes,
              GError **error)
{
  const RuleInput *input = data;
  g_autoptr (HlcForwardRule) stored = hlc_store_require_rule (sql, input->id, error);

  if (stored == NULL)
    return NULL;
  if (progress->cursor == 0 &&
      !find_last_discarded (sql, stored->id, input->release, &progress->cursor, error))
    return NULL;
  if (!hlc_outbox_cancel_rule (sql, stored->id, progress->cursor, &progress->is_last, changes, error) ||
      !hlc_outbox_settle_lane (sql, stored->endpoint, -stored->id, error))
    return NULL;

  g_array_append_val (changes->rules, stored->id);
  if (!progress->is_last)
    return NULL;

  if (!hlc_sql_run_with (sql, "UPDATE forward_rule SET is_asking = 0, probe_at = 0 WHERE id = ?1",
                         HLC_SQL_INTS (stored->id), error))
    return NULL;

  return read_whole (sql, stored->id, error);
}

/**
 * hlc_store_release_rule_async:
 * @release: what becomes of what waits
 *
 * Answers a rule that asks, or clears what waits for one that does not. What is sent is sent now.
 */
void
hlc_store_release_rule_async (HlcStore *self,
                              gint64 id,
                              HlcRelease release,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RuleInput *input = rule_input_new (self, NULL, id);

  input->release = release;
  hlc_store_write_portions_async (self, release_rule, (GDestroyNotify) hlc_forward_rule_unref, input,
                                  rule_input_free, callback, user_data);
}

/**
 * hlc_store_write_rule_finish:
 *
 * Returns: (transfer full) (nullable): the rule as it is stored, or %NULL with @error set: %HLC_ERROR_NOT_FOUND when there
 *   is no such rule or endpoint, and as of hlc_forward_rule_check()
 */
HlcForwardRule *
hlc_store_write_rule_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

/* It forwards nothing new while what waits is cancelled. */
static gpointer
remove_rule (HlcSql *sql, gconstpointer data, HlcProgress *progress, HlcStoreChanges *changes, GError **error)
{
  const RuleInput *input = data;
  g_autoptr (HlcForwardRule) stored = hlc_store_require_rule (sql, input->id, error);

  if (stored == NULL ||
      !hlc_sql_run_with (sql, "UPDATE forward_rule SET enabled = 0 WHERE id = ?1", HLC_SQL_INTS (stored->id),
                         error) ||
      !hlc_outbox_cancel_rule (sql, stored->id, G_MAXINT64, &progress->is_last, changes, error))
    return NULL;

  g_array_append_val (changes->rules, stored->id);
  if (!progress->is_last)
    return NULL;

  if (!hlc_sql_run_with (sql, "DELETE FROM forward_rule WHERE id = ?1", HLC_SQL_INTS (stored->id), error))
    return NULL;

  return g_steal_pointer (&stored);
}

/**
 * hlc_store_remove_rule_async:
 *
 * Removes a forwarding rule and cancels what waits for it.
 */
void
hlc_store_remove_rule_async (HlcStore *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data)
{
  hlc_store_write_portions_async (self, remove_rule, (GDestroyNotify) hlc_forward_rule_unref,
                                  rule_input_new (self, NULL, id), rule_input_free, callback, user_data);
}

/**
 * hlc_store_remove_rule_finish:
 *
 * Returns: %FALSE with @error set: %HLC_ERROR_NOT_FOUND when there is none
 */
gboolean
hlc_store_remove_rule_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (HlcForwardRule) removed = hlc_store_write_portions_finish (self, result, error);

  return removed != NULL;
}

static gpointer
list_rules (HlcSql *sql, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) rules = hlc_store_read_rules (sql, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (!hlc_store_read_rule_figures (sql, g_ptr_array_index (rules, i), error))
      return NULL;

  return g_steal_pointer (&rules);
}

/**
 * hlc_store_list_rules_async:
 *
 * Reads all forwarding rules with what waits for them, the oldest first.
 */
void
hlc_store_list_rules_async (HlcStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, list_rules, (GDestroyNotify) g_ptr_array_unref, NULL, NULL,
                        cancellable, callback, user_data);
}

/**
 * hlc_store_list_rules_finish:
 *
 * Returns: (transfer full) (element-type HlcForwardRule) (nullable): the rules, or %NULL with @error set
 */
GPtrArray *
hlc_store_list_rules_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}
