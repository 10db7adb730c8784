/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-headless.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

#include "hlc-command.h"
#include "hlc-json-writer.h"
#include "hlc-line-writer.h"

/** What may wait for a slow reader of standard output. Bytes. */
#define MAX_WAITING (64 * 1024 * 1024)

/** How long a reader gets for the rest when we stop. Milliseconds. */
#define FINISH_TIME 1000

static const int stop_signals[] = { SIGTERM, SIGINT, SIGHUP };

/*
 * One line for one object. A received text that stands in it may hold line ends; outside of strings, where alone JSON
 * has them (RFC 8259, section 7), a space means the same.
 */
static void
write_line (HlcLineWriter *lines, HlcJsonWriter *writer)
{
  g_autoptr (GBytes) json = hlc_json_writer_finish (writer);
  g_autoptr (GByteArray) line = g_byte_array_sized_new ((guint) g_bytes_get_size (json) + 1);
  g_autoptr (GBytes) bytes = NULL;

  g_byte_array_append (line, g_bytes_get_data (json, NULL), (guint) g_bytes_get_size (json));
  for (guint i = 0; i < line->len; i++)
    {
      if (line->data[i] == '\n' || line->data[i] == '\r')
        line->data[i] = ' ';
    }

  g_byte_array_append (line, (const guint8 *) "\n", 1);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&line));
  hlc_line_writer_write (lines, bytes);
}

static void
write_ready (HlcLineWriter *lines, HlcConsole *console)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  HlcSecrets *secrets = hlc_console_get_secrets (console);
  const struct
  {
    const char *name;
    const char *value;
  } members[] = {
    { "event", "ready" },
    { "webhook_url", hlc_console_get_webhook_url (console) },
    { "api_base", hlc_console_get_api_base (console) },
    { "console_base", hlc_console_get_console_base (console) },
    { "api_key", hlc_secrets_get_agent_key (secrets) },
    { "console_token", hlc_secrets_get_console_token (secrets) },
    { "data_dir", hlc_console_get_data_dir (console) },
  };

  hlc_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      hlc_json_writer_name (writer, members[i].name);
      hlc_json_writer_string (writer, members[i].value);
    }
  hlc_json_writer_end_object (writer);
  write_line (lines, writer);
}

/* {"event":"operation","operation":{…}}: the object stands under its own name, so that no member can clash. */
static void
event_cb (HlcConsole *console, const char *event, GBytes *json, HlcLineWriter *lines)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "event");
  hlc_json_writer_string (writer, event);
  hlc_json_writer_name (writer, event);
  hlc_json_writer_raw (writer, json);
  hlc_json_writer_end_object (writer);
  write_line (lines, writer);
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Runs until a signal asks to stop. */
static void
run_loop (HlcConsole *console)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  HlcLineWriter *lines = hlc_line_writer_new (STDOUT_FILENO, MAX_WAITING);
  guint sources[G_N_ELEMENTS (stop_signals)];
  gulong event_handler;

  for (guint i = 0; i < G_N_ELEMENTS (stop_signals); i++)
    sources[i] = g_unix_signal_add (stop_signals[i], stop_cb, loop);

  event_handler = g_signal_connect (console, "event", G_CALLBACK (event_cb), lines);
  write_ready (lines, console);
  g_main_loop_run (loop);

  g_signal_handler_disconnect (console, event_handler);
  hlc_console_stop (console);
  hlc_line_writer_finish (lines, FINISH_TIME);

  for (guint i = 0; i < G_N_ELEMENTS (stop_signals); i++)
    g_source_remove (sources[i]);
}

/**
 * hlc_headless_run:
 * @options: what is to run
 *
 * Runs the console without a window: events as JSON Lines on standard output, logs on standard error, until SIGTERM,
 * SIGINT or SIGHUP. A reader of standard output who is slow or gone does not hold it up. A port that is taken ends
 * it: nobody is there to choose another. Main thread.
 *
 * Returns: an #HlcExit
 */
int
hlc_headless_run (const HlcConsoleOptions *options)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_system ();
  g_autoptr (HlcConsole) console = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (options != NULL, HLC_EXIT_FAILED);

  signal (SIGPIPE, SIG_IGN);

  console = hlc_console_new (options, clock);
  if (!hlc_console_start (console, &error))
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", error->message);

  if (hlc_console_get_receiver_error (console) != NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", hlc_console_get_receiver_error (console));

  if (hlc_console_get_api_error (console) != NULL)
    return hlc_command_fail (HLC_EXIT_FAILED, "%s", hlc_console_get_api_error (console));

  if (!hlc_receiver_get_has_secret (hlc_console_get_receiver (console)))
    g_warning (
        "No signing secret is set: webhooks are accepted from anybody and marked unverified. Give one with "
        "--webhook-secret-file or HLC_WEBHOOK_SECRET.");

  run_loop (console);
  return HLC_EXIT_DONE;
}
