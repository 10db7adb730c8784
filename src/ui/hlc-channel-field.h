/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-form-channel.h"

G_BEGIN_DECLS

/* One field of a channel, as a row of a list. */
GtkWidget *hlc_channel_field_new (const HlcFormField *field) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_channel_field_dup_text (GtkWidget *row) G_GNUC_WARN_UNUSED_RESULT;
void hlc_channel_field_set_text (GtkWidget *row, const char *text);
void hlc_channel_field_connect (GtkWidget *row, GCallback callback, GObject *object);

G_END_DECLS
