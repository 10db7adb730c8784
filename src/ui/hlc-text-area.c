/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-text-area.h"

#include "hlc-focus-child.h"
#include "hlc-submit-key.h"

/* How high it grows before it scrolls. Pixels. */
#define MAX_HEIGHT 220
#define DEFAULT_MIN_HEIGHT 66

struct _HlcTextArea
{
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled_window;
  GtkTextView *view;
  GtkLabel *placeholder;

  char *label; /* (owned) (nullable) */
  int min_height;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_MIN_HEIGHT,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SEND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTextArea, hlc_text_area, ADW_TYPE_BIN)

static void
changed_cb (HlcTextArea *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), gtk_text_buffer_get_char_count (buffer) == 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
send_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_SEND], 0);

  return TRUE;
}

static void
hlc_text_area_set_label (HlcTextArea *self, const char *label)
{
  if (g_strcmp0 (self->label, label) == 0)
    return;

  g_free (self->label);
  self->label = g_strdup (label);
  gtk_label_set_text (self->placeholder, label != NULL ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
hlc_text_area_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HlcTextArea *self = HLC_TEXT_AREA (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_MIN_HEIGHT:
      g_value_set_int (value, self->min_height);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_text_area_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcTextArea *self = HLC_TEXT_AREA (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      hlc_text_area_set_label (self, g_value_get_string (value));
      break;
    case PROP_MIN_HEIGHT:
      if (self->min_height == g_value_get_int (value))
        break;
      self->min_height = g_value_get_int (value);
      gtk_scrolled_window_set_min_content_height (self->scrolled_window, self->min_height);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
hlc_text_area_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_TEXT_AREA (widget)->view));
}

static void
hlc_text_area_finalize (GObject *object)
{
  g_clear_pointer (&HLC_TEXT_AREA (object)->label, g_free);

  G_OBJECT_CLASS (hlc_text_area_parent_class)->finalize (object);
}

static void
hlc_text_area_class_init (HlcTextAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hlc_text_area_get_property;
  object_class->set_property = hlc_text_area_set_property;
  object_class->finalize = hlc_text_area_finalize;
  GTK_WIDGET_CLASS (klass)->focus = hlc_focus_child;
  GTK_WIDGET_CLASS (klass)->grab_focus = hlc_text_area_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_MIN_HEIGHT] =
      g_param_spec_int ("min-height", NULL, NULL, 0, MAX_HEIGHT, DEFAULT_MIN_HEIGHT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEND] =
      g_signal_new ("send", HLC_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_text_area_init (HlcTextArea *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->min_height = DEFAULT_MIN_HEIGHT;
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_top_margin (self->view, 9);
  gtk_text_view_set_bottom_margin (self->view, 9);
  gtk_text_view_set_left_margin (self->view, 12);
  gtk_text_view_set_right_margin (self->view, 12);

  self->placeholder = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->placeholder, 0);
  gtk_label_set_wrap (self->placeholder, TRUE);
  gtk_label_set_wrap_mode (self->placeholder, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (GTK_WIDGET (self->placeholder), GTK_ALIGN_START);
  gtk_widget_set_can_target (GTK_WIDGET (self->placeholder), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->placeholder), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->placeholder), "placeholder");

  self->scrolled_window = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled_window, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (self->scrolled_window, TRUE);
  gtk_scrolled_window_set_min_content_height (self->scrolled_window, self->min_height);
  gtk_scrolled_window_set_max_content_height (self->scrolled_window, MAX_HEIGHT);
  gtk_scrolled_window_set_child (self->scrolled_window, GTK_WIDGET (self->view));

  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->scrolled_window));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->placeholder));
  gtk_overlay_set_measure_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->placeholder), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-area");
  adw_bin_set_child (ADW_BIN (self), overlay);
  hlc_submit_key_add (GTK_WIDGET (self), send_cb, self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/** hlc_text_area_dup_text: Returns: (transfer full): what is written */
char *
hlc_text_area_dup_text (HlcTextArea *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (HLC_IS_TEXT_AREA (self), NULL);

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (self->view), &start, &end);

  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (self->view), &start, &end, FALSE);
}

/** hlc_text_area_is_blank: Returns: whether nothing but white space is written */
gboolean
hlc_text_area_is_blank (HlcTextArea *self)
{
  g_autofree char *text = hlc_text_area_dup_text (self);

  return *g_strstrip (text) == '\0';
}

/**
 * hlc_text_area_set_text:
 * @text: (nullable): replaces what is written
 */
void
hlc_text_area_set_text (HlcTextArea *self, const char *text)
{
  g_autofree char *written = NULL;

  g_return_if_fail (HLC_IS_TEXT_AREA (self));

  written = hlc_text_area_dup_text (self);
  if (g_strcmp0 (written, text != NULL ? text : "") != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
}

/**
 * hlc_text_area_insert:
 * @text: goes where the cursor is; what is written already stays
 */
void
hlc_text_area_insert (HlcTextArea *self, const char *text)
{
  g_return_if_fail (HLC_IS_TEXT_AREA (self));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->view), text, -1);
}

/** hlc_text_area_set_monospace: says that it is text for machines */
void
hlc_text_area_set_monospace (HlcTextArea *self, gboolean monospace)
{
  g_return_if_fail (HLC_IS_TEXT_AREA (self));

  gtk_text_view_set_monospace (self->view, monospace);
}

/** hlc_text_area_set_error: marks what is written as wrong, for eyes and for assistive technology */
void
hlc_text_area_set_error (HlcTextArea *self, gboolean has_error)
{
  g_return_if_fail (HLC_IS_TEXT_AREA (self));

  if (has_error)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               has_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
