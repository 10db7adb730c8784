/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-template.h"

G_BEGIN_DECLS

/**
 * HlcTemplateSheet:
 *
 * A template of several operations: its values, the steps that become of them with their ids, and one button that
 * creates all or none. Ids that exist already are said beforehand.
 *
 * Signal: HlcTemplateSheet::created (const char *call_id): all are stored; that is the first. The sheet closes itself.
 */
#define HLC_TYPE_TEMPLATE_SHEET (hlc_template_sheet_get_type ())
G_DECLARE_FINAL_TYPE (HlcTemplateSheet, hlc_template_sheet, HLC, TEMPLATE_SHEET, AdwWindow)

HlcTemplateSheet *hlc_template_sheet_new (HlcConsole *console,
                                          HlcTemplate *template) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_template_sheet_get_problem (HlcTemplateSheet *self);

G_END_DECLS
