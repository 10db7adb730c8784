/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-json-writer.h"
#include "hlc-retry.h"

#define TIME_SCALE_PATH "/time-scale"

static void
print_time_scale (HlcJsonValue root)
{
  g_autofree char *time_scale = hlc_command_dup_member (root, "time_scale");

  hlc_command_print_field (_ ("Time scale"), time_scale);
}

static GBytes *
make_body (double time_scale)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) number = NULL;

  g_ascii_dtostr (text, sizeof text, time_scale);
  number = g_bytes_new (text, strlen (text));
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "time_scale");
  hlc_json_writer_raw (writer, number);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_command_parse_time_scale:
 * @typed: what was typed
 * @time_scale: (out): the number
 *
 * Returns: %FALSE after saying that it is none
 */
gboolean
hlc_command_parse_time_scale (const char *typed, double *time_scale)
{
  g_return_val_if_fail (typed != NULL && time_scale != NULL, FALSE);

  if (hlc_time_scale_parse (typed, time_scale))
    return TRUE;

  hlc_command_fail (HLC_EXIT_USAGE, _ ("A time scale is a number from %.0f to %.0f."), HLC_TIME_SCALE_MIN,
                    HLC_TIME_SCALE_MAX);
  return FALSE;
}

/* `time-scale`: how much faster than real time the waits between attempts are. */
int
hlc_command_time_scale (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autoptr (GBytes) body = NULL;
  double time_scale = 0;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 1))
    return HLC_EXIT_USAGE;

  if (argc == 1)
    return hlc_command_query_run (&query, TIME_SCALE_PATH, print_time_scale);

  if (!hlc_command_parse_time_scale (argv[1], &time_scale))
    return HLC_EXIT_USAGE;

  body = make_body (time_scale);
  return hlc_command_query_send (&query, "PUT", TIME_SCALE_PATH, body, print_time_scale);
}
