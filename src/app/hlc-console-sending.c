/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-console-sending.h"

#include "hlc-api-sending.h"
#include "hlc-sleep-watch.h"
#include "hlc-store-endpoints.h"

struct _HlcConsoleSending
{
  HlcConsole *console;       /* (unowned): it outlives us */
  HlcDispatcher *dispatcher; /* (owned) */
  HlcSleepWatch *watch;      /* (owned) */
  GCancellable *cancellable; /* (owned): of what is read at the start */
};

/* Secrets of endpoints that were there when the console started, and the vault that keeps them. */
typedef struct
{
  HlcSecrets *secrets; /* (owned) */
  GStrv endpoint_ids;  /* (owned) */
} Sweep;

static void
sweep_free (Sweep *self)
{
  g_object_unref (self->secrets);
  g_strfreev (self->endpoint_ids);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sweep, sweep_free)

static gboolean
has_endpoint (GPtrArray *endpoints, const char *endpoint_id)
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      const HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);

      if (g_str_equal (endpoint->endpoint_id, endpoint_id))
        return TRUE;
    }

  return FALSE;
}

static void
endpoints_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sweep) sweep = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) endpoints = hlc_store_list_endpoints_finish (HLC_STORE (source), result, &error);
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  /* What cannot be read is left alone until the next start. */
  if (endpoints == NULL)
    return;

  for (guint i = 0; sweep->endpoint_ids[i] != NULL; i++)
    {
      if (!has_endpoint (endpoints, sweep->endpoint_ids[i]))
        g_ptr_array_add (gone, sweep->endpoint_ids[i]);
    }

  g_ptr_array_add (gone, NULL);
  if (!hlc_secrets_forget_endpoints (sweep->secrets, (const char *const *) gone->pdata, &error))
    g_warning ("The secrets of removed endpoints are still kept: %s", error->message);
}

/*
 * Forgets the secrets of endpoints that are no more: one that was being made or removed when the program was killed. Those
 * that are made from now on keep their secret before they are stored, and are not looked at.
 */
static void
sweep_secrets (HlcConsoleSending *self)
{
  HlcSecrets *secrets = hlc_console_get_secrets (self->console);
  g_autoptr (Sweep) sweep = g_new0 (Sweep, 1);

  sweep->secrets = g_object_ref (secrets);
  sweep->endpoint_ids = hlc_secrets_dup_endpoint_ids (secrets);
  if (sweep->endpoint_ids[0] != NULL)
    hlc_store_list_endpoints_async (hlc_console_get_store (self->console), self->cancellable,
                                    endpoints_listed_cb, g_steal_pointer (&sweep));
}

/**
 * hlc_console_sending_new:
 * @console: a console whose store, secrets, receiver and API are open
 * @time_scale: how much faster than real time the waits between attempts are
 *
 * Makes what sends, and lets the API use it. Nothing is sent yet.
 *
 * Returns: (transfer full): the part that sends; @console must outlive it
 */
HlcConsoleSending *
hlc_console_sending_new (HlcConsole *console, double time_scale)
{
  HlcConsoleSending *self;
  HlcSecrets *secrets;
  HlcEndpointVault *vault;
  const char *console_id;

  g_return_val_if_fail (HLC_IS_CONSOLE (console), NULL);

  secrets = hlc_console_get_secrets (console);
  vault = HLC_ENDPOINT_VAULT (secrets);
  console_id = hlc_secrets_get_console_id (secrets);

  self = g_new0 (HlcConsoleSending, 1);
  self->console = console;
  self->cancellable = g_cancellable_new ();
  self->dispatcher = hlc_dispatcher_new (hlc_console_get_store (console), vault,
                                         hlc_console_get_clock (console), console_id);
  hlc_dispatcher_set_time_scale (self->dispatcher, time_scale);
  self->watch = hlc_sleep_watch_new ();
  g_signal_connect_object (self->watch, "woke", G_CALLBACK (hlc_dispatcher_wake), self->dispatcher,
                           G_CONNECT_SWAPPED);

  hlc_receiver_set_console_id (hlc_console_get_receiver (console), console_id);
  hlc_api_set_sending (hlc_console_get_api (console), vault, self->dispatcher);
  return self;
}

/**
 * hlc_console_sending_free:
 * @self: (transfer full): the part that sends
 *
 * Ends sending, before the store is closed. What is under way is sent again at the next start.
 */
void
hlc_console_sending_free (HlcConsoleSending *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
  hlc_api_set_sending (hlc_console_get_api (self->console), NULL, NULL);
  hlc_dispatcher_stop (self->dispatcher);
  g_clear_object (&self->watch);
  g_clear_object (&self->dispatcher);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * hlc_console_sending_start:
 * @self: the part that sends
 *
 * Begins to send what waits. The console's ports are known by then.
 */
void
hlc_console_sending_start (HlcConsoleSending *self)
{
  g_return_if_fail (self != NULL);

  hlc_console_sending_update_ports (self);
  hlc_dispatcher_start (self->dispatcher);
  sweep_secrets (self);
}

/**
 * hlc_console_sending_set_secrets:
 * @self: the part that sends
 * @secrets: (element-type HlcSigningSecret): what received webhooks are verified with
 *
 * The first of them signs what is replayed to a URL without a secret of its own.
 */
void
hlc_console_sending_set_secrets (HlcConsoleSending *self, GPtrArray *secrets)
{
  g_return_if_fail (self != NULL && secrets != NULL);

  hlc_dispatcher_set_default_secret (self->dispatcher,
                                     secrets->len > 0 ? g_ptr_array_index (secrets, 0) : NULL);
}

/**
 * hlc_console_list_own_ports:
 * @self: a console whose receiver and API are made
 * @ports: (out caller-allocates) (array fixed-size=2): where they listen
 *
 * Returns: how many of @ports that are
 */
guint
hlc_console_list_own_ports (HlcConsole *self, guint16 ports[HLC_CONSOLE_MAX_OWN_PORTS])
{
  const guint16 all[] = { hlc_receiver_get_port (hlc_console_get_receiver (self)),
                          hlc_api_get_port (hlc_console_get_api (self)) };
  guint n_ports = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != 0)
      ports[n_ports++] = all[i];

  return n_ports;
}

/**
 * hlc_console_sending_update_ports:
 * @self: the part that sends
 *
 * Tells the dispatcher which ports are ours: nothing is sent there.
 */
void
hlc_console_sending_update_ports (HlcConsoleSending *self)
{
  guint16 ports[HLC_CONSOLE_MAX_OWN_PORTS];
  guint n_ports = 0;

  g_return_if_fail (self != NULL);

  n_ports = hlc_console_list_own_ports (self->console, ports);
  hlc_dispatcher_set_own_ports (self->dispatcher, ports, n_ports);
}

/**
 * hlc_console_sending_get_dispatcher:
 * @self: the part that sends
 *
 * Returns: (transfer none): what sends
 */
HlcDispatcher *
hlc_console_sending_get_dispatcher (HlcConsoleSending *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dispatcher;
}
