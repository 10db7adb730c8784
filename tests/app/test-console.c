/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "hlc-console.h"
#include "hlc-instance.h"
#include "hlc-store-endpoints.h"
#include "test-directory.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static HlcConsole *
new_console (const char *data_dir, int webhook_port, char **secrets)
{
  g_autoptr (HlcConsoleOptions) options = hlc_console_options_new ();
  g_autoptr (HlcClock) clock = hlc_clock_new_manual (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC);

  g_free (options->data_dir);
  options->data_dir = g_strdup (data_dir);
  options->webhook_port = webhook_port;
  options->api_port = 0;
  options->webhook_secrets = g_strdupv (secrets);
  return hlc_console_new (options, clock);
}

static void
count_notify_cb (HlcConsole *console, GParamSpec *pspec, guint *count)
{
  *count += 1;
}

static void
assert_starts (HlcConsole *console)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_console_start (console, &error));
  g_assert_no_error (error);
}

static void
test_start_and_stop (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  HlcConsole *console = new_console (path, 0, NULL);
  g_autoptr (HlcInstance) instance = NULL;
  guint n_running = 0;
  guint n_urls = 0;

  g_signal_connect (console, "notify::running", G_CALLBACK (count_notify_cb), &n_running);
  g_signal_connect (console, "notify::webhook-url", G_CALLBACK (count_notify_cb), &n_urls);
  assert_starts (console);
  g_assert_cmpuint (n_running, ==, 1);
  g_assert_cmpuint (n_urls, ==, 1);
  g_assert_null (hlc_console_get_receiver_error (console));
  g_assert_null (hlc_console_get_api_error (console));

  instance = hlc_instance_read (path, NULL);
  g_assert_nonnull (instance);
  g_assert_cmpstr (instance->webhook_url, ==, hlc_console_get_webhook_url (console));
  g_assert_cmpstr (instance->api_base, ==, hlc_console_get_api_base (console));
  g_assert_cmpstr (instance->console_base, ==, hlc_console_get_console_base (console));
  g_assert_true (g_str_has_suffix (instance->webhook_url, "/webhook"));
  g_assert_true (g_str_has_suffix (instance->console_base, "/console/v1"));

  hlc_console_stop (console);
  g_assert_cmpuint (n_running, ==, 2);
  g_assert_null (hlc_console_get_webhook_url (console));
  g_assert_null (hlc_instance_read (path, NULL));

  /* The directory is free again, for the same console or another. */
  assert_starts (console);
  g_assert_finalize_object (console);
  console = new_console (path, 0, NULL);
  assert_starts (console);
  g_assert_finalize_object (console);
}

