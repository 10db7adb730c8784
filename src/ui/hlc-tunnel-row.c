/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-tunnel-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-tooltip.h"
#include "hlc-tunnel-presentation.h"

struct _HlcTunnelRow
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkImage *icon;
  GtkLabel *status;

  HlcTunnel *tunnel; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HlcTunnelRow, hlc_tunnel_row, ADW_TYPE_BIN)

static void
hlc_tunnel_row_update (HlcTunnelRow *self)
{
  HlcTunnelStatus *status = hlc_tunnel_get_status (self->tunnel);
  HlcAppearance appearance = hlc_present_tunnel (status, hlc_tunnel_get_copied_url (self->tunnel));
  const char *classes[] = { appearance.css_class, NULL };
  gboolean is_well = g_str_equal (appearance.css_class, "success");
  g_autofree char *host = is_well ? hlc_present_tunnel_host (status) : NULL;
  const char *word = host != NULL ? host : appearance.word;
  g_autofree char *name = g_strdup_printf (C_ ("listener", "Tunnel: %s"), word);

  gtk_image_set_from_icon_name (self->icon, appearance.icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_label_set_text (self->status, word);
  hlc_tooltip_set (self->button, name);
}

static void
hlc_tunnel_row_dispose (GObject *object)
{
  g_clear_object (&HLC_TUNNEL_ROW (object)->tunnel);

  G_OBJECT_CLASS (hlc_tunnel_row_parent_class)->dispose (object);
}

static void
hlc_tunnel_row_class_init (HlcTunnelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_tunnel_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-tunnel-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelRow, button);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelRow, status);
}

static void
hlc_tunnel_row_init (HlcTunnelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_tunnel_row_connect:
 * @tunnel: what is shown
 *
 * Gives the row what it shows. To be called once.
 */
void
hlc_tunnel_row_connect (HlcTunnelRow *self, HlcTunnel *tunnel)
{
  g_return_if_fail (HLC_IS_TUNNEL_ROW (self));
  g_return_if_fail (HLC_IS_TUNNEL (tunnel));

  g_set_object (&self->tunnel, tunnel);
  g_signal_connect_object (tunnel, "changed", G_CALLBACK (hlc_tunnel_row_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tunnel, "notify::copied-url", G_CALLBACK (hlc_tunnel_row_update), self,
                           G_CONNECT_SWAPPED);
  hlc_tunnel_row_update (self);
}
