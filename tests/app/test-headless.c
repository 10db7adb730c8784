/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>
#include <libsoup/soup.h>
#include <signal.h>

#include "hlc-command-line.h"
#include "hlc-json-document.h"
#include "test-directory.h"
#include "test-program.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define CALL_ID "call-1"
#define BODY                                                                                                 \
  "{\"run_id\":\"run-1\",\"call_id\":\"" CALL_ID "\",\"spec\":{\r\n\"fn\":\"send_email\","                   \
  "\"kwargs\":{\"to\":\"user@example.com\"}},\"status\":{\"approved\":true,\"comment\":null}}"

/* A running `serve --headless`. */
typedef struct
{
  TestDirectory *directory;
  char *data_dir;
  GSubprocess *process;
  GDataInputStream *lines;
  char *webhook_url;
} Fixture;

/* The next line of standard output, a JSON object. */
static HlcJsonDocument *
read_line (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HlcJsonDocument *document;
  gsize length = 0;
  char *line = g_data_input_stream_read_line (fixture->lines, &length, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_test_message ("%s", line);
  bytes = g_bytes_new_take (line, length);
  document = hlc_json_document_new (bytes, NULL, &error);
  g_assert_no_error (error);
  return document;
}

static char *
dup_string (HlcJsonValue object, const char *name)
{
  char *value = NULL;

  g_assert_true (hlc_json_read_string (object, name, TRUE, &value, NULL));
  return value;
}

static void
start (Fixture *fixture, const char *headless)
{
  g_autofree char *program = test_program_dup_path ();
  g_autoptr (GSubprocessLauncher) launcher = test_program_new_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (HlcJsonDocument) ready = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *event = NULL;

  fixture->process = g_subprocess_launcher_spawn (launcher, &error, program, "serve", "--webhook-port", "0",
                                                  "--api-port", "0", "--data-dir", fixture->data_dir,
                                                  "--webhook-secret", SECRET, headless, NULL);
  g_assert_no_error (error);
  fixture->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));

  ready = read_line (fixture);
  event = dup_string (hlc_json_document_get_root (ready), "event");
  g_assert_cmpstr (event, ==, "ready");
  fixture->webhook_url = dup_string (hlc_json_document_get_root (ready), "webhook_url");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = test_directory_new ();
  fixture->data_dir = g_build_filename (test_directory_get_path (fixture->directory), "data", NULL);
  start (fixture, data);
}

static void
stop (Fixture *fixture, int with_signal)
{
  g_autofree char *instance = g_build_filename (fixture->data_dir, "instance.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_test (instance, G_FILE_TEST_EXISTS));
  g_subprocess_send_signal (fixture->process, with_signal);
  g_subprocess_wait (fixture->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (fixture->process));
  g_assert_cmpint (g_subprocess_get_exit_status (fixture->process), ==, HLC_EXIT_DONE);
  g_assert_false (g_file_test (instance, G_FILE_TEST_EXISTS));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (g_subprocess_get_identifier (fixture->process) != NULL)
    stop (fixture, SIGTERM);

  g_clear_object (&fixture->lines);
  g_clear_object (&fixture->process);
  g_free (fixture->webhook_url);
  g_free (fixture->data_dir);
  test_directory_free (fixture->directory);
}

static guint
post (Fixture *fixture, const char *secret_text, const char *message_id)
{
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("test", secret_text);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, fixture->webhook_url);
  g_autoptr (GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autofree char *signature = hlc_signing_secret_sign (secret, message_id, now, body);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_session_set_proxy_resolver (session, NULL);
  soup_message_headers_append (headers, "svix-id", message_id);
  soup_message_headers_append (headers, "svix-timestamp", timestamp);
  soup_message_headers_append (headers, "svix-signature", signature);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  return soup_message_get_status (message);
}

/* The object of the next event, which must be of that name. */
static HlcJsonValue
expect_event (HlcJsonDocument *line, const char *name)
{
  HlcJsonValue root = hlc_json_document_get_root (line);
  g_autofree char *event = dup_string (root, "event");
  HlcJsonValue object;

  g_assert_cmpstr (event, ==, name);
  g_assert_true (hlc_json_value_get_member (root, name, &object));
  return object;
}

static void
expect_output (Fixture *fixture, const char *const *arguments, int status, const char *text)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (TestProgram) program = NULL;

  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) arguments[i]);
  g_ptr_array_add (all, (gpointer) "--data-dir");
  g_ptr_array_add (all, fixture->data_dir);
  g_ptr_array_add (all, NULL);

  program = test_program_run ((const char *const *) all->pdata, NULL);
  g_test_message ("%s%s", program->output, program->errors);
  g_assert_cmpint (program->status, ==, status);
  g_assert_nonnull (strstr (status == HLC_EXIT_DONE ? program->output : program->errors, text));
}

