/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-ngrok-process.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <sys/prctl.h>

#include "hlc-error.h"

/* Bytes of its standard error that are kept. */
#define MAX_PRINTED 4096
/* Seconds after which one that was asked to end is killed. */
#define PATIENCE 3

struct _HlcNgrokProcess
{
  GObject parent_instance;

  GSubprocess *process; /* (owned) */
  GString *printed;     /* (owned) */
  guint kill_source;
  gboolean running;
  gboolean has_exited;
  gboolean is_silent; /* all of its standard error was read, or nobody wants to know */
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcNgrokProcess, hlc_ngrok_process, G_TYPE_OBJECT)

/* Runs in the child. */
static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/* What it printed last may come after its exit, and says why it ended. */
static void
tell_end (HlcNgrokProcess *self)
{
  if (!self->running || !self->has_exited || !self->is_silent)
    return;

  g_clear_handle_id (&self->kill_source, g_source_remove);
  self->running = FALSE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcNgrokProcess) self = user_data;
  GInputStream *stream = G_INPUT_STREAM (object);
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (size == 0)
    {
      self->is_silent = TRUE;
      tell_end (self);
      return;
    }

  /* It is read on and on, so that the process never waits for a reader. */
  g_string_append_len (self->printed, data, (gssize) MIN (size, MAX_PRINTED - self->printed->len));
  g_input_stream_read_bytes_async (stream, MAX_PRINTED, G_PRIORITY_DEFAULT, NULL, read_cb,
                                   g_object_ref (self));
}

static void
exited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcNgrokProcess) self = user_data;

  self->has_exited = TRUE;
  tell_end (self);
}

static gboolean
kill_cb (gpointer user_data)
{
  HlcNgrokProcess *self = user_data;

  self->kill_source = 0;
  g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

static void
hlc_ngrok_process_finalize (GObject *object)
{
  HlcNgrokProcess *self = HLC_NGROK_PROCESS (object);

  g_clear_handle_id (&self->kill_source, g_source_remove);
  g_clear_object (&self->process);
  g_string_free (self->printed, TRUE);

  G_OBJECT_CLASS (hlc_ngrok_process_parent_class)->finalize (object);
}

static void
hlc_ngrok_process_class_init (HlcNgrokProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hlc_ngrok_process_finalize;

  /**
   * HlcNgrokProcess::ended:
   * @self: the process
   *
   * It has ended, by itself or because it was asked to.
   */
  signals[SIGNAL_ENDED] =
      g_signal_new ("ended", HLC_TYPE_NGROK_PROCESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_ngrok_process_init (HlcNgrokProcess *self)
{
  self->printed = g_string_new (NULL);
}

/**
 * hlc_ngrok_process_start:
 * @program: (type filename): ngrok
 * @port: where its tunnel leads
 * @error: why it could not be run
 *
 * Runs `ngrok http 127.0.0.1:PORT` without a terminal. Secrets that our environment holds are none of its business.
 *
 * Returns: (transfer full) (nullable): the process
 */
HlcNgrokProcess *
hlc_ngrok_process_start (const char *program, guint16 port, GError **error)
{
  g_autoptr (HlcNgrokProcess) self = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *addr = g_strdup_printf ("127.0.0.1:%u", port);
  const char *argv[] = { program, "http", addr, NULL };

  g_return_val_if_fail (program != NULL && port != 0, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  g_subprocess_launcher_unsetenv (launcher, "HLC_WEBHOOK_SECRET");
  g_subprocess_launcher_unsetenv (launcher, "HLC_API_KEY");

  self = g_object_new (HLC_TYPE_NGROK_PROCESS, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, argv, &cause);
  if (self->process == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT, _ ("ngrok cannot be run: %s."), cause->message);
      return NULL;
    }

  self->running = TRUE;
  g_input_stream_read_bytes_async (g_subprocess_get_stderr_pipe (self->process), MAX_PRINTED,
                                   G_PRIORITY_DEFAULT, NULL, read_cb, g_object_ref (self));
  g_subprocess_wait_async (self->process, NULL, exited_cb, g_object_ref (self));
  return g_steal_pointer (&self);
}

/**
 * hlc_ngrok_process_end:
 *
 * Asks it to end, and kills it when it does not. HlcNgrokProcess::ended tells when it has.
 */
void
hlc_ngrok_process_end (HlcNgrokProcess *self)
{
  g_return_if_fail (HLC_IS_NGROK_PROCESS (self));

  if (!self->running)
    return;

  self->is_silent = TRUE;
  g_subprocess_send_signal (self->process, SIGTERM);
  if (self->kill_source == 0)
    self->kill_source = g_timeout_add_seconds (PATIENCE, kill_cb, self);
}

/** hlc_ngrok_process_get_running: Returns: whether it has not ended yet */
gboolean
hlc_ngrok_process_get_running (HlcNgrokProcess *self)
{
  g_return_val_if_fail (HLC_IS_NGROK_PROCESS (self), FALSE);

  return self->running;
}

/** hlc_ngrok_process_get_printed: Returns: (transfer none): what it has printed to its standard error, any bytes */
const char *
hlc_ngrok_process_get_printed (HlcNgrokProcess *self)
{
  g_return_val_if_fail (HLC_IS_NGROK_PROCESS (self), NULL);

  return self->printed->str;
}
