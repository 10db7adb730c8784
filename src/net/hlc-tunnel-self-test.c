/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-self-test.h"

#include <glib/gi18n.h>

#include "hlc-error.h"
#include "hlc-json-writer.h"
#include "hlc-message.h"
#include "hlc-receiver.h"
#include "hlc-relay-url.h"
#include "hlc-store-arrival.h"
#include "hlc-tunnel-private.h"

/* Not an event of the protocol: it carries no operation. */
#define EVENT_TYPE "console.tunnel_test"
/* Bytes of an answer: only its status counts. */
#define MAX_ANSWER (64 * 1024)

/*
 * A test under way. It ends when the event was found and the request answered, when it is certain that it will not come,
 * or at the deadline. The handler of the store's signal holds the task meanwhile.
 */
typedef struct
{
  HlcTunnelTestResult *result; /* (owned) (nullable) */
  guint deadline;              /* seconds */
  gint64 began_at;             /* monotonic time, microseconds */
  gint64 newest;               /* the delivery before which nothing can be the event */
  gulong changed_handler;
  guint timer;
  GCancellable *request; /* (owned): ends with the test, or with what stops the test */
  gulong stop_handler;
  gboolean is_answered; /* an answer or an error came for the request */
  gboolean is_late;
  gboolean is_searching;
  gboolean is_search_stale; /* something came after the search began */
  gboolean is_over;
} SelfTest;

static void
self_test_free (gpointer data)
{
  SelfTest *test = data;

  g_clear_pointer (&test->result, hlc_tunnel_test_result_free);
  g_object_unref (test->request);
  g_free (test);
}

static void
stop_waiting (GTask *task)
{
  HlcTunnel *self = g_task_get_source_object (task);
  SelfTest *test = g_task_get_task_data (task);

  test->is_over = TRUE;
  g_clear_signal_handler (&test->changed_handler, self->store);
  g_clear_handle_id (&test->timer, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), test->stop_handler);
  /* A request without an answer would hold the tunnel until its own deadline. */
  g_cancellable_cancel (test->request);
}

static void
conclude (GTask *task)
{
  SelfTest *test = g_task_get_task_data (task);

  stop_waiting (task);
  if (!test->is_answered)
    test->result->no_answer = g_strdup_printf (_ ("no answer within %u s"), test->deadline);
  test->result->duration = g_get_monotonic_time () - test->began_at;
  hlc_tunnel_test_result_judge (test->result);
  g_task_return_pointer (task, g_steal_pointer (&test->result), (GDestroyNotify) hlc_tunnel_test_result_free);
}

/*
 * Whether it is certain that nothing more comes. A server that did not take the event will not pass it on; one that
 * did may be a relay that does so later.
 */
static gboolean
is_certain (const SelfTest *test)
{
  return test->is_late || (test->is_answered && !SOUP_STATUS_IS_SUCCESSFUL (test->result->http_status));
}

static void search (GTask *task);

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SelfTest *test = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = hlc_store_find_arrival_finish (HLC_STORE (object), result, &error);

  test->is_searching = FALSE;
  if (test->is_over)
    return;

  if (delivery != NULL)
    {
      test->result->delivery = g_steal_pointer (&delivery);
      if (test->is_answered || test->is_late)
        conclude (task);
    }
  else if (!g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND))
    {
      stop_waiting (task);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (test->is_search_stale)
    search (task);
  else if (is_certain (test))
    conclude (task);
}

/* One look-up at a time, and one more for all that came meanwhile. */
static void
search (GTask *task)
{
  HlcTunnel *self = g_task_get_source_object (task);
  SelfTest *test = g_task_get_task_data (task);

  test->is_search_stale = test->is_searching;
  if (test->is_searching || test->is_over)
    return;

  test->is_searching = TRUE;
  hlc_store_find_arrival_async (self->store, test->result->message_id, test->newest,
                                g_task_get_cancellable (task), searched_cb, g_object_ref (task));
}

/* The answer is there, or the time is over. */
static void
conclude_or_search (GTask *task)
{
  const SelfTest *test = g_task_get_task_data (task);

  if (test->result->delivery != NULL)
    conclude (task);
  else
    search (task);
}

static void
store_changed_cb (HlcStore *store, HlcStoreChanges *changes, gpointer user_data)
{
  const SelfTest *test = g_task_get_task_data (user_data);

  if (changes->deliveries->len > 0 && test->result->delivery == NULL)
    search (user_data);
}

static gboolean
deadline_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  SelfTest *test = g_task_get_task_data (task);

  test->timer = 0;
  test->is_late = TRUE;
  conclude_or_search (task);
  return G_SOURCE_REMOVE;
}

static void
stopped_cb (GCancellable *cancellable, GCancellable *request)
{
  g_cancellable_cancel (request);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SelfTest *test = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcHttpAnswer) answer = hlc_http_exchange_finish (result, &error);

  if (test->is_over)
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      stop_waiting (task);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  test->is_answered = TRUE;
  if (answer != NULL)
    test->result->http_status = answer->status;
  else
    test->result->no_answer = hlc_http_error_dup_words (error);
  conclude_or_search (task);
}

