/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel.h"

#include <glib/gi18n.h>

#include "hlc-receiver.h"
#include "hlc-tunnel-private.h"
#include "hlc-tunnel-words.h"

#define TUNNELS_PATH "/api/tunnels"
/* Bytes of an answer of the agent. */
#define MAX_ANSWER (256 * 1024)
/* Seconds in which the agent has to say what tunnels it has: it knows. */
#define DEADLINE 3

enum
{
  PROP_STATUS = 1,
  PROP_STATE,
  PROP_PUBLIC_URL,
  PROP_WEBHOOK_URL,
  PROP_SUMMARY,
  PROP_PROBLEM,
  PROP_RECEIVER_PORT,
  PROP_API_PORT,
  PROP_COPIED_URL,
  PROP_HIDDEN,
  N_PROPERTIES,
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTunnel, hlc_tunnel, G_TYPE_OBJECT)

static HlcTunnelPorts
get_ports (HlcTunnel *self)
{
  return (HlcTunnelPorts){ self->receiver_port, self->api_port, HLC_RECEIVER_PATH };
}

static gboolean
replace_text (char **member, char *value)
{
  g_autofree char *old = *member;

  *member = value;
  return g_strcmp0 (old, value) != 0;
}

/* Says anew what the status means. Takes @status. */
static void
set_status (HlcTunnel *self, HlcTunnelStatus *status)
{
  g_autoptr (HlcTunnelStatus) old = self->status;
  gboolean is_other = !hlc_tunnel_status_equal (old, status);
  gboolean is_said_otherwise;

  self->status = status;
  g_object_freeze_notify (G_OBJECT (self));
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  if (old->state != status->state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (g_strcmp0 (old->public_url, status->public_url) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PUBLIC_URL]);
  if (g_strcmp0 (old->webhook_url, status->webhook_url) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WEBHOOK_URL]);
  if (replace_text (&self->summary, hlc_tunnel_words_summary (status)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  is_said_otherwise = replace_text (&self->problem, hlc_tunnel_words_problem (status, self->copied_url));
  if (is_said_otherwise)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_object_thaw_notify (G_OBJECT (self));

  if (is_other || is_said_otherwise)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* After the ports have changed, or what was copied. */
static void
judge_again (HlcTunnel *self)
{
  HlcTunnelPorts ports = get_ports (self);

  if (self->answer != NULL)
    set_status (self, hlc_tunnel_status_new_judge (self->answer, &ports));
  else
    set_status (self, hlc_tunnel_status_new (self->status->state, self->status->reason, &ports));
}

static HlcTunnelStatus *
judge_error (HlcTunnel *self, const GError *error)
{
  HlcTunnelPorts ports = get_ports (self);
  g_autofree char *words = NULL;
  g_autofree char *reason = NULL;

  if (hlc_http_error_is_unreachable (error))
    return hlc_tunnel_status_new (HLC_TUNNEL_NOT_RUNNING, NULL, &ports);

  words = hlc_http_error_dup_words (error);
  reason = g_strdup_printf (_ ("ngrok’s agent cannot be asked at %s: %s."), self->agent, words);
  return hlc_tunnel_status_new (HLC_TUNNEL_UNREADABLE, reason, &ports);
}

static HlcTunnelStatus *
judge_answer (HlcTunnel *self, const HlcHttpAnswer *answer)
{
  HlcTunnelPorts ports = get_ports (self);
  g_autofree char *reason = NULL;

  if (answer->status == 200 && !answer->is_cut)
    return hlc_tunnel_status_new_judge (answer->body, &ports);

  reason =
      g_strdup_printf (_ ("What answers at %s, in the place of ngrok’s agent, is no such agent (HTTP %u)."),
                       self->agent, answer->status);
  return hlc_tunnel_status_new (HLC_TUNNEL_UNREADABLE, reason, &ports);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTunnel *self = g_task_get_source_object (task);
  guint64 look = *(guint64 *) g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcHttpAnswer) answer = hlc_http_exchange_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Of two looks that overlap the later one is right, whichever is answered first. */
  if (look > self->newest_look)
    {
      self->newest_look = look;
      g_clear_pointer (&self->answer, g_bytes_unref);
      if (answer != NULL && answer->status == 200 && !answer->is_cut)
        self->answer = g_bytes_ref (answer->body);
      set_status (self, answer != NULL ? judge_answer (self, answer) : judge_error (self, error));
    }
  g_task_return_boolean (task, TRUE);
}

static void
set_port (HlcTunnel *self, guint16 *member, guint16 port, int property)
{
  if (*member == port)
    return;

  *member = port;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  judge_again (self);
}

static void
unref_task (gpointer task, GClosure *closure)
{
  g_object_unref (task);
}

static void
hlc_tunnel_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcTunnel *self = HLC_TUNNEL (object);

  switch (property_id)
    {
    case PROP_STATUS:
      g_value_set_boxed (value, self->status);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->status->state);
      break;
    case PROP_PUBLIC_URL:
      g_value_set_string (value, self->status->public_url);
      break;
    case PROP_WEBHOOK_URL:
      g_value_set_string (value, self->status->webhook_url);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_RECEIVER_PORT:
      g_value_set_uint (value, self->receiver_port);
      break;
    case PROP_API_PORT:
      g_value_set_uint (value, self->api_port);
      break;
    case PROP_COPIED_URL:
      g_value_set_string (value, self->copied_url);
      break;
    case PROP_HIDDEN:
      g_value_set_boolean (value, self->hidden);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_tunnel_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  HlcTunnel *self = HLC_TUNNEL (object);

  switch (property_id)
    {
    case PROP_RECEIVER_PORT:
      set_port (self, &self->receiver_port, (guint16) g_value_get_uint (value), PROP_RECEIVER_PORT);
      break;
    case PROP_API_PORT:
      set_port (self, &self->api_port, (guint16) g_value_get_uint (value), PROP_API_PORT);
      break;
    case PROP_COPIED_URL:
      hlc_tunnel_set_copied_url (self, g_value_get_string (value));
      break;
    case PROP_HIDDEN:
      hlc_tunnel_set_hidden (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_tunnel_dispose (GObject *object)
{
  HlcTunnel *self = HLC_TUNNEL (object);

  hlc_tunnel_shut_down (self);
  g_clear_object (&self->store);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (hlc_tunnel_parent_class)->dispose (object);
}

static void
hlc_tunnel_finalize (GObject *object)
{
  HlcTunnel *self = HLC_TUNNEL (object);

  hlc_clock_unref (self->clock);
  g_free (self->agent);
  g_object_unref (self->life);
  g_clear_pointer (&self->secret, hlc_signing_secret_unref);
  g_free (self->copied_url);
  g_clear_pointer (&self->answer, g_bytes_unref);
  hlc_tunnel_status_unref (self->status);
  g_free (self->summary);
  g_free (self->problem);

  G_OBJECT_CLASS (hlc_tunnel_parent_class)->finalize (object);
}

static void
hlc_tunnel_class_init (HlcTunnelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->get_property = hlc_tunnel_get_property;
  object_class->set_property = hlc_tunnel_set_property;
  object_class->dispose = hlc_tunnel_dispose;
  object_class->finalize = hlc_tunnel_finalize;

  properties[PROP_STATUS] = g_param_spec_boxed ("status", NULL, NULL, HLC_TYPE_TUNNEL_STATUS, readable);
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, HLC_TUNNEL_API_PORT, HLC_TUNNEL_UNKNOWN, readable);
  properties[PROP_PUBLIC_URL] = g_param_spec_string ("public-url", NULL, NULL, NULL, readable);
  properties[PROP_WEBHOOK_URL] = g_param_spec_string ("webhook-url", NULL, NULL, NULL, readable);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  properties[PROP_RECEIVER_PORT] =
      g_param_spec_uint ("receiver-port", NULL, NULL, 0, G_MAXUINT16, 0, writable);
  properties[PROP_API_PORT] = g_param_spec_uint ("api-port", NULL, NULL, 0, G_MAXUINT16, 0, writable);
  properties[PROP_COPIED_URL] = g_param_spec_string ("copied-url", NULL, NULL, NULL, writable);
  properties[PROP_HIDDEN] = g_param_spec_boolean ("hidden", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * HlcTunnel::changed:
   * @self: the tunnel
   *
   * What was found, or what it means, is not what it was.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_TUNNEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_tunnel_init (HlcTunnel *self)
{
  HlcTunnelPorts ports = get_ports (self);

  self->life = g_cancellable_new ();
  hlc_tunnel_set_intervals (self, 0, 0);
  self->status = hlc_tunnel_status_new (HLC_TUNNEL_UNKNOWN, NULL, &ports);
  self->summary = hlc_tunnel_words_summary (self->status);
}

/**
 * hlc_tunnel_new:
 * @store: where a test event has to arrive
 * @clock: the time of day
 * @agent: the base URL of the agent's API, as hlc_relay_url_normalize_local() gives it
 *
 * Returns: (transfer full): a tunnel that has not looked yet, for a console that does not listen yet
 */
HlcTunnel *
hlc_tunnel_new (HlcStore *store, HlcClock *clock, const char *agent)
{
  HlcTunnel *self;

  g_return_val_if_fail (HLC_IS_STORE (store) && clock != NULL && agent != NULL, NULL);

  self = g_object_new (HLC_TYPE_TUNNEL, NULL);
  self->store = g_object_ref (store);
  self->clock = hlc_clock_ref (clock);
  self->agent = g_strdup (agent);
  return self;
}

/**
 * hlc_tunnel_shut_down:
 *
 * Stops looking, stops what was asked without a cancellable, and ends the agent that we run. For good.
 */
void
hlc_tunnel_shut_down (HlcTunnel *self)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->life);
  if (self->process != NULL)
    hlc_ngrok_process_end (self->process);
}

/**
 * hlc_tunnel_refresh_async:
 * @cancellable: (nullable): stops it; without one, hlc_tunnel_shut_down() does
 *
 * Looks now. What is found is in the properties when @callback is called: also that no agent runs, or that one does not
 * answer, which is no error.
 */
void
hlc_tunnel_refresh_async (HlcTunnel *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  guint64 number;

  g_return_if_fail (HLC_IS_TUNNEL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_tunnel_refresh_async);
  number = ++self->n_looks;
  g_task_set_task_data (task, g_memdup2 (&number, sizeof number), g_free);
  hlc_tunnel_call_agent_async (self, "GET", NULL, NULL, DEADLINE, cancellable, looked_cb, task);
}

/**
 * hlc_tunnel_refresh_finish:
 *
 * Returns: %FALSE with @error set when it was stopped
 */
gboolean
hlc_tunnel_refresh_finish (HlcTunnel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/** hlc_tunnel_get_status: Returns: (transfer none): what was found last */
HlcTunnelStatus *
hlc_tunnel_get_status (HlcTunnel *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL (self), NULL);

  return self->status;
}

/** hlc_tunnel_get_webhook_url: Returns: (transfer none) (nullable): where webhooks from outside reach the receiver */
const char *
hlc_tunnel_get_webhook_url (HlcTunnel *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL (self), NULL);

  return self->status->webhook_url;
}

/** hlc_tunnel_get_problem: Returns: (transfer none) (nullable): what is wrong and what to do, sentences */
const char *
hlc_tunnel_get_problem (HlcTunnel *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL (self), NULL);

  return self->problem;
}

