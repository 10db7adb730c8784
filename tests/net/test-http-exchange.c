/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-http-exchange.h"

#include <string.h>

#include "canned-server.h"
#include "hlc-store-fixture.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

typedef struct
{
  const char *name;
  const char *answer;
  CannedEnd end;
  guint status; /* 0: an error of the code */
  const char *body;
  gboolean is_cut;
  GIOErrorEnum code;
} Case;

/* At most 8 bytes within 1 s are asked for. */
/* clang-format off */
static const Case cases[] = {
  { "whole", HEAD "Content-Length: 3\r\n\r\nabc", CANNED_CLOSE, 200, "abc", FALSE, 0 },
  { "exactly", HEAD "Content-Length: 8\r\n\r\nabcdefgh", CANNED_CLOSE, 200, "abcdefgh", FALSE, 0 },
  { "cut", HEAD "Content-Length: 9\r\n\r\nabcdefghi", CANNED_CLOSE, 200, "abcdefgh", TRUE, 0 },
  { "chunked", HEAD "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", CANNED_CLOSE, 200, "abc", FALSE, 0 },
  { "empty", "HTTP/1.1 204 No Content\r\n\r\n", CANNED_CLOSE, 204, "", FALSE, 0 },
  { "error", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 1\r\n\r\nx", CANNED_CLOSE, 502, "x", FALSE, 0 },
  { "redirect", "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", CANNED_CLOSE, 302, "", FALSE, 0 },
  { "password", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", CANNED_CLOSE, 401, "", FALSE, 0 },
  { "compressed", HEAD "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", CANNED_CLOSE, 200, "abc", FALSE, 0 },
  { "held", HEAD "Content-Length: 3\r\n\r\nabc", CANNED_HOLD, 200, "abc", FALSE, 0 },
  { "endless", HEAD "\r\n", CANNED_DRIP, 200, "xxxxxxxx", TRUE, 0 },
  { "hanging", "", CANNED_HOLD, 0, NULL, FALSE, G_IO_ERROR_TIMED_OUT },
  { "hanging-in-the-body", HEAD "Content-Length: 5\r\n\r\nabc", CANNED_HOLD, 0, NULL, FALSE, G_IO_ERROR_TIMED_OUT },
  { "dripping-head", HEAD "X: ", CANNED_DRIP, 0, NULL, FALSE, G_IO_ERROR_TIMED_OUT },
  { "truncated", HEAD "Content-Length: 5\r\n\r\nabc", CANNED_CLOSE, 0, NULL, FALSE, G_IO_ERROR_PARTIAL_INPUT },
};
/* clang-format on */

static HlcHttpAnswer *
exchange (const char *url, guint deadline, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;

  hlc_http_exchange_async (NULL, message, 8, deadline * 1000, cancellable, keep_result_cb, &result);
  return hlc_http_exchange_finish (wait_for_result (&result), error);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autofree char *url = canned_server_dup_url (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcHttpAnswer) answer = NULL;
  g_autofree char *request = NULL;

  canned_server_push (server, test->answer, test->end);
  answer = exchange (url, 1, NULL, &error);
  if (test->status == 0)
    {
      g_assert_null (answer);
      g_assert_error (error, G_IO_ERROR, (int) test->code);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (answer->status, ==, test->status);
      g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), test->body,
                       strlen (test->body));
      g_assert_cmpint (answer->is_cut, ==, test->is_cut);
    }

  /* Nothing was followed or tried again, and no compression was asked for. */
  g_assert_cmpuint (canned_server_get_n_requests (server), ==, 1);
  request = canned_server_dup_request (server, 0);
  g_assert_null (strstr (request, "Accept-Encoding"));
}

static void
test_refused (void)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", find_closed_port ());
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_assert_null (exchange (url, 1, NULL, &error));
  g_assert_true (hlc_http_error_is_unreachable (error));
  words = hlc_http_error_dup_words (error);
  g_assert_cmpstr (words, ==, "nothing listens there");
}

static void
test_unknown_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  /* RFC 6761, section 6.4: there is no such name. */
  g_assert_null (exchange ("http://relay.invalid/webhook", 5, NULL, &error));
  g_assert_false (hlc_http_error_is_unreachable (error));
  words = hlc_http_error_dup_words (error);
  g_assert_nonnull (words);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autofree char *url = canned_server_dup_url (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  canned_server_push (server, "", CANNED_HOLD);
  g_idle_add (cancel_cb, cancellable);
  g_assert_null (exchange (url, 60, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* One that was cancelled before it began. */
  g_clear_error (&error);
  g_assert_null (exchange (url, 60, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* A proxy would look the name up in our place. */
  g_unsetenv ("http_proxy");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/http-exchange/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/http-exchange/refused", test_refused);
  g_test_add_func ("/http-exchange/unknown-name", test_unknown_name);
  g_test_add_func ("/http-exchange/cancelled", test_cancelled);

  return g_test_run ();
}
