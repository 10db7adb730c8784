/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "hlc-outbox-plan.h"
#include "hlc-store-endpoints.h"
#include "hlc-store-message-rows.h"
#include "hlc-store-outbox.h"
#include "hlc-store-rules.h"

/*
 * What the outbox costs while much waits in it: a table of JSON Lines on standard output. Of what waits, half is for one
 * endpoint, four tenths stand in the lane of one rule, and the rest is for eight others.
 */
#define FILL_BATCH 5000
#define N_ENDPOINTS 10
#define PER_ENDPOINT 8
#define LOOKS 200
#define RECORDS 2000

typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
} Answer;

static void
answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_answer (Answer *answer)
{
  while (answer->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return answer->result;
}

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static void
print_case (const char *name, double milliseconds, guint n)
{
  g_print ("{\"case\":\"%s\",\"ms\":%.3f,\"n\":%u}\n", name, milliseconds, n);
}

static void
add_endpoint (HlcStore *store, guint number)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (HlcEndpoint) added = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { NULL };

  endpoint->endpoint_id = g_strdup_printf ("ep_%u", number);
  endpoint->url = g_strdup_printf ("http://127.0.0.1:%u/webhook", 8000 + number);
  hlc_store_add_endpoint_async (store, endpoint, answer_cb, &answer);
  added = hlc_store_write_endpoint_finish (store, wait_for_answer (&answer), &error);
  if (added == NULL)
    g_error ("%s", error->message);
  g_object_unref (answer.result);
}

static void
add_rule (HlcStore *store)
{
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
  g_autoptr (HlcForwardRule) added = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { NULL };

  rule->endpoint_id = g_strdup ("ep_1");
  hlc_store_add_rule_async (store, rule, answer_cb, &answer);
  added = hlc_store_write_rule_finish (store, wait_for_answer (&answer), &error);
  if (added == NULL)
    g_error ("%s", error->message);
  g_object_unref (answer.result);
}

typedef struct
{
  guint from;
  guint n;
} Batch;

static gboolean
plan_one (HlcSql *sql, guint number, GBytes *payload, HlcStoreChanges *changes, GError **error)
{
  g_autoptr (HlcMessage) message = hlc_message_new ();
  g_autoptr (HlcAttempt) attempt = hlc_attempt_new ();
  gboolean of_rule = number % 10 >= 5 && number % 10 < 9;

  message->event_type = g_strdup ("function_call.completed");
  message->content = HLC_CONTENT_BODY;
  message->title = g_strdup_printf ("send_email(n=%u)", number);
  message->created_at = G_TIME_SPAN_DAY + number;
  if (!hlc_store_insert_message (sql, message, FALSE, error) ||
      !hlc_store_insert_message_body (sql, message, payload, NULL, error))
    return FALSE;

  attempt->message = message->id;
  attempt->endpoint = of_rule ? 2 : number % 10 < 5 ? 1 : 3 + number / 10 % (N_ENDPOINTS - 2);
  attempt->url = g_strdup ("http://127.0.0.1/");
  attempt->rule = of_rule ? 1 : 0;
  attempt->lane = of_rule ? -1 : 0;
  attempt->number = 1;
  attempt->step = 1;
  attempt->planned_at = message->created_at;
  attempt->due_at = message->created_at;
  return hlc_outbox_plan (sql, attempt, FALSE, error) &&
         hlc_outbox_settle_message (sql, message->id, changes, error);
}

static gpointer
write_batch (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  const Batch *batch = input;
  g_autofree char *text = g_strnfill (600, 'x');
  g_autoptr (GBytes) payload = g_bytes_new (text, 600);

  for (guint i = 0; i < batch->n; i++)
    if (!plan_one (sql, batch->from + i, payload, changes, error))
      return NULL;

  return NULL;
}

static void
fill (HlcStore *store, guint n)
{
  gint64 start = g_get_monotonic_time ();

  for (guint from = 0; from < n; from += FILL_BATCH)
    {
      Answer answer = { NULL };
      Batch batch = { from, MIN (FILL_BATCH, n - from) };
      g_autoptr (GError) error = NULL;

      hlc_store_write_async (store, write_batch, NULL, g_memdup2 (&batch, sizeof batch), g_free, answer_cb,
                             &answer);
      if (hlc_store_write_finish (store, wait_for_answer (&answer), &error) == NULL && error != NULL)
        g_error ("%s", error->message);
      g_object_unref (answer.result);
    }

  print_case ("fill", milliseconds_since (start), n);
}

static HlcOutbox *
look (HlcStore *store, gint64 now, GArray *under_way)
{
  const HlcOutboxLook input = { now, PER_ENDPOINT, under_way };
  Answer answer = { NULL };
  g_autoptr (GError) error = NULL;
  HlcOutbox *outbox;

  hlc_store_look_at_outbox_async (store, &input, NULL, answer_cb, &answer);
  outbox = hlc_store_look_at_outbox_finish (store, wait_for_answer (&answer), &error);
  if (outbox == NULL)
    g_error ("%s", error->message);
  g_object_unref (answer.result);
  return outbox;
}