/** hlc_tunnel_get_copied_url: Returns: (transfer none) (nullable): the address that was copied */
const char *
hlc_tunnel_get_copied_url (HlcTunnel *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL (self), NULL);

  return self->copied_url;
}

/**
 * hlc_tunnel_set_copied_url:
 * @url: (nullable): the address that the user copied, perhaps in an earlier run
 *
 * From then on it is a problem when another address leads here, or none.
 */
void
hlc_tunnel_set_copied_url (HlcTunnel *self, const char *url)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  if (!replace_text (&self->copied_url, g_strdup (url)))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COPIED_URL]);
  judge_again (self);
}

/**
 * hlc_tunnel_set_signing_secret:
 * @secret: (nullable): one of the receiver's, without a problem
 *
 * Sets what test events are signed with.
 */
void
hlc_tunnel_set_signing_secret (HlcTunnel *self, HlcSigningSecret *secret)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  if (secret != NULL)
    hlc_signing_secret_ref (secret);
  g_clear_pointer (&self->secret, hlc_signing_secret_unref);
  self->secret = secret;
}

/** hlc_tunnel_get_has_secret: Returns: whether a signing secret is set, so that the receiver can tell who sends */
gboolean
hlc_tunnel_get_has_secret (HlcTunnel *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL (self), FALSE);

  return self->secret != NULL;
}

