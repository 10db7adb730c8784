/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-setup-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-console-keys.h"
#include "hlc-copy-row.h"
#include "hlc-left-to-right.h"
#include "hlc-let-fold.h"
#include "hlc-presentation.h"
#include "hlc-sample-request.h"
#include "hlc-sample.h"
#include "hlc-setup-snippet.h"
#include "hlc-tooltip.h"

struct _HlcSetupPage
{
  AdwBin parent_instance;

  GtkWidget *request_button;
  HlcCopyRow *webhook_row;
  AdwActionRow *secret_row;
  GtkImage *secret_icon;
  GtkButton *secret_button;
  AdwActionRow *first_row;
  GtkImage *first_icon;
  HlcCopyRow *curl_row;
  AdwActionRow *tunnel_row;
  AdwActionRow *request_row;
  GtkImage *request_icon;
  GtkBox *languages;
  GtkLabel *snippet;
  GtkToggleButton *reveal_button;

  HlcConsole *console;       /* (owned) */
  HlcCounter *counter;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  HlcSetupLanguage language;
  gboolean reveal_sidebar;
};

enum
{
  PROP_0,
  PROP_REVEAL_SIDEBAR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcSetupPage, hlc_setup_page, ADW_TYPE_BIN)

static void
set_mark (GtkImage *image, gboolean is_done, const char *undone_icon_name)
{
  const char *classes[] = { is_done ? "success" : "dim-label", NULL };

  gtk_image_set_from_icon_name (image, is_done ? "hlc-approved-symbolic" : undone_icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (image), classes);
}

/* What is shown hides the key; what is copied holds it. */
static char *
hlc_setup_page_dup_snippet (HlcSetupPage *self, gboolean with_key)
{
  const char *base = hlc_console_get_api_base (self->console);
  const char *key = hlc_secrets_get_agent_key (hlc_console_get_secrets (self->console));
  g_autofree char *masked = key != NULL ? hlc_present_masked_secret (key) : NULL;

  if (base == NULL || key == NULL)
    return NULL;

  return hlc_setup_snippet (self->language, base, with_key ? key : masked);
}

static void
hlc_setup_page_update_snippet (HlcSetupPage *self)
{
  gboolean is_revealed = gtk_toggle_button_get_active (self->reveal_button);
  g_autofree char *snippet = hlc_setup_page_dup_snippet (self, is_revealed);

  gtk_label_set_text (self->snippet, snippet != NULL ? snippet : _ ("The API is not listening"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.copy", snippet != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.send-request", snippet != NULL);
}

static void
reveal_cb (HlcSetupPage *self)
{
  gboolean is_revealed = gtk_toggle_button_get_active (self->reveal_button);

  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button),
                            is_revealed ? "view-conceal-symbolic" : "view-reveal-symbolic");
  hlc_tooltip_set (GTK_WIDGET (self->reveal_button), is_revealed ? _ ("Hide the Key") : _ ("Show the Key"));
  hlc_setup_page_update_snippet (self);
}

static void
language_cb (HlcSetupPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  self->language = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "language"));
  if (self->console != NULL)
    hlc_setup_page_update_snippet (self);
}

