/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-clock.h"
#include "hlc-delivery.h"
#include "hlc-operation.h"
#include "hlc-query.h"
#include "hlc-store-reader.h"
#include "hlc-store-writer.h"

G_BEGIN_DECLS

/**
 * HlcStore:
 *
 * The console's database: operations, deliveries, timelines and settings, durable before anything is
 * acknowledged. One writer thread owns the one writing connection; one reader thread serves look-ups.
 * Every public function is called on the thread that opened the store, and answers come back to its main context.
 *
 * Signals: HlcStore::changed (HlcStore *, HlcStoreChanges *) after each commit, at HLC_PRIORITY_CHANGE.
 * Properties: HlcStore:healthy, and HlcStore:set-aside (the path of a corrupt database that was replaced).
 */
#define HLC_TYPE_STORE (hlc_store_get_type ())
G_DECLARE_FINAL_TYPE (HlcStore, hlc_store, HLC, STORE, GObject)

/** HlcStoreCounts: the numbers beside the places of the window. */
typedef struct
{
  gint64 pending;
  gint64 completed;
  gint64 deliveries;
  gint64 failed_deliveries;
  gint64 pending_messages;
  gint64 failed_messages;
  gint64 failing_endpoints;
} HlcStoreCounts;

HlcStore *hlc_store_open (const char *directory, HlcClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_close (HlcStore *self);
gboolean hlc_store_get_healthy (HlcStore *self);
HlcClock *hlc_store_get_clock (HlcStore *self);
const char *hlc_store_get_set_aside (HlcStore *self);

void hlc_store_add_delivery_async (HlcStore *self,
                                   HlcDelivery *delivery,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HlcDelivery *hlc_store_add_delivery_finish (HlcStore *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

void hlc_store_get_operation_async (HlcStore *self,
                                    const char *call_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HlcOperation *hlc_store_get_operation_finish (HlcStore *self,
                                              GAsyncResult *result,
                                              GPtrArray **timeline,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_get_operation_by_id_async (HlcStore *self,
                                          gint64 id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
HlcOperation *hlc_store_get_operation_by_id_finish (HlcStore *self,
                                                    GAsyncResult *result,
                                                    GPtrArray **timeline,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_get_delivery_async (HlcStore *self,
                                   gint64 id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HlcDelivery *hlc_store_get_delivery_finish (HlcStore *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

void hlc_store_list_operations_async (HlcStore *self,
                                      const HlcOperationQuery *query,
                                      gint64 before,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *hlc_store_list_operations_finish (HlcStore *self,
                                             GAsyncResult *result,
                                             gint64 *next,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_list_deliveries_async (HlcStore *self,
                                      const HlcDeliveryQuery *query,
                                      gint64 before,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *hlc_store_list_deliveries_finish (HlcStore *self,
                                             GAsyncResult *result,
                                             gint64 *next,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

void hlc_store_read_async (HlcStore *self,
                           HlcReadUrgency urgency,
                           HlcReadFunc func,
                           GDestroyNotify result_free,
                           gpointer input,
                           GDestroyNotify input_free,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
void hlc_store_read_task (HlcStore *self,
                          GTask *task,
                          HlcReadUrgency urgency,
                          HlcReadFunc func,
                          GDestroyNotify result_free);
gpointer hlc_store_read_finish (HlcStore *self,
                                GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

void hlc_store_write_async (HlcStore *self,
                            HlcWriteFunc func,
                            GDestroyNotify result_free,
                            gpointer input,
                            GDestroyNotify input_free,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer hlc_store_write_finish (HlcStore *self,
                                 GAsyncResult *result,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_note_poll (HlcStore *self, gint64 operation);

void hlc_store_count_async (HlcStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean hlc_store_count_finish (HlcStore *self, GAsyncResult *result, HlcStoreCounts *counts, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
