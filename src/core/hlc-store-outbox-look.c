/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-outbox.h"

#include "hlc-forward-rule.h"
#include "hlc-key-array.h"
#include "hlc-outbox-plan.h"
#include "hlc-store-attempt-rows.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-message-rows.h"

/*
 * What waits is a number of queues: for each endpoint what was asked for by hand, what its events planned, and what each
 * rule planned. An index has every queue in order, so that a look reads from each as many as may go, however many wait;
 * a queue that is held back costs nothing.
 */
typedef struct
{
  gint64 endpoint;
  HlcTurn turn;
  gint64 rule;
  guint n_places;
  gint64 opens_at; /* while its rule is down: when one looks whether it is back */
} Queue;

/* An attempt that may go. */
typedef struct
{
  gint64 id;
  gint64 endpoint;
  gint64 due_at;
  gboolean is_only; /* nothing is under way or due before it at its endpoint */
} Candidate;

typedef struct
{
  HlcSql *sql;
  const HlcOutboxLook *input;
  GPtrArray *endpoints;  /* (owned): of HlcEndpoint */
  GHashTable *under_way; /* (owned): a set of attempt ids */
  GHashTable *busy;      /* (owned): endpoint id to how many are under way there */
  GHashTable *probed;    /* (owned): a set of ids of rules that have an attempt under way */
  GArray *candidates;    /* (owned): of Candidate */
  HlcOutbox *outbox;     /* (owned) (nullable) */
} Look;

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->endpoints, g_ptr_array_unref);
  g_clear_pointer (&look->under_way, g_hash_table_unref);
  g_clear_pointer (&look->busy, g_hash_table_unref);
  g_clear_pointer (&look->probed, g_hash_table_unref);
  g_clear_pointer (&look->candidates, g_array_unref);
  g_clear_pointer (&look->outbox, hlc_outbox_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static guint
get_busy (Look *look, gint64 endpoint)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (look->busy, &endpoint));
}

static void
add_busy (Look *look, gint64 endpoint)
{
  g_hash_table_insert (look->busy, g_memdup2 (&endpoint, sizeof endpoint),
                       GUINT_TO_POINTER (get_busy (look, endpoint) + 1));
}

