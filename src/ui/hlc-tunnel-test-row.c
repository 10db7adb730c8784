/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-tunnel-test-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-tunnel-presentation.h"
#include "hlc-tunnel-self-test.h"
#include "hlc-visible-text.h"

struct _HlcTunnelTestRow
{
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkSpinner *spinner;
  GtkButton *button;

  HlcTunnel *tunnel;         /* (owned) (nullable) */
  char *url;                 /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): while it runs */
};

G_DEFINE_FINAL_TYPE (HlcTunnelTestRow, hlc_tunnel_test_row, ADW_TYPE_ACTION_ROW)

static void
hlc_tunnel_test_row_update (HlcTunnelTestRow *self)
{
  gboolean is_running = self->cancellable != NULL;

  gtk_button_set_label (self->button, is_running ? _ ("Cancel") : _ ("Test"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_running ? _ ("Cancel the Test") : _ ("Test the Address"), -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), is_running || self->url != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_running);
  gtk_spinner_set_spinning (self->spinner, is_running);
}

static void
hlc_tunnel_test_row_say (HlcTunnelTestRow *self, const HlcAppearance *appearance, const char *sentence)
{
  const char *classes[] = { appearance->css_class, NULL };
  g_autofree char *visible = hlc_visible_text (sentence, -1, HLC_VISIBLE_ONE_LINE);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), appearance->word);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), visible);
  gtk_image_set_from_icon_name (self->icon, appearance->icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
}

static void
hlc_tunnel_test_row_invite (HlcTunnelTestRow *self)
{
  HlcAppearance invitation = { "hlc-pending-symbolic", _ ("Does It Arrive?"), "dim-label" };

  hlc_tunnel_test_row_say (self, &invitation,
                           _ ("Sends a test event to the public address and waits for it"));
}

static void
tested_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTunnelTestRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTunnelTestResult) found = hlc_tunnel_self_test_finish (HLC_TUNNEL (object), result, &error);
  g_autofree char *sentence = NULL;
  HlcAppearance appearance;

  g_clear_object (&self->cancellable);
  if (self->tunnel == NULL)
    return;

  if (found != NULL)
    {
      appearance = hlc_present_tunnel_test (found->outcome);
      sentence = hlc_tunnel_test_result_dup_sentence (found);
      hlc_tunnel_test_row_say (self, &appearance, sentence);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hlc_tunnel_test_row_invite (self);
  else
    {
      appearance = (HlcAppearance){ "dialog-warning-symbolic", _ ("Not Tested"), "error" };
      hlc_tunnel_test_row_say (self, &appearance, error->message);
    }
  hlc_tunnel_test_row_update (self);
}

static void
clicked_cb (HlcTunnelTestRow *self)
{
  HlcAppearance testing = { "hlc-sent-symbolic", _ ("Testing…"), "dim-label" };

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }

  self->cancellable = g_cancellable_new ();
  hlc_tunnel_test_row_say (self, &testing, _ ("Waiting for the test event to arrive"));
  hlc_tunnel_test_row_update (self);
  hlc_tunnel_self_test_async (self->tunnel, self->url, HLC_TUNNEL_SELF_TEST_DEADLINE, self->cancellable,
                              tested_cb, g_object_ref (self));
}

static void
hlc_tunnel_test_row_dispose (GObject *object)
{
  HlcTunnelTestRow *self = HLC_TUNNEL_TEST_ROW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->tunnel);

  G_OBJECT_CLASS (hlc_tunnel_test_row_parent_class)->dispose (object);
}

static void
hlc_tunnel_test_row_finalize (GObject *object)
{
  HlcTunnelTestRow *self = HLC_TUNNEL_TEST_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (hlc_tunnel_test_row_parent_class)->finalize (object);
}

static void
hlc_tunnel_test_row_class_init (HlcTunnelTestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_tunnel_test_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_tunnel_test_row_finalize;
}

static void
hlc_tunnel_test_row_init (HlcTunnelTestRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->icon =
      GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spinner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  hlc_tunnel_test_row_invite (self);
  hlc_tunnel_test_row_update (self);
}

/** hlc_tunnel_test_row_set_tunnel: gives the row what runs its tests. To be called once */
void
hlc_tunnel_test_row_set_tunnel (HlcTunnelTestRow *self, HlcTunnel *tunnel)
{
  g_return_if_fail (HLC_IS_TUNNEL_TEST_ROW (self));
  g_return_if_fail (HLC_IS_TUNNEL (tunnel));

  g_set_object (&self->tunnel, tunnel);
}

/**
 * hlc_tunnel_test_row_set_url:
 * @url: (nullable): a public address, normalised; without one nothing can be tested
 *
 * Sets what is tested. What was found of another address goes.
 */
void
hlc_tunnel_test_row_set_url (HlcTunnelTestRow *self, const char *url)
{
  g_return_if_fail (HLC_IS_TUNNEL_TEST_ROW (self));

  if (g_strcmp0 (self->url, url) == 0)
    return;

  g_free (self->url);
  self->url = g_strdup (url);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    hlc_tunnel_test_row_invite (self);
  hlc_tunnel_test_row_update (self);
}
