/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outgoing.h"

#include <string.h>

#include <glib/gstdio.h>

#include "header-lines.h"
#include "hlc-signature-check.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define NOW (G_GINT64_CONSTANT (1614265330) * G_USEC_PER_SEC)
#define URL "http://127.0.0.1:8000/webhook"
#define START "curl --globoff --path-as-is 'http://127.0.0.1:8000/webhook' \\\n  --header "
#define JSON_TYPE "'content-type: application/json'"

static HlcOutgoing *
make_outgoing (const char *url, const char *lines, const char *body, gsize length)
{
  HlcOutgoing *outgoing = g_new0 (HlcOutgoing, 1);

  outgoing->url = g_strdup (url);
  outgoing->headers = make_headers (lines);
  outgoing->body = g_bytes_new (body, length);

  return outgoing;
}

static void
test_text (void)
{
  static const struct
  {
    const char *headers;
    const char *body;
    const char *command;
  } CASES[] = {
    { "content-type: application/json", "{\"a\":1}", START JSON_TYPE " \\\n  --data-raw '{\"a\":1}'" },
    { "content-type: application/json\nsvix-id: m", "it's",
      START JSON_TYPE " \\\n  --header 'svix-id: m' \\\n  --data-raw 'it'\\''s'" },
    /* curl would read a file, or make its own content type. */
    { "content-type: application/json", "@/etc/passwd", START JSON_TYPE " \\\n  --data-raw '@/etc/passwd'" },
    { "", "", START "'content-type:' \\\n  --data-raw ''" },
    { "content-type: application/json\nx-empty: ", "{\n}",
      START JSON_TYPE " \\\n  --header 'x-empty;' \\\n  --data-raw '{\n}'" },
    { "content-type: application/json", "caf\xc3\xa9", START JSON_TYPE " \\\n  --data-raw 'caf\xc3\xa9'" },
    /* What a terminal does not take, or does not show. */
    { "content-type: application/json", "\t",
      "printf %s 'CQ==' | base64 -d | " START JSON_TYPE " \\\n  --data-binary '@-'" },
    { "content-type: application/json", "\r\n",
      "printf %s 'DQo=' | base64 -d | " START JSON_TYPE " \\\n  --data-binary '@-'" },
    { "content-type: application/json", "\xff",
      "printf %s '/w==' | base64 -d | " START JSON_TYPE " \\\n  --data-binary '@-'" },
    { "content-type: application/json", "\xe2\x80\xae",
      "printf %s '4oCu' | base64 -d | " START JSON_TYPE " \\\n  --data-binary '@-'" },
    /* Secrets are named and not told. A name may be anybody's. */
    { "content-type: application/json\nAuthorization: Bearer hunter2\nx-a: b\nx-`id`-token: hunter2", "{}",
      "# Left out, for their values are secret: 'Authorization' 'x-`id`-token'\n" START JSON_TYPE
      " \\\n  --header 'x-a: b' \\\n  --data-raw '{}'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOutgoing) outgoing =
          make_outgoing (URL, CASES[i].headers, CASES[i].body, strlen (CASES[i].body));
      g_autofree char *command = hlc_outgoing_to_curl (outgoing);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (command, ==, CASES[i].command);
    }
}

/* What a shell makes of the command is what was meant. */
static void
test_parsed (void)
{
  static const char *const VALUES[] = {
    "it's", "$HOME `id` \\ \"x\" !! ~ * # ; & | < > ( ) { }", "''", "a\\", "%s",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (VALUES); i++)
    {
      g_autofree char *lines = g_strdup_printf ("content-type: text/plain\nx-value: %s", VALUES[i]);
      g_autoptr (HlcOutgoing) outgoing =
          make_outgoing ("http://h/'$(id)'?a=[1]&b={2}", lines, VALUES[i], strlen (VALUES[i]));
      g_autofree char *command = hlc_outgoing_to_curl (outgoing);
      g_autofree char *header = g_strconcat ("x-value: ", VALUES[i], NULL);
      g_auto (GStrv) argv = NULL;
      g_autoptr (GError) error = NULL;
      const char *const expected[] = {
        "curl",         "--globoff",
        "--path-as-is", "http://h/'$(id)'?a=[1]&b={2}",
        "--header",     "content-type: text/plain",
        "--header",     header,
        "--data-raw",   VALUES[i],
        NULL,
      };

      g_shell_parse_argv (command, NULL, &argv, &error);
      g_assert_no_error (error);
      g_assert_cmpstrv (argv, expected);
    }
}

/* A request as a handler gets it. */
typedef struct
{
  char *line;
  HlcHeaderList *headers;
  GBytes *body;
} Request;

static void
request_free (Request *request)
{
  g_free (request->line);
  hlc_header_list_unref (request->headers);
  g_bytes_unref (request->body);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);

  return line;
}

static Request *
read_request (GDataInputStream *stream)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize length = 0;

  request->line = read_line (stream);
  request->headers = hlc_header_list_new ();
  while (TRUE)
    {
      g_autofree char *line = read_line (stream);
      char *colon = strchr (line, ':');

      if (*line == '\0')
        break;
      *colon = '\0';
      hlc_header_list_append (request->headers, line, g_strstrip (colon + 1));
    }

  length = g_ascii_strtoull (hlc_header_list_lookup (request->headers, "Content-Length"), NULL, 10);
  bytes = g_malloc (length + 1);
  g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, length, &length, NULL, &error);
  g_assert_no_error (error);
  request->body = g_bytes_new (bytes, length);

  return request;
}

