/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-copy-row.h"
#include "hlc-dialog-header.h"
#include "hlc-endpoint-words.h"
#include "hlc-header-editor.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"
#include "hlc-signing-secret.h"
#include "hlc-target-url.h"
#include "hlc-toast.h"
#include "hlc-told-entries.h"

static const HlcBodyVersion versions[] = { HLC_BODY_V1, HLC_BODY_V1BETA2, HLC_BODY_V1BETA3 };

struct _HlcEndpointDialog
{
  AdwWindow parent_instance;

  GtkButton *cancel_button;
  GtkButton *save_button;
  GtkButton *done_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  HlcNotice *problem_notice;
  AdwEntryRow *url_row;
  AdwEntryRow *description_row;
  GtkLabel *problem;
  AdwExpanderRow *events_row;
  AdwComboRow *version_row;
  AdwComboRow *family_row;
  GtkWidget *secret_group;
  AdwPasswordEntryRow *secret_row;
  HlcHeaderEditor *header_editor;
  HlcCopyRow *made_row;

  GtkCheckButton *event_checks[HLC_N_EVENT_TYPES];
  HlcEndpoint *before; /* (owned) (nullable): what is changed; %NULL for a new one */
  char *problem_text;  /* (owned) (nullable): why it was not stored */
  gboolean is_filling;
  gboolean is_busy;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEndpointDialog, hlc_endpoint_dialog, ADW_TYPE_WINDOW)

static char *
dup_stripped (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static guint
hlc_endpoint_dialog_get_events (HlcEndpointDialog *self)
{
  guint events = 0;

  if (!adw_expander_row_get_enable_expansion (self->events_row))
    return HLC_EVENTS_ALL;

  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    if (gtk_check_button_get_active (self->event_checks[i]))
      events |= 1u << i;

  return events;
}

static void
set_error (gpointer row, gboolean has_error)
{
  if (has_error)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

static char *
hlc_endpoint_dialog_dup_secret_problem (HlcEndpointDialog *self)
{
  g_autofree char *text = dup_stripped (self->secret_row);
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("", text);

  return *text != '\0' ? g_strdup (hlc_signing_secret_get_problem (secret)) : NULL;
}

/* What is wrong, in the order of the form; NULL when it can be saved. A URL that is not written yet is no error. */
static char *
hlc_endpoint_dialog_dup_obstacle (HlcEndpointDialog *self, gboolean *is_error)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_dialog_dup_endpoint (self);
  g_autofree char *secret_problem = hlc_endpoint_dialog_dup_secret_problem (self);
  g_autoptr (GError) error = NULL;
  gboolean is_url_wrong = *endpoint->url != '\0' && !hlc_target_url_check (endpoint->url, NULL);

  set_error (self->url_row, is_url_wrong);
  set_error (self->secret_row, secret_problem != NULL);
  *is_error = TRUE;
  if (*endpoint->url == '\0')
    {
      *is_error = FALSE;
      return g_strdup (_ ("Say where webhooks are to be sent"));
    }
  if (!is_url_wrong && adw_expander_row_get_enable_expansion (self->events_row) &&
      hlc_endpoint_dialog_get_events (self) == 0)
    return g_strdup (_ ("Choose at least one event"));
  if (!hlc_endpoint_check (endpoint, &error))
    return g_strdup (error->message);

  return g_steal_pointer (&secret_problem);
}

static void
hlc_endpoint_dialog_update (HlcEndpointDialog *self)
{
  gboolean is_error = FALSE;
  g_autofree char *obstacle = hlc_endpoint_dialog_dup_obstacle (self, &is_error);
  const char *header_problem = hlc_header_editor_get_problem (self->header_editor);
  HlcBodyVersion version = versions[MIN (adw_combo_row_get_selected (self->version_row), 2)];
  HlcHeaderFamily family = (HlcHeaderFamily) adw_combo_row_get_selected (self->family_row);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->version_row), hlc_words_body_version_hint (version));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->family_row), hlc_words_header_family (family));

  /* What is wrong with the headers stands below them. */
  gtk_label_set_text (self->problem, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem),
                          obstacle != NULL && is_error && g_strcmp0 (obstacle, header_problem) != 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->save_button), obstacle);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "endpoint.save", obstacle == NULL && !self->is_busy);
}

static void
update_cb (HlcEndpointDialog *self)
{
  if (!self->is_filling)
    hlc_endpoint_dialog_update (self);
}

/* Whoever chooses among events is shown them. */
static void
events_switched_cb (HlcEndpointDialog *self, GParamSpec *pspec, GtkSwitch *events_switch)
{
  adw_expander_row_set_expanded (self->events_row, gtk_switch_get_active (events_switch));
}

