/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-suggestion-form.h"

#include <glib/gi18n-lib.h>

#include "hlc-suggestion.h"
#include "hlc-text-area.h"
#include "hlc-visible-text.h"

/* More arguments than anyone edits in a form; and the longest value. */
#define MAX_FIELDS 50
#define MAX_VALUE (64 * 1024)

/* One argument. */
typedef struct
{
  GtkWidget *area;
  GtkLabel *problem;
  gboolean is_json;
  gboolean is_edited;
} Field;

struct _HlcSuggestionForm
{
  AdwBin parent_instance;

  GtkBox *box;
  HlcJsonDocument *spec; /* (owned) (nullable) */
  GPtrArray *fields;     /* (owned) (element-type Field) */
  char *comment;         /* (owned) (nullable) */
  gboolean is_valid;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcSuggestionForm, hlc_suggestion_form, ADW_TYPE_BIN)

static gboolean
hlc_suggestion_form_get_arguments (HlcSuggestionForm *self, HlcJsonValue *arguments)
{
  return self->spec != NULL &&
         hlc_json_value_get_member (hlc_json_document_get_root (self->spec), "kwargs", arguments) &&
         hlc_json_value_get_type (*arguments) == HLC_JSON_OBJECT;
}

/* NULL: it is as it was, or wrong, which is said below it. */
static char *
field_read (Field *field, gboolean *is_valid)
{
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };

  if (!field->is_edited)
    return NULL;

  text = hlc_text_area_dup_text (HLC_TEXT_AREA (field->area));
  json = hlc_suggestion_read_text (text, field->is_json, &location, &error);
  if (json == NULL)
    {
      *is_valid = FALSE;
      problem =
          g_strdup_printf (_ ("Line %u, column %u: %s"), location.line, location.column, error->message);
    }
  gtk_label_set_text (field->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (field->problem), problem != NULL);
  hlc_text_area_set_error (HLC_TEXT_AREA (field->area), problem != NULL);

  return g_steal_pointer (&json);
}

static void
hlc_suggestion_form_update (HlcSuggestionForm *self)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  HlcJsonValue arguments;

  self->is_valid = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_add (values, field_read (g_ptr_array_index (self->fields, i), &self->is_valid));

  g_clear_pointer (&self->comment, g_free);
  if (hlc_suggestion_form_get_arguments (self, &arguments))
    self->comment = hlc_suggestion_compose (arguments, values);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
area_changed_cb (HlcSuggestionForm *self, GtkWidget *area)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      if (field->area == area)
        field->is_edited = TRUE;
    }
  hlc_suggestion_form_update (self);
}

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
hlc_suggestion_form_add_field (HlcSuggestionForm *self, HlcJsonValue name, HlcJsonValue value)
{
  Field *field = g_new0 (Field, 1);
  gsize length = 0;
  g_autofree char *name_text = hlc_json_value_dup_string (name, &length);
  g_autofree char *visible = hlc_visible_text (name_text, (gssize) length, HLC_VISIBLE_ONE_LINE);
  g_autofree char *text = hlc_suggestion_dup_text (value, &field->is_json);
  /* Translators: the title of an editor. */
  g_autofree char *label = field->is_json ? g_strdup_printf (_ ("%s, as JSON"), visible) : g_strdup (visible);

  field->area = g_object_new (HLC_TYPE_TEXT_AREA, "label", label, "min-height", 0, NULL);
  hlc_text_area_set_monospace (HLC_TEXT_AREA (field->area), field->is_json);
  hlc_text_area_set_text (HLC_TEXT_AREA (field->area), text);
  field->problem = GTK_LABEL (label_new ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (field->problem), FALSE);
  gtk_box_append (self->box, label_new (label, "caption-heading"));
  gtk_box_append (self->box, field->area);
  gtk_box_append (self->box, GTK_WIDGET (field->problem));
  g_ptr_array_add (self->fields, field);
  g_signal_connect_object (field->area, "changed", G_CALLBACK (area_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
hlc_suggestion_form_dispose (GObject *object)
{
  HlcSuggestionForm *self = HLC_SUGGESTION_FORM (object);

  g_ptr_array_set_size (self->fields, 0);
  g_clear_pointer (&self->spec, hlc_json_document_unref);

  G_OBJECT_CLASS (hlc_suggestion_form_parent_class)->dispose (object);
}

static void
hlc_suggestion_form_finalize (GObject *object)
{
  HlcSuggestionForm *self = HLC_SUGGESTION_FORM (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->comment, g_free);

  G_OBJECT_CLASS (hlc_suggestion_form_parent_class)->finalize (object);
}

static void
hlc_suggestion_form_class_init (HlcSuggestionFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_suggestion_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_suggestion_form_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_SUGGESTION_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_suggestion_form_init (HlcSuggestionForm *self)
{
  self->is_valid = TRUE;
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * hlc_suggestion_form_set_arguments:
 * @spec: the `spec` of a function call
 *
 * Fills the form; to be called once. A value that is too long to edit has no field.
 */
void
hlc_suggestion_form_set_arguments (HlcSuggestionForm *self, HlcJsonDocument *spec)
{
  HlcJsonValue arguments;
  HlcJsonValue name, value;
  HlcJsonIter iter;

  g_return_if_fail (HLC_IS_SUGGESTION_FORM (self));
  g_return_if_fail (spec != NULL && self->spec == NULL);

  self->spec = hlc_json_document_ref (spec);
  if (!hlc_suggestion_form_get_arguments (self, &arguments))
    return;

  /* Fields stand in the order of the members: the first that cannot be edited ends the form. */
  hlc_json_iter_init (&iter, arguments);
  while (hlc_json_iter_next (&iter, &name, &value) && self->fields->len < MAX_FIELDS &&
         value.length <= MAX_VALUE)
    hlc_suggestion_form_add_field (self, name, value);
}

/** hlc_suggestion_form_get_comment: Returns: (transfer none) (nullable): what the changes come to; %NULL for none */
const char *
hlc_suggestion_form_get_comment (HlcSuggestionForm *self)
{
  g_return_val_if_fail (HLC_IS_SUGGESTION_FORM (self), NULL);

  return self->comment;
}

/** hlc_suggestion_form_get_is_valid: Returns: %FALSE while a value is not JSON */
gboolean
hlc_suggestion_form_get_is_valid (HlcSuggestionForm *self)
{
  g_return_val_if_fail (HLC_IS_SUGGESTION_FORM (self), FALSE);

  return self->is_valid;
}

/**
 * hlc_suggestion_form_enter:
 * @index: which argument
 * @text: its new value
 *
 * Writes into a field as a user would.
 */
void
hlc_suggestion_form_enter (HlcSuggestionForm *self, guint index, const char *text)
{
  g_return_if_fail (HLC_IS_SUGGESTION_FORM (self));
  g_return_if_fail (index < self->fields->len);

  hlc_text_area_set_text (HLC_TEXT_AREA (((Field *) g_ptr_array_index (self->fields, index))->area), text);
}
