/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-window.h"

#include <glib/gi18n-lib.h>

#include "hlc-arrivals.h"
#include "hlc-bulk-dialog.h"
#include "hlc-counter.h"
#include "hlc-decision-toasts.h"
#include "hlc-detail-pane.h"
#include "hlc-endpoint-page.h"
#include "hlc-import-drop.h"
#include "hlc-list-page.h"
#include "hlc-new-actions.h"
#include "hlc-pane.h"
#include "hlc-routes.h"
#include "hlc-setup-page.h"
#include "hlc-sidebar.h"
#include "hlc-ticker.h"
#include "hlc-toast.h"
#include "hlc-tunnel-dialog.h"
#include "hlc-warning-bar.h"

struct _HlcWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwFlap *flap;
  HlcSidebar *sidebar;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  AdwWindowTitle *list_title;
  HlcListPage *list_page;
  GtkWidget *detail_pane;
  HlcDetailPane *detail;
  HlcSetupPage *setup_page;
  HlcWarningBar *warning_bar;
  GtkToggleButton *choose_button;

  HlcEndpointPage *endpoint_page; /* (nullable): made when it is first shown */

  HlcConsole *console;                /* (owned) */
  HlcCounter *counter;                /* (owned) */
  HlcTicker *ticker;                  /* (owned) */
  HlcRoutes *routes;                  /* (owned) */
  HlcDecisionQueue *queue;            /* (owned) */
  HlcDecisionToasts *decision_toasts; /* (owned) */
  HlcArrivals *arrivals;              /* (owned) */
  HlcTunnelDialog *tunnel_dialog;     /* (nullable): weak, while it is open */
  HlcPlace place;
  guint has_counted : 1;
  guint show_sidebar : 1;
  guint is_setup_automatic : 1; /* nobody asked for the Setup page: it goes when there is something to show */
};

enum
{
  PROP_0,
  PROP_SHOW_SIDEBAR,
  N_PROPS
};

enum
{
  SIGNAL_OPERATION_SHOWN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcWindow, hlc_window, ADW_TYPE_APPLICATION_WINDOW)

static void
hlc_window_update_title (HlcWindow *self)
{
  const char *title = g_dpgettext2 (GETTEXT_PACKAGE, "place", hlc_place_describe (self->place)->title);
  guint port = hlc_receiver_get_port (hlc_console_get_receiver (self->console));
  double time_scale = hlc_dispatcher_get_time_scale (hlc_console_get_dispatcher (self->console));
  g_autofree char *subtitle = NULL;

  if (self->place == HLC_PLACE_SENT && time_scale != 1)
    subtitle = g_strdup_printf (_ ("Retries run %'.6g times faster"), time_scale);
  else if (port != 0)
    subtitle = g_strdup_printf (_ ("Receiving on :%u"), port);

  adw_window_title_set_title (self->list_title, title);
  adw_window_title_set_subtitle (self->list_title, subtitle != NULL ? subtitle : _ ("Not receiving"));
}

static void
counted_cb (HlcWindow *self)
{
  const HlcStoreCounts *counts = hlc_counter_get_counts (self->counter);
  gboolean is_empty = counts->pending == 0 && counts->completed == 0 && counts->deliveries == 0;

  if (!self->has_counted)
    {
      self->has_counted = TRUE;
      if (is_empty)
        {
          hlc_window_set_place (self, HLC_PLACE_SETUP);
          self->is_setup_automatic = TRUE;
        }
    }
  else if (self->is_setup_automatic && !is_empty)
    {
      hlc_window_set_place (self, counts->pending > 0     ? HLC_PLACE_PENDING
                                  : counts->completed > 0 ? HLC_PLACE_OPERATIONS
                                                          : HLC_PLACE_RECEIVED);
    }
}

static void
selected_cb (HlcWindow *self, GObject *item)
{
  hlc_detail_pane_show_item (self->detail, item);
}

static void
activated_cb (HlcWindow *self, GObject *item)
{
  hlc_detail_pane_show_item (self->detail, item);
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
  hlc_detail_pane_focus (self->detail);
}

