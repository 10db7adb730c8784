/* SPDX-License-Identifier: Apache-2.0 */
#include <glib-unix.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "hlc-line-writer.h"

static void
write_text (HlcLineWriter *writer, const char *text)
{
  g_autoptr (GBytes) line = g_bytes_new (text, strlen (text));

  hlc_line_writer_write (writer, line);
}

static void
open_pipe (int ends[2])
{
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
}

static char *
read_to_end (int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];

  for (gssize n = read (fd, buffer, sizeof buffer); n > 0; n = read (fd, buffer, sizeof buffer))
    g_string_append_len (text, buffer, n);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_in_order (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *text = NULL;
  HlcLineWriter *writer;
  int ends[2];

  open_pipe (ends);
  writer = hlc_line_writer_new (ends[1], 1024 * 1024);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *line = g_strdup_printf ("%u\n", i);

      write_text (writer, line);
      g_string_append (expected, line);
    }

  hlc_line_writer_finish (writer, 60 * 1000);
  close (ends[1]);
  text = read_to_end (ends[0]);
  close (ends[0]);
  g_assert_cmpstr (text, ==, expected->str);
}

static gpointer
read_thread (gpointer fd)
{
  return read_to_end (GPOINTER_TO_INT (fd));
}

/* The reader starts only after lines were dropped: the writer held nobody up, and the gap is told where it is. */
static void
test_slow_reader (void)
{
  g_autofree char *line = g_strnfill (64 * 1024, 'x');
  g_autofree char *text = NULL;
  const char *gap;
  HlcLineWriter *writer;
  GThread *reader;
  int ends[2];

  line[64 * 1024 - 1] = '\n';
  open_pipe (ends);
  writer = hlc_line_writer_new (ends[1], 256 * 1024);
  for (guint i = 0; i < 100; i++)
    write_text (writer, line);

  reader = g_thread_new ("reader", read_thread, GINT_TO_POINTER (ends[0]));
  hlc_line_writer_finish (writer, 60 * 1000);
  close (ends[1]);
  text = g_thread_join (reader);
  close (ends[0]);

  gap = strstr (text, "{\"event\":\"dropped\",\"count\":");
  g_assert_nonnull (gap);
  g_assert_true (g_str_has_suffix (gap, "}\n"));
  g_assert_cmpuint (strlen (text), <, 7 * 64 * 1024);
}

static void
test_reader_gone (void)
{
  HlcLineWriter *writer;
  int ends[2];

  signal (SIGPIPE, SIG_IGN);
  open_pipe (ends);
  close (ends[0]);
  writer = hlc_line_writer_new (ends[1], 1024);
  for (guint i = 0; i < 100; i++)
    write_text (writer, "line\n");

  hlc_line_writer_finish (writer, 60 * 1000);
  close (ends[1]);
}

/* Nobody ever reads: finishing gives up in the end. The pipe stays open, since the thread still waits on it. */
static void
test_reader_stuck (void)
{
  g_autofree char *line = g_strnfill (1024 * 1024, 'x');
  HlcLineWriter *writer;
  int ends[2];

  open_pipe (ends);
  writer = hlc_line_writer_new (ends[1], 2 * 1024 * 1024);
  write_text (writer, line);
  hlc_line_writer_finish (writer, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-writer/in-order", test_in_order);
  g_test_add_func ("/line-writer/slow-reader", test_slow_reader);
  g_test_add_func ("/line-writer/reader-gone", test_reader_gone);
  g_test_add_func ("/line-writer/reader-stuck", test_reader_stuck);
  return g_test_run ();
}
