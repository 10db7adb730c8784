/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-payload-view.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "hlc-code-colors.h"
#include "hlc-left-to-right.h"
#include "hlc-payload-layout.h"
#include "hlc-presentation.h"

/* Above this, layout happens on a worker thread and nothing is highlighted. Bytes. */
#define LARGE_PAYLOAD (256 * 1024)

/* Up to this, a text is laid out in its whole height when it is unfolded; a longer one scrolls in a high view. */
#define MAX_WHOLE (64 * 1024)
#define UNFOLDED_HEIGHT 640

struct _HlcPayloadView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkSpinner *spinner;
  GtkScrolledWindow *scrolled_window;
  GtkSourceView *view;
  GtkWidget *tools;
  GtkSourceBuffer *buffer;
  GtkLabel *size;
  AdwStatusPage *empty_page;

  GBytes *payload;           /* (owned) (nullable) */
  GBytes *masked;            /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the layout that is under way */
};

G_DEFINE_FINAL_TYPE (HlcPayloadView, hlc_payload_view, ADW_TYPE_BIN)

static void
hlc_payload_view_show (HlcPayloadView *self, HlcPayloadLayout *layout)
{
  g_autofree char *size = hlc_present_size (g_bytes_get_size (self->payload));
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  GtkTextIter start;

  gtk_source_buffer_set_language (
      self->buffer, layout->is_json ? gtk_source_language_manager_get_language (languages, "json") : NULL);
  gtk_source_buffer_set_highlight_syntax (self->buffer, g_bytes_get_size (self->payload) <= LARGE_PAYLOAD);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), layout->text, -1);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_label_set_label (self->size, size);

  g_clear_pointer (&self->masked, g_bytes_unref);
  self->masked = g_bytes_ref (layout->masked);
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "text");
}

static void
lay_out_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, hlc_payload_layout_new (task_data), (GDestroyNotify) hlc_payload_layout_free);
}

static void
laid_out_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcPayloadView) self = user_data;
  g_autoptr (HlcPayloadLayout) layout = g_task_propagate_pointer (G_TASK (result), NULL);

  if (layout != NULL)
    hlc_payload_view_show (self, layout);
}

static void
hlc_payload_view_lay_out (HlcPayloadView *self)
{
  g_autoptr (GTask) task = NULL;

  if (g_bytes_get_size (self->payload) <= LARGE_PAYLOAD)
    {
      g_autoptr (HlcPayloadLayout) layout = hlc_payload_layout_new (self->payload);

      hlc_payload_view_show (self, layout);
      return;
    }

  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  /* The thread may drop the task last, and a widget must not die there: the callback holds it. */
  task = g_task_new (NULL, self->cancellable, laid_out_cb, g_object_ref (self));
  g_task_set_source_tag (task, hlc_payload_view_lay_out);
  g_task_set_task_data (task, g_bytes_ref (self->payload), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, lay_out_in_thread);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcPayloadView *self = HLC_PAYLOAD_VIEW (widget);
  gsize length = 0;
  const char *text = self->masked != NULL ? g_bytes_get_data (self->masked, &length) : NULL;
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, (gssize) length) : NULL;

  if (valid == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), valid);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Copied"));
}

static void
hlc_payload_view_dispose (GObject *object)
{
  HlcPayloadView *self = HLC_PAYLOAD_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->masked, g_bytes_unref);

  G_OBJECT_CLASS (hlc_payload_view_parent_class)->dispose (object);
}

static void
hlc_payload_view_class_init (HlcPayloadViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_payload_view_dispose;

  gtk_widget_class_install_action (widget_class, "payload.copy", NULL, copy_action);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-payload-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, spinner);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, view);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, tools);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, buffer);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, size);
  gtk_widget_class_bind_template_child (widget_class, HlcPayloadView, empty_page);
}

static void
hlc_payload_view_init (HlcPayloadView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_left_to_right_code (GTK_WIDGET (self->view));
  /* Where lines end, not where they begin. */
  gtk_widget_set_halign (self->tools, gtk_widget_get_direction (self->tools) == GTK_TEXT_DIR_RTL
                                          ? GTK_ALIGN_START
                                          : GTK_ALIGN_END);

  gtk_stack_set_visible_child_name (self->stack, "empty");
  hlc_code_colors_follow (self->buffer);
}

/** hlc_payload_view_new: Returns: (transfer floating): a view of nothing */
GtkWidget *
hlc_payload_view_new (void)
{
  return g_object_new (HLC_TYPE_PAYLOAD_VIEW, NULL);
}

/**
 * hlc_payload_view_set_empty_text:
 * @title: translated text, shown while there is no payload
 * @description: translated text, likewise
 */
void
hlc_payload_view_set_empty_text (HlcPayloadView *self, const char *title, const char *description)
{
  g_return_if_fail (HLC_IS_PAYLOAD_VIEW (self));

  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
}

/**
 * hlc_payload_view_set_payload:
 * @payload: (nullable): any bytes
 *
 * Shows another text; one that is equal to the text that is shown changes nothing, so the reader's place is kept.
 */
void
hlc_payload_view_set_payload (HlcPayloadView *self, GBytes *payload)
{
  g_return_if_fail (HLC_IS_PAYLOAD_VIEW (self));

  if (payload == self->payload ||
      (payload != NULL && self->payload != NULL && g_bytes_equal (payload, self->payload)))
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->masked, g_bytes_unref);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), "", 0);

  if (payload == NULL || g_bytes_get_size (payload) == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  self->payload = g_bytes_ref (payload);
  hlc_payload_view_lay_out (self);
}

/**
 * hlc_payload_view_unfold:
 *
 * Takes as much room as the text needs, as far as a text view can lay it out without being felt.
 */
void
hlc_payload_view_unfold (HlcPayloadView *self)
{
  g_return_if_fail (HLC_IS_PAYLOAD_VIEW (self));

  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  if (self->payload == NULL || g_bytes_get_size (self->payload) <= MAX_WHOLE)
    gtk_scrolled_window_set_policy (self->scrolled_window, GTK_POLICY_NEVER, GTK_POLICY_NEVER);
  else
    gtk_widget_set_size_request (GTK_WIDGET (self), -1, UNFOLDED_HEIGHT);
}

/** hlc_payload_view_dup_text: Returns: (transfer full): what is shown */
char *
hlc_payload_view_dup_text (HlcPayloadView *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (HLC_IS_PAYLOAD_VIEW (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);

  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}
