/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-agent-key.h"
#include "hlc-api.h"

G_BEGIN_DECLS

/**
 * HlcApiKeyStore:
 * @list: returns (transfer full) (element-type HlcAgentKey) every key that agents may use now, those that are kept
 *   first and their number in @n_kept; the others are of this run only
 * @add: makes a key and returns it (transfer full), or %NULL with %HLC_ERROR_ARGUMENT or %HLC_ERROR_CONFLICT
 * @remove: revokes a kept key, or returns %FALSE with %HLC_ERROR_NOT_FOUND or %HLC_ERROR_CONFLICT
 *
 * Who keeps the agent keys that `/console/v1/keys` shows, makes and revokes. Main thread.
 */
typedef struct
{
  GPtrArray *(*list) (gpointer user_data, guint *n_kept);
  HlcAgentKey *(*add) (gpointer user_data, const char *name, HlcKeyScope scope, GError **error);
  gboolean (*remove) (gpointer user_data, const char *name, GError **error);
} HlcApiKeyStore;

void hlc_api_set_key_store (HlcApi *self, const HlcApiKeyStore *store, gpointer user_data);

G_END_DECLS
