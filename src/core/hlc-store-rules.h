/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-forward-rule.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/* The rules that forward received deliveries. There are few, so lists are whole. Main thread. */
void hlc_store_add_rule_async (HlcStore *self,
                               HlcForwardRule *rule,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void hlc_store_update_rule_async (HlcStore *self,
                                  HlcForwardRule *rule,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void hlc_store_release_rule_async (HlcStore *self,
                                   gint64 id,
                                   HlcRelease release,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HlcForwardRule *hlc_store_write_rule_finish (HlcStore *self,
                                             GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_remove_rule_async (HlcStore *self,
                                  gint64 id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean hlc_store_remove_rule_finish (HlcStore *self, GAsyncResult *result, GError **error);
void hlc_store_list_rules_async (HlcStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *hlc_store_list_rules_finish (HlcStore *self,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
