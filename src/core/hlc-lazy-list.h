/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-query.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcLazyList:
 *
 * A #GListModel over a query of the store, newest first, that holds eight bytes a row and reads a row's columns
 * only when it is asked for. It follows the store's changes by the smallest ranges. Main thread.
 *
 * Properties: HlcLazyList:n-items; HlcLazyList:loading (the ids of a new query are being read; the previous ones
 * stay until then); HlcLazyList:error (nullable).
 */
#define HLC_TYPE_LAZY_LIST (hlc_lazy_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcLazyList, hlc_lazy_list, HLC, LAZY_LIST, GObject)

HlcLazyList *hlc_lazy_list_new_operations (HlcStore *store,
                                           const HlcOperationQuery *query) G_GNUC_WARN_UNUSED_RESULT;
HlcLazyList *hlc_lazy_list_new_deliveries (HlcStore *store,
                                           const HlcDeliveryQuery *query) G_GNUC_WARN_UNUSED_RESULT;
HlcLazyList *hlc_lazy_list_new_messages (HlcStore *store,
                                         const HlcMessageQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void hlc_lazy_list_set_operation_query (HlcLazyList *self, const HlcOperationQuery *query);
void hlc_lazy_list_set_delivery_query (HlcLazyList *self, const HlcDeliveryQuery *query);
void hlc_lazy_list_set_message_query (HlcLazyList *self, const HlcMessageQuery *query);
gboolean hlc_lazy_list_get_loading (HlcLazyList *self);
const char *hlc_lazy_list_get_error (HlcLazyList *self);
gint64 hlc_lazy_list_get_key (HlcLazyList *self, guint position);
gboolean hlc_lazy_list_find_key (HlcLazyList *self, gint64 key, guint *position);
void hlc_lazy_list_retry (HlcLazyList *self);

G_END_DECLS
