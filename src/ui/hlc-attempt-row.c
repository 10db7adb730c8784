/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-attempt-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-duration-bar.h"
#include "hlc-fact-row.h"
#include "hlc-message-words.h"
#include "hlc-payload-view.h"
#include "hlc-post.h"
#include "hlc-store-messages.h"

/* A longer body scrolls in a view of its own. Bytes; pixels. */
#define MAX_WHOLE_BODY 2000
#define BODY_HEIGHT 260

struct _HlcAttemptRow
{
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  AdwBin *duration_slot;
  HlcDurationBar *duration;

  HlcStore *store;           /* (owned) */
  HlcTicker *ticker;         /* (owned) */
  HlcAttempt *attempt;       /* (owned) */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): what is unfolded */
  GCancellable *cancellable; /* (owned) (nullable): of the reading that is under way */
  gboolean has_details;
  gboolean holds_seconds;
};

G_DEFINE_FINAL_TYPE (HlcAttemptRow, hlc_attempt_row, ADW_TYPE_EXPANDER_ROW)

static void
hlc_attempt_row_update_title (HlcAttemptRow *self)
{
  HlcAttempt *attempt = self->attempt;
  g_autofree char *outcome = hlc_words_attempt_outcome (attempt, hlc_ticker_get_now (self->ticker));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), outcome);
}

static void
hlc_attempt_row_update_subtitle (HlcAttemptRow *self)
{
  HlcAttempt *attempt = self->attempt;
  g_autofree char *number = g_strdup_printf (_ ("Attempt %u"), attempt->number);
  g_autofree char *started =
      hlc_present_relative_time (attempt->started_at, hlc_ticker_get_now (self->ticker));
  g_autofree char *line = *started != '\0' ? g_strjoin (" · ", number, started, NULL) : g_strdup (number);
  g_autofree char *error = hlc_words_attempt_error (attempt);
  g_autofree char *subtitle = g_strjoin ("\n", line, *error != '\0' ? error : NULL, NULL);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

/* Seconds are counted only while somebody sees them. */
static void
hlc_attempt_row_update_seconds (HlcAttemptRow *self)
{
  gboolean holds = self->attempt != NULL && self->attempt->state == HLC_ATTEMPT_WAITING &&
                   gtk_widget_get_mapped (GTK_WIDGET (self));

  if (holds && !self->holds_seconds)
    hlc_ticker_hold_seconds (self->ticker);
  else if (!holds && self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = holds;
}

static void
second_cb (HlcAttemptRow *self)
{
  if (self->holds_seconds)
    hlc_attempt_row_update_title (self);
}

static void
hlc_attempt_row_clear (HlcAttemptRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
hlc_attempt_row_add_row (HlcAttemptRow *self, GtkWidget *row)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
hlc_attempt_row_add_fact (HlcAttemptRow *self, const char *name, const char *value, HlcFactFlags flags)
{
  if (value != NULL && *value != '\0')
    hlc_attempt_row_add_row (self, hlc_fact_row_new (name, value, -1, flags));
}

static char *
dup_header_lines (HlcHeaderList *headers)
{
  guint n_headers = headers != NULL ? hlc_header_list_get_length (headers) : 0;
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < n_headers; i++)
    g_string_append_printf (lines, "%s%s: %s", i > 0 ? "\n" : "", hlc_header_list_get_name (headers, i),
                            hlc_header_list_get_value (headers, i));

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static void
hlc_attempt_row_add_headers (HlcAttemptRow *self, const char *name, HlcHeaderList *headers)
{
  g_autofree char *lines = dup_header_lines (headers);

  hlc_attempt_row_add_fact (self, name, lines, HLC_FACT_ABOVE | HLC_FACT_MONOSPACE | HLC_FACT_COPY);
}

static void
hlc_attempt_row_add_body (HlcAttemptRow *self, GBytes *body, gboolean is_truncated)
{
  const char *heading = is_truncated ? _ ("Response body: more came than is kept") : _ ("Response body");
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *view = hlc_payload_view_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (view), body);
  if (g_bytes_get_size (body) <= MAX_WHOLE_BODY)
    hlc_payload_view_unfold (HLC_PAYLOAD_VIEW (view));
  else
    gtk_widget_set_size_request (view, -1, BODY_HEIGHT);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "fact-row");
  hlc_attempt_row_add_row (self, row);
}

static void
hlc_attempt_row_show_details (HlcAttemptRow *self, HlcAttempt *attempt)
{
  g_autofree char *due = hlc_present_absolute_time (attempt->due_at);
  g_autofree char *started = hlc_present_absolute_time (attempt->started_at);
  g_autofree char *next = hlc_present_absolute_time (attempt->next_at);
  gboolean has_body = attempt->response_body != NULL && g_bytes_get_size (attempt->response_body) > 0;
  gboolean is_answered = attempt->http_status != 0;

  hlc_attempt_row_clear (self);
  if (attempt->state == HLC_ATTEMPT_WAITING)
    /* Translators: when an attempt is to be made. */
    hlc_attempt_row_add_fact (self, _ ("Due"), due, HLC_FACT_PLAIN);
  /* Translators: the label of when an attempt was made. */
  hlc_attempt_row_add_fact (self, _ ("Sent"), started, HLC_FACT_PLAIN);
  hlc_attempt_row_add_fact (self, _ ("Address used"), attempt->address, HLC_FACT_MONOSPACE);
  /* Translators: the label of why an attempt was made, as "Sent again by hand". */
  hlc_attempt_row_add_fact (self, _ ("Why"), hlc_words_trigger (attempt->trigger), HLC_FACT_PLAIN);
  hlc_attempt_row_add_fact (self, _ ("Signature"), hlc_words_sign_mode (attempt->sign_mode), HLC_FACT_PLAIN);
  hlc_attempt_row_add_fact (self, _ ("Next attempt"), next, HLC_FACT_PLAIN);
  hlc_attempt_row_add_headers (self, _ ("Request headers"), attempt->request_headers);
  hlc_attempt_row_add_headers (self, _ ("Response headers"), attempt->response_headers);
  if (has_body)
    hlc_attempt_row_add_body (self, attempt->response_body, attempt->response_truncated);
  else if (is_answered)
    hlc_attempt_row_add_fact (self, _ ("Response body"), _ ("Empty"), HLC_FACT_DIM);
  self->has_details = TRUE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcAttemptRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcAttempt) attempt = hlc_store_get_attempt_finish (HLC_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (attempt != NULL)
    hlc_attempt_row_show_details (self, attempt);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
hlc_attempt_row_read (HlcAttemptRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hlc_store_get_attempt_async (self->store, self->attempt->id, self->cancellable, read_cb,
                               g_object_ref (self));
}

static void
expanded_cb (HlcAttemptRow *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) && !self->has_details &&
      self->cancellable == NULL)
    hlc_attempt_row_read (self);
}

