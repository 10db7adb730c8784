/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <unistd.h>

#include "hlc-lazy-list.h"
#include "hlc-store-rows.h"

/*
 * What lists, searches, counts and commits cost with many operations stored: a table of JSON Lines on standard output.
 * The directory is filled once and used again by the next run.
 */

/* Operations that one write makes while the directory is filled. */
#define FILL_BATCH 5000

/* One in so many waits; one in so many has the rare word; so many are of one run. */
#define PENDING_EACH 10
#define RARE_EACH 250000
#define RUN_LENGTH 1000

/* What is searched before it is measured, so that no case pays for a cold disk. */
#define WARM_UP "warm up"

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

static double
resident_mebibytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  fields = g_strsplit (text, " ", 3);
  return (double) g_ascii_strtoull (fields[1], NULL, 10) * (double) sysconf (_SC_PAGESIZE) /
         (1024.0 * 1024.0);
}

static HlcOperation *
make_operation (guint number)
{
  HlcOperation *operation = hlc_operation_new ();
  const char *word = number % RARE_EACH == 7 ? "zanzibar" : "materials";
  g_autofree char *spec = g_strdup_printf (
      "{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user%u@example.com\",\"subject\":\"Your %s are on their "
      "way\","
      "\"body\":\"Dear customer, order %u has left our house today and will reach you soon.\"}}",
      number % 9973, word, number);

  operation->call_id = g_strdup_printf ("call-%08u", number);
  operation->run_id = g_strdup_printf ("run-%u", number / RUN_LENGTH);
  operation->kind = HLC_OPERATION_FUNCTION_CALL;
  operation->state = number % PENDING_EACH == 0 ? HLC_STATE_PENDING : HLC_STATE_APPROVED;
  operation->title = g_strdup_printf ("send_email(to=\"user%u@example.com\", …)", number % 9973);
  operation->requested_at = G_TIME_SPAN_DAY + number;
  operation->responded_at = operation->state == HLC_STATE_PENDING ? 0 : operation->requested_at;
  operation->spec = g_bytes_new_take (g_steal_pointer (&spec), strlen (spec));
  return operation;
}

typedef struct
{
  guint from;
  guint n;
} Batch;

static gpointer
write_batch (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  Batch *batch = input;

  for (guint i = 0; i < batch->n; i++)
    {
      g_autoptr (HlcOperation) operation = make_operation (batch->from + i);
      gint64 id;

      if (!hlc_store_insert_operation (sql, operation, &id, error))
        return NULL;
    }

  return NULL;
}

static void
count (HlcStore *store, HlcStoreCounts *counts)
{
  Answer answer = { NULL };
  g_autoptr (GError) error = NULL;

  hlc_store_count_async (store, NULL, answer_cb, &answer);
  if (!hlc_store_count_finish (store, wait_for_answer (&answer), counts, &error))
    g_error ("%s", error->message);
  g_object_unref (answer.result);
}

static void
fill (HlcStore *store, guint n)
{
  gint64 start = g_get_monotonic_time ();
  HlcStoreCounts counts;
  guint stored;

  count (store, &counts);
  stored = counts.pending + counts.completed;
  for (guint from = stored; from < n; from += FILL_BATCH)
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

  if (stored < n)
    g_print ("{\"case\":\"fill\",\"operations\":%u,\"seconds\":%.1f}\n", n - stored,
             milliseconds_since (start) / 1000);
}