static void
operation_shown_cb (HlcWindow *self, const char *call_id)
{
  g_signal_emit (self, signals[SIGNAL_OPERATION_SHOWN], 0, call_id);
}

static void
show_operation_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_window_show_operation (HLC_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_delivery_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);

  hlc_window_set_place (self, HLC_PLACE_RECEIVED);
  hlc_detail_pane_show_delivery (self->detail, g_variant_get_int64 (parameter));
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
}

static void
show_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);

  hlc_window_set_place (self, HLC_PLACE_SENT);
  hlc_detail_pane_show_message (self->detail, g_variant_get_string (parameter, NULL));
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
}

static void
add_endpoint_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);

  hlc_window_set_place (self, HLC_PLACE_ENDPOINTS);
  hlc_endpoint_list_add (hlc_endpoint_page_get_endpoint_list (self->endpoint_page));
}

static void
add_rule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);
  const char *event_type = NULL;
  const char *path = NULL;

  g_variant_get (parameter, "(&s&s)", &event_type, &path);
  hlc_window_set_place (self, HLC_PLACE_ENDPOINTS);
  hlc_rule_list_add (hlc_endpoint_page_get_rule_list (self->endpoint_page), event_type, path);
}

static void
failed_cb (HlcWindow *self, const char *message)
{
  hlc_toast_show (self->toasts, message);
}

/* Returns: whether there is one column, which shows the detail and hides the list */
static gboolean
hlc_window_shows_only_detail (HlcWindow *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) == self->detail_pane;
}

static void
hlc_window_update_back (HlcWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", hlc_window_shows_only_detail (self));
}

static void
visible_child_cb (HlcWindow *self)
{
  hlc_window_update_back (self);
}

/* Where nothing is selected, one column shows the list. */
static void
folded_cb (HlcWindow *self)
{
  if (hlc_detail_pane_get_is_empty (self->detail))
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  hlc_window_update_back (self);
}

/* Whoever decides one after the other goes on with the next. */
static void
decided_cb (HlcWindow *self, HlcOperation *operation)
{
  HlcOperationPage *page = hlc_detail_pane_get_operation_page (self->detail);
  HlcOperation *shown = hlc_operation_page_get_operation (page);

  if (self->place != HLC_PLACE_PENDING || shown == NULL || !g_str_equal (shown->call_id, operation->call_id))
    return;

  /* The button that decided goes, and the list may be empty then. */
  hlc_list_page_focus (self->list_page);
  hlc_list_page_advance (self->list_page);
  hlc_decision_bar_rest (hlc_operation_page_get_decision_bar (page));
}

/* Back to the list: side by side with it, or where one column shows one of both. */
static gboolean
escape_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HlcWindow *self = HLC_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (adw_leaflet_get_folded (self->leaflet))
    {
      if (adw_leaflet_get_visible_child (self->leaflet) != self->detail_pane)
        return FALSE;

      return gtk_widget_activate_action (widget, "win.back", NULL);
    }
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->detail)))
    return FALSE;

  hlc_list_page_focus (self->list_page);

  return TRUE;
}

