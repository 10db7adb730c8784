/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-flight-table.h"

#define SMALL 100
#define LARGE (40 * 1024 * 1024)

typedef struct
{
  HlcFlightTable *table;
  GObject *owner;
  gint64 n_made;
  GBytes *small;
  GBytes *large;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->table = hlc_flight_table_new ();
  fixture->owner = g_object_new (G_TYPE_CANCELLABLE, NULL);
  fixture->small = g_bytes_new_take (g_malloc0 (SMALL), SMALL);
  fixture->large = g_bytes_new_take (g_malloc0 (LARGE), LARGE);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_flight_table_free (fixture->table);
  g_assert_finalize_object (fixture->owner);
  g_bytes_unref (fixture->small);
  g_bytes_unref (fixture->large);
}

/* @endpoint: 0 for a URL of its own */
static HlcDueAttempt *
make_due (Fixture *fixture, gint64 endpoint, GBytes *body)
{
  HlcDueAttempt *due = g_new0 (HlcDueAttempt, 1);

  due->attempt = hlc_attempt_new ();
  due->attempt->id = ++fixture->n_made;
  due->message = hlc_message_new ();
  due->message->message_id = g_strdup_printf ("msg_%" G_GINT64_FORMAT, fixture->n_made);
  due->body = g_bytes_ref (body);
  if (endpoint != 0)
    {
      due->endpoint = hlc_endpoint_new ();
      due->endpoint->id = endpoint;
    }

  return due;
}

/* Adds one where there is a place. */
static gboolean
add (Fixture *fixture, gint64 endpoint, GBytes *body)
{
  g_autoptr (HlcDueAttempt) due = make_due (fixture, endpoint, body);

  if (!hlc_flight_table_may_add (fixture->table, due))
    return FALSE;

  hlc_flight_table_add (fixture->table, hlc_flight_new (g_steal_pointer (&due), fixture->owner));

  return TRUE;
}

static guint
add_all (Fixture *fixture, gint64 endpoint)
{
  guint n_added = 0;

  while (add (fixture, endpoint, fixture->small))
    n_added++;

  return n_added;
}

static void
test_per_endpoint (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpuint (add_all (fixture, 1), ==, HLC_FLIGHTS_PER_ENDPOINT);
  g_assert_cmpuint (add_all (fixture, 2), ==, HLC_FLIGHTS_PER_ENDPOINT);
  /* All URLs of their own together are as one endpoint. */
  g_assert_cmpuint (add_all (fixture, 0), ==, HLC_FLIGHTS_PER_ENDPOINT);
  g_assert_false (hlc_flight_table_is_full (fixture->table));
}

/* Who has none gets one of the last places, and no more than one. */
static void
test_in_all (Fixture *fixture, gconstpointer user_data)
{
  guint n_added = 0;

  for (gint64 endpoint = 1; endpoint <= 6; endpoint++)
    n_added += add_all (fixture, endpoint);
  g_assert_cmpuint (n_added, ==, HLC_FLIGHTS_IN_ALL - HLC_FLIGHTS_SPARE);

  for (gint64 endpoint = 7; endpoint <= 22; endpoint++)
    g_assert_cmpuint (add_all (fixture, endpoint), ==, 1);
  g_assert_true (hlc_flight_table_is_full (fixture->table));
  g_assert_cmpuint (hlc_flight_table_get_size (fixture->table), ==, HLC_FLIGHTS_IN_ALL);
  g_assert_false (add (fixture, 23, fixture->small));
}

/* Large bodies take more room, but nobody is shut out by those of others. */
static void
test_bytes (Fixture *fixture, gconstpointer user_data)
{
  g_assert_true (add (fixture, 1, fixture->large));
  g_assert_false (add (fixture, 1, fixture->large));
  g_assert_true (add (fixture, 1, fixture->small));
  g_assert_true (add (fixture, 2, fixture->large));
  g_assert_false (add (fixture, 1, fixture->small));
}

static void
test_twice (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcDueAttempt) due = make_due (fixture, 1, fixture->small);
  g_autoptr (HlcDueAttempt) again = NULL;
  g_autoptr (HlcFlight) flight = NULL;
  g_autoptr (GArray) attempts = NULL;

  again = make_due (fixture, 1, fixture->small);
  again->attempt->id = due->attempt->id;
  flight = hlc_flight_new (g_steal_pointer (&due), fixture->owner);
  hlc_flight_table_add (fixture->table, hlc_flight_ref (flight));
  g_assert_false (hlc_flight_table_may_add (fixture->table, again));
  g_assert_false (hlc_flight_table_has_results (fixture->table));
  flight->result = hlc_attempt_result_new ();
  g_assert_true (hlc_flight_table_has_results (fixture->table));
  attempts = hlc_flight_table_dup_attempts (fixture->table);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpint (g_array_index (attempts, gint64, 0), ==, again->attempt->id);

  hlc_flight_table_remove (fixture->table, flight);
  g_assert_true (hlc_flight_table_may_add (fixture->table, again));
  g_assert_false (flight->is_dropped);
}

static void
test_drop_all (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcFlight) flight = hlc_flight_new (make_due (fixture, 1, fixture->small), fixture->owner);

  hlc_flight_table_add (fixture->table, hlc_flight_ref (flight));
  hlc_flight_table_drop_all (fixture->table);
  g_assert_true (flight->is_dropped);
  g_assert_cmpuint (hlc_flight_table_get_size (fixture->table), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/flight-table/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("per-endpoint", test_per_endpoint);
  ADD ("in-all", test_in_all);
  ADD ("bytes", test_bytes);
  ADD ("twice", test_twice);
  ADD ("drop-all", test_drop_all);

  return g_test_run ();
}
