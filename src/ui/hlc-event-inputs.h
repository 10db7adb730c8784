/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-form-problem.h"

G_BEGIN_DECLS

/** HlcEventInputKind: how a field is written. */
typedef enum
{
  HLC_EVENT_INPUT_LINE,
  HLC_EVENT_INPUT_TEXT, /* several lines */
} HlcEventInputKind;

/**
 * HlcEventInput:
 * @path: of the field, in the record's; a table ends with one that is %NULL
 * @title: to be translated
 * @offset: of the string in the record
 *
 * One field of a record that is written in a form.
 */
typedef struct
{
  const char *path;
  const char *title;
  gsize offset;
  HlcEventInputKind kind;
} HlcEventInput;

/**
 * HlcEventInputs:
 *
 * The rows in which the fields of a record are written, each with what is wrong with it below. Main thread.
 */
typedef struct _HlcEventInputs HlcEventInputs;

HlcEventInputs *hlc_event_inputs_new (const HlcEventInput *table,
                                      GCallback changed,
                                      GObject *object) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_inputs_free (HlcEventInputs *self);
void hlc_event_inputs_add_to_list (HlcEventInputs *self, GtkListBox *list);
void hlc_event_inputs_add_to_expander (HlcEventInputs *self, AdwExpanderRow *expander);
void hlc_event_inputs_fill (HlcEventInputs *self, gconstpointer record);
void hlc_event_inputs_write (HlcEventInputs *self, gpointer record);
GtkWidget *hlc_event_inputs_get_row (HlcEventInputs *self, guint index);
GtkWidget *hlc_event_inputs_show_problems (HlcEventInputs *self, GPtrArray *problems, const char *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEventInputs, hlc_event_inputs_free)

G_END_DECLS
