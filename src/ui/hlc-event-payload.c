/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-payload.h"

#include <glib/gi18n-lib.h>

#include "hlc-field-problem.h"
#include "hlc-focus-child.h"
#include "hlc-fold-layout.h"
#include "hlc-json-editor.h"
#include "hlc-payload-view.h"
#include "hlc-tooltip.h"

/* There is one of each. */
#define MAX_VERSIONS 3

struct _HlcEventPayload
{
  AdwBin parent_instance;

  GtkLabel *note;
  HlcJsonEditor *editor;
  GtkLabel *problem;
  GtkWidget *body_box;
  GtkLabel *body_title;
  GtkDropDown *version_drop_down;
  GtkStringList *version_names;
  HlcPayloadView *body_view;

  GBytes *body; /* (owned) (nullable) */
  HlcBodyVersion versions[MAX_VERSIONS];
  guint n_versions;
  guint is_filling : 1;
  guint is_edited : 1;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_VERSION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventPayload, hlc_event_payload, ADW_TYPE_BIN)

static void
edited_cb (HlcEventPayload *self)
{
  if (self->is_filling)
    return;

  self->is_edited = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_event_payload_update_title (HlcEventPayload *self)
{
  HlcBodyVersion version = hlc_event_payload_get_version (self);
  const char *name = hlc_body_version_to_string (version);
  g_autofree char *title =
      version != HLC_BODY_UNKNOWN ? g_strdup_printf (_ ("What Is Sent, as %s"), name) : NULL;

  gtk_label_set_text (self->body_title, title != NULL ? title : _ ("What Is Sent"));
}

static void
version_cb (HlcEventPayload *self)
{
  if (self->is_filling)
    return;

  hlc_event_payload_update_title (self);
  g_signal_emit (self, signals[SIGNAL_VERSION_CHANGED], 0);
}

static gboolean
hlc_event_payload_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_EVENT_PAYLOAD (widget)->editor));
}

static void
hlc_event_payload_finalize (GObject *object)
{
  g_clear_pointer (&HLC_EVENT_PAYLOAD (object)->body, g_bytes_unref);

  G_OBJECT_CLASS (hlc_event_payload_parent_class)->finalize (object);
}

static void
hlc_event_payload_class_init (HlcEventPayloadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_event_payload_finalize;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_event_payload_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_EVENT_PAYLOAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_VERSION_CHANGED] = g_signal_new ("version-changed", HLC_TYPE_EVENT_PAYLOAD,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HLC_TYPE_JSON_EDITOR);
  g_type_ensure (HLC_TYPE_PAYLOAD_VIEW);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-event-payload.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, note);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, editor);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, problem);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, body_box);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, body_title);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, version_drop_down);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, version_names);
  gtk_widget_class_bind_template_child (widget_class, HlcEventPayload, body_view);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_cb);
}

static void
hlc_event_payload_init (HlcEventPayload *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_tooltip_name_drop_down (self->version_drop_down, _ ("Body Version"));
  self->is_filling = FALSE;
  hlc_event_payload_update_title (self);
}

/**
 * hlc_event_payload_set_event:
 * @event: what is to be edited; laid out, and not changed as long as nobody edits it
 */
void
hlc_event_payload_set_event (HlcEventPayload *self, GBytes *event)
{
  gboolean is_short = FALSE;

  g_return_if_fail (HLC_IS_EVENT_PAYLOAD (self));

  self->is_filling = TRUE;
  is_short = hlc_json_editor_set_text (self->editor, event);
  self->is_filling = FALSE;
  self->is_edited = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->editor), is_short);
  hlc_event_payload_set_note (self, is_short ? NULL : _ ("The event is too long to be edited here as JSON."));
  hlc_field_problem_say (self->problem, NULL);
}

/** hlc_event_payload_enter: replaces what is written, as a user would */
void
hlc_event_payload_enter (HlcEventPayload *self, const char *text)
{
  g_return_if_fail (HLC_IS_EVENT_PAYLOAD (self));

  hlc_json_editor_enter (self->editor, text);
}

/** hlc_event_payload_dup_text: Returns: (transfer full): what is written */
char *
hlc_event_payload_dup_text (HlcEventPayload *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_PAYLOAD (self), NULL);

  return hlc_json_editor_dup_text (self->editor);
}