static gboolean
decide_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HlcOperationPage *page = hlc_detail_pane_get_operation_page (HLC_WINDOW (widget)->detail);
  HlcDecisionBar *bar = hlc_operation_page_get_decision_bar (page);

  /* Only what is seen is decided. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (bar)))
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (bar), g_variant_get_string (arguments, NULL), NULL);
}

static void
undo_decision_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_decision_queue_undo (HLC_WINDOW (widget)->queue);
}

static void
bulk_sent_cb (HlcWindow *self)
{
  hlc_list_page_end_choosing (self->list_page);
}

static void
decide_chosen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);
  g_autoptr (GPtrArray) operations =
      hlc_operation_selection_dup_operations (hlc_list_page_get_chosen (self->list_page));
  HlcBulkDialog *dialog = NULL;

  if (operations->len == 0)
    return;

  dialog = hlc_bulk_dialog_new (hlc_console_get_store (self->console), self->queue, operations);
  g_signal_connect_object (dialog, "sent", G_CALLBACK (bulk_sent_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
hlc_window_ensure_endpoint_page (HlcWindow *self)
{
  if (self->endpoint_page != NULL)
    return;

  self->endpoint_page = g_object_new (HLC_TYPE_ENDPOINT_PAGE, NULL);
  hlc_endpoint_page_connect (self->endpoint_page, self->console, self->routes, self->ticker);
  g_object_bind_property (self->flap, "reveal-flap", self->endpoint_page, "reveal-sidebar",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gtk_stack_add_titled (self->stack, GTK_WIDGET (self->endpoint_page),
                        hlc_place_describe (HLC_PLACE_ENDPOINTS)->name,
                        g_dpgettext2 (GETTEXT_PACKAGE, "place",
                                      hlc_place_describe (HLC_PLACE_ENDPOINTS)->title));
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcPlace place;

  if (hlc_place_from_name (g_variant_get_string (parameter, NULL), &place))
    hlc_window_set_place (HLC_WINDOW (widget), place);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);
  gboolean search_mode = FALSE;

  if (!hlc_place_describe (self->place)->has_list)
    return;

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  g_object_get (self->list_page, "search-mode", &search_mode, NULL);
  g_object_set (self->list_page, "search-mode", !search_mode, NULL);
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  hlc_list_page_focus (self->list_page);
}

static void
tunnel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcWindow *self = HLC_WINDOW (widget);

  if (self->tunnel_dialog == NULL)
    {
      g_set_weak_pointer (&self->tunnel_dialog, hlc_tunnel_dialog_new (self->console));
      gtk_window_set_transient_for (GTK_WINDOW (self->tunnel_dialog), GTK_WINDOW (self));
    }
  gtk_window_present (GTK_WINDOW (self->tunnel_dialog));
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_toast_show (HLC_WINDOW (widget)->toasts, g_variant_get_string (parameter, NULL));
}

static void
toast_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text = NULL;
  const char *message_id = NULL;

  g_variant_get (parameter, "(&s&s)", &text, &message_id);
  hlc_toast_show_message (HLC_WINDOW (widget)->toasts, text, message_id);
}

static void
hlc_window_focus_place (HlcWindow *self)
{
  if (!hlc_place_describe (self->place)->has_list)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  else if (hlc_window_shows_only_detail (self))
    hlc_detail_pane_focus (self->detail);
  else
    hlc_list_page_focus (self->list_page);
}

/* Over the page, the sidebar is what the keyboard is for. With animations it cannot have it before it has begun to come. */
static void
reveal_progress_cb (HlcWindow *self)
{
  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap) &&
      adw_flap_get_reveal_progress (self->flap) > 0 &&
      gtk_widget_get_focus_child (GTK_WIDGET (self->sidebar)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD);
}

/* Only what is chosen where there is room for the sidebar is a choice: a folded one comes and goes by itself. */
static void
reveal_flap_cb (HlcWindow *self)
{
  gboolean show_sidebar = adw_flap_get_reveal_flap (self->flap);

  /* Gone, it has no keyboard. */
  if (adw_flap_get_folded (self->flap) && !show_sidebar && self->console != NULL)
    hlc_window_focus_place (self);

  if (adw_flap_get_folded (self->flap) || self->show_sidebar == show_sidebar)
    return;

  self->show_sidebar = show_sidebar;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

/* Unfolded again, the sidebar is as it was chosen. */
static void
flap_folded_cb (HlcWindow *self)
{
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap) && self->show_sidebar);
}

