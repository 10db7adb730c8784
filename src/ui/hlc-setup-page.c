/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-setup-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-copy-row.h"
#include "hlc-sample.h"

struct _HlcSetupPage
{
  AdwBin parent_instance;

  HlcCopyRow *webhook_row;
  AdwActionRow *secret_row;
  GtkImage *secret_icon;
  GtkButton *secret_button;
  AdwActionRow *first_row;
  GtkImage *first_icon;
  HlcCopyRow *curl_row;
  HlcCopyRow *ngrok_row;
  HlcCopyRow *base_row;
  HlcCopyRow *key_row;

  HlcConsole *console;       /* (owned) */
  HlcCounter *counter;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
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

static void
hlc_setup_page_update_addresses (HlcSetupPage *self)
{
  const char *url = hlc_console_get_webhook_url (self->console);
  guint port = hlc_receiver_get_port (hlc_console_get_receiver (self->console));
  g_autofree char *curl = url != NULL ? hlc_sample_dup_curl (url) : NULL;
  g_autofree char *ngrok = port != 0 ? g_strdup_printf ("ngrok http %u", port) : NULL;

  hlc_copy_row_set_value (self->webhook_row, url);
  hlc_copy_row_set_value (self->curl_row, curl);
  hlc_copy_row_set_value (self->ngrok_row, ngrok);
  hlc_copy_row_set_value (self->base_row, hlc_console_get_api_base (self->console));
  hlc_copy_row_set_value (self->key_row, hlc_secrets_get_agent_key (hlc_console_get_secrets (self->console)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.send-sample", url != NULL);
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

  set_mark (self->first_icon, has_arrived, "hlc-pending-symbolic");
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

  g_type_ensure (HLC_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, webhook_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, secret_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, secret_button);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, first_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, first_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, curl_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, ngrok_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, base_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSetupPage, key_row);
}

static void
hlc_setup_page_init (HlcSetupPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  g_signal_connect_object (counter, "changed", G_CALLBACK (hlc_setup_page_update_marks), self,
                           G_CONNECT_SWAPPED);
  hlc_setup_page_update_addresses (self);
  hlc_setup_page_update_secret (self);
  hlc_setup_page_update_marks (self);
}
