/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-words.h"

#include <string.h>

#include "hlc-tunnel-test-result.h"

static const HlcTunnelPorts PORTS = { 4880, 4881, "/webhook" };

#define TUNNEL(name, url, proto, addr)                                                                       \
  "{\"name\":\"" name "\",\"public_url\":\"" url "\",\"proto\":\"" proto "\",\"config\":{\"addr\":\"" addr   \
  "\"}}"
#define ANSWER(tunnels) "{\"tunnels\":[" tunnels "]}"
#define HTTPS "https://d952.ngrok.app"
#define LONG "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"

typedef struct
{
  const char *name;
  const char *answer;
  const char *copied;
  const char *summary; /* a part of it */
  const char *problem; /* a part of it; NULL for none */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "none", ANSWER (""), NULL, "without a tunnel", NULL },
  { "ready", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), NULL, HTTPS " leads to the receiver", NULL },
  { "several", ANSWER (TUNNEL ("a", "https://a.example", "https", "4880") "," TUNNEL ("b", HTTPS, "https", "4880") "," TUNNEL ("c", "https://c.example", "https", "4880")), NULL, "https://a.example and 2 other addresses", NULL },
  { "plain", ANSWER (TUNNEL ("a", "http://d952.ngrok.app", "http", "4880")), NULL, "leads to the receiver", "can be read" },
  { "other-port", ANSWER (TUNNEL ("a", HTTPS, "https", "http://localhost:3000")), NULL, "http://localhost:3000", "port 4880" },
  { "other-ports", ANSWER (TUNNEL ("a", HTTPS, "https", "3000") "," TUNNEL ("b", HTTPS, "https", "3001")), NULL, "2 tunnels", "“ngrok http 4880”" },
  { "misfit", ANSWER (TUNNEL ("raw", "tcp://x:1", "tcp", "4880")), NULL, "no HTTP", "“raw”" },
  { "api", ANSWER (TUNNEL ("bad", HTTPS, "https", "4881")), NULL, "API", "Stop it now" },
  { "api-before-all", ANSWER (TUNNEL ("bad", "https://bad.example", "https", "4881") "," TUNNEL ("a", HTTPS, "https", "4880")), "https://old.example/webhook", "API", "“bad” (https://bad.example) leads to port 4881" },
  { "copied", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HTTPS "/webhook", "leads to the receiver", NULL },
  { "changed", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), "https://old.example/webhook", "leads to the receiver", HTTPS "/webhook" },
  { "gone", ANSWER (""), HTTPS "/webhook", "without a tunnel", "not lead here any more" },
  { "garbage", "<html>", NULL, "cannot be asked", "not as one" },
  { "hostile-name", ANSWER (TUNNEL ("x\\u202e\\n\\u001b[2J" LONG, HTTPS, "https", "4881")), NULL, "API", "“x\\u{202E} \\u{001B}[2Jnnn" },
  { "hostile-addr", ANSWER (TUNNEL ("a", HTTPS, "https", "\\u001b[2J<b>" LONG)), NULL, "\\u{001B}[2J<b>nnn", "port 4880" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) answer = g_bytes_new_static (test->answer, strlen (test->answer));
  g_autoptr (HlcTunnelStatus) status = hlc_tunnel_status_new_judge (answer, &PORTS);
  g_autofree char *summary = hlc_tunnel_words_summary (status);
  g_autofree char *problem = hlc_tunnel_words_problem (status, test->copied);

  g_assert_nonnull (strstr (summary, test->summary));
  g_assert_cmpuint (strlen (summary), <, 200);
  if (test->problem == NULL)
    {
      g_assert_null (problem);
      return;
    }

  g_assert_nonnull (strstr (problem, test->problem));
  g_assert_cmpuint (strlen (problem), <, 400);
}

/* No agent is no problem, and neither is not having looked; a receiver that is closed is said to be. */
static void
test_without_answer (void)
{
  static const HlcTunnelPorts closed = { 0, 4881, "/webhook" };
  static const char text[] = ANSWER (TUNNEL ("a", HTTPS, "https", "4880"));
  g_autoptr (HlcTunnelStatus) unknown = hlc_tunnel_status_new (HLC_TUNNEL_UNKNOWN, NULL, &PORTS);
  g_autoptr (HlcTunnelStatus) ended = hlc_tunnel_status_new (HLC_TUNNEL_NOT_RUNNING, NULL, &PORTS);
  g_autoptr (HlcTunnelStatus) hung = hlc_tunnel_status_new (HLC_TUNNEL_UNREADABLE, "It hangs.", &PORTS);
  g_autoptr (GBytes) answer = g_bytes_new_static (text, strlen (text));
  g_autoptr (HlcTunnelStatus) shut = hlc_tunnel_status_new_judge (answer, &closed);
  g_autofree char *summary = hlc_tunnel_words_summary (ended);
  g_autofree char *problem = hlc_tunnel_words_problem (hung, NULL);
  g_autofree char *closed_problem = hlc_tunnel_words_problem (shut, NULL);

  g_assert_null (hlc_tunnel_words_problem (unknown, NULL));
  g_assert_null (hlc_tunnel_words_problem (ended, NULL));
  g_assert_cmpstr (summary, ==, "ngrok does not run");
  g_assert_cmpstr (problem, ==, "It hangs.");
  g_assert_nonnull (strstr (closed_problem, "does not listen"));
}

typedef struct
{
  guint status;
  const char *answer;
  const char *words;
} RefusalCase;

