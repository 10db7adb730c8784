/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"
#include "hlc-store-writer.h"

G_BEGIN_DECLS

/** What is kept of refused deliveries: a flood through a tunnel must not fill the disk. */
#define HLC_MAX_REJECTED_DELIVERIES 1000
#define HLC_MAX_REJECTED_BYTES (64 * 1024 * 1024)

gboolean hlc_store_deliver (HlcSql *sql, HlcDelivery *delivery, HlcStoreChanges *changes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
