/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-discard-question.h"
#include "hlc-event-editor.h"
#include "hlc-event-origin.h"
#include "hlc-event-words.h"
#include "hlc-leave-parent.h"
#include "hlc-let-fold.h"
#include "hlc-let-wrap.h"
#include "hlc-notice.h"
#include "hlc-random.h"
#include "hlc-reveal.h"
#include "hlc-submit-key.h"
#include "hlc-toast.h"

/* Characters of what is made random in an event. */
#define TOKEN_CHARACTERS 16

/* Where the developer's own templates are, in the data directory. */
#define TEMPLATES_NAME "templates"

struct _HlcEventDialog
{
  AdwWindow parent_instance;

  GtkWidget *send_button;
  AdwToastOverlay *toasts;
  HlcNotice *problem_notice;
  AdwComboRow *type_row;
  GtkWidget *keep_button;
  GtkStringList *type_names;
  HlcEventOrigin *origin;
  HlcEventTarget *target;
  HlcEventEditor *editor;

  HlcConsole *console;   /* (owned) */
  HlcEventSheet *before; /* (owned) (nullable): what was replaced */
  guint is_filling : 1;
  guint is_written : 1; /* closing would lose something */
  guint is_busy : 1;
  guint keeps_open : 1;
};

enum
{
  SIGNAL_SENT,
  SIGNAL_SHOW_MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventDialog, hlc_event_dialog, ADW_TYPE_WINDOW)

static HlcEventType
hlc_event_dialog_get_event_type (HlcEventDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->type_row), HLC_N_EVENT_TYPES - 1);
}

/* Every event of its own: what is made of time and chance is as it is shown. */
static void
hlc_event_dialog_renew (HlcEventDialog *self)
{
  gint64 now = hlc_clock_get_now (hlc_console_get_clock (self->console));
  g_autofree char *token = hlc_random_token ("", TOKEN_CHARACTERS);

  hlc_event_origin_set_terms (self->origin, now, token);
  hlc_event_editor_renew (self->editor, now, token);
}

static void
hlc_event_dialog_say (HlcEventDialog *self, const char *problem)
{
  hlc_notice_show_problem (self->problem_notice, _ ("Not Sent"), problem);
}

static void
said_cb (HlcEventDialog *self, const char *problem, gboolean is_refused)
{
  hlc_event_dialog_say (self, problem);
  if (is_refused)
    hlc_notice_announce (self->problem_notice);
}

static void
hlc_event_dialog_update_versions (HlcEventDialog *self)
{
  HlcBodyVersion versions[HLC_EVENT_TARGET_MAX_VERSIONS];
  guint n_versions = hlc_event_target_list_versions (self->target, versions);

  hlc_event_editor_set_versions (self->editor, versions, n_versions);
}

static void
hlc_event_dialog_set_busy (HlcEventDialog *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.send", !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.send-and-keep", !is_busy);
}

