/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-announce.h"
#include "hlc-event-forms.h"
#include "hlc-event-payload.h"
#include "hlc-reveal.h"

/** Purpose: what is to be done with what is composed. */
typedef enum
{
  PURPOSE_CHECK,   /* say what is wrong, and show the body */
  PURPOSE_PAYLOAD, /* go on with it as JSON */
  PURPOSE_FORM,    /* go on with it in the form */
} Purpose;

/** Step: a composition under way. */
typedef struct
{
  HlcEventEditor *editor; /* (owned) */
  Purpose purpose;
  guint number;
} Step;

struct _HlcEventEditor
{
  AdwBin parent_instance;

  GtkToggleButton *form_button;
  GtkToggleButton *payload_button;
  HlcEventForms *forms;
  HlcEventPayload *payload;

  GBytes *event; /* (owned) (nullable): what was filled in, while nobody changed it */
  char *loss;    /* (owned) (nullable): why it stays as JSON */
  HlcEventType type;
  gint64 now;
  char *token;   /* (owned) */
  guint n_steps; /* counts compositions: only what the newest says is shown */
  guint is_filling : 1;
  guint is_payload : 1;
  guint is_test : 1;
  guint is_checked : 1; /* it was refused: from now on it is checked while it is written */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventEditor, hlc_event_editor, ADW_TYPE_BIN)

static void
step_free (Step *step)
{
  g_object_unref (step->editor);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

/* Returns: (nullable): the first part where something is wrong */
static GtkWidget *
hlc_event_editor_mark (HlcEventEditor *self, GPtrArray *problems)
{
  const HlcFormProblem *first = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

  if (!self->is_payload)
    return hlc_event_forms_show_problems (self->forms, problems);

  return hlc_event_payload_show_problem (self->payload, first) ? GTK_WIDGET (self->payload) : NULL;
}

static void
hlc_event_editor_say_problems (HlcEventEditor *self,
                               GPtrArray *problems,
                               gboolean is_marked,
                               gboolean is_refused)
{
  g_autofree char *sentence = NULL;

  if (problems->len > 0)
    sentence = is_marked ? g_strdup (_ ("Put right what is marked below. What you wrote is still here."))
                         : hlc_form_problems_to_sentence (problems);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence, is_refused);
}

static void
hlc_event_editor_set_view (HlcEventEditor *self, gboolean is_payload)
{
  self->is_payload = is_payload;
  self->is_filling = TRUE;
  gtk_toggle_button_set_active (is_payload ? self->payload_button : self->form_button, TRUE);
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->forms), !is_payload);
  gtk_widget_set_visible (GTK_WIDGET (self->payload), is_payload);
}

static void
hlc_event_editor_show_as_json (HlcEventEditor *self, HlcEventComposition *made)
{
  GtkWidget *first = NULL;

  if (made->draft != NULL)
    {
      hlc_event_payload_set_event (self->payload, made->draft->event);
      hlc_event_payload_show_body (self->payload, made->body);
      hlc_event_editor_set_view (self, TRUE);
      return;
    }

  hlc_event_editor_set_view (self, FALSE);
  first = hlc_event_editor_mark (self, made->problems);
  self->is_checked = TRUE;
  if (first != NULL)
    hlc_reveal_problem (first);
  hlc_event_editor_say_problems (self, made->problems, first != NULL, TRUE);
}

