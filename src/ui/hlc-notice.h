/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-presentation.h"

G_BEGIN_DECLS

/**
 * HlcNotice:
 *
 * A coloured card that says what is the matter: an icon, a heading and sentences. Hidden until it has something to
 * say. Its texts are not markup.
 */
#define HLC_TYPE_NOTICE (hlc_notice_get_type ())
G_DECLARE_FINAL_TYPE (HlcNotice, hlc_notice, HLC, NOTICE, GtkWidget)

void hlc_notice_say (HlcNotice *self, const HlcAppearance *appearance, const char *text);
void hlc_notice_announce (HlcNotice *self);
void hlc_notice_warn (HlcNotice *self, const HlcAppearance *appearance, const char *text);
void hlc_notice_show_problem (HlcNotice *self, const char *heading, const char *problem);
void hlc_notice_set_problem (HlcNotice *self, const char *heading, const char *problem);
void hlc_notice_hush (HlcNotice *self);
const char *hlc_notice_get_text (HlcNotice *self);

G_END_DECLS