static void
add_id (GHashTable *set, gint64 id)
{
  g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

/* Finds which places are taken. */
static gboolean
count_under_way (Look *look, GError **error)
{
  GArray *ids = look->input->under_way;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      sqlite3_stmt *statement =
          hlc_sql_prepare (look->sql, "SELECT endpoint, rule FROM attempt WHERE id = ?1", error);
      gboolean has_row = FALSE;

      if (statement == NULL)
        return FALSE;

      sqlite3_bind_int64 (statement, 1, id);
      if (!hlc_sql_step (look->sql, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        continue;

      add_id (look->under_way, id);
      add_busy (look, sqlite3_column_int64 (statement, 0));
      add_id (look->probed, sqlite3_column_int64 (statement, 1));
      sqlite3_reset (statement);
    }

  return TRUE;
}

static gboolean
read_candidates (Look *look, const Queue *queue, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      look->sql,
      "SELECT id, due_at FROM attempt INDEXED BY attempt_due WHERE state = 0 AND endpoint = ?1"
      " AND turn = ?2 AND rule = ?3 AND due_at <= ?4 ORDER BY due_at, id LIMIT ?5",
      error);
  guint n_found = 0;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, queue->endpoint);
  sqlite3_bind_int (statement, 2, queue->turn);
  sqlite3_bind_int64 (statement, 3, queue->rule);
  sqlite3_bind_int64 (statement, 4, look->input->now);
  sqlite3_bind_int64 (statement, 5, (gint64) queue->n_places + g_hash_table_size (look->under_way));
  do
    {
      Candidate candidate = { .endpoint = queue->endpoint };

      if (!hlc_sql_step (look->sql, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      candidate.id = sqlite3_column_int64 (statement, 0);
      candidate.due_at = sqlite3_column_int64 (statement, 1);
      if (g_hash_table_contains (look->under_way, &candidate.id))
        continue;

      g_array_append_val (look->candidates, candidate);
      n_found++;
    }
  while (n_found < queue->n_places);

  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
note_next_due (Look *look, const Queue *queue, GError **error)
{
  /* Once its time has come, an attempt only waits for a free place. */
  gint64 after = queue->opens_at > look->input->now ? 0 : look->input->now;
  gint64 due_at = 0;

  if (!hlc_sql_get_int_with (look->sql,
                             "SELECT due_at FROM attempt INDEXED BY attempt_due WHERE state = 0"
                             " AND endpoint = ?1 AND turn = ?2 AND rule = ?3 AND due_at > ?4"
                             " ORDER BY due_at LIMIT 1",
                             HLC_SQL_INTS (queue->endpoint, queue->turn, queue->rule, after), &due_at, error))
    return FALSE;
  if (due_at == 0)
    return TRUE;

  due_at = MAX (due_at, queue->opens_at);
  if (look->outbox->next_due_at == 0 || due_at < look->outbox->next_due_at)
    look->outbox->next_due_at = due_at;
  return TRUE;
}

static gboolean
look_at_queue (Look *look, const Queue *queue, GError **error)
{
  if (queue->n_places > 0 && queue->opens_at <= look->input->now && !read_candidates (look, queue, error))
    return FALSE;

  return note_next_due (look, queue, error);
}

static guint
count_places (Look *look, gint64 endpoint)
{
  guint n_busy = get_busy (look, endpoint);

  return look->input->per_endpoint > n_busy ? look->input->per_endpoint - n_busy : 0;
}

static gboolean
look_at_endpoint (Look *look, gint64 endpoint, gboolean enabled, GError **error)
{
  Queue queue = { endpoint, HLC_TURN_BY_HAND, 0, count_places (look, endpoint), 0 };

  if (!look_at_queue (look, &queue, error))
    return FALSE;

  queue.turn = HLC_TURN_OWN;
  return !enabled || look_at_queue (look, &queue, error);
}

static HlcEndpoint *
find_endpoint (Look *look, gint64 id)
{
  for (guint i = 0; i < look->endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (look->endpoints, i);

      if (endpoint->id == id)
        return endpoint;
    }

  return NULL;
}

/* While a handler is down, one attempt at a time finds out whether it is back. */
static gboolean
look_at_rule (Look *look, HlcForwardRule *rule, GError **error)
{
  HlcEndpoint *endpoint = find_endpoint (look, rule->endpoint);
  Queue queue = { rule->endpoint, HLC_TURN_OWN, rule->id, count_places (look, rule->endpoint), 0 };

  if (!rule->enabled || rule->is_asking || endpoint == NULL || !endpoint->enabled)
    return TRUE;

  if (rule->is_down)
    {
      if (g_hash_table_contains (look->probed, &rule->id))
        return TRUE;

      queue.opens_at = rule->probe_at;
      queue.n_places = MIN (queue.n_places, 1);
    }

  return look_at_queue (look, &queue, error);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a;
  const Candidate *other = b;

  if (one->is_only != other->is_only)
    return one->is_only ? -1 : 1;
  if (one->due_at != other->due_at)
    return one->due_at < other->due_at ? -1 : 1;

  return (one->id > other->id) - (one->id < other->id);
}

/* The oldest first; but those that a slow endpoint has many of leave room for one of everybody else. */
static void
sort_candidates (Look *look)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_array_sort (look->candidates, compare_candidates);
  for (guint i = 0; i < look->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (look->candidates, Candidate, i);

      candidate->is_only =
          get_busy (look, candidate->endpoint) == 0 && g_hash_table_add (seen, &candidate->endpoint);
    }
  g_hash_table_remove_all (seen);
  g_array_sort (look->candidates, compare_candidates);
}

/* *@due: %NULL where the attempt does not wait any more. */
static gboolean
load (Look *look, const Candidate *candidate, HlcDueAttempt **due, GError **error)
{
  g_autoptr (HlcDueAttempt) loaded = g_new0 (HlcDueAttempt, 1);
  HlcEndpoint *endpoint = find_endpoint (look, candidate->endpoint);
  HlcBodyVersion version = endpoint != NULL ? endpoint->body_version : HLC_BODY_V1;

  *due = NULL;
  loaded->attempt = hlc_store_require_attempt (look->sql, candidate->id, error);
  if (loaded->attempt == NULL)
    return FALSE;
  if (loaded->attempt->state != HLC_ATTEMPT_WAITING)
    return TRUE;

  loaded->endpoint = endpoint != NULL ? hlc_endpoint_ref (endpoint) : NULL;
  if (!hlc_store_find_message_by_id (look->sql, loaded->attempt->message, &loaded->message, error) ||
      !hlc_store_read_message_body (look->sql, loaded->message, version, &loaded->body,
                                    &loaded->received_headers, error))
    return FALSE;

  *due = g_steal_pointer (&loaded);
  return TRUE;
}

/* As many as there are places and bytes for. */
static gboolean
take_due (Look *look, GError **error)
{
  HlcOutbox *outbox = look->outbox;
  gsize n_bytes = 0;

  sort_candidates (look);
  for (guint i = 0; i < look->candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (look->candidates, Candidate, i);
      g_autoptr (HlcDueAttempt) due = NULL;

      if (count_places (look, candidate->endpoint) == 0)
        continue;

      outbox->has_more = outbox->due->len == HLC_OUTBOX_BATCH;
      if (outbox->has_more)
        break;

      if (!load (look, candidate, &due, error))
        return FALSE;
      if (due == NULL)
        continue;

      n_bytes += due->body != NULL ? g_bytes_get_size (due->body) : 0;
      outbox->has_more = n_bytes > HLC_OUTBOX_BATCH_BYTES && outbox->due->len > 0;
      if (outbox->has_more)
        break;

      add_busy (look, candidate->endpoint);
      g_ptr_array_add (outbox->due, g_steal_pointer (&due));
    }

  return TRUE;
}

static gpointer
look_at_outbox (HlcSql *sql, gpointer data, GError **error)
{
  g_auto (Look) look = { .sql = sql, .input = data };
  g_autoptr (GPtrArray) rules = NULL;

  look.outbox = g_new0 (HlcOutbox, 1);
  look.outbox->due = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_due_attempt_free);
  look.under_way = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  look.busy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  look.probed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  look.candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  look.endpoints = hlc_store_read_endpoints (sql, error);
  rules = look.endpoints != NULL ? hlc_store_read_rules (sql, error) : NULL;
  if (rules == NULL || !count_under_way (&look, error) || !look_at_endpoint (&look, 0, FALSE, error))
    return NULL;

  for (guint i = 0; i < look.endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (look.endpoints, i);

      if (!look_at_endpoint (&look, endpoint->id, endpoint->enabled, error))
        return NULL;
    }
  for (guint i = 0; i < rules->len; i++)
    if (!look_at_rule (&look, g_ptr_array_index (rules, i), error))
      return NULL;

  return take_due (&look, error) ? g_steal_pointer (&look.outbox) : NULL;
}

static void
input_free (gpointer data)
{
  HlcOutboxLook *input = data;

  g_clear_pointer (&input->under_way, g_array_unref);
  g_free (input);
}

static void
outbox_free (gpointer outbox)
{
  hlc_outbox_free (outbox);
}

/**
 * hlc_store_look_at_outbox_async:
 * @look: copied
 *
 * Finds the attempts whose time and turn have come, with what is needed to make them. Costs little however many wait.
 */
void
hlc_store_look_at_outbox_async (HlcStore *self,
                                const HlcOutboxLook *look,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  HlcOutboxLook *input = NULL;

  g_return_if_fail (look != NULL && look->per_endpoint > 0);

  input = g_memdup2 (look, sizeof *look);
  if (look->under_way != NULL)
    {
      input->under_way = hlc_key_array_new ();
      g_array_append_vals (input->under_way, look->under_way->data, look->under_way->len);
    }
  hlc_store_read_async (self, HLC_READ_OBJECT, look_at_outbox, outbox_free, input, input_free, cancellable,
                        callback, user_data);
}

/**
 * hlc_store_look_at_outbox_finish:
 *
 * Returns: (transfer full) (nullable): what is due, or %NULL with @error set
 */
HlcOutbox *
hlc_store_look_at_outbox_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}
