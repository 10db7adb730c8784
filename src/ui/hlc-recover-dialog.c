/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-recover-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-presentation.h"
#include "hlc-since.h"
#include "hlc-time-words.h"
#include "hlc-told-entries.h"

static const struct
{
  gint64 span;
  const char *words;
} SPANS[] = {
  { G_TIME_SPAN_HOUR, N_ ("1 hour ago") },
  { G_TIME_SPAN_DAY, N_ ("24 hours ago") },
  { 7 * G_TIME_SPAN_DAY, N_ ("7 days ago") },
};

struct _HlcRecoverDialog
{
  AdwWindow parent_instance;

  AdwComboRow *since_row;
  GtkStringList *choices;
  AdwEntryRow *time_row;
  GtkLabel *hint;

  GArray *times; /* (owned) (element-type gint64): of the choices, which end with another time */
  gint64 now;
};

enum
{
  SIGNAL_RECOVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcRecoverDialog, hlc_recover_dialog, ADW_TYPE_WINDOW)

static void
hlc_recover_dialog_update (HlcRecoverDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->time_row));
  gboolean is_another = adw_combo_row_get_selected (self->since_row) >= self->times->len;
  gint64 since = 0;
  gboolean is_known = hlc_recover_dialog_get_since (self, &since);
  g_autofree char *time = is_known ? hlc_present_absolute_time (since) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->time_row), is_another);
  if (is_known || *text == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->time_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->time_row), "error");
  gtk_label_set_text (self->hint, is_known ? time : _ ("Write how long ago, or a date and time"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recover.recover", is_known);
}

static void
update_cb (HlcRecoverDialog *self)
{
  if (self->now != 0)
    hlc_recover_dialog_update (self);
}

static void
recover_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 since = 0;

  if (hlc_recover_dialog_get_since (HLC_RECOVER_DIALOG (widget), &since))
    g_signal_emit (widget, signals[SIGNAL_RECOVER], 0, since);
}

static void
hlc_recover_dialog_add (HlcRecoverDialog *self, const char *words, gint64 time)
{
  gtk_string_list_append (self->choices, words);
  g_array_append_val (self->times, time);
}

static void
hlc_recover_dialog_fill (HlcRecoverDialog *self, HlcEndpoint *endpoint)
{
  if (endpoint->failing_since != 0)
    {
      g_autofree char *span = hlc_words_span (self->now - endpoint->failing_since);
      /* Translators: %s is a span of time, as in "2 h". */
      g_autofree char *words = g_strdup_printf (_ ("It began to fail, %s ago"), span);

      hlc_recover_dialog_add (self, words, endpoint->failing_since);
    }
  for (guint i = 0; i < G_N_ELEMENTS (SPANS); i++)
    hlc_recover_dialog_add (self, _ (SPANS[i].words), self->now - SPANS[i].span);
  gtk_string_list_append (self->choices, _ ("Another time…"));
}

static void
hlc_recover_dialog_finalize (GObject *object)
{
  g_clear_pointer (&HLC_RECOVER_DIALOG (object)->times, g_array_unref);

  G_OBJECT_CLASS (hlc_recover_dialog_parent_class)->finalize (object);
}

static void
hlc_recover_dialog_class_init (HlcRecoverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_recover_dialog_finalize;

  signals[SIGNAL_RECOVER] = g_signal_new ("recover", HLC_TYPE_RECOVER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "recover.recover", NULL, recover_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-recover-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRecoverDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRecoverDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, HlcRecoverDialog, time_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRecoverDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
hlc_recover_dialog_init (HlcRecoverDialog *self)
{
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
}

/**
 * hlc_recover_dialog_new:
 * @endpoint: where to
 * @now: microseconds since the epoch
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcRecoverDialog *
hlc_recover_dialog_new (HlcEndpoint *endpoint, gint64 now)
{
  HlcRecoverDialog *self = NULL;

  g_return_val_if_fail (endpoint != NULL && now > 0, NULL);

  self = g_object_new (HLC_TYPE_RECOVER_DIALOG, NULL);
  self->now = now;
  hlc_recover_dialog_fill (self, endpoint);
  hlc_recover_dialog_update (self);

  return self;
}

/**
 * hlc_recover_dialog_get_since:
 * @since: (out): microseconds since the epoch
 *
 * Returns: whether a time is chosen or written
 */
gboolean
hlc_recover_dialog_get_since (HlcRecoverDialog *self, gint64 *since)
{
  g_autofree char *text = NULL;
  guint selected = 0;

  g_return_val_if_fail (HLC_IS_RECOVER_DIALOG (self), FALSE);

  selected = adw_combo_row_get_selected (self->since_row);
  if (selected < self->times->len)
    {
      *since = g_array_index (self->times, gint64, selected);
      return TRUE;
    }

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->time_row))));

  return hlc_since_parse (text, self->now, since);
}

/**
 * hlc_recover_dialog_enter:
 * @text: another time, as a user would write it
 */
void
hlc_recover_dialog_enter (HlcRecoverDialog *self, const char *text)
{
  g_return_if_fail (HLC_IS_RECOVER_DIALOG (self));

  adw_combo_row_set_selected (self->since_row, self->times->len);
  gtk_editable_set_text (GTK_EDITABLE (self->time_row), text);
}