/* First with every place free, then with every place taken: what a look costs that finds nothing. */
static void
measure_looks (HlcStore *store, gint64 now)
{
  g_autoptr (GArray) under_way = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 start = g_get_monotonic_time ();
  guint n_due = 0;

  for (guint i = 0; i < LOOKS; i++)
    {
      g_autoptr (HlcOutbox) outbox = look (store, now, NULL);

      n_due = outbox->due->len;
      for (guint j = 0; i == 0 && j < n_due; j++)
        g_array_append_val (under_way, ((HlcDueAttempt *) g_ptr_array_index (outbox->due, j))->attempt->id);
    }
  print_case ("look", milliseconds_since (start) / LOOKS, n_due);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < LOOKS; i++)
    {
      g_autoptr (HlcOutbox) outbox = look (store, now, under_way);

      n_due = outbox->due->len;
    }
  print_case ("look-all-taken", milliseconds_since (start) / LOOKS, n_due);
}

typedef struct
{
  guint n_open;
} Flight;

static void
recorded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Flight *flight = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcAttempt) attempt = hlc_store_record_attempt_finish (HLC_STORE (object), result, &error);

  if (attempt == NULL)
    g_error ("%s", error->message);
  flight->n_open--;
}

/* As a dispatcher does: a look, and the outcomes of all that it found. */
static void
measure_records (HlcStore *store, gint64 now)
{
  gint64 start = g_get_monotonic_time ();
  guint n = 0;

  while (n < RECORDS)
    {
      g_autoptr (HlcOutbox) outbox = look (store, now, NULL);
      Flight flight = { outbox->due->len };

      if (outbox->due->len == 0)
        g_error ("Nothing is due any more. Let more attempts wait.");

      for (guint i = 0; i < outbox->due->len; i++)
        {
          HlcAttemptResult *result = hlc_attempt_result_new ();

          result->started_at = now;
          result->http_status = 200;
          hlc_store_record_attempt_async (store,
                                          ((HlcDueAttempt *) g_ptr_array_index (outbox->due, i))->attempt->id,
                                          result, 1, recorded_cb, &flight);
        }
      n += outbox->due->len;
      while (flight.n_open > 0)
        g_main_context_iteration (NULL, TRUE);
    }
  print_case ("record", milliseconds_since (start) / n, n);
}

static void
measure_reschedule (HlcStore *store)
{
  gint64 start = g_get_monotonic_time ();
  Answer answer = { NULL };
  g_autoptr (GError) error = NULL;

  hlc_store_reschedule_async (store, 1, answer_cb, &answer);
  if (!hlc_store_reschedule_finish (store, wait_for_answer (&answer), &error))
    g_error ("%s", error->message);
  print_case ("reschedule", milliseconds_since (start), 1);
  g_object_unref (answer.result);
}

static void
measure_discard (HlcStore *store)
{
  gint64 start = g_get_monotonic_time ();
  Answer answer = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcForwardRule) rule = NULL;

  hlc_store_release_rule_async (store, 1, HLC_RELEASE_DISCARD, answer_cb, &answer);
  rule = hlc_store_write_rule_finish (store, wait_for_answer (&answer), &error);
  if (rule == NULL)
    g_error ("%s", error->message);
  print_case ("discard-rule", milliseconds_since (start), 1);
  g_object_unref (answer.result);
}

static void
measure_remove (HlcStore *store)
{
  gint64 start = g_get_monotonic_time ();
  Answer answer = { NULL };
  g_autoptr (GError) error = NULL;

  hlc_store_remove_endpoint_async (store, "ep_0", answer_cb, &answer);
  if (!hlc_store_remove_endpoint_finish (store, wait_for_answer (&answer), &error))
    g_error ("%s", error->message);
  print_case ("remove-endpoint", milliseconds_since (start), 1);
  g_object_unref (answer.result);
}

int
main (int argc, char **argv)
{
  g_autoptr (HlcClock) clock = NULL;
  g_autoptr (HlcStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint n = argc == 3 ? (guint) strtoul (argv[2], NULL, 10) : 0;
  gint64 now = G_TIME_SPAN_DAY + n;

  if (n == 0)
    {
      g_printerr ("Usage: %s EMPTY-DIRECTORY ATTEMPTS\n", argv[0]);
      return 2;
    }

  clock = hlc_clock_new_manual (now);
  store = hlc_store_open (argv[1], clock, &error);
  if (store == NULL)
    g_error ("%s", error->message);

  for (guint i = 0; i < N_ENDPOINTS; i++)
    add_endpoint (store, i);
  add_rule (store);
  fill (store, n);
  measure_looks (store, now);
  measure_records (store, now);
  measure_reschedule (store);
  measure_discard (store);
  measure_remove (store);
  hlc_store_close (store);
  return 0;
}
