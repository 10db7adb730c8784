/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-private.h"

#include <glib/gi18n.h>

#include "hlc-error.h"
#include "hlc-tunnel-words.h"

/* Seconds in which an agent that we run has to have its tunnel: it asks ngrok's service. */
#define DEADLINE 15
/* Milliseconds between two looks whether it has. */
#define INTERVAL 250

/* Waiting for the tunnel of an agent that we run. The handler of the process's signal holds the task meanwhile. */
typedef struct
{
  HlcNgrokProcess *process; /* (owned) */
  gulong ended_handler;
  gint64 until; /* monotonic time, microseconds */
  guint timer;  /* until the next look */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->process);
  g_free (run);
}

/* Waits for the agent that we run no longer. */
static void
stop_waiting (Run *run)
{
  g_clear_signal_handler (&run->ended_handler, run->process);
  g_clear_handle_id (&run->timer, g_source_remove);
}

/* The agent that we run ended before its tunnel was there. */
static void
process_ended_cb (HlcNgrokProcess *process, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  g_autofree char *words = hlc_tunnel_words_ended (hlc_ngrok_process_get_printed (process));

  stop_waiting (g_task_get_task_data (task));
  hlc_tunnel_forget_process (g_task_get_source_object (task), process);
  g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_CONFLICT, "%s", words);
}

static void looked_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  run->timer = 0;
  hlc_tunnel_refresh_async (g_task_get_source_object (task), g_task_get_cancellable (task), looked_cb,
                            g_object_ref (task));
  return G_SOURCE_REMOVE;
}

/* Whether the agent that we run has its tunnel by now. */
static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTunnel *self = HLC_TUNNEL (object);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean has_looked = hlc_tunnel_refresh_finish (self, result, &error);

  /* It ended meanwhile, and that was said. */
  if (run->ended_handler == 0)
    return;

  if (has_looked && self->status->webhook_url == NULL && g_get_monotonic_time () < run->until)
    {
      run->timer = g_timeout_add (INTERVAL, look_cb, task);
      return;
    }

  stop_waiting (run);
  if (has_looked && self->status->webhook_url != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  hlc_ngrok_process_end (run->process);
  hlc_tunnel_forget_process (self, run->process);
  if (!has_looked)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (
        task, HLC_ERROR, HLC_ERROR_CONFLICT,
        _ ("ngrok was started, but had no tunnel to port %u after %u s, so it was stopped. Run it "
           "in a terminal to see why."),
        self->receiver_port, DEADLINE);
}

/* Why no agent can be run, in which case somebody else has to. */
static gboolean
refuse_to_run (HlcTunnel *self, const char *program, GError **error)
{
  g_autofree char *command = hlc_tunnel_words_command (self->receiver_port);

  if (self->sandboxed)
    g_set_error (
        error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
        _ ("No ngrok runs, and from its sandbox the console cannot run one. Run “%s” in a terminal."),
        command);
  else if (program == NULL)
    g_set_error (
        error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
        _ ("No ngrok runs, and none is installed. Install it from ngrok.com and run “%s”, or use another "
           "relay."),
        command);

  return self->sandboxed || program == NULL;
}

/* The agent that we run already, for another start, or a new one. */
static HlcNgrokProcess *
get_process (HlcTunnel *self, GError **error)
{
  g_autofree char *program = NULL;

  if (self->process != NULL && hlc_ngrok_process_get_running (self->process))
    return g_object_ref (self->process);

  g_clear_object (&self->process);
  program = g_find_program_in_path ("ngrok");
  if (refuse_to_run (self, program, error))
    return NULL;

  self->process = hlc_ngrok_process_start (program, self->receiver_port, error);
  return self->process != NULL ? g_object_ref (self->process) : NULL;
}

/*< private >
 * hlc_tunnel_run_agent_async:
 * @cancellable: stops it
 *
 * Runs an ngrok agent with a tunnel to the receiver, and waits until it leads there.
 */
void
hlc_tunnel_run_agent_async (HlcTunnel *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HlcNgrokProcess *process;
  GError *error = NULL;
  Run *run;

  g_task_set_source_tag (task, hlc_tunnel_run_agent_async);
  process = get_process (self, &error);
  if (process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  run = g_new0 (Run, 1);
  run->process = process;
  run->until = g_get_monotonic_time () + DEADLINE * G_TIME_SPAN_SECOND;
  run->ended_handler = hlc_tunnel_connect_task (process, "ended", G_CALLBACK (process_ended_cb), task);
  run->timer = g_timeout_add (INTERVAL, look_cb, task);
  g_task_set_task_data (task, run, run_free);
}

/*< private >
 * hlc_tunnel_run_agent_finish:
 *
 * Returns: whether a tunnel leads to the receiver; errors as for hlc_tunnel_start_finish()
 */
gboolean
hlc_tunnel_run_agent_finish (HlcTunnel *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
