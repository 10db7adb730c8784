/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-header-rules.h"
#include "hlc-outgoing.h"
#include "hlc-retry.h"
#include "hlc-target-url.h"

#define NOW (G_GINT64_CONSTANT (1614265330) * G_USEC_PER_SEC)

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize size);

/* A line is a URL, a time to wait and, where it has a colon, a header. */
static void
read_line (HlcHeaderList *headers, const char *line)
{
  const char *colon = strchr (line, ':');
  gint64 after = hlc_retry_parse_after (line, NOW);
  double time_scale = HLC_TIME_SCALE_MIN;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_true (after >= -1 && after <= HLC_RETRY_AFTER_MAX);
  g_assert_true (!hlc_time_scale_parse (line, &time_scale) ||
                 (time_scale >= HLC_TIME_SCALE_MIN && time_scale <= HLC_TIME_SCALE_MAX));
  g_assert_cmpint (hlc_target_url_check (line, &error), ==, error == NULL);
  if (colon == NULL)
    return;

  name = g_strndup (line, (gsize) (colon - line));
  hlc_header_list_append (headers, name, colon + 1);
}

static HlcHeaderList *
read_headers (const char **text, const char *end)
{
  HlcHeaderList *headers = hlc_header_list_new ();

  while (*text < end)
    {
      const char *newline = memchr (*text, '\n', (gsize) (end - *text));
      const char *line_end = newline != NULL ? newline : end;
      g_autofree char *line = g_strndup (*text, (gsize) (line_end - *text));
      gboolean is_last = line_end == *text;

      *text = newline != NULL ? newline + 1 : end;
      if (is_last)
        break;
      read_line (headers, line);
    }

  return headers;
}

/* A shell must find in the command what was meant, and nothing else. */
static void
check_command (const HlcOutgoing *outgoing)
{
  g_autofree char *command = hlc_outgoing_to_curl (outgoing);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  guint n_headers = 0;
  guint n_sent = 0;

  g_shell_parse_argv (command, NULL, &argv, &error);
  g_assert_no_error (error);
  /* The last one is the body or says where it comes from. */
  for (guint i = 0; argv[i] != NULL && argv[i + 1] != NULL; i++)
    n_headers += g_str_equal (argv[i], "--header") ? 1 : 0;
  for (guint i = 0; i < hlc_header_list_get_length (outgoing->headers); i++)
    n_sent += hlc_header_may_be_secret (hlc_header_list_get_name (outgoing->headers, i)) ? 0 : 1;
  n_sent += hlc_header_list_count (outgoing->headers, "content-type") == 0 ? 1 : 0;
  g_assert_cmpuint (n_headers, ==, n_sent);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize size)
{
  const char *text = (const char *) bytes;
  const char *end = text + size;
  g_autoptr (HlcHeaderList) received = read_headers (&text, end);
  g_autoptr (GBytes) body = g_bytes_new (text, (gsize) (end - text));
  g_autoptr (HlcOutgoing) outgoing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (hlc_header_list_check_custom (received, &error), ==, error == NULL);
  outgoing = hlc_outgoing_new_original ("http://127.0.0.1:8000/", received, NULL, body, "console-1");
  for (guint i = 0; i < hlc_header_list_get_length (outgoing->headers); i++)
    g_assert_true (hlc_header_check (hlc_header_list_get_name (outgoing->headers, i),
                                     hlc_header_list_get_value (outgoing->headers, i), NULL));
  check_command (outgoing);

  return 0;
}
