/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-curl.h"

#include <string.h>

/* Words with a | between. */
static const struct
{
  const char *line;
  const char *words; /* (nullable): of an error */
} SPLITS[] = {
  { "", "" },
  { "curl", "curl" },
  { "  curl  -s\tx ", "curl|-s|x" },
  { "curl 'a b' \"c d\" e\\ f", "curl|a b|c d|e f" },
  { "a'b'\"c\"d", "abcd" },
  { "''", "" },
  { "x '' y", "x||y" },
  { "'it'\\''s'", "it's" },
  { "\"a \\\" \\\\ \\$ \\` \\n '\"", "a \" \\ $ ` \\n '" },
  { "$'a\\nb\\t\\'\\\\\\x41\\u00e9\\101'", "a\nb\t'\\A\xc3\xa9"
                                           "A" },
  { "$'\\U0001f600'", "\xf0\x9f\x98\x80" },
  { "$\"x\"", "x" },
  { "a \\\n b \\\r\n c", "a|b|c" },
  { "a\\\nb", "a|b" },
  { "\"a\\\nb\"", "ab" },
  { "'a\nb'", "a\nb" },
  { "a # comment", "a" },
  { "a#b", "a#b" },
  { "a\n\n", "a" },
  { "$NAME ${X} \"$Y\" '$Z' $1 $", "$NAME|${X}|$Y|$Z|$1|$" },
  { "a | jq .", "a" },
  { "a|jq", "a" },
  { "a 'b|c'", "a|b|c" },
  { "'a", NULL },
  { "\"a", NULL },
  { "$'a", NULL },
  { "$'a\\", NULL },
  { "$'\\q'", NULL },
  { "$'\\x00'", NULL },
  { "$'\\ud800'", NULL },
  { "$'\\U7fffffff'", NULL },
  { "a \\", NULL },
  { "a; b", NULL },
  { "a && b", NULL },
  { "a > b", NULL },
  { "a $(date)", NULL },
  { "\"`date`\"", NULL },
  { "`date`", NULL },
  { "a\nb", NULL },
};

static void
test_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (SPLITS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) words = hlc_shell_split (SPLITS[i].line, NULL, &error);
      g_autofree char *joined = words != NULL ? g_strjoinv ("|", words) : NULL;

      g_test_message ("%s", SPLITS[i].line);
      g_assert_cmpstr (joined, ==, SPLITS[i].words);
      if (words == NULL)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_SYNTAX);
    }
}

