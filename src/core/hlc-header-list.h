/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcHeaderList HlcHeaderList;

/*
 * The headers of a request or an answer, in the order and the spelling in which they came; names repeat.
 * Reference counted; not changed after it is shared, so any thread may read it.
 */
HlcHeaderList *hlc_header_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderList *hlc_header_list_ref (HlcHeaderList *self);
void hlc_header_list_unref (HlcHeaderList *self);
void hlc_header_list_append (HlcHeaderList *self, const char *name, const char *value);
guint hlc_header_list_get_length (HlcHeaderList *self);
const char *hlc_header_list_get_name (HlcHeaderList *self, guint index);
const char *hlc_header_list_get_value (HlcHeaderList *self, guint index);
const char *hlc_header_list_lookup (HlcHeaderList *self, const char *name);
guint hlc_header_list_count (HlcHeaderList *self, const char *name);
gboolean hlc_header_is_secret (const char *name);
GBytes *hlc_header_list_to_json (HlcHeaderList *self) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderList *hlc_header_list_from_json (GBytes *json) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcHeaderList, hlc_header_list_unref)

G_END_DECLS