static void
hlc_event_editor_show_in_form (HlcEventEditor *self, HlcEventComposition *made)
{
  const char *note = NULL;

  if (made->sheet == NULL || made->loss != NULL)
    {
      hlc_event_editor_set_view (self, TRUE);
      hlc_event_editor_mark (self, made->problems);
      note = made->loss != NULL ? made->loss
                                : _ ("The form is shown when nothing is wrong with the JSON any more.");
      hlc_event_payload_set_note (self->payload, note);
      gtk_widget_grab_focus (GTK_WIDGET (self->payload));
      hlc_announce (GTK_WIDGET (self), note, HLC_URGENCY_PROBLEM);
      return;
    }

  hlc_event_editor_show_sheet (self, g_steal_pointer (&made->sheet));
  g_signal_emit (self, signals[SIGNAL_SAID], 0, NULL, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_event_editor_show_checked (HlcEventEditor *self, HlcEventComposition *made)
{
  GtkWidget *first = hlc_event_editor_mark (self, made->problems);

  if (self->is_checked)
    hlc_event_editor_say_problems (self, made->problems, first != NULL, FALSE);
  if (made->draft != NULL && self->is_payload && self->event == NULL &&
      !hlc_event_payload_get_is_edited (self->payload))
    hlc_event_payload_set_event (self->payload, made->draft->event);
  hlc_event_payload_show_body (self->payload, made->body);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  HlcEventEditor *self = step->editor;
  g_autoptr (HlcEventComposition) made = hlc_event_composition_make_finish (result);

  /* It was closed meanwhile, or written on. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL ||
      (step->purpose == PURPOSE_CHECK && step->number != self->n_steps))
    return;

  if (step->purpose == PURPOSE_PAYLOAD)
    hlc_event_editor_show_as_json (self, made);
  else if (step->purpose == PURPOSE_FORM)
    hlc_event_editor_show_in_form (self, made);
  else
    hlc_event_editor_show_checked (self, made);
}

/* Takes @order. */
static void
hlc_event_editor_begin (HlcEventEditor *self,
                        HlcSendOrder *order,
                        gboolean reads_form,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  HlcEventTerms terms = { self->now, self->token, hlc_event_payload_get_version (self->payload), reads_form };

  self->n_steps++;
  hlc_event_composition_make_async (hlc_event_editor_collect (self), &terms, order, callback, user_data);
}

static void
hlc_event_editor_compose (HlcEventEditor *self, Purpose purpose)
{
  Step *step = g_new0 (Step, 1);

  step->editor = g_object_ref (self);
  step->purpose = purpose;
  step->number = self->n_steps + 1;
  hlc_event_editor_begin (self, NULL, purpose == PURPOSE_FORM, composed_cb, step);
}

static void
hlc_event_editor_check (HlcEventEditor *self)
{
  if (self->is_payload)
    hlc_event_editor_compose (self, PURPOSE_CHECK);
}

static void
form_cb (HlcEventEditor *self)
{
  if (self->is_filling)
    return;

  g_clear_pointer (&self->event, g_bytes_unref);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->is_checked)
    hlc_event_editor_compose (self, PURPOSE_CHECK);
}

static void
payload_cb (HlcEventEditor *self)
{
  g_clear_pointer (&self->event, g_bytes_unref);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  hlc_event_editor_compose (self, PURPOSE_CHECK);
}

static void
version_cb (HlcEventEditor *self)
{
  hlc_event_editor_compose (self, PURPOSE_CHECK);
}

static void
view_cb (HlcEventEditor *self)
{
  if (!self->is_filling)
    hlc_event_editor_show_payload (self, !gtk_toggle_button_get_active (self->form_button));
}

static void
hlc_event_editor_finalize (GObject *object)
{
  HlcEventEditor *self = HLC_EVENT_EDITOR (object);

  g_clear_pointer (&self->event, g_bytes_unref);
  g_free (self->loss);
  g_free (self->token);

  G_OBJECT_CLASS (hlc_event_editor_parent_class)->finalize (object);
}

static void
hlc_event_editor_class_init (HlcEventEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_event_editor_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_EVENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAID] = g_signal_new ("said", HLC_TYPE_EVENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (HLC_TYPE_EVENT_FORMS);
  g_type_ensure (HLC_TYPE_EVENT_PAYLOAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-event-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEventEditor, form_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEventEditor, payload_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEventEditor, forms);
  gtk_widget_class_bind_template_child (widget_class, HlcEventEditor, payload);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_cb);
  gtk_widget_class_bind_template_callback (widget_class, payload_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_cb);
}

static void
hlc_event_editor_init (HlcEventEditor *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

/**
 * hlc_event_editor_renew:
 * @now: microseconds since the epoch, UTC
 * @token: random characters that may stand in an id
 *
 * Begins an event of its own, with what is written: nothing was refused of it yet.
 */
void
hlc_event_editor_renew (HlcEventEditor *self, gint64 now, const char *token)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self) && token != NULL);

  self->now = now;
  g_free (self->token);
  self->token = g_strdup (token);
  self->is_checked = FALSE;
  hlc_event_editor_check (self);
}

/**
 * hlc_event_editor_set_event_type:
 * @type: of which event the form is shown
 *
 * To be followed by hlc_event_editor_set_versions().
 */
void
hlc_event_editor_set_event_type (HlcEventEditor *self, HlcEventType type)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self));

  self->type = type;
  hlc_event_forms_set_event_type (self->forms, type);
  self->is_checked = FALSE;
  /* What was shown of the form was that of another event. */
  if (self->is_payload && self->loss == NULL && !hlc_event_payload_get_is_edited (self->payload))
    hlc_event_editor_set_view (self, FALSE);
  if (!self->is_payload)
    g_clear_pointer (&self->event, g_bytes_unref);
}

/** hlc_event_editor_get_is_test: Returns: whether the event says that it is a test, where it can */
gboolean
hlc_event_editor_get_is_test (HlcEventEditor *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_EDITOR (self), FALSE);

  return self->is_test;
}

/** hlc_event_editor_set_is_test: chooses whether the event says that it is a test */
void
hlc_event_editor_set_is_test (HlcEventEditor *self, gboolean is_test)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self));

  self->is_test = is_test;
  /* A mail says it itself. */
  if (self->type == HLC_EVENT_AGENT_EMAIL_RECEIVED && self->loss == NULL)
    g_clear_pointer (&self->event, g_bytes_unref);
  hlc_event_editor_check (self);
}