static void
test_notes (void)
{
  static const struct
  {
    const char *line;
    gboolean has_variables;
    gboolean has_pipe;
  } CASES[] = {
    { "a", FALSE, FALSE },          { "a $X", TRUE, FALSE },        { "a '$X' '|'", FALSE, FALSE },
    { "a \"$X\" | b", TRUE, TRUE }, { "a \"\\$X\"", FALSE, FALSE }, { "a $1", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      HlcShellNotes notes = { 0 };
      g_auto (GStrv) words = hlc_shell_split (CASES[i].line, &notes, NULL);

      g_assert_nonnull (words);
      g_assert_cmpint (notes.has_variables, ==, CASES[i].has_variables);
      g_assert_cmpint (notes.has_pipe, ==, CASES[i].has_pipe);
    }
}

static const struct
{
  const char *line;
  const char *request; /* (nullable): METHOD URL [name: value, …] body; of an error: a word in it */
  const char *complaint;
} LINES[] = {
  { "curl http://h/p -d '{}'", "POST http://h/p [] {}", NULL },
  { "$ curl h/p -d{}", "POST http://h/p [] {}", NULL },
  { "curl -X put --url https://h -d a", "PUT https://h [] a", NULL },
  { "curl -XPATCH h -d a", "PATCH http://h [] a", NULL },
  { "curl -sSfXPOST h -d a -o /dev/null --max-time 5", "POST http://h [] a", NULL },
  { "curl h -d a -d b --data-raw @c", "POST http://h [] a&b&@c", NULL },
  { "curl h --json '{' --json '}'", "POST http://h [Content-Type: application/json] {}", NULL },
  { "curl h -H 'Content-Type: text/x' --json 1", "POST http://h [Content-Type: text/x] 1", NULL },
  { "curl h -H 'A: b:c' -H'D:e' -H 'F:' -H 'G;' -A me -d 1", "POST http://h [A: b:c, D: e, User-Agent: me] 1",
    NULL },
  { "curl h --data-binary $'{\"a\":\"\\\\n\"}' \\\n  -H 'X: 1'", "POST http://h [X: 1] {\"a\":\"\\n\"}",
    NULL },
  { "curl --compressed -k -L -v -- h -d 1", "POST http://h [] 1", NULL },
  { "curl 'http://h/?a=1&b=2' -d 1", "POST http://h/?a=1&b=2 [] 1", NULL },
  { "curl http://h/?a=1&b=2 -d 1", NULL, "&" },
  { "curl h", NULL, "sends nothing" },
  { "curl -d 1", NULL, "no address" },
  { "curl h -d @file.json", NULL, "@file.json" },
  { "curl h --data-binary @-", NULL, "@-" },
  { "curl h --json @x", NULL, "@x" },
  { "curl h -H @x -d 1", NULL, "@x" },
  { "curl h -d", NULL, "follows -d" },
  { "curl h -d 1 --request", NULL, "follows --request" },
  { "curl h -F a=b", NULL, "--form" },
  { "curl h -u user:secret -d 1", NULL, "--user" },
  { "curl h -G -d 1", NULL, "--get" },
  { "curl h --data-urlencode a=b", NULL, "--data-urlencode" },
  { "curl h --unheard-of -d 1", NULL, "--unheard-of" },
  { "curl h -! -d 1", NULL, "-!" },
  { "curl a b -d 1", NULL, "two addresses" },
  { "curl h -d 'x", NULL, "quote" },
  { "curl $'\\xff' -d 1", NULL, "UTF-8" },
  { "curl \xff x -d 1", NULL, "UTF-8" },
};

static char *
describe (const HlcRequestDraft *request)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s [", request->method, request->url);
  for (guint i = 0; i < hlc_header_list_get_length (request->headers); i++)
    g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "",
                            hlc_header_list_get_name (request->headers, i),
                            hlc_header_list_get_value (request->headers, i));
  g_string_append (text, "] ");
  g_string_append_len (text, g_bytes_get_data (request->body, NULL),
                       (gssize) g_bytes_get_size (request->body));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (LINES); i++)
    {
      HlcShellNotes notes = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcRequestDraft) request = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", LINES[i].line);
      g_assert_true (hlc_curl_is_line (LINES[i].line));
      request = hlc_curl_parse (LINES[i].line, &notes, &error);
      if (LINES[i].request == NULL)
        {
          g_assert_null (request);
          g_test_message ("%s", error->message);
          g_assert_nonnull (strstr (error->message, LINES[i].complaint));
          /* A secret that was typed is in no message. */
          g_assert_null (strstr (error->message, "secret"));
          continue;
        }

      g_assert_no_error (error);
      text = describe (request);
      g_assert_cmpstr (text, ==, LINES[i].request);
    }
}

static void
test_is_line (void)
{
  static const char *const LINES_OF_NOTHING[] = { "", "{}", "curly x", "wget x", "a curl x", "curl" };

  for (guint i = 0; i < G_N_ELEMENTS (LINES_OF_NOTHING); i++)
    g_assert_false (hlc_curl_is_line (LINES_OF_NOTHING[i]));
  g_assert_true (hlc_curl_is_line ("\n $ curl x"));
  g_assert_true (hlc_curl_is_line ("curl\\\n x"));
}

static void
test_creates (void)
{
  static const struct
  {
    const char *method;
    const char *url;
    int kind; /* -1: none */
  } REQUESTS[] = {
    { "POST", "https://h/humanlayer/v1/function_calls", HLC_OPERATION_FUNCTION_CALL },
    { "post", "h/contact_requests/?x=1", HLC_OPERATION_HUMAN_CONTACT },
    { "POST", "http://h/humanlayer/v1/human_contacts#f", HLC_OPERATION_HUMAN_CONTACT },
    { "GET", "http://h/humanlayer/v1/human_contacts", -1 },
    { "POST", "http://h/agent/function_calls/c/respond", -1 },
    { "POST", "http://h/?p=/function_calls", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (REQUESTS); i++)
    {
      g_autoptr (HlcRequestDraft) request = hlc_request_draft_new (REQUESTS[i].method, REQUESTS[i].url);
      HlcOperationKind kind = 0;
      gboolean creates = hlc_request_draft_creates (request, &kind);

      g_assert_cmpint (creates ? (int) kind : -1, ==, REQUESTS[i].kind);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/curl/split", test_split);
  g_test_add_func ("/curl/notes", test_notes);
  g_test_add_func ("/curl/parse", test_parse);
  g_test_add_func ("/curl/is-line", test_is_line);
  g_test_add_func ("/curl/creates", test_creates);

  return g_test_run ();
}
