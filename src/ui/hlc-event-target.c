/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-target.h"

#include "hlc-event-fit.h"
#include "hlc-event-words.h"
#include "hlc-focus-child.h"
#include "hlc-sending.h"

struct _HlcEventTarget
{
  AdwBin parent_instance;

  HlcTargetGroup *target;
  GtkWidget *fit_icon;
  GtkLabel *fit_label;
  GtkWidget *test_group;
  GtkSwitch *test_switch;

  HlcConsole *console; /* (owned) */
  HlcRoutes *routes;   /* (owned) */
  HlcEventType type;
  gboolean is_filling;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TEST_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventTarget, hlc_event_target, ADW_TYPE_BIN)

static void
hlc_event_target_update (HlcEventTarget *self)
{
  HlcEndpoint *endpoint = hlc_target_group_get_endpoint (self->target);
  HlcBodyVersion version = hlc_target_group_get_body_version (self->target);
  HlcBodyVersion versions[HLC_EVENT_TARGET_MAX_VERSIONS];
  gboolean has_test_mark = FALSE;
  gboolean is_warning = FALSE;
  g_autofree char *words = NULL;
  guint n_versions = 0;

  if (!hlc_event_target_get_is_connected (self))
    return;

  words = version != HLC_BODY_UNKNOWN
              ? hlc_words_event_destination (self->type, endpoint, version, &is_warning)
              : hlc_words_receivers (self->type, hlc_target_group_get_endpoints (self->target), &is_warning);
  gtk_label_set_text (self->fit_label, words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->fit_label),
                              (const char *[]){ "caption", is_warning ? NULL : "dim-label", NULL });
  gtk_widget_set_visible (self->fit_icon, is_warning);

  n_versions = hlc_event_target_list_versions (self, versions);
  for (guint i = 0; i < n_versions; i++)
    has_test_mark = has_test_mark || hlc_event_has_test_mark (self->type, versions[i]);
  gtk_widget_set_visible (self->test_group, has_test_mark);
}

static void
target_cb (HlcEventTarget *self)
{
  if (!hlc_event_target_get_is_connected (self))
    return;

  hlc_event_target_update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
test_cb (HlcEventTarget *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_TEST_CHANGED], 0);
}

static void
routes_cb (HlcEventTarget *self)
{
  if (!hlc_routes_get_is_read (self->routes) || hlc_event_target_get_is_connected (self))
    return;

  hlc_target_group_connect (self->target, self->routes, hlc_sending_has_default_secret (self->console));
  if (hlc_routes_get_endpoints (self->routes)->len == 0)
    hlc_target_group_select_endpoint (self->target, NULL);
  target_cb (self);
}

static gboolean
hlc_event_target_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_EVENT_TARGET (widget)->target));
}

static void
hlc_event_target_dispose (GObject *object)
{
  HlcEventTarget *self = HLC_EVENT_TARGET (object);

  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_event_target_parent_class)->dispose (object);
}

static void
hlc_event_target_class_init (HlcEventTargetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_event_target_dispose;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_event_target_grab_focus;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_EVENT_TARGET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TEST_CHANGED] = g_signal_new ("test-changed", HLC_TYPE_EVENT_TARGET, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HLC_TYPE_TARGET_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-event-target.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEventTarget, target);
  gtk_widget_class_bind_template_child (widget_class, HlcEventTarget, fit_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcEventTarget, fit_label);
  gtk_widget_class_bind_template_child (widget_class, HlcEventTarget, test_group);
  gtk_widget_class_bind_template_child (widget_class, HlcEventTarget, test_switch);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
}

static void
hlc_event_target_init (HlcEventTarget *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->fit_icon, FALSE);
}

/**
 * hlc_event_target_connect:
 * @console: what sends
 *
 * Reads the endpoints; to be called once.
 */
void
hlc_event_target_connect (HlcEventTarget *self, HlcConsole *console)
{
  g_return_if_fail (HLC_IS_EVENT_TARGET (self) && self->console == NULL);

  self->console = g_object_ref (console);
  hlc_target_group_offer_events (self->target, hlc_console_get_dispatcher (console));
  self->routes = hlc_routes_new (hlc_console_get_store (console));
  g_signal_connect_object (self->routes, "changed", G_CALLBACK (routes_cb), self, G_CONNECT_SWAPPED);
  routes_cb (self);
}

