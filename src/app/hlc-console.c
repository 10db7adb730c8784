/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-console.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

#include "hlc-config.h"
#include "hlc-console-keys.h"
#include "hlc-console-remote.h"
#include "hlc-console-sending.h"
#include "hlc-console-tunnel.h"
#include "hlc-core-dump.h"
#include "hlc-data-dir.h"
#include "hlc-event-feed.h"
#include "hlc-file-limit.h"
#include "hlc-instance.h"

struct _HlcConsole
{
  GObject parent_instance;

  HlcConsoleOptions *options; /* (owned) */
  HlcClock *clock;            /* (owned) */
  gboolean running;

  /* All of these while it runs. */
  HlcDataDir *data_dir;       /* (owned) (nullable) */
  HlcSecrets *secrets;        /* (owned) (nullable) */
  HlcStore *store;            /* (owned) (nullable) */
  HlcReceiver *receiver;      /* (owned) (nullable) */
  HlcApi *api;                /* (owned) (nullable) */
  HlcEventFeed *feed;         /* (owned) (nullable) */
  HlcConsoleSending *sending; /* (owned) (nullable) */
  HlcTunnel *tunnel;          /* (owned) (nullable) */
  HlcRemoteTarget *remote;    /* (owned) (nullable) */

  char *webhook_url;    /* (owned) (nullable) */
  char *api_base;       /* (owned) (nullable) */
  char *console_base;   /* (owned) (nullable) */
  char *receiver_error; /* (owned) (nullable) */
  char *api_error;      /* (owned) (nullable) */
};

enum
{
  PROP_RUNNING = 1,
  PROP_WEBHOOK_URL,
  PROP_API_BASE,
  PROP_CONSOLE_BASE,
  N_PROPERTIES,
};

enum
{
  SIGNAL_EVENT,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcConsole, hlc_console, G_TYPE_OBJECT)

static void
set_running (HlcConsole *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* Takes @value over. */
static void
set_url (HlcConsole *self, char **member, int property, char *value)
{
  if (g_strcmp0 (*member, value) == 0)
    {
      g_free (value);
      return;
    }

  g_free (*member);
  *member = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static char *
make_url (guint16 port, const char *path)
{
  return port != 0 ? g_strdup_printf ("http://127.0.0.1:%u%s", port, path) : NULL;
}

static GPtrArray *
dup_signing_secrets (HlcConsole *self)
{
  GPtrArray *stored = hlc_secrets_get_signing_secrets (self->secrets);
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  char **texts = self->options->webhook_secrets;

  for (guint i = 0; i < stored->len; i++)
    g_ptr_array_add (secrets, hlc_signing_secret_ref (g_ptr_array_index (stored, i)));

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *name = i == 0 ? g_strdup (HLC_SECRETS_START_OPTION_NAME)
                                     : g_strdup_printf (HLC_SECRETS_START_OPTION_NAME "-%u", i + 1);

      g_ptr_array_add (secrets, hlc_signing_secret_new (name, texts[i]));
    }

  return secrets;
}

/* Tells the command line, through instance.json, and scripts, through the API, what runs where. */
static gboolean
announce (HlcConsole *self, GError **error)
{
  g_autoptr (GPtrArray) secrets = dup_signing_secrets (self);
  g_autoptr (GBytes) info = NULL;
  const char *path = hlc_data_dir_get_path (self->data_dir);
  const HlcInstance instance = {
    .pid = getpid (),
    .webhook_url = self->webhook_url,
    .api_base = self->api_base,
    .console_base = self->console_base,
    .console_token = (char *) hlc_secrets_get_console_token (self->secrets),
    .version = (char *) HLC_VERSION,
  };

  info = hlc_instance_to_info (&instance, path, secrets, hlc_secrets_get_backend (self->secrets));
  hlc_api_set_info (self->api, info);
  return hlc_instance_write (&instance, path, error);
}

static void
announce_or_warn (HlcConsole *self)
{
  g_autoptr (GError) error = NULL;

  if (!announce (self, &error))
    g_warning ("The command line cannot be told where the console runs: %s", error->message);
}

static void
push_secrets (HlcConsole *self)
{
  g_autoptr (GPtrArray) secrets = dup_signing_secrets (self);

  hlc_receiver_set_secrets (self->receiver, secrets, NULL);
  hlc_console_sending_set_secrets (self->sending, secrets);
  hlc_console_push_tunnel_secret (self, secrets);
  hlc_console_push_keys (self);
}

static void
secrets_changed_cb (HlcSecrets *secrets, HlcConsole *self)
{
  g_assert (HLC_IS_CONSOLE (self));

  push_secrets (self);
  announce_or_warn (self);
}

/* The API does not tell whether somebody reads its events, so while it listens somebody may. */
static gboolean
is_event_wanted (gpointer user_data)
{
  HlcConsole *self = user_data;

  return g_signal_has_handler_pending (self, signals[SIGNAL_EVENT], 0, TRUE) ||
         hlc_api_has_readers (self->api);
}

static void
event_cb (HlcEventFeed *feed, const char *event, GBytes *json, HlcConsole *self)
{
  g_assert (HLC_IS_CONSOLE (self));

  hlc_api_publish (self->api, event, json);
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event, json);
}