/** hlc_event_payload_get_is_edited: Returns: whether somebody wrote something since it was filled */
gboolean
hlc_event_payload_get_is_edited (HlcEventPayload *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_PAYLOAD (self), FALSE);

  return self->is_edited;
}

/**
 * hlc_event_payload_set_note:
 * @note: (nullable): translated: why the event is written as JSON
 */
void
hlc_event_payload_set_note (HlcEventPayload *self, const char *note)
{
  g_return_if_fail (HLC_IS_EVENT_PAYLOAD (self));

  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

/**
 * hlc_event_payload_set_versions:
 * @versions: in which it is sent, each once
 * @n_versions: how many; 0 where it goes nowhere
 */
void
hlc_event_payload_set_versions (HlcEventPayload *self, const HlcBodyVersion *versions, guint n_versions)
{
  HlcBodyVersion shown = HLC_BODY_UNKNOWN;
  guint selected = 0;

  g_return_if_fail (HLC_IS_EVENT_PAYLOAD (self) && n_versions <= MAX_VERSIONS);

  shown = hlc_event_payload_get_version (self);
  self->is_filling = TRUE;
  gtk_string_list_splice (self->version_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->version_names)), NULL);
  for (guint i = 0; i < n_versions; i++)
    {
      self->versions[i] = versions[i];
      gtk_string_list_append (self->version_names, hlc_body_version_to_string (versions[i]));
      if (versions[i] == shown)
        selected = i;
    }
  self->n_versions = n_versions;
  gtk_drop_down_set_selected (self->version_drop_down, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->version_drop_down), n_versions > 1);
  self->is_filling = FALSE;
  hlc_event_payload_update_title (self);
}

/** hlc_event_payload_get_version: Returns: in which version the body is shown; unknown where it goes nowhere */
HlcBodyVersion
hlc_event_payload_get_version (HlcEventPayload *self)
{
  guint selected = 0;

  g_return_val_if_fail (HLC_IS_EVENT_PAYLOAD (self), HLC_BODY_UNKNOWN);

  selected = gtk_drop_down_get_selected (self->version_drop_down);

  return selected < self->n_versions ? self->versions[selected] : HLC_BODY_UNKNOWN;
}

/**
 * hlc_event_payload_show_problem:
 * @problem: (nullable): what is wrong with the event
 *
 * Returns: whether something is wrong with it
 */
gboolean
hlc_event_payload_show_problem (HlcEventPayload *self, const HlcFormProblem *problem)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_PAYLOAD (self), FALSE);

  /* The editor says itself what is no JSON. */
  if (problem != NULL && hlc_json_editor_get_is_valid (self->editor))
    text = hlc_field_problem_to_text (problem);
  if (text != NULL && *problem->field != '\0' && !g_str_has_prefix (problem->message, problem->field))
    {
      g_autofree char *sentence = g_steal_pointer (&text);

      text = g_strdup_printf ("%s: %s", problem->field, sentence);
    }
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);

  return problem != NULL;
}

/** hlc_event_payload_get_problem: Returns: (transfer none) (nullable): what is wrong with the event, and where */
const char *
hlc_event_payload_get_problem (HlcEventPayload *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_PAYLOAD (self), NULL);

  if (!hlc_json_editor_get_is_valid (self->editor) && gtk_widget_get_visible (GTK_WIDGET (self->editor)))
    return hlc_json_editor_get_problem (self->editor);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem) : NULL;
}

/**
 * hlc_event_payload_show_body:
 * @body: (nullable): what is sent; %NULL while something is wrong
 */
void
hlc_event_payload_show_body (HlcEventPayload *self, GBytes *body)
{
  g_return_if_fail (HLC_IS_EVENT_PAYLOAD (self));

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  gtk_widget_set_visible (self->body_box, body != NULL);
  hlc_payload_view_set_payload (self->body_view, body);
}

/** hlc_event_payload_get_body: Returns: (transfer none) (nullable): what is shown as being sent */
GBytes *
hlc_event_payload_get_body (HlcEventPayload *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_PAYLOAD (self), NULL);

  return self->body;
}