static void
hlc_setup_page_add_languages (HlcSetupPage *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < HLC_N_SETUP_LANGUAGES; i++)
    {
      GtkWidget *button =
          gtk_toggle_button_new_with_label (hlc_setup_language_get_title ((HlcSetupLanguage) i));

      g_object_set_data (G_OBJECT (button), "language", GUINT_TO_POINTER (i));
      if (first != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      else
        first = button;
      g_signal_connect_object (button, "toggled", G_CALLBACK (language_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->languages, button);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *snippet = hlc_setup_page_dup_snippet (HLC_SETUP_PAGE (widget), TRUE);

  if (snippet == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), snippet);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Copied"));
}

/* An agent that asked has used a key, one that is kept or one of this run. */
static gboolean
hlc_setup_page_has_request (HlcSetupPage *self)
{
  g_autoptr (GPtrArray) keys = hlc_console_dup_agent_keys (self->console, NULL);

  for (guint i = 0; i < keys->len; i++)
    if (hlc_agent_key_get_last_used_at (g_ptr_array_index (keys, i)) != 0)
      return TRUE;

  return FALSE;
}

static void
hlc_setup_page_update_addresses (HlcSetupPage *self)
{
  const char *url = hlc_console_get_webhook_url (self->console);
  g_autofree char *curl = url != NULL ? hlc_sample_dup_curl (url) : NULL;

  hlc_copy_row_set_value (self->webhook_row, url);
  hlc_copy_row_set_value (self->curl_row, curl);
  hlc_setup_page_update_snippet (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.send-sample", url != NULL);
}

static void
hlc_setup_page_update_tunnel (HlcSetupPage *self)
{
  g_autofree char *summary = NULL;

  g_object_get (hlc_console_get_tunnel (self->console), "summary", &summary, NULL);
  adw_action_row_set_subtitle (self->tunnel_row, summary);
}

/* A line that is sent by hand is not signed: it is offered only while it would be accepted. */
static void
hlc_setup_page_update_secret (HlcSetupPage *self)
{
  gboolean has_secret = hlc_receiver_get_has_secret (hlc_console_get_receiver (self->console));

  set_mark (self->secret_icon, has_secret, "hlc-unverified-symbolic");
  adw_action_row_set_subtitle (self->secret_row,
                               has_secret ? _ ("Only webhooks that were signed with it are accepted")
                                          : _ ("Not set: anyone who reaches the address is believed"));
  gtk_button_set_label (self->secret_button, has_secret ? _ ("Change…") : _ ("Set…"));
  gtk_widget_set_visible (GTK_WIDGET (self->curl_row), !has_secret);
}

static void
hlc_setup_page_update_marks (HlcSetupPage *self)
{
  const HlcStoreCounts *counts = hlc_counter_get_counts (self->counter);
  gboolean has_arrived = counts->deliveries > 0;
  gboolean has_request = hlc_setup_page_has_request (self);

  set_mark (self->first_icon, has_arrived, "hlc-pending-symbolic");
  set_mark (self->request_icon, has_request, "hlc-pending-symbolic");
  adw_action_row_set_subtitle (self->request_row,
                               has_request ? _ ("An agent has asked") : _ ("Waiting for it"));
  adw_action_row_set_subtitle (self->first_row, has_arrived ? _ ("It has arrived") : _ ("Waiting for it"));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcSetupPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hlc_sample_send_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
send_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcSetupPage *self = HLC_SETUP_PAGE (widget);
  GPtrArray *secrets = hlc_secrets_get_signing_secrets (hlc_console_get_secrets (self->console));
  HlcSigningSecret *secret = secrets->len > 0 ? g_ptr_array_index (secrets, 0) : NULL;

  hlc_sample_send_async (hlc_console_get_webhook_url (self->console), secret,
                         hlc_clock_get_now (hlc_console_get_clock (self->console)), self->cancellable,
                         sent_cb, g_object_ref (self));
}

static void
request_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcSetupPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_sample_request_send_finish (result, &error))
    {
      hlc_setup_page_update_marks (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.place", "s", "pending");
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
send_request_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcSetupPage *self = HLC_SETUP_PAGE (widget);

  hlc_sample_request_send_async (hlc_console_get_api_base (self->console),
                                 hlc_secrets_get_agent_key (hlc_console_get_secrets (self->console)),
                                 self->cancellable, request_sent_cb, g_object_ref (self));
}

static void
hlc_setup_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_REVEAL_SIDEBAR:
      g_value_set_boolean (value, HLC_SETUP_PAGE (object)->reveal_sidebar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_setup_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcSetupPage *self = HLC_SETUP_PAGE (object);

  switch (prop_id)
    {
    case PROP_REVEAL_SIDEBAR:
      if (self->reveal_sidebar == g_value_get_boolean (value))
        break;
      self->reveal_sidebar = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_setup_page_dispose (GObject *object)
{
  HlcSetupPage *self = HLC_SETUP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->counter);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_setup_page_parent_class)->dispose (object);
}

static void
hlc_setup_page_finalize (GObject *object)
{
  g_clear_object (&HLC_SETUP_PAGE (object)->cancellable);

  G_OBJECT_CLASS (hlc_setup_page_parent_class)->finalize (object);
}

static void
hlc_setup_page_class_init (HlcSetupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hlc_setup_page_get_property;
  object_class->set_property = hlc_setup_page_set_property;
  object_class->dispose = hlc_setup_page_dispose;
  object_class->finalize = hlc_setup_page_finalize;

  properties[PROP_REVEAL_SIDEBAR] =
      g_param_spec_boolean ("reveal-sidebar", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "setup.send-sample", NULL, send_sample_action);

  gtk_widget_class_install_action (widget_class, "setup.send-request", NULL, send_request_action);
  gtk_widget_class_install_action (widget_class, "setup.copy", NULL, copy_action);

  g_type_ensure (HLC_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, request_button);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, webhook_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, secret_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, secret_button);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, first_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, first_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, curl_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, tunnel_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, request_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, request_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, languages);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, snippet);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, reveal_button);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
}

static void
hlc_setup_page_init (HlcSetupPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_let_row_fold (self->request_row);
  hlc_let_row_fold (self->secret_row);
  hlc_let_row_fold (self->first_row);
  hlc_let_row_fold (self->tunnel_row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->tunnel_row), FALSE);
  hlc_left_to_right_code (GTK_WIDGET (self->snippet));
  hlc_setup_page_add_languages (self);
}

/**
 * hlc_setup_page_connect:
 * @console: whose addresses are shown
 * @counter: says when something has arrived
 *
 * Gives the page what it shows. To be called once.
 */
void
hlc_setup_page_connect (HlcSetupPage *self, HlcConsole *console, HlcCounter *counter)
{
  g_return_if_fail (HLC_IS_SETUP_PAGE (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));
  g_return_if_fail (HLC_IS_COUNTER (counter));

  g_set_object (&self->console, console);
  g_set_object (&self->counter, counter);
  g_signal_connect_object (console, "notify", G_CALLBACK (hlc_setup_page_update_addresses), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hlc_console_get_receiver (console), "notify::has-secret",
                           G_CALLBACK (hlc_setup_page_update_secret), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hlc_console_get_secrets (console), "changed",
                           G_CALLBACK (hlc_setup_page_update_snippet), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (counter, "changed", G_CALLBACK (hlc_setup_page_update_marks), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hlc_console_get_tunnel (console), "notify::summary",
                           G_CALLBACK (hlc_setup_page_update_tunnel), self, G_CONNECT_SWAPPED);
  hlc_setup_page_update_addresses (self);
  hlc_setup_page_update_tunnel (self);
  hlc_setup_page_update_secret (self);
  hlc_setup_page_update_marks (self);
}