static void
activated_cb (HlcEndpointDialog *self)
{
  if (hlc_endpoint_dialog_get_can_save (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "endpoint.save", NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0);
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_toast_show (HLC_ENDPOINT_DIALOG (widget)->toasts, g_variant_get_string (parameter, NULL));
}

static void
hlc_endpoint_dialog_add_events (HlcEndpointDialog *self)
{
  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hlc_event_type_to_string ((HlcEventType) i));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   hlc_event_type_carries_operation ((HlcEventType) i));
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_expander_row_add_row (self->events_row, row);
      g_signal_connect_object (check, "toggled", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
      self->event_checks[i] = GTK_CHECK_BUTTON (check);
    }
}

static void
hlc_endpoint_dialog_add_versions (HlcEndpointDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    gtk_string_list_append (names, hlc_present_body_version (versions[i]));
  adw_combo_row_set_model (self->version_row, G_LIST_MODEL (names));
}

static void
hlc_endpoint_dialog_fill (HlcEndpointDialog *self, HlcEndpoint *endpoint)
{
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), endpoint->url != NULL ? endpoint->url : "");
  gtk_editable_set_text (GTK_EDITABLE (self->description_row),
                         endpoint->description != NULL ? endpoint->description : "");
  hlc_endpoint_dialog_set_events (self, endpoint->events);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (versions[i] == endpoint->body_version)
      adw_combo_row_set_selected (self->version_row, i);
  adw_combo_row_set_selected (self->family_row, endpoint->header_family);
  hlc_header_editor_set_headers (self->header_editor, endpoint->headers);
}

static void
hlc_endpoint_dialog_finalize (GObject *object)
{
  HlcEndpointDialog *self = HLC_ENDPOINT_DIALOG (object);

  g_clear_pointer (&self->before, hlc_endpoint_unref);
  g_clear_pointer (&self->problem_text, g_free);

  G_OBJECT_CLASS (hlc_endpoint_dialog_parent_class)->finalize (object);
}

static void
hlc_endpoint_dialog_class_init (HlcEndpointDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_endpoint_dialog_finalize;

  signals[SIGNAL_SAVE] =
      g_signal_new ("save", HLC_TYPE_ENDPOINT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "endpoint.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_COPY_ROW);
  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_HEADER_EDITOR);
  g_type_ensure (HLC_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-endpoint-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, description_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, events_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, version_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, family_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, secret_group);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, header_editor);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointDialog, made_row);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, events_switched_cb);
}

static void
hlc_endpoint_dialog_init (HlcEndpointDialog *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));

  hlc_endpoint_dialog_add_events (self);
  hlc_endpoint_dialog_add_versions (self);
}

/**
 * hlc_endpoint_dialog_new:
 * @endpoint: (nullable): what is changed; %NULL makes a new one
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcEndpointDialog *
hlc_endpoint_dialog_new (HlcEndpoint *endpoint)
{
  HlcEndpointDialog *self = g_object_new (HLC_TYPE_ENDPOINT_DIALOG, NULL);

  gtk_window_set_title (GTK_WINDOW (self), endpoint != NULL ? _ ("Edit Endpoint") : _ ("Add Endpoint"));
  gtk_button_set_label (self->save_button, endpoint != NULL ? _ ("_Save") : _ ("_Add"));
  gtk_widget_set_visible (self->secret_group, endpoint == NULL);
  if (endpoint != NULL)
    {
      self->before = hlc_endpoint_ref (endpoint);
      hlc_endpoint_dialog_fill (self, endpoint);
    }
  self->is_filling = FALSE;
  hlc_endpoint_dialog_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->url_row));

  return self;
}

/**
 * hlc_endpoint_dialog_enter_url:
 * @url: replaces what is written, as a user would
 */
void
hlc_endpoint_dialog_enter_url (HlcEndpointDialog *self, const char *url)
{
  g_return_if_fail (HLC_IS_ENDPOINT_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url);
}

/**
 * hlc_endpoint_dialog_set_events:
 * @events: bits of #HlcEventType, or %HLC_EVENTS_ALL
 *
 * Chooses which events it gets.
 */
void
hlc_endpoint_dialog_set_events (HlcEndpointDialog *self, guint events)
{
  g_return_if_fail (HLC_IS_ENDPOINT_DIALOG (self));

  adw_expander_row_set_enable_expansion (self->events_row, events != HLC_EVENTS_ALL);
  for (guint i = 0; events != HLC_EVENTS_ALL && i < HLC_N_EVENT_TYPES; i++)
    gtk_check_button_set_active (self->event_checks[i], (events & (1u << i)) != 0);
}

