/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store-endpoints.h"
#include "hlc-store-fixture.h"
#include "hlc-store-outbox.h"
#include "hlc-store-rules.h"

G_BEGIN_DECLS

/* What tests of the outbox do to a store: each waits for its answer, and fails the test where that is an error. */
HlcEndpoint *add_endpoint (StoreFixture *fixture, const char *endpoint_id);
HlcEndpoint *get_endpoint (StoreFixture *fixture, const char *endpoint_id);
HlcEndpoint *update_endpoint (StoreFixture *fixture, HlcEndpoint *endpoint);
void set_endpoint_enabled (StoreFixture *fixture, const char *endpoint_id, gboolean enabled);
void remove_endpoint (StoreFixture *fixture, const char *endpoint_id);
HlcForwardRule *add_rule (StoreFixture *fixture, const char *endpoint_id, gboolean ordered);
HlcForwardRule *get_rule (StoreFixture *fixture, gint64 id);

HlcOperation *create_call (StoreFixture *fixture, const char *call_id, const char *spec);
void decide_call (StoreFixture *fixture, const char *call_id, const char *spec);
void approve_call (StoreFixture *fixture, const char *call_id);

HlcOutbox *look_at_outbox (StoreFixture *fixture, guint per_endpoint, GArray *under_way);
void assert_due (StoreFixture *fixture, const char *expected);
gint64 find_due (StoreFixture *fixture, const char *name);
HlcAttempt *record (StoreFixture *fixture, gint64 attempt, HlcFailure failure, guint http_status);
HlcAttempt *record_result (StoreFixture *fixture,
                           gint64 attempt,
                           HlcAttemptResult *result,
                           double time_scale);
HlcAttemptResult *make_result (StoreFixture *fixture, HlcFailure failure, guint http_status);

HlcStoreCounts count (StoreFixture *fixture);
gint64 read_number (StoreFixture *fixture, const char *query);
char *dup_timeline (StoreFixture *fixture, const char *call_id);

G_END_DECLS
