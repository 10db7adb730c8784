/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * HlcPayloadView:
 *
 * A received text, read only: laid out for reading, with deceptive characters made visible and secrets masked. What
 * is copied from it is the text as it came. Large texts are laid out on a worker thread. Main thread.
 */
#define HLC_TYPE_PAYLOAD_VIEW (hlc_payload_view_get_type ())
G_DECLARE_FINAL_TYPE (HlcPayloadView, hlc_payload_view, HLC, PAYLOAD_VIEW, AdwBin)

GtkWidget *hlc_payload_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_payload_view_set_empty_text (HlcPayloadView *self, const char *title, const char *description);
void hlc_payload_view_set_payload (HlcPayloadView *self, GBytes *payload);
void hlc_payload_view_unfold (HlcPayloadView *self);
char *hlc_payload_view_dup_text (HlcPayloadView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
