/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-backlog-list.h"
#include "hlc-let-wrap.h"
#include "hlc-notice.h"

struct _HlcEndpointPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *empty_button;
  AdwStatusPage *error_page;
  GtkWidget *scale_box;
  HlcNotice *scale_notice;
  HlcBacklogList *backlog_list;
  HlcEndpointList *endpoint_list;
  HlcRuleList *rule_list;

  HlcConsole *console; /* (owned) (nullable) */
  HlcRoutes *routes;   /* (owned) (nullable) */
  char *time_scale;    /* (owned) */
  gboolean reveal_sidebar;
  gboolean holds_routes;
};

enum
{
  PROP_0,
  PROP_REVEAL_SIDEBAR,
  PROP_TIME_SCALE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcEndpointPage, hlc_endpoint_page, ADW_TYPE_BIN)

static void
hlc_endpoint_page_update (HlcEndpointPage *self)
{
  const char *error = hlc_routes_get_error (self->routes);
  g_autofree char *escaped = error != NULL ? g_markup_escape_text (error, -1) : NULL;
  const char *page = "list";

  if (!hlc_routes_get_is_read (self->routes))
    page = error != NULL ? "error" : "loading";
  else if (hlc_routes_get_endpoints (self->routes)->len == 0)
    page = "empty";

  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
hlc_endpoint_page_update_scale (HlcEndpointPage *self)
{
  HlcAppearance appearance = { "dialog-warning-symbolic", _ ("Retries Run Faster"), "warning" };
  gboolean is_scaled = !g_str_equal (self->time_scale, "1");
  g_autofree char *words = g_strdup_printf (_ ("Waiting times between attempts are divided by %s. Signatures "
                                               "and the time that a handler has to answer "
                                               "stay as they are."),
                                            self->time_scale);

  hlc_notice_say (self->scale_notice, &appearance, words);
  gtk_widget_set_visible (self->scale_box, is_scaled);
}

/* Somebody looks at how many wait, as long as the page is seen. */
static void
hlc_endpoint_page_update_hold (HlcEndpointPage *self)
{
  gboolean holds = self->routes != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (holds && !self->holds_routes)
    hlc_routes_hold (self->routes);
  else if (!holds && self->holds_routes)
    hlc_routes_release (self->routes);
  self->holds_routes = holds;
}

static void
take_time_scale (HlcEndpointPage *self, double time_scale)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", time_scale);
  if (g_strcmp0 (self->time_scale, text) == 0)
    return;

  g_free (self->time_scale);
  self->time_scale = g_strdup (text);
  hlc_endpoint_page_update_scale (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME_SCALE]);
}

static void
hlc_endpoint_page_set_time_scale (HlcEndpointPage *self, const char *text)
{
  double time_scale = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  if (time_scale < 1 || self->console == NULL)
    return;

  hlc_dispatcher_set_time_scale (hlc_console_get_dispatcher (self->console), time_scale);
  take_time_scale (self, time_scale);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_routes_read (HLC_ENDPOINT_PAGE (widget)->routes);
}

/* Another may have set it meanwhile: a script, by the API. */
static void
hlc_endpoint_page_map (GtkWidget *widget)
{
  HlcEndpointPage *self = HLC_ENDPOINT_PAGE (widget);

  GTK_WIDGET_CLASS (hlc_endpoint_page_parent_class)->map (widget);

  hlc_endpoint_page_update_hold (self);
  if (self->console != NULL)
    take_time_scale (self, hlc_dispatcher_get_time_scale (hlc_console_get_dispatcher (self->console)));
}

static void
hlc_endpoint_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_endpoint_page_parent_class)->unmap (widget);

  hlc_endpoint_page_update_hold (HLC_ENDPOINT_PAGE (widget));
}

