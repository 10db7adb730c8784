/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-decision-queue.h"

G_BEGIN_DECLS

/**
 * HlcBulkDialog:
 *
 * Shows several pending operations in full, one below the other, and decides all function calls among them with one
 * comment. Closes itself once they are handed to the queue.
 *
 * Signal: HlcBulkDialog::sent.
 */
#define HLC_TYPE_BULK_DIALOG (hlc_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcBulkDialog, hlc_bulk_dialog, HLC, BULK_DIALOG, AdwWindow)

HlcBulkDialog *hlc_bulk_dialog_new (HlcStore *store,
                                    HlcDecisionQueue *queue,
                                    GPtrArray *operations) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
