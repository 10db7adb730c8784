/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends signed webhooks, each on a connection of its own, and prints one line of JSON: how many a second were
 * acknowledged, and how long one took (p50, p99, in milliseconds).
 */
#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-signing.h"

#define STATUS_OK "HTTP/1.1 200 "
#define ANSWER_MAX 4096

/**
 * Load:
 * @requests: (owned): what is sent, signed beforehand
 * @durations: (owned): microseconds of each, by index; 0 where it was not sent, -1 where it was not acknowledged
 * @rate: requests a second over all connections; 0 for as fast as answers come
 */
typedef struct
{
  GPtrArray *requests;
  gint64 *durations;
  int port;
  int connections;
  int count;
  int rate;
  gint64 started;
  gint next; /* (atomic) */
} Load;

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize written = send (fd, data, length, MSG_NOSIGNAL);

      if (written <= 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

/* Reads until the server closes: both servers close after their answer. */
static gboolean
read_acknowledgement (int fd)
{
  char answer[ANSWER_MAX];
  gsize length = 0;

  while (length < sizeof answer)
    {
      gssize n = recv (fd, answer + length, sizeof answer - length, 0);

      if (n == 0)
        break;
      if (n < 0)
        return FALSE;
      length += (gsize) n;
    }

  return length >= strlen (STATUS_OK) && memcmp (answer, STATUS_OK, strlen (STATUS_OK)) == 0;
}

static gboolean
send_one (const Load *load, GBytes *request)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons ((guint16) load->port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean acknowledged = FALSE;

  if (fd < 0)
    return FALSE;

  acknowledged = connect (fd, (struct sockaddr *) &address, sizeof address) == 0 && write_all (fd, request) &&
                 read_acknowledgement (fd);
  close (fd);

  return acknowledged;
}

static void
wait_for_turn (const Load *load, int index)
{
  gint64 due = load->started + (gint64) index * G_USEC_PER_SEC / load->rate;
  gint64 now = g_get_monotonic_time ();

  if (due > now)
    g_usleep ((gulong) (due - now));
}

/* At a rate the load lasts as long as it should, however far behind the receiver is. */
static gboolean
is_over (const Load *load)
{
  return load->rate > 0 &&
         g_get_monotonic_time () - load->started > (gint64) load->count * G_USEC_PER_SEC / load->rate;
}

static gpointer
connection_thread (gpointer user_data)
{
  Load *load = user_data;

  for (int index = g_atomic_int_add (&load->next, 1); index < load->count && !is_over (load);
       index = g_atomic_int_add (&load->next, 1))
    {
      gint64 begin = 0;

      if (load->rate > 0)
        wait_for_turn (load, index);
      begin = g_get_monotonic_time ();
      load->durations[index] = send_one (load, g_ptr_array_index (load->requests, (guint) index))
                                   ? MAX (g_get_monotonic_time () - begin, 1)
                                   : -1;
    }

  return NULL;
}

static int
compare_durations (const void *a, const void *b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static void
report (const Load *load, gint64 elapsed)
{
  int failed = 0;
  int unsent = 0;
  int acknowledged = 0;
  const gint64 *good = NULL;

  qsort (load->durations, (gsize) load->count, sizeof *load->durations, compare_durations);
  while (failed < load->count && load->durations[failed] < 0)
    failed++;
  while (failed + unsent < load->count && load->durations[failed + unsent] == 0)
    unsent++;
  acknowledged = load->count - failed - unsent;
  good = load->durations + failed + unsent;

  g_print ("{\"acknowledged\":%d,\"failed\":%d,\"seconds\":%.3f,\"per_second\":%.1f,\"p50_ms\":%.3f,\"p99_"
           "ms\":%.3f}\n",
           acknowledged, failed, (double) elapsed / G_USEC_PER_SEC,
           acknowledged * (double) G_USEC_PER_SEC / (double) elapsed,
           acknowledged > 0 ? (double) good[acknowledged / 2] / 1000.0 : 0.0,
           acknowledged > 0 ? (double) good[(gsize) (acknowledged * 0.99)] / 1000.0 : 0.0);
}

static void
run (Load *load)
{
  g_autofree GThread **threads = g_new0 (GThread *, (gsize) load->connections);

  load->started = g_get_monotonic_time ();
  for (int i = 0; i < load->connections; i++)
    threads[i] = g_thread_new ("connection", connection_thread, load);
  for (int i = 0; i < load->connections; i++)
    g_thread_join (threads[i]);
  report (load, g_get_monotonic_time () - load->started);
}

int
main (int argc, char **argv)
{
  g_autofree char *secret = NULL;
  gboolean pending = FALSE;
  g_autoptr (GError) error = NULL;
  Load load = { .connections = 1, .count = 1000 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &load.port, "The receiver's port on loopback", "PORT" },
    { "secret", 0, 0, G_OPTION_ARG_STRING, &secret, "The signing secret", "SECRET" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &load.connections, "How many at once", "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, &load.count, "How many in all", "N" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &load.rate, "How many a second; without it, as fast as answers come",
      "N" },
    { "pending", 0, 0, G_OPTION_ARG_NONE, &pending, "Operations that wait; without it, completed ones",
      NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  if (load.port <= 0 || secret == NULL || load.connections < 1 || load.count < 1 || load.rate < 0)
    {
      g_printerr ("--port and --secret are needed; numbers are positive.\n");
      return EXIT_FAILURE;
    }

  load.requests = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  load.durations = g_new0 (gint64, (gsize) load.count);
  for (int i = 0; i < load.count; i++)
    g_ptr_array_add (load.requests, bench_request_new ((guint16) load.port, secret, (guint) i, !pending));

  run (&load);

  g_ptr_array_unref (load.requests);
  g_free (load.durations);

  return EXIT_SUCCESS;
}