/* Small, and like the events of the protocol (v1beta2), so that nothing on the way takes it for something else. */
static GBytes *
make_body (const char *message_id, gint64 now)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "type");
  hlc_json_writer_string (writer, EVENT_TYPE);
  hlc_json_writer_name (writer, "is_test");
  hlc_json_writer_boolean (writer, TRUE);
  hlc_json_writer_name (writer, "event");
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "message_id");
  hlc_json_writer_string (writer, message_id);
  hlc_json_writer_name (writer, "sent_at");
  hlc_json_writer_time (writer, now);
  hlc_json_writer_end_object (writer);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/* Both families of names, as senders in the wild send one or the other. */
static void
sign (HlcTunnel *self, SoupMessage *message, const char *message_id, gint64 now, GBytes *body)
{
  static const char *const families[] = { "svix", "webhook" };
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, now / G_USEC_PER_SEC);
  g_autofree char *signature =
      self->secret != NULL ? hlc_signing_secret_sign (self->secret, message_id, now / G_USEC_PER_SEC, body)
                           : NULL;
  const struct
  {
    const char *suffix;
    const char *value;
  } fields[] = { { "id", message_id }, { "timestamp", timestamp }, { "signature", signature } };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        {
          g_autofree char *name = g_strdup_printf ("%s-%s", families[i], fields[j].suffix);

          if (fields[j].value != NULL)
            soup_message_headers_append (headers, name, fields[j].value);
        }
    }
}

static void
post (GTask *task)
{
  HlcTunnel *self = g_task_get_source_object (task);
  SelfTest *test = g_task_get_task_data (task);
  gint64 now = hlc_clock_get_now (self->clock);
  g_autoptr (GBytes) body = make_body (test->result->message_id, now);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", test->result->url);

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  sign (self, message, test->result->message_id, now, body);
  hlc_http_exchange_async (NULL, message, MAX_ANSWER, test->deadline * 1000, test->request, answered_cb,
                           g_object_ref (task));
}

static void
newest_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTunnel *self = g_task_get_source_object (task);
  SelfTest *test = g_task_get_task_data (task);
  GError *error = NULL;

  if (!hlc_store_get_newest_delivery_finish (HLC_STORE (object), result, &test->newest, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  test->began_at = g_get_monotonic_time ();
  test->changed_handler =
      hlc_tunnel_connect_task (self->store, "changed", G_CALLBACK (store_changed_cb), task);
  test->timer = g_timeout_add_seconds (test->deadline, deadline_cb, task);
  test->stop_handler =
      g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (stopped_cb), test->request, NULL);
  post (task);
}

static gboolean
check_url (HlcTunnel *self, const char *url, char **normal, GError **error)
{
  const char *meant = url != NULL ? url : self->status->webhook_url;

  if (self->receiver_port == 0)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                           _ ("The receiver does not listen, so nothing can arrive. Give it a port first."));
      return FALSE;
    }
  if (meant == NULL)
    {
      g_set_error_literal (
          error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
          _ ("No tunnel leads to the receiver. Start one, or name the address of another relay."));
      return FALSE;
    }

  *normal = hlc_relay_url_normalize (meant, HLC_RECEIVER_PATH, error);
  return *normal != NULL;
}

/**
 * hlc_tunnel_self_test_async:
 * @url: (nullable): the public address, of any relay; without one, that of the tunnel that was found last
 * @deadline: seconds in which the event has to arrive, as HLC_TUNNEL_SELF_TEST_DEADLINE
 * @cancellable: (nullable): stops it; without one, hlc_tunnel_shut_down() does
 *
 * Sends a signed test event to the public address, and waits until the receiver has stored it, accepted or refused.
 */
void
hlc_tunnel_self_test_async (HlcTunnel *self,
                            const char *url,
                            guint deadline,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *message_id = NULL;
  GError *error = NULL;
  SelfTest *test;

  g_return_if_fail (HLC_IS_TUNNEL (self));
  g_return_if_fail (deadline > 0);

  task = g_task_new (self, cancellable != NULL ? cancellable : self->life, callback, user_data);
  g_task_set_source_tag (task, hlc_tunnel_self_test_async);
  if (!check_url (self, url, &normal, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  test = g_new0 (SelfTest, 1);
  message_id = hlc_message_make_id ();
  test->result = hlc_tunnel_test_result_new (normal, message_id);
  test->deadline = deadline;
  test->request = g_cancellable_new ();
  g_task_set_task_data (task, test, self_test_free);
  hlc_store_get_newest_delivery_async (self->store, g_task_get_cancellable (task), newest_read_cb,
                                       g_object_ref (task));
}

/**
 * hlc_tunnel_self_test_finish:
 *
 * Returns: (transfer full) (nullable): how it fared; %NULL with @error set where there was nothing to test:
 *   %HLC_ERROR_NOT_FOUND without an address, %HLC_ERROR_ARGUMENT for one that is none, %HLC_ERROR_CONFLICT while the
 *   receiver does not listen
 */
HlcTunnelTestResult *
hlc_tunnel_self_test_finish (HlcTunnel *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