static void
test_locked (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  HlcConsole *first = new_console (test_directory_get_path (directory), 0, NULL);
  HlcConsole *second = new_console (test_directory_get_path (directory), 0, NULL);
  g_autoptr (GError) error = NULL;

  assert_starts (first);
  g_assert_false (hlc_console_start (second, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_LOCKED);
  g_assert_finalize_object (second);

  /* The one that was refused left the first one's files alone. */
  g_clear_error (&error);
  hlc_instance_free (hlc_instance_read (test_directory_get_path (directory), &error));
  g_assert_no_error (error);
  g_assert_finalize_object (first);
}

static void
test_port_taken (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  g_autoptr (TestDirectory) other = test_directory_new ();
  HlcConsole *first = new_console (test_directory_get_path (directory), 0, NULL);
  HlcConsole *second = NULL;
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  assert_starts (first);
  port = hlc_receiver_get_port (hlc_console_get_receiver (first));
  second = new_console (test_directory_get_path (other), port, NULL);
  assert_starts (second);
  g_assert_nonnull (hlc_console_get_receiver_error (second));
  g_assert_null (hlc_console_get_webhook_url (second));
  g_assert_null (hlc_console_get_api_error (second));
  g_assert_nonnull (hlc_console_get_console_base (second));

  g_assert_false (hlc_console_listen_receiver (second, port, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ADDRESS);
  g_clear_error (&error);

  g_assert_true (hlc_console_listen_receiver (second, 0, &error));
  g_assert_no_error (error);
  g_assert_null (hlc_console_get_receiver_error (second));
  g_assert_nonnull (hlc_console_get_webhook_url (second));
  instance = hlc_instance_read (test_directory_get_path (other), NULL);
  g_assert_cmpstr (instance->webhook_url, ==, hlc_console_get_webhook_url (second));

  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

static void
test_secrets (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  char *secrets[] = { (char *) SECRET, NULL };
  HlcConsole *console = new_console (path, 0, NULL);
  HlcSecrets *stored;

  assert_starts (console);
  stored = hlc_console_get_secrets (console);
  g_assert_false (hlc_receiver_get_has_secret (hlc_console_get_receiver (console)));
  g_assert_true (hlc_secrets_add_signing_secret (stored, "a", SECRET, NULL));
  g_assert_true (hlc_receiver_get_has_secret (hlc_console_get_receiver (console)));
  g_assert_true (hlc_secrets_remove_signing_secret (stored, "a", NULL));
  g_assert_false (hlc_receiver_get_has_secret (hlc_console_get_receiver (console)));
  g_assert_finalize_object (console);

  /* Those of one run are used, and are not stored. */
  console = new_console (path, 0, secrets);
  assert_starts (console);
  g_assert_true (hlc_receiver_get_has_secret (hlc_console_get_receiver (console)));
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (hlc_console_get_secrets (console))->len, ==, 0);
  g_assert_finalize_object (console);
}

static void
endpoint_added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HlcEndpoint **endpoint = user_data;
  g_autoptr (GError) error = NULL;

  *endpoint = hlc_store_write_endpoint_finish (HLC_STORE (object), result, &error);
  g_assert_no_error (error);
}

static void
keep_secret (HlcConsole *console, const char *endpoint_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) secret =
      hlc_endpoint_vault_put (HLC_ENDPOINT_VAULT (hlc_console_get_secrets (console)), endpoint_id, NULL,
                              &error);

  g_assert_no_error (error);
}

/* A secret whose endpoint never came to be, or was removed, is forgotten at the next start; others are not. */
static void
test_swept_secrets (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  HlcConsole *console = new_console (test_directory_get_path (directory), 0, NULL);
  g_autoptr (HlcEndpoint) wanted = hlc_endpoint_new ();
  g_autoptr (HlcEndpoint) stored = NULL;
  g_auto (GStrv) kept = NULL;

  assert_starts (console);
  wanted->endpoint_id = g_strdup ("ep_there");
  wanted->url = g_strdup ("http://127.0.0.1:8000/webhook");
  hlc_store_add_endpoint_async (hlc_console_get_store (console), wanted, endpoint_added_cb, &stored);
  while (stored == NULL)
    g_main_context_iteration (NULL, TRUE);
  keep_secret (console, "ep_there");
  keep_secret (console, "ep_lost");
  hlc_console_stop (console);

  assert_starts (console);
  /* One that is made meanwhile has its secret before it is stored. */
  keep_secret (console, "ep_new");
  for (;;)
    {
      g_clear_pointer (&kept, g_strfreev);
      kept = hlc_secrets_dup_endpoint_ids (hlc_console_get_secrets (console));
      if (!g_strv_contains ((const char *const *) kept, "ep_lost"))
        break;
      g_main_context_iteration (NULL, TRUE);
    }

  g_assert_cmpuint (g_strv_length (kept), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) kept, "ep_there"));
  g_assert_true (g_strv_contains ((const char *const *) kept, "ep_new"));
  g_assert_finalize_object (console);
}