/* clang-format off */
static const RefusalCase refusals[] = {
  { 502, "{\"error_code\":103,\"status_code\":502,\"msg\":\"failed to start tunnel\",\"details\":{\"err\":\"session closed\"}}",
    "ngrok refused: failed to start tunnel: session closed (error 103)" },
  { 502, "{\"error_code\":103,\"status_code\":502,\"msg\":\"failed to start tunnel\",\"details\":{\"err\":\"failed to start tunnel: The endpoint is online.\\r\\n\\r\\nERR_NGROK_334\\r\\n\"}}",
    "ngrok refused: failed to start tunnel: The endpoint is online. ERR_NGROK_334 (error 103)" },
  { 400, "{\"error_code\":102,\"msg\":\"invalid tunnel configuration\",\"details\":{}}",
    "ngrok refused: invalid tunnel configuration (error 102)" },
  { 400, "{\"msg\":\"no\"}", "ngrok refused: no" },
  { 400, "{\"details\":{\"err\":\"only this\"}}", "ngrok refused: only this" },
  { 400, "{\"msg\":7,\"details\":[\"x\"]}", "ngrok refused with HTTP 400, and gave no reason." },
  { 404, "", "ngrok refused with HTTP 404, and gave no reason." },
  { 500, "<html>", "ngrok refused with HTTP 500, and gave no reason." },
  { 500, "[]", "ngrok refused with HTTP 500, and gave no reason." },
  { 400, "{\"msg\":\"\\u001b[31m \\u202ex\",\"error_code\":\"1\"}", "ngrok refused: \\u{001B}[31m \\u{202E}x" },
};
/* clang-format on */

static void
test_refusal (gconstpointer data)
{
  const RefusalCase *test = data;
  g_autoptr (GBytes) answer = g_bytes_new_static (test->answer, strlen (test->answer));
  g_autofree char *words = hlc_tunnel_words_refusal (test->status, answer);

  g_assert_cmpstr (words, ==, test->words);
}

/* What an ngrok that we ran said for a terminal; an authtoken that it does not like stays out of every message. */
static void
test_ended (void)
{
  g_autofree char *silent = hlc_tunnel_words_ended (" \n");
  g_autofree char *words =
      hlc_tunnel_words_ended ("ERROR:  authentication failed: not a proper authtoken.\r\n"
                              "ERROR:  Your authtoken: hunter2\n\033[0mERR_NGROK_105\n\xff");

  g_assert_nonnull (strstr (silent, "terminal"));
  g_assert_cmpstr (
      words, ==,
      "ngrok ended: ERROR: authentication failed: not a proper authtoken. ERROR: Your authtoken: *** "
      "\\u{001B}[0mERR_NGROK_105 \\x{FF}");
}

typedef struct
{
  const char *name;
  guint http_status;
  const char *no_answer;
  gboolean arrived;
  guint received_status;
  HlcVerdict verdict;
  HlcTunnelTestOutcome outcome;
  const char *sentence; /* a part of it */
} TestCase;

/* clang-format off */
static const TestCase tests[] = {
  { "verified", 200, NULL, TRUE, 200, HLC_VERDICT_VERIFIED, HLC_TUNNEL_TEST_VERIFIED, "signature is right" },
  { "unverified", 200, NULL, TRUE, 200, HLC_VERDICT_UNVERIFIED, HLC_TUNNEL_TEST_UNVERIFIED, "No signing secret" },
  { "failed", 401, NULL, TRUE, 401, HLC_VERDICT_FAILED, HLC_TUNNEL_TEST_REFUSED, "was refused: because" },
  { "guarded", 404, NULL, TRUE, 404, HLC_VERDICT_UNVERIFIED, HLC_TUNNEL_TEST_REFUSED, "was refused: because" },
  { "elsewhere", 502, NULL, FALSE, 0, HLC_VERDICT_FAILED, HLC_TUNNEL_TEST_ELSEWHERE, "HTTP 502" },
  { "elsewhere-with-success", 200, NULL, FALSE, 0, HLC_VERDICT_FAILED, HLC_TUNNEL_TEST_ELSEWHERE, "HTTP 200" },
  { "nobody", 0, "the name is not known", FALSE, 0, HLC_VERDICT_FAILED, HLC_TUNNEL_TEST_NO_ANSWER, "the name is not known" },
  { "arrived-without-an-answer", 0, "no time", TRUE, 200, HLC_VERDICT_VERIFIED, HLC_TUNNEL_TEST_VERIFIED, "would send again" },
  { "arrived-and-answered-otherwise", 502, NULL, TRUE, 200, HLC_VERDICT_VERIFIED, HLC_TUNNEL_TEST_VERIFIED, "became HTTP 502" },
};
/* clang-format on */

static void
test_result (gconstpointer data)
{
  const TestCase *test = data;
  g_autoptr (HlcTunnelTestResult) result = hlc_tunnel_test_result_new ("https://a.example/webhook", "msg_1");
  g_autofree char *sentence = NULL;

  result->http_status = test->http_status;
  result->no_answer = g_strdup (test->no_answer);
  if (test->arrived)
    {
      result->delivery = hlc_delivery_new ();
      result->delivery->http_status = test->received_status;
      result->delivery->verdict = test->verdict;
      result->delivery->error = g_strdup (test->received_status == 200 ? NULL : "because");
    }

  hlc_tunnel_test_result_judge (result);
  g_assert_cmpstr (hlc_tunnel_test_outcome_to_string (result->outcome), ==,
                   hlc_tunnel_test_outcome_to_string (test->outcome));
  sentence = hlc_tunnel_test_result_dup_sentence (result);
  g_assert_nonnull (strstr (sentence, test->sentence));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-words/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-words/refusal/%u", i);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-words/test/%s", tests[i].name);

      g_test_add_data_func (path, &tests[i], test_result);
    }
  g_test_add_func ("/tunnel-words/without-answer", test_without_answer);

  g_test_add_func ("/tunnel-words/ended", test_ended);

  return g_test_run ();
}
