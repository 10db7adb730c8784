/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-sidebar.h"

#include <glib/gi18n-lib.h>

#include "hlc-listener-row.h"
#include "hlc-place-row.h"
#include "hlc-tunnel-row.h"

struct _HlcSidebar
{
  AdwBin parent_instance;

  GtkListBox *places;
  HlcListenerRow *receiver_row;
  HlcListenerRow *api_row;
  HlcTunnelRow *tunnel_row;

  HlcPlaceRow *rows[HLC_N_PLACES];
  HlcConsole *console; /* (owned) */
  HlcCounter *counter; /* (owned) */
  HlcRoutes *routes;   /* (owned) */
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcSidebar, hlc_sidebar, ADW_TYPE_BIN)

static void
hlc_sidebar_update_listeners (HlcSidebar *self)
{
  hlc_listener_row_set_status (self->receiver_row, C_ ("listener", "Receiver"),
                               hlc_receiver_get_port (hlc_console_get_receiver (self->console)),
                               hlc_console_get_receiver_error (self->console));
  hlc_listener_row_set_status (self->api_row, C_ ("listener", "API"),
                               hlc_api_get_port (hlc_console_get_api (self->console)),
                               hlc_console_get_api_error (self->console));
}

/* What is the matter with endpoints and rules; NULL when nothing is. */
static char *
hlc_sidebar_dup_alarm (HlcSidebar *self, const HlcStoreCounts *counts)
{
  GPtrArray *rules = hlc_routes_get_rules (self->routes);

  for (guint i = 0; i < rules->len; i++)
    {
      const HlcForwardRule *rule = g_ptr_array_index (rules, i);

      if (rule->is_asking && rule->enabled)
        return g_strdup (_ ("a forwarding rule asks"));
    }
  if (counts->failing_endpoints == 0)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d endpoint fails", "%'d endpoints fail",
                                       (gulong) counts->failing_endpoints),
                          (int) counts->failing_endpoints);
}

static void
hlc_sidebar_update_badges (HlcSidebar *self)
{
  const HlcStoreCounts *counts = hlc_counter_get_counts (self->counter);
  g_autofree char *pending = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d operation waits",
                                                           "%'d operations wait", (gulong) counts->pending),
                                              (int) counts->pending);
  g_autofree char *failed =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d webhook was refused", "%'d webhooks were refused",
                                    (gulong) counts->failed_deliveries),
                       (int) counts->failed_deliveries);

  g_autofree char *undelivered =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d message could not be delivered",
                                    "%'d messages could not be delivered", (gulong) counts->failed_messages),
                       (int) counts->failed_messages);
  g_autofree char *alarm = hlc_sidebar_dup_alarm (self, counts);

  hlc_place_row_set_badge (self->rows[HLC_PLACE_PENDING], counts->pending, "accent", pending);
  hlc_place_row_set_badge (self->rows[HLC_PLACE_RECEIVED], counts->failed_deliveries, "error", failed);
  hlc_place_row_set_badge (self->rows[HLC_PLACE_SENT], counts->failed_messages, "error", undelivered);
  hlc_place_row_set_alarm (self->rows[HLC_PLACE_ENDPOINTS], alarm);
}

static void
row_activated_cb (HlcSidebar *self, GtkListBoxRow *row)
{
  const HlcPlaceDescription *description = hlc_place_describe (hlc_place_row_get_place (HLC_PLACE_ROW (row)));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.place", "s", description->name);
}

static void
use_another_receiver_port_cb (HlcSidebar *self)
{
  g_autoptr (GError) error = NULL;

  if (!hlc_console_listen_receiver (self->console, 0, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  hlc_sidebar_update_listeners (self);
}

static void
use_another_api_port_cb (HlcSidebar *self)
{
  g_autoptr (GError) error = NULL;

  if (!hlc_console_listen_api (self->console, 0, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  hlc_sidebar_update_listeners (self);
}

static void
update_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean starts_group = hlc_place_describe (hlc_place_row_get_place (HLC_PLACE_ROW (row)))->starts_group;

  gtk_list_box_row_set_header (row, before != NULL && starts_group
                                        ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL)
                                        : NULL);
}

static void
hlc_sidebar_dispose (GObject *object)
{
  HlcSidebar *self = HLC_SIDEBAR (object);

  g_clear_object (&self->routes);
  g_clear_object (&self->counter);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_sidebar_parent_class)->dispose (object);
}

static void
hlc_sidebar_class_init (HlcSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_sidebar_dispose;

  signals[SIGNAL_FAILED] = g_signal_new ("failed", HLC_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HLC_TYPE_LISTENER_ROW);
  g_type_ensure (HLC_TYPE_TUNNEL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, HlcSidebar, receiver_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSidebar, api_row);
  gtk_widget_class_bind_template_child (widget_class, HlcSidebar, tunnel_row);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_another_receiver_port_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_another_api_port_cb);
}

static void
hlc_sidebar_init (HlcSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < HLC_N_PLACES; i++)
    {
      GtkWidget *row = hlc_place_row_new ((HlcPlace) i);

      gtk_list_box_append (self->places, row);
      self->rows[i] = HLC_PLACE_ROW (row);
    }
  gtk_list_box_set_header_func (self->places, update_header_cb, NULL, NULL);
}

/**
 * hlc_sidebar_connect:
 * @console: whose ports are shown
 * @counter: the numbers
 * @routes: the forwarding rules
 *
 * Gives the sidebar what it shows. To be called once.
 */
void
hlc_sidebar_connect (HlcSidebar *self, HlcConsole *console, HlcCounter *counter, HlcRoutes *routes)
{
  g_return_if_fail (HLC_IS_SIDEBAR (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));
  g_return_if_fail (HLC_IS_COUNTER (counter));

  g_set_object (&self->console, console);
  g_set_object (&self->counter, counter);
  g_set_object (&self->routes, routes);
  g_signal_connect_object (console, "notify", G_CALLBACK (hlc_sidebar_update_listeners), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (counter, "changed", G_CALLBACK (hlc_sidebar_update_badges), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (routes, "changed", G_CALLBACK (hlc_sidebar_update_badges), self,
                           G_CONNECT_SWAPPED);
  hlc_tunnel_row_connect (self->tunnel_row, hlc_console_get_tunnel (console));
  hlc_sidebar_update_listeners (self);
  hlc_sidebar_update_badges (self);
}

/** hlc_sidebar_set_place: selects the row of @place, without running its action */
void
hlc_sidebar_set_place (HlcSidebar *self, HlcPlace place)
{
  g_return_if_fail (HLC_IS_SIDEBAR (self));
  g_return_if_fail ((guint) place < HLC_N_PLACES);

  gtk_list_box_select_row (self->places, GTK_LIST_BOX_ROW (self->rows[place]));
}
