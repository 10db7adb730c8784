/* SPDX-License-Identifier: Apache-2.0 */
#include "german-locale.h"
#include "hlc-post-outcome.h"

#include <libsoup/soup.h>

#include "hlc-error.h"

typedef struct
{
  const char *name;
  HlcPostPhase phase;
  gboolean is_late;
  GQuark (*domain) (void);
  int code;
  GTlsCertificateFlags tls_errors;
  gsize n_head_bytes;
  guint status;
  const char *location;
  HlcFailure failure;
  const char *sentence; /* NULL: there is none */
} Case;

#define IO g_io_error_quark
#define TLS g_tls_error_quark
#define SOUP soup_session_error_quark

/* clang-format off */
static const Case cases[] = {
  { "200", HLC_POST_PHASE_ANSWERED, .status = 200 },
  { "204", HLC_POST_PHASE_ANSWERED, .status = 204 },
  { "299", HLC_POST_PHASE_ANSWERED, .status = 299 },
  /* The body was cut at the deadline; its head was there in time. */
  { "200-late", HLC_POST_PHASE_ANSWERED, TRUE, .status = 200 },
  { "410", HLC_POST_PHASE_ANSWERED, .status = 410, .failure = HLC_FAILURE_GONE,
    .sentence = "answered 410 Gone: the handler wants no more webhooks" },
  { "500", HLC_POST_PHASE_ANSWERED, .status = 500, .failure = HLC_FAILURE_STATUS, .sentence = "answered 500 Internal Server Error" },
  { "503", HLC_POST_PHASE_ANSWERED, .status = 503, .failure = HLC_FAILURE_STATUS, .sentence = "answered 503 Service Unavailable" },
  { "599", HLC_POST_PHASE_ANSWERED, .status = 599, .failure = HLC_FAILURE_STATUS, .sentence = "answered 599" },
  { "999", HLC_POST_PHASE_ANSWERED, .status = 999, .failure = HLC_FAILURE_STATUS, .sentence = "answered 999" },
  { "422", HLC_POST_PHASE_ANSWERED, .status = 422, .failure = HLC_FAILURE_STATUS,
    .sentence = "answered 422 Unprocessable Entity: the handler could not read the body; check which body version it expects" },
  { "429", HLC_POST_PHASE_ANSWERED, .status = 429, .failure = HLC_FAILURE_STATUS, .sentence = "answered 429 Too Many Requests: the handler gets more than it wants" },
  { "302", HLC_POST_PHASE_ANSWERED, .status = 302, .location = "https://b.test/hook", .failure = HLC_FAILURE_STATUS,
    .sentence = "answered 302 and pointed to https://b.test/hook; webhooks are not redirected: set the endpoint's URL to that" },
  { "308", HLC_POST_PHASE_ANSWERED, .status = 308, .location = "/hook/", .failure = HLC_FAILURE_STATUS,
    .sentence = "answered 308 and pointed to /hook/; webhooks are not redirected: set the endpoint's URL to that" },
  { "302-nowhere", HLC_POST_PHASE_ANSWERED, .status = 302, .failure = HLC_FAILURE_STATUS,
    .sentence = "answered 302 without saying where to; webhooks are not redirected: check the endpoint's URL" },
  { "302-not-utf-8", HLC_POST_PHASE_ANSWERED, .status = 302, .location = "/\xff", .failure = HLC_FAILURE_STATUS,
    .sentence = "answered 302 and pointed to /\xef\xbf\xbd; webhooks are not redirected: set the endpoint's URL to that" },
  { "304", HLC_POST_PHASE_ANSWERED, .status = 304, .location = "/a", .failure = HLC_FAILURE_STATUS, .sentence = "answered 304 Not Modified" },

  { "late-name", HLC_POST_PHASE_RESOLVING, TRUE, .failure = HLC_FAILURE_TIMEOUT,
    .sentence = "the name handler.test could not be looked up within 15 s: the name server did not answer" },
  { "late-connection", HLC_POST_PHASE_CONNECTING, TRUE, .failure = HLC_FAILURE_TIMEOUT,
    .sentence = "no connection to 127.0.0.1:8000 within 15 s: nothing answers there, or a firewall is between" },
  { "late-tls", HLC_POST_PHASE_SECURING, TRUE, .failure = HLC_FAILURE_TIMEOUT,
    .sentence = "the TLS handshake with 127.0.0.1:8000 did not end within 15 s" },
  { "late-request", HLC_POST_PHASE_SENDING, TRUE, .failure = HLC_FAILURE_TIMEOUT, .sentence = "the handler did not take the whole request within 15 s" },
  { "late-answer", HLC_POST_PHASE_WAITING, TRUE, .failure = HLC_FAILURE_TIMEOUT, .sentence = "no answer within 15 s" },
  { "late-head", HLC_POST_PHASE_WAITING, TRUE, .n_head_bytes = 20, .failure = HLC_FAILURE_TIMEOUT, .sentence = "the head of the answer did not end within 15 s" },

  { "refused-by-us", HLC_POST_PHASE_RESOLVING, FALSE, hlc_error_quark, HLC_ERROR_ARGUMENT, .failure = HLC_FAILURE_UNREACHABLE, .sentence = "CAUSE" },
  { "no-name", HLC_POST_PHASE_RESOLVING, FALSE, g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "there is no host handler.test; check the name in the URL" },
  { "no-name-server", HLC_POST_PHASE_RESOLVING, FALSE, g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "the name handler.test could not be looked up now: the name server did not answer" },
  { "refused", HLC_POST_PHASE_CONNECTING, FALSE, IO, G_IO_ERROR_CONNECTION_REFUSED, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "connection refused: nothing listens on 127.0.0.1:8000" },
  { "timed-out", HLC_POST_PHASE_CONNECTING, FALSE, IO, G_IO_ERROR_TIMED_OUT, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "no connection to 127.0.0.1:8000: nothing answers there, or a firewall is between" },
  { "no-route", HLC_POST_PHASE_CONNECTING, FALSE, IO, G_IO_ERROR_HOST_UNREACHABLE, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "no way to 127.0.0.1:8000: check the network connection of this machine" },
  { "no-network", HLC_POST_PHASE_CONNECTING, FALSE, IO, G_IO_ERROR_NETWORK_UNREACHABLE, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "no way to 127.0.0.1:8000: check the network connection of this machine" },
  { "no-connection", HLC_POST_PHASE_CONNECTING, FALSE, IO, G_IO_ERROR_TOO_MANY_OPEN_FILES, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "no connection to 127.0.0.1:8000: CAUSE" },
  { "reset-at-once", HLC_POST_PHASE_CONNECTING, FALSE, IO, G_IO_ERROR_CONNECTION_CLOSED, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "127.0.0.1:8000 ended the connection as soon as it was made" },

  { "self-signed", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_BAD_CERTIFICATE, G_TLS_CERTIFICATE_UNKNOWN_CA, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "the TLS certificate of handler.test is self-signed, or from an authority that this machine does not trust; add it to the system's trusted "
                "certificates, or use http:// for a handler on this machine" },
  { "other-name", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_BAD_CERTIFICATE, G_TLS_CERTIFICATE_BAD_IDENTITY, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "the TLS certificate of handler.test was issued for another name; use that name in the URL" },
  { "expired", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_BAD_CERTIFICATE, G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA,
    .failure = HLC_FAILURE_UNREACHABLE, .sentence = "the TLS certificate of handler.test has expired; renew it" },
  { "not-yet", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_BAD_CERTIFICATE, G_TLS_CERTIFICATE_NOT_ACTIVATED, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "the TLS certificate of handler.test is not valid yet; check the clocks of both machines" },
  { "bad-certificate", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_BAD_CERTIFICATE, G_TLS_CERTIFICATE_GENERIC_ERROR, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "the TLS certificate of handler.test cannot be trusted: CAUSE" },
  { "no-tls", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_NOT_TLS, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "127.0.0.1:8000 does not speak TLS; if it is meant to speak HTTP, use http:// in the URL" },
  { "handshake", HLC_POST_PHASE_SECURING, FALSE, TLS, G_TLS_ERROR_HANDSHAKE, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "the TLS handshake with 127.0.0.1:8000 failed: CAUSE; if it is meant to speak HTTP, use http:// in the URL" },
  { "reset-handshake", HLC_POST_PHASE_SECURING, FALSE, IO, G_IO_ERROR_CONNECTION_CLOSED, .failure = HLC_FAILURE_UNREACHABLE,
    .sentence = "127.0.0.1:8000 ended the connection as soon as it was made" },

  { "ended-request", HLC_POST_PHASE_SENDING, FALSE, IO, G_IO_ERROR_BROKEN_PIPE, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the handler ended the connection before it had the whole request" },
  { "reset", HLC_POST_PHASE_WAITING, FALSE, IO, G_IO_ERROR_CONNECTION_CLOSED, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the handler reset the connection instead of answering" },
  { "reset-head", HLC_POST_PHASE_WAITING, FALSE, IO, G_IO_ERROR_CONNECTION_CLOSED, .n_head_bytes = 9, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the handler reset the connection within the head of its answer" },
  { "closed", HLC_POST_PHASE_WAITING, FALSE, IO, G_IO_ERROR_PARTIAL_INPUT, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the handler closed the connection without an answer" },
  { "long-head", HLC_POST_PHASE_WAITING, FALSE, IO, G_IO_ERROR_PARTIAL_INPUT, .n_head_bytes = 70000, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the head of the answer is larger than 64 KiB" },
  { "not-http", HLC_POST_PHASE_WAITING, FALSE, SOUP, SOUP_SESSION_ERROR_PARSING, .n_head_bytes = 9, .failure = HLC_FAILURE_BROKEN,
    .sentence = "what answers on 127.0.0.1:8000 does not speak HTTP" },
  { "strange-encoding", HLC_POST_PHASE_WAITING, FALSE, SOUP, SOUP_SESSION_ERROR_ENCODING, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the answer has a Transfer-Encoding that is not known" },
  { "tls-broke", HLC_POST_PHASE_WAITING, FALSE, TLS, G_TLS_ERROR_MISC, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the TLS connection to 127.0.0.1:8000 broke: CAUSE" },
  { "broke", HLC_POST_PHASE_WAITING, FALSE, IO, G_IO_ERROR_FAILED, .failure = HLC_FAILURE_BROKEN,
    .sentence = "the connection to 127.0.0.1:8000 broke: CAUSE" },
};
/* clang-format on */

static void
run_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error =
      test->domain != NULL
          ? g_error_new_literal (test->domain (), test->code,
                                 test->phase == HLC_POST_PHASE_CONNECTING ? "Could not connect to x: CAUSE"
                                                                          : "CAUSE")
          : NULL;
  HlcPostOutcome outcome = {
    .phase = test->phase,
    .host = "handler.test",
    .addresses = test->phase > HLC_POST_PHASE_RESOLVING ? "127.0.0.1:8000" : NULL,
    .deadline = 15 * G_USEC_PER_SEC,
    .is_late = test->is_late,
    .error = error,
    .tls_errors = test->tls_errors,
    .n_head_bytes = test->n_head_bytes,
    .status = test->status,
    .location = test->location,
  };
  g_autofree char *sentence = hlc_post_outcome_to_string (&outcome);

  g_assert_cmpint (hlc_post_outcome_get_failure (&outcome), ==, test->failure);
  g_assert_cmpstr (sentence, ==, test->sentence);
}

static void
test_deadline (void)
{
  HlcPostOutcome outcome = { .phase = HLC_POST_PHASE_WAITING, .is_late = TRUE, .deadline = 300 * 1000 };
  g_autofree char *sentence = hlc_post_outcome_to_string (&outcome);

  g_assert_cmpstr (sentence, ==, "no answer within 0.3 s");
}

/* What is stored and answered in JSON is the same in every locale. */
static void
test_deadline_in_german (void)
{
  if (!german_locale_begin ())
    return;

  test_deadline ();
  german_locale_end ();
}

/* A handler that points nowhere at great length does not fill the log. */
static void
test_long_location (void)
{
  g_autofree char *location = g_strnfill (60000, 'x');
  HlcPostOutcome outcome = { .phase = HLC_POST_PHASE_ANSWERED, .status = 301, .location = location };
  g_autofree char *sentence = hlc_post_outcome_to_string (&outcome);

  g_assert_cmpuint (strlen (sentence), <, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/post-outcome/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], run_case);
    }
  g_test_add_func ("/post-outcome/deadline", test_deadline);
  g_test_add_func ("/post-outcome/deadline-in-german", test_deadline_in_german);
  g_test_add_func ("/post-outcome/long-location", test_long_location);

  return g_test_run ();
}