static void
test_dispatcher (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  g_autoptr (HlcConsoleOptions) options = hlc_console_options_new ();
  g_autoptr (HlcClock) clock = hlc_clock_new_system ();
  HlcConsole *console;

  g_free (options->data_dir);
  options->data_dir = g_strdup (test_directory_get_path (directory));
  options->webhook_port = 0;
  options->api_port = 0;
  options->time_scale = 250;
  console = hlc_console_new (options, clock);
  g_assert_null (hlc_console_get_dispatcher (console));
  assert_starts (console);
  g_assert_cmpfloat (hlc_dispatcher_get_time_scale (hlc_console_get_dispatcher (console)), ==, 250);
  hlc_console_stop (console);
  g_assert_null (hlc_console_get_dispatcher (console));
  g_assert_finalize_object (console);
}

static void
test_damaged_secrets (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  g_autofree char *file = g_build_filename (path, "secrets.json", NULL);
  HlcConsole *console = new_console (path, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "{", -1, NULL));
  g_assert_false (hlc_console_start (console, &error));
  g_assert_nonnull (error);

  g_assert_no_errno (g_unlink (file));
  assert_starts (console);
  g_assert_finalize_object (console);
}

typedef struct
{
  GMainLoop *loop;
  GString *events;
  guint n_left;
} Events;

static void
event_cb (HlcConsole *console, const char *event, GBytes *json, Events *events)
{
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json), "call-1"));
  g_string_append_printf (events->events, "%s ", event);
  if (--events->n_left == 0)
    g_main_loop_quit (events->loop);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = hlc_store_add_delivery_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
}

/* @size: of the operation's state. Large objects are printed on another thread, and the order stays. */
static void
test_events (gconstpointer data)
{
  gsize size = GPOINTER_TO_SIZE (data);
  g_autoptr (TestDirectory) directory = test_directory_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *state = g_strnfill (size, 'x');
  g_autofree char *body = g_strdup_printf ("{\"run_id\":\"r\",\"call_id\":\"call-1\",\"spec\":{\"fn\":\"f\","
                                           "\"kwargs\":{},\"state\":{\"s\":\"%s\"}}}",
                                           state);
  Events events = { .loop = loop, .events = text, .n_left = 2 };
  HlcConsole *console = new_console (test_directory_get_path (directory), 0, NULL);
  HlcDelivery *delivery = hlc_delivery_new ();

  assert_starts (console);
  g_signal_connect (console, "event", G_CALLBACK (event_cb), &events);

  delivery->received_at = hlc_clock_get_now (hlc_console_get_clock (console));
  delivery->method = g_strdup ("POST");
  delivery->path = g_strdup ("/webhook");
  delivery->remote_address = g_strdup ("127.0.0.1");
  delivery->headers = hlc_header_list_new ();
  delivery->body = g_bytes_new (body, strlen (body));
  delivery->size = strlen (body);
  hlc_delivery_assess (delivery, NULL, NULL, delivery->received_at);
  g_assert_cmpuint (delivery->http_status, ==, 200);
  hlc_store_add_delivery_async (hlc_console_get_store (console), delivery, stored_cb, NULL);
  hlc_delivery_unref (delivery);

  g_main_loop_run (loop);
  g_assert_cmpstr (text->str, ==, "delivery operation ");
  hlc_console_stop (console);
  g_assert_finalize_object (console);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/start-and-stop", test_start_and_stop);
  g_test_add_func ("/console/locked", test_locked);
  g_test_add_func ("/console/port-taken", test_port_taken);
  g_test_add_func ("/console/secrets", test_secrets);
  g_test_add_func ("/console/swept-secrets", test_swept_secrets);
  g_test_add_func ("/console/dispatcher", test_dispatcher);
  g_test_add_func ("/console/damaged-secrets", test_damaged_secrets);
  g_test_add_data_func ("/console/events", GSIZE_TO_POINTER (10), test_events);
  g_test_add_data_func ("/console/events-large", GSIZE_TO_POINTER (1024 * 1024), test_events);
  return g_test_run ();
}