static void
test_webhook (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *arguments[6];
    int status;
    const char *text;
  } questions[] = {
    { { "list" }, HLC_EXIT_DONE, CALL_ID },
    { { "list", "--json" }, HLC_EXIT_DONE, "\"call_id\":\"" CALL_ID "\"" },
    { { "list", "--state", "approved" }, HLC_EXIT_DONE, CALL_ID },
    { { "list", "--state", "pending", "--json" }, HLC_EXIT_DONE, "\"items\":[]" },
    { { "list", "--run-id", "run-1" }, HLC_EXIT_DONE, CALL_ID },
    { { "list", "--run-id", "run 2&state=all", "--json" }, HLC_EXIT_DONE, "\"items\":[]" },
    { { "list", "--kind", "human_contact", "--json" }, HLC_EXIT_DONE, "\"items\":[]" },
    { { "list", "--search", "user" }, HLC_EXIT_DONE, CALL_ID },
    { { "show", CALL_ID }, HLC_EXIT_DONE, "\"to\": \"user@example.com\"" },
    { { "show", CALL_ID, "--json" }, HLC_EXIT_DONE, "\"kwargs\":{\"to\":\"user@example.com\"}" },
    { { "show", "no body?x" }, HLC_EXIT_FAILED, "no body?x" },
    { { "deliveries" }, HLC_EXIT_DONE, "verified" },
    { { "deliveries", "--verdict", "failed", "--json" }, HLC_EXIT_DONE, "\"items\":[]" },
    { { "delivery", "1" }, HLC_EXIT_DONE, "svix-id: msg_1" },
    { { "delivery", "1", "--json" }, HLC_EXIT_DONE, "\"message_id\":\"msg_1\"" },
    { { "delivery", "4711" }, HLC_EXIT_FAILED, "4711" },
  };
  g_autoptr (HlcJsonDocument) first = NULL;
  g_autoptr (HlcJsonDocument) second = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *state = NULL;

  g_assert_cmpuint (post (fixture, SECRET, "msg_1"), ==, 200);
  first = read_line (fixture);
  verdict = dup_string (expect_event (first, "delivery"), "verdict");
  g_assert_cmpstr (verdict, ==, "verified");
  second = read_line (fixture);
  state = dup_string (expect_event (second, "operation"), "state");
  g_assert_cmpstr (state, ==, "approved");

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    expect_output (fixture, questions[i].arguments, questions[i].status, questions[i].text);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HlcJsonDocument) line = NULL;
  g_autofree char *reason = NULL;
  const char *arguments[] = { "deliveries", "--verdict", "failed", NULL };

  g_assert_cmpuint (post (fixture, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "msg_1"), ==, 401);
  line = read_line (fixture);
  reason = dup_string (expect_event (line, "delivery"), "reason");
  g_assert_cmpstr (reason, ==, "no_match");
  expect_output (fixture, arguments, HLC_EXIT_DONE, "no_match");
}

static void
test_second (Fixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "serve", "--headless", "--webhook-port", "0", "--api-port", "0", NULL };

  expect_output (fixture, arguments, HLC_EXIT_FAILED, g_subprocess_get_identifier (fixture->process));
}

static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestDirectory) other = test_directory_new ();
  g_autofree char *port = g_strdup (strrchr (fixture->webhook_url, ':') + 1);
  const char *arguments[] = { "serve",      "--headless", "--data-dir",     test_directory_get_path (other),
                              "--api-port", "0",          "--webhook-port", port,
                              NULL };
  g_autoptr (TestProgram) program = NULL;

  *strchr (port, '/') = '\0';
  program = test_program_run (arguments, NULL);
  g_assert_cmpint (program->status, ==, HLC_EXIT_FAILED);
  g_assert_nonnull (strstr (program->errors, port));
}

/* Nobody reads standard output any more: webhooks are received none the less. */
static void
test_reader_gone (Fixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "deliveries", "--json", NULL };

  g_assert_true (g_input_stream_close (G_INPUT_STREAM (fixture->lines), NULL, NULL));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("msg_%u", i);

      g_assert_cmpuint (post (fixture, SECRET, message_id), ==, 200);
    }

  expect_output (fixture, arguments, HLC_EXIT_DONE, "msg_2");
}

static void
test_interrupted (Fixture *fixture, gconstpointer data)
{
  stop (fixture, SIGINT);
}

/* Killed, it leaves instance.json behind, which then counts for nothing; and another one starts. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "list", NULL };

  g_assert_cmpuint (post (fixture, SECRET, "msg_1"), ==, 200);
  g_subprocess_force_exit (fixture->process);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
  expect_output (fixture, arguments, HLC_EXIT_NO_INSTANCE, "serve");

  g_clear_object (&fixture->lines);
  g_clear_object (&fixture->process);
  g_clear_pointer (&fixture->webhook_url, g_free);
  start (fixture, "--headless");
  expect_output (fixture, arguments, HLC_EXIT_DONE, CALL_ID);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *headless; /* (nullable) */
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/headless/webhook", "--headless", test_webhook },
    { "/headless/no-display", NULL, test_refused },
    { "/headless/refused", "--headless", test_refused },
    { "/headless/second", "--headless", test_second },
    { "/headless/port-taken", "--headless", test_port_taken },
    { "/headless/reader-gone", "--headless", test_reader_gone },
    { "/headless/interrupted", "--headless", test_interrupted },
    { "/headless/killed", "--headless", test_killed },
  };

  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].headless, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
