/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-failure-window.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"

struct _HlcFailureWindow
{
  AdwApplicationWindow parent_instance;

  AdwStatusPage *page;
  GtkLabel *advice;
};

G_DEFINE_FINAL_TYPE (HlcFailureWindow, hlc_failure_window, ADW_TYPE_APPLICATION_WINDOW)

static void
hlc_failure_window_class_init (HlcFailureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-failure-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcFailureWindow, page);
  gtk_widget_class_bind_template_child (widget_class, HlcFailureWindow, advice);
}

static void
hlc_failure_window_init (HlcFailureWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_failure_window_new:
 * @application: (nullable): whose window it is
 * @error: why the console could not start; %HLC_ERROR_LOCKED names who holds the data directory
 *
 * Returns: (transfer floating): a window that is not presented yet
 */
HlcFailureWindow *
hlc_failure_window_new (GtkApplication *application, const GError *error)
{
  HlcFailureWindow *self = g_object_new (HLC_TYPE_FAILURE_WINDOW, "application", application, NULL);
  g_autofree char *escaped = NULL;
  gboolean is_locked = g_error_matches (error, HLC_ERROR, HLC_ERROR_LOCKED);

  g_return_val_if_fail (error != NULL, self);

  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->page, escaped);
  if (is_locked)
    adw_status_page_set_title (self->page, _ ("The Console Is Already Running"));
  gtk_label_set_text (
      self->advice, is_locked
                        ? _ ("One process owns a data directory at a time. Stop the other one, or start this "
                             "one with --data-dir and another directory.")
                        : _ ("Nothing was changed. Mend what is named above and try again."));

  return self;
}