static void
show_clicked_cb (HlcEventDialog *self, AdwToast *toast)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_MESSAGE], 0,
                 g_object_get_data (G_OBJECT (toast), "hlc-message-id"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
hlc_event_dialog_tell_sent (HlcEventDialog *self, const char *message_id)
{
  AdwToast *toast = adw_toast_new (_ ("The event is sent"));

  g_object_set_data_full (G_OBJECT (toast), "hlc-message-id", g_strdup (message_id), g_free);
  adw_toast_set_button_label (toast, _ ("Sho_w"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_dispatcher_send_finish (HLC_DISPATCHER (source), result, &error);

  /* It was closed meanwhile. */
  if (self->console == NULL)
    return;

  hlc_event_dialog_set_busy (self, FALSE);
  if (message == NULL)
    {
      hlc_event_dialog_say (self, error->message);
      /* The button lost the focus while it could not be pressed. */
      hlc_reveal_problem (self->send_button);
      hlc_notice_announce (self->problem_notice);
      return;
    }

  self->is_written = FALSE;
  hlc_event_dialog_say (self, NULL);
  g_signal_emit (self, signals[SIGNAL_SENT], 0, message->message_id, (gboolean) self->keeps_open);
  if (!self->keeps_open)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  hlc_event_dialog_renew (self);
  hlc_event_dialog_tell_sent (self, message->message_id);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventDialog) self = user_data;
  g_autoptr (HlcEventComposition) made = hlc_event_composition_make_finish (result);
  g_autoptr (HlcSigningSecret) secret = NULL;
  const char *obstacle = NULL;
  gboolean is_refused = FALSE;
  GtkWidget *first = NULL;

  /* It was closed meanwhile. */
  if (self->console == NULL)
    return;

  obstacle = hlc_event_target_get_obstacle (self->target);
  is_refused = made->draft == NULL || obstacle != NULL;
  first = hlc_event_editor_show_composed (self->editor, made, is_refused);
  if (!is_refused)
    {
      secret = hlc_event_target_dup_secret (self->target);
      hlc_dispatcher_send_async (hlc_console_get_dispatcher (self->console), made->order, secret, sent_cb,
                                 g_object_ref (self));
      return;
    }

  hlc_event_dialog_set_busy (self, FALSE);
  if (made->draft != NULL)
    hlc_event_dialog_say (self, obstacle);
  if (obstacle != NULL || first != NULL)
    hlc_reveal_problem (obstacle != NULL ? GTK_WIDGET (self->target) : first);
  hlc_notice_announce (self->problem_notice);
}

/* What is read from JSON may say that it is a test. */
static void
changed_cb (HlcEventDialog *self)
{
  self->is_written = TRUE;
  hlc_event_target_set_is_test (self->target, hlc_event_editor_get_is_test (self->editor));
}

static void
target_cb (HlcEventDialog *self)
{
  hlc_event_dialog_update_versions (self);
}

static void
test_cb (HlcEventDialog *self)
{
  self->is_written = TRUE;
  hlc_event_editor_set_is_test (self->editor, hlc_event_target_get_is_test (self->target));
}

static void
type_cb (HlcEventDialog *self)
{
  HlcEventType type = hlc_event_dialog_get_event_type (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->type_row), hlc_words_event_type (type));
  hlc_event_editor_set_event_type (self->editor, type);
  hlc_event_target_set_event_type (self->target, type);
  if (self->is_filling || self->console == NULL)
    return;

  hlc_event_dialog_say (self, NULL);
  hlc_event_dialog_update_versions (self);
}

static void
undo_cb (HlcEventDialog *self)
{
  if (self->before == NULL)
    return;

  hlc_event_dialog_show_sheet (self, g_steal_pointer (&self->before));
  self->is_written = TRUE;
}

/* What was written is not lost by choosing something else. */
static void
hlc_event_dialog_offer_undo (HlcEventDialog *self)
{
  AdwToast *toast = adw_toast_new (_ ("What you wrote was replaced"));

  g_clear_pointer (&self->before, hlc_event_sheet_free);
  self->before = hlc_event_dialog_collect (self);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
chosen_cb (HlcEventDialog *self, HlcEventSheet *chosen, const char *loss, const char *title)
{
  HlcEventSheet *sheet =
      hlc_event_sheet_new (chosen != NULL ? chosen->type : hlc_event_dialog_get_event_type (self));

  if (self->is_written)
    hlc_event_dialog_offer_undo (self);
  if (chosen != NULL)
    {
      /* Its parts change hands. */
      HlcEventSheet swapped = *chosen;

      *chosen = *sheet;
      *sheet = swapped;
    }
  hlc_event_dialog_show_sheet (self, sheet);
  if (loss != NULL)
    hlc_event_editor_set_note (self->editor, loss);
  self->is_written = FALSE;
}

static void
failed_cb (HlcEventDialog *self, const char *problem)
{
  hlc_toast_show (self->toasts, problem);
}

static void
hlc_event_dialog_send (HlcEventDialog *self, gboolean keeps_open)
{
  if (self->is_busy || !hlc_event_target_get_is_connected (self->target))
    return;

  self->keeps_open = keeps_open;
  hlc_event_dialog_set_busy (self, TRUE);
  hlc_event_editor_compose_async (self->editor, hlc_event_target_new_order (self->target), composed_cb,
                                  g_object_ref (self));
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_event_dialog_send (HLC_EVENT_DIALOG (widget), FALSE);
}

static void
send_and_keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_event_dialog_send (HLC_EVENT_DIALOG (widget), TRUE);
}

static gboolean
send_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  hlc_event_dialog_send (HLC_EVENT_DIALOG (widget), FALSE);

  return TRUE;
}

static gboolean
hlc_event_dialog_close_request (GtkWindow *window)
{
  if (!HLC_EVENT_DIALOG (window)->is_written)
    return GTK_WINDOW_CLASS (hlc_event_dialog_parent_class)->close_request (window);

  hlc_discard_question_ask (window, _ ("The event has not been sent yet."));

  return TRUE;
}

static void
hlc_event_dialog_dispose (GObject *object)
{
  HlcEventDialog *self = HLC_EVENT_DIALOG (object);

  g_clear_object (&self->console);
  g_clear_pointer (&self->before, hlc_event_sheet_free);

  G_OBJECT_CLASS (hlc_event_dialog_parent_class)->dispose (object);
}

