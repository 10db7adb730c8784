/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcFactFlags:
 * @HLC_FACT_MONOSPACE: the value is text for machines
 * @HLC_FACT_COPY: with a button that copies the value
 * @HLC_FACT_ABOVE: the name stands above the value, not beside it
 * @HLC_FACT_DIM: the value stands for the lack of one
 */
typedef enum
{
  HLC_FACT_PLAIN = 0,
  HLC_FACT_MONOSPACE = 1 << 0,
  HLC_FACT_COPY = 1 << 1,
  HLC_FACT_ABOVE = 1 << 2,
  HLC_FACT_DIM = 1 << 3,
} HlcFactFlags;

/**
 * HlcFactRow:
 *
 * A name and a value in a boxed list. Both may be text from outside: neither is markup, and deceptive characters are
 * visible. A value that is too long for a label is folded: it is in a view of its own, which unfolds.
 */
#define HLC_TYPE_FACT_ROW (hlc_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcFactRow, hlc_fact_row, HLC, FACT_ROW, GtkListBoxRow)

GtkWidget *hlc_fact_row_new (const char *name, const char *value, gssize length, HlcFactFlags flags)
    G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_fact_row_get_name (HlcFactRow *self);
const char *hlc_fact_row_get_value (HlcFactRow *self);
void hlc_fact_row_set_copy_text (HlcFactRow *self, const char *text);

gboolean hlc_fact_row_get_is_folded (HlcFactRow *self);
void hlc_fact_row_unfold (HlcFactRow *self);

gboolean hlc_fact_list_get_is_folded (GtkListBox *list);
void hlc_fact_list_unfold (GtkListBox *list);
void hlc_fact_list_clear (GtkListBox *list);
void hlc_fact_list_append (GtkListBox *list, const char *name, const char *value, HlcFactFlags flags);

G_END_DECLS
