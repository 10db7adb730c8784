/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * StoreFixture:
 *
 * A store in a directory of its own that goes with the test, and ways to wait for what it answers.
 */
typedef struct
{
  char *directory;
  HlcClock *clock;
  HlcStore *store;
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer user_data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer user_data);
void store_fixture_reopen (StoreFixture *fixture);
void store_fixture_make_searchable (StoreFixture *fixture);

void keep_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *wait_for_result (GAsyncResult **result);

HlcDelivery *make_delivery (const char *message_id, const char *body);
HlcDelivery *make_call_delivery (const char *message_id, const char *call_id, const char *status);
HlcDelivery *store_delivery (StoreFixture *fixture, HlcDelivery *delivery, GError **error);
HlcOperation *load_operation (StoreFixture *fixture,
                              const char *call_id,
                              GPtrArray **timeline,
                              GError **error);

G_END_DECLS