/**
 * hlc_event_editor_set_versions:
 * @versions: in which it is sent, each once
 * @n_versions: how many; 0 where it goes nowhere
 */
void
hlc_event_editor_set_versions (HlcEventEditor *self, const HlcBodyVersion *versions, guint n_versions)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self));

  hlc_event_payload_set_versions (self->payload, versions, n_versions);
  hlc_event_editor_check (self);
}

/**
 * hlc_event_editor_set_note:
 * @note: (nullable): translated: why the event is written as JSON
 */
void
hlc_event_editor_set_note (HlcEventEditor *self, const char *note)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self));

  hlc_event_payload_set_note (self->payload, note);
}

/**
 * hlc_event_editor_show_sheet:
 * @sheet: (transfer full): replaces all that is written of the event
 *
 * To be followed by hlc_event_editor_set_versions() where it may be of another type.
 */
void
hlc_event_editor_show_sheet (HlcEventEditor *self, HlcEventSheet *sheet)
{
  g_autoptr (HlcEventSheet) owned = sheet;

  g_return_if_fail (HLC_IS_EVENT_EDITOR (self) && sheet != NULL);

  self->is_filling = TRUE;
  self->is_test = sheet->is_test;
  g_clear_pointer (&self->event, g_bytes_unref);
  g_clear_pointer (&self->loss, g_free);
  if (sheet->json != NULL)
    {
      self->event = g_bytes_new (sheet->json, strlen (sheet->json));
      self->loss = g_strdup (_ ("The event is written as JSON: the form would not show all of it."));
      hlc_event_payload_set_event (self->payload, self->event);
      hlc_event_payload_set_note (self->payload, self->loss);
    }
  else
    {
      self->event = sheet->event != NULL ? g_bytes_ref (sheet->event) : NULL;
      hlc_event_forms_take (self->forms, sheet);
    }
  self->is_filling = FALSE;
  hlc_event_editor_set_view (self, sheet->json != NULL);
  self->is_checked = FALSE;
}

/** hlc_event_editor_collect: Returns: (transfer full): what is written */
HlcEventSheet *
hlc_event_editor_collect (HlcEventEditor *self)
{
  HlcEventSheet *sheet = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_EDITOR (self), NULL);

  sheet = hlc_event_forms_collect (self->forms);
  sheet->is_test = self->is_test;
  if (sheet->form != NULL)
    sheet->form->is_test = sheet->is_test;
  if (self->is_payload && hlc_event_payload_get_is_edited (self->payload))
    sheet->json = hlc_event_payload_dup_text (self->payload);
  else if (self->event != NULL)
    sheet->event = g_bytes_ref (self->event);

  return sheet;
}

/**
 * hlc_event_editor_show_payload:
 * @is_payload: whether to go on with the event as JSON, or in the form
 *
 * Does it as soon as the event is read, where nothing is wrong: neither view is left while what is written in it would be
 * lost.
 */
void
hlc_event_editor_show_payload (HlcEventEditor *self, gboolean is_payload)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self));

  if (self->is_payload == is_payload)
    return;

  if (is_payload)
    hlc_event_editor_compose (self, PURPOSE_PAYLOAD);
  else if (hlc_event_payload_get_is_edited (self->payload) || self->loss != NULL)
    hlc_event_editor_compose (self, PURPOSE_FORM);
  else
    hlc_event_editor_set_view (self, FALSE);
}

/**
 * hlc_event_editor_compose_async:
 * @order: (transfer full): where to
 * @callback: asks hlc_event_composition_make_finish() for what is to be sent
 */
void
hlc_event_editor_compose_async (HlcEventEditor *self,
                                HlcSendOrder *order,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HLC_IS_EVENT_EDITOR (self) && order != NULL);

  hlc_event_editor_begin (self, order, FALSE, callback, user_data);
}

/**
 * hlc_event_editor_show_composed:
 * @composed: what became of what is written
 * @is_refused: whether it is not sent: from now on it is checked while it is written
 *
 * Marks what is wrong with it, and says so where that is why it is refused.
 *
 * Returns: (transfer none) (nullable): the first part where something is wrong
 */
GtkWidget *
hlc_event_editor_show_composed (HlcEventEditor *self, HlcEventComposition *composed, gboolean is_refused)
{
  GtkWidget *first = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_EDITOR (self) && composed != NULL, NULL);

  first = hlc_event_editor_mark (self, composed->problems);
  hlc_event_payload_show_body (self->payload, composed->body);
  if (!is_refused)
    return first;

  self->is_checked = TRUE;
  if (composed->draft == NULL)
    hlc_event_editor_say_problems (self, composed->problems, first != NULL, FALSE);

  return first;
}
