/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-json-editor.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "hlc-code-colors.h"
#include "hlc-focus-child.h"
#include "hlc-json-document.h"
#include "hlc-json-indent.h"
#include "hlc-left-to-right.h"
#include "hlc-message-words.h"
#include "hlc-submit-key.h"

/* A text view is not responsive with more, or with longer lines. Bytes. */
#define MAX_TEXT (512 * 1024)
#define MAX_LINE (16 * 1024)

struct _HlcJsonEditor
{
  AdwBin parent_instance;

  GtkSourceView *view;
  GtkSourceBuffer *buffer;
  GtkImage *icon;
  GtkLabel *problem;

  gboolean is_valid;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_VALID,
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

G_DEFINE_FINAL_TYPE (HlcJsonEditor, hlc_json_editor, ADW_TYPE_BIN)

static char *
dup_problem (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);

  if (document != NULL)
    return NULL;

  /* The message begins with the place. */
  return hlc_words_sentence (error->message);
}

static void
hlc_json_editor_check (HlcJsonEditor *self)
{
  g_autofree char *text = hlc_json_editor_dup_text (self);
  g_autofree char *problem = dup_problem (text);
  gboolean is_valid = problem == NULL;
  const char *css_class = is_valid ? "success" : "error";

  gtk_label_set_text (self->problem, is_valid ? _ ("Valid JSON") : problem);
  gtk_image_set_from_icon_name (self->icon, is_valid ? "hlc-approved-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ css_class, NULL });
  gtk_widget_set_css_classes (GTK_WIDGET (self->problem),
                              (const char *[]){ "caption", is_valid ? NULL : "error", NULL });
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               is_valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (self->is_valid == is_valid)
    return;

  self->is_valid = is_valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
changed_cb (HlcJsonEditor *self)
{
  hlc_json_editor_check (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
send_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_SEND], 0);

  return TRUE;
}

static gboolean
hlc_json_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_JSON_EDITOR (widget)->view));
}

static void
hlc_json_editor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, HLC_JSON_EDITOR (object)->is_valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_json_editor_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (HLC_JSON_EDITOR (object)->view),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_json_editor_class_init (HlcJsonEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = hlc_json_editor_get_property;
  G_OBJECT_CLASS (klass)->set_property = hlc_json_editor_set_property;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_json_editor_grab_focus;

  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALID] =
      g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_JSON_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEND] =
      g_signal_new ("send", HLC_TYPE_JSON_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-json-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcJsonEditor, view);
  gtk_widget_class_bind_template_child (widget_class, HlcJsonEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, HlcJsonEditor, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcJsonEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hlc_json_editor_init (HlcJsonEditor *self)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_left_to_right_code (GTK_WIDGET (self->view));

  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (languages, "json"));
  hlc_code_colors_follow (self->buffer);
  hlc_submit_key_add (GTK_WIDGET (self), send_cb, self);
  hlc_json_editor_check (self);
}

static gboolean
has_long_line (const char *text)
{
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      if (strcspn (line, "\n") > MAX_LINE)
        return TRUE;
    }

  return FALSE;
}

/**
 * hlc_json_editor_set_text:
 * @text: what is to be edited
 *
 * Replaces what is written, laid out where it is JSON.
 *
 * Returns: %FALSE when @text cannot be edited here: it is too long, has too long a line, or is no text; nothing is
 *   changed then
 */
gboolean
hlc_json_editor_set_text (HlcJsonEditor *self, GBytes *text)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (text, &length);
  g_autofree char *indented = NULL;

  g_return_val_if_fail (HLC_IS_JSON_EDITOR (self), FALSE);

  if (length > MAX_TEXT || (length > 0 && !g_utf8_validate_len (bytes, length, NULL)))
    return FALSE;

  indented = hlc_json_indent (text);
  if (indented == NULL)
    indented = g_strndup (bytes, length);
  if (has_long_line (indented))
    return FALSE;

  hlc_json_editor_enter (self, indented);

  return TRUE;
}

/** hlc_json_editor_dup_text: Returns: (transfer full): what is written */
char *
hlc_json_editor_dup_text (HlcJsonEditor *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (HLC_IS_JSON_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);

  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

/**
 * hlc_json_editor_enter:
 * @text: replaces what is written, as a user would
 */
void
hlc_json_editor_enter (HlcJsonEditor *self, const char *text)
{
  GtkTextIter start;

  g_return_if_fail (HLC_IS_JSON_EDITOR (self));

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
}

/** hlc_json_editor_get_is_valid: Returns: whether what is written is JSON */
gboolean
hlc_json_editor_get_is_valid (HlcJsonEditor *self)
{
  g_return_val_if_fail (HLC_IS_JSON_EDITOR (self), FALSE);

  return self->is_valid;
}

/** hlc_json_editor_get_problem: Returns: (transfer none) (nullable): what is wrong with it, and where */
const char *
hlc_json_editor_get_problem (HlcJsonEditor *self)
{
  g_return_val_if_fail (HLC_IS_JSON_EDITOR (self), NULL);

  return self->is_valid ? NULL : gtk_label_get_text (self->problem);
}