/** hlc_event_target_get_group: Returns: (transfer none): where to */
HlcTargetGroup *
hlc_event_target_get_group (HlcEventTarget *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), NULL);

  return self->target;
}

/** hlc_event_target_get_is_connected: Returns: whether the endpoints are read */
gboolean
hlc_event_target_get_is_connected (HlcEventTarget *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), FALSE);

  return hlc_target_group_get_endpoints (self->target) != NULL;
}

/** hlc_event_target_set_event_type: says which event is sent */
void
hlc_event_target_set_event_type (HlcEventTarget *self, HlcEventType type)
{
  g_return_if_fail (HLC_IS_EVENT_TARGET (self));

  self->type = type;
  hlc_event_target_update (self);
}

/** hlc_event_target_get_is_test: Returns: whether it says that it is a test, where it can */
gboolean
hlc_event_target_get_is_test (HlcEventTarget *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), FALSE);

  return gtk_switch_get_active (self->test_switch);
}

/** hlc_event_target_set_is_test: chooses whether it says that it is a test */
void
hlc_event_target_set_is_test (HlcEventTarget *self, gboolean is_test)
{
  g_return_if_fail (HLC_IS_EVENT_TARGET (self));

  self->is_filling = TRUE;
  gtk_switch_set_active (self->test_switch, is_test);
  self->is_filling = FALSE;
}

/**
 * hlc_event_target_list_versions:
 * @versions: (out caller-allocates): room for %HLC_EVENT_TARGET_MAX_VERSIONS
 *
 * Returns: how many versions it is sent in; 0 where it goes nowhere
 */
guint
hlc_event_target_list_versions (HlcEventTarget *self, HlcBodyVersion *versions)
{
  g_autoptr (GPtrArray) receivers = NULL;
  guint n_versions = 0;

  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), 0);

  if (!hlc_event_target_get_is_connected (self))
    return 0;

  versions[0] = hlc_target_group_get_body_version (self->target);
  if (versions[0] != HLC_BODY_UNKNOWN)
    return 1;

  receivers = hlc_event_list_receivers (hlc_target_group_get_endpoints (self->target), self->type);
  for (HlcBodyVersion version = HLC_BODY_V1; version <= HLC_BODY_V1BETA3; version++)
    for (guint i = 0; i < receivers->len; i++)
      if (((HlcEndpoint *) g_ptr_array_index (receivers, i))->body_version == version)
        {
          versions[n_versions++] = version;
          break;
        }

  return n_versions;
}

/** hlc_event_target_get_note: Returns: (transfer none): what the handlers get, and who refuses it */
const char *
hlc_event_target_get_note (HlcEventTarget *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), NULL);

  return gtk_label_get_text (self->fit_label);
}

/** hlc_event_target_get_obstacle: Returns: (transfer none) (nullable): why nothing can be sent there */
const char *
hlc_event_target_get_obstacle (HlcEventTarget *self)
{
  HlcBodyVersion versions[HLC_EVENT_TARGET_MAX_VERSIONS];
  const char *problem = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), NULL);

  problem = hlc_target_group_get_problem (self->target);
  if (problem != NULL)
    return problem;

  return hlc_event_target_list_versions (self, versions) == 0 ? hlc_event_target_get_note (self) : NULL;
}

/** hlc_event_target_new_order: Returns: (transfer full): where it is sent to; what is still to be filled in */
HlcSendOrder *
hlc_event_target_new_order (HlcEventTarget *self)
{
  HlcSendOrder *order = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), NULL);

  order = g_new0 (HlcSendOrder, 1);
  order->endpoint_id = g_strdup (hlc_target_group_get_endpoint_id (self->target));
  order->url = hlc_target_group_dup_url (self->target);
  order->header_family = hlc_target_group_get_header_family (self->target);
  order->sign_mode = HLC_SIGN_NOW;
  order->trigger = HLC_TRIGGER_SEND;

  return order;
}

/** hlc_event_target_dup_secret: Returns: (transfer full) (nullable): what signs for a URL, where it was given */
HlcSigningSecret *
hlc_event_target_dup_secret (HlcEventTarget *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_TARGET (self), NULL);

  text = hlc_target_group_dup_secret (self->target);

  return text != NULL ? hlc_signing_secret_new ("given", text) : NULL;
}