static void
hlc_endpoint_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HlcEndpointPage *self = HLC_ENDPOINT_PAGE (object);

  switch (prop_id)
    {
    case PROP_REVEAL_SIDEBAR:
      g_value_set_boolean (value, self->reveal_sidebar);
      break;
    case PROP_TIME_SCALE:
      g_value_set_string (value, self->time_scale);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_endpoint_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcEndpointPage *self = HLC_ENDPOINT_PAGE (object);

  switch (prop_id)
    {
    case PROP_REVEAL_SIDEBAR:
      if (self->reveal_sidebar == g_value_get_boolean (value))
        break;
      self->reveal_sidebar = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TIME_SCALE:
      hlc_endpoint_page_set_time_scale (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_endpoint_page_dispose (GObject *object)
{
  HlcEndpointPage *self = HLC_ENDPOINT_PAGE (object);

  if (self->holds_routes)
    hlc_routes_release (self->routes);
  self->holds_routes = FALSE;
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_endpoint_page_parent_class)->dispose (object);
}

static void
hlc_endpoint_page_finalize (GObject *object)
{
  g_clear_pointer (&HLC_ENDPOINT_PAGE (object)->time_scale, g_free);

  G_OBJECT_CLASS (hlc_endpoint_page_parent_class)->finalize (object);
}

static void
hlc_endpoint_page_class_init (HlcEndpointPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hlc_endpoint_page_get_property;
  object_class->set_property = hlc_endpoint_page_set_property;
  object_class->dispose = hlc_endpoint_page_dispose;
  object_class->finalize = hlc_endpoint_page_finalize;
  widget_class->map = hlc_endpoint_page_map;
  widget_class->unmap = hlc_endpoint_page_unmap;

  properties[PROP_REVEAL_SIDEBAR] = g_param_spec_boolean ("reveal-sidebar", NULL, NULL, TRUE, flags);
  properties[PROP_TIME_SCALE] = g_param_spec_string ("time-scale", NULL, NULL, "1", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "page.retry", NULL, retry_action);
  gtk_widget_class_install_property_action (widget_class, "page.time-scale", "time-scale");

  g_type_ensure (HLC_TYPE_BACKLOG_LIST);
  g_type_ensure (HLC_TYPE_ENDPOINT_LIST);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_RULE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-endpoint-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, scale_box);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, scale_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, backlog_list);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, endpoint_list);
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointPage, rule_list);
}

static void
hlc_endpoint_page_init (HlcEndpointPage *self)
{
  self->reveal_sidebar = TRUE;
  self->time_scale = g_strdup ("1");
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_wrap (self->empty_button);

  hlc_endpoint_page_update_scale (self);
}

/**
 * hlc_endpoint_page_connect:
 * @console: what keeps and sends
 * @routes: what is shown
 * @ticker: what keeps times right
 *
 * To be called once.
 */
void
hlc_endpoint_page_connect (HlcEndpointPage *self, HlcConsole *console, HlcRoutes *routes, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_ENDPOINT_PAGE (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  self->console = g_object_ref (console);
  self->routes = g_object_ref (routes);
  hlc_backlog_list_connect (self->backlog_list, console, routes);
  hlc_endpoint_list_connect (self->endpoint_list, console, routes, ticker);
  hlc_rule_list_connect (self->rule_list, console, routes);
  g_signal_connect_object (routes, "changed", G_CALLBACK (hlc_endpoint_page_update), self, G_CONNECT_SWAPPED);
  hlc_endpoint_page_update (self);
}

/** hlc_endpoint_page_get_endpoint_list: Returns: (transfer none): the endpoints */
HlcEndpointList *
hlc_endpoint_page_get_endpoint_list (HlcEndpointPage *self)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_PAGE (self), NULL);

  return self->endpoint_list;
}

/** hlc_endpoint_page_get_rule_list: Returns: (transfer none): the forwarding rules */
HlcRuleList *
hlc_endpoint_page_get_rule_list (HlcEndpointPage *self)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_PAGE (self), NULL);

  return self->rule_list;
}
