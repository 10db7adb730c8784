/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-flight.h"

G_BEGIN_DECLS

/** How many attempts one endpoint may have under way, and all together. Those to URLs of their own are one endpoint. */
#define HLC_FLIGHTS_PER_ENDPOINT 8
#define HLC_FLIGHTS_IN_ALL 64

/**
 * The last places, and all above so many bytes of bodies, are for endpoints that have nothing under way: so it takes many
 * dead ones to hold up another.
 */
#define HLC_FLIGHTS_SPARE 16
#define HLC_FLIGHTS_MAX_BYTES (64 * 1024 * 1024)

/**
 * HlcFlightTable:
 *
 * What is under way, and whether there is a place for more. One thread.
 */
typedef struct _HlcFlightTable HlcFlightTable;

HlcFlightTable *hlc_flight_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_flight_table_free (HlcFlightTable *self);
guint hlc_flight_table_get_size (HlcFlightTable *self);
gboolean hlc_flight_table_is_full (HlcFlightTable *self);
gboolean hlc_flight_table_has_results (HlcFlightTable *self);
gboolean hlc_flight_table_may_add (HlcFlightTable *self, const HlcDueAttempt *due);
void hlc_flight_table_add (HlcFlightTable *self, HlcFlight *flight);
void hlc_flight_table_remove (HlcFlightTable *self, HlcFlight *flight);
void hlc_flight_table_drop_all (HlcFlightTable *self);
GArray *hlc_flight_table_dup_attempts (HlcFlightTable *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcFlightTable, hlc_flight_table_free)

G_END_DECLS
