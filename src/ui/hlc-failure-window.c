/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-failure-window.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"

struct _HlcFailureWindow
{
  AdwApplicationWindow parent_instance;

  AdwStatusPage *page;
};

G_DEFINE_FINAL_TYPE (HlcFailureWindow, hlc_failure_window, ADW_TYPE_APPLICATION_WINDOW)

static void
hlc_failure_window_class_init (HlcFailureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-failure-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcFailureWindow, page);
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
  HlcFailureWindow *self = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (HLC_TYPE_FAILURE_WINDOW, "application", application, NULL);

  /* What went wrong says itself what to do next. */
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->page, escaped);
  if (g_error_matches (error, HLC_ERROR, HLC_ERROR_LOCKED))
    {
      adw_status_page_set_icon_name (self->page, "changes-prevent-symbolic");
      adw_status_page_set_title (self->page, _ ("The Console Is Already Running"));
    }

  return self;
}
