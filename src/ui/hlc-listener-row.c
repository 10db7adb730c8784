/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-listener-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-left-to-right.h"

struct _HlcListenerRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *status;
  GtkLabel *error;
  GtkButton *button;
};

enum
{
  SIGNAL_USE_ANOTHER_PORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcListenerRow, hlc_listener_row, GTK_TYPE_WIDGET)

static void
clicked_cb (HlcListenerRow *self)
{
  g_signal_emit (self, signals[SIGNAL_USE_ANOTHER_PORT], 0);
}

static void
hlc_listener_row_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (object), HLC_TYPE_LISTENER_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (hlc_listener_row_parent_class)->dispose (object);
}

static void
hlc_listener_row_class_init (HlcListenerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_listener_row_dispose;

  signals[SIGNAL_USE_ANOTHER_PORT] = g_signal_new ("use-another-port", HLC_TYPE_LISTENER_ROW,
                                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-listener-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcListenerRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcListenerRow, title);
  gtk_widget_class_bind_template_child (widget_class, HlcListenerRow, status);
  gtk_widget_class_bind_template_child (widget_class, HlcListenerRow, error);
  gtk_widget_class_bind_template_child (widget_class, HlcListenerRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
hlc_listener_row_init (HlcListenerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_left_to_right_value (self->status);
}

/**
 * hlc_listener_row_set_status:
 * @title: what listens
 * @port: where; 0 while it does not
 * @error: (nullable): why it does not, and what to do
 */
void
hlc_listener_row_set_status (HlcListenerRow *self, const char *title, guint port, const char *error)
{
  const char *classes[] = { error != NULL ? "error" : port != 0 ? "success" : "dim-label", NULL };
  g_autofree char *where = g_strdup_printf (":%u", port);
  const char *icon_name = port != 0 ? "hlc-dot-symbolic" : "hlc-dot-open-symbolic";

  g_return_if_fail (HLC_IS_LISTENER_ROW (self));

  gtk_image_set_from_icon_name (self->icon, error != NULL ? "dialog-warning-symbolic" : icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->status, port != 0       ? where
                                     : error != NULL ? C_ ("listener", "Not open")
                                                     : C_ ("listener", "Off"));
  gtk_label_set_label (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button), error != NULL);
}