static void
hlc_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, HLC_WINDOW (object)->show_sidebar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcWindow *self = HLC_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SHOW_SIDEBAR:
      if (self->show_sidebar == g_value_get_boolean (value))
        break;
      self->show_sidebar = g_value_get_boolean (value);
      flap_folded_cb (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_window_dispose (GObject *object)
{
  HlcWindow *self = HLC_WINDOW (object);

  /* What was decided is carried out, not lost with the window. */
  if (self->queue != NULL)
    hlc_decision_queue_flush (self->queue);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "new", NULL);
  g_clear_weak_pointer (&self->tunnel_dialog);
  g_clear_object (&self->arrivals);
  g_clear_object (&self->decision_toasts);
  g_clear_object (&self->queue);
  g_clear_object (&self->counter);
  g_clear_object (&self->routes);
  g_clear_object (&self->ticker);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_window_parent_class)->dispose (object);
}

static void
hlc_window_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, list_title);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, list_page);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, detail_pane);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, detail);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, setup_page);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, warning_bar);
  gtk_widget_class_bind_template_child (widget_class, HlcWindow, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, operation_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, flap_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_flap_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_progress_cb);
}

static void
hlc_window_class_init (HlcWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hlc_window_get_property;
  object_class->set_property = hlc_window_set_property;
  object_class->dispose = hlc_window_dispose;

  properties[PROP_SHOW_SIDEBAR] =
      g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OPERATION_SHOWN] = g_signal_new ("operation-shown", HLC_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "win.place", "s", place_action);
  gtk_widget_class_install_action (widget_class, "win.show-operation", "s", show_operation_action);
  gtk_widget_class_install_action (widget_class, "win.show-delivery", "x", show_delivery_action);
  gtk_widget_class_install_action (widget_class, "win.show-message", "s", show_message_action);
  gtk_widget_class_install_action (widget_class, "win.add-endpoint", NULL, add_endpoint_action);
  gtk_widget_class_install_action (widget_class, "win.add-rule", "(ss)", add_rule_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.tunnel", NULL, tunnel_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_install_action (widget_class, "win.toast-message", "(ss)", toast_message_action);
  gtk_widget_class_install_action (widget_class, "win.undo-decision", NULL, undo_decision_action);
  gtk_widget_class_install_action (widget_class, "win.decide-chosen", NULL, decide_chosen_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_key_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo-decision", NULL);

  /* Bindings come after the widget that has the focus: in an entry these stay letters, and paste there. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "new.paste", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, 0, decide_key_cb, "s", "decide.approve");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_d, 0, decide_key_cb, "s", "decide.deny");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_r, 0, decide_key_cb, "s", "decide.respond");

  g_type_ensure (HLC_TYPE_DETAIL_PANE);
  g_type_ensure (HLC_TYPE_LIST_PAGE);
  g_type_ensure (HLC_TYPE_PANE);
  g_type_ensure (HLC_TYPE_SETUP_PAGE);
  g_type_ensure (HLC_TYPE_SIDEBAR);
  g_type_ensure (HLC_TYPE_WARNING_BAR);
  hlc_window_bind_template (widget_class);
}

static void
hlc_window_init (HlcWindow *self)
{
  self->show_sidebar = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_window_update_back (self);
}

/**
 * hlc_window_new:
 * @application: (nullable): whose window it is
 * @console: what is shown
 *
 * Returns: (transfer floating): a window that is not presented yet
 */
HlcWindow *
hlc_window_new (GtkApplication *application, HlcConsole *console)
{
  HlcWindow *self = NULL;
  HlcStore *store = NULL;

  g_return_val_if_fail (HLC_IS_CONSOLE (console), NULL);

  self = g_object_new (HLC_TYPE_WINDOW, "application", application, NULL);
  store = hlc_console_get_store (console);
  self->console = g_object_ref (console);
  self->counter = hlc_counter_new (store);
  self->ticker = hlc_ticker_new (hlc_console_get_clock (console));
  self->routes = hlc_routes_new (store);
  self->queue = hlc_decision_queue_new (store);
  self->decision_toasts = hlc_decision_toasts_new (self->queue, self->toasts);
  self->arrivals = hlc_arrivals_new (GTK_WIDGET (self), store, self->counter);
  g_signal_connect_object (self->queue, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counter, "changed", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console, "notify", G_CALLBACK (hlc_window_update_title), self, G_CONNECT_SWAPPED);

  hlc_sidebar_connect (self->sidebar, console, self->counter, self->routes);
  hlc_list_page_connect (self->list_page, store, self->ticker);
  hlc_detail_pane_connect (self->detail, console, self->queue, self->routes, self->ticker);
  g_object_bind_property (hlc_list_page_get_chosen (self->list_page), "active", self->choose_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  hlc_setup_page_connect (self->setup_page, console, self->counter);
  hlc_window_set_place (self, HLC_PLACE_PENDING);
  hlc_warning_bar_connect (self->warning_bar, console);
  hlc_new_actions_install (GTK_WINDOW (self), console);
  hlc_import_drop_install (GTK_WINDOW (self), GTK_WIDGET (self->toasts), console);
  self->has_counted = FALSE;

  return self;
}

/**
 * hlc_window_set_place:
 * @place: where to go
 *
 * Shows another place, with nothing selected in it.
 */
void
hlc_window_set_place (HlcWindow *self, HlcPlace place)
{
  const HlcPlaceDescription *description = hlc_place_describe (place);
  gboolean has_list = description->has_list;

  g_return_if_fail (HLC_IS_WINDOW (self));

  /* Somebody who goes somewhere is not taken to Setup. */
  self->has_counted = TRUE;
  self->is_setup_automatic = FALSE;
  hlc_decision_queue_flush (self->queue);
  self->place = place;
  gtk_widget_set_visible (GTK_WIDGET (self->choose_button), place == HLC_PLACE_PENDING);
  hlc_sidebar_set_place (self->sidebar, place);
  if (place == HLC_PLACE_ENDPOINTS)
    hlc_window_ensure_endpoint_page (self);
  gtk_stack_set_visible_child_name (self->stack, has_list ? "lists" : description->name);
  if (has_list)
    {
      hlc_detail_pane_show_nothing (self->detail);
      hlc_list_page_set_place (self->list_page, place);
      adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
    }
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  hlc_window_focus_place (self);
  hlc_window_update_title (self);
}

/** hlc_window_get_place: Returns: where the window is */
HlcPlace
hlc_window_get_place (HlcWindow *self)
{
  g_return_val_if_fail (HLC_IS_WINDOW (self), HLC_PLACE_PENDING);

  return self->place;
}

/**
 * hlc_window_show_operation:
 * @call_id: which operation
 *
 * Goes to the operation, from wherever the window is.
 */
void
hlc_window_show_operation (HlcWindow *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_WINDOW (self));
  g_return_if_fail (call_id != NULL);

  hlc_window_set_place (self, HLC_PLACE_OPERATIONS);
  hlc_detail_pane_show_operation (self->detail, call_id);
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
}

/**
 * hlc_window_deny_operation:
 * @call_id: which operation
 *
 * Goes to the operation and asks for the comment of its denial.
 */
void
hlc_window_deny_operation (HlcWindow *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_WINDOW (self));
  g_return_if_fail (call_id != NULL);

  hlc_window_set_place (self, HLC_PLACE_OPERATIONS);
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
  hlc_detail_pane_deny_operation (self->detail, call_id);
}

/** hlc_window_get_shown: Returns: (transfer none) (nullable): the call_id of the operation that is on the page */
const char *
hlc_window_get_shown (HlcWindow *self)
{
  g_return_val_if_fail (HLC_IS_WINDOW (self), NULL);

  return hlc_place_describe (self->place)->has_list ? hlc_detail_pane_get_call_id (self->detail) : NULL;
}

/**
 * hlc_window_is_showing:
 * @call_id: which operation
 *
 * Returns: whether it is on the page
 */
gboolean
hlc_window_is_showing (HlcWindow *self, const char *call_id)
{
  return g_strcmp0 (hlc_window_get_shown (self), call_id) == 0;
}

/** hlc_window_get_queue: Returns: (transfer none): what takes the decisions that are made in this window */
HlcDecisionQueue *
hlc_window_get_queue (HlcWindow *self)
{
  g_return_val_if_fail (HLC_IS_WINDOW (self), NULL);

  return self->queue;
}