static gboolean
open_all (HlcConsole *self, GError **error)
{
  const char *path;

  self->data_dir = hlc_data_dir_open (self->options->data_dir, error);
  if (self->data_dir == NULL)
    return FALSE;

  path = hlc_data_dir_get_path (self->data_dir);
  self->secrets = hlc_secrets_open (path, self->options->secrets_mode, self->clock, error);
  if (self->secrets == NULL)
    return FALSE;

  self->store = hlc_store_open (path, self->clock, error);
  if (self->store == NULL)
    return FALSE;

  self->receiver = hlc_receiver_new (self->store, self->clock);
  self->api = hlc_api_new (self->store, self->clock, hlc_secrets_get_console_token (self->secrets));
  hlc_console_connect_keys (self);
  self->sending = hlc_console_sending_new (self, self->options->time_scale);
  self->tunnel = hlc_console_make_tunnel (self, self->options->ngrok_api);
  self->remote = hlc_console_make_remote (self);
  self->feed = hlc_event_feed_new (self->store, is_event_wanted, self);
  g_signal_connect (self->feed, "event", G_CALLBACK (event_cb), self);
  g_signal_connect (self->secrets, "changed", G_CALLBACK (secrets_changed_cb), self);
  return TRUE;
}

/* In the order in which nothing is left that uses what is gone; the lock is given up last. */
static void
close_all (HlcConsole *self)
{
  if (self->remote != NULL)
    hlc_console_end_remote (self);
  if (self->tunnel != NULL)
    hlc_console_end_tunnel (self);
  if (self->receiver != NULL)
    hlc_receiver_stop (self->receiver);
  if (self->api != NULL)
    {
      hlc_api_stop (self->api);
      hlc_console_disconnect_keys (self);
    }
  g_clear_pointer (&self->sending, hlc_console_sending_free);
  if (self->feed != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->feed, self);
      hlc_event_feed_stop (self->feed);
    }
  if (self->secrets != NULL)
    g_signal_handlers_disconnect_by_data (self->secrets, self);
  if (self->store != NULL)
    hlc_store_close (self->store);

  g_clear_object (&self->remote);
  g_clear_object (&self->tunnel);
  g_clear_object (&self->feed);
  g_clear_object (&self->api);
  g_clear_object (&self->receiver);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->data_dir, hlc_data_dir_free);
}