static void
hlc_attempt_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_attempt_row_parent_class)->map (widget);

  hlc_attempt_row_update_title (HLC_ATTEMPT_ROW (widget));
  hlc_attempt_row_update_seconds (HLC_ATTEMPT_ROW (widget));
}

static void
hlc_attempt_row_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_attempt_row_parent_class)->unmap (widget);

  hlc_attempt_row_update_seconds (HLC_ATTEMPT_ROW (widget));
}

static void
hlc_attempt_row_dispose (GObject *object)
{
  HlcAttemptRow *self = HLC_ATTEMPT_ROW (object);

  if (self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->attempt, hlc_attempt_unref);
  g_clear_object (&self->ticker);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_attempt_row_parent_class)->dispose (object);
}

static void
hlc_attempt_row_finalize (GObject *object)
{
  g_clear_pointer (&HLC_ATTEMPT_ROW (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_attempt_row_parent_class)->finalize (object);
}

static void
hlc_attempt_row_class_init (HlcAttemptRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_attempt_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_attempt_row_finalize;
  widget_class->map = hlc_attempt_row_map;
  widget_class->unmap = hlc_attempt_row_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-attempt-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcAttemptRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcAttemptRow, duration_slot);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
}

static void
hlc_attempt_row_init (HlcAttemptRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->rows = g_ptr_array_new ();
  self->duration = HLC_DURATION_BAR (hlc_duration_bar_new (HLC_POST_DEADLINE));
  adw_bin_set_child (self->duration_slot, GTK_WIDGET (self->duration));
}

/**
 * hlc_attempt_row_new:
 * @store: where its details are read from
 * @ticker: what keeps its times right
 * @attempt: what is shown; of a list, without headers and body
 *
 * Returns: (transfer floating): a folded row
 */
GtkWidget *
hlc_attempt_row_new (HlcStore *store, HlcTicker *ticker, HlcAttempt *attempt)
{
  HlcAttemptRow *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (HLC_IS_TICKER (ticker), NULL);

  self = g_object_new (HLC_TYPE_ATTEMPT_ROW, NULL);
  self->store = g_object_ref (store);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (ticker, "tick", G_CALLBACK (hlc_attempt_row_update_subtitle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "second", G_CALLBACK (second_cb), self, G_CONNECT_SWAPPED);
  hlc_attempt_row_set_attempt (self, attempt);

  return GTK_WIDGET (self);
}

/**
 * hlc_attempt_row_set_attempt:
 * @attempt: the same attempt, as it is now
 *
 * Shows what became of it; one that is unfolded is read again where it was made meanwhile.
 */
void
hlc_attempt_row_set_attempt (HlcAttemptRow *self, HlcAttempt *attempt)
{
  HlcAppearance appearance = { 0 };
  gboolean is_changed = FALSE;

  g_return_if_fail (HLC_IS_ATTEMPT_ROW (self));
  g_return_if_fail (attempt != NULL);

  appearance = hlc_present_attempt (attempt);
  is_changed = self->attempt == NULL || self->attempt->state != attempt->state ||
               self->attempt->due_at != attempt->due_at || self->attempt->next_at != attempt->next_at;
  hlc_attempt_ref (attempt);
  g_clear_pointer (&self->attempt, hlc_attempt_unref);
  self->attempt = attempt;

  gtk_image_set_from_icon_name (self->icon, appearance.icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ appearance.css_class, NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->duration_slot), attempt->started_at != 0);
  hlc_duration_bar_set_duration (self->duration, attempt->duration, appearance.css_class);
  hlc_attempt_row_update_title (self);
  hlc_attempt_row_update_subtitle (self);
  hlc_attempt_row_update_seconds (self);

  if (!is_changed)
    return;

  self->has_details = FALSE;
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    hlc_attempt_row_read (self);
}

/** hlc_attempt_row_get_attempt: Returns: (transfer none): what is shown */
HlcAttempt *
hlc_attempt_row_get_attempt (HlcAttemptRow *self)
{
  g_return_val_if_fail (HLC_IS_ATTEMPT_ROW (self), NULL);

  return self->attempt;
}

/** hlc_attempt_row_get_has_details: Returns: whether what it unfolds was read */
gboolean
hlc_attempt_row_get_has_details (HlcAttemptRow *self)
{
  g_return_val_if_fail (HLC_IS_ATTEMPT_ROW (self), FALSE);

  return self->has_details;
}
