/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-request-draft.h"

#include <string.h>

#include "hlc-error.h"
#include "hlc-import-file.h"

/* @header: "Name: value"; @part: (nullable): of the refusal; %NULL where it may be sent */
static const struct
{
  const char *name;
  const char *method;
  const char *url;
  const char *header;
  const char *part;
} CASES[] = {
  { "plain", "get", "http://127.0.0.1:8000/a", "X-A: b", NULL },
  { "tunnel", "CONNECT", "http://127.0.0.1:8000/a", "X-A: b", "CONNECT" },
  { "odd-method", "GET\342\200\256", "http://127.0.0.1:8000/a", "X-A: b", "\\u{202E}" },
  { "no-http", "GET", "file:///etc/passwd", "X-A: b", "URL" },
  { "password", "GET", "http://a:hunter2@127.0.0.1/", "X-A: b", "URL" },
  { "metadata", "GET", "http://169.254.169.254/latest", "X-A: b", "link-local" },
  { "line-break", "GET", "http://127.0.0.1:8000/a", "X-A: b\r\nX-B: c", "line break" },
  { "ours-are-not-looked-at", "GET", "http://127.0.0.1:8000/a", "Content-Length: \r\n", NULL },
};

static HlcRequestDraft *
make (const char *method, const char *url, const char *header)
{
  HlcRequestDraft *request = hlc_request_draft_new (method, url);
  g_auto (GStrv) parts = g_strsplit (header, ": ", 2);

  hlc_header_list_append (request->headers, parts[0], parts[1]);
  return request;
}

static void
test_check (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcRequestDraft) request = make (CASES[i].method, CASES[i].url, CASES[i].header);
      g_autoptr (GError) error = NULL;
      gboolean may_send = hlc_request_draft_check (request, &error);

      g_test_message ("%s: %s", CASES[i].name, error != NULL ? error->message : "sent");
      g_assert_true (may_send == (CASES[i].part == NULL));
      if (error != NULL)
        {
          g_assert_nonnull (strstr (error->message, CASES[i].part));
          g_assert_null (strstr (error->message, "hunter2"));
        }
    }
}

/* What is about the connection is not sent, and what is secret is not shown. */
static void
test_headers (void)
{
  g_autoptr (HlcRequestDraft) request = make ("POST", "http://127.0.0.1/", "Authorization: Bearer hunter2");
  g_autoptr (HlcHeaderList) sent = NULL;
  g_autoptr (HlcHeaderList) shown = NULL;

  hlc_header_list_append (request->headers, "Host", "elsewhere");
  hlc_header_list_append (request->headers, "Accept-Encoding", "gzip");
  hlc_header_list_append (request->headers, "X-Api-Key", "hunter2");
  hlc_header_list_append (request->headers, "Content-Type", "application/json");
  sent = hlc_request_draft_dup_sent_headers (request);
  shown = hlc_request_draft_dup_shown_headers (request);
  g_assert_cmpuint (hlc_header_list_get_length (sent), ==, 3);
  g_assert_cmpstr (hlc_header_list_lookup (sent, "x-api-key"), ==, "hunter2");
  g_assert_cmpuint (hlc_header_list_get_length (shown), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_null (strstr (hlc_header_list_get_value (shown, i), "hunter2"));
  g_assert_cmpstr (hlc_header_list_lookup (shown, "content-type"), ==, "application/json");
}

static void
test_looks_like (void)
{
  g_assert_true (hlc_import_looks_like (" \n{\"a\":1}"));
  g_assert_true (hlc_import_looks_like ("[]"));
  g_assert_true (hlc_import_looks_like ("$ curl http://a"));
  g_assert_false (hlc_import_looks_like ("curling"));
  g_assert_false (hlc_import_looks_like (""));
  g_assert_false (hlc_import_looks_like ("hello {"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-draft/check", test_check);
  g_test_add_func ("/request-draft/headers", test_headers);
  g_test_add_func ("/request-draft/looks-like", test_looks_like);

  return g_test_run ();
}
