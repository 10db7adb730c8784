/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "fake-vault.h"
#include "hlc-dispatcher.h"
#include "hlc-outbox-fixture.h"
#include "raw-client.h"
#include "raw-server.h"

G_BEGIN_DECLS

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER_SECRET "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

#define N_WAITING "SELECT count(*) FROM attempt WHERE state = 0"
#define N_SUCCEEDED "SELECT count(*) FROM attempt WHERE state = 1"
#define N_FAILED "SELECT count(*) FROM attempt WHERE state = 2"

/**
 * DispatcherFixture:
 * @handler: of the endpoint ep_a, whose secret is SECRET
 *
 * A dispatcher that is not started, over a store of its own, and a handler to send to.
 */
typedef struct
{
  StoreFixture base;
  FakeVault *vault;
  HlcDispatcher *dispatcher;
  RawServer *handler;
} DispatcherFixture;

void dispatcher_set_up (DispatcherFixture *fixture, gconstpointer user_data);
void dispatcher_tear_down (DispatcherFixture *fixture, gconstpointer user_data);
void dispatcher_restart (DispatcherFixture *fixture);
void add_endpoint_at (DispatcherFixture *fixture, const char *endpoint_id, RawServer *handler);
void approve_calls (DispatcherFixture *fixture, const char *prefix, guint n_calls);
void advance (DispatcherFixture *fixture, gint64 microseconds);

void wait_for_requests (RawServer *server, guint n_requests);
void wait_for_number (DispatcherFixture *fixture, const char *query, gint64 number);
void wait_for_rest (DispatcherFixture *fixture);
void let_it_look (DispatcherFixture *fixture);

char *dup_header (RawServer *server, guint index, const char *name);
gboolean verifies (DispatcherFixture *fixture, RawServer *server, guint index, const char *secret_text);

G_END_DECLS