static void
hlc_console_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcConsole *self = HLC_CONSOLE (object);

  switch (property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_WEBHOOK_URL:
      g_value_set_string (value, self->webhook_url);
      break;
    case PROP_API_BASE:
      g_value_set_string (value, self->api_base);
      break;
    case PROP_CONSOLE_BASE:
      g_value_set_string (value, self->console_base);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_console_dispose (GObject *object)
{
  hlc_console_stop (HLC_CONSOLE (object));

  G_OBJECT_CLASS (hlc_console_parent_class)->dispose (object);
}

static void
hlc_console_finalize (GObject *object)
{
  HlcConsole *self = HLC_CONSOLE (object);

  g_clear_pointer (&self->options, hlc_console_options_free);
  g_clear_pointer (&self->clock, hlc_clock_unref);
  g_clear_pointer (&self->receiver_error, g_free);
  g_clear_pointer (&self->api_error, g_free);

  G_OBJECT_CLASS (hlc_console_parent_class)->finalize (object);
}

static GParamSpec *
url_pspec (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
hlc_console_class_init (HlcConsoleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_console_get_property;
  object_class->dispose = hlc_console_dispose;
  object_class->finalize = hlc_console_finalize;

  properties[PROP_RUNNING] =
      g_param_spec_boolean ("running", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WEBHOOK_URL] = url_pspec ("webhook-url");
  properties[PROP_API_BASE] = url_pspec ("api-base");
  properties[PROP_CONSOLE_BASE] = url_pspec ("console-base");
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * HlcConsole::event:
   * @self: the console
   * @event: "operation", "delivery", "decision", "attempt" or "endpoint"
   * @json: the object, as everywhere
   *
   * Something was committed. While nobody is connected, and nobody reads the API's events, nothing is read for it.
   */
  signals[SIGNAL_EVENT] = g_signal_new ("event", HLC_TYPE_CONSOLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BYTES);
}

static void
hlc_console_init (HlcConsole *self)
{
}

/**
 * hlc_console_new:
 * @options: what is to run, copied
 * @clock: the time of day
 *
 * Returns: (transfer full): a console that does not run yet
 */
HlcConsole *
hlc_console_new (const HlcConsoleOptions *options, HlcClock *clock)
{
  HlcConsole *self;

  g_return_val_if_fail (options != NULL && clock != NULL, NULL);

  self = g_object_new (HLC_TYPE_CONSOLE, NULL);
  self->options = hlc_console_options_copy (options);
  self->clock = hlc_clock_ref (clock);
  return self;
}

/**
 * hlc_console_start:
 * @self: a console
 * @error: why the data directory, its secrets or its database cannot be used: %HLC_ERROR_LOCKED when another
 *   console owns it
 *
 * Opens everything. A port that is taken stops neither the other nor the console:
 * hlc_console_get_receiver_error() and hlc_console_get_api_error() then say so.
 *
 * Returns: %TRUE when it runs
 */
gboolean
hlc_console_start (HlcConsole *self, GError **error)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), FALSE);
  g_return_val_if_fail (!self->running, FALSE);

  hlc_file_limit_raise ();
  hlc_core_dump_forbid ();
  /* A database that reaches the limit of the size of files is a write that fails, not the end of the process. */
  signal (SIGXFSZ, SIG_IGN);
  if (!open_all (self, error))
    {
      close_all (self);
      return FALSE;
    }

  push_secrets (self);
  set_running (self, TRUE);
  hlc_console_listen_receiver (self, (guint16) self->options->webhook_port, NULL);
  hlc_console_listen_api (self, (guint16) self->options->api_port, NULL);
  hlc_console_sending_start (self->sending);
  hlc_console_start_remote (self);
  return TRUE;
}

/**
 * hlc_console_listen_receiver:
 * @self: a running console
 * @port: the port to receive webhooks on; 0 takes a free one
 * @error: why it cannot be listened on
 *
 * Moves the receiver to a port, or tries again after its port was taken.
 *
 * Returns: %TRUE when it listens
 */
gboolean
hlc_console_listen_receiver (HlcConsole *self, guint16 port, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean listens;

  g_return_val_if_fail (HLC_IS_CONSOLE (self), FALSE);
  g_return_val_if_fail (self->running, FALSE);

  hlc_receiver_stop (self->receiver);
  listens = hlc_receiver_listen (self->receiver, port, &local_error);

  g_free (self->receiver_error);
  self->receiver_error = listens ? NULL : g_strdup (local_error->message);
  set_url (self, &self->webhook_url, PROP_WEBHOOK_URL,
           make_url (hlc_receiver_get_port (self->receiver), HLC_RECEIVER_PATH));
  hlc_console_sending_update_ports (self->sending);
  announce_or_warn (self);

  if (!listens)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return listens;
}

/**
 * hlc_console_listen_api:
 * @self: a running console
 * @port: the port to serve the API on; 0 takes a free one
 * @error: why it cannot be listened on
 *
 * Moves the API to a port, or tries again after its port was taken.
 *
 * Returns: %TRUE when it listens
 */
