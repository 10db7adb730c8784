/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-background.h"

#include <glib/gi18n-lib.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_BACKGROUND "org.freedesktop.portal.Background"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

/* The portal cuts longer ones (its documentation: less than 96 characters). */
#define STATUS_MAX_CHARACTERS 95

struct _HlcBackground
{
  GObject parent_instance;

  GApplication *application; /* (unowned) (nullable): it owns us; %NULL once stopped */
  GCancellable *cancellable; /* (owned) */
  char *status;              /* (owned) (nullable) */
  guint response_handler;    /* of the request that is under way */
  gboolean enabled;
};

enum
{
  PROP_ENABLED = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_REFUSED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcBackground, hlc_background, G_TYPE_OBJECT)

static GDBusConnection *
get_bus (HlcBackground *self)
{
  return self->application != NULL ? g_application_get_dbus_connection (self->application) : NULL;
}

static void
forget_request (HlcBackground *self)
{
  if (self->response_handler != 0 && get_bus (self) != NULL)
    g_dbus_connection_signal_unsubscribe (get_bus (self), self->response_handler);
  self->response_handler = 0;
}

static void
send_status (HlcBackground *self)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (get_bus (self) == NULL || !self->enabled || self->status == NULL)
    return;

  /* Only sandboxed applications may say this, and only to newer portals: a refusal means nothing. */
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (self->status));
  g_dbus_connection_call (get_bus (self), PORTAL, PORTAL_PATH, PORTAL_BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, NULL, NULL);
}

static void
response_cb (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  HlcBackground *self = user_data;
  g_autoptr (GVariant) results = NULL;
  guint32 response = 0;
  gboolean may_run = FALSE;

  forget_request (self);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0 && g_variant_lookup (results, "background", "b", &may_run) && may_run)
    send_status (self);
  else
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
}

/* Where the portal answers: said beforehand, so that no answer is missed (its documentation, "Requests"). */
static char *
dup_request_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *name = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  return g_strconcat (PORTAL_PATH "/request/", g_strdelimit (name, ".", '_'), "/", token, NULL);
}

static void
ask_portal (HlcBackground *self)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *token = g_strdup_printf ("humanlayer_console_%u", g_random_int ());
  g_autofree char *path = NULL;

  if (get_bus (self) == NULL)
    return;

  path = dup_request_path (get_bus (self), token);
  forget_request (self);
  self->response_handler =
      g_dbus_connection_signal_subscribe (get_bus (self), PORTAL, PORTAL_REQUEST, "Response", path, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NO_MATCH_RULE, response_cb, self, NULL);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("Receive webhooks and agents’ requests without a window")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (TRUE));
  g_dbus_connection_call (get_bus (self), PORTAL, PORTAL_PATH, PORTAL_BACKGROUND, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, NULL, NULL);
}

static void
set_enabled (HlcBackground *self, gboolean enabled)
{
  if (self->enabled == enabled || self->application == NULL)
    return;

  self->enabled = enabled;
  if (enabled)
    {
      g_application_hold (self->application);
      ask_portal (self);
    }
  else
    g_application_release (self->application);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

static void
hlc_background_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, HLC_BACKGROUND (object)->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_background_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ENABLED:
      set_enabled (HLC_BACKGROUND (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_background_dispose (GObject *object)
{
  hlc_background_stop (HLC_BACKGROUND (object));

  G_OBJECT_CLASS (hlc_background_parent_class)->dispose (object);
}

static void
hlc_background_finalize (GObject *object)
{
  HlcBackground *self = HLC_BACKGROUND (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->status, g_free);

  G_OBJECT_CLASS (hlc_background_parent_class)->finalize (object);
}

static void
hlc_background_class_init (HlcBackgroundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_background_get_property;
  object_class->set_property = hlc_background_set_property;
  object_class->dispose = hlc_background_dispose;
  object_class->finalize = hlc_background_finalize;

  properties[PROP_ENABLED] =
      g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_REFUSED] =
      g_signal_new ("refused", HLC_TYPE_BACKGROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_background_init (HlcBackground *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hlc_background_new:
 * @application: what is to keep running; must outlive the object, or until it is stopped
 *
 * Returns: (transfer full): one that is not enabled
 */
HlcBackground *
hlc_background_new (GApplication *application)
{
  HlcBackground *self = NULL;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (HLC_TYPE_BACKGROUND, NULL);
  self->application = application;

  return self;
}

/** hlc_background_stop: lets the application end with its last window */
void
hlc_background_stop (HlcBackground *self)
{
  g_return_if_fail (HLC_IS_BACKGROUND (self));

  if (self->application == NULL)
    return;

  forget_request (self);
  g_cancellable_cancel (self->cancellable);
  if (self->enabled)
    g_application_release (self->application);
  self->application = NULL;
}

/** hlc_background_get_enabled: Returns: HlcBackground:enabled */
gboolean
hlc_background_get_enabled (HlcBackground *self)
{
  g_return_val_if_fail (HLC_IS_BACKGROUND (self), FALSE);

  return self->enabled;
}

/**
 * hlc_background_set_status:
 * @status: one line for the desktop's list of background apps
 */
void
hlc_background_set_status (HlcBackground *self, const char *status)
{
  g_autofree char *cut = NULL;

  g_return_if_fail (HLC_IS_BACKGROUND (self));
  g_return_if_fail (status != NULL);

  cut = g_utf8_substring (status, 0, MIN (g_utf8_strlen (status, -1), STATUS_MAX_CHARACTERS));
  if (g_strcmp0 (self->status, cut) == 0)
    return;

  g_free (self->status);
  self->status = g_steal_pointer (&cut);
  send_status (self);
}
