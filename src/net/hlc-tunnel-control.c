/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel.h"

#include <glib/gi18n.h>

#include "hlc-error.h"
#include "hlc-json-writer.h"
#include "hlc-tunnel-private.h"
#include "hlc-tunnel-words.h"

/* What our tunnels are called at the agent. */
#define TUNNEL_NAME "humanlayer-console"
/* Seconds in which the agent has to start or stop a tunnel: it asks ngrok's service. */
#define DEADLINE 12

/* A stop under way. */
typedef struct
{
  char *name;       /* (owned) (nullable): the one tunnel that is to be stopped */
  GPtrArray *names; /* (owned) (nullable): those that are still to be stopped */
} Stop;

static void
stop_free (gpointer data)
{
  Stop *stop = data;

  g_free (stop->name);
  g_clear_pointer (&stop->names, g_ptr_array_unref);
  g_free (stop);
}

static GTask *
make_task (HlcTunnel *self,
           gpointer tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable != NULL ? cancellable : self->life, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/* Looks again, so that the properties tell what has become of it. Takes @task. */
static void
look_and (GTask *task, GAsyncReadyCallback next)
{
  hlc_tunnel_refresh_async (g_task_get_source_object (task), g_task_get_cancellable (task), next, task);
}

/* Whether the look was done; else the task is answered. */
static gboolean
has_looked (GTask *task, GAsyncResult *result)
{
  GError *error = NULL;

  if (hlc_tunnel_refresh_finish (g_task_get_source_object (task), result, &error))
    return TRUE;

  g_task_return_error (task, error);
  return FALSE;
}

/* After a tunnel was started. */
static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTunnel *self = HLC_TUNNEL (object);

  if (!has_looked (task, result))
    return;

  if (self->status->webhook_url != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT,
                             _ ("ngrok said that it started a tunnel, but none leads to port %u."),
                             self->receiver_port);
}

/* Sets @error where the agent did not do what it was told. */
static gboolean
check_answer (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (HlcHttpAnswer) answer = hlc_http_exchange_finish (result, &cause);
  g_autofree char *words = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  if (answer == NULL)
    {
      words = hlc_http_error_dup_words (cause);
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT, _ ("ngrok’s agent cannot be told: %s."), words);
      return FALSE;
    }

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;

  words = hlc_tunnel_words_refusal (answer->status, answer->body);
  g_set_error_literal (error, HLC_ERROR, answer->status == 404 ? HLC_ERROR_NOT_FOUND : HLC_ERROR_CONFLICT,
                       words);
  return FALSE;
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (check_answer (result, &error))
    look_and (g_steal_pointer (&task), started_cb);
  else
    g_task_return_error (task, error);
}

/* One of ours that leads to where the receiver was before keeps its name. */
static char *
dup_free_name (HlcTunnel *self)
{
  if (hlc_tunnel_status_find_name (self->status, TUNNEL_NAME) == NULL)
    return g_strdup (TUNNEL_NAME);

  return g_strdup_printf (TUNNEL_NAME "-%u", self->receiver_port);
}

static GBytes *
make_body (HlcTunnel *self)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autofree char *name = dup_free_name (self);
  g_autofree char *addr = g_strdup_printf ("127.0.0.1:%u", self->receiver_port);
  const struct
  {
    const char *name;
    const char *value;
  } members[] = { { "name", name }, { "proto", "http" }, { "addr", addr } };

  hlc_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      hlc_json_writer_name (writer, members[i].name);
      hlc_json_writer_string (writer, members[i].value);
    }
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

static void
agent_runs_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (hlc_tunnel_run_agent_finish (HLC_TUNNEL (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTunnel *self = HLC_TUNNEL (object);
  g_autoptr (GBytes) body = NULL;

  if (!has_looked (task, result))
    return;

  if (self->receiver_port == 0)
    g_task_return_new_error (
        task, HLC_ERROR, HLC_ERROR_CONFLICT,
        _ ("The receiver does not listen, so a tunnel would lead nowhere. Give it a port first."));
  else if (self->status->webhook_url != NULL)
    g_task_return_boolean (task, TRUE);
  else if (self->status->state == HLC_TUNNEL_UNREADABLE)
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT, "%s", self->status->reason);
  else if (self->status->state == HLC_TUNNEL_NOT_RUNNING)
    hlc_tunnel_run_agent_async (self, g_task_get_cancellable (task), agent_runs_cb, g_object_ref (task));
  else
    {
      body = make_body (self);
      hlc_tunnel_call_agent_async (self, "POST", NULL, body, DEADLINE, g_task_get_cancellable (task),
                                   asked_cb, g_object_ref (task));
    }
}

/**
 * hlc_tunnel_start_async:
 * @cancellable: (nullable): stops it; without one, hlc_tunnel_shut_down() does
 *
 * Makes a tunnel to the receiver, unless one leads there already: by the agent, or where none runs by running one,
 * which ends with us.
 */
void
hlc_tunnel_start_async (HlcTunnel *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  look_and (make_task (self, hlc_tunnel_start_async, cancellable, callback, user_data), start_looked_cb);
}

/**
 * hlc_tunnel_start_finish:
 *
 * Returns: %TRUE when HlcTunnel:webhook-url leads to the receiver; %FALSE with %HLC_ERROR_NOT_FOUND where there is no
 *   agent and none can be run, %HLC_ERROR_CONFLICT where ngrok refused. The message says what to do
 */
gboolean
hlc_tunnel_start_finish (HlcTunnel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The last look of a stop. */
static void
stopped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (has_looked (task, result))
    g_task_return_boolean (task, TRUE);
}

static void
stopped_process_cb (HlcNgrokProcess *process, gpointer user_data)
{
  GTask *task = user_data;
  HlcTunnel *self = g_task_get_source_object (task);

  hlc_tunnel_forget_process (self, process);
  look_and (g_object_ref (task), stopped_cb);
}

static void stop_next (GTask *task);

static void
stopped_one_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Stop *stop = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* Older agents end http and https together: one that is gone is what was wanted. */
  if (check_answer (result, &error) ||
      (stop->name == NULL && g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND)))
    stop_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