static GSocket *
listen_on_loopback (guint16 *port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_set_timeout (socket, 60);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return socket;
}

/* Answers one request. */
static Request *
serve_once (GSocket *listener)
{
  static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, &error);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  Request *request = NULL;

  g_assert_no_error (error);
  connection = g_socket_connection_factory_create_connection (socket);
  stream = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (stream, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  request = read_request (stream);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), ANSWER,
                             strlen (ANSWER), NULL, NULL, &error);
  g_assert_no_error (error);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return request;
}

/* By a file, because a command with a large body is longer than an argument may be. */
static GSubprocess *
run_in_shell (const char *path, const char *command)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_file_set_contents (path, command, -1, &error);
  g_assert_no_error (error);

  /* Nothing of the user's own. */
  g_subprocess_launcher_setenv (launcher, "CURL_HOME", "/nonexistent", TRUE);
  g_subprocess_launcher_setenv (launcher, "no_proxy", "*", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, "sh", path, NULL);
  g_assert_no_error (error);

  return process;
}

static GBytes *
make_body (const char *text, gsize length, guint times)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append_len (body, text, (gssize) length);

  return g_string_free_to_bytes (g_steal_pointer (&body));
}

/* Beside what curl adds itself, nothing is sent that was not asked for. */
static void
assert_same_headers (HlcHeaderList *received, HlcHeaderList *sent)
{
  static const char *const OF_CURL[] = { "host", "accept", "content-length", "user-agent", NULL };

  for (guint i = 0; i < hlc_header_list_get_length (received); i++)
    {
      const char *name = hlc_header_list_get_name (received, i);
      g_autofree char *lower = g_ascii_strdown (name, -1);

      if (!g_strv_contains (OF_CURL, lower))
        g_assert_cmpstr (hlc_header_list_lookup (sent, name), ==, hlc_header_list_get_value (received, i));
    }
  for (guint i = 0; i < hlc_header_list_get_length (sent); i++)
    {
      const char *name = hlc_header_list_get_name (sent, i);
      const char *value = hlc_header_list_get_value (sent, i);

      g_assert_cmpstr (hlc_header_list_lookup (received, name), ==, *value != '*' ? value : NULL);
    }
}

/* Runs the command as somebody would who pasted it: what arrives verifies. */
static void
test_pasted (void)
{
  static const struct
  {
    const char *text;
    gsize length;
    guint times;
  } CASES[] = {
    { "{\"a\": \"it's \\\"$HOME\\\" `id` \\\\n !! %s\"}\n", 39, 1 },
    { "", 0, 1 },
    { "@file", 5, 1 },
    { "a\0b\xff\r\n\t", 7, 1 },
    { "'0123456789'\n", 13, 20000 },
    { "0123456789\x01\n", 12, 20000 },
  };
  g_autofree char *directory = g_dir_make_tmp ("hlc-curl-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "command", NULL);
  g_autofree char *curl = g_find_program_in_path ("curl");

  for (gsize i = 0; curl != NULL && i < G_N_ELEMENTS (CASES); i++)
    {
      guint16 port = 0;
      g_autoptr (GSocket) listener = listen_on_loopback (&port);
      g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/a/../web%%20hook?x={1}&y=[2]", port);
      g_autoptr (GBytes) body = make_body (CASES[i].text, CASES[i].length, CASES[i].times);
      g_autoptr (GPtrArray) secrets =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
      g_autoptr (HlcHeaderList) custom = hlc_header_list_new ();
      g_autoptr (HlcOutgoing) outgoing = NULL;
      g_autofree char *command = NULL;
      g_autoptr (GSubprocess) process = NULL;
      g_autoptr (Request) request = NULL;
      g_autoptr (HlcSignatureCheck) check = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *answer = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      hlc_header_list_append (custom, "X-Quoted", "it's \"$HOME\"");
      hlc_header_list_append (custom, "X-Empty", "");
      hlc_header_list_append (custom, "X-Token", "*");
      g_ptr_array_add (secrets, hlc_signing_secret_new ("s", SECRET));
      outgoing = hlc_outgoing_new_signed (url, "msg_1", body, HLC_HEADER_FAMILY_BOTH, custom, secrets,
                                          "console-1", NOW);
      command = hlc_outgoing_to_curl (outgoing);
      process = run_in_shell (path, command);
      request = serve_once (listener);
      g_subprocess_communicate_utf8 (process, NULL, NULL, &answer, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (process));
      g_assert_cmpstr (answer, ==, "ok");

      g_assert_cmpstr (request->line, ==, "POST /a/../web%20hook?x={1}&y=[2] HTTP/1.1");
      g_assert_true (g_bytes_equal (request->body, body));
      assert_same_headers (request->headers, outgoing->headers);
      check = hlc_signature_check_new (request->headers, request->body, secrets, NULL, NOW);
      g_assert_cmpint (check->verdict, ==, HLC_VERDICT_VERIFIED);
    }

  g_unlink (path);
  g_rmdir (directory);
  if (curl == NULL)
    g_test_skip ("There is no curl to run.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outgoing-curl/text", test_text);
  g_test_add_func ("/outgoing-curl/parsed", test_parsed);
  g_test_add_func ("/outgoing-curl/pasted", test_pasted);

  return g_test_run ();
}