static void
measure_list (HlcStore *store,
              const char *name,
              HlcStateFilter states,
              const char *run_id,
              const char *search)
{
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (states);
  g_autoptr (HlcLazyList) list = NULL;
  double memory = resident_mebibytes ();
  double first = 0;
  gint64 start;

  query->run_id = g_strdup (run_id);
  query->search = g_strdup (search);
  start = g_get_monotonic_time ();
  list = hlc_lazy_list_new_operations (store, query);
  while (hlc_lazy_list_get_loading (list))
    {
      g_main_context_iteration (NULL, TRUE);
      if (first <= 0 && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
        first = milliseconds_since (start);
    }

  g_print (
      "{\"case\":\"list\",\"list\":\"%s\",\"search\":\"%s\",\"rows\":%u,\"first_ms\":%.2f,\"all_ms\":%.1f,"
      "\"memory_mib\":%.1f}\n",
      name, search != NULL ? search : "", g_list_model_get_n_items (G_LIST_MODEL (list)), first,
      milliseconds_since (start), resident_mebibytes () - memory);
}

static void
measure_lists (HlcStore *store)
{
  static const struct
  {
    const char *name;
    HlcStateFilter states;
    const char *run_id;
    const char *search;
  } CASES[] = {
    { "all", HLC_STATES_ALL, NULL, NULL },
    { "pending", HLC_STATES_PENDING, NULL, NULL },
    { "completed", HLC_STATES_COMPLETED, NULL, NULL },
    { "denied", HLC_STATES_DENIED, NULL, NULL },
    { "run", HLC_STATES_ALL, "run-77", NULL },
    { "all", HLC_STATES_ALL, NULL, "zanzibar" },
    { "all", HLC_STATES_ALL, NULL, "email" },
    { "all", HLC_STATES_ALL, NULL, "e" },
    { "all", HLC_STATES_ALL, NULL, "user1 zanz" },
    { "pending", HLC_STATES_PENDING, NULL, "email" },
    { "pending", HLC_STATES_PENDING, NULL, "zanzibar" },
    { "completed", HLC_STATES_COMPLETED, NULL, "zanzibar" },
    { "completed", HLC_STATES_COMPLETED, NULL, "email" },
    { "completed", HLC_STATES_COMPLETED, NULL, "e" },
    { "denied", HLC_STATES_DENIED, NULL, "email" },
    { "all", HLC_STATES_ALL, NULL, "call 00123456" },
  };

  measure_list (store, "all", HLC_STATES_ALL, NULL, WARM_UP);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    measure_list (store, CASES[i].name, CASES[i].states, CASES[i].run_id, CASES[i].search);
}

static void
measure_counts (HlcStore *store)
{
  gint64 start = g_get_monotonic_time ();
  HlcStoreCounts counts;

  for (guint i = 0; i < 10; i++)
    count (store, &counts);
  g_print ("{\"case\":\"count\",\"ms\":%.3f}\n", milliseconds_since (start) / 10);
}

/* Deliveries that are kept in flight, as so many connections would. */
typedef struct
{
  HlcStore *store;
  guint next;
  guint n;
  guint done;
  gint64 *durations; /* (owned): microseconds */
} Flood;

typedef struct
{
  Flood *flood;
  gint64 start;
} Flight;

static void send_one (Flood *flood);

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Flight *flight = user_data;
  Flood *flood = flight->flood;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = hlc_store_add_delivery_finish (HLC_STORE (object), result, &error);

  if (delivery == NULL)
    g_error ("%s", error->message);

  flood->durations[flood->done++] = g_get_monotonic_time () - flight->start;
  if (flood->next < flood->n)
    send_one (flood);
}

static void
send_one (Flood *flood)
{
  g_autoptr (HlcDelivery) delivery = hlc_delivery_new ();
  Flight *flight = g_new0 (Flight, 1);
  gint64 unique = g_get_monotonic_time ();

  flood->next++;
  delivery->operation = make_operation (1);
  g_free (delivery->operation->call_id);
  delivery->operation->call_id = g_strdup_printf ("sent-%" G_GINT64_FORMAT "-%u", unique, flood->next);
  delivery->call_id = g_strdup (delivery->operation->call_id);
  delivery->message_id = g_strdup_printf ("msg_%" G_GINT64_FORMAT "_%u", unique, flood->next);
  delivery->received_at = G_TIME_SPAN_DAY;
  delivery->method = g_strdup ("POST");
  delivery->path = g_strdup ("/webhook");
  delivery->remote_address = g_strdup ("127.0.0.1");
  delivery->event_type = g_strdup ("function_call.completed");
  delivery->verdict = HLC_VERDICT_VERIFIED;
  delivery->reason = HLC_REASON_VERIFIED;
  delivery->http_status = 200;
  delivery->headers = hlc_header_list_new ();
  delivery->body = g_bytes_ref (delivery->operation->spec);
  delivery->size = g_bytes_get_size (delivery->body);

  flight->flood = flood;
  flight->start = g_get_monotonic_time ();
  hlc_store_add_delivery_async (flood->store, delivery, stored_cb, flight);
}

static int
compare_durations (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static void
measure_writes (HlcStore *store, guint in_flight, guint n)
{
  Flood flood = { store, 0, n, 0, g_new0 (gint64, n) };
  gint64 start = g_get_monotonic_time ();
  double elapsed;

  for (guint i = 0; i < in_flight; i++)
    send_one (&flood);
  while (flood.done < n)
    g_main_context_iteration (NULL, TRUE);
  elapsed = milliseconds_since (start);

  qsort (flood.durations, n, sizeof (gint64), compare_durations);
  g_print ("{\"case\":\"deliveries\",\"in_flight\":%u,\"per_second\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,"
           "\"max_ms\":%.1f}\n",
           in_flight, n * 1000.0 / elapsed, (double) flood.durations[n / 2] / 1000,
           (double) flood.durations[n * 99 / 100] / 1000, (double) flood.durations[n - 1] / 1000);
  g_free (flood.durations);
}

int
main (int argc, char **argv)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_system ();
  g_autoptr (HlcStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (argc != 3)
    {
      g_printerr ("Usage: bench-store DIRECTORY OPERATIONS\n");
      return EXIT_FAILURE;
    }

  g_mkdir_with_parents (argv[1], 0700);
  store = hlc_store_open (argv[1], clock, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  g_print ("{\"case\":\"open\",\"ms\":%.1f,\"memory_mib\":%.1f}\n", milliseconds_since (start),
           resident_mebibytes ());

  fill (store, (guint) g_ascii_strtoull (argv[2], NULL, 10));
  measure_lists (store);
  measure_counts (store);
  measure_writes (store, 1, 1000);
  measure_writes (store, 32, 20000);
  measure_writes (store, 128, 20000);
  hlc_store_close (store);
  return EXIT_SUCCESS;
}