stop_next (GTask *task)
{
  HlcTunnel *self = g_task_get_source_object (task);
  Stop *stop = g_task_get_task_data (task);
  g_autofree char *name = NULL;

  if (stop->names->len == 0)
    {
      look_and (task, stopped_cb);
      return;
    }

  name = g_ptr_array_steal_index (stop->names, 0);
  hlc_tunnel_call_agent_async (self, "DELETE", name, NULL, DEADLINE, g_task_get_cancellable (task),
                               stopped_one_cb, task);
}

/* The tunnels that are to be stopped: the named one, or all that lead to this console. */
static GPtrArray *
choose_names (HlcTunnelStatus *status, const char *name)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < status->tunnels->len; i++)
    {
      HlcTunnelEntry *entry = g_ptr_array_index (status->tunnels, i);
      gboolean is_meant =
          name != NULL ? g_str_equal (entry->name, name) : entry->target != HLC_TUNNEL_TARGET_OTHER;

      if (is_meant && *entry->name != '\0')
        g_ptr_array_add (names, g_strdup (entry->name));
    }

  return names;
}

static void
return_nothing_to_stop (GTask *task, HlcTunnelStatus *status)
{
  const Stop *stop = g_task_get_task_data (task);

  if (status->state == HLC_TUNNEL_UNREADABLE)
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT, "%s", status->reason);
  else if (status->state == HLC_TUNNEL_NOT_RUNNING)
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_NOT_FOUND,
                             _ ("No ngrok runs on this machine, so there is no tunnel to stop."));
  else if (stop->name != NULL)
    g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("ngrok has no tunnel of that name."));
  else
    g_task_return_new_error (
        task, HLC_ERROR, HLC_ERROR_NOT_FOUND,
        _ ("No tunnel leads to this console. One that leads elsewhere is stopped by its name."));
}

static void
stop_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTunnel *self = HLC_TUNNEL (object);
  Stop *stop = g_task_get_task_data (task);

  if (!has_looked (task, result))
    return;

  if (stop->name == NULL && self->process != NULL && hlc_ngrok_process_get_running (self->process))
    {
      hlc_tunnel_connect_task (self->process, "ended", G_CALLBACK (stopped_process_cb), task);
      hlc_ngrok_process_end (self->process);
      return;
    }

  stop->names = choose_names (self->status, stop->name);
  if (stop->names->len == 0)
    return_nothing_to_stop (task, self->status);
  else
    stop_next (g_steal_pointer (&task));
}

/**
 * hlc_tunnel_stop_async:
 * @name: (nullable): the tunnel, as HlcTunnel:status names it; without one, all that lead to this console
 * @cancellable: (nullable): stops it; without one, hlc_tunnel_shut_down() does
 *
 * Stops tunnels, whoever started them. An agent that we run ends.
 */
void
hlc_tunnel_stop_async (HlcTunnel *self,
                       const char *name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;
  Stop *stop;

  g_return_if_fail (HLC_IS_TUNNEL (self));

  task = make_task (self, hlc_tunnel_stop_async, cancellable, callback, user_data);
  stop = g_new0 (Stop, 1);
  stop->name = g_strdup (name);
  g_task_set_task_data (task, stop, stop_free);
  look_and (task, stop_looked_cb);
}

/**
 * hlc_tunnel_stop_finish:
 *
 * Returns: %TRUE when it was stopped; %FALSE with %HLC_ERROR_NOT_FOUND where there is no such tunnel,
 *   %HLC_ERROR_CONFLICT where ngrok refused
 */
gboolean
hlc_tunnel_stop_finish (HlcTunnel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