/** hlc_endpoint_dialog_dup_endpoint: Returns: (transfer full): what was changed, or a new one, as it is written */
HlcEndpoint *
hlc_endpoint_dialog_dup_endpoint (HlcEndpointDialog *self)
{
  HlcEndpoint *endpoint = NULL;
  g_autofree char *description = NULL;

  g_return_val_if_fail (HLC_IS_ENDPOINT_DIALOG (self), NULL);

  endpoint = self->before != NULL ? hlc_endpoint_copy (self->before) : hlc_endpoint_new ();
  description = dup_stripped (self->description_row);
  g_free (endpoint->url);
  endpoint->url = dup_stripped (self->url_row);
  g_free (endpoint->description);
  endpoint->description = *description != '\0' ? g_steal_pointer (&description) : NULL;
  endpoint->events = hlc_endpoint_dialog_get_events (self);
  endpoint->body_version = versions[MIN (adw_combo_row_get_selected (self->version_row), 2)];
  endpoint->header_family = (HlcHeaderFamily) adw_combo_row_get_selected (self->family_row);
  g_clear_pointer (&endpoint->headers, hlc_header_list_unref);
  endpoint->headers = hlc_header_editor_dup_headers (self->header_editor);

  return endpoint;
}

/** hlc_endpoint_dialog_dup_secret: Returns: (transfer full) (nullable): the secret that was given */
char *
hlc_endpoint_dialog_dup_secret (HlcEndpointDialog *self)
{
  g_autofree char *secret = NULL;

  g_return_val_if_fail (HLC_IS_ENDPOINT_DIALOG (self), NULL);

  secret = dup_stripped (self->secret_row);

  return *secret != '\0' ? g_steal_pointer (&secret) : NULL;
}

/** hlc_endpoint_dialog_get_is_new: Returns: whether it makes an endpoint, and does not change one */
gboolean
hlc_endpoint_dialog_get_is_new (HlcEndpointDialog *self)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_DIALOG (self), FALSE);

  return self->before == NULL;
}

/** hlc_endpoint_dialog_get_can_save: Returns: whether what is written can be saved */
gboolean
hlc_endpoint_dialog_get_can_save (HlcEndpointDialog *self)
{
  gboolean is_error = FALSE;
  g_autofree char *obstacle = NULL;

  g_return_val_if_fail (HLC_IS_ENDPOINT_DIALOG (self), FALSE);

  obstacle = hlc_endpoint_dialog_dup_obstacle (self, &is_error);

  return obstacle == NULL && !self->is_busy;
}

/**
 * hlc_endpoint_dialog_set_problem:
 * @problem: (nullable): why it could not be stored
 *
 * Says what is wrong; what was written stays.
 */
void
hlc_endpoint_dialog_set_problem (HlcEndpointDialog *self, const char *problem)
{
  g_return_if_fail (HLC_IS_ENDPOINT_DIALOG (self));

  self->is_busy = FALSE;
  g_free (self->problem_text);
  self->problem_text = g_strdup (problem);
  hlc_notice_set_problem (self->problem_notice, _ ("Not Saved"), problem);
  hlc_endpoint_dialog_update (self);
}

/** hlc_endpoint_dialog_get_problem: Returns: (transfer none) (nullable): what is wrong, as far as it is told */
const char *
hlc_endpoint_dialog_get_problem (HlcEndpointDialog *self)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_DIALOG (self), NULL);

  if (self->problem_text != NULL)
    return self->problem_text;

  return gtk_widget_get_visible (GTK_WIDGET (self->problem))
             ? gtk_label_get_text (self->problem)
             : hlc_header_editor_get_problem (self->header_editor);
}

/** hlc_endpoint_dialog_set_busy: says that it is being saved: it cannot be saved twice */
void
hlc_endpoint_dialog_set_busy (HlcEndpointDialog *self, gboolean is_busy)
{
  g_return_if_fail (HLC_IS_ENDPOINT_DIALOG (self));

  self->is_busy = is_busy;
  hlc_endpoint_dialog_update (self);
}

/**
 * hlc_endpoint_dialog_show_secret:
 * @secret: what signs for the endpoint that was added
 *
 * Goes from the form to the secret that the handler needs.
 */
void
hlc_endpoint_dialog_show_secret (HlcEndpointDialog *self, const char *secret)
{
  g_return_if_fail (HLC_IS_ENDPOINT_DIALOG (self));

  hlc_copy_row_set_value (self->made_row, secret);
  gtk_stack_set_visible_child_name (self->stack, "secret");
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->done_button), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
}
