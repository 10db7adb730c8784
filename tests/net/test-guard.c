/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-guard.h"

#define PORT 4881
#define MAX_BODY 1000
#define MAX_HEADERS 6

typedef struct
{
  const char *name;
  const char *method;
  const char *raw_path;
  const char *absolute_host;
  const char *headers[MAX_HEADERS]; /* "Name: value" */
  gboolean has_secret;
  guint status; /* 0: let through */
  const char *code;
} Case;

#define HOST "Host: 127.0.0.1:4881"
#define JSON "Content-Type: application/json"
#define LENGTH "Content-Length: 2"

/* clang-format off */
static const Case receiver_cases[] = {
  { "plain", "POST", "/webhook", NULL, { HOST, JSON, LENGTH }, TRUE, 0 },
  { "below", "POST", "/webhook/inbound", NULL, { HOST, JSON, LENGTH }, TRUE, 0 },
  { "slash", "POST", "/webhook/", NULL, { HOST, JSON, LENGTH }, TRUE, 0 },
  { "tunnel-host", "POST", "/webhook", NULL, { "Host: a1b2.ngrok.app", JSON, LENGTH }, TRUE, 0 },
  { "tunnel-headers", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "X-Forwarded-For: 1.2.3.4" }, TRUE, 0 },
  { "charset", "POST", "/webhook", NULL, { HOST, "Content-Type: application/json; charset=UTF-8", LENGTH }, TRUE, 0 },
  { "charset-quoted", "POST", "/webhook", NULL, { HOST, "Content-Type: Application/JSON;charset=\"utf-8\"", LENGTH }, TRUE, 0 },
  { "chunked", "POST", "/webhook", NULL, { HOST, JSON, "Transfer-Encoding: chunked" }, TRUE, 0 },
  { "identity", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Content-Encoding: identity" }, TRUE, 0 },
  { "largest", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: 1000" }, TRUE, 0 },
  { "continue", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Expect: 100-continue" }, TRUE, 0 },
  { "no-secret", "POST", "/webhook", NULL, { HOST, JSON, LENGTH }, FALSE, 0 },
  { "origin-with-secret", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Origin: https://a.example" }, TRUE, 0 },
  { "same-site", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Sec-Fetch-Site: none" }, FALSE, 0 },
  { "absolute", "POST", "/webhook", "127.0.0.1:4881", { HOST, JSON, LENGTH }, TRUE, 0 },
  { "absolute-default-port", "POST", "/webhook", "A.example", { "Host: a.example:80", JSON, LENGTH }, TRUE, 0 },

  { "root", "POST", "/", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_unknown" },
  { "longer-word", "POST", "/webhookx", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_unknown" },
  { "case", "POST", "/Webhook", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_unknown" },
  { "api-path", "POST", "/console/v1/info", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_unknown" },
  { "parent", "POST", "/webhook/../console", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "parent-last", "POST", "/webhook/..", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "dot", "POST", "/./webhook", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "encoded-dots", "POST", "/webhook/%2e%2e/x", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "double-slash", "POST", "//webhook", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "encoded-letter", "POST", "/%77ebhook", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "encoded-slash", "POST", "/webhook%2fx", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "nul", "POST", "/webhook/%00", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "backslash", "POST", "/webhook\\x", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "encoded-backslash", "POST", "/webhook/%5C", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "half-escape", "POST", "/webhook/%4", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "not-utf-8", "POST", "/webhook/%ff", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "overlong-slash", "POST", "/webhook/%c0%af", NULL, { HOST, JSON, LENGTH }, TRUE, 404, "path_not_canonical" },
  { "get", "GET", "/webhook", NULL, { HOST }, TRUE, 405, "method_not_allowed" },
  { "put", "PUT", "/webhook", NULL, { HOST, JSON, LENGTH }, TRUE, 405, "method_not_allowed" },
  { "lower-case-method", "post", "/webhook", NULL, { HOST, JSON, LENGTH }, TRUE, 405, "method_not_allowed" },
  { "no-host", "POST", "/webhook", NULL, { JSON, LENGTH }, TRUE, 400, "host_ambiguous" },
  { "two-hosts", "POST", "/webhook", NULL, { HOST, "host: b.example", JSON, LENGTH }, TRUE, 400, "host_ambiguous" },
  { "absolute-other", "POST", "/webhook", "b.example", { HOST, JSON, LENGTH }, TRUE, 400, "host_ambiguous" },
  { "no-type", "POST", "/webhook", NULL, { HOST, LENGTH }, TRUE, 415, "content_type_unsupported" },
  { "empty-type", "POST", "/webhook", NULL, { HOST, "Content-Type: ", LENGTH }, TRUE, 415, "content_type_unsupported" },
  { "two-types", "POST", "/webhook", NULL, { HOST, JSON, JSON, LENGTH }, TRUE, 415, "content_type_unsupported" },
  { "text", "POST", "/webhook", NULL, { HOST, "Content-Type: text/plain", LENGTH }, TRUE, 415, "content_type_unsupported" },
  { "json-suffix", "POST", "/webhook", NULL, { HOST, "Content-Type: application/x+json", LENGTH }, TRUE, 415, "content_type_unsupported" },
  { "latin", "POST", "/webhook", NULL, { HOST, "Content-Type: application/json; charset=latin1", LENGTH }, TRUE, 415, "content_type_unsupported" },
  { "gzip", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Content-Encoding: gzip" }, TRUE, 415, "content_encoding_unsupported" },
  { "no-length", "POST", "/webhook", NULL, { HOST, JSON }, TRUE, 411, "length_required" },
  { "chunked-no-secret", "POST", "/webhook", NULL, { HOST, JSON, "Transfer-Encoding: chunked" }, FALSE, 411, "length_required" },
  { "length-and-chunked", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Transfer-Encoding: chunked" }, TRUE, 400, "length_ambiguous" },
  { "two-lengths", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, LENGTH }, TRUE, 400, "length_ambiguous" },
  { "length-list", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: 2, 2" }, TRUE, 400, "length_ambiguous" },
  { "length-sign", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: +2" }, TRUE, 400, "length_ambiguous" },
  { "length-negative", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: -1" }, TRUE, 400, "length_ambiguous" },
  { "length-empty", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: " }, TRUE, 400, "length_ambiguous" },
  { "too-large", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: 1001" }, TRUE, 413, "body_too_large" },
  { "beyond-64-bits", "POST", "/webhook", NULL, { HOST, JSON, "Content-Length: 99999999999999999999999" }, TRUE, 413, "body_too_large" },
  { "gzip-transfer", "POST", "/webhook", NULL, { HOST, JSON, "Transfer-Encoding: gzip, chunked" }, TRUE, 400, "transfer_encoding_refused" },
  { "two-chunked", "POST", "/webhook", NULL, { HOST, JSON, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked" }, TRUE, 400, "transfer_encoding_refused" },
  { "expect", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Expect: tea" }, TRUE, 417, "expectation_unknown" },
  { "origin", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Origin: https://a.example" }, FALSE, 403, "browser_forbidden" },
  { "cross-site", "POST", "/webhook", NULL, { HOST, JSON, LENGTH, "Sec-Fetch-Site: Cross-Site" }, FALSE, 403, "browser_forbidden" },
};

static const Case api_cases[] = {
  { "get", "GET", "/console/v1/info", NULL, { HOST }, FALSE, 0 },
  { "localhost", "GET", "/console/v1/info", NULL, { "Host: LocalHost:4881" }, FALSE, 0 },
  { "ipv6", "GET", "/console/v1/info", NULL, { "Host: [::1]:4881" }, FALSE, 0 },
  { "post", "POST", "/console/v1/operations", NULL, { HOST, JSON, LENGTH }, FALSE, 0 },
  { "post-empty", "POST", "/console/v1/operations", NULL, { HOST, JSON, "Content-Length: 0" }, FALSE, 0 },
  { "get-empty", "GET", "/console/v1/info", NULL, { HOST, "Content-Length: 0" }, FALSE, 0 },
  { "call-id-space", "GET", "/console/v1/operations/call%20one%3A2", NULL, { HOST }, FALSE, 0 },
  { "call-id-utf-8", "GET", "/console/v1/operations/%C3%BC", NULL, { HOST }, FALSE, 0 },
  { "delete", "DELETE", "/console/v1/endpoints/1", NULL, { HOST }, FALSE, 0 },

  { "encoded-letter", "GET", "/console/v1/%69nfo", NULL, { HOST }, FALSE, 404, "path_not_canonical" },
  { "encoded-slash", "GET", "/console/v1/operations/a%2Fb", NULL, { HOST }, FALSE, 404, "path_not_canonical" },
  { "rebinding", "GET", "/console/v1/info", NULL, { "Host: evil.example:4881" }, FALSE, 403, "host_forbidden" },
  { "other-port", "GET", "/console/v1/info", NULL, { "Host: 127.0.0.1:4880" }, FALSE, 403, "host_forbidden" },
  { "no-port", "GET", "/console/v1/info", NULL, { "Host: localhost" }, FALSE, 403, "host_forbidden" },
  { "suffix", "GET", "/console/v1/info", NULL, { "Host: localhost:4881.evil.example" }, FALSE, 403, "host_forbidden" },
  { "no-host", "GET", "/console/v1/info", NULL, { "Accept: */*" }, FALSE, 400, "host_ambiguous" },
  { "two-hosts", "GET", "/console/v1/info", NULL, { HOST, HOST }, FALSE, 400, "host_ambiguous" },
  { "absolute-other", "GET", "/console/v1/info", "evil.example", { HOST }, FALSE, 400, "host_ambiguous" },
  { "origin", "GET", "/console/v1/info", NULL, { HOST, "Origin: null" }, TRUE, 403, "browser_forbidden" },
  { "cross-site", "GET", "/console/v1/info", NULL, { HOST, "Sec-Fetch-Site: cross-site" }, TRUE, 403, "browser_forbidden" },
  { "forwarded", "GET", "/console/v1/info", NULL, { HOST, "Forwarded: for=1.2.3.4" }, FALSE, 403, "forwarded_forbidden" },
  { "x-forwarded", "GET", "/console/v1/info", NULL, { HOST, "x-forwarded-proto: https" }, FALSE, 403, "forwarded_forbidden" },
  { "via", "GET", "/console/v1/info", NULL, { HOST, "Via: 1.1 a" }, FALSE, 403, "forwarded_forbidden" },
  { "cloudflare", "GET", "/console/v1/info", NULL, { HOST, "CF-Connecting-IP: 1.2.3.4" }, FALSE, 403, "forwarded_forbidden" },
  { "ngrok", "GET", "/console/v1/info", NULL, { HOST, "ngrok-trace-id: a" }, FALSE, 403, "forwarded_forbidden" },
  { "real-ip", "GET", "/console/v1/info", NULL, { HOST, "X-Real-IP: 1.2.3.4" }, FALSE, 403, "forwarded_forbidden" },
  { "original", "GET", "/console/v1/info", NULL, { HOST, "X-Original-URL: /a" }, FALSE, 403, "forwarded_forbidden" },
  { "post-no-length", "POST", "/console/v1/operations", NULL, { HOST, JSON }, FALSE, 411, "length_required" },
  { "post-chunked", "POST", "/console/v1/operations", NULL, { HOST, JSON, "Transfer-Encoding: chunked" }, TRUE, 400, "transfer_encoding_refused" },
  { "put-empty-type", "PUT", "/console/v1/policies", NULL, { HOST, "Content-Type: ", LENGTH }, FALSE, 415, "content_type_unsupported" },
  { "post-text", "PUT", "/console/v1/policies", NULL, { HOST, "Content-Type: text/plain", LENGTH }, FALSE, 415, "content_type_unsupported" },
  { "patch-no-type", "PATCH", "/console/v1/endpoints/1", NULL, { HOST, LENGTH }, FALSE, 415, "content_type_unsupported" },
  { "post-two-lengths", "POST", "/console/v1/operations", NULL, { HOST, JSON, LENGTH, "Content-Length: 3" }, FALSE, 400, "length_ambiguous" },
  { "too-large", "POST", "/console/v1/operations", NULL, { HOST, JSON, "Content-Length: 1001" }, FALSE, 413, "body_too_large" },
  { "get-body", "GET", "/console/v1/info", NULL, { HOST, LENGTH }, FALSE, 400, "body_unexpected" },
  { "get-chunked", "GET", "/console/v1/info", NULL, { HOST, "Transfer-Encoding: chunked" }, FALSE, 400, "body_unexpected" },
  { "expect", "POST", "/console/v1/operations", NULL, { HOST, JSON, LENGTH, "Expect: tea" }, FALSE, 417, "expectation_unknown" },
};
/* clang-format on */

static HlcHeaderList *
make_headers (const Case *test)
{
  g_autoptr (HlcHeaderList) headers = hlc_header_list_new ();

  for (guint i = 0; i < MAX_HEADERS && test->headers[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (test->headers[i], ": ", 2);

      hlc_header_list_append (headers, parts[0], parts[1]);
    }

  return g_steal_pointer (&headers);
}

static void
check_case (HlcGuardSide side, const Case *test)
{
  HlcGuardRules rules = { side, test->has_secret, MAX_BODY };
  g_autoptr (HlcHeaderList) headers = make_headers (test);
  g_autofree char *path = g_uri_unescape_string (test->raw_path, NULL);
  HlcRequestHead head = { test->method, test->raw_path, path, test->absolute_host, headers, PORT };
  g_autoptr (HlcRefusal) refusal = hlc_guard_check (&rules, &head);

  if (test->status == 0)
    {
      g_assert_null (refusal);
      return;
    }

  g_assert_nonnull (refusal);
  g_assert_cmpuint (refusal->status, ==, test->status);
  g_assert_cmpstr (refusal->code, ==, test->code);
  g_assert_cmpstr (refusal->allow, ==, test->status == 405 ? "POST" : NULL);
  g_assert_true (g_str_has_suffix (refusal->message, "."));
}

static void
test_receiver (gconstpointer test)
{
  check_case (HLC_GUARD_RECEIVER, test);
}

static void
test_api (gconstpointer test)
{
  check_case (HLC_GUARD_API, test);
}

static void
add_cases (const char *side, const Case *cases, guint n_cases, GTestDataFunc function)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/guard/%s/%s", side, cases[i].name);

      g_test_add_data_func (path, &cases[i], function);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("receiver", receiver_cases, G_N_ELEMENTS (receiver_cases), test_receiver);
  add_cases ("api", api_cases, G_N_ELEMENTS (api_cases), test_api);
  return g_test_run ();
}
