/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcTextTable HlcTextTable;

/*
 * A table for a terminal: columns aligned by the cells that their characters take, cut to the terminal's width,
 * with every deceptive or control character made visible. One thread at a time.
 */
HlcTextTable *hlc_text_table_new (const char *const *titles) G_GNUC_WARN_UNUSED_RESULT;
void hlc_text_table_free (HlcTextTable *self);
void hlc_text_table_keep_whole (HlcTextTable *self, guint column);
void hlc_text_table_add_row (HlcTextTable *self, const char *const *cells);
guint hlc_text_table_get_n_rows (HlcTextTable *self);
char *hlc_text_table_format (HlcTextTable *self, guint width) G_GNUC_WARN_UNUSED_RESULT;

guint hlc_text_count_cells (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTextTable, hlc_text_table_free)

G_END_DECLS