gboolean
hlc_console_listen_api (HlcConsole *self, guint16 port, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean listens;

  g_return_val_if_fail (HLC_IS_CONSOLE (self), FALSE);
  g_return_val_if_fail (self->running, FALSE);

  hlc_api_stop (self->api);
  listens = hlc_api_listen (self->api, port, &local_error);

  g_free (self->api_error);
  self->api_error = listens ? NULL : g_strdup (local_error->message);
  set_url (self, &self->api_base, PROP_API_BASE,
           make_url (hlc_api_get_port (self->api), HLC_API_AGENT_PREFIX));
  set_url (self, &self->console_base, PROP_CONSOLE_BASE,
           make_url (hlc_api_get_port (self->api), HLC_API_CONSOLE_PREFIX));
  hlc_console_sending_update_ports (self->sending);
  announce_or_warn (self);

  if (!listens)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return listens;
}

/**
 * hlc_console_stop:
 * @self: a console
 *
 * Ends everything: answers no more, writes what was accepted, removes `instance.json` and gives the lock up.
 */
void
hlc_console_stop (HlcConsole *self)
{
  g_return_if_fail (HLC_IS_CONSOLE (self));

  if (!self->running)
    return;

  hlc_instance_remove (hlc_data_dir_get_path (self->data_dir));
  close_all (self);
  set_url (self, &self->webhook_url, PROP_WEBHOOK_URL, NULL);
  set_url (self, &self->api_base, PROP_API_BASE, NULL);
  set_url (self, &self->console_base, PROP_CONSOLE_BASE, NULL);
  set_running (self, FALSE);
}

/**
 * hlc_console_get_store:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): its store, while it runs
 */
HlcStore *
hlc_console_get_store (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->store;
}

/**
 * hlc_console_get_receiver:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): its receiver, while it runs
 */
HlcReceiver *
hlc_console_get_receiver (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->receiver;
}

/**
 * hlc_console_get_api:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): its API, while it runs
 */
HlcApi *
hlc_console_get_api (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->api;
}

/**
 * hlc_console_get_dispatcher:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): what sends its messages, while it runs
 */
HlcDispatcher *
hlc_console_get_dispatcher (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->sending != NULL ? hlc_console_sending_get_dispatcher (self->sending) : NULL;
}

/**
 * hlc_console_get_secrets:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): its secrets, while it runs
 */
HlcSecrets *
hlc_console_get_secrets (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->secrets;
}

/**
 * hlc_console_get_tunnel:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): the way in from outside, while it runs
 */
HlcTunnel *
hlc_console_get_tunnel (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->tunnel;
}

/**
 * hlc_console_get_remote:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): the remote API, set or not, while it runs
 */
HlcRemoteTarget *
hlc_console_get_remote (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->remote;
}

/**
 * hlc_console_get_run_keys:
 * @self: a console
 *
 * Returns: (transfer none) (nullable) (element-type HlcAgentKey): the agent keys of this run, which are not kept
 */
GPtrArray *
hlc_console_get_run_keys (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->options->agent_keys;
}

/**
 * hlc_console_get_clock:
 * @self: a console
 *
 * Returns: (transfer none): the time of day it goes by
 */
HlcClock *
hlc_console_get_clock (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->clock;
}

/**
 * hlc_console_get_data_dir:
 * @self: a console
 *
 * Returns: (transfer none) (type filename): where its data is
 */
const char *
hlc_console_get_data_dir (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->data_dir != NULL ? hlc_data_dir_get_path (self->data_dir) : self->options->data_dir;
}

/**
 * hlc_console_get_webhook_url:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): where webhooks are sent to, while it listens
 */
const char *
hlc_console_get_webhook_url (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->webhook_url;
}

/**
 * hlc_console_get_api_base:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): what an agent sets as `HUMANLAYER_API_BASE`, while it listens
 */
const char *
hlc_console_get_api_base (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->api_base;
}

/**
 * hlc_console_get_console_base:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): the base URL for scripts, while it listens
 */
const char *
hlc_console_get_console_base (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->console_base;
}

/**
 * hlc_console_get_receiver_error:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): why the receiver does not listen
 */
const char *
hlc_console_get_receiver_error (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->receiver_error;
}

/**
 * hlc_console_get_api_error:
 * @self: a console
 *
 * Returns: (transfer none) (nullable): why the API does not listen
 */
const char *
hlc_console_get_api_error (HlcConsole *self)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  return self->api_error;
}
