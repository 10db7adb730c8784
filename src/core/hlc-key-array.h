/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The keys of a list: a GArray of gint64 that ascends, so that what is new is appended. Eight bytes a row. */
GArray *hlc_key_array_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_key_array_find (GArray *keys, gint64 key, guint *index);
void hlc_key_array_add_older (GArray *keys, GArray *older, guint first, guint count);

G_END_DECLS
