/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-decision-toasts.h"

#include <glib/gi18n-lib.h>

#include "hlc-announce.h"
#include "hlc-fact-row.h"
#include "hlc-toast.h"

struct _HlcDecisionToasts
{
  GObject parent_instance;

  HlcDecisionQueue *queue;  /* (owned) */
  AdwToastOverlay *overlay; /* (weak) (nullable) */
  AdwToast *countdown;      /* (owned) (nullable): while something is held */
  GtkWindow *dialog;        /* (weak) (nullable): what was not decided */
};

G_DEFINE_FINAL_TYPE (HlcDecisionToasts, hlc_decision_toasts, G_TYPE_OBJECT)

static void
undo_cb (HlcDecisionToasts *self)
{
  hlc_decision_queue_undo (self->queue);
}

/* Somebody who sends the countdown away does not want to undo. */
static void
dismissed_cb (HlcDecisionToasts *self, AdwToast *toast)
{
  if (toast != self->countdown)
    return;

  g_clear_object (&self->countdown);
  hlc_decision_queue_flush (self->queue);
}

static void
seconds_left_cb (HlcDecisionToasts *self)
{
  g_autofree char *words = hlc_decision_queue_describe (self->queue);
  g_autofree char *escaped = words != NULL ? g_markup_escape_text (words, -1) : NULL;
  g_autoptr (AdwToast) done = NULL;

  if (escaped == NULL)
    {
      done = g_steal_pointer (&self->countdown);
      if (done != NULL)
        adw_toast_dismiss (done);
      return;
    }
  if (self->countdown != NULL)
    {
      adw_toast_set_title (self->countdown, escaped);
      return;
    }
  if (self->overlay == NULL)
    return;

  self->countdown = g_object_ref_sink (adw_toast_new (escaped));
  adw_toast_set_timeout (self->countdown, 0);
  adw_toast_set_priority (self->countdown, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (self->countdown, _ ("_Undo"));
  g_signal_connect_object (self->countdown, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->countdown, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (self->countdown));
  /* Said once, not at every second. */
  hlc_announce (GTK_WIDGET (self->overlay), words, HLC_URGENCY_NEWS);
}

static GtkWidget *
failure_list_new (GPtrArray *failures)
{
  GtkWidget *scrolled_window = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What was not decided"), -1);
  for (guint i = 0; i < failures->len; i++)
    {
      const HlcDecisionFailure *failure = g_ptr_array_index (failures, i);

      hlc_fact_list_append (GTK_LIST_BOX (list), failure->title != NULL ? failure->title : failure->call_id,
                            failure->message, HLC_FACT_ABOVE);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled_window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled_window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled_window), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled_window), list);

  return scrolled_window;
}

static void
hlc_decision_toasts_show_failures (HlcDecisionToasts *self, guint n_decided, GPtrArray *failures)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->overlay));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     /* Translators: how many were not decided, and of how many. */
                                     g_dngettext (GETTEXT_PACKAGE, "%'u of %'u Was Not Decided",
                                                  "%'u of %'u Were Not Decided", failures->len),
                                     failures->len, n_decided + failures->len);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), failure_list_new (failures));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (self->dialog);
}

static void
finished_cb (HlcDecisionToasts *self, guint n_decided, GPtrArray *failures)
{
  g_autofree char *words = NULL;

  /* One that failed is told where it is decided. */
  if (self->overlay == NULL || n_decided + failures->len < 2)
    return;

  if (failures->len > 0)
    {
      hlc_decision_toasts_show_failures (self, n_decided, failures);
      return;
    }

  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u operation was decided",
                                        "%'u operations were decided", n_decided),
                           n_decided);
  hlc_toast_show (self->overlay, words);
}

static void
hlc_decision_toasts_dispose (GObject *object)
{
  HlcDecisionToasts *self = HLC_DECISION_TOASTS (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->overlay);
  g_clear_object (&self->countdown);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (hlc_decision_toasts_parent_class)->dispose (object);
}

static void
hlc_decision_toasts_class_init (HlcDecisionToastsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_decision_toasts_dispose;
}

static void
hlc_decision_toasts_init (HlcDecisionToasts *self)
{
}

/**
 * hlc_decision_toasts_new:
 * @queue: whose decisions are told
 * @overlay: where
 *
 * Returns: (transfer full): it tells until it dies
 */
HlcDecisionToasts *
hlc_decision_toasts_new (HlcDecisionQueue *queue, AdwToastOverlay *overlay)
{
  HlcDecisionToasts *self = g_object_new (HLC_TYPE_DECISION_TOASTS, NULL);

  self->queue = g_object_ref (queue);
  g_set_weak_pointer (&self->overlay, overlay);
  g_signal_connect_object (queue, "notify::seconds-left", G_CALLBACK (seconds_left_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/** hlc_decision_toasts_get_dialog: Returns: (transfer none) (nullable): what says which were not decided */
GtkWindow *
hlc_decision_toasts_get_dialog (HlcDecisionToasts *self)
{
  g_return_val_if_fail (HLC_IS_DECISION_TOASTS (self), NULL);

  return self->dialog;
}
