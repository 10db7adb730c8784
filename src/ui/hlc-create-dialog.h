/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcCreateDialog:
 *
 * Composes a test operation and creates it. What is wrong is said at its field, and what was typed stays.
 *
 * Signal: HlcCreateDialog::created (const char *call_id), when an operation is stored. The dialog closes itself then,
 * unless another one is to be created.
 */
#define HLC_TYPE_CREATE_DIALOG (hlc_create_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcCreateDialog, hlc_create_dialog, HLC, CREATE_DIALOG, AdwWindow)

HlcCreateDialog *hlc_create_dialog_new (HlcConsole *console) G_GNUC_WARN_UNUSED_RESULT;
void hlc_create_dialog_fill (HlcCreateDialog *self, HlcOperationForm *form);
HlcOperationForm *hlc_create_dialog_collect (HlcCreateDialog *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_create_dialog_get_is_written (HlcCreateDialog *self);
void hlc_create_dialog_set_is_written (HlcCreateDialog *self, gboolean is_written);
void hlc_create_dialog_show_problems (HlcCreateDialog *self, GPtrArray *problems);
const char *hlc_create_dialog_get_problem (HlcCreateDialog *self);

G_END_DECLS