static void
hlc_event_dialog_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-event-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, keep_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, type_names);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, origin);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, target);
  gtk_widget_class_bind_template_child (widget_class, HlcEventDialog, editor);
  gtk_widget_class_bind_template_callback (widget_class, type_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, said_cb);
}

static void
hlc_event_dialog_class_init (HlcEventDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hlc_event_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hlc_event_dialog_close_request;

  signals[SIGNAL_SENT] = g_signal_new ("sent", HLC_TYPE_EVENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_SHOW_MESSAGE] = g_signal_new ("show-message", HLC_TYPE_EVENT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "event.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "event.send-and-keep", NULL, send_and_keep_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_EVENT_EDITOR);
  g_type_ensure (HLC_TYPE_EVENT_ORIGIN);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_EVENT_TARGET);
  hlc_event_dialog_bind_template (widget_class);
}

static void
hlc_event_dialog_init (HlcEventDialog *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_let_row_fold (ADW_ACTION_ROW (self->type_row));
  hlc_let_wrap (self->keep_button);
  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    gtk_string_list_append (self->type_names, hlc_event_type_to_string (i));
  hlc_submit_key_add (GTK_WIDGET (self), send_key_cb, NULL);
  type_cb (self);
  self->is_filling = FALSE;
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->type_row));
}

/**
 * hlc_event_dialog_new:
 * @console: what sends, and where operations are
 *
 * Returns: (transfer floating): an empty dialog that is not presented yet
 */
HlcEventDialog *
hlc_event_dialog_new (HlcConsole *console)
{
  HlcEventDialog *self = g_object_new (HLC_TYPE_EVENT_DIALOG, NULL);
  g_autofree char *folder = NULL;

  g_return_val_if_fail (HLC_IS_CONSOLE (console), self);

  self->console = g_object_ref (console);
  folder = g_build_filename (hlc_console_get_data_dir (console), TEMPLATES_NAME, NULL);
  hlc_event_origin_connect (self->origin, hlc_console_get_store (console), folder);
  hlc_event_dialog_renew (self);
  hlc_event_target_connect (self->target, console);

  return self;
}

/**
 * hlc_event_dialog_fill:
 * @draft: an event: it replaces what is written as soon as it is read; copied
 */
void
hlc_event_dialog_fill (HlcEventDialog *self, const HlcEventDraft *draft)
{
  g_return_if_fail (HLC_IS_EVENT_DIALOG (self) && draft != NULL);

  hlc_event_origin_take_draft (self->origin, draft);
}

/**
 * hlc_event_dialog_fill_from_operation:
 * @call_id: of a completed operation: it replaces what is written as soon as it is read
 */
void
hlc_event_dialog_fill_from_operation (HlcEventDialog *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_EVENT_DIALOG (self) && call_id != NULL);

  hlc_event_origin_take_operation (self->origin, call_id);
}

/**
 * hlc_event_dialog_show_sheet:
 * @sheet: (transfer full): replaces all that is written of the event
 */
void
hlc_event_dialog_show_sheet (HlcEventDialog *self, HlcEventSheet *sheet)
{
  g_return_if_fail (HLC_IS_EVENT_DIALOG (self) && sheet != NULL);

  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->type_row, sheet->type);
  type_cb (self);
  hlc_event_target_set_is_test (self->target, sheet->is_test);
  self->is_filling = FALSE;
  hlc_event_editor_show_sheet (self->editor, sheet);
  hlc_event_dialog_say (self, NULL);
  hlc_event_dialog_update_versions (self);
}

/** hlc_event_dialog_collect: Returns: (transfer full): what is written */
HlcEventSheet *
hlc_event_dialog_collect (HlcEventDialog *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_DIALOG (self), NULL);

  return hlc_event_editor_collect (self->editor);
}

/**
 * hlc_event_dialog_show_payload:
 * @is_payload: whether to go on with the event as JSON, or in the form
 *
 * Does it as soon as the event is read, where nothing is wrong and nothing gets lost.
 */
void
hlc_event_dialog_show_payload (HlcEventDialog *self, gboolean is_payload)
{
  g_return_if_fail (HLC_IS_EVENT_DIALOG (self));

  hlc_event_editor_show_payload (self->editor, is_payload);
}

/** hlc_event_dialog_get_target: Returns: (transfer none): where to */
HlcEventTarget *
hlc_event_dialog_get_target (HlcEventDialog *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_DIALOG (self), NULL);

  return self->target;
}

/** hlc_event_dialog_get_problem: Returns: (transfer none) (nullable): why it could not be sent */
const char *
hlc_event_dialog_get_problem (HlcEventDialog *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem_notice))
             ? hlc_notice_get_text (self->problem_notice)
             : NULL;
}