/**
 * hlc_tunnel_set_sandboxed:
 * @sandboxed: whether programs of this machine cannot be run
 *
 * Sets whether an agent may be run where none runs.
 */
void
hlc_tunnel_set_sandboxed (HlcTunnel *self, gboolean sandboxed)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  self->sandboxed = sandboxed;
}

/*< private >
 * hlc_tunnel_call_agent_async:
 * @name: (nullable): a tunnel's name, as the agent tells it
 * @body: (nullable): JSON
 * @deadline: seconds
 * @cancellable: (nullable): without one, the tunnel's life counts
 * @callback: finishes with hlc_http_exchange_finish()
 *
 * Asks or tells the agent.
 */
void
hlc_tunnel_call_agent_async (HlcTunnel *self,
                             const char *method,
                             const char *name,
                             GBytes *body,
                             guint deadline,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GString) url = g_string_new (self->agent);
  g_autoptr (SoupMessage) message = NULL;

  g_string_append (url, TUNNELS_PATH);
  if (name != NULL)
    {
      g_string_append_c (url, '/');
      g_string_append_uri_escaped (url, name, NULL, FALSE);
    }

  message = soup_message_new (method, url->str);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  hlc_http_exchange_async (NULL, message, MAX_ANSWER, deadline * 1000,
                           cancellable != NULL ? cancellable : self->life, callback, user_data);
}

/*< private >
 * hlc_tunnel_connect_task:
 * @signal: of @instance, whose handler gets @task as its data
 *
 * The handler holds the task until it is disconnected or the instance dies.
 *
 * Returns: the handler
 */
gulong
hlc_tunnel_connect_task (gpointer instance, const char *signal, GCallback callback, GTask *task)
{
  return g_signal_connect_data (instance, signal, callback, g_object_ref (task), unref_task, 0);
}

/*< private >
 * hlc_tunnel_forget_process:
 *
 * No longer counts @process as the agent that we run.
 */
void
hlc_tunnel_forget_process (HlcTunnel *self, HlcNgrokProcess *process)
{
  if (self->process == process)
    g_clear_object (&self->process);
}
