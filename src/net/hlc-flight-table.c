/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-flight-table.h"

/* Few enough to be counted each time. */
struct _HlcFlightTable
{
  GHashTable *flights; /* (owned) (element-type gint64 HlcFlight): by attempt */
};

HlcFlightTable *
hlc_flight_table_new (void)
{
  HlcFlightTable *self = g_new0 (HlcFlightTable, 1);

  self->flights =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) hlc_flight_unref);

  return self;
}

void
hlc_flight_table_free (HlcFlightTable *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->flights);
  g_free (self);
}

guint
hlc_flight_table_get_size (HlcFlightTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->flights);
}

gboolean
hlc_flight_table_is_full (HlcFlightTable *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return g_hash_table_size (self->flights) >= HLC_FLIGHTS_IN_ALL;
}

/**
 * hlc_flight_table_has_results:
 *
 * Returns: whether an outcome is known that is not recorded yet
 */
gboolean
hlc_flight_table_has_results (HlcFlightTable *self)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  g_hash_table_iter_init (&iter, self->flights);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((HlcFlight *) value)->result != NULL)
      return TRUE;

  return FALSE;
}

/**
 * hlc_flight_table_may_add:
 *
 * Returns: whether there is a place for an attempt, and it is not under way
 */
gboolean
hlc_flight_table_may_add (HlcFlightTable *self, const HlcDueAttempt *due)
{
  gint64 endpoint = 0;
  gsize n_bytes = 0;
  guint n_there = 0;
  guint n_all = 0;
  GHashTableIter iter;
  gpointer value = NULL;

  g_return_val_if_fail (self != NULL && due != NULL, FALSE);

  if (g_hash_table_contains (self->flights, &due->attempt->id))
    return FALSE;

  endpoint = due->endpoint != NULL ? due->endpoint->id : 0;
  n_bytes = due->body != NULL ? g_bytes_get_size (due->body) : 0;
  n_all = g_hash_table_size (self->flights);
  g_hash_table_iter_init (&iter, self->flights);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HlcFlight *flight = value;

      n_there += flight->endpoint == endpoint;
      n_bytes += flight->n_bytes;
    }

  if (n_there == 0)
    return n_all < HLC_FLIGHTS_IN_ALL;

  return n_there < HLC_FLIGHTS_PER_ENDPOINT && n_all < HLC_FLIGHTS_IN_ALL - HLC_FLIGHTS_SPARE &&
         n_bytes <= HLC_FLIGHTS_MAX_BYTES;
}

/**
 * hlc_flight_table_add:
 * @flight: (transfer full): of an attempt that is not in the table
 */
void
hlc_flight_table_add (HlcFlightTable *self, HlcFlight *flight)
{
  g_return_if_fail (self != NULL && flight != NULL);

  g_hash_table_insert (self->flights, &flight->attempt, flight);
}

void
hlc_flight_table_remove (HlcFlightTable *self, HlcFlight *flight)
{
  g_return_if_fail (self != NULL && flight != NULL);

  g_hash_table_remove (self->flights, &flight->attempt);
}

/**
 * hlc_flight_table_drop_all:
 *
 * Empties the table. Whoever holds a flight still sees that it is dropped.
 */
void
hlc_flight_table_drop_all (HlcFlightTable *self)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (&iter, self->flights);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((HlcFlight *) value)->is_dropped = TRUE;
  g_hash_table_remove_all (self->flights);
}

/**
 * hlc_flight_table_dup_attempts:
 *
 * Returns: (transfer full) (element-type gint64): row ids of the attempts that are under way
 */
GArray *
hlc_flight_table_dup_attempts (HlcFlightTable *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id = NULL;

  g_return_val_if_fail (self != NULL, ids);

  g_hash_table_iter_init (&iter, self->flights);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);

  return ids;
}
